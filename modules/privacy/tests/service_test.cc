#include "modules/privacy/service.h"

#include "modules/identity/tests/fake_identity.h"
#include "modules/notices/tests/fake_notices.h"
#include "modules/places/tests/fake_places.h"
#include "modules/privacy/api.h"
#include "modules/privacy/lists.h"
#include "modules/privacy/messages.h"
#include "modules/privacy/pages.h"
#include "modules/privacy/store.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

namespace ocop::privacy {
namespace {

constexpr std::int64_t kDay = 86'400'000;
constexpr std::string_view kRight = identity::FakeIdentity::kPassword;

// A person, another one, and the administrator who answers. What is held of them here is what they asked.
class Privacy : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = privacy::migrations();
    for (const db::Migration& more : act::migrations()) all.push_back(more);   // what people agreed to
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    for (const personal::Holding& one : store::personal_holdings()) desk_.offers.add(one);
    desk_.offers.add(personal::Looked{.names = [](db::Reader& reader, AccountId account) {
      std::vector<std::string> out;
      for (const Request& one : store::of_account(reader, account)) out.push_back("request:" + one.id.text());
      return out;
    }});
    desk_.offers.add(personal::Hindrance{.stands = [this](db::Reader&, AccountId) { return stands_; }});
    desk_.offers.add(personal::Eraser{.erase = [this](const personal::Erasing& erasing) { erased_.push_back(erasing.account); }});
    desk_.people.add("hoa", Grant{Role::producer_member, "", "", ProducerId{}});
    desk_.people.add("binh", Grant{Role::producer_member, "", "", ProducerId{}});
    desk_.people.add("admin", Grant{Role::administrator});
    desk_.people.add("auditor", Grant{Role::auditor});
    desk_.offers.add(act::ConsentEnd{.text = kText.name, .withdraw = [this](act::Act&, std::string_view about) -> Result<void> {
                                       if (about == "stuck") return Error::of(ErrorKind::conflict, "it cannot end now");
                                       ended_.emplace_back(about);
                                       return {};
                                     }});
    for (const char* who : {"hoa", "binh", "admin"}) identity_.add(desk_.people[who]);
    service_.emplace(Service::Parts{.database = database(), .clock = clock_, .random = random_, .offers = desk_.offers,
                                    .identity = identity_, .notices = notices_, .places = places_, .holidays = holidays_,
                                    .public_url = "https://ocop.example.vn",
                                    .processors = {{"Trung tâm dữ liệu X", "Máy chủ và sao lưu", "Việt Nam"}}});
    add_breach_api(desk_.router, *service_);
    add_breach_lists(desk_.router, {database(), desk_.site, desk_.offers});
    add_breach_pages(desk_.router, *service_, desk_.site);
    add_api(desk_.router, *service_);
    add_lists(desk_.router, {database(), desk_.site, desk_.offers}, *service_);
    add_pages(desk_.router, *service_, desk_.site);
  }
  void TearDown() override {
    service_.reset();
    DatabaseTest::TearDown();
  }
  const Actor& hoa() const { return desk_.people["hoa"]; }
  const Actor& admin() const { return desk_.people["admin"]; }
  RequestId asked(Wish wish = Wish::correct) {
    const auto id = service_->ask(hoa(), {wish, "Tên sai"});
    EXPECT_TRUE(id.ok());
    return *id;
  }
  Request found(RequestId id) {
    return *database().read([&](db::Reader& reader) { return store::find(reader, id); });
  }
  // What another module's act writes when somebody agrees; the id.
  act::ConsentId agreed(const Actor& actor, const std::string& about = "m1") {
    const auto done = act::Acts(database(), clock_, random_).run(actor, [&](act::Act& act) -> Result<void> {
      act::agree(act, kText, act.by(), act::ConsentBy::program, about);
      return {};
    });
    EXPECT_TRUE(done.ok());
    return service_->consents(actor).given.at(0).consent.id;
  }
  BreachFacts leak() {
    return {.found_on = vietnam_date(clock_.now()), .found_at = "09:30", .found_by = "Bộ phận vận hành",
            .what = "Một tệp sao lưu bị gửi nhầm", .data = "Địa chỉ thư", .done = "Đã yêu cầu xóa", .people = 12};
  }
  void later(std::int64_t days) { clock_.set({clock_.now().milliseconds + days * kDay}); }

