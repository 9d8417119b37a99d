#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/db/db.h"

// Which schema steps a database still needs. Pure; the engines run what is planned (docs/formats/sql.md).
namespace ocop::db {

// Both engines keep what was applied in this table.
inline constexpr std::string_view kMigrationTable =
    "CREATE TABLE IF NOT EXISTS ocop_migration (id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT";
inline constexpr Statement kAppliedMigrations{"db.applied_migrations", "SELECT id, sha256 FROM ocop_migration ORDER BY id"};
inline constexpr Statement kRecordMigration{"db.record_migration",
                                            "INSERT INTO ocop_migration (id, sha256, applied_at) VALUES ($1, $2, $3)"};

struct Applied {
  std::string id;
  std::string sha256;
};

// The steps to run, in order. Refused (kind internal): two steps of one id; an applied step that this program does not know (the
// database is newer than the program); an applied step whose text has changed; a missing step older than the newest applied one
// (two branches met: the later one takes a later time stamp).
Result<std::vector<Migration>> plan_migrations(std::vector<Migration> known, std::span<const Applied> applied);

// SQLite STRICT dialect → PostgreSQL: INTEGER → BIGINT, BLOB → BYTEA, REAL → DOUBLE PRECISION, "STRICT" and "WITHOUT ROWID" after a
// table's closing parenthesis dropped, x'00ff' → '\x00ff'. Comments, strings and quoted names are left alone.
std::string translate_to_postgresql(std::string_view sqlite);

}  // namespace ocop::db
