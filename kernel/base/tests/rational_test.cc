#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "kernel/base/rational.h"

namespace ocop {
namespace {

TEST(BaseRational, IsAlwaysReduced) {
  const struct { std::int64_t n, d, rn, rd; } rows[] = {{6, 4, 3, 2}, {-6, 4, -3, 2}, {6, -4, -3, 2}, {-6, -4, 3, 2}, {0, -7, 0, 1},
      {100, 1, 100, 1}};
  for (const auto& row : rows) {
    const Rational r(row.n, row.d);
    EXPECT_EQ(r.numerator(), row.rn);
    EXPECT_EQ(r.denominator(), row.rd);
  }
}

TEST(BaseRational, CutAndRounded) {
  const struct { std::int64_t n, d; int places; std::string_view cut, rounded; } rows[] = {
      {157, 2, 1, "78.5", "78.5"},
      {157, 2, 0, "78", "79"},
      {69999, 1000, 2, "69.99", "70"},          // never 70 stars' worth for 69.999
      {69999, 1000, 3, "69.999", "69.999"},
      {2, 3, 2, "0.66", "0.67"},
      {-2, 3, 2, "-0.66", "-0.67"},
      {1, 1000, 2, "0", "0"},
      {-1, 1000, 2, "0", "0"},                  // no minus zero
      {-1, 2, 0, "0", "-1"},                    // half away from zero
      {5, 1000, 2, "0", "0.01"},
      {100, 1, 3, "100", "100"},
      {1, 20, 2, "0.05", "0.05"},
      {2147483647, 2, 9, "1073741823.5", "1073741823.5"},
      {0, 1, 2, "0", "0"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(Rational(row.n, row.d).cut(row.places), row.cut) << row.n << "/" << row.d;
    EXPECT_EQ(Rational(row.n, row.d).rounded(row.places), row.rounded) << row.n << "/" << row.d;
  }
}

// 31,66 + 19,66 + 28,66 = 80 looked like a mistake to an official: parts are shown as what they are.
TEST(BaseRational, ExactIsADecimalThatEndsOrAMixedNumber) {
  const struct { std::int64_t n, d; std::string_view exact; } rows[] = {
      {95, 3, "31\u00A02/3"},  {59, 3, "19\u00A02/3"}, {86, 3, "28\u00A02/3"}, {80, 1, "80"},   {2, 3, "2/3"},     {-4, 3, "-1\u00A01/3"},
      {125, 4, "31.25"},       {157, 2, "78.5"},       {401, 5, "80.2"},       {1281, 16, "80.0625"}, {0, 7, "0"}, {-1, 2, "-0.5"},
      {343, 11, "31\u00A02/11"}, {5, 6, "5/6"},        {1, 1'000'000, "1/1000000"}};
  for (const auto& row : rows) EXPECT_EQ(Rational(row.n, row.d).exact(), row.exact) << row.n << "/" << row.d;
}

// Marks of sheets are small: the header's range with room.
rc::Gen<Rational> rational() {
  return rc::gen::map(rc::gen::pair(rc::gen::inRange<std::int64_t>(-10'000, 10'000), rc::gen::inRange<std::int64_t>(1, 200)),
                      [](const auto& pair) { return Rational(pair.first, pair.second); });
}

RC_GTEST_PROP(BaseRational, AdditionAndSubtractionAreInverse, ()) {
  const Rational a = *rational(), b = *rational();
  RC_ASSERT(a + b - b == a);
  RC_ASSERT(a + b == b + a);
}
RC_GTEST_PROP(BaseRational, MultiplicationAndDivisionAreInverse, ()) {
  const Rational a = *rational(), b = *rational();
  RC_PRE(b != Rational(0));
  RC_ASSERT(a * b / b == a);
}
RC_GTEST_PROP(BaseRational, OrderIsThatOfTheNumbers, ()) {
  const Rational a = *rational(), b = *rational();
  RC_ASSERT((a < b) == ((b - a).numerator() > 0));
  RC_ASSERT((a <=> b == 0) == (a == b));
}
RC_GTEST_PROP(BaseRational, OrderHoldsWhereDoublesCannotTell, (std::uint16_t raw)) {
  const std::int64_t n = raw + 2;
  RC_ASSERT(Rational(n - 1, n) < Rational(n, n + 1));
}
RC_GTEST_PROP(BaseRational, ExactIsTheNumber, ()) {
  const Rational a = *rational();
  std::string text = a.exact();
  const bool minus = text.starts_with('-');
  if (minus) text.erase(0, 1);
  const auto slash = text.find('/'), space = text.find("\u00A0");
  Rational read;
  if (slash == std::string::npos) {
    const auto dot = text.find('.');
    const std::string digits = dot == std::string::npos ? text : text.substr(0, dot) + text.substr(dot + 1);
    std::int64_t scale = 1;
    for (std::size_t i = dot == std::string::npos ? text.size() : dot + 1; i < text.size(); ++i) scale *= 10;
    read = Rational(std::stoll(digits), scale);
  } else {
    const std::size_t begin = space == std::string::npos ? 0 : space + 2;   // U+00A0 is two bytes
    read = Rational(std::stoll(text.substr(begin, slash - begin)), std::stoll(text.substr(slash + 1)));
    if (space != std::string::npos) read = read + Rational(std::stoll(text.substr(0, space)));
  }
  RC_ASSERT((minus ? Rational(0) - read : read) == a);
}
RC_GTEST_PROP(BaseRational, CutNeverExceedsAndIsNear, ()) {
  const Rational a = *rational();
  const double cut = std::stod(a.cut(2));
  RC_ASSERT(std::abs(cut) <= std::abs(a.approximate()) + 1e-9);
  RC_ASSERT(std::abs(a.approximate()) - std::abs(cut) < 0.01 + 1e-9);
}

}  // namespace
}  // namespace ocop
