#include "kernel/gs1/gtin.h"

#include <algorithm>

namespace ocop::gs1 {
namespace {

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_of_eight(std::string_view gtin14) { return gtin14.starts_with("000000"); }

int weighed(std::string_view digits, int weight) {
  int sum = 0;
  for (auto at = digits.rbegin(); at != digits.rend(); ++at, weight = 4 - weight) sum += (*at - '0') * weight;
  return sum % 10;
}

}  // namespace

bool check_digit_holds(std::string_view digits) { return weighed(digits, 1) == 0; }
char check_digit_of(std::string_view digits) { return static_cast<char>('0' + (10 - weighed(digits, 3)) % 10); }

bool is_gtin_length(std::size_t digits) { return digits == 8 || (digits >= 12 && digits <= 14); }

std::optional<std::string> gtin14(std::string_view digits) {
  const std::size_t size = digits.size();
  if (!is_gtin_length(size) || !all_digits(digits)) return std::nullopt;
  if (!check_digit_holds(digits) || digits.find_first_not_of('0') == std::string_view::npos) return std::nullopt;
  return std::string(14 - size, '0') + std::string(digits);
}

Circulation circulation_of(std::string_view gtin) {
  const auto begins = [](std::string_view digits, std::string_view with) { return digits.starts_with(with); };
  const std::string_view thirteen = gtin.substr(1);
  if (is_of_eight(gtin)) {
    const char first = gtin[6];
    return first == '0' || first == '2' ? Circulation::restricted : Circulation::open;
  }
  for (const std::string_view prefix : {"02", "04", "2"})
    if (begins(thirteen, prefix)) return Circulation::restricted;
  for (const std::string_view prefix : {"05", "98", "99"})
    if (begins(thirteen, prefix)) return Circulation::coupon;
  return Circulation::open;
}

std::optional<std::string_view> ean13_of(std::string_view gtin) {
  if (gtin.size() != 14 || gtin[0] != '0' || is_of_eight(gtin)) return std::nullopt;
  return gtin.substr(1);
}

}  // namespace ocop::gs1
