#include "modules/offices/service.h"

#include <filesystem>
#include <regex>
#include <set>

#include "kernel/files/files.h"
#include "modules/identity/tests/fake_identity.h"
#include "modules/notices/tests/fake_notices.h"
#include "modules/offices/api.h"
#include "modules/offices/messages.h"
#include "modules/offices/pages.h"
#include "modules/offices/store.h"
#include "modules/places/tests/fake_places.h"
#include "modules/work/work.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

namespace ocop::offices {
namespace {

AccountId account(std::uint8_t n) { AccountId id; id.uuid.bytes[0] = 0xAC; id.uuid.bytes[15] = n; return id; }

// Two administrators, and the officer of a commune who has no account yet, or has one.
class Offices : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = offices::migrations();
    for (const db::Migration& more : act::migrations()) all.push_back(more);
    for (const db::Migration& more : jobs::migrations()) all.push_back(more);
    for (const db::Migration& more : work::migrations()) all.push_back(more);
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    for (const auto& [key, actor] : {std::pair{"admin", &admin}, {"second", &second}, {"lan", &lan}, {"other", &other},
                                    {"officer", &officer}, {"member", &member}}) {
      desk_.people.add(key, *actor);
      identity_.add(*actor);
    }
    service_.emplace(Service::Parts{database(), clock_, random_, identity_, offices_, notices_, places_, url_, desk_.offers});
    add_api(desk_.router, *service_);
    add_pages(desk_.router, *service_, desk_.site);
    add_office_pages(desk_.router, *service_, desk_.site);
  }
  void TearDown() override {
    service_.reset();
    DatabaseTest::TearDown();
  }
  static std::string key_in(const std::string& link) { return link.substr(link.find("key=") + 4); }
  InvitationId invited() {
    const auto made = service_->invite(admin, wanted_, Language::vi);
    EXPECT_TRUE(made.ok());
    return made->id;
  }
  std::string key() { invited(); return key_in(notices_.written.back().url); }
  void pass(std::int64_t milliseconds) { clock_.set({clock_.now().milliseconds + milliseconds}); }
  test::Pairs fields() const {
    return {{"address", wanted_.address}, {"role", "commune_officer"}, {"province", wanted_.province}, {"commune", wanted_.commune}};
  }
  Service::Row row() { return service_->invitations(second)->at(0); }

  Invite wanted_{"Lan@TuyenQuang.gov.vn", Role::commune_officer, "08", "01090"};
  Actor admin{account(1), "Chị Hà", {{Role::administrator, "", "", {}}}};
  Actor second{account(2), "Anh Bình", {{Role::administrator, "", "", {}}}};
  Actor lan{account(3), "Lan", {}}, other{account(4), "Người khác", {}};
  Actor officer{account(5), "Cán bộ xã", {{Role::commune_officer, "08", "01090", {}}}};
  Actor member{account(6), "Thành viên hội đồng", {{Role::council_member, "08", "", {}}}};
  identity::FakeIdentity identity_;
  identity::FakeOffices offices_{identity_};
  notices::FakeNotices notices_;
  places::FakePlaces places_;
  std::string url_ = "https://ocop.test";
  FixedClock clock_{Instant::parse_iso("2026-11-27T02:00:00.000Z").value()};
  SeededRandom random_{7};
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};
OCOP_ON_BOTH_ENGINES(Offices);

