#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "modules/scans/types.h"

// Pure rules: what is unusual, and what is shown of small numbers.
namespace ocop::scans::rules {

// ---- a burst: far more scans of a product in one hour than it has -----------------------------------------------------------------

inline constexpr int kUsualDays = 28;              // four whole weeks: market days weigh as they do
// A fair with a stand and a queue scans some hundred packs in an hour; below this nobody could have sold many fakes.
inline constexpr std::int64_t kBurstFloor = 200;
// And three usual days in one hour: a product that is scanned a thousand times a day is not unusual with two hundred in an hour.
inline constexpr std::int64_t kBurstDays = 3;
// The median, days without a scan among them: one day of a fair makes no other usual. 0 of nothing.
std::int64_t usual_day(std::span<const std::int64_t> scans);
bool is_burst(std::int64_t in_hour, std::int64_t usual);

// ---- a spread: one pack seen in too many places in a day ---------------------------------------------------------------------------

// Of an address with a serial alone: the product's own code is on all its packs, so that they are seen in many places says that it sells.
// A pack on a stall is looked at by some dozens of people, each by the own telephone.
inline constexpr std::int64_t kSpreadNetworks = 50;
// It travels with a parcel through two or three; a table of addresses is wrong about some.
inline constexpr std::int64_t kSpreadProvinces = 3;
bool is_spread(std::int64_t networks, std::int64_t provinces);

// ---- small numbers ---------------------------------------------------------------------------------------------------------------

// One or two scans of a small province could be one person that somebody knows: such a place is not named.
inline constexpr std::int64_t kLeastNamed = 3;
// Sums by place ("" = nobody says) as they are shown.
std::vector<PlaceSum> shown(std::span<const PlaceDay> sums);
// Days from `first` on to `last`, each once. `sums` in any order; several of one day are added.
std::vector<DaySum> every_day(Date first, Date last, std::span<const DaySum> sums);

}  // namespace ocop::scans::rules
