#include "modules/packagings/rules.h"

#include <gtest/gtest.h>

#include "modules/packagings/messages.h"

namespace ocop::packagings {
namespace {

Date day(std::string_view iso) { return *Date::parse_iso(iso); }
std::optional<Date> maybe(std::string_view iso) { return iso.empty() ? std::nullopt : std::optional(day(iso)); }
items::ItemId item(std::uint8_t n) {
  items::ItemId out;
  out.uuid.bytes[15] = n;
  return out;
}

Packaging packaging(std::int64_t number, std::string_view since, std::string_view until, std::vector<items::ItemId> items = {}) {
  Packaging out;
  out.id.uuid.bytes[15] = static_cast<std::uint8_t>(number);
  out.number = number;
  out.since = maybe(since);
  out.until = maybe(until);
  out.items = std::move(items);
  out.change = "giấy thay nhựa";
  out.photos.push_back({{}, out.id, Side::front, {}});
  return out;
}

constexpr std::string_view kToday = "2026-11-27";

struct Use {
  const char* what;
  std::vector<Packaging> others;
  std::vector<items::ItemId> items;
  std::string_view since, until;
  const Message* refused = nullptr;
  std::vector<std::pair<std::int64_t, std::string>> ending{};   // number, last day
};

TEST(PackagingsRules, OneIsInUseForASizeOnADay) {
  const std::vector<Packaging> now{packaging(1, "2024-01-01", "")};
  const std::vector<Packaging> past{packaging(1, "2024-01-01", "2025-01-31")};
  const std::vector<Packaging> two{packaging(1, "2024-01-01", "", {item(1)}), packaging(2, "2024-06-01", "", {item(2)})};
  const Use kAll[] = {
      {"the first", {}, {}, "2026-11-27", "", nullptr, {}},
      {"the next ends the one before on the day before", now, {}, "2026-03-01", "", nullptr, {{1, "2026-02-28"}}},
      {"a day that has not come", now, {}, "2026-11-28", "", &msg::since_is_ahead},
      {"before the one in use", now, {}, "2023-12-31", "", &msg::begins_too_early},
      {"on its first day", now, {}, "2024-01-01", "", &msg::begins_too_early},
      {"one of former days before the one in use", now, {}, "2020-01-01", "2023-12-31", nullptr, {}},
      {"one of former days that touches the one in use", now, {}, "2020-01-01", "2024-01-01", &msg::ends_too_late},
      {"the last day before the first", {}, {}, "2026-02-01", "2026-01-31", &msg::until_is_before},
      {"a last day that has not come", {}, {}, "2026-02-01", "2026-11-28", &msg::until_is_ahead},
      {"within the days of one that ended", past, {}, "2025-01-31", "", &msg::days_are_taken},
      {"the day after it, with a gap or without", past, {}, "2025-02-01", "", nullptr, {}},
      {"around the days of one that ended", past, {}, "2023-01-01", "2026-01-01", &msg::days_are_taken},
      {"for one size of two: the other goes on", two, {item(1)}, "2026-03-01", "", nullptr, {{1, "2026-02-28"}}},
      {"for all sizes: both end", two, {}, "2026-03-01", "", nullptr, {{1, "2026-02-28"}, {2, "2026-02-28"}}},
      {"for both by name", two, {item(2), item(1)}, "2026-03-01", "", nullptr, {{1, "2026-02-28"}, {2, "2026-02-28"}}},
      {"for a third size: nothing ends", two, {item(3)}, "2026-03-01", "", nullptr, {}},
      {"for one size while one is for all: what becomes of the rest is not guessed", now, {item(1)}, "2026-03-01", "", &msg::is_for_more}};
  for (const Use& one : kAll) {
    Packaging draft = packaging(9, "", "", one.items);
    const Period period{.version = 1, .since = day(one.since), .until = maybe(one.until)};
    const auto done = rules::put_in_use(draft, one.others, period, day(kToday));
    if (one.refused) {
      ASSERT_FALSE(done) << one.what;
      EXPECT_EQ(done.error().problems.at(0).message.en, one.refused->en) << one.what;
      continue;
    }
    ASSERT_TRUE(done) << one.what << ": " << (done ? "" : done.error().problems.at(0).message.en);
    std::vector<std::pair<std::int64_t, std::string>> ending;
    for (const Packaging& ended : *done) ending.emplace_back(ended.number, ended.until->iso());
    EXPECT_EQ(ending, one.ending) << one.what;
  }
}

TEST(PackagingsRules, IntoUseComesWhatCanBeSeenAndSaysWhatItChanges) {
  const Period today{.version = 1, .since = day(kToday)};
  const std::vector<Packaging> others{packaging(1, "2024-01-01", "2025-01-01")};
  const auto refused = [&](const Packaging& draft, std::span<const Packaging> beside) {
    const auto done = rules::put_in_use(draft, beside, today, day(kToday));
    return done ? std::string_view() : done.error().problems.at(0).message.en;
  };
  Packaging draft = packaging(2, "", "");
  EXPECT_EQ(refused(draft, others), "");
  draft.change.clear();
  EXPECT_EQ(refused(draft, others), msg::change_is_needed.en);
  EXPECT_EQ(refused(draft, {}), "");   // the first changes nothing
  draft.photos.clear();
  EXPECT_EQ(refused(draft, {}), msg::front_is_needed.en);
  EXPECT_EQ(refused(packaging(2, "2025-06-01", ""), others), msg::was_shown.en);
}

TEST(PackagingsRules, TheLastDayIsADayInUse) {
  const Packaging one = packaging(1, "2026-01-01", "2026-11-27");
  EXPECT_EQ(state(packaging(1, "", ""), day(kToday)), State::draft);
  EXPECT_EQ(state(packaging(1, "2026-01-01", ""), day(kToday)), State::in_use);
  EXPECT_EQ(state(one, day("2026-11-27")), State::in_use);
  EXPECT_EQ(state(one, day("2026-11-28")), State::out_of_use);
  EXPECT_FALSE(rules::may_end(one, day(kToday), day(kToday)));
  EXPECT_FALSE(rules::may_end(packaging(1, "", ""), day(kToday), day(kToday)));
  const Packaging open = packaging(1, "2026-01-01", "");
  EXPECT_TRUE(rules::may_end(open, day(kToday), day(kToday)));
  EXPECT_TRUE(rules::may_end(open, day("2026-01-01"), day(kToday)));
  EXPECT_FALSE(rules::may_end(open, day("2025-12-31"), day(kToday)));
  EXPECT_FALSE(rules::may_end(open, day("2026-11-28"), day(kToday)));
}

TEST(PackagingsRules, LotsAreKeptAsTyped) {
  const auto read = rules::read_lots(" L2411-01…L2411-09\nL2412-01, L2412-02;L2412-01\n\n Lô  7 ", std::vector<std::string>{"L2412-02"});
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, (std::vector<std::string>{"L2411-01…L2411-09", "L2412-01", "Lô 7"}));
  for (const char* range : {"L1..L9", "L1...L9", "L01 - L99", "L01 đến L12", "L01 ĐẾN L12", "l01–L12", "2411 to 2419"})
    EXPECT_TRUE(rules::read_lots(range, {})) << range;
  for (const char* wrong : {"L9…L1", "L1…L10", "L1…M9", "…L9", "L1…", "A…B", "L01…L05…L09", "", "  \n ,"})
    EXPECT_FALSE(rules::read_lots(wrong, std::vector<std::string>{"L2412-02"})) << wrong;
  const auto kept = rules::read_lots("L2412-02", std::vector<std::string>{"L2412-02"});   // sent twice: nothing new, and no error
  ASSERT_TRUE(kept);
  EXPECT_TRUE(kept->empty());
  EXPECT_FALSE(rules::read_lots(std::string(static_cast<std::size_t>(rules::kLotLimit) + 1, 'L'), {}));
  const std::vector<std::string> full(rules::kMostLots - 1, "x");
  EXPECT_TRUE(rules::read_lots("a", full));
  EXPECT_FALSE(rules::read_lots("a\nb", full));
}

TEST(PackagingsRules, ALotIsFoundWithinARange) {
  struct Asked { const char *kept, *lot; bool found; };
  for (const Asked& one : {Asked{"L2411-01…L2411-09", "L2411-05", true}, Asked{"L2411-01…L2411-09", "l2411-09", true},
                           Asked{"L2411-01…L2411-09", "L2411-10", false}, Asked{"L2411-01…L2411-09", "L2411-5", false},
                           Asked{"L2411-01…L2411-09", "L2411-005", false}, Asked{"L2411-01…L2411-09", "M2411-05", false},
                           Asked{"L01 đến L12", " L07 ", true}, Asked{"L7", "L7", true}, Asked{"L7", "L07", false},
                           Asked{"LÔ 7", "lô 7", true}, Asked{"L2411-01", "L2411", false}})
    EXPECT_EQ(bears(one.kept, one.lot), one.found) << one.kept << " / " << one.lot;
}

TEST(PackagingsRules, TheOldestStandsFirstAndFollowsOneOfItsSize) {
  std::vector<Packaging> all{packaging(3, "", ""), packaging(2, "2023-01-01", "2023-12-31", {item(1)}),
                             packaging(1, "2024-01-01", "", {item(2)}), packaging(4, "2024-05-01", "", {item(1)})};
  rules::order(all);
  std::vector<std::int64_t> numbers;
  for (const Packaging& one : all) numbers.push_back(one.number);
  EXPECT_EQ(numbers, (std::vector<std::int64_t>{2, 1, 4, 3}));
  EXPECT_EQ(rules::one_before(all, 0), std::nullopt);
  EXPECT_EQ(rules::one_before(all, 1), std::nullopt);   // the only one of its size
  EXPECT_EQ(rules::one_before(all, 2), 0U);
  EXPECT_EQ(rules::one_before(all, 3), 2U);             // for all sizes: the newest of any
}

TEST(PackagingsRules, WhatDiffersIsWhatCanBeSeen) {
  Packaging before = packaging(1, "2024-01-01", "2025-01-01"), after = packaging(2, "2025-01-02", "");
  EXPECT_TRUE(rules::differences(before, after).empty());
  after.photos[0].files.push_back({.sha256 = "a"});
  after.photos.push_back({{}, after.id, Side::back, {}});
  after.designer = "Lý Mẩy";
  after.items = {item(1)};
  after.label = before.label = "Chè\nThành phần: chè";
  after.label += "\nHái tay";
  using rules::Part;
  EXPECT_EQ(rules::differences(before, after), (std::vector<Part>{Part::front, Part::back, Part::designer, Part::items, Part::label}));
  EXPECT_EQ(rules::lines_missing(before.label, after.label), std::vector<std::string_view>{"Hái tay"});
  EXPECT_TRUE(rules::lines_missing(after.label, before.label).empty());
}

}  // namespace
}  // namespace ocop::packagings
