#include "modules/listings/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "modules/listings/requests.h"
#include "modules/listings/rules.h"

namespace ocop::listings {
namespace {

using http::Call;
using http::Response;

// What depends on who asks.
Response own_answer(json::Writer& out) { return Response::json(out.take()).with("Cache-Control", "private, no-store"); }

Result<Response> list(const Service& service, const Call<>& call, std::string_view product) {
  OCOP_TRY(shown, service.show(call.actor, product));
  json::Writer out;
  out.begin_object().field("product", shown.product.id).field("code", shown.product.code).member("listings").begin_array();
  for (const Listing& one : shown.listings) {
    out.begin_object();
    write_listing(out, service, one);
    out.end_object();
  }
  out.end_array().end_object();
  return own_answer(out);
}

Result<Response> add(Service& service, const Call<NewListing>& call, std::string_view product) {
  OCOP_TRY(attempt, http::attempt_of(call.request));
  OCOP_TRY(added, service.add(call.actor, product, call.input, attempt));
  json::Writer out;
  out.begin_object().field("id", added.id).end_object();
  auto answer = http::created(out.take(), "/api/v1/products/" + std::string(product) + "/listings");
  if (added.how == idempotency::Outcome::How::before) answer.status = 200;
  return answer;
}
Result<Response> end(Service& service, const Call<Ending>& call, std::string_view product, ListingId listing) {
  OCOP_CHECK(service.end(call.actor, product, listing, call.input));
  return http::done();
}
Result<Response> confirm(Service& service, const Call<Confirmation>& call, std::string_view product, ListingId listing) {
  OCOP_CHECK(service.confirm(call.actor, product, listing, call.input));
  return http::done();
}

void write_share(json::Writer& out, const Share& share) {
  out.begin_object().field("province", share.province).field("commune", share.commune).field("products", share.products);
  out.field("found", share.found).field("confirmed", share.confirmed).field("unchecked", share.unchecked);
  out.field("without", share.without()).field("percent", percent(share.sure(), share.products)).end_object();
}

Result<Response> shares(const Service& service, const Call<ShareAsked>& call) {
  OCOP_TRY(found, service.shares(call.actor, call.input));
  json::Writer out;
  out.begin_object().field("aim", kAim);
  if (found.month) out.field("month", rules::month_word(*found.month));
  else out.field("as_of", found.day);
  out.member("all");
  write_share(out, found.all);
  out.member("places").begin_array();
  for (const Share& one : found.rows) write_share(out, one);
  out.end_array().end_object();
  return own_answer(out);
}

#define OCOP_LISTING                                                                                                          \
  R"({"type":"object","properties":{"id":{"type":"string","format":"uuid"},"platform":{"type":"string"},)"                    \
  R"("platform_name":{"type":"string"},"counts":{"type":"boolean","description":"of a platform that the share counts"},)"     \
  R"("link":{"type":"string","format":"uri"},"since":{"type":"string","format":"date"},)"                                     \
  R"("until":{"type":["string","null"],"format":"date"},"entered_as":{"type":"string","enum":["maker","official"]},)"         \
  R"("state":{"type":"string","enum":["found","confirmed","fresh","unknown","missing","gone","ended"]},)"                     \
  R"("seen":{"type":["string","null"],"format":"date","description":"the day that the state rests on"},)"                     \
  R"("version":{"type":"integer"}}})"
constexpr std::string_view kOfProduct =
    R"({"type":"object","required":["product","code","listings"],"properties":{"product":{"type":"string","format":"uuid"},)"
    R"("code":{"type":"string"},"listings":{"type":"array","items":)" OCOP_LISTING "}}}";
constexpr std::string_view kMade = R"({"type":"object","properties":{"id":{"type":"string","format":"uuid"}}})";
constexpr std::string_view kShares =
    R"({"type":"object","required":["aim","all","places"],"properties":{"aim":{"type":"integer","description":"percent"},)"
    R"("as_of":{"type":"string","format":"date"},"month":{"type":"string"},"all":{"type":"object"},)"
    R"("places":{"type":"array","items":{"type":"object"}}}})";

}  // namespace

const std::string_view kListingSchema = OCOP_LISTING;

void write_listing(json::Writer& out, const Service& service, const Listing& listing) {
  const Platform* platform = rules::find(service.platforms(), listing.platform);
  out.field("id", listing.id).field("platform", listing.platform).field("platform_name", platform ? platform->name : listing.platform);
  out.field("counts", listing.counts == Platform::Counts::yes).field("link", listing.link).field("since", listing.since);
  out.field("until", listing.until).field("entered_as", name(listing.entered_as));
  out.field("state", name(rules::standing(listing, service.today()))).field("seen", seen_on(listing, service.today()));
  out.field("version", listing.version);
}

void add_api(http::Router& router, Service& service) {
  constexpr Policy kWriters = Policy::roles(Role::producer_member, Role::helper, Role::commune_officer, Role::provincial_body);
  constexpr Policy kReaders = Policy::roles(Role::commune_officer, Role::provincial_body, Role::ministry);
  constexpr http::Also kDone{.gives = http::Gives::nothing};
  http::Table(router, service)
      .get("/api/v1/products/{id}/listings", Policy::anyone(), list,
           "Where a product is sold online, as its maker says; for its own people and officials also what is not shown",
           {.answers = kOfProduct})
      .post("/api/v1/products/{id}/listings", kWriters, new_listing(), add,
            "Note that a product is sold under a link of a platform; a link that is there already is that listing",
            {.answers = kMade, .gives = http::Gives::created, .repeats = http::Repeats::once_a_key})
      .post("/api/v1/products/{id}/listings/{listing}/end", kWriters, ending(), end, "A product is no longer sold under a link", kDone)
      .post("/api/v1/products/{id}/listings/{listing}/confirm", kWriters, confirmation(), confirm,
            "Somebody has just seen the product on sale under a link", kDone)
      .get("/api/v1/listings/shares", kReaders, share_asked(), shares,
           "How many products with a star are on a platform, by province or by commune of a province", {.answers = kShares});
}

}  // namespace ocop::listings
