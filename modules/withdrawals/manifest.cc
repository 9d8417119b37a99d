// What the program is told of withdrawals: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"

#include "kernel/i18n/translate.h"
#include "modules/withdrawals/api.h"
#include "modules/withdrawals/lists.h"
#include "modules/withdrawals/messages.h"
#include "modules/withdrawals/migrations.h"
#include "modules/withdrawals/pages.h"
#include "modules/withdrawals/service.h"
#include "modules/withdrawals/store.h"

namespace ocop::withdrawals {
namespace {

work::Telling telling(const Service& service, const Proposal& one, Language language) {
  work::Telling out{.title = one.product_name,
                    .path = path_of(one),
                    .of = one.certificate.empty() ? in(msg::paper, language) : one.certificate,
                    .state = in(msg::work_withdrawal, language) + " · " + in(label(one.state), language),
                    .act = {in(is_over(one.state) ? msg::work_see : msg::work_look, language), path_of(one)}};
  const auto due = service.due(one);
  if (!due || is_over(one.state)) return out;
  const int left = due->days - service.today().days;
  out.term = work::Term{.on = *due,
                        .working_days_left = service.parts().holidays.working_days_between(service.today(), *due),
                        .words = format(left < 0 ? msg::term_over : msg::term_left, language, {std::to_string(left < 0 ? -left : left)})};
  return out;
}

void add_notices(manifest::Offers& offers) {
  using notices::Channel;
  const auto add = [&](int rank, std::string_view kind, const Message& label, const Message& sentence, std::vector<Role> roles) {
    offers.add(notices::Kind{.rank = rank, .name = kind, .label = label, .sentence = sentence, .act = msg::told_open,
                             .roles = std::move(roles), .usual = Channel::mail});
  };
  add(150, kToldAsked, msg::told_asked, msg::told_asked_sentence, {Role::commune_officer});
  add(151, kToldConcluded, msg::told_concluded, msg::told_concluded_sentence, {Role::provincial_body});
  add(152, kToldProducer, msg::told_producer, msg::told_producer_sentence, {Role::producer_member});
  add(153, kToldSubmitted, msg::told_submitted, msg::told_submitted_sentence, {Role::provincial_body, Role::ministry});
  add(154, kToldDecided, msg::told_decided, msg::told_decided_sentence, {Role::provincial_body, Role::commune_officer, Role::ministry});
  add(155, kToldDropped, msg::told_dropped, msg::told_dropped_sentence, {Role::provincial_body, Role::producer_member});
  add(156, kToldMoved, msg::told_moved, msg::told_moved_sentence, {Role::provincial_body, Role::producer_member});
}

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .holidays = context.holidays,
                                                                .products = ports.get<const products::Products>(),
                                                                .producers = ports.get<const producers::Producers>(),
                                                                .certificates = ports.get<const certificates::Certificates>(),
                                                                .withdrawing = ports.get<const certificates::Withdrawing>(),
                                                                .notices = ports.get<const notices::Notices>(),
                                                                .places = ports.get<const places::Index>()});
  context.ports.publish<Service>(*service);   // for the demo
  context.ports.publish<const Proposals>(*service);
  context.offers.add(certificates::WhenWithdrawn{
      .rank = 10, .then = [&service = *service](act::Act& act, const certificates::Certificate& certificate,
                                                const certificates::WithdrawalInput& input) {
        service.was_withdrawn(act, certificate, input);
      }});
  context.offers.add(products::ProductUse{.rank = 60, .held = Service::held});
  context.offers.add(producers::Use{.rank = 60, .held = [&service = *service](db::Reader& reader, ProducerId producer) {
                                      return service.any_of(reader, producer);
                                    }});
  context.offers.add(work::source_of(30, kWorkSource, *service, telling));
  add_notices(context.offers);
  offer(context.offers, *service);
  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);

  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, host = lists::host_of(context)](http::Router& router) {
    add_api(router, service);
    add_lists(router, host, service);
    add_pages(router, service, host.site);
  };
  out.navigation.add(web::Entry{.path = "/withdrawals",
                                .label = msg::withdrawals_title,
                                .positions = {{web::Spot::duties, 55,
                                               Policy::roles(Role::commune_officer, Role::provincial_body, Role::ministry)}},
                                .policy = Policy::roles(Role::producer_member, Role::commune_officer, Role::provincial_body, Role::helper,
                                                        Role::ministry)});
  return out;
}

}  // namespace

manifest::Manifest manifest() {
  return {.name = "withdrawals", .migrations = kMigrations, .leaves = kLeaves, .sealed = kSealed, .make = make};
}

}  // namespace ocop::withdrawals
