#pragma once
#include <chrono>
#include <mutex>
#include <optional>
#include <string>

#include "kernel/base/time.h"
#include "kernel/db/db.h"

namespace ocop::app {

// Whether acts can be kept now: a row is written every few seconds, because a database that answers reads may refuse writes (a full disk,
// a standby, a lock that nobody gives up) without anybody having tried. Thread-safe.
class Pulse {
 public:
  static constexpr std::chrono::seconds kEvery{10};      // a sync of the disk each; a balancer asks about as often
  static constexpr std::chrono::seconds kLongest{30};    // two beats may be late: longer than a checkpoint or a backup holds writers up

  Pulse(db::Database& database, const Clock& clock) : database_(database), clock_(clock) {}
  // Writes the row. A storage failure is remembered, not thrown.
  void beat();
  // Called once a second: a beat when it is time for one, and each second while the last one failed.
  void tick(long long second);
  // Why acts would not be kept, in English; empty = they are. Memory only.
  std::string unready() const;

 private:
  using Steady = std::chrono::steady_clock;   // the wall clock may be set while the program runs
  db::Database& database_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::optional<Steady::time_point> proven_;
  std::string failure_;
};

}  // namespace ocop::app
