#pragma once
#include "kernel/act/act.h"
#include "kernel/db/kept.h"
#include "modules/certificates/certificates.h"
#include "modules/places/places.h"
#include "modules/rulebooks/rulebooks.h"
#include "modules/waits/rules.h"
#include "modules/waits/types.h"

namespace ocop::waits {

std::vector<db::Migration> migrations();

// Use cases. Thread-safe. What it was made with must outlive it. What is told of a province comes of all its dossiers and is kept in memory
// until one of them moves (evaluation::courses_changed).
class Service {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const rulebooks::Library& library;
    const places::Index& places;
    const evaluation::Courses& courses;
    const certificates::Awards& awards;
    const HolidayCalendar& holidays;
  };
  explicit Service(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}
  const Parts& parts() const { return parts_; }
  Date today() const { return vietnam_date(parts_.clock.now()); }

  // Public. not_found: there is no such province.
  Result<Report> report(std::string_view province) const;
  Result<std::vector<ExtraRound>> rounds(std::string_view province) const;
  // Of a dossier that the actor may read as its producer or as an office of its place; nullopt: it waits for nobody.
  struct Waiting { evaluation::Course course; std::optional<Wait> wait; };
  Result<Waiting> waiting(const Actor& actor, DossierId dossier) const;
  std::optional<Wait> wait_of(DossierId dossier) const;   // for a page that has asked already
  // What its producer said, and may say once it is decided. To the offices without the grade, which they read in means alone.
  struct Asked { evaluation::Course course; std::optional<Opinion> opinion; bool may_say = false, own = false; };
  Result<Asked> opinion(const Actor& actor, DossierId dossier) const;
  // Errors: not_found for others; conflict before the decision, and when it was said.
  Result<Opinion> give(const Actor& actor, DossierId dossier, const GiveOpinion& input);
  // Its producer takes the words back: the grade stays in the means, and nothing is said again. not_found: nothing was said.
  Result<void> take_words(const Actor& actor, DossierId dossier);
  // Decided dossiers of the actor's producers of which nothing was said.
  std::vector<evaluation::Course> unsaid(const Actor& actor) const;
  // By the provincial body. Errors: invalid_input; conflict when one ends on that day.
  Result<void> add_round(const Actor& actor, std::string_view province, const AddRound& input);
  // The same body: one that was entered with a wrong day. not_found: no round of the province ends on that day.
  Result<void> remove_round(const Actor& actor, std::string_view province, Date results_before);

 private:
  Result<evaluation::Course> find(db::Reader& reader, const Scope& scope, DossierId dossier) const;
  using Standings = db::Kept<rules::Standings>;
  using Reports = db::Kept<Report>;
  std::optional<Wait> wait_of(const evaluation::Course& course) const;

  Parts parts_;
  mutable Standings standings_;
  mutable Reports reports_;
  act::Acts acts_;
};

}  // namespace ocop::waits
