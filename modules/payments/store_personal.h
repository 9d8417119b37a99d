#pragma once
#include <vector>

#include "kernel/personal/personal.h"

namespace ocop::payments::store {

std::vector<personal::Holding> personal_holdings();

}  // namespace ocop::payments::store
