// What the program is told of notices: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"

#include "kernel/crypto/crypto.h"
#include "modules/notices/api.h"
#include "modules/notices/lists.h"
#include "modules/notices/messages.h"
#include "modules/notices/migrations.h"
#include "modules/notices/pages.h"
#include "modules/notices/service.h"
#include "modules/notices/store_personal.h"

namespace ocop::notices {
namespace {

// Links are signed with a key of their own, derived from the installation's: what signs a flash message never signs a link.
std::string link_key(const web::Site& site) {
  return std::string(crypto::view(crypto::hmac_sha256(site.flash_key, "ocop notices link key")));
}

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .holidays = context.holidays,
                                                                .offers = context.offers,
                                                                .identity = ports.get<const identity::Identity>(),
                                                                .office = ports.get<const mail::Office>(),
                                                                .public_url = context.site.public_url,
                                                                .link_key = link_key(context.site)});
  context.ports.publish<const Notices>(*service);
  context.offers.add(profile_part(*service));
  for (const auto& [text, confirmed] : {std::pair{kConsentMail, Purpose::confirm_mail}, std::pair{kConsentPhone, Purpose::confirm_phone}})
    context.offers.add(act::ConsentEnd{
        .text = text, .withdraw = [&service = *service, confirmed = confirmed](act::Act& act, std::string_view) {
          return service.taken_back(act, confirmed);
        }});

  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);
  context.offers.add(personal::Eraser{.erase = [&service = *service](const personal::Erasing& erasing) {
    service.erase(erasing.transaction, erasing.account, erasing.now);
  }});
  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, host = lists::host_of(context)](http::Router& router) {
    add_lists(router, host, service);
    add_api(router, service);
    add_pages(router, service, host.site);
  };
  out.navigation.add(web::Entry{.path = "/notices",
                                .label = msg::nav_notices,
                                .positions = {{web::Spot::account, 15}},
                                .policy = Policy::signed_in(),
                                .count = [&service = *service](const http::Request& request) { return service.unread(request.actor); },
                                .count_words = msg::count_words});
  out.jobs = service->job_kinds();
  out.schedules = service->schedules();
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "notices", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::notices
