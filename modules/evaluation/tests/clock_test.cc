#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "modules/evaluation/rules_completion.h"
#include "modules/evaluation/tests/world.h"

// The clock of running stretches and the rounds of article 5. No 8 December here: the calendar is that of the State.
namespace ocop::evaluation {
namespace {

Date day(std::string_view iso) { return Date::parse_iso(iso).value(); }
Instant at(std::string_view iso) { return {start_of_vietnam_day(day(iso)).milliseconds + 9 * 3'600'000}; }  // nine in the morning

const HolidayCalendar& calendar() {
  static const HolidayCalendar holidays = HolidayCalendar::parse("date,kind,name_vi,name_en\n2026-09-02,holiday,Quốc khánh,National Day\n"
                                                                 "2027-01-01,holiday,Tết Dương lịch,New Year\n")
                                              .value();
  return holidays;
}

Request asked(int number, std::string_view from, std::string_view until = {}, Ending ending = Ending::answered) {
  Request out{.number = number, .asked_in = State::submitted, .asked_at = at(from), .until = day("2026-12-31")};
  if (until.empty()) return out;
  out.ending = ending;
  out.ended_at = at(until);
  return out;
}

Dossier handed_in(std::string_view on, std::vector<Request> requests) {
  Dossier out;
  out.state = State::submitted;
  out.submitted_at = at(on);
  out.requests = std::move(requests);
  return out;
}

// "2026-12-01..2026-12-07 5 #1": the stretches one after the other, then the last day or "stands".
std::string told(const Dossier& dossier) {
  const auto clock = rules::commune_clock(dossier, calendar()).value();
  std::string out;
  for (const rules::Stretch& one : clock.stretches) {
    out += one.from.iso().substr(5) + ".." + one.until.iso().substr(5) + " " + std::to_string(one.working_days);
    out += one.request == 0 ? "; " : " #" + std::to_string(one.request) + "; ";
  }
  return out + (clock.last_day ? clock.last_day->iso() : "stands");
}

// Điều 7 khoản 2: "Trong thời hạn 15 ngày làm việc kể từ ngày tiếp nhận hồ sơ sản phẩm". Bộ luật Dân sự 2015, Điều 147 khoản 2: "ngày đầu
// tiên của thời hạn không được tính mà tính từ ngày tiếp theo". 30/11/2026 is a Monday.
TEST(EvaluationClock, IsTheSumOfItsRunningStretches) {
  struct Row {
    const char* when;
    std::vector<Request> requests;
    std::string_view expected;
  };
  const Row rows[] = {
      {"nothing was asked", {}, "12-01..12-21 15; 2026-12-21"},
      {"asked on Tuesday the 8th, answered on Monday the 14th",
       {asked(1, "2026-12-08", "2026-12-14")},
       "12-01..12-07 5 #1; 12-15..12-28 10; 2026-12-28"},
      {"asked on the 8th and not answered", {asked(1, "2026-12-08")}, "12-01..12-07 5 #1; stands"},
      {"asked on the day it came", {asked(1, "2026-11-30", "2026-12-02")}, "12-03..12-23 15; 2026-12-23"},
      {"asked and answered on one day: that day does not count",
       {asked(1, "2026-12-08", "2026-12-08")},
       "12-01..12-07 5 #1; 12-09..12-22 10; 2026-12-22"},
      {"asked a second time on the day of the answer",
       {asked(1, "2026-12-08", "2026-12-14"), asked(2, "2026-12-14", "2026-12-15")},
       "12-01..12-07 5 #1; 12-16..12-29 10; 2026-12-29"},
      {"asked twice",
       {asked(1, "2026-12-08", "2026-12-14"), asked(2, "2026-12-17", "2026-12-18")},
       "12-01..12-07 5 #1; 12-15..12-16 2 #2; 12-19..12-30 8; 2026-12-30"},
      {"cancelled: it never stopped the clock", {asked(1, "2026-12-08", "2026-12-14", Ending::cancelled)}, "12-01..12-21 15; 2026-12-21"},
      {"asked on the last day: that day is still free",
       {asked(1, "2026-12-21", "2026-12-22")},
       "12-01..12-20 14 #1; 12-23..12-23 1; 2026-12-23"},
      {"asked when the term was over", {asked(1, "2026-12-22", "2026-12-28")}, "12-01..12-21 15; 2026-12-21"},
      {"asked when the term was over and open", {asked(1, "2026-12-22")}, "12-01..12-21 15; 2026-12-21"},
      {"over New Year's Day", {asked(1, "2026-12-08", "2026-12-25")}, "12-01..12-07 5 #1; 12-26..01-11 10; 2027-01-11"},
      {"of before it came back the last time", {asked(1, "2026-11-25", "2026-11-27")}, "12-01..12-21 15; 2026-12-21"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(told(handed_in("2026-11-30", row.requests)), row.expected) << row.when;
    const auto clock = rules::commune_clock(handed_in("2026-11-30", row.requests), calendar());
    EXPECT_EQ(clock->without_pause, day("2026-12-21")) << row.when << ": Decision 26/2026 provides for no pause";
  }
}

TEST(EvaluationClock, TheProvincesRequestsAreNotTheCommunes) {
  Request provinces = asked(1, "2026-12-08", "2026-12-14");
  provinces.asked_in = State::forwarded;
  EXPECT_EQ(told(handed_in("2026-11-30", {provinces})), "12-01..12-21 15; 2026-12-21");
}

TEST(EvaluationClock, StandsForNobodyWhoHasNotHandedIn) {
  Dossier dossier;
  EXPECT_FALSE(rules::commune_clock(dossier, calendar())) << "never";
  dossier = handed_in("2026-11-30", {});
  dossier.state = State::draft;
  EXPECT_FALSE(rules::commune_clock(dossier, calendar())) << "it came back";
  const Dossier open = handed_in("2026-11-30", {asked(1, "2026-12-08")});
  EXPECT_FALSE(rules::commune_deadline(open, day("2026-12-09"), calendar())) << "no last day while it stands";
  rules::Relation commune, producer;
  commune.add(rules::Capacity::commune_officer);
  producer.add(rules::Capacity::producer);
  EXPECT_FALSE(rules::term(open, commune, day("2026-12-09"), calendar()));
  EXPECT_EQ(rules::term(open, producer, day("2026-12-09"), calendar())->on.iso(), "2026-12-31") << "the day that the office chose";
  EXPECT_EQ(rules::waiting(open, producer, nullptr, {}), rules::Waiting::answer_request);
  EXPECT_EQ(rules::waiting(open, commune, nullptr, {}), rules::Waiting::others);
}

// Article 7.6đ lets nothing stop the 45 days of a renewal.
TEST(EvaluationClock, TheDaysOfARenewalRunOnWhileCompletionIsAsked) {
  Dossier dossier = handed_in("2026-11-23", {});
  dossier.state = State::forwarded;
  dossier.kind = Kind::renewal;
  dossier.forwarded_at = at("2026-11-23");
  rules::Relation province;
  province.add(rules::Capacity::provincial_body);
  const auto before = rules::term(dossier, province, day("2026-11-24"), calendar());
  Request open = asked(1, "2026-11-24");
  open.asked_in = State::forwarded;
  dossier.requests = {open};
  EXPECT_EQ(rules::term(dossier, province, day("2026-12-24"), calendar())->on, before->on);
}

// Article 7.6g: 45 days "kể từ ngày nhận đủ hồ sơ đề nghị của UBND cấp xã". What is still at its commune, which asks for a paper, was not
// asked for: no day of the province's runs. Its page said the day of handing in and 45 days.
TEST(EvaluationClock, ARenewalAtItsCommuneHasNoneOfTheProvincesDays) {
  Dossier dossier = handed_in("2026-11-23", {asked(1, "2026-11-24")});
  dossier.kind = Kind::renewal;
  for (const rules::Capacity who : {rules::Capacity::commune_officer, rules::Capacity::provincial_body}) {
    rules::Relation office;
    office.add(who);
    EXPECT_FALSE(rules::term(dossier, office, day("2026-11-25"), calendar())) << rules::name(who);
  }
}

// Whatever is asked and answered, the days that ran are fifteen, none runs on a day of an act, and stopping never brings the end nearer.
RC_GTEST_PROP(EvaluationClock, FifteenWorkingDaysRunInAll, ()) {
  const Date first = day("2026-11-30").plus_days(*rc::gen::inRange(0, 20));
  std::vector<Request> requests;
  Date next = first;
  for (int number = 1; number <= *rc::gen::inRange(0, 5); ++number) {
    const Date from = next.plus_days(*rc::gen::inRange(0, 9)), until = from.plus_days(*rc::gen::inRange(0, 9));
    requests.push_back(asked(number, from.iso(), until.iso(), *rc::gen::element(Ending::answered, Ending::cancelled)));
    next = until;
  }
  const auto clock = rules::commune_clock(handed_in(first.iso(), requests), calendar()).value();
  const auto without = rules::commune_clock(handed_in(first.iso(), {}), calendar()).value();
  RC_ASSERT(clock.last_day.has_value());
  RC_ASSERT(*clock.last_day >= *without.last_day);
  int ran = 0;
  Date after = first;
  for (const rules::Stretch& one : clock.stretches) {
    RC_ASSERT(one.from > after);
    RC_ASSERT(one.until >= one.from);
    RC_ASSERT(one.working_days == calendar().working_days_between(one.from.plus_days(-1), one.until));
    for (const Request& request : requests)
      if (request.ending == Ending::answered && request.number <= static_cast<int>(clock.stretches.size()) && one.request == request.number)
        RC_ASSERT(one.until < vietnam_date(request.asked_at));
    ran += one.working_days;
    after = one.until;
  }
  RC_ASSERT(ran == rules::kCommuneWorkingDays);
}

// Điều 5 khoản 1: "Đợt 01 trước ngày 30 tháng 6 đối với các hồ sơ được UBND cấp xã đề nghị trước ngày 30 tháng 4; đợt 02 trước ngày 30
// tháng 12 đối với các hồ sơ được UBND cấp xã đề nghị trước ngày 30 tháng 10."
TEST(EvaluationRounds, TheDayOfTheCommunesRequestSaysWhichRound) {
  struct Row {
    std::string_view requested, missed, asked_before, results_before;
  };
  constexpr Row rows[] = {
      {"2027-01-01", "2026-10-30", "2027-04-30", "2027-06-30"}, {"2027-04-28", "2026-10-30", "2027-04-30", "2027-06-30"},
      {"2027-04-29", "2026-10-30", "2027-04-30", "2027-06-30"}, {"2027-04-30", "2027-04-30", "2027-10-30", "2027-12-30"},
      {"2027-05-01", "2027-04-30", "2027-10-30", "2027-12-30"}, {"2027-10-29", "2027-04-30", "2027-10-30", "2027-12-30"},
      {"2027-10-30", "2027-10-30", "2028-04-30", "2028-06-30"}, {"2027-10-31", "2027-10-30", "2028-04-30", "2028-06-30"},
      {"2027-12-30", "2027-10-30", "2028-04-30", "2028-06-30"}, {"2027-12-31", "2027-10-30", "2028-04-30", "2028-06-30"},
      {"2028-02-29", "2027-10-30", "2028-04-30", "2028-06-30"},
  };
  for (const Row& row : rows) {
    const Round round = round_of(day(row.requested));
    EXPECT_EQ(round.missed, day(row.missed)) << row.requested;
    EXPECT_EQ(round.asked_before, day(row.asked_before)) << row.requested;
    EXPECT_EQ(round.results_before, day(row.results_before)) << row.requested;
  }
}

TEST(EvaluationRounds, WhoFilesIsToldTheCommunesLastDayAndTheRound) {
  const rules::Filing late = rules::filing(day("2026-11-30"), calendar());
  EXPECT_EQ(late.last_day, day("2026-12-21"));
  EXPECT_EQ(late.latest.results_before, day("2027-06-30")) << "asked for after 30/10/2026";
  EXPECT_EQ(late.soonest.results_before, day("2027-06-30"));
  // Filed on 12 October the commune may still ask before the 30th, or take its fifteen days and ask after it.
  const rules::Filing between = rules::filing(day("2026-10-12"), calendar());
  EXPECT_EQ(between.last_day, day("2026-11-02"));
  EXPECT_EQ(between.soonest.results_before, day("2026-12-30"));
  EXPECT_EQ(between.latest.results_before, day("2027-06-30"));
  EXPECT_TRUE(rules::filing(day("2029-12-20"), calendar()).provisional) << "a year without a calendar";
}

TEST(EvaluationRounds, APaperHoldsWhenItReachesTheDayBeforeTheResultsAreDue) {
  const Date due = day("2027-06-30");
  EXPECT_FALSE(rules::ends_before(std::nullopt, due));
  EXPECT_FALSE(rules::ends_before(day("2027-06-30"), due));
  EXPECT_FALSE(rules::ends_before(day("2027-06-29"), due)) << "the last day on which the results may come";
  EXPECT_TRUE(rules::ends_before(day("2027-06-28"), due));
}

// ---- requests ------------------------------------------------------------------------------------------------------------------

TEST(EvaluationRequests, WhatIsWrongWithARequestIsToldAtOnce) {
  const auto library = test::small_library();
  const rulebooks::Table& table = *library.rulebooks_[0].tables[0];
  const Date today = day("2026-12-08");
  const auto fields = [&](const Completion& completion) {
    std::vector<std::string> out;
    const auto checked = rules::check_completion(table, completion, today);
    if (checked.ok()) return out;
    for (const Problem& problem : checked.error().problems) out.push_back(problem.field);
    return out;
  };
  using Fields = std::vector<std::string>;
  Completion good;
  good.until = day("2026-12-09");
  good.items = {{"1.1", "Hợp đồng còn thiếu trang ký"}, {"test_sheet", "Phiếu mới"}, {"other", "Ảnh xưởng"}};
  EXPECT_EQ(fields(good), Fields{});
  EXPECT_EQ(fields({}), (Fields{"items", "until"}));
  Completion wrong = good;
  wrong.items = {{"9.9", "x"}, {"1.1", " "}, {"1.1", "x"}};
  EXPECT_EQ(fields(wrong), (Fields{"items.9.9", "items.1.1", "items.1.1"})) << "unknown; empty; twice";
  struct Row {
    const char* until;
    bool good;
  };
  for (const Row& row :
       {Row{"2026-12-07", false}, {"2026-12-08", false}, {"2026-12-09", true}, {"2027-06-06", true}, {"2027-06-07", false}}) {
    Completion one = good;
    one.until = day(row.until);
    EXPECT_EQ(fields(one).empty(), row.good) << row.until;
  }
  Completion longer = good;
  for (std::size_t i = 0; i < kItemLimit; ++i) longer.items[0].words = i == 0 ? "ộ" : longer.items[0].words + "ộ";
  EXPECT_EQ(fields(longer), Fields{}) << "characters are counted, not bytes";
  longer.items[0].words += "ộ";
  longer.words.assign(kLetterLimit + 1, 'x');
  EXPECT_EQ(fields(longer), (Fields{"items.1.1", "words"}));
  EXPECT_FALSE(rules::check_answer_to_request(" ").ok());
  EXPECT_TRUE(rules::check_answer_to_request("Đã thêm hợp đồng").ok());
}

// Every act that moves a dossier on is refused, by number and day of what is open; its producer's are let through.
TEST(EvaluationRequests, NothingMovesOnWhileOneIsOpen) {
  using rules::Act;
  Dossier dossier = handed_in("2026-11-30", {asked(1, "2026-12-01", "2026-12-02"), asked(2, "2026-12-08")});
  rules::Relation commune, producer, province;
  commune.add(rules::Capacity::commune_officer);
  producer.add(rules::Capacity::producer);
  province.add(rules::Capacity::provincial_body);
  for (const Act act : {Act::forward, Act::return_back, Act::ask_completion, Act::correct_field}) {
    const auto refused = rules::may(act, dossier, commune);
    ASSERT_FALSE(refused.ok()) << rules::name(act);
    EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
    EXPECT_EQ(refused.error().problems[0].field, "completion");
    EXPECT_EQ(refused.error().problems[0].got, "2") << "the open one, not the first";
  }
  for (const Act act : {Act::save_report, Act::cancel_completion, Act::read}) EXPECT_TRUE(rules::may(act, dossier, commune).ok());
  for (const Act act : {Act::save_answer, Act::answer_completion}) EXPECT_TRUE(rules::may(act, dossier, producer).ok());
  EXPECT_EQ(rules::may(Act::submit, dossier, producer).error().kind, ErrorKind::conflict) << "it is answered, not submitted";
  EXPECT_EQ(rules::may(Act::save_answer, dossier, commune).error().kind, ErrorKind::forbidden);
  dossier.state = State::forwarded;
  for (const Act act : {Act::open_council, Act::return_back, Act::ask_completion})
    EXPECT_EQ(rules::may(act, dossier, province).error().problems[0].field, "completion") << rules::name(act);
  EXPECT_EQ(rules::may(Act::cancel_completion, dossier, commune).error().kind, ErrorKind::conflict) << "the office that has it cancels";

  dossier = handed_in("2026-11-30", {asked(1, "2026-12-01", "2026-12-02")});
  for (const Act act : {Act::forward, Act::return_back, Act::ask_completion}) EXPECT_TRUE(rules::may(act, dossier, commune).ok());
  EXPECT_EQ(rules::may(Act::cancel_completion, dossier, commune).error().problems[0].field, "completion");
  EXPECT_EQ(rules::may(Act::answer_completion, dossier, producer).error().problems[0].field, "completion");
  EXPECT_EQ(rules::may(Act::save_answer, dossier, producer).error().problems[0].field, "state");
}

TEST(EvaluationRequests, ALetterBeginsWithWhatIsMissing) {
  using Kind = rules::Gap::Kind;
  const auto library = test::small_library();
  const rulebooks::Table& table = *library.rulebooks_[0].tables[0];
  Sheet sheet;
  sheet.answers = {{"1.1", 2, "", {test::paper_id(2)}}, {"1.2", 2}, {"2.1", 0}};  // 1.2 scores without a paper, 2.1 scores nothing
  producers::Paper contract, analysis, registration;
  contract.kind = producers::PaperKind::source_area;
  contract.expires = day("2027-06-28");
  analysis.kind = producers::PaperKind::test_sheet;
  analysis.expires = day("2026-12-07");
  registration.kind = producers::PaperKind::business_registration;
  const auto told = [&](std::vector<producers::Paper> papers) {
    std::string out;
    for (const rules::Gap& gap : rules::gaps(table, sheet, papers, day("2026-12-08"), day("2027-06-30")))
      out += std::string(gap.kind == Kind::no_registration ? "R"
                         : gap.kind == Kind::paper_ended   ? "E"
                         : gap.kind == Kind::paper_ends    ? "S"
                                                           : "C") +
             ":" + gap.about + " ";
    return out;
  };
  EXPECT_EQ(told({contract, analysis, registration}), "S:source_area E:test_sheet C:1.2 ");
  EXPECT_EQ(told({}), "R:business_registration C:1.2 ");
  registration.expires = day("2026-12-07");
  EXPECT_EQ(told({registration}), "R:business_registration C:1.2 ") << "once, not twice";
}

}  // namespace
}  // namespace ocop::evaluation
