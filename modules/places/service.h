#pragma once
#include <functional>
#include <memory>
#include <mutex>

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
// Announced when names of units were brought in or taken back.
inline constexpr std::string_view kPlacesChanged = "places.changed";
// `ocop import places`: what would become of each change; nothing is written. Error: of plan_changes.
Result<ChangeReport> look_at_changes(db::Database& database, std::string_view csv);
// Brings it in, with an entry of the public log for each act of the law. What is wrong or unsure is never written. Error: the same.
Result<ChangeReport> import_changes(const act::Acts& acts, std::string_view csv);
// Takes back what was imported of an act ("237/NQ-UBTVQH16"): the names before hold again. How many units' names.
std::int64_t undo_changes(const act::Acts& acts, std::string_view act);
// The tables against data/places, of which they are a copy. One line a finding; empty = sound. What was imported: kSealedImported.
class Recheck {
 public:
  std::vector<std::string> operator()(db::Reader& reader);

 private:
  std::mutex mutex_;
  std::shared_ptr<const Units> wanted_;   // data/places, read when it is asked for first
};
// The snapshot that everybody shares, read from the store, in the names that hold on `today` (a change that comes into force later is in it
// with its day). Error: internal when the store has no units or the map cannot be read.
Result<std::unique_ptr<const Index>> read_index(db::Database& database, Date today);

// The same of data/places alone, without a store: for tests that only look.
Result<std::unique_ptr<const Index>> index_of_data(Date today);

}  // namespace ocop::places
