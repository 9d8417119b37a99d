#include "modules/items/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/items/requests.h"

namespace ocop::items {
namespace {

using http::Call;
using http::Response;

void write_item(json::Writer& out, const Item& item) {
  const auto said = [](std::int64_t number) { return number == 0 ? std::nullopt : std::optional(number); };
  out.begin_object().field("id", item.id).field("option", item.option).field("option_two", item.option_two);
  out.field("content", said(item.content.amount))
      .field("content_unit", name(item.content.unit))
      .field("gtin", item.gtin)
      .field("sku", item.sku);
  out.field("price", said(item.price)).field("list_price", said(item.list_price)).field("price_of_measure", said(price_of_measure(item)));
  out.field("stock", item.stock).field("availability", name(availability(item))).field("least", item.least);
  out.field("parcel_grams", said(item.parcel_grams)).field("parcel_length", said(item.parcel_length));
  out.field("parcel_width", said(item.parcel_width)).field("parcel_height", said(item.parcel_height));
  out.field("ended", item.ended).field("version", item.version).end_object();
}

void write_sheet(json::Writer& out, const Sheet& sheet) {
  out.begin_object().field("brand", sheet.brand).field("short_name", sheet.short_name).field("short_name_en", sheet.short_name_en);
  out.field("summary", sheet.summary).field("summary_en", sheet.summary_en).field("ingredients", sheet.ingredients);
  out.field("ingredients_en", sheet.ingredients_en).field("allergens", sheet.allergens).field("allergens_en", sheet.allergens_en);
  out.field("storage", sheet.storage).field("storage_en", sheet.storage_en).field("usage", sheet.usage).field("usage_en", sheet.usage_en);
  out.field("returns", sheet.returns).field("returns_en", sheet.returns_en).field("axis", sheet.axis).field("axis_two", sheet.axis_two);
  out.field("hs_code", sheet.hs_code).field("vat", sheet.vat).field("shelf_life_days", sheet.shelf_life_days);
  out.field("lead_days", sheet.lead_days).member("months").begin_array();
  for (int month = 1; month <= 12; ++month)
    if (sheet.season >> (month - 1) & 1) out.integer(month);
  out.end_array().field("version", sheet.version).end_object();
}

std::string items_json(const Own& own) {
  json::Writer out;
  out.begin_object().field("product", own.product.id).field("code", own.product.code).member("items").begin_array();
  for (const Item& item : own.items) write_item(out, item);
  out.end_array().end_object();
  return out.take();
}

Result<Response> list(const Service& service, const Call<>&, std::string_view product) {
  OCOP_TRY(shown, service.show(product));
  return http::content(items_json(shown));
}

Result<Response> own(const Service& service, const Call<>& call, std::string_view product) {
  OCOP_TRY(own, service.own(call.actor, product));
  return Response::json(items_json(own)).with("Cache-Control", "private, no-store");
}

Result<Response> add(Service& service, const Call<ItemWords>& call, std::string_view product) {
  OCOP_TRY(attempt, http::attempt_of(call.request));
  OCOP_TRY(added, service.add(call.actor, product, call.input, attempt));
  json::Writer out;
  out.begin_object().field("id", added.id).end_object();
  auto answer = http::created(out.take(), "/api/v1/products/" + std::string(product) + "/items");
  if (added.how == idempotency::Outcome::How::before) answer.status = 200;
  return answer;
}

Result<Response> change(Service& service, const Call<ItemWords>& call, std::string_view product, ItemId item) {
  OCOP_TRY(changed, service.change(call.actor, product, item, call.input));
  return http::versioned(write_item, changed);
}
Result<Response> end(Service& service, const Call<Version>& call, std::string_view product, ItemId item) {
  OCOP_CHECK(service.end(call.actor, product, item, call.input.version));
  return http::done();
}
Result<Response> resume(Service& service, const Call<Version>& call, std::string_view product, ItemId item) {
  OCOP_CHECK(service.resume(call.actor, product, item, call.input.version));
  return http::done();
}
Result<Response> first(Service& service, const Call<>& call, std::string_view product, ItemId item) {
  OCOP_CHECK(service.put_first(call.actor, product, item));
  return http::done();
}

Result<Response> sheet(const Service& service, const Call<>&, std::string_view product) {
  OCOP_TRY(shown, service.show(product));
  return http::versioned(write_sheet, shown.sheet);
}
Result<Response> put_sheet(Service& service, const Call<SheetWords>& call, std::string_view product) {
  OCOP_TRY(written, service.write_sheet(call.actor, product, call.input));
  return http::versioned(write_sheet, written);
}

constexpr std::string_view kItems =
    R"({"type":"object","properties":{"product":{"type":"string","format":"uuid"},"code":{"type":"string"},"items":{"type":"array",)"
    R"("items":{"type":"object","properties":{"id":{"type":"string","format":"uuid"},)"
    R"("price":{"type":["integer","null"],"description":"đồng with VAT"},)"
    R"("availability":{"type":"string","enum":["in_stock","to_order","sold_out"]}}}}}})";
constexpr std::string_view kItem =
    R"({"type":"object","properties":{"id":{"type":"string","format":"uuid"},"version":{"type":"integer"}}})";
constexpr std::string_view kMade = R"({"type":"object","properties":{"id":{"type":"string","format":"uuid"}}})";
constexpr std::string_view kSheet =
    R"({"type":"object","properties":{"brand":{"type":"string"},"summary":{"type":"string"},)"
    R"("months":{"type":"array","items":{"type":"integer"}},"version":{"type":"integer","description":"0 = never written"}}})";

}  // namespace

void add_api(http::Router& router, Service& service) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  constexpr http::Also kDone{.gives = http::Gives::nothing};
  http::Table(router, service)
      .get("/api/v1/products/{id}/items", Policy::anyone(), list, "In which sizes and packs a product is sold, at which price",
           {.answers = kItems})
      .get("/api/v1/products/{id}/items/all", kMember, own, "The member's own items, ended ones too", {.answers = kItems})
      .post("/api/v1/products/{id}/items", kMember, new_item(), add, "Sell a product in another size or pack",
            {.answers = kMade, .gives = http::Gives::created, .repeats = http::Repeats::once_a_key})
      .put("/api/v1/products/{id}/items/{item}", kMember, changed_item(), change, "Change price, stock and the rest of an item",
           {.answers = kItem})
      .post("/api/v1/products/{id}/items/{item}/end", kMember, item_version(), end, "An item is no longer sold", kDone)
      .post("/api/v1/products/{id}/items/{item}/resume", kMember, item_version(), resume, "An item is sold again", kDone)
      .post("/api/v1/products/{id}/items/{item}/first", kMember, first, "The item that stands for its product", kDone)
      .get("/api/v1/products/{id}/sheet", Policy::anyone(), sheet, "What the maker says of a product for buyers and channels",
           {.answers = kSheet})
      .put("/api/v1/products/{id}/sheet", kMember, sheet_words(), put_sheet, "Write what the maker says of a product: the whole sheet",
           {.answers = kSheet});
}

}  // namespace ocop::items
