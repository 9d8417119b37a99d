#pragma once
#include <vector>

#include "kernel/personal/personal.h"

namespace ocop::numbers::store {

std::vector<personal::Holding> personal_holdings();

}  // namespace ocop::numbers::store
