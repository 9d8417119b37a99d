#include "modules/numbers/requests.h"

#include "modules/numbers/messages.h"

namespace ocop::numbers {

using input::Need;

const input::Declaration<SetLicence>& set_licence() {
  constexpr std::int64_t kTyped = 20;           // 13 digits with gaps
  constexpr std::int64_t kMostItem = 99'999'999;   // under the shortest prefix
  static const input::Declaration<SetLicence> fields{
      input::version(&SetLicence::version),
      input::line("prefix", &SetLicence::prefix, {.label = msg::prefix, .hint = msg::prefix_hint, .need = Need::optional, .most = kTyped}),
      input::integer("first", &SetLicence::first,
                     {.label = msg::first, .hint = msg::first_hint, .need = Need::optional, .least = 0, .most = kMostItem}),
      input::line("gln", &SetLicence::gln, {.label = msg::gln, .hint = msg::gln_hint, .need = Need::optional, .most = kTyped}),
      input::boolean("abroad", &SetLicence::abroad, {.label = msg::abroad, .need = Need::optional})};
  return fields;
}

const input::Declaration<EndLicence>& end_licence() {
  static const input::Declaration<EndLicence> fields{input::version(&EndLicence::version)};
  return fields;
}

const input::Declaration<GiveNumber>& give_number() {
  static const input::Declaration<GiveNumber> fields{
      input::id("product", &GiveNumber::product, {.label = msg::product, .missing = msg::product_missing, .wrong = msg::product_missing})};
  return fields;
}

}  // namespace ocop::numbers
