// What the program is told of certificates: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "kernel/web/sitemap.h"
#include "modules/certificates/api.h"
#include "modules/certificates/confirmations.h"
#include "modules/certificates/lists.h"
#include "modules/certificates/migrations.h"
#include "modules/certificates/pages.h"
#include "modules/certificates/pages_confirmations.h"
#include "modules/certificates/pages_ministry.h"
#include "modules/certificates/pages_parts.h"
#include "modules/certificates/renewal_notices.h"
#include "modules/certificates/pages_rulings.h"
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
  std::shared_ptr<const RenewalNotices> renewals;
  std::shared_ptr<Rulings> rulings;
  std::shared_ptr<ForMinistry> ministry;
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
                     .policy = Policy::roles(Role::provincial_body, Role::ministry),
                     .count = lists::counting(service.parts().database, service.parts().evaluation.awaiting_decision().source, scope_of)});
  out.add(web::Entry{.path = "/copies", .label = msg::copies_title, .positions = {{web::Spot::duties, 52}}, .policy = kProvince});
  out.add(web::Section{"/decisions", std::string(work::kPath)});
  add_ruling_navigation(out);
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
  offers.add(notices::Kind{.rank = 61, .name = kToldCommune, .label = msg::told_commune_label, .sentence = msg::told_commune_sentence,
                                   .act = msg::told_open_ruling, .roles = {Role::commune_officer}, .usual = notices::Channel::digest});
  offers.add(notices::Kind{.rank = 61, .name = kToldOfMinistry, .label = msg::told_of_ministry,
                                   .sentence = msg::told_of_ministry_sentence, .act = msg::told_open_file,
                                   .roles = {Role::producer_member, Role::commune_officer, Role::provincial_body},
                                   .usual = notices::Channel::mail});
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
  offers.add(notices::Kind{.rank = 66, .name = kToldRenewal, .label = msg::told_renewal, .sentence = msg::told_renewal_sentence,
                                   .act = msg::told_open_product, .roles = {Role::producer_member}, .usual = notices::Channel::mail});
  offers.add(notices::Kind{.rank = 67, .name = kToldRenewalLate, .label = msg::told_renewal_late,
                                   .sentence = msg::told_renewal_late_sentence, .act = msg::told_open_product,
                                   .roles = {Role::producer_member}, .usual = notices::Channel::mail});
}

std::shared_ptr<const RenewalNotices> renewals_of(manifest::Context& context, const Service& service) {
  return std::make_shared<const RenewalNotices>(RenewalNotices::Parts{.database = context.database,
                                                                      .clock = context.clock,
                                                                      .random = context.random,
                                                                      .starred = context.ports.get<const products::Starred>(),
                                                                      .products = service.parts().products,
                                                                      .notices = service.parts().notices,
                                                                      .ledger = service.ledger()});
}

void publish(manifest::Ports& ports, Service& service) {
  ports.publish<const Certificates>(service);
  ports.publish<const Withdrawing>(service);
  ports.publish<const Awards>(service);
  ports.publish<Service>(service);   // for the demo, as Confirmations below
}

std::shared_ptr<Service> make_service(const manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  using Register = Service::Parts::Register;
  return std::make_shared<Service>(Service::Parts{.database = context.database,
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
                                               .offers = &context.offers,
                                               .centre = &ports.get<const evaluation::Centre>()});
}

std::shared_ptr<Confirmations> make_confirmations(const manifest::Context& context, const Service& service) {
  return std::make_shared<Confirmations>(Confirmations::Parts{.database = context.database,
                                                                                  .blobs = context.blobs,
                                                                                  .clock = context.clock,
                                                                                  .random = context.random,
                                                                                  .products = service.parts().products,
                                                                                  .notices = service.parts().notices,
                                                                                  .places = service.parts().places,
                                                                                  .ledger = service.ledger()});
}

std::shared_ptr<Rulings> make_rulings(const manifest::Context& context, Service& service) {
  return std::make_shared<Rulings>(Rulings::Parts{.database = context.database,
                                                                .blobs = context.blobs,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .service = service,
                                                                .anchors = context.ports.get<const signatures::Anchors>(),
                                                                .library = context.ports.get<const rulebooks::Library>()});
}

Result<manifest::Wiring> make(manifest::Context& context) {
  const auto service = make_service(context);
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
  const auto confirmations = make_confirmations(context, *service);
  offer_confirmations(context.offers, *confirmations, *service);
  const auto renewals = renewals_of(context, *service);
  context.ports.publish<Confirmations>(*confirmations);

  const auto rulings = make_rulings(context, *service);
  const auto ministry = std::make_shared<ForMinistry>(
      ForMinistry::Parts{*service, context.blobs, context.ports.get<const evaluation::HandingOn>(),
                         context.ports.get<const evaluation::Centre>()});
  offer_ministry(context.offers, *ministry);
  manifest::Wiring out;
  out.holds = std::make_shared<Held>(Held{service, confirmations, renewals, rulings, ministry});
  out.jobs = renewals->job_kinds();
  out.schedules = renewals->schedules();
  out.routes = [&service = *service, &confirmations = *confirmations, &rulings = *rulings, &ministry = *ministry, &random = context.random,
                host = lists::host_of(context)](http::Router& router) {
    add_api(router, service);
    add_lists(router, host, service);
    add_pages(router, service, host.site);
    add_confirmation_api(router, confirmations);
    add_confirmation_lists(router, host, confirmations);
    add_confirmation_pages(router, confirmations, host, random);
    add_revocation_pages(router, confirmations, host.site);
    add_confirmation_proofs(router, service, confirmations);
    add_ruling_api(router, rulings);
    add_ruling_lists(router, host, rulings);
    add_ruling_pages(router, rulings, host.site, random);
    add_ministry(router, ministry, host.site);
  };
  out.navigation = navigation(*service, *confirmations);
  out.recheck_files = [&blobs = context.blobs](db::Reader& reader) { 
    auto findings = Confirmations::recheck_files(reader, blobs);
    for (std::string& finding : Rulings::recheck_files(reader, blobs)) findings.push_back(std::move(finding));
    return findings;
  };
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
