#include "modules/complaints/rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace ocop::complaints {
namespace {

using rules::Step;

constexpr std::array kSteps{Step::file, Step::receive, Step::uphold, Step::reject, Step::withdraw};
Date day(const char* iso) { return *Date::parse_iso(iso); }
ProducerId maker() { ProducerId id; id.uuid.bytes[15] = 1; return id; }
Actor with(Role role, std::string province = "") {
  AccountId id;
  id.uuid.bytes[15] = 9;
  Actor out{id, "Cán bộ", {{role, std::move(province), "", {}}}};
  if (role == Role::producer_member || role == Role::helper) out.grants[0].producer = maker();
  if (role == Role::helper) out.grants[0].tasks.add(Task::dossiers);
  return out;
}
Complaint in_state(State state) {
  Complaint out;
  out.state = state;
  out.province = "68";
  out.producer = maker();
  return out;
}

// The twin of the table in rules.cc.
struct Line { State from; Step step; State to; const char* who; };
constexpr Line kWay[] = {
    {State::filed, Step::receive, State::received, "tỉnh"},      {State::filed, Step::withdraw, State::withdrawn, "chủ thể"},
    {State::received, Step::uphold, State::upheld, "tỉnh"},      {State::received, Step::reject, State::rejected, "tỉnh"},
    {State::received, Step::withdraw, State::withdrawn, "chủ thể"},
};

TEST(ComplaintsRules, TheTableIsTheWayOfAComplaint) {
  EXPECT_EQ(rules::moves().size(), std::size(kWay) + 1) << "and filing";
  for (const State from : kStates)
    for (const Step step : kSteps) {
      if (step == Step::file) continue;   // of nothing yet
      const auto line = std::ranges::find_if(kWay, [&](const Line& one) { return one.from == from && one.step == step; });
      const bool said = line != std::ranges::end(kWay), makers = said && line->who == std::string_view("chủ thể");
      EXPECT_EQ(rules::after(from, step), said ? std::optional(line->to) : std::nullopt) << name(from) << rules::name(step);
      EXPECT_EQ(rules::may(with(Role::provincial_body, "68"), in_state(from), step), said && !makers);
      EXPECT_EQ(rules::may(with(Role::producer_member), in_state(from), step), makers);
      EXPECT_EQ(rules::may(with(Role::helper), in_state(from), step), makers) << "a helper with dossiers, as its members";
      EXPECT_FALSE(rules::may(with(Role::provincial_body, "01"), in_state(from), step));
      for (const Role role : {Role::commune_officer, Role::council_member, Role::council_chair, Role::secretary, Role::advisory_group,
                              Role::administrator, Role::programme_manager, Role::ministry, Role::auditor})
        EXPECT_FALSE(rules::may(with(role, "68"), in_state(from), step)) << ocop::name(role);
    }
}

// The terms are a province's, from a day on; without any, thirty days that are called what they are.
TEST(ComplaintsRules, TheTermsAreThoseOfTheDay) {
  EXPECT_EQ(rules::terms_on({}, day("2026-11-28")).file_days, 30);
  EXPECT_TRUE(rules::terms_on({}, day("2026-11-28")).basis.empty());
  const std::vector<Terms> all{{"68", day("2026-06-01"), 20, 15, "1/QĐ", {}, {}}, {"68", day("2027-01-01"), 10, 7, "2/QĐ", {}, {}},
                               {"68", day("2026-09-01"), 15, 10, "3/QĐ", {}, {}}};
  struct Row { const char* on; const char* basis; };
  for (const Row& row : {Row{"2026-05-31", ""}, Row{"2026-06-01", "1/QĐ"}, Row{"2026-12-31", "3/QĐ"}, Row{"2027-01-01", "2/QĐ"}})
    EXPECT_EQ(rules::terms_on(all, day(row.on)).basis, row.basis) << row.on;
}

TEST(ComplaintsRules, ALastDayOffMoves) {   // Civil Code 2015, 147.2 and 148.5
  const auto calendar = HolidayCalendar::parse("date,kind,name_vi,name_en\n2026-09-02,holiday,a,b\n");
  ASSERT_TRUE(calendar.ok());
  EXPECT_EQ(rules::last_of(day("2026-11-02"), 30, *calendar).iso(), "2026-12-02");
  EXPECT_EQ(rules::last_of(day("2026-11-05"), 30, *calendar).iso(), "2026-12-07") << "5 December is a Saturday";
  EXPECT_EQ(rules::last_of(day("2026-08-03"), 30, *calendar).iso(), "2026-09-03") << "2 September";
  EXPECT_TRUE(rules::in_time(day("2026-12-02"), day("2026-12-02")).ok()) << "the whole of the last day";
  EXPECT_EQ(rules::in_time(day("2026-12-03"), day("2026-12-02")).error().kind, ErrorKind::conflict);
}

TEST(ComplaintsRules, WhatFollowsIsNamedOfWhatIsUpheldAlone) {
  EXPECT_TRUE(rules::answer({1, Outcome::upheld, Follow::score_again, "x"}).ok());
  EXPECT_TRUE(rules::answer({1, Outcome::rejected, {}, "x"}).ok());
  EXPECT_EQ(rules::answer({1, Outcome::upheld, {}, "x"}).error().problems.at(0).field, "follow");
  EXPECT_EQ(rules::answer({1, Outcome::rejected, Follow::other, "x"}).error().problems.at(0).field, "follow");
  EXPECT_EQ(rules::set_terms({day("2026-11-27"), 30, 30, "1"}, day("2026-11-28")).error().problems.at(0).field, "valid_from");
  EXPECT_TRUE(rules::set_terms({day("2026-11-28"), 30, 30, "1"}, day("2026-11-28")).ok());
}

}  // namespace
}  // namespace ocop::complaints
