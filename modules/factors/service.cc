#include "modules/factors/service.h"

#include <array>

#include "kernel/crypto/crypto.h"
#include "modules/factors/messages.h"
#include "modules/factors/migrations.h"
#include "modules/factors/rules.h"
#include "modules/factors/store.h"

namespace ocop::factors {
namespace {

using identity::SignedBy;

constexpr std::int64_t kEventsShown = 20;

std::string digest_of(AccountId account, std::string_view code) {
  return std::string(crypto::view(crypto::sha256("ocop recovery code " + account.text() + " " + std::string(code))));
}

Error wrong_code() { return Error::of(ErrorKind::invalid_input, {"code", {}, "the code of now, or a recovery code", msg::code_wrong, {}}); }

throttle::Bucket guesses_of(std::string_view account) { return {"factors.code", account, rules::kGuesses}; }

}  // namespace

Error too_many(std::int64_t wait) {
  const std::string minutes = std::to_string((wait + rules::kMinute - 1) / rules::kMinute);
  return Error::of(ErrorKind::too_many_requests, {"", "", "fewer attempts", msg::too_many_guesses, {minutes}});
}

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

Service::Service(Parts parts)
    : parts_(std::move(parts)),
      challenge_key_(crypto::view(crypto::hmac_sha256(parts_.key, "ocop challenges of passkeys"))),
      acts_(parts_.database, parts_.clock, parts_.random) {}

// ---- what several use cases share ----------------------------------------------------------------------------------------------

Held Service::held(db::Reader& reader, AccountId account) const {
  Held out;
  if (const auto app = store::app(reader, account)) {
    out.app = app->confirmed;
    if (rules::is_pending(*app, parts_.clock.now())) out.app_begun = app->begun;
  }
  out.passkeys = store::passkeys(reader, account);
  out.codes = store::codes_left(reader, account);
  return out;
}

Result<void> Service::sure(const Holder& holder, std::string_view password) {
  OCOP_CHECK(Policy::signed_in().admit(holder.actor));
  if (!password.empty()) return parts_.sign_ins.prove(holder.actor, holder.session, password);
  if (proven(holder)) return {};
  return Error::of(ErrorKind::invalid_input, {"password", {}, "the password, or a session that proved itself within 10 minutes",
                                              msg::prove_first, {}});
}

std::string Service::secret_of(const App& app) const { return crypto::unseal(parts_.key, app.secret, app.account.text()).value_or(""); }

Service::Begun Service::shown(const Actor& actor, std::string_view secret) const {
  return {rules::base32(secret), rules::app_uri(parts_.issuer, actor.display_name, secret)};
}

Result<std::int64_t> Service::right_step(const App& app, std::string_view digits, Instant now) const {
  const std::string secret = secret_of(app);
  const auto step = secret.empty() ? std::nullopt : rules::matching_step(secret, digits, now, app.last_step);
  if (!step) return wrong_code();
  return *step;
}

std::vector<std::string> Service::new_codes(act::Moment& act, AccountId account) const {
  store::remove_codes(act, account);
  std::vector<std::string> out;
  while (out.size() < rules::kCodes) {
    std::array<std::uint8_t, rules::kCodeBytes> bytes{};
    parts_.random.fill(bytes);
    out.push_back(rules::code_from(bytes));
    const std::string digest = digest_of(account, rules::read_typed(out.back()).value().text);
    store::insert(act, {act.new_id<CodeId>(), account, digest, act.now(), {}});
  }
  return out;
}

void Service::after_removal(act::Act& act) const {
  if (held(act, act.by()).any()) return;
  store::remove_codes(act, act.by());   // they stand for a step that is no more
  parts_.sign_ins.note_no_steps(act, act.by());
}

Service::Codes Service::first_codes(act::Moment& act, AccountId account) const {
  if (store::codes_left(act, account) > 0) return {};
  return {new_codes(act, account)};
}

void Service::note(act::Moment& act, AccountId account, AccountId by, EventKind kind, std::string detail) const {
  store::insert(act, act.new_uuid(), {account, act.now(), by, kind, std::move(detail)});
}

void Service::tell(act::Moment& act, std::string_view kind, AccountId account, std::vector<std::string> arguments) const {
  parts_.notices.tell(act, {kind, std::move(arguments), std::string(kOwnPage)}, {.accounts = {account}});
}

// ---- the holder ------------------------------------------------------------------------------------------------------------------

Result<Held> Service::held(const Actor& actor) const {
  OCOP_CHECK(Policy::signed_in().admit(actor));
  return held_by(*actor.account);
}

std::vector<Event> Service::events(const Actor& actor) const {
  if (!actor.account) return {};
  return parts_.database.read([&](db::Reader& reader) { return store::events_of(reader, *actor.account, kEventsShown); });
}

bool Service::proven(const Holder& holder) const {
  return parts_.database.read(
      [&](db::Reader& reader) { return parts_.sign_ins.proven(reader, holder.actor, holder.session, parts_.clock.now()); });
}

Result<void> Service::prove(const Holder& holder, std::string_view password) {
  return parts_.sign_ins.prove(holder.actor, holder.session, password);
}

Result<Service::Begun> Service::begin_app(const Holder& holder, std::string_view password) {
  OCOP_CHECK(sure(holder, password));
  std::array<std::uint8_t, rules::kSecretBytes> bytes{};
  parts_.random.fill(bytes);
  const std::string_view secret(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return acts_.run(holder.actor, [&](act::Act& act) -> Result<Begun> {
    const std::string sealed = crypto::seal(parts_.random, parts_.key, secret, act.by().text());
    if (!store::begin_app(act, {act.by(), sealed, act.now(), {}, 0}))
      return Error::of(ErrorKind::conflict, {"", "", "no app yet", msg::app_is_there, {}});
    return shown(holder.actor, secret);
  });
}

Result<Service::Begun> Service::begun_app(const Actor& actor) const {
  OCOP_CHECK(Policy::signed_in().admit(actor));
  const auto app = parts_.database.read([&](db::Reader& reader) { return store::app(reader, *actor.account); });
  const std::string secret = app && rules::is_pending(*app, parts_.clock.now()) ? secret_of(*app) : std::string();
  if (secret.empty()) return Error::of(ErrorKind::not_found, "no app waits for its first code");
  return shown(actor, secret);
}

Result<Service::Codes> Service::confirm_app(const Holder& holder, std::string_view typed) {
  OCOP_CHECK(Policy::signed_in().admit(holder.actor));
  OCOP_TRY(code, rules::read_typed(typed));
  if (code.kind != rules::Typed::Kind::app) return wrong_code();
  const std::string account = holder.actor.account->text();
  const std::array bucket{guesses_of(account)};
  if (const std::int64_t wait = parts_.throttle.take(bucket, parts_.clock.now()); wait > 0) return too_many(wait);
  auto done = acts_.run(holder.actor, [&](act::Act& act) -> Result<Codes> {
    const auto app = store::app(act, act.by());
    if (!app || !rules::is_pending(*app, act.now())) return Error::of(ErrorKind::not_found, "no app waits for its first code");
    OCOP_TRY(step, right_step(*app, code.text, act.now()));
    if (!store::confirm_app(act, act.by(), act.now(), step)) return Error::of(ErrorKind::conflict, "confirmed meanwhile");
    Codes out = first_codes(act, act.by());
    parts_.sign_ins.note_step(act, holder.session, SignedBy::code);
    note(act, act.by(), act.by(), EventKind::app_added);
    tell(act, kToldChanged, act.by());
    return out;
  });
  if (done) parts_.throttle.give_back(std::array{throttle::Throttle::Returned{bucket[0], throttle::Throttle::Back::all}});
  return done;
}

Result<void> Service::remove_app(const Holder& holder, std::string_view password) {
  OCOP_CHECK(sure(holder, password));
  return acts_.run(holder.actor, [&](act::Act& act) -> Result<void> {
    if (!store::remove_app(act, act.by())) return Error::of(ErrorKind::not_found, "no app");
    after_removal(act);
    note(act, act.by(), act.by(), EventKind::app_removed);
    tell(act, kToldChanged, act.by());
    return {};
  });
}

Result<Service::Codes> Service::make_codes(const Holder& holder, std::string_view password) {
  OCOP_CHECK(sure(holder, password));
  return acts_.run(holder.actor, [&](act::Act& act) -> Result<Codes> {
    if (!has(act, act.by())) return Error::of(ErrorKind::conflict, {"", "", "an app or a passkey", msg::codes_need_a_step, {}});
    Codes out{new_codes(act, act.by())};
    note(act, act.by(), act.by(), EventKind::codes_made);
    tell(act, kToldChanged, act.by());
    return out;
  });
}

// ---- signing in ------------------------------------------------------------------------------------------------------------------

bool Service::has(db::Reader& reader, AccountId account) const { return held(reader, account).any(); }

bool Service::waits(std::string_view session) const {
  return parts_.database.read(
      [&](db::Reader& reader) { return parts_.sign_ins.half(reader, session, parts_.clock.now()).has_value(); });
}

Actor Service::who(std::string_view session) const {
  return parts_.authenticator.identify(session, {}, parts_.clock.now()).actor;
}

Result<std::string> Service::step(const identity::SignIns::Arrival& arrival, std::string_view typed) {
  OCOP_TRY(code, rules::read_typed(typed));
  const Instant now = parts_.clock.now();
  const auto account = parts_.database.read([&](db::Reader& reader) { return parts_.sign_ins.half(reader, arrival.session, now); });
  if (!account) return Error::of(ErrorKind::conflict, {"", "", "a password that was right within ten minutes", msg::step_is_over, {}});
  const std::string named = account->text();
  const std::array bucket{guesses_of(named)};
  if (const std::int64_t wait = parts_.throttle.take(bucket, now); wait > 0) return too_many(wait);
  auto done = acts_.run_without_account([&](act::Moment& act) -> Result<std::string> {
    if (code.kind == rules::Typed::Kind::app) {
      const auto app = store::app(act, *account);
      if (!app || !app->confirmed) return wrong_code();
      OCOP_TRY(step, right_step(*app, code.text, act.now()));
      if (!store::use_step(act, *account, step)) return wrong_code();   // the same code at the same moment
      return parts_.sign_ins.open(act, *account, SignedBy::code, arrival);
    }
    if (!store::use_code(act, *account, digest_of(*account, code.text), act.now())) return wrong_code();
    note(act, *account, *account, EventKind::code_used);
    tell(act, kToldCodeUsed, *account, {std::to_string(store::codes_left(act, *account))});
    return parts_.sign_ins.open(act, *account, SignedBy::recovery_code, arrival);
  });
  if (done) parts_.throttle.give_back(std::array{throttle::Throttle::Returned{bucket[0], throttle::Throttle::Back::all}});
  return done;
}

void Service::arrived(act::Moment& act, AccountId account, const std::string& agent) const {
  if (agent.empty()) return;   // a program; what nobody could recognise tells nobody anything
  if (store::meet(act, account, agent, act.now(), {act.now().milliseconds - rules::kBrowserKept}) != store::Known::another) return;
  parts_.notices.tell(act, {kToldBrowser, {agent}, "/me"}, {.accounts = {account}});
}

// ---- administrators --------------------------------------------------------------------------------------------------------------

Held Service::held_by(AccountId account) const {
  return parts_.database.read([&](db::Reader& reader) { return held(reader, account); });
}

Result<void> Service::take_away(const Actor& actor, AccountId account) {
  OCOP_CHECK(Policy::roles(Role::administrator).admit(actor));
  if (!held_by(account).any()) return Error::of(ErrorKind::not_found, "no second step");
  return parts_.sign_ins.take_steps_away(actor, account, [&](act::Act& act) {
    store::remove_app(act, account);
    store::remove_passkeys(act, account);
    store::remove_codes(act, account);
    note(act, account, act.by(), EventKind::taken_away);
    tell(act, kToldChanged, account);
  });
}

}  // namespace ocop::factors
