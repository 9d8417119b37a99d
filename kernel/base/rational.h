#pragma once
#include <compare>
#include <cstdint>
#include <string>

namespace ocop {

// An exact fraction, always reduced, denominator > 0. Totals and means of scores are kept in it, so that ranking never rounds.
// Range: |numerator| and denominator < 2^31 after reduction; products are computed in 64 bits (scores are ≤ 100 with ≤ 1,000 sheets).
class Rational {
 public:
  constexpr Rational() = default;
  constexpr Rational(std::int64_t whole) : numerator_(whole) {}
  // Precondition: denominator != 0.
  Rational(std::int64_t numerator, std::int64_t denominator);

  std::int64_t numerator() const { return numerator_; }
  std::int64_t denominator() const { return denominator_; }
  Rational operator+(const Rational& other) const;
  Rational operator-(const Rational& other) const;
  Rational operator*(const Rational& other) const;
  Rational operator/(const Rational& other) const;  // precondition: other != 0
  bool operator==(const Rational& other) const = default;
  std::strong_ordering operator<=>(const Rational& other) const;

  // Decimal text cut (towards zero) to at most `places` digits, without trailing zeros: 78.5, 69.99 (never 70 for 69.999).
  std::string cut(int places) const;
  // Rounded half away from zero, for provinces that choose it.
  std::string rounded(int places) const;
  // Exactly, for people: "31.25" where the decimals end, else a mixed number, "31 2/3" (with a no-break space), "2/3", "-1 1/3".
  std::string exact() const;
  double approximate() const { return static_cast<double>(numerator_) / static_cast<double>(denominator_); }

 private:
  std::int64_t numerator_ = 0;
  std::int64_t denominator_ = 1;
};

}  // namespace ocop
