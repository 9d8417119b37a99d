#include "modules/pricing/rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace ocop::pricing {
namespace {

using producers::Paper;
using producers::PaperKind;
using products::Standing;

struct Row {
  const char* what;
  PriceInput input;
  Way way;
  Split split;
};

TEST(PricingRules, APriceIsSplitAsMakersTellIt) {
  const PriceInput usual{.price = 110'000, .cost = 40'000, .carriage = 5'000, .vat = 10, .fee = 20, .platform_returns = 5, .discount = 35,
                         .supermarket_returns = 10, .days = 73, .interest = 10};
  PriceInput free = usual;
  free.vat = 0;
  const std::vector<Row> table{
      {"at home: VAT and cost", usual, Way::home, {.vat = 10'000, .cost = 40'000, .left = 60'000}},
      {"at home without VAT", free, Way::home, {.cost = 40'000, .left = 70'000}},
      {"a platform: 5 % come back, 20 % of the rest is its fee, VAT of what is paid", usual, Way::platform,
       {.returned = 5'500, .fee = 20'900, .vat = 9'500, .carriage = 5'250, .cost = 40'000, .left = 28'850}},
      {"a supermarket: 35 % off what is not returned; 45,000 lie 73 days, a fifth of a year, at 10 %", usual, Way::supermarket,
       {.returned = 11'000, .discount = 34'650, .vat = 5'850, .carriage = 5'500, .credit = 900, .cost = 40'000, .left = 12'100}},
      {"a price below its cost", {.price = 10'000, .cost = 15'000}, Way::home, {.cost = 15'000, .left = -5'000}},
      {"half a đồng is rounded up", {.price = 50, .fee = 1, .platform_returns = 0}, Way::platform, {.fee = 1, .left = 49}},
  };
  for (const Row& row : table) {
    const Split split = rules::split(row.input, row.way);
    EXPECT_EQ(split, row.split) << row.what << ": left " << split.left << ", VAT " << split.vat;
  }
}

RC_GTEST_PROP(PricingRules, ThePartsAreThePrice, ()) {
  const auto any = [](std::int64_t low, std::int64_t high) { return *rc::gen::inRange<std::int64_t>(low, high + 1); };
  const auto percent = [&](std::int64_t most) { return static_cast<int>(any(0, most)); };
  const PriceInput input{.price = any(1, kMostMoney), .cost = any(0, kMostMoney), .carriage = any(0, kMostMoney), .vat = percent(20),
                         .fee = percent(60), .platform_returns = percent(60), .discount = percent(60), .supermarket_returns = percent(60),
                         .days = percent(365), .interest = percent(20)};
  for (const Way way : kWays) {
    const Split s = rules::split(input, way);
    RC_ASSERT(s.returned + s.discount + s.fee + s.vat + s.carriage + s.credit + s.cost + s.left == input.price);
    for (const std::int64_t part : {s.returned, s.discount, s.fee, s.vat, s.carriage, s.credit, s.cost}) RC_ASSERT(part >= 0);
  }
}

RC_GTEST_PROP(PricingRules, AtTheLeastPriceNothingIsLost, ()) {
  const auto any = [](std::int64_t low, std::int64_t high) { return *rc::gen::inRange<std::int64_t>(low, high + 1); };
  PriceInput input{.price = 1, .cost = any(1, 500'000), .carriage = any(0, 50'000), .vat = static_cast<int>(any(0, 10)),
                   .fee = static_cast<int>(any(0, 25)), .discount = static_cast<int>(any(0, 40)), .days = static_cast<int>(any(0, 120))};
  for (const Way way : kWays) {
    const auto least = rules::answer(input, way).least;
    RC_ASSERT(least.has_value());
    input.price = *least;
    RC_ASSERT(rules::split(input, way).left >= 0);
    input.price = *least - 200;   // two steps: rounding moves a part of one
    RC_ASSERT(input.price <= 0 || rules::split(input, way).left < 0);
  }
}

TEST(PricingRules, TermsThatEatAllHaveNoLeastPrice) {
  const PriceInput input{.price = 1, .cost = kMostMoney, .vat = 0, .discount = 60, .supermarket_returns = 60};
  EXPECT_FALSE(rules::answer(input, Way::supermarket).least);
}

Facts ready() {
  Facts out;
  out.today = *Date::of(2026, 11, 27);
  out.product.gtin = "08938501234568";
  out.product.standing = {.basis = Standing::Basis::certificate, .stars = 4, .decision = "1/QĐ-UBND", .decided = Date::of(2026, 1, 10)};
  out.product.standing.valid_until = Date::of(2029, 1, 9);
  out.product.standing.verified = true;
  out.sheet.ingredients = "Lá chè";
  out.sheet.storage = "Nơi khô";
  out.sheet.shelf_life_days = 365;
  out.items = {{.content = {500, items::Unit::gram}, .price = 90'000, .stock = 4}};
  out.has_photo = true;
  out.papers.emplace();
  for (const PaperKind kind : {PaperKind::business_registration, PaperKind::production_conditions, PaperKind::quality_declaration,
                               PaperKind::test_sheet, PaperKind::quality_management, PaperKind::barcode_trace})
    out.papers->push_back(Paper{.kind = kind, .sha256 = std::string(64, 'a')});
  return out;
}

std::set<Asked> missing(const Facts& facts, const std::optional<PriceInput>& reckoned) {
  std::set<Asked> out;
  for (const Line& line : rules::readiness(facts, reckoned))
    if (line.state == Line::State::missing) out.insert(line.asked);
  return out;
}

TEST(PricingRules, WhatASupermarketAsksIsHeldAgainstTheRecord) {
  const PriceInput good{.price = 200'000, .cost = 20'000};
  using Set = std::set<Asked>;
  EXPECT_EQ(missing(ready(), good), Set{});
  EXPECT_EQ(missing(ready(), std::nullopt), Set{Asked::margin});
  EXPECT_EQ(missing(ready(), PriceInput{.price = 30'000, .cost = 20'000}), Set{Asked::margin});
  EXPECT_EQ(missing(ready(), PriceInput{.price = 30'000}), Set{Asked::margin}) << "a cost that nobody typed is no cost";
  struct Change { const char* what; void (*change)(Facts&); Set missing; };
  const std::vector<Change> table{
      {"a test sheet that ended yesterday", [](Facts& f) { f.papers->at(3).expires = Date::of(2026, 11, 26); }, {Asked::test_sheet}},
      {"its last day", [](Facts& f) { f.papers->at(3).expires = Date::of(2026, 11, 27); }, {}},
      {"a paper noted without its file", [](Facts& f) { f.papers->at(0).sha256.clear(); }, {Asked::registration}},
      {"a star that was withdrawn", [](Facts& f) { f.product.standing.withdrawn = true; }, {Asked::star}},
      {"the code of a size alone", [](Facts& f) { f.product.gtin.clear(); f.items[0].gtin = "08938501234568"; }, {}},
      {"no code", [](Facts& f) { f.product.gtin.clear(); }, {Asked::barcode}},
      {"sold out", [](Facts& f) { f.items[0].stock = 0; }, {Asked::stock}},
      {"made to order", [](Facts& f) { f.items[0].stock = std::nullopt; }, {}},
      {"nothing on sale", [](Facts& f) { f.items.clear(); }, {Asked::price, Asked::stock, Asked::content}},
      {"no sheet", [](Facts& f) { f.sheet = {}; }, {Asked::ingredients, Asked::storage, Asked::shelf_life}},
      {"no photo", [](Facts& f) { f.has_photo = false; }, {Asked::photo}},
  };
  for (const Change& row : table) {
    Facts facts = ready();
    row.change(facts);
    EXPECT_EQ(missing(facts, good), row.missing) << row.what;
  }
}

TEST(PricingRules, PapersOfAnotherMatterAreHiddenAndNotMissing) {
  Facts facts = ready();
  facts.papers.reset();
  const auto lines = rules::readiness(facts, PriceInput{.price = 200'000, .cost = 20'000});
  EXPECT_EQ(std::ranges::count(lines, Line::State::hidden, &Line::state), 6);
  EXPECT_EQ(std::ranges::count(lines, Line::State::missing, &Line::state), 0);
}

TEST(PricingRules, EverythingThatIsAskedHasItsWordsAndItsWay) {
  std::set<std::string_view> names;
  for (const Asked asked : kAsked) {
    EXPECT_FALSE(name(asked).empty());
    EXPECT_TRUE(names.insert(name(asked)).second) << name(asked);
    EXPECT_FALSE(label(asked).vi.empty()) << name(asked);
    EXPECT_EQ(page_of(asked).empty(), asked == Asked::star) << name(asked);
  }
}

}  // namespace
}  // namespace ocop::pricing
