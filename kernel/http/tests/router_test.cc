#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "kernel/http/tests/support.h"
#include "kernel/json/json.h"

namespace ocop::http {
namespace {

using testing::route;

Response nothing(const Request&) { return Response::text(""); }

Router sample() {
  Router router;
  for (const char* pattern : {"/", "/products", "/products/{id}", "/products/new", "/products/{id}/papers/{paper}", "/log/{rest...}",
                              "/log/checkpoint", "/{top}/edit", "/{top}", "/media/{file}"})
    router.add(route(Method::get, pattern, nothing));
  router.add(route(Method::post, "/products", nothing));
  router.add(route(Method::delete_, "/products/{id}", nothing));
  return router;
}

struct Case {
  const char* path;
  const char* pattern;                                          // empty = no route
  std::vector<std::pair<std::string, std::string>> values{};
};

TEST(HttpRouter, FindsTheMostExactPattern) {
  const Router router = sample();
  EXPECT_TRUE(router.check().empty());
  const std::vector<Case> table{
      {"/", "/"},
      {"/products", "/products"},
      {"/products/", "/products"},
      {"/products/new", "/products/new"},
      {"/products/7", "/products/{id}", {{"id", "7"}}},
      {"/products/7/papers/b", "/products/{id}/papers/{paper}", {{"id", "7"}, {"paper", "b"}}},
      {"/products/7/papers", ""},
      {"/products/edit", "/products/{id}", {{"id", "edit"}}},
      {"/makers/edit", "/{top}/edit", {{"top", "makers"}}},
      {"/makers", "/{top}", {{"top", "makers"}}},
      {"/readyz", ""},             // the server's own: once a page of that name would have answered for it, and no server was ready
      {"/media", ""},              // "/media/…" is a route: no name at the root answers for it
      {"/media/edit", "/media/{file}", {{"file", "edit"}}},
      {"/log/checkpoint", "/log/checkpoint"},
      {"/log/tile/0/x001", "/log/{rest...}", {{"rest", "tile/0/x001"}}},
      {"/log", "/log/{rest...}", {{"rest", ""}}},
      {"/log/checkpoint/2", "/log/{rest...}", {{"rest", "checkpoint/2"}}},
      {"//", ""},
      {"/products//papers/b", ""},
      {"products", ""},
      {"", ""},
  };
  for (const Case& row : table) {
    const auto match = router.match(Method::get, row.path);
    EXPECT_EQ(match.route ? match.route->pattern : "", row.pattern) << row.path;
    EXPECT_EQ(match.values, row.values) << row.path;
  }
}

TEST(HttpRouter, HeadFallsBackToGetAndOtherMethodsAreNamed) {
  const Router router = sample();
  EXPECT_EQ(router.match(Method::head, "/products/7").route->pattern, "/products/{id}");
  const auto refused = router.match(Method::put, "/products/7");
  EXPECT_EQ(refused.route, nullptr);
  EXPECT_EQ(refused.allowed, (std::vector<Method>{Method::get, Method::head, Method::delete_}));
  // DELETE /products/new is not taken by the literal (GET only) but by the value below it.
  EXPECT_EQ(router.match(Method::delete_, "/products/new").route->pattern, "/products/{id}");
  EXPECT_TRUE(router.match(Method::put, "/nowhere/at/all").allowed.empty());
}

TEST(HttpRouter, ReportsFaultsInsteadOfStarting) {
  const auto faults_of = [](Route bad) {
    Router router = sample();
    router.add(std::move(bad));
    return router.check();
  };
  EXPECT_EQ(faults_of(route(Method::get, "/a", nothing, Policy())).size(), 1u);
  EXPECT_EQ(faults_of(route(Method::get, "/products", nothing)).size(), 1u);
  EXPECT_EQ(faults_of(route(Method::get, "/products/{other}", nothing)).size(), 1u);
  EXPECT_EQ(faults_of(route(Method::get, "/a", nullptr)).size(), 1u);
  for (const char* pattern : {"", "a", "/a/", "//a", "/{", "/{}", "/{A}", "/x{y}", "/{rest...}/more", "/a//b"})
    EXPECT_EQ(faults_of(route(Method::get, pattern, nothing)).size(), 1u) << pattern;
  Route on_loop = route(Method::get, "/quick", nothing, Policy::signed_in());
  on_loop.run = Run::on_loop;
  EXPECT_EQ(faults_of(on_loop).size(), 1u);
}

RC_GTEST_PROP(HttpRouter, AgreesWithASearchThroughAllPatterns, ()) {
  // Patterns over a tiny alphabet, so that literals, values and rests meet often.
  const auto segment = rc::gen::element<std::string>("a", "b", "{x}");
  const auto patterns = *rc::gen::container<std::vector<std::vector<std::string>>>(
      rc::gen::resize(4, rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(segment))));
  const auto path_segments =
      *rc::gen::resize(4, rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>("a", "b", "c"))));
  Router router;
  std::vector<std::vector<std::string>> added;
  for (const auto& segments : patterns) {
    if (std::find(added.begin(), added.end(), segments) != added.end()) continue;
    std::string pattern;
    for (const auto& one : segments) pattern += "/" + one;
    router.add(route(Method::get, pattern, nothing));
    added.push_back(segments);
  }
  const auto named = [&](const std::vector<std::string>& segments) { return segments[0] == path_segments[0]; };
  const bool first_is_taken = std::any_of(added.begin(), added.end(), named);   // by a module: no value at the root
  const auto fits = [&](const std::vector<std::string>& segments) {
    if (segments.size() != path_segments.size() || (first_is_taken && segments[0] == "{x}")) return false;
    for (std::size_t i = 0; i < segments.size(); ++i)
      if (segments[i] != "{x}" && segments[i] != path_segments[i]) return false;
    return true;
  };
  // Literal before value, decided from the left: "a" < "{x}" as text does just that.
  const std::vector<std::string>* best = nullptr;
  for (const auto& segments : added)
    if (fits(segments) && (!best || segments < *best)) best = &segments;
  std::string path;
  for (const auto& one : path_segments) path += "/" + one;
  const auto match = router.match(Method::get, path);
  RC_ASSERT((match.route != nullptr) == (best != nullptr));
  if (!best) return;
  std::string expected;
  for (const auto& one : *best) expected += "/" + one;
  RC_ASSERT(match.route->pattern == expected);
}

