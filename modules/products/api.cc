#include "modules/products/api.h"

#include <array>

#include "kernel/base/text.h"
#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"

namespace ocop::products {
namespace {

using http::Call;
using http::Response;

void write_standing(json::Writer& out, const Standing& standing, Date today) {
  const auto date = [](const std::optional<Date>& day) { return day ? std::optional<std::string>(day->iso()) : std::nullopt; };
  constexpr std::array<std::string_view, 3> kBases{"none", "imported", "certificate"};
  out.begin_object();
  out.field("validity", name(validity(standing, today))).field("basis", kBases[static_cast<std::size_t>(standing.basis)]);
  if (standing.stars) out.field("stars", standing.stars);
  else out.member("stars").null();
  out.field("decision", standing.decision).field("decided", date(standing.decided));
  out.field("year", standing.year ? std::optional<std::int64_t>(*standing.year) : std::nullopt)
      .field("valid_until", date(standing.valid_until));
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

}  // namespace

void add_api(http::Router& router, Service& service) {
  constexpr http::Also kProduct{.answers = kProductSchema};
  http::Table(router, service)
      .get("/api/v1/products/{id}", Policy::anyone(), one, "A product by id or public code", kProduct);
}

}  // namespace ocop::products
