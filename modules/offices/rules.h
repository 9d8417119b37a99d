#pragma once
#include "kernel/base/result.h"
#include "modules/offices/types.h"

// Pure.
namespace ocop::offices::rules {

inline constexpr std::int64_t kDay = 86'400'000;
inline constexpr std::int64_t kInvitationLife = 14 * kDay;   // across a holiday of Tết, as a role that waits for a second administrator
inline constexpr std::int64_t kAddressKept = 30 * kDay;      // after it was over: long enough to see that nobody came, and to ask why
inline constexpr std::size_t kMostOpen = 200;                // a whole province with its councils in one afternoon; each is a letter

// The first instant at which the link opens nothing.
Instant end_of(const Invitation& invitation);
// Errors: conflict.
Result<void> may_accept(const Invitation& invitation, Instant now);
Result<void> may_withdraw(const Invitation& invitation, Instant now);

}  // namespace ocop::offices::rules
