#include "modules/samples/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/samples/requests.h"
#include "modules/samples/rules.h"

namespace ocop::samples {
namespace {

using http::Call;
using http::Response;

// Who counted is the office's: its log of acts has the name.
void write_count(json::Writer& out, const Count& count) {
  out.begin_object().field("step", name(count.step)).field("found", count.found).field("damaged", count.damaged);
  out.field("due", count.due).field("short", rules::is_short(count)).field("day", count.day).field("words", count.words);
  out.field("counted", count.counted).end_object();
}

Result<Response> shown(const Service& service, const Call<>& call, DossierId dossier) {
  OCOP_TRY(shown, service.show(call.actor, dossier));
  json::Writer out;
  out.begin_object().field("dossier", dossier).field("due", shown.due).member("counts").begin_array();
  for (const Count& one : shown.counts) write_count(out, one);
  out.end_array().end_object();
  return http::content(out.take()).with("Cache-Control", "private, no-store");
}

Result<Response> count(Service& service, const Call<TakeCount>& call, DossierId dossier) {
  OCOP_TRY(count, service.count(call.actor, dossier, call.input));
  json::Writer out;
  write_count(out, count);
  return http::content(out.take()).with("Cache-Control", "private, no-store");
}

}  // namespace

void add_api(http::Router& router, Service& service) {
  http::Table(router, service)
      .get("/api/v1/dossiers/{id}/samples", kConcerned, shown, "How many samples go with a dossier, and what was counted at each step")
      .post("/api/v1/dossiers/{id}/samples", kOffices, take_count(), count, "Count the samples of a dossier at a step of the own office");
}

}  // namespace ocop::samples
