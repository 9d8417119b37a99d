#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/db/db.h"
#include "kernel/jobs/jobs.h"

// The SQL of the queue. Every change of a running job names the lease it holds: false or nullopt = the lease is another's by now.
namespace ocop::jobs::store {

bool insert(db::Transaction& transaction, JobId id, const NewJob& job, Instant now);   // false: the key is known

// ---- workers
// `kinds`: names separated by spaces.
bool any_due(db::Reader& reader, std::string_view kinds, Instant now);
struct Claimed {
  JobId id;
  std::string kind, payload;
  int attempts = 0;            // this one included
  bool cancel_asked = false;
  Instant created;
};
// The job that has been due longest becomes running under `lease` until `until`. On PostgreSQL rows that another worker is taking are
// passed over.
std::optional<Claimed> claim(db::Transaction& transaction, const Uuid& lease, Instant until, Instant now, std::string_view kinds);
struct Held { JobId id; Uuid lease; };
enum class Wish : std::uint8_t { go_on = 0, cancel = 1 };   // as cancel_asked is kept
std::optional<Wish> extend(db::Transaction& transaction, const Held& held, Instant until);
std::optional<Wish> set_progress(db::Transaction& transaction, const Held& held, const Progress& progress);
std::optional<Wish> wish(db::Transaction& transaction, const Held& held);   // locks the row
bool end(db::Transaction& transaction, const Held& held, State state, std::string_view reason, Instant now);
bool put_back(db::Transaction& transaction, const Held& held, Instant due, int attempts, std::string_view reason);
// Every lease ends now: for a start that knows that no other process lives (one process has an embedded database's folder).
std::int64_t end_leases(db::Transaction& transaction, Instant now);

// ---- people
std::optional<Job> find(db::Reader& reader, JobId id);
lists::Rows<Job> all();
bool cancel_waiting(db::Transaction& transaction, JobId id, Instant now);
bool ask_cancel(db::Transaction& transaction, JobId id);
bool revive(db::Transaction& transaction, JobId id, Instant now);
bool give_up(db::Transaction& transaction, JobId id, Instant now);
void forget(db::Transaction& transaction, std::string_view about, Instant now);
Totals totals(db::Reader& reader, Instant now);
std::int64_t dead_letters(db::Reader& reader, std::int64_t most);

// ---- clearing away
std::int64_t give_up_dead(db::Transaction& transaction, Instant ended_before, Instant now);
std::int64_t remove_ended(db::Transaction& transaction, Instant ended_before);

// ---- schedules
void put_schedule(db::Transaction& transaction, std::string_view name, std::string_view spec, Instant next);
std::vector<ScheduleState> schedules(db::Reader& reader);
// False: another process has moved it.
bool move_schedule(db::Transaction& transaction, const ScheduleState& seen, Instant next);

}  // namespace ocop::jobs::store
