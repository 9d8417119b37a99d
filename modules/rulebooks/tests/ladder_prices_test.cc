// The ladder with prices, against every way there is.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <memory>
#include <tuple>

#include "kernel/json/json.h"
#include "modules/rulebooks/tests/support.h"

namespace ocop::rulebooks {
namespace {

using test::best;
using test::library;
using test::sheet;
using test::table;
using test::tick;

constexpr std::string_view kBoth[] = {"QD26-2026", "QD1048-2019"};

// Over the whole range from the first case on: rapidcheck's own begins small, and a small table has little to choose from.
template <class T> T any_of(T from, T to) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<T>(from, to)); }

// What is promised to be least, in this order: money, months, steps, points.
using Promise = std::tuple<std::int64_t, std::int64_t, int, int>;

int points_of(const Criterion& criterion, int answer) {
  return answer == kUnticked ? 0 : criterion.options[static_cast<std::size_t>(answer - 1)].points;
}

// Every sheet that raises some answers of `free`, each within its case; the best of those that reach the target by the law's own function.
struct Search {
  const Rulebook& rulebook;
  const Table& table;
  const Sheet& start;
  const Wish& wish;
  std::vector<std::size_t> free;
  std::optional<Promise> least{};

  void run() {
    Sheet now = start;
    step(0, now, {});
  }
  void step(std::size_t at, Sheet& now, Promise so_far) {
    if (at == free.size()) {
      const bool there = score(rulebook, table, {&now, 1}, {}).value().stars >= wish.target;
      if (there && (!least || so_far < *least)) least = so_far;
      return;
    }
    const std::size_t c = free[at];
    const Criterion& criterion = *table.criteria[c];
    const int before = start.answers[c];
    step(at + 1, now, so_far);
    for (int option = 1; option <= static_cast<int>(criterion.options.size()); ++option) {
      const int gain = points_of(criterion, option) - points_of(criterion, before);
      if (gain <= 0) continue;
      if (before != kUnticked && criterion.options[static_cast<std::size_t>(option - 1)].case_code !=
                                     criterion.options[static_cast<std::size_t>(before - 1)].case_code)
        continue;
      const Price& price = wish.prices.of(c, option);
      const auto& [money, months, steps, points] = so_far;
      now.answers[c] = static_cast<std::int8_t>(option);
      step(at + 1, now, {money + price.money, months + price.months, steps + 1, points + gain});
    }
    now.answers[c] = static_cast<std::int8_t>(before);
  }
};

Promise promise_of(const Ladder& ladder) {
  return {ladder.price.money, ladder.price.months, static_cast<int>(ladder.rungs.size()), ladder.points_after - ladder.points_before};
}

// What every ladder keeps, whatever it was asked.
void expect_whole(const Rulebook& rulebook, const Table& table, const Sheet& start, const Wish& wish, const Ladder& ladder) {
  Sheet now = start;
  Price sum;
  int total = ladder.points_before;
  std::optional<Price> last;
  std::vector<std::size_t> seen;
  for (const Rung& rung : ladder.rungs) {
    RC_ASSERT(std::ranges::find(seen, rung.criterion) == seen.end());   // one step a criterion
    seen.push_back(rung.criterion);
    RC_ASSERT(now.answers[rung.criterion] == rung.from);
    RC_ASSERT(rung.points == points_of(*table.criteria[rung.criterion], rung.to) - points_of(*table.criteria[rung.criterion], rung.from));
    RC_ASSERT(rung.points > 0);
    RC_ASSERT(rung.price == wish.prices.of(rung.criterion, rung.to));
    RC_ASSERT(!last || *last <= rung.price);                            // the cheapest first
    last = rung.price;
    now.answers[rung.criterion] = static_cast<std::int8_t>(rung.to);
    total += rung.points;
    RC_ASSERT(rung.total == total);
    RC_ASSERT(rung.stars == score(rulebook, table, {&now, 1}, {}).value().stars);
    sum.money += rung.price.money;
    sum.months += rung.price.months;
  }
  RC_ASSERT(sum == ladder.price);
  RC_ASSERT(total == ladder.points_after);
}

