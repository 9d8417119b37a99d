#include "modules/certificates/store_confirmations.h"

#include "kernel/db/columns.h"

namespace ocop::certificates::confirmation_rows {
namespace {

// What an office may change of a draft, and what it may not.
constexpr auto kDraft = db::columns<Confirmation>(
    db::column("number", &Confirmation::number), db::column("decided", &Confirmation::decided),
    db::column("issuer", &Confirmation::issuer), db::column("signer", &Confirmation::signer), db::column("reason", &Confirmation::reason),
    db::column("sha256", &Confirmation::sha256), db::column("bytes", &Confirmation::bytes));
constexpr auto kSettled = db::columns<Confirmation>(
    db::column("confirmed", &Confirmation::confirmed), db::column("confirmed_by", &Confirmation::confirmed_by),
    db::column("salt", &Confirmation::salt, db::kBlob), db::column("log_index", &Confirmation::log_index));
constexpr auto kRow = db::columns<Confirmation>(
    db::column("id", &Confirmation::id), db::column("province", &Confirmation::province), db::also(kDraft),
    db::column("printed", &Confirmation::printed), db::column("corrects", &Confirmation::corrects),
    db::column("prepared", &Confirmation::prepared), db::column("prepared_by", &Confirmation::prepared_by), db::also(kSettled),
    db::column("version", &Confirmation::version));
struct Line {
  ConfirmationId confirmation;
  ConfirmedProduct product;
};
constexpr auto kProduct = db::columns<ConfirmedProduct>(
    db::column("product", &ConfirmedProduct::product), db::column("code", &ConfirmedProduct::code),
    db::column("name", &ConfirmedProduct::name), db::column("stars", &ConfirmedProduct::stars));
constexpr auto kLine = db::columns<Line>(db::column("confirmation", &Line::confirmation), db::nested(&Line::product, kProduct));

constexpr db::Statement kInsert{"certificates.insert_confirmation",
                                "INSERT INTO certificates_confirmation ({columns}) VALUES ({arguments})", kRow};
constexpr db::Statement kUpdate{"certificates.update_confirmation",
                                "UPDATE certificates_confirmation SET {assignments}, version = version + 1"
                                " WHERE id = {+1} AND version = {+2} AND confirmed IS NULL",
                                kDraft};
constexpr db::Statement kConfirm{"certificates.confirm",
                                 "UPDATE certificates_confirmation SET {assignments}, version = version + 1"
                                 " WHERE id = {+1} AND version = {+2} AND confirmed IS NULL",
                                 kSettled};
constexpr db::Statement kRemove{"certificates.remove_confirmation",
                                "DELETE FROM certificates_confirmation WHERE id = $1 AND confirmed IS NULL"};
constexpr db::Statement kInsertLines{"certificates.insert_confirmed",
                                     "INSERT INTO certificates_confirmed ({columns}) VALUES {rows}", kLine};
constexpr db::Statement kForgetLines{"certificates.forget_confirmed", "DELETE FROM certificates_confirmed WHERE confirmation = $1"};
constexpr db::Statement kFind{"certificates.find_confirmation", "SELECT {columns} FROM certificates_confirmation WHERE id = $1", kRow};
constexpr db::Statement kLock{"certificates.lock_confirmation", "SELECT id FROM certificates_confirmation WHERE id = $1 {lock}"};
constexpr db::Statement kLines{"certificates.confirmed_of",
                               "SELECT {columns} FROM certificates_confirmed WHERE confirmation = $1 ORDER BY name, product", kProduct};
constexpr db::Statement kCorrection{"certificates.correction_of",
                                    "SELECT id FROM certificates_confirmation WHERE corrects = $1 AND confirmed IS NOT NULL"};
constexpr db::Statement kAfter{"certificates.confirmations_after",
                               "SELECT {columns} FROM certificates_confirmation WHERE id > $1 AND confirmed IS NOT NULL"
                               " ORDER BY id LIMIT $2",
                               kRow};

constexpr auto kEntered = db::columns<Revocation>(
    db::column("entered", &Revocation::entered), db::column("entered_by", &Revocation::entered_by),
    db::column("salt", &Revocation::salt, db::kBlob), db::column("log_index", &Revocation::log_index));
constexpr db::Words<RevocationGround, 2> kGrounds{
    {{RevocationGround::by_decision, "by_decision"}, {RevocationGround::in_error, "in_error"}}};
constexpr auto kRevocation = db::columns<Revocation>(
    db::column("id", &Revocation::id), db::column("confirmation", &Revocation::confirmation),
    db::column("ground", &Revocation::ground, kGrounds), db::column("number", &Revocation::number),
    db::column("decided", &Revocation::decided), db::column("issuer", &Revocation::issuer), db::column("signer", &Revocation::signer),
    db::column("reason", &Revocation::reason), db::column("sha256", &Revocation::sha256), db::column("bytes", &Revocation::bytes),
    db::column("prepared", &Revocation::prepared), db::column("prepared_by", &Revocation::prepared_by), db::also(kEntered),
    db::column("version", &Revocation::version));
struct RevokedLine {
  RevocationId revocation;
  ConfirmedProduct product;
};
constexpr auto kRevokedLine =
    db::columns<RevokedLine>(db::column("revocation", &RevokedLine::revocation), db::nested(&RevokedLine::product, kProduct));
constexpr db::Statement kInsertRevocation{"certificates.insert_revocation",
                                          "INSERT INTO certificates_revocation ({columns}) VALUES ({arguments})", kRevocation};
constexpr db::Statement kInsertRevoked{"certificates.insert_revoked", "INSERT INTO certificates_revoked ({columns}) VALUES {rows}",
                                       kRevokedLine};
constexpr db::Statement kEnter{"certificates.enter_revocation",
                               "UPDATE certificates_revocation SET {assignments}, version = version + 1"
                               " WHERE id = {+1} AND version = {+2} AND log_index < 0",
                               kEntered};
constexpr db::Statement kForgetRevoked{"certificates.forget_revoked", "DELETE FROM certificates_revoked WHERE revocation = $1"};
constexpr db::Statement kRemoveRevocation{"certificates.remove_revocation",
                                          "DELETE FROM certificates_revocation WHERE id = $1 AND log_index < 0"};
constexpr db::Statement kFindRevocation{"certificates.find_revocation", "SELECT {columns} FROM certificates_revocation WHERE id = $1",
                                        kRevocation};
constexpr db::Statement kRevocationsOf{"certificates.revocations_of",
                                       "SELECT {columns} FROM certificates_revocation WHERE confirmation = $1 ORDER BY prepared, id",
                                       kRevocation};
constexpr db::Statement kRevocationsAfter{"certificates.revocations_after",
                                          "SELECT {columns} FROM certificates_revocation WHERE id > $1 AND entered IS NOT NULL"
                                          " ORDER BY id LIMIT $2",
                                          kRevocation};
constexpr db::Statement kRevoked{"certificates.revoked_of",
                                 "SELECT {columns} FROM certificates_revoked WHERE revocation = $1 ORDER BY name, product", kProduct};

#define OCOP_STATE                                                                                                      \
  "CASE WHEN c.confirmed IS NULL THEN 'draft' WHEN EXISTS (SELECT 1 FROM certificates_revocation r"                    \
  " WHERE r.confirmation = c.id AND r.entered IS NOT NULL) THEN 'withdrawn' ELSE 'confirmed' END"
constexpr lists::Condition kConditions[] = {{.word = "state", .sql = OCOP_STATE " = ?", .group = OCOP_STATE}};
constexpr lists::Sort kSorts[] = {{"prepared", "c.prepared", lists::Kept::integer, lists::Direction::descending},
                                  {"decided", "c.decided", lists::Kept::integer, lists::Direction::descending},
                                  {"number", "c.number"}};
constexpr lists::Source kList{.name = "certificates.confirmations",
                              .from = "FROM certificates_confirmation c",
                              .columns = kRow,
                              .key = "c.id",
                              .cover = {.province = "c.province"},
                              .conditions = kConditions,
                              .sorts = kSorts};

void insert_lines(db::Transaction& transaction, const Confirmation& one) {
  std::vector<Line> lines;
  for (const ConfirmedProduct& product : one.products) lines.push_back({one.id, product});
  if (!lines.empty()) transaction.insert_all(kInsertLines, kLine, std::span<const Line>(lines));
}

}  // namespace

void insert(db::Transaction& transaction, const Confirmation& draft) {
  transaction.send(kInsert, kRow.of(draft));
  insert_lines(transaction, draft);
}

bool update(db::Transaction& transaction, const Confirmation& draft) {
  if (transaction.execute(kUpdate, kDraft.of(draft), draft.id, draft.version) != 1) return false;
  transaction.send(kForgetLines, draft.id);
  insert_lines(transaction, draft);
  return true;
}

bool confirm(db::Transaction& transaction, const Confirmation& confirmation) {
  if (transaction.execute(kConfirm, kSettled.of(confirmation), confirmation.id, confirmation.version) != 1) return false;
  transaction.send(kForgetLines, confirmation.id);
  insert_lines(transaction, confirmation);
  return true;
}

void remove(db::Transaction& transaction, ConfirmationId id) {
  transaction.send(kForgetLines, id);
  transaction.send(kRemove, id);
}

std::optional<Confirmation> find(db::Reader& reader, ConfirmationId id) {
  auto found = reader.first(kRow, kFind, id);
  if (found) found->products = reader.all(kProduct, kLines, id);
  return found;
}

void lock(db::Transaction& transaction, ConfirmationId id) { transaction.first(db::value<ConfirmationId>, kLock, id); }

std::optional<ConfirmationId> correction_of(db::Reader& reader, ConfirmationId id) {
  return reader.first(db::value<ConfirmationId>, kCorrection, id);
}

std::vector<Confirmation> after(db::Reader& reader, ConfirmationId last, std::int64_t limit) {
  auto out = reader.all(kRow, kAfter, last, limit);
  for (Confirmation& one : out) one.products = reader.all(kProduct, kLines, one.id);
  return out;
}

lists::Rows<Confirmation> confirmations() { return {kList, kRow}; }

void insert(db::Transaction& transaction, const Revocation& draft) {
  transaction.send(kInsertRevocation, kRevocation.of(draft));
  std::vector<RevokedLine> lines;
  for (const ConfirmedProduct& product : draft.products) lines.push_back({draft.id, product});
  transaction.insert_all(kInsertRevoked, kRevokedLine, std::span<const RevokedLine>(lines));
}

bool enter(db::Transaction& transaction, const Revocation& one) {
  return transaction.execute(kEnter, kEntered.of(one), one.id, one.version) == 1;
}

void remove(db::Transaction& transaction, RevocationId id) {
  transaction.send(kForgetRevoked, id);
  transaction.send(kRemoveRevocation, id);
}

namespace {
std::vector<Revocation> with_products(db::Reader& reader, std::vector<Revocation> rows) {
  for (Revocation& one : rows) one.products = reader.all(kProduct, kRevoked, one.id);
  return rows;
}
}  // namespace

std::vector<Revocation> revocations_of(db::Reader& reader, ConfirmationId confirmation) {
  return with_products(reader, reader.all(kRevocation, kRevocationsOf, confirmation));
}

std::optional<Revocation> find_revocation(db::Reader& reader, RevocationId id) {
  auto found = reader.first(kRevocation, kFindRevocation, id);
  if (found) found->products = reader.all(kProduct, kRevoked, id);
  return found;
}

std::vector<Revocation> revocations_after(db::Reader& reader, RevocationId last, std::int64_t limit) {
  return with_products(reader, reader.all(kRevocation, kRevocationsAfter, last, limit));
}

}  // namespace ocop::certificates::confirmation_rows
