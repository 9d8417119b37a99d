#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/message.h"
#include "kernel/base/result.h"
#include "kernel/db/db.h"
#include "kernel/jobs/schedule.h"
#include "kernel/random/random.h"
#include "kernel/sources/source.h"

// Work that is done after the act that asked for it. An act writes its job in its own transaction (transactional outbox: neither is there
// without the other); workers take what is due, at least once. So a handler is idempotent: it either ends with Attempt::finish(), which
// keeps its effect in this database and the end of the job together (exactly once), or does something outside twice without harm.
// How the work is done: worker.h. Words, states and invariants: README.md.
namespace ocop::jobs {

using JobId = Id<struct JobTag>;

enum class State : std::uint8_t {
  waiting,     // for its time, or for its next attempt
  running,     // leased to a worker
  done,
  dead,        // no attempt left, or no attempt can help: waits for a person
  cancelled,   // stopped because somebody asked
  given_up,    // dead, and a person or time has put it away
};
inline constexpr int kStates = 6;
std::string_view name(State state);                       // "given_up"
std::optional<State> parse_state(std::string_view name);

// ---- asking for work ---------------------------------------------------------------------------------------------------------
struct NewJob {
  std::string_view kind;
  std::string payload = "{}";                             // JSON object. Emptied when the job ends; ids are better here than facts
  std::string key{};  // not empty: of one kind there is one job with this key, ever (until cleared away)
  std::optional<Instant> not_before{};
  std::string about{};                                    // "account:…": what forget() erases by
};
inline constexpr std::size_t kMaxPayloadBytes = 256u << 10;   // a mail with its two forms is under 60 KiB; files do not go into a queue
// In the act's own transaction. nullopt when the key is known already. Throws std::length_error above kMaxPayloadBytes (a bug of the
// caller).
std::optional<JobId> enqueue(db::Transaction& transaction, const NewJob& job, Instant now, Random& random);
// Ends what waits or is dead about a subject and empties its payload; a running one is asked to stop. For erasing personal data.
void forget(db::Transaction& transaction, std::string_view about, Instant now);

// ---- doing work --------------------------------------------------------------------------------------------------------------
// How an attempt ended. Reasons are English, for the administrator's page and the log, and hold nothing personal.
struct Outcome {
  enum class End : std::uint8_t { done, again, never, stopped };
  End end = End::done;
  std::string reason{};
  std::optional<std::chrono::seconds> wait{};             // again: what the other side asked for, in place of the back-off

