#include "modules/privacy/rules.h"

#include "modules/privacy/breaches.h"

#include <gtest/gtest.h>

namespace ocop::privacy::rules {
namespace {

HolidayCalendar holidays() { return *HolidayCalendar::parse("date,kind,name_vi,name_en\n2027-01-01,holiday,Tết Dương lịch,New Year\n"); }
Instant on(std::string_view day) { return {start_of_vietnam_day(*Date::parse_iso(day)).milliseconds + 10 * 3'600'000}; }

// The day of asking does not count; weekends and holidays are no working days; the days of doing are counted as they are.
TEST(PrivacyRules, KeepTheClocksOfTheDecree) {
  struct Row {
    std::string_view asked;
    Wish wish;
    ThirdParty third;
    int extended;
    std::string_view reply, done;
  };
  constexpr auto kNo = ThirdParty::no, kYes = ThirdParty::yes;
  const Row rows[] = {
      {"2026-11-23", Wish::correct, kNo, 0, "2026-11-25", "2026-12-03"},       // a Monday
      {"2026-11-26", Wish::correct, kNo, 0, "2026-11-30", "2026-12-06"},       // a Thursday: the weekend lies between
      {"2026-11-27", Wish::correct, kNo, 0, "2026-12-01", "2026-12-07"},       // a Friday
      {"2026-11-28", Wish::correct, kNo, 0, "2026-12-01", "2026-12-08"},       // a Saturday
      {"2026-12-30", Wish::see, kNo, 0, "2027-01-04", "2027-01-09"},           // New Year's Day is a Friday
      {"2026-11-23", Wish::see, kNo, 0, "2026-11-25", "2026-12-03"},
      {"2026-11-23", Wish::erase, kNo, 0, "2026-11-25", "2026-12-03"},
      {"2026-11-23", Wish::erase, kYes, 0, "2026-11-25", "2026-12-13"},
      {"2026-11-23", Wish::withdraw, kNo, 0, "2026-11-25", "2026-12-08"},
      {"2026-11-23", Wish::restrict_use, kNo, 0, "2026-11-25", "2026-12-08"},
      {"2026-11-23", Wish::object, kNo, 0, "2026-11-25", "2026-12-08"},
      {"2026-11-23", Wish::object, kYes, 0, "2026-11-25", "2026-12-13"},
      {"2026-11-23", Wish::object, kNo, 15, "2026-11-25", "2026-12-23"},
      {"2026-11-23", Wish::object, kYes, 15, "2026-11-25", "2026-12-28"},
  };
  for (const Row& row : rows) {
    const Clock clock = rules::clock(row.wish, row.third, row.extended, on(row.asked), holidays());
    EXPECT_EQ(clock.reply_by.iso(), row.reply) << row.asked << " " << name(row.wish);
    EXPECT_EQ(clock.done_by.iso(), row.done) << row.asked << " " << name(row.wish);
  }
}

TEST(PrivacyRules, RunTheReplyFirstAndThenTheDoing) {
  Request request;
  request.wish = Wish::withdraw;
  request.asked = on("2026-11-23");
  EXPECT_EQ(due(request, holidays()).iso(), "2026-11-25");
  request.state = State::answered;
  EXPECT_EQ(due(request, holidays()).iso(), "2026-12-08");
  request.state = State::done;
  request.ended = on("2026-11-30");
  EXPECT_EQ(due(request, holidays()).iso(), "2026-11-30");
}

TEST(PrivacyRules, ReadATimeOfTheDayInVietnam) {
  const Date day = *Date::of(2026, 11, 23);
  const auto at = [&](std::string_view text) {
    const auto moment = moment_of(day, text);
    return moment ? (moment->milliseconds - start_of_vietnam_day(day).milliseconds) / 60'000 : -1;
  };
  struct Row { const char* typed; std::int64_t minutes; };
  for (const Row& row : {Row{"14:30", 870}, Row{"9h05", 545}, Row{"00:00", 0}, Row{"23:59", 1439}, Row{"24:00", -1}, Row{"9", -1},
                         Row{"9:60", -1}, Row{"-1:00", -1}, Row{":30", -1}, Row{"9:", -1}, Row{"9:5x", -1}})
    EXPECT_EQ(at(row.typed), row.minutes) << row.typed;
}

TEST(PrivacyRules, CountWhatIsLeftOfTheClock) {
  constexpr std::int64_t kHour = 3'600'000;
  Breach breach;
  breach.found = {0};
  struct Row { std::int64_t now, left; };
  for (const Row& row : {Row{0, 72}, Row{1, 71}, Row{71 * kHour + 1, 0}, Row{72 * kHour, 0}, Row{72 * kHour + 1, -1},
                         Row{73 * kHour + 1, -2}})
    EXPECT_EQ(hours_left(breach, {row.now}), row.left) << row.now;
}

TEST(PrivacyRules, GiveABreachSeventyTwoHours) {
  EXPECT_EQ(notify_by({0}).milliseconds, 72LL * 3'600'000);
}

TEST(PrivacyRules, AnswerOnceAndEndOnceAndSayWhy) {
  struct Row {
    State state;
    Outcome outcome;
    std::string_view words;
    bool fine;
  };
  const Row rows[] = {{State::asked, Outcome::answered, "Sẽ sửa", true},     {State::asked, Outcome::done, "Đã sửa", true},
                      {State::asked, Outcome::refused, "Điều 4", true},      {State::asked, Outcome::refused, " ", false},
                      {State::asked, Outcome::done, "", false},              {State::answered, Outcome::answered, "Sẽ sửa", false},
                      {State::answered, Outcome::done, "Đã sửa", true},      {State::answered, Outcome::refused, "Điều 4", true},
                      {State::done, Outcome::done, "Đã sửa", false},         {State::refused, Outcome::done, "Đã sửa", false},
                      {State::taken_back, Outcome::answered, "Sẽ sửa", false}};
  for (const Row& row : rows) {
    Request request;
    request.state = row.state;
    EXPECT_EQ(may_answer(request, {1, row.outcome, std::string(row.words)}).ok(), row.fine) << name(row.state) << " " << name(row.outcome);
  }
}

TEST(PrivacyRules, ExtendOnceByFifteenDaysAtMostWithAReason) {
  struct Row {
    State state;
    int before, days;
    std::string_view words;
    bool fine;
  };
  const Row rows[] = {{State::asked, 0, 15, "Chờ tỉnh", true}, {State::answered, 0, 1, "Chờ tỉnh", true},
                      {State::asked, 0, 16, "Chờ tỉnh", false},
                      {State::asked, 0, 0, "Chờ tỉnh", false}, {State::asked, 5, 5, "Chờ tỉnh", false},   {State::asked, 0, 5, "", false},
                      {State::done, 0, 5, "Chờ tỉnh", false},  {State::refused, 0, 5, "Chờ tỉnh", false}};
  for (const Row& row : rows) {
    Request request;
    request.state = row.state;
    request.extended_days = row.before;
    EXPECT_EQ(may_extend(request, {1, row.days, std::string(row.words)}).ok(), row.fine) << name(row.state) << " " << row.days;
  }
}

}  // namespace
}  // namespace ocop::privacy::rules
