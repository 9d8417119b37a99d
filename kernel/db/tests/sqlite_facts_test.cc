// Each of ARCHITECTURE.md's database facts, by a test that fails when its setting is wrong. Live connections are looked at through
// the interface that the modules use: a PRAGMA is a statement like any other.
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <latch>
#include <thread>

#include "kernel/db/sqlite_connection.h"
#include "tests/support/faults.h"
#include "tests/support/test_database.h"

namespace {

using namespace ocop;
using db::Failure;
using db::Statement;
namespace fs = std::filesystem;

constexpr db::Migration kNotes{
    "20260101T0000__notes", "CREATE TABLE note (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;", {}, "aaaa"};
constexpr Statement kAdd{"note.add", "INSERT INTO note (number, text) VALUES ($1, $2)"};
constexpr Statement kNumbers{"note.numbers", "SELECT number FROM note ORDER BY number"};

class DbFacts : public testing::Test {
 protected:
  void TearDown() override {
    fault_disarm();
    fault_slow_sync(0);
    database_.reset();
  }
  void open() { open(db::Options{.location = data()}); }
  void open(const db::Options& options) { database_ = test::open_or_throw(options, {kNotes}); }
  void close() { database_.reset(); }
  std::string data() const { return folder_.path() + "/data"; }
  std::string file() const { return data() + "/ocop.db"; }
  db::Database& database() { return *database_; }

