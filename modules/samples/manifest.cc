// What the program is told of samples: docs/a-module.md, "Wiring: the manifest".
#include "kernel/lists/list.h"
#include "kernel/manifest/manifest.h"
#include "modules/samples/api.h"
#include "modules/samples/messages.h"
#include "modules/samples/migrations.h"
#include "modules/samples/pages.h"
#include "modules/samples/service.h"
#include "modules/samples/store.h"

namespace ocop::samples {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .library = ports.get<const rulebooks::Library>(),
                                                                .courses = ports.get<const evaluation::Courses>(),
                                                                .notices = ports.get<const notices::Notices>()});
  context.offers.add(notices::Kind{.rank = 26, .name = kToldFewer, .label = msg::told_fewer, .sentence = msg::told_fewer_sentence,
                                   .act = msg::told_open, .roles = {Role::producer_member}, .usual = notices::Channel::mail});
  context.offers.add(notices::Kind{.rank = 27, .name = kToldUncounted, .label = msg::told_uncounted,
                                   .sentence = msg::told_uncounted_sentence, .act = msg::told_open,
                                   .roles = {Role::producer_member, Role::provincial_body}, .usual = notices::Channel::mail});
  context.offers.add(notices::Kind{.rank = 28, .name = kToldShort, .label = msg::told_short, .sentence = msg::told_short_sentence,
                                   .act = msg::told_open, .roles = {Role::producer_member, Role::provincial_body},
                                   .usual = notices::Channel::mail});
  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);
  offer(context.offers, *service);
  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, host = lists::host_of(context)](http::Router& router) {
    add_api(router, service);
    add_pages(router, service, host.site);
  };
  return out;
}

}  // namespace

manifest::Manifest manifest() {
  return {.name = "samples", .migrations = kMigrations, .leaves = kLeaves, .sealed = kSealed, .make = make};
}

}  // namespace ocop::samples