// A table of at most six criteria with floors and cases, and bands in its own size.
struct Small {
  Rulebook rulebook;
  Table table;
};
std::shared_ptr<Small> draw_small() {
  auto out = std::make_shared<Small>();
  Section section{.code = "1", .title = {}, .max = 0, .subsections = {}, .criteria = {}};
  int most = 0;
  const int criteria = any_of(1, 7);
  for (int c = 0; c < criteria; ++c) {
    Criterion criterion;
    criterion.code = "1." + std::to_string(c + 1);
    const bool cases = any_of(0, 5) == 0;
    const int options = any_of(1, 5);
    for (int o = 0; o < options; ++o) {
      Option option;
      option.points = any_of(0, 6);
      if (cases) option.case_code = o % 2 == 0 ? "a" : "b";
      criterion.max = std::max(criterion.max, option.points);
      criterion.options.push_back(option);
    }
    if (any_of(0, 3) == 0) {
      int floor = 0;
      for (int star = 3; star <= 5; ++star) {
        floor = std::max(floor, any_of(0, criterion.max + 1));
        if (floor > 0) criterion.floors.push_back({star, floor});
      }
    }
    if (any_of(0, 4) == 0) criterion.requirements.push_back({"Yêu cầu", "Requirement"});
    most += criterion.max;
    section.criteria.push_back(std::move(criterion));
  }
  out->table.code = "small";
  out->table.knockouts.push_back({"forged", {"Giả mạo hồ sơ", "Forged dossier"}});
  out->table.parts.push_back({.code = "A", .title = {}, .max = most, .sections = {std::move(section)}});
  for (const Criterion& criterion : out->table.parts[0].sections[0].criteria) {
    out->table.criteria.push_back(&criterion);
    out->table.part_of.push_back('A');
  }
  out->rulebook = test::rulebook(*rc::gen::element(kBoth[0], kBoth[1]));
  for (Band& band : out->rulebook.bands) band.from = band.from * most / 100;
  return out;
}

Sheet draw_sheet(const Table& table) {
  Sheet out{.member = "m", .answers = {}, .knockouts = {}};
  for (const Criterion* criterion : table.criteria)
    out.answers.push_back(static_cast<std::int8_t>(any_of(0, static_cast<int>(criterion->options.size()) + 1)));
  return out;
}

// Few prices and near ones, so that ties are common; some of nothing.
Prices draw_prices(const Table& table) {
  Prices out;
  out.usual = {any_of<std::int64_t>(0, 4), any_of<std::int64_t>(0, 3)};
  for (std::size_t c = 0; c < table.criteria.size(); ++c)
    for (int option = 1; option <= static_cast<int>(table.criteria[c]->options.size()); ++option)
      if (any_of(0, 3) > 0)
        out.given[{c, option}] = {any_of<std::int64_t>(0, 5), any_of<std::int64_t>(0, 4)};
  return out;
}

RC_GTEST_PROP(RulebooksLadder, OfSmallTablesIsTheBestOfAllWays, ()) {
  const auto small = draw_small();
  const Sheet start = draw_sheet(small->table);
  const Wish wish{.target = any_of(1, 6), .prices = draw_prices(small->table)};
  Search search{small->rulebook, small->table, start, wish, {}};
  for (std::size_t c = 0; c < small->table.criteria.size(); ++c) search.free.push_back(c);
  search.run();
  const auto found = ladder(small->rulebook, small->table, start, wish);
  RC_ASSERT(found.ok());
  RC_CLASSIFY(!found->reachable(), "out of reach");
  RC_CLASSIFY(found->rungs.size() > 1, "several steps");
  RC_ASSERT(found->reachable() == search.least.has_value());
  RC_ASSERT(found->reached == score(small->rulebook, small->table, {&start, 1}, {}).value().stars);
  if (!search.least) RC_ASSERT(found->rungs.empty());
  else RC_ASSERT(promise_of(*found) == *search.least);
  expect_whole(small->rulebook, small->table, start, wish, *found);
}

