#pragma once
#include <array>

#include "kernel/http/input.h"
#include "modules/identity/service.h"

// What the requests of this module carry: limits and words of each field.
namespace ocop::identity {

// In the order of a form.
inline constexpr auto kAllRoles = [] {
  std::array<Role, kOfficials.size() + 1> out{Role::producer_member};
  for (std::size_t i = 0; i < kOfficials.size(); ++i) out[i + 1] = kOfficials[i];
  return out;
}();
static_assert(kAllRoles.size() + 1 == static_cast<std::size_t>(kRoleCount));   // a helper has the producer's consent, from nobody else

const input::Declaration<SignIn>& sign_in_fields();
const input::Declaration<Join>& join_fields();
const input::Declaration<PasswordChange>& password_change();
const input::Declaration<PersonName>& person_name();
const input::Declaration<GiveGrant>& give_grant();
const input::Declaration<SetActivity>& set_activity();

}  // namespace ocop::identity
