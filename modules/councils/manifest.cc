// What the program is told of councils: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/councils/api.h"
#include "modules/councils/messages.h"
#include "modules/councils/pages.h"
#include "modules/councils/service.h"

namespace ocop::councils {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                      .library = ports.get<const rulebooks::Library>(),
                                                                      .identity = ports.get<const identity::Identity>(),
                                                                      .places = ports.get<const places::Index>(),
                                                                      .courses = ports.get<const evaluation::Courses>()});
  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, &site = context.site](http::Router& router) {
    add_api(router, service);
    add_pages(router, service, site);
  };
  out.navigation.add(
      web::Entry{.path = "/councils",
                 .label = msg::title,
                 .positions = {{web::Spot::duties, 71}, {web::Spot::account, 49}},
                 .policy = kReaders});
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "councils", .make = make}; }

}  // namespace ocop::councils
