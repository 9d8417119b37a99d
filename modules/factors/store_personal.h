#pragma once
#include <vector>

#include "kernel/personal/personal.h"

namespace ocop::factors::store {

std::vector<personal::Holding> personal_holdings();   // what the module's tables hold of a person
void erase(db::Transaction& transaction, AccountId account);

}  // namespace ocop::factors::store
