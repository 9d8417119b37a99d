#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "kernel/db/db.h"

// The text of a named statement, made ready for one engine. Pure functions, no connection.
namespace ocop::db {

// Text for `engine` with the markers (db.h) replaced. `repeated`: how many ids {ids}, or rows {rows}, stands for.
// Throws Failure::other on an unknown marker, on one of columns in a statement without them, and when {ids} and {rows} are absent although
// repeated > 0, or present although it is 0.
std::string expand(const Statement& statement, Engine engine, std::size_t repeated);

// The text a statement has for `engine`, markers and all.
inline std::string_view text_for(const Statement& statement, Engine engine) {
  return engine == Engine::postgresql && !statement.postgresql.empty() ? statement.postgresql : statement.sql;
}

}  // namespace ocop::db
