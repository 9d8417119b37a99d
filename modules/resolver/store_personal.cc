// What is held of a person here (kernel/personal).
#include "kernel/personal/personal.h"
#include "modules/resolver/messages.h"
#include "modules/resolver/store_personal.h"

namespace ocop::resolver::store {

std::vector<personal::Holding> personal_holdings() {
  return {
      personal::answers(
          "resolver_report", "closed_by",
          {"resolver.personal",
            "SELECT closed AS at, number, finding AS words FROM resolver_report WHERE closed_by = $1 ORDER BY"
            " closed, id"},
          msg::held_closed_reports)};
}

}  // namespace ocop::resolver::store
