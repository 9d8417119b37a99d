#include "modules/payments/requests.h"

#include "modules/payments/messages.h"
#include "modules/payments/rules.h"

namespace ocop::payments {

const input::Declaration<SetAccount>& set_account() {
  constexpr std::int64_t kBin = 6;
  constexpr std::int64_t kNumber = 30;   // 19 letters and digits with gaps
  static const input::Declaration<SetAccount> fields{
      input::version(&SetAccount::version),
      input::line("bin", &SetAccount::bin,
                  {.label = msg::bank, .missing = msg::wrong_bank, .most = kBin, .about = "six digits, of /api/v1/payments/banks"}),
      input::line("number", &SetAccount::number,
                  {.label = msg::number, .hint = msg::number_hint, .missing = msg::wrong_number, .most = kNumber, .autocomplete = "off"}),
      input::line("holder", &SetAccount::holder,
                  {.label = msg::holder,
                   .hint = msg::holder_hint,
                   .missing = msg::wrong_holder,
                   .most = static_cast<std::int64_t>(rules::kMostHolder),
                   .autocomplete = "off"})};
  return fields;
}

const input::Declaration<EndAccount>& end_account() {
  static const input::Declaration<EndAccount> fields{input::version(&EndAccount::version)};
  return fields;
}

}  // namespace ocop::payments
