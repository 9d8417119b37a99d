#pragma once
#include <vector>

#include "kernel/personal/personal.h"

namespace ocop::work::store {

std::vector<personal::Holding> personal_holdings();   // what the module's tables hold of a person
std::optional<Message> hindrance(db::Reader& reader, AccountId account);   // a council waits for it

}  // namespace ocop::work::store
