// One who only looks: beside the process that serves, in a folder that is left as it was, and never a writer.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "kernel/db/columns.h"
#include "kernel/db/look.h"
#include "tests/support/test_database.h"

namespace {

using namespace ocop;
using db::Failure;
using db::Statement;
namespace fs = std::filesystem;

constexpr db::Migration kNotes{"20260101T0000__notes", "CREATE TABLE note (number INTEGER PRIMARY KEY) STRICT;", {}, "aaaa"};
constexpr db::Migration kLater{"20260201T0000__later", "CREATE TABLE later (number INTEGER PRIMARY KEY) STRICT;", {}, "bbbb"};
constexpr Statement kAdd{"note.add", "INSERT INTO note (number) VALUES ($1)"};
constexpr Statement kCount{"note.count", "SELECT count(*) FROM note"};

std::int64_t count(db::Reader& reader) { return reader.first(db::value<std::int64_t>, kCount).value_or(-1); }
std::int64_t count(db::Database& database) {
  return database.read([](db::Reader& reader) { return count(reader); });
}
void add(db::Database& database, std::int64_t number) {
  const auto done = database.write([&](db::Transaction& transaction) -> Result<void> {
    transaction.execute(kAdd, number);
    return {};
  });
  ASSERT_TRUE(done.ok());
}
std::unique_ptr<db::Database> look(const std::string& location) {
  auto opened = db::open_to_look({.location = location}, {kNotes});
  if (!opened) throw std::runtime_error(opened.error().detail);
  return std::move(*opened);
}

class DbLook : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return {kNotes}; }
};
OCOP_ON_BOTH_ENGINES(DbLook);

TEST_P(DbLook, SeesWhatIsKeptBesideTheProcessThatKeepsIt) {
  add(database(), 1);
  const auto onlooker = look(location());
  EXPECT_EQ(1, count(*onlooker));
  onlooker->read([&](db::Reader& reader) {
    EXPECT_EQ(1, count(reader));
    for (int number = 2; number < 40; ++number) add(database(), number);
    EXPECT_EQ(1, count(reader));   // one snapshot, however long it takes
  });
  EXPECT_EQ(39, count(*onlooker));
  EXPECT_TRUE(onlooker->verify().empty());
  add(database(), 40);
}

TEST_P(DbLook, ChangesNothing) {
  const auto onlooker = look(location());
  EXPECT_EQ(db::Database::Access::looking, onlooker->access());
  EXPECT_FALSE(onlooker->health().writable);
  try {
    static_cast<void>(onlooker->write([](db::Transaction&) -> Result<void> { return {}; }));
    ADD_FAILURE() << "an onlooker wrote";
  } catch (const Failure& failure) {
    EXPECT_EQ(Failure::Kind::unavailable, failure.kind());
  }
  EXPECT_FALSE(onlooker->backup_to("/nowhere/copy").ok());
}

TEST_P(DbLook, OfAnotherVersionIsNoFinding) {
  const auto older = db::open_to_look({.location = location()}, {kNotes, kLater});
  ASSERT_FALSE(older.ok());
  EXPECT_EQ(ErrorKind::conflict, older.error().kind);
  EXPECT_NE(std::string::npos, older.error().detail.find("lacks 1 migrations")) << older.error().detail;
  const auto newer = db::open_to_look({.location = location()}, {});
  ASSERT_FALSE(newer.ok());
  EXPECT_EQ(ErrorKind::conflict, newer.error().kind);
}

// ---- SQLite: the files of the folder
class DbLookFolder : public testing::Test {
 protected:
  std::string data() const { return folder_.path() + "/data"; }
  std::string file() const { return data() + "/ocop.db"; }
  // Opens, keeps a note and stops cleanly.
  void keep_one() {
    const auto database = test::open_or_throw({.location = data()}, {kNotes});
    add(*database, 1);
  }
  std::set<std::string> names() const {
    std::set<std::string> out;
    for (const auto& entry : fs::directory_iterator(data()))
      out.insert(entry.path().filename().string() + " " + std::to_string(entry.last_write_time().time_since_epoch().count()));
    return out;
  }
  test::TemporaryFolder folder_;
};

TEST_F(DbLookFolder, IsLeftAsItWas) {
  keep_one();
  const auto before = names();
  {
    const auto onlooker = look(data());
    EXPECT_EQ(1, count(*onlooker));
    EXPECT_TRUE(onlooker->verify().empty());
    EXPECT_EQ(before, names());   // no -wal and no -shm, even while it looks: the folder may be one that nobody can write to
  }
  EXPECT_EQ(before, names());
  fs::remove(data() + "/ocop.lock");
  EXPECT_EQ(1, count(*look(data())));   // a copy of the one file
  EXPECT_FALSE(fs::exists(data() + "/ocop.lock"));
}

TEST_F(DbLookFolder, IsNotTakenMeanwhile) {
  keep_one();
  {
    const auto onlooker = look(data());
    const auto another = look(data());
    const auto taken = db::open({.location = data()}, {kNotes});
    ASSERT_FALSE(taken.ok());
    EXPECT_NE(std::string::npos, taken.error().detail.find("ocop verify")) << taken.error().detail;
  }
  EXPECT_TRUE(db::open({.location = data()}, {kNotes}).ok());
}

TEST_F(DbLookFolder, WhatAnUncleanStopLeftInTheLogIsSeen) {
  {
    const auto database = test::open_or_throw({.location = data()}, {kNotes});
    add(*database, 1);
    fs::create_directory(folder_.path() + "/copy");
    for (const char* name : {"/ocop.db", "/ocop.db-wal"}) fs::copy_file(data() + name, folder_.path() + "/copy" + name);
  }
  EXPECT_EQ(1, count(*look(folder_.path() + "/copy")));
}

TEST_F(DbLookFolder, DamageIsToldAndNotThrown) {
  keep_one();
  {
    std::fstream damaged(file(), std::ios::in | std::ios::out | std::ios::binary);
    damaged.seekp(0);
    damaged << "no database any more";
  }
  const auto opened = db::open_to_look({.location = data()}, {kNotes});
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(ErrorKind::internal, opened.error().kind) << opened.error().detail;
  const auto absent = db::open_to_look({.location = folder_.path() + "/none"}, {kNotes});
  ASSERT_FALSE(absent.ok());
  EXPECT_EQ(ErrorKind::not_found, absent.error().kind);
  EXPECT_FALSE(fs::exists(folder_.path() + "/none"));
}

}  // namespace
