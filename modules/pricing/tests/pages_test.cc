#include "modules/pricing/pages.h"

#include <gtest/gtest.h>

#include "modules/items/tests/fake_items.h"
#include "modules/pricing/api.h"
#include "modules/products/pages.h"
#include "modules/products/tests/support.h"
#include "tests/support/desk.h"

namespace ocop::pricing {
namespace {

class PricingPages : public products::ProductsTest {
 protected:
  test::Filling filling() override {
    return {"places and one product", [](db::Database& database) { fill_places_and_rows(database, {"P0606"}); }};
  }
  void SetUp() override {
    ProductsTest::SetUp();
    if (IsSkipped()) return;
    product_ = by_register_id("P0606");
    items_.rows = {{.product = product_.id, .content = {500, items::Unit::gram}, .price = 45'000, .stock = 3}};
    pricing_.emplace(Service::Parts{database(), clock_, *producers_, service_->port(), items_});
    const auto helper = [&](Task task) { return Grant{.role = Role::helper, .producer = product_.producer, .tasks = Tasks().add(task)}; };
    desk_.people.add("member", Grant{Role::producer_member, "", "", product_.producer});
    desk_.people.add("helper", helper(Task::products));
    desk_.people.add("papers", helper(Task::papers));
    desk_.people.add("province", Grant{Role::provincial_body, "04", "", {}});
    desk_.offers.add(panel());
    add_api(desk_.router, *pricing_);
    add_pages(desk_.router, *pricing_, desk_.site);
    products::add_pages(desk_.router, *service_, desk_.site, desk_.offers);
  }
  std::string page() const { return "/products/" + product_.code + "/pricing"; }
  http::Response ask(std::string_view who, std::string body) {
    return desk_.api(http::Method::post, "/api/v1/products/" + product_.id.text() + "/pricing", who, std::move(body));
  }

  items::FakeItems items_;
  products::Product product_;
  std::optional<Service> pricing_;
  test::Desk desk_{clock_, random_};
};
OCOP_ON_BOTH_ENGINES(PricingPages);

TEST_P(PricingPages, MembersAndHelpersForProductsReckonAndNobodyElse) {
  EXPECT_TRUE(desk_.router.check().empty());
  for (const char* who : {"member", "helper"}) {
    test::expect_sound(desk_.get(page(), who), who);
    test::expect_sound(desk_.get("/en" + page(), who), who);
    EXPECT_EQ(test::field(desk_.get(page(), who), "price"), "45000") << "the price that stands";
    EXPECT_TRUE(test::has(desk_.get("/products/" + product_.code, who), page())) << who;
    EXPECT_EQ(ask(who, R"({"price":45000,"cost":20000})").status, 200) << who;
  }
  EXPECT_EQ(desk_.get(page(), "papers").status, 404);
  EXPECT_EQ(ask("papers", R"({"price":45000,"cost":20000})").status, 404);
  EXPECT_EQ(ask("province", R"({"price":45000,"cost":20000})").status, 403);
  EXPECT_EQ(ask("", R"({"price":45000,"cost":20000})").status, 401);
}

TEST_P(PricingPages, TheAnswerStandsAboveWhatWasTyped) {
  const http::Response page = desk_.post(this->page(), "member", {{"price", "110000"}, {"cost", "40000"}, {"vat", "10"}});
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(test::has(page, "Bán tại nhà: còn 60.000")) << page.body;
  EXPECT_EQ(test::field(page, "cost"), "40000");
  const http::Response refused = desk_.post(this->page(), "member", {{"price", "0"}, {"cost", "40000"}, {"discount", "90"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(test::field(refused, "discount"), "90");
  const http::Response api = ask("member", R"({"price":110000,"cost":40000,"vat":10})");
  EXPECT_TRUE(test::has(api, R"("way":"home","returned":0,"discount":0,"fee":0,"vat":10000,"carriage":0)")) << api.body;
  EXPECT_TRUE(test::has(api, R"("credit":0,"cost":40000,"left":60000)")) << api.body;
  EXPECT_TRUE(test::has(api, R"("asked":"registration","state":"missing")"));
  EXPECT_TRUE(test::has(ask("helper", R"({"price":110000,"cost":40000})"), R"("asked":"registration","state":"hidden")"));
}

}  // namespace
}  // namespace ocop::pricing
