#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "kernel/jobs/rules.h"
#include "kernel/jobs/schedule.h"

namespace ocop::jobs {
namespace {

constexpr Instant kNow{1'790'000'000'000};

TEST(JobsRules, TheWaitDoublesAndStopsAtItsMost) {
  const Retry retry{.attempts = 9, .first = std::chrono::seconds(60), .most = std::chrono::seconds(1'000)};
  const struct {
    int attempts;
    std::int64_t whole;
  } rows[] = {{1, 60'000}, {2, 120'000}, {3, 240'000}, {4, 480'000}, {5, 960'000}, {6, 1'000'000}, {60, 1'000'000}};
  for (const auto& row : rows) {
    EXPECT_EQ(rules::back_off(retry, row.attempts, 0), row.whole / 2) << row.attempts;
    EXPECT_EQ(rules::back_off(retry, row.attempts, static_cast<std::uint32_t>(row.whole - row.whole / 2)), row.whole) << row.attempts;
  }
}

RC_GTEST_PROP(JobsRules, AWaitIsBetweenHalfAndWhole, ()) {
  const int attempts = *rc::gen::inRange(1, 100);
  const int first = *rc::gen::inRange(1, 100'000), most = *rc::gen::inRange(1, 1'000'000);
  const Retry retry{.attempts = 100, .first = std::chrono::seconds(first), .most = std::chrono::seconds(most)};
  const auto chance = *rc::gen::arbitrary<std::uint32_t>();
  const double doubled = static_cast<double>(first) * std::pow(2.0, std::min(attempts - 1, 60));
  const double whole = std::min(doubled, static_cast<double>(most)) * 1000;
  const auto wait = static_cast<double>(rules::back_off(retry, attempts, chance));
  RC_ASSERT(wait >= std::floor(whole / 2));
  RC_ASSERT(wait <= whole);
}

TEST(JobsRules, WhatFollowsAnAttempt) {
  const Retry retry{.attempts = 3, .first = std::chrono::seconds(10), .most = std::chrono::seconds(100)};
  using rules::Asked;
  const struct {
    const char* story; Outcome outcome; int attempts; Asked asked; State state; std::int64_t wait; int stored;
  } rows[] = {
      {"done is done", Outcome::done(), 1, Asked::nothing, State::done, 0, 1},
      {"done, although somebody asked to stop meanwhile", Outcome::done(), 1, Asked::cancel, State::done, 0, 1},
      {"the first failure waits", Outcome::again("x"), 1, Asked::nothing, State::waiting, 5'000, 1},
      {"the second waits longer", Outcome::again("x"), 2, Asked::nothing, State::waiting, 10'000, 2},
      {"the last is a dead letter", Outcome::again("x"), 3, Asked::nothing, State::dead, 0, 3},
      {"the other side said when", Outcome::again("x", std::chrono::seconds(42)), 1, Asked::nothing, State::waiting, 42'000, 1},
      {"but not beyond the most", Outcome::again("x", std::chrono::seconds(9'999)), 1, Asked::nothing, State::waiting, 100'000, 1},
      {"nor before now", Outcome::again("x", std::chrono::seconds(-5)), 1, Asked::nothing, State::waiting, 0, 1},
      {"no attempt can help", Outcome::never("x"), 1, Asked::nothing, State::dead, 0, 1},
      {"a failure of what shall stop is its end", Outcome::again("x"), 1, Asked::cancel, State::cancelled, 0, 1},
      {"stopped because asked", Outcome::stopped(), 2, Asked::cancel, State::cancelled, 0, 2},
      {"stopped because the program closes: does not count", Outcome::stopped(), 2, Asked::nothing, State::waiting, 0, 1},
  };
  for (const auto& row : rows) {
    const rules::Next next = rules::after_attempt(retry, row.outcome, row.attempts, row.asked, kNow, 0);
    EXPECT_EQ(next.state, row.state) << row.story;
    EXPECT_EQ(next.attempts, row.stored) << row.story;
    const std::int64_t wait = next.state == State::waiting ? next.due.milliseconds - kNow.milliseconds : 0;
    EXPECT_EQ(wait, row.wait) << row.story;
  }
}

HolidayCalendar calendar() {
  return HolidayCalendar::parse("date,kind,name_vi,name_en\n"
                                "2026-09-01,holiday,Quốc khánh,National Day\n2026-09-02,holiday,Quốc khánh,National Day\n"
                                "2026-08-22,working,Làm bù,Swapped\n2026-08-31,holiday,Nghỉ bù,Swapped\n").value();
}

TEST(JobsSchedule, NextTimesInVietnam) {
  const HolidayCalendar holidays = calendar();
  const struct { const char* story; When when; const char* after; const char* next; } rows[] = {
      {"07:00 in Vietnam is midnight UTC", When::daily(7, 0), "2026-11-25T23:59:59.999Z", "2026-11-26T00:00:00.000Z"},
      {"at the moment itself: the next day's", When::daily(7, 0), "2026-11-26T00:00:00.000Z", "2026-11-27T00:00:00.000Z"},
      {"00:30 in Vietnam belongs to the day before in UTC", When::daily(0, 30), "2026-11-25T12:00:00.000Z", "2026-11-25T17:30:00.000Z"},
      {"quarters of an hour", When::every_minutes(15), "2026-11-25T10:14:59.000Z", "2026-11-25T10:15:00.000Z"},
      {"from one quarter to the next", When::every_minutes(15), "2026-11-25T10:15:00.000Z", "2026-11-25T10:30:00.000Z"},
      {"the last of a day gives the next day's midnight", When::every_minutes(15), "2026-11-25T16:50:00.000Z", "2026-11-25T17:00:00.000Z"},
      {"Friday evening to Monday", When::on_working_days(7, 30), "2026-11-27T10:00:00.000Z", "2026-11-30T00:30:00.000Z"},
      {"over National Day", When::on_working_days(7, 30), "2026-08-28T10:00:00.000Z", "2026-09-03T00:30:00.000Z"},
      {"a swapped Saturday works", When::on_working_days(7, 30), "2026-08-21T10:00:00.000Z", "2026-08-22T00:30:00.000Z"},
      {"Monday", When::weekly(1, 8, 0), "2026-11-25T10:00:00.000Z", "2026-11-30T01:00:00.000Z"},
      {"the 28th, over the end of the year", When::monthly(28, 8, 0), "2026-12-28T01:00:00.000Z", "2027-01-28T01:00:00.000Z"},
      {"first working day of September 2026", When::monthly_working_day(1, 8, 0), "2026-08-15T00:00:00.000Z", "2026-09-03T01:00:00.000Z"},
      {"fifth working day", When::monthly_working_day(5, 8, 0), "2026-09-03T02:00:00.000Z", "2026-09-09T01:00:00.000Z"},
  };
  for (const auto& row : rows)
    EXPECT_EQ(next_after(row.when, Instant::parse_iso(row.after).value(), holidays).iso(), row.next) << row.story;
}

RC_GTEST_PROP(JobsSchedule, TheNextTimeIsLaterAndNothingLiesBetween, ()) {
  const HolidayCalendar holidays = calendar();
  const int hour = *rc::gen::inRange(0, 24), minute = *rc::gen::inRange(0, 60);
  const When all[] = {When::daily(hour, minute),
                      When::every_minutes(*rc::gen::element(1, 5, 15, 60, 240)),
                      When::on_working_days(hour, minute),
                      When::weekly(*rc::gen::inRange(1, 8), hour, minute),
                      When::monthly(*rc::gen::inRange(1, 29), hour, minute),
                      When::monthly_working_day(*rc::gen::inRange(1, 16), hour, minute)};
  const When when = all[*rc::gen::inRange(0, 6)];
  const Instant after{1'780'000'000'000 + *rc::gen::inRange<std::int64_t>(0, 60'000'000'000)};
  const Instant next = next_after(when, after, holidays);
  RC_ASSERT(next > after);
  const Instant between{after.milliseconds + *rc::gen::inRange<std::int64_t>(0, next.milliseconds - after.milliseconds)};
  RC_ASSERT(next_after(when, between, holidays) == next);
}

TEST(JobsSchedule, WordsAndSpecs) {
  EXPECT_EQ(spec(When::on_working_days(7, 30)), "working_days 07:30");
  EXPECT_EQ(spec(When::every_minutes(15)), "every 15 minutes");
  EXPECT_EQ(spec(When::monthly_working_day(5, 8, 0)), "month_working_day 5 08:00");
  EXPECT_EQ(words(When::weekly(7, 8, 5), Language::vi), "Chủ nhật hằng tuần lúc 08:05");
  EXPECT_EQ(words(When::weekly(1, 8, 5), Language::en), "every Monday at 08:05");
  EXPECT_EQ(words(When::daily(3, 10), Language::vi), "mỗi ngày lúc 03:10");
}

}  // namespace
}  // namespace ocop::jobs
