#include "modules/evaluation/procedure.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "modules/evaluation/rules_centre.h"
#include "modules/evaluation/tests/world.h"

// The table of the procedure against who may do what, and against what happens: articles 5, 6, 7.1 to 7.3a of Decision 26/2026/QĐ-TTg, each
// case beside the words of its clause.
namespace ocop::evaluation::test {
namespace {

using procedure::Step;
using rules::Act;
using rules::Capacity;

// Acts that change nothing.
const std::set<Act> kReads{Act::read,         Act::read_report, Act::read_self_score, Act::read_own_sheet,
                           Act::see_progress, Act::read_result, Act::read_advice};

rules::Relation as(Capacity capacity) {
  rules::Relation relation;
  relation.add(capacity);
  return relation;
}

// As far as a dossier of the level can come in that state without an open request: at the centre found whole or not, at a province first or
// come back, or a renewal that is evaluated in writing.
std::vector<Dossier> dossiers_of(Level level, State state) {
  Dossier one, other;
  one.state = other.state = state;
  one.province = other.province = level == Level::centre ? std::string(kCentre) : "68";
  other.origin = DossierId{};
  if (level == Level::centre) other.received_at = Instant{};
  if (level == Level::centre) return {one, other};
  Dossier in_writing = one;
  in_writing.kind = Kind::renewal;
  if (state == State::scoring) in_writing.positions = Positions::asked;
  return {one, other, in_writing};
}

TEST(EvaluationProcedure, HoldsEveryActThatIsAllowedAndNoOther) {
  for (const Level level : kLevels)
    for (int a = 0; a < rules::kActCount; ++a)
      for (int c = 0; c < rules::kCapacityCount; ++c)
        for (const State state : {State::draft, State::submitted, State::forwarded, State::scoring, State::closed, State::decided}) {
          if (level == Level::centre && state < State::forwarded) continue;   // it comes forwarded (article 7.3e)
          const auto act = static_cast<Act>(a);
          const auto who = static_cast<Capacity>(c);
          // A commune has no act at the centre, and its producer none but what a request asks of it.
          const bool none = who == Capacity::commune_officer || (who == Capacity::producer && act != Act::answer_completion);
          if (level == Level::centre && none) continue;
          const auto rows = std::ranges::count_if(
              procedure::steps(level), [&](const Step& step) { return step.act == act && step.who == who && step.from == state; });
          bool allowed = false;
          for (Dossier& dossier : dossiers_of(level, state))
            for (const bool asked : {false, true}) {
              if (asked) dossier.requests = {{.number = 1, .asked_in = state, .asked_at = {}, .until = {}}};
              if (asked && state == State::submitted && act == Act::save_answer) continue;   // part of the answer to a request
              if (asked && state == State::forwarded && act == Act::save_answer) continue;
              if (asked && state > State::forwarded) continue;
              if (asked && state == State::draft) continue;
              allowed = allowed || (!kReads.contains(act) && rules::may(act, dossier, as(who)).ok());
            }
          EXPECT_EQ(rows, allowed ? 1 : 0)
              << name(level) << ": " << rules::name(act) << " by " << rules::name(who) << " in " << name(state);
        }
}

// The clock's column against the terms that the lists of work are ordered by.
TEST(EvaluationProcedure, NamesTheClockThatRuns) {
  const World world;
  std::vector<std::pair<Level, Step>> all;
  for (const Level level : kLevels)
    for (const Step& step : procedure::steps(level)) all.emplace_back(level, step);
  for (const auto& [level, step] : all) {
    Dossier dossier;
    dossier.state = step.from;
    dossier.kind = Kind::renewal;
    dossier.submitted_at = dossier.forwarded_at = world.clock.now();
    if (level == Level::centre) dossier.province = kCentre;
    if (step.act == Act::adopt) dossier.origin = DossierId{};
    if (step.act == Act::answer_completion || step.act == Act::cancel_completion)
      dossier.requests = {{.number = 1, .asked_in = step.from, .asked_at = world.clock.now(), .until = Date::of(2026, 12, 1).value()}};
    const auto term = rules::term(dossier, as(step.who), vietnam_date(world.clock.now()), world.holidays);
    const std::string what = std::string(step.act ? rules::name(*step.act) : "decide") + " in " + std::string(name(step.from));
    switch (step.clock) {
      case procedure::Clock::none:
        // A draft has no term; a request that is open stops the commune's.
        if (step.act == Act::cancel_completion)
          EXPECT_FALSE(rules::commune_deadline(dossier, vietnam_date(world.clock.now()), world.holidays)) << what;
        else EXPECT_FALSE(term) << what;
        break;
      case procedure::Clock::commune: EXPECT_EQ(term.value().on.iso(), "2026-12-15") << what; break;
      case procedure::Clock::renewal: EXPECT_EQ(term.value().on.iso(), "2027-01-07") << what; break;
      case procedure::Clock::asked: EXPECT_EQ(term.value().on.iso(), "2026-12-01") << what; break;
      case procedure::Clock::round: EXPECT_EQ(term.value().on.iso(), "2027-03-29") << what << ", sent before 30/01, article 5.2"; break;
    }
  }
}

// Article 7.6g: "không quá 45 ngày kể từ ngày nhận đủ hồ sơ đề nghị của UBND cấp xã hoặc UBND cấp tỉnh"; article 5.2.
TEST(EvaluationProcedure, ARenewalAtTheCentreHasTheSoonerOfBothDays) {
  const World world;
  Dossier file;
  file.province = kCentre;
  file.kind = Kind::renewal;
  file.state = State::forwarded;
  file.submitted_at = file.forwarded_at = world.clock.now();   // 23/11/2026
  const Date today = vietnam_date(world.clock.now());
  EXPECT_EQ(rules::centre_deadline(file, today, world.holidays).on.iso(), "2027-03-29") << "not found whole yet";
  file.received_at = world.clock.now();
  EXPECT_EQ(rules::centre_deadline(file, today, world.holidays).on.iso(), "2027-01-07");
  file.received_at = start_of_vietnam_day(*Date::of(2027, 3, 1));
  EXPECT_EQ(rules::centre_deadline(file, today, world.holidays).on.iso(), "2027-03-29");
  file.kind = Kind::first;
  file.received_at = world.clock.now();
  EXPECT_EQ(rules::centre_deadline(file, today, world.holidays).on.iso(), "2027-03-29") << "article 7.6 is of renewals alone";
}

// Điều 5 khoản 2, each day and the one before it.
TEST(EvaluationProcedure, TheCentreHasRoundsOfItsOwn) {
  const std::pair<const char*, const char*> rows[] = {{"2027-01-29", "2027-03-30"},
                                                      {"2027-01-30", "2027-09-30"},
                                                      {"2027-07-29", "2027-09-30"},
                                                      {"2027-07-30", "2028-03-30"},
                                                      {"2027-12-31", "2028-03-30"}};
  for (const auto& [sent, held] : rows)
    EXPECT_EQ(centre_round_of(Date::parse_iso(sent).value()).results_before.iso(), held) << sent;
}

TEST(EvaluationProcedure, LeadsFromADraftToADecision) {
  std::string way;
  for (const Step* step = procedure::onward(State::draft); step; step = procedure::onward(step->to.value()))
    way += std::string(name(*step->to)) + " ";
  EXPECT_EQ(way, "submitted forwarded scoring closed decided ");
  way.clear();
  constexpr Level kAt = Level::centre;
  for (const Step* step = procedure::onward(State::forwarded, kAt); step; step = procedure::onward(step->to.value(), kAt))
    way += std::string(name(*step->to)) + " ";
  EXPECT_EQ(way, "scoring closed decided ");
}

TEST(EvaluationProcedure, AnArticleIsSaidAsTheLawIsQuoted) {
  EXPECT_EQ(procedure::article("7.2a", Language::vi), "Điều 7 khoản 2 điểm a");
  EXPECT_EQ(procedure::article("7.1", Language::vi), "Điều 7 khoản 1");
  EXPECT_EQ(procedure::article("5", Language::vi), "Điều 5");
  EXPECT_EQ(procedure::article("7.3đ", Language::vi), "Điều 7 khoản 3 điểm đ");
  EXPECT_EQ(procedure::article("7.2a", Language::en), "article 7.2a");
}

TEST(EvaluationProcedure, IsWhatTheModelShows) {
  std::ifstream file(std::string(OCOP_SOURCE_DIR) + "/docs/model/procedure.md");
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), procedure::markdown()) << "ocop admin show-procedure > docs/model/procedure.md";
}

