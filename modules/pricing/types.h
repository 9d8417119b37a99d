#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "kernel/base/message.h"
#include "modules/items/items.h"
#include "modules/producers/producers.h"
#include "modules/products/products.h"

// What stays in the maker's hand of a price, and what a supermarket asks first.
namespace ocop::pricing {

// Where one piece is sold: at home, on a platform, by a supermarket or shop that buys on credit.
enum class Way : std::uint8_t { home, platform, supermarket };
inline constexpr std::array kWays{Way::home, Way::platform, Way::supermarket};
std::string_view name(Way way);                       // "home"
const Message& label(Way way);

inline constexpr std::int64_t kMostMoney = 1'000'000'000;   // đồng a piece: more is no shelf's business

// Money in đồng a piece; percentages whole.
struct PriceInput {
  std::int64_t price = 0;                             // that the buyer pays, with VAT
  std::int64_t cost = 0;                              // to make it: materials, work, pack
  std::int64_t carriage = 0;                          // to send it where it is sold
  int vat = 0;                                        // % in the price
  int fee = 20;                                       // % of the price that a platform keeps
  int platform_returns = 3;                           // % of what is sent that comes back unsold or spoiled
  int discount = 35;                                  // % off the price that a supermarket buys at
  int supermarket_returns = 5;
  int days = 60;                                      // until a supermarket pays
  int interest = 10;                                  // % a year that money costs
};

// Where a piece's price goes, in đồng; all of them together are the price.
struct Split {
  std::int64_t returned = 0, discount = 0, fee = 0, vat = 0, carriage = 0, credit = 0, cost = 0;
  std::int64_t left = 0;                              // in the hand; negative = each piece costs money
  bool operator==(const Split&) const = default;
};
struct Answer {
  Way way = Way::home;
  Split split;
  std::optional<std::int64_t> least;                  // the lowest price, in hundreds of đồng, of which nothing is lost; nullopt = none
};

// What a supermarket's buyer asks for before a first order.
enum class Asked : std::uint8_t {
  registration, production_conditions, quality_declaration, test_sheet, quality_management, barcode, traceability, star, photo, price,
  stock, content, ingredients, storage, shelf_life, margin
};
inline constexpr std::array kAsked{Asked::registration, Asked::production_conditions, Asked::quality_declaration, Asked::test_sheet,
                                   Asked::quality_management, Asked::barcode, Asked::traceability, Asked::star, Asked::photo, Asked::price,
                                   Asked::stock, Asked::content, Asked::ingredients, Asked::storage, Asked::shelf_life, Asked::margin};
std::string_view name(Asked asked);                   // "test_sheet"
const Message& label(Asked asked);
// Where it is mended: behind the product's path, or the producer's for papers; empty = nowhere in the program.
std::string_view page_of(Asked asked);
enum class Place : std::uint8_t { product, producer };
Place place_of(Asked asked);

struct Facts {
  products::Product product;
  items::Sheet sheet;
  std::vector<items::Item> items;                     // on sale
  std::optional<std::vector<producers::Paper>> papers;   // those in force and not; nullopt = the actor may not see them
  bool has_photo = false;
  Date today;
};
struct Line {
  enum class State : std::uint8_t { there, missing, hidden } state = State::missing;   // hidden: a matter that the actor does not see
  Asked asked = Asked::registration;
};
std::string_view name(Line::State state);

}  // namespace ocop::pricing
