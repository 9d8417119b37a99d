#include "modules/claims/lists.h"

#include "modules/claims/api.h"
#include "modules/claims/messages.h"
#include "modules/claims/store.h"

namespace ocop::claims {

void add_lists(http::Router& router, const lists::Host& host, const Service& service) {
  lists::Filter state = lists::choice("state", msg::column_state, kStates).as(lists::Filter::Style::tabs, name(State::waiting));
  state.value = [](std::string_view asked) {
    for (const State one : kStates)
      if (name(one) == asked) return lists::Value(static_cast<std::int64_t>(one));
    return lists::Value(std::int64_t{-1});
  };
  lists::add(router, host,
             lists::List<Claim>{
                 .name = "claims",
                 .rows = store::claims(),
                 .complete = [&service](std::vector<Claim>& rows) { service.add_names(rows); },
                 .words = {msg::claims_title, msg::claims_none, msg::claims_none_teach},
                 .columns = {lists::linked({.label = msg::producer, .width = 44}, &Claim::producer_name, path_of),
                             lists::column<Claim>({msg::how},
                                                  [](const Claim& one) -> Message { return one.letter ? msg::by_letter : msg::by_words; }),
                             lists::column({msg::column_asked, "asked"}, &Claim::asked),
                             lists::column({msg::column_state}, &Claim::state)},
                 .filters = {std::move(state)},
                 .json = write_claim,
                 .json_schema = kClaimSchema},
             {.page = "/claims",
              .api = "/api/v1/claims",
              .policy = Policy::roles(Role::commune_officer, Role::provincial_body),
              .scope = scope_of,
              .summary = "claims of producers of the office's place; state = waiting (usual), accepted, refused"});
}

}  // namespace ocop::claims
