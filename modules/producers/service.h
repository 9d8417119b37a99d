#pragma once
#include "kernel/act/act.h"
#include "kernel/manifest/offers.h"
#include "modules/producers/merge.h"
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
  // Of `offers` papers that are replaced or removed ask PaperUse.
  Service(db::Database& database, blobs::Blobs& blobs, const Clock& clock, Random& random, const manifest::Offers& offers)
      : database_(database), blobs_(blobs), clock_(clock), random_(random), offers_(offers), acts_(database, clock, random),
        store_(blobs) {}
  const Producers& port() const { return store_; }
  db::Database& database() const { return database_; }
  Random& random() const { return random_; }
  Date today() const { return vietnam_date(clock_.now()); }

  // Public where it is listed; one that waits is its members' and its offices' alone. not_found.
  Result<Producer> show(const Actor& actor, ProducerId id) const;
  std::vector<Former> formerly(ProducerId id) const;   // the latest first

  // Paths of all producers' pages, the oldest first.
  std::vector<std::string> addresses(std::size_t from, std::size_t most) const;
  std::size_t count() const;

  // The member's own producer. not_found when it is another's; conflict when its version moved on.
  Result<Producer> own(const Actor& actor, ProducerId id) const;
  Result<void> change_story(const Actor& actor, ProducerId id, const Story& story);

  // Papers: the member's own; an officer's or the provincial body's of its place.
  struct Papers { Producer producer; std::vector<Paper> papers, past; };   // past: ended, and held by a dossier for good
  Result<Papers> papers(const Actor& actor, ProducerId id) const;
  // The member's own, and not ended. not_found.
  struct OwnPaper { Producer producer; Paper paper; };
  Result<OwnPaper> own_paper(const Actor& actor, ProducerId id, PaperId paper) const;
  // invalid_input with problems; not_found when the producer is another's; too_large when its room is full; conflict when the attempt's key
  // was used for another paper.
  Result<act::Made<PaperId>> add_paper(const Actor& actor, ProducerId id, const PaperForm& form);
  // A paper of its own with what is said now; without a file in the form it has the old one's. Drafts point to it from then on; dossiers
  // that were handed in keep the old one, which is gone where none does. Errors: as of add_paper; not_found when it ended.
  Result<act::Made<PaperId>> replace_paper(const Actor& actor, ProducerId id, PaperId paper, const PaperForm& form);
  // Drafts lose it. not_found when it ended.
  Result<void> remove_paper(const Actor& actor, ProducerId id, PaperId paper);
  // The file; the look is recorded, on disk, before its bytes are read.
  Result<PaperFile> open_paper(const Actor& actor, ProducerId id, PaperId paper);

  // ---- a maker that is in the register twice (service_merge.cc). Of the province's own body; not_found elsewhere.
  std::optional<ProducerId> leads_to(ProducerId id) const;   // the real record of one that was merged
  struct MergedHere { Producer producer; Date merged; };
  std::vector<MergedHere> merged_into(ProducerId id) const;  // the oldest first
  // What may be the same maker, what is likely first; `words`: those also whose name has them.
  struct Merging { Producer producer; std::vector<Candidate> candidates; bool is_merged = false; };
  Result<Merging> merging(const Actor& actor, ProducerId id, std::string_view words) const;
  struct Pair { Producer a, b; Likely likely; };
  std::vector<Pair> pairs(const Actor& actor) const;         // proposed ones of the actor's provinces
  // `id` leads to `into` from then on. Errors: those of may_merge; conflict when it changed meanwhile, or is the actor's own.
  Result<void> merge(const Actor& actor, ProducerId id, const MergeInto& input);
  // The merge is taken back in one act: what moved by it and is still there goes back. The real record's id. conflict: it is not merged.
  Result<ProducerId> part(const Actor& actor, ProducerId id);

 private:
  Result<Producer> find(db::Reader& reader, const Scope& scope, ProducerId id) const;
  Result<Producer> with_papers(const Actor& actor, ProducerId id) const;   // whose papers the actor may change
  Result<Paper> living(db::Reader& reader, ProducerId id, PaperId paper) const;
  // What is checked and on the disk before the act.
  struct Received { Paper paper; std::optional<blobs::Staged> file; };
  Result<Received> receive(ProducerId id, const PaperForm& form);
  Result<void> lock_paper(act::Act& act, ProducerId id, PaperId paper) const;
  void end_paper(act::Act& act, ProducerId id, const PaperEnd& end) const;

  db::Database& database_;
  blobs::Blobs& blobs_;
  const Clock& clock_;
  Random& random_;
  const manifest::Offers& offers_;
  act::Acts acts_;
  Store store_;
};

}  // namespace ocop::producers
