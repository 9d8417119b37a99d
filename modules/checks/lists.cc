#include "modules/checks/lists.h"

#include "modules/checks/api.h"
#include "modules/checks/messages.h"
#include "modules/checks/store.h"

namespace ocop::checks {
void add_lists(http::Router& router, const lists::Host& host) {
  lists::add(router, host,
             lists::List<Check>{
                 .name = "checks",
                 .rows = store::checks(),
                 .words = {msg::checks_title, msg::checks_none, msg::checks_none_teach},
                 .columns = {lists::linked({.label = msg::product, .width = 44}, &Check::product_name,
                                           [](const Check& one) { return path_of(one); }),
                             lists::column({msg::kind}, &Check::kind),
                             lists::column({msg::day, "day"}, &Check::day),
                             lists::column({msg::mend_by}, &Check::mend_by),
                             lists::column({msg::column_state}, &Check::state)},
                 .filters = {lists::choice_by_place("state", msg::column_state, kStates).as(lists::Filter::Style::tabs),
                             lists::choice_by_place("kind", msg::kind, kKinds)},
                 .json = write_listed,
                 .json_schema = kCheckSchema},
             {.page = "/checks",
              .api = "/api/v1/checks",
              .policy = Policy::roles(Role::commune_officer, Role::provincial_body, Role::ministry, Role::producer_member, Role::helper),
              .scope = scope_of,
              .summary = "Checks of products after their recognition, the latest day first"});
  lists::add(router, host,
             lists::List<Plan>{
                 .name = "check_plans",
                 .rows = store::plans(),
                 .words = {msg::plans_title, msg::plans_none, msg::plans_none_teach},
                 .columns = {lists::linked({.label = msg::plan_title, .width = 44}, &Plan::title,
                                           [](const Plan& one) { return path_of(one); }),
                             lists::column({msg::plan_first, "first"}, &Plan::first), lists::column({msg::plan_last}, &Plan::last),
                             lists::column({msg::column_state}, &Plan::state)},
                 .json = write_plan,
                 .json_schema = kPlanSchema},
             {.page = "/checks/plans",
              .api = "/api/v1/check-plans",
              .policy = Policy::roles(Role::provincial_body),
              .scope = planners,
              .summary = "Plans of checks of the province"});
}

}  // namespace ocop::checks
