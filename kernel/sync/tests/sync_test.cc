#include "kernel/sync/sync.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <memory>
#include <thread>

#include "kernel/db/columns.h"
#include "kernel/json/json.h"
#include "tests/support/test_database.h"

namespace ocop::sync {
namespace {

constexpr Instant kNow{1'795'000'000'000};
constexpr std::int64_t kHour = 3'600'000;

Uuid uuid(std::uint8_t n) {
  Uuid id;
  id.bytes[0] = 1;
  id.bytes[15] = n;
  return id;
}
const AccountId kPerson{uuid(200)};

// One table of numbers that acts write to, so that "done twice" and "half done" can be seen.
constexpr db::Migration kNumbers{
    "20261101T0000__test_numbers",
    "CREATE TABLE test_number (subject TEXT PRIMARY KEY, value INTEGER NOT NULL, writes INTEGER NOT NULL) STRICT;",
    {},
    "x"};
constexpr db::Statement kRead{"test.read", "SELECT value, writes FROM test_number WHERE subject = $1"};
constexpr db::Statement kPut{"test.put",
                             "INSERT INTO test_number (subject, value, writes) VALUES ($1, $2, 1)"
                             " ON CONFLICT (subject) DO UPDATE SET value = excluded.value, writes = test_number.writes + 1"};

struct Number { std::int64_t value = 0, writes = 0; };

// {"value": n, "seen": n}: sets a number. conflict when another value than `seen` stands there; value 13 is refused after it was written.
class NumberHandler final : public Handler {
 public:
  bool may(db::Reader&, const Actor& actor, const Act&) const override { return actor.has(Role::producer_member); }
  Result<std::string> perform(db::Transaction& transaction, const Actor&, const Act& act, Insist insist) const override {
    auto body = json::parse(act.body);
    const std::int64_t value = body->root()["value"].integer().value_or(0), seen = body->root()["seen"].integer().value_or(0);
    const auto stored = transaction.first(db::value<std::int64_t>, kRead, act.subject);
    transaction.execute(kPut, act.subject, value);
    if (value == 13) return Error::of(ErrorKind::invalid_input, {"value", "13", "", {"mười ba là không được", "thirteen is not allowed"}});
    if (insist == Insist::no && stored.value_or(0) != seen) return Error::of(ErrorKind::conflict, "changed");
    return R"({"value":)" + std::to_string(value) + "}";
  }
};

// Everybody had the grants that the test says, at any moment before `until`.
class Past final : public PastRights {
 public:
  Actor as_of(db::Reader&, const Actor& actor, Instant then) const override {
    Actor was = actor;
    was.grants = then < until ? before : actor.grants;
    return was;
  }
  std::vector<Grant> before;
  Instant until{0};
};

class SyncStore : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = sync::migrations();
    all.push_back(kNumbers);
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    member.account = kPerson;
    member.grants = {{.role = Role::producer_member}};
    past.before = member.grants;
    sync = std::make_unique<Sync>(Sync::Parts{database(), clock, past});
    sync->handle("number.set", handler);
  }
  static Act act(std::uint8_t id, std::string subject, std::int64_t value, std::int64_t seen = 0) {
    return {uuid(id), "number.set", std::move(subject), {kNow.milliseconds - kHour},
            R"({"value":)" + std::to_string(value) + R"(,"seen":)" + std::to_string(seen) + "}"};
  }
  std::vector<Answer> send(std::vector<Act> acts) { return sync->receive(member, {uuid(100), kNow, std::move(acts)}); }
  Number number(const std::string& subject) {
    return database().read([&](db::Reader& reader) {
      return reader.first([](const db::Row& row) { return Number{row.integer(0), row.integer(1)}; }, kRead, subject).value_or(Number{});
    });
  }

  FixedClock clock{kNow};
  Past past;
  NumberHandler handler;
  Actor member;
  std::unique_ptr<Sync> sync;
};
OCOP_ON_BOTH_ENGINES(SyncStore);

