// What the program is told of offices: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/offices/api.h"
#include "modules/offices/messages.h"
#include "modules/offices/migrations.h"
#include "modules/offices/pages.h"
#include "modules/offices/service.h"
#include "modules/offices/store_personal.h"

namespace ocop::offices {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .identity = ports.get<const identity::Identity>(),
                                                                .offices = ports.get<identity::Offices>(),
                                                                .notices = ports.get<const notices::Notices>(),
                                                                .places = ports.get<const places::Index>(),
                                                                .public_url = context.site.public_url,
                                                                .offers = context.offers});
  context.offers.add(notices::Kind{.rank = 110, .name = kToldAccepted, .label = msg::told_accepted, .sentence = msg::told_accepted_sentence,
                                   .act = msg::told_open, .roles = {Role::administrator}});
  std::vector<Role> officials(identity::kOfficials.begin(), identity::kOfficials.end());
  context.offers.add(notices::Kind{.rank = 111, .name = kToldHandedOver, .label = msg::told_handed_over,
                                   .sentence = msg::told_handed_over_sentence, .act = msg::told_open_offices, .roles = officials,
                                   .usual = notices::Channel::mail});
  context.offers.add(notices::Kind{.rank = 112, .name = kToldHandingOver, .label = msg::told_handing_over,
                                   .sentence = msg::told_handing_over_sentence, .act = msg::told_open_waiting,
                                   .roles = {Role::administrator}});
  context.offers.add(notices::Kind{.rank = 113, .name = kToldDelegated, .label = msg::told_delegated,
                                   .sentence = msg::told_delegated_sentence, .act = msg::told_open_offices, .roles = officials,
                                   .usual = notices::Channel::mail});
  context.offers.add(notices::Kind{.rank = 114, .name = kToldDelegationEnded, .label = msg::told_delegation_ended,
                                   .sentence = msg::told_delegation_ended_sentence, .act = msg::told_open_offices, .roles = officials,
                                   .usual = notices::Channel::mail});
  context.offers.add(identity::RoleEnded{
      .rank = 20, .then = [&service = *service](act::Moment& act, AccountId account, const Grant& grant, AccountId by) {
        service.role_ended(act, account, grant, by);
      }});
  context.offers.add(identity::RoleEndsLater{
      .rank = 10, .then = [&service = *service](act::Moment& act, AccountId account, const Grant& grant, Instant at) {
        service.role_ends(act, account, grant, at);
      }});
  context.offers.add(personal::Eraser{.erase = [&service = *service](const personal::Erasing& erasing) {
    act::Moment act(erasing.transaction, erasing.now, erasing.random);
    service.erase(act, erasing.account);
  }});
  offer(context.offers, *service);
  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);

  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, &site = context.site](http::Router& router) {
    add_api(router, service);
    add_pages(router, service, site);
    add_office_pages(router, service, site);
  };
  out.navigation.add(web::Entry{.path = "/offices/invitations",
                                .label = msg::invitations_title,
                                .positions = {{web::Spot::account, 14}, {web::Spot::duties, 7}},
                                .policy = Policy::roles(Role::administrator)});
  out.navigation.add(web::Entry{
      .path = "/offices", .label = msg::offices_title, .positions = {{web::Spot::account, 19}}, .policy = kOfficials});
  out.jobs = service->job_kinds();
  out.schedules = service->schedules();
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "offices", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::offices
