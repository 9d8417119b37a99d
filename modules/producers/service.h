#pragma once
#include "kernel/random/random.h"
#include "modules/producers/store.h"

namespace ocop::producers {

std::vector<db::Migration> migrations();

// Use cases. Thread-safe. What it was made with must outlive it.
class Service {
 public:
  Service(db::Database& database, const Clock& clock, Random& random) : database_(database), clock_(clock), random_(random) {}
  const Producers& port() const { return store_; }
  db::Database& database() const { return database_; }
  Date today() const { return vietnam_date(clock_.now()); }

  // Public. not_found.
  Result<Producer> show(ProducerId id) const;
  // One more than query.limit when another page follows.
  std::vector<Producer> list(const ProducerQuery& query) const;

  // The member's own producer. not_found when it is another's; conflict when its version moved on.
  Result<Producer> own(const Actor& actor, ProducerId id) const;
  Result<void> change_story(const Actor& actor, ProducerId id, const Story& story);

  // Papers: the member's own; an officer's or the provincial body's of its place.
  struct Papers { Producer producer; std::vector<Paper> papers; };
  Result<Papers> papers(const Actor& actor, ProducerId id) const;
  // invalid_input with problems; not_found when the producer is another's.
  Result<PaperId> add_paper(const Actor& actor, ProducerId id, const PaperForm& form);
  // The file; the look is recorded in the same act.
  Result<PaperFile> open_paper(const Actor& actor, ProducerId id, PaperId paper);

 private:
  db::Database& database_;
  const Clock& clock_;
  Random& random_;
  Store store_;
};

}  // namespace ocop::producers
