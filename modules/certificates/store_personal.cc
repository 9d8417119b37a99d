// What is held of a person here (kernel/personal).
#include "kernel/personal/personal.h"
#include "modules/certificates/messages.h"
#include "modules/certificates/store_personal.h"

namespace ocop::certificates::store {

std::vector<personal::Holding> personal_holdings() {
  return {
      personal::answers(
          "certificates_decision", "recorded_by",
          {"certificates.personal",
            "SELECT recorded AS at, number, reason AS words FROM certificates_decision WHERE recorded_by = $1"
            " ORDER BY recorded"},
          msg::held_decisions),
      personal::answers(
          "certificates_withdrawal", "recorded_by",
          {"certificates.personal",
            "SELECT recorded AS at, decision_number AS number, note AS words FROM certificates_withdrawal WHERE"
            " recorded_by = $1 ORDER BY recorded"},
          msg::held_withdrawals)};
}

}  // namespace ocop::certificates::store
