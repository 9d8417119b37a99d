#include "modules/enquiries/service.h"

#include <gtest/gtest.h>

#include "modules/enquiries/api.h"
#include "modules/enquiries/messages.h"
#include "modules/enquiries/pages.h"
#include "modules/identity/tests/fake_identity.h"
#include "modules/notices/tests/fake_notices.h"
#include "modules/producers/tests/fake_producers.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

namespace ocop::enquiries {
namespace {

using http::Method;
using test::has;

// A cooperative with one member, and one that nobody acts for.
class Enquiries : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = enquiries::migrations();
    for (const auto& more : {act::migrations(), throttle::migrations(), tlog::migrations()})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    ours_.uuid.bytes[0] = 0x11;
    silent_.uuid.bytes[0] = 0x22;
    producers_.rows.push_back({.id = ours_, .name = "HTX Khẩu Sli Nà Giàng", .province = "04"});
    producers_.rows.push_back({.id = silent_, .name = "Hộ Nông Thị Lý", .province = "04"});
    throttle_.emplace(database(), std::string(32, 'k'));
    service_.emplace(Service::Parts{database(), clock_, random_, *throttle_, identity_, notices_, producers_});
    desk_.people.add("member", Grant{Role::producer_member, "", "", ours_});
    desk_.people.add("teller", Grant{.role = Role::helper, .producer = ours_, .tasks = Tasks().add(Task::story)});
    desk_.people.add("clerk", Grant{.role = Role::helper, .producer = ours_, .tasks = Tasks().add(Task::papers)});
    desk_.people.add("stranger", Grant{Role::producer_member, "", "", silent_});
    identity_.add(desk_.people["member"]);
    add_api(desk_.router, *service_);
    add_pages(desk_.router, *service_, desk_.site);
  }
  void TearDown() override {
    service_.reset();
    throttle_.reset();
    DatabaseTest::TearDown();
  }
  static Ask question() { return {"Nguyễn Thị Hoa", "0912 345 678", "Còn bánh không?", Ask::Consent::yes}; }
  std::vector<Enquiry> mine() { return service_->of_maker(desk_.people["member"], ours_)->enquiries; }

  FixedClock clock_{Instant::parse_iso("2026-11-27T02:00:00.000Z").value()};
  SeededRandom random_{12};
  ProducerId ours_, silent_;
  identity::FakeIdentity identity_;
  notices::FakeNotices notices_;
  producers::FakeProducers producers_;
  std::optional<throttle::Throttle> throttle_;
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};

OCOP_ON_BOTH_ENGINES(Enquiries);

