// What the program is told of offices: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/offices/api.h"
#include "modules/offices/messages.h"
#include "modules/offices/migrations.h"
#include "modules/offices/pages.h"
#include "modules/offices/service.h"
#include "modules/offices/store_personal.h"

namespace ocop::offices {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .identity = ports.get<const identity::Identity>(),
                                                                .offices = ports.get<identity::Offices>(),
                                                                .notices = ports.get<const notices::Notices>(),
                                                                .places = ports.get<const places::Index>(),
                                                                .public_url = context.site.public_url});
  context.offers.add(notices::Kind{.rank = 110, .name = kToldAccepted, .label = msg::told_accepted, .sentence = msg::told_accepted_sentence,
                                   .act = msg::told_open, .roles = {Role::administrator}});
  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);

  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, &site = context.site](http::Router& router) {
    add_api(router, service);
    add_pages(router, service, site);
  };
  out.navigation.add(web::Entry{.path = "/offices/invitations",
                                .label = msg::invitations_title,
                                .positions = {{web::Spot::account, 14}, {web::Spot::duties, 7}},
                                .policy = Policy::roles(Role::administrator)});
  out.jobs = service->job_kinds();
  out.schedules = service->schedules();
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "offices", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::offices
