#pragma once
#include <vector>

#include "kernel/db/db.h"
#include "kernel/personal/personal.h"
#include "modules/samples/types.h"

// The only SQL of the module.
namespace ocop::samples::store {

void insert(db::Transaction& transaction, const Count& count);
std::vector<Count> counts(db::Reader& reader, DossierId dossier);   // in the order of time
std::vector<personal::Holding> personal_holdings();

}  // namespace ocop::samples::store