  static constexpr act::ConsentText kText{"mandate.given", {"Cho người làm thay", "To let somebody act"},
                                          {"Tôi đồng ý cho người này làm thay.", "I agree that this person acts for me."}};
  std::vector<std::string> ended_;
  std::optional<Message> stands_;
  std::vector<AccountId> erased_;
  identity::FakeIdentity identity_;
  notices::FakeNotices notices_;
  places::FakePlaces places_;
  HolidayCalendar holidays_;
  FixedClock clock_{{start_of_vietnam_day(*Date::of(2026, 11, 23)).milliseconds + 36'000'000}};   // a Monday at ten
  SeededRandom random_{7};
  test::Desk desk_{clock_, random_};
  std::optional<Service> service_;
};
OCOP_ON_BOTH_ENGINES(Privacy);

TEST_P(Privacy, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

// What one agreed to was in a row of the module that rested on it: nobody saw it again, and to take it back one had to know where.
TEST_P(Privacy, APersonSeesWhatWasAgreedToAndTakesItBackWithItsConsequence) {
  const auto id = agreed(hoa());
  const auto page = desk_.get("/me/data", "hoa");
  test::expect_sound(page);
  EXPECT_TRUE(test::has(page, "Tôi đồng ý cho người này làm thay."));
  EXPECT_FALSE(test::has(desk_.get("/me/data", "binh"), "Tôi đồng ý cho người này làm thay."));
  EXPECT_TRUE(test::has(desk_.get("/en/me/data", "hoa"), "I agree that this person acts for me."));
  EXPECT_EQ(service_->withdraw(desk_.people["binh"], id).error().kind, ErrorKind::not_found) << "another's";
  EXPECT_EQ(desk_.post("/me/data/consents/" + id.text() + "/withdraw", "hoa", {}).status, 303);
  EXPECT_EQ(ended_, (std::vector<std::string>{"m1"}));
  EXPECT_TRUE(service_->consents(hoa()).given.at(0).consent.withdrawn);
  EXPECT_TRUE(service_->withdraw(hoa(), id).ok()) << "a second click";
  EXPECT_EQ(ended_.size(), 1u);
  EXPECT_TRUE(test::has(desk_.api(http::Method::get, "/api/v1/me/data/consents", "hoa"), "\"can_withdraw\":false"));
}

TEST_P(Privacy, AConsentWhoseConsequenceFailsGoesOn) {
  const auto id = agreed(hoa(), "stuck");
  EXPECT_EQ(service_->withdraw(hoa(), id).error().kind, ErrorKind::conflict);
  EXPECT_FALSE(service_->consents(hoa()).given.at(0).consent.withdrawn) << "who reads that it stopped is not lied to";
}

TEST_P(Privacy, ABreachRunsItsClockUntilTheAuthorityIsTold) {
  EXPECT_EQ(service_->record_breach(hoa(), leak()).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(service_->record_breach(desk_.people["auditor"], leak()).error().kind, ErrorKind::forbidden) << "who reads does not write";
  BreachFacts tomorrow = leak();
  tomorrow.found_on = tomorrow.found_on.plus_days(1);
  EXPECT_EQ(service_->record_breach(admin(), tomorrow).error().problems.at(0).field, "found_on");
  const BreachId id = service_->record_breach(admin(), leak()).value();
  const std::string path = breach_path(id);
  for (const char* who : {"admin", "auditor"}) {
    const auto page = desk_.get(path, who);
    test::expect_sound(page);
    EXPECT_TRUE(test::has(page, "Còn 71 giờ")) << "found half an hour ago";
    test::expect_sound(desk_.get("/en" + path + "/notification", who));
    test::expect_sound(desk_.get("/privacy/breaches", who));
  }
  EXPECT_EQ(desk_.get(path, "hoa").status, 403);
  EXPECT_EQ(desk_.get(path + "/edit", "auditor").status, 403);
  EXPECT_TRUE(test::has(desk_.get(path + "/notification", "admin"), "Kính gửi: Bộ Công an"));
  BreachChange more{leak(), 1};
  more.people = 40;
  ASSERT_TRUE(service_->change(admin(), id, more).ok());
  EXPECT_EQ(service_->change(admin(), id, more).error().kind, ErrorKind::conflict) << "somebody was faster";
  EXPECT_EQ(service_->close(admin(), id, {2, "Đã xong", ""}).error().problems.at(0).field, "without");
  later(4);
  EXPECT_TRUE(test::has(desk_.get(path, "admin"), "Đã quá hạn"));
  BreachNotified told{2, vietnam_date(clock_.now()), "08:00", "12/TB-SNNMT", ""};
  told.on = Date::of(2026, 11, 20).value();
  EXPECT_EQ(service_->notified(admin(), id, told).error().problems.at(0).field, "on") << "before it was found";
  told.on = vietnam_date(clock_.now());
  ASSERT_TRUE(service_->notified(admin(), id, told).ok());
  EXPECT_TRUE(test::has(desk_.get(path, "admin"), "chậm hơn hạn 72 giờ"));
  EXPECT_EQ(service_->close(admin(), id, {3, "Đã xong", "Không cần"}).error().problems.at(0).field, "without");
  ASSERT_TRUE(service_->close(admin(), id, {3, "Đã thu hồi tệp", ""}).ok());
  EXPECT_EQ(service_->close(admin(), id, {4, "Nữa", ""}).error().kind, ErrorKind::conflict);
  EXPECT_EQ(state_of(service_->breach(id).value()), BreachState::closed);
}

TEST_P(Privacy, TheFormsOfABreachKeepWhatWasTyped) {
  for (const char* language : {"", "/en"}) test::expect_sound(desk_.get(language + std::string("/privacy/breaches/new"), "admin"));
  test::Pairs fields{{"found_on", "23/11/2026"}, {"found_at", "9 giờ"}, {"found_by", "Vận hành"}, {"what", "Lộ tệp"},
                     {"data", "Địa chỉ thư"}};
  const auto refused = desk_.post("/privacy/breaches", "admin", fields);
  EXPECT_EQ(refused.status, 422);
  test::expect_sound(refused);
  EXPECT_TRUE(test::has(refused, "Lộ tệp"));
  fields[1].second = "9h05";
  const auto made = desk_.post("/privacy/breaches", "admin", fields);
  ASSERT_EQ(made.status, 303);
  const std::string path = test::header(made, "Location");
  EXPECT_EQ(test::field(desk_.get(path + "/edit", "admin"), "found_at"), "09:05");
  for (const char* form : {"/edit", "/notified", "/close"}) test::expect_sound(desk_.get(path + form, "admin"));
}

TEST_P(Privacy, TheNoticeNamesWhoProcesses) {
  const auto page = desk_.get("/privacy");
  test::expect_sound(page);
  EXPECT_TRUE(test::has(page, "Trung tâm dữ liệu X"));
  EXPECT_TRUE(test::has(desk_.api(http::Method::get, "/api/v1/privacy"), "\"task\":\"Máy chủ và sao lưu\""));
}

TEST_P(Privacy, AnswersARequestInTimeAndThePersonReadsIt) {
  const RequestId id = asked(Wish::withdraw);
  EXPECT_EQ(found(id).due.iso(), "2026-11-25");
  ASSERT_TRUE(service_->answer(admin(), id, {1, Outcome::answered, "Sẽ dừng gửi thư"}).ok());
  EXPECT_EQ(found(id).due.iso(), "2026-12-08");
  EXPECT_EQ(service_->answer(admin(), id, {1, Outcome::done, "x"}).error().kind, ErrorKind::conflict) << "somebody was faster";
  ASSERT_TRUE(service_->extend(admin(), id, {2, 15, "Chờ đơn vị gửi tin"}).ok());
  EXPECT_EQ(found(id).due.iso(), "2026-12-23");
  EXPECT_EQ(service_->extend(admin(), id, {3, 1, "Nữa"}).error().kind, ErrorKind::conflict) << "once";
  ASSERT_TRUE(service_->answer(admin(), id, {3, Outcome::done, "Đã dừng gửi thư"}).ok());
  const auto page = desk_.get("/me/data", "hoa");
  EXPECT_NE(page.body.find("Đã dừng gửi thư"), std::string::npos);
  EXPECT_EQ(desk_.get("/me/data", "binh").body.find("Đã dừng gửi thư"), std::string::npos);
}

TEST_P(Privacy, ShowsThePersonAllThatIsHeldAndWhoLooked) {
  const RequestId id = asked();
  ASSERT_EQ(desk_.get("/privacy/requests/" + id.text(), "admin").status, 200);
  const auto data = service_->own(hoa());
  ASSERT_TRUE(data.ok());
  ASSERT_EQ(data->held.size(), 2u);
  EXPECT_EQ(data->held[0].rows.size(), 1u);
  ASSERT_EQ(data->seen.size(), 1u);
  EXPECT_EQ(data->seen[0].roles, std::vector{Role::administrator});
  EXPECT_TRUE(service_->own(desk_.people["binh"])->held[0].rows.empty()) << "nothing of another";
  const auto file = desk_.get("/me/data.csv", "hoa");
  EXPECT_NE(file.body.find("privacy_request.account"), std::string::npos);
  EXPECT_NE(file.body.find("Tên sai"), std::string::npos);
}

TEST_P(Privacy, LetsNobodyButThePersonTakeARequestBack) {
  const RequestId id = asked();
  EXPECT_EQ(service_->take_back(desk_.people["binh"], id).error().kind, ErrorKind::not_found);
  ASSERT_TRUE(service_->take_back(hoa(), id).ok());
  ASSERT_TRUE(service_->take_back(hoa(), id).ok()) << "a second click";
  EXPECT_EQ(service_->answer(admin(), id, {2, Outcome::done, "x"}).error().kind, ErrorKind::conflict);
}

TEST_P(Privacy, TakesFiveOpenRequestsOfAPersonAndNoMore) {
  for (int i = 0; i < 5; ++i) asked();
  EXPECT_EQ(service_->ask(hoa(), {Wish::see, "x"}).error().kind, ErrorKind::conflict);
}

TEST_P(Privacy, ErasesAnAccountAfterSevenDaysAndNotBefore) {
  asked();
  EXPECT_EQ(service_->erase(hoa(), {"wrong"}).error().kind, ErrorKind::invalid_input);
  const auto id = service_->erase(hoa(), {std::string(kRight)});
  ASSERT_TRUE(id.ok());
  EXPECT_EQ(service_->erase(hoa(), {std::string(kRight)}).error().kind, ErrorKind::conflict) << "once";
  later(6);
  EXPECT_EQ(service_->erase_due(), 0u);
  later(1);
  EXPECT_EQ(service_->erase_due(), 1u);
  EXPECT_EQ(erased_, std::vector{*hoa().account});
  EXPECT_EQ(found(*id).state, State::done);
  for (const Request& one : service_->own_requests(hoa())) EXPECT_TRUE(one.words.empty()) << "the person's words go";
  EXPECT_EQ(service_->erase_due(), 0u) << "once";
}

// An erased member's role was taken as any other; whom the member let act for the producer went on for up to a year, with nobody to end it.
TEST_P(Privacy, EndsAMembershipWithWhatHangsOnIt) {
  ProducerId producer;
  producer.uuid.bytes[0] = 0x11;
  std::ranges::find(identity_.accounts, *hoa().account, &identity::AccountSummary::id)
      ->grants.push_back({Role::producer_member, "", "", producer});
  identity_.members.push_back({*hoa().account, producer});
  ASSERT_TRUE(service_->erase(hoa(), {std::string(kRight)}).ok());
  later(7);
  EXPECT_EQ(identity_.members.size(), 1u);
  EXPECT_EQ(service_->erase_due(), 1u);
  EXPECT_TRUE(identity_.members.empty());
}

TEST_P(Privacy, ErasesNobodyWhoThoughtAgain) {
  const auto id = service_->erase(hoa(), {std::string(kRight)});
  ASSERT_TRUE(service_->take_back(hoa(), *id).ok());
  later(8);
  EXPECT_EQ(service_->erase_due(), 0u);
  EXPECT_TRUE(erased_.empty());
}

// Whoever became the last administrator, or was named for a council, in the seven days is asked about again a day later.
TEST_P(Privacy, ErasesNobodyWhileSomethingStandsAgainstIt) {
  ASSERT_TRUE(service_->erase(hoa(), {std::string(kRight)}).ok());
  later(7);
  stands_ = msg::too_many_open;
  EXPECT_EQ(service_->erase_due(), 0u);
  stands_.reset();
  EXPECT_EQ(service_->erase_due(), 0u);
  later(1);
  EXPECT_EQ(service_->erase_due(), 1u);
  stands_ = msg::too_many_open;
  EXPECT_EQ(service_->erase(desk_.people["binh"], {std::string(kRight)}).error().kind, ErrorKind::conflict);
}

TEST_P(Privacy, ShowsItsPagesInBothLanguages) {
  const RequestId id = asked();
  for (const std::string lead : {"", "/en"}) {
    test::expect_sound(desk_.get(lead + "/privacy"));
    for (const std::string path : {"/me/data", "/me/data/erase"}) test::expect_sound(desk_.get(lead + path, "hoa"));
    const std::string page = "/privacy/requests/" + id.text();
    for (const std::string path : {std::string("/privacy/requests"), page, page + "/extend"})
      test::expect_sound(desk_.get(lead + path, "admin"));
  }
  EXPECT_EQ(desk_.get("/privacy/requests", "hoa").status, 403);
}

}  // namespace
}  // namespace ocop::privacy
