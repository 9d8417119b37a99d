#pragma once
#include "kernel/http/input.h"
#include "modules/claims/types.h"

// What the requests of this module carry: limits and words of each field.
namespace ocop::claims {

const input::Declaration<UseCode>& use_code();
const input::Declaration<InWords>& in_words();
const input::Declaration<Accept>& accept_fields();
const input::Declaration<Refuse>& refuse_fields();

}  // namespace ocop::claims
