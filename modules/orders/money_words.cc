#include "modules/orders/money_words.h"

#include <array>
#include <string_view>
#include <vector>

namespace ocop::orders {
namespace {

using Words = std::vector<std::string_view>;
constexpr int kGroup = 1'000;
constexpr std::int64_t kBillion = 1'000'000'000;

// ---- Vietnamese
constexpr std::array<std::string_view, 10> kDigits{"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"};

std::string_view last_digit(int ones, int tens) {
  if (ones == 1 && tens > 1) return "mốt";
  if (ones == 4 && tens != 1) return "tư";                 // hai mươi tư, một trăm linh tư; mười bốn
  if (ones == 5 && tens > 0) return "lăm";                 // mười lăm; một trăm linh năm
  return kDigits[static_cast<std::size_t>(ones)];
}

// Of 1 to 999. whole: with its hundreds and tens where they are nought, because something stands before it.
enum class Places : std::uint8_t { needed, whole };
void say_group(Words& out, int value, Places places) {
  const int hundreds = value / 100, tens = value / 10 % 10, ones = value % 10;
  const bool has_hundreds = hundreds > 0 || places == Places::whole;
  if (has_hundreds) out.insert(out.end(), {kDigits[static_cast<std::size_t>(hundreds)], "trăm"});
  if (tens == 0 && ones == 0) return;
  if (tens == 0) {
    if (!has_hundreds) return out.push_back(kDigits[static_cast<std::size_t>(ones)]);   // bốn, not tư
    out.insert(out.end(), {"linh", last_digit(ones, tens)});
    return;
  }
  if (tens == 1) out.push_back("mười");
  else out.insert(out.end(), {kDigits[static_cast<std::size_t>(tens)], "mươi"});
  if (ones > 0) out.push_back(last_digit(ones, tens));
}

void say_vietnamese(Words& out, std::int64_t value, Places places) {
  if (value >= kBillion) {
    say_vietnamese(out, value / kBillion, places);
    out.push_back("tỷ");
    places = Places::whole;
  }
  const int below = static_cast<int>(value % kBillion);
  const std::array<std::pair<int, std::string_view>, 3> groups{
      {{below / (kGroup * kGroup), "triệu"}, {below / kGroup % kGroup, "nghìn"}, {below % kGroup, ""}}};
  for (const auto& [group, unit] : groups) {
    if (group == 0) continue;
    say_group(out, group, places);
    if (!unit.empty()) out.push_back(unit);
    places = Places::whole;
  }
}

// ---- English
constexpr std::array<std::string_view, 20> kBelowTwenty{"zero",    "one",     "two",       "three",    "four",     "five",    "six",
                                                        "seven",   "eight",   "nine",      "ten",      "eleven",   "twelve",  "thirteen",
                                                        "fourteen", "fifteen", "sixteen",  "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 10> kTens{"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};

// Of 1 to 999; `after` something larger a value below a hundred is joined by "and".
void say_english_group(std::string& out, int value, Places places) {
  const auto add = [&](std::string_view word) {
    if (!out.empty()) out += ' ';
    out += word;
  };
  const int hundreds = value / 100, rest = value % 100;
  if (hundreds > 0) {
    add(kBelowTwenty[static_cast<std::size_t>(hundreds)]);
    add("hundred");
  }
  if (rest == 0) return;
  if (hundreds > 0 || places == Places::whole) add("and");
  if (rest < 20) return add(kBelowTwenty[static_cast<std::size_t>(rest)]);
  add(kTens[static_cast<std::size_t>(rest / 10)]);
  if (rest % 10 > 0) (out += '-') += kBelowTwenty[static_cast<std::size_t>(rest % 10)];
}

std::string say_english(std::int64_t value) {
  constexpr std::array<std::pair<std::int64_t, std::string_view>, 7> kUnits{
      {{kBillion * kBillion, " quintillion"}, {kBillion * kGroup * kGroup, " quadrillion"}, {kBillion * kGroup, " trillion"},
       {kBillion, " billion"}, {kGroup * kGroup, " million"}, {kGroup, " thousand"}, {1, ""}}};
  std::string out;
  for (const auto& [unit, word] : kUnits) {
    const int group = static_cast<int>(value / unit % kGroup);
    if (group == 0) continue;
    const bool is_last = unit == 1 && !out.empty();        // "one thousand and five"
    say_english_group(out, group, is_last ? Places::whole : Places::needed);
    out += word;
  }
  return out.empty() ? std::string(kBelowTwenty[0]) : out;
}

}  // namespace

std::string in_words(std::int64_t dong, Language language) {
  if (language == Language::en) return say_english(dong) + " dong";
  Words words;
  say_vietnamese(words, dong, Places::needed);
  if (words.empty()) words.push_back(kDigits[0]);
  std::string out;
  for (const std::string_view word : words) (out += word) += ' ';
  return out + "đồng";
}

}  // namespace ocop::orders
