#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <functional>

#include "modules/rulebooks/tests/support.h"

namespace ocop::rulebooks {
namespace {

using test::best;
using test::sheet;
using test::table;
using test::tick;

Sheet raised(const Sheet& sheet, const Ladder& next) {
  Sheet out = sheet;
  for (const Rung& raise : next.rungs) {
    EXPECT_EQ(out.answers[raise.criterion], raise.from);
    out.answers[raise.criterion] = static_cast<std::int8_t>(raise.to);
  }
  return out;
}
int stars_of(const Rulebook& rulebook, const Table& table, const Sheet& sheet) {
  Sheet clean = sheet;
  clean.knockouts.clear();
  return score(rulebook, table, {&clean, 1}, {}).value().stars;
}

TEST(RulebooksNextStar, AtFiveStarsThereIsNone) {
  EXPECT_FALSE(next_star(test::rulebook(), table("QD26-13"), best(table("QD26-13"))));
}

TEST(RulebooksNextStar, OneMissedFloorIsOneRaise) {
  const Table& coffee = table("QD26-13");
  Sheet one = best(coffee);
  tick(coffee, one, "1.5", 2);
  const auto next = next_star(test::rulebook(), coffee, one);   // three stars now: four needs option 3, five option 4
  ASSERT_TRUE(next);
  EXPECT_EQ(next->target, 4);
  EXPECT_TRUE(next->reachable());
  ASSERT_EQ(next->rungs.size(), 1u);
  EXPECT_EQ(next->rungs[0].criterion, *coffee.index_of("1.5"));
  EXPECT_EQ(next->rungs[0].from, 2);
  EXPECT_EQ(next->rungs[0].to, 3);
  EXPECT_EQ(next->rungs[0].points, 1);
  EXPECT_TRUE(next->rungs[0].for_floor);
  EXPECT_EQ(next->points_after, next->points_before + 1);
}

TEST(RulebooksNextStar, MissingPointsComeFromTheFewestCriteria) {
  const Table& coffee = table("QD26-13");
  Sheet one = best(coffee);
  for (const char* code : {"1.2", "1.3", "1.4"}) tick(coffee, one, code, 0);   // 92 points
  tick(coffee, one, "4.3", 0);                                              // 88: all floors of five are met, two points are missing
  const auto next = next_star(test::rulebook(), coffee, one);
  ASSERT_TRUE(next);
  EXPECT_EQ(next->target, 5);
  ASSERT_EQ(next->rungs.size(), 1u);
  EXPECT_EQ(coffee.criteria[next->rungs[0].criterion]->code, "1.2") << "two points in one criterion, the first printed";
  EXPECT_EQ(next->points_after, 90);
  EXPECT_FALSE(next->rungs[0].for_floor);
}

TEST(RulebooksNextStar, KnockoutsAreLeftAside) {
  const Table& coffee = table("QD26-13");
  Sheet one = best(coffee);
  one.knockouts = {"forged"};
  EXPECT_FALSE(next_star(test::rulebook(), coffee, one)) << "without the knockout it has five stars";
}

TEST(RulebooksNextStar, AnAnswerStaysInItsCase) {
  const Table& tourism = table("QD26-26");
  Sheet one = best(tourism);
  for (const char* code : {"8", "9", "15"}) tick(tourism, one, code, 3);   // case b, its lowest
  tick(tourism, one, "1.1", 1);
  tick(tourism, one, "1.2", 1);
  const auto next = next_star(test::rulebook(), tourism, one);
  ASSERT_TRUE(next);
  for (const Rung& raise : next->rungs) {
    const Criterion& criterion = *tourism.criteria[raise.criterion];
    if (raise.from == kUnticked) continue;
    EXPECT_EQ(criterion.options[raise.from - 1].case_code, criterion.options[raise.to - 1].case_code) << criterion.code;
  }
}

TEST(RulebooksNextStar, APartialTableMayNotReachAStar) {
  Rulebook rulebook = test::rulebook("QD1048-2019");
  rulebook.bands[0].from = 99;   // the table gives 98 points
  const Table& table = *rulebook.find("QD1048-21");
  const auto next = next_star(rulebook, table, best(table));
  ASSERT_TRUE(next);
  EXPECT_EQ(next->target, 5);
  EXPECT_FALSE(next->reachable());
  EXPECT_TRUE(next->rungs.empty());
}

// Every way of raising a few criteria, tried one by one: the promise "fewest criteria, then fewest points" holds exactly.
struct Cheapest { int changes = 1000; int points = 1000; };
void try_all(const Rulebook& rulebook, const Table& table, const Sheet& start, const std::vector<std::size_t>& free, std::size_t at,
             Sheet& now, int changes, int star, Cheapest& best) {
  if (changes > best.changes) return;
  if (at == free.size()) {
    if (stars_of(rulebook, table, now) < star) return;
    const int points = test::total(table, now) - test::total(table, start);
    if (std::tie(changes, points) < std::tie(best.changes, best.points)) best = {changes, points};
    return;
  }
  const std::size_t c = free[at];
  try_all(rulebook, table, start, free, at + 1, now, changes, star, best);
  const Criterion& criterion = *table.criteria[c];
  const int before = start.answers[c];
  const int points = before == kUnticked ? 0 : criterion.options[before - 1].points;
  for (std::size_t o = 0; o < criterion.options.size(); ++o) {
    if (criterion.options[o].points <= points) continue;
    if (before != kUnticked && criterion.options[o].case_code != criterion.options[before - 1].case_code) continue;
    now.answers[c] = static_cast<std::int8_t>(o + 1);
    try_all(rulebook, table, start, free, at + 1, now, changes + 1, star, best);
  }
  now.answers[c] = static_cast<std::int8_t>(before);
}

RC_GTEST_PROP(RulebooksNextStar, IsTheCheapestOfAllWays, ()) {
  const auto& tables = test::rulebook().tables;
  const Table& one = *tables[*rc::gen::inRange<std::size_t>(0, tables.size())];
  Sheet start = best(one);
  // A few criteria below their best, the rest at it: small enough to try every way.
  std::vector<std::size_t> free;
  const auto lowered = *rc::gen::inRange<std::size_t>(1, 8);
  for (std::size_t i = 0; i < lowered; ++i) {
    const auto c = *rc::gen::inRange<std::size_t>(0, one.criteria.size());
    start.answers[c] = static_cast<std::int8_t>(*rc::gen::inRange<int>(0, static_cast<int>(one.criteria[c]->options.size()) + 1));
    if (std::find(free.begin(), free.end(), c) == free.end()) free.push_back(c);
  }
  const int stars = stars_of(test::rulebook(), one, start);
  const auto next = next_star(test::rulebook(), one, start);
  RC_ASSERT(next.has_value() == (stars < 5));
  if (!next) return;
  Cheapest cheapest;
  Sheet now = start;
  try_all(test::rulebook(), one, start, free, 0, now, 0, next->target, cheapest);
  RC_ASSERT(next->reachable());
  RC_ASSERT(static_cast<int>(next->rungs.size()) == cheapest.changes);
  RC_ASSERT(next->points_after - next->points_before == cheapest.points);
  RC_ASSERT(stars_of(test::rulebook(), one, raised(start, *next)) >= next->target);
}

// One and two stars bring no certificate: a producer is shown the way to three.
TEST(RulebooksNextStar, ALowerStarThanAskedForIsNotAimedAt) {
  const Table& coffee = table("QD26-13");
  const Sheet empty = sheet(coffee, {});
  EXPECT_EQ(next_star(test::rulebook(), coffee, empty)->target, 2);
  const auto next = next_star(test::rulebook(), coffee, empty, kLeastRecognised);
  ASSERT_TRUE(next);
  EXPECT_EQ(next->target, 3);
  EXPECT_TRUE(next->reachable());
  EXPECT_GE(stars_of(test::rulebook(), coffee, raised(empty, *next)), 3);
}

RC_GTEST_PROP(RulebooksNextStar, AlwaysReachesTheStarItNames, ()) {
  const auto& tables = test::rulebook().tables;
  const Table& one = *tables[*rc::gen::inRange<std::size_t>(0, tables.size())];
  Sheet start = sheet(one, {});
  for (std::size_t c = 0; c < one.criteria.size(); ++c)
    start.answers[c] = static_cast<std::int8_t>(*rc::gen::inRange<int>(0, static_cast<int>(one.criteria[c]->options.size()) + 1));
  const int stars = stars_of(test::rulebook(), one, start);
  const auto next = next_star(test::rulebook(), one, start);
  RC_ASSERT(next.has_value() == (stars < 5));
  if (!next) return;
  RC_ASSERT(next->reached == stars);
  RC_ASSERT(next->target == stars + 1);
  RC_ASSERT(next->reachable());
  const Sheet after = raised(start, *next);
  RC_ASSERT(stars_of(test::rulebook(), one, after) >= next->target);
  RC_ASSERT(test::total(one, after) == next->points_after);
  RC_ASSERT(test::total(one, start) == next->points_before);
}

}  // namespace
}  // namespace ocop::rulebooks
