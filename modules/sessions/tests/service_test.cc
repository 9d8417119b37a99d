#include "modules/sessions/service.h"

#include <algorithm>

#include "kernel/idempotency/idempotency.h"
#include "kernel/json/json.h"
#include "kernel/tlog/seal.h"
#include "modules/evaluation/tests/fake_agenda.h"
#include "modules/identity/tests/fake_identity.h"
#include "modules/notices/tests/fake_notices.h"
#include "modules/places/tests/fake_places.h"
#include "modules/sessions/api.h"
#include "modules/sessions/lists.h"
#include "modules/sessions/messages.h"
#include "modules/sessions/pages.h"
#include "modules/sessions/store.h"
#include "modules/sessions/work_list.h"
#include "modules/work/calendar.h"
#include "modules/work/tests/listed.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

namespace ocop::sessions {
namespace {

using evaluation::AgendaStanding;
using evaluation::OnAgenda;
using test::has;

AccountId account(std::uint8_t n) { AccountId id; id.uuid.bytes[0] = 0xAC; id.uuid.bytes[15] = n; return id; }
DossierId dossier(std::uint8_t n) { DossierId id; id.uuid.bytes[0] = 0xD0; id.uuid.bytes[15] = n; return id; }
Actor actor(std::uint8_t n, std::string name, Role role, std::string province = "68") {
  return {account(n), std::move(name), {{role, std::move(province), "", {}}}};
}

class Sessions : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = sessions::migrations();
    for (const auto& more : {tlog::migrations(), idempotency::migrations(), act::migrations(), work::migrations()})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    for (const Actor* one : {&office, &colleague, &elsewhere, &chair, &secretary, &idle}) identity_.add(*one);
    for (const Actor& one : members) identity_.add(one);
    for (std::uint8_t n = 1; n <= 4; ++n)
      agenda_.rows.push_back({.id = dossier(n), .number = "0" + std::to_string(n) + "/PĐK", .product_name = "Sản phẩm " + std::to_string(n),
                              .province = "68", .commune = "24988", .product_set = "QD26-13"});
    service_.emplace(Service::Parts{database(), clock_, random_, holidays_, identity_, notices_, places_, agenda_});
    for (const auto& [key, one] : {std::pair{"office", &office}, {"colleague", &colleague}, {"elsewhere", &elsewhere}, {"chair", &chair},
                                   {"secretary", &secretary}, {"idle", &idle}, {"member", &members[0]}, {"second", &members[1]}})
      desk_.people.add(key, *one);
    desk_.people.add("maker", Grant{Role::producer_member, "", "", ProducerId{}});
    desk_.people.add("commune", Grant{Role::commune_officer, "68", "24988", {}});
    add_api(desk_.router, *service_);
    add_lists(desk_.router, {database(), desk_.site, desk_.offers, nullptr}, *service_);
    add_pages(desk_.router, *service_, desk_.site);
    desk_.offers.add(work_source(*service_));
    work::add_lists(desk_.router, {database(), desk_.site, desk_.offers, nullptr});
    work::add_calendar(desk_.router, {database(), desk_.site, desk_.offers, nullptr});
  }
  // After each test the log answers for every session that was called.
  void TearDown() override {
    if (service_ && !tampered_) {
      EXPECT_EQ(findings(), std::vector<std::string>{});
    }
    service_.reset();
    DatabaseTest::TearDown();
  }
  std::vector<std::string> findings() {
    return database().read([&](db::Reader& reader) { return tlog::check_seals(reader, kSealed); });
  }

