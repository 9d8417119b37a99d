#include <gtest/gtest.h>

#include "kernel/gs1/company_prefix.h"
#include "modules/numbers/api.h"
#include "modules/numbers/messages.h"
#include "modules/numbers/pages.h"
#include "modules/numbers/rules.h"
#include "modules/numbers/store.h"
#include "modules/producers/tests/fake_producers.h"
#include "modules/products/tests/fake_products.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

namespace ocop::numbers {
namespace {

using http::Method;
using test::has;

TEST(NumbersRules, WhatGs1GaveIsReadAsPeopleTypeIt) {
  const auto read = rules::read({.prefix = "893 6012.345", .gln = "893-5000 00000-7", .first = 5});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->prefix, "8936012345");
  EXPECT_EQ(read->gln, "8935000000007");
  struct Wrong { SetLicence typed; const char* field; const Message* message; };
  const std::vector<Wrong> table{
      {{}, "prefix", &msg::licence_is_empty},
      {{.prefix = "893600"}, "prefix", &msg::wrong_prefix},
      {{.prefix = "2012345"}, "prefix", &msg::wrong_prefix},
      {{.prefix = "4006381"}, "prefix", &msg::prefix_questioned},   // foreign: asked about
      {{.gln = "8935000000008"}, "gln", &msg::wrong_gln},
      {{.gln = "4006381000007"}, "gln", &msg::wrong_gln},
      {{.prefix = "8936012345", .first = 100}, "first", &msg::wrong_first},
  };
  for (const Wrong& row : table) {
    const auto said = rules::read(row.typed);
    ASSERT_FALSE(said) << row.typed.prefix << row.typed.gln;
    EXPECT_EQ(said.error().problems[0].field, row.field) << row.typed.prefix << row.typed.gln;
    EXPECT_EQ(said.error().problems[0].message.vi, row.message->vi) << row.typed.prefix << row.typed.gln;
  }
  EXPECT_TRUE(rules::read({.prefix = "4006381", .abroad = Abroad::yes}));
}

TEST(NumbersRules, AGtinIsHeldAgainstThePrefixes) {
  const auto with = [](std::string prefix) {
    Licence out;
    out.prefix = std::move(prefix);
    return out;
  };
  const std::vector<Licence> own{with("8936012345"), with("8935000")}, others{with("8935001")}, none, gln{with("")};
  EXPECT_EQ(rules::belongs(gs1::gtin_of("8936012345", 7), own, others), Belongs::own);
  EXPECT_EQ(rules::belongs(gs1::gtin_of("8935000", 7), own, others), Belongs::own);   // of a prefix that it had
  EXPECT_EQ(rules::belongs(gs1::gtin_of("8935001", 7), own, others), Belongs::another);
  EXPECT_EQ(rules::belongs(gs1::gtin_of("8935002", 7), own, others), Belongs::foreign);
  EXPECT_EQ(rules::belongs(gs1::gtin_of("8935002", 7), none, others), Belongs::unknown);
  EXPECT_EQ(rules::belongs(gs1::gtin_of("8935002", 7), gln, others), Belongs::unknown);
  EXPECT_EQ(rules::belongs("02012345678903", own, others), Belongs::unknown);         // of one shop
  EXPECT_EQ(rules::belongs("00000096385074", own, others), Belongs::unknown);         // eight digits
}

TEST(NumbersRules, NumbersRunInOrderToTheLast) {
  Licence licence;
  licence.prefix = "8936012345";
  licence.first = 97;
  EXPECT_EQ(rules::next_item(licence, {}), 97);
  const std::vector<std::int64_t> some{3, 97, 99}, all{97, 98, 99};
  EXPECT_EQ(rules::next_item(licence, some), 98);
  EXPECT_EQ(rules::next_item(licence, all), std::nullopt);
}

TEST(NumbersRules, AnOwnCodeIsNoNumberOfGs1) {
  EXPECT_EQ(own_code("12345670"), "OCOP-12345670");   // without letters it would be a GTIN-8
  EXPECT_FALSE(gs1::gln(own_code("1234567890128")));
  EXPECT_FALSE(products::checked_gtin(own_code("12345670")));
}

class NumbersService : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = numbers::migrations();
    for (const auto& more : {act::migrations(), tlog::migrations()}) all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    maker_.uuid.bytes[0] = 0x11;
    other_.uuid.bytes[0] = 0x22;
    producers_.rows.push_back({.id = maker_, .name = "HTX Khẩu Sli Nà Giàng", .kind = producers::Kind::cooperative, .province = "04"});
    producers_.rows.push_back({.id = other_, .name = "HTX Phìn Hồ", .kind = producers::Kind::cooperative, .province = "08"});
    for (int i = 1; i <= 3; ++i) add_product(static_cast<std::uint8_t>(i), maker_);
    add_product(9, other_);
    service_.emplace(Service::Parts{database(), clock_, random_, producers_, products_});
    desk_.people.add("member", Grant{Role::producer_member, "", "", maker_});
    desk_.people.add("helper", Grant{.role = Role::helper, .producer = maker_, .tasks = Tasks().add(Task::products)});
    desk_.people.add("papers", Grant{.role = Role::helper, .producer = maker_, .tasks = Tasks().add(Task::papers)});
    desk_.people.add("stranger", Grant{Role::producer_member, "", "", other_});
    desk_.people.add("province", Grant{Role::provincial_body, "04", "", {}});
    add_api(desk_.router, *service_);
    add_pages(desk_.router, *service_, desk_.site);
  }
  void TearDown() override {
    service_.reset();
    DatabaseTest::TearDown();
  }
  void add_product(std::uint8_t number, ProducerId maker) {
    products::Product one;
    one.id.uuid.bytes[0] = number;
    one.producer = maker;
    one.name = "Khẩu sli " + std::to_string(number);
    one.code = "K7M2PQR" + std::to_string(number);
    products_.rows.push_back(one);
  }
  const Actor& actor(const char* who) const { return desk_.people[who]; }
  Result<Own> set(const char* who, ProducerId maker, std::string prefix, std::int64_t version = 0) {
    return service_->set(actor(who), maker, {.version = version, .prefix = std::move(prefix)});
  }
  Result<std::string> give(std::size_t product) { return service_->give(actor("member"), maker_, GiveNumber{products_.rows[product].id}); }
  std::string api() const { return "/api/v1" + path_of(maker_); }

  FixedClock clock_{Instant::parse_iso("2026-11-27T02:00:00.000Z").value()};
  SeededRandom random_{9};
  ProducerId maker_, other_;
  producers::FakeProducers producers_;
  products::FakeProducts products_;
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};
OCOP_ON_BOTH_ENGINES(NumbersService);

