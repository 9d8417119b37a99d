#include "modules/resolver/store.h"

#include <algorithm>

namespace ocop::resolver::store {
namespace {

using db::Statement;

constexpr Statement kNextSerial{"resolver.next_serial",
                                "INSERT INTO resolver_serial (year, last) VALUES ($1, 1)"
                                " ON CONFLICT (year) DO UPDATE SET last = resolver_serial.last + 1 RETURNING last"};
constexpr Statement kInsert{"resolver.insert_report",
                            "INSERT INTO resolver_report (id, number, code, product, product_name, province, seen_where, what, contact,"
                            " reported, state, finding, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', '', 1)"};
constexpr Statement kClose{"resolver.close_report",
                           "UPDATE resolver_report SET state = 'closed', contact = '', finding = $1, closed = $2, closed_by = $3,"
                           " version = version + 1 WHERE id = $4 AND version = $5 AND state = 'open'"};
constexpr Statement kFind{"resolver.find_report",
                          "SELECT id, number, code, product, product_name, province, seen_where, what, contact, reported, state, finding,"
                          " closed, closed_by, version FROM resolver_report WHERE id = $1"};
constexpr Statement kListProvince{"resolver.list_reports_of_province",
                                  "SELECT id, number, code, product, product_name, province, seen_where, what, contact, reported, state,"
                                  " finding, closed, closed_by, version FROM resolver_report WHERE province = $1 AND state = $2"
                                  " ORDER BY reported DESC, id DESC LIMIT $3"};
constexpr Statement kListAll{"resolver.list_reports",
                             "SELECT id, number, code, product, product_name, province, seen_where, what, contact, reported, state,"
                             " finding, closed, closed_by, version FROM resolver_report WHERE state = $1"
                             " ORDER BY reported DESC, id DESC LIMIT $2"};

Report read_report(const db::Row& row) {
  Report out;
  out.id = row.id<ReportId>(0);
  out.number = row.string(1);
  out.code = row.string(2);
  out.product = row.optional_id<ProductId>(3);
  out.product_name = row.string(4);
  out.province = row.string(5);
  out.seen_where = row.string(6);
  out.what = row.string(7);
  out.contact = row.string(8);
  out.reported = row.instant(9);
  out.state = row.text(10) == "open" ? ReportState::open : ReportState::closed;
  out.finding = row.string(11);
  out.closed = row.optional_instant(12);
  out.closed_by = row.optional_id<AccountId>(13);
  out.version = row.integer(14);
  return out;
}

}  // namespace

std::int64_t next_serial(db::Transaction& transaction, int year) {
  return *transaction.first([](const db::Row& row) { return row.integer(0); }, kNextSerial, year);
}

void insert(db::Transaction& transaction, const Report& report) {
  transaction.execute(kInsert, report.id, report.number, report.code, report.product, report.product_name, report.province,
                      report.seen_where, report.what, report.contact, report.reported);
}

Closing close(db::Transaction& transaction, const Report& report, std::int64_t version) {
  const auto changed = transaction.execute(kClose, report.finding, report.closed, report.closed_by, report.id, version);
  return changed == 1 ? Closing::done : Closing::stale;
}

std::optional<Report> find(db::Reader& reader, const Scope& scope, ReportId id) {
  auto found = reader.first(read_report, kFind, id);
  if (found && !scope.covers(found->province, {}, std::nullopt)) return std::nullopt;
  return found;
}

std::vector<Report> list(db::Reader& reader, const Scope& scope, ReportState state) {
  if (scope.reach == Scope::Reach::nothing) return {};
  if (scope.reach == Scope::Reach::everything) return reader.all(read_report, kListAll, name(state), kMostListed);
  std::vector<Report> out;
  for (const std::string& province : scope.provinces) {
    auto some = reader.all(read_report, kListProvince, province, name(state), kMostListed);
    std::move(some.begin(), some.end(), std::back_inserter(out));
  }
  std::sort(out.begin(), out.end(), [](const Report& a, const Report& b) { return a.reported > b.reported; });
  return out;
}

}  // namespace ocop::resolver::store
