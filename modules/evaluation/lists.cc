#include "modules/evaluation/lists.h"

#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_parts.h"
#include "modules/evaluation/words.h"

namespace ocop::evaluation {
namespace {

constexpr std::array kStatesOfList{State::forwarded, State::scoring, State::closed, State::decided};

Scope province_scope(const Actor& actor) {
  return with_centre(Scope::of(actor, {Role::provincial_body, Role::secretary, Role::advisory_group}), actor);
}

void write_row(json::Writer& out, const Dossier& one) {
  out.begin_object().field("id", one.id).field("number", one.number).field("product", one.product).field("product_name", one.product_name);
  out.field("kind", one.kind).field("state", one.state).field("commune", one.commune).field("forwarded", one.forwarded_at);
  out.field("closed", one.closed_at).field("decided", one.decided_at).end_object();
}

constexpr std::string_view kRow =
    R"({"type":"object","properties":{"id":{"type":"string","format":"uuid"},"number":{"type":"string"},"product":{"type":"string"},)"
    R"("product_name":{"type":"string"},"kind":{"type":"string"},"state":{"type":"string"},"commune":{"type":"string"}}})";

}  // namespace

void add_lists(http::Router& router, const lists::Host& host, const Service& service) {
  using web::operator""_h;
  lists::add(router, host,
             lists::List<Dossier>{
                 .name = "dossiers",
                 .rows = service.of_province(),
                 .words = {.caption = msg::dossiers_title, .empty = msg::dossiers_none, .empty_teach = msg::dossiers_none_teach},
                 .columns = {lists::linked({.label = msg::dossiers_product, .width = 34}, &Dossier::product_name,
                                           [](const Dossier& one) { return pages::dossier_path(one.id); }),
                             lists::column({msg::dossiers_number, "number"}, &Dossier::number),
                             lists::column<Dossier>({msg::dossiers_kind}, [](const Dossier& one) { return label(one.kind); }),
                             lists::column<Dossier>({msg::dossiers_state}, [](const Dossier& one) { return state_words(one); }),
                             lists::column({msg::dossiers_forwarded, "forwarded"}, &Dossier::forwarded_at)},
                 .filters = {lists::choice("state", msg::dossiers_state, kStatesOfList, [](State state) { return label(state); })
                                 .as(lists::Filter::Style::tabs)},
                 .json = write_row,
                 .json_schema = kRow},
             {.page = "/dossiers",
              .api = "/api/v1/dossiers",
              .policy = kReadsProvince,
              .scope = province_scope,
              .summary = "Dossiers that reached the province; state = forwarded, scoring, closed, decided",
              .above = [&site = host.site](web::Html& out, const http::Asked& call) {
                if (!call.actor.has(Role::provincial_body)) web::duties(out, site, call.request);   // a first page; the office's is /work
              }});
}

}  // namespace ocop::evaluation