RC_GTEST_PROP(RulebooksLadder, OfTheDecisionsTablesIsTheBestOfAllWays, ()) {
  const Rulebook& rulebook = test::rulebook(*rc::gen::element(kBoth[0], kBoth[1]));
  const Table& one = *rulebook.tables[any_of<std::size_t>(0, rulebook.tables.size())];
  Sheet start = best(one);
  std::vector<std::size_t> free;   // a few criteria below their best: small enough to try every way
  const auto lowered = any_of<std::size_t>(1, 8);
  for (std::size_t i = 0; i < lowered; ++i) {
    const auto c = any_of<std::size_t>(0, one.criteria.size());
    start.answers[c] = static_cast<std::int8_t>(any_of(0, static_cast<int>(one.criteria[c]->options.size()) + 1));
    if (std::ranges::find(free, c) == free.end()) free.push_back(c);
  }
  const Wish wish{.target = any_of(3, 6), .prices = draw_prices(one)};
  Search search{rulebook, one, start, wish, free};
  search.run();
  const auto found = ladder(rulebook, one, start, wish);
  RC_ASSERT(found.ok());
  RC_ASSERT(found->reachable() == search.least.has_value());
  if (search.least) RC_ASSERT(promise_of(*found) == *search.least);
  expect_whole(rulebook, one, start, wish, *found);
}

RC_GTEST_PROP(RulebooksLadder, OfAnySheetReachesItsTarget, ()) {
  const Rulebook& rulebook = test::rulebook(*rc::gen::element(kBoth[0], kBoth[1]));
  const Table& one = *rulebook.tables[any_of<std::size_t>(0, rulebook.tables.size())];
  const Sheet start = draw_sheet(one);
  const Wish wish{.target = any_of(1, 6), .prices = draw_prices(one)};
  const auto found = ladder(rulebook, one, start, wish);
  RC_ASSERT(found.ok());
  RC_ASSERT(found->reachable());
  RC_ASSERT((found->rungs.empty() ? found->reached : found->rungs.back().stars) >= wish.target);
  expect_whole(rulebook, one, start, wish, *found);
}

RC_GTEST_PROP(RulebooksLadder, WithoutPricesIsTheWayToTheNextStar, ()) {
  const Rulebook& rulebook = test::rulebook(*rc::gen::element(kBoth[0], kBoth[1]));
  const Table& one = *rulebook.tables[any_of<std::size_t>(0, rulebook.tables.size())];
  const Sheet start = draw_sheet(one);
  const auto next = next_star(rulebook, one, start);
  RC_PRE(next.has_value());
  const auto found = ladder(rulebook, one, start, {.target = next->target});
  RC_ASSERT(found.ok());
  RC_ASSERT(found->rungs.size() == next->rungs.size());
  for (std::size_t i = 0; i < next->rungs.size(); ++i) {
    RC_ASSERT(found->rungs[i].criterion == next->rungs[i].criterion);
    RC_ASSERT(found->rungs[i].to == next->rungs[i].to);
    RC_ASSERT(found->rungs[i].price == kUsualPrice);
  }
}

