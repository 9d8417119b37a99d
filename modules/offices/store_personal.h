#pragma once
#include <vector>

#include "kernel/personal/personal.h"

namespace ocop::offices::store {

std::vector<personal::Holding> personal_holdings();   // what the module's tables hold of a person

}  // namespace ocop::offices::store
