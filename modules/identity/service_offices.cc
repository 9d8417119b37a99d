// Officials' roles for the module that invites to them: the port Offices.
#include <algorithm>

#include "modules/identity/administer.h"
#include "modules/identity/messages.h"
#include "modules/identity/pages_parts.h"
#include "modules/identity/rules.h"
#include "modules/identity/service.h"

namespace ocop::identity {

Result<Grant> Service::read(const Typed& typed) const { return read_grant({typed.role, typed.province, typed.commune, {}}); }

std::string Service::words(const Grant& grant, Language language) const { return Reaches{places_, {}}.show(grant, language); }

Result<std::string> Service::login_of(std::string_view address) const { return rules::login_name(address); }

Result<void> Service::hold_administrator(act::Moment& act, AccountId account) const {
  const auto locked = store::lock_accounts(act, account, account);
  if (locked.empty() || !is_administrator(act, locked[0])) return Error::of(ErrorKind::forbidden);
  return {};
}

Result<Offices::Given> Service::give_invited(act::Act& act, const Grant& grant, AccountId by) const {
  OCOP_CHECK(rules::may_administer(by, act.by()));
  const auto locked = store::lock_accounts(act, by, act.by());
  const auto giver = std::ranges::find(locked, by, &Account::id);
  if (giver == locked.end() || !is_administrator(act, *giver))
    return Error::of(ErrorKind::conflict, {"", "", "an invitation of an administrator", msg::inviter_left});
  OCOP_TRY(given, give_or_ask(act, act.by(), grant, by));
  return given.waiting ? Offices::Given::waits : Offices::Given::now;
}

Result<void> Service::join_invited(const Invited& wanted, std::string_view peer) {
  Account account;
  OCOP_TRY(login, rules::login_name(wanted.login));
  OCOP_TRY(display_name, rules::display_name(wanted.display_name));
  account.login = login;
  account.display_name = display_name;
  return add_own(std::move(account), wanted.password, peer);
}

}  // namespace ocop::identity
