#include "modules/scans/rules.h"

#include <gtest/gtest.h>

#include "kernel/http/address.h"
#include "modules/places/tests/fake_places.h"
#include "modules/scans/regions.h"

namespace ocop::scans {
namespace {

TEST(ScansRules, AUsualDayIsTheMedian) {
  struct Case { std::vector<std::int64_t> days; std::int64_t usual; };
  for (const Case& one : {Case{{}, 0}, Case{{7}, 7}, Case{{1, 9}, 5}, Case{{0, 0, 900}, 0}, Case{{10, 12, 11, 4'000}, 11}})
    EXPECT_EQ(rules::usual_day(one.days), one.usual);
}

TEST(ScansRules, ABurstIsFarMoreThanUsualAndNeverAFew) {
  struct Case { std::int64_t in_hour, usual; bool burst; };
  for (const Case& one : {Case{200, 0, false}, Case{201, 0, true}, Case{201, 66, true}, Case{201, 67, false}, Case{3'000, 1'000, false},
                          Case{3'001, 1'000, true}, Case{0, 0, false}})
    EXPECT_EQ(rules::is_burst(one.in_hour, one.usual), one.burst) << one.in_hour << " of " << one.usual;
}

TEST(ScansRules, APackIsSpreadByNetworksOrByProvinces) {
  struct Case { std::int64_t networks, provinces; bool spread; };
  for (const Case& one : {Case{50, 3, false}, Case{51, 0, true}, Case{51, 1, true}, Case{4, 4, true}, Case{4, 3, false}})
    EXPECT_EQ(rules::is_spread(one.networks, one.provinces), one.spread) << one.networks << ", " << one.provinces;
}

// One scan of a far province was a relative whom the maker knows.
TEST(ScansRules, APlaceOfFewScansIsNotNamed) {
  const std::vector<PlaceDay> sums{{"A", {}, "68", 2}, {"A", {}, "01", 3}, {"B", {}, "68", 1}, {"A", {}, "86", 2}, {"A", {}, "", 40}};
  const auto shown = rules::shown(sums);
  ASSERT_EQ(shown.size(), 4u);
  EXPECT_EQ(shown[0].scans + shown[1].scans, 6);
  EXPECT_EQ(shown[2].what, PlaceSum::What::elsewhere);
  EXPECT_EQ(shown[2].scans, 2);
  EXPECT_EQ(shown[3].what, PlaceSum::What::unknown);
  std::int64_t all = 0;
  for (const PlaceSum& one : shown) all += one.scans;
  EXPECT_EQ(all, 48) << "none is lost";
}

TEST(ScansRules, EveryDayIsThereOnce) {
  const Date first = *Date::of(2026, 2, 27), last = *Date::of(2026, 3, 2);
  const std::vector<DaySum> sums{{*Date::of(2026, 3, 1), 5, 2}, {*Date::of(2026, 3, 1), 1, 1}, {*Date::of(2026, 3, 3), 9, 9}};
  const auto days = rules::every_day(first, last, sums);
  ASSERT_EQ(days.size(), 4u);
  EXPECT_EQ(days[2].scans, 6);
  EXPECT_EQ(days[2].networks, 3);
  EXPECT_EQ(days[0].scans + days[1].scans + days[3].scans, 0);
}

TEST(ScansRules, ARegionIsAProvinceOfTodayOrNowhere) {
  const places::FakePlaces places;
  EXPECT_EQ(regions().size(), 63u);
  struct Case { std::string_view said, place; };
  for (const Case& one : {Case{"VN-35", "68"}, Case{"VN-40", "68"}, Case{"VN-72", "68"}, Case{"68", "68"}, Case{"VN-HN", "01"},
                          Case{"VN-26", "46"}, Case{"VN-SG", "79"}, Case{"VN-", ""}, Case{"VN-99", ""}, Case{"99", ""}, Case{"FR-75", ""},
                          Case{"", ""}, Case{"6a", ""}})
    EXPECT_EQ(place_of(region_of(one.said), places), one.place) << one.said;
}

TEST(ScansRules, ANetworkIsCoarse) {
  using http::coarse_network_of;
  EXPECT_EQ(coarse_network_of("203.0.113.7"), coarse_network_of("203.0.113.250"));
  EXPECT_EQ(coarse_network_of("203.0.113.7"), coarse_network_of("::ffff:203.0.113.9"));
  EXPECT_NE(coarse_network_of("203.0.113.7"), coarse_network_of("203.0.114.7"));
  EXPECT_EQ(coarse_network_of("2001:db8:1:2::1"), coarse_network_of("2001:db8:1:ffff::2"));
  EXPECT_NE(coarse_network_of("2001:db8:1::1"), coarse_network_of("2001:db8:2::1"));
  EXPECT_EQ(coarse_network_of("nobody"), "");
}

}  // namespace
}  // namespace ocop::scans
