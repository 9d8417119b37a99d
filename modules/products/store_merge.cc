#include "kernel/db/columns.h"
#include "modules/products/merge.h"

namespace ocop::products::merges {
namespace {

constexpr auto kMerge = db::columns<Merge>(db::column("id", &Merge::id), db::column("province", &Merge::province),
                                           db::column("target", &Merge::target), db::column("merged", &Merge::merged),
                                           db::column("merged_by", &Merge::merged_by), db::column("undone", &Merge::undone),
                                           db::column("undone_by", &Merge::undone_by), db::column("log_index", &Merge::log_index));
struct Row {
  MergeId merge;
  Moved moved;
};
constexpr auto kMoved = db::columns<Moved>(db::column("product", &Moved::product), db::column("led_to", &Moved::led_to));
constexpr auto kRow = db::columns<Row>(db::column("merge", &Row::merge), db::nested(&Row::moved, kMoved));

constexpr db::Statement kInsert{"products.insert_merge", "INSERT INTO products_merge ({columns}) VALUES ({arguments})", kMerge};
constexpr db::Statement kInsertMoved{"products.insert_merged", "INSERT INTO products_merged ({columns}) VALUES {rows}", kRow};
constexpr db::Statement kUndo{"products.undo_merge",
                              "UPDATE products_merge SET undone = $1, undone_by = $2 WHERE id = $3 AND undone IS NULL"};
constexpr db::Statement kStanding{"products.standing_merge",
                                  "SELECT {columns} FROM products_merge WHERE undone IS NULL AND id IN (SELECT merge FROM products_merged"
                                  " WHERE product = $1) ORDER BY log_index DESC LIMIT 1",
                                  kMerge};
constexpr db::Statement kAllStanding{"products.standing_merges",
                                     "SELECT {columns} FROM products_merge WHERE undone IS NULL ORDER BY log_index", kMerge};
constexpr db::Statement kOf{"products.merged_of", "SELECT {columns} FROM products_merged WHERE merge = $1 ORDER BY product", kMoved};
constexpr db::Statement kLead{"products.lead",
                              "UPDATE products_product SET merged_into = $1, version = version + 1 WHERE id = $2 AND merged_into = $3"};
constexpr db::Statement kLeadFirst{
    "products.lead_first", "UPDATE products_product SET merged_into = $1, version = version + 1 WHERE id = $2 AND merged_into IS NULL"};
constexpr db::Statement kHold{"products.hold_unmerged",
                              "UPDATE products_product SET version = version + 1 WHERE id = $1 AND merged_into IS NULL"};
constexpr db::Statement kLedTo{"products.led_to", "SELECT id FROM products_product WHERE merged_into = $1 ORDER BY id"};
constexpr db::Statement kForget{"products.forget_suspicion",
                                "UPDATE products_product SET duplicate_of = NULL, version = version + 1"
                                " WHERE id = $1 AND duplicate_of = $2"};

}  // namespace

void insert(db::Transaction& transaction, const Merge& merge) {
  transaction.send(kInsert, kMerge.of(merge));
  std::vector<Row> rows;
  for (const Moved& one : merge.moved) rows.push_back({merge.id, one});
  transaction.insert_all(kInsertMoved, kRow, std::span<const Row>(rows));
}

bool undo(db::Transaction& transaction, MergeId id, AccountId by, Instant now) { return transaction.execute(kUndo, now, by, id) == 1; }

std::optional<Merge> standing(db::Reader& reader, ProductId product) {
  auto found = reader.first(kMerge, kStanding, product);
  if (found) found->moved = reader.all(kMoved, kOf, found->id);
  return found;
}

std::vector<Merge> all_standing(db::Reader& reader) {
  auto out = reader.all(kMerge, kAllStanding);
  for (Merge& merge : out) merge.moved = reader.all(kMoved, kOf, merge.id);
  return out;
}

bool lead(db::Transaction& transaction, ProductId product, std::optional<ProductId> from, std::optional<ProductId> to) {
  return (from ? transaction.execute(kLead, to, product, *from) : transaction.execute(kLeadFirst, to, product)) == 1;
}

bool hold_unmerged(db::Transaction& transaction, ProductId product) { return transaction.execute(kHold, product) == 1; }

std::vector<ProductId> led_to(db::Reader& reader, ProductId target) { return reader.all(db::value<ProductId>, kLedTo, target); }

void forget_suspicion(db::Transaction& transaction, ProductId a, ProductId b) {
  transaction.send(kForget, a, b);
  transaction.send(kForget, b, a);
}

}  // namespace ocop::products::merges
