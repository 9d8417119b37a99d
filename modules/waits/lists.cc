#include "modules/waits/lists.h"

#include "modules/waits/messages.h"
#include "modules/waits/store.h"

namespace ocop::waits {
namespace {

Scope offices_of(const Actor& actor) { return Scope::of(actor, {Role::commune_officer, Role::provincial_body}); }
std::string path_of(const Opinion& one) { return "/dossiers/" + one.dossier.text() + "/opinion"; }

void write(json::Writer& out, const Opinion& one) {
  out.begin_object().field("dossier", one.dossier).field("province", one.province).field("commune", one.commune);
  out.field("grade", one.grade).field("words", one.words).field("given", one.given).end_object();
}

}  // namespace

void add_lists(http::Router& router, const lists::Host& host, const Service& service) {
  const places::Index& places = service.parts().places;
  lists::add(router, host,
             lists::List<Opinion>{
                 .name = "opinions",
                 .rows = store::opinions(),
                 .words = {msg::opinions_title, msg::opinions_none, msg::opinions_none_teach},
                 .columns = {lists::linked({msg::given, "given"}, &Opinion::given, path_of),
                             lists::column({msg::grade_short, "grade", lists::Align::number}, &Opinion::grade),
                             lists::column({.label = msg::opinion_words, .width = 60}, &Opinion::words),
                             lists::column<Opinion>({.label = msg::column_office, .width = 34},
                                                    [&places](const Opinion& one, Language language) {
                                                      return places.show(one.province, one.commune, language);
                                                    })},
                 .filters = {lists::text("commune", msg::column_office).as(lists::Filter::Style::none)},
                 .json = write},
             {.page = "/waits/opinions",
              .api = "/api/v1/waits/opinions",
              .policy = Policy::roles(Role::commune_officer, Role::provincial_body),
              .scope = offices_of,
              .summary = "what producers said of how their dossiers were dealt with, of the office's place; commune"});
}

}  // namespace ocop::waits
