#include "kernel/sheets/number_format.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace ocop::sheets {
namespace {

constexpr std::int64_t kSecondsADay = 86'400;

std::string clock_text(std::int64_t seconds) {
  std::array<char, 16> out{};
  std::snprintf(out.data(), out.size(), "%02d:%02d:%02d", static_cast<int>(seconds / 3600), static_cast<int>(seconds / 60 % 60),
                static_cast<int>(seconds % 60));
  return out.data();
}

// The day of a whole serial. 1900: serial 1 is 1 January 1900, and Lotus 1-2-3's leap day 60 shifts all that follow by one (§18.17.4.1).
std::optional<Date> day_of(std::int64_t serial, Epoch epoch) {
  constexpr std::int64_t kFalseLeapDay = 60, kLastSerial = 2'958'465;   // 31 December 9999
  if (serial < 0 || serial > kLastSerial) return std::nullopt;
  if (epoch == Epoch::from_1904) return Date::of(1904, 1, 1)->plus_days(static_cast<int>(serial));
  if (serial == kFalseLeapDay || serial == 0) return std::nullopt;
  return Date::of(1899, 12, serial < kFalseLeapDay ? 31 : 30)->plus_days(static_cast<int>(serial));
}

}  // namespace

Shows builtin_format(std::uint32_t id) {
  // §18.8.30: 14–17 days, 18–21 and 45–47 times, 22 both; 27–36 and 50–58 are days in East Asian settings (but 32, 33: times).
  if (id == 22) return Shows::day_and_time;
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47) || id == 32 || id == 33) return Shows::time;
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return Shows::day;
  return Shows::number;
}

Shows custom_format(std::string_view code) {
  bool days = false, times = false, months = false;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    switch (code[i]) {
      case '"':
        i = std::min(code.find('"', i + 1), code.size());
        break;
      case '\\': case '_': case '*':
        ++i;
        break;
      case '[': {
        const std::size_t end = code.find(']', i);
        const char first = i + 1 < code.size() ? static_cast<char>(code[i + 1] | 0x20) : ' ';
        // [h], [mm], [ss] is time that passed; [$-42A], [Red], [>=100] say nothing of the kind.
        const bool passed =
            end != std::string_view::npos && code.substr(i + 1, end - i - 1).find_first_not_of(code[i + 1]) == std::string_view::npos;
        times = times || (passed && (first == 'h' || first == 'm' || first == 's'));
        i = std::min(end, code.size());
        break;
      }
      case 'y': case 'Y': case 'd': case 'D': case 'b': case 'B': case 'e': case 'g': case 'G':
        if (code.substr(i).starts_with("General") || code.substr(i).starts_with("GENERAL")) return Shows::number;
        // "0.00E+00" has a capital E; "e" alone is a year of an era only beside other date letters.
        days = days || (code[i] != 'e' && code[i] != 'b' && code[i] != 'B' && code[i] != 'g' && code[i] != 'G');
        break;
      case 'h': case 'H': case 's': case 'S':
        times = true;
        break;
      case 'm': case 'M':
        months = true;
        break;
      default: break;
    }
  }
  if (days) return times ? Shows::day_and_time : Shows::day;
  if (times) return Shows::time;
  return months ? Shows::day : Shows::number;   // m alone is a month, beside h or s minutes
}

std::string decimal_text(double value) {
  constexpr double kWithoutExponent = 1e15;
  if (value == 0) return "0";
  std::array<char, 64> out{};
  const bool plain = std::fabs(value) < kWithoutExponent * 1e6 && std::fabs(value) >= 1e-9;
  const auto end = plain ? std::to_chars(out.data(), out.data() + out.size(), value, std::chars_format::fixed).ptr
                         : std::to_chars(out.data(), out.data() + out.size(), value, std::chars_format::scientific).ptr;
  return {out.data(), end};
}

void set_number(Cell& cell, double value, Shows shows, Epoch epoch) {
  constexpr double kFifteenDigits = 1e15, kMostDays = 1e7;   // a double keeps 15 digits for certain, and spreadsheets no more
  cell.kind = Kind::number;
  cell.number = value;
  if (shows != Shows::number && value >= 0 && value < kMostDays) {
    // Half a second is less than what anybody typed: 45509.999999999 is midnight.
    const std::int64_t seconds = std::llround(value * kSecondsADay), day = seconds / kSecondsADay, rest = seconds % kSecondsADay;
    if (const auto date = day_of(day, epoch); date && shows != Shows::time) {
      cell.kind = Kind::date;
      cell.date = *date;
      cell.text = date->iso() + (rest == 0 ? std::string() : " " + clock_text(rest));
      return;
    }
    if (day == 0 && (shows != Shows::day || rest != 0)) {
      cell.kind = Kind::time;
      cell.text = clock_text(rest);
      return;
    }
  }
  cell.text = decimal_text(value);
  cell.digits_lost = std::fabs(value) >= kFifteenDigits && std::floor(value) == value;
}

}  // namespace ocop::sheets
