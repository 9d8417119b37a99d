#include "modules/duplicates/api.h"

#include <cstdio>

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "modules/duplicates/requests.h"

namespace ocop::duplicates {
namespace {

using http::Call;
using http::Response;

std::string decimal(const char* format, double number) {
  char buffer[32];
  return std::string(buffer, static_cast<std::size_t>(std::snprintf(buffer, sizeof buffer, format, number)));
}

void write_shown(json::Writer& out, const Shown& shown) {
  const Pair& pair = shown.pair;
  write_pair(out, pair);
}

Result<Response> one(Service& service, const Call<>& call, PairId id) {
  OCOP_TRY(shown, service.show(call.actor, id));
  return http::versioned(json::written(write_shown, shown), shown.pair.version);
}
Result<Response> merge(Service& service, const Call<IsOne>& call, PairId id) {
  OCOP_TRY(shown, service.are_one(call.actor, id, call.input));
  return http::versioned(json::written(write_shown, shown), shown.pair.version);
}
Result<Response> two(Service& service, const Call<AreTwo>& call, PairId id) {
  OCOP_TRY(shown, service.are_two(call.actor, id, call.input));
  return http::versioned(json::written(write_shown, shown), shown.pair.version);
}
Result<Response> undo(Service& service, const Call<TakeBack>& call, PairId id) {
  OCOP_TRY(shown, service.take_back(call.actor, id, call.input));
  return http::versioned(json::written(write_shown, shown), shown.pair.version);
}

}  // namespace

void write_pair(json::Writer& out, const Pair& pair) {
  out.begin_object().field("id", pair.id).field("a", pair.a).field("b", pair.b).field("province", pair.province);
  out.field("name", pair.name).field("other_name", pair.other_name);
  out.member("probability").number(decimal("%.6f", likeness::probability(pair.weight)));
  out.member("weight").number(decimal("%.3f", pair.weight / 1000.0)).member("evidence").begin_array();
  for (const likeness::Evidence& one : evidence_of(pair.evidence)) {
    out.begin_object().field("field", one.field).field("agreement", one.agreement);
    out.member("weight").number(decimal("%.3f", one.weight / 1000.0)).end_object();
  }
  out.end_array().field("answer", pair.answer).field("answered", pair.answered).field("version", pair.version).end_object();
}

void add_api(http::Router& router, Service& service) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body);
  http::Table(router, service)
      .get("/api/v1/duplicates/{id}", kProvince, one, "two products that may be one, with the evidence of each field")
      .post("/api/v1/duplicates/{id}/merge", kProvince, is_one(), merge, "one product: the other record leads to the real one; logged")
      .post("/api/v1/duplicates/{id}/two", kProvince, are_two(), two, "two different products: never proposed again")
      .post("/api/v1/duplicates/{id}/undo", kProvince, take_back(), undo, "takes the answer back; what was merged is parted, logged");
}

}  // namespace ocop::duplicates
