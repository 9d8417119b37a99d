#include "kernel/blobs/store.h"

#include "kernel/db/columns.h"

namespace ocop::blobs::store {
namespace {

constexpr auto kBlob = db::columns<Blob>(db::column("sha256", &Blob::sha256), db::column("size", &Blob::size),
                                         db::column("content_type", &Blob::content_type));
constexpr auto kHeld = db::columns<Held>(db::column("sha256", &Held::sha256), db::column("account", &Held::account),
                                         db::column("size", &Held::size));

// The update takes the row's lock, so collecting waits for this act and then finds the row held.
constexpr db::Statement kKeepBlob{"blobs.keep_blob",
                                  "INSERT INTO blobs_blob (sha256, size, content_type, created, free_since) VALUES ($1, $2, $3, $4, NULL)"
                                  " ON CONFLICT (sha256) DO UPDATE SET free_since = NULL"};
constexpr db::Statement kAddHolder{"blobs.add_holder",
                                   "INSERT INTO blobs_holder (owner_kind, owner, sha256, account) VALUES ($1, $2, $3, $4)"
                                   " ON CONFLICT (owner_kind, owner, sha256) DO NOTHING"};
constexpr db::Statement kCharge{"blobs.charge",
                                "INSERT INTO blobs_use (account, bytes) VALUES ($1, $2)"
                                " ON CONFLICT (account) DO UPDATE SET bytes = blobs_use.bytes + excluded.bytes"};
constexpr db::Statement kDischarge{"blobs.discharge", "UPDATE blobs_use SET bytes = bytes - $1 WHERE account = $2"};
constexpr db::Statement kUsed{"blobs.used", "SELECT bytes FROM blobs_use WHERE account = $1"};

constexpr db::Statement kLockHeld{"blobs.lock_held",
                                  "SELECT {columns} FROM blobs_holder JOIN blobs_blob USING (sha256)"
                                  " WHERE owner_kind = $1 AND owner = $2 ORDER BY sha256 {lock}", kHeld};
constexpr db::Statement kRemoveHolders{"blobs.remove_holders", "DELETE FROM blobs_holder WHERE owner_kind = $1 AND owner = $2"};
constexpr db::Statement kFreeIfUnheld{
    "blobs.free_if_unheld",
    "UPDATE blobs_blob SET free_since = $1 WHERE sha256 = $2 AND NOT EXISTS (SELECT 1 FROM blobs_holder h WHERE h.sha256 = "
    "blobs_blob.sha256)"};

constexpr db::Statement kHeldBy{"blobs.held_by",
                                "SELECT {b.columns} FROM blobs_holder h JOIN blobs_blob b ON b.sha256 = h.sha256"
                                " WHERE h.owner_kind = $1 AND h.owner = $2 ORDER BY b.sha256", kBlob};
constexpr db::Statement kFindHeld{"blobs.find_held",
                                  "SELECT {columns} FROM blobs_blob WHERE sha256 = $1 AND free_since IS NULL", kBlob};
constexpr db::Statement kHasRow{"blobs.has_row", "SELECT 1 FROM blobs_blob WHERE sha256 = $1"};
constexpr db::Statement kPageAfter{"blobs.page_after",
                                   "SELECT {columns} FROM blobs_blob WHERE sha256 > $1 ORDER BY sha256 LIMIT $2", kBlob};
// The last condition is looked at again when a row was changed meanwhile (READ COMMITTED): a file taken back stays.
constexpr db::Statement kDeleteFree{
    "blobs.delete_free",
    "DELETE FROM blobs_blob WHERE sha256 IN (SELECT sha256 FROM blobs_blob WHERE free_since < $1 ORDER BY free_since, sha256 LIMIT $2)"
    " AND free_since < $1 RETURNING sha256"};

constexpr db::Statement kHeldAndFree{"blobs.held_and_free",
                                     "SELECT b.sha256 FROM blobs_blob b WHERE b.free_since IS NOT NULL"
                                     " AND EXISTS (SELECT 1 FROM blobs_holder h WHERE h.sha256 = b.sha256)"};
constexpr db::Statement kNeither{"blobs.neither_held_nor_free",
                                 "SELECT b.sha256 FROM blobs_blob b WHERE b.free_since IS NULL"
                                 " AND NOT EXISTS (SELECT 1 FROM blobs_holder h WHERE h.sha256 = b.sha256)"};
constexpr db::Statement kWrongUse{
    "blobs.wrong_use",
    "SELECT u.account FROM blobs_use u WHERE u.bytes <> (SELECT coalesce(sum(b.size), 0) FROM blobs_holder h"
    " JOIN blobs_blob b ON b.sha256 = h.sha256 WHERE h.account = u.account)"};
constexpr db::Statement kNoUse{"blobs.no_use",
                               "SELECT h.account FROM blobs_holder h LEFT JOIN blobs_use u ON u.account = h.account"
                               " WHERE u.account IS NULL GROUP BY h.account"};

constexpr db::Statement kHasChunks{"blobs.has_chunks", "SELECT 1 FROM blobs_chunk WHERE sha256 = $1 AND number = 0"};
constexpr db::Statement kInsertChunk{"blobs.insert_chunk", "INSERT INTO blobs_chunk (sha256, number, bytes) VALUES ($1, $2, $3)"};
constexpr db::Statement kChunk{"blobs.chunk", "SELECT bytes FROM blobs_chunk WHERE sha256 = $1 AND number = $2"};

}  // namespace

void keep_blob(db::Transaction& transaction, const Blob& blob, Instant now) {
  transaction.execute(kKeepBlob, blob.sha256, blob.size, blob.content_type, now);
}

bool add_holder(db::Transaction& transaction, const Owner& owner, std::string_view sha256, const Uuid& account) {
  return transaction.execute(kAddHolder, owner.kind, owner.id, sha256, account) == 1;
}

std::int64_t charge(db::Transaction& transaction, const Uuid& account, std::int64_t bytes) {
  if (bytes < 0) transaction.execute(kDischarge, -bytes, account);
  else transaction.execute(kCharge, account, bytes);
  return used(transaction, account);
}

std::vector<Held> lock_held(db::Transaction& transaction, const Owner& owner) {
  return transaction.all(kHeld, kLockHeld, owner.kind, owner.id);
}

void remove_holders(db::Transaction& transaction, const Owner& owner) { transaction.execute(kRemoveHolders, owner.kind, owner.id); }

void free_if_unheld(db::Transaction& transaction, std::string_view sha256, Instant now) { transaction.execute(kFreeIfUnheld, now, sha256); }

std::vector<Blob> held_by(db::Reader& reader, const Owner& owner) { return reader.all(kBlob, kHeldBy, owner.kind, owner.id); }

std::optional<Blob> find_held(db::Reader& reader, std::string_view sha256) { return reader.first(kBlob, kFindHeld, sha256); }

std::int64_t used(db::Reader& reader, const Uuid& account) {
  return reader.first(db::value<std::int64_t>, kUsed, account).value_or(0);
}

bool has_row(db::Reader& reader, std::string_view sha256) { return reader.first(db::value<bool>, kHasRow, sha256).has_value(); }

std::vector<Blob> page_after(db::Reader& reader, std::string_view after, int limit) {
  return reader.all(kBlob, kPageAfter, after, limit);
}

std::vector<std::string> delete_free(db::Transaction& transaction, Instant before, int limit) {
  return transaction.all(db::value<std::string>, kDeleteFree, before, limit);
}

std::vector<std::string> disagreements(db::Reader& reader) {
  std::vector<std::string> findings;
  for (const std::string& name : reader.all(db::value<std::string>, kHeldAndFree))
    findings.push_back(name + ": is held, but marked as free to be collected");
  for (const std::string& name : reader.all(db::value<std::string>, kNeither))
    findings.push_back(name + ": nobody holds it, but it is not marked as free");
  for (const Uuid& account : reader.all(db::value<Uuid>, kWrongUse))
    findings.push_back("account " + account.text() + ": the room it takes is not the sum of its files");
  for (const Uuid& account : reader.all(db::value<Uuid>, kNoUse))
    findings.push_back("account " + account.text() + ": holds files, but no room is counted");
  return findings;
}

bool has_chunks(db::Reader& reader, std::string_view sha256) { return reader.first(db::value<bool>, kHasChunks, sha256).has_value(); }

void insert_chunk(db::Transaction& transaction, std::string_view sha256, std::int64_t number, std::string_view bytes) {
  transaction.execute(kInsertChunk, sha256, number, db::Bind::blob(bytes));
}

std::optional<std::string> chunk(db::Reader& reader, std::string_view sha256, std::int64_t number) {
  return reader.first(db::value<std::string, db::Blob>, kChunk, sha256, number);
}

}  // namespace ocop::blobs::store
