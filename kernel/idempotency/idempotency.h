#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/attempt.h"
#include "kernel/base/id.h"
#include "kernel/base/result.h"
#include "kernel/base/time.h"
#include "kernel/db/db.h"

// The same request sent twice is one act (draft-ietf-httpapi-idempotency-key-header). The key is kept by the act's own transaction: there
// is no moment at which the act is done and the key is not there, whatever is killed when.
namespace ocop::idempotency {

std::vector<db::Migration> migrations();

// A telephone that was out of reach over a long weekend sends again; after that a key is forgotten and may be used anew.
inline constexpr std::int64_t kKept = 7 * 86'400'000LL;   // milliseconds

struct Outcome {
  enum class How : std::uint8_t { now, before };
  std::string memo;                    // what the first act returned: an id, from which its answer is made again. Never a secret.
  How how = How::now;
};

// Runs `act` unless this account's attempt was answered before: then its memo is the answer, and nothing is done. An attempt without a key
// always acts. What the memo names must be read again under the caller's scope, as any id that comes from outside.
// Errors: conflict when the key was used with another question, or is being used at this moment elsewhere; those of `act`, which leave the
// key free.
using Act = std::function<Result<std::string>(db::Transaction&)>;
Result<Outcome> once(db::Transaction& transaction, AccountId account, const Attempt& attempt, Instant now, const Act& act);

// The memo of an attempt that was answered before; nullopt = not yet, or without a key. For work that is costly and comes before the
// transaction (a picture): who has been answered is spared it. once() still decides. Error: conflict as above.
Result<std::optional<std::string>> answered(db::Reader& reader, AccountId account, const Attempt& attempt, Instant now);

}  // namespace ocop::idempotency
