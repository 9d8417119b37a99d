// What is held of a person here (kernel/personal).
#include "kernel/act/holdings.h"
#include "kernel/personal/messages.h"

namespace ocop::act {

std::vector<personal::Holding> personal_holdings() {
  return {personal::answers(
      "act_on_behalf", "account",
      {"act.personal", "SELECT at, producer, what, subject AS about FROM act_on_behalf WHERE account = $1 ORDER BY at, id"},
      personal::msg::held_on_behalf),
          personal::answers("act_stood_in", "account",
                            {"act.personal", "SELECT at, what, subject AS about FROM act_stood_in WHERE account = $1 ORDER BY at, id"},
                            personal::msg::held_stood_in),
          personal::answers("act_stood_in", "stands_for",
                            {"act.personal", "SELECT at, what, subject AS about FROM act_stood_in WHERE stands_for = $1 ORDER BY at, id"},
                            personal::msg::held_stood_in_for)};
}

}  // namespace ocop::act
