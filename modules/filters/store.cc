#include "modules/filters/store.h"

#include "kernel/db/columns.h"

namespace ocop::filters::store {
namespace {

using db::Statement;

constexpr auto kFilter = db::columns<SavedFilter>(
    db::column("id", &SavedFilter::id), db::column("account", &SavedFilter::account), db::column("list", &SavedFilter::list),
    db::column("place", &SavedFilter::place), db::column("name", &SavedFilter::name), db::column("query", &SavedFilter::query),
    db::column("created", &SavedFilter::created));

constexpr Statement kOfList{"filters.of_list",
                            "SELECT {columns} FROM filters_filter WHERE account = $1 AND list = $2 ORDER BY place", kFilter};
constexpr Statement kFind{"filters.find", "SELECT {columns} FROM filters_filter WHERE id = $1 AND account = $2", kFilter};
constexpr Statement kCount{"filters.count", "SELECT count(*) FROM filters_filter WHERE account = $1"};
constexpr Statement kInsert{"filters.insert",
                            "INSERT INTO filters_filter ({columns}) VALUES ({arguments}) ON CONFLICT DO NOTHING", kFilter};
constexpr Statement kRemove{"filters.remove", "DELETE FROM filters_filter WHERE id = $1 AND account = $2"};
constexpr Statement kAccounts{"filters.accounts", "SELECT DISTINCT account FROM filters_filter ORDER BY account"};
constexpr Statement kRemoveAll{"filters.remove_all", "DELETE FROM filters_filter WHERE account = $1"};

constexpr lists::Sort kSorts[] = {{"list", "list"},
                                  {"created", "created", lists::Kept::integer, lists::Direction::descending}};
constexpr lists::Condition kConditions[] = {{.word = "list", .sql = "list = ?"}};
constexpr lists::Source kFilters{.name = "filters.list", .from = "FROM filters_filter", .columns = kFilter, .key = "id",
                                 .cover = {.assignee = "account = ?"}, .conditions = kConditions, .sorts = kSorts};

}  // namespace

lists::Rows<SavedFilter> filters() { return {kFilters, kFilter}; }
std::vector<SavedFilter> of_list(db::Reader& reader, AccountId account, std::string_view list) {
  return reader.all(kFilter, kOfList, account, list);
}
std::optional<SavedFilter> find(db::Reader& reader, AccountId account, FilterId id) { return reader.first(kFilter, kFind, id, account); }
std::int64_t count(db::Reader& reader, AccountId account) {
  return reader.first(db::value<std::int64_t>, kCount, account).value_or(0);
}
bool insert(db::Transaction& transaction, const SavedFilter& filter) { return transaction.execute(kInsert, kFilter.of(filter)) == 1; }
bool remove(db::Transaction& transaction, AccountId account, FilterId id) { return transaction.execute(kRemove, id, account) == 1; }
std::vector<AccountId> accounts(db::Reader& reader) { return reader.all(db::value<AccountId>, kAccounts); }
void remove_all(db::Transaction& transaction, AccountId account) { transaction.execute(kRemoveAll, account); }

}  // namespace ocop::filters::store
