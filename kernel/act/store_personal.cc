// What is held of a person here (kernel/personal).
#include "kernel/act/holdings.h"
#include "kernel/personal/messages.h"

namespace ocop::act {

std::vector<personal::Holding> personal_holdings() {
  return {personal::answers(
      "act_on_behalf", "account",
      {"act.personal", "SELECT at, producer, what, subject AS about FROM act_on_behalf WHERE account = $1 ORDER BY at, id"},
      personal::msg::held_on_behalf)};
}

}  // namespace ocop::act
