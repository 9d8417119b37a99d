#pragma once
#include <functional>
#include <memory>

#include "kernel/act/act.h"
#include "kernel/db/db.h"
#include "modules/places/changes.h"
#include "modules/places/places.h"

namespace ocop::places {

std::vector<db::Migration> migrations();

// Rows done of all rows, for a start that shows what it does.
using Progress = std::function<void(std::size_t done, std::size_t total)>;
// Puts the units of data/places into the store in one transaction; does nothing when the same data (by checksum) is there.
// Error: internal, naming file and line of a row that cannot be read; storage errors throw.
Result<void> load_reference(db::Database& database, const Progress& progress = {});
// `ocop import places`. What is wrong or unsure is never written; a snapshot that was read before does not change. Error: of plan_changes.
enum class ChangesMode : unsigned char { dry_run, apply };
Result<ChangeReport> import_changes(const act::Acts& acts, std::string_view csv, ChangesMode mode);
// Takes back what was imported of an act ("237/NQ-UBTVQH16"): the names before hold again. How many units' names.
std::int64_t undo_changes(const act::Acts& acts, std::string_view act);
// The snapshot that everybody shares, read from the store, in the names that hold on `today` (a change that comes into force later is in it
// with its day). Error: internal when the store has no units or the map cannot be read.
Result<std::unique_ptr<const Index>> read_index(db::Database& database, Date today);

// The same of data/places alone, without a store: for tests that only look.
Result<std::unique_ptr<const Index>> index_of_data(Date today);

}  // namespace ocop::places
