#pragma once
#include <optional>
#include <vector>

#include "kernel/sync/sync.h"

namespace ocop::sync::store {

struct Stored {
  Answer answer;
  std::string digest;
};
struct NewAct {
  AccountId account;
  Uuid device;
  std::string digest;
  Instant received;
};

std::optional<Stored> find(db::Reader& reader, AccountId account, Uuid id);
// The same, under a lock until the transaction ends.
std::optional<Stored> lock(db::Transaction& transaction, AccountId account, Uuid id);
// False when the id is there already; waits for a transaction that is just writing it.
bool insert(db::Transaction& transaction, const NewAct& act, const Answer& answer);
void set_result(db::Transaction& transaction, AccountId account, const Answer& answer);
// Ends the waiting: outcome, reason, result; the body goes.
void settle(db::Transaction& transaction, AccountId account, const Answer& answer, Instant now);
std::vector<Answer> waiting(db::Reader& reader, AccountId account, int limit);
std::int64_t count_waiting(db::Reader& reader, AccountId account);

}  // namespace ocop::sync::store