TEST_P(Offices, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

// A new commune officer waited until somebody who runs the system had time to make an account, and got its password over the telephone.
TEST_P(Offices, ALetterLeadsToTheRoleOnceAndTheSecondAdministratorStillDecides) {
  const std::string key = this->key();
  EXPECT_EQ(notices_.written.at(0).address, "Lan@tuyenquang.gov.vn");
  const auto shown = service_->shown(key);
  ASSERT_TRUE(shown.ok());
  EXPECT_EQ(shown->office, (Grant{Role::commune_officer, "08", "01090", {}}));
  const auto given = service_->accept(lan, key);
  ASSERT_TRUE(given.ok());
  EXPECT_EQ(*given, identity::Offices::Given::waits);
  ASSERT_EQ(offices_.given.size(), 1u);
  EXPECT_EQ(offices_.given[0].account, *lan.account);
  EXPECT_EQ(offices_.given[0].by, *admin.account) << "whoever invited gave it, so that he is not the second one";
  EXPECT_EQ(notices_.count(kToldAccepted), 1);
  EXPECT_EQ(service_->accept(other, key).error().problems.at(0).message.vi, msg::link_used.vi);
  EXPECT_EQ(service_->shown(key).error().kind, ErrorKind::conflict);
  EXPECT_EQ(row().account, "Lan");
  EXPECT_TRUE(row().invitation.address.empty()) << "the account says the rest";
}

TEST_P(Offices, AnInvitationIsWithdrawnOrEnds) {
  const InvitationId id = invited();
  const std::string key = key_in(notices_.written.back().url);
  EXPECT_EQ(service_->withdraw(lan, id).error().kind, ErrorKind::forbidden);
  ASSERT_TRUE(service_->withdraw(second, id).ok());   // of whichever administrator
  EXPECT_EQ(service_->withdraw(second, id).error().kind, ErrorKind::conflict);
  EXPECT_EQ(service_->accept(lan, key).error().problems.at(0).message.vi, msg::link_withdrawn.vi);
  EXPECT_TRUE(row().invitation.address.empty());
  const std::string late = this->key();
  pass(rules::kInvitationLife - 1);
  EXPECT_TRUE(service_->shown(late).ok());
  pass(1);
  EXPECT_EQ(service_->accept(lan, late).error().problems.at(0).message.vi, msg::link_over.vi);
  EXPECT_EQ(service_->withdraw(second, row().invitation.id).error().kind, ErrorKind::conflict);
  EXPECT_TRUE(offices_.given.empty());
  EXPECT_EQ(service_->shown("nothing like it").error().kind, ErrorKind::not_found);
}

// The digest alone is kept: a copy of the database opens no office.
TEST_P(Offices, TheKeyIsInTheLetterAlone) {
  const std::string key = this->key();
  EXPECT_GE(key.size(), 22u);
  const auto found = database().read([](db::Reader& reader) { return store::invitations(reader, 1); });
  EXPECT_EQ(found.at(0).key.size(), 32u);
  EXPECT_EQ(found.at(0).key.find(key), std::string::npos);
}

TEST_P(Offices, WithoutMailTheLinkIsToldOnceToWhoeverInvites) {
  const std::string with_mail = desk_.post_and_follow("/offices/invitations", "admin", fields()).body;
  EXPECT_EQ(with_mail.find("key="), std::string::npos) << "whoever could read it there could accept it";
  ASSERT_TRUE(service_->withdraw(second, row().invitation.id).ok());
  notices_.letters = false;
  const auto told = desk_.post("/offices/invitations", "admin", fields());
  EXPECT_EQ(told.status, 200);
  EXPECT_NE(told.body.find("https://ocop.test/offices/invitation?key="), std::string::npos);
  EXPECT_EQ(notices_.written.size(), 1u);
  EXPECT_EQ(desk_.get("/offices/invitations", "admin").body.find("key="), std::string::npos);
}

TEST_P(Offices, OneIsInvitedToARoleOnceAtATime) {
  invited();
  EXPECT_EQ(service_->invite(second, wanted_, Language::vi).error().kind, ErrorKind::conflict);
  EXPECT_TRUE(service_->invite(second, {wanted_.address, Role::provincial_body, "08", ""}, Language::vi).ok());
  for (const char* wrong : {"lan", "lan@", "lan@tuyenquang.gov.vn, binh@tuyenquang.gov.vn", ""})
    EXPECT_EQ(service_->invite(admin, {wrong, Role::commune_officer, "08", "01090"}, Language::vi).error().problems.at(0).field, "address");
  EXPECT_EQ(service_->invite(lan, wanted_, Language::vi).error().kind, ErrorKind::forbidden) << "asked again within the act";
}

TEST_P(Offices, ANewcomersAccountHasTheAddressThatWasInvited) {
  const std::string key = this->key();
  ASSERT_TRUE(service_->join({key, "Nguyễn Thị Lan", "mưa rơi trên đồi chè"}, "192.0.2.1").ok());
  EXPECT_EQ(offices_.joined.at(0).login, "Lan@tuyenquang.gov.vn");
  EXPECT_EQ(service_->join({"no key", "Kẻ khác", "mưa rơi trên đồi chè"}, "192.0.2.1").error().kind, ErrorKind::not_found);
  ASSERT_TRUE(service_->accept(lan, key).ok());
  EXPECT_EQ(service_->join({key, "Kẻ khác", "mưa rơi trên đồi chè"}, "192.0.2.1").error().kind, ErrorKind::conflict);
}

TEST_P(Offices, AnAddressThatNobodyAnsweredIsDeleted) {
  invited();
  const auto clear = [&] {
    const act::Acts acts(database(), clock_, random_);
    EXPECT_TRUE(acts.run_without_account([&](act::Moment& act) -> Result<void> {
      store::empty_addresses(act, {act.now().milliseconds - rules::kInvitationLife - rules::kAddressKept});
      return {};
    }).ok());
  };
  pass(rules::kInvitationLife + rules::kAddressKept);
  clear();
  EXPECT_FALSE(row().invitation.address.empty());
  pass(1);
  clear();
  EXPECT_TRUE(row().invitation.address.empty());
}

// ---- an office that passes on

// An officer left on a Friday; on Monday nobody had his commune's work, because the administrators heard of it on Wednesday.
TEST_P(Offices, AnOfficeIsHandedOverByWhoHoldsItAndWhatIsOpenIsTold) {
  desk_.offers.add(identity::OpenMatters{.of = [](db::Reader&, AccountId, const Grant&, Language) {
    return std::vector<identity::OpenMatter>{{"Hội đồng của hồ sơ 3", "/dossiers/3"}};
  }});
  const act::Acts acts(database(), clock_, random_);
  EXPECT_TRUE(acts.run(officer, [&](act::Act& act) -> Result<void> {
    const work::Entry entry{.holder = {.commune = "01090"}, .state = work::State::waiting, .since = act.now()};
    work::put(act, "test", act.new_id<work::ThingId>(), std::span(&entry, 1));
    return {};
  }).ok());
  const auto open = service_->open_matters(officer, {}, Language::vi);
  ASSERT_TRUE(open.ok());
  EXPECT_EQ(open->waiting, 1);
  ASSERT_EQ(open->own.size(), 1u);
  const HandOver wanted{{{}, "commune_officer|08|01090"}, "Lan", *Date::of(2026, 12, 1)};
  ASSERT_TRUE(service_->hand_over(officer, wanted).ok());
  ASSERT_EQ(offices_.passed.size(), 1u);
  EXPECT_EQ(offices_.passed[0].from, *officer.account);
  EXPECT_EQ(offices_.passed[0].to, *lan.account);
  EXPECT_EQ(offices_.passed[0].at, start_of_vietnam_day(*Date::of(2026, 12, 1)));
  EXPECT_EQ(notices_.count(kToldHandedOver), 1);
  EXPECT_EQ(notices_.count(kToldHandingOver), 1);
}

TEST_P(Offices, AnAdministratorHandsOverForWhoIsGoneAndNobodyElseDoes) {
  const HandOver wanted{{officer.account, "commune_officer|08|01090"}, "Lan", *Date::of(2026, 11, 27)};
  EXPECT_EQ(service_->hand_over(other, wanted).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->open_matters(other, wanted, Language::vi).error().kind, ErrorKind::not_found);
  EXPECT_TRUE(service_->hand_over(admin, wanted).ok());
}

TEST_P(Offices, WhatIsAPersonsIsNotHandedOver) {
  EXPECT_EQ(service_->hand_over(member, {{{}, "council_member|08|"}, "Lan", *Date::of(2026, 12, 1)}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->hand_over(admin, {{{}, "administrator||"}, "Lan", *Date::of(2026, 12, 1)}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->hand_over(officer, {{{}, "commune_officer|08|01091"}, "Lan", *Date::of(2026, 12, 1)}).error().kind,
            ErrorKind::not_found) << "another place";
  struct Wrong { std::string successor; Date from; std::string_view field; };
  for (const Wrong& one : {Wrong{"nobody", *Date::of(2026, 12, 1), "successor"}, {"Cán bộ xã", *Date::of(2026, 12, 1), "successor"},
                           {"Lan", *Date::of(2026, 11, 26), "from"}, {"Lan", *Date::of(2027, 2, 28), "from"}})
    EXPECT_EQ(service_->hand_over(officer, {{}, one.successor, one.from}).error().problems.at(0).field, one.field) << one.successor;
  EXPECT_TRUE(service_->hand_over(officer, {{}, "Lan", *Date::of(2027, 2, 27)}).ok());
}

TEST_P(Offices, PagesOfAnOfficeAreSoundInBothLanguages) {
  for (const std::string lead : {"", "/en"}) {
    test::expect_sound(desk_.get(lead + "/offices", "officer"));
    test::expect_sound(desk_.get(lead + "/offices/handover", "officer"));
    test::expect_sound(desk_.get(lead + "/offices/handover?account=" + officer.account->text(), "admin"));
  }
  test::expect_sound(desk_.get("/offices/handover", "admin"));   // an administrator's own role does not pass on: whose does, he says first
}

TEST_P(Offices, PagesAreSoundInBothLanguages) {
  const std::string key = this->key();
  for (const std::string lead : {"", "/en"}) {
    test::expect_sound(desk_.get(lead + "/offices/invitations", "admin"));
    test::expect_sound(desk_.get(lead + "/offices/invitation?key=" + key));
    test::expect_sound(desk_.get(lead + "/offices/invitation?key=" + key, "lan"));
    test::expect_sound(desk_.get(lead + "/offices/invitation?key=x", "lan"));
  }
  EXPECT_NE(desk_.get("/offices/invitation?key=" + key).body.find("display_name"), std::string::npos);
  const auto accepted = desk_.post("/offices/invitation", "lan", {{"key", key}});
  EXPECT_EQ(accepted.status, 303);
  EXPECT_EQ(desk_.post("/offices/invitation", "other", {{"key", key}}).status, 409);
}

// ---- a colleague stands in

class OfficesLent : public Offices {
 protected:
  Actor colleague{account(7), "Văn phòng tỉnh", {{Role::provincial_body, "08", "", {}}}};
  void SetUp() override {
    Offices::SetUp();
    if (IsSkipped()) return;
    desk_.people.add("colleague", colleague);
    identity_.add(colleague);
  }
  static Delegate days(std::string login = "Văn phòng tỉnh") {
    return {"commune_officer|08|01090", std::move(login), *Date::of(2026, 12, 1), *Date::of(2026, 12, 31)};
  }
  DelegationState state() { return state_of(service_->own(officer)->delegations.at(0).delegation, clock_.now()); }
};
OCOP_ON_BOTH_ENGINES(OfficesLent);

TEST_P(OfficesLent, AColleagueStandsInFromADayToADay) {
  ASSERT_TRUE(service_->delegate(officer, days()).ok());
  ASSERT_EQ(offices_.standing.size(), 1u);
  EXPECT_EQ(offices_.standing[0].account, *colleague.account);
  EXPECT_EQ(offices_.standing[0].since, start_of_vietnam_day(*Date::of(2026, 12, 1)));
  EXPECT_EQ(offices_.standing[0].until, start_of_vietnam_day(*Date::of(2027, 1, 1))) << "the whole of the last day";
  EXPECT_EQ(notices_.count(kToldDelegated), 1);
  for (const Actor& either : {officer, colleague}) {
    const auto own = service_->own(either);
    ASSERT_EQ(own->delegations.size(), 1u) << either.display_name;
    EXPECT_EQ(own->delegations[0].giver, "Cán bộ xã");
    EXPECT_EQ(own->delegations[0].account, "Văn phòng tỉnh");
  }
  EXPECT_EQ(state(), DelegationState::ahead);
  clock_.set(start_of_vietnam_day(*Date::of(2026, 12, 1)));
  EXPECT_EQ(state(), DelegationState::in_force);
  clock_.set(start_of_vietnam_day(*Date::of(2027, 1, 1)));
  EXPECT_EQ(state(), DelegationState::over);
}

TEST_P(OfficesLent, EitherEndsItAtOnceAndNobodyElse) {
  for (const Actor& either : {officer, colleague}) {
    const auto id = service_->delegate(officer, days());
    ASSERT_TRUE(id.ok());
    for (const Actor& no : {lan, other, admin}) EXPECT_EQ(service_->end_delegation(no, *id).error().kind, ErrorKind::not_found);
    ASSERT_TRUE(service_->end_delegation(either, *id).ok());
    EXPECT_TRUE(offices_.standing.empty());
    EXPECT_EQ(state(), DelegationState::over);
    EXPECT_TRUE(service_->end_delegation(either, *id).ok()) << "a second click";
  }
  EXPECT_EQ(notices_.count(kToldDelegationEnded), 2);
}

// An officer could have made a stranger one, past two administrators.
TEST_P(OfficesLent, AnOfficeIsLentToAnOfficialOfTheProvinceAlone) {
  identity_.add({account(8), "Tỉnh khác", {{Role::provincial_body, "68", "", {}}}});
  Grant loan{Role::provincial_body, "08", "", {}};
  loan.stands_for = *colleague.account;
  const Actor deputy{account(9), "Người làm thay", {loan}};
  identity_.add(deputy);
  for (const char* who : {"Lan", "nobody", "Tỉnh khác", "Cán bộ xã", "Người làm thay", "Chị Hà"}) {
    const auto refused = service_->delegate(officer, days(who));
    ASSERT_FALSE(refused.ok()) << who;
    EXPECT_EQ(refused.error().problems.at(0).field, "login") << who << ": a stranger and nobody are answered alike";
  }
  EXPECT_EQ(service_->delegate(deputy, {"provincial_body|08|", "Cán bộ xã", *Date::of(2026, 12, 1), *Date::of(2026, 12, 2)}).error().kind,
            ErrorKind::not_found) << "a loan is not lent on";
  EXPECT_EQ(service_->delegate(member, {"council_member|08|", "Cán bộ xã", *Date::of(2026, 12, 1), *Date::of(2026, 12, 2)}).error().kind,
            ErrorKind::not_found) << "a seat is a person's";
  struct Wrong { Date from, until; std::string_view field; };
  for (const Wrong& one : {Wrong{*Date::of(2026, 11, 26), *Date::of(2026, 12, 2), "from"},
                           {*Date::of(2026, 12, 2), *Date::of(2026, 12, 1), "until"},
                           {*Date::of(2026, 12, 1), *Date::of(2027, 6, 3), "until"}}) {
    Delegate wanted = days();
    wanted.from = one.from;
    wanted.until = one.until;
    EXPECT_EQ(service_->delegate(officer, wanted).error().problems.at(0).field, one.field);
  }
}

// Who had lost his office was still stood in for.
TEST_P(OfficesLent, ItEndsWithTheOfficersRole) {
  const Grant office = officer.grants[0];
  Grant loan = office;
  loan.stands_for = *officer.account;
  const auto tell = [&](const auto& perform) {
    const act::Acts acts(database(), clock_, random_);
    EXPECT_TRUE(acts.run(admin, [&](act::Act& act) -> Result<void> {
      perform(act);
      return {};
    }).ok());
  };
  ASSERT_TRUE(service_->delegate(officer, days()).ok());
  tell([&](act::Act& act) { service_->role_ended(act, *officer.account, {Role::commune_officer, "08", "01091", {}}, act.by()); });
  EXPECT_EQ(state(), DelegationState::ahead) << "another office of the same person";
  tell([&](act::Act& act) { service_->role_ended(act, *officer.account, office, act.by()); });
  EXPECT_EQ(state(), DelegationState::over);
  EXPECT_TRUE(offices_.standing.empty());
  ASSERT_TRUE(service_->delegate(officer, days()).ok());
  tell([&](act::Act& act) { service_->role_ended(act, *colleague.account, loan, act.by()); });
  EXPECT_EQ(state(), DelegationState::over) << "an administrator took the loan away";
  ASSERT_TRUE(service_->delegate(officer, days()).ok());
  const Instant handed = start_of_vietnam_day(*Date::of(2026, 12, 15));
  tell([&](act::Act& act) { service_->role_ends(act, *officer.account, office, handed); });
  EXPECT_EQ(service_->own(officer)->delegations.at(0).delegation.until, handed);
  tell([&](act::Act& act) { service_->erase(act, *officer.account); });
  EXPECT_EQ(state(), DelegationState::over);
}

// What a deputy did stood on /offices as "an act of the office", whatever it was: each act that says so has words of its own.
TEST(OfficesWords, EachActOfAnOfficeHasThem) {
  const std::regex said("in_office\\([^;]*\"([a-z]+\\.[a-z_]+)\"");
  std::set<std::string> acts;
  for (const auto& file : std::filesystem::recursive_directory_iterator(std::string(OCOP_SOURCE_DIR) + "/modules")) {
    if (file.path().extension() != ".cc" || file.path().string().find("/tests/") != std::string::npos) continue;
    const std::string text = files::read(file.path().string()).value();
    if (text.find("in_office(") == std::string::npos) continue;
    for (auto at = std::sregex_iterator(text.begin(), text.end(), said); at != std::sregex_iterator(); ++at) acts.insert((*at)[1]);
  }
  EXPECT_GE(acts.size(), 15u);
  for (const std::string& act : acts) EXPECT_NE(&words_of_act(act), &words_of_act("nothing")) << act;
}

TEST_P(OfficesLent, PagesAreSoundInBothLanguages) {
  const auto sent = desk_.post("/offices/delegation", "officer", {{"office", "commune_officer|08|01090"}, {"login", "Văn phòng tỉnh"},
                                                                  {"from", "01/12/2026"}, {"until", "31/12/2026"}});
  EXPECT_EQ(sent.status, 303) << sent.body;
  for (const std::string lead : {"", "/en"})
    for (const char* who : {"officer", "colleague"}) {
      test::expect_sound(desk_.get(lead + "/offices", who));
      test::expect_sound(desk_.get(lead + "/offices/delegation", who));
    }
  EXPECT_EQ(desk_.post("/offices/delegation", "officer", {{"office", "commune_officer|08|01090"}, {"login", "ai đó"},
                                                          {"from", "01/12/2026"}, {"until", "31/12/2026"}}).status, 422);
}

}  // namespace
}  // namespace ocop::offices
