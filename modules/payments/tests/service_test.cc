#include "modules/payments/service.h"

#include <gtest/gtest.h>

#include "modules/notices/tests/fake_notices.h"
#include "modules/payments/api.h"
#include "modules/payments/pages.h"
#include "modules/payments/rules.h"
#include "modules/payments/store.h"
#include "modules/payments/vietqr.h"
#include "modules/producers/tests/fake_producers.h"
#include "tests/support/desk.h"
#include "tests/support/fonts.h"
#include "tests/support/test_database.h"

namespace ocop::payments {
namespace {

using http::Method;
using test::has;

TEST(PaymentsRules, AnAccountIsReadAsPeopleTypeIt) {
  const std::vector<Bank> banks{{"970405", "Agribank", "Ngân hàng Nông nghiệp và Phát triển Nông thôn Việt Nam"}};
  const auto read = rules::read({.bin = "970405", .number = "8400 205-123.456", .holder = "HTX Khẩu Sli Nà Giàng"}, banks);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->number, "8400205123456");
  EXPECT_EQ(read->holder, "HTX KHAU SLI NA GIANG");
  const auto wrong = rules::read({.bin = "970499", .number = "12", .holder = "—"}, banks);
  ASSERT_FALSE(wrong);
  std::vector<std::string> fields;
  for (const Problem& one : wrong.error().problems) {
    fields.push_back(one.field);
    EXPECT_TRUE(one.got.empty()) << "an account's number stands in no answer and no log";
  }
  EXPECT_EQ(fields, (std::vector<std::string>{"bin", "number", "holder"}));
  EXPECT_EQ(rules::grouped("8400205123456"), "8400 2051 2345 6");
  EXPECT_EQ(rules::masked("8400205123456"), "•••• 3456");
}

class PaymentsService : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = payments::migrations();
    for (const auto& more : {act::migrations(), tlog::migrations()}) all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    producer_.uuid.bytes[0] = 0x11;
    producers_.rows.push_back({.id = producer_, .name = "HTX Khẩu Sli Nà Giàng", .kind = producers::Kind::cooperative, .province = "04"});
    service_.emplace(Service::Parts{database(), clock_, random_, notices_, producers_, ocop::test::fonts()});
    desk_.people.add("member", Grant{Role::producer_member, "", "", producer_});
    desk_.people.add("helper", Grant{Role::helper, "", "", producer_});
    ProducerId other;
    other.uuid.bytes[0] = 0x22;
    desk_.people.add("stranger", Grant{Role::producer_member, "", "", other});
    add_api(desk_.router, *service_);
    add_pages(desk_.router, *service_, desk_.site);
  }
  void TearDown() override {
    service_.reset();
    DatabaseTest::TearDown();
  }
  const Actor& member() const { return desk_.people["member"]; }
  static SetAccount account(std::int64_t version = 0, std::string number = "8400205123456") {
    return {version, "970405", std::move(number), "HTX Khẩu Sli Nà Giàng"};
  }
  std::string page() const { return path_of(producer_); }

  FixedClock clock_{Instant::parse_iso("2026-11-27T02:00:00.000Z").value()};
  SeededRandom random_{9};
  ProducerId producer_;
  notices::FakeNotices notices_;
  producers::FakeProducers producers_;
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};

OCOP_ON_BOTH_ENGINES(PaymentsService);

