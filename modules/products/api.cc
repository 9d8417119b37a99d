#include "modules/products/api.h"

#include <array>

#include "kernel/base/text.h"
#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/products/requests.h"

namespace ocop::products {
namespace {

using http::Call;
using http::Response;

void write_standing(json::Writer& out, const Standing& standing, Date today) {
  const auto date = [](const std::optional<Date>& day) { return day ? std::optional<std::string>(day->iso()) : std::nullopt; };
  constexpr std::array<std::string_view, 4> kBases{"none", "imported", "certificate", "confirmed"};
  out.begin_object();
  out.field("validity", name(validity(standing, today))).field("basis", kBases[static_cast<std::size_t>(standing.basis)]);
  if (standing.stars) out.field("stars", standing.stars);
  else out.member("stars").null();
  out.field("decision", standing.decision).field("decided", date(standing.decided));
  out.field("year", standing.year ? std::optional<std::int64_t>(*standing.year) : std::nullopt)
      .field("valid_until", date(standing.valid_until))
      .field("extended_until", date(standing.extended_until));
  out.member("verified").boolean(standing.verified);
  out.field("recognition", standing.recognition).field("source_url", standing.source_url).field("source_kind", standing.source_kind);
  out.end_object();
}

}  // namespace

void write_product(json::Writer& out, const Item& item, Date today) {
  const Product& product = item.product;
  out.begin_object();
  out.field("id", product.id.text()).field("code", product.code).field("name", product.name).field("name_en", product.name_en);
  out.member("producer").begin_object();
  if (product.producer == ProducerId{}) out.member("id").null();
  else out.field("id", product.producer.text());
  out.field("name", item.maker).field("kind", producers::name(item.maker_kind)).end_object();
  out.field("group", product.group).field("product_set", product.product_set).field("gtin", product.gtin);
  out.field("province", product.province).field("commune", product.commune).field("place_as_printed", product.place_as_printed);
  if (!product.unit_choices.empty()) {
    out.member("units_today").begin_array();   // the printed place may be any of them: commune is empty or not certain
    for (const std::string_view code : text::split(product.unit_choices, ' ')) out.text(code);
    out.end_array();
  }
  if (product.duplicate_of) out.field("possible_duplicate_of", product.duplicate_of->text());
  out.member("standing");
  write_standing(out, product.standing, today);
  out.end_object();
}

namespace {

Result<Response> one(const Service& service, const Call<>&, std::string_view id_or_code) {
  OCOP_TRY(shown, service.show(id_or_code));
  Item item{.product = std::move(shown.product)};
  if (shown.maker) item.maker = shown.maker->name, item.maker_kind = shown.maker->kind;
  json::Writer out;
  write_product(out, item, service.today());
  return http::content(out.take());
}

void write_settlement(json::Writer& out, const Settlement& settlement) {
  out.begin_object().field("id", settlement.id.text()).field("commune", settlement.commune);
  out.field("settled", settlement.settled).field("log_index", settlement.log_index).member("products").begin_array();
  for (const Settled& one : settlement.products) out.text(one.product.text());
  out.end_array().end_object();
}

Result<Response> unit(const Service& service, const Call<>& call, std::string_view id_or_code) {
  OCOP_TRY(found, service.unit_question(call.actor, id_or_code));
  json::Writer out;
  out.begin_object().field("product", found.product.id.text()).field("version", found.product.version);
  out.field("commune", found.product.commune).field("place_as_printed", found.product.place_as_printed);
  out.member("units_today").begin_array();
  for (const places::Commune* one : found.offered) out.text(one->code);
  out.end_array().member("alike").begin_array();
  for (const Item& item : found.alike) out.text(item.product.id.text());
  out.end_array().member("settled");
  if (found.settled) write_settlement(out, *found.settled);
  else out.null();
  out.end_object();
  return http::versioned(out.take(), found.product.version);
}

Result<Response> settle_unit(Service& service, const Call<UnitChoice>& call, std::string_view id_or_code) {
  OCOP_CHECK(service.settle_unit(call.actor, id_or_code, call.input));
  return unit(service, {{call.request, call.actor}}, id_or_code);
}

Result<Response> reopen_unit(Service& service, const Call<UnitReturn>& call, std::string_view id_or_code) {
  OCOP_CHECK(service.reopen_unit(call.actor, id_or_code, call.input));
  return unit(service, {{call.request, call.actor}}, id_or_code);
}

constexpr std::string_view kUnitSchema =
    R"({"type":"object","required":["product","version","commune","units_today","alike","settled"],"properties":{)"
    R"("product":{"type":"string","format":"uuid"},"version":{"type":"integer"},"commune":{"type":"string"},)"
    R"("place_as_printed":{"type":"string"},"units_today":{"type":"array","items":{"type":"string"}},)"
    R"("alike":{"type":"array","items":{"type":"string","format":"uuid"},"description":"products an answer for the maker is given for"},)"
    R"("settled":{"type":["object","null"],"properties":{"id":{"type":"string","format":"uuid"},"commune":{"type":"string"},)"
    R"("settled":{"type":"string"},"log_index":{"type":"integer"},)"
    R"("products":{"type":"array","items":{"type":"string","format":"uuid"}}}}}})";

}  // namespace

void add_api(http::Router& router, Service& service) {
  constexpr http::Also kProduct{.answers = kProductSchema}, kUnit{.answers = kUnitSchema};
  constexpr Policy kProvince = Policy::roles(Role::provincial_body);
  http::Table(router, service)
      .get("/api/v1/products/{id}", Policy::anyone(), one, "A product by id or public code", kProduct)
      .get("/api/v1/products/{id}/unit", kProvince, unit, "Which of several units a product may be in, and what was settled", kUnit)
      .put("/api/v1/products/{id}/unit", kProvince, unit_choice(), settle_unit,
           "Settles the unit of a product, or of all of its maker that wait at the same printed address; logged", kUnit)
      .post("/api/v1/products/{id}/unit/undo", kProvince, unit_return(), reopen_unit,
            "Takes back a settled unit: all products of that answer wait again; logged", kUnit);
}

}  // namespace ocop::products
