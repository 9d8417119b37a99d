// The words of Decision 26/2026/QĐ-TTg, article 3.3, and of the legend in Appendix II, as tables of cases.
#include <gtest/gtest.h>

#include "modules/rulebooks/tests/support.h"

namespace ocop::rulebooks {
namespace {

using test::best;
using test::sheet;
using test::table;
using test::tick;

Outcome scored(const Table& table, std::vector<Sheet> sheets, Settings settings = {}, std::string_view rulebook = "QD26-2026") {
  auto outcome = score(test::rulebook(rulebook), table, sheets, settings);
  if (!outcome.ok()) throw std::runtime_error(outcome.error().problems.at(0).field + ": " + outcome.error().problems.at(0).expected);
  return std::move(outcome).value();
}
std::string shown(const Rational& figure) { return show(figure, Settings{}); }
std::string missed(const Outcome& outcome) {
  std::string out;
  for (const MissedFloor& floor : outcome.floors_missed)
    out += (out.empty() ? "" : " ") + std::to_string(floor.star) + ":" + floor.criterion;
  return out;
}

// Lowers answers, floors or not, until the total is `wanted`.
Sheet with_total(const Table& table, int wanted) {
  Sheet sheet = best(table);
  int total = test::total(table, sheet);
  for (bool changed = true; changed && total > wanted;) {
    changed = false;
    for (std::size_t c = 0; c < table.criteria.size() && total > wanted; ++c) {
      const std::vector<Option>& options = table.criteria[c]->options;
      const int now = sheet.answers[c] == kUnticked ? 0 : options[static_cast<std::size_t>(sheet.answers[c] - 1)].points;
      int lower = 0;   // the next lower figure
      std::int8_t answer = kUnticked;
      for (std::size_t o = 0; o < options.size(); ++o)
        if (options[o].points < now && options[o].points >= lower) { lower = options[o].points; answer = static_cast<std::int8_t>(o + 1); }
      if (now == 0 || total - (now - lower) < wanted) continue;
      total -= now - lower;
      sheet.answers[c] = answer;
      changed = true;
    }
  }
  EXPECT_EQ(total, wanted);
  return sheet;
}

TEST(RulebooksScore, EverythingBestIsFiveStars) {
  for (const auto& one : test::rulebook().tables) {
    const Outcome outcome = scored(*one, {best(*one)});
    EXPECT_EQ(shown(outcome.total), "100") << one->code;
    EXPECT_EQ(shown(outcome.parts.at("A")), "40") << one->code;
    EXPECT_EQ(shown(outcome.parts.at("B")), "25") << one->code;
    EXPECT_EQ(shown(outcome.parts.at("C")), "35") << one->code;
    EXPECT_EQ(outcome.band, 5) << one->code;
    EXPECT_EQ(outcome.stars, 5) << one->code;
    EXPECT_TRUE(outcome.floors_missed.empty()) << one->code;
  }
}

TEST(RulebooksScore, AnEmptySheetIsOneStarAndMissesEveryFloor) {
  for (const auto& one : test::rulebook().tables) {
    const Outcome outcome = scored(*one, {sheet(*one, {})});
    EXPECT_EQ(shown(outcome.total), "0");
    EXPECT_EQ(outcome.band, 1);
    EXPECT_EQ(outcome.stars, 1);
    std::size_t floors = 0;
    for (const Criterion* criterion : one->criteria) floors += criterion->floors.size();
    EXPECT_EQ(outcome.floors_missed.size(), floors) << one->code;
  }
}

// "Hạng 4 sao: Tổng điểm trung bình đạt từ 70 đến dưới 90 điểm": the edges of every band, as mean of sheets.
struct Edge { int first, second, third; int band; const char* total; };
class RulebooksBand : public testing::TestWithParam<Edge> {};
TEST_P(RulebooksBand, IsOfTheExactMean) {
  const Table& coffee = table("QD26-13");
  const Edge& edge = GetParam();
  const Outcome outcome = scored(coffee, {with_total(coffee, edge.first), with_total(coffee, edge.second), with_total(coffee, edge.third)});
  EXPECT_EQ(outcome.band, edge.band);
  EXPECT_EQ(shown(outcome.total), edge.total);
}
INSTANTIATE_TEST_SUITE_P(Article3, RulebooksBand,
                         testing::Values(Edge{100, 100, 100, 5, "100"}, Edge{90, 90, 90, 5, "90"}, Edge{90, 90, 89, 4, "89.66"},
                                         Edge{89, 90, 91, 5, "90"}, Edge{70, 70, 70, 4, "70"}, Edge{70, 70, 69, 3, "69.66"},
                                         Edge{69, 69, 72, 4, "70"}, Edge{50, 50, 50, 3, "50"}, Edge{50, 49, 50, 2, "49.66"},
                                         Edge{30, 30, 30, 2, "30"}, Edge{30, 30, 29, 1, "29.66"}, Edge{29, 29, 29, 1, "29"}));

TEST(RulebooksScore, AShownFigureNeverCrossesABand) {
  const Table& coffee = table("QD26-13");
  std::vector<Sheet> sheets(299, with_total(coffee, 70));
  sheets.push_back(with_total(coffee, 69));   // 69.99666…: rounding would show 70
  const Outcome outcome = scored(coffee, sheets);
  EXPECT_EQ(outcome.band, 3);
  EXPECT_EQ(shown(outcome.total), "69.99");
  EXPECT_EQ(show(outcome.total, {.rounding = Rounding::half_up}), "70") << "a province may choose it; ranking stays exact";
  EXPECT_EQ(scored(coffee, sheets, {.rounding = Rounding::half_up}).band, 3);
}

// "Dấu sao là yêu cầu tối thiểu phải đạt theo các cấp độ sao".
struct FloorCase { const char* why; const char* criterion; int option; int stars; const char* missed; };
class RulebooksFloor : public testing::TestWithParam<FloorCase> {};
TEST_P(RulebooksFloor, HoldsTheStarDown) {
  const Table& coffee = table("QD26-13");
  Sheet one = best(coffee);
  tick(coffee, one, GetParam().criterion, GetParam().option);
  const Outcome outcome = scored(coffee, {one});
  EXPECT_EQ(outcome.band, 5) << GetParam().why;
  EXPECT_EQ(outcome.stars, GetParam().stars) << GetParam().why;
  EXPECT_EQ(missed(outcome), GetParam().missed) << GetParam().why;
}
INSTANTIATE_TEST_SUITE_P(Coffee, RulebooksFloor, testing::Values(
    FloorCase{"chain linkage for 12 months is the least for five", "1.5", 3, 4, "5:1.5"},
    FloorCase{"contracts over 75 % are the least for four", "1.5", 2, 3, "4:1.5 5:1.5"},
    FloorCase{"half of the raw material from the province is the least for three", "1.1", 1, 2, "3:1.1"},
    FloorCase{"unticked is less than any floor", "1.1", 0, 2, "3:1.1"},
    FloorCase{"exactly the floor is enough", "1.1", 2, 5, ""},
    FloorCase{"a criterion without marks never holds down", "1.4", 0, 5, ""}));

TEST(RulebooksScore, AFloorIsMetByTheMean) {
  const Table& coffee = table("QD26-13");
  Sheet high = best(coffee), low = best(coffee);
  tick(coffee, low, "1.5", 2);                                   // 1 point; floor of four stars 2, of five 3
  const Outcome two_of_three = scored(coffee, {high, high, low});   // (3+3+1)/3 = 2.33 ≥ 2, < 3
  EXPECT_EQ(missed(two_of_three), "5:1.5");
  EXPECT_EQ(two_of_three.stars, 4);
  const Outcome half = scored(coffee, {high, low});              // exactly 2
  EXPECT_EQ(missed(half), "5:1.5");
  const Outcome one_of_three = scored(coffee, {high, low, low});    // 1.67
  EXPECT_EQ(missed(one_of_three), "4:1.5 5:1.5");
  EXPECT_EQ(one_of_three.stars, 3);
}

TEST(RulebooksScore, OrByEverySheetWhereAProvinceSaysSo) {
  const Table& coffee = table("QD26-13");
  Sheet low = best(coffee);
  tick(coffee, low, "1.5", 2);
  const Settings strict{.floor_basis = FloorBasis::every_sheet};
  EXPECT_EQ(scored(coffee, {best(coffee), best(coffee), low}, strict).stars, 3);
  EXPECT_EQ(missed(scored(coffee, {best(coffee), best(coffee), low}, strict)), "4:1.5 5:1.5");
  EXPECT_EQ(scored(coffee, {best(coffee), best(coffee)}, strict).stars, 5);
}

TEST(RulebooksScore, AMissedFloorOfThreeLeavesTwoStarsWhateverThePoints) {
  const Table& coffee = table("QD26-13");
  Sheet one = best(coffee);
  tick(coffee, one, "1.1", 1);
  for (const char* code : {"1.2", "1.3", "1.4", "1.5", "1.6", "1.7"}) tick(coffee, one, code, 0);
  const Outcome outcome = scored(coffee, {one});
  EXPECT_EQ(outcome.band, 4);
  EXPECT_EQ(outcome.stars, 2);
}

TEST(RulebooksScore, BelowFiftyThePointsAloneDecide) {
  const Table& coffee = table("QD26-13");
  Sheet poor = sheet(coffee, {});
  for (std::size_t c = 0; c < coffee.criteria.size() && test::total(coffee, poor) < 30; ++c)
    poor.answers[c] = static_cast<std::int8_t>(coffee.criteria[c]->options.size());
  ASSERT_GE(test::total(coffee, poor), 30);
  ASSERT_LT(test::total(coffee, poor), 50);
  EXPECT_EQ(scored(coffee, {poor}).stars, 2);
}

TEST(RulebooksScore, AKnockoutOnAnySheetGivesNoStar) {
  const Table& coffee = table("QD26-13");
  Sheet rejecting = best(coffee);
  rejecting.knockouts = {"food_safety", "2.1", "food_safety"};
  Sheet also = best(coffee);
  also.knockouts = {"1.1"};
  const Outcome outcome = scored(coffee, {best(coffee), rejecting, also});
  EXPECT_EQ(outcome.stars, 0);
  EXPECT_EQ(outcome.band, 5) << "the band says what the points were";
  EXPECT_EQ(outcome.knockouts, (std::vector<std::string>{"1.1", "2.1", "food_safety"}));
}

TEST(RulebooksScore, FloorsMissedAreSortedByStarThenCodeAsText) {
  const Table& vegetables = table("QD26-01");
  const Outcome outcome = scored(vegetables, {sheet(vegetables, {})});
  EXPECT_TRUE(std::is_sorted(outcome.floors_missed.begin(), outcome.floors_missed.end()));
  EXPECT_NE(missed(outcome).find("3:10 3:2.2 "), std::string::npos) << missed(outcome);
  EXPECT_LT(missed(outcome).find("3:10 "), missed(outcome).find("3:9 "));
}

TEST(RulebooksScore, TellsTheSpreadOfEachCriterion) {
  const Table& coffee = table("QD26-13");
  Sheet a = best(coffee), b = best(coffee), c = best(coffee);
  tick(coffee, b, "1.4", 1);
  tick(coffee, c, "1.4", 0);
  const Outcome outcome = scored(coffee, {a, b, c});
  const CriterionResult& result = outcome.criteria.at(*coffee.index_of("1.4"));
  EXPECT_EQ(result.points, (std::vector<int>{3, 1, 0}));
  EXPECT_EQ(result.lowest, 0);
  EXPECT_EQ(result.highest, 3);
  EXPECT_EQ(result.mean, Rational(4, 3));
}

TEST(RulebooksScore, TourismTakesAnyOneOptionOfEitherCase) {
  const Table& tourism = table("QD26-26");
  for (const char* code : {"8", "9", "15"}) {
    const Criterion& criterion = *tourism.find(code);
    for (std::size_t o = 0; o < criterion.options.size(); ++o) {
      Sheet one = sheet(tourism, {});
      tick(tourism, one, code, static_cast<int>(o) + 1);
      EXPECT_EQ(scored(tourism, {one}).total, Rational(criterion.options[o].points)) << code << " option " << o + 1;
    }
  }
}

TEST(RulebooksScore, TheDecisionOf2019IsByPointsAlone) {
  const Table& tea = table("QD1048-01", "QD1048-2019");
  Sheet one = best(tea);
  EXPECT_EQ(scored(tea, {one}, {}, "QD1048-2019").stars, 5);
  EXPECT_EQ(shown(scored(tea, {one}, {}, "QD1048-2019").parts.at("C")), "40");
  tick(tea, one, "1.1", 0);
  EXPECT_EQ(scored(tea, {one}, {}, "QD1048-2019").stars, 5);
  EXPECT_TRUE(scored(tea, {sheet(tea, {})}, {}, "QD1048-2019").floors_missed.empty());
}

TEST(RulebooksScore, RefusesSheetsThatDoNotFit) {
  const Table& coffee = table("QD26-13");
  const auto field = [&](std::vector<Sheet> sheets) {
    const auto outcome = score(test::rulebook(), coffee, sheets, {});
    if (outcome.ok()) return std::string("scored");
    EXPECT_EQ(outcome.error().kind, ErrorKind::invalid_input);
    return outcome.error().problems.at(0).field;
  };
  EXPECT_EQ(field({}), "sheets");
  EXPECT_EQ(field(std::vector<Sheet>(kMaxSheets + 1, best(coffee))), "sheets");
  Sheet wrong = best(coffee);
  wrong.answers.pop_back();
  EXPECT_EQ(field({best(coffee), wrong}), "sheets[1].answers");
  wrong = best(coffee);
  wrong.answers[0] = 4;
  EXPECT_EQ(field({wrong}), "sheets[0].answers[\"1.1\"]");
  wrong.answers[0] = -1;
  EXPECT_EQ(field({wrong}), "sheets[0].answers[\"1.1\"]");
  wrong = best(coffee);
  wrong.knockouts = {"forged", "1.4"};
  EXPECT_EQ(field({wrong}), "sheets[0].knockouts[1]") << "1.4 carries no line of rejection";
  Sheet many = best(coffee);
  for (auto& answer : many.answers) answer = 99;
  const auto outcome = score(test::rulebook(), coffee, std::vector<Sheet>(10, many), {});
  EXPECT_EQ(outcome.error().problems.size(), kMaxFaults);
}

}  // namespace
}  // namespace ocop::rulebooks
