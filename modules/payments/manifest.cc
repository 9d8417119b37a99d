// What the program is told of payments: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/payments/api.h"
#include "modules/payments/messages.h"
#include "modules/payments/migrations.h"
#include "modules/payments/pages.h"
#include "modules/payments/service.h"
#include "modules/payments/store_personal.h"

namespace ocop::payments {
namespace {

// What the service refers to.
struct Held {
  print::PdfFonts fonts{std::string(print::kDebianFonts)};
  std::unique_ptr<Service> service;
};

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto held = std::make_shared<Held>();
  held->service = std::make_unique<Service>(Service::Parts{.database = context.database,
                                                           .clock = context.clock,
                                                           .random = context.random,
                                                           .notices = ports.get<const notices::Notices>(),
                                                           .producers = ports.get<const producers::Producers>(),
                                                           .fonts = held->fonts});
  Service& service = *held->service;
  context.ports.publish<const Payments>(service);
  context.ports.publish<Service>(service);   // for the demo
  context.offers.add(producers::Use{
      .rank = 15, .held = [&service](db::Reader& reader, ProducerId producer) { return service.any_of(reader, producer); }});
  context.offers.add(notices::Kind{.rank = 110, .name = kToldAccount, .label = msg::told_account, .sentence = msg::told_account_sentence,
                                   .act = msg::told_open, .roles = {Role::producer_member}, .usual = notices::Channel::mail});
  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);
  offer(context.offers);
  manifest::Wiring out;
  out.holds = held;
  out.routes = [&service, &site = context.site](http::Router& router) {
    add_api(router, service);
    add_pages(router, service, site);
  };
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "payments", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::payments
