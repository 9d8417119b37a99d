#include "kernel/db/postgresql_database.h"
#include "kernel/db/sqlite_database.h"

namespace ocop::db {

Result<std::unique_ptr<Database>> open(const Options& options, std::vector<Migration> migrations) {
  const std::string_view location = options.location;
  if (location.empty()) return Error::of(ErrorKind::internal, "no data folder and no database URL is configured");
  if (location.starts_with("postgresql://") || location.starts_with("postgres://"))
    return postgresql::open_server(options, std::move(migrations));
  return sqlite::open_folder(options, std::move(migrations));
}

}  // namespace ocop::db
