#include "modules/identity/service.h"

#include <algorithm>
#include <array>
#include <utility>

#include "modules/identity/accounts.h"
#include "modules/identity/messages.h"
#include "modules/identity/rules.h"

namespace ocop::identity {
namespace {

// Those that hold: a helper's end with their day, on the next request.
std::vector<Grant> plain(const std::vector<StoredGrant>& grants, Instant now) {
  std::vector<Grant> out;
  for (const StoredGrant& grant : grants)
    if (rules::grant_holds(grant, now)) out.push_back(grant.grant);
  return out;
}

std::vector<AccountSummary> with_grants(db::Reader& reader, std::vector<store::Name> names, Instant now) {
  std::vector<AccountId> ids;
  for (const auto& one : names) ids.push_back(one.id);
  const auto grants = store::grants(reader, ids);
  std::vector<AccountSummary> out;
  for (auto& one : names) {
    AccountSummary summary{one.id, std::move(one.display_name), {}};
    for (const StoredGrant& grant : grants) {
      if (grant.account == one.id && rules::grant_holds(grant, now)) summary.grants.push_back(grant.grant);
    }
    out.push_back(std::move(summary));
  }
  return out;
}

Error wrong_name_or_password() {
  return Error::of(ErrorKind::invalid_input, {"login", "", "a name and its password", msg::sign_in_wrong});
}

std::int64_t in_seconds(std::int64_t milliseconds) { return (milliseconds + 999) / 1000; }

Error too_many(std::int64_t wait) {
  const std::int64_t minutes = (wait + rules::kMinute - 1) / rules::kMinute;
  return Error::of(ErrorKind::too_many_requests,
                   {"", "", "retry after " + std::to_string(in_seconds(wait)) + " s", msg::sign_in_wait, {std::to_string(minutes)}});
}

// What is typed and where: the same name from another network is another bucket.
std::string login_at(std::string_view login, std::string_view network) { return std::string(login) + '\0' + std::string(network); }
throttle::Bucket by_login_at(std::string_view both) { return {"identity.login_at", both, rules::kAccountLimit}; }
throttle::Bucket by_login(std::string_view login) { return {"identity.login", login, rules::kAccountEverywhereLimit}; }
throttle::Bucket by_password(std::string_view account) { return {"identity.password", account, rules::kAccountLimit}; }
throttle::Bucket by_joining(std::string_view network) { return {"identity.join", network, rules::kJoinLimit}; }
throttle::Bucket by_network(std::string_view network) { return {"identity.network", network, rules::kAddressLimit}; }

}  // namespace

Service::Service(db::Database& database, const Clock& clock, Random& random, const places::Index& places, throttle::Throttle& throttle,
                 const crypto::PasswordCost& cost)
    : database_(database),
      clock_(clock),
      random_(random),
      acts_(database, clock, random),
      places_(places),
      throttle_(throttle),
      cost_(cost) {
  auto hash = crypto::hash_password(crypto::random_token(random), cost);
  if (!hash) throw std::runtime_error(hash.error().detail);   // at start: without Argon2id nobody could sign in anyway
  unknown_hash_ = std::move(*hash);
}

// Writing that something was used must not stop reading when the store refuses writes (full disk): the answer is right without it.
template <class Perform>
bool Service::note(Perform&& perform) const {
  try {
    return acts_
        .run_without_account([&](act::Moment& act) -> Result<void> {
          perform(act);
          return {};
        })
        .ok();
  } catch (const db::Failure& failure) {
    if (failure.kind() == db::Failure::Kind::other) throw;   // a bug
    return false;
  }
}

// ---- port --------------------------------------------------------------------------------------------------------------------

std::vector<AccountSummary> Service::with_role(db::Reader& reader, Role role, std::string_view province) const {
  return with_grants(reader, store::names_with_role(reader, role, province, clock_.now()), clock_.now());
}
std::vector<AccountId> Service::holders(db::Reader& reader, const Grant& grant) const {
  if (!grant.producer) return store::holders(reader, grant, clock_.now());
  std::vector<AccountId> out;
  for (const ProducerId record : records_of(reader, *grant.producer)) {
    Grant there = grant;
    there.producer = record;
    for (const AccountId& one : store::holders(reader, there, clock_.now()))
      if (std::ranges::find(out, one) == out.end()) out.push_back(one);
  }
  return out;
}

std::vector<ProducerId> Service::records_of(db::Reader& reader, ProducerId producer) const {
  std::vector<ProducerId> out{producer};
  if (offers_ == nullptr) return out;
  for (const SameProducers& known : offers_->all<SameProducers>())
    for (const SameProducers::Same& one : known.of(reader, std::span(&producer, 1))) out.push_back(one.other);
  return out;
}

std::vector<Grant> Service::at_all_records(db::Reader& reader, std::vector<Grant> grants) const {
  std::vector<ProducerId> ids;
  for (const Grant& one : grants)
    if (one.producer) ids.push_back(*one.producer);
  if (ids.empty() || offers_ == nullptr) return grants;
  const std::size_t own = grants.size();
  for (const SameProducers& known : offers_->all<SameProducers>())
    for (const SameProducers::Same& same : known.of(reader, ids))
      for (std::size_t i = 0; i < own; ++i) {
        if (grants[i].producer != same.id) continue;
        Grant there = grants[i];
        there.producer = same.other;
        if (std::ranges::find(grants, there) == grants.end()) grants.push_back(std::move(there));
      }
  return grants;
}
std::vector<AccountSummary> Service::by_ids(db::Reader& reader, std::span<const AccountId> ids) const {
  return with_grants(reader, store::names(reader, ids), clock_.now());
}
std::vector<AccountId> Service::active(db::Reader& reader, std::span<const AccountId> ids) const { return store::active(reader, ids); }

void Service::make_member(act::Moment& act, AccountId account, ProducerId producer, AccountId by) const {
  const StoredGrant grant{act.new_id<GrantId>(), account, {Role::producer_member, "", "", producer}, act.now()};
  if (store::insert_grant(act, grant)) add_event(act, account, by, EventKind::granted, detail_of(grant.grant));
}

void Service::make_helper(act::Moment& act, const Helper& helper, AccountId by) const {
  end_helper(act, helper.account, helper.producer, by);   // renewed, or for other tasks: one at a time
  const Grant wanted{Role::helper, "", "", helper.producer, helper.tasks};
  const StoredGrant grant{act.new_id<GrantId>(), helper.account, wanted, act.now(), helper.until};
  if (store::insert_grant(act, grant)) add_event(act, helper.account, by, EventKind::granted, detail_of(grant.grant));
}

bool Service::end_member(act::Moment& act, AccountId account, ProducerId producer, AccountId by) const {
  return end_at_producer(act, account, Role::producer_member, producer, by);
}
bool Service::end_helper(act::Moment& act, AccountId account, ProducerId producer, AccountId by) const {
  return end_at_producer(act, account, Role::helper, producer, by);
}

bool Service::end_at_producer(act::Moment& act, AccountId account, Role role, ProducerId producer, AccountId by) const {
  // A member is one at every record of the maker: a membership that ended at one and went on at the other would have ended nowhere.
  const bool member = role == Role::producer_member;
  const std::vector<ProducerId> records = member ? records_of(act, producer) : std::vector<ProducerId>{producer};
  bool ended = false;
  for (const StoredGrant& one : store::grants(act, std::span(&account, 1))) {
    if (one.grant.role != role || !one.grant.producer || std::ranges::find(records, *one.grant.producer) == records.end()) continue;
    if (!store::end_grant(act, account, one.id, act.now())) continue;
    add_event(act, account, by, EventKind::grant_revoked, detail_of(one.grant));
    if (member) tell_ended(act, account, one.grant, by);   // whoever ends a helper's does the rest itself
    ended = true;
    if (!member) break;
  }
  return ended;
}

void Service::tell_ended(act::Moment& act, AccountId account, const Grant& grant, AccountId by) const {
  if (offers_ == nullptr) return;
  for (const RoleEnded& one : offers_->all<RoleEnded>()) one.then(act, account, grant, by);
}

std::vector<FormerPerson> Service::former_people(db::Reader& reader, ProducerId producer, std::span<const AccountId> accounts) const {
  std::vector<FormerPerson> out;
  for (const store::FormerRole& one : store::former_people(reader, records_of(reader, producer), clock_.now())) {
    if (!one.role || std::ranges::find(accounts, one.account) == accounts.end()) continue;
    const auto same = [&](const FormerPerson& told) { return told.account == one.account && told.role == *one.role; };
    if (std::ranges::none_of(out, same)) out.push_back({one.account, *one.role});
  }
  return out;
}

std::optional<AccountSummary> Service::with_login(db::Reader& reader, std::string_view typed) const {
  const auto login = rules::login_name(typed);
  if (!login) return std::nullopt;
  const auto account = store::account_by_login(reader, *login);
  if (!account || account->activity != Activity::active) return std::nullopt;
  auto found = with_grants(reader, {{account->id, account->display_name}}, clock_.now());
  return std::move(found.at(0));
}

Actor Service::as_of(db::Reader& reader, const Actor& actor, Instant then) const {
  if (!actor.account) return actor;
  return {actor.account, actor.display_name, at_all_records(reader, store::grants_at(reader, *actor.account, then))};
}

http::Authenticator::Identity Service::identify(std::string_view session_cookie, std::string_view bearer, Instant now) {
  if (!bearer.empty()) return identify_token(bearer, now);
  if (!session_cookie.empty()) return identify_session(session_cookie, now);
  return {};
}

http::Authenticator::Identity Service::identify_session(std::string_view token, Instant now) {
  constexpr std::size_t kTokenText = (kTokenBytes * 8 + 5) / 6;
  if (token.size() != kTokenText) return {};
  http::Authenticator::Identity out;
  std::optional<SessionId> seen;
  database_.read([&](db::Reader& reader) {
    const auto found = store::session_by_hash(reader, hash_of_token(token));
    if (!found || found->account.activity != Activity::active) return;
    const Session& session = found->session;
    if (session.signed_by == SignedBy::half) return;   // a password of two steps is nobody yet
    if (!rules::session_is_alive(session.created, session.last_seen, now) || !rules::password_is_usable(found->account, now)) return;
    out.actor.account = found->account.id;
    out.actor.display_name = found->account.display_name;
    if (found->account.password_kind == PasswordKind::chosen) {
      out.actor.grants = at_all_records(reader, plain(found->grants, now));
      out.lead = lead(out.actor.grants, session.signed_by);
      if (!out.lead.empty()) out.actor.grants.clear();   // first the second step, then the office
    }
    out.session = token;
    if (rules::must_note_seen(session.last_seen, now)) seen = session.id;
  });
  if (seen) note([&](act::Moment& act) { store::note_seen(act, *seen, now); });
  return out;
}

http::Authenticator::Identity Service::identify_token(std::string_view token, Instant now) {
  constexpr std::size_t kLongest = 100;   // ours have 48 characters
  if (!token.starts_with(kApiTokenPrefix) || token.size() > kLongest) return {};
  http::Authenticator::Identity out;
  std::optional<TokenId> used;
  database_.read([&](db::Reader& reader) {
    const auto found = store::token_by_hash(reader, hash_of_token(token));
    if (!found || found->account.activity != Activity::active || !rules::token_is_alive(found->token, now)) return;
    out.actor = {found->account.id, found->account.display_name, at_all_records(reader, plain(found->grants, now))};
    out.reach = found->token.scope == TokenScope::reading ? http::Reach::reading : http::Reach::everything;
    if (rules::must_note_use(found->token, now)) used = found->token.id;
  });
  if (used) note([&](act::Moment& act) { store::note_use(act, *used, now); });
  return out;
}

// ---- signing in and out ------------------------------------------------------------------------------------------------------

SignInAnswer Service::sign_in(const SignInAttempt& attempt) {
  const Instant now = clock_.now();
  const auto login = rules::login_name(attempt.login);
  const std::string name = login ? *login : std::string();
  const std::string network = throttle::network_of(attempt.address);
  const std::string both = login_at(name, network);
  const std::array buckets{by_login_at(both), by_login(name), by_network(network)};
  if (const std::int64_t wait = throttle_.take(buckets, now); wait > 0) return {{}, too_many(wait), in_seconds(wait)};

  std::optional<Account> account;
  if (login) account = database_.read([&](db::Reader& reader) { return store::account_by_login(reader, name); });
  // One verification whatever was typed: an unknown name, a wrong password and an inactive account look and take the same.
  const std::string password = rules::password_text(attempt.password).value_or("");
  const bool right = crypto::verify_password(account ? account->password_hash : unknown_hash_, password);
  if (!right || !account || account->activity != Activity::active || !rules::password_is_usable(*account, now)) {
    return {{}, wrong_name_or_password(), 0};
  }
  using throttle::Throttle;
  // Only what was guessed from here is forgiven: elsewhere somebody may be guessing still.
  throttle_.give_back(std::array{Throttle::Returned{buckets[0], Throttle::Back::all}, Throttle::Returned{buckets[1], Throttle::Back::one},
                                 Throttle::Returned{buckets[2], Throttle::Back::one}});
  if (crypto::needs_rehash(account->password_hash, cost_)) {
    if (const auto hash = crypto::hash_password(password, cost_)) {
      const std::string before = account->password_hash;
      bool kept = false;   // an act that is taken back has kept nothing: the old hash is then still the one that is compared
      const bool done = note([&](act::Moment& act) { kept = store::rehash_password(act, account->id, before, *hash); });
      if (done && kept) account->password_hash = *hash;
    }
  }
  auto opened = open_session(*account, attempt);
  if (!opened) return {{}, std::move(opened).error(), 0};
  return {std::move(*opened), {}, 0};
}

Result<void> Service::join(const Join& wanted, std::string_view address) {
  if (joining_ == manifest::Joining::by_offices) return Error::of(ErrorKind::not_found, "offices make the accounts of this installation");
  Account account;
  OCOP_TRY(login, rules::own_login(wanted.login));
  OCOP_TRY(display_name, rules::display_name(wanted.display_name));
  account.login = login;
  account.display_name = display_name;
  return add_own(std::move(account), wanted.password, address);
}

Result<void> Service::add_own(Account account, std::string_view typed_password, std::string_view peer) {
  const std::string password = rules::password_text(typed_password).value_or("");
  OCOP_CHECK(rules::password_is_fit(password, account, "password"));
  const std::string network = throttle::network_of(peer);
  if (const std::int64_t wait = throttle_.take(std::array{by_joining(network)}, clock_.now()); wait > 0) return too_many(wait);
  // The work of the password whether the login is free or not: time tells nothing either.
  OCOP_TRY(hash, crypto::hash_password(password, cost_));
  account.password_hash = hash;
  return acts_.run_without_account([&](act::Moment& act) -> Result<void> {
    account.id = act.new_id<AccountId>();
    account.password_at = account.created = act.now();
    if (store::insert_account(act, account)) add_event(act, account.id, account.id, EventKind::created);   // by nobody but the holder
    return {};
  });
}

Result<SignedIn> Service::open_session(const Account& account, const SignInAttempt& attempt) {
  return acts_.run_without_account([&](act::Moment& act) -> Result<SignedIn> {
    const auto locked = store::lock_accounts(act, account.id, account.id);
    // The password was looked at before this transaction: a change or deactivation in between wins.
    const bool same = locked.size() == 1 && locked[0].password_hash == account.password_hash && locked[0].activity == Activity::active;
    if (!same) return wrong_name_or_password();
    if (!attempt.old_session.empty()) store::delete_session_by_hash(act, hash_of_token(attempt.old_session));
    store::delete_personal_views(act, {act.now().milliseconds - rules::kViewLogKept});
    std::string step = second_step(act, account.id);
    std::string token = add_session(act, account.id, step.empty() ? SignedBy::password : SignedBy::half, attempt.user_agent);
    return SignedIn{std::move(token), account.id, account.password_kind, std::move(step)};
  });
}

void Service::sign_out(std::string_view session) {
  if (session.empty()) return;
  (void)acts_.run_without_account([&](act::Moment& act) -> Result<void> {
    store::delete_session_by_hash(act, hash_of_token(session));
    return {};
  }).ok();   // a session that is not there is signed out
}

// ---- the holder --------------------------------------------------------------------------------------------------------------

Result<Profile> Service::profile(const Actor& actor, std::string_view session) {
  OCOP_CHECK(Policy::signed_in().admit(actor));
  const Instant now = clock_.now();
  return database_.read([&](db::Reader& reader) -> Result<Profile> {
    auto account = store::account_by_id(reader, *actor.account);
    if (!account) return Error::of(ErrorKind::not_found);
    Profile out{std::move(*account), store::grants(reader, std::span(&*actor.account, 1)), {}, {}};
    std::erase_if(out.grants, [&](const StoredGrant& grant) { return !rules::grant_holds(grant, now); });
    const auto current = session.empty() ? std::nullopt : store::session_by_hash(reader, hash_of_token(session));
    for (Session& one : store::sessions_of(reader, *actor.account)) {
      if (one.signed_by == SignedBy::half || !rules::session_is_alive(one.created, one.last_seen, now)) continue;
      const bool is_current = current && current->session.id == one.id;
      out.sessions.push_back({std::move(one), is_current});
    }
    for (ApiToken& token : store::tokens_of(reader, *actor.account)) {
      if (rules::token_is_alive(token, now)) out.tokens.push_back(std::move(token));
    }
    return out;
  });
}

Result<Account> Service::right_password(const Actor& actor, std::string_view password, std::string_view field) const {
  auto account = database_.read([&](db::Reader& reader) { return store::account_by_id(reader, *actor.account); });
  if (!account) return Error::of(ErrorKind::not_found);
  // A stolen session must not become a place to guess the password; nor may it, or a guesser who has none, lock the other way in.
  const std::string holder = account->id.text();
  const std::array bucket{by_password(holder)};
  if (const std::int64_t wait = throttle_.take(bucket, clock_.now()); wait > 0) return too_many(wait);
  if (!crypto::verify_password(account->password_hash, rules::password_text(password).value_or("")))
    return Error::of(ErrorKind::invalid_input, {std::string(field), "", "the present password", msg::password_current_wrong});
  throttle_.give_back(std::array{throttle::Throttle::Returned{bucket[0], throttle::Throttle::Back::all}});
  return std::move(*account);
}

Result<void> Service::change_password(const Actor& actor, std::string_view session, const PasswordChange& change) {
  OCOP_CHECK(Policy::signed_in().admit(actor));
  OCOP_TRY(account, right_password(actor, change.current, "current"));
  const std::string next = rules::password_text(change.next).value_or("");
  OCOP_CHECK(rules::password_is_fit(next, account, "next"));
  if (change.next != change.repeated) return Error::of(ErrorKind::invalid_input, {"repeated", "", "the same text", msg::password_differs});
  if (change.next == change.current) return Error::of(ErrorKind::invalid_input, {"next", "", "another password", msg::password_same});
  OCOP_TRY(hash, crypto::hash_password(next, cost_));
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    const auto locked = store::lock_accounts(act, account.id, account.id);
    if (locked.size() != 1 || locked[0].password_hash != account.password_hash) return Error::of(ErrorKind::conflict);
    store::set_password(act, account.id, hash, PasswordKind::chosen, act.now());
    store::delete_sessions(act, account.id, session.empty() ? std::string() : hash_of_token(session));
    // Who changes it because somebody else may know it thinks of devices, hardly of programs: they end unless one says otherwise.
    if (change.tokens == TokensThen::ended && store::revoke_tokens(act, account.id, act.now()) > 0)
      add_event(act, account.id, act.by(), EventKind::token_revoked);
    add_event(act, account.id, act.by(), EventKind::password_changed);
    return {};
  });
}

Result<void> Service::end_session(const Actor& actor, SessionId id) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    if (!store::delete_session(act, act.by(), id)) return Error::of(ErrorKind::not_found);
    return {};
  });
}

Result<void> Service::end_token(const Actor& actor, TokenId id) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    if (!identity::end_token(act, act.by(), id, act.by())) return Error::of(ErrorKind::not_found);
    return {};
  });
}

Result<std::int64_t> Service::end_other_sessions(const Actor& actor, std::string_view session) {
  return acts_.run(actor, [&](act::Act& act) -> Result<std::int64_t> {
    const auto ended = store::delete_sessions(act, act.by(), session.empty() ? std::string() : hash_of_token(session));
    if (ended > 0) add_event(act, act.by(), act.by(), EventKind::sessions_revoked);
    return ended;
  });
}

}  // namespace ocop::identity
