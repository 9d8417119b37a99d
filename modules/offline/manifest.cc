// What the program is told of offline: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/offline/messages.h"
#include "modules/offline/service.h"

namespace ocop::offline {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  const auto service = std::make_shared<Service>(
      sync::Sync::Parts{context.database, context.clock, context.ports.get<const sync::PastRights>()}, context.offers);
  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, &site = context.site](http::Router& router) {
    add_api(router, service);
    add_pages(router, service, site);
  };
  out.ready = [&service = *service] { service.complete(); };
  out.navigation.add(
      web::Entry{.path = std::string(kPath),
                 .label = msg::nav_offline,
                 .positions = {{web::Spot::account, 40}},
                 .policy = Policy::signed_in(),
                 .count = [&service = *service](const http::Request& request) { return service.count_waiting(request.actor); },
                 .count_words = msg::nav_count});
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "offline", .make = make}; }

}  // namespace ocop::offline
