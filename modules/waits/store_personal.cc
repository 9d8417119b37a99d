// What is held of a person here (kernel/personal). An opinion names no account: it is the producer's.
#include "modules/waits/store_personal.h"

#include "modules/waits/messages.h"

namespace ocop::waits::store {

std::vector<personal::Holding> personal_holdings() {
  return {personal::answers("waits_round", "entered_by",
                            {"waits.personal",
                             "SELECT entered AS at, plan AS name FROM waits_round WHERE entered_by = $1 ORDER BY entered"},
                            msg::held_rounds)};
}

}  // namespace ocop::waits::store
