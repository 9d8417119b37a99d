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

// An authenticator app: RFC 6238. It holds when it is confirmed by a code.
struct App {
  AccountId account;
  std::string secret;                  // sealed (kernel/crypto, seal)
  Instant begun;
  std::optional<Instant> confirmed;
  std::int64_t last_step = 0;          // of the last code that was used: none is good twice
};

struct RecoveryCode {
  CodeId id;
  AccountId account;
  std::string digest;                  // SHA-256, 32 bytes
  Instant made;
  std::optional<Instant> used;
};

enum class EventKind : std::uint8_t { app_added, app_removed, codes_made, code_used, taken_away };
inline constexpr std::array kEventKinds{EventKind::app_added, EventKind::app_removed, EventKind::codes_made, EventKind::code_used,
                                        EventKind::taken_away};
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
  std::int64_t codes = 0;              // recovery codes that are not used
  bool any() const { return app.has_value(); }
};

// ---- what is asked
struct Proof { std::string password; };
struct TypedCode { std::string code; };
struct TypedCodes { std::vector<std::string> codes; };

}  // namespace ocop::factors
