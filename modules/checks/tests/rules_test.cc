#include "modules/checks/rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace ocop::checks {
namespace {

using rules::Candidate;
using rules::Step;

constexpr std::array kSteps{Step::arrange, Step::rearrange, Step::note,         Step::ask_to_mend, Step::hand_in,
                            Step::find_kept, Step::find_mended, Step::find_not_met, Step::cancel};
Date day(const char* iso) { return *Date::parse_iso(iso); }
ProducerId maker() { ProducerId id; id.uuid.bytes[15] = 1; return id; }
Actor with(Role role, std::string province = "", std::string commune = "") {
  AccountId id;
  id.uuid.bytes[15] = 9;
  return {id, "Cán bộ", {{role, std::move(province), std::move(commune), {}}}};
}
Actor member() {
  Actor out = with(Role::producer_member);
  out.grants[0].producer = maker();
  return out;
}
Check in_state(State state) {
  Check out;
  out.state = state;
  out.province = "68";
  out.commune = "24988";
  out.producer = maker();
  out.told = maker();
  out.day = day("2026-11-20");
  if (state == State::mending) out.mend_by = day("2026-12-20");
  return out;
}
std::vector<std::string> fields(const Result<void>& result) {
  std::vector<std::string> out;
  if (!result.ok())
    for (const Problem& one : result.error().problems) out.push_back(one.field);
  return out;
}
Finding finding(Matter matter, Verdict verdict) {
  Finding out;
  out.matter = matter;
  out.criterion = matter == Matter::criterion ? "2.3" : "";
  out.verdict = verdict;
  return out;
}

// The twin of the table in rules.cc: who goes where from where (article 9).
struct Line { State from; Step step; State to; };
constexpr Line kWay[] = {
    {State::planned, Step::rearrange, State::planned},     {State::planned, Step::note, State::visited},
    {State::planned, Step::cancel, State::cancelled},      {State::visited, Step::note, State::visited},
    {State::visited, Step::ask_to_mend, State::mending},   {State::visited, Step::find_kept, State::kept},
    {State::visited, Step::find_not_met, State::not_met},  {State::mending, Step::hand_in, State::handed_in},
    {State::mending, Step::find_mended, State::mended},    {State::mending, Step::find_not_met, State::not_met},
    {State::handed_in, Step::ask_to_mend, State::mending}, {State::handed_in, Step::find_mended, State::mended},
    {State::handed_in, Step::find_not_met, State::not_met},
};

TEST(ChecksRules, TheTableIsTheWayOfACheck) {
  for (const State from : kStates)
    for (const Step step : kSteps) {
      if (step == Step::arrange) continue;   // of nothing yet
      const auto line = std::ranges::find_if(kWay, [&](const Line& one) { return one.from == from && one.step == step; });
      const auto said = line == std::ranges::end(kWay) ? std::nullopt : std::optional(line->to);
      EXPECT_EQ(rules::after(from, step), said) << name(from) << " " << rules::name(step);
    }
  EXPECT_EQ(rules::moves().size(), std::size(kWay) + 1) << "and arranging";
  for (const State over : {State::kept, State::mended, State::not_met, State::cancelled})
    for (const Step step : kSteps) EXPECT_EQ(rules::after(over, step), std::nullopt) << "what is over stays";
}

// 9.4a: the OCOP body of the province checks; the producer says what it mended, and nothing else.
TEST(ChecksRules, TheProvinceChecksAndTheProducerAnswers) {
  const Actor province = with(Role::provincial_body, "68"), other = with(Role::provincial_body, "01");
  for (const Line& line : kWay) {
    const Check check = in_state(line.from);
    const bool makers = line.step == Step::hand_in;
    EXPECT_EQ(rules::may(province, check, line.step), !makers) << rules::name(line.step);
    EXPECT_EQ(rules::may(member(), check, line.step), makers) << rules::name(line.step);
    EXPECT_FALSE(rules::may(other, check, line.step));
    for (const Role role : {Role::commune_officer, Role::ministry, Role::council_member, Role::council_chair, Role::secretary,
                            Role::advisory_group, Role::programme_manager, Role::administrator, Role::auditor, Role::helper})
      EXPECT_FALSE(rules::may(with(role, "68", "24988"), check, line.step)) << ocop::name(role) << rules::name(line.step);
  }
  Check untold = in_state(State::mending);
  untold.told.reset();
  EXPECT_FALSE(rules::may(member(), untold, Step::hand_in));
  EXPECT_EQ(rules::check(with(Role::ministry), in_state(State::visited), Step::find_kept).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(rules::check(province, in_state(State::kept), Step::find_kept).error().kind, ErrorKind::conflict);
}

TEST(ChecksRules, AFindingIsOfACriterionOrOfMarkAndAdvertising) {   // 9.3a, b
  const std::vector<std::string> known{"1.1", "2.3"};
  const Date today = day("2026-11-20");
  struct Row { Note input; std::vector<std::string> wrong; };
  for (const Row& row : {Row{{1, Matter::criterion, "2.3", Verdict::kept, ""}, {}},
                         Row{{1, Matter::criterion, "9.9", Verdict::kept, ""}, {"criterion"}},
                         Row{{1, Matter::criterion, "", Verdict::not_kept, ""}, {"criterion", "words"}},
                         Row{{1, Matter::mark, "", Verdict::not_kept, "Dùng 4 sao thay 3 sao"}, {}},
                         Row{{1, Matter::mark, "2.3", Verdict::kept, ""}, {"criterion"}},
                         Row{{1, Matter::advertising, "", Verdict::not_kept, ""}, {"words"}}})
    EXPECT_EQ(fields(rules::note(in_state(State::planned), row.input, known, today)), row.wrong) << row.input.criterion;
  EXPECT_TRUE(rules::note(in_state(State::planned), {1, Matter::criterion, "x", Verdict::kept, ""}, {}, today).ok())
      << "of a product without a table what the inspector calls it";
  EXPECT_EQ(rules::note(in_state(State::planned), {1, Matter::mark, "", Verdict::kept, ""}, known, day("2026-11-19")).error().kind,
            ErrorKind::conflict) << "findings of a day that has not come";
}

TEST(ChecksRules, AConclusionRestsOnFindings) {
  const std::vector<Finding> none, good{finding(Matter::criterion, Verdict::kept)},
      bad{finding(Matter::criterion, Verdict::kept), finding(Matter::mark, Verdict::not_kept)};
  const Date today = day("2026-12-01");
  const auto says = [&](State state, const std::vector<Finding>& findings, Outcome outcome, Date on) {
    return rules::conclude(in_state(state), findings, {1, outcome, "x", "Sở", "7/KL"}, on).ok();
  };
  EXPECT_TRUE(says(State::visited, good, Outcome::kept, today));
  EXPECT_FALSE(says(State::visited, none, Outcome::kept, today)) << "nothing was looked at";
  EXPECT_FALSE(says(State::visited, bad, Outcome::kept, today));
  EXPECT_FALSE(says(State::visited, good, Outcome::not_met, today));
  EXPECT_TRUE(says(State::visited, bad, Outcome::not_met, today));
  EXPECT_TRUE(says(State::mending, bad, Outcome::mended, today));
  EXPECT_FALSE(says(State::mending, bad, Outcome::not_met, day("2026-12-20"))) << "the whole of its last day is the producer's";
  EXPECT_TRUE(says(State::mending, bad, Outcome::not_met, day("2026-12-21")));
  EXPECT_TRUE(says(State::handed_in, bad, Outcome::not_met, today));
  EXPECT_EQ(fields(rules::conclude(in_state(State::visited), bad, {1, Outcome::not_met, "x", "", ""}, today)),
            (std::vector<std::string>{"organ", "number"}));
}

TEST(ChecksRules, WhatIsNotKeptSaysTheGround) {   // 8.1b, 8.1d
  using certificates::Ground;
  EXPECT_EQ(rules::ground_of(std::vector{finding(Matter::criterion, Verdict::not_kept)}), Ground::criteria_not_met);
  EXPECT_EQ(rules::ground_of(std::vector{finding(Matter::criterion, Verdict::kept), finding(Matter::mark, Verdict::not_kept)}),
            Ground::misuse_of_mark);
  EXPECT_EQ(rules::ground_of(std::vector{finding(Matter::advertising, Verdict::not_kept), finding(Matter::criterion, Verdict::not_kept)}),
            Ground::criteria_not_met);
}

TEST(ChecksRules, DeadlinesAndPlansAreOfDaysThatCanBe) {
  const Date today = day("2026-11-28");
  const std::vector bad{finding(Matter::mark, Verdict::not_kept)};
  EXPECT_EQ(fields(rules::ask_to_mend(bad, {1, today, "x"}, today)), std::vector<std::string>{"mend_by"});
  EXPECT_TRUE(rules::ask_to_mend(bad, {1, today.plus_days(1), "x"}, today).ok());
  EXPECT_TRUE(rules::ask_to_mend(bad, {1, today.plus_days(180), "x"}, today).ok());
  EXPECT_EQ(fields(rules::ask_to_mend(bad, {1, today.plus_days(181), "x"}, today)), std::vector<std::string>{"mend_by"});
  EXPECT_EQ(rules::ask_to_mend({}, {1, today.plus_days(9), "x"}, today).error().kind, ErrorKind::conflict);
  EXPECT_EQ(fields(rules::arrange({Kind::surprise, today, "A", ""}, today)), std::vector<std::string>{"reason"});
  EXPECT_EQ(fields(rules::arrange({Kind::periodic, today.plus_days(367), "A", ""}, today)), std::vector<std::string>{"day"});
  EXPECT_TRUE(rules::make_plan({"KH", day("2027-01-01"), day("2027-12-31"), "", 10}, today).ok());
  EXPECT_EQ(fields(rules::make_plan({"KH", day("2027-01-01"), day("2028-01-02"), "", 10}, today)), std::vector<std::string>{"last"});
  EXPECT_EQ(fields(rules::make_plan({"KH", day("2026-03-01"), day("2026-02-01"), "", 10}, today)),
            (std::vector<std::string>{"last", "last"}));
}

Candidate product(int n) {
  Candidate out;
  out.product.uuid.bytes[14] = static_cast<std::uint8_t>(n / 256);
  out.product.uuid.bytes[15] = static_cast<std::uint8_t>(n % 256);
  out.code = "c" + std::to_string(1000 + n);
  out.checked = day("2025-01-01");
  out.last_day = day("2029-01-01");
  return out;
}

TEST(ChecksRules, EachReasonIsSaidAndOutweighsAllBelowIt) {
  const Date today = day("2026-11-28");
  Candidate all = product(1);
  EXPECT_TRUE(rules::reasons_of(all, today).none());
  all.open_reports = 1;
  all.closed_reports = 2;
  all.paper_ended = day("2026-11-27");
  all.failed = true;
  all.last_day = day("2027-03-01");
  all.checked.reset();
  for (const Reason one : {Reason::open_report, Reason::reported_before, Reason::paper_ended, Reason::failed_before, Reason::star_lapses,
                           Reason::never_checked})
    EXPECT_TRUE(rules::reasons_of(all, today).has(one)) << name(one);
  for (std::size_t i = 0; i + 1 < kReasons.size(); ++i) {
    Reasons below;
    for (std::size_t j = i + 1; j < kReasons.size(); ++j) below.add(kReasons[j]);
    EXPECT_GT(rules::weight_of(Reasons().add(kReasons[i])), rules::weight_of(below)) << name(kReasons[i]);
  }
  EXPECT_TRUE(rules::reasons_of({.checked = today, .last_day = today.plus_days(180)}, today).has(Reason::star_lapses));
  EXPECT_TRUE(rules::reasons_of({.checked = today, .last_day = today.plus_days(181)}, today).none());
}

TEST(ChecksRules, FourInFiveAreOfRiskAndOneIsDrawn) {
  std::vector<Candidate> all;
  for (int i = 0; i < 50; ++i) all.push_back(product(i));
  for (int i = 40; i < 50; ++i) all[static_cast<std::size_t>(i)].open_reports = 1;
  const auto picked = rules::pick(all, 10, "seed", day("2026-11-28"));
  ASSERT_EQ(picked.size(), 10u);
  for (std::size_t i = 0; i < 8; ++i) EXPECT_GE(picked[i].index, 40u) << "reported ones first";
  for (std::size_t i = 8; i < 10; ++i) EXPECT_TRUE(picked[i].reasons.has(Reason::drawn));
}

// Whoever has the codes and the logged seed draws the same again, in whatever order they are listed; and another seed draws others.
RC_GTEST_PROP(ChecksRules, TheDrawIsTheSameForWhoeverRepeatsIt, ()) {
  const int count = *rc::gen::inRange(1, 120), size = *rc::gen::inRange(1, 60);
  const auto seed = *rc::gen::container<std::string>(32, rc::gen::elementOf(std::string("0123456789abcdef")));
  std::vector<Candidate> all;
  for (int i = 0; i < count; ++i) {
    all.push_back(product(i));
    all.back().open_reports = *rc::gen::inRange(0, 2);
  }
  const auto codes = [](const std::vector<Candidate>& of, const std::vector<rules::Picked>& picked) {
    std::vector<std::string> out;
    for (const auto& one : picked) out.push_back(of[one.index].code);
    return out;
  };
  const Date today = *Date::parse_iso("2026-11-28");
  const auto first = codes(all, rules::pick(all, size, seed, today));
  auto turned = all;
  std::ranges::reverse(turned);
  RC_ASSERT(codes(turned, rules::pick(turned, size, seed, today)) == first);
  RC_ASSERT(rules::drawn_from(turned) == rules::drawn_from(all));
  RC_ASSERT(first.size() == static_cast<std::size_t>(std::min(size, count)));
  RC_ASSERT(std::set<std::string>(first.begin(), first.end()).size() == first.size());
}

}  // namespace
}  // namespace ocop::checks
