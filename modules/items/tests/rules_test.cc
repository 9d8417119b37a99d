#include "modules/items/rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "modules/items/messages.h"

namespace ocop::items::rules {
namespace {

TEST(ItemsRules, AContentIsReadAsLabelsSayIt) {
  struct Case { std::string_view typed; std::int64_t amount; Unit unit; std::string_view shown; };
  for (const Case& one : std::vector<Case>{{"300 g", 300, Unit::gram, "300 g"},
                                           {"300g", 300, Unit::gram, "300 g"},
                                           {"300 gam", 300, Unit::gram, "300 g"},
                                           {"1,5 kg", 1'500, Unit::gram, "1,5 kg"},
                                           {"1.5kg", 1'500, Unit::gram, "1,5 kg"},
                                           {"1.500 g", 1'500, Unit::gram, "1,5 kg"},
                                           {"0,5 Lít", 500, Unit::millilitre, "500 ml"},
                                           {"0.500 lít", 500, Unit::millilitre, "500 ml"},
                                           {"330ml", 330, Unit::millilitre, "330 ml"},
                                           {"2 mét", 2'000, Unit::millimetre, "2 m"},
                                           {"45 cm", 450, Unit::millimetre, "45 cm"},
                                           {"12 gói", 12, Unit::piece, "12 cái"},
                                           {"1 chiếc", 1, Unit::piece, "1 cái"},
                                           {"1.250,5 kg", 1'250'500, Unit::gram, "1.250,5 kg"},
                                           {" 24 hộp ", 24, Unit::piece, "24 cái"},
                                           {"0,125 kg", 125, Unit::gram, "125 g"},
                                           {"1,125 kg", 1'125, Unit::gram, "1.125 g"},
                                           {"1.125 kg", 1'125, Unit::gram, "1.125 g"},  // shown as kilograms it was read as a tonne
                                           {"1,500 g", 1'500, Unit::gram, "1,5 kg"}}) {
    const auto read = read_content(one.typed);
    ASSERT_TRUE(read) << one.typed;
    EXPECT_EQ(*read, (Content{one.amount, one.unit})) << one.typed;
    EXPECT_EQ(show(*read, Language::vi), one.shown);
  }
  for (const std::string_view typed :
       {"", "g", "0 g", "300", "ba trăm gam", "1,2,3 kg", "0,0005 g", "1,5 gói", "-5 g", "5 thúng", "300 g x 2", "99999999999 kg"})
    EXPECT_FALSE(read_content(typed)) << typed;
}

RC_GTEST_PROP(ItemsRules, WhatAContentShowsReadsAsItself, ()) {
  const auto unit = static_cast<Unit>(*rc::gen::inRange(0, 4));
  const Content content{*rc::gen::inRange<std::int64_t>(1, kMostAmount), unit};
  const auto again = read_content(show(content, Language::vi));
  RC_ASSERT(again.ok());
  RC_ASSERT(*again == content);
}

TEST(ItemsRules, MoneyIsReadAsPeopleWriteIt) {
  struct Case { std::string_view typed; std::int64_t dong; };
  for (const Case& one : std::vector<Case>{{"", 0},
                                           {"45000", 45'000},
                                           {"45.000", 45'000},
                                           {"45,000", 45'000},
                                           {"45 000 đ", 45'000},
                                           {"45.000₫", 45'000},
                                           {"45k", 45'000},
                                           {"45 nghìn", 45'000},
                                           {"1,2 triệu", 1'200'000},
                                           {"1.250.000 đồng", 1'250'000},
                                           {"2,5 nghìn đồng", 2'500},
                                           {"1,250 triệu", 1'250'000},
                                           {"1.250 nghìn đồng", 1'250'000},
                                           {"0", 0}}) {
    const auto read = read_money("price", one.typed);
    EXPECT_EQ(read ? *read : -1, one.dong) << one.typed;
  }
  // The last ones are beyond 64 bits in thousandths: they came back as prices below zero.
  for (const std::string_view typed : {"bốn lăm nghìn", "45,5", "-45", "45.000 usd", "45.00.0", "99999999999999", "1.000.000.000 triệu",
                                       "9.999.999.999 triệu", "10.000.000.000 tr", "10.000,001 triệu"})
    EXPECT_FALSE(read_money("price", typed)) << typed;
  EXPECT_EQ(read_money("list_price", "x").error().problems.at(0).field, "list_price");
  EXPECT_EQ(show_money(1'250'000, Language::vi), "1.250.000\u00a0₫");
  EXPECT_EQ(show_money(1'250'000, Language::en), "₫1,250,000");
}

TEST(ItemsRules, AMeasureHasItsPrice) {
  const auto price = [](std::int64_t amount, Unit unit, std::int64_t dong) {
    return price_of_measure({.content = {amount, unit}, .price = dong});
  };
  EXPECT_EQ(price(300, Unit::gram, 45'000), 150'000);
  EXPECT_EQ(price(700, Unit::millilitre, 45'000), 64'286);   // half up
  EXPECT_EQ(price(2'000, Unit::millimetre, 1'000'000), 500'000);
  EXPECT_EQ(price(12, Unit::piece, 60'000), 0);
  EXPECT_EQ(price(300, Unit::gram, 0), 0);
  EXPECT_EQ(price(0, Unit::gram, 45'000), 0);
}

TEST(ItemsRules, WhatCanBeHadFollowsFromTheStock) {
  const auto have = [](std::optional<std::int64_t> stock, std::int64_t least) {
    Item item;
    item.stock = stock;
    item.least = least;
    return availability(item);
  };
  EXPECT_EQ(have(std::nullopt, 1), Availability::to_order);
  EXPECT_EQ(have(0, 1), Availability::sold_out);
  EXPECT_EQ(have(1, 1), Availability::in_stock);
  EXPECT_EQ(have(9, 10), Availability::sold_out);   // fewer than an order must have
}

TEST(ItemsRules, EveryWrongFieldIsToldAtOnce) {
  const auto read = rules::read(ItemWords{.content = "nhiều", .price = "đắt", .list_price = "", .gtin = "123"});
  ASSERT_FALSE(read);
  std::vector<std::string> fields;
  for (const Problem& one : read.error().problems) fields.push_back(one.field);
  EXPECT_EQ(fields, (std::vector<std::string>{"content", "price", "gtin"}));
  const auto reduced = rules::read(ItemWords{.content = "300 g", .price = "45.000", .list_price = "45.000"});
  ASSERT_FALSE(reduced);
  EXPECT_EQ(reduced.error().problems.at(0).message.en, msg::wrong_list_price.en);
}

TEST(ItemsRules, TheFewestInAnOrderCostNoMoreThanAnybodyPays) {
  const auto read = [](std::string_view price, std::int64_t least) {
    return rules::read(ItemWords{.content = "300 g", .price = std::string(price), .least = least});
  };
  EXPECT_TRUE(read("45.000", 222'222));
  EXPECT_TRUE(read("10.000 triệu", 1));
  const auto much = read("45.000", 222'223);   // 10,000,035,000
  ASSERT_FALSE(much);
  EXPECT_EQ(much.error().problems.at(0).field, "least");
  EXPECT_FALSE(read("10.000 triệu", kMostPieces));
  EXPECT_TRUE(read("", kMostPieces));          // no price, no sum
}

TEST(ItemsRules, ANumberOfThisHourWasMistyped) {
  const Instant typed = *Instant::parse_iso("2026-11-27T02:00:00.000Z");
  const auto after = [&](std::int64_t milliseconds) { return Instant{typed.milliseconds + milliseconds}; };
  EXPECT_FALSE(binds({.gtin = "08938505974194", .gtin_since = typed}, after(kTypoMilliseconds - 1)));
  EXPECT_TRUE(binds({.gtin = "08938505974194", .gtin_since = typed}, after(kTypoMilliseconds)));
  EXPECT_FALSE(binds({}, after(kTypoMilliseconds)));
}

TEST(ItemsRules, WhatCanBeHadHasOneTable) {
  for (const AvailabilityWords& one : kAvailability) {
    EXPECT_EQ(words_of(one.availability).name, one.name);
    EXPECT_FALSE(one.schema_org.empty());
  }
}

TEST(ItemsRules, WhatAFormShowsIsReadAsTheSame) {
  ItemWords words{
      .version = 3, .content = "1,5 kg", .price = "45 nghìn", .list_price = "50.000", .option = "Hộp giấy", .sku = "KS-1", .stock = 7};
  const auto first = rules::read(words);
  ASSERT_TRUE(first);
  const auto second = rules::read(words_of(*first));
  ASSERT_TRUE(second);
  EXPECT_EQ(second->content, first->content);
  EXPECT_EQ(second->price, 45'000);
  EXPECT_EQ(second->list_price, 50'000);
  EXPECT_EQ(second->stock, 7);
}

TEST(ItemsRules, ASheetKnowsItsMonths) {
  SheetWords words;
  words.months = {"11", "12", "1"};
  words.hs_code = "1904.90.10";
  const auto read = rules::read(words);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->season, 1 << 10 | 1 << 11 | 1);
  EXPECT_EQ(read->hs_code, "19049010");
  EXPECT_EQ(words_of(*read).months, (std::vector<std::string>{"1", "11", "12"}));
  for (int month = 1; month <= 12; ++month) words.months.push_back(std::to_string(month));
  EXPECT_EQ(rules::read(words)->season, 0);   // all of them: the whole year
  for (const std::string_view month : {"0", "13", "x", "1,5"}) {
    words.months = {std::string(month)};
    EXPECT_FALSE(rules::read(words)) << month;
  }
  words.months.clear();
  words.hs_code = "1904";
  EXPECT_FALSE(rules::read(words));
  words.hs_code.clear();
  words.axis_two = "Vị";
  EXPECT_FALSE(rules::read(words));   // the first before the second
}

}  // namespace
}  // namespace ocop::items::rules
