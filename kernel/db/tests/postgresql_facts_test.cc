// What the program asks of a PostgreSQL server, by tests that fail when the setting is wrong.
#include <gtest/gtest.h>

#include <thread>

#include "kernel/db/postgresql_admin.h"
#include "kernel/db/postgresql_connection.h"
#include "tests/support/test_database.h"

namespace {

using namespace ocop;
using db::Failure;
using db::Statement;
using db::postgresql::Connection;
using db::postgresql::Waits;

constexpr db::Migration kNotes{"20260101T0000__notes", "CREATE TABLE note (number INTEGER PRIMARY KEY) STRICT;", {}, "aaaa"};
constexpr Statement kAdd{"note.add", "INSERT INTO note (number) VALUES ($1)"};
constexpr Statement kCount{"note.count", "SELECT count(*) FROM note"};

class DbServer : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return {kNotes}; }
  Connection side() { return Connection(location(), Waits::bounded); }
  std::string setting(db::Reader& reader, const std::string& name) {
    return *reader.first([](const db::Row& row) { return row.string(0); }, Statement{"test.setting", "SELECT current_setting($1)"}, name);
  }
  Result<void> add(std::int64_t number) {
    return database().write([&](db::Transaction& transaction) -> Result<void> {
      transaction.execute(kAdd, number);
      return {};
    });
  }
  std::int64_t count() {
    return database().read([](db::Reader& reader) { return *reader.first([](const db::Row& row) { return row.integer(0); }, kCount); });
  }
  void cut_all_others() {
    side().execute_script("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                          " WHERE datname=current_database() AND pid<>pg_backend_pid()");
  }
};
INSTANTIATE_TEST_SUITE_P(engines, DbServer, testing::Values(db::Engine::postgresql), test::engine_name);

TEST_P(DbServer, ActsAndLooksHaveTheirSettings) {
  const auto done = database().write([&](db::Transaction& transaction) -> Result<void> {
    EXPECT_EQ("read committed", setting(transaction, "transaction_isolation"));
    EXPECT_EQ("off", setting(transaction, "transaction_read_only"));
    EXPECT_EQ("on", setting(transaction, "synchronous_commit"));
    EXPECT_EQ("30s", setting(transaction, "statement_timeout"));
    EXPECT_EQ("5s", setting(transaction, "lock_timeout"));
    EXPECT_EQ("1min", setting(transaction, "idle_in_transaction_session_timeout"));
    EXPECT_EQ("ocop", setting(transaction, "application_name"));
    EXPECT_EQ("on", setting(transaction, "fsync"));
    EXPECT_EQ("on", setting(transaction, "full_page_writes"));
    EXPECT_EQ("on", setting(transaction, "data_checksums"));
    return {};
  });
  ASSERT_TRUE(done.ok());
  database().read([&](db::Reader& reader) {
    EXPECT_EQ("repeatable read", setting(reader, "transaction_isolation"));
    EXPECT_EQ("on", setting(reader, "transaction_read_only"));
  });
}

TEST_P(DbServer, ADatabaseThatDoesNotWaitForTheDiskIsOverruled) {
  side().execute_script("ALTER DATABASE " + side().value_of("SELECT current_database()") + " SET synchronous_commit=off");
  reopen();
  const auto done = database().write([&](db::Transaction& transaction) -> Result<void> {
    EXPECT_EQ("on", setting(transaction, "synchronous_commit"));
    return {};
  });
  ASSERT_TRUE(done.ok());
}

TEST_P(DbServer, AStandbyIsRefused) {   // libpq asks for a session that can write; a read-only default answers like a standby
  side().execute_script("ALTER DATABASE " + side().value_of("SELECT current_database()") + " SET default_transaction_read_only=on");
  close();
  EXPECT_FALSE(db::open({.location = location()}, {kNotes}).ok());
}

TEST_P(DbServer, ALostServerIsUnavailableAndThenFoundAgain) {
  ASSERT_TRUE(add(1).ok());
  try {
    (void)database().write([&](db::Transaction& transaction) -> Result<void> {
      transaction.execute(kAdd, 2);
      cut_all_others();
      transaction.execute(kAdd, 3);
      return {};
    });
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(Failure::Kind::unavailable, failure.kind());
  }
  EXPECT_FALSE(database().health().writable);
  EXPECT_FALSE(database().health().must_reopen);   // it may come back: no reason to end
  EXPECT_TRUE(add(4).ok());
  EXPECT_TRUE(database().health().writable);
  EXPECT_EQ(2, count());
}

TEST_P(DbServer, IdleConnectionsThatWereCutAreReplacedSilently) {
  ASSERT_TRUE(add(1).ok());
  EXPECT_EQ(1, count());
  cut_all_others();
  EXPECT_EQ(1, count());
  cut_all_others();
  EXPECT_TRUE(add(2).ok());
}

TEST_P(DbServer, AnAddressWhereNobodyAnswers) {
  const auto opened = db::open({.location = "postgresql://ocop@127.0.0.1:1/none"}, {kNotes});
  ASSERT_FALSE(opened.ok());
  EXPECT_NE(std::string::npos, opened.error().detail.find("127.0.0.1"));
}

TEST_P(DbServer, WaitingForALockEndsAsUnavailable) {
  ASSERT_TRUE(add(1).ok());
  Connection other = side();
  other.execute_script("BEGIN; LOCK TABLE note IN ACCESS EXCLUSIVE MODE");
  EXPECT_THROW((void)add(2), Failure);   // after lock_timeout, 5 s
  other.execute_script("COMMIT");
  EXPECT_TRUE(add(2).ok());
}

TEST_P(DbServer, AForeignDatabaseIsRefused) {
  close();
  side().execute_script("DROP TABLE ocop_migration");
  const auto opened = db::open({.location = location()}, {kNotes});
  ASSERT_FALSE(opened.ok());
  EXPECT_NE(std::string::npos, opened.error().detail.find("another program"));
}

TEST_P(DbServer, VerifyReadsEverythingAndNamesWhatIsWrong) {
  EXPECT_TRUE(database().verify().empty());
  side().execute_script("ALTER TABLE note ADD CONSTRAINT doubtful CHECK (number > 0) NOT VALID");
  const auto found = database().verify();
  ASSERT_EQ(1U, found.size());
  EXPECT_NE(std::string::npos, found.front().find("doubtful"));
}

TEST_P(DbServer, BackupIsLeftToTheServersTools) {
  const auto done = database().backup_to("/tmp/none");
  ASSERT_FALSE(done.ok());
  EXPECT_NE(std::string::npos, done.error().detail.find("pg_dump"));
}

TEST(DbServerUrl, AnotherDatabaseOfTheSameServer) {
  using db::postgresql::with_database;
  EXPECT_EQ("postgresql://u@h:1/b", with_database("postgresql://u@h:1/a", "b"));
  EXPECT_EQ("postgresql://u@h:1/b?sslmode=require", with_database("postgresql://u@h:1/a?sslmode=require", "b"));
  EXPECT_EQ("postgresql://h/b", with_database("postgresql://h", "b"));
  EXPECT_EQ("postgresql:///b?host=/run/a", with_database("postgresql:///?host=/run/a", "b"));
  EXPECT_FALSE(db::postgresql::create_database("postgresql://h", "a; DROP").ok());
}

}  // namespace
