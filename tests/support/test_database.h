#pragma once
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kernel/db/db.h"
#include "tests/support/temporary_folder.h"

// A fresh database for each test, on each engine:
//
//   class ProductsStore : public ocop::test::DatabaseTest {
//    protected:
//     std::vector<ocop::db::Migration> migrations() override { return {kMigrations.begin(), kMigrations.end()}; }
//   };
//   OCOP_ON_BOTH_ENGINES(ProductsStore);
//   TEST_P(ProductsStore, KeepsARow) { database().write(…); }
//
// Tables, and what filling() adds to them, are made once for all tests of a program that ask for the same, and copied for each: a copy
// costs a tenth of its migrations. Programs, and shards of one, may run side by side: each makes its own.
// SQLite: a temporary folder, removed after. PostgreSQL: a new database on the server that OCOP_TEST_POSTGRES names
// (tests/support/postgres start DIR prints such a URL), dropped after; without that variable these tests say SKIPPED.
namespace ocop::test {

// A place for one database: a folder, or a database of its own on the test server. New, or a copy of another that nobody has open.
class DatabasePlace {
 public:
  // The URL of the test server, or nullopt when the variable is not set.
  static std::optional<std::string> server();
  // Precondition for postgresql: server() is set. Throws std::runtime_error when the server does not answer.
  explicit DatabasePlace(db::Engine engine, const DatabasePlace* original = nullptr);
  ~DatabasePlace();
  DatabasePlace(const DatabasePlace&) = delete;
  DatabasePlace& operator=(const DatabasePlace&) = delete;
  // What db::Options::location takes.
  const std::string& location() const { return location_; }

 private:
  std::optional<TemporaryFolder> folder_;
  std::string name_;
  std::string location_;
};

// Opens or throws std::runtime_error with the error's text.
std::unique_ptr<db::Database> open_or_throw(const db::Options& options, std::vector<db::Migration> migrations);

// What tests find in their tables. `name` tells one filling from another among those that have the same migrations.
struct Filling {
  std::string name;
  std::function<void(db::Database&)> fill;   // throws when it cannot
};

class DatabaseTest : public testing::TestWithParam<db::Engine> {
 protected:
  // All the tables the test needs, in any order.
  virtual std::vector<db::Migration> migrations() = 0;
  // Nothing, unless a fixture says so.
  virtual Filling filling() { return {}; }
  void SetUp() override;
  void TearDown() override;

  // Opened in SetUp; the test ends when it cannot be.
  db::Database& database() { return *database_; }
  const std::string& location() const { return place_->location(); }
  db::Engine engine() const { return GetParam(); }
  // Closes and opens again: what was written must still be there.
  void reopen();
  void close() { database_.reset(); }
  // Until announcements are heard. A server is listened to from the first question on, and what it may have told before counts as a
  // change of everything: who asks whether a thing is still the same begins behind that.
  void listen();
  // Takes the triggers of an append-only table away, as only its owner can: for tests that change what nobody may change.
  void lift_protection(const std::string& table);

 private:
  std::unique_ptr<DatabasePlace> place_;
  std::unique_ptr<db::Database> database_;
};

std::string engine_name(const testing::TestParamInfo<db::Engine>& info);

#define OCOP_ON_BOTH_ENGINES(Fixture)                                                                                    \
  INSTANTIATE_TEST_SUITE_P(engines, Fixture, testing::Values(ocop::db::Engine::sqlite, ocop::db::Engine::postgresql), \
                           ocop::test::engine_name)

}  // namespace ocop::test
