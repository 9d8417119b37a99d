// What db.h promises, one body on both engines.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/support/test_database.h"

namespace {

using namespace ocop;
using db::Failure;
using db::Statement;

constexpr db::Migration kThings{
    "20260101T0000__things",
    R"sql(CREATE TABLE thing (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  number INTEGER NOT NULL UNIQUE,   -- INTEGER in a comment, and a 'quote
  name TEXT NOT NULL,
  weight REAL,
  bytes BLOB,
  born INTEGER
) STRICT;
CREATE TABLE part (
  thing BLOB NOT NULL REFERENCES thing (id),
  place INTEGER NOT NULL,
  PRIMARY KEY (thing, place)
) STRICT, WITHOUT ROWID;
)sql",
    {}, "1111"};

constexpr Statement kInsert{"db.insert", "INSERT INTO thing (id, number, name, weight, bytes, born) VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr Statement kInsertOrNothing{"db.insert_or_nothing",
                                     "INSERT INTO thing (id, number, name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"};
constexpr Statement kByNumber{"db.by_number", "SELECT id, number, name, weight, bytes, born FROM thing WHERE number = $1"};
constexpr Statement kCount{"db.count", "SELECT count(*) FROM thing"};
constexpr Statement kNumbers{"db.numbers", "SELECT number FROM thing ORDER BY number"};
constexpr Statement kByIds{"db.by_ids", "SELECT number FROM thing WHERE id IN {ids} ORDER BY number"};
constexpr Statement kRename{"db.rename", "UPDATE thing SET name = $1 WHERE number = $2"};
constexpr Statement kAddPart{"db.add_part", "INSERT INTO part (thing, place) VALUES ($1, $2)"};

Uuid uuid_of(std::uint8_t first, std::uint8_t last = 0) {
  Uuid uuid;
  uuid.bytes.front() = first;
  uuid.bytes.back() = last;
  return uuid;
}

class DbContract : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return {kThings}; }

  void insert(std::int64_t number) {
    const auto done = database().write([&](db::Transaction& transaction) -> Result<void> {
      const Uuid id = uuid_of(static_cast<std::uint8_t>(number / 256), static_cast<std::uint8_t>(number));
      transaction.execute(kInsertOrNothing, id, number, "thing");
      return {};
    });
    ASSERT_TRUE(done.ok());
  }
  std::int64_t count() {
    return database().read([](db::Reader& reader) { return *reader.first([](const db::Row& row) { return row.integer(0); }, kCount); });
  }
  // The kind of the failure that `act` ends in; nullopt when it ends well.
  template <class Act>
  std::optional<Failure::Kind> failure_of(Act&& act) {
    try {
      const auto done = database().write([&](db::Transaction& transaction) -> Result<void> { return act(transaction); });
      EXPECT_TRUE(done.ok());
      return std::nullopt;
    } catch (const Failure& failure) {
      return failure.kind();
    }
  }
};
OCOP_ON_BOTH_ENGINES(DbContract);

TEST_P(DbContract, EveryKindOfValueComesBackAsItWentIn) {
  const std::string bytes("\0\xff'\\x00\n", 7);
  const std::string name = "Cà phê Đắk Lắk 'rang' \\ \"mộc\" 🍃";
  const auto id = ProductId{uuid_of(1, 255)};
  const auto done = database().write([&](db::Transaction& transaction) -> Result<void> {
    EXPECT_EQ(1, transaction.execute(kInsert, id, INT64_MIN, name, -0.1, db::Bind::blob(bytes), Instant{1'795'293'251'123}));
    EXPECT_EQ(1, transaction.execute(kInsert, uuid_of(2), INT64_MAX, "", 1e300, db::Bind::blob(""), Date{-5}));
    EXPECT_EQ(1, transaction.execute(kInsert, uuid_of(3), 0, std::string_view(), std::optional<double>(), db::Bind::blob("").as_null(),
                                     std::optional<Date>()));
    return {};
  });
  ASSERT_TRUE(done.ok());
  database().read([&](db::Reader& reader) {
    const auto look = [&](std::int64_t number, auto&& check) {
      db::Rows rows = reader.query(kByNumber, number);
      ASSERT_TRUE(rows.next());
      check(rows.row());
      EXPECT_FALSE(rows.next());
      EXPECT_FALSE(rows.next());
    };
    look(INT64_MIN, [&](const db::Row& row) {
      EXPECT_EQ(id, row.id<ProductId>(0));
      EXPECT_EQ(INT64_MIN, row.integer(1));
      EXPECT_EQ(name, row.text(2));
      EXPECT_EQ(-0.1, row.real(3));
      EXPECT_EQ(bytes, row.blob(4));
      EXPECT_EQ(Instant{1'795'293'251'123}, row.instant(5));
    });
    look(INT64_MAX, [&](const db::Row& row) {
      EXPECT_FALSE(row.is_null(2));
      EXPECT_EQ("", row.text(2));
      EXPECT_EQ(1e300, row.real(3));
      EXPECT_FALSE(row.is_null(4));
      EXPECT_EQ("", row.blob(4));
      EXPECT_EQ(Date{-5}, row.optional_date(5));
    });
    look(0, [&](const db::Row& row) {
      EXPECT_FALSE(row.is_null(2));   // an empty string_view is an empty text, never NULL
      EXPECT_TRUE(row.is_null(3));
      EXPECT_TRUE(row.is_null(4));
      EXPECT_EQ(0, row.real(3));
      EXPECT_EQ("", row.blob(4));
      EXPECT_EQ(std::nullopt, row.optional_instant(5));
    });
  });
}

