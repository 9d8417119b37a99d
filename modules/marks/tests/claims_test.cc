#include "modules/marks/marks.h"

#include <gtest/gtest.h>

#include <array>
#include <utility>

namespace ocop::marks {
namespace {

using Stars = std::vector<int>;

TEST(MarksClaims, WordsAndSignsThatClaim) {
  for (const auto& [text, stars] : std::vector<std::pair<std::string_view, Stars>>{{"Sản phẩm OCOP 4 sao", {4}},
                                                                                   {"4 sao OCOP", {4}},
                                                                                   {"OCOP 4★", {4}},
                                                                                   {"OCOP 4 ⭐\uFE0F", {4}},
                                                                                   {"★★★★", {4}},
                                                                                   {"★ ★ ★ ☆ ☆", {3}},
                                                                                   {"OCOP 4*", {4}},
                                                                                   {"OCOP 4sao", {4}},
                                                                                   {"OCOP ４ sao", {4}},
                                                                                   {"OCOP 4 s\u200Bao", {4}},
                                                                                   {"đạt 3 sao", {3}},
                                                                                   {"Đạt 3 sao, rồi 4 sao", {3, 4}},
                                                                                   {"OCOP ba sao", {3}},
                                                                                   {"đạt hạng OCOP quốc gia năm sao", {5}},
                                                                                   {"hạng Năm sao", {5}},
                                                                                   {"bốn sao của OCOP", {4}},
                                                                                   {"a 5-star OCOP product", {5}},
                                                                                   {"four stars", {4}}})
    EXPECT_EQ(claimed_stars(text), stars) << text;
}

TEST(MarksClaims, WordsThatClaimNothing) {
  for (const std::string_view text :
       {"", "Vì sao ngon?", "ngôi sao", "4 loại sao", "năm nay", "24 sao", "6 sao", "Gạo nếp xã Ba Sao", "HTX Năm Sao",
        "Gạo Ba Sao đạt chuẩn", "OCOP: gạo Ba Sao", "4 * 5 hộp", "hộp 4*", "☆☆☆", "chè sao tay 3 lần", "lá sao vàng"})
    EXPECT_EQ(claimed_stars(text), Stars{}) << text;
}

TEST(MarksClaims, ANameIsNoClaim) {
  const std::array<std::string_view, 2> names{"HTX 4 Sao Vàng", ""};
  EXPECT_EQ(claimed_stars("Của HTX 4 sao vàng", names), Stars{});
  EXPECT_EQ(claimed_stars("Của HTX 4 Sao Vàng, OCOP 5 sao", names), Stars{5});
  EXPECT_EQ(claimed_stars("4 sao", names), Stars{4});
}

}  // namespace
}  // namespace ocop::marks
