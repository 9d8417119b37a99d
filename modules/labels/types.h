#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/message.h"
#include "kernel/base/time.h"
#include "kernel/gs1/syntax.h"

namespace ocop::labels {

// What is printed on: sheets of A4 as stationers sell them, and rolls.
enum class Stock : std::uint8_t { a4_24, a4_40, a4_65, roll_50x30, roll_40x60 };
inline constexpr std::array kStocks{Stock::a4_24, Stock::a4_40, Stock::a4_65, Stock::roll_50x30, Stock::roll_40x60};
std::string_view name(Stock stock);                  // "a4-24"
const Message& label(Stock stock);

enum class Format : std::uint8_t { pdf, zpl };       // zpl: what label printers read (Zebra's, and most others)
inline constexpr std::array kFormats{Format::pdf, Format::zpl};
std::string_view name(Format format);
const Message& label(Format format);

// A second symbol that holds GTIN, lot and days.
enum class Extra : std::uint8_t { none, data_matrix, gs1_128 };
inline constexpr std::array kExtras{Extra::none, Extra::data_matrix, Extra::gs1_128};
std::string_view name(Extra extra);
const Message& label(Extra extra);

enum class Stars : std::uint8_t { none, print };

// A thousand labels are 42 sheets of 24, a day's work at a packing table; more are printed by sending the form again.
inline constexpr int kMostLabels = 1'000;
inline constexpr int kMostPlaces = 65;               // of the sheet with the most
inline constexpr std::int64_t kMostLot = 20;         // characters: what GS1 gives a lot (AI 10)
inline constexpr std::int64_t kMostWeight = 30, kMostPrice = 30;   // "Khối lượng tịnh 500 g", "120.000 đ/hộp": one line

struct LabelInput {
  Stock stock = Stock::a4_24;
  Format format = Format::pdf;
  int count = 24;
  int first = 1;                                     // place on a sheet of which some are used
  std::string lot, weight, price;
  std::optional<Date> made, expires;
  Extra extra = Extra::none;
  Stars stars = Stars::none;
};

// A line that a label bears whole or not at all, and the field of the form that asked for it.
struct Line {
  std::string_view field;                            // "expires"
  std::string text;                                  // "HSD: 21/05/2027"
  bool operator==(const Line&) const = default;
};

// What one label says; all labels of a print are the same.
struct Label {
  std::string name, maker;
  std::vector<Line> lines;
  int stars = 0;                                     // 0 = none
  std::string address;                               // of the QR
  std::string ean;                                   // 13 digits, or empty
  gs1::Elements elements;                            // of `extra`
  Extra extra = Extra::none;
};

}  // namespace ocop::labels
