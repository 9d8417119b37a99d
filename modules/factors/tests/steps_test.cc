// Signing in by a password and a second step, and what the second steps are changed by.
#include <cstdio>
#include <cstdlib>

#include "kernel/crypto/crypto.h"
#include "kernel/json/json.h"
#include "kernel/print/print.h"
#include "modules/factors/store.h"
#include "modules/factors/tests/fixture.h"
#include "modules/identity/rules.h"
#include "tests/support/other_programs.h"

namespace ocop::factors {
namespace {

using identity::test::kPassword;

class FactorsSteps : public FactorsTest {};

// The symbol of a page, module by module, from its path: "M4 4h7v1h-7z…".
print::QrSymbol drawn(const std::string& page) {
  print::QrSymbol out;
  const std::size_t box = page.rfind("viewBox=\"0 0 ", page.find("class=\"qr\""));
  if (box == std::string::npos) return out;
  out.size = std::atoi(page.c_str() + box + 13) - 2 * print::kQuietModules;
  out.dark.assign(static_cast<std::size_t>(out.size) * static_cast<std::size_t>(out.size), false);
  const std::size_t end = page.find("</svg>", box);
  for (std::size_t at = page.find("d=\"M", box); at < end; at = page.find('M', at + 1)) {
    int x = 0, y = 0, length = 0;
    if (std::sscanf(page.c_str() + page.find('M', at), "M%d %dh%d", &x, &y, &length) != 3) break;
    for (int i = 0; i < length; ++i)
      out.dark[static_cast<std::size_t>((y - print::kQuietModules) * out.size + x - print::kQuietModules + i)] = true;
    at = page.find('M', at);
  }
  return out;
}
OCOP_ON_BOTH_ENGINES(FactorsSteps);

TEST_P(FactorsSteps, ThePasswordAloneIsNobodyOnceThereIsAnApp) {
  add("anh", {kOfficer});
  Browser first = signed_in("anh");
  const SetUpApp app = set_up_app(first);
  EXPECT_EQ(app.codes.size(), rules::kCodes);
  Browser b = browser();
  EXPECT_EQ(header(type_password(b, "anh"), "location"), "/sign-in/step?next=%2Fme");
  EXPECT_EQ(b.get("/me").status, 401) << "the half session is nobody's";
  ocop::test::expect_sound(b.get("/sign-in/step?next=%2Fme"));
  ocop::test::expect_sound(b.get("/en/sign-in/step"));
  const std::string half = b.cookies[std::string(http::kSessionCookie)];
  EXPECT_EQ(b.post("/sign-in/step?next=%2Fme", {{"code", "000000"}}).status, 422);
  EXPECT_EQ(b.get("/me").status, 401);
  const std::string code = shows(app.secret);
  const auto in = b.post("/sign-in/step?next=%2Fme", {{"code", code}});
  EXPECT_EQ(in.status, 303);
  EXPECT_EQ(header(in, "location"), "/me");
  EXPECT_EQ(b.get("/me").status, 200);
  EXPECT_NE(b.cookies[std::string(http::kSessionCookie)], half) << "nobody can plant a half session and wait";
  Browser thief = browser();
  type_password(thief, "anh");
  thief.get("/sign-in/step");
  EXPECT_EQ(thief.post("/sign-in/step", {{"code", code}}).status, 422) << "whoever looked over a shoulder: never good twice";
  thief.cookies[std::string(http::kSessionCookie)] = half;
  EXPECT_TRUE(ocop::test::has(thief.get("/en/sign-in/step"), "Go to sign-in")) << "the half session went with its step";
}

TEST_P(FactorsSteps, ARecoveryCodeIsGoodOnceAndItsHolderIsTold) {
  const AccountId anh = add("anh");
  Browser first = signed_in("anh");
  const SetUpApp app = set_up_app(first);
  ASSERT_EQ(app.codes.size(), rules::kCodes);
  Browser b = browser();
  type_password(b, "anh");
  b.get("/sign-in/step");
  EXPECT_EQ(b.post("/sign-in/step", {{"code", app.codes[3]}}).status, 303);
  ASSERT_EQ(notices_.count(kToldCodeUsed), 1);
  EXPECT_EQ(notices_.last().news.arguments, std::vector<std::string>{"9"});
  EXPECT_EQ(notices_.last().audience.accounts, std::vector{anh});
  Browser again = browser();
  type_password(again, "anh");
  again.get("/sign-in/step");
  EXPECT_EQ(again.post("/sign-in/step", {{"code", app.codes[3]}}).status, 422);
  EXPECT_EQ(again.post("/sign-in/step", {{"code", app.codes[4]}}).status, 303);
  // New ones: the old are good no more.
  b.get("/me/factors");
  const auto made = b.post("/me/factors/codes");
  ASSERT_EQ(codes_of(made).size(), rules::kCodes);
  EXPECT_EQ(header(made, "cache-control"), "no-store");
  Browser saver = b;
  saver.get("/me/factors");
  const auto file = saver.post("/me/factors/codes/file", {{"codes", codes_of(made)[0]}, {"codes", codes_of(made)[1]}});
  EXPECT_EQ(header(file, "content-disposition"), "attachment; filename=\"ocop-ma-du-phong.txt\"; filename*=UTF-8''ocop-ma-du-phong.txt");
  EXPECT_NE(file.body.find(codes_of(made)[1]), std::string::npos);
  EXPECT_EQ(saver.post("/me/factors/codes/file", {{"codes", "<script>"}}).status, 422);
  EXPECT_EQ(b.get("/me/factors").body.find(codes_of(made)[0]), std::string::npos) << "shown once";
  Browser last = browser();
  type_password(last, "anh");
  last.get("/sign-in/step");
  EXPECT_EQ(last.post("/sign-in/step", {{"code", app.codes[5]}}).status, 422);
  EXPECT_EQ(last.post("/sign-in/step", {{"code", codes_of(made)[5]}}).status, 303);
}

TEST_P(FactorsSteps, GuessesAtTheSecondStepAreCounted) {
  add("anh");
  Browser first = signed_in("anh");
  const SetUpApp app = set_up_app(first);
  Browser b = browser();
  type_password(b, "anh");
  b.get("/sign-in/step");
  for (int i = 0; i < rules::kGuesses.burst; ++i)
    EXPECT_EQ(b.post("/sign-in/step", {{"code", "00000" + std::to_string(i)}}).status, 422);
  EXPECT_EQ(b.post("/sign-in/step", {{"code", shows(app.secret)}}).status, 429) << "the right one, too, or the count could be asked";
  Browser another = browser();
  type_password(another, "anh");
  another.get("/sign-in/step");
  EXPECT_EQ(another.post("/sign-in/step", {{"code", shows(app.secret)}}).status, 429) << "counted by the account, wherever it is tried";
  pass(rules::kGuesses.step);
  EXPECT_EQ(another.post("/sign-in/step", {{"code", shows(app.secret)}}).status, 303);
}

TEST_P(FactorsSteps, TheHalfSessionEndsByItselfAndByANewPassword) {
  add("anh");
  Browser first = signed_in("anh");
  const SetUpApp app = set_up_app(first);
  Browser slow = browser(), caught = browser();
  type_password(slow, "anh");
  pass(identity::rules::kHalfLife);
  ocop::test::expect_sound(slow.get("/sign-in/step?next=%2Fme"));
  EXPECT_TRUE(ocop::test::has(slow.get("/sign-in/step?next=%2Fme"), "/sign-in?next=%2Fme"));
  type_password(caught, "anh");
  caught.get("/sign-in/step");
  const std::string next = "chè xanh hai tôm một lá";
  first.get("/me");
  EXPECT_EQ(first.post("/me/password", {{"current", kPassword}, {"next", next}, {"repeated", next}}).status, 303);
  const auto late = caught.post("/sign-in/step", {{"code", shows(app.secret)}});
  EXPECT_EQ(late.status, 409) << "its password is not right any more";
  EXPECT_EQ(caught.get("/me").status, 401);
}

// The story: an account has at most twenty sessions, the oldest gives way. Whoever knew the password alone could have sent its holder
// away by beginning to sign in twenty times.
TEST_P(FactorsSteps, WhoHasThePasswordAloneSendsNobodyAway) {
  add("anh");
  Browser holder = signed_in("anh");
  set_up_app(holder);
  for (std::size_t i = 0; i < identity::rules::kMaxSessions + 2; ++i) {
    Browser thief = browser();
    type_password(thief, "anh");
  }
  EXPECT_EQ(holder.get("/me").status, 200);
  EXPECT_EQ(holder.get("/me").body.find("/me/sessions/end-others"), std::string::npos) << "and is no device of the account";
}

TEST_P(FactorsSteps, ChangesAskForThePasswordOnceTheSessionIsOld) {
  add("anh");
  Browser b = signed_in("anh");
  set_up_app(b);
  pass(identity::rules::kProofLife);
  EXPECT_EQ(b.get("/me/factors").body.find("/me/factors/app/remove"), std::string::npos);
  for (const std::string path : {"/me/factors/app/remove", "/me/factors/codes"}) {
    b.get("/me/factors");
    EXPECT_EQ(b.post(path).status, 422) << path;
  }
  b.get("/me/factors");
  EXPECT_EQ(b.post("/me/factors/proof", {{"password", "không phải mật khẩu"}}).status, 422);
  EXPECT_EQ(b.post("/me/factors/proof", {{"password", kPassword}}).status, 303);
  b.get("/me/factors");
  EXPECT_EQ(b.post("/me/factors/app/remove").status, 303);
  EXPECT_EQ(notices_.count(kToldChanged), 2);
  Browser plain = signed_in("anh");
  EXPECT_EQ(plain.get("/me").status, 200);
  plain.get("/me/factors");
  EXPECT_EQ(plain.post("/me/factors/codes").status, 409) << "codes stand for a step that is there";
}

// With the database alone nobody makes codes: the secret is sealed, and bound to its account.
TEST_P(FactorsSteps, TheSecretIsInNoTable) {
  const AccountId anh = add("anh"), binh = add("binh");
  Browser b = signed_in("anh");
  const SetUpApp app = set_up_app(b);
  const auto row = database().read([&](db::Reader& reader) { return store::app(reader, anh); });
  ASSERT_TRUE(row);
  EXPECT_EQ(row->secret.find(app.secret), std::string::npos);
  const std::string key(32, 's');
  EXPECT_EQ(crypto::unseal(key, row->secret, anh.text()), app.secret);
  EXPECT_FALSE(crypto::unseal(key, row->secret, binh.text())) << "moved to another account it opens nothing";
  EXPECT_FALSE(crypto::unseal(std::string(32, 't'), row->secret, anh.text()));
  const auto left = database().read([&](db::Reader& reader) { return store::codes_left(reader, anh); });
  EXPECT_EQ(left, 10);
}

TEST_P(FactorsSteps, TheQrSaysTheSecretThatStandsBesideIt) {
  if (!ocop::test::has_program("zbarimg")) GTEST_SKIP() << "zbarimg is not installed";
  add("anh");
  Browser b = signed_in("anh");
  ocop::test::expect_sound(b.get("/me/factors/app"), "before it is begun");
  b.post("/me/factors/app");
  const auto page = b.get("/me/factors/app");
  ocop::test::expect_sound(page);
  ocop::test::expect_sound(b.get("/en/me/factors/app"));
  EXPECT_EQ(header(page, "cache-control"), "no-store");
  const auto picture = print::qr_png(drawn(page.body), 4);
  ASSERT_TRUE(picture.ok());
  const ocop::test::TemporaryFolder folder;
  const std::string read = ocop::test::output_of("zbarimg --quiet --raw " + folder.write("qr.png", *picture));
  const std::string secret = rules::base32(unbase32(between(page.body, "<code>", "</code>")));
  EXPECT_EQ(secret.size(), 32u);
  EXPECT_EQ(read, rules::app_uri("Ocop ocop.test", "Người anh", unbase32(secret)) + "\n");
  pass(rules::kPendingLife);
  EXPECT_EQ(b.get("/me/factors/app").body.find("class=\"qr\""), std::string::npos) << "too old: it is begun anew";
}

TEST_P(FactorsSteps, AnAdministratorTakesAwayWhatIsLostAndAnotherConfirmsTheOffice) {
  add("admin", {kAdministrator}), add("admin2", {kAdministrator}), add("admin3", {kAdministrator});
  const AccountId anh = add("anh", {kOfficer});
  Browser holder = signed_in("anh");
  set_up_app(holder);
  Browser admin = signed_in("admin");
  const std::string page = "/accounts/" + anh.text();
  EXPECT_TRUE(ocop::test::has(admin.get(page), page + "/factors/remove"));
  ocop::test::expect_sound(admin.get("/en" + page));
  EXPECT_EQ(admin.post(page + "/factors/remove").status, 303);
  EXPECT_EQ(holder.get("/me").status, 401) << "its sessions ended";
  Browser after = signed_in("anh");
  EXPECT_TRUE(who(after.cookies[std::string(http::kSessionCookie)]).grants.empty())
      << "whoever has the password has no office until another administrator looked at it";
  EXPECT_FALSE(ocop::test::has(after.get("/me/factors"), "/me/factors/codes"));
  EXPECT_EQ(factors_->held_by(anh).codes, 0);
  admin.get(page);
  EXPECT_EQ(admin.post(page + "/factors/remove").status, 404) << "there are none";
  after.get("/me");
  EXPECT_EQ(after.post(page + "/factors/remove").status, 403);
}

TEST_P(FactorsSteps, AProgramSetsUpAndRemovesByTheApi) {
  add("anh");
  const auto made = identity::create_api_token(acts(), random_, {"anh", "thử", 1});
  const auto call = [&](http::Method method, const std::string& path, std::string body = {}) {
    return desk_->api(method, path, made->text, std::move(body));
  };
  const std::string password = R"({"password":")" + kPassword + R"("})";
  EXPECT_EQ(call(http::Method::post, "/api/v1/me/factors/app").status, 422) << "a token is no proof";
  EXPECT_EQ(call(http::Method::post, "/api/v1/me/factors/app", R"({"password":"sai"})").status, 422);
  const auto begun = call(http::Method::post, "/api/v1/me/factors/app", password);
  ASSERT_EQ(begun.status, 201) << begun.body;
  const auto document = json::parse(begun.body);
  const std::string secret = unbase32(document->root()["secret"].text_or(""));
  const auto confirmed = call(http::Method::post, "/api/v1/me/factors/app/confirm", R"({"code":")" + shows(secret) + R"("})");
  ASSERT_EQ(confirmed.status, 200) << confirmed.body;
  EXPECT_EQ(json::parse(confirmed.body)->root()["recovery_codes"].size(), rules::kCodes);
  EXPECT_EQ(call(http::Method::post, "/api/v1/me/factors/app", password).status, 409);
  const auto shown = call(http::Method::get, "/api/v1/me/factors");
  EXPECT_EQ(json::parse(shown.body)->root()["recovery_codes"].integer(), 10);
  EXPECT_EQ(shown.body.find(document->root()["secret"].text_or("?")), std::string::npos);
  EXPECT_EQ(call(http::Method::delete_, "/api/v1/me/factors/app").status, 422);
  EXPECT_EQ(call(http::Method::delete_, "/api/v1/me/factors/app", password).status, 204);
  EXPECT_EQ(call(http::Method::delete_, "/api/v1/me/factors/app", password).status, 404);
}

TEST_P(FactorsSteps, TheHolderIsToldOfAnotherBrowserOnce) {
  const AccountId anh = add("anh");
  const auto arrive = [&](const char* agent) {
    (void)service().sign_in({"anh", kPassword, "203.0.113.7", agent, ""});
    return notices_.count(kToldBrowser);
  };
  EXPECT_EQ(arrive("Firefox/130 (Windows NT 10.0)"), 0) << "the first is no news";
  EXPECT_EQ(arrive("Firefox/131 (Windows NT 10.0)"), 0) << "a new version is no new browser";
  EXPECT_EQ(arrive("curl/8"), 0) << "what has no name for people";
  EXPECT_EQ(arrive("Chrome/120 (Linux; Android 14)"), 1);
  EXPECT_EQ(notices_.last().news.arguments, std::vector<std::string>{"Chrome, Android"});
  EXPECT_EQ(notices_.last().audience.accounts, std::vector{anh});
  EXPECT_EQ(arrive("Chrome/120 (Linux; Android 14)"), 1);
  pass(rules::kBrowserKept);
  EXPECT_EQ(arrive("Firefox/150 (Windows NT 10.0)"), 1) << "after a year everything is forgotten: it is the first again";
  EXPECT_EQ(arrive("Chrome/150 (Linux; Android 14)"), 2);
}

TEST_P(FactorsSteps, AHalfSessionIsNoArrival) {
  add("anh");
  Browser holder = signed_in("anh");
  set_up_app(holder);
  (void)service().sign_in({"anh", kPassword, "203.0.113.7", "Firefox/130 (Windows NT 10.0)", ""});
  const auto half = service().sign_in({"anh", kPassword, "203.0.113.7", "Chrome/120 (Linux; Android 14)", ""});
  EXPECT_EQ(half.signed_in->second_step, kStepPage);
  EXPECT_EQ(notices_.count(kToldBrowser), 0);
}

TEST_P(FactorsSteps, WhereItIsRequiredAnOfficialIsLedToItFirst) {
  service().want_second_step(manifest::SecondStep::required);
  add("admin", {kAdministrator}), add("mai", {{Role::producer_member, "", "", ProducerId{Uuid{{7}}}}});
  const std::string cookie(http::kSessionCookie);
  Browser member = signed_in("mai");
  EXPECT_EQ(who(member.cookies[cookie]).grants.size(), 1u) << "a maker's people are not asked";
  Browser b = browser();
  EXPECT_EQ(header(type_password(b, "admin"), "location"), "/me/factors") << "wherever the person was going";
  EXPECT_TRUE(who(b.cookies[cookie]).grants.empty());
  EXPECT_EQ(header(b.get("/accounts/new"), "location"), "/me/factors");
  EXPECT_EQ(header(b.get("/en/accounts/new"), "location"), "/en/me/factors");
  EXPECT_EQ(b.get("/api/v1/accounts/waiting").status, 403);
  EXPECT_TRUE(ocop::test::has(b.get("/en/me/factors"), "Your office asks"));
  ocop::test::expect_sound(b.get("/me"));
  set_up_app(b);
  EXPECT_EQ(b.get("/accounts/new").status, 200) << "in the same session";
  EXPECT_FALSE(ocop::test::has(b.get("/en/me/factors"), "Your office asks"));
  b.get("/me/factors");
  EXPECT_EQ(b.post("/me/factors/app/remove").status, 303);
  EXPECT_EQ(header(b.get("/accounts/new"), "location"), "/me/factors") << "nobody sets one up for a moment";
  const auto token = identity::create_api_token(acts(), random_, {"admin", "thử", 1});
  EXPECT_EQ(desk_->api(http::Method::get, "/api/v1/accounts/waiting", token->text).status, 200) << "a token was never a password";
  service().want_second_step(manifest::SecondStep::offered);
  EXPECT_EQ(b.get("/accounts/new").status, 200);
}

TEST_P(FactorsSteps, ItsPagesAreSoundInBothLanguages) {
  add("anh");
  Browser b = signed_in("anh");
  for (const char* page : {"/me", "/en/me", "/me/factors", "/en/me/factors"}) ocop::test::expect_sound(b.get(page), page);
  set_up_app(b);
  for (const char* page : {"/me", "/en/me", "/me/factors", "/en/me/factors"}) ocop::test::expect_sound(b.get(page), page);
  b.get("/en/me/factors");
  ocop::test::expect_sound(b.post("/en/me/factors/codes"), "codes");
  EXPECT_TRUE(desk_->router.check().empty()) << desk_->router.check()[0];
}

}  // namespace
}  // namespace ocop::factors