TEST_P(PaymentsService, AnAccountIsSetChangedAndEndedAndItsPastStays) {
  EXPECT_EQ(service_->own(member(), producer_)->version(), 0);
  ASSERT_TRUE(service_->set(member(), producer_, account()));
  EXPECT_EQ(notices_.count(kToldAccount), 1);
  EXPECT_EQ(service_->set(member(), producer_, account(0, "999999999")).error().kind,
            ErrorKind::conflict);  // what somebody saw is not what stands
  const auto second = service_->set(member(), producer_, account(1, "1111222233"));
  ASSERT_TRUE(second);
  EXPECT_EQ(second->current->number, "1111222233");
  ASSERT_EQ(second->former.size(), 1U);
  EXPECT_EQ(second->former[0].number, "8400205123456");
  ASSERT_TRUE(service_->end(member(), producer_, {2}));
  EXPECT_EQ(notices_.count(kToldAccount), 3);
  EXPECT_EQ(service_->end(member(), producer_, {2}).error().kind, ErrorKind::conflict);
  const auto over = service_->own(member(), producer_);
  EXPECT_FALSE(over->current);
  EXPECT_EQ(over->former.size(), 2U);
  EXPECT_EQ(over->version(), 2);
  ASSERT_TRUE(service_->set(member(), producer_, account(2)));
  EXPECT_EQ(database().read([&](db::Reader& reader) { return service_->account_of(reader, producer_); })->sequence, 3);
}

TEST_P(PaymentsService, NobodyButAMemberSeesOrTurnsIt) {
  ASSERT_TRUE(service_->set(member(), producer_, account()));
  for (const std::string_view who : {"helper", "stranger"}) {
    EXPECT_EQ(service_->own(desk_.people[who], producer_).error().kind, ErrorKind::not_found) << who;
    EXPECT_EQ(service_->set(desk_.people[who], producer_, account(1)).error().kind, ErrorKind::not_found) << who;
    EXPECT_EQ(service_->end(desk_.people[who], producer_, {1}).error().kind, ErrorKind::not_found) << who;
    EXPECT_NE(desk_.get(page(), who).status, 200) << who;
  }
}

TEST_P(PaymentsService, ThePageShowsTheCodeAndKeepsWhatWasTyped) {
  const auto wrong = desk_.post(page(), "member", {{"version", "0"}, {"bin", "970405"}, {"number", "12"}, {"holder", "HTX"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(wrong, "value=\"12\""));
  const auto saved = desk_.post_and_follow(
      page(), "member", {{"version", "0"}, {"bin", "970405"}, {"number", "8400 2051 2345 6"}, {"holder", "HTX Nà Giàng"}});
  EXPECT_TRUE(has(saved, "<svg"));
  EXPECT_TRUE(has(saved, "Agribank"));
  EXPECT_TRUE(has(saved, "HTX NA GIANG"));
  EXPECT_TRUE(has(desk_.post_and_follow(page() + "/end", "member", {{"version", "1"}}), "Tài khoản đã dùng trước đây"));
}

TEST_P(PaymentsService, TheApiGivesTheCodeThatABankReads) {
  const std::string api = "/api/v1" + page();
  EXPECT_EQ(desk_.api(Method::put, api, "member", R"({"version":0,"bin":"970405","number":"8400205123456","holder":"HTX"})").status, 200);
  const auto current = service_->own(member(), producer_)->current;
  const auto transfer = vietqr::read_transfer(*payload_of(*current));
  ASSERT_TRUE(transfer);
  EXPECT_EQ(transfer->account, "8400205123456");
  EXPECT_EQ(transfer->use, vietqr::Use::many_times);
  EXPECT_TRUE(has(desk_.api(Method::get, api, "member"), *payload_of(*current)));
  EXPECT_TRUE(has(desk_.api(Method::get, "/api/v1/payments/banks"), "Agribank"));
  EXPECT_EQ(service_->banks().size(), 57U);
}

TEST_P(PaymentsService, TheCardIsAPdfOfOnePage) {
  EXPECT_EQ(service_->card(member(), producer_, Language::vi).error().kind, ErrorKind::conflict);
  ASSERT_TRUE(service_->set(member(), producer_, account()));
  const auto card = service_->card(member(), producer_, Language::vi);
  ASSERT_TRUE(card);
  EXPECT_TRUE(card->starts_with("%PDF-"));
  EXPECT_TRUE(has(desk_.get(page() + "/card.pdf", "member"), "%PDF-"));
}

}  // namespace
}  // namespace ocop::payments
