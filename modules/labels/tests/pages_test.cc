#include "modules/labels/pages.h"

#include <gtest/gtest.h>

#include "kernel/i18n/translate.h"
#include "modules/labels/api.h"
#include "modules/labels/messages.h"
#include "modules/labels/tests/reading.h"
#include "modules/products/pages.h"
#include "modules/products/tests/fake_log.h"
#include "modules/products/tests/support.h"
#include "tests/support/desk.h"
#include "tests/support/fonts.h"
#include "tests/support/other_programs.h"

namespace ocop::labels {
namespace {

using products::Standing;

// Three rows of the sample register on 21 November 2026, with members of their makers. All 833 take seconds, and nobody asks for the rest.
class LabelsPages : public products::ProductsTest {
 protected:
  test::Filling filling() override {
    return {"places and three of the sample", [](db::Database& database) { fill_places_and_rows(database, {"P0606", "P0084", "P0738"}); }};
  }
  void SetUp() override {
    ProductsTest::SetUp();
    if (IsSkipped()) return;
    service_->believe(log_);
    labels_.emplace(Service::Parts{.database = database(),
                                   .clock = clock_,
                                   .products = service_->port(),
                                   .producers = *producers_,
                                   .public_url = std::string(test::Desk::kUrl),
                                   .fonts = ocop::test::fonts()});
    desk_.people.add("nagiang", Grant{Role::producer_member, "", "", khau_sli().producer});
    desk_.people.add("helper", Grant{.role = Role::helper, .producer = khau_sli().producer, .tasks = Tasks().add(Task::products)});
    desk_.people.add("papers", Grant{.role = Role::helper, .producer = khau_sli().producer, .tasks = Tasks().add(Task::papers)});
    desk_.people.add("trucmai", Grant{Role::producer_member, "", "", by_register_id("P0084").producer});
    desk_.people.add("seagull", Grant{Role::producer_member, "", "", by_register_id("P0738").producer});
    desk_.people.add("province", Grant{Role::provincial_body, "04", "", {}});
    desk_.offers.add(panel());
    add_api(desk_.router, *labels_);
    add_pages(desk_.router, *labels_, desk_.site);
    add_check(desk_.router, *labels_, desk_.site);
    products::add_pages(desk_.router, *service_, desk_.site, desk_.offers);
  }
  void TearDown() override {
    labels_.reset();
    ProductsTest::TearDown();
  }
  products::Product khau_sli() { return by_register_id("P0606"); }
  static std::string page_of(const products::Product& product) { return "/products/" + product.code + "/labels"; }
  static std::string api_of(const products::Product& product) { return "/api/v1/products/" + product.id.text() + "/labels"; }
  http::Response ask(const products::Product& product, std::string_view who, std::string body) {
    return desk_.api(http::Method::post, api_of(product), who, std::move(body));
  }
  // The log says so, and the product's row is a copy of it.
  void confirm(const products::Product& product, const Standing& standing) {
    log_.said[product.id] = standing;
    ASSERT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
      service_->port().set_standing(transaction, product.id, standing);
      return {};
    }));
  }

  products::FakeLog log_;
  std::optional<Service> labels_;
  test::Desk desk_{clock_, random_};
};
OCOP_ON_BOTH_ENGINES(LabelsPages);

