// Many processes on one PostgreSQL database: who may change what, and how they hear of each other.
#include <gtest/gtest.h>

#include <thread>

#include "kernel/db/columns.h"
#include "kernel/db/look.h"
#include "kernel/db/postgresql_admin.h"
#include "kernel/db/postgresql_connection.h"
#include "tests/support/test_database.h"

namespace {

using namespace ocop;
using db::Failure;
using db::Statement;
using db::postgresql::Connection;
using db::postgresql::Waits;

constexpr db::Migration kTables{"20260101T0000__tables",
                                "CREATE TABLE note (number INTEGER PRIMARY KEY) STRICT;"
                                "CREATE TABLE act (number INTEGER PRIMARY KEY) STRICT;"
                                "INSERT INTO ocop_append_only (name) VALUES ('act');",
                                {}, "aaaa"};
constexpr db::Migration kLater{"20260201T0000__later", "CREATE TABLE later (number INTEGER PRIMARY KEY) STRICT;", {}, "bbbb"};
constexpr Statement kAddNote{"note.add", "INSERT INTO note (number) VALUES ($1)"};
constexpr Statement kChangeNote{"note.change", "UPDATE note SET number = number + 1"};
constexpr Statement kAddAct{"act.add", "INSERT INTO act (number) VALUES ($1)"};
constexpr Statement kChangeAct{"act.change", "UPDATE act SET number = number + 1"};
constexpr Statement kRemoveAct{"act.remove", "DELETE FROM act"};
constexpr Statement kForgetMigration{"db.forget", "DELETE FROM ocop_migration"};
constexpr Statement kOpenAct{"db.open_act", "DELETE FROM ocop_append_only"};
constexpr Statement kMakeTable{"db.make", "CREATE TABLE mine (number INTEGER) STRICT", "CREATE TABLE mine (number BIGINT)"};
constexpr Statement kDropTrigger{"db.drop_trigger", "DROP TRIGGER ocop_keep_act", "DROP TRIGGER ocop_keep ON act"};
constexpr Statement kCountActs{"act.count", "SELECT count(*) FROM act"};

// What the statement's failure says; empty when there is none.
std::string refusal(db::Database& database, const Statement& statement) {
  try {
    (void)database.write([&](db::Transaction& transaction) -> Result<void> {
      transaction.execute(statement);
      return {};
    });
    return {};
  } catch (const Failure& failure) {
    return failure.what();
  }
}
bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

class DbAppendOnly : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return {kTables}; }
};
OCOP_ON_BOTH_ENGINES(DbAppendOnly);

TEST_P(DbAppendOnly, RowsCanOnlyBeAddedByTheOwnerToo) {
  const auto added = database().write([](db::Transaction& transaction) -> Result<void> {
    transaction.execute(kAddAct, 1);
    return {};
  });
  ASSERT_TRUE(added.ok());
  for (const Statement& statement : {kChangeAct, kRemoveAct}) {
    const std::string said = refusal(database(), statement);
    EXPECT_TRUE(contains(said, "act is append-only")) << said;
  }
  reopen();
  EXPECT_TRUE(contains(refusal(database(), kChangeAct), "act is append-only"));
  EXPECT_EQ(1, database().read([](db::Reader& reader) { return *reader.first(db::value<std::int64_t>, kCountActs); }));
}

// A database of its own, and a role that owns nothing in it.
class DbRoles : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return {kTables}; }
  void SetUp() override {
    test::DatabaseTest::SetUp();
    if (IsSkipped()) return;
    role_ = Connection(location(), Waits::bounded).value_of("SELECT 'program_' || current_database()");
    Connection(location(), Waits::bounded).execute_script("CREATE ROLE " + role_ + " LOGIN");
  }
  void TearDown() override {
    if (!role_.empty()) {
      close();
      Connection(location(), Waits::bounded).execute_script("DROP OWNED BY " + role_ + "; DROP ROLE " + role_);
    }
    test::DatabaseTest::TearDown();
  }
  std::string program() const {   // the same database as the other role
    const std::size_t user = location().find("://") + 3;
    return location().substr(0, user) + role_ + location().substr(location().find('@', user));
  }
  db::Options as_program(std::string owner = {}) const { return {.location = program(), .owner = std::move(owner)}; }

 private:
  std::string role_;
};
INSTANTIATE_TEST_SUITE_P(engines, DbRoles, testing::Values(db::Engine::postgresql), test::engine_name);

TEST_P(DbRoles, TheProgramAddsToTheLogAndNeverChangesIt) {
  ASSERT_TRUE(db::open(as_program(location()), {kTables}).ok());   // the owner grants
  const auto opened = db::open(as_program(), {kTables});           // the program does without it
  ASSERT_TRUE(opened.ok()) << opened.error().detail;
  db::Database& running = **opened;
  EXPECT_FALSE(running.health().owner);
  const auto done = running.write([](db::Transaction& transaction) -> Result<void> {
    transaction.execute(kAddAct, 1);
    transaction.execute(kAddNote, 1);
    EXPECT_EQ(1, transaction.execute(kChangeNote));
    return {};
  });
  EXPECT_TRUE(done.ok());
  for (const Statement& statement : {kChangeAct, kRemoveAct, kForgetMigration, kOpenAct}) {
    const std::string said = refusal(running, statement);
    EXPECT_TRUE(contains(said, "permission denied")) << statement.name << ": " << said;
  }
  EXPECT_TRUE(contains(refusal(running, kMakeTable), "permission denied"));
  EXPECT_TRUE(contains(refusal(running, kDropTrigger), "must be owner"));
  EXPECT_TRUE(running.verify().empty());
}

