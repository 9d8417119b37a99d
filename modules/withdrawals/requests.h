#pragma once
#include "kernel/http/input.h"
#include "modules/withdrawals/types.h"

// What the requests of this module carry: limits and words of each field.
namespace ocop::withdrawals {

const input::Declaration<Propose>& propose_fields();
const input::Declaration<Conclude>& conclude_fields();
const input::Declaration<Submit>& submit_fields();
const input::Declaration<Decide>& decide_fields();
const input::Declaration<Move>& move_fields();
const input::Declaration<Drop>& drop_fields();

}  // namespace ocop::withdrawals
