#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/time.h"
#include "kernel/base/message.h"
#include "kernel/tlog/seal.h"

// Samples that go with a dossier, counted at each step (Decision 26/2026/QĐ-TTg, articles 6.2d, 6.3a, 6.3b).
namespace ocop::samples {

using CountId = Id<struct CountTag>;

// Kept in the database by number. 3 is the place of "received by the Ministry" (article 6.3), which counts elsewhere.
enum class Step : std::uint8_t { commune = 0, sent = 1, province = 2 };
inline constexpr std::array kSteps{Step::commune, Step::sent, Step::province};
std::string_view name(Step step);        // "commune"
const Message& label(Step step);

// What was counted. Never changed: who counts again adds another.
struct Count {
  CountId id;
  DossierId dossier;
  Step step = Step::commune;
  std::int64_t found = 0;              // damaged ones with it
  std::int64_t damaged = 0;
  std::int64_t due = 0;                // what the product set asked for then
  Date day{};
  std::string words;                   // why fewer, what is damaged; empty only when neither
  Instant counted;
  AccountId counted_by;
};

struct TakeCount {
  Step step = Step::commune;
  std::int64_t found = 0;
  std::int64_t damaged = 0;
  Date day{};
  std::string words;
};
inline constexpr std::int64_t kMostFound = 99;        // more is a slip of the hand: five are due
inline constexpr std::size_t kWordsLimit = 1'000;

inline constexpr std::string_view kToldFewer = "samples.fewer", kToldShort = "samples.forwarded",
                                  kToldUncounted = "samples.uncounted";

// The public log: which step of which dossier, and how many were found. Neither words nor who counted.
inline constexpr std::string_view kCountedFields[] = {"number", "state"};
inline constexpr tlog::Kind kCounted{"samples.counted", kCountedFields};
inline constexpr tlog::Kind kLeaves[] = {kCounted};
inline constexpr tlog::Sealed kSealedCount{.table = "samples_count", .key = "id"};
inline constexpr tlog::Sealed kSealed[] = {kSealedCount};

}  // namespace ocop::samples
