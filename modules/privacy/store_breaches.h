#pragma once
#include <vector>

#include "kernel/db/db.h"
#include "kernel/personal/personal.h"
#include "kernel/sources/source.h"
#include "modules/privacy/breaches.h"

// The rows of breaches (store_breaches.cc holds the SQL).
namespace ocop::privacy::store {

void insert(db::Transaction& transaction, const Breach& breach);
bool change(db::Transaction& transaction, const Breach& breach);   // version + 1; false: it is not at `breach.version` any more
std::optional<Breach> find(db::Reader& reader, BreachId id);
lists::Rows<Breach> breaches();
std::vector<personal::Holding> breach_holdings();

}  // namespace ocop::privacy::store
