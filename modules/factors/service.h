#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kernel/act/act.h"
#include "kernel/throttle/throttle.h"
#include "modules/factors/types.h"
#include "modules/factors/webauthn.h"
#include "modules/identity/identity.h"
#include "modules/notices/notices.h"

namespace ocop::factors {

std::vector<db::Migration> migrations();

inline constexpr std::string_view kToldChanged = "factors.changed", kToldCodeUsed = "factors.code_used",
                                  kToldBrowser = "factors.new_browser";
inline constexpr std::string_view kStepPage = "/sign-in/step", kPasskeyPage = "/sign-in/passkey", kOwnPage = "/me/factors";

// Whose browser or program it is that changes its own steps. `session`: empty of a token.
struct Holder {
  const Actor& actor;
  std::string_view session;
};

Error too_many(std::int64_t wait);     // milliseconds until the next attempt is let in

// Use cases. Thread-safe. What it was made with must outlive it.
class Service {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    throttle::Throttle& throttle;
    http::Authenticator& authenticator;
    identity::SignIns& sign_ins;
    const notices::Notices& notices;
    std::string key;                   // 32 bytes of the installation, not in the database: seals the secrets of apps
    std::string issuer;                // what an app shows above the code: "Ocop ocop.example.vn"
    webauthn::Party party;             // this site, as passkeys know it
  };
  explicit Service(Parts parts);

  // ---- the holder's own. What changes them asks for the password, unless the session has shown a short while ago whose it is: Error
  // invalid_input on "password". Each change is told to the holder.
  Result<Held> held(const Actor& actor) const;
  std::vector<Event> events(const Actor& actor) const;
  bool proven(const Holder& holder) const;
  Result<void> prove(const Holder& holder, std::string_view password);

  // The secret as an app takes it. Until it is confirmed by a code it holds nothing. conflict: there is an app.
  struct Begun { std::string secret, uri; };
  Result<Begun> begin_app(const Holder& holder, std::string_view password);
  Result<Begun> begun_app(const Actor& actor) const;       // not_found: none waits for its first code
  // Recovery codes, when the account had none yet. Errors: invalid_input on "code"; too_many_requests; not_found.
  struct Codes { std::vector<std::string> codes; };        // shown once
  Result<Codes> confirm_app(const Holder& holder, std::string_view typed);
  Result<void> remove_app(const Holder& holder, std::string_view password);
  // What a browser is asked to make a passkey by; JSON (PublicKeyCredentialCreationOptionsJSON, WebAuthn Level 3 §5.1.10).
  Result<std::string> new_passkey_options(const Actor& actor) const;
  struct Added { PasskeyId id; Codes codes; };
  // Errors: invalid_input when it was made for another site, another account or too long ago; conflict: it is there, or there are ten.
  Result<Added> add_passkey(const Holder& holder, const NewPasskey& made);
  Result<void> remove_passkey(const Holder& holder, PasskeyId id, std::string_view password);
  // Instead of the password: the session has shown whose it is.
  Result<void> prove_by_passkey(const Holder& holder, const Assertion& made);
  // Ten new ones; those of before are good no more. conflict: there is no second step that they could stand for.
  Result<Codes> make_codes(const Holder& holder, std::string_view password);

  // ---- signing in
  bool has(db::Reader& reader, AccountId account) const;
  // Whether somebody's password was right in this browser a short while ago.
  bool waits(std::string_view session) const;
  // Whose session it is.
  Actor who(std::string_view session) const;
  // The token of the session. Errors: invalid_input on "code"; conflict when it is too late; too_many_requests.
  Result<std::string> step(const identity::SignIns::Arrival& arrival, std::string_view typed);

  // What a browser is asked to sign by (PublicKeyCredentialRequestOptionsJSON). The same for everybody: who it is, the passkey says.
  std::string passkey_options() const;
  // Signed in by a passkey alone: it is what somebody has, and the device asked for a finger, a face or a PIN. Errors: invalid_input;
  // conflict, when its counter tells of a copy; too_many_requests. One answer for what is unknown, wrong or used before.
  Result<std::string> sign_in(const identity::SignIns::Arrival& arrival, const Assertion& made, std::string_view address);

  // Somebody has signed in: the holder is told when it was in a browser that is not known, and not the first.
  void arrived(act::Moment& act, AccountId account, const std::string& agent) const;

  // ---- administrators
  Held held_by(AccountId account) const;
  // All second steps of somebody who has lost them. Errors: of SignIns::take_steps_away; not_found when there are none.
  Result<void> take_away(const Actor& actor, AccountId account);

 private:
  Held held(db::Reader& reader, AccountId account) const;
  // What a passkey signed, for the act that it is used in.
  struct Signed { Passkey passkey; std::uint32_t counter = 0; std::string challenge; };
  Result<Signed> signed_by(db::Reader& reader, const Assertion& made) const;
  Result<void> use(act::Moment& act, const Signed& by) const;
  // A passkey whose counter went down is somewhere twice: its holder is told, whatever becomes of the request.
  Error note_copy(Error error, std::string_view credential);
  // What goes with the last step.
  void after_removal(act::Act& act) const;
  Codes first_codes(act::Moment& act, AccountId account) const;
  Result<void> sure(const Holder& holder, std::string_view password);
  Result<std::int64_t> right_step(const App& app, std::string_view digits, Instant now) const;
  std::vector<std::string> new_codes(act::Moment& act, AccountId account) const;
  void note(act::Moment& act, AccountId account, AccountId by, EventKind kind, std::string detail = {}) const;
  void tell(act::Moment& act, std::string_view kind, AccountId account, std::vector<std::string> arguments = {}) const;
  std::string secret_of(const App& app) const;   // empty when it was sealed with another key
  Begun shown(const Actor& actor, std::string_view secret) const;

  Parts parts_;
  std::string challenge_key_;          // made of the other
  act::Acts acts_;
};

}  // namespace ocop::factors
