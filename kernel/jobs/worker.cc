#include "kernel/jobs/worker.h"

#include <algorithm>
#include <utility>

#include "kernel/json/json.h"
#include "kernel/jobs/rules.h"

namespace ocop::jobs {
namespace {

constexpr std::string_view kStolen = "the lease went to another worker";

std::uint32_t draw(Random& random) {
  std::array<std::uint8_t, 4> bytes{};
  random.fill(bytes);
  return (static_cast<std::uint32_t>(bytes[0]) << 24) | (static_cast<std::uint32_t>(bytes[1]) << 16) |
         (static_cast<std::uint32_t>(bytes[2]) << 8) | bytes[3];
}

std::string occurrence(Instant at) {
  json::Writer w;
  w.begin_object().field("occurrence", at.iso()).end_object();
  return w.take();
}

}  // namespace

class Worker::Running final : public Attempt {
 public:
  Running(Worker& worker, store::Claimed claimed, const Uuid& lease, Instant began)
      : worker_(worker), claimed_(std::move(claimed)), held_{claimed_.id, lease}, began_(began) {
    const std::lock_guard lock(worker_.running_mutex_);
    worker_.running_.push_back(this);
  }
  ~Running() override {
    const std::lock_guard lock(worker_.running_mutex_);
    std::erase(worker_.running_, this);
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  JobId id() const override { return claimed_.id; }
  std::string_view payload() const override { return claimed_.payload; }
  int number() const override { return claimed_.attempts; }
  Instant now() const override { return worker_.parts_.clock.now(); }
  bool keep_going() const override { return stop_ == Stop::none; }

  bool progress(const Progress& progress) override {
    const Instant at = now();
    if (told_ && at.milliseconds - told_->milliseconds < kProgressEvery) return keep_going();
    told_ = at;
    hear(worker_.parts_.database.write([&](db::Transaction& transaction) -> Result<std::optional<store::Wish>> {
      return store::set_progress(transaction, held_, progress);
    }));
    return keep_going();
  }

  Outcome finish(const std::function<Result<void>(db::Transaction&)>& effect) override {
    const auto kept = worker_.parts_.database.write([&](db::Transaction& transaction) -> Result<void> {
      OCOP_CHECK(effect(transaction));
      if (store::end(transaction, held_, State::done, {}, now())) return {};
      return Error::of(ErrorKind::conflict, std::string(kStolen));
    });
    if (!kept) return Outcome::again(kept.error().detail.empty() ? std::string(traits(kept.error().kind).name) : kept.error().detail);
    finished_ = true;
    return Outcome::done();
  }

  void beat(Instant at, const Kind& kind) {
    if (at.milliseconds - began_.milliseconds > std::chrono::milliseconds(kind.longest).count())
      return tell(Stop::lost);  // the lease runs out
    hear(worker_.parts_.database.write([&](db::Transaction& transaction) -> Result<std::optional<store::Wish>> {
      return store::extend(transaction, held_, {at.milliseconds + kLease});
    }));
  }

  // The first reason stands.
  void tell(Stop stop) {
    Stop none = Stop::none;
    stop_.compare_exchange_strong(none, stop);
  }
  const store::Claimed& claimed() const { return claimed_; }
  const store::Held& held() const { return held_; }
  Instant began() const { return began_; }
  bool finished() const { return finished_; }
  Stop stop() const { return stop_; }

 private:
  void hear(const Result<std::optional<store::Wish>>& answer) {
    if (!answer || !*answer) tell(Stop::lost);
    else if (**answer == store::Wish::cancel) tell(Stop::cancelled);
  }

  Worker& worker_;
  const store::Claimed claimed_;
  const store::Held held_;
  const Instant began_;
  std::optional<Instant> told_;
  std::atomic<Stop> stop_{Stop::none};
  bool finished_ = false;
};

Worker::Worker(Parts parts) : parts_(std::move(parts)) {
  for (const Kind& kind : parts_.registry.kinds()) {
    std::string& names = kinds_[static_cast<std::size_t>(kind.lane)];
    names += (names.empty() ? "" : " ") + std::string(kind.name);
  }
}
Worker::~Worker() = default;

void Worker::begin() {
  const Instant now = parts_.clock.now();
  const auto done = parts_.database.write([&](db::Transaction& transaction) -> Result<void> {
    if (transaction.engine() == db::Engine::sqlite) store::end_leases(transaction, now);
    for (const Schedule& schedule : parts_.registry.schedules())
      store::put_schedule(transaction, schedule.name, spec(schedule.when), next_after(schedule.when, now, parts_.holidays));
    return {};
  });
  static_cast<void>(done);   // the act returns no Error; a failing database throws
}

bool Worker::step(Lane lane) {
  const std::string& kinds = kinds_[static_cast<std::size_t>(lane)];
  const Instant now = parts_.clock.now();
  if (closing_ || kinds.empty()) return false;
  if (!parts_.database.read([&](db::Reader& reader) { return store::any_due(reader, kinds, now); })) return false;
  const Uuid lease = new_uuid(now, parts_.random);
  auto claimed = parts_.database.write([&](db::Transaction& transaction) -> Result<std::optional<store::Claimed>> {
    return store::claim(transaction, lease, {now.milliseconds + kLease}, now, kinds);
  });
  if (!claimed || !*claimed) return false;
  const Kind& kind = *parts_.registry.find((*claimed)->kind);   // only kinds of the registry are claimed
  Running run(*this, std::move(**claimed), lease, now);
  settle(kind, run, try_once(kind, run));
  return true;
}

Outcome Worker::try_once(const Kind& kind, Running& run) const {
  if (run.claimed().cancel_asked) {
    run.tell(Stop::cancelled);
    return Outcome::stopped();
  }
  // Only a worker that died leaves its job with all attempts used: perhaps it was this job that killed it.
  if (run.number() > kind.retry.attempts) return Outcome::never("the worker ended without a word in its last attempt");
  try {
    Outcome outcome = kind.handler(run);
    const bool told = run.stop() == Stop::cancelled || run.stop() == Stop::closing;
    if (outcome.end == Outcome::End::stopped && !told)
      return Outcome::again("the attempt took longer than it may");  // else it would begin for ever
    return outcome;
  } catch (const std::exception& fault) {   // a lost database, a bug: the job is not lost with it
    return Outcome::again(fault.what());
  }
}

void Worker::settle(const Kind& kind, Running& run, const Outcome& outcome) {
  if (run.finished()) return note(run, State::done, {});
  const std::uint32_t chance = draw(parts_.random);
  const auto settled = parts_.database.write([&](db::Transaction& transaction) -> Result<State> {
    const auto wish = store::wish(transaction, run.held());
    if (!wish) return Error::of(ErrorKind::conflict, std::string(kStolen));
    const auto asked = *wish == store::Wish::cancel ? rules::Asked::cancel : rules::Asked::nothing;
    const Instant now = parts_.clock.now();
    const rules::Next next = rules::after_attempt(kind.retry, outcome, run.number(), asked, now, chance);
    if (next.state == State::waiting) store::put_back(transaction, run.held(), next.due, next.attempts, outcome.reason);
    else store::end(transaction, run.held(), next.state, outcome.reason, now);
    return next.state;
  });
  if (settled) return note(run, *settled, outcome.reason);
  if (parts_.report)
    parts_.report(
        {run.id(), kind.name, run.number(), "lost", std::string(kStolen), parts_.clock.now().milliseconds - run.began().milliseconds});
}

void Worker::note(const Running& run, State state, std::string_view reason) {
  if (state == State::done) ++done_;
  if (state == State::waiting) ++again_;
  if (state == State::dead) ++dead_;
  if (!parts_.report) return;
  parts_.report({run.id(), run.claimed().kind, run.number(), name(state), std::string(reason),
                 parts_.clock.now().milliseconds - run.began().milliseconds});
}

void Worker::tick() {
  const Instant now = parts_.clock.now();
  if (closing_) return;
  for (const ScheduleState& stored : parts_.database.read([](db::Reader& reader) { return store::schedules(reader); })) {
    const auto& known = parts_.registry.schedules();
    const auto schedule = std::find_if(known.begin(), known.end(), [&](const Schedule& one) { return one.name == stored.name; });
    if (stored.next > now || schedule == known.end()) continue;
    const auto moved = parts_.database.write([&](db::Transaction& transaction) -> Result<void> {
      if (!store::move_schedule(transaction, stored, next_after(schedule->when, now, parts_.holidays)))
        return {};  // another process was first
      enqueue(transaction, {.kind = schedule->kind, .payload = occurrence(stored.next), .key = stored.name + "@" + stored.next.iso()}, now,
              parts_.random);
      return {};
    });
    static_cast<void>(moved);   // the act returns no Error; a failing database throws
  }
}

void Worker::beat() {
  const Instant now = parts_.clock.now();
  const std::lock_guard lock(running_mutex_);   // an attempt may not end while it is spoken of
  for (Running* run : running_) run->beat(now, *parts_.registry.find(run->claimed().kind));
}

void Worker::close() {
  closing_ = true;
  const std::lock_guard lock(running_mutex_);
  for (Running* run : running_) run->tell(Stop::closing);
}

Worker::Counters Worker::counters() const { return {done_, again_, dead_}; }

Workers::Workers(Worker& worker, std::function<void(std::string_view what)> trouble) : worker_(worker), trouble_(std::move(trouble)) {
  for (int lane = 0; lane < kLanes; ++lane) threads_.emplace_back([this, lane] { serve(static_cast<Lane>(lane)); });
  threads_.emplace_back([this] { keep(); });
}

Workers::~Workers() { stop(); }

void Workers::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  worker_.close();
  stopped_.notify_all();
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
}

bool Workers::wait() {
  std::unique_lock lock(mutex_);
  return !stopped_.wait_for(lock, std::chrono::milliseconds(kLookEvery), [this] { return stopping_; });
}

void Workers::guarded(const std::function<void()>& work) {
  try {
    work();
  } catch (const std::exception& fault) {   // a full disk or a lost server passes; fail-stop is the main thread's (Health::must_reopen)
    trouble_(fault.what());
  }
}

void Workers::serve(Lane lane) {
  do {
    guarded([&] {
      while (worker_.step(lane)) {
      }
    });
  } while (wait());
}

void Workers::keep() {
  std::int64_t since_beat = 0;
  do {
    guarded([&] { worker_.tick(); });
    if (since_beat += kLookEvery; since_beat < kBeatEvery) continue;
    since_beat = 0;
    guarded([&] { worker_.beat(); });
  } while (wait());
}

std::string metrics_text(const std::optional<Totals>& totals, const Worker::Counters& counters) {
  std::string out;
  if (totals) {
    out += "# TYPE ocop_jobs gauge\n";
    const std::pair<std::string_view, std::int64_t> states[] = {
        {"waiting", totals->waiting}, {"running", totals->running}, {"dead", totals->dead}};
    for (const auto& [state, count] : states)
      out.append("ocop_jobs{state=\"").append(state).append("\"} ").append(std::to_string(count)).append("\n");
    out.append("# TYPE ocop_jobs_oldest_due_seconds gauge\nocop_jobs_oldest_due_seconds ")
        .append(std::to_string(totals->oldest_due / 1000))
        .append("\n");
  }
  out.append("# TYPE ocop_jobs_attempts_total counter\n");
  const std::pair<std::string_view, std::uint64_t> ends[] = {{"done", counters.done}, {"again", counters.again}, {"dead", counters.dead}};
  for (const auto& [end, count] : ends)
    out.append("ocop_jobs_attempts_total{end=\"").append(end).append("\"} ").append(std::to_string(count)).append("\n");
  return out;
}

}  // namespace ocop::jobs
