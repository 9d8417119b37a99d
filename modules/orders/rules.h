#pragma once
#include <span>
#include <string_view>

#include "kernel/base/result.h"
#include "kernel/throttle/rules.h"
#include "modules/orders/types.h"

// Pure. Who may do what to an order, and what it then is.
namespace ocop::orders::rules {

inline constexpr std::int64_t kHour = 3'600'000;           // milliseconds
inline constexpr std::int64_t kUnpaid = 24 * kHour;        // a transfer that does not come lets the stock go
inline constexpr std::int64_t kUnanswered = 72 * kHour;    // a maker who does not answer holds nobody's order for ever
inline constexpr std::int64_t kReturnDays = 7;             // in which a buyer may ask to give back what was sent
inline constexpr std::int64_t kMostPieces = 10'000;        // of a line
inline constexpr std::size_t kMostLines = 30;
inline constexpr std::int64_t kForget = 180LL * 24 * kHour;   // after the last step, name, telephone and address are emptied
// Of orders from one network: a family, or a phone's carrier. Three at once, then one in five minutes.
inline constexpr throttle::Limit kOrderLimit{3, 5 * 60'000};

// Name, telephone, address and consent of a buyer. Errors: invalid_input, every wrong field.
Result<void> check(const NewOrder& order);
// "0912345678" of "0912 345 678", "+84912345678"; nullopt = none of Vietnam.
std::optional<std::string> phone_of(std::string_view typed);

// The order after a step. Errors: conflict when it is not the party's, or not possible as it stands; invalid_input without its reason.
Result<Order> after(const Order& order, const Move& move, Party by, Instant now);
// What a party may do now, in the order of a page.
std::vector<Step> possible(const Order& order, Party by, Instant now);
// Whether the stock goes back with this step.
bool gives_back(const Order& before, const Order& after);

// Each line of a statement against the orders that wait for money, and those that have it.
std::vector<Matched> match(std::span<const Received> lines, std::span<const Order> orders);

}  // namespace ocop::orders::rules
