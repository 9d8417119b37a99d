// What the program is told of numbers: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/numbers/api.h"
#include "modules/numbers/migrations.h"
#include "modules/numbers/pages.h"
#include "modules/numbers/service.h"
#include "modules/numbers/store_personal.h"

namespace ocop::numbers {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .producers = context.ports.get<const producers::Producers>(),
                                                                .products = context.ports.get<const products::Products>()});
  context.ports.publish<const Numbers>(*service);
  context.offers.add(producers::Use{
      .rank = 16, .held = [&service = *service](db::Reader& reader, ProducerId producer) { return service.any_of(reader, producer); }});
  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);
  offer(context.offers, *service);
  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, &site = context.site](http::Router& router) {
    add_api(router, service);
    add_pages(router, service, site);
  };
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "numbers", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::numbers
