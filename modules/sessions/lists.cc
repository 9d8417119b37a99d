#include "modules/sessions/lists.h"

#include "modules/sessions/api.h"
#include "modules/sessions/messages.h"
#include "modules/sessions/store.h"

namespace ocop::sessions {

void add_lists(http::Router& router, const lists::Host& host, const Service& service) {
  lists::add(router, host,
             lists::List<Session>{
                 .name = "sessions",
                 .rows = store::sessions(),
                 .complete = [&service](std::vector<Session>& rows) { service.settle(rows); },
                 .words = {msg::sessions_title, msg::sessions_none, msg::sessions_none_teach},
                 .columns = {lists::linked<Session, std::string>({.label = msg::session_title, .width = 40}, &Session::title, path_of),
                             lists::column<Session>({msg::state}, [](const Session& one) { return one.state; }),
                             lists::column<Session>({.label = msg::day, .sort = "day"}, [](const Session& one) { return one.day; }),
                             lists::column<Session>({msg::hour}, [](const Session& one) { return one.hour; }),
                             lists::column<Session>({.label = msg::place, .width = 34}, [](const Session& one) { return one.place; })},
                 .json = write_session,
                 .json_schema = kSessionSchema},
             {.page = "/sessions",
              .api = "/api/v1/sessions",
              .policy = kReaders,
              .scope = scope_of,
              .summary = "sessions of the province's council; to chairs, members and secretaries those that they were called to",
              .above = [](web::Html& out, const http::Asked& call) {
                if (kOffice.admit(call.actor)) web::link_button(out, msg::new_session, "/sessions/new");
              }});
}

}  // namespace ocop::sessions
