// What the program is told of orders: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/orders/api.h"
#include "modules/orders/messages.h"
#include "modules/orders/migrations.h"
#include "modules/orders/orders.h"
#include "modules/orders/pages.h"
#include "modules/orders/service.h"
#include "modules/orders/store.h"

namespace ocop::orders {
namespace {

void add_notices(manifest::Offers& offers) {
  const std::vector<Role> members{Role::producer_member};
  offers.add(notices::Kind{.rank = 120, .name = kToldPlaced, .label = msg::told_placed, .sentence = msg::told_placed_sentence,
                           .act = msg::told_open, .roles = members, .usual = notices::Channel::mail});
  offers.add(notices::Kind{.rank = 121, .name = kToldCancelled, .label = msg::told_cancelled, .sentence = msg::told_cancelled_sentence,
                           .act = msg::told_open, .roles = members, .usual = notices::Channel::mail});
  offers.add(notices::Kind{.rank = 122, .name = kToldReturning, .label = msg::told_returning, .sentence = msg::told_returning_sentence,
                           .act = msg::told_open, .roles = members, .usual = notices::Channel::mail});
}

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .throttle = context.throttle,
                                                                .notices = ports.get<const notices::Notices>(),
                                                                .producers = ports.get<const producers::Producers>(),
                                                                .products = ports.get<const products::Products>(),
                                                                .items = ports.get<const items::Items>(),
                                                                .payments = ports.get<const payments::Payments>(),
                                                                .public_url = context.site.public_url,
                                                                .fonts = print::PdfFonts{std::string(print::kDebianFonts)},
                                                                .said_tax_code = [&offers = context.offers](db::Reader& reader,
                                                                                                             ProducerId producer) {
                                                                  std::string said;
                                                                  for (const auto& one : offers.all<producers::TaxCodeSaid>())
                                                                    if (said.empty()) said = one.of(reader, producer);
                                                                  return said;
                                                                }});
  context.ports.publish<Service>(*service);   // for the demo
  const std::shared_ptr<const Orders> agreed =
      make_orders({context.random, ports.get<const items::Items>(), ports.get<const payments::Payments>()});
  context.ports.publish<const Orders>(*agreed);
  context.offers.add(producers::Use{.rank = 16, .held = [&service = *service](db::Reader& reader, ProducerId producer) {
                                      return service.any_of(reader, producer);
                                    }});
  context.offers.add(products::ProductUse{.rank = 21, .held = store::held});
  add_notices(context.offers);
  offer(context.offers, *service);
  manifest::Wiring out;
  out.holds = std::make_shared<std::pair<decltype(service), decltype(agreed)>>(service, agreed);
  out.routes = [&service = *service, &site = context.site, &offers = context.offers](http::Router& router) {
    add_api(router, service);
    add_pages(router, service, site, offers);
    add_maker_pages(router, service, site);
    add_paper_pages(router, service, site);
    add_sales_pages(router, service, site);
  };
  constexpr std::chrono::seconds kMinute{60}, kDay{24 * 60 * 60};
  out.ticks = {{"orders.expire", kMinute, [&service = *service] { service.expire(); }},
               {"orders.forget", kDay, [&service = *service] { service.forget(); }}};
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "orders", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::orders
