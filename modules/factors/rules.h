#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kernel/base/result.h"
#include "kernel/throttle/rules.h"
#include "modules/factors/types.h"

// Pure: time and random bytes are arguments.
namespace ocop::factors::rules {

inline constexpr std::int64_t kMinute = 60'000;          // milliseconds

// ---- authenticator apps (RFC 6238 with the values that every app knows: SHA-1, 30 seconds, 6 digits)
inline constexpr std::size_t kSecretBytes = 20;          // RFC 4226 §4, R6: as long as the digest
inline constexpr std::size_t kDigits = 6;
inline constexpr std::int64_t kStep = 30'000;            // milliseconds
inline constexpr std::int64_t kDrift = 1;                // steps that a clock may go wrong, and a person types (RFC 6238 §5.2)
inline constexpr std::int64_t kPendingLife = 15 * kMinute;   // a secret that nobody confirmed by then is made anew

std::int64_t step_of(Instant now);
std::string app_code(std::string_view secret, std::int64_t step);
// The step whose code it is: of now, or one beside it, and later than the last that was used. nullopt = wrong, or used.
std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view digits, Instant now, std::int64_t last_used);
std::string base32(std::string_view bytes);              // RFC 4648 §6 without padding: how a secret is typed
std::string in_fours(std::string_view text);             // "abcd efgh"
// The text of the QR: otpauth://totp/…, as Google Authenticator began it and all read it.
std::string app_uri(std::string_view issuer, std::string_view holder, std::string_view secret);
bool is_pending(const App& app, Instant now);

// ---- recovery codes: 16 signs of Crockford's base 32, 80 random bits: their digest tells nothing to whoever has the database
inline constexpr std::size_t kCodes = 10;
inline constexpr std::size_t kCodeBytes = 10, kCodeSigns = 16;
std::string code_from(std::span<const std::uint8_t, kCodeBytes> random);   // "7k3m-9qxd-4trb-2wnp"

// ---- passkeys
inline constexpr std::size_t kMostPasskeys = 10;         // of an account: each device of a person, and some to spare
inline constexpr std::int64_t kMostLabel = 60;           // characters: a line of a table

inline constexpr std::int64_t kBrowserKept = 365 * 24 * 60 * kMinute;   // a browser that was not used for a year is a new one

// ---- what a person typed: six digits of an app, or a recovery code; case, gaps and look-alikes (o, i, l) are forgiven
struct Typed {
  enum class Kind : std::uint8_t { app, recovery } kind = Kind::app;
  std::string text;                    // six digits, or 16 signs
};
Result<Typed> read_typed(std::string_view typed);        // Error: invalid_input on "code"; what was typed is in no answer

// Guesses at a second step, counted before they are looked at: slips of the finger, then 288 a day an account. Of a million codes three
// are good at a time.
inline constexpr throttle::Limit kGuesses{5, 5 * kMinute};
inline constexpr throttle::Limit kPasskeysOfNetwork{30, 10'000};   // an office behind one address; a signature is not guessed

}  // namespace ocop::factors::rules
