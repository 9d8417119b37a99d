#include "kernel/idempotency/store.h"

#include "kernel/db/columns.h"

namespace ocop::idempotency::store {
namespace {

using db::Statement;

constexpr auto kKept = db::columns<Kept>(db::column("digest", &Kept::digest), db::column("memo", &Kept::memo));

constexpr Statement kTake{"idempotency.take",
                          "INSERT INTO idempotency_attempt (account, route, request_key, digest, memo, at) VALUES ($1, $2, $3, $4, '', $5)"
                          " ON CONFLICT (account, route, request_key) DO NOTHING"};
constexpr Statement kFind{"idempotency.find",
                          "SELECT {columns} FROM idempotency_attempt WHERE account = $1 AND route = $2 AND request_key = $3 AND at >= $4",
                          kKept};
constexpr Statement kAnswer{"idempotency.answer",
                            "UPDATE idempotency_attempt SET memo = $1 WHERE account = $2 AND route = $3 AND request_key = $4"};
constexpr Statement kForget{"idempotency.forget", "DELETE FROM idempotency_attempt WHERE at < $1"};

}  // namespace

Taking take(db::Transaction& transaction, AccountId account, const Attempt& attempt, Instant now) {
  return transaction.execute(kTake, account, attempt.route, attempt.key, attempt.digest, now) == 1 ? Taking::taken : Taking::there;
}

std::optional<Kept> find(db::Reader& reader, AccountId account, const Attempt& attempt, Instant since) {
  return reader.first(kKept, kFind, account, attempt.route, attempt.key, since);
}

void answer(db::Transaction& transaction, AccountId account, const Attempt& attempt, std::string_view memo) {
  transaction.execute(kAnswer, memo, account, attempt.route, attempt.key);
}

void forget(db::Transaction& transaction, Instant older_than) { transaction.execute(kForget, older_than); }

}  // namespace ocop::idempotency::store