TEST_P(LabelsPages, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

TEST_P(LabelsPages, MembersAndHelpersForProductsPrintAndNobodyElse) {
  const products::Product product = khau_sli();
  for (const char* who : {"nagiang", "helper"}) {
    test::expect_sound(desk_.get(page_of(product), who), who);
    test::expect_sound(desk_.get("/en" + page_of(product), who), who);
    EXPECT_EQ(ask(product, who, "{}").status, 200) << who;
    EXPECT_TRUE(test::has(desk_.get("/products/" + product.code, who), page_of(product))) << who;
  }
  for (const char* who : {"papers", "trucmai"}) {
    EXPECT_EQ(desk_.get(page_of(product), who).status, 404) << who;
    EXPECT_EQ(ask(product, who, "{}").status, 404) << who;
    EXPECT_FALSE(test::has(desk_.get("/products/" + product.code, who), page_of(product))) << who;
  }
  EXPECT_EQ(ask(product, "province", "{}").status, 403);
  EXPECT_EQ(ask(product, "", "{}").status, 401);
}

TEST_P(LabelsPages, TwentyFourLabelsOfKhauSliAreReadAndBearNoStar) {
  if (!test_reading::has_readers() || !test::has_program("pdftotext")) GTEST_SKIP() << "a reader is not installed";
  const products::Product product = khau_sli();
  const http::Response answer = desk_.post(page_of(product), "nagiang", {{"stock", "a4-24"}, {"count", "24"}, {"lot", "L26/11"}});
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(answer.content_type, "application/pdf");
  EXPECT_NE(test::header(answer, "Content-Disposition").find("tem-khau-sli-na-giang.pdf"), std::string::npos);
  const test::TemporaryFolder folder;
  const std::string file = folder.write("tem.pdf", answer.body);
  const std::string text = test::output_of("pdftotext " + file + " -");
  EXPECT_EQ(text.find("OCOP"), std::string::npos);
  EXPECT_NE(text.find("Khẩu sli Nà Giàng"), std::string::npos) << text.substr(0, 200);
  const std::string address = std::string(test::Desk::kUrl) + "/s/" + product.code;
  const auto said =
      test_reading::read(test_reading::pictures_of(folder, file, {.stock = Stock::a4_24, .count = 24}, test_reading::Look::rows));
  EXPECT_EQ(test_reading::times(said.zbar, address), 24);
  EXPECT_EQ(test_reading::times(said.zxing, address), 24);
  // Asked for, the star is refused: the register says "recognised" and names no decision.
  const http::Response refused = desk_.post(page_of(product), "nagiang", {{"stars", "1"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(test::has(refused, msg::star_not_verified.vi));
}

// Four stars of 20/02/2023 went on being printed on packages years after they lapsed: nothing said when.
TEST_P(LabelsPages, AStarThatLapsedIsRefusedWithItsDay) {
  const products::Product product = by_register_id("P0084");
  ASSERT_EQ(product.standing.stars, 4);
  const std::string said =
      "4 sao theo quyết định ngày 20/02/2023 có hiệu lực đến hết ngày 20/02/2026 và đã hết hiệu lực từ ngày 21/02/2026.";
  EXPECT_TRUE(test::has(desk_.get(page_of(product), "trucmai"), said));
  const http::Response page = desk_.post(page_of(product), "trucmai", {{"stars", "1"}, {"lot", "L7"}});
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(test::has(page, said));
  EXPECT_EQ(test::field(page, "lot"), "L7");   // what was typed is there again
  const http::Response api = ask(product, "trucmai", R"({"stars":true})");
  EXPECT_EQ(api.status, 422);
  EXPECT_TRUE(test::has(api, said));
  EXPECT_EQ(ask(product, "trucmai", "{}").status, 200);
}

TEST_P(LabelsPages, AConfirmedDecisionGivesItsStarsUntilItIsWithdrawn) {
  const products::Product product = by_register_id("P0738");
  const std::string zpl = R"({"stock":"roll-50x30","format":"zpl","count":3,"stars":true})";
  EXPECT_EQ(ask(product, "seagull", zpl).status, 422);   // the register prints 3 stars; nobody has confirmed them
  Standing standing{.basis = Standing::Basis::confirmed, .stars = 3, .decision = "3981/QĐ-UBND", .decided = Date::of(2026, 8, 5)};
  standing.valid_until = Date::of(2029, 8, 5);
  standing.verified = true;
  confirm(product, standing);
  const http::Response three = ask(product, "seagull", zpl);
  ASSERT_EQ(three.status, 200) << three.body;
  EXPECT_EQ(three.content_type, "text/plain; charset=utf-8");
  EXPECT_TRUE(test::has(three, "OCOP ★★★^FS"));
  EXPECT_TRUE(test::has(three, "^PQ3"));
  EXPECT_TRUE(test::has(desk_.get(page_of(product), "seagull"), "có hiệu lực đến 05/08/2029"));
  standing.withdrawn = true;
  confirm(product, standing);
  const http::Response refused = ask(product, "seagull", zpl);
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(test::has(refused, msg::star_withdrawn.vi)) << refused.body;
  const http::Response none = ask(product, "seagull", R"({"stock":"roll-50x30","format":"zpl"})");
  EXPECT_EQ(none.status, 200);
  EXPECT_FALSE(test::has(none, "★"));
}

TEST_P(LabelsPages, WhatCannotBePrintedIsSaidAtItsField) {
  const products::Product product = khau_sli();
  const std::vector<std::pair<std::string, std::string>> table{
      {R"({"count":1001})", "count"},
      {R"({"first":30})", "first"},
      {R"({"format":"zpl"})", "format"},
      {R"({"made":"2026-11-21","expires":"2026-11-20"})", "expires"},
      {R"({"extra":"gs1-128","lot":"L1"})", "extra"},
      {R"({"stock":"a4-30"})", "stock"},
  };
  for (const auto& [body, field] : table) {
    const http::Response answer = ask(product, "nagiang", body);
    EXPECT_EQ(answer.status, 422) << body;
    EXPECT_TRUE(test::has(answer, "\"field\":\"" + field + "\"")) << answer.body;
  }
}

TEST_P(LabelsPages, ALabelsWordsAreLookedAtByItsMakerAlone) {
  const products::Product product = khau_sli();
  const std::string page = page_of(product) + "/check", api = api_of(product) + "/check";
  const auto send = [&](std::string_view who, std::string body) { return desk_.api(http::Method::post, api, who, std::move(body)); };
  for (const char* who : {"nagiang", "helper"}) {
    test::expect_sound(desk_.get(page, who), who);
    test::expect_sound(desk_.get("/en" + page, who), who);
    EXPECT_EQ(send(who, R"({"words":"Khẩu sli Nà Giàng"})").status, 200) << who;
  }
  for (const char* who : {"papers", "trucmai"}) {
    EXPECT_EQ(desk_.get(page, who).status, 404) << who;
    EXPECT_EQ(send(who, R"({"words":"Khẩu sli"})").status, 404) << who;
    EXPECT_EQ(desk_.post(page, who, {{"words", "Khẩu sli"}}).status, 404) << who;
  }
  EXPECT_EQ(send("province", R"({"words":"Khẩu sli"})").status, 403);
  EXPECT_EQ(send("", R"({"words":"Khẩu sli"})").status, 401);
}

TEST_P(LabelsPages, ALabelWithoutWordsOrWithABookOfThemIsRefused) {
  const std::string page = page_of(khau_sli()) + "/check", api = api_of(khau_sli()) + "/check";
  std::string book;
  for (int i = 0; i < 20'000; ++i) book += "ậ";
  for (const std::string& words : {std::string(), std::string("  "), book}) {
    const http::Response answer = desk_.post(page, "nagiang", {{"words", words}});
    EXPECT_EQ(answer.status, 422) << words.size();
    const http::Response said = desk_.api(http::Method::post, api, "nagiang", "{\"words\":\"" + words + "\"}");
    EXPECT_EQ(said.status, 422) << words.size();
    EXPECT_TRUE(test::has(said, "\"field\":\"words\"")) << said.body.substr(0, 200);
  }
  EXPECT_TRUE(test::has(desk_.post(page, "nagiang", {{"words", ""}}), msg::check_words_missing.vi));
}

TEST_P(LabelsPages, TheCheckSaysWhatLacksAndWhatToWrite) {
  const products::Product product = khau_sli();
  const http::Response vi = desk_.post(page_of(product) + "/check", "nagiang", {{"words", "Khẩu sli Nà Giàng\nOCOP 4 sao"}});
  ASSERT_EQ(vi.status, 200);
  EXPECT_TRUE(test::has(vi, in(msg::duty_nutrition, Language::vi)));
  EXPECT_TRUE(test::has(vi, "Còn thiếu: tất cả."));
  EXPECT_TRUE(test::has(vi, "37/2026/NĐ-CP"));
  EXPECT_TRUE(test::has(vi, "Nhãn ghi 4 sao nhưng hôm nay sản phẩm có 0 sao"));
  EXPECT_NE(test::header(vi, "Cache-Control").find("no-store"), std::string::npos);
  const http::Response en = desk_.post("/en" + page_of(product) + "/check", "nagiang", {{"words", "Khẩu sli Nà Giàng"}});
  EXPECT_TRUE(test::has(en, "Missing: all."));
  const http::Response api =
      desk_.api(http::Method::post, api_of(product) + "/check", "nagiang", R"({"words":"Khẩu sli Nà Giàng\nKhối lượng tịnh: 300 g"})");
  ASSERT_EQ(api.status, 200);
  EXPECT_TRUE(test::has(api, R"("duty":"content","state":"there","seen":"Khối lượng tịnh: 300 g")")) << api.body;
  EXPECT_TRUE(test::has(api, R"("duty":"nutrition","state":"missing","seen":"")")) << api.body;
  EXPECT_TRUE(test::has(api, "\"advice\":")) << api.body;
}

// Two stars of a decision that holds are no OCOP stars: the page once took them for what may be printed.
TEST_P(LabelsPages, TheCheckHoldsAStarAgainstWhatMayBePrinted) {
  const products::Product product = by_register_id("P0738");
  Standing standing{.basis = Standing::Basis::confirmed, .stars = 2, .decision = "3981/QĐ-UBND", .decided = Date::of(2026, 8, 5)};
  standing.valid_until = Date::of(2029, 8, 5);
  standing.verified = true;
  confirm(product, standing);
  const std::string body = R"({"words":"OCOP 2 sao"})";
  const http::Response two = desk_.api(http::Method::post, api_of(product) + "/check", "seagull", body);
  EXPECT_TRUE(test::has(two, R"("duty":"stars","state":"wrong","seen":"2")")) << two.body;
  standing.stars = 3;
  confirm(product, standing);
  const http::Response three = desk_.api(http::Method::post, api_of(product) + "/check", "seagull", R"({"words":"OCOP 3 sao"})");
  EXPECT_TRUE(test::has(three, R"("duty":"stars","state":"there","seen":"3")")) << three.body;
}

}  // namespace
}  // namespace ocop::labels
