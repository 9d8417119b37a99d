#pragma once
#include "kernel/act/act.h"
#include "modules/producers/store.h"

namespace ocop::producers {

std::vector<db::Migration> migrations();

// Moves the files of papers that an older version kept in the database to `blobs`, each in an act of its own: stopped at any moment, it
// goes on at the next start. A file that does not fit its digest stays where it is, for a person. Errors: those of the disk.
struct MovedFiles { std::size_t moved = 0, damaged = 0; };
Result<MovedFiles> move_paper_files(db::Database& database, blobs::Blobs& blobs, const Clock& clock);
// Papers whose file nobody holds. One line a finding; empty = sound.
std::vector<std::string> recheck_paper_files(db::Reader& reader, const blobs::Blobs& blobs);

// Use cases. Thread-safe. What it was made with must outlive it.
class Service {
 public:
  Service(db::Database& database, blobs::Blobs& blobs, const Clock& clock, Random& random)
      : database_(database), blobs_(blobs), clock_(clock), acts_(database, clock, random), store_(blobs) {}
  const Producers& port() const { return store_; }
  db::Database& database() const { return database_; }
  Date today() const { return vietnam_date(clock_.now()); }

  // Public. not_found.
  Result<Producer> show(ProducerId id) const;

  // Paths of all producers' pages, the oldest first.
  std::vector<std::string> addresses() const;

  // The member's own producer. not_found when it is another's; conflict when its version moved on.
  Result<Producer> own(const Actor& actor, ProducerId id) const;
  Result<void> change_story(const Actor& actor, ProducerId id, const Story& story);

  // Papers: the member's own; an officer's or the provincial body's of its place.
  struct Papers { Producer producer; std::vector<Paper> papers; };
  Result<Papers> papers(const Actor& actor, ProducerId id) const;
  // invalid_input with problems; not_found when the producer is another's; too_large when its room is full; conflict when the attempt's key
  // was used for another paper.
  Result<act::Made<PaperId>> add_paper(const Actor& actor, ProducerId id, const PaperForm& form);
  // The file; the look is recorded, on disk, before its bytes are read.
  Result<PaperFile> open_paper(const Actor& actor, ProducerId id, PaperId paper);

 private:
  Result<Producer> find(db::Reader& reader, const Scope& scope, ProducerId id) const;

  db::Database& database_;
  blobs::Blobs& blobs_;
  const Clock& clock_;
  act::Acts acts_;
  Store store_;
};

}  // namespace ocop::producers
