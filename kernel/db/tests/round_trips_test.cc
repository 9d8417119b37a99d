// How often an act or a look waits for the server. A round trip costs as much as 15 to 100 reads of SQLite, so they are counted, not felt.
#include <gtest/gtest.h>

#include "kernel/db/columns.h"
#include "kernel/db/postgresql_connection.h"
#include "tests/support/test_database.h"

namespace {

using namespace ocop;
using db::Failure;
using db::Statement;

constexpr db::Migration kNotes{"20260101T0000__notes",
                               "CREATE TABLE note (number INTEGER PRIMARY KEY, words TEXT NOT NULL DEFAULT '') STRICT;"
                               "CREATE TABLE page (note INTEGER NOT NULL REFERENCES note (number)) STRICT;",
                               {}, "aaaa"};
struct Note {
  std::int64_t number = 0;
  std::string words;
};
constexpr auto kNote = db::columns<Note>(db::column("number", &Note::number), db::column("words", &Note::words));
constexpr Statement kInsert{"note.insert", "INSERT INTO note ({columns}) VALUES ({arguments})", kNote};
constexpr Statement kInsertAll{"note.insert_all", "INSERT INTO note ({columns}) VALUES {rows}", kNote};
constexpr Statement kFind{"note.find", "SELECT {columns} FROM note WHERE number = $1", kNote};
constexpr Statement kLock{"note.lock", "SELECT {columns} FROM note WHERE number = $1 {lock}", kNote};
constexpr Statement kRename{"note.rename", "UPDATE note SET words = $1 WHERE number = $2"};
constexpr Statement kInsertPage{"page.insert", "INSERT INTO page (note) VALUES ($1)"};
constexpr Statement kCount{"note.count", "SELECT count(*) FROM note"};

class DbRoundTrips : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return {kNotes}; }
  void SetUp() override {
    test::DatabaseTest::SetUp();
    if (IsSkipped()) return;
    act([](db::Transaction& transaction) { transaction.execute(kInsert, kNote.of(kFirst)); });
  }
  template <class Act>
  void act(Act&& act) {
    const auto done = database().write([&](db::Transaction& transaction) -> Result<void> {
      act(transaction);
      return {};
    });
    ASSERT_TRUE(done.ok());
  }
  // What `work` costs on a connection that has just been made, and on one that knows its statements.
  template <class Work>
  std::vector<std::uint64_t> trips_of(Work&& work) {
    std::vector<std::uint64_t> out;
    for (int round = 0; round < 2; ++round) {
      const std::uint64_t before = database().metrics().round_trips;
      work();
      out.push_back(database().metrics().round_trips - before);
    }
    return out;
  }
  std::int64_t count() {
    return database().read([](db::Reader& reader) { return *reader.first(db::value<std::int64_t>, kCount); });
  }
  inline static const Note kFirst{1, ""};
};
INSTANTIATE_TEST_SUITE_P(engines, DbRoundTrips, testing::Values(db::Engine::postgresql), test::engine_name);

using Trips = std::vector<std::uint64_t>;

TEST_P(DbRoundTrips, ALookOfOneStatementIsOne) {
  EXPECT_EQ((Trips{1, 1}), trips_of([&] { database().read([](db::Reader& reader) { EXPECT_TRUE(reader.first(kNote, kFind, 1)); }); }));
}

TEST_P(DbRoundTrips, EachFurtherStatementOfALookIsOneMoreInTheSameSnapshot) {
  EXPECT_EQ((Trips{2, 2}), trips_of([&] {
    database().read([&](db::Reader& reader) {
      const auto before = reader.first(db::value<std::int64_t>, kCount);
      db::postgresql::Connection(location(), db::postgresql::Waits::bounded)
          .execute_script("INSERT INTO note (number) SELECT max(number) + 1 FROM note");
      EXPECT_EQ(before, reader.first(db::value<std::int64_t>, kCount));
    });
  }));
}

TEST_P(DbRoundTrips, QueriesMadeBeforeTheFirstRowIsAskedForAreOne) {
  EXPECT_EQ((Trips{1, 1}), trips_of([&] {
    database().read([](db::Reader& reader) {
      db::Rows first = reader.query(kFind, 1), all = reader.query(kCount), none = reader.query(kFind, 99), dropped = reader.query(kCount);
      EXPECT_FALSE(none.next());
      ASSERT_TRUE(all.next());
      EXPECT_EQ(1, all.row().integer(0));
      ASSERT_TRUE(first.next());
      EXPECT_EQ(1, kNote(first.row()).number);
    });
  }));
  EXPECT_EQ((Trips{2, 2}), trips_of([&] {
    act([](db::Transaction& transaction) {
      static constexpr Statement kRenamed{"note.renamed",
                                          "UPDATE note SET words = words || 'x' WHERE number = $1 RETURNING {columns}", kNote};
      db::Rows renamed = transaction.query(kRenamed, 1), missing = transaction.query(kRenamed, 99);
      EXPECT_TRUE(renamed.next());
      EXPECT_FALSE(missing.next());
    });
  }));
}

