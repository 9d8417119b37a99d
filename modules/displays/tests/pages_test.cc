#include "modules/displays/pages.h"

#include <gtest/gtest.h>

#include "modules/displays/api.h"
#include "modules/items/tests/fake_items.h"
#include "modules/products/pages.h"
#include "modules/products/tests/fake_log.h"
#include "modules/products/tests/support.h"
#include "tests/support/desk.h"
#include "tests/support/fonts.h"
#include "tests/support/other_programs.h"

namespace ocop::displays {
namespace {

using products::Standing;

// Two rows of the sample register, with members of their makers.
class DisplaysPages : public products::ProductsTest {
 protected:
  test::Filling filling() override {
    return {"places and two of the sample", [](db::Database& database) { fill_places_and_rows(database, {"P0606", "P0738"}); }};
  }
  void SetUp() override {
    ProductsTest::SetUp();
    if (IsSkipped()) return;
    service_->believe(log_);
    displays_.emplace(Service::Parts{.database = database(),
                                     .blobs = *blobs_,
                                     .clock = clock_,
                                     .places = *index_,
                                     .producers = *producers_,
                                     .products = service_->port(),
                                     .items = items_,
                                     .public_url = std::string(test::Desk::kUrl),
                                     .fonts = test::fonts()});
    seagull_ = by_register_id("P0738");
    desk_.people.add("seagull", Grant{Role::producer_member, "", "", seagull_.producer});
    desk_.people.add("helper", Grant{.role = Role::helper, .producer = seagull_.producer, .tasks = Tasks().add(Task::products)});
    desk_.people.add("papers", Grant{.role = Role::helper, .producer = seagull_.producer, .tasks = Tasks().add(Task::papers)});
    desk_.people.add("nagiang", Grant{Role::producer_member, "", "", by_register_id("P0606").producer});
    desk_.people.add("province", Grant{Role::provincial_body, "68", "", {}});
    items_.rows = {{.product = seagull_.id, .content = {200, items::Unit::gram}, .price = 90'000, .stock = 7}};
    desk_.offers.add(panel());
    add_api(desk_.router, *displays_);
    add_pages(desk_.router, *displays_, desk_.site);
    products::add_pages(desk_.router, *service_, desk_.site, desk_.offers);
  }
  void TearDown() override {
    displays_.reset();
    ProductsTest::TearDown();
  }
  std::string page() const { return "/products/" + seagull_.code + "/displays"; }
  std::string api() const { return "/api/v1/products/" + seagull_.id.text() + "/displays"; }
  http::Response ask(std::string_view who, std::string body) { return desk_.api(http::Method::post, api(), who, std::move(body)); }
  std::string words_of(const http::Response& pdf) {
    const test::TemporaryFolder folder;
    return test::output_of("pdftotext -layout " + folder.write("piece.pdf", pdf.body) + " -");
  }
  void confirm(const Standing& standing) {
    log_.said[seagull_.id] = standing;
    ASSERT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
      service_->port().set_standing(transaction, seagull_.id, standing);
      return {};
    }));
  }

  products::FakeLog log_;
  items::FakeItems items_;
  products::Product seagull_;
  std::optional<Service> displays_;
  test::Desk desk_{clock_, random_};
};
OCOP_ON_BOTH_ENGINES(DisplaysPages);

TEST_P(DisplaysPages, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

TEST_P(DisplaysPages, MembersAndHelpersForProductsPrintAndNobodyElse) {
  for (const char* who : {"seagull", "helper"}) {
    test::expect_sound(desk_.get(page(), who), who);
    test::expect_sound(desk_.get("/en" + page(), who), who);
    EXPECT_EQ(ask(who, R"({"piece":"tags"})").status, 200) << who;
    EXPECT_TRUE(test::has(desk_.get("/products/" + seagull_.code, who), page())) << who;
  }
  for (const char* who : {"papers", "nagiang"}) {
    EXPECT_EQ(desk_.get(page(), who).status, 404) << who;
    EXPECT_EQ(ask(who, R"({"piece":"tags"})").status, 404) << who;
    EXPECT_FALSE(test::has(desk_.get("/products/" + seagull_.code, who), page())) << who;
  }
  EXPECT_EQ(ask("province", R"({"piece":"tags"})").status, 403);
  EXPECT_EQ(ask("", R"({"piece":"tags"})").status, 401);
}

// The officer of Lâm Đồng records decision 3981/QĐ-UBND: the tag shows 3 stars with the next print, and loses them with a withdrawal.
TEST_P(DisplaysPages, TheTagShowsAStarWithTheDecisionAndLosesItWithItsWithdrawal) {
  if (!test::has_program("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  const auto tag = [&] { return words_of(ask("seagull", R"({"piece":"tags"})")); };
  EXPECT_EQ(tag().find("OCOP"), std::string::npos) << "the register prints 3 stars; nobody has confirmed them";
  Standing standing{.basis = Standing::Basis::confirmed, .stars = 3, .decision = "3981/QĐ-UBND", .decided = Date::of(2026, 8, 5)};
  standing.valid_until = Date::of(2029, 8, 5);
  standing.verified = true;
  confirm(standing);
  EXPECT_NE(tag().find("OCOP 3 sao, còn hiệu lực đến 05/08/2029"), std::string::npos) << tag();
  EXPECT_TRUE(test::has(desk_.get(page(), "seagull"), "05/08/2029"));
  standing.withdrawn = true;
  confirm(standing);
  EXPECT_EQ(tag().find("OCOP"), std::string::npos);
  EXPECT_FALSE(test::has(desk_.get(page(), "seagull"), "05/08/2029"));
}

TEST_P(DisplaysPages, WhatCannotBePrintedIsSaidAtItsFieldAndWhatWasTypedStays) {
  items_.rows.clear();
  const http::Response refused = desk_.post(page(), "seagull", {{"piece", "tags"}, {"copies", "3"}, {"contact", "Zalo 0912"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(test::has(refused, "Chưa có loại hàng nào có giá bán.")) << refused.body;
  EXPECT_EQ(test::field(refused, "contact"), "Zalo 0912");
  EXPECT_EQ(ask("seagull", R"({"piece":"live"})").status, 422);
  EXPECT_EQ(ask("seagull", R"({"piece":"poster"})").status, 422);
  EXPECT_EQ(ask("seagull", R"({"piece":"tags","copies":51})").status, 422);
  EXPECT_EQ(ask("seagull", R"({})").status, 422);
  const http::Response card = desk_.post(page(), "seagull", {{"piece", "card"}, {"copies", "1"}});
  ASSERT_EQ(card.status, 200);
  EXPECT_NE(test::header(card, "Content-Disposition").find("card-"), std::string::npos);
}

TEST_P(DisplaysPages, AProductOfNobodyOrThatIsNotThereIsNotFound) {
  EXPECT_EQ(desk_.get("/products/XXXXXXXX/displays", "seagull").status, 404);
  EXPECT_EQ(desk_.api(http::Method::post, "/api/v1/products/00000000-0000-4000-8000-000000000000/displays", "seagull",
                      R"({"piece":"card"})").status, 404);
}

}  // namespace
}  // namespace ocop::displays
