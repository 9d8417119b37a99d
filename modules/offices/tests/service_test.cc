#include "modules/offices/service.h"

#include "modules/identity/tests/fake_identity.h"
#include "modules/notices/tests/fake_notices.h"
#include "modules/offices/api.h"
#include "modules/offices/messages.h"
#include "modules/offices/pages.h"
#include "modules/offices/store.h"
#include "modules/places/tests/fake_places.h"
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
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    for (const auto& [key, actor] : {std::pair{"admin", &admin}, {"second", &second}, {"lan", &lan}, {"other", &other}}) {
      desk_.people.add(key, *actor);
      identity_.add(*actor);
    }
    service_.emplace(Service::Parts{database(), clock_, random_, identity_, offices_, notices_, places_, url_});
    add_api(desk_.router, *service_);
    add_pages(desk_.router, *service_, desk_.site);
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

}  // namespace
}  // namespace ocop::offices
