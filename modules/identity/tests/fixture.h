#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "modules/identity/migrations.h"
#include "modules/identity/service.h"
#include "tests/support/test_database.h"

namespace ocop::identity::test {

// Two provinces; two communes of one name in the second.
class FewPlaces final : public places::Index {
 public:
  FewPlaces() {
    provinces_ = {{.code = "15", .name = "Lào Cai", .full_name = "Tỉnh Lào Cai"},
        {.code = "68", .name = "Lâm Đồng", .full_name = "Tỉnh Lâm Đồng"}};
    communes_ = {{.code = "02683", .name = "Bắc Hà", .full_name = "Xã Bắc Hà", .province = "15"},
                 {.code = "24988", .name = "Tân Hà", .full_name = "Xã Tân Hà", .province = "68"},
                 {.code = "24001", .name = "Hồng Thái", .full_name = "Xã Hồng Thái", .province = "68"},
                 {.code = "24002", .name = "Hồng Thái", .full_name = "Xã Hồng Thái", .province = "68"}};
  }
  std::span<const places::Province> provinces() const override { return provinces_; }
  std::span<const places::Commune> communes() const override { return communes_; }
  const places::Province* province(std::string_view code) const override { return find(provinces_, code); }
  const places::Commune* commune(std::string_view code) const override { return find(communes_, code); }
  std::vector<const places::Commune*> communes_of(std::string_view province) const override {
    std::vector<const places::Commune*> out;
    for (const auto& commune : communes_) {
      if (commune.province == province) out.push_back(&commune);
    }
    return out;
  }
  const places::Province* province_named(std::string_view) const override { return nullptr; }
  std::span<const places::Shape> shapes() const override { return {}; }
  std::vector<const places::FormerUnit*> former_of(std::string_view) const override { return {}; }
  std::vector<places::Found> search(std::string_view, std::size_t) const override { return {}; }
  std::string show(std::string_view province_code, std::string_view commune_code, Language) const override {
    const auto* in = commune(commune_code);
    const auto* at = province(province_code);
    return (in ? in->full_name + ", " : "") + (at ? at->full_name : "");
  }

 private:
  template <class List>
  static const typename List::value_type* find(const List& list, std::string_view code) {
    for (const auto& one : list) {
      if (one.code == code) return &one;
    }
    return nullptr;
  }
  std::vector<places::Province> provinces_;
  std::vector<places::Commune> communes_;
};

inline const std::string kPassword = "mưa rơi trên đồi chè";

class IdentityTest : public ocop::test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return {kMigrations.begin(), kMigrations.end()}; }
  void SetUp() override {
    ASSERT_TRUE(crypto::initialise());
    DatabaseTest::SetUp();
    if (!IsSkipped()) service_.emplace(database(), clock_, random_, places_, crypto::PasswordCost::for_tests());
  }
  void TearDown() override {
    service_.reset();
    DatabaseTest::TearDown();
  }

  Service& service() { return *service_; }
  Instant now() const { return clock_.now(); }
  void pass(std::int64_t milliseconds) { clock_.set({clock_.now().milliseconds + milliseconds}); }

  AccountId add(const std::string& login, std::vector<Grant> grants = {}, PasswordKind kind = PasswordKind::chosen) {
    const auto id = create_account(database(), {login, "Người " + login, kPassword, kind, std::move(grants)}, now(), random_,
                                   crypto::PasswordCost::for_tests());
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
  FewPlaces places_;
  std::optional<Service> service_;
};

}  // namespace ocop::identity::test
