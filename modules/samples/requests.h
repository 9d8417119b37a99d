#pragma once
#include "kernel/http/input.h"
#include "modules/samples/types.h"

namespace ocop::samples {

const input::Declaration<TakeCount>& take_count();

}  // namespace ocop::samples
