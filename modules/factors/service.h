#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kernel/act/act.h"
#include "kernel/throttle/throttle.h"
#include "modules/factors/types.h"
#include "modules/identity/identity.h"
#include "modules/notices/notices.h"

namespace ocop::factors {

std::vector<db::Migration> migrations();

inline constexpr std::string_view kToldChanged = "factors.changed", kToldCodeUsed = "factors.code_used";
inline constexpr std::string_view kStepPage = "/sign-in/step", kOwnPage = "/me/factors";

// Whose browser or program it is that changes its own steps. `session`: empty of a token.
struct Holder {
  const Actor& actor;
  std::string_view session;
};

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
  };
  explicit Service(Parts parts) : parts_(std::move(parts)), acts_(parts_.database, parts_.clock, parts_.random) {}

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

  // ---- administrators
  Held held_by(AccountId account) const;
  // All second steps of somebody who has lost them. Errors: of SignIns::take_steps_away; not_found when there are none.
  Result<void> take_away(const Actor& actor, AccountId account);

 private:
  Held held(db::Reader& reader, AccountId account) const;
  Result<void> sure(const Holder& holder, std::string_view password);
  Result<std::int64_t> right_step(const App& app, std::string_view digits, Instant now) const;
  std::vector<std::string> new_codes(act::Moment& act, AccountId account) const;
  void note(act::Moment& act, AccountId account, AccountId by, EventKind kind, std::string detail = {}) const;
  void tell(act::Moment& act, std::string_view kind, AccountId account, std::vector<std::string> arguments = {}) const;
  std::string secret_of(const App& app) const;   // empty when it was sealed with another key
  Begun shown(const Actor& actor, std::string_view secret) const;

  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::factors
