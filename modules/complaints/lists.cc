#include "modules/complaints/lists.h"

#include "modules/complaints/api.h"
#include "modules/complaints/messages.h"
#include "modules/complaints/store.h"

namespace ocop::complaints {

void add_lists(http::Router& router, const lists::Host& host) {
  lists::add(router, host,
             lists::List<Complaint>{
                 .name = "complaints",
                 .rows = store::complaints(),
                 .words = {msg::complaints_title, msg::complaints_none, msg::complaints_none_teach},
                 .columns = {lists::linked({.label = msg::product, .width = 44}, &Complaint::product_name, path_of),
                             lists::column({msg::dossier}, &Complaint::dossier_number),
                             lists::column({msg::filed, "filed"}, &Complaint::filed),
                             lists::column({msg::due}, &Complaint::due),
                             lists::column({msg::column_state}, &Complaint::state)},
                 .filters = {lists::choice_by_place("state", msg::column_state, kStates).as(lists::Filter::Style::tabs)},
                 .json = write_complaint,
                 .json_schema = kComplaintSchema},
             {.page = "/complaints",
              .api = "/api/v1/complaints",
              .policy = Policy::roles(Role::producer_member, Role::helper, Role::provincial_body),
              .scope = scope_of,
              .summary = "Complaints about results, the latest first; state = filed, received, upheld, rejected, withdrawn"});
}

}  // namespace ocop::complaints
