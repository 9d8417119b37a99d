#include "kernel/throttle/throttle.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "kernel/db/columns.h"
#include "tests/support/test_database.h"

namespace {

using namespace ocop;
using throttle::Bucket;
using throttle::Limit;
using throttle::Throttle;

constexpr Limit kLogin{5, 300'000}, kNetwork{30, 10'000};
constexpr db::Statement kCount{"test.count", "SELECT count(*) FROM throttle_bucket"};
const std::string kKey(32, 'k');

std::vector<Bucket> attempt(std::string_view login, std::string_view network) {
  return {{"login", login, kLogin}, {"network", network, kNetwork}};
}

class ThrottleTest : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return throttle::migrations(); }
  std::int64_t rows() {
    return database().read([](db::Reader& reader) { return *reader.first(db::value<std::int64_t>, kCount); });
  }
};
OCOP_ON_BOTH_ENGINES(ThrottleTest);

TEST_P(ThrottleTest, ARefusedAttemptTakesNothing) {
  Throttle throttle(database(), kKey);
  const Instant now{1'000'000'000};
  for (int i = 0; i < 5; ++i) EXPECT_EQ(0, throttle.take(attempt("an", "n"), now));
  const auto before = database().metrics().acts;
  for (int i = 0; i < 100; ++i) EXPECT_EQ(kLogin.step, throttle.take(attempt("an", "n"), now));
  EXPECT_EQ(before, database().metrics().acts);   // nor does it write
  for (int i = 0; i < 25; ++i) EXPECT_EQ(0, throttle.take(attempt("other" + std::to_string(i), "n"), now));   // the network has 25 left
  EXPECT_EQ(kNetwork.step, throttle.take(attempt("last", "n"), now));
  EXPECT_EQ(0, throttle.take(attempt("last", "m"), now));
}

TEST_P(ThrottleTest, EveryProcessCountsTheSame) {
  const auto opened = engine() == db::Engine::postgresql ? test::open_or_throw({.location = location()}, migrations()) : nullptr;
  Throttle one(database(), kKey), two(opened ? *opened : database(), kKey);
  const Instant now{1'000'000'000};
  for (int i = 0; i < 5; ++i) EXPECT_EQ(0, (i % 2 ? one : two).take(attempt("an", "n"), now));
  EXPECT_LT(0, one.take(attempt("an", "n"), now));
  EXPECT_LT(0, two.take(attempt("an", "n"), now));
}

TEST_P(ThrottleTest, AttemptsAtTheSameMomentAreCounted) {
  Throttle throttle(database(), kKey);
  std::atomic<int> admitted{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i) admitted += throttle.take(attempt("an", "n"), Instant{5'000'000}) == 0 ? 1 : 0;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(kLogin.burst, admitted.load());
}

TEST_P(ThrottleTest, WhatTurnedOutWellIsGivenBack) {
  Throttle throttle(database(), kKey);
  const Instant now{1'000'000'000};
  for (int round = 0; round < 30; ++round) {   // more than either burst
    ASSERT_EQ(0, throttle.take(attempt("an", "n"), now)) << round;
    const std::array returned{Throttle::Returned{{"login", "an", kLogin}, Throttle::Back::all},
                              Throttle::Returned{{"network", "n", kNetwork}, Throttle::Back::one}};
    throttle.give_back(returned);
  }
  for (int i = 0; i < 5; ++i) EXPECT_EQ(0, throttle.take(attempt("an", "n"), now));
  EXPECT_LT(0, throttle.take(attempt("an", "n"), now));
}

TEST_P(ThrottleTest, TheTableHoldsWhatIsBeingCountedAndNoMore) {
  Throttle throttle(database(), kKey);
  std::int64_t now = 1'000'000'000;
  for (int i = 0; i < 50; ++i) EXPECT_EQ(0, throttle.take(attempt("login" + std::to_string(i), "net" + std::to_string(i)), {now}));
  EXPECT_EQ(100, rows());
  now += kLogin.burst * kLogin.step;
  for (int i = 0; i < 20; ++i) EXPECT_EQ(0, throttle.take(attempt("an" + std::to_string(i), "m"), {now += 1'000}));
  EXPECT_GE(21, rows());
}

TEST_P(ThrottleTest, NothingTypedAndNoAddressCanBeReadFromTheTable) {
  struct Row { std::string bytes; };
  static constexpr auto kBytes = db::columns<Row>(db::column("bucket", &Row::bytes, db::kBlob));
  static constexpr db::Statement kAll{"test.all", "SELECT {columns} FROM throttle_bucket", kBytes};
  Throttle throttle(database(), kKey), other(database(), std::string(32, 'o'));
  const Instant now{1'000'000'000};
  (void)throttle.take(attempt("matkhau-cua-toi", "203.0.113.7"), now);
  (void)other.take(attempt("matkhau-cua-toi", "203.0.113.7"), now);
  const auto all = database().read([](db::Reader& reader) { return reader.all(kBytes, kAll); });
  std::set<std::string> keys;
  for (const Row& row : all) {
    EXPECT_EQ(16U, row.bytes.size());
    keys.insert(row.bytes);
  }
  EXPECT_EQ(4U, keys.size());   // another key gives other rows: without it a guess cannot be tried against the table
}

TEST(ThrottleRules, ABurstThenATrickle) {
  const Limit limit{3, 1000};
  std::int64_t reached = 0, now = 1'000'000;
  for (int i = 0; i < 3; ++i) {
    const auto admission = throttle::admit(limit, reached, {now});
    ASSERT_EQ(admission.wait, 0) << i;
    reached = admission.reached;
  }
  EXPECT_EQ(throttle::admit(limit, reached, {now}).wait, 1000);
  EXPECT_EQ(throttle::admit(limit, reached, {now + 400}).wait, 600);
  EXPECT_EQ(throttle::admit(limit, reached, {now + 1000}).wait, 0);
  EXPECT_EQ(throttle::admit(limit, reached, {now + 1'000'000}).reached, now + 1'001'000);   // full again after a rest
}

// The story: the clock of a machine was a day ahead, somebody signed in, the clock was put right: "try again in 24 h".
TEST(ThrottleRules, AClockThatIsSetBackCostsNoDay) {
  const Limit limit{3, 1000};
  constexpr std::int64_t kDay = 86'400'000, kNow = 1'000'000'000;
  const auto counted = throttle::admit(limit, 0, {kNow + kDay});
  const auto after = throttle::admit(limit, counted.reached, {kNow});
  EXPECT_EQ(after.wait, 0);
  const auto next = throttle::admit(limit, after.reached, {kNow});
  EXPECT_EQ(next.wait, limit.step);   // nor is the bucket full again: it is no way to guess on
  EXPECT_EQ(throttle::admit(limit, after.reached, {kNow + limit.step}).wait, 0);
}

// Two processes whose clocks differ by a little: the slower one lets nobody in for that.
TEST(ThrottleRules, ClocksThatDifferALittleGiveNothingAway) {
  const Limit limit{1, 1000};
  const auto ahead = throttle::admit(limit, 0, {1'000'050});
  EXPECT_EQ(throttle::admit(limit, ahead.reached, {1'000'000}).wait, 1050);
}

RC_GTEST_PROP(ThrottleRules, NeverMoreThanBurstAndRate, ()) {
  const Limit limit{*rc::gen::inRange<std::int64_t>(1, 8), *rc::gen::inRange<std::int64_t>(1, 500)};
  std::int64_t reached = 0, now = 1'000'000, admitted = 0;
  const std::int64_t start = now;
  for (int i = 0; i < 200; ++i) {
    now += *rc::gen::inRange<std::int64_t>(0, 50);
    const auto admission = throttle::admit(limit, reached, {now});
    RC_ASSERT(admission.wait >= 0);
    if (admission.wait > 0) RC_ASSERT(admission.reached == reached);
    reached = admission.reached;
    admitted += admission.wait == 0 ? 1 : 0;
    RC_ASSERT(admitted <= limit.burst + (now - start) / limit.step);
  }
}

TEST(ThrottleRules, Networks) {
  const struct { std::string_view address, network; } rows[] = {
      {"203.0.113.7", "203.0.113.7"}, {"::ffff:203.0.113.7", "203.0.113.7"}, {"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"},
      {"2001:0db8:0001:0002::1", "2001:db8:1:2::/64"}, {"2001:db8::1", "2001:db8:0:0::/64"}, {"::1", "0:0:0:0::/64"},
      {"fe80::1%eth0", "fe80:0:0:0::/64"}, {"", ""},
  };
  for (const auto& row : rows) EXPECT_EQ(throttle::network_of(row.address), row.network) << row.address;
}

}  // namespace
