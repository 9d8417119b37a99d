#pragma once
#include <optional>
#include <string>

#include "kernel/base/attempt.h"
#include "kernel/base/id.h"
#include "kernel/base/time.h"
#include "kernel/db/db.h"

namespace ocop::idempotency::store {

struct Kept { std::string digest, memo; };
// False: the key is there already. On PostgreSQL this waits for another transaction that is about to keep the same key.
enum class Taking : std::uint8_t { taken, there };
Taking take(db::Transaction& transaction, AccountId account, const Attempt& attempt, Instant now);
// Nullopt for one that was kept before `since` too: it only waits to be forgotten.
std::optional<Kept> find(db::Reader& reader, AccountId account, const Attempt& attempt, Instant since);
void answer(db::Transaction& transaction, AccountId account, const Attempt& attempt, std::string_view memo);
void forget(db::Transaction& transaction, Instant older_than);

}  // namespace ocop::idempotency::store
