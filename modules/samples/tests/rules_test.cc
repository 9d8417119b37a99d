#include "modules/samples/rules.h"

#include <gtest/gtest.h>

namespace ocop::samples {
namespace {

using evaluation::State;

Date on(const char* day) { return *Date::parse_iso(day); }
TakeCount taken(std::int64_t found, std::int64_t damaged, std::string words, const char* day = "2026-11-20") {
  return {.step = Step::commune, .found = found, .damaged = damaged, .day = on(day), .words = std::move(words)};
}

// Each office in each state; whatever is not in the table counts nothing.
TEST(SamplesRules, WhoCountsWhatWhen) {
  struct Case { Role role; State state; Step step; };
  const std::vector<Case> open{{Role::commune_officer, State::submitted, Step::commune},
                               {Role::commune_officer, State::forwarded, Step::sent},
                               {Role::commune_officer, State::scoring, Step::sent},
                               {Role::provincial_body, State::forwarded, Step::province},
                               {Role::provincial_body, State::scoring, Step::province}};
  for (const Role role : {Role::producer_member, Role::helper, Role::commune_officer, Role::provincial_body, Role::council_member,
                          Role::council_chair, Role::ministry})
    for (const State state :
         {State::draft, State::submitted, State::forwarded, State::scoring, State::closed, State::decided}) {
      std::vector<Step> expected;
      for (const Case& one : open)
        if (one.role == role && one.state == state) expected.push_back(one.step);
      EXPECT_EQ(rules::open_to(role, state), expected) << static_cast<int>(role) << " in " << evaluation::name(state);
    }
}

// 6.2d: "05 sản phẩm mẫu được gửi kèm theo hồ sơ".
TEST(SamplesRules, FewerOrDamagedNeedsWords) {
  struct Case { std::int64_t found, damaged; const char* words; const char* day; std::string_view problem; };
  for (const Case& one : std::initializer_list<Case>{{5, 0, "", "2026-11-20", ""},
                                                     {6, 0, "", "2026-11-20", ""},
                                                     {4, 0, "", "2026-11-20", "words"},
                                                     {4, 0, "thiếu một", "2026-11-20", ""},
                                                     {0, 0, "", "2026-11-20", "words"},
                                                     {5, 1, "", "2026-11-20", "words"},
                                                     {5, 1, "vỡ một lọ", "2026-11-20", ""},
                                                     {5, 6, "vỡ", "2026-11-20", "damaged"},
                                                     {5, -1, "vỡ", "2026-11-20", "damaged"},
                                                     {-1, -1, "x", "2026-11-20", "found"},
                                                     {100, 0, "", "2026-11-20", "found"},
                                                     {5, 0, "", "2026-11-29", "day"},
                                                     {5, 0, "", "2026-11-28", ""},
                                                     {5, 0, "", "2026-11-02", ""},
                                                     {5, 0, "", "2026-11-01", "day"}}) {
    const auto checked = rules::check(taken(one.found, one.damaged, one.words, one.day), 5, on("2026-11-02"), on("2026-11-28"));
    ASSERT_EQ(checked.ok(), one.problem.empty()) << one.found << " " << one.damaged << " " << one.day;
    if (checked.ok()) continue;
    EXPECT_EQ(checked.error().kind, ErrorKind::invalid_input);
    EXPECT_EQ(checked.error().problems.front().field, one.problem) << one.found << " " << one.damaged << " " << one.day;
  }
}

// "(trừ nhóm sản phẩm Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch)"
TEST(SamplesRules, WhereNoneAreDueNoneAreCounted) {
  EXPECT_EQ(rules::check(taken(5, 0, ""), 0, on("2026-11-02"), on("2026-11-28")).error().kind, ErrorKind::conflict);
}

TEST(SamplesRules, TheLatestOfAStepHolds) {
  std::vector<Count> counts{{.step = Step::commune, .found = 3, .due = 5}, {.step = Step::province, .found = 5, .due = 5},
                            {.step = Step::commune, .found = 5, .due = 5}};
  EXPECT_EQ(rules::latest(counts, Step::commune), &counts[2]);
  EXPECT_EQ(rules::latest(counts, Step::province), &counts[1]);
  EXPECT_EQ(rules::latest(counts, Step::sent), nullptr);
  EXPECT_TRUE(rules::is_short(counts[0]));
  EXPECT_FALSE(rules::is_short(counts[2]));
  counts[2].damaged = 1;
  EXPECT_TRUE(rules::is_short(counts[2])) << "a damaged one is no sample";
}

// 6.2d: "được gửi kèm theo hồ sơ"; what the province sends on (6.3) and what comes back (7.4g) came through no commune.
TEST(SamplesRules, SamplesComeWithWhatAProducerHandsIn) {
  EXPECT_TRUE(rules::come_with({.province = "68"}));
  EXPECT_FALSE(rules::come_with({.province = "00"}));
  EXPECT_FALSE(rules::come_with({.province = "00", .origin = DossierId{}}));
  EXPECT_FALSE(rules::come_with({.province = "68", .origin = DossierId{}}));
}

TEST(SamplesRules, WhatWasCountedBeforeItCameBackIsOfThen) {
  using To = evaluation::Moved::To;
  const std::vector<Count> counts{{.found = 5, .counted = {20}}, {.found = 3, .counted = {50}}, {.found = 4, .counted = {60}}};
  const auto left = [&](std::vector<evaluation::Moved> way) {
    return rules::since_handed_in(counts, {.way = std::move(way)}).size();
  };
  EXPECT_EQ(left({}), 3u);
  EXPECT_EQ(left({{To::commune, {10}}}), 3u);
  EXPECT_EQ(left({{To::commune, {10}}, {To::producer, {30}}, {To::commune, {50}}}), 2u);
  EXPECT_EQ(left({{To::commune, {10}}, {To::producer, {30}}, {To::commune, {70}}}), 0u);
  EXPECT_EQ(left({{To::commune, {10}}, {To::producer, {30}, true}, {To::commune, {50}, true}}), 3u) << "an answer is no handing in";
}

TEST(SamplesRules, TheSameSaidTwiceIsOne) {
  AccountId by, colleague;
  colleague.uuid.bytes[15] = 1;
  const Count last{.step = Step::commune, .found = 3, .due = 5, .day = on("2026-11-20"), .words = "thiếu", .counted_by = by};
  EXPECT_TRUE(rules::repeats(last, taken(3, 0, "thiếu"), by));
  EXPECT_FALSE(rules::repeats(last, taken(3, 0, "thiếu"), colleague));
  EXPECT_FALSE(rules::repeats(last, taken(4, 0, "thiếu"), by));
  EXPECT_FALSE(rules::repeats(last, taken(3, 0, "thiếu", "2026-11-21"), by));
  EXPECT_FALSE(rules::repeats(last, taken(3, 0, "khác"), by));
}

}  // namespace
}  // namespace ocop::samples
