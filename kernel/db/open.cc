#include "kernel/db/look.h"
#include "kernel/db/postgresql_database.h"
#include "kernel/db/postgresql_look.h"
#include "kernel/db/sqlite_database.h"
#include "kernel/db/sqlite_look.h"
#include "kernel/db/watch.h"

namespace ocop::db {
namespace {
bool is_server(std::string_view location) { return location.starts_with("postgresql://") || location.starts_with("postgres://"); }
}  // namespace

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
  if (options.location.empty()) return Error::of(ErrorKind::internal, "no data folder and no database URL is configured");
  return open_watched(options, std::move(migrations), {});
}

Result<std::unique_ptr<Database>> open_watched(const Options& options, std::vector<Migration> migrations, const Watch& watch) {
  if (is_server(options.location)) return postgresql::open_server(options, std::move(migrations), watch);
  return sqlite::open_folder(options, std::move(migrations), watch);
}

Result<std::unique_ptr<Database>> open_to_look(const Options& options, std::vector<Migration> known) {
  if (is_server(options.location)) return postgresql::look_into_server(options.location, std::move(known));
  return sqlite::look_into_folder(options.location, std::move(known));
}

}  // namespace ocop::db
