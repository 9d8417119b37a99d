#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/time.h"
#include "modules/evaluation/evaluation.h"

// What a producer plans to do for a star. No JSON, no SQL, no HTTP.
namespace ocop::ladders {

using PlanId = Id<struct LadderPlanTag>;

// What the producer says that an option takes.
struct GivenPrice {
  std::string criterion;
  int option = 0;
  rulebooks::Price price{};
};

// One step as it was planned: figures of that day, which stay when prices or answers change.
struct Step {
  std::string criterion;
  int from = rulebooks::kUnticked, to = 0;
  int points = 0;                      // gained
  bool for_floor = false;              // a floor of the target asks for it
  rulebooks::Price price{};
  int total = 0, stars = 0;            // after it
  Date due{};                          // the first day, and the months of this step and all before it
};
struct Plan {
  PlanId id;
  DossierId dossier;                   // whose answers it begins with; one plan a dossier
  ProductId product;
  std::string number;                  // of the dossier
  std::string rulebook, product_set;
  int target = 0;
  int points = 0, reached = 0;         // of the answers on the day it was made
  std::string owner;                   // who sees to it: a name, or a task in the house; empty = not said
  Date starts{};
  AccountId saved_by{};
  Instant saved{};
  std::int64_t version = 1;
  std::vector<Step> steps{};
};

// What is asked.
struct Look { std::optional<int> target{}; };
struct SetPrice {
  std::string option;                  // "1.5/3": criterion, and the option's number
  std::optional<std::int64_t> money{}, months{};   // of neither: the price is taken back, and the usual one holds
};
struct SavePlan {
  std::int64_t version = 0;            // of the dossier's plan as it was read; 0 = there was none
  int target = 0;
  std::string owner;
  Date starts{};
};
struct RemovePlan { std::int64_t version = 0; };

// How a step stands by the answers given last.
enum class Standing : std::uint8_t { open, done, not_comparable };   // the last: those answers are of another table
std::string_view name(Standing standing);
struct Followed {
  Plan plan;
  std::string by;                      // number of the dossier whose answers were looked at
  std::vector<Standing> steps;         // of plan.steps
};

// A dossier's ladder, and the plans of its product.
struct View {
  evaluation::OwnSheet own;
  const rulebooks::Rulebook* rulebook = nullptr;
  const rulebooks::Table* table = nullptr;
  rulebooks::Ladder ladder;
  std::vector<GivenPrice> prices;      // of this table
  std::optional<rulebooks::Counterpart> other;   // the table of the other decision, where it is certain
  std::optional<Followed> plan;        // the dossier's
  std::vector<Followed> others;        // of the product's other dossiers, the latest first
};
std::string path_of(DossierId dossier, std::string_view more = {});   // "/dossiers/{id}/ladder" and more

}  // namespace ocop::ladders
