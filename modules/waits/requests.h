#pragma once
#include "kernel/http/input.h"
#include "modules/waits/types.h"

namespace ocop::waits {

const input::Declaration<GiveOpinion>& give_opinion();
const input::Declaration<AddRound>& add_round();

}  // namespace ocop::waits
