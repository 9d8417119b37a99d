#include "modules/operations/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"

namespace ocop::operations {
namespace {
std::optional<std::string> iso(const std::optional<Instant>& at) { return at ? std::optional(at->iso()) : std::nullopt; }
}  // namespace

void write_job(json::Writer& out, const jobs::Job& job) {
  out.begin_object().field("id", job.id.text()).field("kind", job.kind).field("state", name(job.state)).field("due", iso(job.due));
  out.field("attempts", job.attempts).field("cancel_asked", job.cancel_asked).member("progress").begin_object();
  out.field("done", job.done).field("total", job.total).field("stage", job.stage).end_object();
  out.field("reason", job.reason)
      .field("created", job.created.iso())
      .field("started", iso(job.started))
      .field("ended", iso(job.ended))
      .end_object();
}

namespace {

using http::Call;
using http::Response;

Response job_answer(const jobs::Job& job) {
  json::Writer out;
  write_job(out, job);
  return Response::json(out.take());
}

Result<Response> one(Service& service, const Call<>&, jobs::JobId id) {
  OCOP_TRY(job, service.find(id));
  return job_answer(job);
}

Result<Response> schedules(Service& service, const Call<>&) {
  json::Writer out;
  out.begin_object().member("schedules").begin_array();
  for (const ScheduleRow& row : service.schedules()) {
    out.begin_object().field("name", row.schedule->name).field("kind", row.schedule->kind).field("when", jobs::spec(row.schedule->when));
    out.field("next", iso(row.next)).field("last", iso(row.last)).end_object();
  }
  out.end_array().end_object();
  return Response::json(out.take());
}

Result<Response> cancel(Service& service, const Call<>& call, jobs::JobId id) {
  OCOP_CHECK(service.cancel(call.actor, id));
  return one(service, call, id);
}
Result<Response> again(Service& service, const Call<>& call, jobs::JobId id) {
  OCOP_CHECK(service.again(call.actor, id));
  return one(service, call, id);
}
Result<Response> give_up(Service& service, const Call<>& call, jobs::JobId id) {
  OCOP_CHECK(service.give_up(call.actor, id));
  return one(service, call, id);
}

}  // namespace

void add_api(http::Router& router, Service& service) {
  constexpr Policy kAdministrator = Policy::roles(Role::administrator);
  http::Table(router, service)
      .get("/api/v1/jobs/schedules", kAdministrator, schedules, "what runs by itself, and when next")
      .get("/api/v1/jobs/{id}", kAdministrator, one, "one background job")
      .post("/api/v1/jobs/{id}/cancel", kAdministrator, cancel, "end a waiting job; ask a running one to stop")
      .post("/api/v1/jobs/{id}/retry", kAdministrator, again, "run a job again that failed for good")
      .post("/api/v1/jobs/{id}/give-up", kAdministrator, give_up, "put a job away that failed for good");
}

}  // namespace ocop::operations
