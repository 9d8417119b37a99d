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
RC_GTEST_PROP(BaseRational, CutNeverExceedsAndIsNear, ()) {
  const Rational a = *rational();
  const double cut = std::stod(a.cut(2));
  RC_ASSERT(std::abs(cut) <= std::abs(a.approximate()) + 1e-9);
  RC_ASSERT(std::abs(a.approximate()) - std::abs(cut) < 0.01 + 1e-9);
}

}  // namespace
}  // namespace ocop
