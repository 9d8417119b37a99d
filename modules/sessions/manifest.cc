// What the program is told of sessions: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"

#include "kernel/i18n/translate.h"
#include "modules/sessions/api.h"
#include "modules/sessions/lists.h"
#include "modules/sessions/messages.h"
#include "modules/sessions/migrations.h"
#include "modules/sessions/pages.h"
#include "modules/sessions/service.h"
#include "modules/sessions/store.h"
#include "modules/sessions/work_list.h"

namespace ocop::sessions {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .holidays = context.holidays,
                                                                .identity = ports.get<const identity::Identity>(),
                                                                .notices = ports.get<const notices::Notices>(),
                                                                .places = ports.get<const places::Index>(),
                                                                .agenda = ports.get<const evaluation::Agenda>()});
  context.offers.add(work_source(*service));
  context.offers.add(notices::Kind{.rank = 160, .name = kToldCalled, .label = msg::told_called, .sentence = msg::told_called_sentence,
                                   .act = msg::told_open,
                                   .roles = {Role::council_member, Role::council_chair, Role::secretary},
                                   .usual = notices::Channel::mail});
  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);

  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, host = lists::host_of(context)](http::Router& router) {
    add_api(router, service);
    add_lists(router, host, service);
    add_pages(router, service, host.site);
  };
  out.navigation.add(web::Entry{.path = "/sessions",
                                .label = msg::sessions_title,
                                .positions = {{web::Spot::duties, 14}, {web::Spot::account, 13}},
                                .policy = kReaders});
  return out;
}

}  // namespace

manifest::Manifest manifest() {
  return {.name = "sessions", .migrations = kMigrations, .leaves = kLeaves, .sealed = kSealed, .make = make};
}

}  // namespace ocop::sessions
