// What is held of a person here (kernel/personal).
#include "kernel/personal/personal.h"
#include "modules/duplicates/messages.h"
#include "modules/duplicates/store_personal.h"

namespace ocop::duplicates::store {

std::vector<personal::Holding> personal_holdings() {
  return {
      personal::answers(
          "duplicates_pair", "answered_by",
          {"duplicates.personal",
            "SELECT answered AS at, name, other_name AS about FROM duplicates_pair WHERE answered_by = $1 ORDER BY"
            " answered, id"},
          msg::held_pairs)};
}

}  // namespace ocop::duplicates::store
