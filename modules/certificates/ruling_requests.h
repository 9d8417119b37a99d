#pragma once
#include "kernel/http/input.h"
#include "modules/certificates/ruling_types.h"

// What requests about rulings carry: limits and words of each field.
namespace ocop::certificates {

const input::Declaration<NewRuling>& new_ruling();
const input::Declaration<RulingChange>& ruling_change();
const input::Declaration<RulingVersion>& ruling_version();
const input::Declaration<SignedRuling>& signed_ruling();

}  // namespace ocop::certificates
