#include "kernel/db/columns.h"
#include "modules/orders/store.h"

// What a maker's papers and sums are made of.
namespace ocop::orders::store {
namespace {

using db::Statement;

constexpr auto kSaid = db::columns<Seller>(db::column("legal_name", &Seller::legal_name), db::column("tax_code", &Seller::tax_code),
                                           db::column("address", &Seller::address), db::column("gifts", &Seller::gifts),
                                           db::column("gift_words", &Seller::gift_words), db::column("gift_price", &Seller::gift_price));
constexpr auto kSeller =
    db::columns<Seller>(db::column("producer", &Seller::producer), db::also(kSaid), db::column("version", &Seller::version));

constexpr Statement kSellerOf{"orders.seller", "SELECT {columns} FROM orders_seller WHERE producer = $1", kSeller};
constexpr Statement kInsertSeller{"orders.insert_seller",
                                  "INSERT INTO orders_seller ({columns}) VALUES ({arguments}) ON CONFLICT DO NOTHING", kSeller};
constexpr Statement kChangeSeller{"orders.change_seller",
                                  "UPDATE orders_seller SET {assignments}, version = version + 1 WHERE producer = {+1} AND version = {+2}",
                                  kSaid};

constexpr auto kSold = db::columns<Sold>(db::column("handed", &Sold::handed),
                                         db::column("CASE WHEN state = 7 THEN moved END", &Sold::returned),
                                         db::column("total", &Sold::total));
static_assert(static_cast<int>(State::returned) == 7);
constexpr Statement kSoldSince{"orders.sold_since",
                               "SELECT {columns} FROM orders_order WHERE producer = $1 AND handed IS NOT NULL"
                               " AND (handed >= $2 OR (state = 7 AND moved >= $2))", kSold};

constexpr auto kOutstanding = db::columns<Outstanding>(
    db::column("number", &Outstanding::number), db::column("carrier", &Outstanding::carrier),
    db::column("tracking", &Outstanding::tracking), db::column("handed", &Outstanding::handed),
    db::column("parcel_day", &Outstanding::parcel_day), db::column("total", &Outstanding::total));
static_assert(static_cast<int>(Pay::cash) == 1 && static_cast<int>(Way::delivery) == 1);
constexpr Statement kOutstandingOf{"orders.outstanding",
                                   "SELECT {columns} FROM orders_order WHERE producer = $1 AND handed IS NOT NULL AND pay = 1 AND way = 1"
                                   " AND state <> 7 AND paid IS NULL AND remitted IS NULL ORDER BY handed, id", kOutstanding};
constexpr auto kRefusal =
    db::columns<Refusal>(db::column("COUNT(*)", &Refusal::sent),
                         db::column("COALESCE(SUM(CASE WHEN state = 7 THEN 1 ELSE 0 END), 0)", &Refusal::came_back));
constexpr Statement kRefusalOf{"orders.refusal",
                               "SELECT {columns} FROM orders_order WHERE producer = $1 AND handed IS NOT NULL AND way = 1", kRefusal};

}  // namespace

std::vector<Outstanding> outstanding(db::Reader& reader, ProducerId producer) {
  return reader.all(kOutstanding, kOutstandingOf, producer);
}
Refusal refusal(db::Reader& reader, ProducerId producer) { return reader.first(kRefusal, kRefusalOf, producer).value_or(Refusal{}); }
std::vector<Sold> sold_since(db::Reader& reader, ProducerId producer, Instant since) {
  return reader.all(kSold, kSoldSince, producer, since);
}
Seller seller_of(db::Reader& reader, ProducerId producer) {
  return reader.first(kSeller, kSellerOf, producer).value_or(Seller{.producer = producer});
}
bool set_seller(db::Transaction& transaction, const Seller& seller) {
  if (seller.version > 0) return transaction.execute(kChangeSeller, kSaid.of(seller), seller.producer, seller.version) == 1;
  Seller first = seller;
  first.version = 1;
  return transaction.execute(kInsertSeller, kSeller.of(first)) == 1;
}

}  // namespace ocop::orders::store
