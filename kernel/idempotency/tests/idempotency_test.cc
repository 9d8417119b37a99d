#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "kernel/idempotency/idempotency.h"
#include "tests/support/test_database.h"

namespace ocop::idempotency {
namespace {

const AccountId kHa{Uuid{{1}}}, kMinh{Uuid{{2}}};
constexpr Instant kNow{1'800'000'000'000};

class Idempotency : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return idempotency::migrations(); }
  Result<Outcome> ask(AccountId account, std::string key, std::string digest = "d", Instant now = kNow, std::string route = "POST /x") {
    return database().write([&](db::Transaction& transaction) {
      return once(transaction, account, {key, route, digest}, now, [&](db::Transaction&) -> Result<std::string> {
        return "made " + std::to_string(++acts_);
      });
    });
  }
  static std::string memo(const Result<Outcome>& outcome) {
    return outcome ? outcome->memo : std::string(traits(outcome.error().kind).name);
  }
  std::atomic<int> acts_{0};
};

TEST_P(Idempotency, TheSameAttemptActsOnce) {
  const auto first = ask(kHa, "k"), second = ask(kHa, "k");
  EXPECT_EQ(memo(first), "made 1");
  EXPECT_EQ(memo(second), "made 1");
  EXPECT_EQ(first->how, Outcome::How::now);
  EXPECT_EQ(second->how, Outcome::How::before);
  EXPECT_EQ(acts_, 1);
}

TEST_P(Idempotency, WithoutAKeyEachActs) {
  EXPECT_EQ(memo(ask(kHa, "")), "made 1");
  EXPECT_EQ(memo(ask(kHa, "")), "made 2");
}

TEST_P(Idempotency, AnotherQuestionWithTheSameKeyIsAConflict) {
  EXPECT_TRUE(ask(kHa, "k", "one"));
  EXPECT_EQ(memo(ask(kHa, "k", "two")), "conflict");
  EXPECT_EQ(acts_, 1);
}

TEST_P(Idempotency, AKeyIsOfOneAccountAndOneRoute) {
  EXPECT_EQ(memo(ask(kHa, "k")), "made 1");
  EXPECT_EQ(memo(ask(kMinh, "k")), "made 2");
  EXPECT_EQ(memo(ask(kHa, "k", "d", kNow, "POST /y")), "made 3");
}

TEST_P(Idempotency, ARefusedActLeavesItsKeyFree) {
  const auto refused = database().write([&](db::Transaction& transaction) {
    return once(transaction, kHa, {"k", "POST /x", "d"}, kNow,
                [](db::Transaction&) -> Result<std::string> { return Error::of(ErrorKind::conflict, "not now"); });
  });
  EXPECT_FALSE(refused);
  EXPECT_EQ(memo(ask(kHa, "k")), "made 1");
}

TEST_P(Idempotency, WhatWasAnsweredIsKnownBeforeItIsDoneAgain) {
  const auto known = [&](std::string key, std::string digest = "d", Instant now = kNow) {
    const auto found = database().read([&](db::Reader& reader) { return answered(reader, kHa, {key, "POST /x", digest}, now); });
    return !found ? std::string(traits(found.error().kind).name) : found->value_or("nothing");
  };
  EXPECT_EQ(known("k"), "nothing");
  EXPECT_TRUE(ask(kHa, "k"));
  EXPECT_EQ(known("k"), "made 1");
  EXPECT_EQ(known("k", "other"), "conflict");
  EXPECT_EQ(known(""), "nothing");
  EXPECT_EQ(known("k", "d", Instant{kNow.milliseconds + kKept}), "made 1");
  EXPECT_EQ(known("k", "other", Instant{kNow.milliseconds + kKept + 1}), "nothing") << "it is as good as forgotten";
  EXPECT_EQ(acts_, 1);
}

TEST_P(Idempotency, AKeyIsForgottenAfterAWeek) {
  EXPECT_TRUE(ask(kHa, "k"));
  EXPECT_EQ(memo(ask(kHa, "k", "d", Instant{kNow.milliseconds + kKept})), "made 1");
  EXPECT_EQ(memo(ask(kHa, "k", "other", Instant{kNow.milliseconds + kKept + 1})), "made 2");
}

TEST_P(Idempotency, OfManyAtOnceOneActs) {
  std::vector<std::thread> threads;
  std::array<std::string, 8> memos;
  for (std::string& mine : memos) threads.emplace_back([&] { mine = memo(ask(kHa, "k")); });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& mine : memos) EXPECT_EQ(mine, memos[0]);
  EXPECT_EQ(memo(ask(kHa, "k")), memos[0]);
}

OCOP_ON_BOTH_ENGINES(Idempotency);

}  // namespace
}  // namespace ocop::idempotency
