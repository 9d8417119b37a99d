#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/message.h"
#include "kernel/base/time.h"
#include "modules/items/items.h"
#include "modules/products/products.h"

// What stands beside a product where it is sold: tags, cards, leaflets, the sheet of whoever sells it before a camera.
namespace ocop::displays {

enum class Piece : std::uint8_t { tags, card, leaflet, live };
inline constexpr std::array kPieces{Piece::tags, Piece::card, Piece::leaflet, Piece::live};
std::string_view name(Piece piece);              // "tags"
const Message& label(Piece piece);

inline constexpr int kMostCopies = 50;           // of each tag: five sheets, a long shelf
inline constexpr std::int64_t kMostContact = 80; // one line of a leaflet

struct DisplayInput {
  Piece piece = Piece::tags;
  int copies = 1;                                // of each tag
  std::string contact;                           // "Gọi hoặc Zalo 0912 345 678": printed, never kept
};

// What is known of the product this second.
struct Facts {
  products::Product product;
  std::string maker, place;                      // in the language of the print
  items::Sheet sheet;
  std::vector<items::Item> items;                // on sale, in their order
  std::string address;                           // of the code
  Instant now{};
};

// One line of a price list.
struct Priced {
  std::string what;                              // "Hộp giấy · 500 g"; empty = there is but one
  bool has_price = false;
  std::string price, before, by_measure;         // "45.000 ₫" or "hỏi giá"; "50.000 ₫" or empty; "90.000 ₫/kg" or empty
  std::string stock;                             // "còn 12"
};
// What the pieces say.
struct Said {
  std::string name, maker, place, group;
  int stars = 0;                                 // in force on the day; 0 = nothing is said of stars
  std::string standing;                          // the sentence beside them, with day and decision
  std::vector<Priced> prices;
  std::vector<std::string> points;               // of the story, one sentence each
  std::string ingredients, allergens, storage, usage, returns;
  std::string address, contact;
  std::string moment;                            // when it was made: stock and stars are of then
};

}  // namespace ocop::displays
