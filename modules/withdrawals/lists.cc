#include "modules/withdrawals/lists.h"

#include "modules/withdrawals/api.h"
#include "modules/withdrawals/messages.h"
#include "modules/withdrawals/store.h"

namespace ocop::withdrawals {

void add_lists(http::Router& router, const lists::Host& host, const Service& service) {
  lists::add(router, host,
             lists::List<Proposal>{
                 .name = "withdrawals",
                 .rows = store::proposals(),
                 .words = {msg::withdrawals_title, msg::withdrawals_none, msg::withdrawals_none_teach},
                 .columns = {lists::linked({.label = msg::product, .width = 44}, &Proposal::product_name,
                                           [](const Proposal& one) { return path_of(one); }),
                             lists::column({msg::stars}, &Proposal::stars),
                             lists::column<Proposal>({.label = msg::ground, .width = 44},
                                                     [](const Proposal& one) -> Message { return certificates::label(one.ground); }),
                             lists::column<Proposal>({msg::due, "due"}, [&service](const Proposal& one) { return service.due(one); }),
                             lists::column({msg::column_state}, &Proposal::state)},
                 .filters = {lists::choice_by_place("state", msg::column_state, kStates).as(lists::Filter::Style::tabs)},
                 .json = write_proposal,
                 .json_schema = kProposalSchema},
             {.page = "/withdrawals",
              .api = "/api/v1/withdrawals",
              .policy = Policy::roles(Role::commune_officer, Role::provincial_body, Role::ministry, Role::producer_member, Role::helper),
              .scope = scope_of,
              .summary = "Withdrawals that are proposed, the nearest term first; state = found, concluded, submitted, withdrawn, dropped"});
}

}  // namespace ocop::withdrawals
