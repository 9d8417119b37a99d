#include "kernel/access/centre.h"

#include <algorithm>

namespace ocop {

bool sits_at_centre(Role role) {
  return role == Role::council_member || role == Role::council_chair || role == Role::secretary || role == Role::advisory_group;
}

Grant body_of(std::string_view province) {
  if (is_centre(province)) return {.role = Role::ministry};
  return {.role = Role::provincial_body, .province = std::string(province)};
}

bool is_body_of(const Grant& grant, std::string_view province) {
  if (is_centre(province)) return grant.role == Role::ministry;
  return grant.role == Role::provincial_body && !province.empty() && grant.province == province;
}

Scope with_centre(Scope scope, const Actor& actor) {
  if (!actor.signed_in() || !actor.has(Role::ministry)) return scope;
  scope.provinces.emplace_back(kCentre);
  if (scope.reach == Scope::Reach::nothing) scope.reach = Scope::Reach::listed;
  return scope;
}

std::string body_place(const Actor& actor) {
  for (const Grant& grant : actor.grants) {
    if (grant.role == Role::ministry) return std::string(kCentre);
    if (grant.role == Role::provincial_body && !grant.province.empty()) return grant.province;
  }
  return {};
}

}  // namespace ocop
