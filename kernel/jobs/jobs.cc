#include "kernel/jobs/jobs.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "kernel/jobs/messages.h"
#include "kernel/jobs/migrations.h"
#include "kernel/jobs/store.h"

namespace ocop::jobs {
namespace {

constexpr std::array<std::string_view, kStates> kStateNames{"waiting", "running", "done", "dead", "cancelled", "given_up"};
constexpr std::string_view kClearKind = "jobs.clear";
constexpr std::int64_t kDay = 86'400'000;

Outcome clear_away(Attempt& attempt) {
  return attempt.finish([now = attempt.now()](db::Transaction& transaction) -> Result<void> {
    store::give_up_dead(transaction, {now.milliseconds - kKeepDeadDays * kDay}, now);
    store::remove_ended(transaction, {now.milliseconds - kKeepEndedDays * kDay});
    return {};
  });
}

Error none() { return Error::of(ErrorKind::not_found, {"id", "", "a job", msg::no_such_job}); }

Error wrong_state(db::Reader& reader, JobId id, std::string_view expected, const Message& message) {
  const auto job = store::find(reader, id);
  if (!job) return none();
  return Error::of(ErrorKind::conflict, {"state", std::string(name(job->state)), std::string(expected), message});
}

}  // namespace

std::string_view name(State state) { return kStateNames[static_cast<std::size_t>(state)]; }

std::optional<State> parse_state(std::string_view name) {
  const auto found = std::find(kStateNames.begin(), kStateNames.end(), name);
  if (found == kStateNames.end()) return std::nullopt;
  return static_cast<State>(found - kStateNames.begin());
}

std::optional<JobId> enqueue(db::Transaction& transaction, const NewJob& job, Instant now, Random& random) {
  if (job.payload.size() > kMaxPayloadBytes) throw std::length_error("jobs: a payload of more than 256 KiB");
  const JobId id = new_id<JobId>(now, random);
  if (!store::insert(transaction, id, job, now)) return std::nullopt;
  return id;
}

void forget(db::Transaction& transaction, std::string_view about, Instant now) { store::forget(transaction, about, now); }

Registry::Registry() {
  add(Kind{.name = kClearKind, .title = msg::clear_title, .handler = clear_away});
  add(Schedule{kClearKind, kClearKind, When::daily(3, 10)});
}

void Registry::add(Kind kind) { kinds_.push_back(std::move(kind)); }
void Registry::add(Schedule schedule) { schedules_.push_back(schedule); }

const Kind* Registry::find(std::string_view name) const {
  const auto found = std::find_if(kinds_.begin(), kinds_.end(), [&](const Kind& kind) { return kind.name == name; });
  return found == kinds_.end() ? nullptr : &*found;
}

std::vector<std::string> Registry::check() const {
  std::vector<std::string> faults;
  for (const Kind& kind : kinds_) {
    if (kind.name.empty() || kind.name.find(' ') != std::string_view::npos)
      faults.push_back("a kind of job is one word: " + std::string(kind.name));
    if (find(kind.name) != &kind) faults.push_back("two kinds of job are called " + std::string(kind.name));
  }
  for (std::size_t i = 0; i < schedules_.size(); ++i) {
    if (find(schedules_[i].kind) == nullptr)
      faults.push_back("the schedule " + std::string(schedules_[i].name) + " asks for an unknown kind of job");
    for (std::size_t j = 0; j < i; ++j)
      if (schedules_[i].name == schedules_[j].name) faults.push_back("two schedules are called " + std::string(schedules_[i].name));
  }
  return faults;
}

std::optional<Job> find(db::Reader& reader, JobId id) { return store::find(reader, id); }

lists::Rows<Job> all() { return store::all(); }

Result<void> cancel(db::Transaction& transaction, JobId id, Instant now) {
  if (store::cancel_waiting(transaction, id, now) || store::ask_cancel(transaction, id)) return {};
  return wrong_state(transaction, id, "waiting or running", msg::already_ended);
}

Result<void> retry(db::Transaction& transaction, JobId id, Instant now) {
  if (store::revive(transaction, id, now)) return {};
  return wrong_state(transaction, id, "dead", msg::not_dead);
}

Result<void> give_up(db::Transaction& transaction, JobId id, Instant now) {
  if (store::give_up(transaction, id, now)) return {};
  return wrong_state(transaction, id, "dead", msg::not_dead);
}

Totals totals(db::Reader& reader, Instant now) { return store::totals(reader, now); }
std::int64_t dead_letters(db::Reader& reader, std::int64_t most) { return store::dead_letters(reader, most); }
std::vector<ScheduleState> schedule_states(db::Reader& reader) { return store::schedules(reader); }

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

}  // namespace ocop::jobs
