#include "modules/filters/pages.h"

#include <algorithm>

#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/filters/messages.h"
#include "modules/filters/requests.h"
#include "modules/filters/rules.h"

namespace ocop::filters {
namespace {

using http::Asked;
using http::Call;
using http::Response;
using lists::Known;
using web::Html;
using web::operator""_h;

constexpr std::string_view kPath = "/filters", kNewPath = "/filters/new";

void hidden(Html& out, std::string_view name, std::string_view value) {
  out << "<input type=\"hidden\" name=\""_h << name << "\" value=\""_h << value << "\">"_h;
}

// The name is proposed: what narrows the list, in words.
void save_form(Html& out, const Asked& call, const Known& list, const std::string& query) {
  const auto fields = http::Fields::parse_query(query);
  http::Fields shown;
  if (fields) shown.add("name", std::string(text::cut(list.called(*fields, out.language()), kMostName)));
  const web::Form form = web::form(call, &shown);
  web::error_summary(out, form);
  web::open_form(out, form, kNewPath);
  hidden(out, "list", list.page);
  hidden(out, "query", query);
  web::control(out, form, save_filter().shape(), "name");
  web::button(out, msg::save, web::ButtonKind::quiet);
  web::close_form(out);
}

// A link to the rows; one that the list reads no more leads to where it can be removed.
void link(Html& out, const Service& service, const Asked& call, const SavedFilter& filter, std::string_view now) {
  const bool readable = service.readable(filter, call) != nullptr;
  out << "<li><a href=\""_h << web::link(call.request, readable ? filter.address() : path_of(filter)) << "\""_h
      << web::when(filter.query == now, " aria-current=\"true\""_h) << web::when(!readable, " class=\"gone\""_h) << ">"_h << filter.name;
  if (!readable) out << " <span class=\"small\">("_h << msg::not_readable << ")</span>"_h;
  out << "</a></li>"_h;
}

void write_above(Html& out, const Service& service, const Asked& call, const Known& list) {
  if (!call.actor.signed_in()) return;
  const auto read = list.narrowed(call.request.query, call);
  const std::string now = read ? *read : std::string();
  const std::vector<SavedFilter> own = service.of_list(call.actor, list.page);
  const auto here = std::ranges::find(own, now, &SavedFilter::query);
  if (!own.empty()) {
    out << "<nav class=\"saved\" aria-label=\""_h << msg::saved_label << "\"><p>"_h << msg::saved_label << "</p><ul>"_h;
    for (const SavedFilter& one : own) link(out, service, call, one, now);
    const bool shown = here != own.end();
    out << "</ul><a class=\"small\" href=\""_h << web::link(call.request, shown ? path_of(*here) : std::string(kPath)) << "\">"_h
        << (shown ? msg::remove_this : msg::manage) << "</a></nav>"_h;
  }
  if (now.empty() || here != own.end() || own.size() >= static_cast<std::size_t>(rules::kMostOfAList)) return;
  out << "<details class=\"narrow\"><summary>"_h << msg::save_these << "</summary>"_h;
  save_form(out, call, list, now);
  out << "</details>"_h;
}

class Filters {
 public:
  Filters(Service& service, const web::Site& site) : service_(service), site_(site) {}

  Result<Response> one(const Call<>& call, FilterId id) const {
    OCOP_TRY(filter, service_.find(call.actor, id));
    const Known* list = service_.readable(filter, call);
    return web::page(site_, call.request, {.title = filter.name}, [&](Html& out) {
      out << "<h1>"_h << filter.name << "</h1>"_h;
      if (!list) web::notice(out, msg::not_readable_why);
      const web::Fact facts[] = {{msg::column_list, list_name(service_, filter, out.language())},
                                 {msg::column_meaning, meaning(list, filter, out.language())},
                                 {msg::column_created, show(filter.created, out.language())}};
      web::facts(out, facts);
      out << "<div class=\"acts\">"_h;
      if (list) web::link_button(out, msg::open_it, filter.address());
      web::act(out, call.request, {path_of(filter, "/remove"), msg::remove, web::ButtonKind::danger});
      web::link_button(out, msg::back, kPath, web::ButtonKind::quiet);
      out << "</div>"_h;
    });
  }

