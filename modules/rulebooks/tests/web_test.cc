// The API and the pages through the whole pipeline, without a socket.
#include <gtest/gtest.h>

#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "kernel/web/tests/markup.h"
#include "modules/rulebooks/api.h"
#include "modules/rulebooks/pages.h"
#include "modules/rulebooks/tests/support.h"
#include "tests/support/desk.h"

namespace ocop::rulebooks {
namespace {

using http::Method;
using http::Response;
using ocop::test::body_of;
using ocop::test::expect_sound;
using ocop::test::has;

class RulebooksWeb : public testing::Test {
 protected:
  RulebooksWeb() {
    add_api(desk_.router, test::library(), {});
    add_pages(desk_.router, test::library(), desk_.site, {});
  }
  Response handle(Method method, std::string target, std::string body = {}, std::string type = {}) {
    ocop::test::Pairs headers;
    if (!type.empty()) headers.emplace_back("content-type", type);
    return desk_.send(method, std::move(target), std::move(headers), std::move(body));
  }
  Response get(std::string target) { return handle(Method::get, std::move(target)); }
  Response post_form(std::string target, std::string body) {
    return handle(Method::post, std::move(target), std::move(body), "application/x-www-form-urlencoded");
  }
  Response post_json(std::string body) { return handle(Method::post, "/api/v1/score", std::move(body), "application/json"); }

