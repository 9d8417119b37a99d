#include "kernel/db/columns.h"
#include "modules/products/moved_maker.h"
#include "modules/products/store.h"

namespace ocop::products::moved_makers {
namespace {

struct Moved {
  Uuid merge{};
  ProductId product;
};
constexpr auto kMoved = db::columns<Moved>(db::column("merge", &Moved::merge), db::column("product", &Moved::product));
struct Coded {
  ProductId product;
  std::string code;
};
constexpr auto kCoded = db::columns<Coded>(db::column("id", &Coded::product), db::column("code", &Coded::code));

constexpr db::Statement kOf{"products.to_move", "SELECT {columns} FROM products_product WHERE producer = $1 ORDER BY code", kCoded};
constexpr db::Statement kCame{"products.came_by_merge",
                              "SELECT {columns} FROM products_product WHERE id IN"
                              " (SELECT product FROM products_moved_maker WHERE merge = $1)"
                              " AND producer = $2 ORDER BY code",
                              kCoded};
constexpr db::Statement kKeep{"products.keep_moved_maker", "INSERT INTO products_moved_maker ({columns}) VALUES {rows}", kMoved};
constexpr db::Statement kMove{"products.move_maker", "UPDATE products_product SET producer = $1, version = version + 1 WHERE id = $2"};
constexpr db::Statement kForget{"products.forget_moved_maker", "DELETE FROM products_moved_maker WHERE merge = $1"};

std::vector<std::string> to(act::Act& act, const Products& products, const std::vector<Coded>& rows, ProducerId maker) {
  db::Transaction& transaction = act;
  std::vector<std::string> codes;
  for (const Coded& one : rows) {
    transaction.send(kMove, maker, one.product);
    codes.push_back(one.code);
  }
  if (!rows.empty()) {
    products.maker_changed(transaction, maker);   // its name, in lists and search
    transaction.announce(kCatalogueChanged);
  }
  return codes;
}

}  // namespace

std::vector<std::string> move(act::Act& act, const Products& products, const Uuid& merge, const producers::Alias& alias) {
  db::Transaction& transaction = act;
  const auto rows = transaction.all(kCoded, kOf, alias.producer);
  std::vector<Moved> moved;
  for (const Coded& one : rows) moved.push_back({merge, one.product});
  if (!moved.empty()) transaction.insert_all(kKeep, kMoved, std::span<const Moved>(moved));
  return to(act, products, rows, alias.into);
}

std::vector<std::string> move_back(act::Act& act, const Products& products, const Uuid& merge, const producers::Alias& alias) {
  db::Transaction& transaction = act;
  const auto rows = transaction.all(kCoded, kCame, merge, alias.into);
  auto codes = to(act, products, rows, alias.producer);
  transaction.send(kForget, merge);
  return codes;
}

}  // namespace ocop::products::moved_makers
