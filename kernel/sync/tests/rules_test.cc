#include "kernel/sync/rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "kernel/sync/batch.h"

namespace ocop::sync {
namespace {

constexpr std::int64_t kDay = 86'400'000;
constexpr Instant kReceived{1'795'000'000'000};

struct ClockCase { const char* what; std::int64_t made, sent, expected; };   // all relative to kReceived
constexpr ClockCase kClocks[] = {
    {"a right clock", -5'000, 0, -5'000},
    {"a clock an hour fast: both times are", -5'000 + 3'600'000, 3'600'000, -5'000},
    {"a clock three years slow", -5'000 - 1095 * kDay, -1095 * kDay, -5'000},
    {"made after it was sent: not later than now", 60'000, 0, 0},
    {"older than half a year: counted from there", -400 * kDay, 0, -kOldestMilliseconds},
};

TEST(SyncRules, AnActsTimeIsPutRightByTheClockThatSentIt) {
  for (const ClockCase& c : kClocks) {
    const Instant made = made_at({kReceived.milliseconds + c.made}, {kReceived.milliseconds + c.sent}, kReceived);
    EXPECT_EQ(made.milliseconds - kReceived.milliseconds, c.expected) << c.what;
  }
}

RC_GTEST_PROP(SyncRules, AnActIsNeverOfTheFutureNorOlderThanTheLimit, ()) {
  const auto far = rc::gen::inRange<std::int64_t>(-62'135'596'800'000, 253'402'300'799'999);   // what parse_iso can give
  const Instant made = made_at({*far}, {*far}, kReceived);
  RC_ASSERT(made <= kReceived);
  RC_ASSERT(made.milliseconds >= kReceived.milliseconds - kOldestMilliseconds);
}

struct RightCase { Held then, now; Right right; Gate gate; };
constexpr RightCase kRights[] = {
    {Held::yes, Held::yes, Right::kept, Gate::perform},
    {Held::no, Held::yes, Right::gained, Gate::perform},
    {Held::yes, Held::no, Right::lost, Gate::set_aside},
    {Held::no, Held::no, Right::never, Gate::refuse},
};
TEST(SyncRules, RightsAreThoseOfThenAndOfNow) {
  for (const RightCase& c : kRights) {
    EXPECT_EQ(compare(c.then, c.now), c.right);
    EXPECT_EQ(gate(c.right), c.gate) << name(c.right);
  }
}

TEST(SyncRules, OnlyAConflictWaitsForAPerson) {
  for (const ErrorTraits& row : all_error_traits()) {
    const bool waits = row.kind == ErrorKind::conflict || row.kind == ErrorKind::precondition_failed;
    EXPECT_EQ(outcome_of(row.kind), waits ? Outcome::set_aside : Outcome::refused) << row.name;
  }
}

constexpr std::string_view kGood =
    R"({"device":"0198a1b2-0000-7000-8000-000000000001","sent":"2026-11-25T02:00:00Z","acts":[)"
    R"({"id":"0198a1b2-0000-7000-8000-000000000002","kind":"dossier.answer","subject":"x/1.1","made":"2026-11-25T01:00:00Z",)"
    R"("body":{"b":[1,2.5,null,true,"ớ"],"a":{}}}]})";

std::string changed(std::string_view from, std::string_view to) {
  std::string text(kGood);
  text.replace(text.find(from), from.size(), to);
  return text;
}

TEST(SyncBatch, ReadsWhatAPhoneSends) {
  const auto batch = read_batch(kGood);
  ASSERT_TRUE(batch.ok()) << batch.error().detail;
  ASSERT_EQ(batch->acts.size(), 1u);
  const Act& act = batch->acts[0];
  EXPECT_EQ(act.kind, "dossier.answer");
  EXPECT_EQ(act.subject, "x/1.1");
  EXPECT_EQ(act.made.iso(), "2026-11-25T01:00:00.000Z");
  EXPECT_EQ(act.body, R"({"b":[1,2.5,null,true,"ớ"],"a":{}})");
}

struct WrongCase { const char* from; std::string to; const char* field; };
TEST(SyncBatch, SaysWhichPlaceIsWrong) {
  const WrongCase cases[] = {
      {"0198a1b2-0000-7000-8000-000000000001", "phone", "device"},
      {"2026-11-25T02:00:00Z", "yesterday", "sent"},
      {"2026-11-25T01:00:00Z", "25/11/2026", "acts.0.made"},
      {"0198a1b2-0000-7000-8000-000000000002", "", "acts.0.id"},
      {"dossier.answer", "", "acts.0.kind"},
      {"dossier.answer", std::string(kMostKindBytes + 1, 'k'), "acts.0.kind"},
      {"x/1.1", std::string(kMostSubjectBytes + 1, 's'), "acts.0.subject"},
      {R"({"b":[1,2.5,null,true,"ớ"],"a":{}})", "[]", "acts.0.body"},
      {"2.5", "\"" + std::string(kMostBodyBytes, 'x') + "\"", "acts.0.body"},
  };
  for (const WrongCase& c : cases) {
    const auto batch = read_batch(changed(c.from, c.to));
    ASSERT_FALSE(batch.ok()) << c.field;
    EXPECT_EQ(batch.error().kind, ErrorKind::invalid_input) << c.field;
    EXPECT_EQ(batch.error().problems.at(0).field, c.field);
  }
}

TEST(SyncBatch, ALongOutboxIsSentInTurns) {
  std::string text = R"({"device":"0198a1b2-0000-7000-8000-000000000001","sent":"2026-11-25T02:00:00Z","acts":[)";
  for (std::size_t i = 0; i <= kMostActs; ++i) text += i ? ",{}" : "{}";
  const auto batch = read_batch(text + "]}");
  ASSERT_FALSE(batch.ok());
  EXPECT_EQ(batch.error().kind, ErrorKind::too_large);
}

}  // namespace
}  // namespace ocop::sync