TEST_P(NumbersService, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

TEST_P(NumbersService, ALicenceIsSetChangedAndEndedAndItsPastStays) {
  EXPECT_EQ(service_->own(actor("member"), maker_)->version(), 0);
  ASSERT_TRUE(set("member", maker_, "8936012345"));
  EXPECT_EQ(set("member", maker_, "8936012346").error().kind, ErrorKind::conflict);   // what somebody saw is not what stands
  const auto second = set("helper", maker_, "8935000", 1);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->current->prefix, "8935000");
  ASSERT_EQ(second->former.size(), 1U);
  EXPECT_EQ(second->former[0].prefix, "8936012345");
  ASSERT_TRUE(service_->end(actor("member"), maker_, {2}));
  const auto ended = service_->own(actor("member"), maker_);
  EXPECT_FALSE(ended->current);
  EXPECT_EQ(ended->former.size(), 2U);
  EXPECT_EQ(service_->end(actor("member"), maker_, {2}).error().kind, ErrorKind::conflict);
}

// One company's prefix that begins another's would make two companies' numbers one.
TEST_P(NumbersService, NoPrefixBeginsAnother) {
  ASSERT_TRUE(set("member", maker_, "89360123"));
  for (const char* taken : {"89360123", "8936012", "893601234", "8936012345"})
    EXPECT_EQ(set("stranger", other_, taken).error().problems[0].message.vi, msg::prefix_taken.vi) << taken;
  EXPECT_TRUE(set("stranger", other_, "89360124"));
  ASSERT_TRUE(set("member", maker_, "8936012345", 1));   // its own may be narrower
  EXPECT_TRUE(set("stranger", other_, "8936012346", 1));
  ASSERT_TRUE(set("member", maker_, "8935000999", 2));    // what begins with the digits is found past a row of nines
  EXPECT_FALSE(set("stranger", other_, "8935000", 2));
  EXPECT_FALSE(set("stranger", other_, "893500099", 2));
  EXPECT_TRUE(set("stranger", other_, "8935001", 2));
}

