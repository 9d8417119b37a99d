#include "modules/mandates/service.h"

#include "kernel/act/consents.h"
#include "modules/identity/tests/fake_identity.h"
#include "modules/mandates/api.h"
#include "modules/mandates/messages.h"
#include "modules/mandates/pages.h"
#include "modules/mandates/rules.h"
#include "modules/notices/tests/fake_notices.h"
#include "modules/producers/tests/fake_producers.h"
#include "modules/work/work.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

namespace ocop::mandates {
namespace {

AccountId account(std::uint8_t n) { AccountId id; id.uuid.bytes[0] = 0xAC; id.uuid.bytes[15] = n; return id; }

// A household, its daughter who would help, and the commune's officer.
class Mandates : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = mandates::migrations();
    for (const db::Migration& more : act::migrations()) all.push_back(more);
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    producer.uuid.bytes[0] = 0x11;
    maker.grants = {{Role::producer_member, "", "", producer}};
    producers_.rows.push_back(
        {.id = producer, .name = "Hộ Lý Mẩy", .kind = producers::Kind::household, .province = "68", .commune = "24988"});
    service_.emplace(Service::Parts{database(), clock_, random_, identity_, notices_, producers_, url_});
    for (const auto& [key, actor] : {std::pair{"maker", &maker}, {"lan", &lan}, {"officer", &officer}, {"other", &other},
                                    {"judge", &judge}}) {
      desk_.people.add(key, *actor);
      identity_.add(*actor);
    }
    add_api(desk_.router, *service_);
    add_pages(desk_.router, *service_, desk_.site);
  }
  void TearDown() override {
    service_.reset();
    DatabaseTest::TearDown();
  }
  static Give wanted(std::string login = "Lan", std::vector<std::string> tasks = {"papers", "dossiers"}) {
    return {std::move(login), std::move(tasks), *Date::of(2027, 3, 31), {}, Consent::yes};
  }
  MandateId given(const Give& give = wanted()) {
    const auto made = service_->give(maker, producer, give);
    EXPECT_TRUE(made.ok());
    return made->id;
  }
  std::string key_of(const Actor& giver, const Give& give) {
    const auto made = service_->give(giver, producer, give);
    EXPECT_TRUE(made.ok());
    return made->link.substr(made->link.find("key=") + 4);
  }
  static Give on_paper() {
    Give out = wanted("");
    out.paper = "Ký 27/11/2026, tủ số 3";
    return out;
  }
  // What identity tells when the role ends; how many were told that a mandate ended.
  long lose(const Grant& grant, const Actor& actor) {
    const long before = notices_.count(kToldEnded);
    const act::Acts acts(database(), clock_, random_);
    EXPECT_TRUE(acts.run(officer, [&](act::Act& act) -> Result<void> {
      service_->role_ended(act, *actor.account, grant, act.by());
      return {};
    }).ok());
    return notices_.count(kToldEnded) - before;
  }
  std::optional<Tasks> rights(const Actor& actor) const {
    for (const auto& one : identity_.helpers)
      if (one.account == *actor.account && one.producer == producer) return one.tasks;
    return std::nullopt;
  }

  // What the account agreed to and has not taken back.
  std::vector<std::string> agreed(const Actor& actor) {
    std::vector<std::string> out;
    for (const auto& one : database().read([&](db::Reader& reader) { return act::consents_of(reader, *actor.account); }))
      if (!one.consent.withdrawn) out.push_back(one.consent.text);
    return out;
  }
  Result<void> take_back(const Actor& actor, MandateId id) {
    return act::Acts(database(), clock_, random_).run(actor, [&](act::Act& act) { return service_->taken_back(act, id.text()); });
  }

  ProducerId producer;
  Actor maker{account(1), "Chị Mẩy", {}}, lan{account(2), "Lan", {}};
  Actor officer{account(3), "Cán bộ xã", {{Role::commune_officer, "68", "24988", {}}}};
  Actor other{account(4), "Cán bộ xã khác", {{Role::commune_officer, "68", "24991", {}}}};
  Actor judge{account(5), "Hội đồng", {{Role::council_member, "68", "", {}}}};
  identity::FakeIdentity identity_;
  notices::FakeNotices notices_;
  producers::FakeProducers producers_;
  std::string url_ = "https://ocop.test";
  FixedClock clock_{Instant::parse_iso("2026-11-27T02:00:00.000Z").value()};
  SeededRandom random_{7};
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};
OCOP_ON_BOTH_ENGINES(Mandates);

