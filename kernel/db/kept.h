#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/base/time.h"
#include "kernel/db/db.h"

namespace ocop::db {

// What is made of so many rows that no page may wait for it each time: one value a key, kept in memory while nothing that it was made from
// has changed. Thread-safe; two who find none both make it. Holds as many values as there are keys: ask with few (provinces).
template <class Value>
class Kept {
 public:
  // What a value was made from: counts of announcements (Database::changes), and the day if it counts.
  struct State {
    std::vector<std::uint64_t> changes{};
    Date day{};
    bool operator==(const State&) const = default;
  };
  // A value is given out for that long at most after another process changed what it says, also while this one hears of nothing.
  static constexpr std::chrono::milliseconds kTrusted{5'000};

  // The state of these topics now. Ask before the look that `make` reads with: what comes between is read twice, and not missed.
  static State state(Database& database, const std::vector<std::string>& topics, Date day = {}) {
    State out{.day = day};
    for (const std::string& topic : topics) out.changes.push_back(database.changes(topic));
    return out;
  }
  std::shared_ptr<const Value> get(Database& database, std::string_view key, const State& state, const std::function<Value()>& make) {
    if (database.unheard() <= kTrusted) {
      const std::lock_guard lock(mutex_);
      if (const auto found = kept_.find(key); found != kept_.end() && found->second.first == state) return found->second.second;
    }
    auto made = std::make_shared<const Value>(make());
    const std::lock_guard lock(mutex_);
    kept_.insert_or_assign(std::string(key), std::pair(state, made));
    return made;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::pair<State, std::shared_ptr<const Value>>, std::less<>> kept_;
};

}  // namespace ocop::db
