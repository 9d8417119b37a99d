#pragma once
#include "kernel/act/act.h"
#include "modules/evaluation/evaluation.h"
#include "modules/notices/notices.h"
#include "modules/rulebooks/rulebooks.h"
#include "modules/samples/types.h"

namespace ocop::samples {

std::vector<db::Migration> migrations();

// Use cases. Thread-safe. What it was made with must outlive it.
class Service {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const rulebooks::Library& library;
    const evaluation::Courses& courses;
    const notices::Notices& notices;
  };
  explicit Service(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}
  Date today() const { return vietnam_date(parts_.clock.now()); }

  struct Shown {
    evaluation::Course course;
    std::int64_t due = 0;                // 0 = none: tourism (article 6.2d), or it came through no commune (rules::come_with)
    std::vector<Count> counts;           // in the order of time
    std::vector<Step> may;               // what the actor may count now
  };
  // Of a dossier that was handed in, to its producer and the offices of its place; not_found for others.
  Result<Shown> show(const Actor& actor, DossierId dossier) const;
  // By the office that has the samples. Errors: not_found for others; forbidden for its producer; conflict in another state, where none are
  // due, and for the own product; invalid_input.
  Result<Count> count(const Actor& actor, DossierId dossier, const TakeCount& input);
  // In the act that forwards a dossier: its producer and province are told when nobody counted since it was handed in, or fewer than are
  // due. Refuses nothing.
  void forwarded(act::Act& act, DossierId dossier) const;

 private:
  Result<Shown> find(db::Reader& reader, const Actor& actor, DossierId dossier) const;
  std::int64_t due_of(const evaluation::Course& course) const;

  Parts parts_;
  act::Acts acts_;
};
std::string path_of(DossierId dossier);   // "/dossiers/{id}/samples"

}  // namespace ocop::samples
