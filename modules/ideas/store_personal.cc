// What is held of a person here (kernel/personal).
#include "modules/ideas/store_personal.h"

#include "modules/ideas/messages.h"

namespace ocop::ideas::store {

std::vector<personal::Holding> personal_holdings() {
  return {personal::answers("ideas_idea", "changed_by",
                            {"ideas.personal",
                             "SELECT changed AS at, producer, name FROM ideas_idea WHERE changed_by = $1 ORDER BY changed, id"},
                            msg::held_changed)};
}

}  // namespace ocop::ideas::store
