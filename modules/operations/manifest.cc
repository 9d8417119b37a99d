// What the program is told of operations: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"

#include "modules/operations/api.h"
#include "modules/operations/lists.h"
#include "modules/operations/messages.h"
#include "modules/operations/pages.h"
#include "modules/operations/service.h"

namespace ocop::operations {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  const auto service =
      std::make_shared<Service>(context.database, context.clock, context.random, context.ports.get<const jobs::Registry>());
  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, host = lists::host_of(context)](http::Router& router) {
    add_lists(router, host, service);
    add_api(router, service);
    add_pages(router, service, host.site);
  };
  out.navigation.add(web::Entry{.path = "/jobs",
                                .label = msg::nav_jobs,
                                .positions = {{web::Spot::account, 60}, {web::Spot::duties, 20}},
                                .policy = Policy::roles(Role::administrator),
                                .count = [&service = *service](const http::Request&) { return service.dead_letters(); },
                                .count_words = msg::count_words});
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "operations", .make = make}; }

}  // namespace ocop::operations
