// What the program is told of resolver: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/resolver/api.h"
#include "modules/resolver/migrations.h"
#include "modules/resolver/pages.h"
#include "modules/resolver/service.h"

namespace ocop::resolver {
namespace {

constexpr std::chrono::seconds kRefresh{5};   // how old the snapshot of GTINs may be after another process's write

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .products = ports.get<const products::Products>(),
                                                                .producers = ports.get<const producers::Producers>(),
                                                                .certificates = ports.get<const certificates::Certificates>(),
                                                                .places = ports.get<const places::Index>(),
                                                                .public_url = context.site.public_url});

  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, &site = context.site](http::Router& router) {
    add_api(router, service);
    add_pages(router, service, site);
  };
  out.navigation.add(web::Section{"/reports", "/work"});
  out.ready = [&service = *service] { service.refresh(); };
  out.ticks = {{"resolver.refresh", kRefresh, out.ready}};
  out.hot = {{[&service = *service](std::string_view path, std::string& location) { return service.hot(path, location); }, hot_headers()}};
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "resolver", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::resolver
