#include <map>

#include "kernel/db/columns.h"
#include "modules/products/past_gtin.h"
#include "modules/products/store.h"

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

namespace ocop::products {

std::optional<ProductId> Store::other_bearer(db::Reader& reader, std::string_view gtin) const {
  if (const auto past = past_gtins::product_of(reader, gtin)) return past;
  for (const OtherGtins& one : other_gtins_)
    if (const auto found = one.bearer(reader, gtin)) return found;
  return std::nullopt;
}

// What is in a product's row counts: it stands behind them.
void Store::add_other_keys(db::Reader& reader, std::vector<Key>& keys) const {
  std::map<ProductId, std::string> codes;
  if (!other_gtins_.empty())
    for (const Key& key : keys) codes.emplace(key.id, key.code);
  std::vector<Key> others;
  for (const OtherGtins& one : other_gtins_)
    for (OtherGtins::Held& held : one.all(reader))
      if (const auto code = codes.find(held.product); code != codes.end())
        others.push_back({held.product, std::move(held.gtin), code->second});
  keys.insert(keys.begin(), std::make_move_iterator(others.begin()), std::make_move_iterator(others.end()));
}

}  // namespace ocop::products
