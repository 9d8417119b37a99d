// What the program is told of mandates: docs/a-module.md, "Wiring: the manifest".
#include "kernel/act/consents.h"
#include "kernel/manifest/manifest.h"
#include "modules/mandates/api.h"
#include "modules/mandates/messages.h"
#include "modules/mandates/migrations.h"
#include "modules/mandates/pages.h"
#include "modules/mandates/service.h"
#include "modules/mandates/store_personal.h"

namespace ocop::mandates {
namespace {

void add_notices(manifest::Offers& offers) {
  const std::vector<Role> anyone{Role::helper}, members{Role::producer_member};
  offers.add(notices::Kind{.rank = 100, .name = kToldInvited, .label = msg::told_invited, .sentence = msg::told_invited_sentence,
                           .act = msg::told_open, .roles = anyone, .usual = notices::Channel::mail});
  offers.add(notices::Kind{.rank = 101, .name = kToldAccepted, .label = msg::told_accepted, .sentence = msg::told_accepted_sentence,
                           .act = msg::told_open, .roles = members});
  offers.add(notices::Kind{.rank = 102, .name = kToldEnded, .label = msg::told_ended, .sentence = msg::told_ended_sentence,
                           .act = msg::told_open, .roles = {Role::helper, Role::producer_member}, .usual = notices::Channel::mail});
  offers.add(notices::Kind{.rank = 103, .name = kToldActed, .label = msg::told_acted, .sentence = msg::told_acted_sentence,
                           .act = msg::told_open, .roles = members});
}

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .identity = ports.get<const identity::Identity>(),
                                                                .notices = ports.get<const notices::Notices>(),
                                                                .producers = ports.get<const producers::Producers>(),
                                                                .public_url = context.site.public_url});
  context.offers.add(producers::Use{.rank = 10, .held = [&service = *service](db::Reader& reader, ProducerId producer) {
                                      return service.any_of(reader, producer);
                                    }});
  context.offers.add(identity::RoleEnded{
      .rank = 10, .then = [&service = *service](act::Moment& act, AccountId account, const Grant& grant, AccountId by) {
        service.role_ended(act, account, grant, by);
      }});
  for (const std::string_view text : {kConsentGiven, kConsentAccepted})
    context.offers.add(act::ConsentEnd{.text = text, .withdraw = [&service = *service](act::Act& act, std::string_view about) {
                                         return service.taken_back(act, about);
                                       }});
  offer(context.offers, *service);
  add_notices(context.offers);

  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);
  context.offers.add(personal::Eraser{.erase = [](const personal::Erasing& erasing) {
    store::erase(erasing.transaction, erasing.account, erasing.now);
  }});
  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, &site = context.site](http::Router& router) {
    add_api(router, service);
    add_pages(router, service, site);
  };
  out.navigation.add(web::Entry{
      .path = "/mandates", .label = msg::mandates_title, .positions = {{web::Spot::account, 17}}, .policy = Policy::signed_in()});
  // A minute after it was done; what was not told yet is told by the next one, of whichever process.
  out.ticks.push_back({.name = "mandates", .every = std::chrono::seconds(60), .run = [&service = *service] {
                         while (service.tell_of_acts() > 0) {
                         }
                       }});
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "mandates", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::mandates
