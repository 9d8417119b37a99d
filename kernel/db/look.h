#pragma once
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "kernel/db/db.h"

namespace ocop::db {

// One look, in one snapshot, at an SQLite file of ours that this process has not opened: a copy. Reads only, applies no migration, and
// has as long as it takes. Error: internal when it is no database, or of another program. Throws what `look` throws.
Result<void> look_into(const std::string& file, const std::function<void(Reader&)>& look);

// How many rows each table of an SQLite database has, by its name; virtual tables are left out.
std::vector<std::pair<std::string, std::int64_t>> count_rows(Reader& reader);

}  // namespace ocop::db
