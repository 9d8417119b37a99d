#include "modules/listings/pages.h"

#include "kernel/json/json.h"
#include "modules/listings/messages.h"
#include "modules/listings/rules.h"
#include "modules/listings/tests/world.h"

namespace ocop::listings {
namespace {

using http::Method;
using test::has;

class ListingsPages : public ListingsWorld {
 protected:
  std::string panel_for(std::string_view key) {
    http::Request request;
    request.language = Language::vi;
    if (!key.empty()) request.actor = who(key);
    web::Html out(Language::vi);
    panel(*service_).show(out, request, products_.rows[0]);
    return out.take();
  }
  json::Document asked(const std::string& path, std::string_view key) {
    const auto answer = desk_.api(Method::get, path, key);
    EXPECT_EQ(answer.status, 200) << test::body_of(answer);
    return std::move(*json::parse(test::body_of(answer)));
  }
};
OCOP_ON_BOTH_ENGINES(ListingsPages);

TEST_P(ListingsPages, AMakerAddsConfirmsAndEndsByForms) {
  const std::string page = "/products/KHAUSL11/listings";
  for (const std::string_view path : {"/products/KHAUSL11/listings", "/en/products/KHAUSL11/listings"})
    test::expect_sound(desk_.get(std::string(path), "member"));
  const auto made = desk_.post_and_follow(page, "member", {{"link", std::string(kTiki) + "?fbclid=1"}});
  EXPECT_EQ(made.status, 200);
  EXPECT_TRUE(has(made, "href=\"https://tiki.vn/khau-sli-p1.html\" rel=\"nofollow noopener"));
  test::expect_sound(made);
  EXPECT_EQ(desk_.post(page, "member", {{"link", kTiki}}).status, 303);
  ASSERT_EQ(service_->own(who("member"), kCode)->listings.size(), 1u) << "it was there";
  const auto refused = desk_.post(page, "member", {{"link", "https://tiki.vn.evil.com/x"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(refused, "https://tiki.vn.evil.com/x")) << "what was typed is kept";
  test::expect_sound(refused);
  const ListingId id = service_->own(who("member"), kCode)->listings.at(0).id;
  EXPECT_TRUE(has(desk_.post_and_follow(path(id, "/confirm"), "member", {{"version", "1"}}), in(msg::is_confirmed, Language::vi)));
  EXPECT_EQ(desk_.post(path(id, "/end"), "member", {{"version", "1"}}).status, 409);
  EXPECT_TRUE(has(desk_.post_and_follow(path(id, "/end"), "member", {{"version", "2"}}), in(msg::ended_heading, Language::vi)));
  EXPECT_EQ(stands(id), Standing::ended);
  test::expect_sound(desk_.get(page, "province"));
}

TEST_P(ListingsPages, OthersDoNotFindIt) {
  const ListingId id = added(kTiki);
  for (const std::string_view key : {"stranger", "clerk", "neighbour", "elsewhere"}) {
    EXPECT_EQ(desk_.get("/products/KHAUSL11/listings", key).status, 404) << key;
    EXPECT_EQ(desk_.post("/products/KHAUSL11/listings", key, {{"link", kTiki}}).status, 404) << key;
    EXPECT_EQ(desk_.post(path(id, "/end"), key, {{"version", "1"}}).status, 404) << key;
    EXPECT_EQ(desk_.post(path(id, "/confirm"), key, {{"version", "1"}}).status, 404) << key;
  }
  EXPECT_EQ(desk_.get("/products/KHAUSL11/listings").status, 401);
  EXPECT_EQ(desk_.get("/products/KHAUSL11/listings", "ministry").status, 403);
  EXPECT_EQ(desk_.get("/listings", "member").status, 403);
  EXPECT_EQ(desk_.get("/listings/missing", "member").status, 403);
  EXPECT_EQ(now(id).version, 1);
}

TEST_P(ListingsPages, ThePublicPageSaysWhereAndWhoHasLooked) {
  EXPECT_EQ(panel_for(""), "");
  EXPECT_TRUE(panel_for("commune").find("/products/KHAUSL11/listings") != std::string::npos) << "an official's way there";
  const ListingId tiki = added(kTiki);
  added("https://voso.vn/x");
  will_answer(kTiki, {{.status = 200}});
  will_answer("https://voso.vn/x", {{.status = 404}});
  EXPECT_NE(panel_for("").find(">Vỏ Sò</a> <span class=\"small\">(Chưa kiểm tra)"), std::string::npos) << panel_for("");
  check();
  const std::string shown = panel_for("");
  EXPECT_NE(shown.find("<a href=\"https://tiki.vn/khau-sli-p1.html\" rel=\"nofollow noopener noreferrer external\">Tiki</a>"),
            std::string::npos);
  EXPECT_NE(shown.find("liên kết kiểm tra ngày 27/11/2026"), std::string::npos) << shown;
  EXPECT_EQ(shown.find("Vỏ Sò"), std::string::npos) << "what was not found is not shown";
  EXPECT_NE(shown.find(in(msg::panel_says, Language::vi)), std::string::npos);
  EXPECT_EQ(shown.find("/products/KHAUSL11/listings"), std::string::npos) << "no way for visitors";
  ASSERT_TRUE(service_->end(who("member"), kCode, tiki, {2}));
  EXPECT_EQ(panel_for(""), "");
  products_.rows[0].merged_into = products_.rows[1].id;
  EXPECT_EQ(panel_for("commune"), "");
}

TEST_P(ListingsPages, TheApiSaysTheSame) {
  const std::string base = "/api/v1/products/KHAUSL11/listings";
  const auto made = desk_.api(Method::post, base, "member", R"({"link":"https://tiki.vn/khau-sli-p1.html","since":"2026-11-01"})");
  EXPECT_EQ(made.status, 201) << test::body_of(made);
  EXPECT_EQ(desk_.api(Method::post, base, "member", R"({"link":"https://tiki.vn/khau-sli-p1.html"})").status, 200);
  EXPECT_EQ(desk_.api(Method::post, base, "member", R"({"link":"http://tiki.vn/x"})").status, 422);
  EXPECT_EQ(desk_.api(Method::post, base, "stranger", R"({"link":"https://tiki.vn/x"})").status, 404);
  const auto all = asked(base, "member");
  const json::Node one = all.root()["listings"].at(0);
  EXPECT_EQ(one["platform"].text_or(""), "tiki");
  EXPECT_EQ(one["since"].text_or(""), "2026-11-01");
  EXPECT_EQ(one["state"].text_or(""), "fresh");
  EXPECT_EQ(one["entered_as"].text_or(""), "maker");
  const std::string id(one["id"].text_or(""));
  EXPECT_EQ(desk_.api(Method::post, base + "/" + id + "/confirm", "commune", R"({"version":1})").status, 204);
  EXPECT_EQ(desk_.api(Method::post, base + "/" + id + "/end", "elsewhere", R"({"version":2})").status, 404);
  EXPECT_EQ(desk_.api(Method::post, base + "/" + id + "/end", "member", R"({"version":1})").status, 409);
  EXPECT_EQ(desk_.api(Method::post, base + "/" + id + "/end", "member", R"({"version":2})").status, 204);
  EXPECT_EQ(asked(base, "").root()["listings"].size(), 0u);
  EXPECT_EQ(asked(base, "member").root()["listings"].at(0)["state"].text_or(""), "ended");
}

TEST_P(ListingsPages, TheListsHoldWhatTheScopeCovers) {
  ASSERT_TRUE(service_->renew());
  added(kTiki);
  added("https://voso.vn/x", "stranger", "M1ENDONG");
  const auto count = [&](const std::string& path, std::string_view key) { return asked(path, key).root()["total"].integer().value_or(-1); };
  EXPECT_EQ(count("/api/v1/listings", "member"), 1);
  EXPECT_EQ(count("/api/v1/listings", "clerk"), 0);
  EXPECT_EQ(count("/api/v1/listings", "commune"), 2);
  EXPECT_EQ(count("/api/v1/listings", "neighbour"), 0);
  EXPECT_EQ(count("/api/v1/listings", "elsewhere"), 0);
  EXPECT_EQ(count("/api/v1/listings", "ministry"), 2);
  EXPECT_EQ(count("/api/v1/listings?platform=voso", "ministry"), 1);
  EXPECT_EQ(count("/api/v1/listings/missing", "province"), 0);
  pass(8);
  EXPECT_EQ(count("/api/v1/listings/missing", "province"), 0) << "it stands there, nobody could look";
  will_answer(kTiki, {{.status = 404}});
  will_answer("https://voso.vn/x", {{.status = 200}});
  check();
  EXPECT_EQ(count("/api/v1/listings/missing", "province"), 1);
  EXPECT_EQ(count("/api/v1/listings/missing?commune=24991", "province"), 0);
  EXPECT_EQ(count("/api/v1/listings/missing", "elsewhere"), 0);
  for (const std::string_view page : {"/listings/links", "/listings/links?state=missing", "/en/listings/links"})
    test::expect_sound(desk_.get(std::string(page), "member"), page);
  test::expect_sound(desk_.get("/listings/missing", "province"));
  EXPECT_TRUE(has(desk_.get("/listings/links.csv", "member"), kTiki));
}

TEST_P(ListingsPages, TheShareStandsBesideTheAim) {
  test::expect_sound(desk_.get("/listings", "province"), "without a product");
  ASSERT_TRUE(service_->renew());
  ASSERT_TRUE(service_->confirm(who("member"), kCode, added(kTiki), {1}));
  const auto page = desk_.get("/listings", "province");
  test::expect_sound(page);
  EXPECT_TRUE(has(page, "50 % (1 trong 2 sản phẩm), mục tiêu trên 70 %, tính đến 27/11/2026")) << test::body_of(page);
  EXPECT_TRUE(has(page, in(msg::aim_is_ahead, Language::vi)));
  EXPECT_TRUE(has(page, "/listings/missing?province=68&amp;commune=24988"));
  test::expect_sound(desk_.get("/en/listings", "ministry"));
  EXPECT_TRUE(has(desk_.get("/listings", "ministry"), "/listings?province=68"));
  ASSERT_TRUE(service_->confirm(who("stranger"), "M1ENDONG", added("https://voso.vn/x", "stranger", "M1ENDONG"), {1}));
  EXPECT_TRUE(has(desk_.get("/listings", "province"), in(msg::aim_is_passed, Language::vi)));
  ASSERT_TRUE(service_->count());
  test::expect_sound(desk_.get("/listings?month=2026-11", "province"));
  EXPECT_EQ(desk_.get("/listings?month=2099-01", "province").status, 422);
  EXPECT_EQ(desk_.get("/listings?province=86", "province").status, 404);
  const auto csv = desk_.get("/listings.csv", "ministry");
  EXPECT_TRUE(has(csv, "68,\"Tỉnh Lâm Đồng\",2,0,2,0,0,100") || has(csv, "68,Tỉnh Lâm Đồng,2,0,2,0,0,100")) << test::body_of(csv);
  const auto api = asked("/api/v1/listings/shares", "commune");
  EXPECT_EQ(api.root()["all"]["confirmed"].integer(), 2);
  EXPECT_EQ(api.root()["aim"].integer(), 70);
  EXPECT_EQ(api.root()["places"].at(0)["commune"].text_or(""), "24988");
}

}  // namespace
}  // namespace ocop::listings
