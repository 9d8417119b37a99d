#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "modules/privacy/api.h"
#include "modules/privacy/lists.h"
#include "modules/privacy/requests.h"
#include "modules/privacy/rules.h"

namespace ocop::privacy {
namespace {

using http::Call;
using http::Response;

Result<Response> one(const Service& service, const Call<>&, BreachId id) {
  OCOP_TRY(found, service.breach(id));
  return http::versioned(write_breach, found);
}
Result<Response> record(const Service& service, const Call<BreachFacts>& call) {
  OCOP_TRY(id, service.record_breach(call.actor, call.input));
  OCOP_TRY(made, service.breach(id));
  json::Writer out;
  write_breach(out, made);
  return http::created(out.take(), "/api/v1" + breach_path(id));
}
Result<Response> change(const Service& service, const Call<BreachChange>& call, BreachId id) {
  OCOP_CHECK(service.change(call.actor, id, call.input));
  return one(service, {call.request, call.actor}, id);
}
Result<Response> notified(const Service& service, const Call<BreachNotified>& call, BreachId id) {
  OCOP_CHECK(service.notified(call.actor, id, call.input));
  return one(service, {call.request, call.actor}, id);
}
Result<Response> close(const Service& service, const Call<BreachClosed>& call, BreachId id) {
  OCOP_CHECK(service.close(call.actor, id, call.input));
  return one(service, {call.request, call.actor}, id);
}

}  // namespace

const std::string_view kBreachSchema =
    R"({"type":"object","properties":{"id":{"type":"string","format":"uuid"},)"
    R"("state":{"type":"string","enum":["open","notified","closed"]},)"
    R"("found":{"type":"string"},"notify_by":{"type":"string","description":"72 hours after it was found"},"found_by":{"type":"string"},)"
    R"("what":{"type":"string"},"data":{"type":"string"},"people":{"type":["integer","null"]},"done":{"type":"string"},)"
    R"("recorded":{"type":"string"},"notified":{"type":["string","null"]},"reference":{"type":"string"},"told":{"type":"string"},)"
    R"("closed":{"type":["string","null"]},"outcome":{"type":"string"},"without":{"type":"string"},"version":{"type":"integer"}}})";

void write_breach(json::Writer& out, const Breach& one) {
  out.begin_object().field("id", one.id).field("state", name(state_of(one))).field("found", one.found);
  out.field("notify_by", rules::notify_by(one.found)).field("found_by", one.found_by).field("what", one.what).field("data", one.data);
  out.field("people", one.people).field("done", one.done).field("recorded", one.recorded).field("notified", one.notified);
  out.field("reference", one.reference).field("told", one.told).field("closed", one.closed).field("outcome", one.outcome);
  out.field("without", one.without).field("version", one.version).end_object();
}

void add_breach_api(http::Router& router, Service& service) {
  static const http::Also kOne{.answers = kBreachSchema};
  http::Table(router, service)
      .get("/api/v1/privacy/breaches/{id}", identity::kAudit, one, "A breach of personal data with its clock", kOne)
      .post("/api/v1/privacy/breaches", kDesk, breach_fields(), record, "Record a breach of personal data",
            {.answers = kBreachSchema, .gives = http::Gives::created})
      .post("/api/v1/privacy/breaches/{id}", kDesk, breach_change(), change, "Change what is known of a breach", kOne)
      .post("/api/v1/privacy/breaches/{id}/notified", kDesk, breach_notified_fields(), notified,
            "Record that the authority was told of a breach", kOne)
      .post("/api/v1/privacy/breaches/{id}/close", kDesk, breach_closed_fields(), close, "Close a breach with its outcome", kOne);
}

}  // namespace ocop::privacy
