// What the program is told of resolver: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/resolver/api.h"
#include "modules/resolver/lists.h"
#include "modules/resolver/messages.h"
#include "modules/resolver/migrations.h"
#include "modules/resolver/pages.h"
#include "modules/resolver/service.h"
#include "modules/resolver/store.h"
#include "modules/resolver/store_personal.h"
#include "modules/resolver/work_list.h"

namespace ocop::resolver {
namespace {

constexpr std::chrono::seconds kListen{1};    // how old the snapshot of GTINs may be after another process's write
constexpr std::chrono::seconds kDistrust{5};  // and how often it is made anew while nothing can be heard

std::string metrics(const Service& service) {
  const double seconds = static_cast<double>(service.snapshot_age().count()) / 1000;
  return "# TYPE ocop_resolver_snapshot_age_seconds gauge\nocop_resolver_snapshot_age_seconds " + std::to_string(seconds) + "\n";
}

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .throttle = context.throttle,
                                                                .blobs = context.blobs,
                                                                .studio = context.studio,
                                                                .identity = ports.get<const identity::Identity>(),
                                                                .products = ports.get<const products::Products>(),
                                                                .producers = ports.get<const producers::Producers>(),
                                                                .certificates = ports.get<const certificates::Certificates>(),
                                                                .notices = ports.get<const notices::Notices>(),
                                                                .places = ports.get<const places::Index>(),
                                                                .offers = context.offers,
                                                                .public_url = context.site.public_url});

  context.offers.add(notices::Kind{.rank = 70, .name = kToldReport, .label = msg::told_report, .sentence = msg::told_report_sentence,
                                   .act = msg::told_open_report, .roles = {Role::provincial_body}, .usual = notices::Channel::digest});
  context.offers.add(work_source(*service));
  context.ports.publish<const Cases>(*service);
  context.ports.publish<const Reported>(*service);

  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);
  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, &offers = context.offers, host = lists::host_of(context)](http::Router& router) {
    add_api(router, service);
    add_lists(router, host);
    add_pages(router, service, host.site, offers);
  };
  out.navigation.add(web::Entry{.path = "/reports",
                                .label = msg::reports_title,
                                .positions = {{web::Spot::duties, 20}},
                                .policy = Policy::roles(Role::provincial_body),
                                .count = lists::counting(context.database, store::reports().source, scope_of,
                                                         {"state", std::string(name(ReportState::open))})});
  out.navigation.add(web::Section{"/reports", std::string(work::kPath)});
  out.ready = [&service = *service] {
    service.refresh();
    service.renew_work();
  };
  constexpr std::chrono::seconds kDay{24 * 60 * 60};
  out.recheck_files = [&blobs = context.blobs](db::Reader& reader) { return Service::recheck_files(reader, blobs); };
  out.ticks = {{"resolver.forget_photos", kDay, [&service = *service] { service.forget_photos(); }},
               {"resolver.listen", kListen, [&service = *service] { service.refresh_when_told(); }},
               {"resolver.distrust", kDistrust, [&service = *service] { service.refresh_when_unheard(); }}};
  out.metrics = [&service = *service] { return metrics(service); };
  out.hot = {{[&service = *service](std::string_view path, http::HotAnswer& out) { return service.hot(path, out); }, hot_headers()}};
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "resolver", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::resolver
