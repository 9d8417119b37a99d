#include "app/pages.h"

#include <algorithm>
#include <array>

#include "app/messages.h"
#include "kernel/http/table.h"

namespace ocop::app {
namespace {

using web::Html;
using web::operator""_h;

struct DataSet {
  const Message& what;
  const Message& source;
  const Message* licence_message;   // null = `licence` as it is, a name
  std::string_view licence;
};
constexpr std::array<DataSet, 6> kDataSets{{
    {msg::about_rulebooks, msg::about_rulebooks_source, &msg::about_law_licence, ""},
    {msg::about_places, msg::about_places_source, nullptr, "MIT"},
    {msg::about_map, msg::about_map_source, nullptr, "CC BY-SA 4.0"},
    {msg::about_register, msg::about_register_source, &msg::about_facts_licence, ""},
    {msg::about_holidays, msg::about_holidays_source, &msg::about_law_licence, ""},
    {msg::about_fonts, msg::about_fonts_source, nullptr, "SIL Open Font License 1.1"},
}};

void data_sets(Html& out, const http::Request& request) {
  const web::Table table{.caption = msg::about_table,
                         .columns = {{"what", msg::about_what}, {"source", msg::about_source}, {"licence", msg::about_licence}}};
  web::table(out, request, table, [&](Html& rows) {
    for (const DataSet& set : kDataSets) {
      web::open_row(rows);
      web::open_cell(rows, table.columns[0], web::Cell::heading);
      rows << set.what;
      web::close_cell(rows, web::Cell::heading);
      web::text_cell(rows, table.columns[1], translate(set.source, rows.language()));
      web::text_cell(rows, table.columns[2],
                     set.licence_message != nullptr ? translate(*set.licence_message, rows.language()) : set.licence);
      web::close_row(rows);
    }
  });
}

void api_routes(Html& out, const http::Request& request, const http::Router& router) {
  std::vector<const http::Route*> routes;
  for (const http::Route& route : router.routes())
    if (route.pattern.starts_with("/api/")) routes.push_back(&route);
  std::sort(routes.begin(), routes.end(), [](const http::Route* a, const http::Route* b) { return a->pattern < b->pattern; });
  const web::Table table{.caption = msg::api_routes,
                         .columns = {{"route", msg::api_route}, {"who", msg::api_who}, {"does", msg::api_does}}};
  web::table(out, request, table, [&](Html& rows) {
    for (const http::Route* route : routes) {
      web::open_row(rows);
      web::open_cell(rows, table.columns[0], web::Cell::heading);
      rows << "<code>"_h << http::name(route->method) << " "_h << route->pattern << "</code>"_h;
      web::close_cell(rows, web::Cell::heading);
      web::text_cell(rows, table.columns[1], who_may(route->policy, rows.language()));
      web::text_cell(rows, table.columns[2], what_it_does(route->summary, rows.language()).value_or(route->summary));
      web::close_row(rows);
    }
  });
}

void api_body(Html& out, const http::Request& request, const http::Router& router, const web::Site& site) {
  out << "<h1>"_h << msg::api_title << "</h1><p class=\"lead\">"_h << msg::api_lead << "</p><h2>"_h << msg::api_start << "</h2><p>"_h
      << msg::api_public << "</p><pre tabindex=\"0\"><code>curl '"_h << site.public_url
      << "/api/v1/products?q=che+phin+ho'</code></pre><p>"_h << msg::api_token
      << "</p><pre tabindex=\"0\"><code>ocop admin create-token LOGIN --label \"…\"\ncurl -H \"Authorization: Bearer $TOKEN\" '"_h
      << site.public_url << "/api/v1/me'</code></pre><p>"_h << msg::api_errors << "</p>"_h;
  web::link_button(out, msg::api_openapi, "/api/v1/openapi.json", web::ButtonKind::quiet);
  api_routes(out, request, router);
}

struct Pages {
  const web::Site& site;
  const http::Router& router;
};

Result<http::Response> about_data(const Pages& pages, const http::Call<>& call) {
  const web::PageOptions options{.title = std::string(translate(msg::about_title, call.language())), .width = web::Width::wide};
  return web::page(pages.site, call.request, options, [&](Html& out) {
    out << "<h1>"_h << msg::about_title << "</h1><p class=\"lead\">"_h << msg::about_lead << "</p>"_h;
    data_sets(out, call.request);
    out << "<p>"_h << msg::about_program << "</p>"_h;
  });
}

Result<http::Response> about_api(const Pages& pages, const http::Call<>& call) {
  const web::PageOptions options{.title = std::string(translate(msg::api_title, call.language())), .width = web::Width::wide};
  return web::page(pages.site, call.request, options, [&](Html& out) { api_body(out, call.request, pages.router, pages.site); });
}

Result<http::Response> about_rights(const Pages& pages, const http::Call<>& call) {
  const web::PageOptions options{.title = std::string(translate(msg::rights_title, call.language()))};
  return web::page(pages.site, call.request, options, [&](Html& out) { rights_body(out, pages.router); });
}

}  // namespace

web::Navigation about_navigation() {
  web::Navigation out;
  out.add(web::Entry{.path = "/about/data", .label = msg::nav_licences, .positions = {{web::Spot::site, 20}}});
  out.add(web::Entry{.path = "/rights", .label = msg::rights_title, .positions = {{web::Spot::site, 25}}});
  out.add(web::Entry{.path = "/api", .label = msg::nav_api, .positions = {{web::Spot::site, 30}}});
  return out;
}

web::Addresses public_pages() {
  return web::few_pages(10, "pages", [] {
    return std::vector<std::string>{"/",    "/products",  "/certificates", "/producers", "/map", "/rulebooks",
                                    "/log", "/verify", "/about/data"};
  });
}

void add_about_pages(http::Router& router, const web::Site& site) {
  http::Table(router, std::make_shared<const Pages>(Pages{site, router}))
      .get("/about/data", Policy::anyone(), about_data, "Sources and licences of the data inside the program")
      .get("/rights", Policy::anyone(), about_rights, "Who may do what: each role with its acts, from the policies that decide")
      .get("/api", Policy::anyone(), about_api, "How to use the API, with the table of its routes");
}

}  // namespace ocop::app
