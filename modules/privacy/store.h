#pragma once
#include <vector>

#include "kernel/db/db.h"
#include "kernel/personal/personal.h"
#include "kernel/sources/source.h"
#include "modules/privacy/types.h"

// The only SQL of the module.
namespace ocop::privacy::store {

void insert(db::Transaction& transaction, const Request& request);
bool change(db::Transaction& transaction, const Request& request);   // version + 1; false: it is not at `request.version` any more
std::optional<Request> find(db::Reader& reader, RequestId id);
std::vector<Request> of_account(db::Reader& reader, AccountId account);   // the latest first
std::vector<Request> to_erase(db::Reader& reader, Instant now);   // whose stay is over
void empty_words(db::Transaction& transaction, AccountId account);
lists::Rows<Request> requests();
std::vector<personal::Holding> personal_holdings();

}  // namespace ocop::privacy::store