TEST_P(NumbersService, NumbersAreGivenInOrderAndNeverTwice) {
  EXPECT_EQ(give(0).error().problems[0].message.vi, msg::no_prefix.vi);
  ASSERT_TRUE(set("member", maker_, "8936012345"));
  products_.rows[2].gtin = gs1::gtin_of("8936012345", 1);   // it was numbered on paper
  EXPECT_EQ(*give(0), gs1::gtin_of("8936012345", 0));
  EXPECT_EQ(*give(0), gs1::gtin_of("8936012345", 0));       // nothing bears it yet
  EXPECT_EQ(*give(1), gs1::gtin_of("8936012345", 2));
  products_.rows[0].gtin = gs1::gtin_of("8936012345", 0);
  EXPECT_EQ(*give(0), gs1::gtin_of("8936012345", 3));       // for a pack of the same product
  products_.rows[0].gtin.clear();
  EXPECT_EQ(*give(1), gs1::gtin_of("8936012345", 2));
  EXPECT_EQ(service_->own(actor("member"), maker_)->given.size(), 3U);
  EXPECT_EQ(service_->give(actor("member"), maker_, GiveNumber{products_.rows[3].id}).error().problems[0].field,
            "product");  // a stranger's
}

TEST_P(NumbersService, TheLastNumberIsTheLast) {
  ASSERT_TRUE(service_->set(actor("member"), maker_, {.prefix = "8936012345", .first = 99}));
  EXPECT_EQ(*give(0), gs1::gtin_of("8936012345", 99));
  EXPECT_EQ(give(1).error().problems[0].message.vi, msg::no_number_left.vi);
}

TEST_P(NumbersService, AForeignPrefixIsQuestionedByItsPeopleAlone) {
  ASSERT_TRUE(set("member", maker_, "8936012345"));
  ASSERT_TRUE(set("stranger", other_, "8935000"));
  products::Product product = products_.rows[0];
  const auto asked = [&](const char* who, std::string gtin) {
    product.gtin = std::move(gtin);
    return service_->question(actor(who), product);
  };
  EXPECT_EQ(asked("member", gs1::gtin_of("8936012345", 7)), Belongs::own);
  EXPECT_EQ(asked("member", gs1::gtin_of("8935000", 7)), Belongs::another);
  EXPECT_EQ(asked("helper", gs1::gtin_of("8934000", 7)), Belongs::foreign);
  EXPECT_EQ(asked("stranger", gs1::gtin_of("8934000", 7)), std::nullopt);
  EXPECT_EQ(asked("member", ""), std::nullopt);
}

