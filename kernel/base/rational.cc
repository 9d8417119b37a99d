#include "kernel/base/rational.h"

#include <cassert>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <string>

namespace ocop {
namespace {

constexpr int kMaxPlaces = 9;   // |numerator| < 2^31 times 10^9 still fits 63 bits

constexpr int kMostExactPlaces = 5;   // longer decimals are read worse than a fraction; means of 16 sheets have four

std::int64_t power_of_ten(int places) {
  assert(places >= 0 && places <= kMaxPlaces);
  std::int64_t out = 1;
  for (int i = 0; i < places; ++i) out *= 10;
  return out;
}

// `scaled` units of 10^-places as decimal text without trailing zeros.
std::string decimal_text(std::int64_t scaled, int places, bool negative) {
  std::string out = std::to_string(scaled);
  if (places > 0) {
    if (out.size() <= static_cast<std::size_t>(places)) out.insert(0, static_cast<std::size_t>(places) + 1 - out.size(), '0');
    out.insert(out.size() - static_cast<std::size_t>(places), 1, '.');
    while (out.back() == '0') out.pop_back();
    if (out.back() == '.') out.pop_back();
  }
  return negative && scaled != 0 ? "-" + out : out;
}

}  // namespace

Rational::Rational(std::int64_t numerator, std::int64_t denominator) {
  assert(denominator != 0);
  const std::int64_t divisor = std::gcd(numerator, denominator);
  numerator_ = numerator / divisor;
  denominator_ = denominator / divisor;
  if (denominator_ < 0) {
    numerator_ = -numerator_;
    denominator_ = -denominator_;
  }
  assert(std::abs(numerator_) <= std::numeric_limits<std::int32_t>::max() && denominator_ <= std::numeric_limits<std::int32_t>::max());
}

Rational Rational::operator+(const Rational& other) const {
  return {numerator_ * other.denominator_ + other.numerator_ * denominator_, denominator_ * other.denominator_};
}
Rational Rational::operator-(const Rational& other) const {
  return {numerator_ * other.denominator_ - other.numerator_ * denominator_, denominator_ * other.denominator_};
}
Rational Rational::operator*(const Rational& other) const { return {numerator_ * other.numerator_, denominator_ * other.denominator_}; }
Rational Rational::operator/(const Rational& other) const {
  assert(other.numerator_ != 0);
  return {numerator_ * other.denominator_, denominator_ * other.numerator_};
}
std::strong_ordering Rational::operator<=>(const Rational& other) const {
  return numerator_ * other.denominator_ <=> other.numerator_ * denominator_;
}

std::string Rational::cut(int places) const {
  return decimal_text(std::abs(numerator_) * power_of_ten(places) / denominator_, places, numerator_ < 0);
}

std::string Rational::exact() const {
  std::int64_t left = denominator_;
  int places = 0;
  for (; left % 10 == 0; left /= 10) ++places;
  for (const std::int64_t factor : {2, 5})
    for (; left % factor == 0; left /= factor) ++places;
  if (left == 1 && places <= kMostExactPlaces) return cut(places);
  const std::int64_t size = std::abs(numerator_), whole = size / denominator_, rest = size % denominator_;
  const std::string fraction = std::to_string(rest) + "/" + std::to_string(denominator_);
  return (numerator_ < 0 ? "-" : "") + (whole == 0 ? fraction : std::to_string(whole) + "\u00A0" + fraction);
}

std::string Rational::rounded(int places) const {
  const std::int64_t scaled = std::abs(numerator_) * power_of_ten(places);
  const std::int64_t up = scaled % denominator_ * 2 >= denominator_ ? 1 : 0;
  return decimal_text(scaled / denominator_ + up, places, numerator_ < 0);
}

}  // namespace ocop
