#pragma once
#include <vector>

#include "kernel/personal/personal.h"

namespace ocop::evaluation::store {

std::vector<personal::Holding> personal_holdings();   // what the module's tables hold of a person

}  // namespace ocop::evaluation::store
