#include "modules/items/rules.h"

#include <algorithm>
#include <array>
#include <bit>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "modules/items/messages.h"

namespace ocop::items {
namespace {

// How a content is shown: in the largest measure in which it is at least one with at most two decimals; three would look like a thousand.
struct Measure { Unit unit; std::string_view sign; std::int64_t amount; };   // amount: how many of the unit it is
constexpr std::array kMeasures{Measure{Unit::gram, "kg", 1'000},      Measure{Unit::gram, "g", 1},
                               Measure{Unit::millilitre, "l", 1'000}, Measure{Unit::millilitre, "ml", 1},
                               Measure{Unit::millimetre, "m", 1'000}, Measure{Unit::millimetre, "cm", 10},
                               Measure{Unit::millimetre, "mm", 1}};

// 1,500 thousandths as "1,5" or "1.5".
std::string thousandths(std::int64_t number, std::int64_t whole, Language language) {
  std::string out = text::group_digits(number / whole, language);
  if (number % whole == 0) return out;
  std::string rest = std::to_string(whole + number % whole).substr(1);   // with its zeros in front
  rest.erase(rest.find_last_not_of('0') + 1);
  return out + (language == Language::vi ? "," : ".") + rest;
}

}  // namespace

std::string_view name(Unit unit) {
  constexpr std::array<std::string_view, 4> kNames{"g", "ml", "mm", "piece"};
  return kNames[static_cast<std::size_t>(unit)];
}

std::string show(const Content& content, Language language) {
  if (content.amount == 0) return {};
  if (content.unit == Unit::piece) return count(msg::one_piece, msg::pieces, content.amount, language);
  const auto fits = [&](const Measure& one) {
    return one.unit == content.unit && content.amount >= one.amount && content.amount * 100 % one.amount == 0;
  };
  const Measure& measure = *std::ranges::find_if(kMeasures, fits);   // the last of each unit holds one
  return thousandths(content.amount, measure.amount, language) + " " + std::string(measure.sign);
}

std::string show(const Item& item, Language language) {
  std::string out;
  for (const std::string& part : {item.option, item.option_two, show(item.content, language)})
    if (!part.empty()) out.append(out.empty() ? "" : " · ").append(part);
  return out;
}

std::string show_money(std::int64_t dong, Language language) {
  constexpr std::string_view kNoBreak = "\u00a0";   // CLDR vi: the sign does not leave its number
  const std::string digits = text::group_digits(dong, language);
  return language == Language::vi ? digits + std::string(kNoBreak) + "₫" : "₫" + digits;
}

std::int64_t price_of_measure(const Item& item) {
  if (item.content.unit == Unit::piece || item.content.amount == 0 || item.price == 0) return 0;
  constexpr std::int64_t kThousand = 1'000;   // grams of a kilogram, millilitres of a litre, millimetres of a metre
  return (item.price * kThousand + item.content.amount / 2) / item.content.amount;
}

Availability availability(const Item& item) {
  if (!item.stock) return Availability::to_order;
  return *item.stock >= item.least ? Availability::in_stock : Availability::sold_out;
}

std::string path_of(const products::Product& product) { return "/products/" + product.code + "/items"; }

namespace rules {
namespace {

Problem wrong(std::string_view field, std::string_view got, std::string expected, const Message& message) {
  return {std::string(field), std::string(text::cut(got, kMaxProblemText)), std::move(expected), message, {}};
}

Problem costs_too_much(std::int64_t least) {
  const std::string most = std::to_string(kMostOrder);
  return {"least", std::to_string(least), "pieces that cost at most " + most, msg::least_costs_too_much,
          {Argument{show_money(kMostOrder, Language::vi), show_money(kMostOrder, Language::en)}}};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Which signs before exactly three digits group them. "1.500 g" and "1,500 g" are one and a half kilograms, and nobody means 1,125 of
// "1,125 kg"; of a large sum of money only the point groups, as the law writes numbers.
enum class Grouping : std::uint8_t { both, point, none };

// A number as people type it, in thousandths: "1.500", "1 500", "1,5", "0.25", "1.250,5". Of two kinds of sign the later one is the decimal
// sign. nullopt = no number, or finer than that.
std::optional<std::int64_t> read_thousandths(std::string_view typed, Grouping grouping) {
  const std::size_t point = typed.rfind('.'), comma = typed.rfind(',');
  const bool two_kinds = point != std::string_view::npos && comma != std::string_view::npos;
  const char decimal_sign = two_kinds ? (point > comma ? '.' : ',') : '\0';
  std::int64_t whole = 0, fraction = 0, scale = 1'000;
  bool any = false, decimal = false;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const char c = typed[i];
    if (c == ' ') continue;
    if (is_digit(c)) {
      any = true;
      if (!decimal && (whole = whole * 10 + (c - '0')) > kMostMoney) return std::nullopt;
      if (decimal && scale == 1 && c != '0') return std::nullopt;
      if (decimal && scale > 1) fraction += (c - '0') * (scale /= 10);
      continue;
    }
    if ((c != '.' && c != ',') || decimal || !any) return std::nullopt;
    const std::string_view after = typed.substr(i + 1, 3);
    const bool threes = after.size() == 3 && std::ranges::all_of(after, is_digit) && (i + 4 >= typed.size() || !is_digit(typed[i + 4]));
    const bool may_group = two_kinds ? c != decimal_sign : grouping == Grouping::both || (grouping == Grouping::point && c == '.');
    if (two_kinds && may_group && !threes) return std::nullopt;
    if (!may_group || !threes || whole == 0) decimal = true;
  }
  if (!any) return std::nullopt;
  return whole * 1'000 + fraction;
}

// The number in front and the folded word behind it.
struct Typed { std::string_view number; std::string word; };
Typed parted(std::string_view typed) {
  const auto at = std::ranges::find_if(typed, [](char c) { return !is_digit(c) && c != '.' && c != ',' && c != ' '; });
  const auto length = static_cast<std::size_t>(at - typed.begin());
  return {text::trim(typed.substr(0, length)), text::fold(text::trim(typed.substr(length)))};
}

struct Word { std::string_view word; Unit unit; std::int64_t amount; };
constexpr std::array kWords{
    Word{"kg", Unit::gram, 1'000},       Word{"kilogam", Unit::gram, 1'000}, Word{"can", Unit::gram, 1'000},
    Word{"g", Unit::gram, 1},            Word{"gr", Unit::gram, 1},          Word{"gram", Unit::gram, 1},
    Word{"gam", Unit::gram, 1},          Word{"l", Unit::millilitre, 1'000}, Word{"lit", Unit::millilitre, 1'000},
    Word{"litre", Unit::millilitre, 1'000}, Word{"ml", Unit::millilitre, 1}, Word{"cc", Unit::millilitre, 1},
    Word{"m", Unit::millimetre, 1'000},  Word{"met", Unit::millimetre, 1'000}, Word{"cm", Unit::millimetre, 10},
    Word{"mm", Unit::millimetre, 1}};
constexpr std::array<std::string_view, 17> kPieces{"cai",  "chiec", "goi", "tui", "hop", "chai", "lo", "qua",   "trai",
                                                   "vien", "banh",  "bo",  "con", "to",  "nen",  "piece", "pieces"};

}  // namespace

Result<Content> read_content(std::string_view typed) {
  const auto fault = [&] {
    return Error::of(ErrorKind::invalid_input, wrong("content", typed, "a number and g, kg, ml, l, m, cm or pieces", msg::wrong_content));
  };
  const Typed said = parted(text::trim(typed));
  const auto word = std::ranges::find(kWords, said.word, &Word::word);
  const auto number = read_thousandths(said.number, word != kWords.end() && word->amount == 1'000 ? Grouping::none : Grouping::both);
  if (!number || *number == 0) return fault();
  if (std::ranges::find(kPieces, said.word) != kPieces.end()) {
    if (*number % 1'000 != 0 || *number / 1'000 > kMostAmount) return fault();
    return Content{*number / 1'000, Unit::piece};
  }
  if (word == kWords.end()) return fault();
  const std::int64_t product = *number * word->amount;   // at most 10^10 * 10^3 * 10^3
  if (product % 1'000 != 0 || product / 1'000 > kMostAmount) return fault();
  return Content{product / 1'000, word->unit};
}

Result<std::int64_t> read_money(std::string_view field, std::string_view typed) {
  const std::string_view trimmed = text::trim(typed);
  if (trimmed.empty()) return std::int64_t{0};
  const Typed said = parted(trimmed);
  struct Sum { std::string_view word; std::int64_t dong; };
  constexpr std::array kSums{Sum{"", 1},
                             Sum{"d", 1},
                             Sum{"dong", 1},
                             Sum{"vnd", 1},
                             Sum{"₫", 1},
                             Sum{"k", 1'000},
                             Sum{"nghin", 1'000},
                             Sum{"ngan", 1'000},
                             Sum{"nghin dong", 1'000},
                             Sum{"ngan dong", 1'000},
                             Sum{"trieu", 1'000'000},
                             Sum{"tr", 1'000'000},
                             Sum{"trieu dong", 1'000'000}};
  const auto sum = std::ranges::find(kSums, said.word, &Sum::word);
  const auto number = read_thousandths(said.number, sum != kSums.end() && sum->dong > 1 ? Grouping::point : Grouping::both);
  // Compared before it is multiplied: 10^13 thousandths of a million are beyond 64 bits, and came back as a price below zero.
  const bool fits = sum != kSums.end() && number && *number <= kMostMoney * 1'000 / sum->dong;
  if (fits && *number * sum->dong % 1'000 == 0) return *number * sum->dong / 1'000;
  return Error::of(ErrorKind::invalid_input, wrong(field, typed, "whole đồng, at most " + std::to_string(kMostMoney), msg::wrong_money));
}

Result<Item> read(const ItemWords& words) {
  Item out;
  std::vector<Problem> problems;
  const auto take = [&]<class T>(Result<T> read, T& into) {
    if (read) into = std::move(*read);
    else std::ranges::move(read.error().problems, std::back_inserter(problems));
  };
  if (!words.content.empty()) take(read_content(words.content), out.content);
  take(read_money("price", words.price), out.price);
  take(read_money("list_price", words.list_price), out.list_price);
  take(products::checked_gtin(words.gtin), out.gtin);
  if (problems.empty() && out.list_price != 0 && out.list_price <= out.price)
    problems.push_back(wrong("list_price", words.list_price, "more than the price, or nothing", msg::wrong_list_price));
  if (problems.empty() && out.price > 0 && words.least > kMostOrder / out.price)
    problems.push_back(costs_too_much(words.least));
  if (!problems.empty()) return Error{.kind = ErrorKind::invalid_input, .problems = std::move(problems)};
  out.option = words.option;
  out.option_two = words.option_two;
  out.sku = words.sku;
  out.stock = words.stock;
  out.parcel_grams = words.parcel_grams;
  out.parcel_length = words.parcel_length;
  out.parcel_width = words.parcel_width;
  out.parcel_height = words.parcel_height;
  out.least = words.least;
  return out;
}

ItemWords words_of(const Item& item) {
  const auto money = [](std::int64_t dong) { return dong == 0 ? std::string() : text::group_digits(dong, Language::vi); };
  return {.version = item.version, .content = show(item.content, Language::vi), .price = money(item.price),
          .list_price = money(item.list_price), .option = item.option, .option_two = item.option_two, .gtin = item.gtin, .sku = item.sku,
          .stock = item.stock, .parcel_grams = item.parcel_grams, .parcel_length = item.parcel_length, .parcel_width = item.parcel_width,
          .parcel_height = item.parcel_height, .least = item.least};
}

Result<void> distinct(const Item& item, std::span<const Item> others) {
  for (const Item& other : others) {
    if (other.ended) continue;
    const bool same = other.content == item.content && text::fold(other.option) == text::fold(item.option) &&
                      text::fold(other.option_two) == text::fold(item.option_two);
    if (same) return Error::of(ErrorKind::conflict, wrong("content", "", "a size or pack that is not sold yet", msg::item_is_there));
    if (!item.sku.empty() && other.sku == item.sku)
      return Error::of(ErrorKind::conflict, wrong("sku", item.sku, "a number that no other item has", msg::sku_taken));
  }
  return {};
}

bool binds(const Item& item, Instant now) {
  if (item.gtin.empty()) return false;
  return !item.gtin_since || now.milliseconds - item.gtin_since->milliseconds >= kTypoMilliseconds;
}

Result<Sheet> read(const SheetWords& words) {
  Sheet out = words;
  std::erase_if(out.hs_code, [](char c) { return c == '.' || c == ' '; });
  std::vector<Problem> problems;
  // The nomenclature of Vietnam has eight digits; six are the world's.
  if (!out.hs_code.empty() && (!std::ranges::all_of(out.hs_code, is_digit) || (out.hs_code.size() != 6 && out.hs_code.size() != 8)))
    problems.push_back(wrong("hs_code", words.hs_code, "6 or 8 digits", msg::wrong_hs_code));
  for (const std::string& month : words.months) {
    const auto number = read_thousandths(month, Grouping::none);
    if (!number || *number % 1'000 != 0 || *number < 1'000 || *number > 12'000) {
      problems.push_back(wrong("months", month, "1..12", msg::wrong_month));
      break;
    }
    out.season |= std::int64_t{1} << (*number / 1'000 - 1);
  }
  constexpr std::int64_t kYear = (1 << 12) - 1;
  if (out.season == kYear) out.season = 0;
  if (!out.axis_two.empty() && out.axis.empty()) problems.push_back(wrong("axis", "", "the first axis before the second", msg::wrong_axis));
  if (!problems.empty()) return Error{.kind = ErrorKind::invalid_input, .problems = std::move(problems)};
  return out;
}

SheetWords words_of(const Sheet& sheet) {
  SheetWords out{sheet, {}};
  for (int month = 1; month <= 12; ++month)
    if (sheet.season >> (month - 1) & 1) out.months.push_back(std::to_string(month));
  return out;
}

}  // namespace rules
}  // namespace ocop::items
