#pragma once
#include <array>

#include "kernel/base/result.h"
#include "modules/offices/types.h"

// Pure.
namespace ocop::offices::rules {

inline constexpr std::int64_t kDay = 86'400'000;
inline constexpr std::int64_t kInvitationLife = 14 * kDay;   // across a holiday of Tết, as a role that waits for a second administrator
inline constexpr std::int64_t kAddressKept = 30 * kDay;      // after it was over: long enough to see that nobody came, and to ask why
inline constexpr std::size_t kMostOpen = 200;                // a whole province with its councils in one afternoon; each is a letter

inline constexpr int kMostAhead = 92;                         // days: who leaves is known a quarter before
// Roles that pass to a successor, as identity has it; whoever holds a seat in a council or administers is named anew.
bool passes_on(const Grant& office);
inline constexpr std::array kPassing{Role::commune_officer, Role::provincial_body, Role::secretary, Role::advisory_group,
                                     Role::programme_manager, Role::ministry, Role::auditor};
// From today on, and not further than a quarter. Problem of field "from".
Result<void> check_day(Date from, Date today);

inline constexpr int kMostDelegated = 183;                    // days: maternity leave is six months
inline constexpr std::size_t kMostDelegations = 5;           // of one officer at a time: who stands in is somebody, not everybody
inline constexpr std::array kDelegated{Role::commune_officer, Role::provincial_body, Role::secretary};
bool is_office(const Grant& grant);                          // an official's role
bool may_delegate(const Grant& office);                      // a role of those, held in one's own right
bool same_office(const Grant& a, const Grant& b);            // role and place
// Somebody whom two administrators made an official of the same province: an office is not lent to a stranger.
bool is_colleague(const std::vector<Grant>& grants, const Grant& office);
// Problems of "office", "from", "until".
Result<void> check_delegation(const Grant& office, const Delegate& wanted, Date today);

// The first instant at which the link opens nothing.
Instant end_of(const Invitation& invitation);
// Errors: conflict.
Result<void> may_accept(const Invitation& invitation, Instant now);
Result<void> may_withdraw(const Invitation& invitation, Instant now);

}  // namespace ocop::offices::rules
