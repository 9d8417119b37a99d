#pragma once
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "modules/items/items.h"
#include "modules/producers/producers.h"
#include "modules/products/products.h"

namespace ocop::channels {

// What a field of a channel may be filled from; the words of data/channels.
enum class From : std::uint8_t {
  id,                  // of the item, the same for as long as it is sold
  node,                // the item as an address: what other data may say more of
  group, group_code,   // the product's code: where it is sold in several items; always
  title, title_en, description, summary,
  link, image, more_images,
  availability, available_from, lead_days, stock,
  price, sale_price,   // "125000 VND"
  price_number, list_number, sale_number, currency,
  brand, maker, place, country,
  gtin, gtin_14,       // as it is printed; as 14 digits
  mpn,                 // of the maker: its own number of the item, or nothing
  seller_sku,          // of whoever offers it: that number, else our id
  identifier_exists,   // "no" of what has neither GTIN nor the maker's own number with a brand
  new_, product_type,
  product_class,       // "food" (groups I and II of Decision 26/2026), "other"
  axis, axis_two, option, option_two,
  measure,             // "300 g", "1,5 kg": as people read it
  measure_plain,       // "1500 g": as programs do
  amount, unit,        // "1500"; "g", "ml", "mm", "piece"
  weight, weight_number, weight_kg, length_cm, width_cm, height_cm,
  ingredients,
  food_ingredients,    // of food alone
  storage, shelf_life, vat,
  star, star_number, star_scheme, star_since, star_until, decision,   // of a standing that is valid on that day; else nothing
};
inline constexpr int kFroms = static_cast<int>(From::decision) + 1;
std::optional<From> parse_from(std::string_view word);

enum class Form : std::uint8_t { rss, tsv, csv, xlsx, json, jsonld };
std::string_view name(Form form);                          // "rss"; the end of an address is ending(form)
std::string_view ending(Form form);                        // "xml" of rss
// of_what_is_made_to_order: Google wants a day of what is not there yet.
enum class Need : std::uint8_t { optional, required, of_what_is_made_to_order };

struct Field {
  std::string key;
  From from = From::id;
  Need need = Need::optional;
  std::size_t most = 0;                // letters; of several pictures how many; 0 = no limit
  std::size_t nth = 0;                 // of several pictures that one, from 1; 0 = all, apart by commas
  std::map<std::string, std::string, std::less<>> words{};   // what the channel calls a value
  std::vector<std::string> names{};    // that the channel prints over its column, beside the key
};
struct Channel {
  std::string name, title;
  std::vector<Form> forms;
  std::string source, as_of;
  enum class Maker : std::uint8_t { platform, us } made_by = Maker::platform;
  std::vector<Field> fields;
};

// All that is known of one item that is sold.
struct Record {
  products::Product product;
  items::Item item;
  items::Sheet sheet;
  std::vector<products::Photo> photos;
  std::string maker, place;
  std::size_t siblings = 1;            // items of the product, this one included
  bool first = true;                   // of its product: a product's own GTIN is this item's
};
// What the words around it are.
struct Surroundings {
  Language language = Language::vi;
  Date today{};
  std::string public_url;
};

// A channel's rows, written.
struct File {
  std::string bytes, etag;
  std::string gzip{};                  // the same, packed once when it was made and not for each who asks; empty where that wins nothing
  std::string_view content_type{};
};

// Why an item is not in a channel's file.
struct Missing {
  std::string key;                     // of the field
  From from = From::id;
  enum class Why : std::uint8_t { absent, star } why = Why::absent;   // star: its words claim one that does not hold
};
struct Filled {
  std::vector<std::string> values;     // in the order of the fields
  std::vector<Missing> missing;        // empty = it is in the file
};

// An item that a run left out.
struct LeftOut {
  ProductId product;
  std::string code, name;
  std::vector<Missing> missing;
};
// A platform's workbook, filled.
struct Workbook {
  std::string bytes, name;
  std::size_t written = 0;             // items in it
  std::vector<LeftOut> left_out;
};
struct Report {
  std::size_t items = 0;               // in the file
  std::vector<LeftOut> left_out;
};

}  // namespace ocop::channels
