#include "modules/products/api.h"

#include <charconv>

#include "kernel/crypto/crypto.h"
#include "kernel/json/json.h"
#include "modules/products/address.h"
#include "modules/products/messages.h"

namespace ocop::products {
namespace {

using http::Request;
using http::Response;

constexpr int kUsualLimit = 50, kMostLimit = 200;   // a page of 200 is 200 kB
constexpr std::size_t kEtagDigits = 16;

void write_standing(json::Writer& out, const Standing& standing, Date today) {
  const auto date = [](const std::optional<Date>& day) { return day ? std::optional<std::string>(day->iso()) : std::nullopt; };
  constexpr std::array<std::string_view, 3> kBases{"none", "imported", "certificate"};
  out.begin_object();
  out.field("validity", name(validity(standing, today))).field("basis", kBases[static_cast<std::size_t>(standing.basis)]);
  if (standing.stars) out.field("stars", standing.stars);
  else out.member("stars").null();
  out.field("decision", standing.decision).field("decided", date(standing.decided));
  out.field("year", standing.year ? std::optional<std::int64_t>(*standing.year) : std::nullopt).field("valid_until", date(standing.valid_until));
  out.member("verified").boolean(standing.verified);
  out.field("recognition", standing.recognition).field("source_url", standing.source_url).field("source_kind", standing.source_kind);
  out.end_object();
}

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
  if (product.duplicate_of) out.field("possible_duplicate_of", product.duplicate_of->text());
  out.member("standing");
  write_standing(out, product.standing, today);
  out.end_object();
}

Response answer(json::Writer& out) {
  Response response = Response::json(out.take());
  response.etag = crypto::sha256_hex(response.body).substr(0, kEtagDigits);
  return response;
}

Error wrong(std::string_view field, std::string_view got, std::string expected) {
  return Error::of(ErrorKind::invalid_input, Problem{std::string(field), std::string(got.substr(0, kMaxProblemText)), std::move(expected), msg::wrong_parameter});
}

struct Page { Filter filter; std::optional<ProductId> after; int limit = kUsualLimit; };
Result<Page> read_page(const Request& request, const Service& service) {
  OCOP_TRY(filter, read_filter(request.query, service.places()));
  Page page{std::move(filter), {}, kUsualLimit};
  if (const auto cursor = request.query.find("cursor"); cursor && !cursor->empty()) {
    page.after = ProductId::parse(*cursor);
    if (!page.after) return wrong("cursor", *cursor, "next_cursor of the page before");
  }
  if (const auto typed = request.query.find("limit"); typed && !typed->empty()) {
    const auto [end, error] = std::from_chars(typed->data(), typed->data() + typed->size(), page.limit);
    if (error != std::errc() || end != typed->data() + typed->size() || page.limit < 1 || page.limit > kMostLimit)
      return wrong("limit", *typed, "1.." + std::to_string(kMostLimit));
  }
  return page;
}

Response list(const Service& service, const Request& request) {
  auto page = read_page(request, service);
  if (!page) return http::problem(page.error(), request);
  // One more than asked tells whether another page follows.
  auto items = service.list_after(page->filter, page->after, page->limit + 1);
  const bool more = items.size() > static_cast<std::size_t>(page->limit);
  if (more) items.pop_back();
  const Date today = service.today();
  json::Writer out;
  out.begin_object().field("as_of", today.iso()).member("products").begin_array();
  for (const Item& item : items) write_product(out, item, today);
  out.end_array();
  if (more) out.field("next_cursor", items.back().product.id.text());
  else out.member("next_cursor").null();
  out.end_object();
  return answer(out);
}

Response one(const Service& service, const Request& request) {
  auto shown = service.show(request.value("id"));
  if (!shown) return http::problem(shown.error(), request);
  Item item{.product = std::move(shown->product)};
  if (shown->maker) item.maker = shown->maker->name, item.maker_kind = shown->maker->kind;
  json::Writer out;
  write_product(out, item, service.today());
  return answer(out);
}

}  // namespace

void add_api(http::Router& router, Service& service) {
  router.add({.method = http::Method::get, .pattern = "/api/v1/products", .policy = Policy::anyone(),
              .handler = [&service](const Request& request) { return list(service, request); },
              .summary = "Products by id; q, province, commune, stars, group, kind, validity narrow; cursor and limit page"});
  router.add({.method = http::Method::get, .pattern = "/api/v1/products/{id}", .policy = Policy::anyone(),
              .handler = [&service](const Request& request) { return one(service, request); }, .summary = "A product by id or public code"});
}

}  // namespace ocop::products
