// What the program is told of duplicates: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"

#include "modules/duplicates/api.h"
#include "modules/duplicates/lists.h"
#include "modules/duplicates/messages.h"
#include "modules/duplicates/migrations.h"
#include "modules/duplicates/pages.h"
#include "modules/duplicates/service.h"
#include "modules/duplicates/store.h"
#include "modules/duplicates/store_personal.h"

namespace ocop::duplicates {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .places = ports.get<const places::Index>(),
                                                                .products = ports.get<const products::Products>(),
                                                                .merges = ports.get<const products::Merges>()});
  context.offers.add(products::Imported{.rank = 10, .then = [&service = *service](act::Moment& act) { service.ask(act); }});
  context.offers.add(products::Apart{.rank = 10, .pairs = [](db::Reader& reader) {
    products::ProductPairs out;
    for (const Pair& pair : store::all(reader))
      if (pair.answer == Answer::two) out.emplace(std::min(pair.a, pair.b), std::max(pair.a, pair.b));
    return out;
  }});

  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);
  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, host = lists::host_of(context)](http::Router& router) {
    add_lists(router, host);
    add_api(router, service);
    add_pages(router, service, host.site);
  };
  out.navigation.add(web::Entry{.path = "/duplicates",
                                .label = msg::title,
                                .positions = {{web::Spot::account, 46}, {web::Spot::duties, 31}},
                                .policy = Policy::roles(Role::provincial_body),
                                .figure = lists::counting(context.database, waiting().source, scope_of)});
  out.jobs = service->job_kinds();
  out.schedules = service->schedules();
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "duplicates", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::duplicates
