#include "modules/products/store_units.h"

#include "kernel/db/columns.h"

namespace ocop::products::unit_rows {
namespace {

constexpr auto kSettlement = db::columns<Settlement>(
    db::column("id", &Settlement::id), db::column("province", &Settlement::province), db::column("commune", &Settlement::commune),
    db::column("place_as_printed", &Settlement::place_as_printed), db::column("maker", &Settlement::maker),
    db::column("maker_before", &Settlement::maker_before), db::column("settled", &Settlement::settled),
    db::column("settled_by", &Settlement::settled_by), db::column("undone", &Settlement::undone),
    db::column("undone_by", &Settlement::undone_by), db::column("log_index", &Settlement::log_index));
struct Row {
  SettlementId settlement;
  Settled settled;
};
constexpr auto kSettled = db::columns<Settled>(db::column("product", &Settled::product),
                                               db::column("commune_before", &Settled::commune_before),
                                               db::column("choices_before", &Settled::choices_before));
constexpr auto kRow = db::columns<Row>(db::column("settlement", &Row::settlement), db::nested(&Row::settled, kSettled));
constexpr auto kHeld = db::columns<Held>(db::column("d.product", &Held::product), db::column("s.place_as_printed", &Held::place_as_printed),
                                         db::column("s.commune", &Held::commune), db::column("s.log_index", &Held::log_index));

constexpr db::Statement kInsert{"products.insert_settlement", "INSERT INTO products_settlement ({columns}) VALUES ({arguments})",
                                kSettlement};
constexpr db::Statement kInsertSettled{"products.insert_settled", "INSERT INTO products_settled ({columns}) VALUES {rows}", kRow};
constexpr db::Statement kUndo{"products.undo_settlement",
                              "UPDATE products_settlement SET undone = $1, undone_by = $2 WHERE id = $3 AND undone IS NULL"};
constexpr db::Statement kStanding{"products.standing_settlement",
                                  "SELECT {columns} FROM products_settlement WHERE undone IS NULL AND id IN (SELECT settlement FROM"
                                  " products_settled WHERE product = $1) ORDER BY settled DESC, id DESC LIMIT 1",
                                  kSettlement};
constexpr db::Statement kOf{"products.settled_of",
                            "SELECT {columns} FROM products_settled WHERE settlement = $1 ORDER BY product",
                            kSettled};
constexpr db::Statement kAllHeld{"products.all_held",
                                 "SELECT {columns} FROM products_settlement s JOIN products_settled d ON d.settlement = s.id"
                                 " WHERE s.undone IS NULL ORDER BY s.settled, s.id",
                                 kHeld};

}  // namespace

void insert(db::Transaction& transaction, const Settlement& settlement) {
  transaction.send(kInsert, kSettlement.of(settlement));
  std::vector<Row> rows;
  for (const Settled& one : settlement.products) rows.push_back({settlement.id, one});
  transaction.insert_all(kInsertSettled, kRow, std::span<const Row>(rows));
}

bool undo(db::Transaction& transaction, SettlementId id, AccountId by, Instant now) {
  return transaction.execute(kUndo, now, by, id) == 1;
}

std::optional<Settlement> standing(db::Reader& reader, ProductId product) {
  auto found = reader.first(kSettlement, kStanding, product);
  if (found) found->products = reader.all(kSettled, kOf, found->id);
  return found;
}

std::vector<Held> all_held(db::Reader& reader) { return reader.all(kHeld, kAllHeld); }

}  // namespace ocop::products::unit_rows
