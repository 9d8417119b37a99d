// Any interleaving of asking, taking, dying, waking up late, finishing, failing and cancelling: no job is lost, none is done twice, and
// nobody who lost a lease changes anything.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

#include "kernel/jobs/rules.h"
#include "kernel/jobs/tests/desk.h"

namespace ocop::jobs {
namespace {

constexpr int kWorkers = 3;
constexpr std::string_view kKind = "test.work";
constexpr Retry kRetry{.attempts = 4, .first = std::chrono::seconds(30), .most = std::chrono::seconds(120)};
constexpr db::Statement kEmpty{"test.empty", "DELETE FROM jobs_job"};
constexpr db::Statement kEmptyEffects{"test.empty_effects", "DELETE FROM effect"};

enum class Do : int { ask, take, finish, fail, give_back, beat, die, cancel, wait_little, wait_long, again };
struct Step { int what; int who; };

class JobsInterleaving : public JobsDesk {
 protected:
  // What one simulated worker believes that it holds. It may be wrong: its lease may be another's by now.
  struct Hand { store::Held held; int attempts = 0; };

  void ask_one() { known.push_back(ask({.kind = kKind}).value()); }

  void take(int who) {
    std::set<JobId> leased;   // to a worker that may still be alive
    for (const JobId& id : known)
      if (const Job job = row(id); job.state == State::running && *job.due > clock.now()) leased.insert(id);
    const Uuid lease = new_uuid(clock.now(), random);
    const auto claimed = database().write([&](db::Transaction& t) -> Result<std::optional<store::Claimed>> {
      return store::claim(t, lease, {clock.now().milliseconds + kLease}, clock.now(), kKind);
    }).value();
    if (!claimed) return;
    RC_ASSERT(ended.count(claimed->id) == 0u);   // what has ended is never taken again
    RC_ASSERT(leased.count(claimed->id) == 0u);
    hands[who] = {{claimed->id, lease}, claimed->attempts};
    holder[claimed->id] = lease;
  }
  // finish, fail or give_back: as Worker does, the effect and the end in one transaction.
  void settle(int who, const Outcome& outcome) {
    const auto hand = hands.find(who);
    if (hand == hands.end()) return;
    const store::Held held = hand->second.held;
    const int attempts = hand->second.attempts;
    const bool mine = holder.count(held.id) > 0 && holder[held.id] == held.lease;
    rules::Next next;
    const auto kept = act([&](db::Transaction& t) -> Result<void> {
      if (outcome.end == Outcome::End::done) {   // as Attempt::finish() does
        t.execute(kAddEffect, held.id, "x");
        next.state = State::done;
        if (store::end(t, held, State::done, {}, clock.now())) return {};
        return Error::of(ErrorKind::conflict, "lost");
      }
      const auto wish = store::wish(t, held);
      if (!wish) return Error::of(ErrorKind::conflict, "lost");
      next = rules::after_attempt(kRetry, outcome, attempts, *wish == store::Wish::cancel ? rules::Asked::cancel : rules::Asked::nothing,
                                  clock.now(), 0);
      if (next.state == State::waiting) store::put_back(t, held, next.due, next.attempts, outcome.reason);
      else store::end(t, held, next.state, outcome.reason, clock.now());
      return {};
    });
    RC_ASSERT(kept.ok() == mine);
    hands.erase(hand);
    if (!mine) return;
    holder.erase(held.id);
    if (next.state != State::waiting) ended[held.id] = next.state;
  }

