#include "modules/products/requests.h"

#include "modules/products/messages.h"
#include "modules/products/rules.h"

namespace ocop::products {

using input::Need;

const input::Declaration<Wording>& wording_fields() {
  constexpr std::int64_t kMostGtin = 20;   // 14 digits, typed with gaps
  static const input::Declaration<Wording> fields{
      input::version(&Wording::version),
      input::line("name_en", &Wording::name_en, {.label = msg::name_en, .need = Need::optional, .most = rules::kNameLimit}),
      input::line("gtin", &Wording::gtin, {.label = msg::gtin, .hint = msg::gtin_hint, .need = Need::optional, .most = kMostGtin}),
      input::paragraph("story", &Wording::story, {.label = msg::story_vi, .need = Need::optional, .most = rules::kStoryLimit}),
      input::paragraph("story_en", &Wording::story_en, {.label = msg::story_en, .need = Need::optional, .most = rules::kStoryLimit})};
  return fields;
}

const input::Declaration<UnitChoice>& unit_choice() {
  constexpr std::int64_t kCode = 5;
  const auto words = [](Reach reach) -> Message { return reach == Reach::maker ? msg::unit_reach_maker : msg::unit_reach_product; };
  static const input::Declaration<UnitChoice> fields{
      input::version(&UnitChoice::version),
      input::line("commune", &UnitChoice::commune,
                  {.label = msg::unit_chosen, .missing = msg::unit_missing, .most = kCode, .about = "code of one of units_today"}),
      input::choice("reach", &UnitChoice::reach, kReaches, words, {.label = msg::unit_reach, .need = Need::optional})};
  return fields;
}

const input::Declaration<UnitReturn>& unit_return() {
  static const input::Declaration<UnitReturn> fields{input::version(&UnitReturn::version)};
  return fields;
}

}  // namespace ocop::products
