#include "modules/filters/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "modules/filters/requests.h"

namespace ocop::filters {

using http::Call;
using http::Response;

void write_filter(json::Writer& out, const Service& service, const SavedFilter& filter, const http::Asked& call) {
  out.begin_object().field("id", filter.id.text()).field("list", filter.list).field("name", filter.name).field("query", filter.query);
  out.field("readable", service.readable(filter, call) != nullptr).field("created", filter.created.iso()).end_object();
}

namespace {

std::string written(const Service& service, const SavedFilter& filter, const http::Asked& call) {
  json::Writer out;
  write_filter(out, service, filter, call);
  return out.take();
}

Result<Response> one(Service& service, const Call<>& call, FilterId id) {
  OCOP_TRY(filter, service.find(call.actor, id));
  return http::content(written(service, filter, call));
}

Result<Response> save(Service& service, const Call<SaveFilter>& call) {
  SaveFilter asked = call.input;
  OCOP_TRY(attempt, http::attempt_of(call.request));
  asked.attempt = attempt;
  OCOP_TRY(made, service.save(call, std::move(asked)));
  OCOP_TRY(filter, service.find(call.actor, made.id));
  Response out = http::created(written(service, filter, call), "/api/v1/filters/" + filter.id.text());
  if (made.how == idempotency::Outcome::How::before) out.status = 200;
  return out;
}

Result<Response> remove(Service& service, const Call<>& call, FilterId id) {
  OCOP_CHECK(service.remove(call.actor, id));
  return http::done();
}

}  // namespace

void add_api(http::Router& router, Service& service) {
  constexpr Policy kHolder = Policy::signed_in();
  http::Table(router, service)
      .get("/api/v1/filters/{id}", kHolder, one, "one own saved filter")
      .post("/api/v1/filters", kHolder, save_filter(), save, "save what a list is narrowed by under a name; at most 20 a list",
            {.gives = http::Gives::created, .repeats = http::Repeats::once_a_key})
      .remove("/api/v1/filters/{id}", kHolder, remove, "remove an own saved filter", {.gives = http::Gives::nothing});
}

}  // namespace ocop::filters
