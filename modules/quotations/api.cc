#include "modules/quotations/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/quotations/requests.h"

namespace ocop::quotations {
namespace {

using http::Call;
using http::Response;

constexpr std::string_view kNobodyElse = "private, no-store";

void write(json::Writer& out, const Offer& offer) {
  out.begin_object().field("number", offer.number).field("written", offer.written).field("valid_until", offer.valid_until);
  out.field("ready", offer.ready).field("delivery", offer.delivery).field("box", offer.box).field("vat", offer.vat);
  out.field("terms", offer.terms).field("seller_tax", offer.seller_tax).field("seller_phone", offer.seller_phone);
  out.field("seller_address", offer.seller_address).member("lines").begin_array();
  for (const Line& line : offer.lines) {
    out.begin_object();
    if (line.item != items::ItemId{}) out.field("item", line.item).field("product", line.product);
    out.field("title", line.title).field("unit", line.unit).field("count", line.count).field("price", line.price);
    out.field("discount_tenths", line.discount).field("total", total(line)).end_object();
  }
  out.end_array().field("goods", goods(offer)).field("total", total(offer)).end_object();
}

void write_head(json::Writer& out, const Quotation& one) {
  out.field("number", one.number).field("producer", one.producer).field("state", name(one.state));
  out.field("opened_by", one.opened_by == Party::buyer ? "buyer" : "maker").field("company", one.company);
  out.field("tax_code", one.tax_code).field("name", one.name).field("phone", one.phone).field("place", one.place);
  out.field("words", one.words).field("wanted_by", one.wanted_by).field("opened", one.opened).field("until", one.until);
  out.field("reason", one.reason).field("offers", one.offers).field("order", one.order);
}

Response answer(const Service::Shown& shown) {
  json::Writer out;
  out.begin_object();
  write_head(out, shown.quotation);
  out.member("wanted").begin_array();
  for (const Wanted& one : shown.quotation.wanted) {
    out.begin_object().field("item", one.item).field("product", one.product).field("title", one.title);
    out.field("count", one.count).end_object();
  }
  out.end_array().member("offer_versions").begin_array();
  for (const Offer& offer : shown.offers) write(out, offer);
  out.end_array().member("steps").begin_array();
  for (const Step step : shown.possible) out.text(name(step));
  out.end_array().field("version", shown.quotation.version).end_object();
  return http::versioned(out.take(), shown.quotation.version).with("Cache-Control", std::string(kNobodyElse));
}

Response opened(const Service::Opened& opened) {
  json::Writer out;
  out.begin_object().field("number", opened.number).field("key", opened.key).end_object();
  return http::created(out.take(), "/api/v1/quotations/" + opened.number).with("Cache-Control", std::string(kNobodyElse));
}

Result<Response> ask(Service& service, const Call<Ask>& call, ProducerId producer) {
  OCOP_TRY(made, service.ask(producer, call.input, {call.request.peer, call.language()}));
  return opened(made);
}
Result<Response> shown(const Service& service, const Call<Key>& call, std::string_view number) {
  OCOP_TRY(shown, service.of_buyer(number, call.input.key));
  return answer(shown);
}
Result<Response> moved(Service& service, const Call<BuyersMove>& call, std::string_view number) {
  OCOP_CHECK(service.move_by_buyer(number, call.input));
  OCOP_TRY(shown, service.of_buyer(number, call.input.key));
  return answer(shown);
}

Result<Response> list(const Service& service, const Call<>& call, ProducerId producer) {
  OCOP_TRY(mine, service.of_maker(call.actor, producer));
  json::Writer out;
  out.begin_object().member("quotations").begin_array();
  for (const Service::Listed& one : mine.quotations) {
    out.begin_object();
    write_head(out, one.quotation);
    out.field("total", one.total).field("version", one.quotation.version).end_object();
  }
  out.end_array().end_object();
  return Response::json(out.take()).with("Cache-Control", std::string(kNobodyElse));
}
Result<Response> start(Service& service, const Call<Start>& call, ProducerId producer) {
  OCOP_TRY(made, service.start(call.actor, producer, call.input, call.language()));
  return opened(made);
}
Result<Response> one(const Service& service, const Call<>& call, ProducerId producer, std::string_view number) {
  OCOP_TRY(shown, service.one_of_maker(call.actor, producer, number));
  return answer(shown);
}
Result<Response> step(Service& service, const Call<MakersMove>& call, ProducerId producer, std::string_view number) {
  const MakersMove& move = call.input;
  if (move.step == Step::offer) {
    OCOP_CHECK(service.offer(call.actor, producer, number, move));
  } else {
    OCOP_CHECK(service.withdraw(call.actor, producer, number, {move.version, move.step, move.reason}));
  }
  OCOP_TRY(shown, service.one_of_maker(call.actor, producer, number));
  return answer(shown);
}

constexpr std::string_view kOpened =
    R"({"type":"object","properties":{"number":{"type":"string"},"key":{"type":"string","description":"told once; opens the quotation"}}})";
constexpr std::string_view kQuotation =
    R"({"type":"object","properties":{"number":{"type":"string"},"state":{"type":"string"},"order":{"type":"string"},)"
    R"("offer_versions":{"type":"array","items":{"type":"object","properties":{"number":{"type":"integer"},"total":{"type":"integer"}}}},)"
    R"("steps":{"type":"array","items":{"type":"string"}},"version":{"type":"integer"}}})";
constexpr std::string_view kQuotations = R"({"type":"object","properties":{"quotations":{"type":"array","items":{"type":"object"}}}})";

}  // namespace

void add_api(http::Router& router, Service& service) {
  // A program without an account has no page to take a form's token from, and no session that another site could borrow.
  constexpr http::Csrf kNobodys = http::Csrf::not_needed;
  constexpr Policy kMaker = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, service)
      .post("/api/v1/producers/{id}/quotation", Policy::anyone(), ask_fields(), ask, "Ask a producer for a quotation, without an account",
            {.csrf = kNobodys, .answers = kOpened, .gives = http::Gives::created})
      .get("/api/v1/quotations/{number}", Policy::anyone(), key_fields(), shown, "A quotation, for whoever has its key",
           {.answers = kQuotation})
      .post("/api/v1/quotations/{number}", Policy::anyone(), buyers_move(), moved,
            "A buyer's answer to a quotation: accept, decline, forget", {.csrf = kNobodys, .answers = kQuotation})
      .get("/api/v1/producers/{id}/quotations", kMaker, list, "A producer's quotations: what waits for it first, then the latest",
           {.answers = kQuotations})
      .post("/api/v1/producers/{id}/quotations", kMaker, start_fields(), start, "Begin a quotation for somebody who rang",
            {.answers = kOpened, .gives = http::Gives::created})
      .get("/api/v1/producers/{id}/quotations/{number}", kMaker, one, "One of a producer's quotations", {.answers = kQuotation})
      .post("/api/v1/producers/{id}/quotations/{number}", kMaker, makers_step(), step, "Offer, mend or withdraw a quotation",
            {.answers = kQuotation});
}

}  // namespace ocop::quotations
