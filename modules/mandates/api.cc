#include "modules/mandates/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/mandates/requests.h"

namespace ocop::mandates {
namespace {

using http::Call;
using http::Response;

void write(json::Writer& out, const Service::Row& row, Instant now) {
  const Mandate& one = row.mandate;
  out.begin_object().field("id", one.id).field("producer", one.producer).field("producer_name", row.producer.name);
  out.field("helper", row.helper).field("state", name(state_of(one, now))).member("tasks").begin_array();
  for (int i = 0; i < kTaskCount; ++i)
    if (one.tasks.has(static_cast<Task>(i))) out.text(name(static_cast<Task>(i)));
  out.end_array().field("until", vietnam_date({one.until.milliseconds - 1})).field("channel", name(one.channel)).field("paper", one.paper);
  out.field("consent_text", one.consent_text).field("consented", one.consented).field("consented_by", row.consented_by);
  out.field("accepted", one.accepted).field("ended", one.ended).end_object();
}

Result<Response> of_producer(const Service& service, const Call<>& call, ProducerId id) {
  OCOP_TRY(shown, service.of_producer(call.actor, id));
  json::Writer out;
  out.begin_object().member("helpers").begin_array();
  for (const Service::Row& row : shown.mandates) write(out, row, service.now());
  out.end_array().member("acts").begin_array();
  for (const Service::Done& one : shown.acts) {
    out.begin_object().field("what", one.act.what).field("subject", one.act.subject).field("by", one.helper);
    out.field("for", shown.producer.name).field("at", one.act.at).end_object();
  }
  out.end_array().end_object();
  return Response::json(out.take()).with("Cache-Control", "private, no-store");
}

Result<Response> give(Service& service, const Call<Give>& call, ProducerId id) {
  OCOP_TRY(given, service.give(call.actor, id, call.input));
  json::Writer out;
  out.begin_object().field("id", given.id);
  if (!given.link.empty()) out.field("link", given.link);
  out.end_object();
  return http::created(out.take(), "/api/v1/producers/" + id.text() + "/helpers").with("Cache-Control", "private, no-store");
}

Result<Response> end(Service& service, const Call<>& call, ProducerId id, MandateId mandate) {
  OCOP_CHECK(service.end(call.actor, id, mandate));
  return http::done();
}

Result<Response> own(const Service& service, const Call<>& call) {
  json::Writer out;
  out.begin_object().member("mandates").begin_array();
  for (const Service::Row& row : service.own(call.actor)) write(out, row, service.now());
  out.end_array().end_object();
  return Response::json(out.take()).with("Cache-Control", "private, no-store");
}

Result<Response> accept(Service& service, const Call<>& call, MandateId id) {
  OCOP_CHECK(service.accept(call.actor, id));
  return http::done();
}
Result<Response> accept_link(Service& service, const Call<Key>& call) {
  OCOP_CHECK(service.accept(call.actor, call.input.key));
  return http::done();
}
Result<Response> give_back(Service& service, const Call<>& call, MandateId id) {
  OCOP_CHECK(service.give_back(call.actor, id));
  return http::done();
}

constexpr std::string_view kOfProducer =
    R"({"type":"object","properties":{"helpers":{"type":"array","items":{"type":"object"}},"acts":{"type":"array",)"
    R"("description":"what helpers did, with both names: by, for","items":{"type":"object"}}}})";
constexpr std::string_view kGiven =
    R"({"type":"object","properties":{"id":{"type":"string","format":"uuid"},"link":{"type":"string","description":"told once"}}})";
constexpr std::string_view kOwn = R"({"type":"object","properties":{"mandates":{"type":"array","items":{"type":"object"}}}})";

}  // namespace

void add_api(http::Router& router, Service& service) {
  constexpr Policy kConcerned = Policy::roles(Role::producer_member, Role::commune_officer, Role::provincial_body);
  constexpr http::Also kDone{.gives = http::Gives::nothing};
  http::Table(router, service)
      .get("/api/v1/producers/{id}/helpers", kConcerned, of_producer, "Who acts for a producer, and what was done",
           {.answers = kOfProducer})
      .post("/api/v1/producers/{id}/helpers", kConcerned, give_fields(), give,
            "Let somebody act for a producer; without a login a link is made, told once",
            {.answers = kGiven, .gives = http::Gives::created})
      .post("/api/v1/producers/{id}/helpers/{mandate}/end", kConcerned, end, "End a mandate at once", kDone)
      .get("/api/v1/mandates", Policy::signed_in(), own, "Whom the caller acts for, and who asks it", {.answers = kOwn})
      .post("/api/v1/mandates/{id}/accept", Policy::signed_in(), accept, "Accept to act for a producer", kDone)
      .post("/api/v1/mandates/invitation", Policy::signed_in(), key_fields(), accept_link, "Accept what a link invites to", kDone)
      .post("/api/v1/mandates/{id}/return", Policy::signed_in(), give_back, "Decline, or give a mandate back", kDone);
}

}  // namespace ocop::mandates
