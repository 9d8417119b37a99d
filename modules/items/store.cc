#include "modules/items/store.h"

#include <algorithm>
#include <iterator>

#include "kernel/db/columns.h"

namespace ocop::items::store {
namespace {

using db::Statement;

constexpr auto kContent = db::columns<Content>(db::column("amount", &Content::amount), db::column("unit", &Content::unit));
constexpr auto kChanging = db::columns<Item>(
    db::column("place", &Item::place), db::column("option", &Item::option), db::column("option_two", &Item::option_two),
    db::nested(&Item::content, kContent), db::column("gtin", &Item::gtin, db::kNullWhenEmpty),
    db::column("gtin_since", &Item::gtin_since), db::column("sku", &Item::sku),
    db::column("price", &Item::price), db::column("list_price", &Item::list_price), db::column("stock", &Item::stock),
    db::column("parcel_grams", &Item::parcel_grams), db::column("parcel_length", &Item::parcel_length),
    db::column("parcel_width", &Item::parcel_width), db::column("parcel_height", &Item::parcel_height), db::column("least", &Item::least),
    db::column("ended", &Item::ended));
constexpr auto kItem = db::columns<Item>(db::column("id", &Item::id), db::column("product", &Item::product), db::also(kChanging),
                                         db::column("version", &Item::version));
constexpr auto kWords = db::columns<Sheet>(
    db::column("brand", &Sheet::brand), db::column("short_name", &Sheet::short_name), db::column("short_name_en", &Sheet::short_name_en),
    db::column("summary", &Sheet::summary), db::column("summary_en", &Sheet::summary_en), db::column("ingredients", &Sheet::ingredients),
    db::column("ingredients_en", &Sheet::ingredients_en), db::column("allergens", &Sheet::allergens),
    db::column("allergens_en", &Sheet::allergens_en), db::column("storage", &Sheet::storage),
    db::column("storage_en", &Sheet::storage_en), db::column("usage", &Sheet::usage), db::column("usage_en", &Sheet::usage_en),
    db::column("returns", &Sheet::returns), db::column("returns_en", &Sheet::returns_en), db::column("axis", &Sheet::axis),
    db::column("axis_two", &Sheet::axis_two), db::column("hs_code", &Sheet::hs_code), db::column("vat", &Sheet::vat),
    db::column("shelf_life_days", &Sheet::shelf_life_days), db::column("lead_days", &Sheet::lead_days),
    db::column("season", &Sheet::season));
constexpr auto kSheet =
    db::columns<Sheet>(db::column("product", &Sheet::product), db::also(kWords), db::column("version", &Sheet::version));

constexpr Statement kInsert{"items.insert", "INSERT INTO items_item ({columns}) VALUES ({arguments})", kItem};
constexpr Statement kChange{
    "items.change", "UPDATE items_item SET {assignments}, version = version + 1 WHERE id = {+1} AND version = {+2}", kChanging};
constexpr Statement kPlace{"items.place", "UPDATE items_item SET place = $1 WHERE id = $2"};
constexpr Statement kSold{"items.sold", "SELECT DISTINCT product FROM items_item WHERE ended IS NULL"};
constexpr Statement kOnSale{"items.on_sale",
                            "SELECT {columns} FROM items_item WHERE product IN {ids} AND ended IS NULL ORDER BY product, place, id", kItem};
// One statement decides who gets the last jar. The version moves on: who typed another stock meanwhile is told.
constexpr Statement kTake{"items.take",
                          "UPDATE items_item SET stock = stock - $1, version = version + 1"
                          " WHERE id = $2 AND ended IS NULL AND (stock IS NULL OR stock >= $1)"};
constexpr Statement kGiveBack{"items.give_back", "UPDATE items_item SET stock = stock + $1, version = version + 1 WHERE id = $2"};
constexpr Statement kOfProduct{"items.of_product", "SELECT {columns} FROM items_item WHERE product = $1 ORDER BY place, id", kItem};
constexpr Statement kByIds{"items.by_ids", "SELECT {columns} FROM items_item WHERE id IN {ids} ORDER BY id", kItem};
constexpr Statement kByGtin{"items.by_gtin", "SELECT {columns} FROM items_item WHERE gtin = $1", kItem};
struct PastGtin { std::string gtin; ProductId product; Instant given_up; };
constexpr auto kPast = db::columns<PastGtin>(db::column("gtin", &PastGtin::gtin), db::column("product", &PastGtin::product),
                                             db::column("given_up", &PastGtin::given_up));
constexpr auto kHeldGtin = db::columns<products::OtherGtins::Held>(db::column("gtin", &products::OtherGtins::Held::gtin),
                                                                   db::column("product", &products::OtherGtins::Held::product));
constexpr Statement kBearer{"items.bearer",
                            "SELECT product FROM items_item WHERE gtin = $1 UNION ALL SELECT product FROM items_past_gtin WHERE gtin = $1"};
constexpr Statement kGtins{"items.gtins", "SELECT {columns} FROM items_item WHERE gtin IS NOT NULL", kHeldGtin};
constexpr Statement kPastGtins{"items.past_gtins", "SELECT {columns} FROM items_past_gtin", kHeldGtin};
constexpr Statement kGiveUp{"items.give_up_gtin",
                            "INSERT INTO items_past_gtin ({columns}) VALUES ({arguments}) ON CONFLICT (gtin) DO NOTHING", kPast};
constexpr Statement kSheets{"items.sheets", "SELECT {columns} FROM items_sheet WHERE product IN {ids} ORDER BY product", kSheet};
constexpr Statement kFirst{"items.insert_sheet", "INSERT INTO items_sheet ({columns}) VALUES ({arguments}) ON CONFLICT DO NOTHING", kSheet};
constexpr Statement kSave{"items.save_sheet",
                          "UPDATE items_sheet SET {assignments}, version = version + 1 WHERE product = {+1} AND version = {+2}", kWords};
constexpr Statement kHeld{"items.held", "SELECT DISTINCT product FROM items_item WHERE product IN {ids}"};
constexpr Statement kHeldSheets{"items.held_sheets", "SELECT product FROM items_sheet WHERE product IN {ids}"};

}  // namespace

std::vector<ProductId> sold(db::Reader& reader) { return reader.all(db::value<ProductId>, kSold); }
void insert(db::Transaction& transaction, const Item& item) {
  transaction.announce(kItemsChanged);
  transaction.send(kInsert, kItem.of(item));
}
bool change(db::Transaction& transaction, const Item& item) {
  transaction.announce(kItemsChanged);
  return transaction.execute(kChange, kChanging.of(item), item.id, item.version) == 1;
}
void place(db::Transaction& transaction, ItemId id, std::int64_t place) {
  transaction.announce(kItemsChanged);
  transaction.send(kPlace, place, id);
}
std::vector<Item> on_sale(db::Reader& reader, std::span<const ProductId> products) { return reader.by_ids(kItem, kOnSale, products); }
bool take(db::Transaction& transaction, ItemId item, std::int64_t count) {
  transaction.announce(kItemsChanged);
  return transaction.execute(kTake, count, item) == 1;
}
void give_back(db::Transaction& transaction, ItemId item, std::int64_t count) {
  transaction.announce(kItemsChanged);
  transaction.send(kGiveBack, count, item);
}
std::vector<Item> of_product(db::Reader& reader, ProductId product) { return reader.all(kItem, kOfProduct, product); }
std::vector<Item> by_ids(db::Reader& reader, std::span<const ItemId> ids) { return reader.by_ids(kItem, kByIds, ids); }
std::vector<ProductId> held(db::Reader& reader, std::span<const ProductId> products) {
  std::vector<ProductId> out = reader.by_ids(db::value<ProductId>, kHeld, products);
  std::ranges::move(reader.by_ids(db::value<ProductId>, kHeldSheets, products), std::back_inserter(out));
  return out;
}
std::optional<ProductId> bearer(db::Reader& reader, std::string_view gtin) { return reader.first(db::value<ProductId>, kBearer, gtin); }
std::vector<products::OtherGtins::Held> gtins(db::Reader& reader) {
  auto out = reader.all(kHeldGtin, kPastGtins);
  std::ranges::move(reader.all(kHeldGtin, kGtins), std::back_inserter(out));
  return out;
}
void give_up(db::Transaction& transaction, const Item& item, Instant now) {
  const PastGtin past{item.gtin, item.product, now};
  transaction.send(kGiveUp, kPast.of(past));
}
std::optional<Item> by_gtin(db::Reader& reader, std::string_view gtin) { return reader.first(kItem, kByGtin, gtin); }
std::vector<Sheet> sheets(db::Reader& reader, std::span<const ProductId> products) { return reader.by_ids(kSheet, kSheets, products); }
bool save(db::Transaction& transaction, const Sheet& sheet) {
  transaction.announce(kItemsChanged);
  if (sheet.version > 0) return transaction.execute(kSave, kWords.of(sheet), sheet.product, sheet.version) == 1;
  Sheet first = sheet;
  first.version = 1;
  return transaction.execute(kFirst, kSheet.of(first)) == 1;
}

}  // namespace ocop::items::store
