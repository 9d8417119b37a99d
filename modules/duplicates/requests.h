#pragma once
#include "kernel/http/input.h"
#include "modules/duplicates/types.h"

namespace ocop::duplicates {
const input::Declaration<IsOne>& is_one();
const input::Declaration<AreTwo>& are_two();
const input::Declaration<TakeBack>& take_back();
}  // namespace ocop::duplicates
