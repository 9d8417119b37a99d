#include "tests/support/test_database.h"

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <thread>

#include "kernel/db/postgresql_admin.h"
#include "kernel/db/watch.h"
#include "tests/support/plans.h"

namespace ocop::test {
namespace {

// The databases that tests of this program copy, by engine, migrations and filling; they go at its end.
class Originals {
 public:
  const DatabasePlace& at(db::Engine engine, const std::vector<db::Migration>& migrations, const Filling& filling) {
    std::string key = std::to_string(static_cast<int>(engine)) + " " + filling.name;
    for (const db::Migration& migration : migrations)
      key.append(" ").append(migration.id).append(migration.sqlite).append(migration.postgresql);
    std::unique_ptr<DatabasePlace>& place = places_[key];
    if (!place) {
      auto made = std::make_unique<DatabasePlace>(engine);
      const auto database = open_or_throw({.location = made->location()}, migrations);
      if (filling.fill) filling.fill(*database);
      place = std::move(made);   // only now: what could not be filled is not copied
    }
    return *place;
  }

 private:
  std::map<std::string, std::unique_ptr<DatabasePlace>> places_;
};

// Of all tests of this program: a statement is asked about once on each engine.
Plans& plans() {
  static Plans all;
  return all;
}

Originals& originals() {
  static Originals all;
  return all;
}

}  // namespace

std::optional<std::string> DatabasePlace::server() {
  const char* url = std::getenv("OCOP_TEST_POSTGRES");
  if (!url || !*url) return std::nullopt;
  return url;
}

DatabasePlace::DatabasePlace(db::Engine engine, const DatabasePlace* original) {
  if (engine == db::Engine::sqlite) {
    folder_.emplace();
    location_ = folder_->path() + "/data";
    if (original != nullptr) std::filesystem::copy(original->location_, location_, std::filesystem::copy_options::recursive);
    return;
  }
  const std::string url = server().value();
  // Programs and tests run side by side on one server.
  static std::atomic<int> next{0};
  name_ = "ocop_test_" + std::to_string(::getpid()) + "_" + std::to_string(next++);
  const auto made =
      original != nullptr ? db::postgresql::copy_database(url, original->name_, name_) : db::postgresql::create_database(url, name_);
  if (!made) throw std::runtime_error(made.error().detail);
  location_ = db::postgresql::with_database(url, name_);
}

DatabasePlace::~DatabasePlace() {
  if (name_.empty()) return;
  const auto dropped = db::postgresql::drop_database(server().value_or(""), name_);
  if (!dropped) ADD_FAILURE() << dropped.error().detail;
}

std::unique_ptr<db::Database> open_or_throw(const db::Options& options, std::vector<db::Migration> migrations) {
  auto opened = db::open(options, std::move(migrations));
  if (!opened) throw std::runtime_error(opened.error().detail);
  return std::move(*opened);
}

void DatabaseTest::SetUp() {
  if (GetParam() == db::Engine::postgresql && !DatabasePlace::server())
    GTEST_SKIP() << "no PostgreSQL: set OCOP_TEST_POSTGRES (tests/support/postgres start DIR prints it)";
  place_ = std::make_unique<DatabasePlace>(GetParam(), &originals().at(GetParam(), migrations(), filling()));
  reopen();
}

void DatabaseTest::TearDown() {
  if (database_ && !HasFailure())
    for (const std::string& finding : plans().look(*database_)) ADD_FAILURE() << finding;
  database_.reset();
  place_.reset();
}

void DatabaseTest::listen() {
  constexpr auto kLongest = std::chrono::seconds(30);
  const auto end = std::chrono::steady_clock::now() + kLongest;
  while (database().engine() == db::Engine::postgresql && database().changes("nothing") == 0) {
    if (std::chrono::steady_clock::now() > end) throw std::runtime_error("the server is not heard");
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

void DatabaseTest::reopen() {
  database_.reset();
  db::Options options;
  options.location = location();
  auto opened = db::open_watched(options, migrations(), [](const db::MadeReady& ready) { plans().note(ready); });
  if (!opened) throw std::runtime_error(opened.error().detail);
  database_ = std::move(*opened);
}

void DatabaseTest::lift_protection(const std::string& table) {
  const std::vector<std::string> drops =
      engine() == db::Engine::sqlite ? std::vector<std::string>{"DROP TRIGGER ocop_keep_" + table, "DROP TRIGGER ocop_stay_" + table}
                                     : std::vector<std::string>{"DROP TRIGGER ocop_keep ON " + table};
  const auto done = database().write([&](db::Transaction& transaction) -> Result<void> {
    for (const std::string& drop : drops) transaction.execute(db::Statement{"test.lift_protection", drop});
    return {};
  });
  ASSERT_TRUE(done.ok());
}

std::string engine_name(const testing::TestParamInfo<db::Engine>& info) {
  return info.param == db::Engine::sqlite ? "sqlite" : "postgresql";
}

}  // namespace ocop::test
