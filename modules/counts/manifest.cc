// What the program is told of counts: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "kernel/web/sitemap.h"
#include "modules/counts/messages.h"
#include "modules/counts/pages.h"

namespace ocop::counts {
namespace {

using web::operator""_h;

Result<manifest::Wiring> make(manifest::Context& context) {
  OCOP_TRY(made, Service::make({.clock = context.clock,
                                .places = context.ports.get<const places::Index>(),
                                .tallies = context.ports.get<const products::Tallies>()}));
  const auto service = std::make_shared<const Service>(std::move(made));
  context.offers.add(places::Panel{.rank = 60, .show = [service](web::Html& out, std::string_view province, std::string_view commune) {
                                     if (commune != "*" || service->of(province).empty()) return;
                                     out << "<p><a href=\""_h << web::link(out.language(), "/counts/" + std::string(province)) << "\">"_h
                                         << msg::panel << "</a></p>"_h;
                                   }});
  context.offers.add(web::few_pages(70, "counts", [] { return std::vector<std::string>{"/counts"}; }));

  manifest::Wiring out;
  out.holds = std::const_pointer_cast<Service>(service);
  out.routes = [&service = *service, &site = context.site](http::Router& router) {
    add_api(router, service);
    add_pages(router, service, site);
  };
  out.navigation.add(web::Entry{.path = "/counts", .label = msg::nav, .positions = {{web::Spot::programme, 45}}});
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "counts", .make = make}; }

}  // namespace ocop::counts