  FixedClock clock_{Instant{1'795'000'000'000}};
  SeededRandom random_{7};
  ocop::test::Desk desk_{clock_, random_};
};

TEST_F(RulebooksWeb, RoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check().front(); }

TEST_F(RulebooksWeb, ApiListsRulebooks) {
  const Response response = get("/api/v1/rulebooks");
  ASSERT_EQ(response.status, 200);
  const auto document = json::parse(response.body);
  ASSERT_TRUE(document.ok());
  const auto first = document->root()["rulebooks"].at(0);
  EXPECT_EQ(first["code"].text(), "QD26-2026");
  EXPECT_EQ(first["effective_to"].kind(), json::Node::Kind::null);
  EXPECT_EQ(first["certificate_months"].integer(), 36);
  EXPECT_EQ(first["bands"].at(0)["article"].text(), "3.3.a");
  EXPECT_EQ(first["parts"]["A"].integer(), 40);
  EXPECT_EQ(first["tables"].size(), 26u);
  EXPECT_EQ(document->root()["rulebooks"].at(1)["effective_to"].text(), "2023-02-23");
  EXPECT_EQ(get("/api/v1/rulebooks/QD1048-2019").status, 200);
  EXPECT_EQ(get("/api/v1/rulebooks/QD148-2023").status, 404);
}

TEST_F(RulebooksWeb, ApiGivesATableAsItsFile) {
  const Response response = get("/api/v1/rulebooks/QD26-2026/tables/QD26-13");
  ASSERT_EQ(response.status, 200);
  EXPECT_EQ(response.etag, test::table("QD26-13").sha256);
  const auto document = json::parse(body_of(response));
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(document->root()["code"].text(), "QD26-13");
  EXPECT_EQ(document->root()["parts"].at(0)["sections"].at(0)["criteria"].at(4)["floors"]["5"].integer(), 3);
  EXPECT_EQ(get("/api/v1/rulebooks/QD26-2026/tables/QD1048-06").status, 404);
}

TEST_F(RulebooksWeb, ApiScores) {
  const Response response = post_json(
      R"({"rulebook":"QD26-2026","product_set":"QD26-13","sheets":[{"member":"m1","answers":{"1.1":2,"1.2":1},"knockouts":["forged"]}]})");
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(response.content_type.substr(0, 16), "application/json");
  EXPECT_EQ(json::parse(response.body)->root()["knockouts"].at(0).text(), "forged");
}

TEST_F(RulebooksWeb, ApiSaysWhatIsWrong) {
  const Response wrong = post_json(R"({"rulebook":"QD26-2026","product_set":"QD26-13","sheets":[{"answers":{"9.9":1}}]})");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(wrong.content_type.substr(0, 24), "application/problem+json");
  const auto document = json::parse(wrong.body);
  ASSERT_TRUE(document.ok()) << wrong.body;
  EXPECT_EQ(document->root()["problems"].at(0)["field"].text(), R"(sheets[0].answers["9.9"])");
  EXPECT_EQ(document->root()["problems"].at(0)["expected"].text(), "a criterion of QD26-13: 1.1 to 11");
  EXPECT_EQ(post_json("{").status, 400);
  EXPECT_EQ(post_json(std::string(kMaxScoreBytes + 1, ' ')).status, 413);
  EXPECT_EQ(get("/api/v1/score").status, 405);
}

TEST_F(RulebooksWeb, IndexShowsSetsByGroup) {
  for (const char* path : {"/rulebooks", "/en/rulebooks"}) {
    const Response response = get(path);
    ASSERT_EQ(response.status, 200);
    expect_sound(response);
    EXPECT_TRUE(has(response, "/rulebooks/QD26-2026/QD26-13"));
    EXPECT_TRUE(has(response, "/rulebooks/QD1048-2019/QD1048-06"));
  }
  EXPECT_TRUE(has(get("/rulebooks"), "điểm a khoản 3 Điều 3"));
  EXPECT_TRUE(has(get("/en/rulebooks"), "article 3, clause 3, point a"));
}

TEST_F(RulebooksWeb, EveryTableIsASoundPageInBothLanguages) {
  for (const Rulebook& rulebook : test::library().rulebooks())
    for (const auto& table : rulebook.tables)
      for (const std::string prefix : {"", "/en"}) {
        const Response response = get(prefix + "/rulebooks/" + rulebook.code + "/" + table->code);
        ASSERT_EQ(response.status, 200) << table->code;
        expect_sound(response);
        const Language language = prefix.empty() ? Language::vi : Language::en;
        std::string escaped;
        web::Html::escape(escaped, table->criteria.back()->options.back().label.in(language));
        EXPECT_TRUE(has(response, escaped)) << table->code;
        EXPECT_EQ(has(response, "id=\"slips\""), !table->anomalies.empty()) << table->code;
      }
}

TEST_F(RulebooksWeb, ATableExplainsFloorsAndRejections) {
  const Response response = get("/rulebooks/QD26-2026/QD26-13");
  EXPECT_TRUE(has(response, "cần cho 4 sao"));
  EXPECT_TRUE(has(response, "5 sao: từ 90 điểm và 3 mức tối thiểu"));
  EXPECT_TRUE(has(response, "Giả mạo hồ sơ"));
  EXPECT_TRUE(has(response, "Bị loại nếu nguyên liệu nhập khẩu toàn bộ"));
  EXPECT_TRUE(has(response, "Phụ lục II, mục 13"));
  EXPECT_LT(response.body.find("Giả mạo hồ sơ"), response.body.find("id=\"p-A\"")) << "reasons to reject come first";
  EXPECT_TRUE(has(get("/rulebooks/QD1048-2019/QD1048-21"), "cộng lại là 38"));
  EXPECT_TRUE(has(get("/rulebooks/QD1048-2019/QD1048-21"), "hạng chỉ tính theo điểm"));
  EXPECT_EQ(get("/rulebooks/QD26-2026/QD26-99").status, 404);
  EXPECT_EQ(get("/rulebooks/QD1/QD26-13/try").status, 404);
}

TEST_F(RulebooksWeb, TryShowsTheFormAndTheResult) {
  const Response form = get("/rulebooks/QD26-2026/QD26-13/try");
  ASSERT_EQ(form.status, 200);
  expect_sound(form);
  EXPECT_TRUE(has(form, "name=\"1.5\" value=\"3\""));
  EXPECT_TRUE(has(form, "name=\"knockout.forged\""));

  const Table& coffee = test::table("QD26-13");
  std::string body;
  const Sheet best = test::best(coffee);
  for (std::size_t c = 0; c < coffee.criteria.size(); ++c)
    body += coffee.criteria[c]->code + "=" + (coffee.criteria[c]->code == "1.5" ? "2" : std::to_string(best.answers[c])) + "&";
  const Response result = post_form("/rulebooks/QD26-2026/QD26-13/try", body);
  ASSERT_EQ(result.status, 200) << result.body;
  expect_sound(result);
  EXPECT_TRUE(has(result, "98 điểm đủ cho 5 sao, nhưng còn thiếu mức tối thiểu nên là 3 sao."));
  EXPECT_TRUE(has(result, "Đường ngắn nhất tới 4 sao"));
  EXPECT_TRUE(has(result, "Hợp đồng liên kết trên 75% sản lượng tiêu thụ (+1)"));
  EXPECT_TRUE(has(result, "value=\"2\" checked")) << "what was ticked stays ticked";
  EXPECT_TRUE(has(post_form("/en/rulebooks/QD26-2026/QD26-13/try", body),
                  "98 points are enough for 5 stars, but minimums are missing, so it is 3 stars."));
}

TEST_F(RulebooksWeb, TryWithAReasonToRejectGivesNoStar) {
  const Response result = post_form("/rulebooks/QD26-2026/QD26-13/try", "1.1=3&knockout.forged=1");
  ASSERT_EQ(result.status, 200);
  expect_sound(result);
  EXPECT_TRUE(has(result, "Có lý do bị loại"));
}

TEST_F(RulebooksWeb, TryRefusesWhatTheTableDoesNotHave) {
  const Response bad = post_form("/rulebooks/QD26-2026/QD26-13/try", "1.1=9&1.2=x&1.3=2");
  EXPECT_EQ(bad.status, 422);
  expect_sound(bad);
  EXPECT_TRUE(has(bad, "Tiêu chí 1.1: hãy chọn một phương án của bảng."));
  EXPECT_TRUE(has(bad, "href=\"#f-1.2\""));
  EXPECT_EQ(post_form("/rulebooks/QD26-2026/QD26-13/try", "knockout.fraud=1").status, 422);
}

}  // namespace
}  // namespace ocop::rulebooks
