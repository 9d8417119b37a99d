#pragma once
#include <vector>

#include "kernel/personal/personal.h"

namespace ocop::evaluation::store {

std::vector<personal::Holding> personal_holdings();   // what the module's tables hold of a person
// Why the person did not judge, with the salts that open it: the log goes on to say that, and when, and no more.
void erase(const personal::Erasing& erasing);

}  // namespace ocop::evaluation::store
