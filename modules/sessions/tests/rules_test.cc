#include "modules/sessions/rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>

#include "modules/sessions/messages.h"

namespace ocop::sessions {
namespace {

using evaluation::OnAgenda;
using rules::Act;

Date day(const char* iso) { return *Date::parse_iso(iso); }
AccountId account(std::uint8_t n) { AccountId id; id.uuid.bytes[0] = 0xAC; id.uuid.bytes[15] = n; return id; }
DossierId dossier(std::uint16_t n) {
  DossierId id;
  id.uuid.bytes[14] = static_cast<std::uint8_t>(n >> 8);
  id.uuid.bytes[15] = static_cast<std::uint8_t>(n);
  return id;
}
std::vector<Item> agenda(std::uint16_t size) {
  std::vector<Item> out;
  for (std::uint16_t n = 1; n <= size; ++n) out.push_back({.dossier = dossier(n), .place = n});
  return out;
}
Error why() { return Error::of(ErrorKind::conflict, {"", "", "", msg::advice_is_missing, {}}); }

// The twin of the table in rules.cc.
TEST(SessionsRules, TheWayOfASession) {
  struct Line { State from; Act act; State to; };
  constexpr Line kWay[] = {{State::draft, Act::change, State::draft}, {State::draft, Act::call, State::called},
                           {State::draft, Act::cancel, State::cancelled}, {State::called, Act::hold, State::held}};
  for (const State from : kStates)
    for (const Act act : rules::kActs) {
      const auto line = std::ranges::find_if(kWay, [&](const Line& one) { return one.from == from && one.act == act; });
      const auto next = rules::may(act, from);
      if (line != std::end(kWay)) EXPECT_EQ(next.value(), line->to) << name(from);
      else EXPECT_EQ(next.error().kind, ErrorKind::conflict) << name(from) << static_cast<int>(act);
    }
}

TEST(SessionsRules, APlanHasAnHourOfAClockAndADayThatIsNotGone) {
  const Date today = day("2026-11-28");
  const auto at = [&](const char* hour, const char* when) {
    Plan plan;
    plan.hour = hour;
    plan.day = day(when);
    const auto checked = rules::check(plan, today);
    return checked ? std::string() : checked.error().problems.at(0).field;
  };
  for (const char* hour : {"08:30", "00:00", "23:59"}) EXPECT_EQ(at(hour, "2026-11-28"), "") << hour;
  for (const char* hour : {"", "8:30", "24:00", "08:60", "0830", "08-30", "ab:cd", "08:3O", "-1:30", "08:30 "})
    EXPECT_EQ(at(hour, "2026-11-28"), "hour") << hour;
  EXPECT_EQ(at("08:30", "2026-11-27"), "day");
  EXPECT_EQ(at("08:30", "2027-11-29"), "") << "366 days";
  EXPECT_EQ(at("08:30", "2027-11-30"), "day");
}

TEST(SessionsRules, WhoIsNamedHasTheRoleInTheProvince) {
  const auto with = [](std::uint8_t n, Role role, const char* province) {
    return rules::Candidate{account(n), {{role, province, "", {}}}};
  };
  const std::vector<rules::Candidate> known{with(1, Role::council_member, "68"), with(2, Role::council_member, "68"),
                                            with(3, Role::council_member, "79"), with(4, Role::council_chair, "68"),
                                            with(5, Role::secretary, "68"), with(6, Role::council_chair, "79")};
  struct Case { std::vector<std::uint8_t> members; std::optional<std::uint8_t> chair, secretary; const char* field; };
  const Case cases[] = {{{1, 2}, 4, 5, ""},          {{1}, 4, {}, ""},           {{}, 4, 5, "members"},   {{1, 1}, 4, 5, "members"},
                        {{1, 3}, 4, 5, "members"},   {{1, 4}, 4, 5, "members"},  {{1, 9}, 4, 5, "members"}, {{1, 2}, {}, 5, "chair"},
                        {{1, 2}, 1, 5, "chair"},     {{1, 2}, 6, 5, "chair"},    {{1, 2}, 4, 1, "secretary"}};
  for (const Case& one : cases) {
    MakeSession plan;
    for (const std::uint8_t n : one.members) plan.members.push_back(account(n));
    if (one.chair) plan.chair = account(*one.chair);
    if (one.secretary) plan.secretary = account(*one.secretary);
    const auto checked = rules::check_people(plan, known, "68");
    EXPECT_EQ(checked ? "" : checked.error().problems.at(0).field, one.field);
  }
}

TEST(SessionsRules, AnAgendaTakesWhatWaitsOnceAndNoMoreThanItsLimit) {
  std::vector<OnAgenda> waiting;
  for (std::uint16_t n = 1; n <= kMostOnAgenda + 5; ++n) waiting.push_back({.id = dossier(n)});
  const auto added = [&](std::vector<DossierId> ids, std::uint16_t there) {
    return rules::check_added(ids, agenda(there), waiting).ok();
  };
  EXPECT_TRUE(added({dossier(3)}, 2));
  EXPECT_FALSE(added({}, 2));
  EXPECT_FALSE(added({dossier(2)}, 2)) << "there already";
  EXPECT_FALSE(added({dossier(3), dossier(3)}, 2));
  EXPECT_FALSE(added({dossier(999)}, 2)) << "waits nowhere";
  EXPECT_TRUE(added({dossier(kMostOnAgenda)}, kMostOnAgenda - 1));
  EXPECT_FALSE(added({dossier(kMostOnAgenda + 1)}, kMostOnAgenda));
}

TEST(SessionsRules, MovingGoesOnePlaceAndStaysAtTheEnds) {
  const auto order = [](const std::vector<Item>& items) {
    std::string out;
    for (const Item& one : items) out += std::to_string(one.dossier.uuid.bytes[15]);
    return out;
  };
  EXPECT_EQ(order(*rules::move(agenda(3), dossier(2), To::earlier)), "213");
  EXPECT_EQ(order(*rules::move(agenda(3), dossier(2), To::later)), "132");
  EXPECT_EQ(order(*rules::move(agenda(3), dossier(1), To::earlier)), "123");
  EXPECT_EQ(order(*rules::move(agenda(3), dossier(3), To::later)), "123");
  EXPECT_EQ(rules::move(agenda(3), dossier(4), To::later).error().kind, ErrorKind::not_found);
  EXPECT_EQ(order(*rules::remove(agenda(3), dossier(2))), "13");
  EXPECT_EQ(rules::remove(agenda(3), dossier(2))->back().place, 2);
  EXPECT_EQ(rules::remove(agenda(3), dossier(4)).error().kind, ErrorKind::not_found);
}

// Whatever is moved and taken off: nobody comes, places are 1, 2, … in order, and back is where it was.
RC_GTEST_PROP(SessionsRules, AnAgendaIsAnOrderWhateverIsMoved, ()) {
  const auto size = *rc::gen::inRange<std::uint16_t>(1, 12);
  std::vector<Item> items = agenda(size);
  for (const auto& [n, later] : *rc::gen::container<std::vector<std::pair<std::uint16_t, bool>>>(
           rc::gen::pair(rc::gen::inRange<std::uint16_t>(1, static_cast<std::uint16_t>(size + 1)), rc::gen::arbitrary<bool>()))) {
    const std::vector<Item> before = items;
    items = *rules::move(items, dossier(n), later ? To::later : To::earlier);
    const auto at = std::ranges::find(before, dossier(n), &Item::dossier) - before.begin();
    const bool end = later ? at + 1 == static_cast<std::ptrdiff_t>(before.size()) : at == 0;
    const auto back = *rules::move(items, dossier(n), later ? To::earlier : To::later);
    if (!end) RC_ASSERT(std::ranges::equal(back, before, {}, &Item::dossier, &Item::dossier));
  }
  std::vector<DossierId> all;
  for (std::size_t i = 0; i < items.size(); ++i) {
    RC_ASSERT(items[i].place == static_cast<std::int64_t>(i) + 1);
    all.push_back(items[i].dossier);
  }
  std::ranges::sort(all);
  RC_ASSERT(std::ranges::adjacent_find(all) == all.end());
  RC_ASSERT(all.size() == size);
}

TEST(SessionsRules, ACallOpensAllOrWhatIsPossibleAndSaysWhyForTheRest) {
  const auto none = std::vector<std::optional<Error>>(2);
  const std::vector<std::optional<Error>> second{std::nullopt, why()}, both{why(), why()};
  for (const Reach reach : kReaches) {
    const auto opened = rules::sort_out(agenda(2), none, reach);
    EXPECT_TRUE(std::ranges::all_of(*opened, [](const Item& one) { return one.line == Line::opened && one.why_vi.empty(); }));
    EXPECT_EQ(rules::sort_out(agenda(2), both, reach).error().kind, ErrorKind::conflict) << "nothing would be called";
    EXPECT_EQ(rules::sort_out({}, {}, reach).error().kind, ErrorKind::conflict) << "an empty agenda";
  }
  const auto possible = rules::sort_out(agenda(2), second, Reach::possible);
  EXPECT_EQ((*possible)[0].line, Line::opened);
  EXPECT_EQ((*possible)[1].line, Line::off);
  EXPECT_EQ((*possible)[1].why_vi, std::string(msg::advice_is_missing.vi));
  EXPECT_EQ((*possible)[1].why_en, std::string(msg::advice_is_missing.en));
  const auto refused = rules::sort_out(agenda(2), second, Reach::all);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().problems.at(0).arguments.at(0), Argument("1"));
}

TEST(SessionsRules, TheReportOfTheGroupIsAskedForWhereTheSessionSaysSo) {
  OnAgenda with, without;
  with.advice = OnAgenda::Advice::written;
  EXPECT_FALSE(rules::without_advice(Advice::not_asked, with));
  EXPECT_FALSE(rules::without_advice(Advice::not_asked, without));
  EXPECT_FALSE(rules::without_advice(Advice::asked, with));
  EXPECT_TRUE(rules::without_advice(Advice::asked, without));
}

// Friday 27, Monday 30 November 2026; Tuesday 1 December a holiday.
TEST(SessionsRules, PapersAreReadAWorkingDayBeforeTheDayOfTheMeeting) {
  const auto holidays = HolidayCalendar::parse("date,kind,name_vi,name_en\n2026-12-01,holiday,Nghỉ,Off\n").value();
  struct Case { const char* called; const char* meets; Ahead ahead; };
  const Case cases[] = {
      {"2026-11-26", "2026-11-27", Ahead::in_time}, {"2026-11-27", "2026-11-27", Ahead::too_late},
      {"2026-11-27", "2026-11-30", Ahead::in_time}, {"2026-11-28", "2026-11-30", Ahead::too_late},   // Saturday, then Monday
      {"2026-11-30", "2026-12-02", Ahead::in_time}, {"2026-12-01", "2026-12-02", Ahead::too_late},
      {"2026-12-03", "2026-12-02", Ahead::too_late},
  };
  for (const Case& one : cases) EXPECT_EQ(rules::ahead(day(one.called), day(one.meets), holidays), one.ahead) << one.called << one.meets;
}

TEST(SessionsRules, ACalledSessionIsHeldWhenEachOfItsDossiersIsClosed) {
  using evaluation::State;
  using Session = sessions::State;
  const std::vector<State> some{State::closed, State::scoring}, all{State::closed, State::decided};
  EXPECT_EQ(rules::state_now(Session::called, some), Session::called);
  EXPECT_EQ(rules::state_now(Session::called, all), Session::held);
  EXPECT_EQ(rules::state_now(Session::called, {}), Session::called);
  EXPECT_EQ(rules::state_now(Session::draft, all), Session::draft);
  EXPECT_EQ(rules::state_now(Session::cancelled, all), Session::cancelled);
  sessions::Session session;
  session.day = day("2026-11-30");
  EXPECT_FALSE(rules::check_held(session, day("2026-11-29")).ok());
  EXPECT_TRUE(rules::check_held(session, day("2026-11-30")).ok());
}

}  // namespace
}  // namespace ocop::sessions
