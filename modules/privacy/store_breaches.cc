#include "modules/privacy/store_breaches.h"

#include "kernel/db/columns.h"
#include "modules/privacy/messages.h"

namespace ocop::privacy::store {
namespace {

using db::Statement;

constexpr auto kChanged = db::columns<Breach>(
    db::column("found", &Breach::found), db::column("found_by", &Breach::found_by), db::column("what", &Breach::what),
    db::column("data", &Breach::data), db::column("people", &Breach::people), db::column("done", &Breach::done),
    db::column("changed_by", &Breach::changed_by), db::column("notified", &Breach::notified), db::column("reference", &Breach::reference),
    db::column("told", &Breach::told), db::column("closed", &Breach::closed), db::column("outcome", &Breach::outcome),
    db::column("without", &Breach::without));
constexpr auto kBreach = db::columns<Breach>(db::column("id", &Breach::id), db::column("recorded", &Breach::recorded),
                                             db::column("recorded_by", &Breach::recorded_by), db::column("version", &Breach::version),
                                             db::also(kChanged));
constexpr Statement kInsert{"privacy.insert_breach", "INSERT INTO privacy_breach ({columns}) VALUES ({arguments})", kBreach};
constexpr Statement kChange{"privacy.change_breach",
                            "UPDATE privacy_breach SET {assignments}, version = version + 1 WHERE id = {+1} AND version = {+2}", kChanged};
constexpr Statement kFind{"privacy.find_breach", "SELECT {columns} FROM privacy_breach WHERE id = $1", kBreach};

#define OCOP_STATE "CASE WHEN closed IS NOT NULL THEN 'closed' WHEN notified IS NOT NULL THEN 'notified' ELSE 'open' END"
constexpr lists::Sort kSorts[] = {{"found", "found", lists::Kept::integer, lists::Direction::descending}};
constexpr lists::Condition kConditions[] = {{.word = "state", .sql = OCOP_STATE " = ?", .group = OCOP_STATE}};
constexpr lists::Source kBreaches{.name = "privacy.breaches",
                                  .from = "FROM privacy_breach",
                                  .columns = kBreach,
                                  .key = "id",
                                  .conditions = kConditions,
                                  .sorts = kSorts};

}  // namespace

void insert(db::Transaction& transaction, const Breach& breach) { transaction.send(kInsert, kBreach.of(breach)); }
bool change(db::Transaction& transaction, const Breach& breach) {
  return transaction.execute(kChange, kChanged.of(breach), breach.id, breach.version) == 1;
}
std::optional<Breach> find(db::Reader& reader, BreachId id) { return reader.first(kBreach, kFind, id); }
lists::Rows<Breach> breaches() { return {kBreaches, kBreach}; }

std::vector<personal::Holding> breach_holdings() {
  return {personal::answers("privacy_breach", "recorded_by",
                            {"privacy.personal_breach", "SELECT recorded AS at, what AS words FROM privacy_breach WHERE recorded_by = $1"
                                                        " ORDER BY recorded, id"},
                            msg::held_recorded_breaches),
          personal::answers("privacy_breach", "changed_by",
                            {"privacy.personal_breach_changed", "SELECT found AS at, what AS words FROM privacy_breach WHERE"
                                                                " changed_by = $1 ORDER BY recorded, id"},
                            msg::held_changed_breaches)};
}

}  // namespace ocop::privacy::store
