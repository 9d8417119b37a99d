#include "kernel/jobs/worker.h"

#include "kernel/jobs/tests/desk.h"

namespace ocop::jobs {
namespace {

class JobsWorker : public JobsDesk {
 protected:
  // As the list gives them in its usual order, narrowed by words of its address.
  std::vector<Job> listed(const std::vector<std::pair<std::string_view, lists::Value>>& words) {
    const auto rows = all();
    lists::Question question;
    for (const auto& [word, value] : words) question.conditions.emplace_back(rows.source.condition(word), value);
    question.direction = rows.source.sorts.front().usual;
    std::vector<Job> out;
    database().read([&](db::Reader& reader) {
      lists::read(reader, rows.source, Scope::everything(), question, [&](const db::Row& row) { out.push_back(rows.load(row)); });
    });
    return out;
  }
};
OCOP_ON_BOTH_ENGINES(JobsWorker);

TEST_P(JobsWorker, AJobIsDoneAndItsPayloadForgotten) {
  registry.add(Kind{.name = "test.note", .handler = leave_effect});
  const JobId id = ask({.kind = "test.note", .payload = "{\"a\":1}"}).value();
  Worker one = worker();
  EXPECT_TRUE(one.step(Lane::quick));
  EXPECT_FALSE(one.step(Lane::quick));
  EXPECT_EQ(state(id), State::done);
  EXPECT_EQ(effects(id), 1);
  EXPECT_EQ(one.counters().done, 1u);
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].end, "done");
  const auto payload = database().read([&](db::Reader& reader) {
    static constexpr db::Statement kPayload{"test.payload", "SELECT payload FROM jobs_job WHERE id = $1"};
    return reader.first(db::value<std::string>, kPayload, id).value();
  });
  EXPECT_EQ(payload, "");
}

TEST_P(JobsWorker, AJobLivesAndDiesWithTheActThatAskedForIt) {
  registry.add(Kind{.name = "test.note", .handler = leave_effect});
  std::optional<JobId> id;
  const auto refused = act([&](db::Transaction& transaction) -> Result<void> {
    id = enqueue(transaction, {.kind = "test.note"}, clock.now(), random);
    return Error::of(ErrorKind::conflict, "the act was refused after all");
  });
  EXPECT_FALSE(refused);
  ASSERT_TRUE(id);
  EXPECT_FALSE(database().read([&](db::Reader& reader) { return find(reader, *id); }));
  EXPECT_FALSE(worker().step(Lane::quick));
}

TEST_P(JobsWorker, AKeyIsOneJobAlsoAfterItsEnd) {
  registry.add(Kind{.name = "test.note", .handler = leave_effect});
  registry.add(Kind{.name = "test.other", .handler = leave_effect});
  EXPECT_TRUE(ask({.kind = "test.note", .key = "k"}));
  EXPECT_FALSE(ask({.kind = "test.note", .key = "k"}));
  EXPECT_TRUE(ask({.kind = "test.other", .key = "k"}));
  EXPECT_TRUE(ask({.kind = "test.note"}));
  EXPECT_TRUE(ask({.kind = "test.note"}));
  Worker one = worker();
  int done = 0;
  while (one.step(Lane::quick)) ++done;
  EXPECT_EQ(done, 4);
  EXPECT_FALSE(ask({.kind = "test.note", .key = "k"}));
}

