#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/time.h"

// What somebody has beside the password, to show that it is they.
namespace ocop::factors {

using CodeId = Id<struct RecoveryCodeTag>;
using PasskeyId = Id<struct PasskeyTag>;

// An authenticator app: RFC 6238. It holds when it is confirmed by a code.
struct App {
  AccountId account;
  std::string secret;                  // sealed (kernel/crypto, seal)
  Instant begun;
  std::optional<Instant> confirmed;
  std::int64_t last_step = 0;          // of the last code that was used: none is good twice
};

// A key pair in somebody's device (WebAuthn); here is its public half.
struct Passkey {
  PasskeyId id;
  AccountId account;
  std::string credential;              // the device's name for it
  std::string public_key;              // COSE, as the device wrote it
  std::int64_t counter = 0;            // of its last signature; 0 = it does not count
  std::string label;                   // what the holder calls it
  Instant added;
  std::optional<Instant> used;
};

struct RecoveryCode {
  CodeId id;
  AccountId account;
  std::string digest;                  // SHA-256, 32 bytes
  Instant made;
  std::optional<Instant> used;
};

enum class EventKind : std::uint8_t {
  app_added, app_removed, codes_made, code_used, taken_away, passkey_added, passkey_removed, passkey_copied,
};
inline constexpr std::array kEventKinds{EventKind::app_added, EventKind::app_removed, EventKind::codes_made, EventKind::code_used,
                                        EventKind::taken_away, EventKind::passkey_added, EventKind::passkey_removed,
                                        EventKind::passkey_copied};
std::string_view name(EventKind kind);   // "app_added"
const Message& label(EventKind kind);
struct Event {
  AccountId account;
  Instant at;
  AccountId actor;
  EventKind kind = EventKind::app_added;
  std::string detail;                  // what the holder calls it; no secret
};

// What an account has now.
struct Held {
  std::optional<Instant> app;          // since when
  std::optional<Instant> app_begun;    // one that is not confirmed yet
  std::vector<Passkey> passkeys;       // in the order they were added
  std::int64_t codes = 0;              // recovery codes that are not used
  bool any() const { return app.has_value() || !passkeys.empty(); }
};

// ---- what is asked
struct Proof { std::string password; };
struct TypedCode { std::string code; };
// What a device made, in base64url: PublicKeyCredential of the browser.
struct NewPasskey { std::string label, client_data, attestation, password; };
struct Assertion { std::string credential, client_data, authenticator_data, signature, user_handle; };
struct TypedCodes { std::vector<std::string> codes; };

}  // namespace ocop::factors
