#pragma once
#include "modules/factors/api.h"
#include "modules/factors/migrations.h"
#include "modules/factors/pages.h"
#include "modules/factors/rules.h"
#include "modules/factors/service.h"
#include "modules/identity/api.h"
#include "modules/identity/pages.h"
#include "modules/identity/tests/fixture.h"
#include "modules/notices/tests/fake_notices.h"
#include "tests/support/desk.h"

namespace ocop::factors {

using ocop::test::Browser;
using ocop::test::header;

inline const Grant kAdministrator{Role::administrator, "", "", {}};
inline const Grant kOfficer{Role::commune_officer, "68", "24988", {}};

// The whole of signing in: identity and its second steps, with cookies and form tokens as a browser has them.
class FactorsTest : public identity::test::IdentityTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = identity::test::with_throttle();
    all.insert(all.end(), kMigrations.begin(), kMigrations.end());
    return all;
  }
  void SetUp() override {
    IdentityTest::SetUp();
    if (IsSkipped()) return;
    desk_.emplace(clock_, random_, &service());
    service().ask(desk_->offers);
    factors_.emplace(Service::Parts{database(), clock_, random_, *throttle_, service(), service(), notices_, std::string(32, 's'),
                                    "Ocop ocop.test", webauthn::Party::of(ocop::test::Desk::kUrl)});
    offer(desk_->offers, *factors_);
    identity::add_pages(desk_->router, service(), desk_->site, desk_->offers);
    identity::add_api(desk_->router, service());
    add_pages(desk_->router, *factors_, desk_->site);
    add_api(desk_->router, *factors_);
    desk_->site.navigation.set_sign_in("/sign-in");
  }
  void TearDown() override {
    desk_.reset();
    factors_.reset();
    IdentityTest::TearDown();
  }

  Browser browser() { return Browser(*desk_); }
  http::Response type_password(Browser& b, const std::string& login, const std::string& password = identity::test::kPassword) {
    b.get("/sign-in");
    return b.post("/sign-in?next=%2Fme", {{"login", login}, {"password", password}});
  }
  Browser signed_in(const std::string& login) {
    Browser b = browser();
    EXPECT_EQ(header(type_password(b, login), "location"), "/me") << login;
    return b;
  }
  // The code that the app of a secret shows.
  std::string shows(const std::string& secret, std::int64_t later = 0) {
    return rules::app_code(secret, rules::step_of(now()) + later);
  }
  struct SetUpApp { std::string secret; std::vector<std::string> codes; };
  // An account with an app that holds; the clock goes on by a step, so that the next code is another one.
  SetUpApp set_up_app(Browser& b) {
    b.get("/me/factors/app");
    EXPECT_EQ(b.post("/me/factors/app").status, 303);
    const auto page = b.get("/me/factors/app");
    SetUpApp out{unbase32(between(page.body, "<code>", "</code>")), {}};
    const auto done = b.post("/me/factors/app/confirm", {{"code", shows(out.secret)}});
    EXPECT_EQ(done.status, 200);
    out.codes = codes_of(done);
    pass(rules::kStep);
    return out;
  }
  static std::vector<std::string> codes_of(const http::Response& page) {
    std::vector<std::string> out;
    constexpr std::string_view kStart = "<li><code>";
    for (std::size_t at = page.body.find(kStart); at != std::string::npos; at = page.body.find(kStart, at + 1))
      out.push_back(page.body.substr(at + kStart.size(), 19));
    return out;
  }
  static std::string between(const std::string& text, const std::string& from, const std::string& to) {
    const std::size_t start = text.find(from);
    if (start == std::string::npos) return {};
    return text.substr(start + from.size(), text.find(to, start) - start - from.size());
  }
  static std::string unbase32(std::string_view text) {
    constexpr std::string_view kSigns = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string out;
    unsigned held = 0;
    int bits = 0;
    for (const char c : text) {
      if (c == ' ') continue;
      held = held << 5 | static_cast<unsigned>(kSigns.find(c));
      if ((bits += 5) < 8) continue;
      bits -= 8;
      out.push_back(static_cast<char>(held >> bits & 0xFF));
    }
    return out;
  }

  notices::FakeNotices notices_;
  std::optional<Service> factors_;
  std::optional<ocop::test::Desk> desk_;
};

}  // namespace ocop::factors
