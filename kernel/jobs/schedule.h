#pragma once
#include <cstdint>
#include <string>

#include "kernel/base/time.h"

// When repeated work is due, in Vietnamese time (UTC+7 all year) and Vietnamese working days. Pure.
namespace ocop::jobs {

struct When {
  enum class Days : std::uint8_t { every_day, working_days, weekday, month_day, month_working_day };
  Days days = Days::every_day;
  int day = 0;                // weekday: 1 = Monday … 7; month_day: 1–28 (every month has it); month_working_day: 1–15
  int minute = 0;             // of the day, Vietnam time
  int every = 0;              // > 0: at each multiple of so many minutes of the day, in place of `minute`

  static When daily(int hour, int minute) { return {Days::every_day, 0, hour * 60 + minute, 0}; }
  static When every_minutes(int minutes) { return {Days::every_day, 0, 0, minutes}; }          // a divisor of 1,440
  static When on_working_days(int hour, int minute) { return {Days::working_days, 0, hour * 60 + minute, 0}; }
  static When weekly(int weekday, int hour, int minute) { return {Days::weekday, weekday, hour * 60 + minute, 0}; }
  static When monthly(int day, int hour, int minute) { return {Days::month_day, day, hour * 60 + minute, 0}; }
  static When monthly_working_day(int n, int hour, int minute) { return {Days::month_working_day, n, hour * 60 + minute, 0}; }
};

// "working_days 07:30": one text for one meaning.
std::string spec(const When& when);
// "mỗi ngày làm việc lúc 07:30".
std::string words(const When& when, Language language);
// The first moment after `after`. Days of a year that the calendar does not know count as working when they are Monday to Friday.
Instant next_after(const When& when, Instant after, const HolidayCalendar& holidays);

}  // namespace ocop::jobs
