#include "modules/labels/check.h"

#include <algorithm>
#include <optional>

#include "kernel/base/text.h"
#include "modules/labels/messages.h"

namespace ocop::labels {
namespace {

using State = Finding::State;
using Words = std::vector<std::string>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// `folded`: the lines without marks.
struct Lines { std::vector<std::string> typed, folded; };
Lines lines_of(std::string_view words) {
  Lines out;
  for (const std::string_view line : text::split(words, '\n')) {
    const std::string_view trimmed = text::trim(line);
    if (trimmed.empty()) continue;
    out.typed.emplace_back(trimmed);
    out.folded.push_back(" " + text::fold(trimmed) + " ");
  }
  return out;
}
bool stands(std::string_view line, std::string_view word) {
  const bool counted = word.ends_with(' ');
  const std::string wanted = " " + std::string(word) + (counted ? "" : " ");
  for (std::size_t at = line.find(wanted); at != std::string_view::npos; at = line.find(wanted, at + 1))
    if (!counted || (at + wanted.size() < line.size() && is_digit(line[at + wanted.size()]))) return true;
  return false;
}

// The line in which one of these stands, as it was typed; empty = none. One that ends in a blank stands before a number: "Đạm 6 g" is no
// "vị đậm đà", which reads the same without its marks.
template <std::size_t N>
std::string line_with(const Lines& lines, const std::array<std::string_view, N>& any) {
  for (std::size_t i = 0; i < lines.folded.size(); ++i)
    for (const std::string_view one : any)
      if (stands(lines.folded[i], one)) return lines.typed[i];
  return {};
}

Finding found(Duty duty, std::string seen) {
  const State state = seen.empty() ? State::missing : State::there;
  return {duty, state, std::move(seen)};
}

// Whether the words of a name stand there one after the other, whatever stands between the lines.
bool says(const Lines& lines, std::string_view name) {
  const std::string wanted = text::fold(name);
  std::string all;
  for (const std::string& line : lines.folded) all += line;
  std::string one;   // single blanks
  for (const char c : all)
    if (c != ' ' || (!one.empty() && one.back() != ' ')) one += c;
  return !wanted.empty() && one.find(wanted) != std::string::npos;
}

// "300 g", "1,5kg", "500 ml": a number and a measure beside it, which is no nutrient's ("Chất béo 12 g") and not the part that nutrients
// are told of ("trong 100 g").
std::string content_in(const Lines& lines) {
  constexpr std::array<std::string_view, 15> kNutrients{"dam", "protein", "carbohydrat", "carbohydrate", "carb",  "beo",   "fat", "hoa",
                                                        "so",  "natri",   "sodium",      "sugar",        "sugars", "fiber", "xo"};
  constexpr std::array<std::string_view, 3> kPart{"trong", "tren", "per"};
  constexpr std::array<std::string_view, 8> kMeasures{"g", "kg", "gam", "gram", "ml", "l", "lit", "mg"};
  for (std::size_t i = 0; i < lines.folded.size(); ++i) {
    const Words words = text::fold_words(lines.typed[i]);
    for (std::size_t w = 0; w < words.size(); ++w) {
      const auto end = std::ranges::find_if_not(words[w], [](char c) { return is_digit(c) || c == ',' || c == '.'; });
      if (end == words[w].begin()) continue;
      const std::string rest(end, words[w].end()), next = w + 1 < words.size() ? words[w + 1] : std::string();
      const std::string& measure = rest.empty() ? next : rest;
      const std::string before = w > 0 ? words[w - 1] : std::string();
      const bool nutrient = std::ranges::find(kNutrients, before) != kNutrients.end();
      const bool part = words[w].starts_with("100") && std::ranges::find(kPart, before) != kPart.end();
      if (std::ranges::find(kMeasures, measure) != kMeasures.end() && !nutrient && !part) return lines.typed[i];
    }
  }
  return {};
}

// A day, or the place where it is stamped ("xem trên bao bì"), behind the word. "6 tháng kể từ NSX" says no day of making.
template <std::size_t N>
Finding dated(Duty duty, const Lines& lines, const std::array<std::string_view, N>& any) {
  constexpr std::size_t kBehind = 3;   // tokens: "NSX: xem trên bao bì", "HSD: ngày 1/7"
  Finding out{duty, State::missing, {}};
  for (std::size_t i = 0; i < lines.folded.size(); ++i) {
    const std::string& line = lines.folded[i];
    for (const std::string_view one : any) {
      const std::size_t at = line.find(" " + std::string(one) + " ");
      if (at == std::string::npos || std::string_view(line).substr(0, at).ends_with(" tu")) continue;
      const Words behind = text::fold_words(std::string_view(line).substr(at + one.size() + 1));
      for (std::size_t w = 0; w < behind.size() && w < kBehind; ++w)
        if (std::ranges::any_of(behind[w], is_digit) || behind[w] == "xem" || behind[w] == "tren" || behind[w] == "in")
          return {duty, State::there, lines.typed[i]};
      out = {duty, State::wrong, lines.typed[i]};   // the word, and no day
    }
  }
  return out;
}

Finding nutrition_in(const Lines& lines) {
  constexpr std::array<std::array<std::string_view, 3>, 5> kNeeded{{{"nang luong", "energy", "calories"},
                                                                    {"chat dam", "protein", "dam "},
                                                                    {"carbohydrat", "carbohydrate", "carb"},
                                                                    {"chat beo", "fat", "beo "},
                                                                    {"natri", "sodium", "na "}}};
  Finding out{Duty::nutrition, State::there, {}};
  std::string missing;
  constexpr std::array<std::string_view, 5> kNames{"năng lượng", "chất đạm", "carbohydrat", "chất béo", "natri"};
  std::size_t there = 0;
  for (std::size_t i = 0; i < kNeeded.size(); ++i) {
    const std::string line = line_with(lines, kNeeded[i]);
    if (line.empty()) missing += (missing.empty() ? "" : ", ") + std::string(kNames[i]);
    else ++there;
    if (out.seen.empty()) out.seen = line;
  }
  if (there == 0) return {Duty::nutrition, State::missing, {}};
  if (!missing.empty()) return {Duty::nutrition, State::wrong, std::move(missing)};
  return out;
}

// "OCOP 4 sao", "đạt 3 sao", "★★★★": how many stars the label says.
std::optional<int> stars_in(std::string_view words) {
  constexpr std::string_view kStar = "★";
  int drawn = 0;
  for (std::size_t at = words.find(kStar); at != std::string_view::npos; at = words.find(kStar, at + kStar.size())) ++drawn;
  if (drawn > 0) return drawn;
  const Words all = text::fold_words(words);
  for (std::size_t i = 0; i + 1 < all.size(); ++i)
    if (all[i].size() == 1 && all[i][0] >= '1' && all[i][0] <= '5' &&
        (all[i + 1] == "sao" || all[i + 1] == "stars" || all[i + 1] == "star"))
      return all[i][0] - '0';
  return std::nullopt;
}

Finding stars_found(std::string_view words, const LabelFacts& facts) {
  const std::optional<int> said = stars_in(words);
  if (!said) return {Duty::stars, State::there, {}};   // nobody has to show them
  return {Duty::stars, *said == facts.stars ? State::there : State::wrong, std::to_string(*said)};
}

}  // namespace

std::string_view name(Finding::State state) {
  constexpr std::array<std::string_view, 3> kNames{"there", "missing", "wrong"};
  return kNames[static_cast<std::size_t>(state)];
}
std::string_view name(Duty duty) {
  constexpr std::array<std::string_view, kDuties> kNames{"name",        "maker",   "origin",    "content", "made", "expires",
                                                         "ingredients", "storage", "nutrition", "sugar",   "fat",  "stars"};
  return kNames[static_cast<std::size_t>(duty)];
}
const Message& label(Duty duty) {
  static constexpr std::array<const Message*, kDuties> kAll{
      &msg::duty_name,        &msg::duty_maker,   &msg::duty_origin,    &msg::duty_content, &msg::duty_made, &msg::duty_expires,
      &msg::duty_ingredients, &msg::duty_storage, &msg::duty_nutrition, &msg::duty_sugar,   &msg::duty_fat,  &msg::duty_stars};
  return *kAll[static_cast<std::size_t>(duty)];
}
const Message& source(Duty duty) {
  static constexpr std::array<const Message*, kDuties> kAll{&msg::source_name,        &msg::source_maker,     &msg::source_origin,
                                                            &msg::source_content,     &msg::source_dates,     &msg::source_dates,
                                                            &msg::source_ingredients, &msg::source_storage,   &msg::source_nutrition,
                                                            &msg::source_nutrition,   &msg::source_nutrition, &msg::source_stars};
  return *kAll[static_cast<std::size_t>(duty)];
}
const Message& advice(Duty duty) {
  static constexpr std::array<const Message*, kDuties> kAll{
      &msg::advice_name,        &msg::advice_maker,   &msg::advice_origin,    &msg::advice_content, &msg::advice_made, &msg::advice_expires,
      &msg::advice_ingredients, &msg::advice_storage, &msg::advice_nutrition, &msg::advice_sugar,   &msg::advice_fat,  &msg::advice_stars};
  return *kAll[static_cast<std::size_t>(duty)];
}

std::vector<Finding> check_label(std::string_view words, const LabelFacts& facts) {
  const Lines lines = lines_of(words);
  const bool eaten = facts.group == "I" || facts.group == "II" || facts.group.empty();   // unknown: better one line too many
  std::vector<Finding> out;
  out.push_back({Duty::name, says(lines, facts.product) ? State::there : State::missing, facts.product});
  // The address stands beside the name, or on a line of its own.
  constexpr std::array<std::string_view, 6> kAddress{"dia chi", "address", "xa", "phuong", "thon", "tinh"};
  const bool named = says(lines, facts.maker), placed = !line_with(lines, kAddress).empty();
  out.push_back({Duty::maker, named && placed ? State::there : named ? State::wrong : State::missing, facts.maker});
  constexpr std::array<std::string_view, 6> kOrigin{"xuat xu",    "san xuat tai", "made in vietnam", "product of vietnam",
                                                    "san xuat o", "che bien tai"};
  out.push_back(found(Duty::origin, line_with(lines, kOrigin)));
  out.push_back(found(Duty::content, content_in(lines)));
  if (!eaten) {
    out.push_back(stars_found(words, facts));
    return out;
  }
  constexpr std::array<std::string_view, 4> kMade{"nsx", "ngay san xuat", "mfg", "san xuat ngay"};
  constexpr std::array<std::string_view, 5> kExpires{"hsd", "han su dung", "exp", "su dung truoc", "han dung"};
  constexpr std::array<std::string_view, 3> kIngredients{"thanh phan", "ingredients", "nguyen lieu"};
  constexpr std::array<std::string_view, 5> kStorage{"bao quan", "storage", "hdsd", "huong dan su dung", "cach dung"};
  out.push_back(dated(Duty::made, lines, kMade));
  out.push_back(dated(Duty::expires, lines, kExpires));
  const std::string ingredients = line_with(lines, kIngredients);
  out.push_back(found(Duty::ingredients, ingredients));
  out.push_back(found(Duty::storage, line_with(lines, kStorage)));
  out.push_back(nutrition_in(lines));
  const std::string folded = " " + text::fold(ingredients) + " ";
  const auto has = [&](std::string_view word) { return folded.find(" " + std::string(word) + " ") != std::string::npos; };
  if (has("duong") || has("mat") || has("sugar") || has("syrup")) {
    constexpr std::array<std::string_view, 3> kSugar{"duong tong so", "total sugars", "total sugar"};
    out.push_back(found(Duty::sugar, line_with(lines, kSugar)));
  }
  std::string all;
  for (const std::string& line : lines.folded) all += line;
  if (all.find(" chien ") != std::string::npos || all.find(" ran ") != std::string::npos || all.find(" fried ") != std::string::npos) {
    constexpr std::array<std::string_view, 3> kFat{"chat beo bao hoa", "saturated fat", "beo bao hoa"};
    out.push_back(found(Duty::fat, line_with(lines, kFat)));
  }
  out.push_back(stars_found(words, facts));
  return out;
}

}  // namespace ocop::labels
