#include <algorithm>
#include <array>
#include <map>

#include "kernel/json/json.h"
#include "modules/checks/messages.h"
#include "modules/checks/service.h"
#include "modules/checks/store.h"

// The plan of a year: its sample is proposed by risk and by lot, a person takes or leaves, and it is issued.
namespace ocop::checks {
namespace {

constexpr std::int64_t kYear = 365LL * 24 * 60 * 60 * 1'000;   // milliseconds
constexpr std::size_t kSeedBytes = 16;

Error absent(std::string_view what) { return Error::of(ErrorKind::not_found, std::string(what)); }
Error conflict(std::string_view expected, const Message& message) {
  return Error::of(ErrorKind::conflict, {"", "", std::string(expected), message, {}});
}

std::string new_seed(Random& random) {
  std::array<std::uint8_t, kSeedBytes> bytes{};
  random.fill(bytes);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const std::uint8_t byte : bytes) {
    out.push_back(kDigits[byte >> 4]);
    out.push_back(kDigits[byte & 15]);
  }
  return out;
}

std::string leaf_drawn(const Plan& plan, std::size_t among) {
  json::Writer out;
  out.begin_object().field("among", static_cast<std::int64_t>(among)).field("drawn_from", plan.drawn_from);
  out.field("seed", plan.seed).field("size", plan.size).end_object();
  return out.take();
}

}  // namespace

Scope planners(const Actor& actor) { return Scope::of(actor, {Role::provincial_body}); }

Result<Plan> Service::own_plan(db::Reader& reader, const Actor& actor, PlanId id) const {
  auto found = store::plan(reader, id);
  if (!found || !planners(actor).covers(found->province, {}, std::nullopt)) return absent("plan");
  return std::move(*found);
}

std::vector<rules::Candidate> Service::candidates(db::Reader& reader, const std::string& province, Instant now) const {
  std::vector<rules::Candidate> out;
  std::vector<ProducerId> makers;
  for (products::Starred::Star& star : parts_.starred.all(reader)) {
    if (star.province != province || star.last_day < vietnam_date(now)) continue;   // a star that lapsed has nothing to keep
    out.push_back({.product = star.id, .code = std::move(star.code), .name = std::move(star.name), .commune = std::move(star.commune),
                   .last_day = star.last_day});
    makers.push_back(star.producer);
  }
  std::map<ProductId, resolver::Reported::Count> reports;
  for (const auto& one : parts_.reported.reported(reader, province, {now.milliseconds - kYear})) reports[one.product] = one;
  std::map<ProductId, store::Last> checks;
  for (const auto& one : store::last_ones(reader, province)) checks[one.product] = one;
  std::map<ProducerId, Date> ended;
  for (const auto& one : parts_.producers.with_ended_papers(reader, makers, vietnam_date(now))) ended[one.producer] = one.expired;
  for (std::size_t i = 0; i < out.size(); ++i) {
    rules::Candidate& one = out[i];
    if (const auto at = reports.find(one.product); at != reports.end()) {
      one.open_reports = at->second.open;
      one.closed_reports = at->second.closed;
    }
    if (const auto at = checks.find(one.product); at != checks.end()) {
      one.checked = at->second.day;
      one.failed = at->second.failed > 0;
    }
    if (const auto at = ended.find(makers[i]); at != ended.end()) one.paper_ended = at->second;
  }
  return out;
}

