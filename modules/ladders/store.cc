#include "modules/ladders/store.h"

#include <map>

#include "kernel/db/columns.h"
#include "modules/ladders/messages.h"

namespace ocop::ladders::store {
namespace {

using db::Statement;
using rulebooks::Price;

constexpr auto kAmount = db::columns<Price>(db::column("money", &Price::money), db::column("months", &Price::months));
constexpr auto kPrice = db::columns<GivenPrice>(db::column("criterion", &GivenPrice::criterion), db::column("option", &GivenPrice::option),
                                                db::nested(&GivenPrice::price, kAmount));
constexpr auto kFigures = db::columns<Plan>(
    db::column("number", &Plan::number), db::column("rulebook", &Plan::rulebook), db::column("product_set", &Plan::product_set),
    db::column("target", &Plan::target), db::column("points", &Plan::points), db::column("reached", &Plan::reached),
    db::column("owner", &Plan::owner), db::column("starts", &Plan::starts), db::column("saved_by", &Plan::saved_by),
    db::column("saved", &Plan::saved));
constexpr auto kPlan =
    db::columns<Plan>(db::column("id", &Plan::id), db::column("dossier", &Plan::dossier), db::column("product", &Plan::product),
                      db::also(kFigures), db::column("version", &Plan::version));
struct StepRow {
  PlanId plan;
  std::int64_t place = 0;
  Step step;
};
constexpr auto kStep = db::columns<Step>(
    db::column("criterion", &Step::criterion), db::column("from_option", &Step::from), db::column("to_option", &Step::to),
    db::column("points", &Step::points), db::column("for_floor", &Step::for_floor), db::nested(&Step::price, kAmount),
    db::column("total", &Step::total), db::column("stars", &Step::stars), db::column("due", &Step::due));
constexpr auto kStepRow = db::columns<StepRow>(db::column("plan", &StepRow::plan), db::column("place", &StepRow::place),
                                               db::nested(&StepRow::step, kStep));

constexpr Statement kPrices{"ladders.prices",
                            "SELECT {columns} FROM ladders_price WHERE product = $1 AND rulebook = $2 AND product_set = $3 "
                            "ORDER BY criterion, option",
                            kPrice};
constexpr Statement kSetPrice{"ladders.set_price",
                              "INSERT INTO ladders_price ({columns}, product, rulebook, product_set, set_by, set_at) "
                              "VALUES ({arguments}, {+1}, {+2}, {+3}, {+4}, {+5}) "
                              "ON CONFLICT (product, rulebook, product_set, criterion, option) DO UPDATE SET money = excluded.money, "
                              "months = excluded.months, set_by = excluded.set_by, set_at = excluded.set_at",
                              kPrice};
constexpr Statement kRemovePrice{"ladders.remove_price",
                                 "DELETE FROM ladders_price WHERE product = $1 AND rulebook = $2 AND product_set = $3 AND criterion = $4 "
                                 "AND option = $5"};
constexpr Statement kPlans{"ladders.plans", "SELECT {columns} FROM ladders_plan WHERE product = $1 ORDER BY saved DESC, id DESC", kPlan};
constexpr Statement kOfDossier{"ladders.plan", "SELECT {columns} FROM ladders_plan WHERE dossier = $1", kPlan};
constexpr Statement kInsert{"ladders.insert", "INSERT INTO ladders_plan ({columns}) VALUES ({arguments})", kPlan};
constexpr Statement kChange{"ladders.change",
                            "UPDATE ladders_plan SET {assignments}, version = version + 1 WHERE id = {+1} AND version = {+2}", kFigures};
constexpr Statement kRemove{"ladders.remove", "DELETE FROM ladders_plan WHERE id = $1"};
constexpr Statement kVersion{"ladders.version", "SELECT version FROM ladders_plan WHERE id = $1 {lock}"};
constexpr Statement kSteps{"ladders.steps", "SELECT {columns} FROM ladders_step WHERE plan IN {ids} ORDER BY plan, place", kStepRow};
constexpr Statement kInsertStep{"ladders.insert_step", "INSERT INTO ladders_step ({columns}) VALUES ({arguments})", kStepRow};
constexpr Statement kRemoveSteps{"ladders.remove_steps", "DELETE FROM ladders_step WHERE plan = $1"};

std::vector<Plan> with_steps(db::Reader& reader, std::vector<Plan> plans) {
  std::vector<PlanId> ids;
  std::map<PlanId, Plan*> at;
  for (Plan& plan : plans) {
    ids.push_back(plan.id);
    at[plan.id] = &plan;
  }
  if (!ids.empty())
    for (StepRow& row : reader.by_ids(kStepRow, kSteps, std::span<const PlanId>(ids)))
      at.at(row.plan)->steps.push_back(std::move(row.step));
  return plans;
}

void insert_steps(db::Transaction& transaction, const Plan& plan) {
  std::vector<StepRow> rows;
  for (const Step& step : plan.steps) rows.push_back({plan.id, std::ssize(rows), step});
  for (const StepRow& row : rows) transaction.send(kInsertStep, kStepRow.of(row));
}

}  // namespace

std::vector<GivenPrice> prices(db::Reader& reader, const Of& of) {
  return reader.all(kPrice, kPrices, of.product, of.rulebook, of.product_set);
}
void set_price(db::Transaction& transaction, const Of& of, const GivenPrice& price, AccountId by, Instant now) {
  transaction.send(kSetPrice, kPrice.of(price), of.product, of.rulebook, of.product_set, by, now);
}
void remove_price(db::Transaction& transaction, const Of& of, std::string_view criterion, int option) {
  transaction.send(kRemovePrice, of.product, of.rulebook, of.product_set, criterion, option);
}

std::vector<Plan> plans(db::Reader& reader, ProductId product) { return with_steps(reader, reader.all(kPlan, kPlans, product)); }
std::optional<Plan> plan(db::Reader& reader, DossierId dossier) {
  auto found = with_steps(reader, reader.all(kPlan, kOfDossier, dossier));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}
void insert(db::Transaction& transaction, const Plan& plan) {
  transaction.send(kInsert, kPlan.of(plan));
  insert_steps(transaction, plan);
}
bool change(db::Transaction& transaction, const Plan& plan) {
  if (transaction.execute(kChange, kFigures.of(plan), plan.id, plan.version) != 1) return false;
  transaction.send(kRemoveSteps, plan.id);
  insert_steps(transaction, plan);
  return true;
}
bool remove(db::Transaction& transaction, PlanId plan, std::int64_t version) {
  if (transaction.first(db::value<std::int64_t>, kVersion, plan) != version) return false;
  transaction.send(kRemoveSteps, plan);
  transaction.send(kRemove, plan);
  return true;
}

std::vector<personal::Holding> personal_holdings() {
  return {personal::answers("ladders_plan", "saved_by",
                            {"ladders.personal",
                             "SELECT saved AS at, owner AS words FROM ladders_plan WHERE saved_by = $1 ORDER BY saved, id"},
                            msg::held_plans),
          personal::answers("ladders_price", "set_by",
                            {"ladders.personal",
                             "SELECT set_at AS at FROM ladders_price WHERE set_by = $1 ORDER BY set_at, product, criterion, option"},
                            msg::held_prices)};
}

}  // namespace ocop::ladders::store
