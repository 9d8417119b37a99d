#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "modules/orders/types.h"

// The cash that carriers took in and have not brought yet, by age; and how many parcels came back. Pure.
namespace ocop::orders {

// A parcel that is to be paid in cash, was handed over, has not come back, and whose money was not noted yet.
struct Outstanding {
  std::string number, carrier, tracking;   // of the order; words of the maker
  Instant handed{};
  std::optional<Date> parcel_day{};        // as the maker noted it; else the day of the step counts
  std::int64_t total = 0;                  // đồng
  Date since() const { return parcel_day.value_or(vietnam_date(handed)); }
  int days(Date today) const { return today.days - since().days; }
};

// Days: carriers bring it within a week; after two a maker rings; after a month it is a quarrel.
inline constexpr std::array kAges{7, 15, 30};
struct Age {
  int from = 0;
  std::optional<int> to{};                 // both included; nullopt = and older
  std::int64_t parcels = 0, money = 0;
  std::string text() const { return to ? std::to_string(from) + "–" + std::to_string(*to) : "> " + std::to_string(from - 1); }
};
// 0–7, 8–15, 16–30, > 30 days. Each parcel stands in one of them.
std::vector<Age> by_age(std::span<const Outstanding> all, Date today);

// Of all parcels that are kept. By commune it cannot be told: an address is words of the buyer, and is emptied after half a year.
struct Refusal {
  std::int64_t sent = 0, came_back = 0;
  std::int64_t percent() const { return sent == 0 ? 0 : (100 * came_back + sent / 2) / sent; }   // rounded half up
};

}  // namespace ocop::orders
