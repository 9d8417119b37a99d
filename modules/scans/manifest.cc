// What the program is told of scans: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/scans/api.h"
#include "modules/scans/lists.h"
#include "modules/scans/messages.h"
#include "modules/scans/migrations.h"
#include "modules/scans/pages.h"
#include "modules/scans/service.h"

namespace ocop::scans {
namespace {

std::string metrics(const Counter& counter) {
  return "# TYPE ocop_scans_waiting gauge\nocop_scans_waiting " + std::to_string(counter.waiting()) +
         "\n# TYPE ocop_scans_uncounted_total counter\nocop_scans_uncounted_total " + std::to_string(counter.uncounted()) + "\n";
}

void add_notices(manifest::Offers& offers) {
  offers.add(notices::Kind{.rank = 130, .name = kToldBurst, .label = msg::told_burst, .sentence = msg::told_burst_sentence,
                           .act = msg::told_open, .roles = {Role::producer_member}, .usual = notices::Channel::mail});
  offers.add(notices::Kind{.rank = 131, .name = kToldSpread, .label = msg::told_spread, .sentence = msg::told_spread_sentence,
                           .act = msg::told_open, .roles = {Role::producer_member}, .usual = notices::Channel::mail});
}

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .notices = ports.get<const notices::Notices>(),
                                                                .places = ports.get<const places::Index>(),
                                                                .products = ports.get<const products::Products>(),
                                                                .cases = ports.get<const resolver::Cases>()});
  context.offers.add(resolver::ScanWatch{
      .page = [&service = *service](const resolver::Scanned& scanned) { service.page(scanned); },
      .serial = [&service = *service](const resolver::Scanned& scanned, std::string_view serial) { service.serial(scanned, serial); }});
  add_notices(context.offers);
  offer(context.offers, *service);
  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, host = lists::host_of(context)](http::Router& router) {
    add_api(router, service);
    add_lists(router, host, service);
    add_pages(router, service, host.site);
  };
  out.navigation.add(web::Entry{.path = "/scans",
                                .label = msg::scans_title,
                                .positions = {{web::Spot::duties, 25}},
                                .policy = Policy::roles(Role::producer_member, Role::helper, Role::provincial_body)});
  constexpr std::chrono::seconds kMinute{60}, kDay{24 * 60 * 60};
  out.ticks = {{"scans.write", kMinute, [&service = *service] { service.write(); }},
               {"scans.forget", kDay, [&service = *service] { service.forget(); }}};
  out.closing = [&service = *service] { service.write(); };
  out.metrics = [&service = *service] { return metrics(service.counter()); };
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "scans", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::scans
