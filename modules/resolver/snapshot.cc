#include "modules/resolver/snapshot.h"

#include <algorithm>

namespace ocop::resolver {

Snapshot::Snapshot(std::span<const products::Products::Key> keys) {
  const auto has_gtin = [](const products::Products::Key& key) { return number_of(key.gtin) != 0; };
  const auto with_gtin = static_cast<std::size_t>(std::count_if(keys.begin(), keys.end(), has_gtin));
  std::size_t capacity = 2;
  while (capacity < 2 * with_gtin) {
    capacity *= 2;
    --shift_;
  }
  slots_.resize(capacity);
  for (const auto& key : keys) {
    const std::uint64_t gtin = number_of(key.gtin);
    if (gtin == 0) continue;
    std::size_t at = first_slot(gtin);
    while (slots_[at].gtin != 0 && slots_[at].gtin != gtin) at = (at + 1) % capacity;
    if (slots_[at].gtin == 0) ++size_;
    slots_[at] = {gtin, static_cast<std::uint32_t>(codes_.size()), static_cast<std::uint32_t>(key.code.size())};
    codes_ += key.code;
  }
}

std::uint64_t Snapshot::number_of(std::string_view gtin) {
  constexpr std::size_t kDigits = 14;
  if (gtin.size() != kDigits) return 0;
  std::uint64_t out = 0;
  for (const char c : gtin) {
    if (c < '0' || c > '9') return 0;
    out = out * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return out;
}

std::string_view Snapshot::code_of(std::string_view gtin) const {
  const std::uint64_t number = number_of(gtin);
  if (number == 0) return {};
  for (std::size_t at = first_slot(number); slots_[at].gtin != 0; at = (at + 1) % slots_.size())
    if (slots_[at].gtin == number) return std::string_view(codes_).substr(slots_[at].from, slots_[at].length);
  return {};
}

}  // namespace ocop::resolver
