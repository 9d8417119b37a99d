#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kernel/act/act.h"
#include "kernel/blobs/blobs.h"
#include "kernel/images/images.h"
#include "modules/evaluation/evaluation.h"
#include "modules/notices/notices.h"
#include "modules/rulebooks/rulebooks.h"
#include "modules/visits/rules.h"
#include "modules/visits/types.h"

namespace ocop::visits {

std::vector<db::Migration> migrations();

// Use cases. Thread-safe. What it was made with must outlive it.
// Who reads: whoever reads the advisory group's report reads all of a visit (the group, the provincial body and the secretary from
// forwarding on, the council from its naming on); the producer and its commune read that a visit is planned, who comes, and that it was
// made; so does whoever of the office is of that producer. Everybody else: not_found. The group and the provincial body plan and write
// while the dossier is forwarded, never on a dossier of their own producer (conflict); what they planned and wrote they read, call off and
// take out in any state. An act holds its dossier first (evaluation::Courses::hold): acts on the visits of one dossier stand in a row.
class Service {
 public:
  struct Parts {
    db::Database& database;
    blobs::Blobs& blobs;
    images::Studio& studio;
    const Clock& clock;
    Random& random;
    const rulebooks::Library& library;
    const evaluation::Courses& courses;
    const evaluation::Evaluation& evaluation;
    const notices::Notices& notices;
    const HolidayCalendar& holidays;
  };
  explicit Service(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}
  const Parts& parts() const { return parts_; }
  const act::Acts& acts() const { return acts_; }
  Date today() const { return vietnam_date(parts_.clock.now()); }

  enum class Sees : std::uint8_t { all, that_it_was };
  struct View {
    evaluation::Course course;
    Sees sees = Sees::that_it_was;
    bool plans = false;                      // may plan and write now
    bool ends = false;                       // may call off
    std::vector<Visit> visits;               // by day
  };
  Result<View> visits(const Actor& actor, DossierId dossier) const;
  struct One : View {
    Visit visit;
    std::vector<Note> notes;
    std::vector<Photo> photos;
    const rulebooks::Table* table = nullptr; // of the dossier; outlives the view
  };
  // not_found for whoever may read only that it was.
  Result<One> visit(const Actor& actor, DossierId dossier, VisitId visit) const;
  std::vector<Visit> by_ids(std::span<const VisitId> visits) const;

  // The producer is told the day and who comes. Errors: of rules::plan(), at_the_province().
  Result<Visit> plan(const Actor& actor, DossierId dossier, const PlanVisit& input);
  Result<Visit> call_off(const Actor& actor, DossierId dossier, VisitId visit, const CallOff& input);
  // The first one makes the visit "made"; a later one stands beside it. The same attempt with the same words is one note, whether a page
  // or a phone sends it. Errors: of rules::at_the_province(), may_note(), note().
  Result<Note> note(const Actor& actor, DossierId dossier, VisitId visit, const NoteVisit& input);
  // The same in an act that runs already; `seen`: when it was written down, not after the act's instant.
  Result<Note> note_in(act::Act& act, DossierId dossier, VisitId visit, const NoteVisit& input, Instant seen) const;
  // Drawn again before the act: pixels alone are kept. Errors: of rules::may_add_photo(), images::Studio; too_large: no room.
  Result<PhotoId> add_photo(const Actor& actor, DossierId dossier, VisitId visit, const AddPhoto& input);
  Result<std::string> photo(const Actor& actor, DossierId dossier, VisitId visit, PhotoId photo) const;   // its JPEG
  // At the wish of whoever is in it, or whose place it is, in any state of the dossier.
  Result<void> remove_photo(const Actor& actor, DossierId dossier, VisitId visit, PhotoId photo);
  Result<void> take_place(const Actor& actor, DossierId dossier, VisitId visit);
  // Whether the actor is of the group or the body of the visit's province, in whatever state the dossier is: for an act of a phone.
  bool may_note(db::Reader& reader, const Actor& actor, DossierId dossier, VisitId visit) const;

  // In the act by which a dossier goes back to its producer: what was planned is called off, and told.
  void returned(act::Act& act, DossierId dossier) const;
  // In the act after which its council has it: nobody goes any more, so nothing waits on a list of work.
  void council_named(act::Act& act, DossierId dossier) const;

  void forget() const;                       // photos and places of visits that ended rules::kKept ago
  static std::vector<std::string> recheck_files(db::Reader& reader, const blobs::Blobs& blobs);

 private:
  Result<View> read(db::Reader& reader, const Actor& actor, DossierId dossier) const;
  Result<One> read(db::Reader& reader, const Actor& actor, DossierId dossier, VisitId visit) const;
  Result<View> read_later(db::Reader& reader, const Actor& actor, const Visit& visit) const;
  // The group's or the body's, for an act in any state of the dossier, which is held; conflict for the own producer's people.
  struct Held {
    Visit visit;
    evaluation::Course course;
  };
  Result<Held> held(act::Act& act, DossierId dossier, VisitId visit) const;
  Result<Note> note_now(act::Act& act, Held held, const NoteVisit& input, Instant seen) const;
  Result<Visit> plan_now(act::Act& act, DossierId dossier, const PlanVisit& input) const;
  Result<Visit> move(act::Act& act, Visit visit, State to) const;
  void put_work(act::Act& act, const Visit& visit) const;
  void tell(act::Act& act, std::string_view kind, const Visit& visit, ProducerId producer) const;
  Result<PhotoId> keep_photo(act::Act& act, DossierId dossier, VisitId visit, const blobs::Staged& staged,
                             const images::Rendition& drawn) const;
  const rulebooks::Table* table_of(db::Reader& reader, DossierId dossier) const;

  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::visits
