#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "kernel/access/access.h"

namespace ocop {
namespace {

AccountId account(int n) { return {Uuid{{0, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(n)}}}; }
ProducerId producer(int n) { return {Uuid{{1, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(n)}}}; }
Actor actor(std::vector<Grant> grants) { return {account(1), "An", std::move(grants)}; }

constexpr Role kAllRoles[] = {Role::producer_member, Role::commune_officer, Role::provincial_body,
                              Role::council_member,  Role::council_chair,   Role::administrator,
                              Role::helper,          Role::secretary,       Role::advisory_group,
                              Role::programme_manager, Role::ministry,      Role::auditor};
static_assert(std::size(kAllRoles) == kRoleCount);

TEST(Access, RoleNamesRoundTrip) {
  for (const Role role : kAllRoles) EXPECT_EQ(parse_role(name(role)), role);
  for (const std::string_view bad : {"", "admin", "Administrator", "administrator "}) EXPECT_FALSE(parse_role(bad)) << bad;
}

// A helper's right is its task's, and no other's.
TEST(Access, AHelperCoversAProducerForItsTasksAlone) {
  const Tasks papers = Tasks().add(Task::papers);
  const Actor helper = actor({{Role::helper, "", "", producer(1), papers}, {Role::commune_officer, "68", "24988", {}}});
  EXPECT_EQ(Scope::for_task(helper, Task::papers).producers, std::vector{producer(1)});
  EXPECT_TRUE(Scope::for_task(helper, Task::papers).communes.empty());   // the office is asked for by its role
  EXPECT_EQ(Scope::for_task(helper, Task::papers, {Role::commune_officer}).communes, std::vector<std::string>{"24988"});
  for (const Task other : {Task::dossiers, Task::products, Task::story}) EXPECT_TRUE(Scope::for_task(helper, other).producers.empty());
  EXPECT_TRUE(Scope::of(helper, {Role::producer_member}).producers.empty());
  const Actor member = actor({{Role::producer_member, "", "", producer(2)}});
  for (int i = 0; i < kTaskCount; ++i) EXPECT_EQ(Scope::for_task(member, static_cast<Task>(i)).producers, std::vector{producer(2)});
  EXPECT_EQ(Scope::for_task(Actor{}, Task::papers).reach, Scope::Reach::nothing);
}

// Who helps with products read changes of legal form, and who helps with dossiers what was registered.
TEST(Access, AListOfSeveralTasksTellsHelpersTheirOwn) {
  const auto some = [](std::uint8_t n) { ProducerId id; id.uuid.bytes[15] = n; return id; };
  const Actor actor{AccountId{}, "Lan", {{Role::helper, "", "", some(1), Tasks().add(Task::products).add(Task::story)},
                                         {Role::producer_member, "", "", some(2)},
                                         {Role::commune_officer, "68", "24988", {}}}};
  const Scope scope = Scope::by_task(actor, {Role::commune_officer});
  EXPECT_EQ(scope.producers, std::vector{some(2)});
  EXPECT_EQ(scope.communes, std::vector<std::string>{"24988"});
  EXPECT_EQ(scope.helped, (std::array<std::vector<ProducerId>, kTaskCount>{{{}, {}, {some(1)}, {some(1)}}}));
  EXPECT_FALSE(scope.covers({}, {}, some(1)));
  EXPECT_TRUE(Scope::by_task(actor).communes.empty());
  EXPECT_EQ(Scope::by_task({AccountId{}, "", {actor.grants[0]}}).reach, Scope::Reach::listed);
  EXPECT_EQ(Scope::by_task({}).reach, Scope::Reach::nothing);
}

// What is of a province covers it, what is of the country all of it, and each through its own role alone.
TEST(Access, RolesOfTheProgrammeCoverTheirProvinceOrTheCountry) {
  for (const Role role : {Role::secretary, Role::advisory_group, Role::programme_manager}) {
    EXPECT_FALSE(is_unbound(role)) << name(role);
    EXPECT_EQ(Scope::of(actor({{role, "68", "", {}}}), {role}).provinces, std::vector<std::string>{"68"}) << name(role);
    EXPECT_EQ(Scope::of(actor({{role, "", "", {}}}), {role}).reach, Scope::Reach::nothing) << name(role);
  }
  for (const Role role : {Role::ministry, Role::auditor}) {
    EXPECT_TRUE(is_unbound(role)) << name(role);
    EXPECT_EQ(Scope::of(actor({{role, "", "", {}}}), {role}).reach, Scope::Reach::everything) << name(role);
    EXPECT_EQ(Scope::of(actor({{role, "", "", {}}}), {Role::administrator}).reach, Scope::Reach::nothing) << name(role);
  }
}

TEST(Access, ScopeOfEachRole) {
  const std::vector<Grant> grants{{Role::producer_member, "", "", producer(1)}, {Role::commune_officer, "68", "24988", {}},
                                  {Role::provincial_body, "68", "", {}},        {Role::council_member, "66", "", {}},
                                  {Role::council_chair, "66", "", {}},          {Role::administrator, "", "", {}}};
  const Actor all = actor(grants);
  EXPECT_EQ(Scope::of(all, {Role::producer_member}).producers, std::vector{producer(1)});
  EXPECT_EQ(Scope::of(all, {Role::commune_officer}).communes, std::vector<std::string>{"24988"});
  EXPECT_TRUE(Scope::of(all, {Role::commune_officer}).provinces.empty());   // the commune's officer does not cover the province
  EXPECT_EQ(Scope::of(all, {Role::provincial_body}).provinces, (std::vector<std::string>{"68"}));
  for (const Role council : {Role::council_member, Role::council_chair}) {
    const Scope named = Scope::of(all, {council});
    EXPECT_EQ(named.assignee, account(1));
    EXPECT_TRUE(named.provinces.empty());
    EXPECT_EQ(named.reach, Scope::Reach::listed);
  }
  EXPECT_EQ(Scope::of(all, {Role::administrator}).reach, Scope::Reach::everything);
  EXPECT_EQ(Scope::of(all, {}).reach, Scope::Reach::nothing);
}

TEST(Access, WhatIsNotBoundCoversNothing) {
  const std::vector<Grant> unbound{{Role::producer_member, "68", "24988", {}}, {Role::commune_officer, "68", "", {}},
                                   {Role::provincial_body, "", "24988", {}}};
  for (const Grant& grant : unbound) {
    const Scope scope = Scope::of(actor({grant}), {grant.role});
    EXPECT_EQ(scope.reach, Scope::Reach::nothing) << name(grant.role);
    EXPECT_FALSE(scope.covers("68", "24988", producer(1)));
  }
  const Actor visitor{{}, "", {{Role::administrator, "", "", {}}}};   // grants without an account count for nothing
  EXPECT_EQ(Scope::of(visitor, {Role::administrator}).reach, Scope::Reach::nothing);
}

TEST(Access, RowsAreCoveredByAnyOfTheirPlaces) {
  Scope scope;
  scope.reach = Scope::Reach::listed;
  scope.provinces = {"68", ""};
  scope.communes = {"24988"};
  scope.producers = {producer(1)};
  const struct { std::string_view province, commune; std::optional<ProducerId> producer; bool covered; } rows[] = {
      {"68", "", {}, true}, {"66", "24988", {}, true}, {"66", "1", producer(1), true}, {"66", "1", producer(2), false},
      {"66", "1", {}, false}, {"", "", {}, false}, {"6", "2498", {}, false},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(scope.covers(row.province, row.commune, row.producer), row.covered) << row.province << "/" << row.commune;
  }
  EXPECT_TRUE(Scope::everything().covers("", "", {}));
  EXPECT_FALSE(Scope::nothing().covers("68", "24988", producer(1)));
  scope.reach = Scope::Reach::nothing;
  EXPECT_FALSE(scope.covers("68", "24988", producer(1)));
}

TEST(Access, Policies) {
  const Actor visitor, plain = actor({}), officer = actor({{Role::commune_officer, "68", "24988", {}}});
  const Policy undeclared, anyone = Policy::anyone(), signed_in = Policy::signed_in();
  const Policy officers = Policy::roles(Role::commune_officer, Role::provincial_body), admins = Policy::roles(Role::administrator);
  const auto answer = [](const Policy& policy, const Actor& who) -> std::optional<ErrorKind> {
    const auto result = policy.admit(who);
    return result.ok() ? std::nullopt : std::optional(result.error().kind);
  };
  const struct { const Policy& policy; std::optional<ErrorKind> visitor, plain, officer; std::string_view words; } rows[] = {
      {undeclared, ErrorKind::forbidden, ErrorKind::forbidden, ErrorKind::forbidden, "undeclared"},
      {anyone, {}, {}, {}, "anyone"},
      {signed_in, ErrorKind::not_signed_in, {}, {}, "signed in"},
      {officers, ErrorKind::not_signed_in, ErrorKind::forbidden, {}, "commune_officer, provincial_body"},
      {admins, ErrorKind::not_signed_in, ErrorKind::forbidden, ErrorKind::forbidden, "administrator"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(answer(row.policy, visitor), row.visitor) << row.words;
    EXPECT_EQ(answer(row.policy, plain), row.plain) << row.words;
    EXPECT_EQ(answer(row.policy, officer), row.officer) << row.words;
    EXPECT_EQ(row.policy.describe(), row.words);
  }
}

// Adding a role to the question never takes a row away.
RC_GTEST_PROP(Access, MoreRolesNeverCoverLess, ()) {
  const auto code = rc::gen::elementOf(std::vector<std::string>{"", "1", "2", "3"});
  std::vector<Grant> grants(*rc::gen::inRange<std::size_t>(0, 5));
  for (Grant& grant : grants) {
    grant = {kAllRoles[*rc::gen::inRange(0, kRoleCount)], *code, *code, {}};
    if (*rc::gen::arbitrary<bool>()) grant.producer = producer(*rc::gen::inRange(0, 3));
  }
  const Role first = kAllRoles[*rc::gen::inRange(0, kRoleCount)], second = kAllRoles[*rc::gen::inRange(0, kRoleCount)];
  const std::string province = *code, commune = *code;
  const bool fewer = Scope::of(actor(grants), {first}).covers(province, commune, producer(1));
  const bool more = Scope::of(actor(grants), {first, second}).covers(province, commune, producer(1));
  RC_ASSERT(!fewer || more);
}

}  // namespace
}  // namespace ocop
