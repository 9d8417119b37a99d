#include "modules/resolver/store.h"

#include "kernel/db/columns.h"

namespace ocop::resolver::store {
namespace {

using db::Statement;

constexpr db::Words<Origin, 3> kOrigin{{{Origin::visitor, "visitor"}, {Origin::burst, "burst"}, {Origin::spread, "spread"}}};
constexpr db::Words<ReportState, 2> kStates{{{ReportState::open, "open"}, {ReportState::closed, "closed"}}};
constexpr auto kReport = db::columns<Report>(
    db::column("id", &Report::id), db::column("number", &Report::number), db::column("code", &Report::code),
    db::column("product", &Report::product), db::column("product_name", &Report::product_name), db::column("province", &Report::province),
    db::column("seen_where", &Report::seen_where), db::column("what", &Report::what), db::column("contact", &Report::contact),
    db::column("reported", &Report::reported), db::column("state", &Report::state, kStates), db::column("finding", &Report::finding),
    db::column("closed", &Report::closed), db::column("closed_by", &Report::closed_by),
    db::column("origin", &Report::origin, kOrigin), db::column("version", &Report::version));

constexpr Statement kNextSerial{"resolver.next_serial",
                                "INSERT INTO resolver_serial (year, last) VALUES ($1, 1)"
                                " ON CONFLICT (year) DO UPDATE SET last = resolver_serial.last + 1 RETURNING last"};
constexpr Statement kHoldSerials{"resolver.hold_serials",
                                 "UPDATE resolver_serial SET last = last WHERE year = (SELECT max(year) FROM resolver_serial)"};
constexpr Statement kProvincesWithOpen{"resolver.provinces_with_open",
                                       "SELECT DISTINCT province FROM resolver_report WHERE state = 'open' ORDER BY province"};
constexpr Statement kInsert{"resolver.insert_report", "INSERT INTO resolver_report ({columns}) VALUES ({arguments})", kReport};
constexpr Statement kInsertCase{
    "resolver.insert_case", "INSERT INTO resolver_report ({columns}) VALUES ({arguments}) ON CONFLICT DO NOTHING", kReport};
constexpr Statement kCaseStands{"resolver.case_stands",
                                "SELECT id FROM resolver_report WHERE code = $1 AND origin = $2 AND (state = 'open' OR reported >= $3)"
                                " LIMIT 1"};
constexpr Statement kClose{"resolver.close_report",
                           "UPDATE resolver_report SET state = 'closed', contact = '', finding = $1, closed = $2, closed_by = $3,"
                           " version = version + 1 WHERE id = $4 AND version = $5 AND state = 'open'"};
constexpr auto kCount = db::columns<Reported::Count>(
    db::column("product", &Reported::Count::product), db::column("COUNT(CASE WHEN state = 'open' THEN 1 END)", &Reported::Count::open),
    db::column("COUNT(CASE WHEN state = 'closed' THEN 1 END)", &Reported::Count::closed));
constexpr Statement kReported{"resolver.reported",
                              "SELECT {columns} FROM resolver_report WHERE province = $1 AND product IS NOT NULL"
                              " AND (state = 'open' OR reported >= $2) GROUP BY product", kCount};
constexpr Statement kFind{"resolver.find_report", "SELECT {columns} FROM resolver_report WHERE id = $1", kReport};
// Words of /reports. The newest first, as they came.
constexpr lists::Condition kConditions[] = {{.word = "state", .sql = "state = ?", .group = "state"},
                                            {.word = "since", .sql = "reported >= ?", .kept = lists::Kept::integer}};
constexpr lists::Sort kSorts[] = {{"reported", "reported", lists::Kept::integer, lists::Direction::descending}, {"number", "number"}};
constexpr lists::Source kReports{.name = "resolver.reports", .from = "FROM resolver_report", .columns = kReport, .key = "id",
                                 .cover = {.province = "province"}, .conditions = kConditions, .sorts = kSorts};

}  // namespace

std::int64_t next_serial(db::Transaction& transaction, int year) {
  return *transaction.first(db::value<std::int64_t>, kNextSerial, year);
}

void hold_serials(db::Transaction& transaction) { transaction.execute(kHoldSerials); }

void insert(db::Transaction& transaction, const Report& report) {
  transaction.send(kInsert, kReport.of(report));
}

bool close(db::Transaction& transaction, const Report& report, std::int64_t version) {
  return transaction.execute(kClose, report.finding, report.closed, report.closed_by, report.id, version) == 1;
}

std::optional<Report> find(db::Reader& reader, const Scope& scope, ReportId id) {
  auto found = reader.first(kReport, kFind, id);
  if (found && !scope.covers(found->province, {}, std::nullopt)) return std::nullopt;
  return found;
}

bool insert_case(db::Transaction& transaction, const Report& report) { return transaction.execute(kInsertCase, kReport.of(report)) == 1; }

bool case_stands(db::Reader& reader, std::string_view code, Origin origin, Instant since) {
  return reader.first(db::value<ReportId>, kCaseStands, code, name(origin), since).has_value();
}

std::vector<Reported::Count> reported(db::Reader& reader, std::string_view province, Instant since) {
  return reader.all(kCount, kReported, province, since);
}
lists::Rows<Report> reports() { return {kReports, kReport}; }

lists::Page<Report> oldest_open(db::Reader& reader, std::string_view province) {
  Scope scope;
  scope.reach = Scope::Reach::listed;
  scope.provinces = {std::string(province)};
  return lists::page(reader, kReports, kReport, scope, {.conditions = {{kReports.condition("state"), std::string("open")}}, .limit = 1});
}

std::vector<std::string> provinces_with_open(db::Reader& reader) { return reader.all(db::value<std::string>, kProvincesWithOpen); }

}  // namespace ocop::resolver::store
