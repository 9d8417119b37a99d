#include "kernel/i18n/money_words.h"

#include <array>
#include <string_view>

namespace ocop {
namespace {

constexpr std::array<std::string_view, 10> kDigits{"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"};
constexpr std::uint64_t kThousand = 1'000, kMilliard = 1'000'000'000;   // of "tỷ" a reading begins anew: "một nghìn tỷ"

void add(std::string& out, std::string_view word) {
  if (!out.empty()) out += ' ';
  out += word;
}

// Tens and units of a group. `after`: something was read before them in this group or in an earlier one.
enum class After : std::uint8_t { nothing, something };
void read_pair(std::string& out, std::uint64_t pair, After after) {
  const std::uint64_t tens = pair / 10, unit = pair % 10;
  if (tens == 0) {
    if (unit == 0) return;
    if (after == After::something) add(out, "linh");
    return add(out, kDigits[unit]);
  }
  if (tens == 1) add(out, "mười");
  else add(out, std::string(kDigits[tens]) + " mươi");
  if (unit == 0) return;
  if (unit == 5) add(out, "lăm");
  else if (tens > 1 && unit == 1) add(out, "mốt");
  else if (tens > 1 && unit == 4) add(out, "tư");
  else add(out, kDigits[unit]);
}

void read_group(std::string& out, std::uint64_t group, After after) {
  const std::uint64_t hundreds = group / 100;
  if (hundreds > 0 || after == After::something) {
    add(out, std::string(kDigits[hundreds]) + " trăm");
    return read_pair(out, group % 100, After::something);
  }
  read_pair(out, group % 100, After::nothing);
}

// Below a milliard: three groups. A group of zeros is not said.
void read_below_milliard(std::string& out, std::uint64_t number, After after) {
  constexpr std::array<std::string_view, 3> kNames{"triệu", "nghìn", ""};
  std::uint64_t size = kThousand * kThousand;
  for (const std::string_view name : kNames) {
    if (const std::uint64_t group = number / size % kThousand; group > 0) {
      read_group(out, group, after);
      if (!name.empty()) add(out, name);
      after = After::something;
    }
    size /= kThousand;
  }
}

void read_vietnamese(std::string& out, std::uint64_t number) {
  if (number == 0) return add(out, kDigits[0]);
  const std::uint64_t milliards = number / kMilliard;
  if (milliards == 0) return read_below_milliard(out, number, After::nothing);
  read_vietnamese(out, milliards);
  add(out, "tỷ");
  read_below_milliard(out, number % kMilliard, After::something);
}

void read_group_in_english(std::string& out, std::uint64_t group) {
  constexpr std::array<std::string_view, 20> kSmall{"",        "one",     "two",       "three",    "four",     "five",    "six",
                                                    "seven",   "eight",   "nine",      "ten",      "eleven",   "twelve",  "thirteen",
                                                    "fourteen", "fifteen", "sixteen",   "seventeen", "eighteen", "nineteen"};
  constexpr std::array<std::string_view, 10> kTens{"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
  if (group >= 100) add(out, std::string(kSmall[group / 100]) + " hundred");
  const std::uint64_t rest = group % 100;
  if (rest == 0) return;
  if (rest < kSmall.size()) return add(out, kSmall[rest]);
  std::string pair(kTens[rest / 10]);
  if (rest % 10 > 0) pair.append("-").append(kSmall[rest % 10]);
  add(out, pair);
}

void read_english(std::string& out, std::uint64_t number) {
  constexpr std::array<std::string_view, 7> kNames{"quintillion", "quadrillion", "trillion", "billion", "million", "thousand", ""};
  if (number == 0) return add(out, "zero");
  std::uint64_t size = kMilliard * kMilliard;
  for (const std::string_view name : kNames) {
    if (const std::uint64_t group = number / size % kThousand; group > 0) {
      read_group_in_english(out, group);
      if (!name.empty()) add(out, name);
    }
    size /= kThousand;
  }
}

}  // namespace

std::string money_words(std::int64_t dong, Language language) {
  const bool negative = dong < 0;
  const std::uint64_t size = negative ? 0 - static_cast<std::uint64_t>(dong) : static_cast<std::uint64_t>(dong);   // also of the least
  std::string out;
  if (negative) out = language == Language::vi ? "Âm" : "minus";
  if (language == Language::vi) read_vietnamese(out, size);
  else read_english(out, size);
  if (out.front() >= 'a' && out.front() <= 'z') out.front() = static_cast<char>(out.front() - 'a' + 'A');   // every first word begins so
  return out + (language == Language::vi ? " đồng" : " dong");
}

}  // namespace ocop
