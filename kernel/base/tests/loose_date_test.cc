#include "kernel/base/loose_date.h"

#include <gtest/gtest.h>

namespace ocop {
namespace {

TEST(BaseLooseDate, TimesAsPeopleWriteThem) {
  const auto day = [](int y, int m, int d) { return LooseDate{y, {}, m, Date::of(y, m, d)}; };
  const struct { std::string_view typed; std::optional<LooseDate> value;
  } cases[] = {{"5/8/2024", day(2024, 8, 5)},
               {"05-08-2024", day(2024, 8, 5)},
               {"5.8.24", day(2024, 8, 5)},
               {" 5 / 8 / 2024 ", day(2024, 8, 5)},
               {"31/12/99", day(1999, 12, 31)},
               {"2024-08-05", day(2024, 8, 5)},
               {"2024/8/5", day(2024, 8, 5)},
               {"05/08/2024 00:00:00", day(2024, 8, 5)},
               {"2024-08-05T07:30:00", day(2024, 8, 5)},
               {"ngày 5 tháng 8 năm 2024", day(2024, 8, 5)},
               {"Ngày 05 tháng 08 năm 2024", day(2024, 8, 5)},
               {"5 tháng 8, 2024", day(2024, 8, 5)},
               {"NGÀY 5/8/2024", day(2024, 8, 5)},
               {"nga\u0300y 5 tha\u0301ng 8 na\u0306m 2024", day(2024, 8, 5)},
               {"tháng 6/2024", LooseDate{2024, {}, 6, {}}},
               {"6/2024", LooseDate{2024, {}, 6, {}}},
               {"Tháng 6 năm 2024", LooseDate{2024, {}, 6, {}}},
               {"Quý II/2024", LooseDate{2024, 2, {}, {}}},
               {"quý 4 năm 2024", LooseDate{2024, 4, {}, {}}},
               {"Q2 2024", LooseDate{2024, 2, {}, {}}},
               {"quý IV-2024", LooseDate{2024, 4, {}, {}}},
               {"2024", LooseDate{2024, {}, {}, {}}},
               {"năm 2024", LooseDate{2024, {}, {}, {}}},
               {"8/25/2024", std::nullopt},
               {"31/2/2024", std::nullopt},
               {"5/8/2024 x", std::nullopt},
               {"13/2024", std::nullopt},
               {"quý V/2024", std::nullopt},
               {"1234", std::nullopt},
               {"", std::nullopt},
               {"ngày", std::nullopt},
               {"5/8-2024", std::nullopt},
               {"\xFF", std::nullopt}};
  for (const auto& c : cases) EXPECT_EQ(read_loose_date(c.typed), c.value) << c.typed;
}

TEST(BaseLooseDate, DaysWithinASentence) {
  EXPECT_EQ(find_date("12/QĐ-UBND ngày 05 tháng 8 năm 2024"), Date::of(2024, 8, 5));
  EXPECT_EQ(find_date("1234/QĐ-UBND ngày 13/8/2024 (sửa đổi QĐ 15/2019/QĐ-UBND ngày 1/2/2019)"), Date::of(2024, 8, 13));
  EXPECT_EQ(find_date("278/QĐ-UBND ngày 16-5"), std::nullopt);
  EXPECT_EQ(find_day_of_year("278/QĐ-UBND ngày 16-5 (UBND huyện)", 2024), Date::of(2024, 5, 16));
  EXPECT_EQ(find_day_of_year("278/QĐ-UBND ngày 16 tháng 5", 2024), Date::of(2024, 5, 16));
  EXPECT_EQ(find_day_of_year("278/QĐ-UBND", 2024), std::nullopt);
}

}  // namespace
}  // namespace ocop
