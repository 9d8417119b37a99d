#include "modules/products/former_units.h"

#include <algorithm>
#include <array>

#include "kernel/base/text.h"

namespace ocop::products {
namespace {

constexpr std::array<std::string_view, 19> kKinds{"thi tran ", "thi xa ",    "thanh pho ", "phuong ", "huyen ", "quan ", "xa ",
                                                  "tp ",       "tx ",        "tt ",        "p ",      "x ",     "q ",    "h ",
                                                  "ph ",       "huyen dao ", "dac khu ",   "t p ",    "ward "};

// "P.04" → "4", "Q.Gò Vấp" → "go vap", "P12" → "12".
std::string bare(std::string_view printed) {
  std::string folded = text::fold(printed);
  for (const std::string_view kind : kKinds) {
    if (folded.size() > kind.size() && folded.starts_with(kind)) {
      folded.erase(0, kind.size());
      break;
    }
  }
  // A sign that is written together with its number.
  if (folded.size() > 1 && (folded[0] == 'p' || folded[0] == 'q') && folded.find_first_not_of("0123456789", 1) == std::string::npos)
    folded.erase(0, 1);
  const std::size_t digits = folded.find_first_not_of('0');
  if (digits != std::string::npos && digits > 0 && folded.find_first_not_of("0123456789") == std::string::npos) folded.erase(0, digits);
  return folded;
}

}  // namespace

const std::vector<FormerUnits::Entry>& FormerUnits::entries_of(std::string_view province) {
  const auto known = by_province_.find(province);
  if (known != by_province_.end()) return known->second;
  std::vector<Entry> entries;
  for (const places::Commune* commune : places_.communes_of(province)) {
    entries.push_back({bare(commune->full_name), {}, commune->code});
    for (const places::FormerUnit* former : places_.former_of(commune->code))
      entries.push_back({bare(former->old_name), bare(former->old_district), commune->code});
  }
  return by_province_.emplace(province, std::move(entries)).first->second;
}

std::vector<std::string> FormerUnits::find(std::string_view province, std::string_view commune, std::string_view district) {
  const std::string name = bare(commune), above = bare(district);
  const std::vector<Entry>& entries = entries_of(province);
  // With a district it is a unit of before; without one it may be either. A district that was itself renamed before 2025 ("huyện Tân
  // Thành", since 2018 Phú Mỹ) is none of ours: its name says nothing against a commune.
  const bool known = !above.empty() && std::ranges::find(entries, above, &Entry::district) != entries.end();
  std::vector<std::string> out;
  for (const Entry& entry : entries)
    if (entry.commune == name && (!known || entry.district == above)) out.push_back(entry.code);
  std::ranges::sort(out);
  out.erase(std::ranges::unique(out).begin(), out.end());
  return out;
}

}  // namespace ocop::products
