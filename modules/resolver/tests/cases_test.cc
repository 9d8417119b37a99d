#include "modules/resolver/pages.h"
#include "modules/resolver/tests/world.h"
#include "tests/support/desk.h"

// What higher modules are told of scans, and the reports that they have the program open.
namespace ocop::resolver {
namespace {

using http::Method;
using test::has;

constexpr std::string_view kLink = "/01/08935000000014";

class ResolverCases : public ResolverTest {
 protected:
  void SetUp() override {
    ResolverTest::SetUp();
    if (IsSkipped()) return;
    products::Product product;
    product.id = ProductId{Uuid{{1}}};
    product.name = "Mật ong";
    product.province = "68";
    product.gtin = "08935000000014";
    product.code = "k7m2p";
    products_.rows.push_back(product);
    service_->refresh();
    acts_.emplace(database(), clock_, random_);
    offers_.add(ScanWatch{.page = [this](const Scanned& scanned) {
                            pages_.push_back(scanned.product.code + " " + std::string(scanned.peer));
                          },
                          .serial = [this](const Scanned& scanned, std::string_view serial) {
                            packs_.push_back(scanned.product.code + " " + std::string(serial));
                          }});
    desk_.people.add("68", Grant{Role::provincial_body, "68", "", {}});
    add_pages(desk_.router, *service_, desk_.site, desk_.offers);
  }
  bool open(Origin origin, std::vector<std::string> facts) {
    bool opened = false;
    EXPECT_TRUE(acts_->run_without_account([&](act::Moment& act) -> Result<void> {
      opened = service_->open_case(act, {origin, products_.rows[0], facts});
      return {};
    }).ok());
    return opened;
  }
  std::vector<std::string> pages_, packs_;
  std::optional<act::Acts> acts_;
  test::Desk desk_{clock_, random_};
};
OCOP_ON_BOTH_ENGINES(ResolverCases);

// What counts as a scan is a page that somebody is shown: not the way to it, a HEAD, or a code that is of nothing.
TEST_P(ResolverCases, AScanIsAPageThatWasGiven) {
  desk_.get("/s/k7m2p");
  desk_.get("/en/s/k7m2p");
  EXPECT_EQ(pages_, (std::vector<std::string>(2, "k7m2p 192.0.2.1")));
  desk_.send(Method::head, "/s/k7m2p");
  desk_.get("/s/nothing");
  desk_.get(std::string(kLink));
  EXPECT_EQ(pages_.size(), 2u);
  EXPECT_TRUE(packs_.empty());
}

TEST_P(ResolverCases, ALinkWithASerialIsOfOnePack) {
  EXPECT_EQ(desk_.get(std::string(kLink) + "/10/L1/21/S%2F1").status, 307);
  EXPECT_EQ(packs_, (std::vector<std::string>{"k7m2p S/1"}));
  desk_.get(std::string(kLink) + "/21/S1?linkType=linkset");
  desk_.send(Method::head, std::string(kLink) + "/21/S1");
  desk_.get(std::string(kLink) + "/10/L1");
  EXPECT_EQ(packs_.size(), 1u) << "a machine that asks for links has no pack in its hand";
}

// Where no table of addresses says the province: "in 0 provinces" was read as a fact.
TEST_P(ResolverCases, ASpreadWithoutProvincesSaysThatTheyAreNotKnown) {
  ASSERT_TRUE(open(Origin::spread, {"S1", "51", "0"}));
  const auto page = desk_.get(path_of(service_->oldest_open_report("68").rows.at(0)), "68");
  EXPECT_TRUE(has(page, "không rõ ở tỉnh nào")) << page.body;
  EXPECT_FALSE(has(page, "ở 0 tỉnh"));
}

TEST_P(ResolverCases, OfACodeAndKindThereIsOneCaseADay) {
  EXPECT_TRUE(open(Origin::burst, {"301", "1795600000000", "12"}));
  EXPECT_FALSE(open(Origin::burst, {"400", "1795600000000", "12"}));
  clock_.set({clock_.now().milliseconds + 1'000});
  EXPECT_TRUE(open(Origin::spread, {"S1", "60", "2"}));
  EXPECT_EQ(notices_.count(kToldReport), 2);
  const auto waiting = service_->oldest_open_report("68");
  EXPECT_EQ(waiting.total, 2);
  const Report first = waiting.rows.at(0);
  EXPECT_EQ(first.number, "BC-2026-000001");
  const auto page = desk_.get(path_of(first), "68");
  test::expect_sound(page);
  EXPECT_TRUE(has(page, "301 lượt quét trong một giờ")) << page.body;
  EXPECT_TRUE(has(page, "Chương trình"));
  EXPECT_TRUE(has(desk_.get("/en" + path_of(first), "68"), "301 scans in one hour"));
  ASSERT_TRUE(service_->close_report(desk_.people["68"], first.id, {first.version, "Hội chợ ở Đà Lạt"}).ok());
  EXPECT_FALSE(open(Origin::burst, {"900", "1795600000000", "12"})) << "the office has looked into it today";
  clock_.set({clock_.now().milliseconds + 24 * 3'600'000});
  EXPECT_TRUE(open(Origin::burst, {"900", "1795600000000", "12"}));
  EXPECT_FALSE(open(Origin::spread, {"S2", "60", "2"})) << "yesterday's is open";
}

}  // namespace
}  // namespace ocop::resolver
