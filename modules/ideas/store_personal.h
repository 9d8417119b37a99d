#pragma once
#include <vector>

#include "kernel/personal/personal.h"

namespace ocop::ideas::store {

std::vector<personal::Holding> personal_holdings();

}  // namespace ocop::ideas::store
