#include "kernel/base/time.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "kernel/base/csv.h"
#include "kernel/base/messages.h"
#include "kernel/base/text.h"

namespace ocop {
namespace {

constexpr std::int64_t kMillisecondsADay = 86'400'000;
constexpr std::int64_t kVietnamOffset = 7 * 3'600'000;   // Asia/Ho_Chi_Minh: UTC+7 since 1975, no daylight saving
constexpr int kMinYear = 1;
constexpr int kMaxYear = 9999;

// H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", §days_from_civil and §civil_from_days:
// the year starts in March, so that the leap day is its last; an era is 400 years = 146,097 days.
constexpr std::int32_t days_from_civil(int year, int month, int day) {
  const int y = month <= 2 ? year - 1 : year;
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int year_of_era = y - era * 400;
  const int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}
constexpr Date::Civil civil_from_days(std::int32_t days) {
  const int z = days + 719468;
  const int era = (z >= 0 ? z : z - 146096) / 146097;
  const int day_of_era = z - era * 146097;
  const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int shifted_month = (5 * day_of_year + 2) / 153;
  const int day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  const int month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}
constexpr std::int32_t kFirstDay = days_from_civil(kMinYear, 1, 1);
constexpr std::int32_t kLastDay = days_from_civil(kMaxYear, 12, 31);
static_assert(days_from_civil(1970, 1, 1) == 0 && days_from_civil(2000, 3, 1) == 11017);

constexpr int days_in_month(int year, int month) {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

// Exactly the digits of `text`, at most 9 of them.
std::optional<int> digits(std::string_view text) {
  if (text.empty() || text.size() > 9) return std::nullopt;
  int out = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    out = out * 10 + (c - '0');
  }
  return out;
}

constexpr std::array<std::string_view, 12> kEnglishMonths{"January", "February", "March",     "April",   "May",      "June",
                                                          "July",    "August",   "September", "October", "November", "December"};

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

struct ClockTime { int hour, minute, second, millisecond; };
ClockTime clock_time(std::int64_t milliseconds_of_day) {
  const int ms = static_cast<int>(milliseconds_of_day);
  return {ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60, ms % 1000};
}

template <class... Args>
std::string print(const char* format, Args... args) {
  std::array<char, 48> buffer{};
  const int size = std::snprintf(buffer.data(), buffer.size(), format, args...);
  return {buffer.data(), static_cast<std::size_t>(size)};
}

}  // namespace

// ---- Instant -----------------------------------------------------------------------------------------------------------------

std::string Instant::iso() const {
  const std::int64_t day = floor_divide(milliseconds, kMillisecondsADay);
  const ClockTime time = clock_time(milliseconds - day * kMillisecondsADay);
  return Date{static_cast<std::int32_t>(day)}.iso() + print("T%02d:%02d:%02d.%03dZ", time.hour, time.minute, time.second, time.millisecond);
}

// RFC 3339 §5.6 in the one shape that iso() writes; the fraction (1–3 digits) may be left out.
std::optional<Instant> Instant::parse_iso(std::string_view text) {
  constexpr std::size_t kToSeconds = 19;
  if (text.size() < kToSeconds + 1 || text.size() > kToSeconds + 5 || text.back() != 'Z') return std::nullopt;
  if (text[10] != 'T' || text[13] != ':' || text[16] != ':') return std::nullopt;
  const auto date = Date::parse_iso(text.substr(0, 10));
  const auto hour = digits(text.substr(11, 2)), minute = digits(text.substr(14, 2)), second = digits(text.substr(17, 2));
  if (!date || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  int millisecond = 0;
  if (text.size() > kToSeconds + 1) {
    const std::string_view fraction = text.substr(kToSeconds + 1, text.size() - kToSeconds - 2);
    const auto value = digits(fraction);
    if (text[kToSeconds] != '.' || !value) return std::nullopt;
    millisecond = *value * (fraction.size() == 1 ? 100 : fraction.size() == 2 ? 10 : 1);
  }
  return Instant{date->days * kMillisecondsADay + ((*hour * 60 + *minute) * 60 + *second) * 1000LL + millisecond};
}

// ---- Date --------------------------------------------------------------------------------------------------------------------

Date::Civil Date::civil() const { return civil_from_days(days); }

std::optional<Date> Date::of(int year, int month, int day) {
  if (year < kMinYear || year > kMaxYear || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return std::nullopt;
  return Date{days_from_civil(year, month, day)};
}

std::optional<Date> Date::parse_iso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4)), month = digits(text.substr(5, 2)), day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  return of(*year, *month, *day);
}

