// Signing in beyond the password: sessions for the module of second steps.
#include <algorithm>

#include "modules/identity/accounts.h"
#include "modules/identity/administer.h"
#include "modules/identity/messages.h"
#include "modules/identity/rules.h"
#include "modules/identity/service.h"

namespace ocop::identity {
namespace {

// An account that may have a session at all.
bool may_sign_in(const Account& account, Instant now) {
  return account.activity == Activity::active && rules::password_is_usable(account, now);
}

Error over() { return Error::of(ErrorKind::invalid_input, {"", "", "a password that was right a short while ago", msg::step_is_over}); }

}  // namespace

std::string_view name(SignedBy by) {
  switch (by) {
    case SignedBy::half: return "half";
    case SignedBy::password: return "password";
    case SignedBy::code: return "code";
    case SignedBy::recovery_code: return "recovery_code";
    case SignedBy::passkey: return "passkey";
  }
  return "";
}

std::string Service::second_step(db::Reader& reader, AccountId account) const {
  if (offers_ == nullptr) return {};
  for (const SecondStep& step : offers_->all<SecondStep>())
    if (step.has(reader, account)) return step.page;
  return {};
}

std::string Service::lead(const std::vector<Grant>& grants, SignedBy by) const {
  const auto official = [](const Grant& grant) { return rules::is_officials(grant.role); };
  const bool wanted = wanted_step_ == manifest::SecondStep::required && by == SignedBy::password;
  if (!wanted || std::ranges::none_of(grants, official)) return {};
  const auto steps = offers_ == nullptr ? std::span<const SecondStep>() : std::span<const SecondStep>(offers_->all<SecondStep>());
  return steps.empty() ? "/me" : steps.front().set_up;
}

std::string Service::add_session(act::Moment& act, AccountId account, SignedBy by, std::string_view user_agent) {
  const Instant now = act.now();
  store::delete_expired_sessions(act, {now.milliseconds - rules::kSessionIdle}, {now.milliseconds - rules::kSessionLife});
  store::delete_halves(act, {now.milliseconds - rules::kHalfLife});
  // The oldest of its like give way: who has the password alone cannot send away who is signed in.
  const bool half = by == SignedBy::half;
  std::size_t left = half ? rules::kMaxHalves : rules::kMaxSessions;
  for (const Session& one : store::sessions_of(act, account))
    if ((one.signed_by == SignedBy::half) == half && --left == 0) {
      left = 1;
      store::delete_session(act, account, one.id);
    }
  std::string token = crypto::random_token(random_, kTokenBytes);
  const Session made{act.new_id<SessionId>(), account, now, now, rules::agent_words(user_agent), by, now};
  store::insert_session(act, made, hash_of_token(token));
  if (!half && offers_ != nullptr)
    for (const Arrived& arrived : offers_->all<Arrived>()) arrived.then(act, account, made.agent);
  return token;
}

std::optional<AccountId> Service::half(db::Reader& reader, std::string_view session, Instant now) const {
  if (session.empty()) return std::nullopt;
  const auto found = store::session_by_hash(reader, hash_of_token(session));
  if (!found || found->session.signed_by != SignedBy::half || !rules::half_is_alive(found->session.created, now)) return std::nullopt;
  if (!may_sign_in(found->account, now)) return std::nullopt;
  return found->account.id;
}

Result<std::string> Service::open(act::Moment& act, AccountId account, SignedBy by, const Arrival& arrival) {
  const auto locked = store::lock_accounts(act, account, account);
  if (locked.size() != 1 || !may_sign_in(locked[0], act.now())) return over();
  // A new password, or a second code at the same moment, has ended it meanwhile.
  if (by != SignedBy::passkey && half(act, arrival.session, act.now()) != account) return over();
  if (!arrival.session.empty()) store::delete_session_by_hash(act, hash_of_token(arrival.session));
  return add_session(act, account, by, arrival.user_agent);
}

bool Service::proven(db::Reader& reader, const Actor& actor, std::string_view session, Instant now) const {
  if (!actor.account || session.empty()) return false;
  const auto found = store::session_by_hash(reader, hash_of_token(session));
  return found && found->account.id == *actor.account && found->session.signed_by != SignedBy::half &&
         rules::proof_holds(found->session.proven, now);
}

Result<void> Service::prove(const Actor& actor, std::string_view session, std::string_view password) {
  OCOP_CHECK(Policy::signed_in().admit(actor));
  OCOP_CHECK(right_password(actor, password, "password"));
  if (session.empty()) return {};   // a program's token: the act that carries the password is the one that it is for
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    store::note_proof(act, hash_of_token(session), act.now());
    return {};
  });
}

void Service::note_step(act::Moment& act, std::string_view session, SignedBy by) const {
  if (!session.empty()) store::note_step(act, hash_of_token(session), by, act.now());
}

void Service::note_no_steps(act::Moment& act, AccountId account) const { store::note_no_steps(act, account); }

Result<void> Service::take_steps_away(const Actor& actor, AccountId id, const std::function<void(act::Act& act)>& also) {
  OCOP_CHECK(kAdministrators.admit(actor));
  OCOP_CHECK(rules::may_administer(*actor.account, id));
  return administer(acts_, actor, id, [&](act::Act& act, const Account& subject) -> Result<void> {
    OCOP_CHECK(may_lose(act, subject));
    OCOP_CHECK(set_aside(act, subject.id));   // whoever has the password has its roles from now on
    store::delete_sessions(act, subject.id, {});
    store::revoke_tokens(act, subject.id, act.now());
    also(act);
    return {};
  });
}

}  // namespace ocop::identity
