#include "modules/payments/reference.h"

#include <algorithm>
#include <stdexcept>

namespace ocop::payments::reference {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
char capital(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
bool is_gap(char c) { return c == ' ' || c == '.' || c == '-' || c == '_'; }

// The next sign that is no gap, from `at` on; '\0' at the end.
char next(std::string_view text, std::size_t& at) {
  while (at < text.size() && is_gap(text[at])) ++at;
  return at < text.size() ? text[at++] : '\0';
}

}  // namespace

char check_digit(std::string_view digits) {
  // ISO/IEC 7064 §8.2: P starts as 10; for each digit S = (P + digit) mod 10, 10 when that is 0; P = 2 S mod 11.
  int p = 10;
  for (const char c : digits) {
    int s = (p + (c - '0')) % 10;
    if (s == 0) s = 10;
    p = s * 2 % 11;
  }
  return static_cast<char>('0' + (11 - p) % 10);
}

std::string of(std::string_view number) {
  if (number.size() != kDigits || !std::ranges::all_of(number, is_digit)) throw std::invalid_argument("a reference is of 11 digits");
  return std::string(kWord) + std::string(number) + check_digit(number);
}

std::vector<std::string> in(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t start = 0; start < text.size(); ++start) {
    std::size_t at = start;
    if (is_gap(text[start]) || !std::ranges::all_of(kWord, [&](char c) { return capital(next(text, at)) == c; })) continue;
    std::string digits;
    while (digits.size() <= kDigits) {
      const char c = next(text, at);
      if (!is_digit(c)) break;
      digits += c;
    }
    if (digits.size() != kDigits + 1 || (at < text.size() && is_digit(text[at]))) continue;   // of a longer number
    const std::string number = digits.substr(0, kDigits);
    if (check_digit(number) == digits.back() && std::ranges::find(out, number) == out.end()) out.push_back(number);
  }
  return out;
}

}  // namespace ocop::payments::reference
