#include "modules/checks/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "modules/checks/requests.h"

namespace ocop::checks {
namespace {

using http::Call;
using http::Response;

void write_plan_fields(json::Writer& out, const Plan& one) {
  out.field("id", one.id).field("province", one.province).field("title", one.title).field("first", one.first).field("last", one.last);
  out.field("who", one.who).field("size", one.size).field("seed", one.seed).field("drawn_from", one.drawn_from);
  out.field("state", name(one.state)).field("made", one.made).field("issued", one.issued).field("log_index", one.log_index);
  out.field("version", one.version);
}

void write_shown_plan(json::Writer& out, const Service::ShownPlan& shown) {
  out.begin_object();
  write_plan_fields(out, shown.plan);
  out.member("sample").begin_array();
  for (const Sampled& one : shown.sample) {
    out.begin_object().field("product", one.product).field("product_name", one.product_name).field("commune", one.commune);
    out.field("taken", name(one.taken)).member("reasons").begin_array();
    for (const Reason reason : kReasons)
      if (Reasons::of_bits(one.reasons).has(reason)) out.text(name(reason));
    out.end_array().end_object();
  }
  out.end_array().end_object();
}

void write_fields(json::Writer& out, const Check& one) {
  out.field("id", one.id).field("product", one.product).field("product_name", one.product_name).field("producer", one.producer);
  out.field("province", one.province).field("commune", one.commune).field("kind", name(one.kind)).field("day", one.day);
  out.field("state", name(one.state)).field("mend_by", one.mend_by).field("ended", one.ended).field("proposal", one.proposal);
  out.field("log_index", one.log_index).field("version", one.version);
}

void write_shown(json::Writer& out, const Service::Shown& shown) {
  const Check& one = shown.check;
  out.begin_object();
  write_fields(out, one);
  out.field("inspectors", one.inspectors).field("reason", one.reason).field("mend", one.mend).field("evidence", one.evidence);
  out.field("handed_in", one.handed_in).field("conclusion", one.conclusion).member("findings").begin_array();
  for (const Finding& finding : shown.findings) {
    out.begin_object().field("matter", name(finding.matter)).field("criterion", finding.criterion);
    out.field("verdict", name(finding.verdict)).field("words", finding.words).field("noted", finding.noted).end_object();
  }
  out.end_array().end_object();
}

Response answer(const Service::Shown& found, int status = 200) {
  return http::versioned(json::written(write_shown, found), found.check.version, status);
}
Response answer(const Service::ShownPlan& found, int status = 200) {
  return http::versioned(json::written(write_shown_plan, found), found.plan.version, status);
}

Result<Response> shown(const Service& service, const http::Asked& call, CheckId id) {
  OCOP_TRY(found, service.show(call.actor, id));
  return answer(found);
}
Result<Response> shown(const Service& service, const http::Asked& call, PlanId id) {
  OCOP_TRY(found, service.plan(call.actor, id));
  return answer(found);
}

// A step, and then the thing as it stands.
template <auto Step, class Input, class Id>
Result<Response> act(Service& service, const Call<Input>& call, Id id) {
  OCOP_CHECK((service.*Step)(call.actor, id, call.input));
  return shown(service, call, id);
}

Result<Response> make_plan(Service& service, const Call<MakePlan>& call) {
  OCOP_TRY(plan, service.make_plan(call.actor, call.input));
  OCOP_TRY(found, service.plan(call.actor, plan.id));
  return answer(found, 201).with("Location", "/api/v1" + path_of(plan));
}
Result<Response> one_plan(const Service& service, const Call<>& call, PlanId id) { return shown(service, call, id); }

Result<Response> arrange(Service& service, const Call<Arrange>& call, std::string_view product) {
  OCOP_TRY(check, service.arrange(call.actor, product, call.input));
  OCOP_TRY(found, service.show(call.actor, check.id));
  return answer(found, 201).with("Location", "/api/v1" + path_of(check));
}
Result<Response> one(const Service& service, const Call<>& call, CheckId id) { return shown(service, call, id); }

}  // namespace

void write_plan(json::Writer& out, const Plan& plan) {
  out.begin_object();
  write_plan_fields(out, plan);
  out.end_object();
}
void write_listed(json::Writer& out, const Check& check) {
  out.begin_object();
  write_fields(out, check);
  out.end_object();
}

void add_api(http::Router& router, Service& service) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body), kMakers = Policy::roles(Role::producer_member, Role::helper);
  constexpr Policy kReads =
      Policy::roles(Role::commune_officer, Role::provincial_body, Role::ministry, Role::producer_member, Role::helper);
  constexpr http::Also kPlan{.answers = kPlanSchema}, kOne{.answers = kCheckSchema};
  http::Table(router, service)
      .post("/api/v1/check-plans", kProvince, plan_fields(), make_plan, "Make a plan of checks with a sample by risk and by lot",
            {.answers = kPlanSchema, .gives = http::Gives::created})
      .get("/api/v1/check-plans/{id}", kProvince, one_plan, "A plan of checks with its sample", kPlan)
      .post("/api/v1/check-plans/{id}/products", kProvince, sample_fields(), act<&Service::change_sample, ChangeSample, PlanId>,
            "Take a product into the sample of a plan, or leave it out", kPlan)
      .post("/api/v1/check-plans/{id}/issue", kProvince, issue_fields(), act<&Service::issue, IssuePlan, PlanId>,
            "Issue a plan of checks", kPlan)
      .post("/api/v1/products/{id}/checks", kProvince, arrange_fields(), arrange, "Arrange a check of a product",
            {.answers = kCheckSchema, .gives = http::Gives::created})
      .get("/api/v1/checks/{id}", kReads, one, "A check with its findings", kOne)
      .post("/api/v1/checks/{id}/change", kProvince, rearrange_fields(), act<&Service::rearrange, Rearrange, CheckId>,
            "Another day or other inspectors of a check", kOne)
      .post("/api/v1/checks/{id}/findings", kProvince, note_fields(), act<&Service::note, Note, CheckId>,
            "Write down a finding; of the same criterion instead of what stood there", kOne)
      .post("/api/v1/checks/{id}/mending", kProvince, mend_fields(), act<&Service::ask_to_mend, AskToMend, CheckId>,
            "Ask the producer to mend by a day", kOne)
      .post("/api/v1/checks/{id}/evidence", kMakers, hand_in_fields(), act<&Service::hand_in, HandIn, CheckId>,
            "The producer says what it mended", kOne)
      .post("/api/v1/checks/{id}/conclusion", kProvince, conclude_fields(), act<&Service::conclude, Conclude, CheckId>,
            "Conclude a check: kept, mended, or not met, which proposes a withdrawal", kOne)
      .post("/api/v1/checks/{id}/cancel", kProvince, cancel_fields(), act<&Service::cancel, Cancel, CheckId>,
            "Cancel a check that was arranged", kOne);
}

}  // namespace ocop::checks
