#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/producers/api.h"
#include "modules/producers/requests.h"

namespace ocop::producers {
namespace {

using http::Call;
using http::Response;

void write_likely(json::Writer& out, const Likely& likely) {
  constexpr std::string_view kNames[] = {"same", "but_for_form", "says_more"}, kPlaces[] = {"same", "not_said", "other"};
  out.field("name_agrees", kNames[static_cast<std::size_t>(likely.name)]);
  out.field("kind_agrees", likely.kind == Likely::Kind::agrees);
  out.field("place_agrees", kPlaces[static_cast<std::size_t>(likely.place)]).field("proposed", likely.proposed());
}
void write_short(json::Writer& out, const Producer& producer) {
  out.field("id", producer.id).field("name", producer.name).field("kind", name(producer.kind)).field("commune", producer.commune);
}

Result<Response> candidates(const Service& service, const Call<MergeSearch>& call, ProducerId id) {
  OCOP_TRY(shown, service.merging(call.actor, id, call.input.words));
  json::Writer out;
  out.begin_object().field("version", shown.producer.version).field("is_merged", shown.is_merged).member("candidates").begin_array();
  for (const Candidate& one : shown.candidates) {
    out.begin_object();
    write_short(out, one.producer);
    write_likely(out, one.likely);
    out.end_object();
  }
  out.end_array().end_object();
  return Response::json(out.take()).with("Cache-Control", "private, no-store");
}

Result<Response> pairs(const Service& service, const Call<>& call) {
  json::Writer out;
  out.begin_object().member("pairs").begin_array();
  for (const Service::Pair& one : service.pairs(call.actor)) {
    out.begin_object().member("a").begin_object();
    write_short(out, one.a);
    out.end_object().member("b").begin_object();
    write_short(out, one.b);
    out.end_object();
    write_likely(out, one.likely);
    out.end_object();
  }
  out.end_array().end_object();
  return Response::json(out.take()).with("Cache-Control", "private, no-store");
}

Result<Response> merge(Service& service, const Call<MergeInto>& call, ProducerId id) {
  OCOP_CHECK(service.merge(call.actor, id, call.input));
  return http::done();
}

Result<Response> part(Service& service, const Call<>& call, ProducerId id) {
  OCOP_CHECK(service.part(call.actor, id));
  return http::done();
}

constexpr std::string_view kCandidates =
    R"({"type":"object","properties":{"version":{"type":"integer"},"is_merged":{"type":"boolean"},)"
    R"("candidates":{"type":"array","items":{"type":"object"}}}})";
constexpr std::string_view kPairs = R"({"type":"object","properties":{"pairs":{"type":"array","items":{"type":"object"}}}})";

}  // namespace

void add_merge_api(http::Router& router, Service& service) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body);
  http::Table(router, service)
      .get("/api/v1/producers/likely", kProvince, pairs, "Producers of the province that may be one maker, with what speaks for it",
           {.answers = kPairs})
      .get("/api/v1/producers/{id}/merge", kProvince, merge_search(), candidates,
           "Which other records may be the same maker; q = words of a name",
           {.answers = kCandidates})
      .post("/api/v1/producers/{id}/merge", kProvince, merge_into(), merge,
            "Merge a producer into the real record: its products move, its members are those of both, its address leads there",
            {.gives = http::Gives::nothing})
      .post("/api/v1/producers/{id}/part", kProvince, part, "Take a merge of producers back, in one act", {.gives = http::Gives::nothing});
}

}  // namespace ocop::producers
