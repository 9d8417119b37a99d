#include "kernel/http/answer.h"
#include "kernel/json/json.h"
#include "modules/offline/service.h"

// The phone's side: acts in, answers out.
namespace ocop::offline {
namespace {

using http::Response;

void write(json::Writer& out, const sync::Answer& answer, Language language) {
  out.begin_object()
      .field("id", answer.id.text())
      .field("kind", answer.kind)
      .field("subject", answer.subject)
      .field("made", answer.made.iso());
  out.field("outcome", sync::name(answer.outcome)).field("right", sync::name(answer.right));
  out.field("reason", language == Language::vi ? answer.reason_vi : answer.reason_en);
  out.field("repeated", answer.repeated).member("result").raw(answer.result);
  out.member("body").raw(answer.body.empty() ? std::string_view("null") : std::string_view(answer.body)).end_object();
}

std::string json_of(const std::vector<sync::Answer>& answers, Language language) {
  json::Writer out;
  out.begin_object().member("acts").begin_array();
  for (const sync::Answer& answer : answers) write(out, answer, language);
  out.end_array().end_object();
  return out.take();
}

Result<Response> send(Service& service, const http::Call<>& call) {
  OCOP_TRY(batch, sync::read_batch(call.request.body));
  return Response::json(json_of(service.receive(call.actor, batch), call.language())).with("Cache-Control", "no-store");
}

Result<Response> list(Service& service, const http::Call<>& call) {
  return Response::json(json_of(service.waiting(call.actor), call.language())).with("Cache-Control", "private, no-store");
}

Result<Response> settle(Service& service, const http::Call<Decide>& call, ActId id) {
  OCOP_TRY(answer, service.decide(call.actor, id, call.input.decision));
  json::Writer out;
  write(out, answer, call.language());
  return Response::json(out.take());
}

// Who is signed in and the token of this browser's forms: a page that was kept for use without a network bears an old one.
Result<Response> session(Service&, const http::Call<>& call) {
  json::Writer out;
  out.begin_object().field("account", call.actor.account->text()).field("csrf_token", call.request.csrf_token.view()).end_object();
  return Response::json(out.take()).with("Cache-Control", "no-store");
}

constexpr std::string_view kBatch =
    R"({"type":"object","additionalProperties":false,"required":["device","sent","acts"],"properties":{"device":{"type":"string",)"
    R"("format":"uuid"},)"
    R"("sent":{"type":"string","maxLength":40},"acts":{"type":"array","maxItems":200,"items":{"type":"object",)"
    R"("additionalProperties":false,)"
    R"("required":["id","kind","made","body"],"properties":{"id":{"type":"string","format":"uuid"},"kind":{"type":"string",)"
    R"("minLength":1,"maxLength":64},)"
    R"("subject":{"type":"string","maxLength":128},"made":{"type":"string","maxLength":40},"body":{"type":"object"}}}}}})";

}  // namespace

void add_api(http::Router& router, Service& service) {
  constexpr Policy kSignedIn = Policy::signed_in();
  constexpr std::size_t kBatchBytes = 4u << 20;   // a phone ends a batch at 3 MiB of acts (web/islands/outbox.ts)
  http::Table(router, service)
      .get("/api/v1/offline/session", kSignedIn, session, "Whose acts this browser may send, and its form token")
      .post("/api/v1/offline/batches", kSignedIn, send, "Acts done without a network, in their order; each is answered by itself",
            {.body_limit = kBatchBytes, .takes = kBatch})
      .get("/api/v1/offline/acts", kSignedIn, list, "The caller's acts that wait for a decision")
      .post("/api/v1/offline/acts/{id}/decision", kSignedIn, decide(), settle, "Insist on an act that was set aside, or drop it");
}

}  // namespace ocop::offline
