#include "modules/registrations/lists.h"

#include "modules/registrations/api.h"
#include "modules/registrations/messages.h"
#include "modules/registrations/store.h"

namespace ocop::registrations {

void add_lists(http::Router& router, const lists::Host& host, const places::Index& places) {
  lists::add(router, host,
             lists::List<Registration>{
                 .name = "registrations",
                 .rows = store::registrations(),
                 .words = {msg::registrations_title, msg::registrations_none, msg::registrations_none_teach},
                 .columns = {lists::linked({.label = msg::column_name, .width = 40}, &Registration::name, path_of),
                             lists::column({msg::column_subject}, &Registration::subject),
                             lists::column({msg::column_state}, &Registration::state),
                             lists::column<Registration>({.label = msg::place, .width = 34},
                                                         [&places](const Registration& one, Language language) {
                                                           return places.show(one.province, one.commune, language);
                                                         }),
                             lists::column({msg::sent, "sent"}, &Registration::sent)},
                 .filters = {lists::choice_by_place("state", msg::column_state, kStates)
                                 .as(lists::Filter::Style::tabs, name(State::waiting)),
                             lists::choice_by_place("subject", msg::column_subject, kSubjects).as(lists::Filter::Style::control)},
                 .json = write_registration,
                 .json_schema = kRegistrationSchema},
             {.page = "/registrations",
              .api = "/api/v1/registrations",
              .policy = Policy::roles(Role::producer_member, Role::helper, Role::commune_officer, Role::provincial_body),
              .scope = scope_of,
              .summary = "registrations of the own producers, or of the office's place; state = waiting (usual), returned, confirmed, "
                         "withdrawn"});
}

}  // namespace ocop::registrations
