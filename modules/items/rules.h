#pragma once
#include <span>
#include <string_view>

#include "kernel/base/result.h"
#include "modules/items/types.h"

// Pure.
namespace ocop::items::rules {

inline constexpr std::size_t kMostItems = 50;              // two axes of seven each: what the channels take of one product
inline constexpr std::int64_t kMostMoney = 10'000'000'000; // ten thousand million đồng: a carved house, with room
inline constexpr std::int64_t kMostOrder = kMostMoney;      // price times the fewest in an order: one piece of that price is as much
inline constexpr std::int64_t kMostAmount = 1'000'000'000; // a thousand tonnes in grams
inline constexpr std::int64_t kMostPieces = 1'000'000;     // of a stock
inline constexpr std::int64_t kMostParcelGrams = 500'000;  // Shopee's upper limit of a parcel: 500 kg
inline constexpr std::int64_t kMostParcelSide = 5'000;     // five metres
inline constexpr std::int64_t kMostDays = 3'650;           // ten years: wine, lacquer
// A number that is changed within an hour was mistyped: no channel fetches our files more often than once an hour, and no label is
// printed by the thousand sooner. After that it goes on meaning its product.
inline constexpr std::int64_t kTypoMilliseconds = 3'600'000;

// "300 g", "1,5 kg", "0.5 lít", "330ml", "12 gói", "2 mét". A fraction that the smallest unit cannot hold is wrong. Error: invalid_input on
// field "content".
Result<Content> read_content(std::string_view typed);
// "45000", "45.000", "45.000đ", "45 nghìn", "45k", "1,2 triệu"; empty is 0. Error: invalid_input on that field.
Result<std::int64_t> read_money(std::string_view field, std::string_view typed);
// The words as an item, without id, product, place and version. Errors: invalid_input with every problem found, `least` pieces that cost
// more than kMostOrder among them.
Result<Item> read(const ItemWords& words);
ItemWords words_of(const Item& item);
// Two items of a product that nobody could tell apart. Precondition: `others` without the item itself.
Result<void> distinct(const Item& item, std::span<const Item> others);
// Whether the number that an item has is kept for its product when the item gives it up.
bool binds(const Item& item, Instant now);
// Digits of the HS code, months, VAT. Error: invalid_input.
Result<Sheet> read(const SheetWords& words);
SheetWords words_of(const Sheet& sheet);

}  // namespace ocop::items::rules
