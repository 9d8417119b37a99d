#pragma once
#include "kernel/access/access.h"
#include "kernel/db/db.h"
#include "kernel/sources/source.h"
#include "modules/duplicates/types.h"

// The only SQL of the module.
namespace ocop::duplicates::store {

std::optional<Pair> find(db::Reader& reader, const Scope& scope, PairId id);
std::vector<Pair> all(db::Reader& reader);
void insert(db::Transaction& transaction, const Pair& pair);
// What the pair looks like now; an answered one stays as it was answered.
void renew(db::Transaction& transaction, const Pair& pair);
void drop(db::Transaction& transaction, PairId id);
// False: the version moved on.
bool answer(db::Transaction& transaction, const Pair& pair, std::int64_t version);

}  // namespace ocop::duplicates::store
namespace ocop::duplicates {
lists::Rows<Pair> waiting();                // for the number beside the navigation
lists::Rows<Pair> pairs();
}  // namespace ocop::duplicates
