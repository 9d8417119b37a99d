// What the program is told of enquiries: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/enquiries/api.h"
#include "modules/enquiries/messages.h"
#include "modules/enquiries/migrations.h"
#include "modules/enquiries/pages.h"
#include "modules/enquiries/service.h"
#include "modules/enquiries/store.h"

namespace ocop::enquiries {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .throttle = context.throttle,
                                                                .identity = ports.get<const identity::Identity>(),
                                                                .notices = ports.get<const notices::Notices>(),
                                                                .producers = ports.get<const producers::Producers>()});
  context.offers.add(producers::Use{.rank = 17, .held = [&service = *service](db::Reader& reader, ProducerId producer) {
                                      return service.any_of(reader, producer);
                                    }});
  context.offers.add(notices::Kind{.rank = 125, .name = kToldAsked, .label = msg::told_asked, .sentence = msg::told_asked_sentence,
                                   .act = msg::told_open, .roles = {Role::producer_member}, .usual = notices::Channel::mail});
  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);
  offer(context.offers, *service);
  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, &site = context.site](http::Router& router) {
    add_api(router, service);
    add_pages(router, service, site);
  };
  constexpr std::chrono::seconds kDay{24 * 60 * 60};
  out.ticks = {{"enquiries.forget", kDay, [&service = *service] { service.forget(); }}};
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "enquiries", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::enquiries
