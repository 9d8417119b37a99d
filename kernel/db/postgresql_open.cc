#include <algorithm>
#include <chrono>

#include "kernel/db/migrations.h"
#include "kernel/db/postgresql_admin.h"
#include "kernel/db/postgresql_database.h"

namespace ocop::db::postgresql {

namespace {
constexpr int kOldestServer = 150'000;   // Debian 12's; what the tests run on
constexpr auto kServerStart = std::chrono::seconds(60);   // to replay a few GB of log; both may have been started by one reboot
// Any process that migrates this database takes this lock first. The number is "ocop" in ASCII.
constexpr const char* kTakeMigrationLock = "SELECT pg_advisory_lock(1868787568)";
constexpr const char* kGiveMigrationLock = "SELECT pg_advisory_unlock(1868787568)";

Error refuse(std::string detail) { return Error::of(ErrorKind::internal, std::move(detail)); }

// Settings without which an acknowledged act could be lost. (Page checksums are for the operator to choose at initdb; without them
// verify() sees less. deploy/ makes clusters with them.)
Result<void> check_server(Connection& connection) {
  if (connection.server_version() < kOldestServer)
    return refuse("PostgreSQL " + connection.value_of("SHOW server_version") + " is too old; 15 or newer is needed");
  for (const char* setting : {"fsync", "full_page_writes"})
    if (connection.value_of(std::string("SHOW ") + setting) != "on")
      return refuse(std::string("the server has ") + setting + " off: an acknowledged act could be lost; turn it on");
  if (connection.value_of("SHOW server_encoding") != "UTF8") return refuse("the database must have the encoding UTF8");
  return {};
}

// A database is ours when it has our table of migrations, or nothing at all.
Result<void> check_identity(Connection& connection) {
  if (connection.value_of("SELECT to_regclass('ocop_migration') IS NOT NULL") == "t") return {};
  const std::string other = connection.value_of("SELECT tablename FROM pg_tables WHERE schemaname=current_schema() ORDER BY 1 LIMIT 1");
  if (!other.empty()) return refuse("the database belongs to another program: it has the table " + other + " but not ocop_migration");
  connection.execute_script(translate_to_postgresql(kMigrationTable));
  return {};
}

std::int64_t now_milliseconds() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

Result<void> migrate(Connection& connection, std::vector<Migration> known) {
  const auto read_applied = [](const Row& row) { return Applied{row.string(0), row.string(1)}; };
  const std::vector<Applied> applied = connection.all(read_applied, kAppliedMigrations);
  OCOP_TRY(missing, plan_migrations(std::move(known), applied));
  for (const Migration& step : missing) {
    try {
      connection.execute_script("BEGIN");
      connection.execute_script(step.postgresql.empty() ? translate_to_postgresql(step.sqlite) : std::string(step.postgresql));
      connection.execute(kRecordMigration, step.id, step.sha256, now_milliseconds());
      connection.execute_script("COMMIT");
    } catch (const Failure& failure) {
      connection.roll_back();
      return refuse("migration " + std::string(step.id) + ": " + failure.what());
    }
  }
  return {};
}

bool is_plain_name(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_';
  });
}

Result<void> administer(const std::string& url, const std::string& name, const std::string& sql) {
  if (!is_plain_name(name)) return refuse("not a plain database name: " + name);
  try {
    Connection(url, Waits::patient).execute_script(sql);
    return {};
  } catch (const Failure& failure) {
    return refuse(failure.what());
  }
}

}  // namespace

Result<std::unique_ptr<Database>> open_server(const Options& options, std::vector<Migration> migrations) {
  try {
    wait_while_starting(options.location, kServerStart);
    Connection patient(options.location, Waits::patient);
    OCOP_CHECK(check_server(patient));
    patient.execute_script(kTakeMigrationLock);   // given back with the connection, whatever happens
    OCOP_CHECK(check_identity(patient));
    OCOP_CHECK(migrate(patient, std::move(migrations)));
    patient.execute_script(kGiveMigrationLock);
    auto first = std::make_unique<Connection>(options.location, Waits::bounded);
    return std::unique_ptr<Database>(std::make_unique<ServerDatabase>(options, std::move(first)));
  } catch (const Failure& failure) {
    return refuse(std::string("opening the database on the server: ") + failure.what());
  }
}

Result<void> create_database(const std::string& url, const std::string& name) {
  // template0: the encoding is ours whatever was done to template1.
  return administer(url, name, "CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'");
}

Result<void> drop_database(const std::string& url, const std::string& name) {
  return administer(url, name, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
}

std::string with_database(const std::string& url, const std::string& name) {
  const std::size_t authority = url.find("://") + 3;
  const std::size_t query = std::min(url.find('?', authority), url.size());
  const std::size_t path = std::min(url.find('/', authority), query);
  return url.substr(0, path) + "/" + name + url.substr(query);
}

}  // namespace ocop::db::postgresql
