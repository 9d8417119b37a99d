// What the program is told of factors: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"

#include "kernel/crypto/crypto.h"
#include "modules/factors/api.h"
#include "modules/factors/messages.h"
#include "modules/factors/migrations.h"
#include "modules/factors/pages.h"
#include "modules/factors/service.h"
#include "modules/factors/store_personal.h"

namespace ocop::factors {
namespace {

// A key of its own, derived from the installation's, which lies in the data folder and not in the database.
std::string key_of(const web::Site& site) {
  return std::string(crypto::view(crypto::hmac_sha256(site.flash_key, "ocop factors seal key")));
}

// "Ocop ocop.tuyenquang.example.vn": whose code it is, among all that somebody has in an app.
std::string issuer_of(const web::Site& site) {
  const std::size_t scheme = site.public_url.find("://");
  return "Ocop " + (scheme == std::string::npos ? site.public_url : site.public_url.substr(scheme + 3));
}

void add_notices(manifest::Offers& offers) {
  std::vector<Role> everybody{Role::producer_member, Role::helper};
  everybody.insert(everybody.end(), identity::kOfficials.begin(), identity::kOfficials.end());
  offers.add(notices::Kind{.rank = 5, .name = kToldChanged, .label = msg::told_changed, .sentence = msg::told_changed_sentence,
                           .act = msg::told_open, .roles = everybody, .usual = notices::Channel::mail});
  offers.add(notices::Kind{.rank = 6, .name = kToldCodeUsed, .label = msg::told_code_used, .sentence = msg::told_code_used_sentence,
                           .act = msg::told_open, .roles = everybody, .usual = notices::Channel::mail});
  offers.add(notices::Kind{.rank = 7, .name = kToldBrowser, .label = msg::told_browser, .sentence = msg::told_browser_sentence,
                           .act = msg::told_open_sessions, .roles = everybody, .usual = notices::Channel::mail});
}

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .throttle = context.throttle,
                                                                .authenticator = ports.get<http::Authenticator>(),
                                                                .sign_ins = ports.get<identity::SignIns>(),
                                                                .notices = ports.get<const notices::Notices>(),
                                                                .key = key_of(context.site),
                                                                .issuer = issuer_of(context.site),
                                                                .party = webauthn::Party::of(context.site.public_url)});
  offer(context.offers, *service);
  add_notices(context.offers);
  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);
  context.offers.add(
      personal::Eraser{.erase = [](const personal::Erasing& erasing) { store::erase(erasing.transaction, erasing.account); }});

  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, &site = context.site](http::Router& router) {
    add_api(router, service);
    add_pages(router, service, site);
  };
  out.navigation.add(web::Section{.below = "/me/factors", .entry = "/me"});
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "factors", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::factors
