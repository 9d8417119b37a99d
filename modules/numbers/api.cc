#include "modules/numbers/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/numbers/requests.h"

namespace ocop::numbers {
namespace {

using http::Call;
using http::Response;

void write(json::Writer& out, const Licence& licence) {
  out.begin_object().field("prefix", licence.prefix).field("gln", licence.gln).field("first", licence.first);
  out.field("set", licence.set).field("ended", licence.ended).end_object();
}

Response answer(const Own& own) {
  json::Writer out;
  out.begin_object().field("producer", own.producer.id).field("version", own.version()).member("licence");
  if (own.current) write(out, *own.current);
  else out.null();
  out.member("former").begin_array();
  for (const Licence& one : own.former) write(out, one);
  out.end_array().member("given").begin_array();
  for (const Given& one : own.given)
    out.begin_object().field("gtin", one.gtin).field("product", one.product).field("given", one.given).end_object();
  out.end_array().end_object();
  return http::versioned(out.take(), own.version()).with("Cache-Control", "private, no-store");
}

Result<Response> shown(const Service& service, const Call<>& call, ProducerId producer) {
  OCOP_TRY(own, service.own(call.actor, producer));
  return answer(own);
}
Result<Response> set(Service& service, const Call<SetLicence>& call, ProducerId producer) {
  OCOP_TRY(own, service.set(call.actor, producer, call.input));
  return answer(own);
}
Result<Response> end(Service& service, const Call<EndLicence>& call, ProducerId producer) {
  OCOP_CHECK(service.end(call.actor, producer, call.input));
  return http::done();
}
Result<Response> give(Service& service, const Call<GiveNumber>& call, ProducerId producer) {
  OCOP_TRY(gtin, service.give(call.actor, producer, call.input));
  json::Writer out;
  out.begin_object().field("gtin", gtin).field("product", call.input.product).end_object();
  return Response::json(out.take()).with("Cache-Control", "private, no-store");
}

constexpr std::string_view kNumbers =
    R"({"type":"object","properties":{"producer":{"type":"string","format":"uuid"},"version":{"type":"integer"},)"
    R"("licence":{"type":["object","null"],"properties":{"prefix":{"type":"string"},"gln":{"type":"string"},"first":{"type":"integer"}}},)"
    R"("former":{"type":"array","items":{"type":"object"}},"given":{"type":"array","items":{"type":"object",)"
    R"("properties":{"gtin":{"type":"string","description":"14 digits"},"product":{"type":"string","format":"uuid"}}}}}})";
constexpr std::string_view kGivenNumber =
    R"({"type":"object","properties":{"gtin":{"type":"string","description":"14 digits"},"product":{"type":"string","format":"uuid"}}})";

}  // namespace

void add_api(http::Router& router, Service& service) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, service)
      .get("/api/v1/producers/{id}/numbers", kMember, shown, "The company prefix, GLN and given numbers of a producer",
           {.answers = kNumbers})
      .put("/api/v1/producers/{id}/numbers", kMember, set_licence(), set, "What GS1 gave a producer, from now on", {.answers = kNumbers})
      .post("/api/v1/producers/{id}/numbers/end", kMember, end_licence(), end, "A producer has no prefix and no GLN any more",
            {.gives = http::Gives::nothing})
      .post("/api/v1/producers/{id}/numbers/give", kMember, give_number(), give,
            "The next GTIN in order for a product or a pack of it; the same once more while nothing bears it", {.answers = kGivenNumber});
}

}  // namespace ocop::numbers
