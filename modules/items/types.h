#pragma once
#include "modules/items/items.h"
#include "modules/products/products.h"

namespace ocop::items {

// An item as its maker types it: contents and money in the words of a label ("1,5 kg", "45.000", "45 nghìn").
struct ItemWords {
  std::int64_t version = 0;            // the item's, as it was read; 0 for a new one
  std::string content, price, list_price;
  std::string option, option_two, gtin, sku;
  std::optional<std::int64_t> stock{};
  std::int64_t parcel_grams = 0, parcel_length = 0, parcel_width = 0, parcel_height = 0;
  std::int64_t least = 1;
};
struct SheetWords : Sheet {
  std::vector<std::string> months;     // "1" to "12"; none or all = the whole year
};
struct Version { std::int64_t version = 0; };

// What a member works on.
struct Own {
  products::Product product;
  Sheet sheet;
  std::vector<Item> items;             // on sale, then ended ones
};
std::string path_of(const products::Product& product);   // "/products/{code}/items"

}  // namespace ocop::items
