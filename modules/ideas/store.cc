#include "modules/ideas/store.h"

#include "kernel/db/columns.h"

namespace ocop::ideas::store {
namespace {

using db::Statement;

constexpr auto kOnce = db::columns<Idea>(db::column("id", &Idea::id), db::column("province", &Idea::province),
                                         db::column("commune", &Idea::commune), db::column("entered", &Idea::entered),
                                         db::column("version", &Idea::version));
constexpr auto kLater = db::columns<Idea>(
    db::column("producer", &Idea::producer), db::column("maker", &Idea::maker), db::column("kind", &Idea::kind),
    db::column("name", &Idea::name), db::column("material", &Idea::material), db::column("knowledge", &Idea::knowledge),
    db::column("product_set", &Idea::product_set), db::column("target", &Idea::target),
    db::column("results_before", &Idea::results_before), db::column("mentor", &Idea::mentor), db::column("sample", &Idea::sample),
    db::column("state", &Idea::state), db::column("ground", &Idea::ground), db::column("product", &Idea::product),
    db::column("dossier", &Idea::dossier), db::column("changed", &Idea::changed), db::column("changed_by", &Idea::changed_by));
constexpr auto kIdea = db::columns<Idea>(db::also(kOnce), db::also(kLater));
constexpr auto kStep = db::columns<Step>(db::column("id", &Step::id), db::column("idea", &Step::idea), db::column("words", &Step::words),
                                         db::column("due", &Step::due), db::column("done", &Step::done));
constexpr auto kForecast = db::columns<Forecast>(
    db::column("province", &Forecast::province), db::column("commune", &Forecast::commune),
    db::column("product_set", &Forecast::product_set), db::column("results_before", &Forecast::results_before),
    db::column("ideas", &Forecast::ideas), db::column("in_work", &Forecast::in_work));

constexpr Statement kInsert{"ideas.insert", "INSERT INTO ideas_idea ({columns}) VALUES ({arguments})", kIdea};
constexpr Statement kChange{"ideas.change",
                            "UPDATE ideas_idea SET {assignments}, version = version + 1 WHERE id = {+1} AND version = {+2}", kLater};
static_assert(static_cast<int>(State::in_work) == 2 && static_cast<int>(State::dossier) == 3);
constexpr Statement kTakeBack{"ideas.take_back",
                              "UPDATE ideas_idea SET state = 2, dossier = NULL, changed = $1, changed_by = $2, version = version + 1"
                              " WHERE dossier = $3 AND state = 3"};
constexpr Statement kFind{"ideas.find", "SELECT {columns} FROM ideas_idea WHERE id = $1", kIdea};
constexpr Statement kAny{"ideas.any_of", "SELECT id FROM ideas_idea WHERE producer = $1 LIMIT 1"};
constexpr Statement kOpen{"ideas.open_of_commune", "SELECT COUNT(*) FROM ideas_idea WHERE commune = $1 AND state < 3"};

constexpr Statement kSteps{"ideas.steps", "SELECT {columns} FROM ideas_step WHERE idea = $1 ORDER BY due, id", kStep};
constexpr Statement kInsertStep{"ideas.insert_step", "INSERT INTO ideas_step ({columns}) VALUES ({arguments})", kStep};
constexpr Statement kFinish{"ideas.finish_step", "UPDATE ideas_step SET done = $1 WHERE id = $2 AND idea = $3 AND done IS NULL"};
constexpr Statement kRemove{"ideas.remove_step", "DELETE FROM ideas_step WHERE id = $1 AND idea = $2"};
constexpr Statement kRemoveAll{"ideas.remove_steps", "DELETE FROM ideas_step WHERE idea = $1"};

constexpr lists::Condition kConditions[] = {
    {.word = "state", .sql = "state = ?", .kept = lists::Kept::integer, .group = "state"},
    {.word = "kind", .sql = "kind = ?", .kept = lists::Kept::integer},
    {.word = "round", .sql = "results_before = ?", .kept = lists::Kept::integer},
    {.word = "set", .sql = "product_set = ?"},
    {.word = "commune", .sql = "commune = ?"}};
constexpr lists::Sort kSorts[] = {{"changed", "changed", lists::Kept::integer, lists::Direction::descending},
                                  {"target", "COALESCE(target, 9999999)", lists::Kept::integer},
                                  {"commune", "commune"}};
constexpr lists::Source kIdeas{.name = "ideas.list",
                               .from = "FROM ideas_idea",
                               .columns = kIdea,
                               .key = "id",
                               .cover = {.province = "province", .commune = "commune", .producer = "producer"},
                               .conditions = kConditions,
                               .sorts = kSorts};

// What is registered or in work and has a target day: 1 and 2 are those states.
static_assert(static_cast<int>(State::registered) == 1 && static_cast<int>(State::in_work) == 2);
constexpr lists::Condition kForecastConditions[] = {
    {.word = "round", .sql = "f.results_before = ?", .kept = lists::Kept::integer},
    {.word = "set", .sql = "f.product_set = ?"},
    {.word = "commune", .sql = "f.commune = ?"}};
constexpr lists::Sort kForecastSorts[] = {{"round", "f.results_before", lists::Kept::integer},
                                          {"commune", "f.commune"},
                                          {"ideas", "f.ideas", lists::Kept::integer, lists::Direction::descending}};
constexpr lists::Source kForecasts{
    .name = "ideas.forecast",
    .from = "FROM (SELECT province, commune, product_set, results_before, COUNT(*) AS ideas,"
            " COUNT(CASE WHEN state = 2 THEN 1 END) AS in_work FROM ideas_idea WHERE state IN (1, 2) AND results_before IS NOT NULL"
            " GROUP BY province, commune, product_set, results_before) AS f",
    .columns = kForecast,
    .key = "f.commune || '/' || f.product_set || '/' || f.results_before",
    .key_kept = lists::Kept::text,
    .cover = {.province = "f.province", .commune = "f.commune"},
    .conditions = kForecastConditions,
    .sorts = kForecastSorts};

}  // namespace

void insert(db::Transaction& transaction, const Idea& idea) { transaction.send(kInsert, kIdea.of(idea)); }
bool change(db::Transaction& transaction, const Idea& idea) {
  return transaction.execute(kChange, kLater.of(idea), idea.id, idea.version) == 1;
}
void take_back(db::Transaction& transaction, DossierId dossier, AccountId by, Instant now) {
  transaction.send(kTakeBack, now, by, dossier);
}
std::optional<Idea> find(db::Reader& reader, const Scope& scope, IdeaId id) {
  auto found = reader.first(kIdea, kFind, id);
  if (found && !scope.covers(found->province, found->commune, found->producer)) return std::nullopt;
  return found;
}
bool any_of(db::Reader& reader, ProducerId producer) { return reader.first(db::value<IdeaId>, kAny, producer).has_value(); }
std::int64_t open_of_commune(db::Reader& reader, std::string_view commune) {
  return reader.first(db::value<std::int64_t>, kOpen, commune).value_or(0);
}
lists::Rows<Idea> ideas() { return {kIdeas, kIdea}; }
lists::Rows<Forecast> forecast() { return {kForecasts, kForecast}; }

std::vector<Step> steps(db::Reader& reader, IdeaId idea) { return reader.all(kStep, kSteps, idea); }
void insert(db::Transaction& transaction, const Step& step) { transaction.send(kInsertStep, kStep.of(step)); }
bool finish(db::Transaction& transaction, IdeaId idea, StepId step, Instant now) {
  return transaction.execute(kFinish, now, step, idea) == 1;
}
bool remove(db::Transaction& transaction, IdeaId idea, StepId step) { return transaction.execute(kRemove, step, idea) == 1; }
void remove_steps(db::Transaction& transaction, IdeaId idea) { transaction.send(kRemoveAll, idea); }

}  // namespace ocop::ideas::store
