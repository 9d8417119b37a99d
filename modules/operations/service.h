#pragma once
#include <optional>
#include <string>
#include <vector>

#include "kernel/db/db.h"
#include "kernel/jobs/jobs.h"

// What an administrator sees of the running program, and may do about it. Routes are for Role::administrator alone.
namespace ocop::operations {

struct JobPage { std::vector<jobs::Job> rows; std::optional<jobs::JobId> next; };
struct ScheduleRow { const jobs::Schedule* schedule = nullptr; std::optional<Instant> next, last; };

class Service {
 public:
  Service(db::Database& database, const Clock& clock, const jobs::Registry& registry) : database_(database), clock_(clock), registry_(registry) {}
  Instant now() const { return clock_.now(); }

  jobs::Totals totals() const;
  static constexpr std::int64_t kMostCounted = 100;   // the header says "99+"
  std::int64_t dead_letters() const;
  JobPage list(std::optional<jobs::State> state, std::optional<jobs::JobId> before, std::int64_t limit) const;
  Result<jobs::Job> find(jobs::JobId id) const;
  std::vector<ScheduleRow> schedules() const;      // those that this program knows
  // Errors: not_found; conflict when the job is in another state.
  Result<void> cancel(jobs::JobId id);
  Result<void> again(jobs::JobId id);
  Result<void> give_up(jobs::JobId id);
  // What a page calls a job: its kind's title, or what is known of one that only another version can do.
  std::string title(std::string_view kind, Language language) const;
  std::string stage(const jobs::Job& job, Language language) const;

 private:
  db::Database& database_;
  const Clock& clock_;
  const jobs::Registry& registry_;
};

const Message& label(jobs::State state);

}  // namespace ocop::operations
