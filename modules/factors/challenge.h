#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "kernel/base/time.h"
#include "kernel/random/random.h"

// Challenges of passkeys without a row: each says when it was made and is signed, for one purpose, with a key of the installation. Asking
// for one costs the database nothing, however many strangers ask; that one was answered is a row (factors_answered).
namespace ocop::factors::challenge {

inline constexpr std::int64_t kLife = 5 * 60'000;        // milliseconds: a key is looked for in a drawer
// `purpose`: "sign in", or what and whose: "add 0192…". 40 bytes, encoded as clientDataJSON has it.
std::string make(Random& random, std::string_view key, std::string_view purpose, Instant now);
bool is_own(std::string_view challenge, std::string_view key, std::string_view purpose, Instant now);

}  // namespace ocop::factors::challenge
