#include <algorithm>
#include <chrono>
#include <utility>

#include "kernel/db/columns.h"
#include "kernel/db/migrations.h"
#include "kernel/db/postgresql_admin.h"
#include "kernel/db/postgresql_database.h"
#include "kernel/db/postgresql_roles.h"

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
Result<void> check_identity(Connection& connection, Standing::Tables tables) {
  if (tables == Standing::Tables::there) return {};
  const std::string other = connection.value_of("SELECT tablename FROM pg_tables WHERE schemaname=current_schema() ORDER BY 1 LIMIT 1");
  if (!other.empty()) return refuse("the database belongs to another program: it has the table " + other + " but not ocop_migration");
  return {};
}

std::int64_t now_milliseconds() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

Result<std::vector<Migration>> missing_steps(Connection& connection, std::vector<Migration> known) {
  return plan_migrations(std::move(known), connection.all(kApplied, kAppliedMigrations));
}

// As the owner of the tables.
Result<void> migrate(Connection& connection, std::vector<Migration> known) {
  connection.execute_script(kTakeMigrationLock);   // given back with the connection, whatever happens
  OCOP_CHECK(check_identity(connection, standing_of(connection).tables));
  connection.execute_script(translate_to_postgresql(kMigrationTable));
  connection.execute_script(translate_to_postgresql(kAppendOnlyTable));
  OCOP_TRY(missing, missing_steps(connection, std::move(known)));
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
  for (const std::string& table : connection.all(value<std::string>, kAppendOnly))
    connection.execute_script(keep_rows(Engine::postgresql, table));
  connection.execute_script(kGiveMigrationLock);
  return {};
}

// As a role that owns nothing: everything must have been done by the owner before.
Result<void> check_migrated(Connection& connection, const Standing& standing, std::vector<Migration> known) {
  const std::string remedy = "; give the owner's URL as database_owner and run `ocop admin migrate` (docs/ops/postgresql.md)";
  OCOP_CHECK(check_identity(connection, standing.tables));
  if (standing.tables == Standing::Tables::none)
    return refuse("the database is empty and the role " + standing.role + " may not make tables" + remedy);
  if (const std::string table = table_without_grant(connection); !table.empty())
    return refuse("the role " + standing.role + " may not read the table " + table + remedy);
  OCOP_TRY(missing, missing_steps(connection, std::move(known)));
  if (missing.empty()) return {};
  return refuse("the database lacks " + std::to_string(missing.size()) + " migrations, the first is " + std::string(missing.front().id) +
                ", and the role " + standing.role + " does not own the tables" + remedy);
}

// Whoever may do it brings the tables up to date; says whether the program then runs as their owner.
Result<Health> bring_up_to_date(const Options& options, std::vector<Migration> migrations) {
  Connection program(options.location, Waits::patient);
  OCOP_CHECK(check_server(program));
  Health health;
  if (!options.owner.empty()) {
    Connection owner(options.owner, Waits::patient);
    OCOP_CHECK(migrate(owner, std::move(migrations)));
    const std::string role = program.value_of("SELECT current_user");
    if (role != owner.value_of("SELECT current_user")) grant_tables(owner, role);
  } else if (const Standing standing = standing_of(program); standing.over == Standing::Over::tables) {
    OCOP_CHECK(migrate(program, std::move(migrations)));
  } else {
    OCOP_CHECK(check_migrated(program, standing, std::move(migrations)));
  }
  health.owner = standing_of(program).over == Standing::Over::tables;
  return health;
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

Result<std::unique_ptr<Database>> open_server(const Options& options, std::vector<Migration> migrations, const Watch& watch) {
  const auto end = std::chrono::steady_clock::now() + kServerStart;
  for (bool once_more = true;;) {
    const auto left = [&] { return std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()); };
    try {
      wait_while_starting(options.location, left());
      OCOP_TRY(health, bring_up_to_date(options, migrations));
      auto first = std::make_unique<Connection>(options.location, Waits::bounded);
      return std::unique_ptr<Database>(std::make_unique<ServerDatabase>(options, std::move(first), std::move(health), watch));
    } catch (const Failure& failure) {
      // A server that lost one of its processes begins again by itself, and may do so between our question and our connection. It may be
      // back before we ask again: one more try is made without asking.
      const bool again = failure.kind() == Failure::Kind::unavailable && left().count() > 0 &&
                         (std::exchange(once_more, false) || is_starting(options.location));
      if (!again) return refuse(std::string("opening the database on the server: ") + failure.what());
    }
  }
}

Result<void> create_database(const std::string& url, const std::string& name) {
  // template0: the encoding is ours whatever was done to template1.
  return administer(url, name, "CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'");
}

Result<void> copy_database(const std::string& url, const std::string& from, const std::string& name) {
  if (!is_plain_name(from)) return refuse("not a plain database name: " + from);
  // As files, not page by page through the log: a third less of the time of a server whose checkpoints are small.
  return administer(url, name, "CREATE DATABASE " + name + " TEMPLATE " + from + " STRATEGY FILE_COPY");
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
