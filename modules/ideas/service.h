#pragma once
#include "kernel/act/act.h"
#include "modules/evaluation/evaluation.h"
#include "modules/ideas/rules.h"
#include "modules/ideas/types.h"
#include "modules/notices/notices.h"
#include "modules/places/places.h"
#include "modules/producers/producers.h"
#include "modules/products/products.h"
#include "modules/registrations/registrations.h"
#include "modules/rulebooks/rulebooks.h"

namespace ocop::ideas {

std::vector<db::Migration> migrations();

inline constexpr std::string_view kToldRegistered = "idea.registered";

// A commune's officer, its province, and the makers' own.
Scope scope_of(const Actor& actor);
// The offices alone, for the forecast.
Scope offices_of(const Actor& actor);

// Use cases. Thread-safe. What it was made with must outlive it. A foreign row is not_found; whose act it never is: forbidden.
class Service {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const rulebooks::Library& library;
    const notices::Notices& notices;
    const producers::Producers& producers;
    const products::Products& products;
    const places::Index& places;
    const registrations::Registrations& registrations;
    const evaluation::Dossiers& dossiers;
  };
  explicit Service(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}
  const Parts& parts() const { return parts_; }
  Date today() const { return vietnam_date(parts_.clock.now()); }

  // By the commune's officer it is a potential; by a maker, of its own producer, it is registered at once. Errors: invalid_input with the
  // fields; conflict when the commune has kMostOpen that are open, or the producer's commune is not known.
  Result<act::Made<IdeaId>> enter(const Actor& actor, const EnterIdea& input, const Attempt& attempt);
  Result<Idea> change(const Actor& actor, IdeaId id, const ChangeIdea& input);
  Result<Idea> enroll(const Actor& actor, IdeaId id, const Version& input);
  Result<Idea> start(const Actor& actor, IdeaId id, const Version& input);
  // A product of the producer's, or the idea itself sent to the commune as one (modules/registrations). conflict once there is one.
  Result<Idea> name_product(const Actor& actor, IdeaId id, const NameProduct& input);
  // The product's first dossier, of the idea's set. conflict while the product waits for its commune.
  Result<Idea> open_dossier(const Actor& actor, IdeaId id, const Version& input);
  // Its producer dropped the draft that an idea became (evaluation::WhenDropped): the idea is in work again, and can be given up. A part of
  // that act.
  void dropped(act::Act& act, DossierId dossier) const;
  // From then on nobody is in it (rules::without_people), and it is the commune's alone.
  Result<Idea> give_up(const Actor& actor, IdeaId id, const GiveUp& input);
  Result<Idea> add_step(const Actor& actor, IdeaId id, const AddStep& input);
  Result<Idea> finish_step(const Actor& actor, IdeaId id, StepId step, const Version& input);
  Result<Idea> remove_step(const Actor& actor, IdeaId id, StepId step, const Version& input);

  struct Shown {
    Idea idea;
    std::vector<Step> plan;
    rules::Sides sides;
    std::optional<producers::Producer> producer;
    std::optional<products::Product> product;      // once its commune has confirmed it
    std::vector<products::Product> choices;        // of the maker's, for it to name one
  };
  Result<Shown> show(const Actor& actor, IdeaId id) const;
  // For whom a maker may enter one.
  std::vector<producers::Producer> makers(const Actor& actor) const;
  // One that is named on the form of an officer: of the officer's communes alone.
  std::optional<producers::Producer> maker_here(const Actor& actor, ProducerId producer) const;
  std::vector<const rulebooks::Table*> sets() const;   // of the rulebook in force
  const rulebooks::Table* set(std::string_view code) const;
  bool any_of(db::Reader& reader, ProducerId producer) const;

 private:
  rules::Sides sides(const Actor& actor, const Idea& idea) const;
  Result<void> check(db::Reader& reader, const Facts& facts, std::string_view commune, Date today) const;
  struct Loaded { Idea idea; State next; };
  // Found, of this version, in a state and by a side that may.
  Result<Loaded> load(act::Act& act, IdeaId id, rules::Act what, std::int64_t version) const;
  Result<Idea> save(act::Act& act, Idea idea) const;
  void note_office(act::Act& act, const Idea& idea, std::string_view what) const;
  void tell(act::Act& act, const Idea& idea) const;

  Parts parts_;
  act::Acts acts_;
};

// Ideas of one commune that are open: a commune of the programme has some dozens of villages; who enters more has sent a list twice.
inline constexpr std::int64_t kMostOpen = 500;

}  // namespace ocop::ideas
