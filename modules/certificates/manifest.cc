// What the program is told of certificates: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "kernel/web/sitemap.h"
#include "modules/certificates/api.h"
#include "modules/certificates/confirmations.h"
#include "modules/certificates/lists.h"
#include "modules/certificates/migrations.h"
#include "modules/certificates/pages.h"
#include "modules/certificates/pages_confirmations.h"
#include "modules/certificates/pages_parts.h"
#include "modules/certificates/sealed.h"
#include "modules/certificates/service.h"
#include "modules/certificates/store_personal.h"
#include "modules/marks/marks.h"
#include "modules/work/work.h"

namespace ocop::certificates {
namespace {

// What the routes refer to.
struct Held {
  std::shared_ptr<Service> service;
  std::shared_ptr<Confirmations> confirmations;
};

web::Navigation navigation(const Service& service, const Confirmations& confirmations) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body);
  web::Navigation out;
  out.add(web::Entry{.path = "/verify", .label = msg::nav_verify, .positions = {{web::Spot::programme, 40}}});
  out.add(web::Entry{.path = "/log", .label = msg::nav_log, .positions = {{web::Spot::site, 10}}});
  out.add(
      web::Entry{.path = "/certificates", .label = msg::list_title, .positions = {{web::Spot::programme, 15}, {web::Spot::duties, 50}}});
  out.add(web::Entry{.path = "/decisions",
                     .label = msg::decisions_title,
                     .positions = {{web::Spot::duties, 10}},
                     .policy = kProvince,
                     .count = lists::counting(service.parts().database, service.parts().evaluation.awaiting_decision().source, scope_of)});
  out.add(web::Section{"/decisions", std::string(work::kPath)});
  add_navigation(out, confirmations);
  return out;
}

// What another process logged; and copies that somebody changed behind the program, which public pages do not say but lists are searched
// by.
std::vector<manifest::Tick> ticks(const Service& service, const std::function<void(std::string_view)>& tell) {
  using std::chrono::seconds;
  return {{"certificates_log", seconds(1), [&service] { service.follow_when_told(); }},
          {"certificates_copies", seconds(60), [&service, tell] {
             const auto mended = service.mend_copies();
             if (mended && *mended > 0) tell("the catalogue said otherwise than the log of " + std::to_string(*mended) + " products");
           }}};
}

void tell_of(manifest::Offers& offers) {
  for (const personal::Holding& one : store::personal_holdings()) offers.add(one);
  offers.add(notices::Kind{.rank = 60, .name = kToldDecided, .label = msg::told_decided, .sentence = msg::told_decided_sentence,
                                   .act = msg::told_open_decision, .roles = {Role::producer_member}, .usual = notices::Channel::mail});
  offers.add(notices::Kind{.rank = 62, .name = kToldConfirmed, .label = msg::told_confirmed, .sentence = msg::told_confirmed_sentence,
                                   .act = msg::told_open_decision, .roles = {Role::producer_member}, .usual = notices::Channel::digest});
  offers.add(notices::Kind{.rank = 63, .name = kToldRevoked, .label = msg::told_revoked, .sentence = msg::told_revoked_sentence,
                                   .act = msg::told_open_decision, .roles = {Role::producer_member}, .usual = notices::Channel::mail});
  offers.add(notices::Kind{.rank = 65,
                                   .name = kToldWithdrawn,
                                   .label = msg::told_withdrawn,
                                   .sentence = msg::told_withdrawn_sentence,
                                   .act = msg::told_open_certificate,
                                   .roles = {Role::producer_member},
                                   .usual = notices::Channel::mail});
}

void publish(manifest::Ports& ports, Service& service) {
  ports.publish<const Certificates>(service);
  ports.publish<const Withdrawing>(service);
  ports.publish<Service>(service);   // for the demo, as Confirmations below
}

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  using Register = Service::Parts::Register;
  const auto service =
      std::make_shared<Service>(Service::Parts{.database = context.database,
                                               .clock = context.clock,
                                               .random = context.random,
                                               .evaluation = ports.get<const evaluation::Evaluation>(),
                                               .notices = ports.get<const notices::Notices>(),
                                               .products = ports.get<const products::Products>(),
                                               .producers = ports.get<const producers::Producers>(),
                                               .places = ports.get<const places::Index>(),
                                               .public_url = context.site.public_url,
                                               .log_origin = context.log_origin,
                                               .log_key = context.log_key,
                                               .fonts = {std::string(print::kDebianFonts)},
                                               .register_kind = context.site.sample_register ? Register::sample : Register::real,
                                               .offers = &context.offers});
  publish(context.ports, *service);
  context.offers.add(products::Logged{.rank = 10, .recognitions = &service->recognitions()});
  context.offers.add(web::Addresses{.rank = 30, .name = "certificates", .pages = [&service = *service] { return service.issued(); },
                                    .listed = [&service = *service](std::size_t from, std::size_t most) {
                                      std::vector<std::string> out = service.numbers(from, most);
                                      for (std::string& number : out) number.insert(0, "/certificates/");
                                      return out;
                                    }});
  tell_of(context.offers);
  offer(context.offers, *service);
  const auto confirmations = std::make_shared<Confirmations>(Confirmations::Parts{.database = context.database,
                                                                                  .blobs = context.blobs,
                                                                                  .clock = context.clock,
                                                                                  .random = context.random,
                                                                                  .products = service->parts().products,
                                                                                  .notices = service->parts().notices,
                                                                                  .places = service->parts().places,
                                                                                  .ledger = service->ledger()});
  offer_confirmations(context.offers, *confirmations, *service);
  context.ports.publish<Confirmations>(*confirmations);

  manifest::Wiring out;
  out.holds = std::make_shared<Held>(Held{service, confirmations});
  out.routes = [&service = *service, &confirmations = *confirmations, &random = context.random,
                host = lists::host_of(context)](http::Router& router) {
    add_api(router, service);
    add_lists(router, host, service);
    add_pages(router, service, host.site);
    add_confirmation_api(router, confirmations);
    add_confirmation_lists(router, host, confirmations);
    add_confirmation_pages(router, confirmations, host, random);
    add_revocation_pages(router, confirmations, host.site);
    add_confirmation_proofs(router, service, confirmations);
  };
  out.navigation = navigation(*service, *confirmations);
  out.recheck_files = [&blobs = context.blobs](db::Reader& reader) { return Confirmations::recheck_files(reader, blobs); };
  out.recheck = [&products = service->parts().products](db::Reader& reader) { return recheck(reader, products); };
  out.ready = [&service = *service] { service.follow(); };
  out.ticks = ticks(*service, context.progress);
  return out;
}

}  // namespace

manifest::Manifest manifest() {
  return {.name = "certificates", .migrations = kMigrations, .leaves = kLeaves, .sealed = kSealed, .make = make};
}

}  // namespace ocop::certificates
