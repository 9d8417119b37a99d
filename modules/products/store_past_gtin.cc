#include "kernel/db/columns.h"
#include "modules/products/past_gtin.h"

namespace ocop::products::past_gtins {
namespace {

constexpr auto kPast = db::columns<PastGtin>(db::column("gtin", &PastGtin::gtin), db::column("product", &PastGtin::product),
                                             db::column("given_up", &PastGtin::given_up), db::column("given_up_by", &PastGtin::given_up_by),
                                             db::column("log_index", &PastGtin::log_index));
constexpr auto kKey = db::columns<Products::Key>(db::column("p.id", &Products::Key::id), db::column("g.gtin", &Products::Key::gtin),
                                                 db::column("p.code", &Products::Key::code));

constexpr db::Statement kProductOf{"products.of_past_gtin", "SELECT product FROM products_past_gtin WHERE gtin = $1"};
constexpr db::Statement kInsert{"products.insert_past_gtin", "INSERT INTO products_past_gtin ({columns}) VALUES ({arguments})", kPast};
constexpr db::Statement kKeys{"products.past_gtin_keys",
                              "SELECT {columns} FROM products_past_gtin g JOIN products_product p ON p.id = g.product ORDER BY g.gtin",
                              kKey};

}  // namespace

std::optional<ProductId> product_of(db::Reader& reader, std::string_view gtin) {
  return reader.first(db::value<ProductId>, kProductOf, gtin);
}

void insert(db::Transaction& transaction, const PastGtin& past) { transaction.send(kInsert, kPast.of(past)); }

std::vector<Products::Key> keys(db::Reader& reader) { return reader.all(kKey, kKeys); }

}  // namespace ocop::products::past_gtins
