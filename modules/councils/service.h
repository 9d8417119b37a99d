#pragma once
#include "kernel/access/access.h"
#include "kernel/db/db.h"
#include "kernel/db/kept.h"
#include "modules/councils/types.h"
#include "modules/evaluation/evaluation.h"
#include "modules/identity/identity.h"
#include "modules/places/places.h"
#include "modules/rulebooks/rulebooks.h"

namespace ocop::councils {

// Reads closed dossiers alone. What comes of them is kept in memory until another is closed
// (evaluation::scorings_changed). Thread-safe. What it was made with must outlive it.
class Service {
 public:
  struct Parts {
    db::Database& database;
    const rulebooks::Library& library;
    const identity::Identity& identity;
    const places::Index& places;
    const evaluation::Courses& courses;
  };
  explicit Service(const Parts& parts) : parts_(parts) {}
  const Parts& parts() const { return parts_; }

  // The provinces whose councils the actor may read of, by code.
  std::vector<std::string> provinces(const Actor& actor) const;
  // To the provincial body and the chair all members; to a member his own line, and what names nobody. not_found for others.
  Result<Report> report(const Actor& actor, std::string_view province) const;
  std::string criterion_words(const Criterion& one, Language language) const;   // "Mật ong: 4.1 Kiểu dáng bao bì"

 private:
  Parts parts_;
  using Reports = db::Kept<Report>;
  mutable Reports reports_;            // of all members, without names
};

}  // namespace ocop::councils
