// What the program is told of rulebooks: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/rulebooks/api.h"
#include "modules/rulebooks/messages.h"
#include "modules/rulebooks/pages.h"

namespace ocop::rulebooks {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  context.progress("rulebooks");
  OCOP_TRY(loaded, load());
  const auto library = std::make_shared<Library>(std::move(loaded));
  context.ports.publish<const Library>(*library);

  manifest::Wiring out;
  out.holds = library;
  out.routes = [&library = *library, &site = context.site](http::Router& router) {
    add_api(router, library, {});
    add_pages(router, library, site, {});
  };
  out.navigation.add(web::Entry{.path = "/rulebooks",
                                .label = msg::nav_rulebooks,
                                .icon = web::Icon::book,
                                .positions = {{web::Spot::header, 30}, {web::Spot::bottom, 40}, {web::Spot::programme, 30}}});
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "rulebooks", .make = make}; }

}  // namespace ocop::rulebooks
