#pragma once
#include "kernel/act/act.h"
#include "modules/ladders/types.h"
#include "modules/products/products.h"

namespace ocop::ladders {

std::vector<db::Migration> migrations();

// Use cases of a dossier's producer: its members, and its helpers for dossiers. Everybody else, offices too, is told not_found: what a
// maker means to spend is its own business. Thread-safe. What it was made with must outlive it.
class Service {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const rulebooks::Library& library;
    const products::Products& products;
    const evaluation::Evaluation& evaluation;
  };
  explicit Service(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}
  const Parts& parts() const { return parts_; }
  Date today() const { return vietnam_date(parts_.clock.now()); }

  // Errors of all: not_found. The target is 3..5, else invalid_input on "target".
  Result<View> view(const Actor& actor, DossierId dossier, std::optional<int> target) const;
  // What an option takes, for all plans of the product by this table; the last one who says it is right. invalid_input.
  Result<void> set_price(const Actor& actor, DossierId dossier, const SetPrice& ask);
  // The steps of now, kept. Errors: rules::plan_of; conflict when the plan moved on.
  Result<std::int64_t> save_plan(const Actor& actor, DossierId dossier, const SavePlan& ask);   // its version
  // Its producer dropped the draft (evaluation::WhenDropped): a plan to nowhere goes. A part of that act.
  void dropped(act::Act& act, DossierId dossier) const;
  Result<void> remove_plan(const Actor& actor, DossierId dossier, std::int64_t version);

 private:
  Result<View> read(db::Reader& reader, const Actor& actor, DossierId dossier, std::optional<int> target) const;
  const rulebooks::Table* table_of(std::string_view rulebook, std::string_view product_set) const;

  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::ladders
