#include "kernel/jobs/schedule.h"

#include <array>
#include <cstdio>
#include <stdexcept>

#include "kernel/i18n/translate.h"
#include "kernel/jobs/messages.h"

namespace ocop::jobs {
namespace {

constexpr std::int64_t kMinute = 60'000;
constexpr int kMinutesOfDay = 24 * 60;
constexpr int kHorizonDays = 62;  // every rule meets its day within two months: the longest wait is from one month's n-th day to the next's

struct Names { std::string_view spec; const Message* words; };
constexpr std::array<Names, 5> kNames{{{"daily", &msg::when_daily},
                                       {"working_days", &msg::when_working_days},
                                       {"weekday", &msg::when_weekday},
                                       {"month_day", &msg::when_month_day},
                                       {"month_working_day", &msg::when_month_working_day}}};
const Names& names(const When& when) { return kNames[static_cast<std::size_t>(when.days)]; }

const Message& weekday(int day) {
  constexpr std::array<const Message*, 7> kDays{&msg::weekday_1, &msg::weekday_2, &msg::weekday_3, &msg::weekday_4,
                                                &msg::weekday_5, &msg::weekday_6, &msg::weekday_7};
  return *kDays.at(static_cast<std::size_t>(day) - 1);
}

std::string clock_time(int minute) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%02d:%02d", minute / 60, minute % 60);
  return text.data();
}

bool falls_on(const When& when, Date date, const HolidayCalendar& holidays) {
  switch (when.days) {
    case When::Days::every_day: return true;
    case When::Days::working_days: return holidays.is_working_day(date);
    case When::Days::weekday: return date.weekday() == when.day;
    case When::Days::month_day: return date.civil().day == when.day;
    case When::Days::month_working_day: {
      const Date before_first = date.plus_days(-date.civil().day);
      return holidays.plus_working_days(before_first, when.day) == date;
    }
  }
  return false;
}

Instant at_minute(Date date, int minute) { return {start_of_vietnam_day(date).milliseconds + minute * kMinute}; }

}  // namespace

std::string spec(const When& when) {
  if (when.every > 0) return "every " + std::to_string(when.every) + " minutes";
  return std::string(names(when).spec) + (when.day > 0 ? " " + std::to_string(when.day) : "") + " " + clock_time(when.minute);
}

std::string words(const When& when, Language language) {
  if (when.every > 0) return format(msg::when_every, language, {std::to_string(when.every)});
  const std::string day = when.days == When::Days::weekday ? std::string(translate(weekday(when.day), language)) : std::to_string(when.day);
  return format(*names(when).words, language, {clock_time(when.minute), day});
}

Instant next_after(const When& when, Instant after, const HolidayCalendar& holidays) {
  const Date today = vietnam_date(after);
  if (when.every > 0) {
    const std::int64_t passed = (after.milliseconds - start_of_vietnam_day(today).milliseconds) / kMinute;
    const std::int64_t next = (passed / when.every + 1) * when.every;
    return next < kMinutesOfDay ? at_minute(today, static_cast<int>(next)) : start_of_vietnam_day(today.plus_days(1));
  }
  for (int ahead = 0; ahead <= kHorizonDays; ++ahead) {
    const Date date = today.plus_days(ahead);
    if (const Instant at = at_minute(date, when.minute); at > after && falls_on(when, date, holidays)) return at;
  }
  throw std::logic_error("a schedule without a next day: " + spec(when));
}

}  // namespace ocop::jobs
