#include "modules/certificates/store_rulings.h"

#include "kernel/db/columns.h"
#include "modules/certificates/store.h"
#include "modules/certificates/store_columns.h"

namespace ocop::certificates::ruling_rows {
namespace {

constexpr auto kDraft = db::columns<Ruling>(db::column("minutes", &Ruling::minutes));
constexpr auto kPaper = db::columns<Ruling>(
    db::column("whole", &Ruling::whole), db::column("number", &Ruling::number), db::column("decided", &Ruling::decided),
    db::column("signer", &Ruling::signer), db::column("sha256", &Ruling::sha256), db::column("bytes", &Ruling::bytes),
    db::column("signature", &Ruling::signature, db::words(signatures::name, signatures::parse_standing)),
    db::column("fault", &Ruling::fault), db::column("signed_by", &Ruling::signed_by),
    db::column("signed_earlier", &Ruling::signed_earlier), db::column("signed_at", &Ruling::signed_at),
    db::column("recorded", &Ruling::recorded), db::column("recorded_by", &Ruling::recorded_by),
    db::column("salt", &Ruling::salt, db::kBlob), db::column("log_index", &Ruling::log_index));
constexpr auto kRow = db::columns<Ruling>(
    db::column("id", &Ruling::id), db::column("province", &Ruling::province), db::also(kDraft), db::column("prepared", &Ruling::prepared),
    db::column("prepared_by", &Ruling::prepared_by), db::also(kPaper), db::column("version", &Ruling::version));
struct Line {
  RulingId ruling;
  Ruled line;
};
constexpr auto kRuled = db::columns<Ruled>(db::column("dossier", &Ruled::dossier),
                                           db::column("outcome", &Ruled::outcome, db::words(name, parse_outcome)),
                                           db::column("reason", &Ruled::reason), db::column("version", &Ruled::version));
constexpr auto kLine = db::columns<Line>(db::column("ruling", &Line::ruling), db::nested(&Line::line, kRuled));
constexpr auto kNumbered = db::columns<Numbered>(db::column("number", &Numbered::number), db::column("decided", &Numbered::decided),
                                               db::column("signer", &Numbered::signer));

constexpr db::Statement kInsert{"certificates.insert_ruling", "INSERT INTO certificates_ruling ({columns}) VALUES ({arguments})", kRow};
constexpr db::Statement kUpdate{"certificates.update_ruling",
                                "UPDATE certificates_ruling SET {assignments}, version = version + 1"
                                " WHERE id = {+1} AND version = {+2} AND recorded IS NULL",
                                kDraft};
constexpr db::Statement kRecord{"certificates.record_ruling",
                                "UPDATE certificates_ruling SET {assignments}, version = version + 1"
                                " WHERE id = {+1} AND version = {+2} AND recorded IS NULL",
                                kPaper};
constexpr db::Statement kRemove{"certificates.remove_ruling", "DELETE FROM certificates_ruling WHERE id = $1 AND recorded IS NULL"};
constexpr db::Statement kInsertLines{"certificates.insert_ruled", "INSERT INTO certificates_ruled ({columns}) VALUES {rows}", kLine};
constexpr db::Statement kForgetLines{"certificates.forget_ruled", "DELETE FROM certificates_ruled WHERE ruling = $1"};
constexpr db::Statement kLock{"certificates.lock_ruling", "SELECT id FROM certificates_ruling WHERE id = $1 {lock}"};
constexpr db::Statement kFind{"certificates.find_ruling", "SELECT {columns} FROM certificates_ruling WHERE id = $1", kRow};
constexpr db::Statement kLines{"certificates.ruled_of", "SELECT {columns} FROM certificates_ruled WHERE ruling = $1 ORDER BY dossier",
                               kRuled};
constexpr db::Statement kOfDossier{"certificates.ruling_of_dossier",
                                   "SELECT {columns} FROM certificates_ruling WHERE recorded IS NOT NULL AND id IN"
                                   " (SELECT ruling FROM certificates_ruled WHERE dossier = $1)",
                                   kRow};
constexpr db::Statement kParts{"certificates.ruling_parts",
                               "SELECT {columns} FROM certificates_ruling WHERE whole = $1 ORDER BY log_index", kRow};
constexpr db::Statement kAfter{"certificates.rulings_after",
                               "SELECT {columns} FROM certificates_ruling WHERE id > $1 AND recorded IS NOT NULL ORDER BY id LIMIT $2",
                               kRow};
constexpr db::Statement kDecisions{"certificates.decisions_of_ruling",
                                   "SELECT {columns} FROM certificates_decision WHERE dossier IN"
                                   " (SELECT dossier FROM certificates_ruled WHERE ruling = $1) ORDER BY stars DESC, dossier",
                                   store::kDecisionRow};
constexpr db::Statement kCertificates{"certificates.of_ruling",
                                      "SELECT {columns} FROM certificates_certificate c LEFT JOIN certificates_withdrawal w"
                                      " ON w.certificate = c.id WHERE c.dossier IN"
                                      " (SELECT dossier FROM certificates_ruled WHERE ruling = $1) ORDER BY c.number",
                                      store::kIssued};
constexpr db::Statement kClaim{"certificates.claim_number",
                               "INSERT INTO certificates_number (number, province, ruling) VALUES ($1, $2, $3)"
                               " ON CONFLICT (number) DO NOTHING"};
constexpr db::Statement kClaimed{"certificates.claimed_number",
                                 "SELECT ruling FROM certificates_number WHERE number = $1"};
constexpr db::Statement kNumbers{"certificates.numbers_of_year",
                                 "SELECT DISTINCT {columns} FROM certificates_decision"
                                 " WHERE province = $1 AND decided >= $2 AND decided < $3 ORDER BY decided, number, signer",
                                 kNumbered};

#define OCOP_STATE "CASE WHEN r.recorded IS NULL THEN 'draft' ELSE 'recorded' END"
constexpr lists::Condition kConditions[] = {{.word = "state", .sql = OCOP_STATE " = ?", .group = OCOP_STATE}};
#undef OCOP_STATE
constexpr lists::Sort kSorts[] = {{"prepared", "r.prepared", lists::Kept::integer, lists::Direction::descending}, {"number", "r.number"}};
constexpr lists::Source kList{.name = "certificates.rulings",
                              .from = "FROM certificates_ruling r",
                              .columns = kRow,
                              .key = "r.id",
                              .cover = {.province = "r.province"},
                              .conditions = kConditions,
                              .sorts = kSorts};

void insert_lines(db::Transaction& transaction, const Ruling& one) {
  std::vector<Line> lines;
  for (const Ruled& line : one.lines) lines.push_back({one.id, line});
  if (!lines.empty()) transaction.insert_all(kInsertLines, kLine, std::span<const Line>(lines));
}

std::optional<Ruling> with_lines(db::Reader& reader, std::optional<Ruling> found) {
  if (found) found->lines = reader.all(kRuled, kLines, found->id);
  return found;
}

}  // namespace

void insert(db::Transaction& transaction, const Ruling& ruling) {
  transaction.send(kInsert, kRow.of(ruling));
  insert_lines(transaction, ruling);
}

bool update(db::Transaction& transaction, const Ruling& draft) {
  if (transaction.execute(kUpdate, kDraft.of(draft), draft.id, draft.version) != 1) return false;
  transaction.send(kForgetLines, draft.id);
  insert_lines(transaction, draft);
  return true;
}

bool record(db::Transaction& transaction, const Ruling& ruling) {
  return transaction.execute(kRecord, kPaper.of(ruling), ruling.id, ruling.version) == 1;
}

void remove(db::Transaction& transaction, RulingId draft) {
  transaction.send(kForgetLines, draft);
  transaction.send(kRemove, draft);
}

void lock(db::Transaction& transaction, RulingId id) { transaction.first(db::value<RulingId>, kLock, id); }

std::optional<Ruling> find(db::Reader& reader, RulingId id) { return with_lines(reader, reader.first(kRow, kFind, id)); }

std::optional<Ruling> of_dossier(db::Reader& reader, DossierId dossier) { return reader.first(kRow, kOfDossier, dossier); }

std::vector<Ruling> parts_of(db::Reader& reader, RulingId whole) { return reader.all(kRow, kParts, whole); }

std::vector<Ruling> after(db::Reader& reader, RulingId last, std::int64_t limit) {
  auto out = reader.all(kRow, kAfter, last, limit);
  for (Ruling& one : out) one.lines = reader.all(kRuled, kLines, one.id);
  return out;
}

std::vector<Decision> decisions(db::Reader& reader, RulingId id) { return reader.all(store::read_decision, kDecisions, id); }
std::vector<Issued> certificates(db::Reader& reader, RulingId id) { return reader.all(store::read_issued, kCertificates, id); }

std::optional<RulingId> claim_number(db::Transaction& transaction, const Ruling& ruling, std::string_view key) {
  if (transaction.execute(kClaim, key, ruling.province, ruling.id) == 1) return std::nullopt;
  return transaction.first(db::value<RulingId>, kClaimed, key);
}

std::vector<Numbered> numbers(db::Reader& reader, std::string_view province, int year) {
  return reader.all(kNumbered, kNumbers, province, Date::of(year, 1, 1).value(), Date::of(year + 1, 1, 1).value());
}

lists::Rows<Ruling> rulings() { return {kList, kRow}; }

}  // namespace ocop::certificates::ruling_rows
