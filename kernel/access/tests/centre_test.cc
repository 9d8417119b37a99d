#include "kernel/access/centre.h"

#include <gtest/gtest.h>

namespace ocop {
namespace {

Actor with(Role role, std::string province = {}) { return {AccountId{}, "", {{.role = role, .province = std::move(province)}}}; }

TEST(Centre, ItsBodyIsTheMinistryAndOfAProvinceItsOwn) {
  EXPECT_EQ(body_of(kCentre), (Grant{.role = Role::ministry}));
  EXPECT_EQ(body_of("68"), (Grant{.role = Role::provincial_body, .province = "68"}));
  EXPECT_TRUE(is_body_of({.role = Role::ministry}, kCentre));
  EXPECT_FALSE(is_body_of({.role = Role::ministry}, "68")) << "the Ministry is not every province's office";
  EXPECT_FALSE(is_body_of({.role = Role::provincial_body, .province = std::string(kCentre)}, kCentre)) << "a place alone makes no Ministry";
  EXPECT_FALSE(is_body_of({.role = Role::provincial_body, .province = "68"}, "08"));
  EXPECT_FALSE(is_body_of({.role = Role::provincial_body}, ""));
  EXPECT_EQ(body_place(with(Role::ministry)), kCentre);
  EXPECT_EQ(body_place(with(Role::provincial_body, "68")), "68");
  EXPECT_EQ(body_place(with(Role::secretary, "68")), "");
}

TEST(Centre, TheMinistryCoversTheRowsOfTheCentreAlone) {
  const Scope scope = with_centre(Scope::of(with(Role::ministry), {Role::provincial_body}), with(Role::ministry));
  EXPECT_TRUE(scope.covers(kCentre, "24988", std::nullopt));
  EXPECT_FALSE(scope.covers("68", "24988", std::nullopt));
  for (const Role role : {Role::auditor, Role::administrator, Role::programme_manager})
    EXPECT_FALSE(with_centre(Scope::nothing(), with(role)).covers(kCentre, {}, std::nullopt)) << name(role);
  EXPECT_EQ(with_centre(Scope::nothing(), Actor{}).reach, Scope::Reach::nothing) << "a visitor";
}

TEST(Centre, CouncilsSitThereAndNobodyElse) {
  for (int i = 0; i < kRoleCount; ++i) {
    const auto role = static_cast<Role>(i);
    const bool council =
        role == Role::council_member || role == Role::council_chair || role == Role::secretary || role == Role::advisory_group;
    EXPECT_EQ(sits_at_centre(role), council) << name(role);
  }
}

}  // namespace
}  // namespace ocop
