// What the program is told of filters: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"

#include "modules/filters/api.h"
#include "modules/filters/lists.h"
#include "modules/filters/messages.h"
#include "modules/filters/migrations.h"
#include "modules/filters/pages.h"
#include "modules/filters/service.h"
#include "modules/filters/store.h"
#include "modules/filters/store_personal.h"

namespace ocop::filters {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .directory = ports.get<lists::Directory>(),
                                                                .identity = ports.get<const identity::Identity>()});
  context.offers.add(above(*service));
  context.offers.add(profile_part(*service));

  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);
  context.offers.add(
      personal::Eraser{.erase = [](const personal::Erasing& erasing) { store::remove_all(erasing.transaction, erasing.account); }});
  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, host = lists::host_of(context)](http::Router& router) {
    add_lists(router, host, service);
    add_api(router, service);
    add_pages(router, service, host.site);
  };
  out.navigation.add(web::Entry{.path = "/filters",
                                .label = msg::title,
                                .positions = {{web::Spot::account, 42}},
                                .policy = Policy::signed_in()});
  out.jobs = service->job_kinds();
  out.schedules = service->schedules();
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "filters", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::filters
