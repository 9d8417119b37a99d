#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "modules/evaluation/canonical.h"
#include "modules/evaluation/rules_council.h"
#include "modules/evaluation/tests/world.h"

namespace ocop::evaluation {
namespace {

const rulebooks::Rulebook& rulebook(const rulebooks::Library& library) { return library.rulebooks_.at(0); }

Sheet sheet_of(const std::map<std::string, int>& options) {
  Sheet out;
  for (const auto& [criterion, option] : options) out.answers.push_back({criterion, option, "", {}, 1, {}, {}});
  return out;
}

TEST(CouncilRules, AKnownRegulationIsSoundAndSaysWhereItWasRead) {
  for (const rules::Regulation& one : rules::known_regulations()) {
    EXPECT_TRUE(rules::check_settings(one.settings).ok()) << one.code;
    EXPECT_EQ(rules::known_regulation(one.code)->code, one.code);
    EXPECT_NE(std::string(one.source->vi).find("quy chế"), std::string::npos) << one.code << ": never shown as law";
  }
  const rules::Regulation* tay_ninh = rules::known_regulation("tay-ninh-2020");
  ASSERT_NE(tay_ninh, nullptr);
  EXPECT_EQ(tay_ninh->settings.quorum_percent, 75);
  EXPECT_EQ(tay_ninh->settings.spread_limit, 10);
  EXPECT_EQ(tay_ninh->settings.over_spread, OverSpread::refuse);
  EXPECT_EQ(tay_ninh->settings.at_limit, AtLimit::within) << "không chênh nhau quá 10 điểm";
  EXPECT_EQ(rules::known_regulation("from-ten")->settings.at_limit, AtLimit::over) << "từ 10 điểm trở lên";
  EXPECT_EQ(rules::known_regulation("elsewhere"), nullptr);
}

TEST(CouncilRules, WhatWasAnsweredOtherwiseIsNamedCriterionByCriterion) {
  const auto library = test::small_library();
  const rulebooks::Table& table = *rulebook(library).tables[0];
  const Sheet before = sheet_of({{"1.1", 2}, {"1.2", 2}, {"2.1", 1}}), after = sheet_of({{"1.1", 3}, {"1.2", 2}, {"3.1", 1}});
  EXPECT_EQ(rules::rescored(table, before, after),
            (std::vector<rules::Rescored>{{"1.1", 2, 3, 10, 20}, {"2.1", 1, 0, 5, 0}, {"3.1", 0, 1, 0, 15}}));
  EXPECT_TRUE(rules::rescored(table, before, before).empty());
  EXPECT_EQ(rules::points_of(table, before), 35);
  EXPECT_EQ(rules::points_of(table, after), 55);
}

// The whole of the difference is in what changed: no point comes from anywhere else.
RC_GTEST_PROP(CouncilRules, ChangesAddUpToTheDifferenceOfTheTotals, ()) {
  const auto library = test::small_library();
  const rulebooks::Table& table = *rulebook(library).tables[0];
  const auto any = [&] {
    Sheet out;
    for (const rulebooks::Criterion* criterion : table.criteria)
      if (*rc::gen::inRange(0, 4) > 0)
        out.answers.push_back({criterion->code, *rc::gen::inRange(0, static_cast<int>(criterion->options.size()) + 1), "", {}, 1, {}, {}});
    return out;
  };
  const Sheet before = any(), after = any();
  int difference = 0;
  for (const rules::Rescored& one : rules::rescored(table, before, after)) {
    RC_ASSERT(one.before != one.after);
    difference += one.points_after - one.points_before;
  }
  RC_ASSERT(rules::points_of(table, before) + difference == rules::points_of(table, after));
}

// What is kept of a sheet is read back as it was.
RC_GTEST_PROP(CouncilRules, AKeptSheetIsReadBack, ()) {
  Sheet sheet;
  for (const char* code : {"1.1", "1.2", "7"})
    if (*rc::gen::inRange(0, 2) == 1)
      sheet.answers.push_back({code, *rc::gen::inRange(0, 9), *rc::gen::element<std::string>("", "có \"giấy\"", "dòng\nhai"),
                               *rc::gen::inRange(0, 2) == 1 ? std::vector<PaperId>{test::paper_id(3)} : std::vector<PaperId>{}, 0, {}, {}});
  if (*rc::gen::inRange(0, 2) == 1) sheet.knockouts.push_back({"forged", "con dấu giả"});
  if (*rc::gen::inRange(0, 2) == 1) sheet.opinions.push_back({"A", "tốt", 0});
  const auto read = read_canonical(canonical(sheet));
  RC_ASSERT(read.ok());
  RC_ASSERT(canonical(*read) == canonical(sheet));
}

TEST(CouncilRules, WhatIsNoKeptSheetIsRefused) {
  for (const char* text : {"", "{}", R"({"answers":{"1.1":{}},"knockouts":{},"opinions":{}})",
                           R"({"answers":{"1.1":{"option":1,"papers":["x"]}},"knockouts":{},"opinions":{}})"})
    EXPECT_FALSE(read_canonical(text).ok()) << text;
}

TEST(CouncilRules, ADepartureFromTheAdvisoryGroupNeedsAWord) {
  const auto library = test::small_library();
  const rulebooks::Table& table = *rulebook(library).tables[0];
  const std::vector<Proposal> proposals{{"1.1", 1}, {"2.1", 2}};
  struct Row { int chosen; const char* note; bool named; };
  const Row rows[] = {{1, "", false}, {2, "", false}, {0, "", false}, {3, "", true}, {3, "  ", true}, {3, "đã xem giấy", false}};
  for (const Row& row : rows) {
    Sheet sheet = sheet_of({{"1.1", row.chosen}});
    sheet.answers[0].note = row.note;
    EXPECT_EQ(rules::departures(table, proposals, sheet), row.named ? std::vector<std::string>{"1.1"} : std::vector<std::string>{})
        << row.chosen << row.note;
  }
  EXPECT_TRUE(rules::departures(table, proposals, Sheet{}).empty()) << "what is not answered departs from nothing";
  const auto refused = rules::check_departures(table, std::vector<Proposal>{{"1.1", 1}, {"3.1", 2}}, sheet_of({{"1.1", 3}, {"3.1", 0}}));
  ASSERT_FALSE(refused.ok());
  ASSERT_EQ(refused.error().problems.size(), 2u) << "all at once";
  EXPECT_EQ(refused.error().problems[0].field, "answers.1.1");
  EXPECT_EQ(refused.error().problems[1].field, "answers.3.1");
}

TEST(CouncilRules, AProposalIsAnOptionOfTheTable) {
  const auto library = test::small_library();
  const rulebooks::Table& table = *rulebook(library).tables[0];
  EXPECT_TRUE(rules::check_proposals(table, std::vector<Proposal>{{"1.1", 0}, {"1.2", 2}}).ok());
  const auto wrong = rules::check_proposals(table, std::vector<Proposal>{{"1.1", 4}, {"9.9", 1}, {"1.2", 1}, {"1.2", 2}});
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(wrong.error().problems.size(), 3u);
}

// Floors of the small table: 1.1 *** from 10, **** from 20; 3.1 ***** from 35. Bands 50, 70, 90.
TEST(CouncilRules, WhatDecidesTheStarComesFirst) {
  const auto library = test::small_library();
  const rulebooks::Table& table = *rulebook(library).tables[0];
  const auto looked = [&](std::vector<std::map<std::string, int>> ticks) {
    std::vector<rulebooks::Sheet> sheets;
    for (const auto& one : ticks) sheets.push_back(rules::scorable(table, sheet_of(one), "x"));
    const auto outcome = rulebooks::score(rulebook(library), table, sheets, {}).value();
    return rules::decisive(rulebook(library), table, outcome, {});
  };
  // 80 points, 4 stars: 1.1 is at its floor of **** exactly; 3.1 misses a floor that 80 points would not reach anyway.
  auto seen = looked({{{"1.1", 3}, {"1.2", 2}, {"2.1", 2}, {"3.1", 1}}});
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(table.criteria[seen[0].criterion]->code, "1.1");
  EXPECT_EQ(seen[0].reached, 4);
  EXPECT_EQ(seen[0].missed, 0);
  // 90 points by the mean, 1.1 at 10: band 5, the floor of four stars keeps three.
  seen = looked({{{"1.1", 2}, {"1.2", 2}, {"2.1", 2}, {"3.1", 2}}});
  ASSERT_EQ(seen.size(), 1u) << "3.1 is at its floor of five stars, which 1.1 keeps away anyway";
  EXPECT_EQ(table.criteria[seen[0].criterion]->code, "1.1");
  EXPECT_EQ(seen[0].missed, 4);
  EXPECT_EQ(seen[0].reached, 3);
  // Two sheets far apart on 1.2: without it the band is another.
  seen = looked({{{"1.1", 3}, {"1.2", 2}, {"2.1", 2}, {"3.1", 1}}, {{"1.1", 3}, {"1.2", 1}, {"2.1", 2}, {"3.1", 1}}});
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_EQ(table.criteria[seen[1].criterion]->code, "1.2");
  EXPECT_EQ(seen[1].spread, 20);
  EXPECT_TRUE(seen[1].moves_band);
}

}  // namespace
}  // namespace ocop::evaluation
