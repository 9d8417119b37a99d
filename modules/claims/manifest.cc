// What the program is told of claims: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "kernel/i18n/translate.h"
#include "modules/claims/api.h"
#include "modules/claims/lists.h"
#include "modules/claims/messages.h"
#include "modules/claims/migrations.h"
#include "modules/claims/pages.h"
#include "modules/claims/service.h"
#include "modules/claims/store.h"
#include "modules/claims/store_personal.h"

namespace ocop::claims {
namespace {

work::Telling telling(const Service& service, const Service::Shown& shown, Language language) {
  const Claim& claim = shown.claim;
  return {.title = shown.producer.name,
          .path = path_of(claim),
          .of = service.parts().places.show(claim.province, claim.commune, language),
          .state = in(msg::claim_of, language) + " · " + in(label(claim.state), language),
          .act = {in(claim.state == State::waiting ? msg::work_look : msg::work_see, language), path_of(claim)}};
}

work::Source work_source(const Service& service) {
  return {.rank = 25, .name = std::string(kWorkSource), .complete = [&service](std::span<work::Item* const> items) {
            std::vector<ClaimId> ids;
            for (const work::Item* item : items) ids.push_back({item->thing.uuid});
            const auto found = service.shown(ids);
            for (std::size_t i = 0; i < items.size(); ++i)
              if (found[i]) items[i]->tell = [&service, one = *found[i]](Language language) { return telling(service, one, language); };
          }};
}

void add_notices(manifest::Offers& offers) {
  offers.add(notices::Kind{.rank = 95, .name = kToldAsked, .label = msg::told_asked, .sentence = msg::told_asked_sentence,
                           .act = msg::told_open, .roles = {Role::commune_officer, Role::provincial_body}});
  offers.add(notices::Kind{.rank = 96, .name = kToldAccepted, .label = msg::told_accepted, .sentence = msg::told_accepted_sentence,
                           .act = msg::told_open, .roles = {Role::producer_member}, .usual = notices::Channel::mail});
  offers.add(notices::Kind{.rank = 97, .name = kToldRefused, .label = msg::told_refused, .sentence = msg::told_refused_sentence,
                           .act = msg::told_open, .roles = {Role::producer_member}, .usual = notices::Channel::mail});
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
                                                                .places = ports.get<const places::Index>(),
                                                                .public_url = context.site.public_url,
                                                                .fonts = {std::string(print::kDebianFonts)}});
  context.offers.add(producers::Use{.held = [&identity = service->parts().identity](db::Reader& reader, ProducerId producer) {
    return !store::letters_of(reader, producer).empty() || !store::of_producer(reader, producer).empty() ||
           !identity.holders(reader, {Role::producer_member, "", "", producer}).empty();
  }});
  context.offers.add(work_source(*service));
  offer(context.offers, *service);
  add_notices(context.offers);

  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);
  context.offers.add(personal::Eraser{.erase = [](const personal::Erasing& erasing) {
    store::erase(erasing.transaction, erasing.account);
  }});
  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, host = lists::host_of(context)](http::Router& router) {
    add_api(router, service);
    add_lists(router, host, service);
    add_pages(router, service, host.site);
  };
  out.navigation.add(web::Entry{
      .path = "/claim", .label = msg::claim_title, .positions = {{web::Spot::account, 16}}, .policy = Policy::signed_in()});
  out.navigation.add(web::Entry{.path = "/claims",
                                .label = msg::claims_title,
                                .positions = {{web::Spot::duties, 27}, {web::Spot::account, 47}},
                                .policy = Policy::roles(Role::commune_officer, Role::provincial_body)});
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "claims", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::claims
