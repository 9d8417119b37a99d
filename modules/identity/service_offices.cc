// Officials' roles for the module that invites to them: the port Offices.
#include <algorithm>

#include "modules/identity/accounts.h"
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

void Service::end_from(act::Moment& act, AccountId account, const Grant& grant, Instant at, AccountId by) const {
  for (const StoredGrant& one : store::grants(act, std::span(&account, 1))) {
    if (one.grant != grant) continue;
    if (at > act.now()) {
      store::limit_grant(act, one.id, at);
      store::limit_stand_ins(act, account, grant, at);
      if (offers_ != nullptr)
        for (const RoleEndsLater& later : offers_->all<RoleEndsLater>()) later.then(act, account, grant, at);
      continue;
    }
    store::end_grant(act, account, one.id, act.now());
    add_event(act, account, by, EventKind::grant_revoked, detail_of(grant));
    tell_ended(act, account, grant, by);
  }
}

Result<Offices::Given> Service::hand_over(act::Act& act, const HandOver& wanted) const {
  const bool own = wanted.from == act.by();
  if (!own) OCOP_CHECK(hold_administrator(act, act.by()));
  if (!own) OCOP_CHECK(rules::may_administer(act.by(), wanted.to));
  store::lock_accounts(act, wanted.from, wanted.to);
  const auto has = [&](AccountId account) {
    const auto grants = store::grants(act, std::span(&account, 1));
    return std::ranges::any_of(grants, [&](const StoredGrant& one) {
      return one.grant == wanted.office && !rules::is_over(one, act.now());
    });
  };
  if (!rules::passes_on(wanted.office.role) || !has(wanted.from)) return Error::of(ErrorKind::not_found, "no office of this person");
  if (has(wanted.to))
    return Error::of(ErrorKind::conflict, {"successor", "", "somebody who does not have it yet", msg::grant_twice});
  const std::optional<Instant> since = wanted.at > act.now() ? std::optional(wanted.at) : std::nullopt;
  if (own || store::acting_administrators(act) >= rules::kAdministratorsForTwo) {
    OCOP_CHECK(ask_second(act, {.account = wanted.to, .grant = wanted.office, .asked_by = act.by(), .instead_of = wanted.from,
                                .since = since}));
    return Offices::Given::waits;
  }
  put_grant(act, {act.new_id<GrantId>(), wanted.to, wanted.office, act.now(), {}, since});
  add_event(act, wanted.to, act.by(), EventKind::granted, detail_of(wanted.office));
  end_from(act, wanted.from, wanted.office, since.value_or(act.now()), act.by());
  return Offices::Given::now;
}

Result<void> Service::stand_in(act::Act& act, const StandIn& wanted) const {
  const AccountId giver = act.by();
  store::lock_accounts(act, giver, wanted.account);
  const auto own = store::grants(act, std::span(&giver, 1));
  const bool holds = std::ranges::any_of(own, [&](const StoredGrant& one) {
    return one.grant == wanted.office && rules::grant_holds(one, act.now());   // a loan is not lent on
  });
  if (!holds) return Error::of(ErrorKind::not_found, "no office of this person");
  Grant lent = wanted.office;
  lent.stands_for = giver;
  if (!put_grant(act, {act.new_id<GrantId>(), wanted.account, lent, act.now(), wanted.until, wanted.since}))
    return Error::of(ErrorKind::conflict, {"login", "", "somebody who does not act there yet", msg::grant_twice});
  add_event(act, wanted.account, giver, EventKind::granted, detail_of(lent));
  return {};
}

bool Service::end_stand_in(act::Moment& act, AccountId account, const Grant& office, AccountId by) const {
  for (const StoredGrant& one : store::grants(act, std::span(&account, 1))) {
    if (one.grant != office || !store::end_grant(act, account, one.id, act.now())) continue;
    add_event(act, account, by, EventKind::grant_revoked, detail_of(office));
    return true;
  }
  return false;
}

}  // namespace ocop::identity
