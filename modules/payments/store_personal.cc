// What is held of a person here (kernel/personal).
#include "modules/payments/store_personal.h"

#include "modules/payments/messages.h"

namespace ocop::payments::store {

std::vector<personal::Holding> personal_holdings() {
  return {personal::answers("payments_account", "set_by",
                            {"payments.personal", "SELECT set_at AS at FROM payments_account WHERE set_by = $1 ORDER BY set_at, id"},
                            msg::held_set),
          personal::answers("payments_account", "ended_by",
                            {"payments.personal", "SELECT ended AS at FROM payments_account WHERE ended_by = $1 ORDER BY ended, id"},
                            msg::held_ended)};
}

}  // namespace ocop::payments::store