  static Outcome done() { return {}; }
  static Outcome again(std::string reason, std::optional<std::chrono::seconds> wait = {}) { return {End::again, std::move(reason), wait}; }
  static Outcome never(std::string reason) { return {End::never, std::move(reason), {}}; }   // no further attempt can help
  static Outcome stopped() { return {End::stopped, {}, {}}; }                                // keep_going() said no
};

struct Progress {
  std::int64_t done = 0, total = 0;                       // total 0 = not known
  std::string_view stage{};                               // key of one of the kind's stages
};
enum class Stop : std::uint8_t { none, cancelled, closing, lost };   // lost: the lease is another's, or the attempt took too long

// One attempt. Lives for the length of the handler's call, on its thread.
class Attempt {
 public:
  virtual ~Attempt() = default;
  virtual JobId id() const = 0;
  virtual std::string_view payload() const = 0;
  virtual int number() const = 0;                         // from 1
  virtual Instant now() const = 0;
  // False: end soon with Outcome::stopped(). Cheap; ask between two pieces of work.
  virtual bool keep_going() const = 0;
  // Tells people how far it is, at most once in kProgressEvery, and answers as keep_going() does.
  virtual bool progress(const Progress& progress) = 0;
  // `effect(Transaction&) -> Result<void>` and the end of the job in one transaction. A worker whose lease was taken changes nothing.
  // An Error keeps neither; the job is tried again with the error as its reason.
  virtual Outcome finish(const std::function<Result<void>(db::Transaction&)>& effect) = 0;
};
inline constexpr std::int64_t kProgressEvery = 1'000;     // milliseconds: a person looks no more often, a row costs a sync

// Exponential back-off with equal jitter: before attempt n + 1 a wait of first · 2^(n−1), at most `most`, between its half and its whole,
// so that jobs that failed together do not come back together.
struct Retry {
  int attempts = 8;                                       // with the waits below: the last one about 4 hours after the first
  std::chrono::seconds first{60};
  std::chrono::seconds most{2 * 3600};
};

// Jobs of seconds do not wait behind jobs of an hour: each lane has its own thread in a process.
enum class Lane : std::uint8_t { quick, lengthy };
inline constexpr int kLanes = 2;

struct Stage { std::string_view key; Message text; };
struct Kind {
  std::string_view name;                                  // "mail.send": the part that registers it, and what it does
  Message title{};
  std::function<Outcome(Attempt&)> handler;
  Retry retry{};
  Lane lane = Lane::quick;
  std::chrono::seconds longest{300};                      // an attempt that takes longer loses its lease
  std::vector<Stage> stages{};
};
struct Schedule { std::string_view name; std::string_view kind; When when; };   // the job's payload is {"occurrence":"2026-…Z"}

// What this program can do. Filled at start by each part that has work, then only read.
class Registry {
 public:
  Registry();                                             // with the kernel's own: clearing away what ended long ago
  void add(Kind kind);
  void add(Schedule schedule);
  const Kind* find(std::string_view name) const;
  const std::vector<Kind>& kinds() const { return kinds_; }
  const std::vector<Schedule>& schedules() const { return schedules_; }
  std::vector<std::string> check() const;                 // duplicates, schedules of an unknown kind; empty = may start

 private:
  std::vector<Kind> kinds_;
  std::vector<Schedule> schedules_;
};

// ---- looking after work (the administrator's page and API) ----------------------------------------------------------------------
struct Job {
  JobId id;
  std::string kind;
  State state = State::waiting;
  std::optional<Instant> due;
  int attempts = 0;
  bool cancel_asked = false;
  std::int64_t done = 0, total = 0;
  std::string stage, reason;
  Instant created;
  std::optional<Instant> started, ended;
};
std::optional<Job> find(db::Reader& reader, JobId id);
// Every job as a list (kernel/lists): conditions state, kind, since; orders attention (what waits for a person first, then what runs, what
// waits, what has ended), created, attempts, kind.
lists::Rows<Job> all();
// A waiting job ends now; a running one is asked to stop at its next point. Errors: not_found, conflict when it has ended.
Result<void> cancel(db::Transaction& transaction, JobId id, Instant now);
// Dead → waiting, with all its attempts. Errors: not_found, conflict when it is not dead.
Result<void> retry(db::Transaction& transaction, JobId id, Instant now);
// Dead → given_up; its payload is emptied. Errors as retry().
Result<void> give_up(db::Transaction& transaction, JobId id, Instant now);

struct Totals {
  std::int64_t waiting = 0, running = 0, dead = 0;
  std::int64_t oldest_due = 0;
};  // milliseconds past its time, of what is due
Totals totals(db::Reader& reader, Instant now);
// Dead letters, counted no further than `most`: for a badge on every page.
std::int64_t dead_letters(db::Reader& reader, std::int64_t most);
struct ScheduleState { std::string name; Instant next; std::optional<Instant> last; };
std::vector<ScheduleState> schedule_states(db::Reader& reader);

inline constexpr int kKeepEndedDays = 30;                 // done, cancelled and given up: long enough to ask "was it sent last month?"
inline constexpr int kKeepDeadDays = 30;                  // then nobody will look: given up, so that no payload is kept for ever

std::vector<db::Migration> migrations();

}  // namespace ocop::jobs
