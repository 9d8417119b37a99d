#include <gtest/gtest.h>

#include "kernel/http/schema.h"
#include "kernel/http/tests/support.h"

namespace ocop::http {
namespace {

constexpr std::string_view kCouncil =
    R"({"type":"object","additionalProperties":false,"required":["members"],"properties":{
    "members":{"type":"array","minItems":1,"maxItems":3,"items":{"type":"string","format":"uuid"}},
    "kind":{"enum":["first","renewal"]},"from":{"type":"string","format":"date"},"note":{"type":"string","maxLength":3},
    "size":{"type":"integer","minimum":0,"maximum":9},"yes":{"type":"boolean"},
    "ticks":{"type":"object","additionalProperties":{"type":"string"}}}})";

std::vector<Problem> problems(std::string_view body) {
  const auto schema = BodySchema::parse(kCouncil);
  if (!schema) return {{"schema", "", "", {}}};
  const auto checked = (*schema)->check(body);
  return checked ? std::vector<Problem>{} : checked.error().problems;
}
std::string field(std::string_view body) {
  const auto found = problems(body);
  return found.empty() ? "" : found.front().field;
}
constexpr std::string_view kId = R"("members":["0190c0de-0000-7000-8000-000000000001"])";
std::string with(std::string_view more) { return "{" + std::string(kId) + "," + std::string(more) + "}"; }

TEST(HttpSchema, TakesWhatItPromises) {
  EXPECT_TRUE(problems("{" + std::string(kId) + "}").empty());
  EXPECT_TRUE(problems(with(R"("kind":"first","from":"2026-11-21","note":"đđđ","size":9,"yes":true,"ticks":{"a":"b"})")).empty());
}

// The story: a note sent as a number was read as absent and saved as an empty note over the old one; a tick list sent as text dropped all
// ticks. A wrong type is told with its field.
TEST(HttpSchema, WrongTypeNamesItsField) {
  EXPECT_EQ(field(with(R"("note":5)")), "note");
  EXPECT_EQ(field(with(R"("ticks":"forged")")), "ticks");
  EXPECT_EQ(field(with(R"("ticks":{"a.1":3})")), "ticks[\"a.1\"]");
  EXPECT_EQ(field(with(R"("yes":"true")")), "yes");
  EXPECT_EQ(field(with(R"("yes":null)")), "yes");
  EXPECT_EQ(field(R"({"members":{"x":"0190c0de-0000-7000-8000-000000000001"}})"), "members");
  EXPECT_EQ(field(R"({"members":["a"]})"), "members[0]");
}

TEST(HttpSchema, LimitsAndNames) {
  EXPECT_EQ(field(with(R"("note":"đđđđ")")), "note");
  EXPECT_EQ(field(with(R"("size":10)")), "size");
  EXPECT_EQ(field(with(R"("size":-1)")), "size");
  EXPECT_EQ(field(with(R"("size":1.5)")), "size");
  EXPECT_EQ(field(with(R"("size":99999999999999999999)")), "size");
  EXPECT_EQ(field(with(R"("kind":"second")")), "kind");
  EXPECT_EQ(field(with(R"("from":"31/02/2026")")), "from");
  EXPECT_EQ(field(with(R"("notes":"a")")), "notes");
  EXPECT_EQ(field(R"({"members":[]})"), "members");
  EXPECT_EQ(field("{}"), "members");
  EXPECT_EQ(field(""), "members");
  EXPECT_EQ(problems("[]").size(), 1u);
}

TEST(HttpSchema, NoJsonIsMalformedAndManyProblemsAreCut) {
  const auto schema = BodySchema::parse(kCouncil);
  ASSERT_TRUE(schema.ok());
  const auto broken = (*schema)->check("{\"members\":");
  ASSERT_FALSE(broken.ok());
  EXPECT_EQ(broken.error().kind, ErrorKind::malformed_request);
  std::string many = "{" + std::string(kId);
  for (int i = 0; i < 1000; ++i) many += ",\"m" + std::to_string(i) + "\":1";
  EXPECT_EQ(problems(many + "}").size(), BodySchema::kMostProblems);
}

// A keyword that nobody checks would be a promise that nobody keeps: the program does not start with it.
TEST(HttpSchema, UnknownKeywordStopsTheStart) {
  EXPECT_FALSE(BodySchema::parse(R"({"type":"object","properties":{"a":{"pattern":"^x$"}}})").ok());
  EXPECT_FALSE(BodySchema::parse(R"({"type":["object","null"]})").ok());
  EXPECT_FALSE(BodySchema::parse(R"({"type":"string","format":"email"})").ok());
  Router router;
  Route made = testing::route(Method::post, "/api/v1/x", [](const Request&) { return Response::json("{}"); });
  made.request_schema = R"({"type":"object","oneOf":[]})";
  router.add(made);
  ASSERT_EQ(router.check().size(), 1u);
  EXPECT_NE(router.check().front().find("oneOf"), std::string::npos);
}

TEST(HttpSchema, TheDoorIsBeforeTheHandlerAndBehindThePolicy) {
  Router router;
  int called = 0;
  Route made = testing::route(Method::post, "/api/v1/x", [&](const Request&) { ++called; return Response::json("{}"); });
  made.csrf = Csrf::not_needed;
  made.request_schema = R"({"type":"object","required":["a"],"properties":{"a":{"type":"integer"}}})";
  router.add(made);
  Route closed = made;
  closed.pattern = "/api/v1/closed";
  closed.policy = Policy::signed_in();
  router.add(closed);
  Server::Parts parts;
  parts.router = &router;
  const Pipeline pipeline(ServerOptions{}, parts);
  const auto ask = [&](std::string target, std::string body) {
    Request request = testing::request(Method::post, std::move(target));
    request.body = std::move(body);
    return pipeline.handle(std::move(request));
  };
  EXPECT_EQ(ask("/api/v1/x", R"({"a":"1"})").status, 422);
  EXPECT_EQ(ask("/api/v1/x", "{").status, 400);
  EXPECT_EQ(called, 0);
  EXPECT_EQ(ask("/api/v1/x", R"({"a":1})").status, 200);
  EXPECT_EQ(called, 1);
  EXPECT_EQ(ask("/api/v1/closed", R"({"a":"1"})").status, 401);
}

}  // namespace
}  // namespace ocop::http
