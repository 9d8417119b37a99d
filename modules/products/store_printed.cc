#include "modules/products/store_printed.h"

#include "kernel/db/columns.h"
#include "modules/products/store.h"

namespace ocop::products {
namespace {

constexpr auto kPrinted = db::columns<Standing>(
    db::column("basis", &Standing::basis), db::column("stars", &Standing::stars), db::column("decision", &Standing::decision),
    db::column("decided", &Standing::decided), db::column("decision_year", &Standing::year),
    db::column("valid_until", &Standing::valid_until), db::column("verified", &Standing::verified),
    db::column("withdrawn", &Standing::withdrawn), db::column("recognition", &Standing::recognition),
    db::column("source_url", &Standing::source_url), db::column("source_kind", &Standing::source_kind),
    db::column("certificate", &Standing::certificate));
#define OCOP_PRINTED                                                                                                          \
  "basis, stars, decision, decided, decision_year, valid_until, verified, withdrawn, recognition, source_url, source_kind," \
  " certificate"
constexpr db::Statement kKeep{"products.keep_printed",
                              "INSERT INTO products_printed (product, anew, " OCOP_PRINTED ") SELECT id, 0, " OCOP_PRINTED
                              " FROM products_product WHERE id = $1 AND basis = 1 ON CONFLICT (product) DO UPDATE SET anew = excluded.anew,"
                              " basis = excluded.basis, stars = excluded.stars, decision = excluded.decision, decided = excluded.decided,"
                              " decision_year = excluded.decision_year, valid_until = excluded.valid_until,"
                              " verified = excluded.verified, withdrawn = excluded.withdrawn, recognition = excluded.recognition,"
                              " source_url = excluded.source_url, source_kind = excluded.source_kind, certificate = excluded.certificate"};
constexpr db::Statement kSeen{"products.printed_seen", "UPDATE products_printed SET anew = 0 WHERE product = $1"};
// The same decision printed once more says nothing new.
constexpr db::Statement kPrintAnew{
    "products.print_anew",
    "UPDATE products_printed SET {assignments}, anew = CASE WHEN decision = {+1} AND stars = {+2} THEN anew ELSE 1 END"
    " WHERE product = {+3}",
    kPrinted};
constexpr db::Statement kFind{"products.printed", "SELECT {columns} FROM products_printed WHERE product = $1", kPrinted};

using ReportedDecision = Products::ReportedDecision;
constexpr auto kDecision = db::columns<ReportedDecision>(
    db::column("province", &ReportedDecision::province), db::column("decision", &ReportedDecision::decision),
    db::column("decided", &ReportedDecision::decided), db::column("decision_year", &ReportedDecision::year),
    db::column("products", &ReportedDecision::products));
// A product stands in one of the two: what is printed of it is in its row, or beside it once a decision was confirmed. Each half is grouped
// by itself, so that the question's province comes to its index; the few that are printed anew lead the second one (CROSS JOIN: in this
// order). With 20,000 products that wait a page is 3 ms; grouped together it was 50.
#define OCOP_DECISIONS                                                                                                 \
  "FROM (SELECT 'a' AS part, province, decision, decided, decision_year, COUNT(*) AS products FROM products_product"   \
  " WHERE basis = 1 AND decision <> '' AND merged_into IS NULL GROUP BY province, decision, decided, decision_year"    \
  " UNION ALL SELECT 'b' AS part, p.province, d.decision, d.decided, d.decision_year, COUNT(*) AS products"            \
  " FROM products_printed d CROSS JOIN products_product p WHERE d.anew = 1 AND d.decision <> '' AND p.id = d.product"  \
  " AND p.basis = 3 AND p.merged_into IS NULL GROUP BY p.province, d.decision, d.decided, d.decision_year) AS r"
constexpr lists::Sort kSorts[] = {{"products", "r.products", lists::Kept::integer, lists::Direction::descending},
                                  {"decided", "COALESCE(r.decided, 0)", lists::Kept::integer, lists::Direction::descending},
                                  {"decision", "r.decision"}};
constexpr lists::Source kDecisions{
    .name = "products.reported_decisions",
    .from = OCOP_DECISIONS,
    .columns = kDecision,
    .key = "r.part || r.province || '/' || r.decision || '/' || COALESCE(r.decided, 0) || '/' || COALESCE(r.decision_year, 0)",
    .key_kept = lists::Kept::text,
    .cover = {.province = "r.province"},
    .sorts = kSorts};
constexpr auto kSummed = db::columns<ReportedDecision>(
    db::column("r.province", &ReportedDecision::province), db::column("r.decision", &ReportedDecision::decision),
    db::column("r.decided", &ReportedDecision::decided), db::column("r.decision_year", &ReportedDecision::year),
    db::column("SUM(r.products)", &ReportedDecision::products));
constexpr db::Statement kOfProvince{"products.reported_of_province",
                                    "SELECT {columns} " OCOP_DECISIONS " WHERE r.province = $1 GROUP BY r.province, r.decision, r.decided,"
                                    " r.decision_year ORDER BY r.decision, r.decided NULLS FIRST",
                                    kSummed};

using Reported = Products::Reported;
constexpr auto kReported = db::columns<Reported>(
    db::column("id", &Reported::id), db::column("producer", &Reported::producer, db::kNullWhenEmpty), db::column("code", &Reported::code),
    db::column("name", &Reported::name), db::column("maker_name", &Reported::maker), db::column("decision", &Reported::decision),
    db::column("decided", &Reported::decided), db::column("decision_year", &Reported::year), db::column("stars", &Reported::stars));
#define OCOP_IS_OF(row) " AND p.province = $1 AND " row ".decision = $2 AND COALESCE(" row ".decided, 0) = $3 AND COALESCE(" row \
                        ".decision_year, 0) = $4"
constexpr db::Statement kOfDecision{
    "products.reported_of_decision",
    "SELECT {r.columns} FROM (SELECT p.id, p.producer, p.code, p.name, p.maker_name, p.decision, p.decided, p.decision_year, p.stars,"
    " p.sort_key FROM products_product p WHERE p.basis = 1 AND p.decision <> '' AND p.merged_into IS NULL" OCOP_IS_OF("p")
    " UNION ALL SELECT p.id, p.producer, p.code, p.name, p.maker_name, d.decision, d.decided, d.decision_year, d.stars, p.sort_key"
    " FROM products_printed d CROSS JOIN products_product p WHERE d.anew = 1 AND p.id = d.product AND p.basis = 3"
    " AND p.merged_into IS NULL" OCOP_IS_OF("d") ") AS r ORDER BY r.sort_key, r.id",
    kReported};

}  // namespace

lists::Rows<ReportedDecision> Store::reported_decisions() const { return {kDecisions, kDecision}; }

std::vector<ReportedDecision> Store::reported_decisions(db::Reader& reader, std::string_view province) const {
  return reader.all(kDecision, kOfProvince, province);
}

std::vector<Reported> Store::reported(db::Reader& reader, const ReportedDecision& decision) const {
  return reader.all(kReported, kOfDecision, decision.province, decision.decision, decision.decided.value_or(Date{}),
                    static_cast<std::int64_t>(decision.year.value_or(0)));
}

std::optional<Standing> Store::printed(db::Reader& reader, ProductId product) const { return reader.first(kPrinted, kFind, product); }

namespace printed_rows {

void keep(db::Transaction& transaction, ProductId product) {
  transaction.send(kKeep, product);
  transaction.send(kSeen, product);
}

void print_anew(db::Transaction& transaction, ProductId product, const Standing& printed) {
  transaction.send(kPrintAnew, kPrinted.of(printed), printed.decision, printed.stars, product);
}

}  // namespace printed_rows
}  // namespace ocop::products
