// The administrator's use cases.
#include <algorithm>
#include <utility>

#include "kernel/access/centre.h"
#include "kernel/base/text.h"
#include "modules/identity/accounts.h"
#include "modules/identity/administer.h"
#include "modules/identity/messages.h"
#include "modules/identity/rules.h"
#include "modules/identity/service.h"

namespace ocop::identity {
namespace {

constexpr std::int64_t kEventsShown = 100;   // an account has a handful a year

}  // namespace

Result<void> may_lose(db::Reader& reader, const Account& subject) {
  const bool acts = subject.password_kind == PasswordKind::chosen && is_administrator(reader, subject);
  return rules::two_remain(store::acting_administrators(reader), acts ? rules::Acts::yes : rules::Acts::no);
}

Result<void> Service::note_list_seen(const Actor& actor) {
  OCOP_CHECK(kAdministrators.admit(actor));
  return acts_.run(actor, [](act::Act& act) -> Result<void> {
    store::insert_personal_view(act, act.new_uuid(), {act.by(), "accounts", act.now()});
    return {};
  });
}

Result<void> Service::note_audit_seen(const Actor& actor) {
  OCOP_CHECK(kAudit.admit(actor));
  return acts_.run(actor, [](act::Act& act) -> Result<void> {
    store::insert_personal_view(act, act.new_uuid(), {act.by(), "audit", act.now()});
    return {};
  });
}

void Service::add_grants(std::vector<AccountRow>& rows) const {
  std::vector<AccountId> ids;
  for (const AccountRow& row : rows) ids.push_back(row.account.id);
  for (StoredGrant& grant : database_.read([&](db::Reader& reader) { return store::grants(reader, ids); })) {
    if (!rules::grant_holds(grant, clock_.now())) continue;
    const auto at = std::find(ids.begin(), ids.end(), grant.account) - ids.begin();
    rows[static_cast<std::size_t>(at)].grants.push_back(std::move(grant));
  }
}

Result<AccountDetail> Service::detail(const Actor& actor, AccountId id) {
  OCOP_CHECK(kAdministrators.admit(actor));
  // In one transaction with its log line: what cannot be written down is not shown.
  return acts_.run(actor, [&](act::Act& act) -> Result<AccountDetail> {
    auto account = store::account_by_id(act, id);
    if (!account) return Error::of(ErrorKind::not_found);
    store::insert_personal_view(act, act.new_uuid(), {act.by(), "account:" + id.text(), act.now()});
    AccountDetail out{.account = std::move(*account), .grants = store::grants(act, std::span(&id, 1)), .waiting = waiting_of(act, id),
                      .events = store::events_of(act, id, kEventsShown), .tokens = store::tokens_of(act, id)};
    std::erase_if(out.grants, [&](const StoredGrant& grant) { return rules::is_over(grant, act.now()); });
    std::erase_if(out.tokens, [&](const ApiToken& token) { return !rules::token_is_alive(token, act.now()); });
    for (const Session& session : store::sessions_of(act, id)) {
      const bool whole = session.signed_by != SignedBy::half;
      out.sessions += whole && rules::session_is_alive(session.created, session.last_seen, act.now()) ? 1 : 0;
    }
    return out;
  });
}

Result<TemporaryPassword> Service::create(const Actor& actor, const PersonName& person) {
  OCOP_CHECK(kAdministrators.admit(actor));
  Account account;
  OCOP_TRY(login, rules::login_name(person.login));
  OCOP_TRY(display_name, rules::display_name(person.display_name));
  account.login = login;
  account.display_name = display_name;
  account.password_kind = PasswordKind::temporary;
  const std::string password = temporary_password(random_);
  OCOP_TRY(hash, crypto::hash_password(password, cost_));
  account.password_hash = hash;
  return administer(acts_, actor, *actor.account, [&](act::Act& act, const Account&) -> Result<TemporaryPassword> {
    OCOP_TRY(id, insert_account(act, account, {}, act.by()));
    return TemporaryPassword{id, account.login, password};
  });
}

Result<void> Service::grant_is_possible(const Grant& grant) const {
  OCOP_CHECK(rules::grant_is_complete(grant));
  const bool at_centre = is_centre(grant.province) && sits_at_centre(grant.role);
  if (!grant.province.empty() && !at_centre && places_.province(grant.province) == nullptr) {
    return Error::of(ErrorKind::invalid_input, {"province", grant.province, "a province of today", msg::grant_province});
  }
  if (grant.commune.empty()) return {};
  const places::Commune* const commune = places_.commune(grant.commune);
  if (commune != nullptr && commune->province == grant.province) return {};
  return Error::of(ErrorKind::invalid_input, {"commune", grant.commune, "a commune of that province", msg::grant_commune});
}

Result<identity::Given> Service::grant(const Actor& actor, AccountId id, const Grant& grant) {
  OCOP_CHECK(kAdministrators.admit(actor));
  OCOP_CHECK(rules::may_administer(*actor.account, id));
  OCOP_CHECK(grant_is_possible(grant));
  return administer(acts_, actor, id, [&](act::Act& act, const Account& subject) -> Result<identity::Given> {
    return give_or_ask(act, subject.id, grant, act.by());
  });
}

Result<void> Service::revoke_grant(const Actor& actor, AccountId id, GrantId grant) {
  OCOP_CHECK(kAdministrators.admit(actor));
  return administer(acts_, actor, id, [&](act::Act& act, const Account& subject) -> Result<void> {
    const auto grants = store::grants(act, std::span(&subject.id, 1));
    const auto found = std::find_if(grants.begin(), grants.end(), [grant](const StoredGrant& one) { return one.id == grant; });
    if (found == grants.end()) return Error::of(ErrorKind::not_found);
    if (found->grant.role == Role::administrator) {
      OCOP_CHECK(rules::may_administer(*actor.account, subject.id));
      OCOP_CHECK(may_lose(act, subject));
    }
    store::end_grant(act, subject.id, grant, act.now());
    add_event(act, subject.id, act.by(), EventKind::grant_revoked, detail_of(found->grant));
    tell_ended(act, subject.id, found->grant, act.by());
    return {};
  });
}

Result<void> Service::set_activity(const Actor& actor, AccountId id, Activity activity, std::int64_t version) {
  OCOP_CHECK(kAdministrators.admit(actor));
  OCOP_CHECK(rules::may_administer(*actor.account, id));
  return administer(acts_, actor, id, [&](act::Act& act, const Account& subject) -> Result<void> {
    if (activity == Activity::inactive) OCOP_CHECK(may_lose(act, subject));
    if (!store::set_activity(act, subject.id, activity, version)) return Error::of(ErrorKind::conflict);
    if (activity == Activity::inactive) {
      store::delete_sessions(act, subject.id, {});
      store::revoke_tokens(act, subject.id, act.now());
      // Whoever stands in for one who may act no more stands in for nobody.
      for (const StoredGrant& one : store::grants(act, std::span(&subject.id, 1)))
        if (rules::is_officials(one.grant.role) && !one.grant.stands_for) tell_ended(act, subject.id, one.grant, act.by());
    }
    const EventKind kind = activity == Activity::active ? EventKind::activated : EventKind::deactivated;
    add_event(act, subject.id, act.by(), kind);
    return {};
  });
}

Result<void> Service::end_token_of(const Actor& actor, AccountId id, TokenId token) {
  OCOP_CHECK(kAdministrators.admit(actor));
  return administer(acts_, actor, id, [&](act::Act& act, const Account& subject) -> Result<void> {
    if (!identity::end_token(act, subject.id, token, act.by())) return Error::of(ErrorKind::not_found);
    return {};
  });
}

Result<TemporaryPassword> Service::reset_password(const Actor& actor, AccountId id) {
  OCOP_CHECK(kAdministrators.admit(actor));
  OCOP_CHECK(rules::may_administer(*actor.account, id));
  const std::string password = temporary_password(random_);
  OCOP_TRY(hash, crypto::hash_password(password, cost_));
  return administer(acts_, actor, id, [&](act::Act& act, const Account& subject) -> Result<TemporaryPassword> {
    OCOP_CHECK(may_lose(act, subject));
    OCOP_CHECK(set_aside(act, subject.id));   // whoever has the new password has its roles
    store::set_password(act, subject.id, hash, PasswordKind::temporary, act.now());
    store::delete_sessions(act, subject.id, {});
    store::revoke_tokens(act, subject.id, act.now());
    add_event(act, subject.id, act.by(), EventKind::password_reset);
    return TemporaryPassword{subject.id, subject.login, password};
  });
}

Result<Grant> Service::read_grant(const GiveGrant& typed) const {
  Grant grant{typed.role, typed.province, {}, typed.producer};
  OCOP_TRY(commune, find_commune(grant.province, typed.commune));
  grant.commune = commune;
  OCOP_CHECK(grant_is_possible(grant));
  return grant;
}

Result<std::string> Service::find_commune(std::string_view province, std::string_view typed) const {
  const std::string_view wanted = text::trim(typed);
  if (wanted.empty()) return std::string();
  if (const auto* commune = places_.commune(wanted); commune != nullptr && commune->province == province) return commune->code;
  const std::string folded = text::fold(wanted);
  const places::Commune* found = nullptr;
  for (const places::Commune* commune : places_.communes_of(province)) {
    if (text::fold(commune->name) != folded && text::fold(commune->full_name) != folded) continue;
    if (found != nullptr) found = nullptr;   // two of that name: the code must say which
    else found = commune;
    if (found == nullptr) break;
  }
  if (found != nullptr) return found->code;
  return Error::of(ErrorKind::invalid_input, {"commune", std::string(wanted), "a commune of that province", msg::grant_commune});
}

}  // namespace ocop::identity
