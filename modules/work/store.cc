#include "modules/work/store.h"

#include "kernel/db/columns.h"
#include "modules/work/migrations.h"

namespace ocop::work {
namespace {

constexpr auto kHolder = db::columns<Holder>(
    db::column("province", &Holder::province, db::kNullWhenEmpty), db::column("commune", &Holder::commune, db::kNullWhenEmpty),
    db::column("producer", &Holder::producer), db::column("account", &Holder::account), db::column("task", &Holder::task));
constexpr auto kEntry = db::columns<Entry>(
    db::nested(&Entry::holder, kHolder),
    db::column("state", &Entry::state, db::words(name, parse_state)), db::column("due", &Entry::due), db::column("since", &Entry::since));
constexpr auto kItem = db::columns<Item>(db::column("id", &Item::id), db::column("source", &Item::source),
                                         db::column("thing", &Item::thing), db::nested(&Item::entry, kEntry));

constexpr db::Statement kRemove{"work.remove", "DELETE FROM work_item WHERE source = $1 AND thing = $2"};
constexpr db::Statement kInsert{"work.insert", "INSERT INTO work_item ({columns}) VALUES {rows}", kItem};
constexpr db::Statement kEntries{"work.entries", "SELECT {columns} FROM work_item WHERE source = $1 AND thing = $2", kEntry};
constexpr db::Statement kAny{"work.any", "SELECT 1 FROM work_item WHERE source = $1 LIMIT 1"};

// Later than any legal term.
#define OCOP_NO_TERM "10000000"
constexpr lists::Sort kSorts[] = {{.word = "term",
                                   .column = "COALESCE(due, " OCOP_NO_TERM ")",
                                   .kept = lists::Kept::integer,
                                   .then = "CASE WHEN state = 'done' THEN -since ELSE since END",
                                   .then_kept = lists::Kept::integer},
                                  {"since", "since", lists::Kept::integer, lists::Direction::descending}};
#undef OCOP_NO_TERM
constexpr lists::Condition kConditions[] = {{.word = "state", .sql = "state = ?", .group = "state"}};
constexpr lists::Source kItems{
    .name = "work.items",
    .from = "FROM work_item",
    .columns = kItem,
    .key = "id",
    .cover = {.province = "province", .commune = "commune", .producer = "producer", .assignee = "account = ?", .task = "task"},
    .conditions = kConditions,
    .sorts = kSorts};

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

void put(act::Moment& act, std::string_view source, ThingId thing, std::span<const Entry> entries) {
  db::Transaction& transaction = act;
  transaction.send(kRemove, source, thing);
  std::vector<Item> items;
  for (const Entry& entry : entries) items.push_back({act.new_id<ItemId>(), std::string(source), thing, entry, {}});
  if (!items.empty()) transaction.insert_all(kInsert, kItem, std::span<const Item>(items));
}

std::vector<Entry> entries(db::Reader& reader, std::string_view source, ThingId thing) {
  return reader.all(kEntry, kEntries, source, thing);
}

bool any(db::Reader& reader, std::string_view source) { return reader.first(db::value<int>, kAny, source).has_value(); }

std::int64_t waiting(db::Reader& reader, const Scope& scope) { return store::waiting(reader, scope); }

namespace store {

lists::Rows<Item> items() { return {kItems, kItem}; }

std::int64_t waiting(db::Reader& reader, const Scope& scope) {
  lists::Question question;
  question.conditions.emplace_back(kItems.condition("state"), std::string(name(State::waiting)));
  return lists::count(reader, kItems, scope, question);
}

}  // namespace store
}  // namespace ocop::work
