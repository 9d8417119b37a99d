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
  std::vector<db::Migration> migrations() override { return privacy::migrations(); }
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
    for (const char* who : {"hoa", "binh", "admin"}) identity_.add(desk_.people[who]);
    service_.emplace(Service::Parts{.database = database(), .clock = clock_, .random = random_, .offers = desk_.offers,
                                    .identity = identity_, .notices = notices_, .places = places_, .holidays = holidays_});
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
  void later(std::int64_t days) { clock_.set({clock_.now().milliseconds + days * kDay}); }

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
