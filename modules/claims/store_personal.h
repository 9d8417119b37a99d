#pragma once
#include <vector>

#include "kernel/personal/personal.h"

namespace ocop::claims::store {

std::vector<personal::Holding> personal_holdings();   // what the module's tables hold of a person
void erase(db::Transaction& transaction, AccountId account);   // the words of the own claims: they may hold a telephone number

}  // namespace ocop::claims::store
