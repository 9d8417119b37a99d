#pragma once
#include <vector>

#include "kernel/personal/personal.h"

namespace ocop::visits::store {

std::vector<personal::Holding> personal_holdings();

}  // namespace ocop::visits::store
