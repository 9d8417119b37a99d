#pragma once
#include "kernel/http/input.h"
#include "modules/identity/service.h"

// What the requests of this module carry: limits and words of each field.
namespace ocop::identity {

const input::Declaration<SignIn>& sign_in_fields();
const input::Declaration<PasswordChange>& password_change();
const input::Declaration<AccountQuery>& account_query();
const input::Declaration<PersonName>& person_name();
const input::Declaration<GiveGrant>& give_grant();
const input::Declaration<SetActivity>& set_activity();

}  // namespace ocop::identity
