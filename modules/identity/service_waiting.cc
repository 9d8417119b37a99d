// What one administrator does and another confirms (decision 101).
#include <algorithm>

#include "modules/identity/accounts.h"
#include "modules/identity/administer.h"
#include "modules/identity/messages.h"
#include "modules/identity/rules.h"
#include "modules/identity/service.h"

namespace ocop::identity {
namespace {

constexpr std::int64_t kWaitingShown = 200;   // a whole council with its communes, given in one afternoon
constexpr std::int64_t kWaitingOfAccount = 20;

Instant earliest(Instant now) { return {now.milliseconds - rules::kWaitingLife}; }

// Accounts, givers and deciders by name.
std::vector<WaitingRow> named(db::Reader& reader, std::vector<WaitingGrant> waiting) {
  std::vector<AccountId> ids;
  for (const WaitingGrant& one : waiting) {
    ids.push_back(one.account);
    ids.push_back(one.asked_by);
    if (one.decided_by) ids.push_back(*one.decided_by);
    if (one.instead_of) ids.push_back(*one.instead_of);
  }
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
  const auto names = store::names(reader, ids);
  const auto of = [&](AccountId id) {
    const auto found = std::ranges::find(names, id, &store::Name::id);
    return found == names.end() ? std::string() : found->display_name;
  };
  std::vector<WaitingRow> out;
  for (WaitingGrant& one : waiting) {
    WaitingRow row{.account = of(one.account), .asked_by = of(one.asked_by)};
    if (one.decided_by) row.decided_by = of(*one.decided_by);
    if (one.instead_of) row.instead_of = of(*one.instead_of);
    row.waiting = std::move(one);
    out.push_back(std::move(row));
  }
  return out;
}

Error given_already(Role role) {
  return Error::of(ErrorKind::conflict, {"role", std::string(name(role)), "a role not yet given", msg::grant_twice});
}

Result<WaitingGrant> open_waiting(act::Act& act, AccountId account, WaitingId id) {
  const auto found = store::waiting_by_id(act, account, id);
  if (!found) return Error::of(ErrorKind::not_found);
  if (!rules::is_waiting(*found, act.now())) return Error::of(ErrorKind::conflict, {"", "", "one that waits", msg::waiting_is_over});
  return *found;
}

}  // namespace

std::vector<WaitingRow> waiting_of(db::Reader& reader, AccountId account) {
  return named(reader, store::waiting_of(reader, account, kWaitingOfAccount));
}

Result<WaitingId> ask_second(act::Moment& act, WaitingGrant waiting) {
  const Role role = waiting.grant.role;
  for (const WaitingGrant& one : store::waiting_of(act, waiting.account, kWaitingOfAccount))
    if (one.grant == waiting.grant && rules::is_waiting(one, act.now()))
      return Error::of(ErrorKind::conflict, {"role", std::string(name(role)), "a role not yet asked for", msg::waiting_twice});
  waiting.id = act.new_id<WaitingId>();
  waiting.asked = act.now();
  store::insert_waiting(act, waiting);
  return waiting.id;
}

Result<Given> give_or_ask(act::Moment& act, AccountId account, const Grant& grant, AccountId by) {
  const auto grants = store::grants(act, std::span(&account, 1));
  const bool there = std::ranges::any_of(grants, [&](const StoredGrant& one) {
    return one.grant == grant && !rules::is_over(one, act.now());
  });
  if (!there && rules::needs_second(grant.role, store::acting_administrators(act))) {
    OCOP_TRY(waiting, ask_second(act, {.account = account, .grant = grant, .asked_by = by}));
    return Given{{}, waiting};
  }
  const StoredGrant stored{act.new_id<GrantId>(), account, grant, act.now()};
  if (!put_grant(act, stored)) return given_already(grant.role);
  add_event(act, account, by, EventKind::granted, detail_of(grant));
  return Given{stored.id, {}};
}

bool put_grant(act::Moment& act, const StoredGrant& grant) {
  for (const StoredGrant& one : store::grants(act, std::span(&grant.account, 1)))
    if (rules::same_office(one.grant, grant.grant) && (rules::is_over(one, act.now()) || (one.grant.stands_for && !grant.grant.stands_for)))
      store::end_grant(act, grant.account, one.id, act.now());
  return store::insert_grant(act, grant);
}

Result<std::vector<Grant>> set_officials_aside(act::Act& act, AccountId account) {
  std::vector<Grant> ended;
  if (store::acting_administrators(act) < rules::kAdministratorsForTwo) return ended;
  for (const StoredGrant& stored : store::grants(act, std::span(&account, 1))) {
    if (!rules::is_officials(stored.grant.role)) continue;
    store::end_grant(act, account, stored.id, act.now());
    add_event(act, account, act.by(), EventKind::grant_revoked, detail_of(stored.grant));
    ended.push_back(stored.grant);
    if (stored.grant.stands_for || rules::is_over(stored, act.now())) continue;   // an officer lends it anew; nobody is made one by that
    OCOP_CHECK(ask_second(act, {.account = account, .grant = stored.grant, .asked_by = act.by()}));
  }
  return ended;
}

Result<void> Service::set_aside(act::Act& act, AccountId account) const {
  OCOP_TRY(ended, set_officials_aside(act, account));
  for (const Grant& one : ended) tell_ended(act, account, one, act.by());
  return {};
}

Result<WaitingList> Service::waiting(const Actor& actor) {
  OCOP_CHECK(kAdministrators.admit(actor));
  return acts_.run(actor, [](act::Act& act) -> Result<WaitingList> {
    store::insert_personal_view(act, act.new_uuid(), {act.by(), "accounts:waiting", act.now()});
    return WaitingList{named(act, store::undecided(act, earliest(act.now()), kWaitingShown)), store::acting_administrators(act)};
  });
}

std::int64_t Service::count_waiting(const Actor& actor) const {
  if (!actor.account) return 0;
  return database_.read([&](db::Reader& reader) { return store::count_undecided(reader, earliest(clock_.now()), *actor.account); });
}

std::int64_t Service::administrators() const {
  return database_.read([](db::Reader& reader) { return store::acting_administrators(reader); });
}

Result<GrantId> Service::confirm(const Actor& actor, AccountId id, WaitingId waiting) {
  OCOP_CHECK(kAdministrators.admit(actor));
  return administer(acts_, actor, id, [&](act::Act& act, const Account& subject) -> Result<GrantId> {
    OCOP_TRY(asked, open_waiting(act, subject.id, waiting));
    OCOP_CHECK(rules::may_confirm(asked, act.by()));
    const bool later = asked.since && act.now() < *asked.since;
    const StoredGrant stored{act.new_id<GrantId>(), subject.id, asked.grant, act.now(), {}, later ? asked.since : std::nullopt};
    if (!put_grant(act, stored)) return given_already(asked.grant.role);
    if (asked.instead_of) end_from(act, *asked.instead_of, asked.grant, stored.since.value_or(act.now()), act.by());
    if (!store::decide_waiting(act, waiting, WaitingState::confirmed, act.by(), act.now()))
      return Error::of(ErrorKind::conflict, {"", "", "one that waits", msg::waiting_is_over});
    add_event(act, subject.id, act.by(), EventKind::granted, detail_of(asked.grant));
    return stored.id;
  });
}

Result<WaitingState> Service::drop(const Actor& actor, AccountId id, WaitingId waiting) {
  OCOP_CHECK(kAdministrators.admit(actor));
  return administer(acts_, actor, id, [&](act::Act& act, const Account& subject) -> Result<WaitingState> {
    OCOP_TRY(asked, open_waiting(act, subject.id, waiting));
    const WaitingState then = asked.asked_by == act.by() ? WaitingState::taken_back : WaitingState::refused;
    if (!store::decide_waiting(act, waiting, then, act.by(), act.now()))
      return Error::of(ErrorKind::conflict, {"", "", "one that waits", msg::waiting_is_over});
    return then;
  });
}

}  // namespace ocop::identity
