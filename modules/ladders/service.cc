#include "modules/ladders/service.h"

#include "modules/ladders/messages.h"
#include "modules/ladders/migrations.h"
#include "modules/ladders/rules.h"
#include "modules/ladders/store.h"

namespace ocop::ladders {
namespace {

Error absent(DossierId dossier) { return Error::of(ErrorKind::not_found, "ladder of dossier " + dossier.text()); }
Scope scope_of(const Actor& actor) { return Scope::for_task(actor, Task::dossiers); }
store::Of of(const evaluation::OwnSheet& own) { return {own.product, own.rulebook, own.product_set}; }

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

const rulebooks::Table* Service::table_of(std::string_view rulebook, std::string_view product_set) const {
  const rulebooks::Rulebook* found = parts_.library.find(rulebook);
  return found ? found->find(product_set) : nullptr;
}

Result<View> Service::read(db::Reader& reader, const Actor& actor, DossierId dossier, std::optional<int> target) const {
  const Scope scope = scope_of(actor);
  auto own = parts_.evaluation.own_sheet(reader, scope, dossier);
  if (!own) return absent(dossier);
  View out;
  out.own = std::move(*own);
  out.rulebook = parts_.library.find(out.own.rulebook);
  out.table = table_of(out.own.rulebook, out.own.product_set);
  if (!out.table) return Error::of(ErrorKind::internal, "unknown table " + out.own.product_set);
  out.other = rulebooks::counterpart(parts_.library, *out.table);
  out.prices = store::prices(reader, of(out.own));
  // The answers that were given last, of whichever dossier.
  const std::vector<evaluation::OwnSheet> sheets = parts_.evaluation.own_sheets(reader, scope, out.own.product);
  const evaluation::OwnSheet& latest = sheets.empty() ? out.own : sheets.front();
  for (Plan& plan : store::plans(reader, out.own.product)) {
    const rulebooks::Table* table = table_of(plan.rulebook, plan.product_set);
    const bool is_own = plan.dossier == dossier;
    Followed followed = rules::follow(std::move(plan), latest, table);
    if (is_own) out.plan = std::move(followed);
    else out.others.push_back(std::move(followed));
  }
  OCOP_TRY(now, rulebooks::score(*out.rulebook, *out.table, {&out.own.sheet, 1}, {}));
  const std::optional<Plan> plan = out.plan ? std::optional(out.plan->plan) : std::nullopt;
  const int star = target.value_or(rules::usual_target(now.stars, plan));
  if (star < rulebooks::kLeastRecognised || star > rulebooks::kMostStars)
    return Error::of(ErrorKind::invalid_input, Problem{"target", std::to_string(star), "3..5", msg::target_is_recognised, {}});
  OCOP_TRY(way, rulebooks::ladder(*out.rulebook, *out.table, out.own.sheet,
                                  {.target = star, .prices = rules::prices_of(*out.table, out.prices)}));
  out.ladder = std::move(way);
  return out;
}

Result<View> Service::view(const Actor& actor, DossierId dossier, std::optional<int> target) const {
  return parts_.database.read([&](db::Reader& reader) { return read(reader, actor, dossier, target); });
}

Result<void> Service::set_price(const Actor& actor, DossierId dossier, const SetPrice& ask) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    const auto own = parts_.evaluation.own_sheet(act, scope_of(act.actor()), dossier);
    const rulebooks::Table* table = own ? table_of(own->rulebook, own->product_set) : nullptr;
    if (!table || !parts_.products.hold(act, own->product)) return absent(dossier);
    OCOP_TRY(place, rules::read_option(*table, ask.option));
    if (!ask.money && !ask.months) {
      store::remove_price(act, of(*own), place.criterion, place.option);
    } else {
      const rulebooks::Price price{ask.money.value_or(rulebooks::kUsualPrice.money), ask.months.value_or(rulebooks::kUsualPrice.months)};
      store::set_price(act, of(*own), {place.criterion, place.option, price}, act.by(), act.now());
    }
    act.for_producer(own->producer, "ladder.changed", own->product_name);
    return {};
  });
}

Result<std::int64_t> Service::save_plan(const Actor& actor, DossierId dossier, const SavePlan& ask) {
  return acts_.run(actor, [&](act::Act& act) -> Result<std::int64_t> {
    OCOP_TRY(seen, read(act, act.actor(), dossier, ask.target));
    if (!parts_.products.hold(act, seen.own.product)) return absent(dossier);
    const std::optional<Plan> before = store::plan(act, dossier);
    OCOP_CHECK(act::expect_version(ask.version, before ? before->version : 0, msg::plan_changed));
    OCOP_TRY(plan, rules::plan_of(seen.own, *seen.table, seen.ladder, ask, act.today()));
    plan.saved_by = act.by();
    plan.saved = act.now();
    act.for_producer(seen.own.producer, "ladder.changed", seen.own.product_name);
    if (!before) {
      plan.id = act.new_id<PlanId>();
      store::insert(act, plan);
      return plan.version;
    }
    plan.id = before->id;
    plan.version = before->version;
    if (!store::change(act, plan)) return act::stale(ask.version, {}, msg::plan_changed);
    return plan.version + 1;
  });
}

Result<void> Service::remove_plan(const Actor& actor, DossierId dossier, std::int64_t version) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    const auto own = parts_.evaluation.own_sheet(act, scope_of(act.actor()), dossier);
    if (!own || !parts_.products.hold(act, own->product)) return absent(dossier);
    const std::optional<Plan> before = store::plan(act, dossier);
    if (!before) return absent(dossier);
    OCOP_CHECK(act::expect_version(version, before->version, msg::plan_changed));
    if (!store::remove(act, before->id, version)) return act::stale(version, {}, msg::plan_changed);
    act.for_producer(own->producer, "ladder.changed", own->product_name);
    return {};
  });
}

void Service::dropped(act::Act& act, DossierId dossier) const {
  if (const std::optional<Plan> plan = store::plan(act, dossier); plan && parts_.products.hold(act, plan->product))
    (void)store::remove(act, plan->id, store::plan(act, dossier)->version);   // held: nobody changes it meanwhile
}

}  // namespace ocop::ladders
