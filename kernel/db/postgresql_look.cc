#include "kernel/db/postgresql_look.h"

#include "kernel/db/columns.h"
#include "kernel/db/migrations.h"
#include "kernel/db/postgresql_roles.h"

namespace ocop::db::postgresql {
namespace {

Error of_another_version(const std::string& why) { return Error::of(ErrorKind::conflict, "the database on the server " + why); }

Result<void> check_version(Connection& connection, std::vector<Migration> known) {
  if (standing_of(connection).tables == Standing::Tables::none) return of_another_version("has no tables of this program");
  if (const std::string table = table_without_grant(connection); !table.empty())
    return of_another_version("does not let this role read the table " + table + "; looking needs SELECT on all of them");
  const auto missing = plan_migrations(std::move(known), connection.all(kApplied, kAppliedMigrations));
  if (!missing) return of_another_version("is of another version: " + missing.error().detail);
  if (missing->empty()) return {};
  return of_another_version("lacks " + std::to_string(missing->size()) + " migrations, the first is " + std::string(missing->front().id));
}

}  // namespace

Result<std::unique_ptr<Database>> look_into_server(const std::string& url, std::vector<Migration> known) {
  try {
    Connection connection(url, Waits::looking);
    OCOP_CHECK(check_version(connection, std::move(known)));
  } catch (const Failure& failure) {
    return Error::of(failure.kind() == Failure::Kind::unavailable ? ErrorKind::conflict : ErrorKind::internal, failure.what());
  }
  return std::unique_ptr<Database>(std::make_unique<Onlooker>(url));
}

// Reads every column of every row, out-of-line values too: a page whose checksum is wrong, or a value that cannot be unpacked, ends
// the read of that table. Indexes and constraints that the server itself holds invalid are findings as well.
std::vector<std::string> findings(const std::string& url, Waits waits) {
  std::vector<std::string> out;
  try {
    Connection connection(url, waits);
    for (const std::string& table : connection.column_of(
             "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname=current_schema() ORDER BY 1")) {
      try {
        connection.execute_script("SELECT sum(length(t::text)) FROM " + table + " t");
      } catch (const Failure& failure) {
        out.push_back(table + ": " + failure.what());
      }
    }
    for (const std::string& name : connection.column_of("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"))
      out.push_back("index " + name + " is not valid");
    for (const std::string& name : connection.column_of("SELECT conname FROM pg_constraint WHERE NOT convalidated"))
      out.push_back("constraint " + name + " was never validated");
    if (const std::string failures = connection.value_of("SELECT checksum_failures FROM pg_stat_database WHERE datname=current_database()");
        !failures.empty() && failures != "0")
      out.push_back("the server has counted " + failures + " pages with a wrong checksum in this database");
  } catch (const Failure& failure) {
    out.push_back(failure.what());
  }
  return out;
}

Result<void> Onlooker::backup_to(const std::string&) {
  return Error::of(ErrorKind::conflict, "a copy is made by PostgreSQL's own tools");
}

std::vector<std::string> Onlooker::verify() { return findings(url_, Waits::looking); }

void Onlooker::run_read(const std::function<void(Reader&)>& look) {
  auto connection = idle_.take([this] { return std::make_unique<Connection>(url_, Waits::looking); });
  connection->begin(Connection::Begin::look);
  look(*connection);   // a connection that failed is not used again
  connection->finish_look();
  idle_.give_back(std::move(connection));
}

}  // namespace ocop::db::postgresql
