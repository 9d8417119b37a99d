#include "modules/orders/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/orders/requests.h"

namespace ocop::orders {
namespace {

using http::Call;
using http::Response;

constexpr std::string_view kNobodyElse = "private, no-store";

using Account = std::optional<payments::ReceivingAccount>;   // in force

// Who brings it; of the carrier's money the maker alone is told.
void write(json::Writer& out, const Parcel& parcel, Party reader) {
  out.begin_object().field("carrier", parcel.carrier).field("tracking", parcel.tracking).field("handed", parcel.day);
  if (reader == Party::maker)
    out.field("collected", parcel.collected).field("remitted", parcel.remitted).field("amount", parcel.amount).field("fee", parcel.fee);
  out.end_object();
}

void write(json::Writer& out, const Order& order, std::span<const Step> possible, const Account& account, Party reader) {
  out.begin_object()
      .field("number", order.number)
      .field("producer", order.producer)
      .field("state", name(order.state))
      .field("pay", name(order.pay));
  out.field("way", name(order.way))
      .field("buyer", order.buyer)
      .field("phone", order.phone)
      .field("address", order.address)
      .field("note", order.note);
  out.field("total", order.total).field("placed", order.placed).field("until", order.until).field("paid", order.paid);
  out.field("handed", order.handed);
  out.field("refunded", order.refunded).member("owes_refund").boolean(owes_refund(order)).field("reason", order.reason);
  if (const auto code = payload(order, account)) out.field("vietqr", *code);
  const Billing& billing = order.billing;
  const Invoice& invoice = order.invoice;
  out.member("invoiced").boolean(billing.asked == Billing::Asked::yes).field("company", billing.company);
  out.field("tax_code", billing.tax_code).field("company_address", billing.address).field("invoice_mail", billing.mail);
  out.member("invoice").begin_object().field("series", invoice.series).field("number", invoice.number).field("code", invoice.code);
  out.field("day", invoice.day).end_object();
  const Gift& gift = order.gift;
  out.member("gift").begin_object().member("boxed").boolean(gift.boxed == Gift::Boxed::yes).field("price", gift.price);
  out.field("card", gift.card).field("receiver", gift.receiver).field("phone", gift.phone).field("address", gift.address).end_object();
  out.member("parcel");
  write(out, order.parcel, reader);
  out.member("lines").begin_array();
  for (const Line& line : order.lines) {
    out.begin_object().field("item", line.item).field("product", line.product).field("title", line.title).field("price", line.price);
    out.field("count", line.count).end_object();
  }
  out.end_array().member("steps").begin_array();
  for (const Step step : possible) out.text(name(step));
  out.end_array().field("version", order.version).end_object();
}

Response answer(const Order& order, std::span<const Step> possible, const Account& account, Party reader) {
  json::Writer out;
  write(out, order, possible, account, reader);
  return http::versioned(out.take(), order.version).with("Cache-Control", std::string(kNobodyElse));
}

Response of_maker(const Service& service, const Order& order) {
  return answer(order, rules::possible(order, Party::maker, service.now()), service.account_of(order.producer), Party::maker);
}

Result<Response> place(Service& service, const Call<NewOrder>& call, ProducerId producer) {
  OCOP_TRY(placed, service.place(producer, call.input, {call.request.peer, call.language()}));
  json::Writer out;
  out.begin_object().field("number", placed.number).field("key", placed.key).end_object();
  return http::created(out.take(), "/api/v1/orders/" + placed.number).with("Cache-Control", std::string(kNobodyElse));
}
Result<Response> shown(const Service& service, const Call<Key>& call, std::string_view number) {
  OCOP_TRY(shown, service.of_buyer(number, call.input.key));
  return answer(shown.order, shown.possible, shown.account, Party::buyer);
}
Result<Response> moved(Service& service, const Call<BuyersMove>& call, std::string_view number) {
  OCOP_TRY(order, service.move_by_buyer(number, call.input));
  return answer(order, rules::possible(order, Party::buyer, service.now()), service.account_of(order.producer),
                Party::buyer);
}

Result<Response> list(const Service& service, const Call<>& call, ProducerId producer) {
  OCOP_TRY(mine, service.of_maker(call.actor, producer));
  json::Writer out;
  out.begin_object().member("orders").begin_array();
  for (const Order& order : mine.orders) write(out, order, rules::possible(order, Party::maker, service.now()), mine.account, Party::maker);
  out.end_array().end_object();
  return Response::json(out.take()).with("Cache-Control", std::string(kNobodyElse));
}
Result<Response> one(const Service& service, const Call<>& call, ProducerId producer, std::string_view number) {
  OCOP_TRY(shown, service.one_of_maker(call.actor, producer, number));
  return answer(shown.order, shown.possible, shown.account, Party::maker);
}
Result<Response> move(Service& service, const Call<Move>& call, ProducerId producer, std::string_view number) {
  OCOP_TRY(order, service.move_by_maker(call.actor, producer, number, call.input));
  return of_maker(service, order);
}

Result<Response> file_of(const Result<Service::Printed>& printed) {
  if (!printed) return printed.error();
  return Response::file(printed->bytes, "application/pdf", printed->file_name).with("Cache-Control", std::string(kNobodyElse));
}
Result<Response> buyers_receipt(const Service& service, const Call<Key>& call, std::string_view number) {
  return file_of(service.receipt(number, call.input.key));
}
Result<Response> makers_receipt(const Service& service, const Call<>& call, ProducerId producer, std::string_view number) {
  return file_of(service.print(call.actor, producer, number, Paper::receipt));
}
Result<Response> delivery_note(const Service& service, const Call<>& call, ProducerId producer, std::string_view number) {
  return file_of(service.print(call.actor, producer, number, Paper::delivery_note));
}

Response answer(const Service::Selling& selling) {
  const Seller& seller = selling.seller;
  json::Writer out;
  out.begin_object().field("producer", seller.producer).field("legal_name", seller.legal_name).field("tax_code", seller.tax_code);
  out.field("address", seller.address).member("gifts").boolean(seller.gifts == Seller::Gifts::yes);
  out.field("gift_words", seller.gift_words).field("gift_price", seller.gift_price).field("version", seller.version).end_object();
  return http::versioned(out.take(), seller.version).with("Cache-Control", std::string(kNobodyElse));
}
Result<Response> selling(const Service& service, const Call<>& call, ProducerId producer) {
  OCOP_TRY(selling, service.selling(call.actor, producer));
  return answer(selling);
}
Result<Response> set_selling(Service& service, const Call<SetSeller>& call, ProducerId producer) {
  OCOP_TRY(selling, service.set_selling(call.actor, producer, call.input));
  return answer(selling);
}

Result<Response> noted(Service& service, const Call<NoteInvoice>& call, ProducerId producer, std::string_view number) {
  OCOP_TRY(order, service.note_invoice(call.actor, producer, number, call.input));
  return of_maker(service, order);
}

Result<Response> brought(Service& service, const Call<NoteParcel>& call, ProducerId producer, std::string_view number) {
  OCOP_TRY(order, service.note_parcel(call.actor, producer, number, call.input));
  return of_maker(service, order);
}
Result<Response> parcels(const Service& service, const Call<>& call, ProducerId producer) {
  OCOP_TRY(parcels, service.parcels(call.actor, producer));
  json::Writer out;
  out.begin_object().member("ages").begin_array();
  for (const Age& age : parcels.ages) {
    out.begin_object().field("from", static_cast<std::int64_t>(age.from)).member("to");
    if (age.to) out.integer(*age.to);
    else out.null();
    out.field("parcels", age.parcels).field("money", age.money).end_object();
  }
  out.end_array().member("outstanding").begin_array();
  for (const Outstanding& one : parcels.outstanding) {
    out.begin_object().field("order", one.number).field("carrier", one.carrier).field("tracking", one.tracking);
    out.field("since", one.since()).field("money", one.total).end_object();
  }
  out.end_array().field("sent", parcels.refusal.sent).field("came_back", parcels.refusal.came_back).end_object();
  return Response::json(out.take()).with("Cache-Control", std::string(kNobodyElse));
}

void write(json::Writer& out, const SoldLine& line) {
  out.begin_object().field("order", line.number).field("day", line.day).field("paid", line.paid).field("buyer", line.buyer);
  out.field("company", line.company).field("tax_code", line.tax_code).field("address", line.address).field("mail", line.mail);
  out.field("title", line.title).field("count", line.count).field("price", line.price).field("vat", line.vat);
  out.field("amount", line.amount).field("pay", name(line.pay)).field("invoice_series", line.invoice.series);
  out.field("invoice_number", line.invoice.number).field("invoice_day", line.invoice.day).end_object();
}
Result<Response> sales(const Service& service, const Call<SalesOf>& call, ProducerId producer) {
  OCOP_TRY(sales, service.sales(call.actor, producer, call.input.month));
  std::int64_t amount = 0;
  json::Writer out;
  out.begin_object().field("month", sales.month.text()).member("lines").begin_array();
  for (const SoldLine& line : sales.lines) {
    write(out, line);
    amount += line.amount;
  }
  out.end_array().field("amount", amount).end_object();
  return Response::json(out.take()).with("Cache-Control", std::string(kNobodyElse));
}

Result<Response> reconcile(Service& service, const Call<Statement>& call, ProducerId producer) {
  OCOP_TRY(done, service.reconcile(call.actor, producer, call.input.file.content));
  constexpr std::array<std::string_view, 4> kHow{"none", "near", "exact", "again"};
  json::Writer out;
  out.begin_object().field("paid", static_cast<std::int64_t>(done.paid)).member("lines").begin_array();
  for (const Matched& one : done.lines) {
    out.begin_object().field("row", static_cast<std::int64_t>(one.line.row)).field("amount", one.line.amount);
    out.field("match", kHow[static_cast<std::size_t>(one.how)]).member("orders").begin_array();
    for (const std::string& number : one.numbers) out.text(number);
    out.end_array().end_object();
  }
  out.end_array().end_object();
  return Response::json(out.take()).with("Cache-Control", std::string(kNobodyElse));
}

constexpr std::string_view kPlaced =
    R"({"type":"object","properties":{"number":{"type":"string"},"key":{"type":"string","description":"told once; opens the order"}}})";
constexpr std::string_view kOrder =
    R"({"type":"object","properties":{"number":{"type":"string"},"state":{"type":"string"},"total":{"type":"integer"},)"
    R"("vietqr":{"type":"string"},"steps":{"type":"array","items":{"type":"string"}},"version":{"type":"integer"}}})";
constexpr std::string_view kOrders = R"({"type":"object","properties":{"orders":{"type":"array","items":{"type":"object"}}}})";
constexpr std::string_view kSeller =
    R"({"type":"object","properties":{"producer":{"type":"string","format":"uuid"},"legal_name":{"type":"string"},)"
    R"("tax_code":{"type":"string"},"address":{"type":"string"},"gifts":{"type":"boolean"},"gift_words":{"type":"string"},)"
    R"("gift_price":{"type":"integer"},"version":{"type":"integer"}}})";
constexpr std::string_view kSales =
    R"({"type":"object","properties":{"month":{"type":"string"},"amount":{"type":"integer"},"lines":{"type":"array","items":)"
    R"({"type":"object","properties":{"order":{"type":"string"},"count":{"type":"integer","description":"below zero of what came back"},)"
    R"("vat":{"type":["integer","null"]},"amount":{"type":"integer"}}}}}})";
constexpr std::string_view kParcels =
    R"({"type":"object","properties":{"ages":{"type":"array","items":{"type":"object","properties":{"from":{"type":"integer"},)"
    R"("to":{"type":["integer","null"]},"parcels":{"type":"integer"},"money":{"type":"integer"}}}},)"
    R"("outstanding":{"type":"array","items":{"type":"object"}},"sent":{"type":"integer"},"came_back":{"type":"integer"}}})";
constexpr std::string_view kPdf = "application/pdf";
constexpr std::string_view kReconciled =
    R"({"type":"object","properties":{"paid":{"type":"integer"},"lines":{"type":"array","items":{"type":"object","properties":)"
    R"({"match":{"type":"string","enum":["none","near","exact","again"]}}}}}})";

void add_paper_api(http::Router& router, Service& service) {
  constexpr Policy kMaker = Policy::roles(Role::producer_member, Role::helper), kMember = Policy::roles(Role::producer_member);
  http::Table(router, service)
      .get("/api/v1/orders/{number}/receipt", Policy::anyone(), order_key(), buyers_receipt,
           "The receipt of a paid order, for whoever has its key: PDF, no invoice", {.media = kPdf})
      .get("/api/v1/producers/{id}/orders/{number}/receipt", kMaker, makers_receipt, "The receipt of a paid order: PDF, no invoice",
           {.media = kPdf})
      .get("/api/v1/producers/{id}/orders/{number}/delivery-note", kMaker, delivery_note, "What goes with the parcel of an order: PDF",
           {.media = kPdf})
      .get("/api/v1/producers/{id}/orders/settings", kMember, selling, "What a producer's receipts say of it", {.answers = kSeller})
      .put("/api/v1/producers/{id}/orders/settings", kMember, set_seller(), set_selling,
           "What a producer's receipts say of it from now on", {.answers = kSeller})
      .get("/api/v1/producers/{id}/orders/sales", kMaker, sales_of(), sales,
           "What a producer sold in a month, line by line, with what came back", {.answers = kSales})
      .get("/api/v1/producers/{id}/orders/parcels", kMaker, parcels,
           "Cash that carriers have not brought a producer yet, by age, and how many parcels came back", {.answers = kParcels})
      .post("/api/v1/producers/{id}/orders/{number}/parcel", kMaker, note_parcel(), brought,
            "Who brings a parcel, and the cash of it, as the producer notes it", {.answers = kOrder})
      .post("/api/v1/producers/{id}/orders/{number}/invoice", kMaker, note_invoice(), noted,
            "The invoice of an order, as its producer notes it", {.answers = kOrder});
}

}  // namespace

void add_api(http::Router& router, Service& service) {
  // A program without an account has no page to take a form's token from, and no session that another site could borrow: what it may do
  // hangs on the key in its body.
  constexpr http::Csrf kNobodys = http::Csrf::not_needed;
  constexpr Policy kMaker = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, service)
      .post("/api/v1/producers/{id}/order", Policy::anyone(), new_order(), place, "Order from a producer, without an account",
            {.csrf = kNobodys, .answers = kPlaced, .gives = http::Gives::created})
      .get("/api/v1/orders/{number}", Policy::anyone(), order_key(), shown, "An order, for whoever has its key", {.answers = kOrder})
      .post("/api/v1/orders/{number}", Policy::anyone(), buyers_move(), moved, "A buyer's step: cancel, finish, ask_return",
            {.csrf = kNobodys, .answers = kOrder})
      .get("/api/v1/producers/{id}/orders", kMaker, list, "A producer's orders: what waits for it first, then the latest",
           {.answers = kOrders})
      .get("/api/v1/producers/{id}/orders/{number}", kMaker, one, "One of a producer's orders", {.answers = kOrder})
      .post("/api/v1/producers/{id}/orders/{number}", kMaker, makers_move(), move, "A producer's step with an order", {.answers = kOrder})
      .post("/api/v1/producers/{id}/orders/statement", kMaker, statement_file(), reconcile,
            "A bank's statement: what fits an order exactly is marked as paid", {.answers = kReconciled});
  add_paper_api(router, service);
}

}  // namespace ocop::orders