TEST_P(DbContract, ArgumentsMayDieBeforeTheLastStep) {
  for (int number = 0; number < 3; ++number) insert(number);
  constexpr Statement kNamed{"db.named", "SELECT number FROM thing WHERE name = $1 ORDER BY number"};
  database().read([&](db::Reader& reader) {
    auto name = std::make_unique<std::string>("thing");
    db::Rows rows = reader.query(kNamed, *name);
    name->assign("other");
    name.reset();
    int seen = 0;
    while (rows.next()) EXPECT_EQ(seen++, rows.row().integer(0));
    EXPECT_EQ(3, seen);
  });
}

TEST_P(DbContract, TheSameStatementRunsInsideItsOwnLoop) {
  for (int number = 0; number < 4; ++number) insert(number);
  database().read([&](db::Reader& reader) {
    int pairs = 0;
    for (db::Rows outer = reader.query(kNumbers); outer.next();)
      for (db::Rows inner = reader.query(kNumbers); inner.next();) ++pairs;
    EXPECT_EQ(16, pairs);
  });
}

TEST_P(DbContract, ManyIdsInOneCall) {
  std::vector<Uuid> ids;
  const auto done = database().write([&](db::Transaction& transaction) -> Result<void> {
    for (int number = 0; number < 700; ++number) {
      ids.push_back(uuid_of(static_cast<std::uint8_t>(number / 256), static_cast<std::uint8_t>(number % 256)));
      transaction.execute(kInsertOrNothing, ids.back(), number, "thing");
    }
    return {};
  });
  ASSERT_TRUE(done.ok());
  const auto number = [](const db::Row& row) { return row.integer(0); };
  database().read([&](db::Reader& reader) {
    for (const std::size_t size : {0UL, 1UL, 3UL, 255UL, 256UL, 257UL, 700UL}) {
      const auto found = reader.by_ids(number, kByIds, std::span<const Uuid>(ids).first(size));
      ASSERT_EQ(size, found.size());
      for (std::size_t i = 0; i < size; ++i) EXPECT_EQ(static_cast<std::int64_t>(i), found[i]);
    }
  });
}

TEST_P(DbContract, AnErrorRollsBackItsActAndIsReturned) {
  insert(1);
  const auto refused = database().write([&](db::Transaction& transaction) -> Result<int> {
    transaction.execute(kInsertOrNothing, uuid_of(2), 2, "thing");
    return Error::of(ErrorKind::conflict, "no");
  });
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(ErrorKind::conflict, refused.error().kind);
  EXPECT_EQ(1, count());
}

TEST_P(DbContract, AnExceptionRollsBackItsActAndReachesTheCaller) {
  EXPECT_THROW((void)database().write([&](db::Transaction& transaction) -> Result<void> {
    transaction.execute(kInsertOrNothing, uuid_of(2), 2, "thing");
    throw std::logic_error("bug");
  }), std::logic_error);
  EXPECT_EQ(0, count());
  EXPECT_TRUE(database().health().writable);
  insert(1);
  EXPECT_EQ(1, count());
}

TEST_P(DbContract, CountsOfChangedRowsTellExpectedConflicts) {
  insert(1);
  const auto done = database().write([&](db::Transaction& transaction) -> Result<void> {
    EXPECT_EQ(0, transaction.execute(kInsertOrNothing, uuid_of(9), 1, "thing"));
    EXPECT_EQ(1, transaction.execute(kRename, "other", 1));
    EXPECT_EQ(0, transaction.execute(kRename, "other", 2));
    EXPECT_EQ(0, transaction.execute(kCount));
    return {};
  });
  ASSERT_TRUE(done.ok());
}