// ---- acceptance ----------------------------------------------------------------------------------------------------------------

class EvaluationAcceptance : public Evaluation {
 protected:
  // The act was done: the dossier stands in the state of the table's row, and the log says what the row says.
  void expect_step(DossierId id, const Actor& reader, State before, Act act, Capacity who) {
    const auto row = std::ranges::find_if(procedure::steps(),
                                          [&](const Step& step) { return step.act == act && step.who == who && step.from == before; });
    ASSERT_NE(row, procedure::steps().end());
    EXPECT_EQ(view(reader, id).dossier.state, row->to) << rules::name(act);
    if (!row->leaf.empty()) EXPECT_EQ(leaf_kinds().back(), row->leaf) << rules::name(act);
    else EXPECT_EQ(leaves(), leaves_before_) << rules::name(act);
    leaves_before_ = leaves();
  }
  void on(std::string_view iso) { world.clock.set({start_of_vietnam_day(Date::parse_iso(iso).value()).milliseconds + 9 * 3'600'000}); }
  AskCompletion letter(DossierId id, const Actor& office) {
    return {view(office, id).dossier.version, "", vietnam_date(world.clock.now()).plus_days(7), {{"1.1", "Minh chứng nguyên liệu"}}};
  }
  void answer_request(DossierId id, int number) {
    const auto answered = service().answer_completion(
        world.maker, id, number, {view(world.maker, id).self.version, "Đã bổ sung.", rules::Tick::given, rules::Tick::given});
    ASSERT_TRUE(answered.ok());
    ASSERT_FALSE(answered->conflict.has_value());
  }
  std::int64_t leaves_before_ = 0;
};
OCOP_ON_BOTH_ENGINES(EvaluationAcceptance);

