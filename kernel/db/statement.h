#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "kernel/db/db.h"

// The text of a named statement, made ready for one engine. Pure functions, no connection.
namespace ocop::db {

// Text for `engine` with the markers replaced: {lock} → FOR UPDATE on PostgreSQL and nothing on SQLite; {ids} → ($1,…,$count).
// Throws Failure::other on an unknown marker, or when {ids} is absent although count > 0, or present although count = 0.
std::string expand(const Statement& statement, Engine engine, std::size_t ids);

// The text a statement has for `engine`, markers and all.
inline std::string_view text_for(const Statement& statement, Engine engine) {
  return engine == Engine::postgresql && !statement.postgresql.empty() ? statement.postgresql : statement.sql;
}

// Number of places an {ids} list is prepared with: the next power of two, so that a statement has at most nine prepared texts
// (1 … kIdsPerQuery). The surplus places repeat the last id, which changes no IN (…) list.
std::size_t rounded_ids(std::size_t count);

}  // namespace ocop::db
