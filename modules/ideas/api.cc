#include "modules/ideas/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "modules/ideas/requests.h"

namespace ocop::ideas {
namespace {

using http::Call;
using http::Response;

void write_fields(json::Writer& out, const Idea& one) {
  out.field("id", one.id).field("state", name(one.state)).field("kind", name(one.kind)).field("name", one.name);
  out.field("province", one.province).field("commune", one.commune).field("producer", one.producer).field("maker", one.maker);
  out.field("material", one.material).field("knowledge", one.knowledge).field("product_set", one.product_set);
  out.field("target", one.target).field("results_before", one.results_before).field("mentor", one.mentor).field("sample", one.sample);
  out.field("ground", one.ground ? std::optional(name(*one.ground)) : std::nullopt).field("product", one.product);
  out.field("dossier", one.dossier).field("entered", one.entered).field("changed", one.changed).field("version", one.version);
}

Result<Response> answer(const Service& service, const Actor& actor, IdeaId id) {
  OCOP_TRY(shown, service.show(actor, id));
  json::Writer out;
  out.begin_object();
  write_fields(out, shown.idea);
  out.member("steps").begin_array();
  for (const Step& one : shown.plan)
    out.begin_object().field("id", one.id).field("words", one.words).field("due", one.due).field("done", one.done).end_object();
  out.end_array().end_object();
  return http::versioned(out.take(), shown.idea.version).with("Cache-Control", "private, no-store");
}

Result<Response> enter(Service& service, const Call<EnterIdea>& call) {
  OCOP_TRY(attempt, http::attempt_of(call.request));
  OCOP_TRY(made, service.enter(call.actor, call.input, attempt));
  json::Writer out;
  out.begin_object().field("id", made.id).end_object();
  auto response = http::created(out.take(), "/api/v1/ideas/" + made.id.text());
  if (made.how == idempotency::Outcome::How::before) response.status = 200;
  return response;
}
Result<Response> one(const Service& service, const Call<>& call, IdeaId id) { return answer(service, call.actor, id); }
// Of what was given up its maker sees nothing any more: it is told by the row itself.
Response told(const Idea& idea) {
  return http::versioned(write_idea, idea).with("Cache-Control", "private, no-store");
}
Result<Response> change(Service& service, const Call<ChangeIdea>& call, IdeaId id) {
  OCOP_TRY(idea, service.change(call.actor, id, call.input));
  return told(idea);
}
Result<Response> enroll(Service& service, const Call<Version>& call, IdeaId id) {
  OCOP_TRY(idea, service.enroll(call.actor, id, call.input));
  return told(idea);
}
Result<Response> start(Service& service, const Call<Version>& call, IdeaId id) {
  OCOP_TRY(idea, service.start(call.actor, id, call.input));
  return told(idea);
}
Result<Response> product(Service& service, const Call<NameProduct>& call, IdeaId id) {
  OCOP_TRY(idea, service.name_product(call.actor, id, call.input));
  return told(idea);
}
Result<Response> dossier(Service& service, const Call<Version>& call, IdeaId id) {
  OCOP_TRY(idea, service.open_dossier(call.actor, id, call.input));
  return told(idea);
}
Result<Response> ended(Service& service, const Call<GiveUp>& call, IdeaId id) {
  OCOP_TRY(idea, service.give_up(call.actor, id, call.input));
  return told(idea);
}
Result<Response> step(Service& service, const Call<AddStep>& call, IdeaId id) {
  OCOP_CHECK(service.add_step(call.actor, id, call.input));
  return answer(service, call.actor, id);
}
Result<Response> step_done(Service& service, const Call<Version>& call, IdeaId id, StepId step) {
  OCOP_CHECK(service.finish_step(call.actor, id, step, call.input));
  return answer(service, call.actor, id);
}
Result<Response> step_removed(Service& service, const Call<Version>& call, IdeaId id, StepId step) {
  OCOP_CHECK(service.remove_step(call.actor, id, step, call.input));
  return answer(service, call.actor, id);
}

constexpr std::string_view kMade =
    R"({"type":"object","required":["id"],"properties":{"id":{"type":"string","format":"uuid"}}})";

}  // namespace

void write_idea(json::Writer& out, const Idea& idea) {
  out.begin_object();
  write_fields(out, idea);
  out.end_object();
}

void add_api(http::Router& router, Service& service) {
  constexpr http::Also kOne{.answers = kIdeaSchema};
  http::Table(router, service)
      .post("/api/v1/ideas", kWriters, enter_idea(), enter,
            "Enter an idea: a potential of the officer's commune, or one of the own producer, registered at once",
            {.answers = kMade, .gives = http::Gives::created, .repeats = http::Repeats::once_a_key})
      .get("/api/v1/ideas/{id}", kReaders, one, "One idea with its plan", kOne)
      .put("/api/v1/ideas/{id}", kWriters, change_idea(), change, "Change what is said of an idea", kOne)
      .post("/api/v1/ideas/{id}/register", kWriters, version_fields(), enroll, "A potential becomes a registered idea", kOne)
      .post("/api/v1/ideas/{id}/start", kWriters, version_fields(), start, "Work on an idea begins", kOne)
      .post("/api/v1/ideas/{id}/product", kMakers, name_product(), product,
            "Name the idea's product, or send it to the commune as a new one", kOne)
      .post("/api/v1/ideas/{id}/dossier", kMakers, version_fields(), dossier, "Open the dossier that the idea becomes", kOne)
      .post("/api/v1/ideas/{id}/end", kWriters, give_up(), ended, "Give an idea up: nobody is in it any more", kOne)
      .post("/api/v1/ideas/{id}/steps", kWriters, add_step(), step, "Add a step to the plan of an idea", kOne)
      .post("/api/v1/ideas/{id}/steps/{step}/done", kWriters, version_fields(), step_done, "A step of the plan is done", kOne)
      .remove("/api/v1/ideas/{id}/steps/{step}", kWriters, version_fields(), step_removed, "Take a step out of the plan", kOne);
}

}  // namespace ocop::ideas
