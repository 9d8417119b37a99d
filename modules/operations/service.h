#pragma once
#include <optional>
#include <string>
#include <vector>

#include "kernel/act/act.h"
#include "kernel/jobs/jobs.h"

// What an administrator sees of the running program, and may do about it. Routes are for Role::administrator alone.
namespace ocop::operations {

struct ScheduleRow { const jobs::Schedule* schedule = nullptr; std::optional<Instant> next, last; };

class Service {
 public:
  Service(db::Database& database, const Clock& clock, Random& random, const jobs::Registry& registry)
      : database_(database), clock_(clock), acts_(database, clock, random), registry_(registry) {}
  Instant now() const { return clock_.now(); }

  jobs::Totals totals() const;
  static constexpr std::int64_t kMostCounted = 100;   // the header says "99+"
  std::int64_t dead_letters() const;
  Result<jobs::Job> find(jobs::JobId id) const;
  std::vector<ScheduleRow> schedules() const;      // those that this program knows
  const std::vector<jobs::Kind>& kinds() const { return registry_.kinds(); }
  // Errors: not_found; conflict when the job is in another state.
  // What the job is now: cancelled, of one that waited; running, of one that was asked to stop.
  Result<jobs::State> cancel(const Actor& actor, jobs::JobId id);
  Result<void> again(const Actor& actor, jobs::JobId id);
  Result<void> give_up(const Actor& actor, jobs::JobId id);
  // What a page calls a job: its kind's title, or what is known of one that only another version can do.
  std::string title(std::string_view kind, Language language) const;
  std::string stage(const jobs::Job& job, Language language) const;

 private:
  db::Database& database_;
  const Clock& clock_;
  act::Acts acts_;
  const jobs::Registry& registry_;
};

const Message& label(jobs::State state);

}  // namespace ocop::operations
