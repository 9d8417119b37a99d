// What the program is told of channels: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/channels/api.h"
#include "modules/channels/messages.h"
#include "modules/channels/pages.h"
#include "modules/channels/service.h"

namespace ocop::channels {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                      .clock = context.clock,
                                                                      .places = ports.get<const places::Index>(),
                                                                      .producers = ports.get<const producers::Producers>(),
                                                                      .products = ports.get<const products::Products>(),
                                                                      .items = ports.get<const items::Items>(),
                                                                      .public_url = context.site.public_url});
  offer(context.offers, *service);
  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, &site = context.site](http::Router& router) {
    add_api(router, service);
    add_pages(router, service, site);
  };
  out.navigation.add(web::Entry{.path = "/channels", .label = msg::files_title, .positions = {{web::Spot::programme, 24}}});
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "channels", .make = make}; }

}  // namespace ocop::channels
