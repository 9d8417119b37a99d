#include "modules/certificates/confirmation_requests.h"

#include "modules/certificates/messages.h"
#include "modules/certificates/rules.h"

namespace ocop::certificates {

using input::Need;

namespace {
constexpr std::int64_t kMostPrinted = 500;   // characters of a cell of a register; the longest of 833 has 130
// More than may be confirmed at once: what is left empty is sent too.
constexpr std::int64_t kMostOffered = 2'000;
}  // namespace

namespace {
// All but the file, which a change may leave as it is.
const input::Declaration<ConfirmationInput>& words() {
  static const input::Declaration<ConfirmationInput> fields{
      input::line("number", &ConfirmationInput::number, {.label = msg::field_number,
                                                         .hint = msg::confirm_number_hint,
                                                         .missing = msg::number_missing,
                                                         .most = rules::kMaxDecisionNumber}),
      input::date("decided", &ConfirmationInput::decided, {.label = msg::field_decided,
                                                           .hint = msg::confirm_decided_hint,
                                                           .missing = msg::date_unreadable,
                                                           .wrong = msg::date_unreadable}),
      input::line("issuer", &ConfirmationInput::issuer, {.label = msg::confirm_issuer,
                                                         .hint = msg::confirm_issuer_hint,
                                                         .missing = msg::confirm_issuer_missing,
                                                         .most = rules::kMaxSigner}),
      input::line(
          "signer", &ConfirmationInput::signer,
          {.label = msg::field_signer, .hint = msg::confirm_signer_hint, .missing = msg::signer_missing, .most = rules::kMaxSigner}),
      input::paragraph("reason", &ConfirmationInput::reason, {.label = msg::confirm_reason,
                                                              .hint = msg::confirm_reason_hint,
                                                              .need = Need::optional,
                                                              .needed = msg::confirm_reason_needed,
                                                              .most = rules::kMaxReason}),
      input::line("printed", &ConfirmationInput::printed, {.label = msg::confirm_printed, .need = Need::optional, .most = kMostPrinted}),
      input::map("stars", &ConfirmationInput::stars,
                 {.need = Need::optional,
                  .most = kMostOffered,
                  .about = "stars.PRODUCT_ID = 3, 4 or 5 as the decision says, empty = it is not in it"})};
  return fields;
}
}  // namespace

const input::Declaration<NewConfirmation>& new_confirmation() {
  static const input::Declaration<NewConfirmation> fields(
      words(), {input::file<NewConfirmation>(
                   "file", &ConfirmationInput::file,
                   {.label = msg::confirm_file,
                    .hint = msg::confirm_file_hint,
                    .missing = msg::confirm_file_missing,
                    .most = kMostDecisionFile})});
  return fields;
}

const input::Declaration<ConfirmationChange>& confirmation_change() {
  static const input::Declaration<ConfirmationChange> fields(
      words(), {input::file<ConfirmationChange>(
                    "file", &ConfirmationInput::file,
                    {.label = msg::confirm_file, .hint = msg::confirm_file_kept, .need = Need::optional, .most = kMostDecisionFile}),
                input::version(&ConfirmationChange::version)});
  return fields;
}

const input::Declaration<ConfirmationVersion>& confirmation_version() {
  static const input::Declaration<ConfirmationVersion> fields{input::version(&ConfirmationVersion::version)};
  return fields;
}

const input::Declaration<NewRevocation>& new_revocation() {
  static const input::Declaration<NewRevocation> fields{
      input::version(&NewRevocation::version),
      input::choice("ground", &NewRevocation::ground, kRevocationGrounds,
                    {.label = msg::revoke_ground, .missing = msg::revoke_ground_missing}),
      input::line("number", &NewRevocation::number, {.label = msg::revoke_number,
                                                     .need = Need::optional,
                                                     .needed = msg::revoke_of_decision,
                                                     .most = rules::kMaxDecisionNumber}),
      input::date("decided", &NewRevocation::decided, {.label = msg::revoke_decided,
                                                       .hint = msg::revoke_decided_hint,
                                                       .need = Need::optional,
                                                       .needed = msg::revoke_of_decision,
                                                       .wrong = msg::date_unreadable}),
      input::line("issuer", &NewRevocation::issuer, {.label = msg::revoke_issuer,
                                                     .need = Need::optional,
                                                     .needed = msg::revoke_of_decision,
                                                     .most = rules::kMaxSigner}),
      input::line("signer", &NewRevocation::signer, {.label = msg::field_signer,
                                                     .hint = msg::confirm_signer_hint,
                                                     .need = Need::optional,
                                                     .needed = msg::revoke_of_decision,
                                                     .most = rules::kMaxSigner}),
      input::file<NewRevocation>("file", &NewRevocation::file, {.label = msg::revoke_file,
                                                                .hint = msg::confirm_file_hint,
                                                                .need = Need::optional,
                                                                .needed = msg::revoke_when_there,
                                                                .most = kMostDecisionFile}),
      input::paragraph("reason", &NewRevocation::reason, {.label = msg::revoke_reason,
                                                          .hint = msg::revoke_reason_hint,
                                                          .missing = msg::revoke_reason_missing,
                                                          .most = rules::kMaxReason}),
      input::ids("products", &NewRevocation::products,
                 {.label = msg::revoke_products, .missing = msg::revoke_products_missing, .most = kMostConfirmed})};
  return fields;
}

const input::Declaration<PrintedDecision>& printed_decision() {
  static const input::Declaration<PrintedDecision> fields{
      input::line("decision", &PrintedDecision::printed,
                  {.label = msg::confirm_printed, .most = kMostPrinted, .about = "as a register prints it (GET /api/v1/reported)"}),
      input::date("decided", &PrintedDecision::decided, {.label = msg::fact_decided, .need = Need::optional}),
      input::integer("year", &PrintedDecision::year, {.label = msg::reported_year, .need = Need::optional})};
  return fields;
}

}  // namespace ocop::certificates
