#include "modules/registrations/requests.h"

#include "modules/registrations/messages.h"
#include "modules/registrations/rules.h"

namespace ocop::registrations {
namespace {

using input::Need;

constexpr std::array kKinds{producers::Kind::household, producers::Kind::cooperative, producers::Kind::cooperative_group,
                            producers::Kind::enterprise, producers::Kind::farm};
constexpr std::int64_t kMostGtin = 20;      // 14 digits, typed with gaps
constexpr std::int64_t kCode = 5;           // of a commune
constexpr std::int64_t kLastYear = 2200;
constexpr std::int64_t kEthnicGroup = 60;   // the longest of the 54 names has 9 letters; people add where they are from

std::vector<input::Choice> group_choices() {
  std::vector<input::Choice> out;
  for (const char* code : {"I", "II", "III", "IV", "V", "VI"}) out.push_back({code, products::group_words(code)});
  return out;
}

}  // namespace

const input::Declaration<Profile>& profile_fields() {
  static const input::Declaration<Profile> fields{
      input::integer("founded", &Profile::founded,
                     {.label = msg::founded, .need = Need::optional, .least = rules::kFirstYear, .most = kLastYear}),
      input::integer("workers", &Profile::workers, {.label = msg::workers, .need = Need::optional, .most = rules::kMostWorkers}),
      input::integer("local_workers", &Profile::local_workers,
                     {.label = msg::local_workers, .hint = msg::local_workers_hint, .need = Need::optional, .most = rules::kMostWorkers}),
      input::choice("representative_sex", &Profile::sex, kSexes, {.label = msg::representative_sex, .need = Need::optional}),
      input::line("representative_ethnic_group", &Profile::ethnic_group,
                  {.label = msg::representative_ethnic_group, .hint = msg::representative_ethnic_group_hint, .need = Need::optional,
                   .most = kEthnicGroup}),
      input::choice("representative_disability", &Profile::disability, kAnswers,
                    {.label = msg::representative_disability, .need = Need::optional})};
  return fields;
}

const input::Declaration<ProfileForm>& profile_form() {
  static const input::Declaration<ProfileForm> fields{profile_fields(), {input::version(&ProfileForm::seen)}};
  return fields;
}

const input::Declaration<ProducerForm>& producer_form() {
  static const input::Declaration<ProducerForm> fields{
      profile_fields(),
      {input::line("name", &ProducerForm::name,
                   {.label = msg::producer_name, .hint = msg::producer_name_hint, .missing = msg::name_missing, .most = rules::kNameLimit}),
       input::choice("kind", &ProducerForm::kind, kKinds, {.label = msg::producer_kind, .missing = msg::wrong_kind}),
       input::line("place", &ProducerForm::place,
                   {.label = msg::place, .hint = msg::place_hint, .missing = msg::place_missing, .most = rules::kAddressLimit,
                    .about = "commune and province as people write them, of today or of before July 2025"}),
       input::line("commune", &ProducerForm::commune,
                   {.label = msg::commune, .need = Need::optional, .needed = msg::commune_needed, .most = kCode,
                    .about = "code of the unit, where `place` may mean several"}),
       input::line("address", &ProducerForm::address,
                   {.label = msg::address, .hint = msg::address_hint, .need = Need::optional, .most = rules::kAddressLimit})}};
  return fields;
}

const input::Declaration<ProducerAgain>& producer_again() {
  static const input::Declaration<ProducerAgain> fields{producer_form(), {input::version(&ProducerAgain::seen)}};
  return fields;
}

const input::Declaration<ProductForm>& product_form() {
  static const input::Declaration<ProductForm> fields{
      input::id("producer", &ProductForm::producer, {.label = msg::maker, .missing = msg::maker_missing}),
      input::line("name", &ProductForm::name,
                  {.label = msg::product_name, .hint = msg::product_name_hint, .missing = msg::name_missing, .most = rules::kNameLimit}),
      input::line("name_en", &ProductForm::name_en, {.label = msg::product_name_en, .need = Need::optional, .most = rules::kNameLimit}),
      input::choice("group", &ProductForm::group, group_choices(),
                    {.label = msg::product_group, .hint = msg::product_group_hint, .need = Need::optional}),
      input::line("gtin", &ProductForm::gtin, {.label = msg::gtin, .hint = msg::gtin_hint, .need = Need::optional, .most = kMostGtin})};
  return fields;
}

const input::Declaration<ProductAgain>& product_again() {
  static const input::Declaration<ProductAgain> fields{
      input::version(&ProductAgain::version),
      input::line("name", &ProductAgain::name,
                  {.label = msg::product_name, .hint = msg::product_name_hint, .missing = msg::name_missing, .most = rules::kNameLimit}),
      input::line("name_en", &ProductAgain::name_en, {.label = msg::product_name_en, .need = Need::optional, .most = rules::kNameLimit}),
      input::choice("group", &ProductAgain::group, group_choices(),
                    {.label = msg::product_group, .hint = msg::product_group_hint, .need = Need::optional}),
      input::line("gtin", &ProductAgain::gtin, {.label = msg::gtin, .hint = msg::gtin_hint, .need = Need::optional, .most = kMostGtin})};
  return fields;
}

const input::Declaration<LegalForm>& legal_form() {
  static const input::Declaration<LegalForm> fields{
      input::line("name", &LegalForm::name, {.label = msg::new_name, .missing = msg::name_missing, .most = rules::kNameLimit}),
      input::choice("kind", &LegalForm::kind, kKinds, {.label = msg::new_kind, .missing = msg::wrong_kind}),
      input::paragraph("reason", &LegalForm::reason,
                       {.label = msg::legal_reason, .hint = msg::legal_reason_hint, .missing = msg::reason_missing,
                        .most = rules::kWordsLimit})};
  return fields;
}

const input::Declaration<LegalFormAgain>& legal_form_again() {
  static const input::Declaration<LegalFormAgain> fields{legal_form(), {input::version(&LegalFormAgain::seen)}};
  return fields;
}

const input::Declaration<Version>& version_fields() {
  static const input::Declaration<Version> fields{input::version(&Version::version)};
  return fields;
}

const input::Declaration<Return>& return_fields() {
  static const input::Declaration<Return> fields{
      input::version(&Return::version),
      input::paragraph("words", &Return::words,
                       {.label = msg::return_words, .hint = msg::return_words_hint, .missing = msg::words_missing,
                        .most = rules::kWordsLimit})};
  return fields;
}

}  // namespace ocop::registrations
