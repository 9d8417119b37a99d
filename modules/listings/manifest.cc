// What the program is told of listings: docs/a-module.md, "Wiring: the manifest".
#include <thread>

#include "kernel/manifest/manifest.h"
#include "modules/listings/api.h"
#include "modules/listings/lists.h"
#include "modules/listings/messages.h"
#include "modules/listings/migrations.h"
#include "modules/listings/pages.h"
#include "modules/listings/service.h"
#include "modules/listings/store.h"

namespace ocop::listings {
namespace {

Service::Parts parts_of(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  return {.database = context.database,
          .clock = context.clock,
          .random = context.random,
          .products = ports.get<const products::Products>(),
          .starred = ports.get<const products::Starred>(),
          .places = ports.get<const places::Index>(),
          .notices = ports.get<const notices::Notices>(),
          .asking = context.asking,
          .ask = [](const fetch::Get& request, const fetch::GoOn& go_on) { return fetch::get(request, go_on); },
          .rest = [](std::chrono::milliseconds rest) { std::this_thread::sleep_for(rest); }};
}

void add_notices(manifest::Offers& offers) {
  offers.add(notices::Kind{.rank = 140, .name = kToldGone, .label = msg::told_gone, .sentence = msg::told_gone_sentence,
                           .act = msg::told_open, .roles = {Role::producer_member}});
  offers.add(notices::Kind{.rank = 141, .name = kToldNoted, .label = msg::told_noted, .sentence = msg::told_noted_sentence,
                           .act = msg::told_open, .roles = {Role::producer_member}});
}

web::Navigation navigation() {
  web::Navigation out;
  out.add(web::Entry{.path = "/listings",
                     .label = msg::share_title,
                     .icon = web::Icon::basket,
                     .positions = {{web::Spot::duties, 40}, {web::Spot::account, 60}},
                     .policy = Policy::roles(Role::commune_officer, Role::provincial_body, Role::ministry)});
  constexpr Policy kMakers = Policy::roles(Role::producer_member, Role::helper);   // offices come from their share
  out.add(web::Entry{.path = "/listings/links",
                     .label = msg::links_title,
                     .icon = web::Icon::basket,
                     .positions = {{web::Spot::duties, 41, kMakers}, {web::Spot::account, 61, kMakers}},
                     .policy = kReadsLinks});
  return out;
}

Result<manifest::Wiring> make(manifest::Context& context) {
  const auto service = std::make_shared<Service>(parts_of(context));
  context.offers.add(products::ProductUse{.rank = 40, .held = store::held});
  context.offers.add(panel(*service));
  context.offers.add(makers_panel());
  add_notices(context.offers);
  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);

  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, host = lists::host_of(context)](http::Router& router) {
    add_api(router, service);
    add_lists(router, host, service);
    add_pages(router, service, host.site);
  };
  out.navigation = navigation();
  out.jobs = service->job_kinds();
  out.schedules = service->schedules();
  constexpr std::chrono::seconds kRenew{60};   // what the register says of a product is at most a minute old on these pages
  out.ticks = {{"listings.renew", kRenew, [&service = *service] { service.renew_when_changed(); }}};
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "listings", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::listings
