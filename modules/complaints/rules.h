#pragma once
#include <optional>
#include <span>

#include "kernel/access/access.h"
#include "kernel/base/result.h"
#include "modules/complaints/types.h"

// Complaints about a result. Pure. No article of Decision 26/2026 says how: see types.h.
namespace ocop::complaints::rules {

enum class Step : std::uint8_t { file, receive, uphold, reject, withdraw };
std::string_view name(Step step);
enum class Who : std::uint8_t { producer, province };
struct Move { std::optional<State> from; Step step; State to; Who who; };
std::span<const Move> moves();
std::optional<State> after(std::optional<State> from, Step step);
bool may(const Actor& actor, const Complaint& complaint, Step step);
// conflict: no such step from its state; forbidden: it is another one's.
Result<void> check(const Actor& actor, const Complaint& complaint, Step step);
inline Step step_of(Outcome outcome) { return outcome == Outcome::upheld ? Step::uphold : Step::reject; }

// The terms that hold on a day: the latest that began; the program's own without one. `all` in any order.
Terms terms_on(std::span<const Terms> all, Date day);
// The last of so many calendar days: the first not counted (Civil Code 2015, article 147.2), one that ends on a day off ends with the next
// working day (article 148.5).
Date last_of(Date from, std::int64_t days, const HolidayCalendar& calendar);
// conflict after the last day, which it names.
Result<void> in_time(Date today, Date file_by);
// invalid_input: of what is upheld without what follows, of what is rejected with it.
Result<void> answer(const Answer& input);
// invalid_input: a day before today, for what was filed keeps its terms; conflict is the store's.
Result<void> set_terms(const SetTerms& input, Date today);

inline constexpr std::int64_t kLeastDays = 5, kMostDays = 180;   // a term that nobody can keep, and one that never comes
inline constexpr std::int64_t kMostWords = 8'000;                // four pages
inline constexpr std::int64_t kMostBasis = 60;

}  // namespace ocop::complaints::rules
