#include "modules/certificates/pages_rulings.h"
#include "modules/certificates/messages.h"
#include "modules/certificates/store_rulings.h"

// Decisions of the province: drafts, and what was recorded.
namespace ocop::certificates {

void write_way_to_new_ruling(web::Html& out, const http::Asked&) {
  using web::operator""_h;
  out << "<p class=\"acts\">"_h;
  web::link_button(out, msg::ruling_new_title, "/rulings/new");
  out << "</p>"_h;
}

void add_ruling_lists(http::Router& router, const lists::Host& host, const Rulings& rulings) {
  const auto state = [](const Ruling& one) { return one.recorded ? RulingState::recorded : RulingState::draft; };
  lists::add(
      router, host,
      lists::List<Ruling>{
          .name = "rulings",
          .rows = ruling_rows::rulings(),
          .complete = [&rulings](std::vector<Ruling>& rows) { rulings.settle(rows); },
          .words = {.caption = msg::rulings_title, .empty = msg::rulings_none, .empty_teach = msg::rulings_none_teach,
                    .empty_path = "/rulings/new", .empty_act = msg::ruling_new_title, .found_one = msg::rulings_found_one,
                    .found_many = msg::rulings_found},
          .columns = {{{.label = msg::fact_decision, .sort = "number", .width = 34},
                       [](const Ruling& one, Language language) {
                         return lists::Cell{one.number.empty() ? in(msg::ruling_unnumbered, language) : one.number, ruling_path(one.id)};
                       }},
                      lists::column({msg::fact_decided}, &Ruling::decided),
                      lists::column<Ruling>({msg::confirm_state}, state),
                      lists::column<Ruling>({msg::ruling_signature},
                                            [](const Ruling& one, Language language) {
                                              return one.sha256.empty() ? std::string() : in(signatures::label(one.signature), language);
                                            }),
                      lists::column({msg::confirm_prepared, "prepared"}, &Ruling::prepared)},
          .filters = {lists::choice("state", msg::confirm_state, kRulingStates).as(lists::Filter::Style::tabs)},
          .json = [](json::Writer& out, const Ruling& one) { write_ruling(out, one); },
          .json_schema = kRulingSchema},
      {.page = "/rulings",
       .api = "/api/v1/rulings",
       .policy = Policy::roles(Role::provincial_body, Role::ministry),
       .scope = scope_of,
       .summary = "Decisions of the province, drafts and recorded ones",
       .description = msg::rulings_description,
       .above = write_way_to_new_ruling});
}

void add_ruling_navigation(web::Navigation& out) {
  out.add(web::Entry{.path = "/rulings", .label = msg::rulings_title, .positions = {{web::Spot::duties, 11}},
                     .policy = Policy::roles(Role::provincial_body, Role::ministry)});
}

}  // namespace ocop::certificates
