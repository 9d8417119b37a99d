#pragma once
#include <array>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <unordered_map>

#include "kernel/base/time.h"
#include "kernel/random/random.h"
#include "modules/identity/rules.h"

namespace ocop::identity {

// Counts attempts to sign in, by login and by network, in memory of a bounded size. Thread-safe.
// In memory because a refused guess must cost nothing; with several processes each counts its own share, so the limit is at most
// multiplied by their number. Nothing typed is kept: keys are cut HMACs under a key of this process (people type passwords into the
// name field).
class Throttle {
 public:
  static constexpr std::size_t kEntries = 20'000;   // 2 MB; when full, the quarter that recovers soonest is forgotten
  explicit Throttle(Random& random);
  // Takes one attempt of both buckets; milliseconds to wait, 0 = go on. An attempt that is refused takes nothing.
  std::int64_t take(std::string_view login, std::string_view network, Instant now);
  // After a right password: the login's bucket is full again and the network gets its attempt back.
  void forgive(std::string_view login, std::string_view network);
  std::size_t size() const;

 private:
  std::uint64_t key(char kind, std::string_view text) const;
  void make_room();

  std::array<std::uint8_t, 32> secret_{};
  mutable std::mutex mutex_;
  std::unordered_map<std::uint64_t, std::int64_t> reached_;   // rules::Admission::reached
};

}  // namespace ocop::identity
