#pragma once
#include <memory>

#include "kernel/db/columns.h"
#include "kernel/jobs/jobs.h"
#include "kernel/jobs/worker.h"
#include "tests/support/test_database.h"

// A queue with a clock that is set by hand, and a table in which handlers leave their effect.
namespace ocop::jobs {

constexpr db::Migration kEffects{
    "20260101T0000__effects", "CREATE TABLE effect (job BLOB NOT NULL, word TEXT NOT NULL) STRICT;", {}, "aaaa"};
constexpr db::Statement kAddEffect{"effect.add", "INSERT INTO effect (job, word) VALUES ($1, $2)"};
constexpr db::Statement kCountEffects{"effect.count", "SELECT count(*) FROM effect WHERE job = $1"};

// A process that dies here: nothing catches it on the way, so nothing is recorded, as after kill -9.
struct Killed {};

class JobsDesk : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = jobs::migrations();
    all.push_back(kEffects);
    return all;
  }
  Worker worker() {
    return Worker({.database = database(), .clock = clock, .random = random, .registry = registry, .holidays = holidays,
                   .report = [this](const Event& event) { events.push_back(event); }});
  }
  std::optional<JobId> ask(const NewJob& job) {
    return database().write([&](db::Transaction& transaction) -> Result<std::optional<JobId>> {
      return enqueue(transaction, job, clock.now(), random);
    }).value();
  }
  Job row(JobId id) {
    return database().read([&](db::Reader& reader) { return find(reader, id).value(); });
  }
  State state(JobId id) { return row(id).state; }
  std::int64_t effects(JobId id) {
    return database().read([&](db::Reader& reader) {
      return reader.first(db::value<std::int64_t>, kCountEffects, id).value();
    });
  }
  static Outcome leave_effect(Attempt& attempt) {
    return attempt.finish([&](db::Transaction& transaction) -> Result<void> {
      transaction.execute(kAddEffect, attempt.id(), attempt.payload());
      return {};
    });
  }
  template <class Act> Result<void> act(Act&& act) {
    return database().write([&](db::Transaction& transaction) -> Result<void> { return act(transaction); });
  }
  void pass(std::int64_t milliseconds) { clock.set({clock.now().milliseconds + milliseconds}); }

  FixedClock clock{Instant{1'795'600'000'000}};
  SeededRandom random{7};
  Registry registry;
  HolidayCalendar holidays;
  std::vector<Event> events;
};

}  // namespace ocop::jobs