TEST_P(DbContract, ABrokenConstraintIsAConstraintFailure) {
  insert(1);
  const auto twice = [&](db::Transaction& transaction) -> Result<void> {
    transaction.execute(kInsert, uuid_of(9), 1, "thing", std::optional<double>(), db::Bind::blob("").as_null(), std::optional<Instant>());
    return {};
  };
  EXPECT_EQ(Failure::Kind::constraint, failure_of(twice));
  const auto orphan = [&](db::Transaction& transaction) -> Result<void> {
    transaction.execute(kAddPart, uuid_of(77), 1);
    return {};
  };
  EXPECT_EQ(Failure::Kind::constraint, failure_of(orphan));
  const auto short_id = [&](db::Transaction& transaction) -> Result<void> {
    transaction.execute(kInsertOrNothing, db::Bind::blob("short"), 5, "thing");
    return {};
  };
  EXPECT_EQ(Failure::Kind::constraint, failure_of(short_id));
  EXPECT_EQ(1, count());
}

TEST_P(DbContract, AValueOfTheWrongTypeIsABug) {
  const auto text_as_number = [&](db::Transaction& transaction) -> Result<void> {
    transaction.execute(kInsertOrNothing, uuid_of(1), "one", "thing");
    return {};
  };
  EXPECT_EQ(Failure::Kind::other, failure_of(text_as_number));
  insert(1);
  database().read([&](db::Reader& reader) {
    db::Rows rows = reader.query(kByNumber, 1);
    ASSERT_TRUE(rows.next());
    EXPECT_THROW((void)rows.row().text(1), Failure);
    EXPECT_THROW((void)rows.row().integer(2), Failure);
    EXPECT_THROW((void)rows.row().blob(2), Failure);
    EXPECT_THROW((void)rows.row().real(0), Failure);
    EXPECT_THROW((void)rows.row().integer(6), Failure);
    EXPECT_THROW((void)rows.row().is_null(-1), Failure);
  });
}

TEST_P(DbContract, AnActThatSwallowsAFailureIsNotKept) {
  insert(1);
  const auto stubborn = [&](db::Transaction& transaction) -> Result<void> {
    transaction.execute(kInsertOrNothing, uuid_of(2), 2, "thing");
    try {
      transaction.execute(kInsert, uuid_of(9), 1, "thing", std::optional<double>(), db::Bind::blob("").as_null(), std::optional<Instant>());
    } catch (const Failure&) {
    }
    return {};
  };
  EXPECT_EQ(Failure::Kind::other, failure_of(stubborn));
  EXPECT_EQ(1, count());
}

TEST_P(DbContract, ReadersCannotWrite) {
  insert(1);
  EXPECT_THROW(database().read([&](db::Reader& reader) {
    constexpr Statement kSneak{"db.sneak", "DELETE FROM thing RETURNING number"};
    for (db::Rows rows = reader.query(kSneak); rows.next();) ADD_FAILURE();
  }), Failure);
  EXPECT_EQ(1, count());
}

TEST_P(DbContract, AReadSeesOneSnapshot) {
  insert(1);
  database().read([&](db::Reader& reader) {
    const auto number = [](const db::Row& row) { return row.integer(0); };
    EXPECT_EQ(1, reader.first(number, kCount));
    std::thread([&] { insert(2); }).join();
    EXPECT_EQ(1, reader.first(number, kCount));
  });
  EXPECT_EQ(2, count());
}

TEST_P(DbContract, AnActSeesItsOwnWritesAndTheOnesBefore) {
  insert(1);
  const auto seen = database().write([&](db::Transaction& transaction) -> Result<std::int64_t> {
    transaction.execute(kInsertOrNothing, uuid_of(0, 2), 2, "thing");
    return *transaction.first([](const db::Row& row) { return row.integer(0); }, kCount);
  });
  ASSERT_TRUE(seen.ok());
  EXPECT_EQ(2, *seen);
}

TEST_P(DbContract, NullArgumentsSayTheirType) {
  insert(1);
  constexpr Statement kFilter{"db.filter", "SELECT count(*) FROM thing WHERE ($1 IS NULL OR number = $1) AND ($2 IS NULL OR name = $2)"
                                           " AND ($3 IS NULL OR id = $3) AND (weight = $4 OR $4 IS NULL)"};
  const auto number = [](const db::Row& row) { return row.integer(0); };
  const auto inside_and_out = [&](auto&&... args) {
    const auto in_read = database().read([&](db::Reader& reader) { return *reader.first(number, kFilter, args...); });
    const auto in_act = database().write([&](db::Transaction& transaction) -> Result<std::int64_t> {
      return *transaction.first(number, kFilter, args...);
    });
    EXPECT_EQ(in_read, *in_act);
    return in_read;
  };
  const std::optional<int> no_number;
  const std::optional<std::string_view> no_name;
  const std::optional<Uuid> no_id;
  const std::optional<double> no_weight;
  EXPECT_EQ(1, inside_and_out(no_number, no_name, no_id, no_weight));
  EXPECT_EQ(1, inside_and_out(1, no_name, no_id, no_weight));
  EXPECT_EQ(0, inside_and_out(2, no_name, no_id, no_weight));
  EXPECT_EQ(1, inside_and_out(no_number, "thing", no_id, no_weight));
  EXPECT_EQ(1, inside_and_out(1, "thing", uuid_of(0, 1), no_weight));
  EXPECT_EQ(0, inside_and_out(no_number, no_name, uuid_of(0, 9), 1.5));
}

