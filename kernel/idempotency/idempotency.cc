#include "kernel/idempotency/idempotency.h"

#include "kernel/idempotency/messages.h"
#include "kernel/idempotency/migrations.h"
#include "kernel/idempotency/store.h"

namespace ocop::idempotency {
namespace {

Error refused(const Message& message) {
  return Error::of(ErrorKind::conflict, Problem{"idempotency-key", "", "a new key", message, {}});
}

// What was kept of the attempt that asks again; conflict when it asks another question.
Result<std::string> same_question(store::Kept kept, const Attempt& attempt) {
  if (kept.digest != attempt.digest) return refused(msg::key_used_for_other);
  return std::move(kept.memo);
}

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

Result<Outcome> once(db::Transaction& transaction, AccountId account, const Attempt& attempt, Instant now, const Act& act) {
  if (attempt.key.empty()) {
    OCOP_TRY(memo, act(transaction));
    return Outcome{std::move(memo), Outcome::How::now};
  }
  // 1. Old keys go first, so that one of them may be used anew.
  store::forget(transaction, Instant{now.milliseconds - kKept});
  // 2. The key is taken before the act: of two that come at once one waits here, and then finds the other's memo.
  if (store::take(transaction, account, attempt, now) == store::Taking::there) {
    auto kept = store::find(transaction, account, attempt, Instant{now.milliseconds - kKept});
    if (!kept) return refused(msg::key_in_use);   // it went between the two statements
    OCOP_TRY(memo, same_question(std::move(*kept), attempt));
    return Outcome{std::move(memo), Outcome::How::before};
  }
  // 3. An act that fails takes the key back with all else: the transaction is rolled back by its error.
  OCOP_TRY(memo, act(transaction));
  store::answer(transaction, account, attempt, memo);
  return Outcome{std::move(memo), Outcome::How::now};
}

Result<std::optional<std::string>> answered(db::Reader& reader, AccountId account, const Attempt& attempt, Instant now) {
  if (attempt.key.empty()) return std::optional<std::string>();
  auto kept = store::find(reader, account, attempt, Instant{now.milliseconds - kKept});
  if (!kept) return std::optional<std::string>();
  OCOP_TRY(memo, same_question(std::move(*kept), attempt));
  return std::optional(std::move(memo));
}

}  // namespace ocop::idempotency
