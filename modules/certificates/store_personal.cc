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
          "certificates_copy", "printed_by",
          {"certificates.personal_copies",
            "SELECT printed AS at, certificate AS number FROM certificates_copy WHERE printed_by = $1 ORDER BY printed"},
          msg::held_copies),
      personal::answers(
          "certificates_withdrawal", "recorded_by",
          {"certificates.personal",
            "SELECT recorded AS at, decision_number AS number, note AS words FROM certificates_withdrawal WHERE"
            " recorded_by = $1 ORDER BY recorded"},
          msg::held_withdrawals),
      personal::answers(
          "certificates_confirmation", "prepared_by",
          {"certificates.personal_prepared",
            "SELECT prepared AS at, number, reason AS words FROM certificates_confirmation WHERE prepared_by = $1"
            " ORDER BY prepared"},
          msg::held_prepared),
      personal::answers(
          "certificates_confirmation", "confirmed_by",
          {"certificates.personal_confirmed",
            "SELECT confirmed AS at, number, reason AS words FROM certificates_confirmation WHERE confirmed_by = $1"
            " ORDER BY confirmed"},
          msg::held_confirmed),
      personal::answers(
          "certificates_revocation", "prepared_by",
          {"certificates.personal_revocation_prepared",
            "SELECT prepared AS at, number, reason AS words FROM certificates_revocation WHERE prepared_by = $1"
            " ORDER BY prepared"},
          msg::held_revocation_prepared),
      personal::answers(
          "certificates_revocation", "entered_by",
          {"certificates.personal_revocation_entered",
            "SELECT entered AS at, number, reason AS words FROM certificates_revocation WHERE entered_by = $1"
            " ORDER BY entered"},
          msg::held_revocation_entered),
      personal::answers(
          "certificates_ruling", "prepared_by",
          {"certificates.personal_ruling_prepared",
            "SELECT prepared AS at, number, minutes AS words FROM certificates_ruling WHERE prepared_by = $1"
            " ORDER BY prepared"},
          msg::held_rulings_prepared),
      personal::answers(
          "certificates_ruling", "recorded_by",
          {"certificates.personal_ruling_recorded",
            "SELECT recorded AS at, number, minutes AS words FROM certificates_ruling WHERE recorded_by = $1"
            " ORDER BY recorded"},
          msg::held_rulings_recorded)};
}

}  // namespace ocop::certificates::store