TEST_P(DbContract, AggregatesHaveTheTypesOneAsksFor) {
  for (int number = 1; number <= 4; ++number) insert(number);
  constexpr Statement kSums{"db.sums",
                            "SELECT sum(number), avg(number), count(*) = 4, max(name), sum(number * 2500000000000000) FROM thing"};
  database().read([&](db::Reader& reader) {
    db::Rows rows = reader.query(kSums);
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(10, rows.row().integer(0));
    EXPECT_EQ(2.5, rows.row().real(1));
    EXPECT_EQ(1, rows.row().integer(2));
    EXPECT_EQ("thing", rows.row().text(3));
    EXPECT_EQ(25'000'000'000'000'000, rows.row().integer(4));
  });
}

TEST_P(DbContract, ParametersMustAppearInOrder) {
  if (engine() != db::Engine::sqlite) return;   // the engine that would number them otherwise
  constexpr Statement kMixed{"db.mixed", "UPDATE thing SET name = $2 WHERE number = $1"};
  EXPECT_EQ(Failure::Kind::other, failure_of([&](db::Transaction& transaction) -> Result<void> {
    transaction.execute(kMixed, 1, "x");
    return {};
  }));
}

TEST_P(DbContract, TheCountOfArgumentsIsChecked) {
  EXPECT_EQ(Failure::Kind::other, failure_of([&](db::Transaction& transaction) -> Result<void> {
    transaction.execute(kRename, "x");
    return {};
  }));
}

TEST_P(DbContract, TextComposedAtRunTimeNeverMeetsAnothersPlan) {
  for (int number = 0; number < 3; ++number) insert(number);
  database().read([&](db::Reader& reader) {
    for (int round = 0; round < 2000; ++round) {   // addresses repeat; more texts than are kept prepared
      const std::string sql = "SELECT " + std::to_string(round % 700) + " FROM thing LIMIT 1";
      EXPECT_EQ(round % 700, reader.first([](const db::Row& row) { return row.integer(0); }, Statement{"db.composed", sql}));
    }
  });
}

TEST_P(DbContract, ConcurrentIncrementsAreAllKept) {
  insert(0);
  constexpr Statement kWeight{"db.weight", "SELECT weight FROM thing WHERE number = 0 {lock}"};
  constexpr Statement kWeightNow{"db.weight_now", "SELECT weight FROM thing WHERE number = 0"};   // no row locks in a read-only look
  constexpr Statement kSetWeight{"db.set_weight", "UPDATE thing SET weight = $1 WHERE number = 0"};
  constexpr int kThreads = 6, kRounds = 20;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread)
    threads.emplace_back([&] {
      for (int round = 0; round < kRounds; ++round) {
        const auto done = database().write([&](db::Transaction& transaction) -> Result<void> {
          const double weight = *transaction.first([](const db::Row& row) { return row.real(0); }, kWeight);
          transaction.execute(kSetWeight, weight + 1);
          return {};
        });
        EXPECT_TRUE(done.ok());
      }
    });
  for (std::thread& thread : threads) thread.join();
  database().read([&](db::Reader& reader) {
    EXPECT_EQ(kThreads * kRounds, *reader.first([](const db::Row& row) { return row.real(0); }, kWeightNow));
  });
}

TEST_P(DbContract, ActsThatDeadlockRunAgain) {
  insert(1);
  insert(2);
  std::atomic<int> runs{0}, first_locks{0};
  const auto rename_both = [&](int first, int second) {
    const auto done = database().write([&](db::Transaction& transaction) -> Result<void> {
      ++runs;
      transaction.execute(kRename, "a", first);
      if (engine() == db::Engine::postgresql && ++first_locks <= 2)   // both hold their first row before either asks for its second
        for (int wait = 0; wait < 200 && first_locks < 2; ++wait) std::this_thread::sleep_for(std::chrono::milliseconds(5));
      transaction.execute(kRename, "b", second);
      return {};
    });
    EXPECT_TRUE(done.ok());
  };
  std::thread one([&] { rename_both(1, 2); });
  std::thread two([&] { rename_both(2, 1); });
  one.join();
  two.join();
  EXPECT_GE(runs, engine() == db::Engine::postgresql ? 3 : 2);
}

TEST_P(DbContract, WhatWasWrittenIsThereAfterOpeningAgain) {
  insert(1);
  reopen();
  EXPECT_EQ(1, count());
  EXPECT_FALSE(database().health().unclean_start);
  EXPECT_TRUE(database().verify().empty());
}

}  // namespace