// A number given under a prefix of eight digits was another item under the ten of today: it was given again, and that ended in a 500.
TEST_P(NumbersService, NumbersGivenUnderAnotherLengthOfThePrefixAreTaken) {
  ASSERT_TRUE(service_->set(actor("member"), maker_, {.version = 0, .prefix = "89360123", .first = 4'500}));
  const auto before = give(0);
  ASSERT_TRUE(before);
  EXPECT_EQ(*before, gs1::gtin_of("89360123", 4'500));
  ASSERT_TRUE(set("member", maker_, "8936012345", 1));
  const auto after = give(1);
  ASSERT_TRUE(after) << after.error().detail;
  EXPECT_EQ(*after, gs1::gtin_of("8936012345", 1)) << "item 0 is what was given before";
}

TEST_P(NumbersService, TheQuestionStandsOnTheProductsPage) {
  manifest::Offers offers;
  offer(offers, *service_);
  products::Product product = products_.rows[0];
  const auto shown = [&](const char* who, std::string gtin) {
    product.gtin = std::move(gtin);
    http::Request request;
    request.actor = actor(who);
    web::Html out(Language::vi);
    for (const products::Panel& panel : offers.all<products::Panel>()) panel.show(out, request, product);
    return out.take();
  };
  ASSERT_TRUE(set("member", maker_, "8936012345"));
  ASSERT_TRUE(set("stranger", other_, "8935000"));
  const std::string foreign = shown("member", gs1::gtin_of("8934000", 7)), another = shown("member", gs1::gtin_of("8935000", 7));
  EXPECT_NE(foreign.find("không nằm trong mã doanh nghiệp của cơ sở"), std::string::npos) << foreign;
  EXPECT_NE(another.find("của một cơ sở khác"), std::string::npos) << another;
  EXPECT_EQ(shown("member", gs1::gtin_of("8936012345", 7)).find(msg::question_title.vi), std::string::npos);
  EXPECT_EQ(shown("stranger", gs1::gtin_of("8934000", 7)).find(msg::question_title.vi), std::string::npos);
}

// A maker's two records became one: its own prefix was then "another producer's", and could not be written down again.
TEST_P(NumbersService, WhatIsMergedWithItBringsItsPrefixAlong) {
  ASSERT_TRUE(set("stranger", other_, "8935000"));
  producers_.merged.push_back({other_, maker_});
  products::Product product = products_.rows[0];
  product.gtin = gs1::gtin_of("8935000", 7);
  EXPECT_EQ(service_->question(actor("member"), product), Belongs::own);
  EXPECT_EQ(give(0)->substr(1, 7), "8935000");
  EXPECT_TRUE(set("member", maker_, "8935000"));
  database().read([&](db::Reader& reader) {
    EXPECT_FALSE(service_->licence_of(reader, maker_)->prefix.empty());
    return 0;
  });
}

TEST_P(NumbersService, PagesAreOfItsPeopleAlone) {
  ASSERT_TRUE(set("member", maker_, "8936012345"));
  ASSERT_TRUE(give(0));
  for (const char* who : {"member", "helper"}) {
    test::expect_sound(desk_.get(path_of(maker_), who), who);
    test::expect_sound(desk_.get("/en" + path_of(maker_), who), who);
    EXPECT_EQ(desk_.api(Method::get, api(), who).status, 200) << who;
  }
  for (const char* who : {"papers", "stranger"}) {
    EXPECT_EQ(desk_.get(path_of(maker_), who).status, 404) << who;
    EXPECT_EQ(desk_.api(Method::get, api(), who).status, 404) << who;
    EXPECT_EQ(desk_.api(Method::put, api(), who, R"({"version":1,"prefix":"8935000"})").status, 404) << who;
    EXPECT_EQ(desk_.api(Method::post, api() + "/give", who, R"({"product":")" + products_.rows[0].id.text() + R"("})").status, 404) << who;
  }
  EXPECT_EQ(desk_.api(Method::get, api(), "province").status, 403);
  EXPECT_TRUE(has(desk_.get(path_of(maker_), "member"), gs1::gtin_of("8936012345", 0).substr(1)));
}

TEST_P(NumbersService, PagesSaveGiveAndEnd) {
  const http::Response wrong = desk_.post(path_of(maker_), "member", {{"version", "0"}, {"prefix", "4006381"}, {"first", "0"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(wrong, msg::prefix_questioned.vi));
  EXPECT_TRUE(has(desk_.get(path_of(maker_), "member"), "OCOP-K7M2PQR1"));   // without a prefix: own codes
  EXPECT_EQ(desk_.post(path_of(maker_), "member", {{"version", "0"}, {"prefix", "8936012345"}, {"first", "4"}}).status, 303);
  EXPECT_EQ(desk_.post(path_of(maker_) + "/give", "member", {{"product", products_.rows[0].id.text()}}).status, 303);
  EXPECT_TRUE(has(desk_.get(path_of(maker_), "member"), gs1::gtin_of("8936012345", 4).substr(1)));
  const http::Response given =
      desk_.api(Method::post, api() + "/give", "member", R"({"product":")" + products_.rows[1].id.text() + R"("})");
  EXPECT_TRUE(has(given, R"("gtin":")" + gs1::gtin_of("8936012345", 5) + "\"")) << given.body;
  EXPECT_EQ(desk_.post(path_of(maker_) + "/end", "member", {{"version", "1"}}).status, 303);
  EXPECT_TRUE(has(desk_.api(Method::get, api(), "member"), R"("licence":null)"));
}

}  // namespace
}  // namespace ocop::numbers
