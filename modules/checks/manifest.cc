// What the program is told of checks: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"

#include "kernel/i18n/translate.h"
#include "modules/checks/api.h"
#include "modules/checks/lists.h"
#include "modules/checks/messages.h"
#include "modules/checks/migrations.h"
#include "modules/checks/pages.h"
#include "modules/checks/service.h"
#include "modules/checks/store.h"

namespace ocop::checks {
namespace {

// The nearest day of it: when it is made, or by when the producer mends.
std::optional<Date> term_of(const Check& one) {
  if (one.state == State::planned) return one.day;
  return is_over(one.state) ? std::nullopt : one.mend_by;
}

work::Telling telling(const Service& service, const Check& one, Language language) {
  work::Telling out{.title = one.product_name,
                    .path = path_of(one),
                    .of = service.parts().places.show(one.province, one.commune, language),
                    .state = in(label(one.kind), language) + " · " + in(label(one.state), language),
                    .act = {in(is_over(one.state) ? msg::work_see : msg::work_look, language), path_of(one)}};
  if (const auto on = term_of(one)) {
    const Message& words = one.state == State::planned ? msg::term_day : msg::term_mend;
    out.term = work::Term{.on = *on, .working_days_left = service.parts().holidays.working_days_between(service.today(), *on),
                          .words = format(words, language, {on->show(language)})};
  }
  return out;
}

void add_notices(manifest::Offers& offers) {
  const auto add = [&](int rank, std::string_view kind, const Message& label, const Message& sentence, std::vector<Role> roles) {
    offers.add(notices::Kind{.rank = rank, .name = kind, .label = label, .sentence = sentence, .act = msg::told_open,
                             .roles = std::move(roles), .usual = notices::Channel::mail});
  };
  add(160, kToldArranged, msg::told_arranged, msg::told_arranged_sentence, {Role::producer_member, Role::commune_officer});
  add(161, kToldMend, msg::told_mend, msg::told_mend_sentence, {Role::producer_member});
  add(162, kToldHandedIn, msg::told_handed_in, msg::told_handed_in_sentence, {Role::provincial_body});
  add(163, kToldEnded, msg::told_ended, msg::told_ended_sentence, {Role::producer_member, Role::commune_officer});
}

web::Navigation navigation() {
  web::Navigation out;
  out.add(web::Entry{.path = "/checks",
                     .label = msg::checks_title,
                     .positions = {{web::Spot::duties, 56, Policy::roles(Role::commune_officer, Role::provincial_body, Role::ministry)}},
                     .policy = Policy::roles(Role::producer_member, Role::commune_officer, Role::provincial_body, Role::helper,
                                             Role::ministry)});
  out.add(web::Entry{.path = "/checks/plans",
                     .label = msg::plans_title,
                     .positions = {{web::Spot::duties, 57}},
                     .policy = Policy::roles(Role::provincial_body)});
  out.add(web::Entry{.path = "/checks/plans/new",
                     .label = msg::plan_new,
                     .positions = {{web::Spot::duties, 58}},
                     .policy = Policy::roles(Role::provincial_body)});
  return out;
}

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .holidays = context.holidays,
                                                                .products = ports.get<const products::Products>(),
                                                                .starred = ports.get<const products::Starred>(),
                                                                .producers = ports.get<const producers::Producers>(),
                                                                .certificates = ports.get<const certificates::Certificates>(),
                                                                .reported = ports.get<const resolver::Reported>(),
                                                                .proposals = ports.get<const withdrawals::Proposals>(),
                                                                .library = ports.get<const rulebooks::Library>(),
                                                                .notices = ports.get<const notices::Notices>(),
                                                                .places = ports.get<const places::Index>()});
  context.ports.publish<Service>(*service);   // for the demo
  context.offers.add(products::ProductUse{.rank = 61, .held = Service::held});
  context.offers.add(producers::Use{.rank = 61, .held = [&service = *service](db::Reader& reader, ProducerId producer) {
                                      return service.any_of(reader, producer);
                                    }});
  context.offers.add(work::source_of(32, kWorkSource, *service, telling));
  add_notices(context.offers);
  offer(context.offers, *service);
  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);

  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, host = lists::host_of(context)](http::Router& router) {
    add_api(router, service);
    add_lists(router, host);
    add_pages(router, service, host.site);
  };
  out.navigation = navigation();
  return out;
}

}  // namespace

manifest::Manifest manifest() {
  return {.name = "checks", .migrations = kMigrations, .leaves = kLeaves, .sealed = kSealed, .make = make};
}

}  // namespace ocop::checks
