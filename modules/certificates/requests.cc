#include "modules/certificates/requests.h"

#include "modules/certificates/messages.h"
#include "modules/certificates/proof.h"

namespace ocop::certificates {

using input::Need;
using rules::DecisionInput;
using rules::WithdrawalInput;

const input::Declaration<DecisionInput>& decision_fields() {
  static const input::Declaration<DecisionInput> fields{
      input::version(&DecisionInput::version),
      input::choice("outcome", &DecisionInput::outcome, kOutcomes, {.label = msg::field_outcome, .missing = msg::outcome_missing}),
      input::line(
          "number", &DecisionInput::number,
          {.label = msg::field_number, .hint = msg::hint_number, .missing = msg::number_missing, .most = rules::kMaxDecisionNumber}),
      input::date("decided", &DecisionInput::decided,
                  {.label = msg::field_decided, .hint = msg::hint_decided, .missing = msg::date_unreadable, .wrong = msg::date_unreadable}),
      input::line("signer", &DecisionInput::signer,
                  {.label = msg::field_signer, .hint = msg::hint_signer, .missing = msg::signer_missing, .most = rules::kMaxSigner}),
      input::paragraph("reason", &DecisionInput::reason,
                       {.label = msg::field_reason,
                        .hint = msg::hint_reason,
                        .need = Need::optional,
                        .needed = msg::needed_reason,
                        .most = rules::kMaxReason})};
  return fields;
}

const input::Declaration<DecisionOnDossier>& decision_on_dossier() {
  static const input::Declaration<DecisionOnDossier> fields(
      decision_fields(),
      {input::id("dossier", &DecisionOnDossier::dossier, {.missing = msg::dossier_missing, .wrong = msg::dossier_missing})});
  return fields;
}

const input::Declaration<WithdrawalInput>& withdrawal_fields() {
  static const input::Declaration<WithdrawalInput> fields{
      input::choice("ground", &WithdrawalInput::ground, kGrounds,
                    {.label = msg::field_ground, .hint = msg::hint_ground, .missing = msg::ground_missing}),
      input::date(
          "concluded", &WithdrawalInput::concluded,
          {.label = msg::field_concluded, .hint = msg::hint_concluded, .missing = msg::date_unreadable, .wrong = msg::date_unreadable}),
      input::line("number", &WithdrawalInput::number,
                  {.label = msg::field_withdrawal_number, .missing = msg::number_missing, .most = rules::kMaxDecisionNumber}),
      input::date("decided", &WithdrawalInput::decided,
                  {.label = msg::field_decided, .hint = msg::hint_date, .missing = msg::date_unreadable, .wrong = msg::date_unreadable}),
      input::line("signer", &WithdrawalInput::signer,
                  {.label = msg::field_signer, .hint = msg::hint_signer, .missing = msg::signer_missing, .most = rules::kMaxSigner}),
      input::paragraph("note", &WithdrawalInput::note,
                       {.label = msg::field_note, .hint = msg::hint_note, .need = Need::optional, .most = rules::kMaxReason})};
  return fields;
}

const input::Declaration<ProofInput>& proof_fields() {
  static const input::Declaration<ProofInput> fields{
      input::file("file", &ProofInput::file,
                  {.label = msg::verify_file,
                   .hint = msg::verify_file_hint,
                   .need = Need::optional,
                   .needed = msg::needed_proof,
                   .most = kMaxProofFile}),
      input::paragraph("text", &ProofInput::text,
                       {.label = msg::verify_text, .need = Need::optional, .needed = msg::needed_proof, .most = kMaxProofFile})};
  return fields;
}

}  // namespace ocop::certificates