  // What a refused form comes back to; above a list the same form stands by itself.
  Result<Response> ask(const Call<>& call) const {
    const http::Fields& sent = call.refused ? call.request.form : call.request.query;
    const Known* list = service_.directory().find(sent.get("list"));
    if (!list || !list->policy.admit(call.actor)) return Error::of(ErrorKind::not_found, "no such list");
    const std::string query(sent.get("query"));
    return web::page(site_, call.request, {.title = in(msg::save_these, call.language())}, [&](Html& out) {
      out << "<h1>"_h << msg::save_these << "</h1><p class=\"lead\">"_h << list->caption;
      if (const auto fields = http::Fields::parse_query(query)) out << ": "_h << list->called(*fields, out.language());
      out << "</p>"_h;
      save_form(out, call, *list, query);
      out << "<p class=\"acts\">"_h;
      web::link_button(out, msg::back_to_list, list->page + (query.empty() ? "" : "?" + query), web::ButtonKind::quiet);
      web::link_button(out, msg::manage, kPath, web::ButtonKind::quiet);
      out << "</p>"_h;
    });
  }

  Result<Response> save(const Call<SaveFilter>& call) const {
    OCOP_TRY(made, service_.save(call, call.input));
    OCOP_TRY(filter, service_.find(call.actor, made.id));
    return web::redirect_with_flash(site_, call.request, filter.address(), msg::was_saved);
  }

  // Back where the filter stood.
  Result<Response> remove(const Call<>& call, FilterId id) const {
    OCOP_TRY(filter, service_.remove(call.actor, id));
    const Known* list = service_.readable(filter, call);
    return web::redirect_with_flash(site_, call.request, list ? filter.address() : std::string(kPath), msg::was_removed);
  }

 private:
  Service& service_;
  const web::Site& site_;
};

}  // namespace

std::string path_of(const SavedFilter& filter, std::string_view act) {
  return std::string(kPath) + "/" + filter.id.text() + std::string(act);
}

std::string list_name(const Service& service, const SavedFilter& filter, Language language) {
  const Known* list = service.directory().find(filter.list);
  return list ? in(list->caption, language) : filter.list;
}

std::string meaning(const Known* list, const SavedFilter& filter, Language language) {
  const auto query = http::Fields::parse_query(filter.query);
  std::string words = list && query ? list->called(*query, language) : std::string();
  return words.empty() ? filter.query : words;
}

lists::Above above(const Service& service) {
  return {.rank = 10, .show = [&service](Html& out, const Asked& call, const Known& list) { write_above(out, service, call, list); }};
}

identity::ProfilePart profile_part(const Service& service) {
  return {.rank = 20, .show = [&service](Html& out, const http::Request& request) {
            const std::int64_t own = service.count(request.actor);
            out << "<h2>"_h << msg::title << "</h2><p>"_h;
            if (own == 0) out << msg::none_teach;
            else out << count(msg::how_many_one, msg::how_many, own, out.language());
            out << "</p>"_h;
            if (own == 0) return;
            out << "<p class=\"acts\">"_h;
            web::link_button(out, msg::manage, kPath, web::ButtonKind::quiet);
            out << "</p>"_h;
          }};
}

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kHolder = Policy::signed_in();
  http::Table(router, std::make_shared<const Filters>(service, site))
      .get(kNewPath, kHolder, &Filters::ask, "Form to save what a list is narrowed by")
      .form(kNewPath, kHolder, save_filter(), &Filters::save, &Filters::ask, "Save what a list is narrowed by, under a name")
      .get("/filters/{id}", kHolder, &Filters::one, "One own saved filter: what it shows; where it is removed")
      .post("/filters/{id}/remove", kHolder, &Filters::remove, "Remove an own saved filter");
}

}  // namespace ocop::filters
