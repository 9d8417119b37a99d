// What the program is told of complaints: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"

#include "kernel/i18n/translate.h"
#include "modules/complaints/api.h"
#include "modules/complaints/lists.h"
#include "modules/complaints/messages.h"
#include "modules/complaints/migrations.h"
#include "modules/complaints/pages.h"
#include "modules/complaints/service.h"
#include "modules/complaints/store.h"

namespace ocop::complaints {
namespace {

work::Telling telling(const Service& service, const Complaint& one, Language language) {
  work::Telling out{.title = one.product_name,
                    .path = path_of(one),
                    .of = one.dossier_number,
                    .state = in(msg::complaint_of, language) + " · " + in(label(one.state), language),
                    .act = {in(is_over(one.state) ? msg::work_see : msg::work_look, language), path_of(one)}};
  if (one.due && !is_over(one.state))
    out.term = work::Term{.on = *one.due, .working_days_left = service.parts().holidays.working_days_between(service.today(), *one.due),
                          .words = format(msg::term_answer, language, {one.due->show(language)})};
  return out;
}

void add_notices(manifest::Offers& offers) {
  const auto add = [&](int rank, std::string_view kind, const Message& label, const Message& sentence, Role role) {
    offers.add(notices::Kind{.rank = rank, .name = kind, .label = label, .sentence = sentence, .act = msg::told_open, .roles = {role},
                             .usual = notices::Channel::mail});
  };
  add(170, kToldFiled, msg::told_filed, msg::told_filed_sentence, Role::provincial_body);
  add(171, kToldReceived, msg::told_received, msg::told_received_sentence, Role::producer_member);
  add(172, kToldAnswered, msg::told_answered, msg::told_answered_sentence, Role::producer_member);
  add(173, kToldWithdrawn, msg::told_withdrawn, msg::told_withdrawn_sentence, Role::provincial_body);
}

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .holidays = context.holidays,
                                                                .evaluation = ports.get<const evaluation::Evaluation>(),
                                                                .certificates = ports.get<const certificates::Certificates>(),
                                                                .products = ports.get<const products::Products>(),
                                                                .producers = ports.get<const producers::Producers>(),
                                                                .notices = ports.get<const notices::Notices>()});
  context.ports.publish<Service>(*service);   // for the demo
  context.offers.add(products::ProductUse{.rank = 62, .held = Service::held});
  context.offers.add(producers::Use{.rank = 62, .held = [&service = *service](db::Reader& reader, ProducerId producer) {
                                      return service.any_of(reader, producer);
                                    }});
  context.offers.add(work::source_of(34, kWorkSource, *service, telling));
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
  const Policy province = Policy::roles(Role::provincial_body);
  out.navigation.add(
      web::Entry{.path = "/complaints",
                 .label = msg::complaints_title,
                 .positions = {{web::Spot::duties, 60, province}},
                 .policy = Policy::roles(Role::producer_member, Role::provincial_body, Role::helper)});
  out.navigation.add(
      web::Entry{.path = "/complaints/terms", .label = msg::terms_title, .positions = {{web::Spot::duties, 61}}, .policy = province});
  return out;
}

}  // namespace

manifest::Manifest manifest() {
  return {.name = "complaints", .migrations = kMigrations, .leaves = kLeaves, .sealed = kSealed, .make = make};
}

}  // namespace ocop::complaints
