#include "modules/evaluation/rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>

#include "kernel/i18n/translate.h"
#include "modules/evaluation/tests/world.h"

namespace ocop::evaluation {
namespace {

using rules::Act;
using rules::Capacity;
using rules::Tick;

constexpr std::array kStates{State::draft, State::submitted, State::forwarded, State::scoring, State::closed, State::decided};

rules::Relation as(Capacity capacity) {
  rules::Relation relation;
  relation.add(capacity);
  return relation;
}

// The whole table, written apart from the code: act × capacity × state. "+" allowed, "-" wrong state (409), "." not this capacity's
// act (403), " " may not even read (404). Columns of a cell: draft submitted forwarded scoring closed
// decided.
struct Expected { Act act; std::array<std::string_view, rules::kCapacityCount> cells; };
constexpr std::array<Expected, rules::kActCount> kTable{{
    //                     producer  commune   province  member    chair     secretary advisory informed
    {Act::read,            {"++++++", " +++++", "  ++++", "   +++", "   +++", "  ++++", "  ++++", "  ++++"}},
    {Act::save_answer,     {"+-----", " .....", "  ....", "   ...", "   ...", "  ....", "  ....", "  ...."}},
    {Act::submit,          {"+-----", " .....", "  ....", "   ...", "   ...", "  ....", "  ....", "  ...."}},
    {Act::discard,         {"+-----", " .....", "  ....", "   ...", "   ...", "  ....", "  ....", "  ...."}},
    {Act::return_back,     {"......", " +----", "  +---", "   ...", "   ...", "  ....", "  ....", "  ...."}},
    {Act::save_report,     {"......", " +----", "  ....", "   ...", "   ...", "  ....", "  ....", "  ...."}},
    {Act::forward,         {"......", " +----", "  ....", "   ...", "   ...", "  ....", "  ....", "  ...."}},
    {Act::read_report,     {"--++++", " -++++", "  ++++", "   +++", "   +++", "  ++++", "  ++++", "  ...."}},
    {Act::open_council,    {"......", " .....", "  +---", "   ...", "   ...", "  ....", "  ....", "  ...."}},
    {Act::read_self_score, {"++++++", " +++++", "  ++++", "   -++", "   -++", "  ++++", "  ++++", "  ++++"}},
    {Act::read_own_sheet,  {"......", " .....", "  ....", "   +++", "   ...", "  ....", "  ....", "  ...."}},
    {Act::save_sheet,      {"......", " .....", "  ....", "   +--", "   ...", "  ....", "  ....", "  ...."}},
    {Act::submit_sheet,    {"......", " .....", "  ....", "   +--", "   ...", "  ....", "  ....", "  ...."}},
    {Act::see_progress,    {"......", " .....", "  -+++", "   ...", "   +++", "  -+++", "  ....", "  ...."}},
    {Act::reopen_sheet,    {"......", " .....", "  ....", "   ...", "   +--", "  ....", "  ....", "  ...."}},
    {Act::close,           {"......", " .....", "  ....", "   ...", "   +--", "  ....", "  ....", "  ...."}},
    {Act::read_result,     {"----++", " ---++", "  --++", "   -++", "   -++", "  --++", "  --++", "  ...."}},
    {Act::save_advice,     {"......", " .....", "  +---", "   ...", "   ...", "  ....", "  +---", "  ...."}},
    {Act::read_advice,     {"......", " .....", "  ++++", "   +++", "   +++", "  ++++", "  ++++", "  ...."}},
    {Act::ask_completion,    {"......", " +----", "  +---", "   ...", "   ...", "  ....", "  ....", "  ...."}},
    {Act::answer_completion, {"-++---", " .....", "  ....", "   ...", "   ...", "  ....", "  ....", "  ...."}},
    {Act::cancel_completion, {"......", " +----", "  +---", "   ...", "   ...", "  ....", "  ....", "  ...."}},
    {Act::name_chair,        {"......", " .....", "  -+--", "   ...", "   ...", "  ....", "  ....", "  ...."}},
    {Act::correct_field,     {"......", " +----", "  +---", "   ...", "   ...", "  ....", "  ....", "  ...."}},
    {Act::receive,           {"......", " .....", "  +---", "   ...", "   ...", "  ....", "  ....", "  ...."}},
    {Act::adopt,             {"......", " .....", "  +---", "   ...", "   ...", "  ....", "  ....", "  ...."}},
    {Act::save_position,     {"......", " .....", "  ....", "   +--", "   ...", "  ....", "  ....", "  ...."}},
    {Act::settle_positions,  {"......", " .....", "  ....", "   ...", "   +--", "  ....", "  ....", "  ...."}},
    {Act::declare_conflict,  {"......", " .....", "  ....", "   +--", "   +--", "  ....", "  ....", "  ...."}},
    {Act::name_stand_in,     {"......", " .....", "  ....", "   ...", "   +--", "  ....", "  ....", "  ...."}},
}};

TEST(EvaluationRules, WhoMayDoWhatInWhichState) {
  for (const Expected& row : kTable)
    for (int c = 0; c < rules::kCapacityCount; ++c)
      for (std::size_t s = 0; s < kStates.size(); ++s) {
        const auto capacity = static_cast<Capacity>(c);
        const auto result = rules::may(row.act, kStates[s], as(capacity));
        char got = '+';
        if (!result) got = result.error().kind == ErrorKind::not_found ? ' ' : result.error().kind == ErrorKind::forbidden ? '.' : '-';
        EXPECT_EQ(got, row.cells[static_cast<std::size_t>(c)][s])
            << rules::name(capacity) << " " << rules::name(row.act) << " in " << name(kStates[s]);
      }
}

TEST(EvaluationRules, AStrangerMayDoNothingAndLearnsNothing) {
  for (const Expected& row : kTable)
    for (const State state : kStates) EXPECT_EQ(rules::may(row.act, state, {}).error().kind, ErrorKind::not_found);
}

TEST(EvaluationRules, ARelationComesFromGrantsOfToday) {
  const test::World world;
  Dossier dossier;
  dossier.producer = world.producer;
  dossier.province = "68";
  dossier.commune = "24988";
  dossier.chair = world.chair.account;
  const std::vector<Seat> seats{{1, *world.members[0].account, {}, SheetState::open, 1, {}}};
  EXPECT_TRUE(rules::relation(world.maker, dossier, seats).is(Capacity::producer));
  EXPECT_EQ(rules::relation(world.other_maker, dossier, seats).capacities, 0u);
  Actor helper{world.other_maker.account, "", {{Role::helper, "", "", dossier.producer, Tasks().add(Task::dossiers)}}};
  EXPECT_TRUE(rules::relation(helper, dossier, seats).is(Capacity::producer)) << "with its consent";
  helper.grants[0].tasks = Tasks().add(Task::papers).add(Task::products).add(Task::story);
  EXPECT_EQ(rules::relation(helper, dossier, seats).capacities, 0u) << "for other tasks alone";
  EXPECT_TRUE(rules::relation(world.officer, dossier, seats).is(Capacity::commune_officer));
  EXPECT_EQ(rules::relation(world.other_officer, dossier, seats).capacities, 0u);
  EXPECT_EQ(rules::relation(world.other_province, dossier, seats).capacities, 0u);
  EXPECT_EQ(rules::relation(world.administrator, dossier, seats).capacities, 0u);
  EXPECT_EQ(rules::relation(world.members[0], dossier, seats).seat, 1);
  EXPECT_EQ(rules::relation(world.members[1], dossier, seats).capacities, 0u) << "a member without a seat";
  Actor dismissed = world.members[0];
  dismissed.grants.clear();
  EXPECT_EQ(rules::relation(dismissed, dossier, seats).capacities, 0u) << "the seat stays, the role is gone";
  Actor other_chair = world.chair;
  other_chair.account = test::account(77);
  EXPECT_EQ(rules::relation(other_chair, dossier, seats).capacities, 0u) << "a chair of the province that was not named here";
}

// An officer who helped a maker with its papers reported on its dossier and forwarded it.
TEST(EvaluationRules, OfficesDoNotActOnTheDossierOfAMakerTheyHelp) {
  const test::World world;
  Dossier dossier;
  dossier.producer = world.producer;
  dossier.province = "68";
  dossier.commune = "24988";
  struct Row { const Actor* office; rules::Act act; State state; };
  const Row rows[] = {{&world.officer, rules::Act::save_report, State::submitted},
                      {&world.officer, rules::Act::forward, State::submitted},
                      {&world.officer, rules::Act::return_back, State::submitted},
                      {&world.province, rules::Act::return_back, State::forwarded},
                      {&world.province, rules::Act::open_council, State::forwarded}};
  for (const Row& row : rows) {
    Actor helper = *row.office;
    EXPECT_TRUE(rules::may(row.act, row.state, rules::relation(helper, dossier, {})).ok()) << rules::name(row.act);
    helper.grants.push_back({Role::helper, "", "", dossier.producer, Tasks().add(Task::papers)});
    const auto relation = rules::relation(helper, dossier, {});
    EXPECT_EQ(rules::may(row.act, row.state, relation).error().kind, ErrorKind::conflict) << rules::name(row.act);
    EXPECT_TRUE(rules::may(rules::Act::read, row.state, relation).ok()) << "it is still the office's to read";
    EXPECT_EQ(rules::may(row.act, State::decided, relation).error().problems.at(0).field, "state") << "too late is told first";
  }
}

TEST(EvaluationRules, TheSelfScoreIsHiddenFromMembersUntilClosingUnlessTheProvinceShowsIt) {
  Dossier dossier;
  dossier.state = State::scoring;
  EXPECT_FALSE(rules::may_see_self_score(dossier, as(Capacity::council_member)));
  EXPECT_FALSE(rules::may_see_self_score(dossier, as(Capacity::council_chair)));
  EXPECT_TRUE(rules::may_see_self_score(dossier, as(Capacity::provincial_body)));
  dossier.settings.self_score = SelfScore::shown;
  EXPECT_TRUE(rules::may_see_self_score(dossier, as(Capacity::council_member)));
  dossier.settings.self_score = SelfScore::hidden;
  dossier.state = State::closed;
  EXPECT_TRUE(rules::may_see_self_score(dossier, as(Capacity::council_member)));
}

Date day(int year, int month, int d) { return Date::of(year, month, d).value(); }

// Articles 4.3, 7.6 and 12. The star ends on 31 December 2027: the window is 4 July to 2 September 2027.
TEST(EvaluationRules, WhichKindOfDossierMayBeOpenedOnADay) {
  const rules::Recognition none, three{3, day(2027, 12, 31), false}, five{5, day(2027, 12, 31), false}, lapsed{4, day(2026, 1, 1), false},
      withdrawn{3, day(2027, 12, 31), true}, without_date{3, std::nullopt, false};
  const Date today = day(2026, 11, 23);
  EXPECT_TRUE(rules::may_open(Kind::first, none, today).ok());
  EXPECT_TRUE(rules::may_open(Kind::first, lapsed, today).ok());
  EXPECT_TRUE(rules::may_open(Kind::first, withdrawn, today).ok());
  EXPECT_TRUE(rules::may_open(Kind::first, without_date, today).ok()) << "a star nobody can date is not in force";
  EXPECT_FALSE(rules::may_open(Kind::first, three, today).ok());
  EXPECT_TRUE(rules::may_open(Kind::upgrade, three, today).ok());
  EXPECT_FALSE(rules::may_open(Kind::upgrade, five, today).ok());
  EXPECT_FALSE(rules::may_open(Kind::upgrade, none, today).ok());
  EXPECT_FALSE(rules::may_open(Kind::upgrade, lapsed, today).ok());
  EXPECT_FALSE(rules::may_open(Kind::renewal, none, today).ok());
  EXPECT_FALSE(rules::may_open(Kind::renewal, three, day(2027, 7, 3)).ok()) << "181 days before the end";
  EXPECT_EQ(rules::may_open(Kind::renewal, three, day(2027, 7, 4)).value(), rules::Timeliness::in_window) << "180 days before";
  EXPECT_EQ(rules::may_open(Kind::renewal, three, day(2027, 9, 2)).value(), rules::Timeliness::in_window) << "120 days before";
  EXPECT_EQ(rules::may_open(Kind::renewal, three, day(2027, 9, 3)).value(), rules::Timeliness::late) << "119 days before";
  EXPECT_EQ(rules::may_open(Kind::renewal, three, day(2027, 12, 31)).value(), rules::Timeliness::late) << "the last valid day";
  EXPECT_FALSE(rules::may_open(Kind::renewal, three, day(2028, 1, 1)).ok());
  // Chè xanh Ngọc Thuý Nõn: 321/QĐ-UBND of 06/08/2024, printed by a register.
  const rules::Recognition tea{4, day(2027, 8, 6), false};
  const auto early = rules::may_open(Kind::renewal, tea, day(2027, 2, 6));
  ASSERT_FALSE(early.ok());
  EXPECT_NE(sentence(early.error().problems.at(0), Language::vi).find("từ 07/02/2027, điều 7.6"), std::string::npos);
  EXPECT_EQ(rules::may_open(Kind::renewal, tea, day(2027, 2, 7)).value(), rules::Timeliness::in_window);
  EXPECT_EQ(rules::may_open(Kind::renewal, tea, day(2027, 4, 8)).value(), rules::Timeliness::in_window);
  EXPECT_EQ(rules::may_open(Kind::renewal, tea, day(2027, 4, 9)).value(), rules::Timeliness::late);
}

TEST(EvaluationRules, TheNumberOfADossierIsThatOfForm01) {
  EXPECT_EQ(rules::dossier_number(1, "68", "24988", 2026), "01/PĐK-68-24988-2026");
  EXPECT_EQ(rules::dossier_number(123, "68", "24988", 2027), "123/PĐK-68-24988-2027");
}

// Article 7.2: 15 working days; 8 December is a holiday in the test calendar.
TEST(EvaluationRules, TheCommuneHasFifteenWorkingDays) {
  const test::World world;
  const Instant monday = Instant::parse_iso("2026-11-23T02:00:00.000Z").value();
  const auto deadline_of = [&](Instant at, Date today) {
    Dossier dossier;
    dossier.state = State::submitted;
    dossier.submitted_at = at;
    return rules::commune_deadline(dossier, today, world.holidays).value();
  };
  const auto deadline = deadline_of(monday, day(2026, 11, 23));
  EXPECT_EQ(deadline.on.iso(), "2026-12-15");
  EXPECT_EQ(deadline.working_days_left, 15);
  EXPECT_FALSE(deadline.provisional);
  EXPECT_EQ(deadline_of(monday, day(2026, 12, 15)).working_days_left, 0);
  EXPECT_EQ(deadline_of(monday, day(2026, 12, 16)).working_days_left, -1);
  // 18 o'clock UTC is the next day in Vietnam.
  EXPECT_EQ(deadline_of(Instant::parse_iso("2026-11-23T18:00:00.000Z").value(), day(2026, 11, 24)).on.iso(),
            "2026-12-16");
  EXPECT_TRUE(deadline_of(Instant::parse_iso("2030-01-02T02:00:00.000Z").value(), day(2030, 1, 2)).provisional)
      << "a year without a calendar";
}

// Article 7.6: 45 days; 7 January 2027 is a Thursday, so it stands.
TEST(EvaluationRules, ARenewalHasFortyFiveDays) {
  const test::World world;
  EXPECT_EQ(rules::renewal_deadline(Instant::parse_iso("2026-11-23T02:00:00.000Z").value(), day(2026, 11, 23), world.holidays).on.iso(),
            "2027-01-07");
  // 45 days after 18 November is Saturday 2 January: the term ends on Monday.
  EXPECT_EQ(rules::renewal_deadline(Instant::parse_iso("2026-11-18T02:00:00.000Z").value(), day(2026, 11, 23), world.holidays).on.iso(),
            "2027-01-04");
}

// Whose turn it is: the first letter of what each can do now ("o" = others), in each state. Columns: producer, commune, province, a member
// whose sheet is open, one who has handed in, the chair. " " is on nobody's list.
struct Turns { const char* when; State state; int in; bool returned; std::string_view row; bool asked = false; };
constexpr std::array kTurns{
    Turns{"a draft",                          State::draft,     0, false, "f     "},
    Turns{"sent back (article 7.3a)",         State::draft,     0, true,  "c     "},
    Turns{"submitted (7.2)",                  State::submitted, 0, false, "oa    "},
    Turns{"forwarded (7.3d)",                 State::forwarded, 0, false, "oon   "},
    Turns{"completion is asked of it (7.2a)", State::submitted, 0, false, "uo    ", true},
    Turns{"the same of the province (7.3a)",  State::forwarded, 0, false, "uoo   ", true},
    Turns{"a sheet is missing",               State::scoring,   1, false, "ooosoo"},
    Turns{"all sheets are in",                State::scoring,   2, false, "oooook"},
    Turns{"closed, the decision is awaited",  State::closed,    2, false, "rodooo"},
    Turns{"decided",                          State::decided,   2, false, "oooooo"},
};
char letter(rules::Waiting waiting) {
  using enum rules::Waiting;
  switch (waiting) {
    case finish_draft: return 'f';
    case complete_returned: return 'c';
    case answer_request: return 'u';
    case assess_commune: return 'a';
    case open_council: return 'n';
    case score: return 's';
    case hand_in: return 'h';
    case name_chair: return 'p';
    case close: return 'k';
    case record_decision: return 'd';
    case read_result: return 'r';
    case others: return 'o';
  }
  return '?';
}

TEST(EvaluationRules, WhoseTurnItIs) {
  const test::World world;
  for (const Turns& expected : kTurns) {
    Dossier dossier;
    dossier.state = expected.state;
    dossier.return_reason = expected.returned ? "thiếu giấy" : "";
    if (expected.asked) dossier.requests = {{.number = 1, .asked_in = expected.state}};
    std::vector<Seat> seats;
    if (expected.state >= State::scoring) {
      dossier.chair = world.chair.account;
      const SheetState first = expected.in > 1 ? SheetState::submitted : SheetState::open;
      seats.push_back({.number = 1, .member = *world.members[0].account, .state = first});
      seats.push_back({.number = 2, .member = *world.members[1].account, .state = SheetState::submitted});
    }
    std::string row(6, ' ');
    for (const rules::Turn& turn : rules::turns(dossier, seats)) {
      std::size_t column = 0;
      if (turn.relation.is(Capacity::commune_officer)) column = 1;
      if (turn.relation.is(Capacity::provincial_body)) column = 2;
      if (turn.relation.is(Capacity::council_member)) column = 2 + static_cast<std::size_t>(*turn.relation.seat);
      if (turn.relation.is(Capacity::council_chair)) column = 5;
      row[column] = letter(turn.waiting);
      EXPECT_EQ(turn.account.has_value(), column >= 3) << expected.when;
    }
    EXPECT_EQ(row, expected.row) << expected.when;
  }
}

TEST(EvaluationRules, AChairWhoHasASeatIsOneTurn) {
  const test::World world;
  Dossier dossier;
  dossier.state = State::scoring;
  dossier.chair = world.chair.account;
  for (const auto& [sheet, waits] : {std::pair{SheetState::open, rules::Waiting::score}, {SheetState::submitted, rules::Waiting::close}}) {
    const std::vector<Seat> seats{{.number = 1, .member = *world.chair.account, .state = sheet}};
    int turns = 0;
    for (const rules::Turn& turn : rules::turns(dossier, seats)) {
      if (turn.account != world.chair.account) continue;
      ++turns;
      EXPECT_EQ(turn.waiting, waits);
    }
    EXPECT_EQ(turns, 1);
  }
}

TEST(EvaluationRules, AChairWhoSaidAConflictLeadsNoMoreAndTheProvinceIsAwaited) {
  const test::World world;
  Dossier dossier;
  dossier.state = State::scoring;
  dossier.province = "68";
  dossier.chair = world.chair.account;
  const std::vector<Seat> seats{{.number = 1, .member = *world.members[0].account, .state = SheetState::submitted}};
  const auto awaited = [&] {
    std::vector<rules::Waiting> out;
    for (const rules::Turn& turn : rules::turns(dossier, seats))
      if (turn.waiting != rules::Waiting::others) out.push_back(turn.waiting);
    return out;
  };
  EXPECT_TRUE(rules::relation(world.chair, dossier, seats).is(Capacity::council_chair));
  EXPECT_EQ(awaited(), std::vector{rules::Waiting::close});
  dossier.chair_declared = world.clock.now();
  EXPECT_EQ(rules::relation(world.chair, dossier, seats).capacities, 0u);
  EXPECT_EQ(awaited(), std::vector{rules::Waiting::name_chair});
  const std::vector<ConflictOfInterest> conflicts{{.dossier = {}, .member = *world.chair.account, .ground = "x"}};
  const auto refused = [&](AccountId account, std::vector<Grant> grants) {
    return !rules::check_new_chair(dossier, conflicts, {account, std::move(grants)}).ok();
  };
  const Grant leads{Role::council_chair, "68", "", {}};
  EXPECT_FALSE(refused(test::account(70), {leads}));
  EXPECT_TRUE(refused(*world.chair.account, {leads})) << "he said so himself";
  EXPECT_TRUE(refused(test::account(70), {{Role::council_chair, "79", "", {}}}));
  EXPECT_TRUE(refused(test::account(70), {{Role::council_member, "68", "", {}}}));
  EXPECT_TRUE(refused(test::account(70), {leads, {Role::producer_member, "", "", dossier.producer}}));
}

TEST(EvaluationRules, WhichTermTheLawNamesForWhom) {
  const test::World world;
  const auto on = [&](State state, Kind kind, Capacity capacity) -> std::string {
    Dossier dossier;
    dossier.state = state;
    dossier.kind = kind;
    dossier.submitted_at = Instant::parse_iso("2026-11-23T02:00:00.000Z").value();
    if (state != State::draft && state != State::submitted) dossier.forwarded_at = dossier.submitted_at;
    const auto term = rules::term(dossier, as(capacity), day(2026, 11, 23), world.holidays);
    return term ? term->on.iso() : "";
  };
  EXPECT_EQ(on(State::submitted, Kind::first, Capacity::commune_officer), "2026-12-15") << "article 7.2";
  EXPECT_EQ(on(State::submitted, Kind::renewal, Capacity::commune_officer), "2026-12-15");
  EXPECT_EQ(on(State::scoring, Kind::renewal, Capacity::commune_officer), "2027-01-07") << "its own term is kept; the whole takes 45 days";
  EXPECT_EQ(on(State::forwarded, Kind::first, Capacity::provincial_body), "");
  for (const State state : {State::forwarded, State::scoring, State::closed})
    EXPECT_EQ(on(state, Kind::renewal, Capacity::provincial_body), "2027-01-07") << "article 7.6";
  EXPECT_EQ(on(State::scoring, Kind::renewal, Capacity::council_member), "2027-01-07");
  EXPECT_EQ(on(State::scoring, Kind::renewal, Capacity::producer), "") << "the term binds the offices";
  for (const State state : {State::draft, State::decided}) EXPECT_EQ(on(state, Kind::renewal, Capacity::provincial_body), "");
}

// "From the whole file": the province's days run from the day the commune forwarded it.
TEST(EvaluationRules, TheDaysOfARenewalRunFromTheDayItWasForwarded) {
  const test::World world;
  Dossier dossier;
  dossier.state = State::forwarded;
  dossier.kind = Kind::renewal;
  dossier.submitted_at = Instant::parse_iso("2026-11-18T02:00:00.000Z").value();
  dossier.forwarded_at = Instant::parse_iso("2026-11-23T02:00:00.000Z").value();
  EXPECT_EQ(rules::term(dossier, as(Capacity::provincial_body), day(2026, 11, 23), world.holidays)->on.iso(), "2027-01-07");
}

// Article 7.2a names four matters; form 03 has a heading for each.
TEST(EvaluationRules, TheCommuneSaysSomethingOnEachOfTheFourMatters) {
  CommuneReport report;
  report.materials = "Chè hái tại xã.";
  report.labour = "28 người trong xã.";
  report.idea = "Nghề truyền thống.";
  report.identity = "Giống Shan tuyết.";
  EXPECT_TRUE(rules::check_report(report).ok());
  const auto fields = [](const Result<void>& result) {
    std::vector<std::string> out;
    for (const Problem& problem : result.error().problems) out.push_back(problem.field);
    return out;
  };
  EXPECT_EQ(fields(rules::check_report({})), (std::vector<std::string>{"materials", "labour", "idea", "identity"})) << "all at once";
  EXPECT_TRUE(rules::check_report_draft({}).ok()) << "a draft may be empty";
  report.idea = " \n";
  EXPECT_EQ(fields(rules::check_report(report)), std::vector<std::string>{"idea"});
  for (std::size_t i = 0; i < kReportLimit; ++i) report.labour += "ộ";
  EXPECT_EQ(fields(rules::check_report_draft(report)), std::vector<std::string>{"labour"}) << "4,018 characters";
}

TEST(EvaluationRules, AnAnswerIsAPrintedOptionOrNone) {
  const auto library = test::small_library();
  const rulebooks::Table& table = *library.rulebooks_[0].tables[0];
  EXPECT_TRUE(rules::check_answer(table, "1.1", 0, "", 0).ok());
  EXPECT_TRUE(rules::check_answer(table, "1.1", 3, "", 20).ok());
  EXPECT_FALSE(rules::check_answer(table, "1.1", 4, "", 0).ok());
  EXPECT_FALSE(rules::check_answer(table, "1.1", -1, "", 0).ok());
  EXPECT_FALSE(rules::check_answer(table, "9.9", 1, "", 0).ok());
  EXPECT_FALSE(rules::check_answer(table, "1.1", 1, "", 21).ok());
  std::string thousand;
  for (int i = 0; i < 1000; ++i) thousand += "ệ";
  EXPECT_TRUE(rules::check_answer(table, "1.1", 1, thousand, 0).ok()) << "characters are counted, not bytes";
  EXPECT_FALSE(rules::check_answer(table, "1.1", 1, thousand + "ệ", 0).ok());
}

TEST(EvaluationRules, AKnockoutIsListedAndHasItsReason) {
  const auto library = test::small_library();
  const rulebooks::Table& table = *library.rulebooks_[0].tables[0];
  const auto check = [&](std::vector<KnockoutTick> ticks) { return rules::check_knockouts(table, ticks).ok(); };
  EXPECT_TRUE(check({}));
  EXPECT_TRUE(check({{"forged", "Con dấu không khớp"}, {"3.1", "Có tạp chất"}}));
  EXPECT_FALSE(check({{"forged", "  "}}));
  EXPECT_FALSE(check({{"1.1", "tiêu chí này không có điều kiện loại"}}));
  EXPECT_FALSE(check({{"forged", "a"}, {"forged", "b"}}));
  // A member who ticked three had to send the form three times: each refusal told of one missing reason.
  EXPECT_EQ(rules::check_knockouts(table, std::vector<KnockoutTick>{{"forged", ""}, {"3.1", " "}}).error().problems.size(), 2u);
}

TEST(EvaluationRules, SubmittingNeedsRegistrationDeclarationAndOpenEyes) {
  EXPECT_TRUE(rules::check_submission({Tick::given, Tick::absent, true, 0}).ok());
  EXPECT_TRUE(rules::check_submission({Tick::given, Tick::given, true, 3}).ok());
  EXPECT_EQ(rules::check_submission({Tick::absent, Tick::absent, false, 3}).error().problems.size(), 3u) << "all faults at once";
  EXPECT_FALSE(rules::check_submission({Tick::given, Tick::given, false, 0}).ok());
}

TEST(EvaluationRules, ACouncilIsOfTheProvinceAndNotOfTheProducer) {
  const test::World world;
  Dossier dossier;
  dossier.province = "68";
  dossier.producer = world.producer;
  std::vector<rules::Candidate> members;
  for (int i = 0; i < 3; ++i)
    members.push_back({*world.members[static_cast<std::size_t>(i)].account, world.members[static_cast<std::size_t>(i)].grants});
  const rules::Candidate chair{*world.chair.account, world.chair.grants};
  EXPECT_TRUE(rules::check_council(dossier, members, chair).ok());
  EXPECT_FALSE(rules::check_council(dossier, members, std::nullopt).ok());
  EXPECT_FALSE(rules::check_council(dossier, members, members[0]).ok()) << "a member is not a chair";
  EXPECT_FALSE(rules::check_council(dossier, std::span(members).first(2), chair).ok()) << "three at least";
  const auto empty = rules::check_council(dossier, {}, std::nullopt);   // an empty form once told of the members alone
  ASSERT_FALSE(empty.ok());
  EXPECT_EQ(empty.error().problems.size(), 2u);
  EXPECT_EQ(empty.error().problems[1].field, "chair");
  auto twice = members;
  twice[2] = twice[0];
  EXPECT_FALSE(rules::check_council(dossier, twice, chair).ok());
  auto foreign = members;
  foreign[1].grants = {{Role::council_member, "79", "", {}}};
  EXPECT_FALSE(rules::check_council(dossier, foreign, chair).ok());
  auto own = members;
  own[1].grants.push_back({Role::producer_member, "", "", world.producer});
  EXPECT_FALSE(rules::check_council(dossier, own, chair).ok()) << "nobody judges his own product";
  dossier.settings.council_size_min = 2;
  EXPECT_TRUE(rules::check_council(dossier, std::span(members).first(2), chair).ok()) << "the province's own minimum";
}

TEST(EvaluationRules, ClosingNeedsTheQuorumAndAWordAboutAWideSpread) {
  Settings settings;
  EXPECT_FALSE(rules::check_closing(settings, {3, 2, Rational(0), Tick::absent}).ok());
  EXPECT_TRUE(rules::check_closing(settings, {3, 3, Rational(10), Tick::absent}).ok()) << "ten is within the limit of ten";
  EXPECT_FALSE(rules::check_closing(settings, {3, 3, Rational(11), Tick::absent}).ok());
  EXPECT_TRUE(rules::check_closing(settings, {3, 3, Rational(11), Tick::given}).ok());
  settings.quorum_percent = 75;   // Tây Ninh's regulation
  EXPECT_EQ(rules::sheets_needed(9, 75), 7);
  EXPECT_EQ(rules::sheets_needed(4, 75), 3);
  EXPECT_TRUE(rules::check_closing(settings, {4, 3, Rational(0), Tick::absent}).ok());
}

TEST(EvaluationRules, AChairWhoScoresWaitsForSheetsThatHideTheOthers) {
  rules::Relation leads, scores;
  leads.add(rules::Capacity::council_chair);
  scores = leads;
  scores.seat = 2;
  struct Row { int seats, percent, leading, scoring; };
  for (const Row& row : {Row{1, 100, 1, 1}, Row{2, 50, 1, 2}, Row{3, 50, 2, 3}, Row{3, 100, 3, 3}, Row{4, 25, 1, 3}, Row{9, 75, 7, 7}}) {
    EXPECT_EQ(rules::sheets_to_close(leads, row.seats, row.percent), row.leading) << row.seats << " " << row.percent;
    EXPECT_EQ(rules::sheets_to_close(scores, row.seats, row.percent), row.scoring) << row.seats << " " << row.percent;
  }
  std::vector<Seat> seats{{.number = 1, .state = SheetState::open}, {.number = 2, .state = SheetState::open}};
  EXPECT_TRUE(rules::own_sheet_first(leads, seats).ok());
  EXPECT_EQ(rules::own_sheet_first(scores, seats).error().kind, ErrorKind::conflict);
  seats[1].state = SheetState::submitted;
  EXPECT_TRUE(rules::own_sheet_first(scores, seats).ok()) << "another's open sheet is not his";
}

// What regulations of provinces say of totals that differ (3-rules §2): "không quá 10 điểm", "chênh từ 10 điểm trở lên".
TEST(EvaluationRules, ARegulationSaysWhatASpreadStops) {
  struct Row { OverSpread over; AtLimit at; int spread; Tick ticked; std::optional<ErrorKind> refused; };
  const auto conflict = ErrorKind::conflict, asked = ErrorKind::invalid_input;
  const Row rows[] = {
      {OverSpread::accept_with_reason, AtLimit::within, 10, Tick::absent, std::nullopt},
      {OverSpread::accept_with_reason, AtLimit::within, 11, Tick::absent, asked},
      {OverSpread::accept_with_reason, AtLimit::within, 11, Tick::given, std::nullopt},
      {OverSpread::accept_with_reason, AtLimit::over, 9, Tick::absent, std::nullopt},
      {OverSpread::accept_with_reason, AtLimit::over, 10, Tick::absent, asked},
      {OverSpread::refuse, AtLimit::within, 10, Tick::absent, std::nullopt},
      {OverSpread::refuse, AtLimit::within, 11, Tick::absent, conflict},
      {OverSpread::refuse, AtLimit::within, 11, Tick::given, conflict},   // a tick is no way round
      {OverSpread::refuse, AtLimit::over, 9, Tick::absent, std::nullopt},
      {OverSpread::refuse, AtLimit::over, 10, Tick::given, conflict},
  };
  for (const Row& row : rows) {
    Settings settings;
    settings.over_spread = row.over;
    settings.at_limit = row.at;
    const auto checked = rules::check_closing(settings, {3, 3, Rational(row.spread), row.ticked});
    EXPECT_EQ(checked.ok() ? std::nullopt : std::optional(checked.error().kind), row.refused) << name(row.over) << " " << row.spread;
  }
}

RC_GTEST_PROP(EvaluationRules, AQuorumIsNeverMoreThanTheSeatsNorLessThanOne, ()) {
  const int seats = *rc::gen::inRange(1, 31);
  const int percent = *rc::gen::inRange(1, 101);
  const int needed = rules::sheets_needed(seats, percent);
  RC_ASSERT(needed >= 1);
  RC_ASSERT(needed <= seats);
  RC_ASSERT(needed * 100 >= seats * percent);
  RC_ASSERT((needed - 1) * 100 < seats * percent);
}

TEST(EvaluationRules, WhatStoodBetweenAResultAndTheNextStar) {
  const auto library = test::small_library();
  const rulebooks::Rulebook& rulebook = library.rulebooks_[0];
  rulebooks::Outcome outcome;
  outcome.total = Rational(137, 2);   // 68.5
  outcome.stars = 3;
  outcome.floors_missed = {{4, "1.1"}, {5, "3.1"}};
  const auto shortfall = rules::shortfall(rulebook, outcome);
  ASSERT_TRUE(shortfall);
  EXPECT_EQ(shortfall->star, 4);
  EXPECT_EQ(shortfall->points, Rational(3, 2));
  EXPECT_EQ(shortfall->floors, std::vector<std::string>{"1.1"});
  outcome.stars = 5;
  EXPECT_FALSE(rules::shortfall(rulebook, outcome).has_value());
  outcome.stars = 1;
  EXPECT_EQ(rules::shortfall(rulebook, outcome)->star, 3) << "one and two stars are not recognised (article 4.1)";
}

}  // namespace
}  // namespace ocop::evaluation
