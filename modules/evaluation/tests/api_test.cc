#include "kernel/json/json.h"
#include "modules/evaluation/tests/desk.h"

namespace ocop::evaluation::test {
namespace {

using http::Method;

class EvaluationApi : public Desk {
 protected:
  static json::Document parsed(const http::Response& response) { return json::parse(response.body).value(); }
  std::string path(const std::string& id, const std::string& rest = {}) { return "/api/v1/dossiers/" + id + rest; }
  void report_and_forward(const std::string& id);
  std::string body_of_opening() { return R"({"product":")" + world.product.text() + R"(","kind":"first","product_set":"QD26-13"})"; }
};
OCOP_ON_BOTH_ENGINES(EvaluationApi);

void EvaluationApi::report_and_forward(const std::string& id) {
  EXPECT_EQ(api(Method::get, world.province, path(id)).status, 404) << "the commune has it";
  const auto with_commune = parsed(api(Method::get, world.officer, path(id)));
  EXPECT_EQ(with_commune.root()["state"].text(), "submitted");
  const auto tag = [](std::int64_t version) { return Headers{{"if-match", "\"" + std::to_string(version) + "\""}}; };
  const std::int64_t blank = with_commune.root()["report"]["version"].integer().value();
  const auto saved = api(Method::put, world.officer, path(id, "/report"),
                         R"({"materials":"Chè của xã","labour":"28 người","idea":"Truyền thống","identity":"Shan tuyết"})", tag(blank));
  ASSERT_EQ(saved.status, 200) << saved.body;
  EXPECT_EQ(header(saved, "ETag"), "\"" + std::to_string(blank + 1) + "\"");
  EXPECT_EQ(api(Method::post, world.officer, path(id, "/forwarding"), "{}", tag(blank)).status, 409);
  EXPECT_EQ(api(Method::post, world.maker, path(id, "/forwarding"), "{}", tag(blank + 1)).status, 403);
  const auto forwarded = api(Method::post, world.officer, path(id, "/forwarding"), "{}", tag(blank + 1));
  ASSERT_EQ(forwarded.status, 200) << forwarded.body;
  EXPECT_EQ(parsed(api(Method::get, world.province, path(id))).root()["report"]["identity"].text(), "Shan tuyết");
}

TEST_P(EvaluationApi, TheWholeWay) {
  const auto opened = api(Method::post, world.maker, "/api/v1/dossiers", body_of_opening(), {{"idempotency-key", "k-1"}});
  ASSERT_EQ(opened.status, 201);
  const std::string id(parsed(opened).root()["id"].text_or(""));
  EXPECT_EQ(header(opened, "Location"), path(id));
  const auto again = api(Method::post, world.maker, "/api/v1/dossiers", body_of_opening(), {{"idempotency-key", "k-1"}});
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(parsed(again).root()["id"].text_or(""), id);

  for (const auto& [criterion, option] : kAllTop) {
    const auto saved = api(Method::put, world.maker, path(id, "/answers/" + criterion), R"({"option":)" + std::to_string(option) + "}",
                           {{"if-none-match", "*"}});
    EXPECT_EQ(saved.status, 200) << saved.body;
  }
  const auto shown = api(Method::get, world.maker, path(id));
  const auto document = parsed(shown);
  EXPECT_EQ(document.root()["outcome"]["stars"].integer(), 5);
  EXPECT_EQ(document.root()["outcome"]["total"].number(), 100.0);
  EXPECT_EQ(document.root()["completeness"]["answered"].integer(), 4);
  const std::string sheet_version = std::to_string(document.root()["sheet_version"].integer().value());
  EXPECT_EQ(
      api(Method::post, world.maker, path(id, "/submission"), R"({"declared":false})", {{"if-match", "\"" + sheet_version + "\""}}).status,
      422);
  EXPECT_EQ(
      api(Method::post, world.maker, path(id, "/submission"), R"({"declared":true})", {{"if-match", "\"" + sheet_version + "\""}}).status,
      200);

  report_and_forward(id);
  std::string members;
  for (int i = 0; i < 3; ++i) members += (i ? ",\"" : "\"") + world.members[static_cast<std::size_t>(i)].account->text() + "\"";
  const auto council = api(Method::post, world.province, path(id, "/council"),
                           R"({"version":3,"members":[)" + members + R"(],"chair":")" + world.chair.account->text() + "\"}");
  ASSERT_EQ(council.status, 200) << council.body;
  for (int i = 0; i < 3; ++i) {
    const Actor& member = world.members[static_cast<std::size_t>(i)];
    for (const auto& [criterion, option] : kThreeStars)
      EXPECT_EQ(
          api(Method::put, member, path(id, "/sheets/own/answers/" + criterion), R"({"version":0,"option":)" + std::to_string(option) + "}")
              .status,
          200);
    EXPECT_EQ(api(Method::put, member, path(id, "/sheets/own/opinions/A"), R"({"version":0,"text":"Tốt"})").status, 200);
    const auto sheet = parsed(api(Method::get, member, path(id, "/sheets/own")));
    const std::string seat = std::to_string(sheet.root()["seat"].integer().value());
    EXPECT_EQ(api(Method::get, member, path(id, "/sheets/" + seat)).status, 200);
    EXPECT_EQ(api(Method::post, member, path(id, "/sheets/" + seat + "/submission"),
                  R"({"version":)" + std::to_string(sheet.root()["version"].integer().value()) + "}").status, 200);
  }
  const auto seats = parsed(api(Method::get, world.chair, path(id, "/sheets")));
  EXPECT_EQ(seats.root()["submitted"].integer(), 3);
  const auto closed = api(Method::post, world.chair, path(id, "/closing"),
                          R"({"version":)" + std::to_string(seats.root()["version"].integer().value()) + "}");
  ASSERT_EQ(closed.status, 200) << closed.body;
  const auto result = parsed(api(Method::get, world.maker, path(id, "/result")));
  EXPECT_EQ(result.root()["outcome"]["stars"].integer(), 3);
  EXPECT_EQ(result.root()["outcome"]["total"].number(), 50.0);
  EXPECT_EQ(result.root()["members"].size(), 3u);
  EXPECT_FALSE(result.root()["members"].at(0)["name"]) << "no names for the producer";
  EXPECT_EQ(result.root()["criteria"].at(0)["points"].size(), 3u);
}

TEST_P(EvaluationApi, AStaleSaveIs409WithBothValues) {
  const DossierId id = open_draft();
  ASSERT_TRUE(service().save_answer(world.helper, id, {"1.1", 1, "của anh Tư"}).ok());
  const auto stale =
      api(Method::put, world.maker, path(id.text(), "/answers/1.1"), R"({"option":3,"note":"của tôi"})", {{"if-match", "\"0\""}});
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(stale.content_type.substr(0, 24), "application/problem+json");
  const auto document = parsed(stale);
  const json::Node problems = document.root()["problems"];
  ASSERT_EQ(problems.size(), 2u) << stale.body;
  EXPECT_EQ(problems.at(0)["field"].text_or(""), "option");
  EXPECT_EQ(problems.at(0)["got"].text_or(""), "3");
  EXPECT_EQ(problems.at(0)["expected"].text_or(""), "1");
  EXPECT_EQ(problems.at(1)["got"].text_or(""), "của tôi");
  EXPECT_EQ(problems.at(1)["expected"].text_or(""), "của anh Tư");
}

TEST_P(EvaluationApi, BadInputIsNamed) {
  const DossierId id = open_draft();
  const std::string answers = path(id.text(), "/answers/1.1");
  EXPECT_EQ(api(Method::put, world.maker, answers, "{").status, 400);
  EXPECT_EQ(api(Method::put, world.maker, answers, "[]").status, 422) << "not the schema of the route";
  EXPECT_EQ(api(Method::put, world.maker, answers, R"({"option":1})").status, 422) << "no version";
  EXPECT_EQ(api(Method::put, world.maker, answers, R"({"option":1})", {{"if-match", "7"}}).status, 422) << "an ETag is quoted";
  EXPECT_EQ(api(Method::put, world.maker, answers, R"({"option":"1","version":0})").status, 422);
  EXPECT_EQ(api(Method::put, world.maker, answers, R"({"option":9,"version":0})").status, 422);
  EXPECT_EQ(api(Method::put, world.maker, answers, R"({"option":1,"version":0,"papers":["x"]})").status, 422);
  EXPECT_EQ(api(Method::put, world.maker, path(id.text(), "/answers/9.9"), R"({"option":1,"version":0})").status, 422);
  EXPECT_EQ(api(Method::get, world.maker, path("not-an-id")).status, 404);
  EXPECT_EQ(api(Method::post, world.maker, "/api/v1/dossiers", R"({"product":"x"})").status, 422);
  EXPECT_EQ(api(Method::put, world.officer, answers, R"({"option":1,"version":0})").status, 403) << "a wrong role";
  EXPECT_EQ(api(Method::put, world.other_maker, answers, R"({"option":1,"version":0})").status, 404) << "a foreign row";
}

TEST_P(EvaluationApi, AnotherMembersSheetDoesNotExist) {
  const DossierId id = open_draft();
  submit(id);
  name_council(id);
  const int own = service().own_sheet(world.members[0], id)->sheet.seat;
  for (int seat = 0; seat <= 4; ++seat) {
    const std::string sheet = path(id.text(), "/sheets/" + std::to_string(seat));
    EXPECT_EQ(api(Method::get, world.members[0], sheet).status, seat == own ? 200 : 404) << seat;
    const auto saved = api(Method::put, world.members[0], sheet + "/answers/1.1", R"({"option":1,"version":0})");
    EXPECT_EQ(saved.status, seat == own ? 200 : 404) << seat;
  }
  EXPECT_EQ(api(Method::get, world.chair, path(id.text(), "/sheets/1")).status, 403) << "the chair reads no sheet";
}

TEST_P(EvaluationApi, ADraftIsDroppedOnce) {
  const DossierId id = open_draft();
  EXPECT_EQ(api(Method::delete_, world.maker, path(id.text()), "", {{"if-match", "\"9\""}}).status, 409);
  EXPECT_EQ(api(Method::delete_, world.maker, path(id.text()), "", {{"if-match", "\"1\""}}).status, 204);
  EXPECT_EQ(api(Method::delete_, world.maker, path(id.text()), "", {{"if-match", "\"1\""}}).status, 404);
}

TEST_P(EvaluationApi, SettingsAreTheProvinces) {
  EXPECT_EQ(
      api(Method::post, world.province, "/api/v1/evaluation-settings/68", R"({"valid_from":"2026-12-01","quorum_percent":75})").status,
      204);
  EXPECT_EQ(api(Method::post, world.province, "/api/v1/evaluation-settings/79", R"({"valid_from":"2026-12-01"})").status, 404);
  EXPECT_EQ(api(Method::post, world.province, "/api/v1/evaluation-settings/68", R"({"valid_from":"soon"})").status, 422);
  EXPECT_EQ(api(Method::post, world.province, "/api/v1/evaluation-settings/68", R"({"valid_from":"2026-12-02","rounding":"up"})").status,
            422);
  const auto all = parsed(api(Method::get, world.province, "/api/v1/evaluation-settings/68"));
  EXPECT_EQ(all.root()["settings"].at(0)["quorum_percent"].integer(), 75);
}

}  // namespace
}  // namespace ocop::evaluation::test
