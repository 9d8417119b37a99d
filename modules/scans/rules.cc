#include "modules/scans/rules.h"

#include <algorithm>
#include <map>
#include <string>

#include "modules/scans/messages.h"

namespace ocop::scans {

std::string_view name(Span span) { return span == Span::four_weeks ? "28" : "90"; }
Message label(Span span) { return span == Span::four_weeks ? msg::span_four_weeks : msg::span_quarter; }
int days_of(Span span) {
  constexpr int kFourWeeks = 28, kQuarter = 90;
  return span == Span::four_weeks ? kFourWeeks : kQuarter;
}
std::string path_of(std::string_view code) { return "/products/" + std::string(code) + "/scans"; }
std::string path_of(const Day& day) { return path_of(day.code); }

namespace rules {

std::int64_t usual_day(std::span<const std::int64_t> scans) {
  if (scans.empty()) return 0;
  std::vector<std::int64_t> sorted(scans.begin(), scans.end());
  std::ranges::sort(sorted);
  const std::size_t middle = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

bool is_burst(std::int64_t in_hour, std::int64_t usual) { return in_hour > std::max(kBurstFloor, kBurstDays * usual); }

bool is_spread(std::int64_t networks, std::int64_t provinces) { return networks > kSpreadNetworks || provinces > kSpreadProvinces; }

std::vector<PlaceSum> shown(std::span<const PlaceDay> sums) {
  std::map<std::string, std::int64_t> by_place;
  for (const PlaceDay& one : sums) by_place[one.place] += one.scans;
  std::vector<PlaceSum> out;
  std::int64_t elsewhere = 0, unknown = 0;
  for (const auto& [place, scans] : by_place) {
    if (place.empty()) unknown += scans;
    else if (scans < kLeastNamed) elsewhere += scans;
    else out.push_back({PlaceSum::What::province, place, scans});
  }
  std::ranges::stable_sort(out, std::ranges::greater(), &PlaceSum::scans);
  if (elsewhere > 0) out.push_back({PlaceSum::What::elsewhere, {}, elsewhere});
  if (unknown > 0) out.push_back({PlaceSum::What::unknown, {}, unknown});
  return out;
}

std::vector<DaySum> every_day(Date first, Date last, std::span<const DaySum> sums) {
  std::vector<DaySum> out;
  for (Date day = first; day <= last; day = day.plus_days(1)) out.push_back({day, 0, 0});
  for (const DaySum& one : sums) {
    if (one.day < first || one.day > last) continue;
    DaySum& sum = out[static_cast<std::size_t>(one.day.days - first.days)];
    sum.scans += one.scans;
    sum.networks += one.networks;
  }
  return out;
}

}  // namespace rules
}  // namespace ocop::scans
