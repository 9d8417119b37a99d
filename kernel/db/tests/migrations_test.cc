#include "kernel/db/migrations.h"

#include <gtest/gtest.h>

#include <thread>

#include "kernel/db/statement.h"
#include "tests/support/test_database.h"

namespace {

using namespace ocop;
using db::Migration;
using db::translate_to_postgresql;

TEST(DbTranslation, TypesAndTableOptions) {
  EXPECT_EQ("CREATE TABLE a (b BIGINT, c BYTEA NOT NULL, d DOUBLE PRECISION, e TEXT) ;",
            translate_to_postgresql("CREATE TABLE a (b INTEGER, c BLOB NOT NULL, d REAL, e TEXT) STRICT;"));
  EXPECT_EQ("CREATE TABLE a (b BIGINT)   ; CREATE", translate_to_postgresql("CREATE TABLE a (b integer) STRICT, WITHOUT ROWID; CREATE"));
  EXPECT_EQ("CREATE TABLE a (b BIGINT CHECK (b IN (0, 1)))", translate_to_postgresql("CREATE TABLE a (b INTEGER CHECK (b IN (0, 1)))"));
}

TEST(DbTranslation, WordsThatOnlyLookAlikeStay) {
  for (const char* text : {"SELECT 'INTEGER BLOB x''00'''", "-- a BLOB\n", "/* REAL */", "SELECT \"BLOB\"", "blobs, integers, real_estate",
                           "SELECT strict FROM without", "INSERT INTO a (b) VALUES ('--'), ('/*')"})
    EXPECT_EQ(text, translate_to_postgresql(text));
  EXPECT_EQ("INSERT INTO a VALUES ('\\x00FF')", translate_to_postgresql("INSERT INTO a VALUES (x'00FF')"));
  EXPECT_EQ("max'00'", translate_to_postgresql("max'00'"));   // no blob literal inside a word
}

TEST(DbTranslation, CutTextsEnd) {
  for (const char* text : {"'open", "-- open", "/* open", "x'00", "(", ")", "x'"}) (void)translate_to_postgresql(text);
}

TEST(DbStatements, Markers) {
  const db::Statement plain{"a", "SELECT 1 {lock}"};
  EXPECT_EQ("SELECT 1 ", db::expand(plain, db::Engine::sqlite, 0));
  EXPECT_EQ("SELECT 1 FOR UPDATE", db::expand(plain, db::Engine::postgresql, 0));
  const db::Statement own{"a", "SELECT 1", "SELECT 2"};
  EXPECT_EQ("SELECT 1", db::expand(own, db::Engine::sqlite, 0));
  EXPECT_EQ("SELECT 2", db::expand(own, db::Engine::postgresql, 0));
  const db::Statement ids{"a", "IN {ids}"};
  EXPECT_EQ("IN ($1, $2, $3)", db::expand(ids, db::Engine::sqlite, 3));
  EXPECT_THROW((void)db::expand(ids, db::Engine::sqlite, 0), db::Failure);
  EXPECT_THROW((void)db::expand(plain, db::Engine::sqlite, 1), db::Failure);
  EXPECT_THROW((void)db::expand({"a", "SELECT {locks}"}, db::Engine::sqlite, 0), db::Failure);
}

constexpr Migration kFirst{"20260101T0000__first", "CREATE TABLE one (a INTEGER NOT NULL) STRICT; INSERT INTO one VALUES (1);", {}, "11"};
constexpr Migration kSecond{"20260102T0000__second", "ALTER TABLE one ADD COLUMN b TEXT; UPDATE one SET b = 'x';", {}, "22"};
constexpr Migration kBroken{"20260103T0000__broken", "CREATE TABLE three (a INTEGER) STRICT; INSERT INTO nowhere VALUES (1);", {}, "33"};
constexpr Migration kDialect{"20260104T0000__dialect",
                             "CREATE TABLE which (name TEXT NOT NULL) STRICT; INSERT INTO which VALUES ('sqlite');",
                             "CREATE TABLE which (name TEXT NOT NULL); INSERT INTO which VALUES ('postgresql');", "44"};

class DbMigrations : public test::DatabaseTest {
 protected:
  std::vector<Migration> migrations() override { return {kFirst}; }
  void use(std::vector<Migration> migrations) {
    close();
    opened_.reset();
    opened_ = test::open_or_throw({.location = location()}, std::move(migrations));
  }
  std::string refusal(std::vector<Migration> migrations) {
    close();
    opened_.reset();
    const auto opened = db::open({.location = location()}, std::move(migrations));
    EXPECT_FALSE(opened.ok());
    return opened.ok() ? std::string() : opened.error().detail;
  }
  std::string text(std::string_view sql) {
    return opened_->read([&](db::Reader& reader) {
      return reader.first([](const db::Row& row) { return row.string(0); }, db::Statement{"test.text", sql}).value_or("");
    });
  }
  void TearDown() override {
    opened_.reset();
    DatabaseTest::TearDown();
  }
  std::unique_ptr<db::Database> opened_;
};
OCOP_ON_BOTH_ENGINES(DbMigrations);

TEST_P(DbMigrations, MissingStepsRunInOrderAndOnce) {
  use({kSecond, kFirst});
  EXPECT_EQ("x", text("SELECT b FROM one"));
  use({kFirst, kSecond});
  EXPECT_EQ("x", text("SELECT b FROM one"));
}

TEST_P(DbMigrations, ADialectFileReplacesTheTranslation) {
  use({kFirst, kDialect});
  EXPECT_EQ(engine() == db::Engine::sqlite ? "sqlite" : "postgresql", text("SELECT name FROM which"));
}

TEST_P(DbMigrations, ANewerDatabaseIsRefused) {
  use({kFirst, kSecond});
  EXPECT_NE(std::string::npos, refusal({kFirst}).find("newer than this program"));
  use({kFirst, kSecond});
}

TEST_P(DbMigrations, AChangedStepIsRefused) {
  Migration changed = kFirst;
  changed.sha256 = "1b";
  EXPECT_NE(std::string::npos, refusal({changed}).find("was changed"));
}

TEST_P(DbMigrations, ALateStepIsRefused) {
  use({kFirst, kDialect});
  EXPECT_NE(std::string::npos, refusal({kFirst, kSecond, kDialect}).find("later time stamp"));
}

TEST_P(DbMigrations, TwoStepsOfOneNameAreRefused) {
  EXPECT_NE(std::string::npos, refusal({kFirst, kFirst}).find("two migrations"));
}

TEST_P(DbMigrations, AStepThatFailsLeavesNothing) {
  EXPECT_NE(std::string::npos, refusal({kFirst, kSecond, kBroken}).find("20260103T0000__broken"));
  use({kFirst, kSecond});   // the second stayed applied, nothing of the third did
  EXPECT_EQ("x", text("SELECT b FROM one"));
  EXPECT_THROW((void)text("SELECT a FROM three"), db::Failure);
}

TEST_P(DbMigrations, TwoProcessesThatStartTogetherMigrateOnce) {
  if (engine() == db::Engine::sqlite) return;   // there the second process is refused by the lock file
  close();
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread)
    threads.emplace_back([&] { EXPECT_TRUE(db::open({.location = location()}, {kFirst, kSecond, kDialect}).ok()); });
  for (std::thread& thread : threads) thread.join();
  use({kFirst, kSecond, kDialect});
  EXPECT_EQ("postgresql", text("SELECT max(name) FROM which HAVING count(*) = 1"));
}

}  // namespace
