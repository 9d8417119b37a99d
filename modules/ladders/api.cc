#include "modules/ladders/api.h"

#include "kernel/http/answer.h"
#include "kernel/json/json.h"
#include "modules/ladders/requests.h"
#include "modules/ladders/rules.h"

namespace ocop::ladders {
namespace {

using http::Call;
using http::Response;

std::string_view word(rulebooks::Obstacle::Kind kind) {
  using Kind = rulebooks::Obstacle::Kind;
  switch (kind) {
    case Kind::knockout: return "knockout";
    case Kind::requirement: return "requirement";
    case Kind::floor: return "floor";
    case Kind::points: break;
  }
  return "points";
}

void write_price(json::Writer& out, const rulebooks::Price& price) { out.field("money", price.money).field("months", price.months); }

void write_ladder(json::Writer& out, const rulebooks::Table& table, const rulebooks::Ladder& ladder) {
  out.field("target", ladder.target).field("reached", ladder.reached).field("points", ladder.points_before).member("steps").begin_array();
  for (const rulebooks::Rung& rung : ladder.rungs) {
    out.begin_object().field("criterion", table.criteria[rung.criterion]->code).field("from", rung.from).field("to", rung.to);
    out.field("points", std::to_string(rung.points)).field("for_floor", rung.for_floor);
    write_price(out, rung.price);
    out.field("total", std::to_string(rung.total)).field("stars", rung.stars).end_object();
  }
  out.end_array();
  write_price(out, ladder.price);
  out.member("obstacles").begin_array();
  for (const rulebooks::Obstacle& one : ladder.obstacles)
    out.begin_object()
        .field("kind", word(one.kind))
        .field("code", one.code)
        .field("needed", one.needed)
        .field("most", one.most)
        .end_object();
  out.end_array();
}

void write_plan(json::Writer& out, const Followed& followed) {
  const Plan& plan = followed.plan;
  out.begin_object().field("dossier", plan.dossier).field("number", plan.number).field("rulebook", plan.rulebook);
  out.field("product_set", plan.product_set).field("target", plan.target).field("reached", plan.reached).field("points", plan.points);
  out.field("owner", plan.owner).field("starts", plan.starts).field("saved", plan.saved).field("version", plan.version);
  out.field("followed_by", followed.by).member("steps").begin_array();
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    const Step& step = plan.steps[i];
    out.begin_object().field("criterion", step.criterion).field("from", step.from).field("to", step.to);
    out.field("points", std::to_string(step.points));
    write_price(out, step.price);
    out.field("total", std::to_string(step.total)).field("stars", step.stars).field("due", step.due);
    out.field("standing", name(followed.steps[i])).end_object();
  }
  out.end_array().end_object();
}

std::string view_json(const View& view) {
  json::Writer out;
  out.begin_object().field("dossier", view.own.dossier).field("rulebook", view.own.rulebook).field("product_set", view.own.product_set);
  write_ladder(out, *view.table, view.ladder);
  out.member("costs").begin_array();
  for (const GivenPrice& one : view.prices) {
    out.begin_object().field("option", rules::option_word(one.criterion, one.option));
    write_price(out, one.price);
    out.end_object();
  }
  out.end_array().member("other_rulebook");
  if (view.other) {
    out.begin_object().field("rulebook", view.other->rulebook->code).field("product_set", view.other->table->code);
    out.member("new_criteria").begin_array();
    for (const std::size_t c : view.other->added) out.text(view.other->table->criteria[c]->code);
    out.end_array().end_object();
  } else {
    out.null();
  }
  out.member("plan");
  if (view.plan) write_plan(out, *view.plan);
  else out.null();
  out.member("others").begin_array();
  for (const Followed& one : view.others) write_plan(out, one);
  return out.end_array().end_object().take();
}

Result<Response> show(const Service& service, const Call<Look>& call, DossierId dossier) {
  OCOP_TRY(view, service.view(call.actor, dossier, call.input.target));
  return Response::json(view_json(view)).with("Cache-Control", "private, no-store");
}
Result<Response> price(Service& service, const Call<SetPrice>& call, DossierId dossier) {
  OCOP_CHECK(service.set_price(call.actor, dossier, call.input));
  return http::done();
}
Result<Response> save(Service& service, const Call<SavePlan>& call, DossierId dossier) {
  OCOP_TRY(version, service.save_plan(call.actor, dossier, call.input));
  OCOP_TRY(view, service.view(call.actor, dossier, std::nullopt));
  return http::versioned(view_json(view), version);
}
Result<Response> remove(Service& service, const Call<RemovePlan>& call, DossierId dossier) {
  OCOP_CHECK(service.remove_plan(call.actor, dossier, call.input.version));
  return http::done();
}

constexpr std::string_view kLadder =
    R"({"type":"object","properties":{"target":{"type":"integer"},"reached":{"type":"integer"},"points":{"type":"integer"},)"
    R"("steps":{"type":"array","description":"the cheapest first","items":{"type":"object","properties":{"criterion":{"type":"string"},)"
    R"("from":{"type":"integer"},"to":{"type":"integer"},"points":{"type":"string"},"money":{"type":"integer"},)"
    R"("months":{"type":"integer"},"total":{"type":"string"},"stars":{"type":"integer"}}}},"money":{"type":"integer"},)"
    R"("months":{"type":"integer"},"obstacles":{"type":"array","description":"why the star is out of reach","items":{"type":"object"}},)"
    R"("costs":{"type":"array","items":{"type":"object"}},"other_rulebook":{"type":["object","null"]},)"
    R"("plan":{"type":["object","null"]},"others":{"type":"array",)"
    R"("items":{"type":"object"}}}})";

}  // namespace

void add_api(http::Router& router, Service& service) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  constexpr http::Also kDone{.gives = http::Gives::nothing};
  http::Table(router, service)
      .get("/api/v1/dossiers/{id}/ladder", kMember, look(), show, "The cheapest steps from the own answers to a star, and the plans",
           {.answers = kLadder})
      .put("/api/v1/dossiers/{id}/ladder/costs", kMember, set_price(), price,
           "What it takes to stand at an option; without money and months it is taken back", kDone)
      .put("/api/v1/dossiers/{id}/ladder/plan", kMember, save_plan(), save, "Keep the steps of now as the dossier's plan",
           {.answers = kLadder})
      .remove("/api/v1/dossiers/{id}/ladder/plan", kMember, remove_plan(), remove, "Remove the dossier's plan", kDone);
}

}  // namespace ocop::ladders
