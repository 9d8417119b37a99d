#pragma once
#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "kernel/db/db.h"
#include "kernel/jobs/jobs.h"
#include "kernel/jobs/store.h"

// What takes jobs and does them. Worker has every step as a function that returns, with an injected clock; Workers is the threads around
// it.
namespace ocop::jobs {

// A lease ends by itself when its worker died. Far above the difference of two machines' clocks, far below what a person waits for a mail.
inline constexpr std::int64_t kLease = 60'000;
inline constexpr std::int64_t kBeatEvery = 15'000;        // three beats may be lost before the lease is
inline constexpr std::int64_t kLookEvery = 1'000;         // how long an idle worker waits before it looks again

// What happened to one attempt, for the log.
struct Event {
  JobId id;
  std::string_view kind;
  int attempt = 0;
  std::string_view end;        // "done", "waiting" (again), "dead", "cancelled", "lost"
  std::string reason;
  std::int64_t milliseconds = 0;
};

// Thread-safe as long as its parts are: any number of threads may step, one more beats.
// Everything throws db::Failure when the database fails; a job then keeps its lease until that ends, and is done again.
class Worker {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const Registry& registry;
    const HolidayCalendar& holidays;
    std::function<void(const Event&)> report{};
  };
  explicit Worker(Parts parts);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // Once, before the first step: writes the schedules. With an embedded database it also ends the leases that a killed process left behind.
  void begin();
  // Takes the job of this lane that has been due longest and does it. False: nothing is due.
  bool step(Lane lane);
  // Makes jobs of the schedules that are due; each occurrence goes to one process. Occurrences that were missed while no process ran count
  // as one.
  void tick();
  // Extends the leases of what runs, and tells handlers whom somebody asked to stop. Call each kBeatEvery.
  void beat();
  // Handlers that ask keep_going() are told to stop; what they give back is done by the next process.
  void close();

  struct Counters { std::uint64_t done = 0, again = 0, dead = 0; };
  Counters counters() const;

 private:
  class Running;
  Outcome try_once(const Kind& kind, Running& run) const;
  void settle(const Kind& kind, Running& run, const Outcome& outcome);
  void note(const Running& run, State state, std::string_view reason);

  Parts parts_;
  std::array<std::string, kLanes> kinds_;                 // names of each lane's kinds, as the store takes them
  std::mutex running_mutex_;
  std::vector<Running*> running_;
  std::atomic<bool> closing_{false};
  std::atomic<std::uint64_t> done_{0}, again_{0}, dead_{0};
};

// One thread a lane and one that beats and ticks. The only part that waits for real time.
class Workers {
 public:
  // `trouble`: what a failing database said; the thread looks again after kLookEvery.
  Workers(Worker& worker, std::function<void(std::string_view what)> trouble);
  ~Workers();                                             // stop()
  // Running handlers end their attempt, or stop at their next point; returns when all have.
  void stop();

 private:
  void serve(Lane lane);
  void keep();
  bool wait();                                            // false: stop
  void guarded(const std::function<void()>& work);

  Worker& worker_;
  std::function<void(std::string_view what)> trouble_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;                      // last: they start when everything above is ready
};

// Prometheus text: ocop_jobs{state=…}, ocop_jobs_oldest_due_seconds (without totals: the database was away), and this process's attempts by
// end.
std::string metrics_text(const std::optional<Totals>& totals, const Worker::Counters& counters);

}  // namespace ocop::jobs
