#include "modules/scans/lists.h"

#include "modules/scans/api.h"
#include "modules/scans/messages.h"
#include "modules/scans/pages.h"
#include "modules/scans/store.h"

namespace ocop::scans {

void add_lists(http::Router& router, const lists::Host& host, const Service& service) {
  using web::operator""_h;
  lists::add(
      router, host,
      lists::List<Day>{
          .name = "scans",
          .rows = store::days(),
          .complete = [&service](std::vector<Day>& days) { service.name_products(days); },
          .words = {msg::scans_title, msg::scans_none, msg::scans_none_teach},
          .columns = {lists::linked({.label = msg::column_product, .width = 40}, &Day::name, [](const Day& day) { return path_of(day); }),
                      lists::column({msg::column_day, "day"}, &Day::day),
                      lists::column({msg::column_scans, "scans", lists::Align::number}, &Day::scans),
                      lists::column({msg::column_networks, "", lists::Align::number}, &Day::networks)},
          .filters = {lists::day("from", msg::column_from), lists::id("product", msg::column_product).as(lists::Filter::Style::none)},
          .json = write_day},
      {.page = "/scans",
       .api = "/api/v1/scans",
       .policy = Policy::roles(Role::producer_member, Role::helper, Role::provincial_body),
       .scope = scope_of,
       .summary = "how often products were scanned, by day: a maker's own, or a province's; from (day), product (id)",
       .above =
           [&service](web::Html& out, const http::Asked& call) {
             out << "<p class=\"lead\">"_h << msg::scans_lead << "</p>"_h;
             write_strip(out, call.request, service.of_actor(call.actor, Span::four_weeks), service.parts().places);
           }});
}

}  // namespace ocop::scans
