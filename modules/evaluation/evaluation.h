#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kernel/access/access.h"
#include "kernel/act/act.h"
#include "kernel/base/id.h"
#include "kernel/base/time.h"
#include "kernel/db/db.h"
#include "kernel/sources/source.h"
#include "modules/rulebooks/rulebooks.h"

namespace ocop::web { class Html; }

// Port of the module: dossiers and their evaluation, as far as certificates need them.
namespace ocop::evaluation {

enum class State : std::uint8_t {
  draft,         // the producer self-assesses
  submitted,     // at the commune, which returns it or gives its report (article 7.2)
  forwarded,     // at the province, with the commune's report (article 7.3)
  scoring,       // open to council members, blind
  closed,        // the chair closed the scoring; result fixed
  decided,       // the province recorded its decision (recognised or not)
};
std::string_view name(State state);

// Who is asked about a product with 90 points and more that misses a floor of five stars. Article 7.3e goes by the points ("có tiềm năng
// đạt 5 sao, đạt từ 90 trở lên") and is silent on the floor; a province's regulation may say which.
enum class PotentialFive : std::uint8_t { either, ministry, province };
std::string_view name(PotentialFive asked);

// What certificates need to know of a closed dossier.
struct ClosedDossier {
  DossierId id;
  ProductId product;
  ProducerId producer;
  std::string number;                 // "12/PĐK-68-24988-2026" style, article 6 form 01
  std::string province, commune;
  std::string rulebook, product_set;
  State state = State::draft;
  rulebooks::Outcome outcome;
  std::optional<Instant> closed_at;
  std::int64_t version = 0;
  Instant opened_at{};
  PotentialFive potential_five = PotentialFive::either;   // of the settings its council was named under
};

class Evaluation {
 public:
  virtual ~Evaluation() = default;
  // nullopt: absent, not closed yet, or outside the scope.
  virtual std::optional<ClosedDossier> closed(db::Reader& reader, const Scope& scope, DossierId dossier) const = 0;
  // The closed dossiers that nobody has decided on, for a list: found by a scope's province, the longest wait first.
  virtual lists::Rows<DossierId> awaiting_decision() const = 0;
  // closed → decided. conflict when the version moved on.
  virtual Result<void> mark_decided(act::Moment& act, DossierId dossier, std::int64_t version) const = 0;
};

// A slot: what higher modules show on the page of a dossier and of its result, before all else: what was decided on it. Whoever is shown it
// may read the dossier (kernel/manifest/offers.h).
struct Panel {
  int rank = 0;
  std::function<void(web::Html& out, DossierId dossier)> show;
};

}  // namespace ocop::evaluation
