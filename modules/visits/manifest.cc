// What the program is told of visits: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "kernel/i18n/translate.h"
#include "modules/visits/api.h"
#include "modules/visits/messages.h"
#include "modules/visits/migrations.h"
#include "modules/visits/offline.h"
#include "modules/visits/pages.h"
#include "modules/visits/service.h"
#include "modules/visits/store_personal.h"
#include "modules/work/work.h"

namespace ocop::visits {
namespace {

struct Held {
  explicit Held(const Service::Parts& parts) : service(parts) {}
  Service service;
  OfflineNote note{service};
};

work::Telling telling(const Service& service, const Visit& one, Language language) {
  work::Telling out{.title = one.product_name,
                    .path = path_of(one),
                    .of = one.number,
                    .state = in(msg::title, language) + " · " + in(label(one.state), language),
                    .act = {in(msg::work_go, language), path_of(one)}};
  out.term = work::Term{.on = one.day, .working_days_left = service.parts().holidays.working_days_between(service.today(), one.day),
                        .words = format(msg::work_term, language, {one.day.show(language)})};
  return out;
}

// The group has no list of work: the notice's link is how it finds its visits.
void add_notices(manifest::Offers& offers) {
  const auto add = [&](int rank, std::string_view kind, const Message& label, const Message& sentence) {
    offers.add(notices::Kind{.rank = rank, .name = kind, .label = label, .sentence = sentence, .act = msg::told_open,
                             .roles = {Role::producer_member, Role::advisory_group}, .usual = notices::Channel::mail});
  };
  add(170, kToldPlanned, msg::told_planned, msg::told_planned_sentence);
  add(171, kToldCalledOff, msg::told_called_off, msg::told_called_off_sentence);
}

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto held = std::make_shared<Held>(Service::Parts{.database = context.database,
                                                          .blobs = context.blobs,
                                                          .studio = context.studio,
                                                          .clock = context.clock,
                                                          .random = context.random,
                                                          .library = ports.get<const rulebooks::Library>(),
                                                          .courses = ports.get<const evaluation::Courses>(),
                                                          .evaluation = ports.get<const evaluation::Evaluation>(),
                                                          .notices = ports.get<const notices::Notices>(),
                                                          .holidays = context.holidays});
  Service& service = held->service;
  context.offers.add(work::source_of(34, kWorkSource, service, telling));
  context.offers.add(offline_note_kind(service, held->note));
  add_notices(context.offers);
  offer(context.offers, service);
  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);
  manifest::Wiring out;
  out.holds = held;
  out.routes = [&service, &site = context.site, &random = context.random](http::Router& router) {
    add_api(router, service);
    add_pages(router, service, site, random);
  };
  out.recheck_files = [&blobs = context.blobs](db::Reader& reader) { return Service::recheck_files(reader, blobs); };
  constexpr std::chrono::seconds kDay{24 * 60 * 60};
  out.ticks = {{"visits.forget", kDay, [&service] { service.forget(); }}};
  return out;
}

}  // namespace

manifest::Manifest manifest() {
  return {.name = "visits", .migrations = kMigrations, .leaves = kLeaves, .sealed = kSealed, .make = make};
}

}  // namespace ocop::visits
