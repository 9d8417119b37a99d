#include "modules/claims/store.h"

#include "kernel/db/columns.h"

namespace ocop::claims::store {
namespace {

using db::Statement;

constexpr auto kLetter = db::columns<Letter>(
    db::column("id", &Letter::id), db::column("producer", &Letter::producer), db::column("digest", &Letter::digest, db::kBlob),
    db::column("printed_by", &Letter::printed_by), db::column("printed", &Letter::printed), db::column("ends", &Letter::ends),
    db::column("used", &Letter::used), db::column("used_by", &Letter::used_by));
constexpr auto kDecided = db::columns<Claim>(db::column("state", &Claim::state), db::column("accepted", &Claim::accepted),
                                             db::column("decided_by", &Claim::decided_by), db::column("decided", &Claim::decided),
                                             db::column("answer", &Claim::answer));
constexpr auto kAsked = db::columns<Claim>(
    db::column("id", &Claim::id), db::column("producer", &Claim::producer), db::column("province", &Claim::province),
    db::column("commune", &Claim::commune), db::column("account", &Claim::account), db::column("letter", &Claim::letter),
    db::column("words", &Claim::words), db::column("asked", &Claim::asked), db::column("version", &Claim::version));
constexpr auto kClaim = db::columns<Claim>(db::also(kAsked), db::also(kDecided));

constexpr Statement kInsertLetter{"claims.insert_letter", "INSERT INTO claims_letter ({columns}) VALUES ({arguments})", kLetter};
constexpr Statement kEndLetters{"claims.end_letters",
                                "UPDATE claims_letter SET ends = $1 WHERE producer = $2 AND used IS NULL AND ends > $1"};
constexpr Statement kUse{"claims.use_letter", "UPDATE claims_letter SET used = $1, used_by = $2 WHERE id = $3 AND used IS NULL"};
constexpr Statement kByDigest{"claims.letter_by_digest", "SELECT {columns} FROM claims_letter WHERE digest = $1", kLetter};
constexpr Statement kLettersOf{"claims.letters_of",
                               "SELECT {columns} FROM claims_letter WHERE producer = $1 ORDER BY printed DESC, id DESC", kLetter};
constexpr Statement kInsert{"claims.insert", "INSERT INTO claims_claim ({columns}) VALUES ({arguments})", kClaim};
constexpr Statement kChange{"claims.change",
                            "UPDATE claims_claim SET {assignments}, version = version + 1 WHERE id = {+1} AND version = {+2}", kDecided};
constexpr Statement kByIds{"claims.by_ids", "SELECT {columns} FROM claims_claim WHERE id IN {ids}", kClaim};
constexpr Statement kOfProducer{"claims.of_producer", "SELECT {columns} FROM claims_claim WHERE producer = $1 ORDER BY asked DESC, id DESC",
                                kClaim};
constexpr Statement kOfAccount{"claims.of_account", "SELECT {columns} FROM claims_claim WHERE account = $1 ORDER BY asked DESC, id DESC",
                               kClaim};

constexpr lists::Condition kConditions[] = {{.word = "state", .sql = "state = ?", .kept = lists::Kept::integer, .group = "state"}};
constexpr lists::Sort kSorts[] = {{"asked", "asked", lists::Kept::integer, lists::Direction::descending}};
constexpr lists::Source kClaims{.name = "claims.list", .from = "FROM claims_claim", .columns = kClaim, .key = "id",
                                .cover = {.province = "province", .commune = "commune"}, .conditions = kConditions, .sorts = kSorts};

}  // namespace

void insert(db::Transaction& transaction, const Letter& letter) { transaction.send(kInsertLetter, kLetter.of(letter)); }
void end_letters(db::Transaction& transaction, ProducerId producer, Instant now) { transaction.send(kEndLetters, now, producer); }
bool use(db::Transaction& transaction, LetterId letter, AccountId account, Instant now) {
  return transaction.execute(kUse, now, account, letter) == 1;
}
std::optional<Letter> letter_by_digest(db::Reader& reader, std::string_view digest) {
  return reader.first(kLetter, kByDigest, db::Bind::blob(digest));
}
std::vector<Letter> letters_of(db::Reader& reader, ProducerId producer) { return reader.all(kLetter, kLettersOf, producer); }

void insert(db::Transaction& transaction, const Claim& claim) { transaction.send(kInsert, kClaim.of(claim)); }
bool change(db::Transaction& transaction, const Claim& claim) {
  return transaction.execute(kChange, kDecided.of(claim), claim.id, claim.version) == 1;
}
std::vector<Claim> by_ids(db::Reader& reader, std::span<const ClaimId> ids) { return reader.by_ids(kClaim, kByIds, ids); }
std::vector<Claim> of_producer(db::Reader& reader, ProducerId producer) { return reader.all(kClaim, kOfProducer, producer); }
std::vector<Claim> of_account(db::Reader& reader, AccountId account) { return reader.all(kClaim, kOfAccount, account); }
std::optional<Claim> by_letter(db::Reader& reader, ProducerId producer, LetterId letter) {
  for (Claim& one : of_producer(reader, producer))
    if (one.letter == letter) return std::move(one);
  return std::nullopt;
}
lists::Rows<Claim> claims() { return {kClaims, kClaim}; }

}  // namespace ocop::claims::store
