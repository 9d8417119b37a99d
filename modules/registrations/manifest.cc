// What the program is told of registrations: docs/a-module.md, "Wiring: the manifest".
#include "kernel/act/consents.h"
#include "kernel/manifest/manifest.h"
#include "modules/registrations/api.h"
#include "modules/registrations/lists.h"
#include "modules/registrations/messages.h"
#include "modules/registrations/migrations.h"
#include "modules/registrations/pages.h"
#include "modules/registrations/service.h"
#include "modules/registrations/store_personal.h"
#include "modules/registrations/work_list.h"

namespace ocop::registrations {
namespace {

void add_notices(manifest::Offers& offers) {
  offers.add(notices::Kind{.rank = 90, .name = kToldSent, .label = msg::told_sent, .sentence = msg::told_sent_sentence,
                           .act = msg::told_open, .roles = {Role::commune_officer}});
  offers.add(notices::Kind{.rank = 91, .name = kToldReturned, .label = msg::told_returned, .sentence = msg::told_returned_sentence,
                           .act = msg::told_open, .roles = {Role::producer_member}, .usual = notices::Channel::mail});
  offers.add(notices::Kind{.rank = 92, .name = kToldConfirmed, .label = msg::told_confirmed, .sentence = msg::told_confirmed_sentence,
                           .act = msg::told_open, .roles = {Role::producer_member}, .usual = notices::Channel::mail});
}

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .identity = ports.get<const identity::Identity>(),
                                                                .notices = ports.get<const notices::Notices>(),
                                                                .producers = ports.get<const producers::Producers>(),
                                                                .products = ports.get<const products::Products>(),
                                                                .places = ports.get<const places::Index>(),
                                                                .holidays = context.holidays});
  context.ports.publish<const Registrations>(*service);
  context.ports.publish<Service>(*service);   // for tests/attack, which registers without pages
  context.offers.add(producers::Use{.rank = 5, .held = [&service = *service](db::Reader& reader, ProducerId producer) {
                                      return service.any_of(reader, producer);
                                    }});
  context.offers.add(work_source(*service));
  offer(context.offers, *service);
  add_notices(context.offers);

  context.offers.add(act::ConsentEnd{
      .text = kConsentRepresentative,
      .withdraw = [&service = *service](act::Act& act, std::string_view about) { return service.taken_back(act, about); }});
  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);
  context.offers.add(personal::Looked{.names = store::looked_names});
  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, host = lists::host_of(context)](http::Router& router) {
    add_api(router, service);
    add_lists(router, host, service.parts().places);
    add_pages(router, service, host.site, host.offers);
  };
  out.navigation.add(web::Entry{.path = "/start",
                                .label = msg::start_title,
                                .positions = {{web::Spot::account, 15}},
                                .policy = Policy::signed_in(),
                                .home = Policy::signed_in()});   // of whoever has no role that has another
  out.navigation.add(web::Entry{.path = "/registrations",
                                .label = msg::registrations_title,
                                .positions = {{web::Spot::duties, 25}, {web::Spot::account, 46}},
                                .policy = Policy::roles(Role::producer_member, Role::helper, Role::commune_officer,
                                                        Role::provincial_body)});
  out.recheck = [&service = *service](db::Reader& reader) { return service.recheck(reader); };
  return out;
}

}  // namespace

constexpr tlog::Sealed kSealed[] = {kSealedRegistration};
constexpr tlog::Kind kLeaves[] = {kProducerRegistered, kProductRegistered, kLegalFormChanged};
manifest::Manifest manifest() {
  return {.name = "registrations", .migrations = kMigrations, .leaves = kLeaves, .sealed = kSealed, .make = make};
}

}  // namespace ocop::registrations
