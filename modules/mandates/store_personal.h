#pragma once
#include <vector>

#include "kernel/personal/personal.h"

namespace ocop::mandates::store {

std::vector<personal::Holding> personal_holdings();   // what the module's tables hold of a person
// What it was given ends; the rows stay, they show who acted by which right.
void erase(db::Transaction& transaction, AccountId account, Instant now);

}  // namespace ocop::mandates::store
