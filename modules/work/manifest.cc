// What the program is told of work: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/work/messages.h"
#include "modules/work/pages.h"

namespace ocop::work {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  using web::Spot;
  manifest::Wiring out;
  out.routes = [&site = context.site, &offers = context.offers](http::Router& router) { add_pages(router, site, offers); };
  out.navigation.add(web::Entry{.path = std::string(kPath),
                                .label = msg::nav_work,
                                .icon = web::Icon::work,
                                .positions = {{Spot::header, 40}, {Spot::bottom, 50}, {Spot::account, 10}},
                                .policy = Policy::signed_in()});
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "work", .make = make}; }

}  // namespace ocop::work