TEST(HttpRouter, WritesTheRouteTable) {
  Router router;
  Route act = route(Method::post, "/dossiers/{id}/open", nothing, Policy::roles(Role::provincial_body));
  act.summary = "open a dossier to its council";
  router.add(act);
  router.add(route(Method::get, "/", nothing));
  const std::string table = route_table(router);
  std::string row = "| `POST /dossiers/{id}/open` | 401 |";
  for (int role = 0; role < kRoleCount; ++role) row += static_cast<Role>(role) == Role::provincial_body ? " yes |" : " 403 |";
  EXPECT_NE(table.find(row + " token | open a dossier to its council |"), std::string::npos) << table;
  EXPECT_LT(table.find("`GET /`"), table.find("`POST /dossiers"));
}

TEST(HttpRouter, WritesOpenApiOfTheApiRoutes) {
  Router router;
  Route score = route(Method::post, "/api/v1/score", nothing);
  score.summary = "score sheets";
  score.request_schema = R"({"type":"object"})";
  router.add(score);
  router.add(route(Method::get, "/api/v1/products/{id}", nothing, Policy::signed_in()));
  router.add(route(Method::get, "/products", nothing));
  auto document = json::parse(openapi(router, "0.1.0", "https://ocop.test"));
  ASSERT_TRUE(document) << document.error().detail;
  const auto paths = document->root()["paths"];
  EXPECT_EQ(paths.size(), 2u);
  const auto post = paths["/api/v1/score"]["post"];
  EXPECT_EQ(post["operationId"].text_or(""), "postV1Score");
  EXPECT_EQ(post["requestBody"]["content"]["application/json"]["schema"]["type"].text_or(""), "object");
  EXPECT_EQ(post["security"].size(), 3u);
  const auto get = paths["/api/v1/products/{id}"]["get"];
  EXPECT_EQ(get["parameters"].at(0)["name"].text_or(""), "id");
  EXPECT_EQ(get["security"].size(), 2u);
  EXPECT_EQ(get["responses"]["default"]["$ref"].text_or(""), "#/components/responses/Unexpected");
  EXPECT_TRUE(get["responses"]["200"] && get["responses"]["304"] && get["responses"]["401"] && get["responses"]["404"]);
  EXPECT_FALSE(post["responses"]["401"]) << "anyone may";
  EXPECT_EQ(get["tags"].at(0).text_or(""), "products");
  EXPECT_NE(get["description"].text_or(""), "");
  const auto unexpected = document->root()["components"]["responses"]["Unexpected"];
  EXPECT_EQ(unexpected["content"]["application/problem+json"]["schema"]["$ref"].text_or(""), "#/components/schemas/Problem");
}

}  // namespace
}  // namespace ocop::http
