#pragma once
#include <array>

#include "kernel/http/input.h"
#include "modules/identity/service.h"

// What the requests of this module carry: limits and words of each field.
namespace ocop::identity {

inline constexpr std::array kAllRoles{Role::producer_member, Role::commune_officer, Role::provincial_body,
                                      Role::council_member,  Role::council_chair,   Role::administrator};   // in the order of a form
static_assert(kAllRoles.size() + 1 == static_cast<std::size_t>(kRoleCount));   // a helper has the producer's consent, from nobody else

const input::Declaration<SignIn>& sign_in_fields();
const input::Declaration<Join>& join_fields();
const input::Declaration<PasswordChange>& password_change();
const input::Declaration<PersonName>& person_name();
const input::Declaration<GiveGrant>& give_grant();
const input::Declaration<SetActivity>& set_activity();

}  // namespace ocop::identity
