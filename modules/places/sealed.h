#pragma once
#include "modules/places/store.h"

// What the entries of places answer for, and their kinds.
namespace ocop::places {

inline constexpr tlog::Sealed kSealed[] = {kSealedImported};
// Of one act of the law: how many units' names, their codes, and the SHA-256 of what they are called from which day on.
inline constexpr std::string_view kChangedFields[] = {"changes", "codes", "sha256"};
inline constexpr std::string_view kRestoredFields[] = {"changes", "codes"};
inline constexpr tlog::Kind kChanged{"places.changed", kChangedFields}, kRestored{"places.restored", kRestoredFields};
inline constexpr tlog::Kind kLeaves[] = {kChanged, kRestored};

}  // namespace ocop::places
