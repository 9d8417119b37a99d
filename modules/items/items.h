#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/time.h"
#include "kernel/db/db.h"

// Port of the module: in which sizes and packs a product is sold, and what its maker says of it for buyers and channels.
namespace ocop::items {

using ItemId = Id<struct ItemTag>;

// What a content is counted in. Lengths of cloth are millimetres.
enum class Unit : std::uint8_t { gram, millilitre, millimetre, piece };
std::string_view name(Unit unit);                          // "g", "ml", "mm", "piece"
// What is in the pack, as its label says it: 1,500 grams are shown as "1,5 kg".
struct Content {
  std::int64_t amount = 0;                                 // of the unit; 0 = not said
  Unit unit = Unit::gram;
  bool operator==(const Content&) const = default;
};
std::string show(const Content& content, Language language);   // empty when it is not said
std::string show_money(std::int64_t dong, Language language);  // "45.000 ₫"; in English "₫45,000"

// A trade item in the sense of GS1: one form of a product that has a price of its own.
struct Item {
  ItemId id;
  ProductId product;
  std::int64_t place = 0;              // order on the page; the first stands for the product where one price is shown
  std::string option, option_two;      // "Hộp giấy", "Vị gừng": values of the product's axes (Sheet); empty where it has none
  Content content;
  std::string gtin;                    // 14 digits or empty: then the product's own counts for the first item alone
  std::optional<Instant> gtin_since{}; // when it got that number; nullopt = it has none
  std::string sku;                     // the maker's own number; empty = none
  std::int64_t price = 0;              // đồng, with VAT; 0 = asked for by telephone
  std::int64_t list_price = 0;         // before a reduction; 0 = none
  std::optional<std::int64_t> stock{}; // pieces that may be sold now; nullopt = made to order, not counted
  std::int64_t parcel_grams = 0;       // packed to be sent; 0 = not said
  std::int64_t parcel_length = 0, parcel_width = 0, parcel_height = 0;   // millimetres; 0 = not said
  std::int64_t least = 1;              // fewest in an order
  std::optional<Instant> ended{};      // no longer sold
  std::int64_t version = 1;
};
// Its words: "Hộp giấy · Vị gừng · 300 g"; empty when nothing is said of it.
std::string show(const Item& item, Language language);
// What a kilogram, a litre or a metre costs, in đồng and rounded half up; 0 where that says nothing (pieces, no price, no content).
std::int64_t price_of_measure(const Item& item);
// The one table of what can be had: how our API and the files of data/channels name it, and how schema.org does (ItemAvailability).
enum class Availability : std::uint8_t { in_stock, to_order, sold_out };
struct AvailabilityWords { Availability availability; std::string_view name, schema_org; };
inline constexpr std::array<AvailabilityWords, 3> kAvailability{{{Availability::in_stock, "in_stock", "InStock"},
                                                                 {Availability::to_order, "to_order", "MadeToOrder"},
                                                                 {Availability::sold_out, "sold_out", "OutOfStock"}}};
constexpr const AvailabilityWords& words_of(Availability availability) { return kAvailability[static_cast<std::size_t>(availability)]; }
constexpr std::string_view name(Availability availability) { return words_of(availability).name; }
Availability availability(const Item& item);               // pure

// What the maker says of the product whatever its size. Empty or 0 = not said.
struct Sheet {
  ProductId product;
  std::string brand;
  std::string short_name, short_name_en;   // for labels, tags and channels that cut at 65 letters
  std::string summary, summary_en;         // what it is, in a few sentences: descriptions of channels begin with it
  std::string ingredients, ingredients_en;
  std::string allergens, allergens_en;
  std::string storage, storage_en;
  std::string usage, usage_en;
  std::string returns, returns_en;         // how what is wrong is taken back
  std::string axis, axis_two;              // what items differ in: "Bao bì", "Vị"
  std::string hs_code;                     // digits
  std::optional<std::int64_t> vat{};       // percent
  std::int64_t shelf_life_days = 0;
  std::int64_t lead_days = 0;              // until what is made to order is ready
  std::int64_t season = 0;                 // bit m-1 = month m; 0 = the whole year
  std::int64_t version = 0;                // 0 = never written
};

// Announced (db::Transaction::announce) when an item or a sheet changes.
inline constexpr std::string_view kItemsChanged = "items.changed";

class Items {
 public:
  virtual ~Items() = default;
  // The products that are sold now, in no order.
  virtual std::vector<ProductId> sold(db::Reader& reader) const = 0;
  // What is sold now, by product and in the order of the page.
  virtual std::vector<Item> on_sale(db::Reader& reader, std::span<const ProductId> products) const = 0;
  virtual std::vector<Item> by_ids(db::Reader& reader, std::span<const ItemId> ids) const = 0;   // also ended ones
  // Takes so many out of the stock of an item that is sold, for an order; false: there are not so many. What is made to order is not
  // counted.
  virtual bool take(db::Transaction& transaction, ItemId item, std::int64_t count) const = 0;
  virtual void give_back(db::Transaction& transaction, ItemId item, std::int64_t count) const = 0;
  // Of products whose maker wrote one.
  virtual std::vector<Sheet> sheets(db::Reader& reader, std::span<const ProductId> products) const = 0;
};

}  // namespace ocop::items
