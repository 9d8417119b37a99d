#include "modules/councils/rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace ocop::councils::rules {
namespace {

using evaluation::Given;

AccountId account(int n) { AccountId id; id.uuid.bytes[15] = static_cast<std::uint8_t>(n); return id; }
DossierId dossier(int n) { DossierId id; id.uuid.bytes[15] = static_cast<std::uint8_t>(n); return id; }
Instant closed(int year, int month, int day) { return start_of_vietnam_day(*Date::of(year, month, day)); }

// `points[d][m]`: what member m gave dossier d on the one criterion.
std::vector<Given> given(const std::vector<std::vector<int>>& points, Instant when = closed(2026, 6, 1)) {
  std::vector<Given> out;
  for (std::size_t d = 0; d < points.size(); ++d)
    for (std::size_t m = 0; m < points[d].size(); ++m)
      out.push_back({.dossier = dossier(static_cast<int>(d)), .member = account(static_cast<int>(m)), .product_set = "QD26-04",
                     .criterion = "1.1", .points = points[d][m], .closed = when});
  return out;
}

TEST(CouncilMembers, AreHeldAgainstTheOthers) {
  std::vector<std::vector<int>> points(15, {80, 70, 60});
  const auto all = members(given(points));
  ASSERT_EQ(all.size(), 3u);
  EXPECT_DOUBLE_EQ(all[0].difference->value, 15.0);   // 80 against 65
  EXPECT_DOUBLE_EQ(all[1].difference->value, 0.0);
  EXPECT_DOUBLE_EQ(all[2].difference->value, -15.0);
  EXPECT_DOUBLE_EQ(all[0].difference->error, 0.0) << "always the same";
  points[0] = {100, 70, 60};
  const auto moved = members(given(points))[0].difference;
  EXPECT_DOUBLE_EQ(moved->value, 15.0 + 20.0 / 15);
  EXPECT_NEAR(moved->error, 20.0 / 15, 1e-12);   // one of fifteen that is 20 off: deviation 20/√15, by √15
}

TEST(CouncilMembers, OfFewerThanFifteenCommonDossiersNothingIsSaid) {
  std::vector<std::vector<int>> points(14, {80, 70});
  for (const Member& one : members(given(points))) {
    EXPECT_EQ(one.n, 14);
    EXPECT_FALSE(one.difference);
  }
  points.push_back({80});   // scored alone: nobody to be held against
  for (const Member& one : members(given(points))) EXPECT_EQ(one.n, 14);
  points.push_back({80, 70});
  for (const Member& one : members(given(points))) EXPECT_TRUE(one.difference);
}

TEST(CouncilCriteria, WithMostDisagreementComeFirst) {
  std::vector<Given> all;
  for (int d = 0; d < 5; ++d)
    for (int m = 0; m < 3; ++m) {
      Given one{.dossier = dossier(d), .member = account(m), .product_set = "QD26-04", .criterion = "1.1", .points = 10, .closed = {}};
      all.push_back(one);
      one.criterion = "4.1";
      one.points = 2 * m;
      all.push_back(one);
    }
  const auto found = criteria(all);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].code, "4.1");
  EXPECT_DOUBLE_EQ(found[0].range, 4.0);
  EXPECT_DOUBLE_EQ(found[1].range, 0.0);
  std::erase_if(all, [](const Given& one) { return one.dossier == dossier(0); });
  EXPECT_TRUE(criteria(all).empty()) << "four dossiers";
}

TEST(CouncilRounds, ShowHowTheMeanSheetMoves) {
  auto all = given(std::vector<std::vector<int>>(5, {60, 70}), closed(2026, 6, 29));
  for (Given one : given(std::vector<std::vector<int>>(4, {80, 90}), closed(2026, 6, 30))) {
    one.dossier.uuid.bytes[0] = 1;
    all.push_back(one);
  }
  const auto found = rounds(all);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].results_before.iso(), "2026-12-30");
  EXPECT_FALSE(found[0].total) << "four dossiers";
  EXPECT_EQ(found[1].results_before.iso(), "2026-06-30");
  EXPECT_DOUBLE_EQ(found[1].total->value, 65.0);
}

const auto sheets = [] {
  return rc::gen::mapcat(rc::gen::inRange<std::size_t>(2, 8), [](std::size_t count) {
    return rc::gen::container<std::vector<std::vector<int>>>(20, rc::gen::container<std::vector<int>>(count, rc::gen::inRange(0, 101)));
  });
};

// A dossier that everybody gives more tells nothing of anybody.
RC_GTEST_PROP(CouncilProperties, WhatAllGaveMoreChangesNothing, ()) {
  const auto points = *sheets();
  auto shifted = points;
  for (auto& row : shifted) {
    const int more = *rc::gen::inRange(-50, 51);
    for (int& one : row) one += more;
  }
  const auto before = members(given(points)), after = members(given(shifted));
  RC_ASSERT(before.size() == after.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    RC_ASSERT(before[i].difference->value == after[i].difference->value);   // to the last bit
    RC_ASSERT(before[i].difference->error == after[i].difference->error);
  }
}

RC_GTEST_PROP(CouncilProperties, OfMembersWhoGiveTheSameItIsZero, ()) {
  const auto count = *rc::gen::inRange<std::size_t>(2, 10);
  std::vector<std::vector<int>> points;
  for (const int one : *rc::gen::container<std::vector<int>>(20, rc::gen::inRange(0, 101))) points.emplace_back(count, one);
  for (const Member& one : members(given(points))) RC_ASSERT(one.difference->value == 0.0 && one.difference->error == 0.0);
}

// Where all sit on all dossiers, what one gives more the others give less.
RC_GTEST_PROP(CouncilProperties, DifferencesOfACouncilThatSitsTogetherSumToZero, ()) {
  double sum = 0;
  for (const Member& one : members(given(*sheets()))) sum += one.difference->value;
  RC_ASSERT(std::abs(sum) < 1e-9);
}

}  // namespace
}  // namespace ocop::councils::rules
