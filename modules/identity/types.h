#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/access/access.h"
#include "kernel/base/id.h"
#include "kernel/base/time.h"
#include "modules/identity/signed_by.h"

namespace ocop::identity {

using GrantId = Id<struct GrantTag>;
using WaitingId = Id<struct WaitingTag>;
using SessionId = Id<struct SessionTag>;
using TokenId = Id<struct TokenTag>;

// A temporary password was made by an administrator: it opens only the holder's own page until it is replaced, and for a short time.
enum class PasswordKind : std::uint8_t { chosen = 0, temporary = 1 };
enum class Activity : std::uint8_t { inactive = 0, active = 1 };

struct Account {
  AccountId id{};
  std::string login;                 // as rules::login_name() makes it; unique
  std::string display_name;
  std::string password_hash;         // Argon2id text
  PasswordKind password_kind = PasswordKind::chosen;
  Instant password_at{};             // when it was set
  Activity activity = Activity::active;
  Instant created{};
  std::int64_t version = 1;          // of every change an administrator makes
};

struct StoredGrant {
  GrantId id{};
  AccountId account{};
  Grant grant;
  Instant granted{};
  std::optional<Instant> until{};    // of a helper, or of who hands over: it gives nothing from then on
  std::optional<Instant> since{};    // of a successor: it gives nothing before
};

// An official's role that one administrator gave and another has yet to confirm (decision 101). Until then it gives nothing. The row stays.
enum class WaitingState : std::uint8_t { waiting, confirmed, refused, taken_back };
std::string_view name(WaitingState state);
struct WaitingGrant {
  WaitingId id{};
  AccountId account{};
  Grant grant{};
  AccountId asked_by{};              // the administrator who gave it
  Instant asked{};
  WaitingState state = WaitingState::waiting;
  std::optional<AccountId> decided_by{};
  std::optional<Instant> decided{};
  std::optional<AccountId> instead_of{};   // whose role it is until then, where it is handed over; it ends when this one begins
  std::optional<Instant> since{};          // not before
};

// What the server knows of a signed-in browser. The token itself is only in the browser; here is its SHA-256.
struct Session {
  SessionId id{};
  AccountId account{};
  Instant created{};
  Instant last_seen{};
  std::string agent;                 // "Firefox, Windows": enough for its holder to recognise it, and no more
  SignedBy signed_by = SignedBy::password;
  Instant proven{};                  // when the holder last showed to be the holder
};

// What a token may do of what its holder may.
enum class TokenScope : std::uint8_t { reading = 0, everything = 1 };
// What becomes of an account's tokens when its password is changed.
enum class TokensThen : std::uint8_t { ended = 0, kept = 1 };

struct ApiToken {
  TokenId id{};
  AccountId account{};
  std::string label;                 // what it is for, as the one who made it wrote it
  Instant created{};
  Instant expires{};
  std::optional<Instant> last_used;
  std::optional<Instant> revoked;
  TokenScope scope = TokenScope::everything;
};

// What happened to an account, for its page and for whoever must answer for it. Append-only.
enum class EventKind : std::uint8_t {
  created = 0, granted = 1, grant_revoked = 2, deactivated = 3, activated = 4, password_reset = 5, password_changed = 6,
  token_made = 7, token_revoked = 8, sessions_revoked = 9,
};
inline constexpr int kEventKinds = 10;
struct Event {
  Instant at{};
  std::optional<AccountId> actor;    // none = the command line
  std::string actor_name;
  EventKind kind = EventKind::created;
  std::string detail;                // of grants: role, province, commune, producer, separated by '|'; of tokens: the label
};

}  // namespace ocop::identity
