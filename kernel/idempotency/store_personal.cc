// What is held of a person here (kernel/personal).
#include "kernel/idempotency/holdings.h"
#include "kernel/personal/messages.h"

namespace ocop::idempotency {

std::vector<personal::Holding> personal_holdings() {
  return {{.group = personal::Group::account,
           .table = "idempotency_attempt",
           .column = "account",
           .facts = {"idempotency.personal", "SELECT at, route AS what FROM idempotency_attempt WHERE account = $1 ORDER BY at, route"},
           .what = personal::msg::held_attempts,
           .purpose = personal::msg::for_attempts,
           .kept = personal::msg::kept_attempts,
           .ground = personal::Ground::duty}};
}

}  // namespace ocop::idempotency
