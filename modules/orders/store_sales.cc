#include "kernel/db/columns.h"
#include "modules/orders/store.h"

// What a maker's papers and sums are made of.
namespace ocop::orders::store {
namespace {

using db::Statement;

constexpr auto kSaid = db::columns<Seller>(db::column("legal_name", &Seller::legal_name), db::column("tax_code", &Seller::tax_code),
                                           db::column("address", &Seller::address));
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

}  // namespace

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
