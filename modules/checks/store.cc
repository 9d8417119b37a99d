#include "modules/checks/store.h"

#include "kernel/db/columns.h"
#include "modules/checks/messages.h"

namespace ocop::checks::store {
namespace {

using db::Statement;

constexpr auto kPlan = db::columns<Plan>(
    db::column("id", &Plan::id), db::column("province", &Plan::province), db::column("title", &Plan::title),
    db::column("first", &Plan::first), db::column("last", &Plan::last), db::column("who", &Plan::who), db::column("size", &Plan::size),
    db::column("seed", &Plan::seed), db::column("drawn_from", &Plan::drawn_from), db::column("state", &Plan::state),
    db::column("made", &Plan::made), db::column("made_by", &Plan::made_by), db::column("issued", &Plan::issued),
    db::column("issued_by", &Plan::issued_by), db::column("log_index", &Plan::log_index), db::column("version", &Plan::version));
constexpr auto kSampled = db::columns<Sampled>(
    db::column("plan", &Sampled::plan), db::column("product", &Sampled::product), db::column("product_name", &Sampled::product_name),
    db::column("commune", &Sampled::commune), db::column("place", &Sampled::place), db::column("reasons", &Sampled::reasons),
    db::column("taken", &Sampled::taken));
constexpr auto kMovedBy = db::columns<Check>(
    db::column("day", &Check::day), db::column("inspectors", &Check::inspectors), db::column("reason", &Check::reason),
    db::column("state", &Check::state), db::column("mend_by", &Check::mend_by), db::column("mend", &Check::mend),
    db::column("evidence", &Check::evidence), db::column("handed_in", &Check::handed_in),
    db::column("handed_in_by", &Check::handed_in_by), db::column("conclusion", &Check::conclusion), db::column("ended", &Check::ended),
    db::column("ended_by", &Check::ended_by), db::column("proposal", &Check::proposal), db::column("told", &Check::told),
    db::column("log_index", &Check::log_index));
constexpr auto kArranged = db::columns<Check>(
    db::column("id", &Check::id), db::column("plan", &Check::plan), db::column("province", &Check::province),
    db::column("commune", &Check::commune), db::column("product", &Check::product), db::column("producer", &Check::producer),
    db::column("product_name", &Check::product_name), db::column("code", &Check::code), db::column("stars", &Check::stars),
    db::column("kind", &Check::kind),
    db::column("made", &Check::made), db::column("made_by", &Check::made_by), db::column("version", &Check::version));
constexpr auto kCheck = db::columns<Check>(db::also(kArranged), db::also(kMovedBy));
constexpr auto kFinding = db::columns<Finding>(
    db::column("of_check", &Finding::check), db::column("matter", &Finding::matter), db::column("criterion", &Finding::criterion),
    db::column("verdict", &Finding::verdict), db::column("words", &Finding::words), db::column("noted", &Finding::noted),
    db::column("noted_by", &Finding::noted_by));
constexpr auto kLast = db::columns<Last>(db::column("product", &Last::product), db::column("MAX(day)", &Last::day),
                                         db::column("COUNT(CASE WHEN state IN (5, 6) THEN 1 END)", &Last::failed));

constexpr Statement kInsertPlan{"checks.insert_plan", "INSERT INTO checks_plan ({columns}) VALUES ({arguments})", kPlan};
constexpr Statement kInsertSample{"checks.insert_sample", "INSERT INTO checks_sample ({columns}) VALUES {rows}", kSampled};
constexpr Statement kTouch{"checks.touch_plan",
                           "UPDATE checks_plan SET version = version + 1 WHERE id = $1 AND version = $2 AND state = 0"};
constexpr Statement kIssue{"checks.issue_plan",
                           "UPDATE checks_plan SET state = 1, issued = $1, issued_by = $2, log_index = $3, version = version + 1"
                           " WHERE id = $4 AND version = $5"};
constexpr Statement kRemoveSampled{"checks.remove_sampled", "DELETE FROM checks_sample WHERE plan = $1 AND product = $2"};
constexpr Statement kInsertSampled{"checks.insert_sampled", "INSERT INTO checks_sample ({columns}) VALUES ({arguments})", kSampled};
constexpr Statement kFindPlan{"checks.plan", "SELECT {columns} FROM checks_plan WHERE id = $1", kPlan};
constexpr Statement kSample{"checks.sample", "SELECT {columns} FROM checks_sample WHERE plan = $1 ORDER BY place, product", kSampled};
constexpr Statement kPlanOf{"checks.plan_of",
                            "SELECT p.id FROM checks_plan p JOIN checks_sample s ON s.plan = p.id WHERE p.province = $1 AND p.state = 1"
                            " AND s.product = $2 AND s.taken = 1 AND p.first <= $3 AND p.last >= $3 ORDER BY p.first DESC, p.id LIMIT 1"};

constexpr Statement kInsert{"checks.insert", "INSERT INTO checks_check ({columns}) VALUES ({arguments})", kCheck};
constexpr Statement kChange{"checks.change",
                            "UPDATE checks_check SET {assignments}, version = version + 1 WHERE id = {+1} AND version = {+2}", kMovedBy};
constexpr Statement kRemoveFinding{"checks.remove_finding",
                                   "DELETE FROM checks_finding WHERE of_check = $1 AND matter = $2 AND criterion = $3"};
constexpr Statement kInsertFinding{"checks.insert_finding", "INSERT INTO checks_finding ({columns}) VALUES ({arguments})", kFinding};
constexpr Statement kFind{"checks.find", "SELECT {columns} FROM checks_check WHERE id = $1", kCheck};
constexpr Statement kByIds{"checks.by_ids", "SELECT {columns} FROM checks_check WHERE id IN {ids}", kCheck};
constexpr Statement kFindings{"checks.findings", "SELECT {columns} FROM checks_finding WHERE of_check = $1 ORDER BY matter, criterion",
                              kFinding};
constexpr Statement kUnderWay{"checks.under_way", "SELECT 1 FROM checks_check WHERE product = $1 AND state < 4 LIMIT 1"};
constexpr Statement kWithOneUnderWay{"checks.with_one_under_way",
                                     "SELECT DISTINCT product FROM checks_check WHERE state < 4 AND product IN {ids}"};
constexpr Statement kOfProduct{"checks.of_product", "SELECT {columns} FROM checks_check WHERE product = $1 ORDER BY day DESC, id DESC",
                               kCheck};
constexpr Statement kLastOnes{"checks.last_ones",
                              "SELECT {columns} FROM checks_check WHERE province = $1 AND state IN (4, 5, 6) GROUP BY product", kLast};
constexpr Statement kHeld{"checks.held", "SELECT DISTINCT product FROM checks_check WHERE product IN {ids}"};
constexpr Statement kHeldBySamples{"checks.held_by_samples", "SELECT DISTINCT product FROM checks_sample WHERE product IN {ids}"};
constexpr Statement kAny{"checks.any_of", "SELECT 1 FROM checks_check WHERE producer = $1 LIMIT 1"};

constexpr lists::Condition kConditions[] = {{.word = "state", .sql = "state = ?", .kept = lists::Kept::integer, .group = "state"},
                                            {.word = "kind", .sql = "kind = ?", .kept = lists::Kept::integer, .group = "kind"}};
constexpr lists::Sort kSorts[] = {{"day", "day", lists::Kept::integer, lists::Direction::descending}};
constexpr lists::Source kChecks{.name = "checks.list", .from = "FROM checks_check", .columns = kCheck, .key = "id",
                                .cover = {.province = "province", .commune = "commune", .producer = "told",
                                          .assignee = "(stars = 5 AND made_by <> ?)"},   // the Ministry: service.h, scope_of
                                .conditions = kConditions, .sorts = kSorts};
constexpr lists::Sort kPlanSorts[] = {{"first", "first", lists::Kept::integer, lists::Direction::descending}};
constexpr lists::Source kPlans{.name = "checks.plans", .from = "FROM checks_plan", .columns = kPlan, .key = "id",
                               .cover = {.province = "province"}, .sorts = kPlanSorts};

}  // namespace

void insert(db::Transaction& transaction, const Plan& plan, std::span<const Sampled> sample) {
  transaction.send(kInsertPlan, kPlan.of(plan));
  if (!sample.empty()) transaction.insert_all(kInsertSample, kSampled, sample);
}
bool touch(db::Transaction& transaction, const Plan& plan) { return transaction.execute(kTouch, plan.id, plan.version) == 1; }
bool issue(db::Transaction& transaction, const Plan& plan) {
  return transaction.execute(kIssue, plan.issued, plan.issued_by, plan.log_index, plan.id, plan.version) == 1;
}
void put(db::Transaction& transaction, const Sampled& one) {
  transaction.send(kRemoveSampled, one.plan, one.product);
  transaction.send(kInsertSampled, kSampled.of(one));
}
std::optional<Plan> plan(db::Reader& reader, PlanId id) { return reader.first(kPlan, kFindPlan, id); }
std::vector<Sampled> sample(db::Reader& reader, PlanId plan) { return reader.all(kSampled, kSample, plan); }
std::optional<PlanId> plan_of(db::Reader& reader, std::string_view province, ProductId product, Date day) {
  return reader.first(db::value<PlanId>, kPlanOf, province, product, day);
}
lists::Rows<Plan> plans() { return {kPlans, kPlan}; }

void insert(db::Transaction& transaction, const Check& check) { transaction.send(kInsert, kCheck.of(check)); }
bool change(db::Transaction& transaction, const Check& check) {
  return transaction.execute(kChange, kMovedBy.of(check), check.id, check.version) == 1;
}
void put(db::Transaction& transaction, const Finding& finding) {
  transaction.send(kRemoveFinding, finding.check, static_cast<std::int64_t>(finding.matter), finding.criterion);
  transaction.send(kInsertFinding, kFinding.of(finding));
}
std::optional<Check> find(db::Reader& reader, CheckId id) { return reader.first(kCheck, kFind, id); }
std::vector<Check> by_ids(db::Reader& reader, std::span<const CheckId> ids) { return reader.by_ids(kCheck, kByIds, ids); }
std::vector<Finding> findings(db::Reader& reader, CheckId check) { return reader.all(kFinding, kFindings, check); }
bool is_under_way(db::Reader& reader, ProductId product) { return reader.first(db::value<int>, kUnderWay, product).has_value(); }
std::vector<ProductId> with_one_under_way(db::Reader& reader, std::span<const ProductId> products) {
  return reader.by_ids(db::value<ProductId>, kWithOneUnderWay, products);
}
std::vector<Check> of_product(db::Reader& reader, ProductId product) { return reader.all(kCheck, kOfProduct, product); }
std::vector<Last> last_ones(db::Reader& reader, std::string_view province) { return reader.all(kLast, kLastOnes, province); }
std::vector<ProductId> held(db::Reader& reader, std::span<const ProductId> products) {
  auto out = reader.by_ids(db::value<ProductId>, kHeld, products);
  for (const ProductId one : reader.by_ids(db::value<ProductId>, kHeldBySamples, products)) out.push_back(one);
  return out;
}
bool any_of(db::Reader& reader, ProducerId producer) { return reader.first(db::value<int>, kAny, producer).has_value(); }
lists::Rows<Check> checks() { return {kChecks, kCheck}; }

std::vector<personal::Holding> personal_holdings() {
  return {
      personal::answers("checks_plan", "made_by",
                        {"checks.personal", "SELECT made AS at, title AS name FROM checks_plan WHERE made_by = $1 ORDER BY made, id"},
                        msg::held_plans),
      personal::answers("checks_plan", "issued_by",
                        {"checks.personal", "SELECT issued AS at, title AS name FROM checks_plan WHERE issued_by = $1 ORDER BY issued, id"},
                        msg::held_issued_plans),
      personal::answers("checks_check", "made_by",
                        {"checks.personal", "SELECT made AS at, producer FROM checks_check WHERE made_by = $1 ORDER BY made, id"},
                        msg::held_checks),
      personal::answers("checks_check", "ended_by",
                        {"checks.personal", "SELECT ended AS at, producer FROM checks_check WHERE ended_by = $1 ORDER BY ended, id"},
                        msg::held_ended_checks),
      personal::answers("checks_check", "handed_in_by",
                        {"checks.personal",
                         "SELECT handed_in AS at, producer, evidence AS words FROM checks_check WHERE handed_in_by = $1 ORDER BY"
                         " handed_in, id"},
                        msg::held_evidence),
      personal::answers("checks_finding", "noted_by",
                        {"checks.personal", "SELECT noted AS at, words FROM checks_finding WHERE noted_by = $1 ORDER BY noted, of_check"},
                        msg::held_findings)};
}

}  // namespace ocop::checks::store