TEST_P(JobsWorker, WaitsForItsTimeAndTheOldestGoesFirst) {
  std::vector<std::string> order;
  registry.add(Kind{.name = "test.order", .handler = [&](Attempt& attempt) {
                      order.emplace_back(attempt.payload());
                      return Outcome::done();
                    }});
  ask({.kind = "test.order", .payload = "late", .not_before = Instant{clock.now().milliseconds + 2'000}});
  ask({.kind = "test.order", .payload = "soon", .not_before = Instant{clock.now().milliseconds + 1'000}});
  ask({.kind = "test.order", .payload = "now"});
  Worker one = worker();
  while (one.step(Lane::quick)) {}
  EXPECT_EQ(order, std::vector<std::string>{"now"});
  pass(5'000);
  while (one.step(Lane::quick)) {}
  EXPECT_EQ(order, (std::vector<std::string>{"now", "soon", "late"}));
}

TEST_P(JobsWorker, FailuresComeBackLaterEachTimeAndEndAsADeadLetterWithItsReason) {
  int calls = 0;
  registry.add(Kind{.name = "test.fails", .handler = [&](Attempt&) { ++calls; return Outcome::again("421 try later"); },
                    .retry = {.attempts = 3, .first = std::chrono::seconds(60), .most = std::chrono::seconds(3600)}});
  const JobId id = ask({.kind = "test.fails"}).value();
  Worker one = worker();
  EXPECT_TRUE(one.step(Lane::quick));
  EXPECT_EQ(state(id), State::waiting);
  pass(29'999);
  EXPECT_FALSE(one.step(Lane::quick));   // never before half of the wait
  pass(30'001);
  EXPECT_TRUE(one.step(Lane::quick));    // always after the whole
  pass(59'999);
  EXPECT_FALSE(one.step(Lane::quick));
  pass(60'001);
  EXPECT_TRUE(one.step(Lane::quick));
  EXPECT_EQ(state(id), State::dead);
  EXPECT_EQ(row(id).reason, "421 try later");
  pass(30 * 86'400'000LL);
  EXPECT_FALSE(one.step(Lane::quick));
  EXPECT_EQ(calls, 3);
}

TEST_P(JobsWorker, ADeadLetterAgainOrGivenUp) {
  bool works = false;
  registry.add(
      Kind{.name = "test.fails", .handler = [&](Attempt& attempt) { return works ? leave_effect(attempt) : Outcome::never("550"); }});
  const JobId again = ask({.kind = "test.fails", .payload = "kept"}).value(), put_away = ask({.kind = "test.fails"}).value();
  Worker one = worker();
  while (one.step(Lane::quick)) {}
  EXPECT_EQ(state(again), State::dead);
  works = true;
  EXPECT_TRUE(act([&](db::Transaction& t) { return retry(t, again, clock.now()); }));
  EXPECT_TRUE(act([&](db::Transaction& t) { return give_up(t, put_away, clock.now()); }));
  while (one.step(Lane::quick)) {}
  EXPECT_EQ(state(again), State::done);
  EXPECT_EQ(effects(again), 1);
  EXPECT_EQ(state(put_away), State::given_up);
  const auto twice = act([&](db::Transaction& t) { return give_up(t, put_away, clock.now()); });
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().kind, ErrorKind::conflict);
  const auto nobody = act([&](db::Transaction& t) { return retry(t, JobId{}, clock.now()); });
  ASSERT_FALSE(nobody);
  EXPECT_EQ(nobody.error().kind, ErrorKind::not_found);
}

TEST_P(JobsWorker, AnExceptionOfAHandlerIsAFailedAttempt) {
  registry.add(Kind{.name = "test.throws", .handler = [](Attempt&) -> Outcome { throw std::runtime_error("no such template"); }});
  const JobId id = ask({.kind = "test.throws"}).value();
  EXPECT_TRUE(worker().step(Lane::quick));
  EXPECT_EQ(state(id), State::waiting);
  EXPECT_EQ(row(id).reason, "no such template");
}

TEST_P(JobsWorker, TheJobOfAKilledProcessIsDoneByAnotherWhenItsLeaseEnds) {
  bool deadly = true;
  registry.add(Kind{.name = "test.kills", .handler = [&](Attempt& attempt) { return deadly ? throw Killed{} : leave_effect(attempt); }});
  const JobId id = ask({.kind = "test.kills"}).value();
  EXPECT_THROW(worker().step(Lane::quick), Killed);
  EXPECT_EQ(state(id), State::running);
  deadly = false;
  Worker other = worker();
  pass(kLease - 1);
  EXPECT_FALSE(other.step(Lane::quick));
  pass(1);
  EXPECT_TRUE(other.step(Lane::quick));
  EXPECT_EQ(state(id), State::done);
  EXPECT_EQ(effects(id), 1);
}

// One process has the folder of an embedded database, so what is leased when it starts was left by the one before.
TEST_P(JobsWorker, AStartOnAnEmbeddedDatabaseWaitsForNoLease) {
  registry.add(Kind{.name = "test.kills",
                    .handler = [](Attempt& attempt) { return attempt.number() == 1 ? throw Killed{} : leave_effect(attempt); }});
  const JobId id = ask({.kind = "test.kills"}).value();
  EXPECT_THROW(worker().step(Lane::quick), Killed);
  Worker next = worker();
  next.begin();
  EXPECT_EQ(next.step(Lane::quick), engine() == db::Engine::sqlite);
  EXPECT_EQ(effects(id), engine() == db::Engine::sqlite ? 1 : 0);
}

TEST_P(JobsWorker, AJobThatKillsItsWorkerEachTimeEndsAsADeadLetter) {
  registry.add(Kind{.name = "test.poison", .handler = [](Attempt&) -> Outcome { throw Killed{}; }, .retry = {.attempts = 3}});
  const JobId id = ask({.kind = "test.poison"}).value();
  Worker one = worker();
  for (int i = 0; i < 3; ++i) {
    EXPECT_THROW(one.step(Lane::quick), Killed);
    pass(kLease);
  }
  EXPECT_TRUE(one.step(Lane::quick));
  EXPECT_EQ(state(id), State::dead);
  EXPECT_EQ(row(id).reason, "the worker ended without a word in its last attempt");
}

// The story of a worker that was only slow: its machine slept, its lease went to another, and then it woke and wanted to finish.
TEST_P(JobsWorker, AWorkerThatLostItsLeaseChangesNothing) {
  Worker* other = nullptr;
  int depth = 0;
  registry.add(Kind{.name = "test.slow", .handler = [&](Attempt& attempt) {
    if (++depth == 1) {
      pass(kLease);
      EXPECT_TRUE(other->step(Lane::quick));   // takes it over and finishes
    }
    return leave_effect(attempt);
  }});
  const JobId id = ask({.kind = "test.slow"}).value();
  Worker slow = worker(), quick = worker();
  other = &quick;
  EXPECT_TRUE(slow.step(Lane::quick));
  EXPECT_EQ(depth, 2);
  EXPECT_EQ(state(id), State::done);
  EXPECT_EQ(effects(id), 1);
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[1].end, "lost");
}

TEST_P(JobsWorker, ABeatKeepsTheLeaseOfALongAttempt) {
  Worker* self = nullptr;
  bool kept = true;
  registry.add(Kind{.name = "test.long", .handler = [&](Attempt& attempt) {
    Worker other = worker();
    for (int i = 0; i < 10; ++i) {
      pass(kLease / 2);
      self->beat();
      kept = kept && attempt.keep_going() && !other.step(Lane::quick);
    }
    return leave_effect(attempt);
  }, .longest = std::chrono::hours(1)});
  const JobId id = ask({.kind = "test.long"}).value();
  Worker one = worker();
  self = &one;
  EXPECT_TRUE(one.step(Lane::quick));
  EXPECT_TRUE(kept);
  EXPECT_EQ(effects(id), 1);
}

TEST_P(JobsWorker, AnAttemptThatTakesLongerThanItMayIsToldSoAndCounted) {
  Worker* self = nullptr;
  registry.add(Kind{.name = "test.hangs", .handler = [&](Attempt& attempt) {
    while (attempt.keep_going()) {
      pass(kLease / 2);
      self->beat();
    }
    return Outcome::stopped();
  }, .retry = {.attempts = 2}, .longest = std::chrono::seconds(90)});
  const JobId id = ask({.kind = "test.hangs"}).value();
  Worker one = worker();
  self = &one;
  EXPECT_TRUE(one.step(Lane::quick));
  EXPECT_EQ(state(id), State::waiting);
  pass(3'600'000);
  EXPECT_TRUE(one.step(Lane::quick));
  EXPECT_EQ(state(id), State::dead);
  EXPECT_EQ(row(id).reason, "the attempt took longer than it may");
}

TEST_P(JobsWorker, ProgressIsSeenAndACancelStopsAtTheNextPoint) {
  JobId id{};
  registry.add(Kind{.name = "test.import", .handler = [&](Attempt& attempt) {
    EXPECT_TRUE(attempt.progress({10, 100, "reading"}));
    EXPECT_EQ(row(id).done, 10);
    EXPECT_EQ(row(id).total, 100);
    EXPECT_EQ(row(id).stage, "reading");
    EXPECT_TRUE(attempt.progress({11, 100, "reading"}));   // within the same second: not written
    EXPECT_EQ(row(id).done, 10);
    EXPECT_TRUE(act([&](db::Transaction& t) { return cancel(t, id, clock.now()); }));
    pass(kProgressEvery);
    EXPECT_FALSE(attempt.progress({20, 100, "reading"}));
    EXPECT_FALSE(attempt.keep_going());
    return Outcome::stopped();
  }, .lane = Lane::lengthy});
  id = ask({.kind = "test.import"}).value();
  Worker one = worker();
  EXPECT_FALSE(one.step(Lane::quick));    // each lane has its kinds
  EXPECT_TRUE(one.step(Lane::lengthy));
  EXPECT_EQ(state(id), State::cancelled);
  const auto late = act([&](db::Transaction& t) { return cancel(t, id, clock.now()); });
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().kind, ErrorKind::conflict);
}

TEST_P(JobsWorker, AWaitingJobIsCancelledAtOnce) {
  registry.add(Kind{.name = "test.note", .handler = leave_effect});
  const JobId id = ask({.kind = "test.note"}).value();
  EXPECT_TRUE(act([&](db::Transaction& t) { return cancel(t, id, clock.now()); }));
  EXPECT_EQ(state(id), State::cancelled);
  EXPECT_FALSE(worker().step(Lane::quick));
}

TEST_P(JobsWorker, ACancelThatMeetsADeadWorkerIsKeptByTheNext) {
  registry.add(Kind{.name = "test.kills", .handler = [](Attempt&) -> Outcome { throw Killed{}; }});
  const JobId id = ask({.kind = "test.kills"}).value();
  Worker one = worker();
  EXPECT_THROW(one.step(Lane::quick), Killed);
  EXPECT_TRUE(act([&](db::Transaction& t) { return cancel(t, id, clock.now()); }));
  pass(kLease);
  EXPECT_TRUE(one.step(Lane::quick));
  EXPECT_EQ(state(id), State::cancelled);
}

TEST_P(JobsWorker, AClosingProgramGivesItsWorkBackUncounted) {
  Worker* self = nullptr;
  registry.add(Kind{.name = "test.long", .handler = [&](Attempt& attempt) {
    if (self) self->close();
    return attempt.keep_going() ? leave_effect(attempt) : Outcome::stopped();
  }});
  const JobId id = ask({.kind = "test.long"}).value();
  Worker closing = worker();
  self = &closing;
  EXPECT_TRUE(closing.step(Lane::quick));
  EXPECT_FALSE(closing.step(Lane::quick));   // and takes nothing more
  EXPECT_EQ(state(id), State::waiting);
  EXPECT_EQ(row(id).attempts, 0);
  self = nullptr;
  EXPECT_TRUE(worker().step(Lane::quick));
  EXPECT_EQ(effects(id), 1);
}

TEST_P(JobsWorker, AKindThatThisProgramDoesNotKnowIsLeftAlone) {
  const JobId id = ask({.kind = "test.of_a_newer_program"}).value();
  EXPECT_FALSE(worker().step(Lane::quick));
  EXPECT_EQ(state(id), State::waiting);
}

TEST_P(JobsWorker, ForgettingEndsWhatWaitsAndEmptiesWhatIsDead) {
  registry.add(Kind{.name = "test.fails", .handler = [](Attempt&) { return Outcome::never("550"); }});
  registry.add(Kind{.name = "test.note", .handler = leave_effect});
  const JobId dead = ask({.kind = "test.fails", .payload = "x", .about = "account:1"}).value();
  Worker one = worker();
  one.step(Lane::quick);
  const JobId waiting = ask({.kind = "test.note", .payload = "x", .about = "account:1"}).value();
  const JobId of_another = ask({.kind = "test.note", .payload = "x", .about = "account:2"}).value();
  EXPECT_TRUE(act([&](db::Transaction& t) -> Result<void> { forget(t, "account:1", clock.now()); return {}; }));
  EXPECT_EQ(state(dead), State::given_up);
  EXPECT_EQ(state(waiting), State::cancelled);
  EXPECT_EQ(state(of_another), State::waiting);
}

TEST_P(JobsWorker, TwoWorkersNeverTakeTheSameJob) {
  std::vector<JobId> taken;
  registry.add(Kind{.name = "test.note", .handler = [&](Attempt& attempt) { taken.push_back(attempt.id()); return Outcome::done(); }});
  Worker second = worker();
  // The second steps in the middle of the first's attempt: the row is leased, and on PostgreSQL its lock would be passed over.
  registry.add(Kind{.name = "test.outer", .handler = [&](Attempt&) { while (second.step(Lane::quick)) {} return Outcome::done(); }});
  ask({.kind = "test.outer", .not_before = Instant{clock.now().milliseconds - 1}});
  for (int i = 0; i < 5; ++i) ask({.kind = "test.note"});
  Worker first = worker();
  EXPECT_TRUE(first.step(Lane::quick));
  EXPECT_EQ(taken.size(), 5u);
  EXPECT_FALSE(first.step(Lane::quick));
}

TEST_P(JobsWorker, TotalsAndMetrics) {
  registry.add(Kind{.name = "test.fails", .handler = [](Attempt&) { return Outcome::never("550"); }});
  ask({.kind = "test.fails"});
  Worker one = worker();
  one.step(Lane::quick);
  ask({.kind = "test.fails"});
  ask({.kind = "test.fails", .not_before = Instant{clock.now().milliseconds + 3'600'000}});
  pass(90'000);
  const Totals now = database().read([&](db::Reader& reader) { return totals(reader, clock.now()); });
  EXPECT_EQ(now.waiting, 2);
  EXPECT_EQ(now.dead, 1);
  EXPECT_EQ(now.oldest_due, 90'000);
  EXPECT_EQ(database().read([](db::Reader& reader) { return dead_letters(reader, 100); }), 1);
  const std::string text = metrics_text(now, one.counters());
  EXPECT_NE(text.find("ocop_jobs{state=\"dead\"} 1\n"), std::string::npos) << text;
  EXPECT_NE(text.find("ocop_jobs_oldest_due_seconds 90\n"), std::string::npos) << text;
  EXPECT_NE(text.find("ocop_jobs_attempts_total{end=\"dead\"} 1\n"), std::string::npos) << text;
}

TEST_P(JobsWorker, ListsWhatNeedsAPersonFirst) {
  registry.add(Kind{.name = "test.fails", .handler = [](Attempt&) { return Outcome::never("550"); }});
  registry.add(Kind{.name = "test.note", .handler = leave_effect});
  Worker one = worker();
  const auto done = ask({.kind = "test.note"});
  while (one.step(Lane::quick)) pass(1);
  const auto dead = ask({.kind = "test.fails"});
  while (one.step(Lane::quick)) pass(1);
  const auto first = ask({.kind = "test.note"});
  pass(1);
  const auto second = ask({.kind = "test.note"});
  std::vector<JobId> ids;
  for (const Job& job : listed({})) ids.push_back(job.id);
  EXPECT_EQ(ids, (std::vector{*dead, *second, *first, *done}));
  const auto waiting = listed({{"state", std::string("waiting")}, {"since", clock.now().milliseconds}});
  ASSERT_EQ(waiting.size(), 1u);
  EXPECT_EQ(waiting[0].id, *second);
  EXPECT_EQ(listed({{"kind", std::string("test.fails")}}).size(), 1u);
}

TEST_P(JobsWorker, ClearingAway) {
  registry.add(Kind{.name = "test.fails", .handler = [](Attempt&) { return Outcome::never("550"); }});
  registry.add(Kind{.name = "test.note", .handler = leave_effect});
  const JobId dead = ask({.kind = "test.fails"}).value(), done = ask({.kind = "test.note"}).value();
  Worker one = worker();
  while (one.step(Lane::quick)) {}
  pass(29 * 86'400'000LL);
  ask({.kind = "jobs.clear"});
  EXPECT_TRUE(one.step(Lane::quick));
  EXPECT_EQ(state(dead), State::dead);
  EXPECT_EQ(state(done), State::done);
  pass(2 * 86'400'000LL);
  ask({.kind = "jobs.clear"});
  EXPECT_TRUE(one.step(Lane::quick));
  EXPECT_EQ(state(dead), State::given_up);
  EXPECT_FALSE(database().read([&](db::Reader& reader) { return find(reader, done); }));
}

// ---- schedules

TEST_P(JobsWorker, AnOccurrenceGoesToOneProcess) {
  registry.add(Kind{.name = "test.daily", .handler = leave_effect});
  registry.add(Schedule{"test.daily", "test.daily", When::daily(7, 0)});
  Worker first = worker(), second = worker();
  first.begin();
  second.begin();
  pass(86'400'000);
  first.tick();
  second.tick();
  first.tick();
  const auto jobs = listed({{"state", std::string("waiting")}});
  EXPECT_EQ(std::count_if(jobs.begin(), jobs.end(), [](const Job& job) { return job.kind == "test.daily"; }), 1);
}

TEST_P(JobsWorker, WhatWasMissedWhileNothingRanCountsOnce) {
  registry.add(Kind{.name = "test.daily", .handler = leave_effect});
  registry.add(Schedule{"test.daily", "test.daily", When::daily(7, 0)});
  Worker one = worker();
  one.begin();
  pass(10 * 86'400'000LL);
  one.tick();
  one.tick();
  const auto jobs = listed({{"state", std::string("waiting")}});
  EXPECT_EQ(std::count_if(jobs.begin(), jobs.end(), [](const Job& job) { return job.kind == "test.daily"; }), 1);
  const auto states = database().read([](db::Reader& reader) { return schedule_states(reader); });
  for (const ScheduleState& state : states) EXPECT_GT(state.next, clock.now()) << state.name;
}

TEST_P(JobsWorker, AStartKeepsTheNextTimeUnlessTheScheduleHasChanged) {
  registry.add(Kind{.name = "test.daily", .handler = leave_effect});
  registry.add(Schedule{"test.daily", "test.daily", When::daily(7, 0)});
  worker().begin();
  const auto next = [&] {
    for (const ScheduleState& state : database().read([](db::Reader& reader) { return schedule_states(reader); }))
      if (state.name == "test.daily") return state.next;
    return Instant{};
  };
  const Instant planned = next();
  pass(2 * 86'400'000LL);
  worker().begin();
  EXPECT_EQ(next(), planned);   // the occurrence that was missed is still to be made
  registry = Registry();
  registry.add(Kind{.name = "test.daily", .handler = leave_effect});
  registry.add(Schedule{"test.daily", "test.daily", When::daily(8, 0)});
  worker().begin();
  EXPECT_EQ(next(), next_after(When::daily(8, 0), clock.now(), holidays));
}

TEST(JobsRegistry, FaultsStopTheStart) {
  Registry registry;
  EXPECT_TRUE(registry.check().empty());
  registry.add(Kind{.name = "a.b", .handler = {}});
  registry.add(Kind{.name = "a.b", .handler = {}});
  registry.add(Kind{.name = "two words", .handler = {}});
  registry.add(Schedule{"s", "a.c", When::daily(1, 0)});
  registry.add(Schedule{"s", "a.b", When::daily(1, 0)});
  EXPECT_EQ(registry.check().size(), 4u);
}

// ---- threads

TEST_P(JobsWorker, ThreadsDoWhatIsAskedAndEndWhenTold) {
  std::atomic<int> done{0};
  registry.add(Kind{.name = "test.note", .handler = [&](Attempt& attempt) {
                      const Outcome outcome = leave_effect(attempt);
                      ++done;
                      return outcome;
                    }});
  SystemRandom system;
  SystemClock real;
  Worker one({.database = database(), .clock = real, .random = system, .registry = registry, .holidays = holidays});
  one.begin();
  for (int i = 0; i < 20; ++i) ask({.kind = "test.note"});
  std::vector<std::string> trouble;
  {
    Workers workers(one, [&](std::string_view what) { trouble.emplace_back(what); });
    for (int waited = 0; done < 20 && waited < 20'000; ++waited) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    workers.stop();
  }
  EXPECT_TRUE(trouble.empty());
  EXPECT_EQ(one.counters().done, 20u);
}

}  // namespace
}  // namespace ocop::jobs
