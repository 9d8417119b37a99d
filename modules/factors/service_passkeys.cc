// Passkeys: made, used and removed.
#include <algorithm>
#include <array>

#include "kernel/base/text.h"
#include "kernel/crypto/crypto.h"
#include "kernel/json/json.h"
#include "modules/factors/challenge.h"
#include "modules/factors/messages.h"
#include "modules/factors/rules.h"
#include "modules/factors/service.h"
#include "modules/factors/store.h"

namespace ocop::factors {
namespace {

using identity::SignedBy;

constexpr std::string_view kAnybody = "sign in";
std::string to_add(AccountId account) { return "add " + account.text(); }

// WebAuthn §5.4.3: bytes that say nothing about the person. An account's id is one.
std::string handle_of(AccountId account) { return text::base64url(account.text()); }

Error refused(std::string_view expected) {
  return Error::of(ErrorKind::invalid_input, {"", {}, std::string(expected), msg::passkey_refused, {}});
}
// A form that nothing filled: without script there is no way to the device.
Error needs_script() { return Error::of(ErrorKind::invalid_input, {"", {}, "what a device signed", msg::passkey_needs_script, {}}); }

Result<std::string> bytes_of(std::string_view base64url) {
  auto bytes = crypto::base64url_decode(base64url);
  if (!bytes) return refused("base64url without padding");
  return std::move(*bytes);
}

std::string digest_of(std::string_view challenge) { return std::string(crypto::view(crypto::sha256(challenge))); }

// Once, and as long as it could still be answered.
Result<void> answer(act::Moment& act, std::string_view challenge) {
  const Instant too_old{act.now().milliseconds - 2 * challenge::kLife};
  if (!store::answer(act, digest_of(challenge), act.now(), too_old)) return refused("a challenge that was not answered before");
  return {};
}

void write_credentials(json::Writer& out, std::string_view name, std::span<const Passkey> passkeys) {
  out.member(name).begin_array();
  for (const Passkey& one : passkeys)
    out.begin_object().field("type", "public-key").field("id", text::base64url(one.credential)).end_object();
  out.end_array();
}

}  // namespace

// ---- made ------------------------------------------------------------------------------------------------------------------------

Result<std::string> Service::new_passkey_options(const Actor& actor) const {
  OCOP_TRY(held, held(actor));
  json::Writer out;
  out.begin_object().field("challenge", challenge::make(parts_.random, challenge_key_, to_add(*actor.account), parts_.clock.now()));
  out.member("rp").begin_object().field("id", parts_.party.id).field("name", parts_.issuer).end_object();
  out.member("user").begin_object().field("id", handle_of(*actor.account)).field("name", actor.display_name);
  out.field("displayName", actor.display_name).end_object().member("pubKeyCredParams").begin_array();
  for (const std::int64_t algorithm : {webauthn::kEs256, webauthn::kEdDsa, webauthn::kRs256})
    out.begin_object().field("type", "public-key").field("alg", algorithm).end_object();
  out.end_array().field("timeout", challenge::kLife);
  write_credentials(out, "excludeCredentials", held.passkeys);   // one a device: the same again would be two rows of one key
  out.member("authenticatorSelection").begin_object().field("residentKey", "required").field("requireResidentKey", true);
  out.field("userVerification", "required").end_object().field("attestation", "none").end_object();
  return out.take();
}

Result<Service::Added> Service::add_passkey(const Holder& holder, const NewPasskey& made) {
  OCOP_CHECK(Policy::signed_in().admit(holder.actor));
  if (made.client_data.empty() || made.attestation.empty()) return needs_script();
  OCOP_CHECK(sure(holder, made.password));
  OCOP_TRY(client_data, bytes_of(made.client_data));
  OCOP_TRY(attestation, bytes_of(made.attestation));
  OCOP_TRY(challenge, webauthn::challenge_of(client_data, webauthn::Ceremony::create, parts_.party));
  if (!challenge::is_own(challenge, challenge_key_, to_add(*holder.actor.account), parts_.clock.now())) return refused("the challenge");
  OCOP_TRY(credential, webauthn::check_creation(attestation, parts_.party));
  return acts_.run(holder.actor, [&](act::Act& act) -> Result<Added> {
    OCOP_CHECK(answer(act, challenge));
    if (store::passkeys(act, act.by()).size() >= rules::kMostPasskeys)
      return Error::of(ErrorKind::conflict, {"", "", "at most ten passkeys", msg::passkeys_are_many, {}});
    const Passkey passkey{act.new_id<PasskeyId>(), act.by(),  credential.credential, credential.key, credential.counter,
                          made.label,              act.now(), {}};
    if (!store::insert(act, passkey)) return Error::of(ErrorKind::conflict, {"", "", "a new credential", msg::passkey_is_there, {}});
    Added out{passkey.id, first_codes(act, act.by())};
    parts_.sign_ins.note_step(act, holder.session, SignedBy::passkey);
    note(act, act.by(), act.by(), EventKind::passkey_added, made.label);
    tell(act, kToldChanged, act.by());
    return out;
  });
}

Result<void> Service::remove_passkey(const Holder& holder, PasskeyId id, std::string_view password) {
  OCOP_CHECK(sure(holder, password));
  return acts_.run(holder.actor, [&](act::Act& act) -> Result<void> {
    const auto all = store::passkeys(act, act.by());
    const auto found = std::ranges::find(all, id, &Passkey::id);
    if (found == all.end() || !store::remove_passkey(act, act.by(), id)) return Error::of(ErrorKind::not_found, "no such passkey");
    after_removal(act);
    note(act, act.by(), act.by(), EventKind::passkey_removed, found->label);
    tell(act, kToldChanged, act.by());
    return {};
  });
}

// ---- used ------------------------------------------------------------------------------------------------------------------------

std::string Service::passkey_options() const {
  json::Writer out;
  out.begin_object().field("challenge", challenge::make(parts_.random, challenge_key_, kAnybody, parts_.clock.now()));
  out.field("rpId", parts_.party.id).field("timeout", challenge::kLife).field("userVerification", "required");
  out.member("allowCredentials").begin_array().end_array().end_object();
  return out.take();
}

Result<Service::Signed> Service::signed_by(db::Reader& reader, const Assertion& made) const {
  if (made.client_data.empty()) return needs_script();
  OCOP_TRY(credential, bytes_of(made.credential));
  OCOP_TRY(client_data, bytes_of(made.client_data));
  OCOP_TRY(data, bytes_of(made.authenticator_data));
  OCOP_TRY(signature, bytes_of(made.signature));
  OCOP_TRY(challenge, webauthn::challenge_of(client_data, webauthn::Ceremony::get, parts_.party));
  if (!challenge::is_own(challenge, challenge_key_, kAnybody, parts_.clock.now())) return refused("the challenge");
  // Before the counter is looked at: a form that is sent twice tells of no copy.
  if (store::answered(reader, digest_of(challenge))) return refused("a challenge that was not answered before");
  const auto passkey = store::passkey(reader, credential);
  if (!passkey) return refused("a credential that is known here");
  if (made.user_handle != handle_of(passkey->account)) return refused("the credential's user handle");   // §7.2 step 6
  const auto before = static_cast<std::uint32_t>(passkey->counter);
  OCOP_TRY(counter, webauthn::check_assertion({client_data, data, signature}, passkey->public_key, before, parts_.party));
  return Signed{*passkey, counter, std::move(challenge)};
}

Result<void> Service::use(act::Moment& act, const Signed& by) const {
  OCOP_CHECK(answer(act, by.challenge));
  if (!store::use_passkey(act, by.passkey, by.counter, act.now())) return refused("a passkey that nobody used meanwhile");
  return {};
}

Error Service::note_copy(Error error, std::string_view credential) {
  const auto bytes = crypto::base64url_decode(credential);
  if (error.kind != ErrorKind::conflict || !bytes) return error;
  const auto noted = acts_.run_without_account([&](act::Moment& act) -> Result<void> {
    const auto passkey = store::passkey(act, *bytes);
    if (!passkey) return {};
    note(act, passkey->account, passkey->account, EventKind::passkey_copied, passkey->label);
    tell(act, kToldChanged, passkey->account);
    return {};
  });
  return noted ? error : noted.error();
}

Result<std::string> Service::sign_in(const identity::SignIns::Arrival& arrival, const Assertion& made, std::string_view address) {
  const std::string network = throttle::network_of(address);
  const std::array bucket{throttle::Bucket{"factors.passkey", network, rules::kPasskeysOfNetwork}};
  if (const std::int64_t wait = parts_.throttle.take(bucket, parts_.clock.now()); wait > 0) return too_many(wait);
  const auto by = parts_.database.read([&](db::Reader& reader) { return signed_by(reader, made); });
  if (!by) return note_copy(by.error(), made.credential);
  return acts_.run_without_account([&](act::Moment& act) -> Result<std::string> {
    OCOP_CHECK(use(act, *by));
    return parts_.sign_ins.open(act, by->passkey.account, SignedBy::passkey, arrival);
  });
}

Result<void> Service::prove_by_passkey(const Holder& holder, const Assertion& made) {
  OCOP_CHECK(Policy::signed_in().admit(holder.actor));
  const auto by = parts_.database.read([&](db::Reader& reader) { return signed_by(reader, made); });
  if (!by) return note_copy(by.error(), made.credential);
  if (by->passkey.account != *holder.actor.account) return refused("a passkey of this account");
  return acts_.run(holder.actor, [&](act::Act& act) -> Result<void> {
    OCOP_CHECK(use(act, *by));
    parts_.sign_ins.note_step(act, holder.session, SignedBy::passkey);
    return {};
  });
}

}  // namespace ocop::factors
