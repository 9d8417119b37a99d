#pragma once
#include <algorithm>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "kernel/act/act.h"
#include "modules/identity/service.h"
#include "modules/identity/store.h"

// The way of every act of an administrator on an account. For service_*.cc alone.
namespace ocop::identity {

inline constexpr Policy kAdministrators = Policy::roles(Role::administrator);

inline bool is_administrator(db::Reader& reader, const Account& account) {
  const auto grants = store::grants(reader, std::span(&account.id, 1));
  return account.activity == Activity::active &&
         std::ranges::any_of(grants, [](const StoredGrant& grant) { return grant.grant.role == Role::administrator; });
}

// Locks both accounts, then asks again who acts: two administrators who take each other's role away at once must not both succeed.
// `perform(act, subject)`. Errors: forbidden, not_found.
template <class Perform>
auto administer(const act::Acts& acts, const Actor& actor, AccountId id, Perform&& perform) {
  using Outcome = std::invoke_result_t<Perform&, act::Act&, const Account&>;
  return acts.run(actor, [&](act::Act& act) -> Outcome {
    const auto accounts = store::lock_accounts(act, act.by(), id);
    const auto administrator = std::ranges::find(accounts, act.by(), &Account::id);
    if (administrator == accounts.end() || !is_administrator(act, *administrator)) return Error::of(ErrorKind::forbidden);
    const auto subject = std::ranges::find(accounts, id, &Account::id);
    if (subject == accounts.end()) return Error::of(ErrorKind::not_found);
    return perform(act, *subject);
  });
}

// ---- a second administrator (service_waiting.cc)
// A role that another administrator than waiting.asked_by, who gives it, has yet to confirm; its id and moment are the act's. Error:
// conflict when the same waits already.
Result<WaitingId> ask_second(act::Moment& act, WaitingGrant waiting);
// The role, or a wait for the second administrator. Error: conflict when it is held or waits already.
Result<Given> give_or_ask(act::Moment& act, AccountId account, const Grant& grant, AccountId by);
// Where there are two administrators: the officials' roles of the account wait until another one confirms them again.
Result<std::vector<Grant>> set_officials_aside(act::Act& act, AccountId account);   // what ended

// In force; a right to the same makes room that is over, or that was for standing in. False: the account has it.
bool put_grant(act::Moment& act, const StoredGrant& grant);

// Two administrators who can act stay two (rules::two_remain).
Result<void> may_lose(db::Reader& reader, const Account& subject);

}  // namespace ocop::identity
