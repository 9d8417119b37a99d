#pragma once
#include "kernel/http/input.h"
#include "modules/filters/types.h"

// What requests to this module carry (kernel/http/input.h).
namespace ocop::filters {

inline constexpr std::int64_t kMostName = 60;       // characters: what still stands on one line of a phone
inline constexpr std::int64_t kMostQuery = 2'000;   // characters: what every browser and messenger keeps of an address
const input::Declaration<SaveFilter>& save_filter();

}  // namespace ocop::filters
