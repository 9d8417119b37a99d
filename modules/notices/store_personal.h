#pragma once
#include <vector>

#include "kernel/personal/personal.h"

namespace ocop::notices::store {

std::vector<personal::Holding> personal_holdings();   // what the module's tables hold of a person
void erase(db::Transaction& transaction, AccountId account);   // what it was told, and its links

}  // namespace ocop::notices::store
