#pragma once
#include <vector>

#include "kernel/personal/personal.h"
#include "modules/identity/identity.h"

namespace ocop::identity::store {

std::vector<personal::Holding> personal_holdings();   // what the module's tables hold of a person
std::vector<Identity::Look> looks(db::Reader& reader, std::string_view what, int limit);   // the latest first
// Login, name, password and tokens go; the row and its id stay.
void erase(db::Transaction& transaction, AccountId account, std::string_view pseudonym, Instant now);

}  // namespace ocop::identity::store
