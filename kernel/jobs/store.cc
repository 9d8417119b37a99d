#include "kernel/jobs/store.h"

#include "kernel/db/columns.h"

namespace ocop::jobs::store {
namespace {

using db::Statement;

constexpr auto kJob = db::columns<Job>(
    db::column("id", &Job::id), db::column("kind", &Job::kind), db::column("state", &Job::state, db::words(name, parse_state)),
    db::column("due", &Job::due), db::column("attempts", &Job::attempts), db::column("cancel_asked", &Job::cancel_asked),
    db::column("progress_done", &Job::done), db::column("progress_total", &Job::total), db::column("progress_stage", &Job::stage),
    db::column("reason", &Job::reason), db::column("created", &Job::created), db::column("started", &Job::started),
    db::column("ended", &Job::ended));
constexpr auto kClaimed =
    db::columns<Claimed>(db::column("id", &Claimed::id), db::column("kind", &Claimed::kind), db::column("payload", &Claimed::payload),
                         db::column("attempts", &Claimed::attempts), db::column("cancel_asked", &Claimed::cancel_asked),
                         db::column("created", &Claimed::created));
constexpr auto kSchedule = db::columns<ScheduleState>(db::column("schedule", &ScheduleState::name),
                                                      db::column("next", &ScheduleState::next), db::column("last", &ScheduleState::last));

constexpr Statement kInsert{
    "jobs.insert", "INSERT INTO jobs_job (id, kind, key, about, payload, state, due, attempts, cancel_asked, progress_done,"
                   " progress_total, progress_stage, reason, created) VALUES ($1, $2, $3, $4, $5, 'waiting', $6, 0, 0, 0, 0, '', '', $7)"
                   " ON CONFLICT DO NOTHING"};

// How many jobs are in a state, and the moment at which the longest waiting of them is due.
struct Group {
  State state = State::waiting;
  std::int64_t jobs = 0;
  std::optional<Instant> due;
};
constexpr auto kGroup = db::columns<Group>(db::column("state", &Group::state, db::words(name, parse_state)),
                                           db::column("count(*)", &Group::jobs), db::column("min(due)", &Group::due));

// $2: the kinds of one lane that this program knows, "a.b c.d". An older program leaves what only a newer one can do.
constexpr Statement kAnyDue{"jobs.any_due",
                            "SELECT 1 FROM jobs_job WHERE due <= $1 AND instr(' ' || $2 || ' ', ' ' || kind || ' ') > 0 LIMIT 1",
                            "SELECT 1 FROM jobs_job WHERE due <= $1 AND kind = ANY (string_to_array($2, ' ')) LIMIT 1"};
constexpr Statement kClaim{
    "jobs.claim",
    "UPDATE jobs_job SET state = 'running', lease = $1, due = $2, started = $3, attempts = attempts + 1 WHERE id ="
    " (SELECT id FROM jobs_job WHERE due <= $3 AND instr(' ' || $4 || ' ', ' ' || kind || ' ') > 0 ORDER BY due, id LIMIT 1)"
    " RETURNING {columns}",
    "UPDATE jobs_job SET state = 'running', lease = $1, due = $2, started = $3, attempts = attempts + 1 WHERE id ="
    " (SELECT id FROM jobs_job WHERE due <= $3 AND kind = ANY (string_to_array($4, ' ')) ORDER BY due, id LIMIT 1 FOR UPDATE SKIP LOCKED)"
    " RETURNING {columns}", kClaimed};
constexpr Statement kExtend{"jobs.extend", "UPDATE jobs_job SET due = $1 WHERE id = $2 AND lease = $3 RETURNING cancel_asked"};
constexpr Statement kProgress{
    "jobs.progress", "UPDATE jobs_job SET progress_done = $1, progress_total = $2, progress_stage = $3 WHERE id = $4 AND lease = $5"
                     " RETURNING cancel_asked"};
constexpr Statement kWish{"jobs.wish", "SELECT cancel_asked FROM jobs_job WHERE id = $1 AND lease = $2 {lock}"};
constexpr Statement kEnd{"jobs.end",
                         "UPDATE jobs_job SET state = $1, reason = $2, ended = $3, due = NULL, lease = NULL,"
                         " payload = CASE WHEN $1 = 'dead' THEN payload ELSE '' END WHERE id = $4 AND lease = $5"};
constexpr Statement kPutBack{
    "jobs.put_back",
    "UPDATE jobs_job SET state = 'waiting', lease = NULL, due = $1, attempts = $2, reason = $3 WHERE id = $4 AND lease = $5"};
constexpr Statement kEndLeases{"jobs.end_leases", "UPDATE jobs_job SET due = $1 WHERE state = 'running' AND due > $1"};

constexpr Statement kFind{"jobs.find", "SELECT {columns} FROM jobs_job WHERE id = $1", kJob};
constexpr Statement kCancelWaiting{"jobs.cancel_waiting",
                                   "UPDATE jobs_job SET state = 'cancelled', due = NULL, ended = $1, payload = '', cancel_asked = 1"
                                   " WHERE id = $2 AND state = 'waiting'"};
constexpr Statement kAskCancel{"jobs.ask_cancel", "UPDATE jobs_job SET cancel_asked = 1 WHERE id = $1 AND state = 'running'"};
constexpr Statement kRevive{
    "jobs.revive", "UPDATE jobs_job SET state = 'waiting', due = $1, ended = NULL, attempts = 0, cancel_asked = 0, progress_done = 0"
                   " WHERE id = $2 AND state = 'dead'"};
constexpr Statement kGiveUp{"jobs.give_up",
                            "UPDATE jobs_job SET state = 'given_up', ended = $1, payload = '' WHERE id = $2 AND state = 'dead'"};
constexpr Statement kForgetWaiting{"jobs.forget_waiting",
                                   "UPDATE jobs_job SET state = 'cancelled', due = NULL, ended = $1, payload = '', cancel_asked = 1"
                                   " WHERE about = $2 AND state = 'waiting'"};
constexpr Statement kForgetDead{"jobs.forget_dead",
                                "UPDATE jobs_job SET state = 'given_up', ended = $1, payload = '' WHERE about = $2 AND state = 'dead'"};
constexpr Statement kForgetRunning{"jobs.forget_running", "UPDATE jobs_job SET cancel_asked = 1 WHERE about = $1 AND state = 'running'"};
constexpr Statement kTotals{"jobs.totals",
                            "SELECT {columns} FROM jobs_job WHERE state IN ('waiting', 'running', 'dead') GROUP BY state", kGroup};
constexpr Statement kDeadLetters{"jobs.dead_letters",
                                 "SELECT count(*) FROM (SELECT 1 AS one FROM jobs_job WHERE state = 'dead' LIMIT $1) AS dead"};
constexpr Statement kGiveUpDead{"jobs.give_up_dead",
                                "UPDATE jobs_job SET state = 'given_up', ended = $1, payload = '' WHERE state = 'dead' AND ended < $2"};
constexpr Statement kRemoveEnded{"jobs.remove_ended",
                                 "DELETE FROM jobs_job WHERE ended < $1 AND state IN ('done', 'cancelled', 'given_up')"};
constexpr Statement kPutSchedule{"jobs.put_schedule",
                                 "INSERT INTO jobs_schedule (schedule, spec, next) VALUES ($1, $2, $3)"
                                 " ON CONFLICT (schedule) DO UPDATE SET spec = excluded.spec, next = excluded.next"
                                 " WHERE jobs_schedule.spec <> excluded.spec"};
constexpr Statement kSchedules{"jobs.schedules", "SELECT {columns} FROM jobs_schedule ORDER BY schedule", kSchedule};
constexpr Statement kMoveSchedule{"jobs.move_schedule",
                                  "UPDATE jobs_schedule SET next = $1, last = $2 WHERE schedule = $3 AND next = $2"};

// Sorted without an index of their own: what has ended stays 30 days, so that these are some tens of thousands of rows, and each index
// would be written by every step of every job.
using lists::Direction;
using lists::Kept;
constexpr lists::Sort kSorts[] = {
    {"attention", "CASE state WHEN 'dead' THEN 3 WHEN 'running' THEN 2 WHEN 'waiting' THEN 1 ELSE 0 END", Kept::integer,
     Direction::descending},
    {"created", "created", Kept::integer, Direction::descending},
    {"attempts", "attempts", Kept::integer, Direction::descending},
    {"kind", "kind"}};
constexpr lists::Condition kConditions[] = {{.word = "state", .sql = "state = ?", .group = "state"},
                                            {.word = "kind", .sql = "kind = ?"},
                                            {.word = "since", .sql = "created >= ?", .kept = Kept::integer}};
constexpr lists::Source kJobs{
    .name = "jobs.all", .from = "FROM jobs_job", .columns = kJob, .key = "id", .conditions = kConditions, .sorts = kSorts};

}  // namespace

bool insert(db::Transaction& transaction, JobId id, const NewJob& job, Instant now) {
  const std::optional<std::string_view> key = job.key.empty() ? std::nullopt : std::optional<std::string_view>(job.key);
  return transaction.execute(kInsert, id, job.kind, key, job.about, job.payload, job.not_before.value_or(now), now) == 1;
}

bool any_due(db::Reader& reader, std::string_view kinds, Instant now) {
  return reader.first(db::value<bool>, kAnyDue, now, kinds).has_value();
}

std::optional<Claimed> claim(db::Transaction& transaction, const Uuid& lease, Instant until, Instant now, std::string_view kinds) {
  return transaction.first(kClaimed, kClaim, lease, until, now, kinds);
}

std::optional<Wish> extend(db::Transaction& transaction, const Held& held, Instant until) {
  return transaction.first(db::value<Wish>, kExtend, until, held.id, held.lease);
}

std::optional<Wish> set_progress(db::Transaction& transaction, const Held& held, const Progress& progress) {
  return transaction.first(db::value<Wish>, kProgress, progress.done, progress.total, progress.stage, held.id, held.lease);
}

std::optional<Wish> wish(db::Transaction& transaction, const Held& held) {
  return transaction.first(db::value<Wish>, kWish, held.id, held.lease);
}

bool end(db::Transaction& transaction, const Held& held, State state, std::string_view reason, Instant now) {
  return transaction.execute(kEnd, name(state), reason, now, held.id, held.lease) == 1;
}

bool put_back(db::Transaction& transaction, const Held& held, Instant due, int attempts, std::string_view reason) {
  return transaction.execute(kPutBack, due, attempts, reason, held.id, held.lease) == 1;
}

std::int64_t end_leases(db::Transaction& transaction, Instant now) { return transaction.execute(kEndLeases, now); }

std::optional<Job> find(db::Reader& reader, JobId id) { return reader.first(kJob, kFind, id); }

lists::Rows<Job> all() { return {kJobs, kJob}; }

bool cancel_waiting(db::Transaction& transaction, JobId id, Instant now) { return transaction.execute(kCancelWaiting, now, id) == 1; }
bool ask_cancel(db::Transaction& transaction, JobId id) { return transaction.execute(kAskCancel, id) == 1; }
bool revive(db::Transaction& transaction, JobId id, Instant now) { return transaction.execute(kRevive, now, id) == 1; }
bool give_up(db::Transaction& transaction, JobId id, Instant now) { return transaction.execute(kGiveUp, now, id) == 1; }

void forget(db::Transaction& transaction, std::string_view about, Instant now) {
  transaction.execute(kForgetWaiting, now, about);
  transaction.execute(kForgetDead, now, about);
  transaction.execute(kForgetRunning, about);
}

Totals totals(db::Reader& reader, Instant now) {
  Totals out;
  for (const Group& group : reader.all(kGroup, kTotals)) {
    if (group.state == State::dead) out.dead = group.jobs;
    if (group.state == State::running) out.running = group.jobs;
    if (group.state != State::waiting) continue;
    out.waiting = group.jobs;
    if (group.due && *group.due < now) out.oldest_due = now.milliseconds - group.due->milliseconds;
  }
  return out;
}

std::int64_t dead_letters(db::Reader& reader, std::int64_t most) {
  return reader.first(db::value<std::int64_t>, kDeadLetters, most).value_or(0);
}

std::int64_t give_up_dead(db::Transaction& transaction, Instant ended_before, Instant now) {
  return transaction.execute(kGiveUpDead, now, ended_before);
}
std::int64_t remove_ended(db::Transaction& transaction, Instant ended_before) { return transaction.execute(kRemoveEnded, ended_before); }

void put_schedule(db::Transaction& transaction, std::string_view name, std::string_view spec, Instant next) {
  transaction.execute(kPutSchedule, name, spec, next);
}

std::vector<ScheduleState> schedules(db::Reader& reader) {
  return reader.all(kSchedule, kSchedules);
}

bool move_schedule(db::Transaction& transaction, const ScheduleState& seen, Instant next) {
  return transaction.execute(kMoveSchedule, next, seen.next, seen.name) == 1;
}

}  // namespace ocop::jobs::store