Result<Plan> Service::make_plan(const Actor& actor, const MakePlan& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Plan> {
    const Scope scope = planners(actor);
    if (scope.provinces.empty()) return Error::of(ErrorKind::forbidden, "the OCOP body of a province makes its plan");
    OCOP_CHECK(rules::make_plan(input, act.today()));
    const auto among = candidates(act, scope.provinces.front(), act.now());
    if (among.empty()) return conflict("products with a star", msg::nothing_to_check);
    Plan plan{.id = act.new_id<PlanId>(), .province = scope.provinces.front(), .title = input.title, .first = input.first,
              .last = input.last, .who = input.who, .size = input.size, .seed = new_seed(parts_.random),
              .drawn_from = rules::drawn_from(among), .made = act.now(), .made_by = act.by()};
    std::vector<Sampled> sample;
    for (const rules::Picked& one : rules::pick(among, input.size, plan.seed, act.today())) {
      const rules::Candidate& product = among[one.index];
      sample.push_back({plan.id, product.product, product.name, product.commune, static_cast<std::int64_t>(sample.size()) + 1,
                        one.reasons.bits(), Taken::taken});
    }
    act.in_office({Role::provincial_body}, {plan.province, {}}, "check_plan.drawn", plan.title);
    plan.log_index = act.log(kDrawn, plan.id.text(), leaf_drawn(plan, among.size()));
    store::insert(act, plan, sample);
    return plan;
  });
}

Result<Plan> Service::change_sample(const Actor& actor, PlanId id, const ChangeSample& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Plan> {
    OCOP_TRY(plan, own_plan(act, actor, id));
    OCOP_CHECK(act::expect_version(input.version, plan.version, msg::changed_meanwhile));
    if (plan.state != PlanState::draft) return conflict("a draft", msg::plan_issued_already);
    const auto product = products::find(act, parts_.products, input.product);
    const Problem foreign{"product", {}, "a product of the province", msg::sample_product_unknown, {}};
    if (!product || product->province != plan.province) return Error::of(ErrorKind::invalid_input, foreign);
    const auto sample = store::sample(act, id);
    const auto known = std::ranges::find(sample, product->id, &Sampled::product);
    Sampled one = known != sample.end() ? *known
                                        : Sampled{id, product->id, product->name, product->commune,
                                                  static_cast<std::int64_t>(sample.size()) + 1, Reasons().add(Reason::chosen).bits()};
    if (known == sample.end() && sample.size() >= static_cast<std::size_t>(rules::kMostSize))
      return conflict("a smaller sample", msg::sample_too_large);
    one.taken = input.taken;
    if (!store::touch(act, plan)) return act::stale(input.version, {}, msg::changed_meanwhile);
    ++plan.version;
    store::put(act, one);
    return plan;
  });
}

Result<Plan> Service::issue(const Actor& actor, PlanId id, const IssuePlan& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Plan> {
    OCOP_TRY(plan, own_plan(act, actor, id));
    OCOP_CHECK(act::expect_version(input.version, plan.version, msg::changed_meanwhile));
    if (plan.state != PlanState::draft) return conflict("a draft", msg::plan_issued_already);
    const auto taken = std::ranges::count(store::sample(act, id), Taken::taken, &Sampled::taken);
    if (taken == 0) return conflict("a product that is taken", msg::nothing_taken);
    act.in_office({Role::provincial_body}, {plan.province, {}}, "check_plan.issued", plan.title);
    json::Writer out;
    out.begin_object().field("products", static_cast<std::int64_t>(taken)).end_object();
    plan.log_index = act.log(kIssued, id.text(), out.take());
    act.keeps(kSealedPlan, id);
    plan.state = PlanState::issued;
    plan.issued = act.now();
    plan.issued_by = act.by();
    if (!store::issue(act, plan)) return act::stale(input.version, {}, msg::changed_meanwhile);
    ++plan.version;
    return plan;
  });
}

Result<Service::ShownPlan> Service::plan(const Actor& actor, PlanId id) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<ShownPlan> {
    OCOP_TRY(plan, own_plan(reader, actor, id));
    ShownPlan shown{.plan = std::move(plan), .sample = store::sample(reader, id), .to_arrange = {}};
    std::vector<ProductId> taken;
    for (const Sampled& one : shown.sample)
      if (one.taken == Taken::taken) taken.push_back(one.product);
    const auto busy = store::with_one_under_way(reader, taken);
    for (const products::Product& product : parts_.products.by_ids(reader, taken))
      if (has_star_and_maker(product).ok() && std::ranges::find(busy, product.id) == busy.end()) shown.to_arrange.push_back(product.id);
    return shown;
  });
}

}  // namespace ocop::checks
