// What the program is told of ladders: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/ladders/api.h"
#include "modules/ladders/migrations.h"
#include "modules/ladders/pages.h"
#include "modules/ladders/service.h"
#include "modules/ladders/store.h"

namespace ocop::ladders {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .library = context.ports.get<const rulebooks::Library>(),
                                                                .products = context.ports.get<const products::Products>(),
                                                                .evaluation = context.ports.get<const evaluation::Evaluation>()});
  context.offers.add(own_panel());
  context.offers.add(evaluation::WhenDropped{
      .rank = 10, .then = [&service = *service](act::Act& act, DossierId dossier) { service.dropped(act, dossier); }});
  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);

  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, &site = context.site](http::Router& router) {
    add_api(router, service);
    add_pages(router, service, site);
  };
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "ladders", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::ladders
