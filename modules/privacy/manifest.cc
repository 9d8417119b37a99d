// What the program is told of privacy: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"

#include "kernel/act/holdings.h"
#include "kernel/idempotency/holdings.h"
#include "kernel/jobs/holdings.h"
#include "kernel/sync/holdings.h"
#include "modules/privacy/api.h"
#include "modules/privacy/lists.h"
#include "modules/privacy/messages.h"
#include "modules/privacy/migrations.h"
#include "modules/privacy/pages.h"
#include "modules/privacy/service.h"
#include "modules/privacy/store.h"
#include "modules/privacy/store_breaches.h"

namespace ocop::privacy {
namespace {

// The kernel has no manifest: its tables are offered here.
void offer_kernel(manifest::Offers& offers) {
  for (const auto& all : {act::personal_holdings(), idempotency::personal_holdings(), sync::personal_holdings(), jobs::personal_holdings()})
    for (const personal::Holding& one : all) offers.add(one);
  offers.add(personal::Eraser{.rank = 100, .erase = [](const personal::Erasing& erasing) {   // after those whose consents they were
                                act::end_consents_of(erasing.transaction, erasing.account, erasing.now);
                              }});
}

// Whoever looks at the own account finds what else is held, and how it ends.
identity::ProfilePart own_data_part() {
  using web::operator""_h;
  return {.rank = 30, .show = [](web::Html& out, const http::Request&) {
            out << "<h2>"_h << msg::data_title << "</h2><p>"_h << msg::data_part << "</p><p class=\"acts\">"_h;
            web::link_button(out, msg::data_part_see, "/me/data", web::ButtonKind::quiet);
            out << "</p>"_h;
          }};
}

void add_notices(manifest::Offers& offers) {
  std::vector<Role> anyone;
  for (int i = 0; i < kRoleCount; ++i) anyone.push_back(static_cast<Role>(i));
  offers.add(notices::Kind{.rank = 110,
                           .name = kToldAnswered,
                           .label = msg::told_answered,
                           .sentence = msg::told_answered_sentence,
                           .act = msg::told_open,
                           .roles = anyone,
                           .usual = notices::Channel::mail});
  offers.add(notices::Kind{.rank = 111,
                           .name = kToldAsked,
                           .label = msg::told_asked,
                           .sentence = msg::told_asked_sentence,
                           .act = msg::told_open,
                           .roles = {Role::administrator},
                           .usual = notices::Channel::mail});
  offers.add(notices::Kind{.rank = 112,
                           .name = kToldBreach,
                           .label = msg::told_breach,
                           .sentence = msg::told_breach_sentence,
                           .act = msg::told_open,
                           .roles = {Role::administrator},
                           .usual = notices::Channel::mail});
}

// Looks at the desk are looks at whoever asked.
personal::Looked looked() {
  return {.names = [](db::Reader& reader, AccountId account) {
    std::vector<std::string> out;
    for (const Request& one : store::of_account(reader, account)) out.push_back("request:" + one.id.text());
    return out;
  }};
}

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  offer_kernel(context.offers);
  for (const auto& all : {store::personal_holdings(), store::breach_holdings()})
    for (const personal::Holding& one : all) context.offers.add(one);
  context.offers.add(looked());
  context.offers.add(own_data_part());
  add_notices(context.offers);
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .offers = context.offers,
                                                                .identity = ports.get<const identity::Identity>(),
                                                                .notices = ports.get<const notices::Notices>(),
                                                                .places = ports.get<const places::Index>(),
                                                                .holidays = context.holidays,
                                                                .public_url = context.site.public_url,
                                                                .processors = context.processors});
  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, host = lists::host_of(context)](http::Router& router) {
    add_api(router, service);
    add_lists(router, host, service);
    add_pages(router, service, host.site);
    add_breach_api(router, service);
    add_breach_lists(router, host);
    add_breach_pages(router, service, host.site);
  };
  out.navigation.add(
      web::Entry{.path = "/me/data", .label = msg::data_title, .positions = {{web::Spot::account, 21}}, .policy = Policy::signed_in()});
  out.navigation.add(web::Entry{.path = "/privacy", .label = msg::notice_title, .positions = {{web::Spot::site, 40}}});
  out.navigation.add(web::Entry{.path = "/privacy/requests",
                                .label = msg::desk_title,
                                .positions = {{web::Spot::account, 14}, {web::Spot::duties, 6}},
                                .policy = kDesk,
                                .count = lists::counting(context.database, store::requests().source, desk_scope, {"state", "asked"}),
                                .count_words = msg::desk_count});
  out.navigation.add(web::Entry{.path = "/privacy/breaches",
                                .label = msg::breaches_title,
                                .positions = {{web::Spot::account, 14}, {web::Spot::duties, 7}},
                                .policy = identity::kAudit,
                                .count = lists::counting(context.database, store::breaches().source, breach_scope, {"state", "open"}),
                                .count_words = msg::breaches_count});
  // Once a minute, of whichever process: an account whose stay is over goes.
  out.ticks.push_back({.name = "privacy", .every = std::chrono::seconds(60), .run = [&service = *service] { (void)service.erase_due(); }});
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "privacy", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::privacy
