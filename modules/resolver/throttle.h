#pragma once
#include <array>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <unordered_map>

#include "kernel/base/time.h"
#include "kernel/random/random.h"

namespace ocop::resolver {

// Counts reports by address, in memory of a bounded size: addresses are kept as cut HMACs under a key of this process, never as such.
// Thread-safe. Several processes each count their own share.
class Throttle {
 public:
  static constexpr std::size_t kEntries = 10'000;   // under 1 MB; when full, all are forgotten at once
  explicit Throttle(Random& random);
  // Takes one report of this address; milliseconds to wait, 0 = go on. IPv6 counts by its /64: one household.
  std::int64_t take(std::string_view address, Instant now);

 private:
  std::array<std::uint8_t, 32> secret_{};
  std::mutex mutex_;
  std::unordered_map<std::uint64_t, std::int64_t> reached_;   // rules::Admission::reached
};

}  // namespace ocop::resolver
