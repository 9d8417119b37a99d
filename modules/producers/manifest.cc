// What the program is told of producers: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/producers/api.h"
#include "modules/producers/migrations.h"
#include "modules/producers/pages.h"
#include "modules/producers/service.h"

namespace ocop::producers {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  const auto service = std::make_shared<Service>(context.database, context.clock, context.random);
  context.ports.publish<const Producers>(service->port());

  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, &site = context.site, &places = context.ports.get<const places::Index>(),
                &offers = context.offers](http::Router& router) {
    add_api(router, service);
    add_pages(router, service, site, places, offers);
  };
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "producers", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::producers
