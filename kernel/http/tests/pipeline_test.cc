#include <gtest/gtest.h>

#include "kernel/http/pipeline.h"
#include "kernel/http/tests/support.h"
#include "kernel/json/json.h"

namespace ocop::http {
namespace {

using testing::header_of, testing::request, testing::route;

// Knows one account by its session "s1", by its bearer token "t1", and by "reads", which is for reading alone.
class OneAccount final : public Authenticator {
 public:
  Identity identify(std::string_view session_cookie, std::string_view bearer, Instant) override {
    ++asked;
    Identity out;
    if (session_cookie != "s1" && bearer != "t1" && bearer != "reads") return out;
    out.actor.account = AccountId{Uuid{{1}}};
    out.actor.grants.push_back({.role = Role::provincial_body, .province = "68", .commune = {}, .producer = {}});
    if (session_cookie == "s1") out.session = "s1";
    if (bearer == "reads") out.reach = Reach::reading;
    return out;
  }
  int asked = 0;
};

const std::pair<std::string, std::string> kSession{"cookie", "__Host-ocop=s1"};
const std::pair<std::string, std::string> kFormType{"content-type", "application/x-www-form-urlencoded"};

class HttpPipeline : public ::testing::Test {
 protected:
  HttpPipeline() {
    options_.public_url = "https://ocop.test";
    options_.csrf_key = std::string(32, 'k');
    add(route(Method::get, "/form", [](const Request& r) { return Response::html("token=" + r.csrf_token.text()); }));
    add(route(Method::get, "/plain", [](const Request&) { return Response::html("plain").with("Cache-Control", "public, max-age=60"); }));
    add(route(Method::get, "/language", [](const Request& r) { return Response::text(r.language == Language::en ? "en" : "vi"); }));
    add(route(Method::get, "/api/v1/language", [](const Request& r) { return Response::text(r.language == Language::en ? "en" : "vi"); }));
    add(route(Method::post, "/save", [](const Request& r) { return Response::text("saved " + std::string(r.form.get("name"))); }));
    Route open = route(Method::post, "/api/v1/score", [](const Request& r) { return Response::json(r.body); });
    open.csrf = Csrf::not_needed;
    open.body_limit = 100;
    add(open);
    add(route(Method::get, "/desk", [](const Request&) { return Response::html("desk"); }, Policy::roles(Role::provincial_body)));
    add(route(Method::post, "/desk-save", [](const Request&) { return Response::text("saved"); }, Policy::signed_in()));
    add(route(Method::get, "/chair", [](const Request&) { return Response::html("chair"); }, Policy::roles(Role::council_chair)));
    add(route(Method::get, "/mine", [](const Request&) { return Response::html("mine"); }, Policy::signed_in()));
    Route scan = route(Method::get, "/s/{code}", [](const Request& r) { return Response::text(r.language == Language::en ? "en" : "vi"); });
    scan.language = LanguageFrom::accept_header;
    add(scan);
    add(route(Method::get, "/fails", [](const Request&) -> Response { throw std::runtime_error("disk"); }));
  }
  void add(Route one) { router_.add(std::move(one)); }
  Server::Parts parts() {
    Server::Parts out;
    out.router = &router_;
    out.authenticator = &accounts_;
    out.clock = &clock_;
    out.random = &random_;
    out.error_page = error_page_;
    return out;
  }
  Response handle(Request one) { return Pipeline(options_, parts()).handle(std::move(one)); }
  Response get(std::string target, std::vector<std::pair<std::string, std::string>> headers = {}) {
    return handle(request(Method::get, std::move(target), std::move(headers)));
  }
  std::string token(std::vector<std::pair<std::string, std::string>> headers) { return get("/form", std::move(headers)).body.substr(6); }