// Điều 7 khoản 1: "Chủ thể OCOP chuẩn bị hồ sơ sản phẩm theo quy định tại khoản 1 Điều 6 Quyết định này; nộp hồ sơ cho UBND cấp xã".
TEST_P(EvaluationAcceptance, TheProducerHandsInToItsCommune) {
  const DossierId id = open_draft();
  answer(id, world.maker, kThreeStars);
  expect_step(id, world.maker, State::draft, Act::save_answer, Capacity::producer);
  EXPECT_EQ(service().view(world.officer, id).error().kind, ErrorKind::not_found) << "being prepared it is nobody else's";
  submit(id);
  expect_step(id, world.maker, State::draft, Act::submit, Capacity::producer);
  EXPECT_TRUE(service().view(world.officer, id).ok());
  EXPECT_EQ(service().view(world.other_officer, id).error().kind, ErrorKind::not_found) << "another commune's";
}

// Điều 6 khoản 1 điểm a: "Phiếu đăng ký đánh giá, phân hạng sản phẩm OCOP theo Mẫu số 01 …; Báo cáo tự đánh giá về sản phẩm theo Mẫu số
// 02". Điều 2 khoản 3: "hộ gia đình có đăng ký kinh doanh".
TEST_P(EvaluationAcceptance, ADossierIsDeclaredAndItsProducerRegistered) {
  const DossierId id = open_draft();
  const auto undeclared = service().submit(world.maker, id, {view(world.maker, id).self.version, rules::Tick::absent, rules::Tick::given});
  ASSERT_EQ(undeclared.error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(undeclared.error().problems.at(0).field, "declared");
  world.producers.papers.clear();
  const auto unregistered = service().submit(world.maker, id, {view(world.maker, id).self.version, rules::Tick::given, rules::Tick::given});
  EXPECT_EQ(unregistered.error().problems.at(0).field, "papers");
}

// Điều 7 khoản 2: "Trong thời hạn 15 ngày làm việc kể từ ngày tiếp nhận hồ sơ sản phẩm, UBND cấp xã: a) Kiểm tra về thành phần hồ sơ …".
TEST_P(EvaluationAcceptance, TheCommuneHasFifteenWorkingDaysFromTheDayAfterItCame) {
  world.holidays = HolidayCalendar::parse("date,kind,name_vi,name_en\n2027-01-01,holiday,Tết Dương lịch,New Year\n"
                                          "2026-09-02,holiday,Quốc khánh,National Day\n")
                       .value();
  on("2026-11-30");
  const DossierId id = open_draft();
  submit(id);
  EXPECT_EQ(view(world.officer, id).deadline->on.iso(), "2026-12-21");
  leaves_before_ = leaves();
  on("2026-12-08");
  ASSERT_TRUE(service().ask_completion(world.officer, id, letter(id, world.officer)).ok());
  expect_step(id, world.officer, State::submitted, Act::ask_completion, Capacity::commune_officer);
  EXPECT_FALSE(view(world.officer, id).deadline.has_value());
  on("2026-12-14");
  answer_request(id, 1);
  expect_step(id, world.officer, State::submitted, Act::answer_completion, Capacity::producer);
  EXPECT_EQ(view(world.officer, id).deadline->on.iso(), "2026-12-28") << "five days before the request, ten after the answer";
  const auto listed = service().work_items(std::vector<Listed>{{id, {.commune = "24988"}}});
  ASSERT_TRUE(listed.at(0).has_value());
  EXPECT_EQ(listed[0]->deadline->on.iso(), "2026-12-28") << "the list of work is ordered by the true last day";
}

// Điều 7 khoản 2 điểm a: "đánh giá về các nội dung sau đây: nguồn gốc sản phẩm, nguyên liệu địa phương; sử dụng lao động địa phương;
// nguồn gốc
// ý tưởng sản phẩm; bản sắc, trí tuệ địa phương". Điểm b: "Ban hành Báo cáo đánh giá theo Mẫu số 03 …; gửi hồ sơ … đến UBND cấp tỉnh".
TEST_P(EvaluationAcceptance, TheCommuneReportsOnFourMattersAndForwards) {
  const DossierId id = open_draft();
  submit(id);
  leaves_before_ = leaves();
  const auto three = service().save_report(
      world.officer, id, {view(world.officer, id).report->version, ReportWords{"a", "b", "c", ""}, SaveReport::Then::forward});
  EXPECT_EQ(three.error().problems.at(0).field, "identity");
  ASSERT_TRUE(service().save_report(world.officer, id, {view(world.officer, id).report->version, ReportWords{"a", "b", "c", ""}}).ok());
  expect_step(id, world.officer, State::submitted, Act::save_report, Capacity::commune_officer);
  forward(id);
  expect_step(id, world.officer, State::submitted, Act::forward, Capacity::commune_officer);
}

// Điều 7 khoản 3 điểm a: "tiếp nhận hồ sơ đề nghị đánh giá, phân hạng sản phẩm OCOP từ UBND cấp xã … kiểm tra thành phần, nội dung hồ sơ; …
// trường hợp cần thiết, thông báo và hướng dẫn UBND cấp xã, chủ thể OCOP hoàn thiện hồ sơ".
TEST_P(EvaluationAcceptance, TheProvinceReceivesFromTheCommuneAndHasItCompleted) {
  const DossierId id = open_draft();
  submit(id);
  EXPECT_EQ(service().view(world.province, id).error().kind, ErrorKind::not_found) << "from the commune, not beside it";
  forward(id);
  leaves_before_ = leaves();
  ASSERT_TRUE(service().ask_completion(world.province, id, letter(id, world.province)).ok());
  expect_step(id, world.province, State::forwarded, Act::ask_completion, Capacity::provincial_body);
  EXPECT_TRUE(view(world.officer, id).dossier.open_request()) << "the commune is shown it too";
  answer_request(id, 1);
  expect_step(id, world.province, State::forwarded, Act::answer_completion, Capacity::producer);
  ASSERT_TRUE(service().ask_completion(world.province, id, letter(id, world.province)).ok());
  leaves_before_ = leaves();
  ASSERT_TRUE(service().cancel_completion(world.province, id, 2, view(world.province, id).dossier.version).ok());
  expect_step(id, world.province, State::forwarded, Act::cancel_completion, Capacity::provincial_body);
  ASSERT_TRUE(service().return_back(world.province, id, view(world.province, id).dossier.version, "Sai sản phẩm").ok());
  expect_step(id, world.maker, State::forwarded, Act::return_back, Capacity::provincial_body);
}

// Điều 5 khoản 1: "Đợt 01 trước ngày 30 tháng 6 đối với các hồ sơ được UBND cấp xã đề nghị trước ngày 30 tháng 4".
TEST_P(EvaluationAcceptance, TheDayOfTheRequestSaysTheRound) {
  on("2027-04-29");
  const DossierId id = open_draft();
  submit(id);
  EXPECT_EQ(view(world.maker, id).round->results_before.iso(), "2027-12-30") << "with all its days the commune asks in May";
  forward(id);
  EXPECT_EQ(view(world.maker, id).round->results_before.iso(), "2027-06-30") << "it asked on 29 April";
}

TEST_P(EvaluationAcceptance, ARequestOnTheCutOffIsOfTheNextRound) {
  on("2027-04-30");
  const DossierId id = open_draft();
  EXPECT_EQ(view(world.maker, id).filing->soonest.results_before.iso(), "2027-12-30");
  submit(id);
  forward(id);
  EXPECT_EQ(view(world.province, id).round->results_before.iso(), "2027-12-30");
}

}  // namespace
}  // namespace ocop::evaluation::test
