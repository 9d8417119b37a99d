#include "modules/certificates/store.h"

#include "modules/certificates/rules.h"

namespace ocop::certificates::store {
namespace {

constexpr db::Statement kInsertDecision{
    "certificates.insert_decision",
    "INSERT INTO certificates_decision (dossier, product, producer, province, dossier_number, outcome, number, decided, signer, reason, "
    "stars, total_numerator, total_denominator, recorded, recorded_by, log_index) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT (dossier) DO NOTHING"};
constexpr db::Statement kDecision{
    "certificates.decision",
    "SELECT dossier, product, producer, province, dossier_number, outcome, number, decided, signer, reason, stars, total_numerator, "
    "total_denominator, recorded, recorded_by, log_index FROM certificates_decision WHERE dossier = $1"};
constexpr db::Statement kNextSerial{
    "certificates.next_serial",
    "INSERT INTO certificates_serial (province, year, last) VALUES ($1, $2, 1) "
    "ON CONFLICT (province, year) DO UPDATE SET last = certificates_serial.last + 1 RETURNING last"};
constexpr db::Statement kInsertCertificate{
    "certificates.insert_certificate",
    "INSERT INTO certificates_certificate (id, dossier, product, producer, province, year, serial, number, stars, decision_number, "
    "decided, signer, issued, valid_until, rulebook, product_set, product_group, product_name, producer_name, place, salt, "
    "recorded, log_index) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)"};
constexpr db::Statement kInsertWithdrawal{
    "certificates.insert_withdrawal",
    "INSERT INTO certificates_withdrawal (certificate, ground, decision_number, concluded, decided, signer, note, recorded, recorded_by, "
    "log_index) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (certificate) DO NOTHING"};

// Columns in the order of read_issued().
#define OCOP_SELECT_ISSUED \
  "SELECT c.id, c.dossier, c.product, c.producer, c.province, c.serial, c.number, c.stars, c.decision_number, c.decided, c.signer, " \
  "c.issued, c.valid_until, c.rulebook, c.product_set, c.product_group, c.product_name, c.producer_name, c.place, c.salt, c.recorded, " \
  "c.log_index, w.ground, w.decision_number, w.concluded, w.decided, w.signer, w.note, w.recorded, w.recorded_by, w.log_index " \
  "FROM certificates_certificate c LEFT JOIN certificates_withdrawal w ON w.certificate = c.id "
constexpr db::Statement kById{"certificates.by_id", OCOP_SELECT_ISSUED "WHERE c.id = $1"};
constexpr db::Statement kByNumber{"certificates.by_number", OCOP_SELECT_ISSUED "WHERE c.number = $1"};
constexpr db::Statement kByDossier{"certificates.by_dossier", OCOP_SELECT_ISSUED "WHERE c.dossier = $1"};
constexpr db::Statement kOfProduct{"certificates.of_product",
                                   OCOP_SELECT_ISSUED "WHERE c.product = $1 ORDER BY c.issued DESC, c.number DESC"};
constexpr db::Statement kFirst{"certificates.first", OCOP_SELECT_ISSUED "ORDER BY c.id LIMIT $1"};
constexpr db::Statement kAfter{"certificates.after", OCOP_SELECT_ISSUED "WHERE c.id > $1 ORDER BY c.id LIMIT $2"};

// $1 today, $2 the last day that is within the renewal window: validity as rules say it, for filtering and counting in the database.
#define OCOP_VALIDITY                                                                                                   \
  "CASE WHEN w.certificate IS NOT NULL THEN 'withdrawn' WHEN c.valid_until < $1 THEN 'lapsed' WHEN c.valid_until <= $2 " \
  "THEN 'renewal_window' ELSE 'valid' END"
constexpr db::Statement kPage{"certificates.page", OCOP_SELECT_ISSUED
                              "WHERE (" OCOP_VALIDITY " = $3 OR $3 = '') AND ($4 = '' OR c.province = $4) AND ($5 = 0 OR c.stars = $5) "
                              "ORDER BY c.issued DESC, c.number DESC LIMIT $6 OFFSET $7"};
constexpr db::Statement kCounts{"certificates.counts",
                                "SELECT province, stars, validity, count(*) FROM (SELECT c.province AS province, c.stars AS stars, "
                                OCOP_VALIDITY " AS validity FROM certificates_certificate c "
                                "LEFT JOIN certificates_withdrawal w ON w.certificate = c.id) AS standing "
                                "GROUP BY province, stars, validity ORDER BY province, stars, validity"};
#undef OCOP_VALIDITY
#undef OCOP_SELECT_ISSUED

Decision read_decision(const db::Row& row) {
  Decision out;
  out.dossier = row.id<DossierId>(0);
  out.product = row.id<ProductId>(1);
  out.producer = row.id<ProducerId>(2);
  out.province = row.string(3);
  out.dossier_number = row.string(4);
  out.outcome = parse_outcome(row.text(5)).value_or(Outcome::not_recognised);
  out.number = row.string(6);
  out.decided = row.date(7);
  out.signer = row.string(8);
  out.reason = row.string(9);
  out.stars = static_cast<int>(row.integer(10));
  out.total = Rational(row.integer(11), row.integer(12));
  out.recorded = row.instant(13);
  out.recorded_by = row.id<AccountId>(14);
  out.log_index = row.integer(15);
  return out;
}

std::optional<Withdrawal> read_withdrawal(const db::Row& row, int first) {
  if (row.is_null(first)) return std::nullopt;
  Withdrawal out;
  out.ground = parse_ground(row.text(first)).value_or(Ground::conclusion_of_authority);
  out.decision_number = row.string(first + 1);
  out.concluded = row.date(first + 2);
  out.decided = row.date(first + 3);
  out.signer = row.string(first + 4);
  out.note = row.string(first + 5);
  out.recorded = row.instant(first + 6);
  out.recorded_by = row.id<AccountId>(first + 7);
  out.log_index = row.integer(first + 8);
  return out;
}

Issued read_issued(const db::Row& row) {
  Issued out;
  Certificate& certificate = out.certificate;
  certificate.id = row.id<CertificateId>(0);
  certificate.dossier = row.id<DossierId>(1);
  certificate.product = row.id<ProductId>(2);
  certificate.producer = row.id<ProducerId>(3);
  certificate.province = row.string(4);
  out.serial = static_cast<int>(row.integer(5));
  certificate.number = row.string(6);
  certificate.stars = static_cast<int>(row.integer(7));
  certificate.decision_number = row.string(8);
  certificate.decided = row.date(9);
  certificate.signer = row.string(10);
  certificate.issued = row.date(11);
  certificate.valid_until = row.date(12);
  certificate.rulebook = row.string(13);
  certificate.product_set = row.string(14);
  certificate.group = row.string(15);
  certificate.product_name = row.string(16);
  certificate.producer_name = row.string(17);
  certificate.place = row.string(18);
  out.salt = std::string(row.blob(19));
  out.recorded = row.instant(20);
  certificate.log_index = row.integer(21);
  out.withdrawal = read_withdrawal(row, 22);
  if (out.withdrawal) {
    certificate.state = State::withdrawn;
    certificate.withdrawn = out.withdrawal->decided;
    certificate.withdrawal_reason = name(out.withdrawal->ground);
  }
  return out;
}

Date last_of_window(Date today) { return today.plus_days(rules::kRenewalEarliestDays); }

}  // namespace

bool insert_decision(db::Transaction& transaction, const Decision& decision) {
  return transaction.execute(kInsertDecision, decision.dossier, decision.product, decision.producer, decision.province,
                             decision.dossier_number, name(decision.outcome), decision.number, decision.decided, decision.signer,
                             decision.reason, decision.stars, decision.total.numerator(), decision.total.denominator(), decision.recorded,
                             decision.recorded_by, decision.log_index) == 1;
}

std::optional<Decision> decision(db::Reader& reader, DossierId dossier) { return reader.first(read_decision, kDecision, dossier); }

int next_serial(db::Transaction& transaction, std::string_view province, int year) {
  return transaction.first([](const db::Row& row) { return static_cast<int>(row.integer(0)); }, kNextSerial, province, year).value();
}

void insert_certificate(db::Transaction& transaction, const Issued& issued) {
  const Certificate& certificate = issued.certificate;
  transaction.execute(kInsertCertificate, certificate.id, certificate.dossier, certificate.product, certificate.producer,
                      certificate.province, certificate.issued.civil().year, issued.serial, certificate.number, certificate.stars,
                      certificate.decision_number, certificate.decided, certificate.signer, certificate.issued, certificate.valid_until,
                      certificate.rulebook, certificate.product_set, certificate.group, certificate.product_name,
                      certificate.producer_name, certificate.place, db::Bind::blob(issued.salt), issued.recorded, certificate.log_index);
}

bool insert_withdrawal(db::Transaction& transaction, CertificateId certificate, const Withdrawal& withdrawal) {
  return transaction.execute(kInsertWithdrawal, certificate, name(withdrawal.ground), withdrawal.decision_number, withdrawal.concluded,
                             withdrawal.decided, withdrawal.signer, withdrawal.note, withdrawal.recorded, withdrawal.recorded_by,
                             withdrawal.log_index) == 1;
}

std::optional<Issued> by_id(db::Reader& reader, CertificateId id) { return reader.first(read_issued, kById, id); }
std::optional<Issued> by_number(db::Reader& reader, std::string_view number) { return reader.first(read_issued, kByNumber, number); }
std::optional<Issued> by_dossier(db::Reader& reader, DossierId dossier) { return reader.first(read_issued, kByDossier, dossier); }
std::vector<Issued> of_product(db::Reader& reader, ProductId product) { return reader.all(read_issued, kOfProduct, product); }

std::vector<Issued> after(db::Reader& reader, std::optional<CertificateId> last, std::int64_t limit) {
  return last ? reader.all(read_issued, kAfter, *last, limit) : reader.all(read_issued, kFirst, limit);
}

std::vector<Issued> page(db::Reader& reader, const Filter& filter, Date today, std::int64_t limit, std::int64_t offset) {
  const std::string_view validity = filter.validity ? products::name(*filter.validity) : std::string_view{};
  return reader.all(read_issued, kPage, today, last_of_window(today), validity, filter.province, filter.stars, limit, offset);
}

std::vector<Count> counts(db::Reader& reader, Date today) {
  const auto read = [](const db::Row& row) {
    return Count{row.string(0), static_cast<int>(row.integer(1)), products::parse_validity(row.text(2)).value_or(products::Validity::valid),
                 row.integer(3)};
  };
  return reader.all(read, kCounts, today, last_of_window(today));
}

}  // namespace ocop::certificates::store