  Result<void> add(std::int64_t number, const std::string& text = {}) {
    return database().write([&](db::Transaction& transaction) -> Result<void> {
      transaction.execute(kAdd, number, text.empty() ? std::to_string(number) : text);
      return {};
    });
  }
  std::optional<Failure::Kind> failure_of_add(std::int64_t number, const std::string& text = {}) {
    try {
      EXPECT_TRUE(add(number, text).ok());
      return std::nullopt;
    } catch (const Failure& failure) {
      return failure.kind();
    }
  }
  std::vector<std::int64_t> numbers() {
    return database().read([](db::Reader& reader) { return reader.all([](const db::Row& row) { return row.integer(0); }, kNumbers); });
  }
  std::string refusal(std::vector<db::Migration> migrations) {
    const auto opened = db::open({.location = data()}, std::move(migrations));
    EXPECT_FALSE(opened.ok());
    return opened.ok() ? std::string() : opened.error().detail;
  }
  // Opens, adds `count` notes and dies without a clean stop, in a process of its own.
  void die_after_adding(int count) {
    const pid_t child = ::fork();
    if (child == 0) {
      open();
      for (int number = 0; number < count; ++number)
        if (!add(number)) ::_exit(1);
      ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    ASSERT_EQ(child, ::waitpid(child, &status, 0));
    ASSERT_TRUE(WIFSIGNALED(status));
  }

  test::TemporaryFolder folder_;
  std::unique_ptr<db::Database> database_;
};

std::int64_t pragma(db::Reader& reader, const std::string& name) {
  const std::string sql = "PRAGMA " + name;
  return reader.first([](const db::Row& row) { return row.integer(0); }, Statement{"test.pragma", sql}).value_or(-1);
}

TEST_F(DbFacts, TheWriterHasItsSettings) {
  open();
  const auto done = database().write([&](db::Transaction& writer) -> Result<void> {
    EXPECT_EQ(2, pragma(writer, "synchronous"));   // FULL
    EXPECT_EQ(1, pragma(writer, "foreign_keys"));
    EXPECT_EQ(0, pragma(writer, "trusted_schema"));
    EXPECT_EQ(1, pragma(writer, "cell_size_check"));
    EXPECT_EQ(0, pragma(writer, "mmap_size"));
    EXPECT_EQ(0, pragma(writer, "wal_autocheckpoint"));
    EXPECT_EQ(0, pragma(writer, "query_only"));
    EXPECT_EQ(5000, pragma(writer, "busy_timeout"));
    EXPECT_EQ(0x4F434F50, pragma(writer, "application_id"));
    EXPECT_EQ(1, pragma(writer, "user_version"));
    EXPECT_EQ("wal", *writer.first([](const db::Row& row) { return row.string(0); }, Statement{"test.journal", "PRAGMA journal_mode"}));
    return {};
  });
  ASSERT_TRUE(done.ok());
}

// Also while migrations run, before the hook of the writer thread takes the place of SQLite's own checkpoints.
TEST_F(DbFacts, ANewWriterNeverCheckpointsByItself) {
  open();
  close();
  db::sqlite::Connection writer(file(), db::sqlite::Role::writer);
  EXPECT_EQ(0, writer.pragma_integer("wal_autocheckpoint"));
}

TEST_F(DbFacts, EveryReaderHasItsSettings) {
  open({.location = data(), .readers = 3});
  std::latch all_in(3);   // three looks at once use three connections
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 3; ++thread)
    threads.emplace_back([&] {
      database().read([&](db::Reader& reader) {
        all_in.arrive_and_wait();
        EXPECT_EQ(1, pragma(reader, "query_only"));
        EXPECT_EQ(1, pragma(reader, "foreign_keys"));
        EXPECT_EQ(0, pragma(reader, "trusted_schema"));
        EXPECT_EQ(1, pragma(reader, "cell_size_check"));
        EXPECT_EQ(0, pragma(reader, "mmap_size"));
        EXPECT_EQ(5000, pragma(reader, "busy_timeout"));
      });
    });
  for (std::thread& thread : threads) thread.join();
}

// The WAL-reset bug needs a second connection that writes or checkpoints. A reader can do neither, even without query_only.
TEST_F(DbFacts, OnlyTheWriterCanCheckpoint) {
  open();
  ASSERT_TRUE(add(1).ok());
  for (const auto role : {db::sqlite::Role::reader, db::sqlite::Role::copier}) {
    db::sqlite::Connection other(file(), role);
    EXPECT_EQ(1, sqlite3_db_readonly(other.handle(), "main"));
    EXPECT_NE(SQLITE_OK, sqlite3_wal_checkpoint_v2(other.handle(), "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr));
    EXPECT_THROW(other.execute_script("DELETE FROM note"), Failure);
    int no_checkpoint_on_close = 0;
    sqlite3_db_config(other.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, -1, &no_checkpoint_on_close);
    EXPECT_EQ(1, no_checkpoint_on_close);
  }
  EXPECT_GT(fs::file_size(file() + "-wal"), 0U);   // closing them has not emptied the log
}

// With synchronous=NORMAL fifty commits in WAL mode make no sync at all.
TEST_F(DbFacts, EveryAcknowledgedActWasSynced) {
  open();
  const long before = fault_calls(FAULT_SYNC);
  for (int number = 0; number < 50; ++number) ASSERT_TRUE(add(number).ok());
  EXPECT_EQ(50U, database().metrics().commits);
  EXPECT_GE(fault_calls(FAULT_SYNC) - before, 50);
}

TEST_F(DbFacts, ActsThatWaitTogetherShareASync) {
  open();
  fault_slow_sync(2'000);
  constexpr int kClients = 64, kActs = 20;
  const auto before = database().metrics();
  std::vector<std::thread> clients;
  for (int client = 0; client < kClients; ++client)
    clients.emplace_back([&, client] {
      for (int act = 0; act < kActs; ++act) EXPECT_TRUE(add(client * kActs + act).ok());
    });
  for (std::thread& client : clients) client.join();
  const auto after = database().metrics();
  EXPECT_EQ(kClients * kActs, static_cast<int>(after.acts - before.acts));
  EXPECT_GE(after.acts - before.acts, 8 * (after.commits - before.commits));   // one commit for eight acts or more
  EXPECT_EQ(kClients * kActs, static_cast<int>(numbers().size()));
}

// Holds the writer in an act until `release`, so that what is queued meanwhile becomes one commit.
class Gate {
 public:
  explicit Gate(db::Database& database) : thread_([this, &database] {
      const auto done = database.write([&](db::Transaction&) -> Result<void> {
        entered_.count_down();
        released_.wait();
        return {};
      });
      EXPECT_TRUE(done.ok());
    }) { entered_.wait(); }
  ~Gate() { release(); }
  void release() {
    if (!thread_.joinable()) return;
    released_.count_down();
    thread_.join();
  }

 private:
  std::latch entered_{1}, released_{1};
  std::thread thread_;
};

void wait_for_queue(db::Database& database, std::size_t size) {
  for (int wait = 0; wait < 2000 && database.metrics().queue < size; ++wait) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  ASSERT_EQ(size, database.metrics().queue);
}

TEST_F(DbFacts, OneActsFailureLeavesTheOthersOfItsCommit) {
  open();
  ASSERT_TRUE(add(1000).ok());
  const auto before = database().metrics();
  std::atomic<int> kept{0}, refused{0}, collided{0}, thrown{0};
  std::vector<std::thread> threads;
  {
    Gate gate(database());
    for (int number = 0; number < 16; ++number)
      threads.emplace_back([&, number] {
        try {
          const auto done = database().write([&](db::Transaction& transaction) -> Result<void> {
            transaction.execute(kAdd, number, std::to_string(number));
            if (number % 4 == 1) return Error::of(ErrorKind::conflict, "no");
            if (number % 4 == 2) transaction.execute(kAdd, 1000, "taken");
            if (number % 4 == 3) throw std::logic_error("bug");
            return {};
          });
          ++(done ? kept : refused);
        } catch (const Failure& failure) {
          EXPECT_EQ(Failure::Kind::constraint, failure.kind());
          ++collided;
        } catch (const std::logic_error&) {
          ++thrown;
        }
      });
    wait_for_queue(database(), 16);
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(4, kept);
  EXPECT_EQ(4, refused);
  EXPECT_EQ(4, collided);
  EXPECT_EQ(4, thrown);
  EXPECT_EQ(before.commits + 2, database().metrics().commits);   // the gate's, and one for all sixteen
  EXPECT_EQ((std::vector<std::int64_t>{0, 4, 8, 12, 1000}), numbers());
}

TEST_F(DbFacts, AFullQueueRefusesAndRecovers) {
  open({.location = data(), .write_queue = 2});
  std::vector<std::thread> threads;
  {
    Gate gate(database());
    for (int number = 0; number < 2; ++number) threads.emplace_back([&, number] { EXPECT_TRUE(add(number).ok()); });
    wait_for_queue(database(), 2);
    EXPECT_EQ(Failure::Kind::unavailable, failure_of_add(9));
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(std::nullopt, failure_of_add(9));
  EXPECT_EQ((std::vector<std::int64_t>{0, 1, 9}), numbers());
}

TEST_F(DbFacts, AnActCannotStartAnotherAct) {
  open();
  EXPECT_THROW((void)database().write([&](db::Transaction&) -> Result<void> { return add(1); }), Failure);
  EXPECT_TRUE(add(1).ok());
}

// After a failed sync SQLite would take the next act as if nothing had happened.
TEST_F(DbFacts, AFailedSyncEndsWritingAndNotReading) {
  open();
  ASSERT_TRUE(add(1).ok());
  fault_arm(FAULT_SYNC, EIO, 0, FAULT_ONCE);
  EXPECT_EQ(Failure::Kind::io, failure_of_add(2));
  fault_disarm();
  EXPECT_FALSE(database().health().writable);
  EXPECT_TRUE(database().health().must_reopen);
  EXPECT_NE(std::string::npos, database().health().reason.find("I/O"));
  EXPECT_EQ(Failure::Kind::io, failure_of_add(3));
  EXPECT_EQ((std::vector<std::int64_t>{1}), numbers());
  const long writes = fault_calls(FAULT_WRITE);
  close();
  EXPECT_EQ(writes, fault_calls(FAULT_WRITE));   // nothing of doubtful pages reaches the database file at the end
  open();
  EXPECT_TRUE(database().health().unclean_start);
  EXPECT_TRUE(database().health().writable);
  EXPECT_EQ(1, numbers().front());
  EXPECT_TRUE(database().verify().empty());
}

TEST_F(DbFacts, AFailedWriteEndsWritingAndNotReading) {
  open();
  ASSERT_TRUE(add(1).ok());
  fault_arm(FAULT_WRITE, EIO, 0, FAULT_ONCE);
  EXPECT_EQ(Failure::Kind::io, failure_of_add(2));
  EXPECT_EQ(Failure::Kind::io, failure_of_add(3));
  EXPECT_EQ((std::vector<std::int64_t>{1}), numbers());
}

TEST_F(DbFacts, AFullDiskRefusesTheActAndIsNotTheEnd) {
  open();
  ASSERT_TRUE(add(1).ok());
  fault_arm(FAULT_WRITE, ENOSPC, 0, FAULT_STAYS);
  EXPECT_EQ(Failure::Kind::full, failure_of_add(2));
  EXPECT_EQ(Failure::Kind::full, failure_of_add(3));
  EXPECT_TRUE(database().health().writable);
  EXPECT_EQ((std::vector<std::int64_t>{1}), numbers());
  fault_disarm();
  EXPECT_EQ(std::nullopt, failure_of_add(4));
  EXPECT_EQ((std::vector<std::int64_t>{1, 4}), numbers());
}

// The same on a real file system that is full. Needs the right to mount.
TEST_F(DbFacts, AReallyFullFileSystem) {
  ASSERT_TRUE(fs::create_directory(data()));
  if (::mount("ocop-test", data().c_str(), "tmpfs", 0, "size=1m") != 0) GTEST_SKIP() << "no right to mount a small tmpfs";
  open();
  const std::string text(20'000, 'x');
  std::vector<std::int64_t> kept;
  std::optional<Failure::Kind> refused;
  for (int number = 0; number < 200 && !refused; ++number) {
    refused = failure_of_add(number, std::to_string(number) + text);
    if (!refused) kept.push_back(number);
  }
  EXPECT_EQ(Failure::Kind::full, refused);
  EXPECT_GT(kept.size(), 3U);
  EXPECT_EQ(kept, numbers());
  EXPECT_TRUE(database().health().writable);
  EXPECT_EQ(0, ::mount("ocop-test", data().c_str(), "tmpfs", MS_REMOUNT, "size=8m"));
  EXPECT_EQ(std::nullopt, failure_of_add(1000, "room again"));
  EXPECT_TRUE(database().verify().empty());
  close();
  EXPECT_EQ(0, ::umount(data().c_str()));
}

// Every sync, write and truncation of a short life of a database fails once, each in a life of its own.
TEST_F(DbFacts, WhateverCallFailsNothingAcknowledgedIsLost) {
  constexpr int kMaximum = 400;   // far more calls than the life makes; the loop ends where the fault is never reached
  for (const auto operation : {FAULT_SYNC, FAULT_WRITE, FAULT_TRUNCATE}) {
    int failed_at = 0;
    for (int skip = 0; skip < kMaximum; ++skip) {
      fs::remove_all(data());
      const long before = fault_calls(operation);
      fault_arm(operation, EIO, skip, FAULT_ONCE);
      std::vector<std::int64_t> kept;
      bool refused = false;
      if (auto opened = db::open({.location = data()}, {kNotes}); opened.ok()) {
        database_ = std::move(*opened);
        for (int number = 0; number < 12; ++number) {
          const bool done = !failure_of_add(number, std::to_string(number) + std::string(9'000, 'x'));
          EXPECT_FALSE(done && refused) << "writing went on after a failure";
          if (done) kept.push_back(number);
          else refused = true;
        }
        close();   // with the last checkpoint
      }
      const long made = fault_calls(operation) - before;
      fault_disarm();
      open();
      const auto there = numbers();
      EXPECT_TRUE(std::includes(there.begin(), there.end(), kept.begin(), kept.end())) << "operation " << operation << " call " << skip;
      EXPECT_TRUE(database().verify().empty());
      close();
      if (made <= skip) break;
      ++failed_at;
    }
    EXPECT_LT(failed_at, kMaximum);
    EXPECT_GT(failed_at, operation == FAULT_TRUNCATE ? 0 : 15);
  }
}

TEST_F(DbFacts, CheckpointsKeepTheLogShort) {
  open();
  const std::string text(400'000, 'x');
  for (int number = 0; number < 60; ++number) ASSERT_TRUE(add(number, std::to_string(number) + text).ok());   // 24 MB
  ASSERT_TRUE(add(100).ok());
  EXPECT_LT(fs::file_size(file() + "-wal"), 10U << 20);   // without checkpoints it would hold all of it
  EXPECT_GT(fs::file_size(file()), 15U << 20);
  close();
  EXPECT_FALSE(fs::exists(file() + "-wal"));   // a clean stop leaves one file
}

TEST_F(DbFacts, OneProcessAFolder) {
  open();
  EXPECT_NE(std::string::npos, refusal({kNotes}).find("another process"));
  const pid_t child = ::fork();
  if (child == 0) ::_exit(db::open({.location = data()}, {kNotes}).ok() ? 0 : 7);
  int status = 0;
  ASSERT_EQ(child, ::waitpid(child, &status, 0));
  EXPECT_EQ(7, WEXITSTATUS(status));
  EXPECT_TRUE(add(1).ok());
  close();
  open();
}

TEST_F(DbFacts, AnUncleanStopIsNoticedAndChecked) {
  die_after_adding(5);
  open();
  EXPECT_TRUE(database().health().unclean_start);
  EXPECT_EQ(5U, numbers().size());
  close();
  open();
  EXPECT_FALSE(database().health().unclean_start);
  EXPECT_EQ(5U, numbers().size());
}

void overwrite_page(const std::string& file, int page) {
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekp(static_cast<std::streamoff>(page - 1) * 4096);
  stream << std::string(4096, '\xff');
}

TEST_F(DbFacts, DamageAfterAnUncleanStopRefusesToStart) {
  open();
  for (int number = 100; number < 300; ++number) ASSERT_TRUE(add(number, std::to_string(number) + std::string(500, 'x')).ok());
  close();
  const auto last_page = static_cast<int>(fs::file_size(file()) / 4096);
  die_after_adding(1);
  overwrite_page(file(), last_page);
  EXPECT_NE(std::string::npos, refusal({kNotes}).find("damaged"));
}

TEST_F(DbFacts, VerifyFindsADamagedPage) {
  open();
  for (int number = 100; number < 300; ++number) ASSERT_TRUE(add(number, std::to_string(number) + std::string(500, 'x')).ok());
  EXPECT_TRUE(database().verify().empty());
  close();
  overwrite_page(file(), static_cast<int>(fs::file_size(file()) / 4096));
  open();   // a clean stop is believed: checking a large file takes minutes
  EXPECT_FALSE(database().verify().empty());
}

TEST_F(DbFacts, NewerAndForeignFilesAreRefused) {
  open();
  close();
  {
    db::sqlite::Connection writer(file(), db::sqlite::Role::writer);
    writer.execute_script("PRAGMA user_version=2");
  }
  EXPECT_NE(std::string::npos, refusal({kNotes}).find("newer program"));
  {
    db::sqlite::Connection writer(file(), db::sqlite::Role::writer);
    writer.execute_script("PRAGMA user_version=1; PRAGMA application_id=7");
  }
  EXPECT_NE(std::string::npos, refusal({kNotes}).find("another program"));
  fs::remove_all(data());
  fs::create_directories(data());
  std::ofstream(file()) << "This is not a database, and long enough to be looked at as one. " << std::string(4096, '.');
  EXPECT_NE(std::string::npos, refusal({kNotes}).find("not a database"));
}

TEST_F(DbFacts, ATableWithoutStrictIsRefused) {
  constexpr db::Migration kLoose{"20260102T0000__loose", "CREATE TABLE loose (a INTEGER);", {}, "bbbb"};
  EXPECT_NE(std::string::npos, refusal({kNotes, kLoose}).find("STRICT"));
  open();
}

TEST_F(DbFacts, OnlyTheOwnerReadsTheFiles) {
  open();
  ASSERT_TRUE(add(1).ok());
  for (const char* suffix : {"", "-wal", "-shm"}) {
    struct stat status {};
    ASSERT_EQ(0, ::stat((file() + suffix).c_str(), &status));
    EXPECT_EQ(0600U, status.st_mode & 0777) << suffix;
  }
}

TEST_F(DbFacts, ABackupIsWholeAndNeverOverwrites) {
  open();
  for (int number = 0; number < 100; ++number) ASSERT_TRUE(add(number).ok());
  const std::string copy = folder_.path() + "/copy/data";
  fs::create_directories(copy);
  ASSERT_TRUE(database().backup_to(copy + "/ocop.db").ok());
  EXPECT_EQ(ErrorKind::conflict, database().backup_to(copy + "/ocop.db").error().kind);
  EXPECT_FALSE(database().backup_to(folder_.path() + "/nowhere/ocop.db").ok());
  ASSERT_TRUE(add(100).ok());
  close();
  database_ = test::open_or_throw({.location = copy}, {kNotes});
  EXPECT_EQ(100U, numbers().size());
  EXPECT_TRUE(database().verify().empty());
}

// A copy that is acknowledged is on disk: its own last sync and its folder's may not fail unnoticed. (SQLite itself overlooks a failed
// sync of the folder of its journal; the copy has its final name only after ours.)
TEST_F(DbFacts, ABackupWhoseSyncFailsIsRefused) {
  open();
  for (int number = 0; number < 100; ++number) ASSERT_TRUE(add(number).ok());
  const std::string copy = folder_.path() + "/copy.db";
  const long before = fault_calls(FAULT_SYNC);
  ASSERT_TRUE(database().backup_to(copy).ok());
  const long syncs = fault_calls(FAULT_SYNC) - before;
  ASSERT_GE(syncs, 2);   // the file and its folder
  for (long skip = 0; skip < syncs; ++skip) {
    fs::remove(copy);
    fault_arm(FAULT_SYNC, EIO, skip, FAULT_ONCE);
    const bool done = database().backup_to(copy).ok();
    fault_disarm();
    EXPECT_FALSE(done && skip >= syncs - 2) << "sync " << skip;
    EXPECT_EQ(done || skip + 1 == syncs, fs::exists(copy)) << "sync " << skip;   // the folder is synced after the copy has got its name
  }
  EXPECT_EQ(std::nullopt, failure_of_add(1000));
}

TEST_F(DbFacts, ALookThatNeverEndsIsBoundedByTheEngine) {
  open();
  db::sqlite::Connection reader(file(), db::sqlite::Role::reader);
  reader.set_deadline(std::chrono::steady_clock::now() + std::chrono::milliseconds(20));
  constexpr Statement kForever{"test.forever", "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"};
  try {
    (void)reader.first([](const db::Row& row) { return row.integer(0); }, kForever);
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(Failure::Kind::unavailable, failure.kind());
  }
}

// A register of 20,000 products was brought in, and the server kept 19 MB of its pages for good.
TEST_F(DbFacts, TheWriterGivesTheLastLargeActBack) {
  open();
  close();
  db::sqlite::Connection writer(file(), db::sqlite::Role::writer);
  const auto held = [&] {
    int now = 0, most = 0;
    sqlite3_db_status(writer.handle(), SQLITE_DBSTATUS_CACHE_USED, &now, &most, 0);
    return now;
  };
  constexpr int kMegabyte = 1 << 20;
  writer.execute_script("INSERT INTO note (number, text) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000)"
                        " SELECT i, hex(randomblob(2000)) FROM n");
  ASSERT_GT(held(), 12 * kMegabyte);
  writer.give_back_pages();
  EXPECT_LT(held(), kMegabyte);
  writer.execute_script("INSERT INTO note (number, text) VALUES (0, 'small')");
  const int small = held();
  writer.give_back_pages();
  EXPECT_EQ(held(), small) << "the next act finds its pages warm";
}

}  // namespace
