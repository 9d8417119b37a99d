#include "modules/ladders/rules.h"

#include <gtest/gtest.h>

namespace ocop::ladders {
namespace {

const rulebooks::Library& library() {
  static const rulebooks::Library loaded = rulebooks::load().value();
  return loaded;
}
const rulebooks::Rulebook& rulebook() { return *library().find("QD26-2026"); }
const rulebooks::Table& coffee() { return *rulebook().find("QD26-13"); }

evaluation::OwnSheet answered(int linkage) {
  evaluation::OwnSheet out;
  out.number = "01/PĐK-68-24988-2026";
  out.rulebook = "QD26-2026";
  out.product_set = "QD26-13";
  for (const rulebooks::Criterion* criterion : coffee().criteria) {
    std::size_t highest = 0;
    for (std::size_t i = 0; i < criterion->options.size(); ++i)
      if (criterion->options[i].points > criterion->options[highest].points) highest = i;
    out.sheet.answers.push_back(criterion->code == "1.5" ? static_cast<std::int8_t>(linkage) : static_cast<std::int8_t>(highest + 1));
  }
  return out;
}
rulebooks::Ladder climb(const evaluation::OwnSheet& own, int target, const rulebooks::Prices& prices = {}) {
  return rulebooks::ladder(rulebook(), coffee(), own.sheet, {.target = target, .prices = prices}).value();
}
const Date kToday = *Date::of(2026, 11, 28);
std::string_view refusal(const Result<Plan>& plan) { return plan.ok() ? "" : plan.error().problems.at(0).message.en; }

TEST(LaddersRules, TheTargetIsTheNextStarThatIsRecognised) {
  struct Case { int reached, usual; };
  for (const auto& [reached, usual] : {Case{0, 3}, Case{1, 3}, Case{2, 3}, Case{3, 4}, Case{4, 5}, Case{5, 5}})
    EXPECT_EQ(rules::usual_target(reached, std::nullopt), usual) << reached;
  EXPECT_EQ(rules::usual_target(3, Plan{.target = 5}), 5) << "what is planned goes before";
}

TEST(LaddersRules, AnOptionIsReadAsTheTableHasIt) {
  const auto place = rules::read_option(coffee(), "1.5/3");
  ASSERT_TRUE(place.ok());
  EXPECT_EQ(place->criterion, "1.5");
  EXPECT_EQ(place->option, 3);
  for (const char* wrong : {"", "/", "1.5", "1.5/", "1.5/0", "1.5/9", "1.5/03", "1.5/3 ", "9.9/1", "1.5/3/1", "1.5/-1"}) {
    const auto none = rules::read_option(coffee(), wrong);
    ASSERT_FALSE(none.ok()) << wrong;
    EXPECT_EQ(none.error().problems.at(0).field, "option") << wrong;
  }
}

TEST(LaddersRules, PricesOfCriteriaThatAreGoneAreLeftOut) {
  const std::vector<GivenPrice> given{{"1.5", 3, {7, 1}}, {"99", 1, {5, 1}}};
  const rulebooks::Prices prices = rules::prices_of(coffee(), given);
  EXPECT_EQ(prices.given.size(), 1u);
  EXPECT_EQ(prices.of(*coffee().index_of("1.5"), 3), (rulebooks::Price{7, 1}));
}

TEST(LaddersRules, DaysFollowEachOther) {
  evaluation::OwnSheet own = answered(2);
  for (const char* code : {"1.2", "2.2"}) own.sheet.answers[*coffee().index_of(code)] = rulebooks::kUnticked;
  const std::vector<GivenPrice> given{{"1.5", 3, {5, 3}}, {"2.2", 4, {7, 2}}, {"2.2", 3, {6, 2}}, {"2.2", 2, {6, 4}}};
  const rulebooks::Ladder way = climb(own, 4, rules::prices_of(coffee(), given));
  ASSERT_EQ(way.rungs.size(), 2u);
  const SavePlan ask{.version = 0, .target = 4, .owner = "Chị Hoa", .starts = *Date::of(2026, 12, 31)};
  const auto plan = rules::plan_of(own, coffee(), way, ask, kToday);
  ASSERT_TRUE(plan.ok()) << refusal(plan);
  EXPECT_EQ(plan->steps[0].criterion, "1.5");
  EXPECT_EQ(plan->steps[0].due, *Date::of(2027, 3, 31));
  EXPECT_EQ(plan->steps[1].due, Date::of(2026, 12, 31)->plus_months(3 + static_cast<int>(way.rungs[1].price.months)));
  EXPECT_EQ(plan->steps[1].stars, 4);
  EXPECT_EQ(plan->owner, "Chị Hoa");
  EXPECT_EQ(plan->points, way.points_before);
}

TEST(LaddersRules, NoPlanWhereThereIsNothingToDoOrNoWay) {
  const evaluation::OwnSheet own = answered(2);
  const auto plan = [&](const rulebooks::Ladder& way, Date starts) {
    return std::string(refusal(rules::plan_of(own, coffee(), way, {.target = way.target, .starts = starts}, kToday)));
  };
  EXPECT_EQ(plan(climb(own, 4), kToday), "");
  EXPECT_NE(plan(climb(own, 3), kToday), "") << "reached already";
  rulebooks::Ladder blocked = climb(own, 4);
  blocked.obstacles.push_back({});
  EXPECT_NE(plan(blocked, kToday), "");
  EXPECT_EQ(plan(climb(own, 4), kToday.plus_months(-12)), "");
  EXPECT_NE(plan(climb(own, 4), kToday.plus_months(-12).plus_days(-1)), "");
  EXPECT_EQ(plan(climb(own, 4), kToday.plus_months(120)), "");
  EXPECT_NE(plan(climb(own, 4), kToday.plus_months(120).plus_days(1)), "");
}

TEST(LaddersRules, AStepIsDoneByThePointsOfLaterAnswers) {
  const evaluation::OwnSheet own = answered(2);
  const Plan plan = rules::plan_of(own, coffee(), climb(own, 4), {.target = 4, .starts = kToday}, kToday).value();
  struct Case { int linkage; Standing standing; };
  for (const auto& [linkage, standing] :
       {Case{0, Standing::open}, Case{2, Standing::open}, Case{3, Standing::done}, Case{4, Standing::done}}) {
    const Followed followed = rules::follow(plan, answered(linkage), &coffee());
    ASSERT_EQ(followed.steps.size(), 1u);
    EXPECT_EQ(followed.steps[0], standing) << linkage;
  }
  evaluation::OwnSheet elsewhere = answered(4);
  elsewhere.product_set = "QD26-12";
  EXPECT_EQ(rules::follow(plan, elsewhere, &coffee()).steps[0], Standing::not_comparable);
  EXPECT_EQ(rules::follow(plan, answered(4), nullptr).steps[0], Standing::not_comparable);
}

}  // namespace
}  // namespace ocop::ladders
