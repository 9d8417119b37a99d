#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/db/columns.h"

// Which schema steps a database still needs. Pure; the engines run what is planned (docs/formats/sql.md).
namespace ocop::db {

// Both engines keep what was applied in this table.
inline constexpr std::string_view kMigrationTable =
    "CREATE TABLE IF NOT EXISTS ocop_migration (id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT";
inline constexpr Statement kRecordMigration{"db.record_migration",
                                            "INSERT INTO ocop_migration (id, sha256, applied_at) VALUES ($1, $2, $3)"};

// Names of the tables whose rows only ever come to be; a migration declares its own by inserting them.
inline constexpr std::string_view kAppendOnlyTable = "CREATE TABLE IF NOT EXISTS ocop_append_only (name TEXT PRIMARY KEY) STRICT";
inline constexpr Statement kAppendOnly{"db.append_only", "SELECT name FROM ocop_append_only ORDER BY name"};
// Triggers that refuse what else may be tried with such a table's rows, whoever tries. Running it again changes nothing.
std::string keep_rows(Engine engine, std::string_view table);

struct Applied {
  std::string id;
  std::string sha256;
};
inline constexpr auto kApplied = columns<Applied>(column("id", &Applied::id), column("sha256", &Applied::sha256));
inline constexpr Statement kAppliedMigrations{"db.applied_migrations", "SELECT {columns} FROM ocop_migration ORDER BY id", kApplied};

// The steps to run, in order. Refused (kind internal): two steps of one id; an applied step that this program does not know (the
// database is newer than the program); an applied step whose text has changed; a missing step older than the newest applied one
// (two branches met: the later one takes a later time stamp).
Result<std::vector<Migration>> plan_migrations(std::vector<Migration> known, std::span<const Applied> applied);

// SQLite STRICT dialect → PostgreSQL: INTEGER → BIGINT, BLOB → BYTEA, REAL → DOUBLE PRECISION, "STRICT" and "WITHOUT ROWID" after a
// table's closing parenthesis dropped, x'00ff' → '\x00ff'. Comments, strings and quoted names are left alone.
std::string translate_to_postgresql(std::string_view sqlite);

}  // namespace ocop::db
