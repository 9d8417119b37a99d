// What the program is told of pricing: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/pricing/api.h"
#include "modules/pricing/pages.h"
#include "modules/pricing/service.h"

namespace ocop::pricing {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .producers = context.ports.get<const producers::Producers>(),
                                                                .products = context.ports.get<const products::Products>(),
                                                                .items = context.ports.get<const items::Items>()});
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

manifest::Manifest manifest() { return {.name = "pricing", .make = make}; }

}  // namespace ocop::pricing
