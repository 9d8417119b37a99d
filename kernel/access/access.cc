#include "kernel/access/access.h"

#include <algorithm>
#include <array>

namespace ocop {
namespace {

// In the order of Role.
constexpr std::array<std::string_view, kRoleCount> kRoleNames{"producer_member", "commune_officer", "provincial_body",
                                                              "council_member",  "council_chair",   "administrator",
                                                              "helper",          "secretary",       "advisory_group",
                                                              "programme_manager", "ministry",      "auditor"};
constexpr std::array<std::string_view, kTaskCount> kTaskNames{"papers", "dossiers", "products", "story"};

template <class List, class Value>
bool holds(const List& list, const Value& value) { return std::find(list.begin(), list.end(), value) != list.end(); }

template <class List, class Value>
void add_once(List& list, const Value& value) {
  if (!holds(list, value)) list.push_back(value);
}

// A grant that lacks the place it is bound to covers nothing.
void add_grant(Scope& scope, const Grant& grant, const std::optional<AccountId>& account) {
  switch (grant.role) {
    case Role::producer_member:
    case Role::helper:
      if (grant.producer) add_once(scope.producers, *grant.producer);
      break;
    case Role::commune_officer:
      if (!grant.commune.empty()) add_once(scope.communes, grant.commune);
      break;
    case Role::provincial_body:
    case Role::secretary:
    case Role::advisory_group:
    case Role::programme_manager:
      if (!grant.province.empty()) add_once(scope.provinces, grant.province);
      break;
    case Role::council_member:
    case Role::council_chair:
      scope.assignee = account;   // not the province: they see the dossiers that they are named for
      break;
    case Role::administrator:
    case Role::ministry:
    case Role::auditor:
      scope.reach = Scope::Reach::everything;
      break;
  }
}

}  // namespace

std::string_view name(Role role) { return kRoleNames[static_cast<std::size_t>(role)]; }

std::string_view name(Task task) { return kTaskNames[static_cast<std::size_t>(task)]; }

std::optional<Role> parse_role(std::string_view role_name) {
  for (std::size_t i = 0; i < kRoleNames.size(); ++i) {
    if (kRoleNames[i] == role_name) return static_cast<Role>(i);
  }
  return std::nullopt;
}

bool Actor::has(Role role) const {
  return std::any_of(grants.begin(), grants.end(), [role](const Grant& grant) { return grant.role == role; });
}

bool is_of_producer(const std::vector<Grant>& grants, ProducerId producer) {
  return std::any_of(grants.begin(), grants.end(), [&](const Grant& grant) {
    return (grant.role == Role::producer_member || grant.role == Role::helper) && grant.producer == producer;
  });
}

Scope Scope::everything() {
  Scope scope;
  scope.reach = Reach::everything;
  return scope;
}

namespace {
template <class Counts>
Scope scope_of_grants(const Actor& actor, Counts counts) {
  Scope scope;
  if (!actor.signed_in()) return scope;
  for (const Grant& grant : actor.grants) {
    if (counts(grant)) add_grant(scope, grant, actor.account);
  }
  const bool lists = !scope.provinces.empty() || !scope.communes.empty() || !scope.producers.empty() || scope.assignee;
  if (scope.reach == Scope::Reach::nothing && lists) scope.reach = Scope::Reach::listed;
  return scope;
}
}  // namespace

Scope Scope::of(const Actor& actor, std::initializer_list<Role> roles) {
  return scope_of_grants(actor, [&](const Grant& grant) { return holds(roles, grant.role); });
}

Scope Scope::for_task(const Actor& actor, Task task, std::initializer_list<Role> others) {
  return scope_of_grants(actor, [&](const Grant& grant) {
    return grant.role == Role::producer_member || (grant.role == Role::helper && grant.tasks.has(task)) || holds(others, grant.role);
  });
}

Scope Scope::by_task(const Actor& actor, std::initializer_list<Role> others) {
  Scope scope = scope_of_grants(actor, [&](const Grant& grant) {
    return grant.role == Role::producer_member || holds(others, grant.role);
  });
  for (const Grant& grant : actor.grants) {
    if (grant.role != Role::helper || !grant.producer) continue;
    for (int i = 0; i < kTaskCount; ++i)
      if (grant.tasks.has(static_cast<Task>(i))) add_once(scope.helped[static_cast<std::size_t>(i)], *grant.producer);
    if (scope.reach == Reach::nothing) scope.reach = Reach::listed;
  }
  return scope;
}

bool Scope::covers(std::string_view province, std::string_view commune, const std::optional<ProducerId>& producer) const {
  if (reach != Reach::listed) return reach == Reach::everything;
  // An empty code of a row is "unknown", never a match.
  return (!province.empty() && holds(provinces, province)) || (!commune.empty() && holds(communes, commune)) ||
         (producer && holds(producers, *producer));
}

Result<void> Policy::admit(const Actor& actor) const {
  if (kind_ == Kind::anyone) return {};
  if (kind_ == Kind::undeclared) return Error::of(ErrorKind::forbidden, "no policy is declared here");
  if (!actor.signed_in()) return Error::of(ErrorKind::not_signed_in, "sign in first");
  if (kind_ == Kind::signed_in) return {};
  const bool named = std::any_of(actor.grants.begin(), actor.grants.end(), [this](const Grant& grant) { return names(grant.role); });
  if (named) return {};
  return Error::of(ErrorKind::forbidden, "needs one of: " + describe());
}

std::string Policy::describe() const {
  if (kind_ == Kind::undeclared) return "undeclared";
  if (kind_ == Kind::anyone) return "anyone";
  if (kind_ == Kind::signed_in) return "signed in";
  std::string out;
  for (int i = 0; i < kRoleCount; ++i) {
    const auto role = static_cast<Role>(i);
    if (!names(role)) continue;
    if (!out.empty()) out += ", ";
    out += name(role);
  }
  return out;
}

}  // namespace ocop
