// What the program is told of displays: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/displays/api.h"
#include "modules/displays/pages.h"
#include "modules/displays/service.h"

namespace ocop::displays {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .blobs = context.blobs,
                                                                .clock = context.clock,
                                                                .places = context.ports.get<const places::Index>(),
                                                                .producers = context.ports.get<const producers::Producers>(),
                                                                .products = context.ports.get<const products::Products>(),
                                                                .items = context.ports.get<const items::Items>(),
                                                                .public_url = context.site.public_url,
                                                                .fonts = print::PdfFonts{std::string(print::kDebianFonts)}});
  context.offers.add(panel());
  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, &site = context.site](http::Router& router) {
    add_api(router, service);
    add_pages(router, service, site);
  };
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "displays", .make = make}; }

}  // namespace ocop::displays
