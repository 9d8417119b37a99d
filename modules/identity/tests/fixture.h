#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "modules/identity/migrations.h"
#include "modules/identity/service.h"
#include "modules/places/tests/fake_places.h"
#include "tests/support/test_database.h"

namespace ocop::identity::test {

inline const std::string kPassword = "mưa rơi trên đồi chè";

inline std::vector<db::Migration> with_throttle() {
  std::vector<db::Migration> all = throttle::migrations();
  all.insert(all.end(), kMigrations.begin(), kMigrations.end());
  return all;
}

class IdentityTest : public ocop::test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return with_throttle(); }
  void SetUp() override {
    ASSERT_TRUE(crypto::initialise());
    DatabaseTest::SetUp();
    if (!IsSkipped()) make_service();
  }
  void TearDown() override {
    service_.reset();
    DatabaseTest::TearDown();
  }

  void make_service() {
    throttle_.emplace(database(), std::string(32, 'k'));
    service_.emplace(database(), clock_, random_, places_, *throttle_, crypto::PasswordCost::for_tests());
  }
  act::Acts acts() { return {database(), clock_, random_}; }
  Service& service() { return *service_; }
  Instant now() const { return clock_.now(); }
  void pass(std::int64_t milliseconds) { clock_.set({clock_.now().milliseconds + milliseconds}); }

  AccountId add(const std::string& login, std::vector<Grant> grants = {}, PasswordKind kind = PasswordKind::chosen) {
    const auto id =
        create_account(acts(), {login, "Người " + login, kPassword, kind, std::move(grants)}, crypto::PasswordCost::for_tests());
    EXPECT_TRUE(id.ok()) << login;
    return id.ok() ? *id : AccountId{};
  }
  SignInAnswer try_sign_in(std::string_view login, std::string_view password, std::string_view old_session = {}) {
    return service().sign_in({login, password, "203.0.113.7", "Firefox/1 Linux", old_session});
  }
  // A session token.
  std::string sign_in(std::string_view login, std::string_view old_session = {}) {
    auto answer = try_sign_in(login, kPassword, old_session);
    EXPECT_TRUE(answer.signed_in) << login;
    return answer.signed_in ? answer.signed_in->token : std::string();
  }
  Actor who(std::string_view session) { return service().identify(session, {}, now()).actor; }

  FixedClock clock_{Instant{1'795'000'000'000}};   // 18 November 2026
  SeededRandom random_{42};
  places::FakePlaces places_;
  std::optional<throttle::Throttle> throttle_;
  std::optional<Service> service_;
};

}  // namespace ocop::identity::test