TEST(RulebooksLadder, MoneyGoesBeforeMonthsAndMonthsBeforeSteps) {
  const Table& coffee = table("QD26-13");
  Sheet start = best(coffee);
  for (const char* code : {"1.2", "1.3", "1.4"}) tick(coffee, start, code, 0);
  tick(coffee, start, "4.3", 0);   // 88 points, all floors of five met: two points are missing, "1.2" alone has them
  const std::size_t a = *coffee.index_of("1.2"), b = *coffee.index_of("1.3");
  Wish wish{.target = 5};
  for (int option = 1; option <= 3; ++option) wish.prices.given[{a, option}] = {.money = 100, .months = 1};
  auto found = ladder(test::rulebook(), coffee, start, wish);
  ASSERT_TRUE(found.ok());
  ASSERT_EQ(found->rungs.size(), 1u);
  EXPECT_EQ(found->rungs[0].criterion, a);
  EXPECT_EQ(found->price, (Price{100, 1}));
  for (int option = 1; option <= 3; ++option) wish.prices.given[{b, option}] = {.money = 99, .months = 20};
  found = ladder(test::rulebook(), coffee, start, wish);
  EXPECT_EQ(found->rungs[0].criterion, b) << "one đồng less weighs more than nineteen months";
  EXPECT_EQ(found->rungs[0].stars, 5);
  EXPECT_EQ(found->rungs[0].total, found->points_after);
}

TEST(RulebooksLadder, NothingIsDoneWhereTheStarIsReached) {
  const auto found = ladder(test::rulebook(), table("QD26-13"), best(table("QD26-13")), {.target = 4});
  ASSERT_TRUE(found.ok());
  EXPECT_TRUE(found->reachable());
  EXPECT_TRUE(found->rungs.empty());
  EXPECT_EQ(found->reached, 5);
  EXPECT_EQ(found->price, Price{});
}

TEST(RulebooksLadder, AKnockoutAndAMissedRequirementAreObstacles) {
  const Table& vegetables = table("QD26-01");
  Sheet start = sheet(vegetables, {});
  start.knockouts = {"forged", "forged"};
  const auto found = ladder(test::rulebook(), vegetables, start, {.target = 3, .unmet = {*vegetables.index_of("1.1")}});
  ASSERT_TRUE(found.ok());
  EXPECT_FALSE(found->reachable());
  EXPECT_TRUE(found->rungs.empty());
  EXPECT_EQ(found->reached, 0);
  EXPECT_EQ(found->obstacles, (std::vector<Obstacle>{{.kind = Obstacle::Kind::knockout, .code = "forged"},
                                                     {.kind = Obstacle::Kind::requirement, .code = "1.1"}}));
}

TEST(RulebooksLadder, AFloorAboveEveryOptionOfTheCaseIsAnObstacle) {
  const auto own = std::make_shared<Small>();
  own->rulebook = test::rulebook();
  Criterion criterion{.code = "1", .max = 5};
  criterion.options = {{.points = 2, .case_code = "a"}, {.points = 5, .case_code = "b"}};
  criterion.floors = {{3, 5}};
  Section section{.code = "1", .title = {}, .max = 5, .subsections = {}, .criteria = {criterion}};
  own->table.parts.push_back({.code = "A", .title = {}, .max = 5, .sections = {section}});
  own->table.criteria = {&own->table.parts[0].sections[0].criteria[0]};
  own->table.part_of = {'A'};
  for (Band& band : own->rulebook.bands) band.from = band.star == 3 ? 2 : band.from;
  const Sheet within{.member = "m", .answers = {1}, .knockouts = {}};
  const auto found = ladder(own->rulebook, own->table, within, {.target = 3});
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->obstacles, (std::vector<Obstacle>{{.kind = Obstacle::Kind::floor, .code = "1", .needed = 5, .most = 2}}));
  const Sheet open{.member = "m", .answers = {kUnticked}, .knockouts = {}};
  EXPECT_EQ(ladder(own->rulebook, own->table, open, {.target = 3})->rungs.size(), 1u);
  const auto five = ladder(own->rulebook, own->table, open, {.target = 5});
  EXPECT_EQ(five->obstacles, (std::vector<Obstacle>{{.kind = Obstacle::Kind::points, .code = "", .needed = 90, .most = 5}}));
}

