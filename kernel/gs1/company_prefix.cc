#include "kernel/gs1/company_prefix.h"

#include <algorithm>
#include <array>

#include "kernel/gs1/gtin.h"

namespace ocop::gs1 {
namespace {

constexpr std::size_t kBeforeCheck = 12;   // digits of a GTIN-13 or GLN without their check digit

// Digits without what people set between them; nullopt when there are other signs.
std::optional<std::string> digits_of(std::string_view typed) {
  std::string out;
  for (const char c : typed) {
    if (c >= '0' && c <= '9') out += c;
    else if (c != ' ' && c != '-' && c != '.') return std::nullopt;
  }
  return out;
}

std::string thirteen(std::string_view prefix, std::int64_t number) {
  std::string own = std::to_string(number);
  own.insert(0, kBeforeCheck - prefix.size() - std::min(own.size(), kBeforeCheck - prefix.size()), '0');
  std::string out = std::string(prefix) + (prefix.size() == kBeforeCheck ? std::string() : own);
  return out + check_digit_of(out);
}

bool is_for_companies(std::string_view digits) {
  // 000–019 and 03, 06–13 are of companies, 02, 04 and 2 of regions, 05 and 98, 99 of coupons, 977–979 of periodicals and books.
  constexpr std::array<std::string_view, 9> kOthers{"02", "04", "05", "2", "977", "978", "979", "98", "99"};
  return std::ranges::none_of(kOthers, [&](std::string_view one) { return digits.starts_with(one); });
}

}  // namespace

bool is_vietnamese(std::string_view digits) { return digits.starts_with(kVietnam); }

std::optional<std::string> company_prefix(std::string_view typed) {
  auto digits = digits_of(typed);
  if (!digits || digits->size() < kLeastPrefix || digits->size() > kMostPrefix || !is_for_companies(*digits)) return std::nullopt;
  if (is_vietnamese(*digits) && (digits->size() < kLeastVietnamese || digits->size() > kMostVietnamese)) return std::nullopt;
  if (digits->find_first_not_of('0') == std::string::npos) return std::nullopt;
  return digits;
}

std::int64_t capacity_of(std::string_view prefix) {
  std::int64_t out = 1;
  for (std::size_t i = prefix.size(); i < kBeforeCheck; ++i) out *= 10;
  return out;
}

std::string gtin_of(std::string_view prefix, std::int64_t item) { return "0" + thirteen(prefix, item); }

std::optional<std::int64_t> item_of(std::string_view prefix, std::string_view gtin) {
  constexpr std::string_view kOfEight = "000000";   // a number of 8 digits is under no company's prefix
  if (gtin.size() != 14 || gtin.starts_with(kOfEight) || !gtin.substr(1).starts_with(prefix)) return std::nullopt;
  std::int64_t out = 0;
  for (const char c : gtin.substr(1 + prefix.size(), kBeforeCheck - prefix.size())) out = out * 10 + (c - '0');
  return out;
}

std::optional<std::string> gln(std::string_view typed) {
  auto digits = digits_of(typed);
  if (!digits || digits->size() != kBeforeCheck + 1 || !check_digit_holds(*digits) || !is_for_companies(*digits)) return std::nullopt;
  if (digits->find_first_not_of('0') == std::string::npos) return std::nullopt;
  return digits;
}

}  // namespace ocop::gs1
