// The two logs of the module as one list.
#include "modules/identity/store_audit.h"

#include "kernel/db/columns.h"

namespace ocop::identity::store {
namespace {

constexpr auto kTrace = db::columns<Trace>(
    db::column("t.id", &Trace::id), db::column("t.at", &Trace::at), db::column("t.who", &Trace::who),
    db::column("COALESCE(a.display_name, '')", &Trace::who_name), db::column("t.event", &Trace::event),
    db::column("t.account", &Trace::account), db::column("COALESCE(b.display_name, '')", &Trace::account_name),
    db::column("t.what", &Trace::what), db::column("t.detail", &Trace::detail));

constexpr lists::Sort kSorts[] = {{"at", "t.at", lists::Kept::integer, lists::Direction::descending}};
#define OCOP_KIND "CASE WHEN t.event < 0 THEN 'look' ELSE 'change' END"
// Ids come as text; of a look the text is what stands there, of an event the bytes are turned into it.
constexpr lists::Condition kConditions[] = {
    {.word = "kind", .sql = OCOP_KIND " = ?", .group = OCOP_KIND},
    {.word = "q", .sql = "instr(a.search_text, ?) > 0", .postgresql = "strpos(a.search_text, ?) > 0"},
    {.word = "who", .sql = "lower(hex(t.who)) = replace(?, '-', '')", .postgresql = "encode(t.who, 'hex') = replace(?, '-', '')"},
    {.word = "about",
     .sql = "(t.what = 'account:' || ? OR lower(hex(t.account)) = replace(?, '-', ''))",
     .postgresql = "(t.what = 'account:' || ? OR encode(t.account, 'hex') = replace(?, '-', ''))"},
    {.word = "since", .sql = "t.at >= ?", .kept = lists::Kept::integer},
    {.word = "until", .sql = "t.at < ?", .kept = lists::Kept::integer}};
#undef OCOP_KIND
constexpr lists::Source kTraces{
    .name = "identity.traces",
    .from = "FROM (SELECT id, at, actor AS who, kind AS event, account, '' AS what, detail FROM identity_event"
            " UNION ALL SELECT id, at, who, -1, NULL, what, '' FROM identity_personal_view) t"
            " LEFT JOIN identity_account a ON a.id = t.who LEFT JOIN identity_account b ON b.id = t.account",
    .columns = kTrace,
    .key = "t.id",
    .conditions = kConditions,
    .sorts = kSorts};

}  // namespace

lists::Rows<Trace> traces() { return {kTraces, kTrace}; }

}  // namespace ocop::identity::store