  ServerOptions options_;
  Router router_;
  OneAccount accounts_;
  ErrorPage error_page_;
  FixedClock clock_{Instant{1'800'000'000'000}};
  SeededRandom random_{7};
};

TEST_F(HttpPipeline, PolicyDecidesWhoComesIn) {
  EXPECT_EQ(get("/desk").status, 401);
  EXPECT_EQ(header_of(get("/desk"), "WWW-Authenticate"), "Bearer");
  EXPECT_EQ(get("/desk", {kSession}).status, 200);
  EXPECT_EQ(get("/chair", {kSession}).status, 403);
  EXPECT_EQ(get("/mine").status, 401);
  EXPECT_EQ(get("/mine", {{"authorization", "Bearer t1"}}).status, 200);
  EXPECT_EQ(get("/mine", {{"cookie", "__Host-ocop=revoked"}}).status, 401);
  // A wrong bearer token is not rescued by a good cookie.
  EXPECT_EQ(get("/mine", {{"authorization", "Bearer wrong"}, kSession}).status, 401);
}

// What was typed reaches the error's page, with a token that the next attempt may carry; never what another site sent.
TEST_F(HttpPipeline, AFormOfWhoeverIsNotSignedInIsKeptForItsErrorPage) {
  error_page_ = [](const Error& error, const Request& asked) {
    return Response::text(asked.form.empty() ? "nothing" : std::string(asked.form.get("name")) + "|" + asked.csrf_token.text(),
                          traits(error.kind).status);
  };
  const Response kept = handle(request(Method::post, "/desk-save", {kFormType}, "name=Lan"));
  EXPECT_EQ(kept.status, 401);
  EXPECT_TRUE(kept.body.starts_with("Lan|")) << kept.body;
  EXPECT_TRUE(header_of(kept, "Set-Cookie").starts_with("__Host-ocop-visitor="));
  EXPECT_EQ(handle(request(Method::post, "/desk-save", {kFormType, {"sec-fetch-site", "cross-site"}}, "name=Lan")).body, "nothing");
  EXPECT_EQ(handle(request(Method::post, "/desk-save", {kFormType, {"origin", "https://evil.example"}}, "name=Lan")).body, "nothing");
  EXPECT_EQ(handle(request(Method::post, "/desk-save", {kFormType}, "name=%zz")).body, "nothing");
  const std::pair<std::string, std::string> foreign{"sec-fetch-site", "cross-site"};
  EXPECT_EQ(handle(request(Method::post, "/desk-save", {kFormType, kSession, foreign}, "name=Lan")).body, "nothing");
}

TEST_F(HttpPipeline, UnknownAddressesAndMethods) {
  const Response missing = get("/nowhere", {{"accept", "application/json"}});
  EXPECT_EQ(missing.status, 404);
  auto problem = json::parse(missing.body);
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->root()["status"].integer(), 404);
  EXPECT_EQ(problem->root()["instance"].text_or(""), header_of(missing, "X-Request-Id"));
  const Response refused = handle(request(Method::delete_, "/save"));
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(header_of(refused, "Allow"), "POST, OPTIONS");
  const Response asked = handle(request(Method::options, "/form"));
  EXPECT_EQ(asked.status, 204);
  EXPECT_EQ(header_of(asked, "Allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(accounts_.asked, 0);
}

TEST_F(HttpPipeline, LanguageComesFromThePrefixOrTheHeader) {
  EXPECT_EQ(get("/language").body, "vi");
  EXPECT_EQ(get("/en/language").body, "en");
  EXPECT_EQ(get("/en/language", {{"accept-language", "vi"}}).body, "en");
  EXPECT_EQ(get("/language", {{"accept-language", "en"}}).body, "vi");
  EXPECT_EQ(get("/english/language").status, 404);
  EXPECT_EQ(get("/api/v1/language", {{"accept-language", "en-GB"}}).body, "en");
  const Response scan = get("/s/AB12", {{"accept-language", "en, vi;q=0.5"}});
  EXPECT_EQ(scan.body, "en");
  EXPECT_EQ(header_of(scan, "Vary"), "Accept-Language");
  EXPECT_EQ(get("/s/AB12?lang=vi", {{"accept-language", "en"}}).body, "vi");
  EXPECT_EQ(get("/s/AB12?lang=en", {{"accept-language", "vi"}}).body, "en");
  EXPECT_EQ(get("/language?lang=en").body, "vi");
}

TEST_F(HttpPipeline, APageWithoutAFormSetsNoCookieAndStaysCacheable) {
  const Response page = get("/plain");
  EXPECT_EQ(header_of(page, "Set-Cookie"), "");
  EXPECT_EQ(header_of(page, "Cache-Control"), "public, max-age=60");
  EXPECT_EQ(header_of(get("/plain", {kSession}), "Cache-Control"), "no-store");
}

TEST_F(HttpPipeline, AVisitorsFormNeedsItsNonceAndToken) {
  const Response page = get("/form");
  const std::string cookie = header_of(page, "Set-Cookie");
  EXPECT_TRUE(cookie.starts_with("__Host-ocop-visitor=")) << cookie;
  EXPECT_NE(cookie.find("; Path=/; Secure; HttpOnly; SameSite=Lax"), std::string::npos);
  EXPECT_EQ(header_of(page, "Cache-Control"), "no-store");
  const std::pair<std::string, std::string> nonce{"cookie", cookie.substr(0, cookie.find(';'))};
  const std::string good = page.body.substr(6);
  const auto post = [&](std::vector<std::pair<std::string, std::string>> headers, const std::string& sent) {
    headers.push_back(kFormType);
    return handle(request(Method::post, "/save", std::move(headers), "name=Lan&_csrf=" + sent));
  };
  EXPECT_EQ(post({nonce}, good).body, "saved Lan");
  EXPECT_EQ(post({nonce}, "").status, 403);
  EXPECT_EQ(post({}, good).status, 403);
  EXPECT_EQ(post({{"cookie", "__Host-ocop-visitor=other"}}, good).status, 403);
  EXPECT_EQ(post({kSession}, good).status, 403);
  // The story: "your account lacks the role" to whoever sent a form that had been open since before they signed in.
  EXPECT_NE(post({kSession}, good).body.find("stale_form"), std::string::npos);
  EXPECT_NE(post({nonce, {"sec-fetch-site", "cross-site"}}, good).body.find("forbidden"), std::string::npos);
  EXPECT_NE(post({nonce, {"origin", "https://evil.example"}}, good).body.find("forbidden"), std::string::npos);
  // A second page of the same visitor sets no new cookie, and its token is another text that fits too.
  const Response again = get("/form", {nonce});
  EXPECT_EQ(header_of(again, "Set-Cookie"), "");
  EXPECT_NE(again.body.substr(6), good);
  EXPECT_EQ(post({nonce}, again.body.substr(6)).status, 200);
}

TEST_F(HttpPipeline, EveryFenceAgainstOtherSites) {
  const std::string good = token({kSession});
  const auto post = [&](std::vector<std::pair<std::string, std::string>> headers, std::string body) {
    headers.push_back(kSession);
    headers.push_back(kFormType);
    return handle(request(Method::post, "/save", std::move(headers), std::move(body))).status;
  };
  EXPECT_EQ(post({}, "_csrf=" + good), 200);
  EXPECT_EQ(post({{"x-csrf-token", good}}, ""), 200);
  EXPECT_EQ(post({{"origin", "https://ocop.test"}, {"sec-fetch-site", "same-origin"}}, "_csrf=" + good), 200);
  EXPECT_EQ(post({{"origin", "http://127.0.0.1:8080"}, {"host", "127.0.0.1:8080"}}, "_csrf=" + good), 200);
  EXPECT_EQ(post({{"origin", "https://evil.test"}}, "_csrf=" + good), 403);
  EXPECT_EQ(post({{"origin", "https://ocop.test.evil"}}, "_csrf=" + good), 403);
  EXPECT_EQ(post({{"origin", "null"}}, "_csrf=" + good), 403);
  EXPECT_EQ(post({{"sec-fetch-site", "cross-site"}}, "_csrf=" + good), 403);
  EXPECT_EQ(post({{"sec-fetch-site", "same-site"}}, "_csrf=" + good), 403);
  EXPECT_EQ(post({}, ""), 403);
  EXPECT_EQ(post({}, "_csrf=" + good.substr(1) + "A"), 403);
  EXPECT_EQ(post({}, "_csrf=" + std::string(43, 'A')), 403);
}

TEST_F(HttpPipeline, BearerCallsAndOpenRoutesNeedNoToken) {
  EXPECT_EQ(handle(request(Method::post, "/save", {{"authorization", "Bearer t1"}, kFormType}, "name=a")).status, 200);
  EXPECT_EQ(handle(request(Method::post, "/api/v1/score", {}, "{}")).status, 200);
}

// The story: any Authorization header lifted the form token, also a made-up one in front of a visitor's form.
TEST_F(HttpPipeline, AMadeUpTokenLiftsNothing) {
  EXPECT_EQ(handle(request(Method::post, "/save", {{"authorization", "Bearer made-up"}, kFormType}, "name=a")).status, 403);
  EXPECT_EQ(handle(request(Method::post, "/save", {{"authorization", "Bearer made-up"}, kSession, kFormType}, "name=a")).status, 403);
}

TEST_F(HttpPipeline, ATokenForReadingChangesNothing) {
  int saved = 0;
  const auto save = [&saved](const Request&) {
    ++saved;
    return Response::text("saved");
  };
  for (const Method method : {Method::post, Method::put, Method::patch, Method::delete_})
    add(route(method, "/api/v1/mine", save, Policy::signed_in()));
  const std::pair<std::string, std::string> reads{"authorization", "Bearer reads"};
  for (const Method method : {Method::post, Method::put, Method::patch, Method::delete_}) {
    EXPECT_EQ(handle(request(method, "/api/v1/mine", {reads})).status, 403) << name(method);
    EXPECT_EQ(handle(request(method, "/api/v1/mine", {{"authorization", "Bearer t1"}})).status, 200) << name(method);
  }
  EXPECT_EQ(saved, 4);
  EXPECT_EQ(get("/mine", {reads}).status, 200);
  EXPECT_EQ(get("/desk", {reads}).status, 200);
  EXPECT_EQ(handle(request(Method::post, "/api/v1/score", {reads}, "{}")).status, 200);   // of anybody: nothing is kept
}

TEST_F(HttpPipeline, WhoMayNotPostIsToldSoBeforeTheForm) {
  add(route(Method::post, "/desk", [](const Request&) { return Response::text("saved"); }, Policy::roles(Role::provincial_body)));
  EXPECT_EQ(handle(request(Method::post, "/desk", {kFormType}, "a=%zz")).status, 401);
}

TEST_F(HttpPipeline, BodiesAndFormsAreBounded) {
  EXPECT_EQ(handle(request(Method::post, "/api/v1/score", {}, std::string(101, ' '))).status, 413);
  EXPECT_EQ(handle(request(Method::post, "/save", {kSession, kFormType}, "a=%zz")).status, 400);
  EXPECT_EQ(handle(request(Method::post, "/save", {kSession, {"content-type", "multipart/form-data"}}, "x")).status, 400);
}

TEST_F(HttpPipeline, MultipartFormsCarryTheTokenToo) {
  const std::string body = "--b\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + token({kSession}) +
                           "\r\n--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nLan\r\n--b--\r\n";
  EXPECT_EQ(handle(request(Method::post, "/save", {kSession, {"content-type", "multipart/form-data; boundary=b"}}, body)).body,
            "saved Lan");
}

TEST_F(HttpPipeline, ExceptionsAreExplainedOnce) {
  EXPECT_EQ(get("/fails").status, 500);
  auto explained = parts();
  explained.explain = [](const std::exception& e) { return Error::of(ErrorKind::storage_unavailable, e.what()); };
  explained.error_page = [](const Error& error, const Request&) { return Response::html("page", traits(error.kind).status); };
  const Response out = Pipeline(options_, explained).handle(request(Method::get, "/fails"));
  EXPECT_EQ(out.status, 503);
  EXPECT_EQ(out.body, "page");
  EXPECT_EQ(header_of(out, "Retry-After"), "5");
  explained.error_page = [](const Error&, const Request&) -> Response { throw std::runtime_error("page"); };
  EXPECT_EQ(Pipeline(options_, explained).handle(request(Method::get, "/fails")).status, 503);
}

TEST_F(HttpPipeline, AProblemSaysFieldGotAndExpected) {
  Problem wrong{"answers.1.1", "9", "1..4", Message{"Chọn từ {0}", "Choose from {0}"}, {"1"}};
  const Error error = Error::of(ErrorKind::invalid_input, wrong);
  Request asked = request(Method::post, "/");
  asked.language = Language::en;
  asked.request_id = "r-1";
  auto out = json::parse(problem(error, asked).body);
  ASSERT_TRUE(out);
  const auto one = out->root()["problems"].at(0);
  EXPECT_EQ(one["field"].text_or(""), "answers.1.1");
  EXPECT_EQ(one["got"].text_or(""), "9");
  EXPECT_EQ(one["expected"].text_or(""), "1..4");
  EXPECT_EQ(one["message"].text_or(""), "Choose from 1");
  EXPECT_EQ(out->root()["type"].text_or(""), "urn:ocop:error:invalid_input");
}

TEST_F(HttpPipeline, SecurityHeadersAreOnEveryAnswerAndMayBeReplaced) {
  add(route(Method::get, "/own", [](const Request&) { return Response::html("x").with("content-security-policy", "default-src 'none'"); }));
  for (const char* target : {"/plain", "/nowhere", "/desk", "/%zz", "/fails"}) {
    const Response out = get(target);
    EXPECT_NE(header_of(out, "Content-Security-Policy").find("frame-ancestors 'none'"), std::string::npos) << target;
    EXPECT_EQ(header_of(out, "X-Content-Type-Options"), "nosniff") << target;
    EXPECT_NE(header_of(out, "Referrer-Policy"), "") << target;
    EXPECT_NE(header_of(out, "X-Request-Id"), "") << target;
  }
  EXPECT_EQ(header_of(get("/own"), "Content-Security-Policy"), "");
  EXPECT_EQ(header_of(get("/own"), "content-security-policy"), "default-src 'none'");
  Request secure = request(Method::get, "/plain");
  secure.secure = true;
  EXPECT_EQ(header_of(handle(secure), "Strict-Transport-Security"), "max-age=31536000");
}

// The story: only reading answered with an ETag, so a client that had saved could not send the If-Match of the next save.
TEST_F(HttpPipeline, AChangeAnswersWithTheVersionItMade) {
  Route saving = route(Method::put, "/api/v1/thing", [](const Request&) {
    Response out = Response::json("{}");
    out.etag = "7";
    return out;
  });
  saving.csrf = Csrf::not_needed;
  add(saving);
  Request put = request(Method::put, "/api/v1/thing");
  put.headers.emplace_back("if-none-match", "*");   // a precondition of the change, not a question for 304
  const Response done = handle(std::move(put));
  EXPECT_EQ(done.status, 200);
  EXPECT_EQ(header_of(done, "ETag"), "\"7\"");
}

// The story: certificates had no fonts, every PDF was a 500, and the log said nothing: only thrown failures were told there.
TEST_F(HttpPipeline, AReturnedFailureIsToldInTheLogAndNotToTheVisitor) {
  add(route(Method::get, "/api/v1/paper",
            [](const Request& r) { return problem(Error::of(ErrorKind::internal, "the font is not there"), r); }));
  const Pipeline pipeline(options_, parts());
  Request get = request(Method::get, "/api/v1/paper");
  const Plan plan = pipeline.inner().prepare(get);
  const Outcome outcome = pipeline.inner().run(get, plan);
  EXPECT_EQ(outcome.response.status, 500);
  EXPECT_EQ(outcome.fault, "the font is not there");
  EXPECT_EQ(outcome.response.body.find("font"), std::string::npos);
}

// The story: "/api/v1/accounts/%" was answered with a page for people (found by fuzzing the API).
TEST_F(HttpPipeline, AnUnreadableAddressOfTheApiIsAProblem) {
  Server::Parts with_pages = parts();
  with_pages.error_page = [](const Error& error, const Request&) { return Response::html("page", traits(error.kind).status); };
  const Response refused = Pipeline(options_, with_pages).handle(request(Method::get, "/api/v1/score/%zz"));
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.content_type, "application/problem+json");
}

}  // namespace
}  // namespace ocop::http
