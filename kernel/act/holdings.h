#pragma once
#include <vector>

#include "kernel/personal/personal.h"

namespace ocop::act {

std::vector<personal::Holding> personal_holdings();   // what the tables here hold of a person; modules/privacy offers them

}  // namespace ocop::act
