#pragma once
#include "kernel/http/input.h"
#include "modules/pricing/types.h"

namespace ocop::pricing {

const input::Declaration<PriceInput>& price_input();

}  // namespace ocop::pricing
