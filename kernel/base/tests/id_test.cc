#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <type_traits>
#include <unordered_set>

#include "kernel/base/id.h"

namespace ocop {
namespace {

TEST(BaseId, ParsesOnlyTheCanonicalForm) {
  const struct { std::string_view text; bool good; } rows[] = {
      {"017f22e2-79b0-7cc3-98c4-dc0c0c07398f", true},   // RFC 9562, appendix A.6
      {"017F22E2-79B0-7CC3-98C4-DC0C0C07398F", true},
      {"00000000-0000-0000-0000-000000000000", true},
      {"", false},
      {"017f22e279b07cc398c4dc0c0c07398f", false},
      {"017f22e2-79b0-7cc3-98c4-dc0c0c07398", false},
      {"017f22e2-79b0-7cc3-98c4-dc0c0c07398f0", false},
      {"{17f22e2-79b0-7cc3-98c4-dc0c0c07398f", false},
      {"017f22e2-79b0-7cc3-98c4-dc0c0c07398g", false},
      {"017f22e2_79b0-7cc3-98c4-dc0c0c07398f", false},
      {"017f22e27-9b0-7cc3-98c4-dc0c0c07398f", false},
  };
  for (const auto& row : rows) EXPECT_EQ(Uuid::parse(row.text).has_value(), row.good) << row.text;
  EXPECT_EQ(Uuid::parse("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")->text(), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
}

TEST(BaseId, IdsOfDifferentThingsDoNotMix) {
  static_assert(!std::is_convertible_v<ProductId, DossierId>);
  static_assert(!std::equality_comparable_with<ProductId, DossierId>);
  const auto id = ProductId::parse("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  ASSERT_TRUE(id);
  EXPECT_EQ(id->text(), id->uuid.text());
}

RC_GTEST_PROP(BaseId, TextAndBack, (const std::array<std::uint8_t, 16>& bytes)) {
  const Uuid id{bytes};
  RC_ASSERT(Uuid::parse(id.text()) == id);
}

TEST(BaseId, HashSpreadsIdsOfOneMoment) {
  std::unordered_set<std::size_t> low_bits;
  Uuid id = *Uuid::parse("017f22e2-79b0-7cc3-98c4-dc0c0c070000");
  for (int i = 0; i < 1024; ++i) {
    id.bytes[14] = static_cast<std::uint8_t>(i >> 8);
    id.bytes[15] = static_cast<std::uint8_t>(i);
    low_bits.insert(std::hash<Uuid>{}(id) >> 54);   // the ten best-mixed bits
  }
  EXPECT_GT(low_bits.size(), 500u);   // 647 expected of a random function
}

}  // namespace
}  // namespace ocop
