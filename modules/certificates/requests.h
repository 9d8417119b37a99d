#pragma once
#include "kernel/files/received.h"
#include "kernel/http/input.h"
#include "modules/certificates/rules.h"

// What the requests of this module carry: limits and words of each field.
namespace ocop::certificates {

// A page's address names the dossier; the API's body does.
struct DecisionOnDossier : rules::DecisionInput {
  DossierId dossier;
};
// A proof file, or its text.
struct ProofInput {
  files::Sent file;
  std::string text;
};
const input::Declaration<rules::DecisionInput>& decision_fields();
const input::Declaration<DecisionOnDossier>& decision_on_dossier();
const input::Declaration<rules::WithdrawalInput>& withdrawal_fields();
const input::Declaration<ProofInput>& proof_fields();

}  // namespace ocop::certificates
