// What the program is told of waits: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/waits/api.h"
#include "modules/waits/lists.h"
#include "modules/waits/messages.h"
#include "modules/waits/migrations.h"
#include "modules/waits/pages.h"
#include "modules/waits/service.h"
#include "modules/waits/store_personal.h"

namespace ocop::waits {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .library = ports.get<const rulebooks::Library>(),
                                                                .places = ports.get<const places::Index>(),
                                                                .courses = ports.get<const evaluation::Courses>(),
                                                                .awards = ports.get<const certificates::Awards>(),
                                                                .holidays = context.holidays});
  context.ports.publish<Service>(*service);   // for the demo
  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);
  offer(context.offers, *service);
  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, host = lists::host_of(context)](http::Router& router) {
    add_api(router, service);
    add_lists(router, host, service);
    add_pages(router, service, host.site);
  };
  out.navigation.add(web::Entry{
      .path = "/waits/results", .label = msg::results_title, .positions = {{web::Spot::programme, 36}}, .policy = Policy::anyone()});
  out.navigation.add(web::Entry{.path = "/waits/opinions",
                                .label = msg::opinions_title,
                                .positions = {{web::Spot::duties, 72}},
                                .policy = Policy::roles(Role::commune_officer, Role::provincial_body)});
  out.navigation.add(web::Entry{
      .path = "/waits", .label = msg::title, .positions = {{web::Spot::programme, 35}}, .policy = Policy::anyone()});
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "waits", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::waits
