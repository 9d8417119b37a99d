// The module's pages and API through the whole way of a request, with cookies and form tokens as a browser has them.
#include "modules/identity/pages.h"
#include "modules/identity/store.h"

#include "kernel/json/json.h"
#include "modules/identity/api.h"
#include "modules/identity/lists.h"
#include "modules/identity/tests/fixture.h"
#include "tests/support/desk.h"

namespace ocop::identity {
namespace {

const Grant kAdministrator{Role::administrator, "", "", {}};
const Grant kOfficer{Role::commune_officer, "68", "24988", {}};
using ocop::test::Browser;
using ocop::test::header;

class IdentityPages : public test::IdentityTest {
 protected:
  void SetUp() override {
    IdentityTest::SetUp();
    if (IsSkipped()) return;
    desk_.emplace(clock_, random_, &service());
    add_pages(desk_->router, service(), desk_->site, desk_->offers);
    add_api(desk_->router, service());
    add_lists(desk_->router, {database(), desk_->site, desk_->offers}, service());
    add_audit(desk_->router, {database(), desk_->site, desk_->offers}, service());
    desk_->site.navigation.set_sign_in("/sign-in");
  }
  Browser browser() { return Browser(*desk_); }
  Browser signed_in(const std::string& login) {
    Browser out(*desk_);
    out.get("/sign-in");
    EXPECT_EQ(out.post("/sign-in", {{"login", login}, {"password", test::kPassword}}).status, 303) << login;
    return out;
  }
  http::Response call(http::Method method, const std::string& target, std::string_view bearer, std::string body = {}) {
    return desk_->api(method, target, bearer, std::move(body));
  }
  std::string token_of(const std::string& login) {
    const auto token = create_api_token(acts(), random_, {std::string(login), "thử", 1});
    EXPECT_TRUE(token.ok());
    return token->text;
  }