TEST_P(SyncStore, ABadActBlocksNobodyBehindIt) {
  Act unknown = act(3, "c", 3);
  unknown.kind = "number.paint";
  const auto answers = send({act(1, "a", 1), act(2, "b", 13), unknown, act(4, "d", 4, 9), act(5, "e", 5)});
  ASSERT_EQ(answers.size(), 5u);
  const Outcome expected[] = {Outcome::accepted, Outcome::refused, Outcome::refused, Outcome::set_aside, Outcome::accepted};
  for (std::size_t i = 0; i < answers.size(); ++i) EXPECT_EQ(answers[i].outcome, expected[i]) << i;
  EXPECT_EQ(answers[0].result, R"({"value":1})");
  EXPECT_EQ(answers[1].reason_vi, "mười ba là không được");
  EXPECT_EQ(number("b").writes, 0) << "what a refused act wrote is taken back";
  EXPECT_EQ(number("d").writes, 0);
  EXPECT_EQ(number("e").value, 5);
}

TEST_P(SyncStore, WhatIsSentAgainIsAnsweredAgainAndNotDoneAgain) {
  const std::vector<Act> acts{act(1, "a", 1), act(2, "b", 13), act(3, "c", 3, 9)};
  const auto first = send(acts);
  reopen();
  sync = std::make_unique<Sync>(Sync::Parts{database(), clock, past});
  sync->handle("number.set", handler);
  const auto second = send(acts);
  for (std::size_t i = 0; i < acts.size(); ++i) {
    EXPECT_FALSE(first[i].repeated);
    EXPECT_TRUE(second[i].repeated);
    EXPECT_EQ(first[i].outcome, second[i].outcome);
    EXPECT_EQ(first[i].result, second[i].result);
    EXPECT_EQ(first[i].reason_vi, second[i].reason_vi);
  }
  EXPECT_EQ(number("a").writes, 1);
}

TEST_P(SyncStore, AnIdThatStandsForAnotherActIsRefused) {
  send({act(1, "a", 1)});
  const auto answers = send({act(1, "a", 2, 1), act(2, "b", 2)});
  EXPECT_EQ(answers[0].outcome, Outcome::refused);
  EXPECT_EQ(answers[1].outcome, Outcome::accepted);
  EXPECT_EQ(number("a").value, 1);
  EXPECT_EQ(send({act(1, "a", 1)})[0].outcome, Outcome::accepted) << "the first one keeps its answer";
}

TEST_P(SyncStore, OnePersonsIdsAreNotAnothers) {
  send({act(1, "a", 1)});
  member.account = AccountId{uuid(201)};
  EXPECT_EQ(send({act(1, "b", 2)})[0].outcome, Outcome::accepted);
}

TEST_P(SyncStore, ARightThatEndedSetsAside) {
  member.grants.clear();   // it was there an hour ago and is not now
  past.until = kNow;
  const auto answers = send({act(1, "a", 1)});
  EXPECT_EQ(answers[0].outcome, Outcome::set_aside);
  EXPECT_EQ(answers[0].right, Right::lost);
  EXPECT_FALSE(answers[0].reason_en.empty());
  EXPECT_EQ(number("a").writes, 0);
  const auto decided = sync->decide(member, uuid(1), Sync::Decision::insist);
  ASSERT_FALSE(decided.ok()) << "who has no right now cannot insist";
  EXPECT_EQ(decided.error().kind, ErrorKind::forbidden);
  EXPECT_EQ(sync->count_waiting(member), 1);
}

TEST_P(SyncStore, ARightThatCameSinceIsShown) {
  past.before.clear();
  past.until = kNow;
  const auto answers = send({act(1, "a", 1)});
  EXPECT_EQ(answers[0].outcome, Outcome::accepted);
  EXPECT_EQ(answers[0].right, Right::gained);
  EXPECT_FALSE(answers[0].reason_vi.empty());
  member.grants.clear();
  EXPECT_EQ(send({act(2, "b", 1)})[0].right, Right::never);
}

