// What is held of a person here (kernel/personal).
#include "kernel/personal/messages.h"
#include "kernel/sync/holdings.h"

namespace ocop::sync {

std::vector<personal::Holding> personal_holdings() {
  return {personal::answers(
      "sync_act", "account",
      {"sync.personal", "SELECT received AS at, kind AS what, subject AS about, body AS words FROM sync_act WHERE account = $1"
                        " ORDER BY received, id"},
      personal::msg::held_phone_acts)};
}

}  // namespace ocop::sync
