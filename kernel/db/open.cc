#include "kernel/db/postgresql_database.h"
#include "kernel/db/sqlite_database.h"

namespace ocop::db {

void Database::stop_writing(std::string reason) {
  const std::lock_guard lock(stop_mutex_);
  if (stopped_.load()) return;
  stop_reason_ = std::move(reason);
  stopped_ = true;
}

void Database::throw_stopped() const {
  const std::lock_guard lock(stop_mutex_);
  throw Failure(Failure::Kind::unavailable, "writing has been stopped: " + stop_reason_);
}

Result<std::unique_ptr<Database>> open(const Options& options, std::vector<Migration> migrations) {
  const std::string_view location = options.location;
  if (location.empty()) return Error::of(ErrorKind::internal, "no data folder and no database URL is configured");
  if (location.starts_with("postgresql://") || location.starts_with("postgres://"))
    return postgresql::open_server(options, std::move(migrations));
  return sqlite::open_folder(options, std::move(migrations));
}

}  // namespace ocop::db
