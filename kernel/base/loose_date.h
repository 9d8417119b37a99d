#pragma once
#include <optional>
#include <string_view>

#include "kernel/base/time.h"

namespace ocop {

// A time as exact as a person wrote it. Pure.
struct LooseDate {
  int year = 0;
  std::optional<int> quarter;          // 1..4
  std::optional<int> month;            // 1..12
  std::optional<Date> day;             // then year and month are its own
  bool operator==(const LooseDate&) const = default;
};

// The whole text is a time: 5/8/2024, 05-08-2024, 5.8.24 (00–69 is 20xx, POSIX strptime %y), 2024-08-05, 2024/8/5, "ngày 5 tháng 6 năm
// 2024", "5 tháng 6 năm 2024", a time of the day behind it is left aside; "tháng 6/2024", 6/2024, "quý II/2024", "Q2 2024", "năm 2024",
// 2024. Day before month, always: 8/25/2024 is nothing, because its neighbours 8/5/2024 would be read wrong in silence.
std::optional<LooseDate> read_loose_date(std::string_view text);

// The first whole day within a sentence ("12/QĐ-UBND ngày 05 tháng 8 năm 2024"), with a year of four digits.
std::optional<Date> find_date(std::string_view sentence);
// The first day and month behind the word "ngày", in the given year: "278/QĐ-UBND ngày 16-5".
std::optional<Date> find_day_of_year(std::string_view sentence, int year);

}  // namespace ocop
