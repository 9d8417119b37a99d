#pragma once
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "kernel/db/db.h"

// Reading a database to see whether it is sound.
namespace ocop::db {

// The database of `options` as it stands, for one who only looks: beside the process that serves it, or in a folder that nobody may write
// to. Nothing is made, migrated or written, every write() throws Failure::unavailable, and a look may take as long as it takes. On
// PostgreSQL the role needs nothing but SELECT. `known`: the program's migrations.
// Errors: not_found, there is no database or it may not be read; conflict, it is of another version of the program, of another program, or
// the server does not answer; internal, it is damaged: where.
//
// SQLite: a second process may read what another writes, but not copy its file nor checkpoint (ARCHITECTURE.md, "Database facts"). The
// WAL-reset bug needs two connections that write or checkpoint; a reader does neither: it takes shared locks in the -shm file that all
// processes map, and leaves the log alone when it closes. While nobody serves the folder, nobody begins to until the looking is over.
Result<std::unique_ptr<Database>> open_to_look(const Options& options, std::vector<Migration> known);

// One look, in one snapshot, at an SQLite file of ours that this process has not opened: a copy. Reads only, applies no migration, and
// has as long as it takes. Error: internal when it is no database, or of another program. Throws what `look` throws.
Result<void> look_into(const std::string& file, const std::function<void(Reader&)>& look);

// How many rows each table of an SQLite database has, by its name; virtual tables are left out.
std::vector<std::pair<std::string, std::int64_t>> count_rows(Reader& reader);

}  // namespace ocop::db
