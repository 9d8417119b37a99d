#pragma once
#include <vector>

#include "kernel/personal/personal.h"

namespace ocop::registrations::store {

std::vector<personal::Holding> personal_holdings();   // what the module's tables hold of a person
std::vector<std::string> looked_names(db::Reader& reader, AccountId account);   // of what it sent

}  // namespace ocop::registrations::store
