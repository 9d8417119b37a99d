// What the program is told of quotations: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/quotations/api.h"
#include "modules/quotations/messages.h"
#include "modules/quotations/migrations.h"
#include "modules/quotations/pages.h"
#include "modules/quotations/service.h"
#include "modules/quotations/store.h"

namespace ocop::quotations {
namespace {

void add_notices(manifest::Offers& offers) {
  const std::vector<Role> members{Role::producer_member};
  const auto add = [&](int rank, std::string_view kind, const Message& label, const Message& sentence) {
    offers.add(notices::Kind{.rank = rank, .name = kind, .label = label, .sentence = sentence, .act = msg::told_open, .roles = members,
                             .usual = notices::Channel::mail});
  };
  add(126, kToldAsked, msg::told_asked, msg::told_asked_sentence);
  add(127, kToldAccepted, msg::told_accepted, msg::told_accepted_sentence);
  add(128, kToldDeclined, msg::told_declined, msg::told_declined_sentence);
  add(129, kToldLapsed, msg::told_lapsed, msg::told_lapsed_sentence);
}

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .throttle = context.throttle,
                                                                .identity = ports.get<const identity::Identity>(),
                                                                .notices = ports.get<const notices::Notices>(),
                                                                .producers = ports.get<const producers::Producers>(),
                                                                .products = ports.get<const products::Products>(),
                                                                .items = ports.get<const items::Items>(),
                                                                .payments = ports.get<const payments::Payments>(),
                                                                .orders = ports.get<const orders::Orders>(),
                                                                .public_url = context.site.public_url,
                                                                .fonts = print::PdfFonts{std::string(print::kDebianFonts)}});
  context.ports.publish<Service>(*service);   // for the demo
  context.offers.add(producers::Use{.rank = 18, .held = [&service = *service](db::Reader& reader, ProducerId producer) {
                                      return service.any_of(reader, producer);
                                    }});
  context.offers.add(products::ProductUse{.rank = 22, .held = store::held});
  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);
  add_notices(context.offers);
  offer(context.offers, *service);
  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, &site = context.site](http::Router& router) {
    add_api(router, service);
    add_pages(router, service, site);
    add_maker_pages(router, service, site);
  };
  constexpr std::chrono::seconds kHour{60 * 60}, kDay{24 * 60 * 60};
  out.ticks = {{"quotations.lapse", kHour, [&service = *service] { service.lapse(); }},
               {"quotations.forget", kDay, [&service = *service] { service.forget(); }}};
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "quotations", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::quotations
