#pragma once
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "kernel/access/access.h"
#include "kernel/base/attempt.h"
#include "kernel/base/result.h"
#include "kernel/base/time.h"
#include "kernel/db/db.h"
#include "kernel/idempotency/idempotency.h"
#include "kernel/random/random.h"
#include "kernel/tlog/seal.h"
#include "kernel/tlog/tlog.h"

// An act: somebody does something that is kept. One transaction and one instant; the row found under the actor's scope, its version, rules,
// the save, the log's leaf, notices and jobs: all of it is there afterwards, or none of it (README.md, docs/a-module.md §3).
//
//     return acts_.run(actor, [&](act::Act& act) -> Result<Thing> {
//       OCOP_TRY(thing, find(act, actor, id));                                                 // scope: a foreign row is not_found
//       OCOP_CHECK(act::expect_version(input.version, thing.version, msg::thing_changed));
//       OCOP_CHECK(rules::close(thing, input, act.today()));
//       if (!store::close(act, thing)) return act::stale(input.version, {}, msg::thing_changed);   // WHERE version = $n
//       act.log(kThingClosed, thing.number, leaf_thing_closed(thing));
//       act.keeps(kSealedThing, thing.id);                                                     // the leaf answers for this row
//       notices.tell(act, …);
//       return thing;
//     });
//
// What is no act calls database.write: a kernel part's own work (queue, batches of phones, throttles), and loading at a start, a free
// function that is given its database. tools/layers keeps the rest of the modules to acts.
namespace ocop::act {

std::vector<db::Migration> migrations();

// What a helper did for a producer.
struct OnBehalf {
  Uuid id{};
  ProducerId producer;
  AccountId account;
  std::string what, subject;
  Instant at;
};
std::vector<OnBehalf> on_behalf_of(db::Reader& reader, ProducerId producer, int limit);   // the latest first
// Those that nobody was told of yet; they count as told from then on, on disk with the caller's transaction.
std::vector<OnBehalf> take_untold(db::Transaction& transaction, int limit);

// What somebody did in an officer's place.
struct StoodIn {
  Uuid id{};
  AccountId account, stands_for;
  std::string what, subject;
  Instant at;
};
std::vector<StoodIn> stood_in(db::Reader& reader, AccountId stands_for, AccountId account, int limit);   // the latest first

// A running transaction and its instant: what an act without an account has. Stores are given it as their transaction; other modules' ports
// as it is, so that what they write says the same moment. One thread; lives as long as the transaction.
class Moment {
 public:
  Moment(db::Transaction& transaction, Instant now, Random& random)
      : transaction_(transaction), random_(random), now_(now), leaves_(transaction, random) {}
  Moment(const Moment&) = delete;
  Moment& operator=(const Moment&) = delete;
  operator db::Transaction&() { return transaction_; }

  Instant now() const { return now_; }
  Date today() const { return vietnam_date(now_); }   // the legal day
  Uuid new_uuid() { return ocop::new_uuid(now_, random_); }
  template <class T> T new_id() { return T{new_uuid()}; }
  // Adds the leaf of this act at its instant; its index in the log. It is written when the act ends, with the rows that the act answers
  // for. `kind` is one of those that the module's manifest declares.
  std::int64_t log(const tlog::Kind& kind, std::string_view subject, std::string body);
  // The same for an entry that a recheck makes again of the row. Throws std::logic_error when it tells of another instant.
  std::int64_t log(const tlog::Entry& entry);
  // The act's last leaf answers for this row as it stands when the act ends: from then on `ocop verify log` finds whatever changes it.
  // `table` is one of those that the module's manifest declares, and outlives the act.
  void keeps(const tlog::Sealed& table, const db::Bind& key) { leaves_.seals().keep(table, key); }
  // What other modules' ports add rows of theirs to.
  tlog::Seals& seals() { return leaves_.seals(); }
  // A row that the log answered for may change again.
  void frees(const tlog::Sealed& table, const db::Bind& key) { leaves_.seals().free(table, key); }
  // Once, when the act is done and before it is kept: Acts calls it. Nothing may be written by the act afterwards.
  void finish() { leaves_.write(); }

 private:
  db::Transaction& transaction_;
  Random& random_;
  Instant now_;
  tlog::Leaves leaves_;
};

// A thing that one attempt made: now, or when the same attempt came before.
template <class T>
struct Made {
  T id;
  idempotency::Outcome::How how;
  static Result<Made> of(const idempotency::Outcome& outcome) {
    const auto id = T::parse(outcome.memo);
    if (!id) return Error::of(ErrorKind::internal, "the memo of an attempt is no id: " + outcome.memo);
    return Made{*id, outcome.how};
  }
};

// The act of an account.
class Act final : public Moment {
 public:
  // Precondition: actor.signed_in(); std::invalid_argument. The actor outlives the act.
  Act(db::Transaction& transaction, const Actor& actor, Instant now, Random& random);
  const Actor& actor() const { return actor_; }
  AccountId by() const { return *actor_.account; }