  MakeSession plan() const {
    MakeSession out;
    out.title = "Phiên họp đợt 2";
    out.day = *Date::of(2026, 12, 4);
    out.hour = "08:30";
    out.place = "Hội trường Sở";
    out.chair = chair.account;
    out.secretary = secretary.account;
    for (const Actor& one : members) out.members.push_back(*one.account);
    return out;
  }
  SessionId made() {
    const auto out = service_->make(office, plan(), {});
    EXPECT_TRUE(out.ok()) << out.error().detail;
    return out->id;
  }
  // With all four dossiers on its agenda.
  SessionId full() {
    const SessionId id = made();
    EXPECT_TRUE(service_->add_all(office, id, {1}).ok());
    return id;
  }
  SessionId called() {
    const SessionId id = full();
    const auto out = service_->call(office, id, {2, Reach::all});
    EXPECT_TRUE(out.ok()) << out.error().detail;
    return id;
  }
  std::vector<DossierId> order(SessionId id) {
    std::vector<DossierId> out;
    const auto shown = service_->show(office, id);
    for (const Service::ShownItem& one : shown->items) out.push_back(one.item.dossier);
    return out;
  }
  std::string path(SessionId id, std::string_view rest = "") const { return "/sessions/" + id.text() + std::string(rest); }
  ErrorKind refused(const auto& result) { return result.ok() ? ErrorKind::internal : result.error().kind; }
  static Error hindrance() { return Error::of(ErrorKind::conflict, {"", "", "", msg::advice_is_missing, {}}); }

  Actor office = actor(1, "Văn phòng", Role::provincial_body), colleague = actor(2, "Đồng nghiệp", Role::provincial_body),
        elsewhere = actor(3, "Tỉnh khác", Role::provincial_body, "79"), chair = actor(4, "Chủ tịch", Role::council_chair),
        secretary = actor(5, "Thư ký", Role::secretary), idle = actor(6, "Không được mời", Role::council_member);
  std::vector<Actor> members{actor(11, "Ủy viên An", Role::council_member), actor(12, "Ủy viên Bình", Role::council_member),
                             actor(13, "Ủy viên Cúc", Role::council_member)};
  HolidayCalendar holidays_;
  identity::FakeIdentity identity_;
  notices::FakeNotices notices_;
  places::FakePlaces places_;
  evaluation::FakeAgenda agenda_;
  FixedClock clock_{Instant::parse_iso("2026-12-01T02:00:00.000Z").value()};   // a Tuesday
  SeededRandom random_{7};
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
  bool tampered_ = false;
};
OCOP_ON_BOTH_ENGINES(Sessions);

