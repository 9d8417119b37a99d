#include "kernel/db/sqlite_look.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "kernel/db/columns.h"
#include "kernel/db/look.h"
#include "kernel/db/migrations.h"
#include "kernel/db/sqlite_database.h"

namespace ocop::db {
namespace sqlite {
namespace {

Error of_another_version(const std::string& file, const std::string& why) { return Error::of(ErrorKind::conflict, file + ": " + why); }

Result<void> check_readable(const std::string& file) {
  const int opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (opened < 0) return Error::of(ErrorKind::not_found, file + " cannot be read: " + std::strerror(errno));
  ::close(opened);
  return {};
}

// Ours, and as this program knows it.
Result<void> check_version(Connection& connection, const std::string& file, std::vector<Migration> known) {
  OCOP_CHECK(check_mark(connection, file));
  const auto missing = plan_migrations(std::move(known), connection.all(kApplied, kAppliedMigrations));
  if (!missing) return of_another_version(file, missing.error().detail);
  if (missing->empty()) return {};
  return of_another_version(file, "lacks " + std::to_string(missing->size()) + " migrations, the first is " +
                                      std::string(missing->front().id) + ": start this version of the program once, or verify with the one "
                                      "that wrote it");
}

}  // namespace

// The log is read where there is one; without it the file is whole by itself.
Result<std::unique_ptr<Database>> look_into_folder(const std::string& folder, std::vector<Migration> known) {
  const std::string file = folder + "/ocop.db", log = file + "-wal";
  OCOP_CHECK(check_readable(file));
  Visit visit = Visit::begin(folder);
  std::error_code absent;
  const auto logged = std::filesystem::file_size(log, absent);
  const bool alone = visit.host() == Visit::Host::none && (absent || logged == 0);
  const Role role = alone ? Role::onlooker : Role::reader;
  try {
    Connection connection(file, role);
    OCOP_CHECK(check_version(connection, file, std::move(known)));
  } catch (const Failure& failure) {
    const std::string hint = role == Role::reader && visit.host() == Visit::Host::none
                                 ? "; what was not yet in the file is in " + log + ", and reading it needs a folder that can be written to"
                                 : "";
    return Error::of(failure.kind() == Failure::Kind::unavailable ? ErrorKind::conflict : ErrorKind::internal,
                     file + ": " + failure.what() + hint);
  }
  return std::unique_ptr<Database>(std::make_unique<Onlooker>(std::move(visit), file, role));
}

Result<void> Onlooker::backup_to(const std::string&) {
  return Error::of(ErrorKind::conflict, "a copy is made by the process that serves the database");
}

std::vector<std::string> Onlooker::verify() {
  try {
    Connection connection(file_, role_);
    return findings(connection);
  } catch (const Failure& failure) {
    return {failure.what()};
  }
}

void Onlooker::run_read(const std::function<void(Reader&)>& look) {
  auto connection = idle_.take([this] { return std::make_unique<Connection>(file_, role_); });
  connection->control(Connection::Control::begin);
  look(*connection);   // a connection that failed is not used again
  connection->roll_back();
  idle_.give_back(std::move(connection));
}

}  // namespace sqlite

Result<void> look_into(const std::string& file, const std::function<void(Reader&)>& look) {
  try {
    sqlite::Connection connection(file, sqlite::Role::reader);
    connection.set_deadline(std::chrono::steady_clock::time_point::max());
    connection.control(sqlite::Connection::Control::begin);
    look(connection);
    connection.roll_back();
    return {};
  } catch (const Failure& failure) { return Error::of(ErrorKind::internal, file + ": " + failure.what()); }
}

std::vector<std::pair<std::string, std::int64_t>> count_rows(Reader& reader) {
  static constexpr Statement kTables{"db.tables",
                                     "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                                     " AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"};
  std::vector<std::pair<std::string, std::int64_t>> out;
  for (const std::string& table : reader.all(value<std::string>, kTables)) {
    const std::string count = "SELECT count(*) FROM \"" + table + "\"";
    out.emplace_back(table, reader.first(value<std::int64_t>, Statement("db.count_rows", count)).value_or(0));
  }
  return out;
}

}  // namespace ocop::db
