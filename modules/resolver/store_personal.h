#pragma once
#include <vector>

#include "kernel/personal/personal.h"

namespace ocop::resolver::store {

std::vector<personal::Holding> personal_holdings();   // what the module's tables hold of a person

}  // namespace ocop::resolver::store
