#include "modules/certificates/store.h"

#include "kernel/access/centre.h"
#include "modules/certificates/store_columns.h"

namespace ocop::certificates::store {
namespace {

constexpr db::Statement kInsertDecision{
    "certificates.insert_decision",
    "INSERT INTO certificates_decision ({columns}) VALUES ({arguments}) ON CONFLICT (dossier) DO NOTHING", kDecisionRow};
constexpr db::Statement kDecision{"certificates.decision", "SELECT {columns} FROM certificates_decision WHERE dossier = $1", kDecisionRow};
constexpr db::Statement kNextSerial{
    "certificates.next_serial",
    "INSERT INTO certificates_serial (province, year, last) VALUES ($1, $2, 1) "
    "ON CONFLICT (province, year) DO UPDATE SET last = certificates_serial.last + 1 RETURNING last"};
constexpr db::Statement kInsertCertificate{
    "certificates.insert_certificate", "INSERT INTO certificates_certificate ({columns}, year) VALUES ({arguments}, {+1})", kStored};
constexpr db::Statement kInsertWithdrawal{
    "certificates.insert_withdrawal",
    "INSERT INTO certificates_withdrawal ({columns}, certificate) VALUES ({arguments}, {+1}) ON CONFLICT (certificate) DO NOTHING",
    kWithdrawal};

#define OCOP_SELECT_ISSUED \
  "SELECT {columns} FROM certificates_certificate c LEFT JOIN certificates_withdrawal w ON w.certificate = c.id "
constexpr db::Statement kById{"certificates.by_id", OCOP_SELECT_ISSUED "WHERE c.id = $1", kIssued};
constexpr db::Statement kByNumber{"certificates.by_number", OCOP_SELECT_ISSUED "WHERE c.number = $1", kIssued};
constexpr db::Statement kByDossier{"certificates.by_dossier", OCOP_SELECT_ISSUED "WHERE c.dossier = $1", kIssued};
constexpr db::Statement kOfProduct{"certificates.of_product",
                                   OCOP_SELECT_ISSUED "WHERE c.product = $1 ORDER BY c.issued DESC, c.number DESC", kIssued};
constexpr db::Statement kFirst{"certificates.first", OCOP_SELECT_ISSUED "ORDER BY c.id LIMIT $1", kIssued};
constexpr db::Statement kAfter{"certificates.after", OCOP_SELECT_ISSUED "WHERE c.id > $1 ORDER BY c.id LIMIT $2", kIssued};

#undef OCOP_SELECT_ISSUED

// A newer certificate of the product was logged; a renewal is under way and its 180 days are not over (life.h).
#define OCOP_REPLACED "EXISTS (SELECT 1 FROM certificates_certificate n WHERE n.product = c.product AND n.log_index > c.log_index)"
#define OCOP_EXTENDED                                                                                                          \
  "(c.valid_until >= ? - 180 AND EXISTS (SELECT 1 FROM certificates_extended e WHERE e.product = c.product AND e.valid_until = " \
  "c.valid_until))"
// Words of /certificates. How one stands depends on the day: "validity" is put together from those behind "stars" (lists.cc).
constexpr lists::Condition kConditions[] = {{.word = "province", .sql = "c.province = ?", .group = "c.province"},
                                            {.word = "stars", .sql = "c.stars = ?", .kept = lists::Kept::integer, .group = "c.stars"},
                                            {.word = "withdrawn", .sql = "w.certificate IS NOT NULL"},
                                            {.word = "standing", .sql = "w.certificate IS NULL"},
                                            {.word = "newest", .sql = "NOT " OCOP_REPLACED},
                                            {.word = "lapsed",
                                             .sql = "(" OCOP_REPLACED " OR (c.valid_until < ? AND NOT " OCOP_EXTENDED "))",
                                             .kept = lists::Kept::integer},
                                            {.word = "extended", .sql = "c.valid_until < ? AND " OCOP_EXTENDED,
                                             .kept = lists::Kept::integer},
                                            {.word = "ends_before", .sql = "c.valid_until < ?", .kept = lists::Kept::integer},
                                            {.word = "ends_from", .sql = "c.valid_until >= ?", .kept = lists::Kept::integer}};
constexpr lists::Sort kSorts[] = {{"issued", "c.issued", lists::Kept::integer, lists::Direction::descending},
                                  {"number", "c.number"},
                                  {"valid_until", "c.valid_until", lists::Kept::integer}};
constexpr lists::Source kList{.name = "certificates.list",
                              .from = "FROM certificates_certificate c LEFT JOIN certificates_withdrawal w ON w.certificate = c.id",
                              .columns = kIssued, .key = "c.number", .key_kept = lists::Kept::text, .cover = {.province = "c.province"},
                              .conditions = kConditions, .sorts = kSorts};
constexpr lists::Condition kAwardedConditions[] = {{.word = "province", .sql = "c.province = ?"},
                                                   {.word = "set", .sql = "c.product_set = ?"}};
constexpr lists::Sort kAwardedSorts[] = {{"issued", "c.issued", lists::Kept::integer, lists::Direction::descending}};
constexpr lists::Source kAwarded{.name = "certificates.awarded",
                                 .from = "FROM certificates_certificate c LEFT JOIN certificates_withdrawal w ON w.certificate = c.id",
                                 .columns = kIssued, .key = "c.number", .key_kept = lists::Kept::text, .cover = {.province = "c.province"},
                                 .conditions = kAwardedConditions, .sorts = kAwardedSorts};

}  // namespace

Decision as_kept(Decision decision) {
  if (is_centre(decision.province) && decision.outcome == Outcome::recognised) decision.outcome = Outcome::forwarded_to_ministry;
  return decision;
}

Decision read_decision(const db::Row& row) {
  Decision out = kDecisionRow(row);
  if (is_centre(out.province) && out.outcome == Outcome::forwarded_to_ministry) out.outcome = Outcome::recognised;
  return out;
}

Issued read_issued(const db::Row& row) {
  Issued out = kIssued(row);
  if (out.withdrawal) {
    out.certificate.state = State::withdrawn;
    out.certificate.withdrawn = out.withdrawal->decided;
    out.certificate.withdrawal_reason = name(out.withdrawal->ground);
  }
  return out;
}

bool insert_decision(db::Transaction& transaction, const Decision& decision) {
  const Decision kept = as_kept(decision);
  return transaction.execute(kInsertDecision, kDecisionRow.of(kept)) == 1;
}

std::optional<Decision> decision(db::Reader& reader, DossierId dossier) { return reader.first(read_decision, kDecision, dossier); }

int next_serial(db::Transaction& transaction, std::string_view province, int year) {
  return transaction.first(db::value<int>, kNextSerial, province, year).value();
}

void insert_certificate(db::Transaction& transaction, const Issued& issued) {
  transaction.send(kInsertCertificate, kStored.of(issued), issued.certificate.issued.civil().year);
}

bool insert_withdrawal(db::Transaction& transaction, CertificateId certificate, const Withdrawal& withdrawal) {
  return transaction.execute(kInsertWithdrawal, kWithdrawal.of(withdrawal), certificate) == 1;
}

std::optional<Issued> by_id(db::Reader& reader, CertificateId id) { return reader.first(read_issued, kById, id); }
std::optional<Issued> by_number(db::Reader& reader, std::string_view number) { return reader.first(read_issued, kByNumber, number); }
std::optional<Issued> by_dossier(db::Reader& reader, DossierId dossier) { return reader.first(read_issued, kByDossier, dossier); }
std::vector<Issued> of_product(db::Reader& reader, ProductId product) { return reader.all(read_issued, kOfProduct, product); }

std::vector<Issued> after(db::Reader& reader, std::optional<CertificateId> last, std::int64_t limit) {
  return last ? reader.all(read_issued, kAfter, *last, limit) : reader.all(read_issued, kFirst, limit);
}

lists::Rows<Issued> certificates() { return {kList, read_issued}; }
lists::Rows<Certificate> awarded() {
  return {kAwarded, [](const db::Row& row) {
            Certificate out = read_issued(row).certificate;
            out.producer_name.clear();
            out.signer.clear();
            return out;
          }};
}

}  // namespace ocop::certificates::store