std::optional<Date> Date::parse_vietnamese(std::string_view text) {
  text = text::trim(text);
  const std::size_t first = text.find_first_of("/-.");
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = text.find(text[first], first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const std::string_view day_text = text.substr(0, first), month_text = text.substr(first + 1, second - first - 1);
  const std::string_view year_text = text.substr(second + 1);
  if (day_text.size() > 2 || month_text.size() > 2 || year_text.size() != 4) return std::nullopt;   // "21/11/26" is ambiguous
  const auto day = digits(day_text), month = digits(month_text), year = digits(year_text);
  if (!day || !month || !year) return std::nullopt;
  return of(*year, *month, *day);
}

std::string Date::iso() const {
  const Civil c = civil();
  return print("%04d-%02d-%02d", c.year, c.month, c.day);
}

std::string Date::show(Language language) const {
  const Civil c = civil();
  if (language == Language::vi) return print("%02d/%02d/%04d", c.day, c.month, c.year);
  return std::to_string(c.day) + " " + std::string(kEnglishMonths[static_cast<std::size_t>(c.month - 1)]) + " " + std::to_string(c.year);
}

int Date::weekday() const {
  const int from_monday = (days + 3) % 7;   // day 0 was a Thursday
  return (from_monday < 0 ? from_monday + 7 : from_monday) + 1;
}

Date Date::plus_days(int more) const {
  const std::int64_t sum = std::int64_t{days} + more;
  return {static_cast<std::int32_t>(std::clamp<std::int64_t>(sum, kFirstDay, kLastDay))};
}

Date Date::plus_months(int more) const {
  const Civil c = civil();
  const std::int64_t months = std::int64_t{c.year} * 12 + (c.month - 1) + more;
  if (months < kMinYear * 12) return {kFirstDay};
  if (months >= (kMaxYear + 1) * 12) return {kLastDay};
  const int year = static_cast<int>(months / 12), month = static_cast<int>(months % 12) + 1;
  return {days_from_civil(year, month, std::min(c.day, days_in_month(year, month)))};
}

Date vietnam_date(Instant instant) {
  return {static_cast<std::int32_t>(floor_divide(instant.milliseconds + kVietnamOffset, kMillisecondsADay))};
}

Instant start_of_vietnam_day(Date date) { return {date.days * kMillisecondsADay - kVietnamOffset}; }

std::string show(Instant instant, Language language) {
  const Date date = vietnam_date(instant);
  const ClockTime time = clock_time(instant.milliseconds - start_of_vietnam_day(date).milliseconds);
  return date.show(language) + (language == Language::en ? "," : "") + print(" %02d:%02d", time.hour, time.minute);
}

// ---- HolidayCalendar ---------------------------------------------------------------------------------------------------------

Result<HolidayCalendar> HolidayCalendar::parse(std::string_view csv_text) {
  namespace msg = base::msg;
  OCOP_TRY(rows, csv::parse(csv_text));
  const auto fault = [](const csv::Row& row, std::string got, std::string expected, const Message& message) {
    return Error::of(ErrorKind::invalid_input, {"line " + std::to_string(row.line), std::move(got), std::move(expected), message});
  };
  const auto is_header = [](const csv::Row& row) {
    const auto& f = row.fields;
    return f.size() >= 4 && f[0] == "date" && f[1] == "kind" && f[2] == "name_vi" && f[3] == "name_en";
  };
  if (rows.empty() || !is_header(rows[0])) {
    return fault(rows.empty() ? csv::Row{1, 1, {}} : rows[0], "", "date,kind,name_vi,name_en", msg::holiday_header);
  }
  HolidayCalendar out;
  for (const csv::Row& row : rows) {
    if (is_header(row)) continue;
    if (row.fields.size() < 4) return fault(row, "", "date,kind,name_vi,name_en", msg::holiday_fields);
    const auto date = Date::parse_iso(row.fields[0]);
    if (!date) return fault(row, row.fields[0], "YYYY-MM-DD", msg::holiday_date);
    if (row.fields[1] != "holiday" && row.fields[1] != "working") return fault(row, row.fields[1], "holiday | working", msg::holiday_kind);
    const auto known = [&](const std::vector<Date>& dates) { return std::find(dates.begin(), dates.end(), *date) != dates.end(); };
    if (known(out.holidays_) || known(out.working_)) return fault(row, row.fields[0], "each day once", msg::holiday_twice);
    (row.fields[1] == "holiday" ? out.holidays_ : out.working_).push_back(*date);
    out.years_.push_back(date->civil().year);
  }
  std::sort(out.holidays_.begin(), out.holidays_.end());
  std::sort(out.working_.begin(), out.working_.end());
  std::sort(out.years_.begin(), out.years_.end());
  out.years_.erase(std::unique(out.years_.begin(), out.years_.end()), out.years_.end());
  return out;
}

bool HolidayCalendar::is_working_day(Date date) const {
  if (std::binary_search(working_.begin(), working_.end(), date)) return true;
  return date.weekday() <= 5 && !std::binary_search(holidays_.begin(), holidays_.end(), date);
}

bool HolidayCalendar::covers(Date date) const { return std::binary_search(years_.begin(), years_.end(), date.civil().year); }

Date HolidayCalendar::plus_working_days(Date from, int n) const {
  while (n > 0 && from.days < kLastDay) {
    from = from.plus_days(1);
    if (is_working_day(from)) --n;
  }
  return from;
}

int HolidayCalendar::working_days_between(Date from, Date to) const {
  if (to < from) return -working_days_between(to, from);
  int count = 0;
  for (Date day = from; day < to;) {
    day = day.plus_days(1);
    if (is_working_day(day)) ++count;
  }
  return count;
}

// ---- Clock -------------------------------------------------------------------------------------------------------------------

Instant SystemClock::now() const {
  using namespace std::chrono;
  return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

}  // namespace ocop
