#include "kernel/db/look.h"

#include "kernel/db/columns.h"
#include "kernel/db/sqlite_connection.h"

namespace ocop::db {

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
