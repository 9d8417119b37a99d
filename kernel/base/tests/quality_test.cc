#include "kernel/base/quality.h"

#include <gtest/gtest.h>

namespace ocop {
namespace {

TEST(BaseQuality, ItemsHaveTheirNamesAndWeights) {
  const auto items =
      weighted_items("text/html, application/json;level=1; q=0.25,gzip;q=0, *;Q=1.000 ,, br;q=1.001, x;q=0.1234, y;q=, z;q=2, w;q=.5");
  const struct {
    std::string_view name;
    int weight;
  } expected[] = {
      {"text/html", 1000}, {"application/json", 250}, {"gzip", 0}, {"*", 1000}, {"br", 0}, {"x", 0}, {"y", 0}, {"z", 0}, {"w", 0}};
  ASSERT_EQ(items.size(), std::size(expected));
  for (std::size_t i = 0; i < items.size(); ++i) {
    EXPECT_EQ(items[i].name, expected[i].name);
    EXPECT_EQ(items[i].weight, expected[i].weight) << items[i].name;
  }
  EXPECT_TRUE(weighted_items("").empty());
}

TEST(BaseQuality, AMediaTypeHasTheWeightOfTheClosestRange) {
  struct Case { std::string_view accept, type; int weight; };
  const Case cases[]{
      {"", "text/html", 1000},
      {"*/*", "text/html", 1000},
      {"text/*;q=0.5, */*;q=0.1", "text/html", 500},
      {"*/*;q=0.1, text/*;q=0.5", "text/html", 500},
      {"text/html;q=0, */*", "text/html", 0},
      {"*/*, text/html;q=0", "text/html", 0},
      {"text/html;q=0, */*", "application/json", 1000},
      {"application/json", "text/html", 0},
      {"application/linkset+json;q=0.25, application/*;q=0.75", "application/linkset+json", 250},
      {"application/linkset+json;q=0, text/html", "application/linkset+json", 0},
      {"text/htm", "text/html", 0},
      {"text/html;level=1;q=0.3, text/html;q=0.7", "text/html", 700},
  };
  for (const Case& c : cases) EXPECT_EQ(media_weight(c.accept, c.type), c.weight) << c.accept << " / " << c.type;
}

}  // namespace
}  // namespace ocop
