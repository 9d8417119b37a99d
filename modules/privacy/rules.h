#pragma once
#include "kernel/base/result.h"
#include "modules/privacy/types.h"

// The clocks of Decree 356/2025/NĐ-CP: a reply within two working days; withdrawing, restricting and objecting done in 15 days, 20 when a
// third party has to act; seeing, correcting and erasing in 10, 20 with a third party; one extension of at most 15 days. Pure.
namespace ocop::privacy::rules {

inline constexpr int kReplyDays = 2;   // working days (Civil Code 2015, article 147.2: the day of asking does not count)
inline constexpr int kUseDays = 15, kDataDays = 10, kThirdPartyDays = 20, kMostExtension = 15;
inline constexpr int kErasureStay = 7;   // days in which the person may think again
inline constexpr std::int64_t kBreachHours = 72;   // from its detection to the notification
inline constexpr std::size_t kMostOpen = 5;   // of one person: more is one request in other words
inline constexpr std::int64_t kWordsLimit = 2'000;

struct Clock {
  Date reply_by, done_by;
};
// Calendar days are counted as they are: the stricter reading, so that none is late under either.
Clock clock(Wish wish, ThirdParty third_party, std::int64_t extended_days, Instant asked, const HolidayCalendar& holidays);
// The clock that runs: reply until there is one, then done. Of one that ended, the day it ended.
Date due(const Request& request, const HolidayCalendar& holidays);
Instant notify_by(Instant detected);

// Errors: conflict when it has ended, or answered twice; invalid_input for an empty answer.
Result<void> may_answer(const Request& request, const Answer& answer);
// Errors: conflict when it has ended or was extended before; invalid_input for the days or no reason.
Result<void> may_extend(const Request& request, const Extend& extend);

}  // namespace ocop::privacy::rules
