// What the program is told of evaluation: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/evaluation/api.h"
#include "modules/evaluation/canonical.h"
#include "modules/evaluation/forms_routes.h"
#include "modules/evaluation/lists.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/migrations.h"
#include "modules/evaluation/notice_kinds.h"
#include "modules/evaluation/offline.h"
#include "modules/evaluation/offline_report.h"
#include "modules/evaluation/pages.h"
#include "modules/evaluation/sealed.h"
#include "modules/evaluation/service.h"
#include "modules/evaluation/store.h"
#include "modules/evaluation/store_personal.h"
#include "modules/evaluation/handed_on.h"
#include "modules/evaluation/work_list.h"

namespace ocop::evaluation {
namespace {

struct Held {
  explicit Held(const Service::Parts& parts) : service(parts), handing(service), answer(service), report(service) {}
  Service service;
  HandedOn handing;
  OfflineAnswer answer;
  OfflineReport report;
};

// What higher modules know of how a producer is reached.
std::function<std::vector<std::string>(db::Reader&, ProducerId)> contacts_of(const manifest::Offers& offers) {
  return [&offers](db::Reader& reader, ProducerId producer) {
    std::vector<std::string> out;
    for (const auto& one : offers.all<producers::ContactsSaid>())
      for (std::string& contact : one.of(reader, producer)) out.push_back(std::move(contact));
    return out;
  };
}

// What higher modules do in an act of a dossier: WhenDropped, WhenForwarded and the others of their shape.
template <class Slot>
std::function<void(act::Act&, DossierId)> done_by(const manifest::Offers& offers) {
  return [&offers](act::Act& act, DossierId dossier) {
    for (const auto& one : offers.all<Slot>()) one.then(act, dossier);
  };
}

void publish(manifest::Ports& ports, Held& held) {
  ports.publish<const Evaluation>(held.service);
  ports.publish<const Dossiers>(held.service);
  ports.publish<const Courses>(held.service);
  ports.publish<const Centre>(held.service);
  ports.publish<const Agenda>(held.service);
  ports.publish<Service>(held.service);   // for the demo
  ports.publish<const HandingOn>(held.handing);
}

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto held = std::make_shared<Held>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .library = ports.get<const rulebooks::Library>(),
                                                                .identity = ports.get<const identity::Identity>(),
                                                                .notices = ports.get<const notices::Notices>(),
                                                                .producers = ports.get<const producers::Producers>(),
                                                                .products = ports.get<const products::Products>(),
                                                                .places = ports.get<const places::Index>(),
                                                                .holidays = context.holidays,
                                                                .contacts = contacts_of(context.offers),
                                                                .dropped = done_by<WhenDropped>(context.offers),
                                                                .forwarded = done_by<WhenForwarded>(context.offers),
                                                                .returned = done_by<WhenReturned>(context.offers),
                                                                .named = done_by<WhenCouncilNamed>(context.offers)});
  Service& service = held->service;
  publish(context.ports, *held);
  context.offers.add(work_source(service));
  offer(context.offers, service);
  context.offers.add(products::MergeCheck{.rank = 10, .allowed = may_merge});
  context.offers.add(producers::PaperUse{
      .lock = [&service](act::Act& act, ProducerId producer) { service.lock_drafts(act, producer); },
      .changed = [&service](act::Act& act, ProducerId producer, const producers::PaperEnd& end) {
        return service.paper_changed(act, producer, end);
      }});
  context.offers.add(products::ProductUse{.held = store::with_dossiers});
  context.offers.add(offline_answer_kind(service, held->answer));
  context.offers.add(offline_report_kind(service, held->report));
  for (notices::Kind& kind : notice_kinds()) context.offers.add(std::move(kind));

  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);
  context.offers.add(personal::Eraser{.erase = store::erase});
  manifest::Wiring out;
  out.holds = held;
  out.routes = [&service, &studio = context.studio, host = lists::host_of(context)](http::Router& router) {
    add_lists(router, host, service);
    add_api(router, service);
    add_pages(router, service, host.site, host.offers);
    add_form_routes(router, service, host.site, studio);
  };
  constexpr Policy kReaders = Policy::roles(Role::secretary, Role::advisory_group);
  out.navigation.add(web::Entry{.path = "/dossiers",
                                .label = msg::dossiers_title,
                                .icon = web::Icon::work,
                                .positions = {{web::Spot::header, 41, kReaders}, {web::Spot::bottom, 52, kReaders},
                                              {web::Spot::account, 11, kReaders}, {web::Spot::duties, 12}},
                                .policy = kReadsProvince,
                                .home = kReaders});
  out.navigation.add(web::Section{"/dossiers", std::string(work::kPath)});
  out.navigation.add(web::Entry{.path = "/settings/evaluation",
                                .label = msg::settings_title,
                                .positions = {{web::Spot::duties, 70}},
                                .policy = Policy::roles(Role::provincial_body, Role::ministry)});
  out.navigation.add(web::Section{"/settings", std::string(work::kPath)});
  out.ready = [&service] { service.renew_work(); };
  out.recheck = [&service](db::Reader& reader) { return service.recheck(reader); };
  return out;
}

}  // namespace

manifest::Manifest manifest() {
  return {.name = "evaluation", .migrations = kMigrations, .leaves = kLeaves, .sealed = kSealed, .make = make};
}

}  // namespace ocop::evaluation