  void cancel_one(int which) {
    if (known.empty()) return;
    const JobId id = known[static_cast<std::size_t>(which) % known.size()];
    const bool over = ended.count(id) > 0;
    const State before = state(id);
    RC_ASSERT(act([&](db::Transaction& t) { return cancel(t, id, clock.now()); }).ok() == !over);
    if (before == State::waiting) ended[id] = State::cancelled;
  }
  void again_one(int which) {
    if (known.empty()) return;
    const JobId id = known[static_cast<std::size_t>(which) % known.size()];
    const bool dead = ended.count(id) > 0 && ended[id] == State::dead;
    RC_ASSERT(act([&](db::Transaction& t) { return retry(t, id, clock.now()); }).ok() == dead);
    if (dead) ended.erase(id);
  }
  void beat(int who) {
    const auto hand = hands.find(who);
    if (hand == hands.end()) return;
    const auto wish = database().write([&](db::Transaction& t) -> Result<std::optional<store::Wish>> {
      return store::extend(t, hand->second.held, {clock.now().milliseconds + kLease});
    }).value();
    RC_ASSERT(wish.has_value() == (holder.count(hand->second.held.id) > 0 && holder[hand->second.held.id] == hand->second.held.lease));
  }

  void perform(const Step& step) {
    const int who = step.who % kWorkers;
    switch (static_cast<Do>(step.what)) {
      case Do::ask: return ask_one();
      case Do::take: return hands.count(who) ? void() : take(who);
      case Do::finish: return settle(who, Outcome::done());
      case Do::fail: return settle(who, Outcome::again("421"));
      case Do::give_back: return settle(who, Outcome::stopped());
      case Do::beat: return beat(who);
      case Do::die: hands.erase(who); return;
      case Do::cancel: return cancel_one(step.who);
      case Do::wait_little: return pass(20'000);
      case Do::wait_long: return pass(kLease + 1);
      case Do::again: return again_one(step.who);
    }
  }

  // Every job is in the database in the state that the model says, and its effect is there once or not at all.
  void compare() {
    for (const JobId& id : known) {
      const auto found = ended.find(id);
      if (found != ended.end()) RC_ASSERT(state(id) == found->second);
      else RC_ASSERT(state(id) == State::waiting || state(id) == State::running);
      RC_ASSERT(effects(id) == (state(id) == State::done ? 1 : 0));
    }
  }

  void follow(const std::vector<Step>& steps) {
    known.clear(), hands.clear(), holder.clear(), ended.clear();
    RC_ASSERT(act([&](db::Transaction& t) -> Result<void> { t.execute(kEmpty); t.execute(kEmptyEffects); return {}; }).ok());
    for (const Step& step : steps) perform(step);
    compare();
    // Everybody dies; one sound worker comes. What nobody ended is done by it.
    hands.clear();
    for (std::size_t turns = 0; turns < 2 * known.size() + 1; ++turns) {
      pass(kLease + 1 + 120'000);
      take(0);
      settle(0, Outcome::done());
    }
    for (const JobId& id : known) RC_ASSERT(ended.count(id) == 1u);
    compare();
  }

  std::vector<JobId> known;
  std::map<int, Hand> hands;
  std::map<JobId, Uuid> holder;        // the lease that is in the database
  std::map<JobId, State> ended;
};
OCOP_ON_BOTH_ENGINES(JobsInterleaving);

TEST_P(JobsInterleaving, NoJobIsLostAndNoneIsDoneTwice) {
  const auto step = rc::gen::build<Step>(
      rc::gen::set(&Step::what, rc::gen::weightedElement<int>(
                                    {{3, 0}, {6, 1}, {3, 2}, {2, 3}, {1, 4}, {1, 5}, {2, 6}, {1, 7}, {2, 8}, {2, 9}, {1, 10}})),
      rc::gen::set(&Step::who, rc::gen::inRange(0, 12)));
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  params.maxSuccess = 30;   // each has up to 40 steps, most of them a commit with its sync
  params.maxSize = 40;
  rc::detail::TestMetadata metadata;
  metadata.id = "JobsInterleaving";
  const auto result = rc::detail::checkTestable([&] { follow(*rc::gen::container<std::vector<Step>>(step)); }, metadata, params);
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  EXPECT_TRUE(result.template is<rc::detail::SuccessResult>()) << text.str();
}

}  // namespace
}  // namespace ocop::jobs
