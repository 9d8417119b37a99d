// What the program is told of items: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/items/api.h"
#include "modules/items/migrations.h"
#include "modules/items/pages.h"
#include "modules/items/service.h"
#include "modules/items/store.h"

namespace ocop::items {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .products = context.ports.get<const products::Products>()});
  context.ports.publish<const Items>(*service);
  context.ports.publish<Service>(*service);   // for the demo
  context.offers.add(products::OtherGtins{.rank = 10, .bearer = store::bearer, .all = store::gtins});
  context.offers.add(products::ProductUse{.rank = 20, .held = store::held});
  context.offers.add(products::MergeCheck{.rank = 20, .allowed = may_merge});
  context.offers.add(products::Panel{
      .rank = 5, .show = [&service = *service](web::Html& out, const http::Request& request, const products::Product& product) {
        price_panel(out, request, service, product);
      }});
  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, &site = context.site, &random = context.random](http::Router& router) {
    add_api(router, service);
    add_pages(router, service, site, random);
  };
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "items", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::items