  std::optional<ocop::test::Desk> desk_;
};
OCOP_ON_BOTH_ENGINES(IdentityPages);

const std::string kCookie(http::kSessionCookie);

TEST_P(IdentityPages, WhoJoinsComesBackToWhereHeWasGoing) {
  Browser b = browser();
  for (const char* page : {"/join?next=%2Fproducers%2Fnew", "/en/join", "/sign-in?next=%2Fproducers%2Fnew"})
    ocop::test::expect_sound(b.get(page), page);
  EXPECT_TRUE(ocop::test::has(b.get("/sign-in?next=%2Fclaim"), "href=\"/join?next=%2Fclaim\""));
  b.get("/join?next=%2Fproducers%2Fnew");
  const auto joined = b.post("/join?next=%2Fproducers%2Fnew",
                             {{"display_name", "Chị Mẩy"}, {"login", "0912 345 678"}, {"password", test::kPassword}});
  ASSERT_EQ(joined.status, 303);
  EXPECT_EQ(header(joined, "location"), "/sign-in?next=%2Fproducers%2Fnew");
  EXPECT_FALSE(b.has(kCookie));   // a session would tell that the login was free
  b.get("/sign-in?next=%2Fproducers%2Fnew");
  const auto in = b.post("/sign-in?next=%2Fproducers%2Fnew", {{"login", "0912345678"}, {"password", test::kPassword}});
  EXPECT_EQ(header(in, "location"), "/producers/new");
}

TEST_P(IdentityPages, TheAnswerToWhoJoinsIsTheSameWhenTheLoginIsTaken) {
  const std::string body = R"({"display_name":"Chị Mẩy","login":"may@demo.vn","password":"mưa rơi trên đồi chè"})";
  const auto first = call(http::Method::post, "/api/v1/join", {}, body), again = call(http::Method::post, "/api/v1/join", {}, body);
  EXPECT_EQ(first.status, 204);
  EXPECT_EQ(again.status, first.status);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(again.headers.size(), first.headers.size());   // each has a request id of its own
}

TEST_P(IdentityPages, WhereOfficesMakeAccountsNothingLeadsToJoining) {
  service().let_join(manifest::Joining::by_offices);
  Browser b = browser();
  EXPECT_EQ(b.get("/join").status, 404);
  EXPECT_FALSE(ocop::test::has(b.get("/sign-in"), "/join"));
}

TEST_P(IdentityPages, SignsInAndOut) {
  add("anh", {kOfficer});
  Browser b = browser();
  const auto form = b.get("/sign-in");
  EXPECT_EQ(form.status, 200);
  EXPECT_NE(form.body.find("autocomplete=\"current-password\""), std::string::npos);
  const auto in = b.post("/sign-in?next=%2Fme", {{"login", "anh"}, {"password", test::kPassword}});
  ASSERT_EQ(in.status, 303);
  EXPECT_EQ(header(in, "location"), "/me");
  const std::string cookie = header(in, "set-cookie");
  for (const std::string_view attribute : {"__Host-ocop=", "Path=/", "Secure", "HttpOnly", "SameSite=Lax", "Max-Age=604800"}) {
    EXPECT_NE(cookie.find(attribute), std::string::npos) << attribute;
  }
  EXPECT_EQ(cookie.find("Domain"), std::string::npos);
  const auto me = b.get("/me");
  EXPECT_EQ(me.status, 200);
  EXPECT_EQ(header(me, "cache-control"), "no-store");
  EXPECT_NE(me.body.find("Người anh"), std::string::npos);
  EXPECT_NE(me.body.find("Cán bộ xã, phường: Xã Tân Hà, Tỉnh Lâm Đồng"), std::string::npos);
  const std::string session = b.cookies[kCookie];
  EXPECT_EQ(me.body.find(session), std::string::npos);   // the token is in no page
  EXPECT_EQ(b.get("/sign-in").status, 303);              // nothing to do there

  b.get("/me");
  EXPECT_EQ(b.post("/sign-out").status, 303);
  EXPECT_FALSE(b.has(kCookie));
  b.cookies[kCookie] = session;                         // an old cookie is worth nothing
  EXPECT_EQ(b.get("/me").status, 401);
}

TEST_P(IdentityPages, AProgramListsAndEndsSessions) {
  add("anh"), add("binh");
  Browser first = signed_in("anh"), second = signed_in("anh"), other = signed_in("binh");
  const std::string token = token_of("anh");
  const auto list = [&] { return json::parse(call(http::Method::get, "/api/v1/me/sessions", token).body); };
  const auto sessions = list();
  ASSERT_EQ(sessions->root()["sessions"].size(), 2u);
  EXPECT_EQ(sessions->root()["sessions"].at(0)["signed_by"].text(), "password");
  EXPECT_EQ(sessions->root()["sessions"].at(0)["current"].boolean(), false);
  const std::string id(sessions->root()["sessions"].at(1)["id"].text_or(""));
  EXPECT_EQ(call(http::Method::delete_, "/api/v1/me/sessions/" + id, token_of("binh")).status, 404) << "another one's";
  EXPECT_EQ(call(http::Method::delete_, "/api/v1/me/sessions/" + id, token).status, 204);
  EXPECT_EQ(call(http::Method::delete_, "/api/v1/me/sessions/" + id, token).status, 404);
  EXPECT_EQ(first.get("/me").status, 401);
  EXPECT_EQ(second.get("/me").status, 200);
  EXPECT_TRUE(ocop::test::has(second.get("/en/me"), "<td data-label=\"How\">Password"));
  EXPECT_EQ(call(http::Method::delete_, "/api/v1/me/sessions", token).body, R"({"ended":1})");
  EXPECT_EQ(second.get("/me").status, 401);
  EXPECT_EQ(other.get("/me").status, 200);
}

TEST_P(IdentityPages, SpeaksEnglishUnderItsPrefix) {
  add("anh");
  Browser b = browser();
  EXPECT_NE(b.get("/en/sign-in").body.find("Sign-in name"), std::string::npos);
  const auto in = b.post("/en/sign-in", {{"login", "anh"}, {"password", test::kPassword}});
  EXPECT_EQ(header(in, "location"), "/en/me");
  EXPECT_NE(b.get("/en/me").body.find("Where you are signed in"), std::string::npos);
}

TEST_P(IdentityPages, AWrongPasswordKeepsTheNameAndNotThePassword) {
  add("anh");
  Browser b = browser();
  b.get("/sign-in");
  const std::string wrong = "câu này không đúng";
  const auto known = b.post("/sign-in", {{"login", "anh"}, {"password", wrong}});
  const auto unknown = b.post("/sign-in", {{"login", "aha"}, {"password", wrong}});
  for (const auto& answer : {known, unknown}) {
    EXPECT_EQ(answer.status, 422);
    EXPECT_NE(answer.body.find("Tên đăng nhập hoặc mật khẩu không đúng."), std::string::npos);
    EXPECT_EQ(answer.body.find(wrong), std::string::npos);
    EXPECT_EQ(header(answer, "set-cookie").find("__Host-ocop="), std::string::npos);
  }
  EXPECT_NE(known.body.find("value=\"anh\""), std::string::npos);
  const auto same = [](std::string body, std::string_view login) {   // but for what was typed and the random token
    for (auto at = body.find(login); at != std::string::npos; at = body.find(login)) body.erase(at, login.size());
    return body.size();
  };
  EXPECT_EQ(same(known.body, "\"anh\""), same(unknown.body, "\"aha\""));
}

TEST_P(IdentityPages, TooManyAttemptsAreToldWhenToComeBack) {
  Browser b = browser();
  b.get("/sign-in");
  http::Response last;
  for (int i = 0; i < 6; ++i) last = b.post("/sign-in", {{"login", "anh"}, {"password", "x"}});
  EXPECT_EQ(last.status, 429);
  EXPECT_EQ(header(last, "retry-after"), "300");
  EXPECT_NE(last.body.find("Hãy đợi 5 phút"), std::string::npos);
}

TEST_P(IdentityPages, NeverSendsPeopleToAnotherSite) {
  add("anh");
  for (const std::string next : {"%2F%2Fevil.example", "https%3A%2F%2Fevil.example", "%2F%5Cevil.example", "%2Fsign-out"}) {
    Browser b = browser();
    b.get("/sign-in?next=" + next);
    const auto in = b.post("/sign-in?next=" + next, {{"login", "anh"}, {"password", test::kPassword}});
    EXPECT_EQ(header(in, "location"), "/me") << next;
  }
}

TEST_P(IdentityPages, APageThatNeedsAnAccountLeadsToItAndBack) {
  add("root", {kAdministrator});
  Browser b = browser();
  const auto refused = b.get("/en/accounts?q=a");
  EXPECT_EQ(refused.status, 401);
  constexpr std::string_view kLink = "/en/sign-in?next=%2Fen%2Faccounts%3Fq%3Da";
  ASSERT_NE(refused.body.find(kLink), std::string::npos);
  b.get(std::string(kLink));
  const auto in = b.post(std::string(kLink), {{"login", "root"}, {"password", test::kPassword}});
  EXPECT_EQ(header(in, "location"), "/en/accounts?q=a");
}

TEST_P(IdentityPages, ChangingRequestsNeedTheFormToken) {
  add("anh");
  Browser b = browser();
  EXPECT_EQ(b.post("/sign-in", {{"login", "anh"}, {"password", test::kPassword}}).status, 403);   // never saw the form
  Browser in = signed_in("anh");
  for (const char* path : {"/sign-out", "/me/password", "/me/sessions/end-others"}) {
    in.token.clear();   // the error page has a form of its own
    EXPECT_EQ(in.post(path).status, 403) << path;
  }
  EXPECT_EQ(in.get("/me").status, 200);   // still signed in
}

TEST_P(IdentityPages, ANewSessionAtEverySignIn) {
  add("anh");
  Browser b = browser();
  b.get("/sign-in");
  b.cookies[kCookie] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";   // planted
  EXPECT_EQ(b.post("/sign-in", {{"login", "anh"}, {"password", test::kPassword}}).status, 303);
  EXPECT_NE(b.cookies[kCookie], "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
}

TEST_P(IdentityPages, OwnPasswordAndDevices) {
  add("anh");
  Browser here = signed_in("anh"), there = signed_in("anh");
  const std::string next = "gió thổi qua ruộng bậc thang";
  here.get("/me");
  const auto wrong = here.post("/me/password", {{"current", "không phải"}, {"next", next}, {"repeated", next}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_NE(wrong.body.find("Mật khẩu hiện tại không đúng."), std::string::npos);
  EXPECT_EQ(wrong.body.find(next), std::string::npos);
  EXPECT_EQ(here.post("/me/password", {{"current", test::kPassword}, {"next", next}, {"repeated", next}}).status, 303);
  EXPECT_EQ(there.get("/me").status, 401);
  EXPECT_EQ(here.get("/me").status, 200);
}

TEST_P(IdentityPages, EndsOneDevice) {
  const AccountId id = add("anh");
  Browser here = signed_in("anh"), there = signed_in("anh");
  EXPECT_EQ(there.get("/me").status, 200);
  const auto body = here.get("/me").body;
  constexpr std::string_view kAction = "/me/sessions/";
  const auto at = body.find(kAction);
  ASSERT_NE(at, std::string::npos);
  EXPECT_EQ(here.post(body.substr(at, body.find('"', at) - at)).status, 303);
  EXPECT_EQ(there.get("/me").status, 401);
  EXPECT_EQ(here.get("/me").status, 200);
  EXPECT_EQ(here.post("/me/sessions/not-an-id/end").status, 404);
  EXPECT_EQ(database().read([&](db::Reader& reader) { return store::sessions_of(reader, id); }).size(), 1u);
}

TEST_P(IdentityPages, TokensAreShownAndRevoked) {
  const AccountId id = add("anh");
  add("admin", {Grant{Role::administrator, {}, {}, {}}});
  const auto path_of_first = [](const std::string& body, std::string_view from) {
    const auto at = body.find(from);
    return at == std::string::npos ? std::string() : body.substr(at, body.find('"', at) - at);
  };
  Browser here = signed_in("anh"), admin = signed_in("admin");
  EXPECT_EQ(here.get("/me").body.find("keep_tokens"), std::string::npos);   // nothing to keep
  const auto first = create_api_token(acts(), random_, {"anh", "Bảng theo dõi", 1, TokenScope::reading});
  const auto second = create_api_token(acts(), random_, {"anh", "Đồng bộ", 1});
  const std::string mine = here.get("/me").body;
  EXPECT_NE(mine.find("Chỉ xem"), std::string::npos);
  EXPECT_NE(mine.find("keep_tokens"), std::string::npos);
  EXPECT_EQ(here.post(path_of_first(mine, "/me/tokens/" + first->id.text())).status, 303);
  EXPECT_EQ(here.get("/me").body.find("Bảng theo dõi"), std::string::npos);
  const std::string account = "/accounts/" + id.text();
  EXPECT_EQ(admin.post(path_of_first(admin.get(account).body, account + "/tokens/")).status, 303);
  EXPECT_EQ(call(http::Method::get, "/api/v1/me", second->text).status, 401);
  ocop::test::expect_sound(admin.get("/en" + account));
}

TEST_P(IdentityPages, OnlyAdministratorsSeeAccounts) {
  const AccountId subject = add("anh", {kOfficer});
  Browser visitor = browser(), officer = signed_in("anh");
  officer.get("/me");   // holds a form token
  for (const std::string& path : {std::string("/accounts"), std::string("/accounts/new"), "/accounts/" + subject.text()}) {
    EXPECT_EQ(visitor.get(path).status, 401) << path;
    EXPECT_EQ(officer.get(path).status, 403) << path;
    EXPECT_EQ(officer.get(path).body.find("Người khác"), std::string::npos);
  }
  for (const std::string& path : {std::string("/accounts"), "/accounts/" + subject.text() + "/password",
      "/accounts/" + subject.text() + "/grants"}) {
    EXPECT_EQ(officer.post(path).status, 403) << path;
  }
}

TEST_P(IdentityPages, AnAdministratorMakesAnAccountWork) {
  add("root", {kAdministrator});
  Browser root = signed_in("root");
  EXPECT_NE(root.get("/me").body.find("href=\"/accounts\""), std::string::npos);
  EXPECT_NE(root.get("/accounts").body.find("Người root"), std::string::npos);
  root.get("/accounts/new");
  EXPECT_EQ(root.post("/accounts", {{"login", "x"}, {"display_name", "Lò Thị Mai"}}).status, 422);
  const auto made = root.post("/accounts", {{"login", "mai"}, {"display_name", "Lò Thị <Mai>"}});
  ASSERT_EQ(made.status, 200);
  EXPECT_EQ(header(made, "cache-control"), "no-store");
  const auto mai = database().read([](db::Reader& reader) { return store::account_by_login(reader, "mai"); });
  ASSERT_TRUE(mai);
  const std::string page = "/accounts/" + mai->id.text();
  EXPECT_EQ(root.get(page).body.find("<Mai>"), std::string::npos);       // escaped

  EXPECT_EQ(root.post(page + "/grants", {{"role", "commune_officer"}, {"province", "68"}, {"commune", "Hồng Thái"}}).status, 422);
  EXPECT_EQ(root.post(page + "/grants", {{"role", ""}}).status, 422);
  EXPECT_EQ(root.post(page + "/grants", {{"role", "commune_officer"}, {"province", "68"}, {"commune", "tan ha"}}).status, 303);
  EXPECT_EQ(root.post(page + "/grants", {{"role", "commune_officer"}, {"province", "68"}, {"commune", "24988"}}).status, 409);
  const auto shown = root.get(page).body;
  EXPECT_NE(shown.find("Xã Tân Hà, Tỉnh Lâm Đồng"), std::string::npos);
  EXPECT_NE(shown.find("Giao vai trò: Cán bộ xã, phường"), std::string::npos);

  const auto at = shown.find(page + "/grants/");
  ASSERT_NE(at, std::string::npos);
  EXPECT_EQ(root.post(shown.substr(at, shown.find('"', at) - at)).status, 303);
  EXPECT_EQ(root.post(page + "/activity", {{"version", "9"}, {"active", "0"}}).status, 409);
  EXPECT_EQ(root.post(page + "/activity", {{"version", "1"}, {"active", "maybe"}}).status, 422);
  EXPECT_EQ(root.post(page + "/activity", {{"version", "1"}, {"active", "0"}}).status, 303);
  EXPECT_EQ(root.post(page + "/password").status, 200);
  EXPECT_EQ(root.get("/accounts/00000000-0000-0000-0000-000000000000").status, 404);
  EXPECT_EQ(root.get("/accounts/nonsense").status, 404);
  EXPECT_EQ(root.get("/accounts?q=khong-co-ai").status, 200);
  // The list is of people: each look is written down, a file's as well.
  const auto looks = [&] { return database().read([](db::Reader& reader) { return store::personal_views(reader, 100); }).size(); };
  const std::size_t before = looks();
  EXPECT_EQ(root.get("/accounts.csv").status, 200);
  EXPECT_EQ(root.get("/accounts.xlsx").status, 200);
  EXPECT_EQ(root.get("/accounts?role=producer_member").status, 200);
  EXPECT_EQ(looks(), before + 3);
}

// A role at a producer said the producer's number, which nobody can read.
TEST_P(IdentityPages, ARoleAtAProducerSaysItsNameWhereSomebodyKnowsIt) {
  const ProducerId tea{Uuid{{7}}}, lost{Uuid{{8}}};
  int asked = 0;
  desk_->offers.add(ProducerNames{.rank = 1, .of = [&](std::span<const ProducerId> ids) {
                                    ++asked;
                                    std::vector<ProducerName> out;
                                    if (std::ranges::find(ids, tea) != ids.end()) out.push_back({tea, "HTX Chè Phìn Hồ", "Phin Ho Tea"});
                                    return out;
                                  }});
  add("root", {kAdministrator});
  const std::string mai = "/accounts/" + add("mai", {{Role::producer_member, "", "", tea}}).text();
  add("lan", {{Role::producer_member, "", "", tea}, {Role::producer_member, "", "", lost}});
  Browser root = signed_in("root");
  const auto list = root.get("/accounts");
  EXPECT_EQ(asked, 1) << "all rows at once";
  EXPECT_TRUE(ocop::test::has(list, "HTX Chè Phìn Hồ"));
  EXPECT_FALSE(ocop::test::has(list, tea.text()));
  EXPECT_TRUE(ocop::test::has(list, lost.text())) << "what nobody knows is still said";
  EXPECT_TRUE(ocop::test::has(root.get("/en/accounts.csv"), "Phin Ho Tea"));
  const auto one = root.get(mai);
  EXPECT_TRUE(ocop::test::has(one, "HTX Chè Phìn Hồ"));
  EXPECT_FALSE(ocop::test::has(one, tea.text())) << "in the history neither";
  const auto own = signed_in("mai").get("/me");
  EXPECT_TRUE(ocop::test::has(own, "href=\"/producers/" + tea.text() + "\""));
  EXPECT_TRUE(ocop::test::has(own, "HTX Chè Phìn Hồ"));
}

TEST_P(IdentityPages, AnOfficialsRoleIsATaskOfTheOtherAdministrator) {
  add("root", {kAdministrator});
  const std::string mai = "/accounts/" + add("mai").text();
  Browser root = signed_in("root");
  EXPECT_TRUE(ocop::test::has(root.get("/accounts"), "chỉ có một quản trị viên"));
  add("other", {kAdministrator});
  EXPECT_FALSE(ocop::test::has(root.get("/accounts"), "chỉ có một quản trị viên"));
  root.get(mai);
  ASSERT_EQ(root.post(mai + "/grants", {{"role", "provincial_body"}, {"province", "68"}}).status, 303);
  const auto own = root.get("/accounts/waiting");
  ocop::test::expect_sound(own);
  EXPECT_TRUE(ocop::test::has(own, "Rút lại"));
  EXPECT_FALSE(ocop::test::has(own, "/confirm\"")) << "what cannot be done is not offered";
  Browser other = signed_in("other");
  const auto task = other.get("/accounts/waiting");
  EXPECT_TRUE(ocop::test::has(task, "Người root"));
  const auto at = task.body.find(mai + "/waiting/");
  ASSERT_NE(at, std::string::npos);
  const std::string confirm = task.body.substr(at, task.body.find('"', at) - at);
  EXPECT_EQ(root.post(confirm).status, 409);
  EXPECT_EQ(other.post(confirm).status, 303);
  const auto shown = root.get(mai);
  ocop::test::expect_sound(shown);
  EXPECT_TRUE(ocop::test::has(shown, "Người other đã xác nhận")) << "both names stand in the record";
  EXPECT_TRUE(ocop::test::has(other.get("/en/accounts/waiting"), "No role waits"));
  ocop::test::expect_sound(other.get("/en/accounts/waiting"));

  using http::Method;
  const std::string first = token_of("root"), second = token_of("other"), account = "/api/v1" + mai;
  const auto given = json::parse(call(Method::post, account + "/grants", first, R"({"role":"administrator"})").body);
  const std::string waiting = account + "/waiting/" + std::string(given->root()["waiting"].text_or("none"));
  EXPECT_EQ(call(Method::post, waiting + "/confirm", first).status, 409);
  EXPECT_EQ(json::parse(call(Method::get, "/api/v1/accounts/waiting", second).body)->root()["waiting"].size(), 1u);
  EXPECT_EQ(call(Method::delete_, waiting, second).status, 204);
  EXPECT_EQ(call(Method::post, waiting + "/confirm", second).status, 409);
}

TEST_P(IdentityPages, TheApiDoesTheSame) {
  add("root", {kAdministrator});
  add("anh", {kOfficer});
  const std::string root = token_of("root"), officer = token_of("anh");
  using http::Method;
  EXPECT_EQ(call(Method::get, "/api/v1/accounts", "ocop_wrong").status, 401);
  EXPECT_EQ(call(Method::get, "/api/v1/accounts", officer).status, 403);
  EXPECT_EQ(call(Method::get, "/api/v1/me", officer).status, 200);

  EXPECT_EQ(call(Method::post, "/api/v1/accounts", root, "[]").status, 422);
  EXPECT_EQ(call(Method::post, "/api/v1/accounts", root, "{").status, 400);
  const auto made = call(Method::post, "/api/v1/accounts", root, R"({"login":"mai","display_name":"Lò Thị Mai"})");
  ASSERT_EQ(made.status, 201) << made.body;
  const auto document = json::parse(made.body);
  ASSERT_TRUE(document.ok());
  const std::string id(document->root()["id"].text_or(""));
  EXPECT_EQ(document->root()["temporary_password"].text_or("").size(), 19u);
  EXPECT_EQ(header(made, "location"), "/api/v1/accounts/" + id);

  const std::string account = "/api/v1/accounts/" + id;
  const auto given = call(Method::post, account + "/grants", root, R"({"role":"commune_officer","province":"68","commune":"24988"})");
  ASSERT_EQ(given.status, 201) << given.body;
  EXPECT_EQ(call(Method::post, account + "/grants", root, R"({"role":"king"})").status, 422);
  const auto grant = json::parse(given.body);
  const auto shown = json::parse(call(Method::get, account, root).body);
  EXPECT_EQ(shown->root()["grants"].at(0)["commune"].text_or(""), "24988");
  EXPECT_EQ(call(Method::delete_, account + "/grants/" + std::string(grant->root()["id"].text_or("")), root).status, 200);
  EXPECT_EQ(call(Method::patch, account, root, R"({"active":false})").status, 422);
  EXPECT_EQ(call(Method::patch, account, root, R"({"active":false,"version":1})").status, 200);
  EXPECT_EQ(call(Method::patch, account, root, R"({"active":false,"version":1})").status, 409);
  EXPECT_EQ(call(Method::post, account + "/password", root).status, 201);
  const auto list = json::parse(call(Method::get, "/api/v1/accounts?q=lo+thi", root).body);
  EXPECT_EQ(list->root()["total"].integer(), 1);
  EXPECT_EQ(list->root()["accounts"].at(0)["active"].boolean(), false);
}

}  // namespace
}  // namespace ocop::identity
