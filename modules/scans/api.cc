#include "modules/scans/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "modules/scans/requests.h"

namespace ocop::scans {
namespace {

using http::Call;
using http::Response;

std::string_view name(PlaceSum::What what) {
  return what == PlaceSum::What::province ? "province" : what == PlaceSum::What::elsewhere ? "elsewhere" : "unknown";
}

Result<Response> product(const Service& service, const Call<StripAsked>& call, std::string_view id) {
  OCOP_TRY(shown, service.of_product(call.actor, id, call.input.days));
  json::Writer out;
  out.begin_object().field("product", shown.product.id).field("code", shown.product.code).field("scans", shown.strip.scans);
  out.member("days").begin_array();
  for (const DaySum& one : shown.strip.days)
    out.begin_object().field("day", one.day).field("scans", one.scans).field("networks", one.networks).end_object();
  out.end_array().member("places").begin_array();
  for (const PlaceSum& one : shown.strip.places)
    out.begin_object().field("where", name(one.what)).field("province", one.province).field("scans", one.scans).end_object();
  out.end_array().end_object();
  return Response::json(out.take()).with("Cache-Control", "private, no-store");
}

constexpr std::string_view kStrip =
    R"({"type":"object","required":["code","scans","days","places"],"properties":{"code":{"type":"string"},"scans":{"type":"integer"},)"
    R"("days":{"type":"array","items":{"type":"object"}},"places":{"type":"array","items":{"type":"object"}}}})";

}  // namespace

void write_day(json::Writer& out, const Day& day) {
  out.begin_object().field("product", day.product).field("code", day.code).field("name", day.name).field("day", day.day);
  out.field("scans", day.scans).field("networks", day.networks).end_object();
}

void add_api(http::Router& router, Service& service) {
  constexpr Policy kReaders = Policy::roles(Role::producer_member, Role::helper, Role::provincial_body);
  http::Table(router, service)
      .get("/api/v1/products/{id}/scans", kReaders, strip_asked(), product, "how often a product was scanned, by day and by province",
           {.answers = kStrip});
}

}  // namespace ocop::scans
