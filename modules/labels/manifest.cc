// What the program is told of labels: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/labels/api.h"
#include "modules/labels/pages.h"
#include "modules/labels/service.h"

namespace ocop::labels {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .products = context.ports.get<const products::Products>(),
                                                                .producers = context.ports.get<const producers::Producers>(),
                                                                .public_url = context.site.public_url,
                                                                .fonts = print::PdfFonts{std::string(print::kDebianFonts)}});
  context.offers.add(panel());
  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, &site = context.site](http::Router& router) {
    add_api(router, service);
    add_pages(router, service, site);
    add_check(router, service, site);
  };
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "labels", .make = make}; }

}  // namespace ocop::labels
