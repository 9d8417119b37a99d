#include "modules/privacy/lists.h"

#include "kernel/i18n/translate.h"
#include "modules/privacy/messages.h"
#include "modules/privacy/rules.h"
#include "modules/privacy/store.h"
#include "modules/privacy/store_breaches.h"

namespace ocop::privacy {

using web::operator""_h;

namespace {

struct Listed {
  Request request;
  std::string who;
};

lists::Rows<Listed> rows() {
  const auto requests = store::requests();
  return {requests.source, [load = requests.load](const db::Row& row) { return Listed{load(row), {}}; }};
}

void complete(std::vector<Listed>& rows, const Service& service) {
  std::vector<Request> requests;
  for (const Listed& one : rows) requests.push_back(one.request);
  const auto names = service.names(requests);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].who = names[i];
}

}  // namespace

Scope desk_scope(const Actor& actor) { return Scope::of(actor, {Role::administrator}); }

void write_request(json::Writer& out, const Request& one) {
  out.begin_object().field("id", one.id).field("account", one.account).field("wish", one.wish).field("words", std::string_view(one.words));
  out.field("state", one.state).field("asked", one.asked).field("third_party", one.third_party == ThirdParty::yes);
  out.field("extended_days", one.extended_days).field("extension", std::string_view(one.extension));
  out.field("answer", std::string_view(one.answer)).field("answered", one.answered).field("ended", one.ended);
  out.field("erase_at", one.erase_at).field("due", one.due).field("version", one.version).end_object();
}

void add_lists(http::Router& router, const lists::Host& host, const Service& service) {
  lists::add(
      router, host,
      lists::List<Listed>{
          .name = "requests",
          .rows = rows(),
          .complete = [&service](std::vector<Listed>& some) { complete(some, service); },
          .words = {msg::desk_title, msg::desk_none, msg::desk_none_teach},
          .columns =
              {{{msg::column_who},
                [](const Listed& one, Language language) {
                  return lists::Cell{one.who.empty() ? in(msg::nobody, language) : one.who, "/privacy/requests/" + one.request.id.text()};
                }},
               lists::column<Listed>({msg::ask_wish}, [](const Listed& one) { return label(one.request.wish); }),
               lists::column<Listed>({msg::column_state}, [](const Listed& one) { return label(one.request.state); }),
               lists::column<Listed>({msg::column_asked, "asked"}, [](const Listed& one) { return one.request.asked; }),
               lists::column<Listed>({msg::column_due, "due"}, [](const Listed& one) { return one.request.due; })},
          .filters = {lists::choice("state", msg::column_state, kStates).as(lists::Filter::Style::tabs, name(State::asked)),
                      lists::choice("wish", msg::ask_wish, kWishes), lists::since("since", msg::asked_since)},
          .json = [](json::Writer& out, const Listed& one) { write_request(out, one.request); }},
      {.page = "/privacy/requests",
       .api = "/api/v1/privacy/requests",
       .policy = kDesk,
       .scope = desk_scope,
       .summary = "What people ask about their data, by the next clock; state = asked (usual), answered, done, refused, taken_back, or "
                  "empty for all",
       .before = [&service](const http::Asked& call) { return service.note_list_seen(call.actor); }});
}

Scope breach_scope(const Actor& actor) { return Scope::of(actor, {Role::administrator, Role::auditor}); }

void add_breach_lists(http::Router& router, const lists::Host& host) {
  lists::add(router, host,
             lists::List<Breach>{
                 .name = "breaches",
                 .rows = store::breaches(),
                 .words = {.caption = msg::breaches_title, .empty = msg::breaches_none, .empty_teach = msg::breaches_none_teach},
                 .columns = {lists::linked<Breach>({msg::breach_found, "found"}, &Breach::found,
                                                   [](const Breach& one) { return breach_path(one.id); }),
                             lists::column({.label = msg::breach_what, .width = 40}, &Breach::what),
                             lists::column<Breach>({msg::breach_state}, [](const Breach& one) { return label(state_of(one)); }),
                             lists::column<Breach>({msg::breach_notify_by}, [](const Breach& one) { return rules::notify_by(one.found); }),
                             lists::column({msg::breach_notified_at}, &Breach::notified)},
                 .filters = {lists::choice("state", msg::breach_state, kBreachStates).as(lists::Filter::Style::tabs)},
                 .json = write_breach,
                 .json_schema = kBreachSchema},
             {.page = "/privacy/breaches",
              .api = "/api/v1/privacy/breaches",
              .policy = identity::kAudit,
              .scope = breach_scope,
              .summary = "Breaches of personal data, the latest first",
              .above = [](web::Html& out, const http::Asked& call) {
                if (!call.actor.has(Role::administrator)) return;
                out << "<p class=\"acts\">"_h;
                web::link_button(out, msg::breach_new, "/privacy/breaches/new", web::ButtonKind::quiet);
                out << "</p>"_h;
              }});
}

}  // namespace ocop::privacy
