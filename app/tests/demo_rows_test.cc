// What the demo makes up for Cần Thơ: the figures that were printed, and nothing that could be taken for real.
#include "app/demo_rows.h"

#include <gtest/gtest.h>

#include <set>


namespace ocop::app {
namespace {

const Date kDay = *Date::of(2026, 11, 27);

MadeUpProvince made(Date day) {
  static const std::array<places::Commune, 3> kCommunes{{{.code = "31288", .name = "Phong Điền"}, {.code = "31261", .name = "Cờ Đỏ"},
                                                         {.code = "31135", .name = "Ninh Kiều"}}};
  const std::array<const places::Commune*, 3> communes{&kCommunes[0], &kCommunes[1], &kCommunes[2]};
  return made_up_province(communes, day);
}

TEST(DemoRows, ComeToThePrintedFiguresWithTheRealOnes) {
  const MadeUpProvince province = made(kDay);
  std::array<int, 3> stars{};
  for (const MadeUpRow& row : province.rows) ++stars.at(static_cast<std::size_t>(row.stars - 3));
  for (std::size_t i = 0; i < stars.size(); ++i) EXPECT_EQ(stars[i] + kReal[i], kPublished[i]) << i + 3 << " stars";
}

TEST(DemoRows, SayThatTheyAreMadeUp) {
  std::set<std::string> ids;
  const MadeUpProvince province = made(kDay);
  for (const MadeUpRow& row : province.rows) {
    EXPECT_TRUE(row.name.ends_with(kMadeUp)) << row.name;
    EXPECT_NE(row.maker.find("minh họa"), std::string::npos) << row.maker;
    EXPECT_TRUE(ids.insert(row.id).second) << row.id;
  }
  for (const MadeUpDecision& one : province.decisions) {
    EXPECT_NE(one.issuer.find(kMadeUp), std::string::npos);
    EXPECT_LT(one.decided, kDay);
  }
}

TEST(DemoRows, AreTheSameOnTheSameDayAndGoWithTheDay) {
  const auto text = [](Date day) { return register_of(made(day)); };
  EXPECT_EQ(text(kDay), text(kDay));
  EXPECT_NE(text(kDay), text(kDay.plus_days(1))) << "terms end around the day on which it is made";
}

}  // namespace
}  // namespace ocop::app
