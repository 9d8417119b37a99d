#include "modules/orders/store.h"

#include <algorithm>
#include <map>

#include "kernel/db/columns.h"

namespace ocop::orders::store {
namespace {

using db::Statement;

constexpr auto kChanging = db::columns<Order>(db::column("state", &Order::state), db::column("until", &Order::until),
                                              db::column("paid", &Order::paid), db::column("refunded", &Order::refunded),
                                              db::column("handed", &Order::handed),
                                              db::column("moved", &Order::moved), db::column("reason", &Order::reason),
                                              db::column("waiting", &Order::waits));
constexpr auto kBilling = db::columns<Billing>(db::column("invoiced", &Billing::asked), db::column("company", &Billing::company),
                                               db::column("company_tax_code", &Billing::tax_code),
                                               db::column("company_address", &Billing::address),
                                               db::column("invoice_mail", &Billing::mail));
constexpr auto kInvoice = db::columns<Invoice>(db::column("invoice_series", &Invoice::series),
                                               db::column("invoice_number", &Invoice::number),
                                               db::column("invoice_code", &Invoice::code), db::column("invoice_day", &Invoice::day));
constexpr auto kParcel = db::columns<Parcel>(db::column("carrier", &Parcel::carrier), db::column("tracking", &Parcel::tracking),
                                             db::column("parcel_day", &Parcel::day), db::column("collected", &Parcel::collected),
                                             db::column("remitted", &Parcel::remitted), db::column("remitted_amount", &Parcel::amount),
                                             db::column("carriage_fee", &Parcel::fee));
constexpr auto kGift = db::columns<Gift>(db::column("gift", &Gift::boxed), db::column("gift_price", &Gift::price),
                                         db::column("gift_card", &Gift::card), db::column("receiver", &Gift::receiver),
                                         db::column("receiver_phone", &Gift::phone), db::column("receiver_address", &Gift::address));
constexpr auto kOrder =
    db::columns<Order>(db::column("id", &Order::id), db::column("number", &Order::number), db::column("key", &Order::key, db::kBlob),
                       db::column("producer", &Order::producer), db::column("pay", &Order::pay), db::column("way", &Order::way),
                       db::column("buyer", &Order::buyer), db::column("phone", &Order::phone), db::column("address", &Order::address),
                       db::column("note", &Order::note), db::column("mail", &Order::mail), db::column("language", &Order::language),
                       db::column("total", &Order::total), db::column("bin", &Order::bin), db::column("account", &Order::account),
                       db::column("holder", &Order::holder), db::column("placed", &Order::placed), db::also(kChanging),
                       db::nested(&Order::billing, kBilling), db::nested(&Order::invoice, kInvoice),
                       db::nested(&Order::parcel, kParcel), db::nested(&Order::gift, kGift),
                       db::column("version", &Order::version));
struct LineRow {
  OrderId order;
  std::int64_t position = 0;
  Line line;
};
constexpr auto kLine = db::columns<Line>(db::column("item", &Line::item), db::column("product", &Line::product),
                                         db::column("title", &Line::title), db::column("price", &Line::price),
                                         db::column("count", &Line::count), db::column("counted", &Line::counted));
constexpr auto kLineRow = db::columns<LineRow>(db::column("order_id", &LineRow::order), db::column("position", &LineRow::position),
                                               db::nested(&LineRow::line, kLine));

#define OCOP_SELECT "SELECT {columns} FROM orders_order "
constexpr auto kWaiting = db::columns<Waiting>(db::column("producer", &Waiting::producer), db::column("COUNT(*)", &Waiting::count));

// The states of these texts: placed and confirmed are below 2 (State). As in the index orders_order_open.
static_assert(static_cast<int>(State::returned) == 7);     // what came back
static_assert(static_cast<int>(State::placed) == 0 && static_cast<int>(State::confirmed) == 1);
#define OCOP_OPEN "producer = $1 AND state < 2 AND paid IS NULL"
// Those that count against limits: not what was agreed on in a quotation, a transfer that no clock ends.
#define OCOP_COUNTED OCOP_OPEN " AND (until IS NOT NULL OR pay = 1)"
constexpr Statement kInsert{"orders.insert", "INSERT INTO orders_order ({columns}) VALUES ({arguments}) ON CONFLICT DO NOTHING", kOrder};
constexpr Statement kInsertLine{"orders.insert_line", "INSERT INTO orders_line ({columns}) VALUES ({arguments})", kLineRow};
constexpr Statement kChange{"orders.change",
                            "UPDATE orders_order SET {assignments}, version = version + 1 WHERE id = {+1} AND version = {+2}", kChanging};
constexpr Statement kNoteInvoice{
    "orders.note_invoice", "UPDATE orders_order SET {assignments}, version = version + 1 WHERE id = {+1} AND version = {+2}", kInvoice};
constexpr Statement kNoteParcel{
    "orders.note_parcel", "UPDATE orders_order SET {assignments}, version = version + 1 WHERE id = {+1} AND version = {+2}", kParcel};
constexpr Statement kSoldBetween{
    "orders.sold_between",
    OCOP_SELECT "WHERE producer = $1 AND handed IS NOT NULL AND ((handed >= $2 AND handed < $3)"
                " OR (state = 7 AND moved >= $2 AND moved < $3)) ORDER BY handed, id LIMIT $4", kOrder};
constexpr Statement kByNumber{"orders.by_number", OCOP_SELECT "WHERE number = $1", kOrder};
constexpr Statement kByNumbers{"orders.by_numbers", OCOP_SELECT "WHERE number IN {ids} ORDER BY number", kOrder};
constexpr Statement kByKey{"orders.by_key", OCOP_SELECT "WHERE key = $1", kOrder};
constexpr Statement kOfProducer{"orders.of_producer",
                                OCOP_SELECT "WHERE producer = $1 ORDER BY waiting DESC, placed DESC, id DESC LIMIT $2", kOrder};
static_assert(static_cast<int>(Pay::transfer) == 0);
constexpr Statement kAwaiting{"orders.awaiting_transfer", OCOP_SELECT "WHERE " OCOP_OPEN " AND pay = 0 ORDER BY placed DESC, id DESC",
                              kOrder};
constexpr Statement kOpenOfProducer{"orders.open_of_producer", "SELECT COUNT(*) FROM orders_order WHERE " OCOP_COUNTED};
constexpr Statement kOpenOfPhone{"orders.open_of_phone", "SELECT COUNT(*) FROM orders_order WHERE " OCOP_COUNTED " AND phone = $2"};
constexpr Statement kOpenOfPhoneSince{"orders.open_of_phone_since",
                                      OCOP_SELECT "WHERE " OCOP_OPEN " AND phone = $2 AND placed > $3 ORDER BY placed DESC, id DESC",
                                      kOrder};
constexpr Statement kWaitingOf{"orders.waiting",
                               "SELECT {columns} FROM orders_order WHERE producer IN {ids} AND waiting = 1"
                               " GROUP BY producer ORDER BY producer", kWaiting};
constexpr Statement kDue{"orders.due", OCOP_SELECT "WHERE until IS NOT NULL AND until <= $1 ORDER BY until LIMIT $2", kOrder};
constexpr Statement kForget{"orders.forget",
                            "UPDATE orders_order SET buyer = '', phone = '', address = '', note = '', mail = '', reason = '',"
                            " company = '', company_tax_code = '', company_address = '', invoice_mail = '', tracking = '',"
                            " gift_card = '', receiver = '', receiver_phone = '', receiver_address = '',"
                            " version = version + 1 WHERE phone <> '' AND moved < $1 AND (state >= 2 OR moved < $2)"};
constexpr Statement kLines{"orders.lines", "SELECT {columns} FROM orders_line WHERE order_id IN {ids} ORDER BY order_id, position",
                           kLineRow};
constexpr Statement kAny{"orders.any", "SELECT id FROM orders_order WHERE producer = $1 LIMIT 1"};
constexpr Statement kHeld{"orders.held", "SELECT DISTINCT product FROM orders_line WHERE product IN {ids}"};

std::vector<Order> with_lines(db::Reader& reader, std::vector<Order> orders) {
  std::vector<OrderId> ids;
  std::map<OrderId, Order*> by_id;
  for (Order& one : orders) {
    ids.push_back(one.id);
    by_id[one.id] = &one;
  }
  for (LineRow& row : reader.by_ids(kLineRow, kLines, std::span<const OrderId>(ids)))
    by_id[row.order]->lines.push_back(std::move(row.line));
  return orders;
}
std::optional<Order> first(std::vector<Order> orders) { return orders.empty() ? std::nullopt : std::optional(std::move(orders.front())); }

}  // namespace

bool insert(db::Transaction& transaction, const Order& order) {
  return transaction.execute(kInsert, kOrder.of(order)) == 1;
}
void insert_lines(db::Transaction& transaction, const Order& order) {
  for (std::size_t i = 0; i < order.lines.size(); ++i) {
    const LineRow row{order.id, static_cast<std::int64_t>(i), order.lines[i]};
    transaction.send(kInsertLine, kLineRow.of(row));
  }
}
bool change(db::Transaction& transaction, const Order& order) {
  return transaction.execute(kChange, kChanging.of(order), order.id, order.version) == 1;
}
bool note_invoice(db::Transaction& transaction, const Order& order) {
  return transaction.execute(kNoteInvoice, kInvoice.of(order.invoice), order.id, order.version) == 1;
}
bool note_parcel(db::Transaction& transaction, const Order& order) {
  return transaction.execute(kNoteParcel, kParcel.of(order.parcel), order.id, order.version) == 1;
}
std::vector<Order> sold_between(db::Reader& reader, ProducerId producer, Instant from, Instant until, std::int64_t most) {
  return with_lines(reader, reader.all(kOrder, kSoldBetween, producer, from, until, most));
}
std::optional<Order> by_number(db::Reader& reader, std::string_view number) {
  return first(with_lines(reader, reader.all(kOrder, kByNumber, number)));
}
std::optional<Order> by_key(db::Reader& reader, std::string_view key) {
  return first(with_lines(reader, reader.all(kOrder, kByKey, db::Bind::blob(key))));
}
std::vector<Order> of_producer(db::Reader& reader, ProducerId producer, std::int64_t most) {
  return with_lines(reader, reader.all(kOrder, kOfProducer, producer, most));
}
std::vector<Order> by_numbers(db::Reader& reader, ProducerId producer, std::span<const std::string> numbers) {
  std::vector<Order> out = reader.by_ids(kOrder, kByNumbers, numbers);
  std::erase_if(out, [&](const Order& one) { return one.producer != producer; });
  return out;
}
std::vector<Order> awaiting_transfer(db::Reader& reader, ProducerId producer) { return reader.all(kOrder, kAwaiting, producer); }
std::int64_t open_of_producer(db::Reader& reader, ProducerId producer) {
  return reader.first(db::value<std::int64_t>, kOpenOfProducer, producer).value_or(0);
}
std::int64_t open_of_phone(db::Reader& reader, ProducerId producer, std::string_view phone) {
  return reader.first(db::value<std::int64_t>, kOpenOfPhone, producer, phone).value_or(0);
}
std::vector<Order> open_of_phone_since(db::Reader& reader, ProducerId producer, std::string_view phone, Instant since) {
  return with_lines(reader, reader.all(kOrder, kOpenOfPhoneSince, producer, phone, since));
}
std::vector<Waiting> waiting(db::Reader& reader, std::span<const ProducerId> producers) {
  return reader.by_ids(kWaiting, kWaitingOf, producers);
}
std::vector<std::string> due(db::Reader& reader, Instant now, std::int64_t most) {
  std::vector<std::string> out;
  for (Order& one : reader.all(kOrder, kDue, now, most)) out.push_back(std::move(one.number));
  return out;
}
std::int64_t forget(db::Transaction& transaction, Instant before, Instant open_before) {
  return static_cast<std::int64_t>(transaction.execute(kForget, before, open_before));
}
bool any_of(db::Reader& reader, ProducerId producer) { return reader.first(db::value<OrderId>, kAny, producer).has_value(); }
std::vector<ProductId> held(db::Reader& reader, std::span<const ProductId> products) {
  return reader.by_ids(db::value<ProductId>, kHeld, products);
}

}  // namespace ocop::orders::store
