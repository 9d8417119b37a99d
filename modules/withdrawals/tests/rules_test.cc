#include "modules/withdrawals/rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace ocop::withdrawals {
namespace {

using certificates::kGrounds;
using rules::Step;

constexpr std::array kSteps{Step::propose, Step::conclude, Step::submit, Step::decide, Step::drop, Step::move};
AccountId someone() { AccountId id; id.uuid.bytes[15] = 9; return id; }
Actor with(Role role, std::string province = "", std::string commune = "") {
  return {someone(), "Cán bộ", {{role, std::move(province), std::move(commune), {}}}};
}
Proposal of(State state, Ground ground, std::int64_t stars) {
  Proposal out;
  out.state = state;
  out.ground = ground;
  out.stars = stars;
  out.province = "68";
  out.commune = "24988";
  out.certificate = "OCOP-68-2026-000001";
  return out;
}
std::vector<std::string> fields(const Result<void>& result) {
  std::vector<std::string> out;
  if (!result.ok())
    for (const Problem& one : result.error().problems) out.push_back(one.field);
  return out;
}
Date day(const char* iso) { return *Date::parse_iso(iso); }

// The twin of the table in rules.cc, in the words of article 8: who may do what of a proposal in which state.
struct Line { State state; Step step; const char* who; };
constexpr Line kArticle8[] = {
    {State::found, Step::conclude, "cơ quan tham mưu tổ chức kiểm tra, xác minh (8.3a)"},
    {State::found, Step::drop, "không thuộc trường hợp nào của khoản 1"},
    {State::found, Step::move, "giấy chứng nhận đã được thay: xem xét lại về giấy mới (8.1)"},
    {State::concluded, Step::submit, "báo cáo và trình cấp có thẩm quyền (8.3a)"},
    {State::concluded, Step::drop, "không thuộc trường hợp nào của khoản 1"},
    {State::concluded, Step::move, "kết luận là về giấy trước"},
    {State::submitted, Step::decide, "Chủ tịch UBND cấp tỉnh hoặc Bộ trưởng quyết định (8.3b)"},
    {State::submitted, Step::drop, "xem xét (8.3b), và không thu hồi"},
    {State::submitted, Step::move, "kết luận là về giấy trước"},
};

TEST(WithdrawalsRules, TheTableSaysWhatArticle8Says) {
  for (const State state : kStates)
    for (const Step step : kSteps) {
      if (step == Step::propose) continue;   // of nothing yet
      const bool said = std::ranges::any_of(kArticle8, [&](const Line& one) { return one.state == state && one.step == step; });
      EXPECT_EQ(rules::after(state, step).has_value(), said) << name(state) << " " << rules::name(step);
      EXPECT_EQ(rules::check(with(Role::auditor), of(state, Ground::breach_of_law, 4), step).error().kind,
                said ? ErrorKind::forbidden : ErrorKind::conflict);
    }
  EXPECT_EQ(rules::after(std::nullopt, Step::propose), State::found);
}

// Whoever proposed looks into it anew, whatever the stars; the Ministry decides, and moves nothing.
TEST(WithdrawalsRules, TheProvinceMovesItToWhatWasIssuedMeanwhile) {
  for (const State state : {State::found, State::concluded, State::submitted}) {
    EXPECT_EQ(rules::after(state, Step::move), State::found) << "an authority has to conclude on the new one";
    for (const std::int64_t stars : {3, 4, 5}) {
      const Proposal one = of(state, Ground::no_longer_produced, stars);
      EXPECT_TRUE(rules::may(with(Role::provincial_body, "68"), one, Step::move));
      EXPECT_FALSE(rules::may(with(Role::provincial_body, "01"), one, Step::move));
      EXPECT_FALSE(rules::may(with(Role::commune_officer, "68", "24988"), one, Step::move));
      EXPECT_FALSE(rules::may(with(Role::ministry), one, Step::move));
    }
  }
}

// 8.2: the chair of the province of 3 and 4 stars, the Minister of 5; the province proposes and submits in each case.
TEST(WithdrawalsRules, DecidesWhoArticle82Names) {
  const Actor province = with(Role::provincial_body, "68"), other = with(Role::provincial_body, "01"), ministry = with(Role::ministry);
  for (const std::int64_t stars : {3, 4, 5}) {
    const Proposal submitted = of(State::submitted, Ground::criteria_not_met, stars);
    for (const Step step : {Step::decide, Step::drop}) {
      EXPECT_EQ(rules::may(province, submitted, step), stars < 5) << stars;
      EXPECT_EQ(rules::may(ministry, submitted, step), stars == 5) << stars;
      EXPECT_FALSE(rules::may(other, submitted, step));
    }
    EXPECT_TRUE(rules::may(province, of(State::concluded, Ground::criteria_not_met, stars), Step::submit));
    EXPECT_FALSE(rules::may(ministry, of(State::concluded, Ground::criteria_not_met, stars), Step::submit));
  }
}

// 8.1đ and 8.4: the commune confirms that production stopped, and nothing else.
TEST(WithdrawalsRules, TheCommuneConfirmsThatProductionStoppedAlone) {
  const Actor commune = with(Role::commune_officer, "68", "24988"), neighbour = with(Role::commune_officer, "68", "24991");
  for (const Ground ground : kGrounds) {
    const bool stopped = ground == Ground::no_longer_produced;
    EXPECT_EQ(rules::may(commune, of(State::found, ground, 4), Step::conclude), stopped);
    EXPECT_EQ(rules::may(commune, of(State::found, ground, 4), Step::propose), stopped);
    EXPECT_FALSE(rules::may(neighbour, of(State::found, ground, 4), Step::conclude));
    for (const State state : {State::concluded, State::submitted})
      for (const Step step : {Step::submit, Step::decide, Step::drop}) EXPECT_FALSE(rules::may(commune, of(state, ground, 4), step));
  }
  Proposal unknown = of(State::found, Ground::no_longer_produced, 4);
  unknown.commune.clear();
  EXPECT_FALSE(rules::may(with(Role::commune_officer, "68", ""), unknown, Step::conclude)) << "an empty code is unknown, never a match";
}

TEST(WithdrawalsRules, NobodyElseTakesAStep) {
  Actor member{someone(), "HTX", {{Role::producer_member, "", "", ProducerId{}}}};
  for (const Role role : {Role::council_member, Role::council_chair, Role::secretary, Role::advisory_group, Role::programme_manager,
                          Role::administrator, Role::auditor, Role::helper})
    for (const State state : kStates)
      for (const Step step : kSteps) EXPECT_FALSE(rules::may(with(role, "68", "24988"), of(state, Ground::no_longer_produced, 4), step));
  for (const State state : kStates)
    for (const Step step : kSteps) EXPECT_FALSE(rules::may(member, of(state, Ground::no_longer_produced, 5), step));
}

// A decision on paper is taken outside; the province enters it, also of the Minister's five stars.
TEST(WithdrawalsRules, OfADecisionOnPaperTheProvinceNotesThatItWasEntered) {
  Proposal paper = of(State::submitted, Ground::breach_of_law, 5);
  paper.certificate.clear();
  EXPECT_TRUE(rules::may(with(Role::provincial_body, "68"), paper, Step::decide));
  EXPECT_TRUE(rules::check_decision(paper, {}).ok());
  EXPECT_EQ(fields(rules::check_decision(of(State::submitted, Ground::breach_of_law, 4), {})),
            (std::vector<std::string>{"number", "decided", "signer"}));
}

TEST(WithdrawalsRules, AConclusionSaysWhoseItIsAndItsDay) {
  using rules::Enters;
  const Date today = day("2026-11-28"), issued = day("2026-01-05");
  struct Row { Ground ground; Enters who; Conclude input; std::vector<std::string> wrong; };
  const Row rows[] = {
      {Ground::criteria_not_met, Enters::province, {1, day("2026-11-20"), "Sở", ""}, {}},
      {Ground::criteria_not_met, Enters::province, {1, day("2026-11-20"), "", ""}, {"organ"}},
      {Ground::breach_of_law, Enters::province, {1, day("2026-11-29"), "", ""}, {"concluded", "organ"}},
      {Ground::breach_of_law, Enters::province, {1, day("2026-01-04"), "Chi cục", ""}, {"concluded"}},
      {Ground::no_longer_produced, Enters::commune, {1, day("2026-11-28"), "", ""}, {}},
      {Ground::no_longer_produced, Enters::province, {1, day("2026-11-28"), "", ""}, {"conclusion"}},
      {Ground::no_longer_produced, Enters::province, {1, day("2026-11-28"), "", "12/UBND"}, {}},
  };
  for (const Row& row : rows)
    EXPECT_EQ(fields(rules::check_conclusion(row.ground, row.input, row.who, issued, today)), row.wrong)
        << certificates::name(row.ground) << row.input.concluded.iso();
  EXPECT_TRUE(rules::check_conclusion(Ground::breach_of_law, {1, day("2019-01-04"), "Chi cục", ""}, Enters::province, {}, today).ok());
  EXPECT_EQ(fields(rules::check_proposal({Ground::breach_of_law, "x", {}, "Chi cục", ""}, issued, today)),
            std::vector<std::string>{"concluded"});
  EXPECT_TRUE(rules::check_proposal({Ground::breach_of_law, "x", {}, "", ""}, issued, today).ok());
}

// 8.4: 15 days from the day of the conclusion; the first is not counted, and a last day off moves to the next working day (Civil Code,
// 147.2 and 148.5).
TEST(WithdrawalsRules, The15DaysEndOnAWorkingDay) {
  const auto calendar = HolidayCalendar::parse("date,kind,name_vi,name_en\n2026-04-30,holiday,a,b\n2026-05-01,holiday,a,b\n");
  ASSERT_TRUE(calendar.ok());
  struct Row { const char* concluded; const char* due; };
  for (const Row& row : {Row{"2026-11-02", "2026-11-17"},    // a Tuesday
                         Row{"2026-11-06", "2026-11-23"},    // Saturday the 21st, to Monday
                         Row{"2026-11-07", "2026-11-23"},    // Sunday the 22nd
                         Row{"2026-04-15", "2026-05-04"}})   // 30 April, 1 May, and a weekend
    EXPECT_EQ(certificates::withdrawal_due(day(row.concluded), *calendar).iso(), row.due) << row.concluded;
  for (int i = 0; i < 400; ++i) {
    const Date concluded = day("2026-01-01").plus_days(i), due = certificates::withdrawal_due(concluded, *calendar);
    EXPECT_GE(due.days - concluded.days, 15);
    EXPECT_TRUE(calendar->is_working_day(due));
    for (Date between = concluded.plus_days(15); between < due; between = between.plus_days(1))
      EXPECT_FALSE(calendar->is_working_day(between)) << "moved no further than it must";
  }
}

}  // namespace
}  // namespace ocop::withdrawals