TEST(RulebooksLadder, RefusesWhatCannotBeMeant) {
  const Table& coffee = table("QD26-13");
  const auto fault = [&](const Wish& wish) {
    const auto found = ladder(test::rulebook(), coffee, sheet(coffee, {}), wish);
    return found.ok() ? "ladder" : found.error().problems.at(0).field;
  };
  EXPECT_EQ(fault({.target = 0}), "target");
  EXPECT_EQ(fault({.target = 6}), "target");
  EXPECT_EQ(fault({.target = 3, .prices = {.usual = {.money = -1}}}), "costs");
  EXPECT_EQ(fault({.target = 3, .prices = {.given = {{{0, 1}, {.money = kMostMoney + 1}}}}}), "costs");
  EXPECT_EQ(fault({.target = 3, .prices = {.given = {{{0, 1}, {.months = kMostMonths + 1}}}}}), "costs");
  EXPECT_EQ(fault({.target = 3, .unmet = {1'000}}), "unmet");
  EXPECT_EQ(fault({.target = 3, .prices = {.usual = {.money = kMostMoney, .months = kMostMonths}}}), "ladder");
}

// ---- the file of `ocop ladder`

std::string coffee_file(std::string_view sheets, std::string_view more) {
  return R"({"rulebook":"QD26-2026","product_set":"QD26-13","sheets":)" + std::string(sheets) + "," + std::string(more) + "}";
}
struct Answer { ErrorKind kind; std::string field, got; };
Answer fault_of(std::string_view request) {
  const auto result = ladder_json(library(), request);
  if (result.ok()) return {ErrorKind::internal, "climbed", *result};
  return {result.error().kind, result.error().problems.at(0).field, result.error().problems.at(0).got};
}
// All of the coffee table at its best, and "1.5" at 2: three stars, for four need option 3 and five option 4.
std::string low_linkage() {
  std::string out = "[{\"answers\":{";
  const Table& coffee = table("QD26-13");
  const Sheet top = best(coffee);
  for (std::size_t c = 0; c < coffee.criteria.size(); ++c) {
    const int option = coffee.criteria[c]->code == "1.5" ? 2 : top.answers[c];
    out += (c ? ",\"" : "\"") + coffee.criteria[c]->code + "\":" + std::to_string(option);
  }
  return out + "}}]";
}

TEST(RulebooksLadderJson, TheExampleOfTheFormat) {
  // docs/formats/ladder.md shows this answer.
  const auto found = ladder_json(library(), coffee_file(low_linkage(), R"("target":4,"costs":{"1.5":{"3":{"money":5000000,"months":3}}})"));
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(*found, R"({"reached":3,"steps":[{"criterion":"1.5","from":2,"to":3,"points":"1","money":5000000,"months":3,"total":"99",)"
                    R"("stars":4}],"money":5000000,"months":3})");
}

TEST(RulebooksLadderJson, WhatIsNotGivenIsAsUsual) {
  const auto found = ladder_json(library(), coffee_file(low_linkage(), R"("target":4,"costs":{"1.5":{"3":{"money":7}}})"));
  ASSERT_TRUE(found.ok());
  EXPECT_NE(found->find(R"("money":7,"months":3,)"), std::string::npos) << *found;
  const auto none = ladder_json(library(), coffee_file(low_linkage(), R"("target":4)"));
  EXPECT_NE(none->find(R"("money":10000000,"months":3,)"), std::string::npos) << *none;
  EXPECT_EQ(*ladder_json(library(), coffee_file(low_linkage(), R"("target":3)")), R"({"reached":3,"steps":[],"money":0,"months":0})");
}

TEST(RulebooksLadderJson, OutOfReachIsAConflictWithItsReason) {
  const Answer forged = fault_of(coffee_file(R"([{"answers":{},"knockouts":["forged"]}])", R"("target":3)"));
  EXPECT_EQ(forged.kind, ErrorKind::conflict);
  EXPECT_EQ(forged.field, "sheets[0].knockouts");
  EXPECT_EQ(forged.got, "\"forged\"");
  const auto vegetables = fault_of(
      R"({"rulebook":"QD26-2026","product_set":"QD26-01","sheets":[{"answers":{}}],"target":3,"unmet":["1.1"]})");
  EXPECT_EQ(vegetables.kind, ErrorKind::conflict);
  EXPECT_EQ(vegetables.field, "unmet");
}

TEST(RulebooksLadderJson, SaysWhereAndWhatWouldBeRight) {
  struct Case { const char* why; std::string request; const char* field; };
  const std::string one = R"([{"answers":{}}])";
  const Case cases[] = {
      {"no target", R"({"rulebook":"QD26-2026","product_set":"QD26-13","sheets":[{"answers":{}}]})", "target"},
      {"target six", coffee_file(one, R"("target":6)"), "target"},
      {"target as text", coffee_file(one, R"("target":"4")"), "target"},
      {"half a star", coffee_file(one, R"("target":3.5)"), "target"},
      {"two sheets", coffee_file(R"([{"answers":{}},{"answers":{}}])", R"("target":3)"), "sheets"},
      {"no sheet", coffee_file("[]", R"("target":3)"), "sheets"},
      {"unknown option of a sheet", coffee_file(R"([{"answers":{"1.1":9}}])", R"("target":3)"), R"(sheets[0].answers["1.1"])"},
      {"costs as a list", coffee_file(one, R"("target":3,"costs":[])"), "costs"},
      {"a cost of an unknown criterion", coffee_file(one, R"("target":3,"costs":{"9.9":{}})"), R"(costs["9.9"])"},
      {"a cost of an unknown option", coffee_file(one, R"("target":3,"costs":{"1.1":{"4":{}}})"), R"(costs["1.1"]["4"])"},
      {"a cost of option zero", coffee_file(one, R"("target":3,"costs":{"1.1":{"0":{}}})"), R"(costs["1.1"]["0"])"},
      {"an option with a zero before it", coffee_file(one, R"("target":3,"costs":{"1.1":{"01":{}}})"), R"(costs["1.1"]["01"])"},
      {"a cost that is a number", coffee_file(one, R"("target":3,"costs":{"1.1":{"1":5}})"), R"(costs["1.1"]["1"])"},
      {"negative money", coffee_file(one, R"("target":3,"costs":{"1.1":{"1":{"money":-1}}})"), R"(costs["1.1"]["1"].money)"},
      {"too much money", coffee_file(one, R"("target":3,"costs":{"1.1":{"1":{"money":1000000000001}}})"), R"(costs["1.1"]["1"].money)"},
      {"half a month", coffee_file(one, R"("target":3,"costs":{"1.1":{"1":{"months":1.5}}})"), R"(costs["1.1"]["1"].months)"},
      {"an unknown member of a cost", coffee_file(one, R"("target":3,"costs":{"1.1":{"1":{"days":1}}})"), R"(costs["1.1"]["1"]["days"])"},
      {"an unknown member", coffee_file(one, R"("target":3,"goal":4)"), "goal"},
      {"no requirement there", coffee_file(one, R"("target":3,"unmet":["1.2"])"), "unmet[0]"},
      {"unmet as text", coffee_file(one, R"("target":3,"unmet":"1.1")"), "unmet"},
  };
  for (const Case& one_case : cases) {
    const Answer answer = fault_of(one_case.request);
    EXPECT_EQ(answer.kind, ErrorKind::invalid_input) << one_case.why << ": " << answer.got;
    EXPECT_EQ(answer.field, one_case.field) << one_case.why;
  }
  EXPECT_EQ(fault_of("{").kind, ErrorKind::malformed_request);
}

}  // namespace
}  // namespace ocop::rulebooks
