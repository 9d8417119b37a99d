#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/message.h"
#include "kernel/base/result.h"

namespace ocop {

// A moment: milliseconds since 1970-01-01T00:00:00Z. Stored and compared in UTC.
struct Instant {
  std::int64_t milliseconds = 0;
  auto operator<=>(const Instant&) const = default;
  // "2026-11-21T20:34:25.123Z"
  std::string iso() const;
  static std::optional<Instant> parse_iso(std::string_view text);
};

// A legal day: proleptic Gregorian, days since 1970-01-01. Valid from 0001-01-01 to 9999-12-31.
struct Date {
  std::int32_t days = 0;
  auto operator<=>(const Date&) const = default;
  struct Civil { int year; int month; int day; };
  Civil civil() const;
  // nullopt when there is no such day (31 February).
  static std::optional<Date> of(int year, int month, int day);
  static std::optional<Date> parse_iso(std::string_view text);         // "2026-11-21"
  static std::optional<Date> parse_vietnamese(std::string_view text);  // "21/11/2026", "5/8/2021", also '-' and '.'
  std::string iso() const;                    // "2026-11-21"
  std::string show(Language language) const;  // vi "21/11/2026", en "21 November 2026"
  Argument in_a_sentence() const { return {show(Language::vi), show(Language::en)}; }
  int weekday() const;                        // ISO: 1 = Monday … 7 = Sunday
  Date plus_days(int days) const;             // stops at the ends of the valid range, as plus_months does
  // Same day number n months later; the last day of that month when it is shorter (Civil Code 2015, art. 148: terms in months).
  Date plus_months(int months) const;
};

// The legal day of a moment in Asia/Ho_Chi_Minh (UTC+7 all year, no daylight saving).
Date vietnam_date(Instant instant);
Instant start_of_vietnam_day(Date date);
// "21/11/2026 20:34" / "21 November 2026, 20:34", Vietnam time.
std::string show(Instant instant, Language language);

// Days on which the State does not work, besides Saturdays and Sundays; swapped working Saturdays are `working`.
// Read from data/holidays/*.csv (date,kind,name_vi,name_en); further columns such as source are for
// people); a year that is not in the data has no known holidays.
class HolidayCalendar {
 public:
  // One file, or several one after the other, each with its header line. Error: invalid_input with the line as field.
  static Result<HolidayCalendar> parse(std::string_view csv);
  bool is_working_day(Date date) const;
  // False when the year is not in the data: a deadline counted through it is provisional and must be shown so.
  bool covers(Date date) const;
  // The n-th working day after `from`; `from` itself does not count (Civil Code 2015, art. 147.2). n ≥ 0.
  Date plus_working_days(Date from, int n) const;
  // Working days in (from, to]; negative when to < from.
  int working_days_between(Date from, Date to) const;

 private:
  std::vector<Date> holidays_;  // sorted
  std::vector<Date> working_;   // sorted
  std::vector<int> years_;      // sorted
};

// Where "now" comes from. The only implementation that reads the machine's clock is SystemClock; tests use FixedClock.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};
class SystemClock final : public Clock {
 public:
  Instant now() const override;
};
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant at) : at_(at) {}
  Instant now() const override { return at_; }
  void set(Instant at) { at_ = at; }

 private:
  Instant at_;
};

}  // namespace ocop