TEST_P(SyncStore, APersonInsistsOrDrops) {
  send({act(1, "a", 1)});
  send({act(2, "a", 2, 9), act(3, "a", 3, 9)});
  auto waiting = sync->waiting(member);
  ASSERT_EQ(waiting.size(), 2u);
  EXPECT_EQ(waiting[0].body, R"({"value":2,"seen":9})");
  const auto mine = sync->decide(member, uuid(2), Sync::Decision::insist);
  ASSERT_TRUE(mine.ok());
  EXPECT_EQ(mine->outcome, Outcome::accepted);
  EXPECT_EQ(number("a").value, 2);
  ASSERT_TRUE(sync->decide(member, uuid(3), Sync::Decision::drop).ok());
  EXPECT_EQ(number("a").value, 2);
  EXPECT_EQ(sync->count_waiting(member), 0);
  EXPECT_EQ(sync->decide(member, uuid(3), Sync::Decision::insist).error().kind, ErrorKind::not_found) << "dropped is dropped";
  EXPECT_EQ(send({act(2, "a", 2, 9)})[0].outcome, Outcome::accepted) << "the phone learns what was decided";
  member.account = AccountId{uuid(201)};
  EXPECT_EQ(sync->decide(member, uuid(2), Sync::Decision::drop).error().kind, ErrorKind::not_found);
}

// A phone that lost the answer sends while its first sending is still at work.
TEST_P(SyncStore, TheSameBatchTwiceAtOnceIsDoneOnce) {
  std::vector<Act> acts;
  for (std::uint8_t i = 1; i <= 20; ++i) acts.push_back(act(i, "n" + std::to_string(i), 100 + i));
  std::vector<Answer> answers[3];
  std::vector<std::thread> phones;
  for (auto& mine : answers) phones.emplace_back([&] { mine = send(acts); });
  for (std::thread& phone : phones) phone.join();
  for (std::size_t i = 0; i < acts.size(); ++i) {
    EXPECT_EQ(number(acts[i].subject).writes, 1);
    int fresh = 0;
    for (const auto& mine : answers) {
      EXPECT_EQ(mine[i].outcome, Outcome::accepted);
      fresh += mine[i].repeated ? 0 : 1;
    }
    EXPECT_EQ(fresh, 1);
  }
}

// However a stream of acts is cut into batches, and whichever batches are sent again, every act is done once and in its order.
TEST_P(SyncStore, AnyCutAndAnyRepetitionGivesTheSameEnd) {
  int round = 0;
  const bool held = rc::check([&] {
    const std::string subject = "run" + std::to_string(round++);
    const int length = *rc::gen::inRange(1, 8);
    std::vector<Act> stream;
    for (int i = 0; i < length; ++i) {
      Act one = act(0, subject, i + 1, i);
      one.id.bytes[1] = static_cast<std::uint8_t>(round);
      one.id.bytes[2] = static_cast<std::uint8_t>(round >> 8);
      one.id.bytes[15] = static_cast<std::uint8_t>(i + 1);
      stream.push_back(one);
    }
    for (std::size_t from = 0; from < stream.size();) {
      const auto take = static_cast<std::size_t>(*rc::gen::inRange(1, 4));
      const std::size_t to = std::min(stream.size(), from + take);
      const std::vector<Act> some(stream.begin() + static_cast<std::ptrdiff_t>(from), stream.begin() + static_cast<std::ptrdiff_t>(to));
      for (int again = *rc::gen::inRange(1, 3); again > 0; --again)
        for (const Answer& answer : send(some)) RC_ASSERT(answer.outcome == Outcome::accepted);
      from = to;
    }
    RC_ASSERT(number(subject).value == length);
    RC_ASSERT(number(subject).writes == length);
  });
  EXPECT_TRUE(held);
}

}  // namespace
}  // namespace ocop::sync
