#pragma once
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/time.h"
#include "modules/channels/types.h"

namespace ocop::channels {

// Files that were made, while they are true. Thread-safe; nobody waits here for a file that is being made.
class KeptFiles {
 public:
  using Moment = std::chrono::steady_clock::time_point;
  // What a file was made from: counts of announcements, read before the rows were, and the day.
  struct State {
    std::array<std::uint64_t, 3> changes{};
    Date day{};
    bool operator==(const State&) const = default;
  };
  // A file is given out as true for that long at most after another process changed what it says, also while this one hears of nothing.
  static constexpr std::chrono::milliseconds kTrusted{5'000};

  // `most_bytes`: beyond it the least recently asked go; the one that was put last stays, whatever it has.
  explicit KeptFiles(std::size_t most_bytes) : most_bytes_(most_bytes) {}
  // nullptr: none, or it is not true any more. `unheard`: Database::unheard() — while that is long, only what was read just now is trusted.
  std::shared_ptr<const File> find(std::string_view key, const State& state, Moment now, std::chrono::milliseconds unheard);
  // `read`: when the rows began to be read.
  void put(std::string key, const State& state, Moment read, std::shared_ptr<const File> file);
  std::size_t bytes() const;

 private:
  struct Kept { std::string key; State state; Moment read; std::shared_ptr<const File> file; };
  std::size_t held() const;            // under the lock

  const std::size_t most_bytes_;
  mutable std::mutex mutex_;
  std::vector<Kept> kept_;             // the one that was asked for last stands last
};

}  // namespace ocop::channels