TEST_P(DbRoundTrips, AQueryBehindOneThatFailedHasNoRows) {
  static constexpr Statement kWrong{"note.wrong", "SELECT nothing FROM note"};
  try {
    database().read([](db::Reader& reader) {
      db::Rows wrong = reader.query(kWrong), behind = reader.query(kCount);
      EXPECT_THROW((void)wrong.next(), Failure);
      EXPECT_THROW((void)behind.next(), Failure);
      throw std::runtime_error("seen");
    });
    FAIL();
  } catch (const std::runtime_error&) {
  }
  EXPECT_EQ(1, count());
}

TEST_P(DbRoundTrips, NothingAskedCostsNothing) {
  EXPECT_EQ((Trips{0, 0}), trips_of([&] { database().read([](db::Reader&) {}); }));
  EXPECT_EQ((Trips{0, 0}), trips_of([&] { act([](db::Transaction&) {}); }));
  EXPECT_EQ((Trips{0, 0}), trips_of([&] {
    (void)database().write([](db::Transaction&) -> Result<void> { return Error::of(ErrorKind::conflict, "refused by a rule"); });
  }));
}

TEST_P(DbRoundTrips, ASaveThatLocksChangesAndNotesIsThree) {
  EXPECT_EQ((Trips{3, 3}), trips_of([&] {
    act([](db::Transaction& transaction) {
      const auto note = transaction.first(kNote, kLock, 1);
      ASSERT_TRUE(note);
      EXPECT_EQ(1, transaction.execute(kRename, note->words + "x", 1));
      transaction.send(kInsertPage, 1);
      transaction.announce("notes");
      transaction.send(kInsertPage, 1);
    });
  }));
}

TEST_P(DbRoundTrips, WhatNobodyWaitsForIsOneWithTheCommit) {
  int from = 2;
  EXPECT_EQ((Trips{1, 1}), trips_of([&] {
    std::vector<Note> notes;
    for (int i = 0; i < 1'000; ++i) notes.push_back({from++, std::string(200, 'x')});
    act([&](db::Transaction& transaction) { transaction.insert_all(kInsertAll, kNote, std::span<const Note>(notes)); });
  }));
  EXPECT_EQ(2'001, count());
}

TEST_P(DbRoundTrips, AnActThatIsGivenUpDoesNotWaitForItsEnd) {
  EXPECT_EQ((Trips{1, 1}), trips_of([&] {
    (void)database().write([](db::Transaction& transaction) -> Result<void> {
      EXPECT_EQ(1, transaction.execute(kRename, "never", 1));
      transaction.send(kInsertPage, 1);
      return Error::of(ErrorKind::conflict, "refused by a rule");
    });
  }));
  EXPECT_EQ("", database().read([](db::Reader& reader) { return reader.first(kNote, kFind, 1); })->words);
}

TEST_P(DbRoundTrips, MoreThanTheAnswersThatMayPileUpAreReadOnTheWay) {
  act([](db::Transaction& transaction) {
    for (int i = 0; i < 3'000; ++i) transaction.send(kInsertPage, 1);
    for (int i = 2; i < 1'000; ++i) {
      const Note note{i, ""};
      transaction.send(kInsert, kNote.of(note));
    }
  });
  EXPECT_EQ(999, count());
}

TEST_P(DbRoundTrips, WhatFailedInAnActThatWasGivenUpIsNotTheNextOnes) {
  for (int round = 0; round < 3; ++round) {
    const auto refused = database().write([](db::Transaction& transaction) -> Result<void> {
      transaction.send(kInsertPage, 77);   // there is no such note
      return Error::of(ErrorKind::conflict, "refused by a rule");
    });
    EXPECT_FALSE(refused.ok());
    EXPECT_EQ(1, count());
    act([](db::Transaction& transaction) { transaction.execute(kRename, "x", 1); });
  }
}

class DbSent : public DbRoundTrips {};
OCOP_ON_BOTH_ENGINES(DbSent);

// A failure of a statement that nobody waited for shows later, never not at all: at the next statement or at the end of the act.
TEST_P(DbSent, AFailureShowsAndNothingOfTheActIsKept) {
  for (const bool more : {false, true}) {
    try {
      (void)database().write([&](db::Transaction& transaction) -> Result<void> {
        const Note second{2, ""};
        transaction.execute(kInsert, kNote.of(second));
        transaction.send(kInsertPage, 77);   // there is no such note
        if (more) transaction.execute(kRename, "x", 1);
        return {};
      });
      FAIL();
    } catch (const Failure& failure) {
      EXPECT_EQ(Failure::Kind::constraint, failure.kind());
      EXPECT_NE(std::string::npos, std::string(failure.what()).find("page.insert")) << failure.what();
    }
    EXPECT_EQ(1, count());
  }
  act([](db::Transaction& transaction) { transaction.send(kInsertPage, 1); });   // the connection is as good as before
}

TEST_P(DbSent, ARefusedActKeepsNothingThatWasSent) {
  const auto refused = database().write([](db::Transaction& transaction) -> Result<void> {
    const Note second{2, ""};
    transaction.send(kInsert, kNote.of(second));
    return Error::of(ErrorKind::conflict, "refused by a rule");
  });
  EXPECT_FALSE(refused.ok());
  EXPECT_EQ(1, count());
  act([](db::Transaction& transaction) { transaction.execute(kRename, "x", 1); });
}

}  // namespace
