#include "modules/products/units.h"

#include <algorithm>

#include "kernel/base/text.h"

namespace ocop::products {
namespace {

// What of the answer lies in the province; nothing when the address speaks against all of it.
std::vector<places::Found> found_in(const places::Resolved& resolved, std::string_view province) {
  std::vector<places::Found> out;
  for (const places::Found& found : resolved.found)
    if (found.commune->province == province && found.doubt < places::Doubt::district) out.push_back(found);
  return out;
}

}  // namespace

std::vector<std::string> units_today(const places::Index& places, std::string_view province, std::string_view printed) {
  std::vector<std::string> out;
  for (const places::Found& found : found_in(places.resolve(printed), province)) out.push_back(found.commune->code);
  return out;
}

std::string unit_choices(const places::Index& places, const Product& product) {
  // "Trà Cú, Trà Vinh" is a district as likely as its town: any commune of it.
  const bool names_no_commune = std::ranges::count(product.place_as_printed, ',') < 2;
  if (names_no_commune && product.commune.empty()) return {};
  const places::Resolved resolved = places.resolve(product.place_as_printed);
  const auto found = found_in(resolved, product.province);
  const places::Commune* given = places.commune(product.commune);
  const auto is_given = [&](const places::Found& one) { return given != nullptr && one.commune->code == given->code; };
  const bool was_split = std::ranges::any_of(
      found, [](const places::Found& one) { return one.formerly && one.formerly->extent == places::Extent::part; });
  const bool is_another = resolved.certain() && !found.empty() && !is_given(found.front());
  std::string out;
  if (!(found.size() > 1 && was_split) && !(is_another && !product.commune.empty())) return out;
  for (const places::Found& one : found) out.append(out.empty() ? "" : " ").append(one.commune->code);
  return out;
}

std::vector<const places::Commune*> choices_of(const places::Index& places, const Product& product) {
  std::vector<const places::Commune*> out;
  for (const std::string_view code : text::split(product.unit_choices, ' '))
    if (const places::Commune* commune = places.commune(code)) out.push_back(commune);
  return out;
}

std::vector<const places::Commune*> offered_units(const places::Index& places, const Product& product) {
  std::vector<const places::Commune*> out = choices_of(places, product);
  const places::Commune* given = places.commune(product.commune);
  if (!out.empty() && given != nullptr && std::ranges::find(out, given->code, &places::Commune::code) == out.end()) out.push_back(given);
  return out;
}

}  // namespace ocop::products
