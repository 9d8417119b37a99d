// What the program is told of identity: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/identity/api.h"
#include "modules/identity/lists.h"
#include "modules/identity/messages.h"
#include "modules/identity/migrations.h"
#include "modules/identity/offers.h"
#include "modules/identity/pages.h"
#include "modules/identity/service.h"
#include "modules/identity/store.h"

namespace ocop::identity {
namespace {

// `service` and the database outlive it.
web::Navigation navigation(const Service& service, db::Database& database) {
  web::Navigation out;
  out.add(web::Entry{.path = "/sign-in",
                                .label = msg::nav_sign_in,
                                .icon = web::Icon::person,
                                .positions = {{web::Spot::account, 10}, {web::Spot::bottom, 50}},
                                .audience = web::Audience::visitors});
  if (service.joining() == manifest::Joining::by_anyone)
    out.add(web::Entry{.path = "/join",
                                  .label = msg::join_title,
                                  .positions = {{web::Spot::programme, 27}},
                                  .audience = web::Audience::visitors});
  constexpr Policy kAdministrator = Policy::roles(Role::administrator);
  out.add(
      web::Entry{.path = "/accounts",
                 .label = msg::accounts_title,
                 .icon = web::Icon::person,
                 .positions = {{web::Spot::header, 45}, {web::Spot::bottom, 55}, {web::Spot::account, 12}, {web::Spot::duties, 10}},
                 .policy = kAdministrator,
                 .figure = lists::counting(database, store::accounts().source, list_scope),
                 .home = kAdministrator});
  out.add(web::Entry{.path = "/accounts/waiting",
                                .label = msg::waiting_title,
                                .positions = {{web::Spot::account, 13}, {web::Spot::duties, 5}},
                                .policy = kAdministrator,
                                .count = [&service](const http::Request& request) {
                                  return service.count_waiting(request.actor);
                                },
                                .count_words = msg::waiting_count});
  constexpr Policy kAuditor = Policy::roles(Role::auditor);
  out.add(web::Entry{.path = "/audit",
                                .label = msg::audit_title,
                                .icon = web::Icon::log,
                                .positions = {{web::Spot::header, 44, kAuditor}, {web::Spot::bottom, 54, kAuditor},
                                              {web::Spot::account, 15}, {web::Spot::duties, 30}},
                                .policy = kAudit,
                                .home = kAuditor});
  out.add(web::Entry{
      .path = "/me", .label = msg::nav_profile, .positions = {{web::Spot::account, 20}}, .policy = Policy::signed_in()});
  out.add(web::Entry{.path = "/sign-out",
                                .label = msg::nav_sign_out,
                                .positions = {{web::Spot::account, 90}},
                                .policy = Policy::signed_in(),
                                .press = web::Press::posts});
  out.set_sign_in("/sign-in");
  return out;
}

Result<manifest::Wiring> make(manifest::Context& context) {
  const auto service = std::make_shared<Service>(context.database, context.clock, context.random, context.ports.get<const places::Index>(),
                                                 context.throttle);
  service->let_join(context.joining);
  service->ask(context.offers);
  service->want_second_step(context.second_step);
  context.ports.publish<const Identity>(*service);
  context.ports.publish<SignIns>(*service);
  context.ports.publish<Offices>(*service);
  context.ports.publish<http::Authenticator>(*service);
  context.ports.publish<const sync::PastRights>(*service);

  offer_personal(context.offers);
  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, host = lists::host_of(context)](http::Router& router) {
    add_api(router, service);
    add_lists(router, host, service);
    add_audit(router, host, service);
    add_pages(router, service, host.site, host.offers);
  };
  out.navigation = navigation(*service, context.database);
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "identity", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::identity
