// What the program is told of packagings: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/packagings/api.h"
#include "modules/packagings/migrations.h"
#include "modules/packagings/pages.h"
#include "modules/packagings/service.h"
#include "modules/packagings/store.h"
#include "modules/resolver/resolver.h"

namespace ocop::packagings {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .blobs = context.blobs,
                                                                .studio = context.studio,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .products = context.ports.get<const products::Products>(),
                                                                .items = context.ports.get<const items::Items>()});
  context.ports.publish<const Packagings>(*service);
  context.ports.publish<Service>(*service);   // for the demo
  context.offers.add(products::MoreMedia{.rank = 20, .encoding = store::encoding_of});
  context.offers.add(products::ProductUse{.rank = 30, .held = store::held});
  context.offers.add(products::Panel{
      .rank = 7, .show = [&service = *service](web::Html& out, const http::Request& request, const products::Product& product) {
        product_panel(out, request, service, product);
      }});
  context.offers.add(resolver::Panel{
      .rank = 10, .show = [&service = *service](web::Html& out, const http::Request& request, const products::Product& product) {
        scan_panel(out, request, service, product);
      }});
  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);

  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, &site = context.site, &random = context.random](http::Router& router) {
    add_api(router, service);
    add_pages(router, service, site, random);
  };
  out.recheck_files = [&blobs = context.blobs](db::Reader& reader) { return Service::recheck(reader, blobs); };
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "packagings", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::packagings
