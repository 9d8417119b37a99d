#include "modules/pricing/api.h"

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/json/json.h"
#include "modules/pricing/requests.h"
#include "modules/pricing/rules.h"

namespace ocop::pricing {
namespace {

void write(json::Writer& out, const Answer& answer) {
  const Split& split = answer.split;
  out.begin_object().field("way", name(answer.way)).field("returned", split.returned).field("discount", split.discount);
  out.field("fee", split.fee).field("vat", split.vat).field("carriage", split.carriage).field("credit", split.credit);
  out.field("cost", split.cost);
  out.field("left", split.left).field("least_price", answer.least).end_object();
}

Result<http::Response> reckon(const Service& service, const http::Call<PriceInput>& call, std::string_view id) {
  OCOP_TRY(facts, service.show(call.actor, id));
  json::Writer out;
  out.begin_object().member("ways").begin_array();
  for (const Way way : kWays) write(out, rules::answer(call.input, way));
  out.end_array().member("supermarket").begin_array();
  for (const Line& line : rules::readiness(facts, call.input)) {
    out.begin_object().field("asked", name(line.asked)).field("state", name(line.state));
    out.field("words", translate(label(line.asked), call.language())).end_object();
  }
  out.end_array().end_object();
  return http::Response::json(out.take()).with("Cache-Control", "private, no-store");
}

constexpr std::string_view kAnswer =
    R"({"type":"object","properties":{"ways":{"type":"array","items":{"type":"object","description":"đồng a piece; they sum to the price",)"
    R"("properties":{"way":{"type":"string","enum":["home","platform","supermarket"]},"returned":{"type":"integer"},)"
    R"("discount":{"type":"integer"},"fee":{"type":"integer"},"vat":{"type":"integer"},"carriage":{"type":"integer"},)"
    R"("credit":{"type":"integer"},"cost":{"type":"integer"},"left":{"type":"integer"},)"
    R"("least_price":{"type":["integer","null"],"description":"the lowest price at which nothing is lost"}}}},)"
    R"("supermarket":{"type":"array","items":{"type":"object","properties":{"asked":{"type":"string"},)"
    R"("state":{"type":"string","enum":["there","missing","hidden"]},"words":{"type":"string"}}}}}})";

}  // namespace

void add_api(http::Router& router, const Service& service) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, service)
      .post("/api/v1/products/{id}/pricing", kMember, price_input(), reckon,
            "What stays of a price at home, on a platform and in a supermarket, and what a supermarket asks first; nothing is kept",
            {.answers = kAnswer});
}

}  // namespace ocop::pricing
