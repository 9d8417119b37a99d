#pragma once
#include <vector>

#include "kernel/personal/personal.h"

namespace ocop::sites::store {

std::vector<personal::Holding> personal_holdings();

}  // namespace ocop::sites::store
