// What is held of a person here (kernel/personal).
#include "modules/numbers/store_personal.h"

#include "modules/numbers/messages.h"

namespace ocop::numbers::store {

std::vector<personal::Holding> personal_holdings() {
  return {personal::answers("numbers_licence", "set_by",
                            {"numbers.personal", "SELECT set_at AS at FROM numbers_licence WHERE set_by = $1 ORDER BY set_at, id"},
                            msg::held_set),
          personal::answers("numbers_licence", "ended_by",
                            {"numbers.personal", "SELECT ended AS at FROM numbers_licence WHERE ended_by = $1 ORDER BY ended, id"},
                            msg::held_ended),
          personal::answers("numbers_given", "given_by",
                            {"numbers.personal", "SELECT given AS at FROM numbers_given WHERE given_by = $1 ORDER BY given, gtin"},
                            msg::held_given)};
}

}  // namespace ocop::numbers::store