  // Said by every act that is done for a producer: a helper's stands in act_on_behalf with both, its account and the producer, and the
  // producer's members are told (modules/mandates). Nothing for its own members. `what`: "paper.added"; `subject`: what it is called.
  void for_producer(ProducerId producer, std::string_view what, std::string_view subject);

  // Said by every act of an office that a colleague may stand in for: which roles do this, and where. Of who does it in an officer's place
  // it stands in act_stood_in with both names; nothing for who has such a role there himself. `what`: "dossier.forwarded".
  struct Place { std::string_view province, commune; };
  void in_office(std::initializer_list<Role> roles, const Place& place, std::string_view what, std::string_view subject);

  // Whether whoever acts is of the producer's own people now, or did something for it as a helper since then: nobody judges the own.
  bool is_of_producer(ProducerId producer, Instant since);

  // Runs `make()`, a Result<Id<…>> of what it made, unless this account's attempt made it before: kernel/idempotency, with its errors. What
  // the id names is read again under the actor's scope: it may be gone, or out of reach, since.
  template <class Make>
  auto once(const Attempt& attempt, Make&& make) -> Result<Made<typename std::invoke_result_t<Make&>::value_type>> {
    using T = typename std::invoke_result_t<Make&>::value_type;
    OCOP_TRY(outcome, idempotency::once(*this, by(), attempt, now(), [&](db::Transaction&) -> Result<std::string> {
      OCOP_TRY(id, make());
      return id.text();
    }));
    return Made<T>::of(outcome);
  }

 private:
  const Actor& actor_;
};

// Runs acts. `perform` returns Result<T>, which is the answer, on disk when it is a value; an Error or an exception takes everything back.
// It may run a second time (PostgreSQL, after a deadlock), on another thread than the caller's (SQLite's writer): it changes nothing
// outside but what a second run sets again. Thread-safe as long as its parts are, which it refers to. Throws db::Failure as Database::write
// does.
class Acts {
 public:
  Acts(db::Database& database, const Clock& clock, Random& random) : database_(database), clock_(clock), random_(random) {}

  // `perform(Act&)`. Error: not_signed_in for a visitor, before anything else.
  template <class Perform>
  auto run(const Actor& actor, Perform&& perform) const -> std::invoke_result_t<Perform&, Act&> {
    OCOP_CHECK(Policy::signed_in().admit(actor));
    return database_.write([&](db::Transaction& transaction) {
      return within(transaction, actor, perform);
    });
  }
  // `perform(Moment&)`, for what no account does: a visitor's report, a link that is used, a register brought in, a job.
  template <class Perform>
  auto run_without_account(Perform&& perform) const -> std::invoke_result_t<Perform&, Moment&> {
    return database_.write([&](db::Transaction& transaction) {
      Moment moment(transaction, clock_.now(), random_);
      auto done = perform(moment);
      if (done) moment.finish();
      return done;
    });
  }
  // What this attempt made when it came before; nullopt = nothing yet. For work before the act that is costly and would be for nothing;
  // Act::once decides. Errors: not_signed_in; conflict as once() has it.
  template <class T>
  Result<std::optional<Made<T>>> made_before(db::Reader& reader, const Actor& actor, const Attempt& attempt) const {
    OCOP_CHECK(Policy::signed_in().admit(actor));
    OCOP_TRY(memo, idempotency::answered(reader, *actor.account, attempt, clock_.now()));
    if (!memo) return std::optional<Made<T>>();
    OCOP_TRY(made, Made<T>::of({*memo, idempotency::Outcome::How::before}));
    return std::optional(made);
  }
  // The actor's act in a transaction that runs already (what a phone did without a network). Precondition: actor.signed_in().
  template <class Perform>
  auto within(db::Transaction& transaction, const Actor& actor, Perform&& perform) const -> std::invoke_result_t<Perform&, Act&> {
    Act act(transaction, actor, clock_.now(), random_);
    auto done = perform(act);
    if (done) act.finish();
    return done;
  }

 private:
  db::Database& database_;
  const Clock& clock_;
  Random& random_;
};

// conflict: somebody was faster. `current` is what stands there now, where that is known.
Error stale(std::int64_t seen, std::optional<std::int64_t> current, const Message& message);
// stale() unless the version that the caller has seen is the one that stands.
Result<void> expect_version(std::int64_t seen, std::int64_t current, const Message& message);

}  // namespace ocop::act