TEST_P(DbRoles, WhoOnlyLooksNeedsNothingButSelect) {
  const std::string role = program().substr(program().find("://") + 3, program().find('@') - program().find("://") - 3);
  const auto refused = db::open_to_look(as_program(), {kTables});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(ErrorKind::conflict, refused.error().kind) << refused.error().detail;
  Connection(location(), Waits::bounded).execute_script("GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + role);
  const auto onlooker = db::open_to_look(as_program(), {kTables});
  ASSERT_TRUE(onlooker.ok()) << onlooker.error().detail;
  EXPECT_TRUE((*onlooker)->verify().empty());
  EXPECT_EQ(0, (*onlooker)->read([](db::Reader& reader) {
    return reader.first(db::value<std::int64_t>, Statement{"test.count", "SELECT count(*) FROM act"}).value_or(-1);
  }));
}

TEST_P(DbRoles, MissingMigrationsAreNamedWithWhatToDo) {
  const auto before = db::open(as_program(), {kTables});   // no grant yet
  ASSERT_FALSE(before.ok());
  EXPECT_TRUE(contains(before.error().detail, "permission denied") || contains(before.error().detail, "may not read the table"))
      << before.error().detail;
  ASSERT_TRUE(db::open(as_program(location()), {kTables}).ok());
  const auto later = db::open(as_program(), {kTables, kLater});
  ASSERT_FALSE(later.ok());
  EXPECT_TRUE(contains(later.error().detail, "lacks 1 migrations, the first is 20260201T0000__later")) << later.error().detail;
  EXPECT_TRUE(contains(later.error().detail, "ocop admin migrate")) << later.error().detail;
  ASSERT_TRUE(db::open(as_program(location()), {kTables, kLater}).ok());
  EXPECT_TRUE(db::open(as_program(), {kTables, kLater}).ok());   // the new table was granted too
}

TEST_P(DbRoles, ATableThatWasMadeWithoutGrantsIsNamed) {
  ASSERT_TRUE(db::open(as_program(location()), {kTables}).ok());
  Connection(location(), Waits::bounded).execute_script("CREATE TABLE by_hand (number BIGINT)");
  const auto opened = db::open(as_program(), {kTables});
  ASSERT_FALSE(opened.ok());
  EXPECT_TRUE(contains(opened.error().detail, "may not read the table by_hand")) << opened.error().detail;
}

TEST_P(DbRoles, AnEmptyDatabaseWantsItsOwnerFirst) {
  close();
  Connection(location(), Waits::bounded).execute_script("DROP TABLE note, act, ocop_migration, ocop_append_only");
  const auto opened = db::open(as_program(), {kTables});
  ASSERT_FALSE(opened.ok());
  EXPECT_TRUE(contains(opened.error().detail, "may not make tables")) << opened.error().detail;
}

TEST_P(DbRoles, WhoeverOwnsTheTablesIsSaidTo) { EXPECT_TRUE(database().health().owner); }

class DbAnnouncements : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return {kTables}; }
  static void announce(db::Database& database, std::string_view topic, bool keep = true) {
    (void)database.write([&](db::Transaction& transaction) -> Result<void> {
      transaction.announce(topic);
      if (!keep) return Error::of(ErrorKind::conflict, "refused");
      return {};
    });
  }
  // Waits until `topic` has changed from `before`; false when it never does.
  static bool changed(db::Database& database, std::string_view topic, std::uint64_t before) {
    for (int tenths = 0; tenths < 300; ++tenths) {
      if (database.changes(topic) != before) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return false;
  }
  // The listener has begun: what came before it counts as one change of everything.
  static void settle(db::Database& database) {
    if (database.engine() == db::Engine::postgresql) {
      ASSERT_TRUE(changed(database, "settle", 0));
    }
  }
};
OCOP_ON_BOTH_ENGINES(DbAnnouncements);

TEST_P(DbAnnouncements, AreHeardWhenTheActIsKept) {
  settle(database());
  const std::uint64_t products = database().changes("products"), other = database().changes("other");
  announce(database(), "products", false);
  announce(database(), "products");
  EXPECT_LT(products, database().changes("products")) << "of its own act before that is answered";
  EXPECT_EQ(other, database().changes("other"));
}

class DbProcesses : public DbAnnouncements {
 protected:
  std::unique_ptr<db::Database> another() { return test::open_or_throw({.location = location()}, {kTables}); }
};
INSTANTIATE_TEST_SUITE_P(engines, DbProcesses, testing::Values(db::Engine::postgresql), test::engine_name);

TEST_P(DbProcesses, HearEachOther) {
  const auto second = another();
  settle(*second);
  const std::uint64_t before = second->changes("products");
  announce(database(), "products");
  EXPECT_TRUE(changed(*second, "products", before));
}

TEST_P(DbProcesses, ThatWereCutOffCountEverythingAsChanged) {
  settle(database());
  const std::uint64_t before = database().changes("products");
  Connection(location(), Waits::bounded)
      .execute_script("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                      " WHERE datname = current_database() AND application_name = 'ocop listener'");
  EXPECT_TRUE(changed(database(), "products", before));
  EXPECT_LT(database().unheard(), std::chrono::seconds(60));
}

}  // namespace
