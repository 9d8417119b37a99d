#include "modules/filters/lists.h"

#include "kernel/i18n/translate.h"
#include "modules/filters/api.h"
#include "modules/filters/messages.h"
#include "modules/filters/pages.h"
#include "modules/filters/store.h"

namespace ocop::filters {
namespace {

using http::Asked;
using lists::Cell;
using lists::Shown;
using web::Html;
using web::operator""_h;

void draw_name(Html& out, const Service& service, const SavedFilter& filter, const Asked& call) {
  const bool readable = service.readable(filter, call) != nullptr;
  out << "<a href=\""_h << web::link(call.request, readable ? filter.address() : path_of(filter)) << "\">"_h << filter.name << "</a>"_h;
  if (!readable) out << " <span class=\"small\">("_h << msg::not_readable << ")</span>"_h;
}

std::vector<lists::Column<SavedFilter>> columns(const Service& service) {
  return {{{.label = msg::column_name, .width = 40},
           [](const SavedFilter& one, Language) { return Cell{one.name}; },
           [&service](Html& out, const SavedFilter& one, const Asked& call) { draw_name(out, service, one, call); }},
          {{.label = msg::column_list, .sort = "list", .width = 30},
           [&service](const SavedFilter& one, Language language) { return Cell{list_name(service, one, language)}; }},
          {{.label = msg::column_meaning, .width = 40},
           [&service](const SavedFilter& one, Language language) {
             return Cell{meaning(service.directory().find(one.list), one, language)};
           }},
          {{.label = msg::column_address, .shown = Shown::exports, .width = 60},
           [](const SavedFilter& one, Language) { return Cell{one.address()}; }},
          {{.label = msg::column_created, .sort = "created"},
           [](const SavedFilter& one, Language language) { return lists::moment(one.created, language); }},
          {{.label = msg::column_acts, .shown = Shown::page},
           [](const SavedFilter& one, Language language) {
             return Cell{std::string(translate(msg::remove_link, language)), path_of(one)};
           }}};
}

lists::Filter of_list(const Service& service) {
  return lists::options("list", msg::column_list, [&service](Language language) {
    std::vector<web::Option> out;
    for (const lists::Known& one : service.directory().all()) out.push_back({one.page, std::string(translate(one.caption, language))});
    return out;
  });
}

}  // namespace

void add_lists(http::Router& router, const lists::Host& host, const Service& service) {
  lists::add(
      router, host,
      lists::List<SavedFilter>{
          .name = "filters",
          .rows = store::filters(),
          .words = {msg::title, msg::none, msg::none_teach},
          .columns = columns(service),
          .filters = {of_list(service)},
          .json = [&service](json::Writer& out, const SavedFilter& one, const Asked& call) { write_filter(out, service, one, call); }},
      {.page = "/filters",
       .api = "/api/v1/filters",
       .policy = Policy::signed_in(),
       .scope = lists::own,
       .summary = "own saved filters; list narrows to those of one list, by the path of its page"});
}

}  // namespace ocop::filters
