// What the program is told of ideas: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/ideas/api.h"
#include "modules/ideas/lists.h"
#include "modules/ideas/messages.h"
#include "modules/ideas/migrations.h"
#include "modules/ideas/pages.h"
#include "modules/ideas/service.h"
#include "modules/ideas/store_personal.h"

namespace ocop::ideas {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .library = ports.get<const rulebooks::Library>(),
                                                                .notices = ports.get<const notices::Notices>(),
                                                                .producers = ports.get<const producers::Producers>(),
                                                                .products = ports.get<const products::Products>(),
                                                                .places = ports.get<const places::Index>(),
                                                                .registrations = ports.get<const registrations::Registrations>(),
                                                                .dossiers = ports.get<const evaluation::Dossiers>()});
  context.ports.publish<Service>(*service);   // for the demo
  context.offers.add(producers::Use{
      .rank = 17, .held = [&service = *service](db::Reader& reader, ProducerId producer) { return service.any_of(reader, producer); }});
  context.offers.add(notices::Kind{.rank = 93, .name = kToldRegistered, .label = msg::told_registered,
                                   .sentence = msg::told_registered_sentence, .act = msg::told_open,
                                   .roles = {Role::commune_officer, Role::producer_member}});
  context.offers.add(evaluation::WhenDropped{
      .rank = 20, .then = [&service = *service](act::Act& act, DossierId dossier) { service.dropped(act, dossier); }});
  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);
  offer(context.offers);

  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, host = lists::host_of(context)](http::Router& router) {
    add_api(router, service);
    add_lists(router, host, service);
    add_pages(router, service, host.site);
  };
  out.navigation.add(web::Entry{.path = "/ideas",
                                .label = msg::ideas_title,
                                .positions = {{web::Spot::duties, 26}, {web::Spot::account, 48}},
                                .policy = kReaders});
  out.navigation.add(web::Entry{.path = "/ideas/forecast",
                                .label = msg::forecast_title,
                                .positions = {{web::Spot::duties, 27}},
                                .policy = Policy::roles(Role::commune_officer, Role::provincial_body)});
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "ideas", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::ideas
