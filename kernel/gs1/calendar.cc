#include "kernel/base/time.h"
#include "kernel/gs1/checks.h"

// GS1 General Specifications §7.12 and §3: days and times of day.
namespace ocop::gs1 {
namespace {

int number(std::string_view digits) {
  int out = 0;
  for (const char c : digits) out = out * 10 + (c - '0');
  return out;
}

enum class DayZero : std::uint8_t { refused, allowed };   // day 00 = the last of the month

// The century of a two-digit year does not matter for the day, but 29 February does: the window 2000–2099 is taken.
MaybeFault date_fault(std::string_view text, std::size_t year_digits, DayZero zero) {
  if (text.size() < year_digits + 4) return whole("DATE_TOO_SHORT", text);
  if (text.size() > year_digits + 4) return whole("DATE_TOO_LONG", text);
  if (auto fault = digits_fault(text)) return fault;
  const int year = number(text.substr(0, year_digits));
  const int month = number(text.substr(year_digits, 2)), day = number(text.substr(year_digits + 2, 2));
  if (month < 1 || month > 12) return Fault{"ILLEGAL_MONTH", year_digits, 2};
  const bool is_last = day == 0 && zero == DayZero::allowed;
  constexpr int kCycle = 400;   // years, after which the calendar repeats; a year 0000 is in GS1's form and in no calendar of ours
  if (!is_last && !Date::of(2000 + year % kCycle, month, day)) return Fault{"ILLEGAL_DAY", year_digits + 2, 2};
  return std::nullopt;
}

struct Names { std::string_view too_short, too_long, illegal; };
MaybeFault pair_fault(std::string_view text, int most, const Names& names) {
  if (text.size() < 2) return whole(names.too_short, text);
  if (text.size() > 2) return whole(names.too_long, text);
  if (auto fault = digits_fault(text)) return fault;
  return number(text) > most ? whole(names.illegal, text) : std::nullopt;
}

}  // namespace

MaybeFault yymmdd_fault(std::string_view text) { return date_fault(text, 2, DayZero::refused); }
MaybeFault yymmd0_fault(std::string_view text) { return date_fault(text, 2, DayZero::allowed); }
MaybeFault yyyymmdd_fault(std::string_view text) { return date_fault(text, 4, DayZero::refused); }
MaybeFault yyyymmd0_fault(std::string_view text) { return date_fault(text, 4, DayZero::allowed); }

MaybeFault hour_fault(std::string_view text) { return pair_fault(text, 23, {"HOUR_TOO_SHORT", "HOUR_TOO_LONG", "ILLEGAL_HOUR"}); }
MaybeFault minute_fault(std::string_view text) { return pair_fault(text, 59, {"MINUTE_TOO_SHORT", "MINUTE_TOO_LONG", "ILLEGAL_MINUTE"}); }
MaybeFault second_fault(std::string_view text) { return pair_fault(text, 59, {"SECOND_TOO_SHORT", "SECOND_TOO_LONG", "ILLEGAL_SECOND"}); }

MaybeFault hhmi_fault(std::string_view text) {
  if (text.size() < 4) return whole("HOUR_WITH_MINUTE_TOO_SHORT", text);
  if (text.size() > 4) return whole("HOUR_WITH_MINUTE_TOO_LONG", text);
  if (auto fault = hour_fault(text.substr(0, 2))) return fault;
  auto fault = minute_fault(text.substr(2));
  if (fault) fault->at += 2;
  return fault;
}

}  // namespace ocop::gs1
