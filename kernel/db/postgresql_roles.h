#pragma once
#include <string>

#include "kernel/base/result.h"
#include "kernel/db/postgresql_connection.h"

// Two roles on one database: one owns the tables and migrates, the other runs the program and may do with each table what it needs.
namespace ocop::db::postgresql {

// Who is connected, and may it change the tables themselves?
struct Standing {
  std::string role;
  enum class Over : std::uint8_t { tables, nothing };   // tables: owns them, or there are none and it may make them
  enum class Tables : std::uint8_t { there, none };
  Over over = Over::nothing;
  Tables tables = Tables::none;
};
Standing standing_of(Connection& connection);

// As the owner: what `role` may do, from nothing: SELECT and INSERT on an append-only table, SELECT on the kernel's own, and SELECT,
// INSERT, UPDATE and DELETE on every other. Nobody else (PUBLIC) may do anything. Running it again changes nothing.
void grant_tables(Connection& owner, const std::string& role);

// The first table that the connected role may not read, or empty: a migration that was made without grants.
std::string table_without_grant(Connection& connection);

}  // namespace ocop::db::postgresql
