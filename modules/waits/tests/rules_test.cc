#include "modules/waits/rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace ocop::waits::rules {
namespace {

using To = Moved::To;

Date day(int year, int month, int of) { return *Date::of(year, month, of); }
Instant at(int year, int month, int of) { return {start_of_vietnam_day(day(year, month, of)).milliseconds + 9 * 3'600'000}; }
DossierId dossier(std::uint8_t n) { DossierId id; id.uuid.bytes[15] = n; return id; }

Course course(std::uint8_t n, std::vector<Moved> way, std::string commune = "24988") {
  Course out{.id = dossier(n), .producer = {}, .number = std::to_string(n), .product_name = "Mật ong", .province = "68",
             .commune = std::move(commune), .product_set = "QD26-04", .way = std::move(way)};
  return out;
}
// Handed in on 1/3, at the commune 10 days, back to its maker for 90 days, 5 days more at the commune, 30 at the province.
Course returned(std::uint8_t n) {
  return course(n, {{To::commune, at(2026, 3, 1)}, {To::producer, at(2026, 3, 11)}, {To::commune, at(2026, 6, 9)},
                    {To::province, at(2026, 6, 14)}, {To::council, at(2026, 6, 20)}, {To::closed, at(2026, 7, 10)},
                    {To::decided, at(2026, 7, 14)}});
}

// Old dossiers that waited for their citizens spoilt the figure that offices were measured by.
TEST(Waits, DaysWithTheMakerAreNobodysWait) {
  const Course one = returned(1);
  EXPECT_EQ(waited(one), 45);
  EXPECT_EQ(days_at(one, Office::commune), 15);
  EXPECT_EQ(days_at(one, Office::province), 30);
  Course unknown = one;
  unknown.whole = false;
  EXPECT_FALSE(waited(unknown)) << "nobody wrote down when it was with its maker";
  Course open = one;
  open.way.pop_back();
  EXPECT_FALSE(waited(open));
}

TEST(Waits, WhoSentItBackIsWhoHadIt) {
  EXPECT_TRUE(sent_back(returned(1), Office::commune));
  EXPECT_FALSE(sent_back(returned(1), Office::province));
  const Course by_province = course(2, {{To::commune, at(2026, 3, 1)}, {To::province, at(2026, 3, 5)}, {To::producer, at(2026, 3, 9)}});
  EXPECT_TRUE(sent_back(by_province, Office::province));
  EXPECT_FALSE(sent_back(by_province, Office::commune));
}

// "Trong thời hạn 15 ngày làm việc kể từ ngày tiếp nhận hồ sơ sản phẩm" (article 7.2); the day of an act does not count.
TEST(Waits, ACommuneIsOnTimeWithinFifteenWorkingDaysOfItsOwn) {
  const HolidayCalendar none;
  const auto left = [&](int december) {
    return commune_on_time(course(1, {{To::commune, at(2026, 11, 30)}, {To::province, at(2026, 12, december)}}), none);
  };
  EXPECT_TRUE(left(21));
  EXPECT_FALSE(left(22));
  EXPECT_TRUE(commune_on_time(course(1, {{To::commune, at(2026, 11, 30)}, {To::producer, at(2026, 12, 8)}, {To::commune, at(2027, 3, 1)},
                                         {To::province, at(2027, 3, 12)}}),
                              none));
}

// Completion asked for: the days until the answer are the maker's, and the commune's last day is the one of its page. 30/11/2026 is a
// Monday.
TEST(Waits, ACommuneThatAsksForCompletionHasTheLastDayOfItsPage) {
  const HolidayCalendar none;
  const auto left = [&](std::vector<Moved> requests, Instant forwarded) {
    std::vector<Moved> way{{To::commune, at(2026, 11, 30)}};
    way.insert(way.end(), requests.begin(), requests.end());
    way.push_back({To::province, forwarded});
    return commune_on_time(course(1, std::move(way)), none);
  };
  const auto request = [](int asked, int answered) {
    return std::vector<Moved>{{To::producer, at(2026, 12, asked), true}, {To::commune, at(2026, 12, answered), true}};
  };
  // Asked on Tuesday the 8th, after five days; answered on Monday the 14th: ten more from Tuesday on.
  EXPECT_TRUE(left(request(8, 14), at(2026, 12, 28)));
  EXPECT_FALSE(left(request(8, 14), at(2026, 12, 29)));
  // Asked and answered on one day: that day alone does not count.
  EXPECT_TRUE(left(request(8, 8), at(2026, 12, 22)));
  EXPECT_FALSE(left(request(8, 8), at(2026, 12, 23)));
  // Asked on the last day, which is free, and after it: then it moves nothing.
  EXPECT_TRUE(left(request(21, 22), at(2026, 12, 23)));
  EXPECT_FALSE(left(request(22, 23), at(2026, 12, 24)));
  // Handed in anew its days begin anew, and a return that came too late was too late.
  const auto returned_on = [&](int december) {
    return commune_on_time(course(1, {{To::commune, at(2026, 11, 30)}, {To::producer, at(2026, 12, december)},
                                      {To::commune, at(2027, 3, 1)}, {To::province, at(2027, 3, 22)}}),
                           none);
  };
  EXPECT_TRUE(returned_on(21));
  EXPECT_FALSE(returned_on(22));
}

// A province that asks for completion: what it measured was thrown away, and the day of the commune's request was the day of the answer.
TEST(Waits, WhatComesBackToTheProvinceWasAskedForBefore) {
  const Course one = course(1, {{To::commune, at(2026, 4, 1)}, {To::province, at(2026, 4, 29)}, {To::producer, at(2026, 5, 4), true},
                                {To::province, at(2026, 5, 24), true}, {To::decided, at(2026, 7, 1)}});
  EXPECT_EQ(vietnam_date(*asked(one)), day(2026, 4, 29));
  EXPECT_FALSE(province_on_time(one)) << "of the first round, whose results were due before 30 June";
  EXPECT_EQ(days_at(one, Office::commune), 28);
  EXPECT_EQ(days_at(one, Office::province), 5 + 38);
  EXPECT_EQ(waited(one), 71);
  EXPECT_FALSE(sent_back(one, Office::province)) << "it stayed there";
  Course open = one;
  open.way.pop_back();
  const auto there = wait(open, standings(std::vector{open}), {}, day(2026, 6, 1));
  EXPECT_EQ(there->results_before, day(2026, 6, 30));
  open.way.pop_back();
  EXPECT_FALSE(wait(open, standings(std::vector{open}), {}, day(2026, 6, 1))) << "it waits for its maker";
}

TEST(Waits, WhoAnswersARequestKeepsItsPlaceInTheRow) {
  const std::vector<Course> all{
      course(1, {{To::commune, at(2026, 11, 2)}, {To::producer, at(2026, 11, 4), true}, {To::commune, at(2026, 11, 20), true}}),
      course(2, {{To::commune, at(2026, 11, 3)}}),
      course(3, {{To::commune, at(2026, 11, 1)}, {To::producer, at(2026, 11, 4)}, {To::commune, at(2026, 11, 20)}})};
  const Date today = day(2026, 11, 28);
  EXPECT_EQ(wait(all[0], standings(all), {}, today)->before, 0);
  EXPECT_EQ(wait(all[1], standings(all), {}, today)->before, 1);
  EXPECT_EQ(wait(all[2], standings(all), {}, today)->before, 2) << "what was sent back comes anew";
}

// "Đợt 01 trước ngày 30 tháng 6 đối với các hồ sơ được UBND cấp xã đề nghị trước ngày 30 tháng 4" (article 5.1).
TEST(Waits, AProvinceIsOnTimeBeforeItsRoundEnds) {
  const auto decided = [](Instant asked, Instant on) { return province_on_time(course(1, {{To::province, asked}, {To::decided, on}})); };
  EXPECT_TRUE(decided(at(2026, 4, 29), at(2026, 6, 29)));
  EXPECT_FALSE(decided(at(2026, 4, 29), at(2026, 6, 30)));
  EXPECT_TRUE(decided(at(2026, 4, 30), at(2026, 12, 29)));
}

TEST(Waits, ADecisionIsOfTheRoundInWhichItFalls) {
  EXPECT_EQ(evaluation::round_held(day(2026, 1, 1)), day(2026, 6, 30));
  EXPECT_EQ(evaluation::round_held(day(2026, 6, 29)), day(2026, 6, 30));
  EXPECT_EQ(evaluation::round_held(day(2026, 6, 30)), day(2026, 12, 30));
  EXPECT_EQ(evaluation::round_held(day(2026, 12, 29)), day(2026, 12, 30));
  EXPECT_EQ(evaluation::round_held(day(2026, 12, 30)), day(2027, 6, 30));
}

TEST(Waits, ThoseBeforeItAreOfItsOfficeAndItsStepAndCameEarlier) {
  const std::vector<Course> all{
      course(1, {{To::commune, at(2026, 11, 2)}}),          course(2, {{To::commune, at(2026, 11, 3)}}),
      course(3, {{To::commune, at(2026, 11, 1)}}, "24991"),   // another commune's
      course(4, {{To::commune, at(2026, 11, 1)}, {To::producer, at(2026, 11, 2)}}),   // with its maker
      course(5, {{To::commune, at(2026, 11, 1)}, {To::province, at(2026, 11, 5)}}, "24991"),
      course(6, {{To::commune, at(2026, 11, 1)}, {To::province, at(2026, 11, 6)}})};
  const Date today = day(2026, 11, 28);
  EXPECT_EQ(wait(all[0], standings(all), {}, today)->before, 0);
  EXPECT_EQ(wait(all[1], standings(all), {}, today)->before, 1);
  EXPECT_EQ(wait(all[5], standings(all), {}, today)->before, 1) << "the province's row is of all communes";
  EXPECT_FALSE(wait(all[3], standings(all), {}, today));
}

TEST(Waits, ARoundIsOfTheDayOfTheRequestAndAnExtraOneComesFirst) {
  const Course here = course(1, {{To::commune, at(2026, 11, 2)}}),
               there = course(2, {{To::commune, at(2026, 4, 1)}, {To::province, at(2026, 4, 29)}});
  const std::vector<Course> all{here, there};
  const Date today = day(2026, 11, 28);
  EXPECT_EQ(wait(here, standings(all), {}, today)->results_before, day(2027, 6, 30)) << "if its commune asked today";
  EXPECT_EQ(wait(there, standings(all), {}, today)->results_before, day(2026, 6, 30));
  EXPECT_TRUE(wait(there, standings(all), {}, today)->late);
  ExtraRound extra;
  extra.asked_before = day(2027, 1, 31);
  extra.results_before = day(2027, 3, 15);
  extra.plan = "Kế hoạch 12/KH-UBND";
  const auto with = wait(here, standings(all), std::span(&extra, 1), today);
  EXPECT_EQ(with->results_before, day(2027, 3, 15));
  EXPECT_EQ(with->plan, extra.plan);
  EXPECT_FALSE(with->late);
  extra.asked_before = today;   // strictly before
  EXPECT_EQ(wait(here, standings(all), std::span(&extra, 1), today)->results_before, day(2027, 6, 30));
}

TEST(Waits, NothingIsSaidOfFewerThanFive) {
  std::vector<Course> all;
  std::vector<Opinion> said;
  for (std::uint8_t n = 1; n <= 4; ++n) {
    all.push_back(returned(n));
    said.push_back({.dossier = dossier(n), .province = "68", .commune = "24988", .grade = 4, .words = "Lâu", .given = at(2026, 8, 1)});
  }
  const Date today = day(2026, 11, 28);
  Report few = report("68", all, said, today, {});
  ASSERT_EQ(few.offices.size(), 2u);
  for (const Quality& one : few.offices) {
    EXPECT_EQ(one.n, 4);
    EXPECT_FALSE(one.days || one.satisfaction);
    EXPECT_EQ(one.on_time + one.returned + one.opinions, 0) << "no share of four";
  }
  EXPECT_FALSE(few.rounds.at(0).days);
  all.push_back(returned(5));
  said.push_back({.dossier = dossier(5), .province = "68", .commune = "24988", .grade = 2, .words = "", .given = at(2026, 8, 1)});
  const Report five = report("68", all, said, today, {});
  ASSERT_TRUE(five.rounds.at(0).days);
  EXPECT_EQ(five.rounds[0].results_before, day(2026, 12, 30));
  EXPECT_EQ(five.rounds[0].days->median, Rational(45));
  EXPECT_EQ(five.offices[0].commune, "");
  EXPECT_EQ(five.offices[0].days->median, Rational(30));
  EXPECT_EQ(five.offices[1].returned, 5);
  EXPECT_EQ(five.offices[1].satisfaction, Rational(18, 5));
  EXPECT_TRUE(report("68", all, said, day(2028, 8, 1), {}).rounds.empty()) << "two years, and no more";
}

RC_GTEST_PROP(WaitsProperties, ASpreadIsOfItsDaysInWhateverOrder, ()) {
  auto days = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 2'000)));
  const Spread one = spread(days);
  std::ranges::reverse(days);
  const Spread other = spread(days);
  RC_ASSERT(one.median == other.median && one.least == other.least && one.most == other.most);
  RC_ASSERT(Rational(one.least) <= one.median && one.median <= Rational(one.most));
  const auto below = std::ranges::count_if(days, [&](std::int64_t d) { return Rational(d) < one.median; });
  const auto above = std::ranges::count_if(days, [&](std::int64_t d) { return one.median < Rational(d); });
  RC_ASSERT(2 * below <= one.n && 2 * above <= one.n);
}

// Whatever the way: what the offices took and what the maker took is all that passed.
RC_GTEST_PROP(WaitsProperties, NoDayIsLostOrCountedTwice, ()) {
  const auto gaps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 100));
  std::vector<Moved> way{{To::commune, at(2024, 1, 1)}};
  Instant now = way[0].at;
  for (const int gap : gaps) {
    now.milliseconds += std::int64_t{gap} * 86'400'000;
    const To from = way.back().to;
    const To to = from == To::producer ? To::commune : from == To::commune ? *rc::gen::element(To::producer, To::province)
                                                                          : *rc::gen::element(To::producer, To::council);
    way.push_back({to, now});
  }
  way.push_back({To::decided, {now.milliseconds + 86'400'000}});
  const Course one = course(1, way);
  std::int64_t maker = 0;
  for (const Stay& stay : stays(one))
    if (stay.at == To::producer) maker += vietnam_date(*stay.until).days - vietnam_date(stay.from).days;
  const std::int64_t all = vietnam_date(way.back().at).days - vietnam_date(way.front().at).days;
  RC_ASSERT(days_at(one, Office::commune) + days_at(one, Office::province) + maker == all);
  RC_ASSERT(waited(one).value() == all - maker);
}

}  // namespace
}  // namespace ocop::waits::rules
