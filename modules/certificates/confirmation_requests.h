#pragma once
#include "kernel/http/input.h"
#include "modules/certificates/confirmation_types.h"

namespace ocop::certificates {

const input::Declaration<NewConfirmation>& new_confirmation();
const input::Declaration<ConfirmationChange>& confirmation_change();
const input::Declaration<ConfirmationVersion>& confirmation_version();
const input::Declaration<NewRevocation>& new_revocation();
const input::Declaration<PrintedDecision>& printed_decision();

}  // namespace ocop::certificates
