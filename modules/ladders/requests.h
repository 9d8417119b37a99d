#pragma once
#include "kernel/http/input.h"
#include "modules/ladders/types.h"

namespace ocop::ladders {

const input::Declaration<Look>& look();
const input::Declaration<SetPrice>& set_price();
const input::Declaration<SavePlan>& save_plan();
const input::Declaration<RemovePlan>& remove_plan();

}  // namespace ocop::ladders
