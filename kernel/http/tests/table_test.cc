#include <gtest/gtest.h>

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/http/tests/support.h"
#include "kernel/json/json.h"

namespace ocop::http {
namespace {

using testing::header_of;

struct Rename { std::int64_t version = 0; std::string title; };
const input::Declaration<Rename>& rename() {
  static const input::Declaration<Rename> fields{input::version(&Rename::version), input::line("title", &Rename::title, {.most = 5})};
  return fields;
}
struct Search { std::string words; int limit = input::kUsualRows; std::optional<ProductId> after; };
const input::Declaration<Search>& search() {
  static const input::Declaration<Search> fields{input::line("q", &Search::words, {.need = input::Need::optional}),
                                                 input::limit(&Search::limit), input::cursor(&Search::after)};
  return fields;
}

// A shelf with one title on it.
struct Shelf {
  std::string title = "Chè";
  std::int64_t version = 1;
};
constexpr std::string_view kId = "0190c0de-0000-7000-8000-000000000001";

Result<Response> one(const Shelf& shelf, const Call<>&, ProductId id) {
  if (id.text() != kId) return Error::of(ErrorKind::not_found, "another's");
  return versioned("{\"title\":\"" + shelf.title + "\"}", shelf.version);
}
Result<Response> change(Shelf& shelf, const Call<Rename>& call, ProductId id) {
  if (id.text() != kId) return Error::of(ErrorKind::not_found, "another's");
  if (call.input.version != shelf.version)
    return Error::of(ErrorKind::conflict, Problem{"version", "", std::to_string(shelf.version), {}, {}});
  if (call.input.title == "busy") return Error::of(ErrorKind::too_many_requests, Problem{"title", "", "later", {}, {}});
  shelf.title = call.input.title;
  return versioned("{}", ++shelf.version);
}
Result<Response> found(const Shelf&, const Call<Search>& call) {
  return content("{\"q\":\"" + call.input.words + "\",\"limit\":" + std::to_string(call.input.limit) + "}");
}
Result<Response> seat(const Shelf&, const Call<>&, ProductId, int number, std::string_view part) {
  return Response::text(std::to_string(number) + " " + std::string(part));
}
Result<Response> page(const Shelf& shelf, const Call<>& call, ProductId id) {
  if (id.text() != kId) return Error::of(ErrorKind::not_found, "another's");
  std::string text = shelf.title;
  if (call.refused) text += " refused " + call.refused->problems.at(0).field + " kept " + std::string(call.kept()->get("title"));
  return Response::html(text);
}

class HttpTable : public ::testing::Test {
 protected:
  void SetUp() override {
    Table(router_, shelf_)
        .get("/api/v1/shelves/{id}", Policy::anyone(), one, "one")
        .put("/api/v1/shelves/{id}", Policy::anyone(), rename(), change, "change", {.csrf = Csrf::not_needed})
        .get("/api/v1/shelves", Policy::anyone(), search(), found, "search")
        .get("/seats/{id}/{number}/{part}", Policy::anyone(), seat, "a seat")
        .get("/shelves/{id}", Policy::anyone(), page, "page")
        .form("/shelves/{id}/title", Policy::anyone(), rename(), change, page, "rename", {.csrf = Csrf::not_needed});
    EXPECT_TRUE(router_.check().empty());
    parts_.router = &router_;
  }
  Response ask(Method method, std::string target, std::string body = {}, std::vector<std::pair<std::string, std::string>> headers = {}) {
    Request request;
    request.method = method;
    request.original_target = std::move(target);
    request.body = std::move(body);
    request.headers = std::move(headers);
    return Pipeline({}, parts_).handle(std::move(request));
  }
  Response form(std::string target, std::string body) {
    return ask(Method::post, std::move(target), std::move(body), {{"content-type", "application/x-www-form-urlencoded"}});
  }
  Shelf shelf_;
  Router router_;
  Server::Parts parts_;
};

TEST_F(HttpTable, ValuesOfTheAddressAreTyped) {
  EXPECT_EQ(ask(Method::get, "/api/v1/shelves/" + std::string(kId)).status, 200);
  // What is no id answers as the row of another does: an address tells nothing about what there is.
  const Response unreadable = ask(Method::get, "/api/v1/shelves/17"),
                 foreign = ask(Method::get, "/api/v1/shelves/0190c0de-0000-7000-8000-000000000002");
  EXPECT_EQ(unreadable.status, 404);
  EXPECT_EQ(foreign.status, 404);
  EXPECT_EQ(unreadable.content_type, "application/problem+json");
  EXPECT_EQ(ask(Method::get, "/seats/" + std::string(kId) + "/12/B").body, "12 B");
  for (const char* number : {"x", "1x", "99999999999", "-"})
    EXPECT_EQ(ask(Method::get, "/seats/" + std::string(kId) + "/" + number + "/B").status, 404) << number;
}

TEST_F(HttpTable, AVersionIsAnsweredAndTakenAsETag) {
  const std::string path = "/api/v1/shelves/" + std::string(kId);
  EXPECT_EQ(ask(Method::put, path, R"({"title":"Cà"})", {{"if-match", "\"1\""}}).status, 200);
  EXPECT_EQ(shelf_.title, "Cà");
  EXPECT_EQ(ask(Method::put, path, R"({"title":"Mía","version":1})").status, 409);
  EXPECT_EQ(ask(Method::put, path, R"({"title":"Mía"})").status, 422);
  EXPECT_EQ(ask(Method::put, path, R"({"title":"Mía","version":2})").status, 200);
  const Response now = ask(Method::get, path, {}, {{"if-none-match", "\"3\""}});
  EXPECT_EQ(now.status, 304);
}

TEST_F(HttpTable, AQueryIsReadLikeABody) {
  EXPECT_EQ(ask(Method::get, "/api/v1/shelves").body, R"({"q":"","limit":50})");
  EXPECT_EQ(ask(Method::get, "/api/v1/shelves?q=a&limit=7&unknown=1").body, R"({"q":"a","limit":7})");
  for (const char* query : {"limit=0", "limit=201", "limit=x", "cursor=x"})
    EXPECT_EQ(ask(Method::get, "/api/v1/shelves?" + std::string(query)).status, 422) << query;
}

TEST_F(HttpTable, ARefusedFormIsItsPageAgainWithWhatWasTyped) {
  const std::string path = "/shelves/" + std::string(kId) + "/title";
  const Response empty = form(path, "version=1&title=");
  EXPECT_EQ(empty.status, 422);
  EXPECT_EQ(empty.body, "Chè refused title kept ");
  const Response stale = form(path, "version=9&title=M%C3%ADa");
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(stale.body, "Chè refused version kept Mía");
  const Response busy = form(path, "version=1&title=busy");
  EXPECT_EQ(busy.status, 429);
  EXPECT_EQ(busy.body, "Chè refused title kept busy") << "who must come back keeps what was typed";
  EXPECT_EQ(header_of(busy, "Retry-After"), "5");
  EXPECT_EQ(header_of(stale, "Retry-After"), "");
  EXPECT_EQ(form(path, "version=1&title=M%C3%ADa").status, 200);
  // Where there is nothing to show again the answer is the error's own.
  EXPECT_EQ(form("/shelves/0190c0de-0000-7000-8000-000000000002/title", "version=1&title=a").status, 404);
  EXPECT_EQ(form("/shelves/0190c0de-0000-7000-8000-000000000002/title", "title=").status, 404);
}

TEST_F(HttpTable, AHandlerThatWantsMoreThanTheAddressHasStopsTheStart) {
  Router router;
  Table(router, shelf_).get("/api/v1/shelves", Policy::anyone(), one, "one");
  ASSERT_EQ(router.check().size(), 1u);
  EXPECT_NE(router.check()[0].find("the handler takes 1 values"), std::string::npos);
}

TEST_F(HttpTable, TheDocumentShowsWhatIsTaken) {
  const auto api = json::parse(openapi(router_, "1", ""));
  ASSERT_TRUE(api);
  const json::Node put = api->root()["paths"]["/api/v1/shelves/{id}"]["put"];
  EXPECT_EQ(put["parameters"].at(0)["schema"]["format"].text_or(""), "uuid");
  EXPECT_EQ(put["parameters"].at(1)["$ref"].text_or(""), "#/components/parameters/IfMatch");
  EXPECT_EQ(api->root()["components"]["parameters"]["IfMatch"]["name"].text_or(""), "If-Match");
  EXPECT_EQ(put["requestBody"]["content"]["application/json"]["schema"]["properties"]["title"]["maxLength"].integer(), 5);
  const json::Node query = api->root()["paths"]["/api/v1/shelves"]["get"]["parameters"];
  EXPECT_EQ(query.at(1)["name"].text_or(""), "limit");
  EXPECT_EQ(query.at(1)["schema"]["maximum"].integer(), input::kMostRows);
  // Not one parameter of 53 routes said what it is.
  for (std::size_t i = 0; i < query.size(); ++i) EXPECT_TRUE(query.at(i)["$ref"] || !query.at(i)["description"].text_or("").empty()) << i;
}

TEST(HttpAttempt, AKeySpeaksOfOneQuestion) {
  const auto attempt = [](std::string key, std::string body, Fields form = {}) {
    Request request;
    request.method = Method::post;
    request.path = "/api/v1/x";
    if (!key.empty()) request.headers = {{"idempotency-key", std::move(key)}};
    request.body = std::move(body);
    request.form = std::move(form);
    return attempt_of(request);
  };
  EXPECT_EQ(attempt("", "{}")->key, "");
  EXPECT_EQ(attempt("k-1", "{}")->key, "k-1");
  EXPECT_EQ(attempt("\"k-1\"", "{}")->key, "k-1");   // RFC 9651 string
  EXPECT_EQ(attempt("k-1", "{}")->route, "POST /api/v1/x");
  EXPECT_EQ(attempt("k-1", "{}")->digest, attempt("k-1", "{}")->digest);
  EXPECT_NE(attempt("k-1", "{}")->digest, attempt("k-1", "{\"a\":1}")->digest);
  for (const std::string& bad : {std::string("a b"), std::string(129, 'k'), std::string("khoá")}) EXPECT_FALSE(attempt(bad, "{}")) << bad;
  // A form's token is another on each page; what was asked is not.
  Fields first, second;
  first.add("_csrf", "1"), first.add("idempotency_key", "f"), first.add("product", "p");
  second.add("_csrf", "2"), second.add("idempotency_key", "f"), second.add("product", "p");
  EXPECT_EQ(attempt("", "", first)->key, "f");
  EXPECT_EQ(attempt("", "", first)->digest, attempt("", "", second)->digest);
}

}  // namespace
}  // namespace ocop::http
