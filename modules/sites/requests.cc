#include "modules/sites/requests.h"

#include "modules/sites/messages.h"
#include "modules/sites/rules.h"

namespace ocop::sites {
namespace {

using input::Need;

constexpr std::int64_t kShopsLimit = static_cast<std::int64_t>(rules::kMostShops) * (rules::kLineLimit + 1);
constexpr std::int64_t kNumberLimit = 60;       // of a telephone, and of an address of zalo.me
constexpr std::int64_t kTimeLimit = 12;         // "7 giờ 30"
constexpr std::int64_t kPointLimit = 50;
constexpr std::int64_t kTaxCodeLimit = 20;      // with the blanks and dots that people write

input::Options optional(const Message& label, std::int64_t most, const Message& hint = {}) {
  return {.label = label, .hint = hint, .need = Need::optional, .most = most};
}
input::Options picture(const Message& label) {
  return {.label = label, .hint = msg::picture_hint, .need = Need::optional, .most = images::kPictureLimit};
}

}  // namespace

const input::Declaration<Seen>& seen_fields() {
  static const input::Declaration<Seen> fields{input::version(&Seen::version)};
  return fields;
}

const input::Declaration<FaceForm>& face_fields() {
  static const input::Declaration<FaceForm> fields(
      seen_fields(), {input::file("file", &FaceForm::file, picture(msg::face_picture)),
                      input::boolean("drop", &FaceForm::drop, optional(msg::drop_picture, 0)),
                      input::paragraph("words", &FaceForm::words, optional(msg::face_words, rules::kWordsLimit, msg::face_words_hint)),
                      input::paragraph("words_en", &FaceForm::words_en, optional(msg::face_words_en, rules::kWordsLimit))});
  return fields;
}

const input::Declaration<StoryForm>& story_fields() {
  static const input::Declaration<StoryForm> fields(
      seen_fields(), {input::paragraph("story", &StoryForm::story, optional(msg::story_words, rules::kStoryLimit, msg::story_words_hint)),
                      input::paragraph("story_en", &StoryForm::story_en, optional(msg::story_words_en, rules::kStoryLimit))});
  return fields;
}

const input::Declaration<StepForm>& step_fields() {
  static const input::Declaration<StepForm> fields(
      seen_fields(),
      {input::line("title", &StepForm::title,
                   {.label = msg::step_title, .hint = msg::step_title_hint, .missing = msg::step_title_missing,
                    .most = rules::kTitleLimit}),
       input::paragraph("words", &StepForm::words, optional(msg::step_words, rules::kWordsLimit)),
       input::file("file", &StepForm::file, picture(msg::step_picture)),
       input::boolean("drop", &StepForm::drop, optional(msg::drop_picture, 0)),
       input::line("film", &StepForm::film, optional(msg::step_film, rules::kLineLimit, msg::step_film_hint)),
       input::line("title_en", &StepForm::title_en, optional(msg::step_title_en, rules::kTitleLimit)),
       input::paragraph("words_en", &StepForm::words_en, optional(msg::step_words_en, rules::kWordsLimit))});
  return fields;
}

const input::Declaration<MoveForm>& move_fields() {
  static const input::Declaration<MoveForm> fields(seen_fields(), {input::choice("to", &MoveForm::to, kMoves)});
  return fields;
}

const input::Declaration<PapersForm>& papers_fields() {
  static const input::Declaration<PapersForm> fields(
      seen_fields(), {input::ids("papers", &PapersForm::papers, optional(msg::papers_shown, rules::kMostPapers))});
  return fields;
}

const input::Declaration<ShopsForm>& shops_fields() {
  static const input::Declaration<ShopsForm> fields(
      seen_fields(), {input::paragraph("shops", &ShopsForm::shops, optional(msg::shops_lines, kShopsLimit, msg::shops_lines_hint)),
                      input::paragraph("shops_en", &ShopsForm::shops_en, optional(msg::shops_lines_en, kShopsLimit))});
  return fields;
}

const input::Declaration<HoursForm>& hours_fields() {
  static const input::Declaration<HoursForm> fields(
      seen_fields(),
      {input::words("days", &HoursForm::days, optional(msg::hours_days, kWeekdays)),
       input::line("opens", &HoursForm::opens, optional(msg::hours_opens, kTimeLimit)),
       input::line("closes", &HoursForm::closes, optional(msg::hours_closes, kTimeLimit)),
       input::words("other_days", &HoursForm::other_days, optional(msg::hours_other_days, kWeekdays)),
       input::line("other_opens", &HoursForm::other_opens, optional(msg::hours_opens, kTimeLimit)),
       input::line("other_closes", &HoursForm::other_closes, optional(msg::hours_closes, kTimeLimit)),
       input::words("months", &HoursForm::months, optional(msg::season_months, kMonths))});
  return fields;
}

const input::Declaration<ContactForm>& contact_fields() {
  static const input::Declaration<ContactForm> fields(
      seen_fields(),
      {input::line("zalo", &ContactForm::zalo, {.label = msg::contact_zalo, .hint = msg::contact_zalo_hint, .need = Need::optional,
                                                .most = kNumberLimit, .autocomplete = "tel"}),
       input::line("phone", &ContactForm::phone, {.label = msg::contact_phone, .hint = msg::contact_phone_hint, .need = Need::optional,
                                                  .most = kNumberLimit, .autocomplete = "tel"}),
       input::paragraph("visiting", &ContactForm::visiting,
                        optional(msg::contact_visiting, rules::kWordsLimit, msg::contact_visiting_hint)),
       input::paragraph("visiting_en", &ContactForm::visiting_en, optional(msg::contact_visiting_en, rules::kWordsLimit)),
       input::line("point", &ContactForm::point, optional(msg::contact_point, kPointLimit, msg::contact_point_hint))});
  return fields;
}

const input::Declaration<TradeForm>& trade_fields() {
  static const input::Declaration<TradeForm> fields(
      seen_fields(),
      {input::line("tax_code", &TradeForm::tax_code, optional(msg::tax_code, kTaxCodeLimit, msg::tax_code_hint)),
       input::paragraph("delivery", &TradeForm::delivery, optional(msg::delivery, rules::kWordsLimit, msg::delivery_hint)),
       input::paragraph("returns", &TradeForm::returns, optional(msg::returns, rules::kWordsLimit, msg::returns_hint)),
       input::paragraph("delivery_en", &TradeForm::delivery_en, optional(msg::delivery_en, rules::kWordsLimit)),
       input::paragraph("returns_en", &TradeForm::returns_en, optional(msg::returns_en, rules::kWordsLimit))});
  return fields;
}

const input::Declaration<LookForm>& look_fields() {
  static const input::Declaration<LookForm> fields(
      seen_fields(), {input::choice("look", &LookForm::look, kLooks, {.label = msg::look_heading, .need = Need::optional})});
  return fields;
}

const input::Declaration<NameForm>& name_fields() {
  static const input::Declaration<NameForm> fields(
      seen_fields(),
      {input::line("name", &NameForm::name, {.label = msg::name_label, .hint = msg::name_hint, .missing = msg::wrong_name,
                                             .most = static_cast<std::int64_t>(rules::kMostName), .autocomplete = "off"})});
  return fields;
}

const input::Declaration<PageNumber>& page_number() {
  constexpr std::int64_t kMostPages = 10'000;
  static const input::Declaration<PageNumber> fields{
      input::integer("page", &PageNumber::page, {.need = Need::optional, .least = 1, .most = kMostPages})};
  return fields;
}

const input::Declaration<Named>& named_fields() {
  static const input::Declaration<Named> fields{
      input::line("name", &Named::name, {.label = msg::name_label, .most = static_cast<std::int64_t>(rules::kMostName)})};
  return fields;
}

}  // namespace ocop::sites
