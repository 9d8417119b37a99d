#pragma once
#include <vector>

#include "kernel/act/act.h"
#include "modules/checks/rules.h"
#include "modules/notices/notices.h"
#include "modules/places/places.h"
#include "modules/producers/producers.h"
#include "modules/products/products.h"
#include "modules/resolver/resolver.h"
#include "modules/rulebooks/rulebooks.h"
#include "modules/withdrawals/withdrawals.h"
#include "modules/work/work.h"

namespace ocop::checks {

std::vector<db::Migration> migrations();

// Checks: the offices of the place, the Ministry of five stars (article 9.4b), and the producer once it was told. Plans: the province
// alone.
// For lists: what the Ministry reads is found by the column of stars, as an assignee's rows are (store.cc).
Scope scope_of(const Actor& actor);
bool reads(const Actor& actor, const Check& check);      // the same of one
bool is_office(const Actor& actor, const Check& check);
Scope planners(const Actor& actor);

// Use cases. Thread-safe. What it was made with must outlive it.
class Service {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const HolidayCalendar& holidays;
    const products::Products& products;
    const products::Starred& starred;
    const producers::Producers& producers;
    const certificates::Certificates& certificates;
    const resolver::Reported& reported;
    const withdrawals::Proposals& proposals;
    const rulebooks::Library& library;
    const notices::Notices& notices;
    const places::Index& places;
  };
  explicit Service(Parts parts) : parts_(std::move(parts)), acts_(parts_.database, parts_.clock, parts_.random) {}
  const Parts& parts() const { return parts_; }
  Date today() const { return vietnam_date(parts_.clock.now()); }

  // ---- plans: the OCOP body of the province. not_found for another one's.
  // A draft with its sample: by risk and by lot among the province's products with a star. Error: conflict when it has none.
  Result<Plan> make_plan(const Actor& actor, const MakePlan& input);
  // A person takes a product into the sample or leaves it out. Errors: conflict: changed meanwhile, or issued; invalid_input on "product".
  Result<Plan> change_sample(const Actor& actor, PlanId id, const ChangeSample& input);
  Result<Plan> issue(const Actor& actor, PlanId id, const IssuePlan& input);   // conflict also when nothing is taken
  struct ShownPlan {
    Plan plan;
    std::vector<Sampled> sample;
    std::vector<ProductId> to_arrange;   // of the sample: arrange() would not refuse them today
  };
  Result<ShownPlan> plan(const Actor& actor, PlanId id) const;

  // ---- checks (rules::moves). Errors: of rules::check; conflict: changed meanwhile, or of the own producer; invalid_input.
  Result<products::Product> checkable(const Actor& actor, std::string_view product) const;   // what arrange() would be about
  Result<Check> arrange(const Actor& actor, std::string_view product, const Arrange& input);
  Result<Check> rearrange(const Actor& actor, CheckId id, const Rearrange& input);
  Result<Check> note(const Actor& actor, CheckId id, const Note& input);
  Result<Check> ask_to_mend(const Actor& actor, CheckId id, const AskToMend& input);
  Result<Check> hand_in(const Actor& actor, CheckId id, const HandIn& input);
  // not_met: a withdrawal is proposed in the same act (article 8.1); the star ends by a decision alone.
  Result<Check> conclude(const Actor& actor, CheckId id, const Conclude& input);
  Result<Check> cancel(const Actor& actor, CheckId id, const Cancel& input);

  // ---- reading
  struct Shown {
    Check check;
    std::vector<Finding> findings;
    std::string producer;
    const rulebooks::Table* table = nullptr;   // of the product's set; its criteria
  };
  Result<Shown> show(const Actor& actor, CheckId id) const;
  // What anybody may read of a product: its checks that were kept, as the log says them; the latest first.
  // `criteria`: how many were looked at; a check of the mark alone says nothing about them.
  struct Passed {
    Date day;
    Outcome outcome = Outcome::kept;
    std::int64_t criteria = 0;
    std::vector<Matter> matters;         // each once
    std::int64_t log_index = 0;
  };
  std::vector<Passed> passed(ProductId product) const;
  std::vector<Check> by_ids(std::span<const CheckId> ids) const;
  static std::vector<ProductId> held(db::Reader& reader, std::span<const ProductId> products);
  bool any_of(db::Reader& reader, ProducerId producer) const;

 private:
  Result<Plan> own_plan(db::Reader& reader, const Actor& actor, PlanId id) const;
  std::vector<rules::Candidate> candidates(db::Reader& reader, const std::string& province, Instant now) const;
  Result<Check> find(db::Reader& reader, const Actor& actor, CheckId id) const;
  static Result<void> has_star_and_maker(const products::Product& product);   // conflict: a check would be about no star
  Result<products::Product> of_province(db::Reader& reader, const Actor& actor, std::string_view product) const;
  Result<Check> at(act::Act& act, CheckId id, std::int64_t version, rules::Step step) const;
  Result<Check> keep(act::Act& act, Check check, rules::Step step) const;
  void log(act::Act& act, Check& check, rules::Step step) const;
  Result<void> hand_over(act::Act& act, Check& check, const Conclude& input, std::span<const Finding> findings) const;
  void put_work(act::Act& act, const Check& check) const;
  void tell(act::Act& act, const Check& check, rules::Step step) const;
  const rulebooks::Table* table_of(std::string_view product_set) const;

  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::checks
