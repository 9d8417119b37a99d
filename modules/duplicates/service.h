#pragma once
#include "kernel/act/act.h"
#include "kernel/jobs/jobs.h"
#include "modules/duplicates/types.h"
#include "modules/products/products.h"

namespace ocop::duplicates {

Scope scope_of(const Actor& actor);
std::vector<db::Migration> migrations();

// Pairs of products that may be one: found by a job, answered by a person.
class Service {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const places::Index& places;
    const products::Products& products;
    const products::Merges& merges;
  };
  explicit Service(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}

  // Compares all products: the pairs that may be one, as they stand now.
  std::vector<Pair> compare() const;
  // What is found newly waits, what is not found any more and was not answered goes. What was merged since goes with the next one.
  Result<void> keep(db::Transaction& transaction, std::vector<Pair> found) const;
  Result<Shown> show(const Actor& actor, PairId id) const;
  // One product: the other record is merged into the real one. Errors of Merges::merge; conflict when it is answered already.
  Result<Shown> are_one(const Actor& actor, PairId id, const IsOne& input) const;
  // Two products: never proposed again.
  Result<Shown> are_two(const Actor& actor, PairId id, const AreTwo& input) const;
  // The answer is taken back: the pair waits again, and what was merged is parted.
  Result<Shown> take_back(const Actor& actor, PairId id, const TakeBack& input) const;

  std::vector<jobs::Kind> job_kinds() const;
  std::vector<jobs::Schedule> schedules() const;
  // After a register was brought in.
  void ask(act::Moment& act) const;

 private:
  Result<Shown> shown(db::Reader& reader, const Actor& actor, PairId id) const;
  Result<Shown> answered(act::Act& act, Shown shown, Answer answer, std::int64_t version) const;
  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::duplicates
