// What is held of a person here (kernel/personal).
#include "kernel/personal/personal.h"
#include "modules/filters/messages.h"
#include "modules/filters/store_personal.h"

namespace ocop::filters::store {

std::vector<personal::Holding> personal_holdings() {
  using personal::Fate, personal::Ground, personal::Group;
  return {
      {.group = Group::choices,
       .table = "filters_filter",
       .column = "account",
       .facts = {"filters.personal",
            "SELECT created AS at, list AS about, name, query AS words FROM filters_filter WHERE account = $1"
            " ORDER BY created, id"},
       .what = msg::held_filters,
       .purpose = msg::for_filters,
       .kept = msg::kept_filters,
       .ground = Ground::account,
       .fate = Fate::goes}};
}

}  // namespace ocop::filters::store