TEST_P(Sessions, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

TEST_P(Sessions, OnePressGivesEachDossierOfTheAgendaTheCouncil) {
  const SessionId id = full();
  EXPECT_TRUE(agenda_.named.empty()) << "a draft opens nothing";
  EXPECT_TRUE(notices_.told.empty());
  const auto done = service_->call(office, id, {2, Reach::all});
  ASSERT_TRUE(done.ok()) << done.error().detail;
  ASSERT_EQ(agenda_.named.size(), 4u);
  for (const auto& one : agenda_.named) {
    EXPECT_EQ(one.council.members, plan().members);
    EXPECT_EQ(one.council.chair, chair.account);
  }
  ASSERT_EQ(notices_.count(kToldCalled), 1) << "one for all dossiers";
  EXPECT_EQ(notices_.last().news.link, path(id));
  EXPECT_EQ(notices_.last().news.arguments.back(), "4");
  EXPECT_EQ(notices_.last().audience.accounts.size(), 5u) << "three members, chair, secretary";
  const auto entry = database().read([&](db::Reader& reader) { return tlog::entry_at(reader, 0).value(); });
  for (const char* part : {R"("kind":"session.moved")", R"("dossiers":4)", R"("state":"called")", R"("day":"2026-12-04")"})
    EXPECT_NE(entry.find(part), std::string::npos) << entry;
  EXPECT_EQ(entry.find("Chủ tịch"), std::string::npos);
  EXPECT_EQ(service_->show(office, id)->ahead, Ahead::in_time);
}

TEST_P(Sessions, WhatCannotBeOpenedStopsTheCallOrStaysOffWithItsReason) {
  agenda_.hindered.emplace(dossier(2), hindrance());
  const SessionId id = full();
  EXPECT_TRUE(service_->show(office, id)->items[1].hindrance) << "said before the call";
  EXPECT_EQ(refused(service_->call(office, id, {2, Reach::all})), ErrorKind::conflict);
  EXPECT_TRUE(agenda_.named.empty());
  EXPECT_EQ(service_->show(office, id)->session.state, State::draft);
  ASSERT_TRUE(service_->call(office, id, {2, Reach::possible}).ok());
  EXPECT_EQ(agenda_.named.size(), 3u);
  const auto shown = service_->show(office, id);
  EXPECT_EQ(shown->items[1].item.line, Line::off);
  EXPECT_EQ(shown->items[1].item.why_vi, std::string(msg::advice_is_missing.vi));
  EXPECT_EQ(service_->show(chair, id)->items.size(), 3u) << "who is named reads what was opened";
  EXPECT_EQ(notices_.last().news.arguments.back(), "3");
}

// Somebody was faster with one dossier: known only under its lock.
TEST_P(Sessions, WhatFailsAtTheLastMomentIsNoHalfCall) {
  const SessionId id = full();
  agenda_.refused.emplace(dossier(3), hindrance());
  EXPECT_EQ(refused(service_->call(office, id, {2, Reach::all})), ErrorKind::conflict);
  EXPECT_EQ(service_->show(office, id)->session.state, State::draft) << "all of it went back";
  EXPECT_EQ(service_->show(office, id)->session.version, 2);
  EXPECT_TRUE(notices_.told.empty());
  ASSERT_TRUE(service_->call(office, id, {2, Reach::possible}).ok());
  EXPECT_EQ(service_->show(office, id)->items[2].item.line, Line::off);
  EXPECT_FALSE(service_->show(office, id)->items[2].item.why_en.empty());
}

TEST_P(Sessions, WithoutTheGroupsReportADossierStaysOffWhereItIsAskedFor) {
  MakeSession asked = plan();
  asked.advice = Advice::asked;
  const SessionId id = service_->make(office, asked, {})->id;
  agenda_.rows[0].advice = OnAgenda::Advice::written;
  ASSERT_TRUE(service_->add_all(office, id, {1}).ok());
  ASSERT_TRUE(service_->call(office, id, {2, Reach::possible}).ok());
  ASSERT_EQ(agenda_.named.size(), 1u);
  EXPECT_EQ(agenda_.named[0].dossier, dossier(1));
}

TEST_P(Sessions, OfTwoOfficersTheSecondIsToldAndADoubleClickMakesOne) {
  const Attempt attempt{"0190f0a0-0000-7000-8000-000000000001", "POST /sessions/new", "same"};
  const auto first = service_->make(office, plan(), attempt), again = service_->make(office, plan(), attempt);
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_EQ(first->id, again->id);
  const SessionId id = first->id;
  ASSERT_TRUE(service_->add_all(office, id, {1}).ok());
  EXPECT_EQ(refused(service_->add(colleague, id, {1, {dossier(1)}})), ErrorKind::conflict);
  EXPECT_EQ(refused(service_->move(colleague, id, dossier(1), {1, To::later})), ErrorKind::conflict);
  ASSERT_TRUE(service_->call(colleague, id, {2, Reach::all}).ok());
  EXPECT_EQ(refused(service_->call(office, id, {2, Reach::all})), ErrorKind::conflict);
  EXPECT_EQ(agenda_.named.size(), 4u) << "each once";
  EXPECT_EQ(notices_.count(kToldCalled), 1);
}

TEST_P(Sessions, TheAgendaIsInTheOrderThatThePersonGivesIt) {
  const SessionId id = made();
  ASSERT_TRUE(service_->add(office, id, {1, {dossier(4), dossier(2)}}).ok());
  EXPECT_EQ(order(id), (std::vector{dossier(2), dossier(4)})) << "what waits longest comes first";
  ASSERT_TRUE(service_->add(office, id, {2, {dossier(1)}}).ok());
  ASSERT_TRUE(service_->move(office, id, dossier(1), {3, To::earlier}).ok());
  EXPECT_EQ(order(id), (std::vector{dossier(2), dossier(1), dossier(4)}));
  ASSERT_TRUE(service_->remove(office, id, dossier(2), {4}).ok());
  EXPECT_EQ(order(id), (std::vector{dossier(1), dossier(4)}));
  EXPECT_EQ(refused(service_->add(office, id, {5, {dossier(1)}})), ErrorKind::invalid_input) << "there already";
  EXPECT_EQ(refused(service_->remove(office, id, dossier(2), {5})), ErrorKind::not_found);
  EXPECT_EQ(service_->waiting(office, id)->dossiers.size(), 2u);
  EXPECT_EQ(service_->waiting(office, id)->room, kMostOnAgenda - 2);
}

TEST_P(Sessions, ReadByItsOfficeAndOnceCalledByThoseWhoAreNamed) {
  const SessionId draft = full();
  for (const Actor* one : {&chair, &secretary, &members[0], &idle, &elsewhere})
    EXPECT_EQ(refused(service_->show(*one, draft)), ErrorKind::not_found) << one->display_name;
  EXPECT_TRUE(service_->show(colleague, draft).ok());
  ASSERT_TRUE(service_->call(office, draft, {2, Reach::all}).ok());
  for (const Actor* one : {&chair, &secretary, &members[0]}) EXPECT_TRUE(service_->show(*one, draft).ok()) << one->display_name;
  for (const Actor* one : {&idle, &elsewhere}) EXPECT_EQ(refused(service_->show(*one, draft)), ErrorKind::not_found) << one->display_name;
  EXPECT_EQ(refused(service_->hold(chair, draft, {3})), ErrorKind::forbidden) << "who is named reads";
  Actor moved = members[0];
  moved.grants = {{Role::council_member, "79", "", {}}};
  EXPECT_EQ(refused(service_->show(moved, draft)), ErrorKind::not_found) << "the role in this province was taken away";
  for (const char* visitor : {"maker", "commune"}) {
    EXPECT_EQ(desk_.get(path(draft), visitor).status, 403) << visitor;
    EXPECT_EQ(desk_.get("/sessions", visitor).status, 403) << visitor;
  }
  EXPECT_EQ(desk_.get(path(draft), "elsewhere").status, 404);
  EXPECT_EQ(desk_.get(path(draft, "/agenda.csv"), "idle").status, 404);
  EXPECT_FALSE(has(desk_.get("/sessions", "idle"), "Phiên họp đợt 2"));
  EXPECT_TRUE(has(desk_.get("/sessions", "member"), "Phiên họp đợt 2"));
}

TEST_P(Sessions, ItIsOnTheListsOfWorkAndInTheCalendarOfWhoeverIsNamed) {
  const SessionId id = full();
  EXPECT_EQ(work::tests::listed(database(), office, work::State::waiting).size(), 1u);
  EXPECT_TRUE(work::tests::listed(database(), chair, work::State::others).empty());
  ASSERT_TRUE(service_->call(office, id, {2, Reach::all}).ok());
  for (const Actor* one : {&chair, &secretary, &members[2]}) {
    const auto listed = work::tests::listed(database(), *one, work::State::others);
    ASSERT_EQ(listed.size(), 1u) << one->display_name;
    EXPECT_EQ(listed[0].entry.due, Date::of(2026, 12, 4));
  }
  const auto calendar = desk_.get("/work.ics", "secretary");
  EXPECT_EQ(calendar.status, 200);
  EXPECT_TRUE(has(calendar, "DTSTART;VALUE=DATE:20261204"));
  EXPECT_TRUE(has(calendar, "Phiên họp đợt 2"));
  EXPECT_FALSE(has(desk_.get("/work.ics", "idle"), "Phiên họp đợt 2"));
  clock_.set(Instant::parse_iso("2026-12-04T05:00:00.000Z").value());
  ASSERT_TRUE(service_->hold(office, id, {3}).ok());
  EXPECT_TRUE(work::tests::listed(database(), office, work::State::waiting).empty());
  EXPECT_TRUE(work::tests::listed(database(), chair, work::State::others).empty());
}

TEST_P(Sessions, AChairWhoScoresAsWellIsToldOnce) {
  chair.grants.push_back({Role::council_member, "68", "", {}});
  identity_.accounts.clear();
  for (const Actor* one : {&office, &chair, &secretary, &members[0], &members[1]}) identity_.add(*one);
  MakeSession both = plan();
  both.members = {*chair.account, *members[0].account, *members[1].account};
  const SessionId id = service_->make(office, both, {})->id;
  ASSERT_TRUE(service_->add_all(office, id, {1}).ok());
  ASSERT_TRUE(service_->call(office, id, {2, Reach::all}).ok());
  EXPECT_EQ(notices_.last().audience.accounts.size(), 4u);
  EXPECT_EQ(service_->show(chair, id)->session.members.size(), 3u);
}

TEST_P(Sessions, HeldFromItsDayOnOrWhenAllIsClosedAndCancelledAsADraftAlone) {
  const SessionId id = called();
  EXPECT_EQ(refused(service_->cancel(office, id, {3})), ErrorKind::conflict);
  EXPECT_EQ(refused(service_->hold(office, id, {3})), ErrorKind::conflict) << "it has not met yet";
  EXPECT_EQ(service_->show(office, id)->now, State::called);
  for (OnAgenda& one : agenda_.rows) one.state = evaluation::State::closed;
  EXPECT_EQ(service_->show(office, id)->now, State::held);
  EXPECT_EQ(service_->show(office, id)->session.state, State::called);
  EXPECT_TRUE(has(desk_.api(http::Method::get, "/api/v1/sessions", "office"), R"("state":"held")"));
  clock_.set(Instant::parse_iso("2026-12-03T17:30:00.000Z").value());   // half past midnight in Vietnam
  ASSERT_TRUE(service_->hold(office, id, {3}).ok());
  EXPECT_EQ(refused(service_->hold(office, id, {4})), ErrorKind::conflict);
  const SessionId other = made();
  ASSERT_TRUE(service_->cancel(office, other, {1}).ok());
  EXPECT_EQ(refused(service_->call(office, other, {2, Reach::all})), ErrorKind::conflict);
  EXPECT_EQ(refused(service_->change(office, other, {plan(), 2})), ErrorKind::conflict);
}

TEST_P(Sessions, NothingIsCalledForADayThatIsGone) {
  const SessionId id = full();
  clock_.set(Instant::parse_iso("2026-12-05T05:00:00.000Z").value());
  EXPECT_EQ(refused(service_->call(office, id, {2, Reach::all})), ErrorKind::conflict);
  EXPECT_TRUE(agenda_.named.empty());
}

TEST_P(Sessions, ThePlanIsCheckedAndChangedWhileItIsADraft) {
  MakeSession wrong = plan();
  wrong.members = {*idle.account, *elsewhere.account};
  EXPECT_EQ(service_->make(office, wrong, {}).error().problems.at(0).field, "members");
  wrong = plan();
  wrong.chair = members[0].account;
  EXPECT_EQ(service_->make(office, wrong, {}).error().problems.at(0).field, "chair");
  EXPECT_EQ(refused(service_->make(chair, plan(), {})), ErrorKind::forbidden);
  const SessionId id = made();
  ChangeSession later;
  static_cast<MakeSession&>(later) = plan();
  later.version = 1;
  later.title = "Phiên họp bổ sung";
  later.secretary.reset();
  later.members = {*members[1].account};
  ASSERT_TRUE(service_->change(office, id, later).ok());
  const auto shown = service_->show(office, id);
  EXPECT_EQ(shown->session.title, "Phiên họp bổ sung");
  EXPECT_FALSE(shown->session.secretary);
  EXPECT_EQ(shown->session.members, std::vector{*members[1].account});
  EXPECT_EQ(refused(service_->change(office, id, later)), ErrorKind::conflict) << "of another version";
  EXPECT_EQ(refused(service_->change(elsewhere, id, later)), ErrorKind::not_found);
}

// Who owns the database changes who was named, or what was on the agenda: the log does not agree.
TEST_P(Sessions, TheLogAnswersForACalledSessionWithItsPeopleAndAgenda) {
  called();
  EXPECT_TRUE(findings().empty());
  const auto forged = database().write([&](db::Transaction& transaction) -> Result<void> {
    static constexpr db::Statement kForge{"test.forge", "UPDATE sessions_item SET place = 9 WHERE place = 1"};
    transaction.send(kForge);
    return {};
  });
  ASSERT_TRUE(forged.ok());
  EXPECT_FALSE(findings().empty());
  tampered_ = true;
}

// ---- pages -------------------------------------------------------------------------------------------------------------------------

TEST_P(Sessions, AnOfficePlansASessionWithFormsAlone) {
  test::Pairs fields{{"title", "Phiên họp tháng 12"}, {"day", "04/12/2026"}, {"hour", "08:30"}, {"place", "Hội trường"},
                     {"chair", chair.account->text()}, {"secretary", ""}, {"advice", "not_asked"},
                     {"idempotency_key", "0190f0a0-0000-7000-8000-000000000002"}};
  EXPECT_EQ(desk_.post("/sessions/new", "office", fields).status, 422) << "nobody scores";
  for (const Actor& one : members) fields.push_back({"member." + one.account->text(), "1"});
  EXPECT_EQ(desk_.post("/sessions/new", "chair", fields).status, 403);
  const auto sent = desk_.post("/sessions/new", "office", fields);
  ASSERT_EQ(sent.status, 303) << test::body_of(sent);
  const std::string choose = test::header(sent, "Location");
  const std::string page = choose.substr(0, choose.rfind('/'));
  test::expect_sound(desk_.get(choose, "office"));
  const test::Pairs two{{"version", "1"}, {"dossier." + dossier(1).text(), "1"}, {"dossier." + dossier(3).text(), "1"}};
  ASSERT_EQ(desk_.post(choose, "office", two).status, 303);
  ASSERT_EQ(desk_.post(page + "/fill", "office", {{"version", "2"}}).status, 303);
  EXPECT_EQ(desk_.post(page + "/fill", "office", {{"version", "3"}}).status, 409) << "nothing is left";
  ASSERT_EQ(desk_.post(page + "/dossiers/" + dossier(3).text() + "/move", "office", {{"version", "3"}, {"to", "earlier"}}).status, 303);
  EXPECT_EQ(desk_.post(page + "/dossiers/" + dossier(3).text() + "/remove", "colleague", {{"version", "3"}}).status, 409);
  const auto shown = desk_.get(page, "office");
  test::expect_sound(shown);
  test::expect_sound(desk_.get("/en" + page, "office"));
  test::expect_sound(desk_.get(page + "/edit", "office"));
  test::expect_sound(desk_.get("/sessions/new", "office"));
  const std::string body(test::body_of(shown));
  EXPECT_LT(body.find("Sản phẩm 3"), body.find("Sản phẩm 1")) << "moved up";
  EXPECT_TRUE(has(shown, "name=\"to\""));
  ASSERT_EQ(desk_.post(page + "/call", "office", {{"version", "4"}, {"reach", "all"}}).status, 303);
  EXPECT_EQ(desk_.post(page + "/call", "office", {{"version", "4"}, {"reach", "all"}}).status, 409) << "a second click";
  EXPECT_EQ(agenda_.named.size(), 4u);
  EXPECT_EQ(desk_.get(page + "/edit", "office").status, 409);
}

TEST_P(Sessions, ADraftSaysTiesAndHindrancesInItsLines) {
  agenda_.ties.push_back({dossier(1), *members[0].account, Message{"từng là thành viên", "was once a member"}});
  agenda_.hindered.emplace(dossier(2), hindrance());
  const auto shown = desk_.get(path(full()), "office");
  EXPECT_TRUE(has(shown, "Ủy viên An có thể có xung đột lợi ích: từng là thành viên"));
  EXPECT_TRUE(has(shown, std::string(msg::advice_is_missing.vi)));
  EXPECT_TRUE(has(shown, "1 trong 4 hồ sơ chưa mở được"));
}

// Article 7.3: blind. A member reads the own sheet's state and nothing of others'.
TEST_P(Sessions, AMemberReadsTheOwnSheetAloneAndTheOfficeHowManyAreIn) {
  const SessionId id = called();
  using Own = AgendaStanding::Own;
  using Page = AgendaStanding::Page;
  for (std::uint8_t n = 1; n <= 4; ++n) {
    agenda_.standing[{*members[0].account, dossier(n)}] = {Page::open, n == 1 ? Own::submitted : Own::open, {}};
    agenda_.standing[{*office.account, dossier(n)}] = {Page::open, Own::none, AgendaStanding::Sheets{2, 3}};
  }
  agenda_.standing[{*members[0].account, dossier(4)}] = {};   // he said a conflict of interest
  const auto member = desk_.get(path(id), "member"), office_page = desk_.get(path(id), "office");
  test::expect_sound(member);
  EXPECT_TRUE(has(member, std::string(msg::own_submitted.vi)));
  EXPECT_TRUE(has(member, "/dossiers/" + dossier(2).text() + "/sheet"));
  EXPECT_FALSE(has(member, "2/3"));
  EXPECT_TRUE(has(member, std::string(msg::you_do_not_judge.vi)));
  EXPECT_FALSE(has(member, "/dossiers/" + dossier(4).text()));
  EXPECT_FALSE(has(member, path(id, "/held")));
  EXPECT_TRUE(has(member, std::string(msg::ahead_in_time.vi)));
  EXPECT_TRUE(has(office_page, "2/3"));
  const auto csv = desk_.get(path(id, "/agenda.csv"), "member");
  EXPECT_TRUE(has(csv, "Sản phẩm 2"));
  EXPECT_FALSE(has(csv, "2/3"));
  EXPECT_TRUE(has(desk_.get(path(id, "/agenda.csv"), "office"), "2/3"));
  const auto pdf = desk_.get(path(id, "/agenda.pdf"), "member");
  EXPECT_EQ(pdf.status, 200);
  EXPECT_TRUE(test::body_of(pdf).starts_with("%PDF"));
  const auto json = desk_.api(http::Method::get, "/api/v1" + path(id), "member");
  EXPECT_TRUE(has(json, R"("own_sheet":"submitted")"));
  EXPECT_TRUE(has(json, R"("sheets_in":null)"));
  EXPECT_FALSE(has(json, R"("sheets_in":2)"));
}

TEST_P(Sessions, TheApiGoesTheWholeWay) {
  std::string ids;
  for (const Actor& one : members) ids += (ids.empty() ? "\"" : ",\"") + one.account->text() + "\"";
  const std::string body = R"({"title":"Phiên họp","day":"2026-12-02","hour":"14:00","place":"Sở","chair":")" + chair.account->text() +
                           R"(","members":[)" + ids + "]}";
  const auto sent = desk_.api(http::Method::post, "/api/v1/sessions", "office", body);
  ASSERT_EQ(sent.status, 201) << test::body_of(sent);
  const std::string at = test::header(sent, "Location");
  const auto post = [&](const std::string& rest, const std::string& who, const std::string& sent_body) {
    return desk_.api(http::Method::post, at + rest, who, sent_body);
  };
  EXPECT_EQ(post("/dossiers", "office", R"({"version":1,"dossiers":[")" + dossier(2).text() + "\"]}").status, 200);
  EXPECT_EQ(post("/fill", "office", R"({"version":2})").status, 200);
  EXPECT_EQ(post("/dossiers/" + dossier(2).text() + "/move", "office", R"({"version":3,"to":"later"})").status, 200);
  EXPECT_EQ(desk_.api(http::Method::delete_, at + "/dossiers/" + dossier(4).text(), "office", "", {{"If-Match", "\"4\""}}).status, 200);
  EXPECT_EQ(post("/call", "office", R"({"version":4,"reach":"all"})").status, 409);
  EXPECT_EQ(post("/call", "elsewhere", R"({"version":5,"reach":"all"})").status, 404);
  const auto done = post("/call", "office", R"({"version":5,"reach":"all"})");
  ASSERT_EQ(done.status, 200) << test::body_of(done);
  EXPECT_TRUE(has(done, R"("state":"called")"));
  EXPECT_TRUE(has(done, R"("read_ahead":true)"));
  EXPECT_EQ(agenda_.named.size(), 3u);
  EXPECT_EQ(agenda_.named[0].dossier, dossier(1)) << "in the order of the agenda";
  EXPECT_EQ(post("/cancel", "office", R"({"version":6})").status, 409);
}

}  // namespace
}  // namespace ocop::sessions