TEST_P(Mandates, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

// A daughter did the dossier with her mother's password, and nobody could say who did what.
TEST_P(Mandates, AHelperActsInHerTasksUntilHerDay) {
  const MandateId id = given();
  EXPECT_FALSE(rights(lan));   // before she accepts
  EXPECT_EQ(notices_.count(kToldInvited), 1);
  const auto accepted = service_->accept(lan, id);
  ASSERT_TRUE(accepted.ok());
  const Tasks tasks = rights(lan).value();
  EXPECT_TRUE(tasks.has(Task::papers) && tasks.has(Task::dossiers));
  EXPECT_FALSE(tasks.has(Task::story) || tasks.has(Task::products));
  EXPECT_EQ(identity_.helpers[0].until, start_of_vietnam_day(*Date::of(2027, 4, 1)));   // the whole of the last day
  EXPECT_EQ(notices_.count(kToldAccepted), 1);
  EXPECT_EQ(service_->accept(lan, id).error().kind, ErrorKind::conflict);
}

// Both sides agree to something, each to a text of its own; either takes it back, and the mandate is over.
TEST_P(Mandates, BothSidesConsentIsRecordedAndEndsWithIt) {
  const MandateId id = given();
  EXPECT_EQ(agreed(maker), (std::vector<std::string>{std::string(kConsentGiven)}));
  EXPECT_TRUE(agreed(lan).empty());
  ASSERT_TRUE(service_->accept(lan, id).ok());
  EXPECT_EQ(agreed(lan), (std::vector<std::string>{std::string(kConsentAccepted)}));
  EXPECT_EQ(take_back(judge, id).error().kind, ErrorKind::not_found);
  ASSERT_TRUE(take_back(maker, id).ok());
  EXPECT_FALSE(rights(lan));
  EXPECT_TRUE(agreed(maker).empty() && agreed(lan).empty()) << "what ended rests on nothing";
  const MandateId again = given();
  ASSERT_TRUE(service_->accept(lan, again).ok());
  ASSERT_TRUE(take_back(lan, again).ok());
  EXPECT_FALSE(rights(lan));
  EXPECT_TRUE(agreed(maker).empty() && agreed(lan).empty());
  // Of a paper it is known who has it; the officer agreed to nothing.
  ASSERT_TRUE(service_->give(officer, producer, on_paper()).ok());
  EXPECT_TRUE(agreed(officer).empty());
}

TEST_P(Mandates, TheProducerEndsItAtOnceAndTheHelperGivesItBack) {
  const MandateId id = given();
  ASSERT_TRUE(service_->accept(lan, id).ok());
  EXPECT_EQ(service_->end(other, producer, id).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->end(officer, producer, id).error().kind, ErrorKind::not_found);   // given in the program: its members' alone
  ASSERT_TRUE(service_->end(maker, producer, id).ok());
  EXPECT_FALSE(rights(lan));
  EXPECT_TRUE(service_->end(maker, producer, id).ok());   // a second click
  EXPECT_EQ(notices_.count(kToldEnded), 1);
  const MandateId again = given();
  ASSERT_TRUE(service_->accept(lan, again).ok());
  EXPECT_EQ(service_->give_back(judge, again).error().kind, ErrorKind::not_found);
  ASSERT_TRUE(service_->give_back(lan, again).ok());
  EXPECT_FALSE(rights(lan));
}

TEST_P(Mandates, ALinkIsAcceptedByOnePerson) {
  const auto made = service_->give(maker, producer, wanted(""));
  ASSERT_TRUE(made.ok());
  const std::string key = made->link.substr(made->link.find("key=") + 4);
  EXPECT_EQ(service_->accept(lan, key + "x").error().kind, ErrorKind::not_found);
  ASSERT_TRUE(service_->accept(lan, key).ok());
  EXPECT_TRUE(rights(lan));
  EXPECT_EQ(service_->accept(officer, key).error().kind, ErrorKind::conflict);
  EXPECT_FALSE(test::has(desk_.get("/producers/" + producer.text() + "/helpers", "maker"), key));
}

// An invitation by name stood on /mandates alone, where nobody looks who does not know of it.
TEST_P(Mandates, WhoIsAskedToHelpSeesItWhereSheComesIn) {
  offer(desk_.offers, *service_);
  const auto panel = [&](const Actor& actor) {
    http::Request request;
    request.actor = actor;
    request.received = clock_.now();
    web::Html out(Language::vi);
    for (const work::Panel& one : desk_.offers.all<work::Panel>()) one.show(out, request);
    return std::move(out).take();
  };
  const MandateId id = given();
  EXPECT_NE(panel(lan).find("Hộ Lý Mẩy nhờ bạn làm giúp."), std::string::npos);
  EXPECT_EQ(panel(officer), "") << "asked was somebody else";
  ASSERT_TRUE(service_->accept(lan, id).ok());
  EXPECT_EQ(panel(lan), "") << "what is answered asks no more";
}

TEST_P(Mandates, TwentyAreOpenAndNoMore) {
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(service_->give(maker, producer, wanted("")).ok());
  EXPECT_EQ(service_->give(maker, producer, wanted("")).error().kind, ErrorKind::conflict);
}

// The answer must not tell who has an account.
TEST_P(Mandates, ALoginThatNobodyHasLooksTheSame) {
  const auto known = service_->give(maker, producer, wanted()), unknown = service_->give(maker, producer, wanted("Không ai"));
  ASSERT_TRUE(known.ok() && unknown.ok());
  EXPECT_EQ(known->link, unknown->link);
  const auto shown = service_->of_producer(maker, producer);
  for (const auto& row : shown->mandates) EXPECT_EQ(row.helper, "");
}

// Who scores a dossier must not have written it.
TEST_P(Mandates, NobodyOfTheCouncilsHelps) {
  const MandateId id = given(wanted("Hội đồng"));
  EXPECT_EQ(service_->accept(judge, id).error().kind, ErrorKind::conflict);
  EXPECT_FALSE(rights(judge));
  EXPECT_EQ(service_->accept(maker, given(wanted("Chị Mẩy"))).error().kind, ErrorKind::conflict);   // a member already
}

TEST_P(Mandates, AnOfficeRecordsAConsentOnPaper) {
  Give give = wanted();
  EXPECT_EQ(service_->give(officer, producer, give).error().problems.at(0).field, "paper");
  give.paper = "Ký 27/11/2026, tủ số 3";
  const auto made = service_->give(officer, producer, give);
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(service_->give(other, producer, give).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->of_producer(maker, producer)->mandates[0].mandate.channel, Channel::paper);
  EXPECT_TRUE(service_->end(officer, producer, made->id).ok());
}

// A claim was refused, and whom its member had let in stayed in power for a year: the office could not end what was given in the program.
TEST_P(Mandates, WhatAMemberGaveEndsWithTheMembership) {
  ASSERT_TRUE(service_->accept(lan, given()).ok());
  const std::string key = key_of(maker, wanted(""));
  ASSERT_TRUE(service_->accept(other, key_of(officer, on_paper())).ok());
  EXPECT_EQ(lose(maker.grants[0], maker), 1) << "the helper is told, and whoever had not accepted is not";
  EXPECT_FALSE(rights(lan));
  EXPECT_EQ(service_->accept(judge, key).error().problems.at(0).message.vi, msg::invitation_over.vi);
  EXPECT_TRUE(rights(other)) << "a consent on paper is not the member's";
  EXPECT_EQ(lose(maker.grants[0], maker), 0);
}

// The same where the giver's account was closed: nobody was left who could end it.
TEST_P(Mandates, TheOfficeEndsAllOfAProducerThatHasNoMember) {
  const MandateId accepted = given();
  ASSERT_TRUE(service_->accept(lan, accepted).ok());
  const std::string key = key_of(maker, wanted("")), helpers = "/producers/" + producer.text() + "/helpers";
  EXPECT_FALSE(test::has(desk_.get(helpers, "officer"), accepted.text() + "/end"));
  identity_.inactive.push_back(*maker.account);
  EXPECT_EQ(service_->accept(judge, key).error().kind, ErrorKind::conflict);
  EXPECT_EQ(service_->accept(other, key).error().problems.at(0).message.vi, msg::giver_left.vi);
  EXPECT_TRUE(test::has(desk_.get(helpers, "officer"), accepted.text() + "/end"));
  EXPECT_EQ(service_->end(other, producer, accepted).error().kind, ErrorKind::not_found);
  ASSERT_TRUE(service_->end(officer, producer, accepted).ok());
  EXPECT_FALSE(rights(lan));
}

// An import that was undone took a maker along that had let somebody help it.
TEST_P(Mandates, AProducerThatEverHadOneIsNotTakenBackWithItsImport) {
  const auto any = [&] { return database().read([&](db::Reader& reader) { return service_->any_of(reader, producer); }); };
  EXPECT_FALSE(any());
  ASSERT_TRUE(service_->end(maker, producer, given()).ok());
  EXPECT_TRUE(any());
}

// An administrator took the role away, and the mandate went on being shown as in force.
TEST_P(Mandates, EndsWithTheRoleThatItGave) {
  const MandateId id = given();
  ASSERT_TRUE(service_->accept(lan, id).ok());
  lose({Role::helper, "", "", producer, *rights(lan)}, lan);
  EXPECT_EQ(state_of(service_->own(lan)[0].mandate, clock_.now()), State::over);
}

// An officer recorded a consent on paper, opened the link himself, and reported on the dossier that he had written.
TEST_P(Mandates, NobodyAcceptsWhatHeRecordedHimself) {
  const std::string key = key_of(officer, on_paper());
  EXPECT_EQ(service_->accept(officer, key).error().problems.at(0).message.vi, msg::own_paper.vi);
  EXPECT_FALSE(rights(officer));
  EXPECT_TRUE(service_->accept(officer, key_of(maker, wanted(""))).ok()) << "by the producer's own invitation";
  EXPECT_TRUE(service_->accept(lan, key).ok());
}

// Whoever tidied up a mandate of last year took the rights of this year's.
TEST_P(Mandates, OneThatIsOverEndsNothingOfTheNext) {
  const MandateId first = given();
  ASSERT_TRUE(service_->accept(lan, first).ok());
  clock_.set(rules::end_of(wanted().until));
  Give next = wanted();
  next.until = *Date::of(2027, 12, 31);
  ASSERT_TRUE(service_->accept(lan, given(next)).ok());
  ASSERT_TRUE(service_->end(maker, producer, first).ok());
  ASSERT_TRUE(service_->give_back(lan, first).ok());
  EXPECT_TRUE(rights(lan));
  EXPECT_EQ(notices_.count(kToldEnded), 0);
}

// The link stays in somebody's messages, and went on telling who had accepted it and where the paper lies.
TEST_P(Mandates, ALinkThatWasUsedTellsNothing) {
  const std::string path = "/mandates/invitation?key=" + key_of(officer, on_paper());
  EXPECT_TRUE(test::has(desk_.get(path, "lan"), "tủ số 3"));
  ASSERT_TRUE(service_->accept(lan, path.substr(path.find('=') + 1)).ok());
  for (const std::string_view who : {"judge", "other"}) {
    const auto page = desk_.get(path, who);
    EXPECT_TRUE(test::has(page, "Lời mời này đã được nhận."));
    EXPECT_FALSE(test::has(page, "tủ số 3") || test::has(page, "<dd>Lan</dd>")) << who;
    test::expect_sound(page, path);
  }
  EXPECT_TRUE(test::has(desk_.get(path, "lan"), "tủ số 3"));
}

TEST_P(Mandates, BothNamesStandByWhatWasDoneAndTheMembersAreTold) {
  ASSERT_TRUE(service_->accept(lan, given()).ok());
  Actor helper = lan;
  helper.grants = {{Role::helper, "", "", producer, Tasks::all()}};
  const act::Acts acts(database(), clock_, random_);
  const auto done = [&](const Actor& actor, std::string_view what, std::string_view subject) {
    return acts.run(actor, [&](act::Act& act) -> Result<void> {
      act.for_producer(producer, what, subject);
      return {};
    }).ok();
  };
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(done(helper, "dossier.answered", "12/PĐK"));   // thirty answers are told once
  ASSERT_TRUE(done(maker, "paper.added", "Giấy"));
  const auto shown = service_->of_producer(maker, producer);
  ASSERT_EQ(shown->acts.size(), 1u);   // its member's own acts are nobody's else
  EXPECT_EQ(shown->acts[0].helper, "Lan");
  const auto page = desk_.get("/producers/" + producer.text() + "/helpers", "maker");
  EXPECT_TRUE(test::has(page, "Lan, thay Hộ Lý Mẩy"));
  EXPECT_TRUE(test::has(desk_.get("/api/v1/producers/" + producer.text() + "/helpers", "maker"), R"("by":"Lan","for":"Hộ Lý Mẩy")"));
  EXPECT_EQ(service_->tell_of_acts(), 1u);
  EXPECT_EQ(notices_.last().news.arguments, (std::vector<std::string>{"Lan", "Hộ Lý Mẩy", "12/PĐK"}));
  EXPECT_EQ(service_->tell_of_acts(), 0u);
}

TEST_P(Mandates, PagesAreSoundInBothLanguages) {
  const MandateId id = given();
  const std::string helpers = "/producers/" + producer.text() + "/helpers";
  for (const std::string prefix : {"", "/en"}) {
    test::expect_sound(desk_.get(prefix + helpers, "maker"), helpers);
    test::expect_sound(desk_.get(prefix + helpers, "officer"), helpers);
    test::expect_sound(desk_.get(prefix + "/mandates", "lan"), "mandates");
    test::expect_sound(desk_.get(prefix + "/mandates/invitation?key=x", "lan"), "invitation");
  }
  EXPECT_EQ(desk_.get(helpers, "other").status, 404);
  EXPECT_EQ(desk_.get(helpers, "lan").status, 403);
  const auto refused = desk_.post(helpers, "maker", {{"login", "Lan"}, {"until", "31/03/2027"}});
  EXPECT_EQ(refused.status, 422);
  test::expect_sound(refused);
  const auto link = desk_.post(helpers, "maker", {{"tasks", "papers"}, {"until", "31/03/2027"}, {"consent", "1"}});
  EXPECT_TRUE(test::has(link, "/mandates/invitation?key="));
  EXPECT_EQ(desk_.post("/mandates/" + id.text() + "/accept", "judge", {}).status, 404);
  EXPECT_EQ(desk_.post("/mandates/" + id.text() + "/accept", "lan", {}).status, 303);
}

TEST(MandateRules, WhatEndsWithARole) {
  const Instant now{1'000};
  ProducerId ours, theirs;
  ours.uuid.bytes[0] = 1;
  theirs.uuid.bytes[0] = 2;
  const AccountId giver = account(1), helper = account(2);
  Mandate open;
  open.producer = ours;
  open.consented_by = giver;
  open.until = {now.milliseconds + 1};
  Mandate accepted = open, paper = open, over = open;
  accepted.account = helper;
  accepted.accepted = now;
  paper.channel = Channel::paper;
  over.until = now;
  struct Row { const char* what; const Mandate* mandate; AccountId account; Role role; ProducerId producer; bool ends; };
  const Row rows[] = {{"what a member gave", &open, giver, Role::producer_member, ours, true},
                      {"and somebody accepted", &accepted, giver, Role::producer_member, ours, true},
                      {"of another producer", &accepted, giver, Role::producer_member, theirs, false},
                      {"another member's", &accepted, helper, Role::producer_member, ours, false},
                      {"on paper", &paper, giver, Role::producer_member, ours, false},
                      {"over already", &over, giver, Role::producer_member, ours, false},
                      {"what a helper has", &accepted, helper, Role::helper, ours, true},
                      {"not accepted yet", &open, helper, Role::helper, ours, false},
                      {"another's", &accepted, giver, Role::helper, ours, false},
                      {"another role", &accepted, giver, Role::administrator, ours, false}};
  for (const Row& row : rows)
    EXPECT_EQ(rules::ends_with(*row.mandate, row.account, {row.role, "", "", row.producer}, now), row.ends) << row.what;
}

TEST(MandateRules, WhoEndsWhat) {
  using enum Channel;
  struct Row { Channel reader, given; rules::Left left; bool may; };
  const Row rows[] = {{program, program, rules::Left::members, true}, {program, paper, rules::Left::members, true},
                      {paper, paper, rules::Left::members, true},     {paper, program, rules::Left::members, false},
                      {paper, program, rules::Left::nobody, true},    {paper, paper, rules::Left::nobody, true}};
  for (const Row& row : rows)
    EXPECT_EQ(rules::may_end(row.reader, row.given, row.left), row.may) << name(row.reader) << name(row.given);
}

TEST(MandateRules, WhatMayBeGiven) {
  const Date today = *Date::of(2026, 11, 27);
  Give give{"", {"papers"}, today, {}, Consent::yes};
  EXPECT_TRUE(rules::check(give, today, Channel::program).ok());
  struct Row { const char* field; Give give; };
  const Row rows[] = {{"tasks", {"", {}, today, {}, Consent::yes}},
                      {"tasks", {"", {"everything"}, today, {}, Consent::yes}},
                      {"until", {"", {"papers"}, Date{today.days - 1}, {}, Consent::yes}},
                      {"until", {"", {"papers"}, Date{today.days + 367}, {}, Consent::yes}},
                      {"consent", {"", {"papers"}, today, {}, Consent::no}}};
  for (const Row& row : rows) EXPECT_EQ(rules::check(row.give, today, Channel::program).error().problems.at(0).field, row.field);
  EXPECT_TRUE(rules::check({"", {"papers"}, Date{today.days + 366}, {}, Consent::yes}, today, Channel::program).ok());
}

}  // namespace
}  // namespace ocop::mandates
