#pragma once
#include <array>
#include <optional>
#include <string_view>

#include "modules/places/places.h"

namespace ocop::places {

// The words for types in data and API.
inline constexpr std::array<std::string_view, 5> kUnitTypes{"province", "municipality", "commune", "ward", "special_zone"};
inline std::string_view name(UnitType type) { return kUnitTypes[static_cast<std::size_t>(type)]; }
inline std::optional<UnitType> unit_type(std::string_view name) {
  for (std::size_t i = 0; i < kUnitTypes.size(); ++i)
    if (kUnitTypes[i] == name) return static_cast<UnitType>(i);
  return std::nullopt;
}

}  // namespace ocop::places