TEST_P(Enquiries, AQuestionReachesTheMakerAndIsNotedAsAnswered) {
  ASSERT_TRUE(service_->ask(ours_, question(), "192.0.2.1"));
  EXPECT_EQ(notices_.count(kToldAsked), 1);
  EXPECT_EQ(notices_.last().news.arguments, std::vector<std::string>{"HTX Khẩu Sli Nà Giàng"});   // nothing of who asks
  const auto asked = mine();
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].words, "Còn bánh không?");
  ASSERT_TRUE(service_->answered(desk_.people["teller"], ours_, asked[0].id, {1}));
  EXPECT_TRUE(mine()[0].answered);
  const Instant noted = *mine()[0].answered;
  clock_.set({clock_.now().milliseconds + 1'000});
  EXPECT_TRUE(service_->answered(desk_.people["member"], ours_, asked[0].id, {1})) << "two of a household press it: both are right";
  EXPECT_EQ(mine()[0].answered, noted);
  EXPECT_EQ(mine()[0].version, 2);
}

// Who pressed twice was rung twice; and her slip of a moment ago used up a third of what her network may ask.
TEST_P(Enquiries, TheSameWordsWithinTenMinutesAreOneEnquiry) {
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(service_->ask(ours_, question(), "192.0.2.1"));
  EXPECT_EQ(mine().size(), 1U);
  EXPECT_EQ(notices_.count(kToldAsked), 1);
  Ask other = question();
  other.contact = "lan@example.org";                       // the same words of somebody else
  ASSERT_TRUE(service_->ask(ours_, other, "192.0.2.1"));
  EXPECT_EQ(mine().size(), 2U);
  clock_.set({clock_.now().milliseconds + kSameWithin + 1});
  ASSERT_TRUE(service_->ask(ours_, question(), "192.0.2.1"));   // nobody rang, she asks again
  EXPECT_EQ(mine().size(), 3U);
}

// From three hundred networks one maker's evening was filled.
TEST_P(Enquiries, AWaveToOneMakerEnds) {
  for (int i = 0; i < kAskedLimit.burst; ++i) {
    Ask one = question();
    one.words += " " + std::to_string(i);
    ASSERT_TRUE(service_->ask(ours_, one, "198.51.100." + std::to_string(i)));
  }
  EXPECT_EQ(service_->ask(ours_, question(), "203.0.113.1").error().kind, ErrorKind::too_many_requests);
  clock_.set({clock_.now().milliseconds + kAskedLimit.step});
  EXPECT_TRUE(service_->ask(ours_, question(), "203.0.113.1"));
}

TEST_P(Enquiries, WhatIsNotAnsweredStandsFirst) {
  for (const std::string_view words : {"Một?", "Hai?"}) {
    Ask one = question();
    one.words = words;
    ASSERT_TRUE(service_->ask(ours_, one, "192.0.2.1"));
    clock_.set({clock_.now().milliseconds + 1'000});
  }
  ASSERT_EQ(mine()[0].words, "Hai?");
  ASSERT_TRUE(service_->answered(desk_.people["member"], ours_, mine()[0].id, {1}));
  EXPECT_EQ(mine()[0].words, "Một?");
}

TEST_P(Enquiries, NobodyIsAskedForWhomNobodyReads) {
  EXPECT_EQ(service_->ask(silent_, question(), "192.0.2.1").error().kind, ErrorKind::not_found);
  EXPECT_EQ(desk_.get(form_path(silent_)).status, 404);
  producers_.rows[0].presence = producers::Presence::waiting;
  EXPECT_EQ(service_->ask(ours_, question(), "192.0.2.1").error().kind, ErrorKind::not_found);
}

TEST_P(Enquiries, WithoutConsentNothingIsKept) {
  Ask silent = question();
  silent.consent = Ask::Consent::no;
  EXPECT_EQ(service_->ask(ours_, silent, "192.0.2.1").error().problems.at(0).field, "consent");
  EXPECT_TRUE(mine().empty());
}

TEST_P(Enquiries, AWaveFromOneNetworkEnds) {
  const auto ask = [&](std::string words, std::string_view peer) {
    Ask one = question();
    one.words = std::move(words);
    return service_->ask(ours_, one, peer);
  };
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(ask(std::to_string(i), "192.0.2.1"));
  EXPECT_EQ(ask("4", "192.0.2.1").error().kind, ErrorKind::too_many_requests);
  EXPECT_TRUE(ask("4", "198.51.100.7"));
}

TEST_P(Enquiries, OthersSeeNothing) {
  ASSERT_TRUE(service_->ask(ours_, question(), "192.0.2.1"));
  const EnquiryId id = mine()[0].id;
  for (const std::string_view who : {"clerk", "stranger"}) {
    EXPECT_EQ(service_->of_maker(desk_.people[who], ours_).error().kind, ErrorKind::not_found) << who;
    EXPECT_EQ(service_->answered(desk_.people[who], ours_, id, {1}).error().kind, ErrorKind::not_found) << who;
  }
  EXPECT_EQ(service_->answered(desk_.people["stranger"], silent_, id, {1}).error().kind, ErrorKind::not_found);   // by one's own address
}

TEST_P(Enquiries, AQuestionIsGoneAfterNinetyDays) {
  ASSERT_TRUE(service_->ask(ours_, question(), "192.0.2.1"));
  clock_.set({clock_.now().milliseconds + kKept});
  service_->forget();
  EXPECT_EQ(mine().size(), 1U);
  clock_.set({clock_.now().milliseconds + 1});
  service_->forget();
  EXPECT_TRUE(mine().empty());
}

TEST_P(Enquiries, ThePagesAndTheApi) {
  test::Browser visitor(desk_);
  visitor.get(form_path(ours_));
  const auto refused = visitor.post(form_path(ours_), {{"words", "Còn bánh không?"}, {"name", "Hoa"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(refused, "Còn bánh không?"));   // what was typed is kept
  const test::Pairs whole{{"words", "Còn bánh không?"}, {"name", "Hoa"}, {"contact", "0912"}, {"consent", "1"}};
  EXPECT_EQ(visitor.post(form_path(ours_), whole).status, 303);
  EXPECT_TRUE(has(desk_.get(path_of(ours_), "member"), "Còn bánh không?"));
  const std::string id = mine()[0].id.text();
  EXPECT_TRUE(has(desk_.post_and_follow(path_of(ours_) + "/" + id + "/answered", "member", {{"version", "1"}}), "Trả lời lúc"));
  const auto asked = desk_.api(Method::post, "/api/v1" + form_path(ours_), "stranger",
                               R"({"words":"Giá sỉ?","name":"Lan","contact":"lan@example.org","consent":true})");
  EXPECT_EQ(asked.status, 204);
  const auto visitors = desk_.api(Method::post, "/api/v1" + form_path(ours_), "",   // a program without an account has no form's token
                                  R"({"words":"Mở cửa lúc nào?","name":"Lan","contact":"lan@example.org","consent":true})");
  EXPECT_EQ(visitors.status, 204) << test::body_of(visitors);
  EXPECT_TRUE(has(desk_.api(Method::get, "/api/v1" + path_of(ours_), "member"), "Giá sỉ?"));
}

}  // namespace
}  // namespace ocop::enquiries
