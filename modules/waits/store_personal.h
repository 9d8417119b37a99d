#pragma once
#include <vector>

#include "kernel/personal/personal.h"

namespace ocop::waits::store {

std::vector<personal::Holding> personal_holdings();

}  // namespace ocop::waits::store
