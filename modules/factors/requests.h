#pragma once
#include "kernel/http/input.h"
#include "modules/factors/types.h"

// What the requests of this module carry: limits and words of each field.
namespace ocop::factors {

const input::Declaration<Proof>& proof_fields();          // of the page that asks for the password
const input::Declaration<Proof>& maybe_proof();           // of an act: none is needed within ten minutes of the last
const input::Declaration<TypedCode>& app_code_fields();   // the first code of an app
const input::Declaration<TypedCode>& step_fields();       // while signing in
const input::Declaration<NewPasskey>& new_passkey();      // of a page, whose script fills what the device made
const input::Declaration<NewPasskey>& api_passkey();
const input::Declaration<Assertion>& assertion_fields();  // filled by the script
const input::Declaration<TypedCodes>& codes_of_page();    // what a page of recovery codes is saved by

}  // namespace ocop::factors
