#include "kernel/base/loose_date.h"

#include <array>
#include <string>
#include <utility>

#include "kernel/base/text.h"

namespace ocop {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Reads forward through a text; each take either moves or leaves the place as it was.
class Words {
 public:
  explicit Words(std::string_view text, std::size_t at = 0) : text_(text), at_(at) {}
  bool done() const { return at_ == text_.size(); }
  void blanks() { while (at_ < text_.size() && text_[at_] == ' ') ++at_; }
  // A run of least..most digits, all of the run.
  std::optional<int> number(std::size_t least, std::size_t most) {
    std::size_t end = at_;
    int value = 0;
    while (end < text_.size() && is_digit(text_[end]) && end - at_ <= most) value = value * 10 + (text_[end++] - '0');
    if (end - at_ < least || end - at_ > most) return std::nullopt;
    at_ = end;
    return value;
  }
  std::optional<char> separator() {
    if (done() || (text_[at_] != '/' && text_[at_] != '-' && text_[at_] != '.')) return std::nullopt;
    return text_[at_++];
  }
  bool take(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

 private:
  std::string_view text_;
  std::size_t at_;
};

constexpr std::string_view kDayWord = "ngày", kMonthWord = "tháng", kYearWord = "năm", kQuarterWord = "quý";

int full_year(int year, bool two_digits) {
  constexpr int kPivot = 69;
  return !two_digits ? year : year < kPivot ? 2000 + year : 1900 + year;
}

enum class Years { four, two_or_four };

// "5/8/2024", "5 / 8 / 2024": day, month and year with one kind of separator.
std::optional<Date> numeric_day(Words& words, Years years) {
  const auto day = words.number(1, 2);
  words.blanks();
  const auto first = words.separator();
  words.blanks();
  const auto month = words.number(1, 2);
  words.blanks();
  const auto second = words.separator();
  words.blanks();
  if (!day || !month || !first || first != second) return std::nullopt;
  if (const auto year = words.number(4, 4)) return Date::of(*year, *month, *day);
  if (years == Years::four) return std::nullopt;
  const auto year = words.number(2, 2);
  return year ? Date::of(full_year(*year, true), *month, *day) : std::nullopt;
}

// "5 tháng 6 năm 2024", "05 tháng 6, 2024".
std::optional<Date> worded_day(Words& words) {
  const auto day = words.number(1, 2);
  words.blanks();
  if (!day || !words.take(kMonthWord)) return std::nullopt;
  words.blanks();
  const auto month = words.number(1, 2);
  words.blanks();
  words.take(",");
  words.blanks();
  words.take(kYearWord);
  words.blanks();
  const auto year = words.number(4, 4);
  return month && year ? Date::of(*year, *month, *day) : std::nullopt;
}

std::optional<Date> iso_day(Words& words) {
  const auto year = words.number(4, 4);
  const auto first = words.separator();
  const auto month = words.number(1, 2);
  const auto second = words.separator();
  const auto day = words.number(1, 2);
  if (!year || !month || !day || !first || first != second) return std::nullopt;
  return Date::of(*year, *month, *day);
}

template <class Read>
auto whole(std::string_view text, const Read& read) -> decltype(read(std::declval<Words&>())) {
  Words words(text);
  const auto found = read(words);
  return found && words.done() ? found : std::nullopt;
}

std::optional<int> take_year(Words& words) {
  words.blanks();
  if (words.separator()) words.blanks();
  words.take(",");
  words.blanks();
  if (words.take(kYearWord)) words.blanks();
  const auto year = words.number(4, 4);
  return year && *year >= 1900 && *year <= 2100 ? year : std::nullopt;
}

std::optional<LooseDate> month_of(Words& words) {
  if (words.take(kMonthWord)) words.blanks();
  const auto month = words.number(1, 2);
  const auto year = take_year(words);
  if (!month || !year || *month < 1 || *month > 12) return std::nullopt;
  return LooseDate{*year, {}, *month, {}};
}

std::optional<LooseDate> quarter_of(Words& words) {
  if (!words.take(kQuarterWord) && !words.take("quí") && !words.take("q")) return std::nullopt;
  words.blanks();
  std::optional<int> quarter;
  constexpr std::array<std::string_view, 4> kRoman{"iv", "iii", "ii", "i"};   // longest that fits first
  for (std::size_t i = 0; i < kRoman.size() && !quarter; ++i)
    if (words.take(kRoman[i])) quarter = static_cast<int>(kRoman.size() - i);
  if (!quarter) quarter = words.number(1, 1);
  const auto year = take_year(words);
  if (!quarter || !year || *quarter < 1 || *quarter > 4) return std::nullopt;
  return LooseDate{*year, *quarter, {}, {}};
}

std::optional<LooseDate> year_alone(Words& words) {
  const auto year = take_year(words);
  return year ? std::optional(LooseDate{*year, {}, {}, {}}) : std::nullopt;
}

LooseDate of_day(Date day) {
  const auto civil = day.civil();
  return {civil.year, {}, civil.month, day};
}

// A time of the day behind a date: "05/08/2024 00:00:00".
std::string_view without_time(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return text;
  const std::size_t blank = text.find_last_of(" t", colon);
  return blank == std::string_view::npos ? text : text::trim(text.substr(0, blank));
}

bool starts_run(std::string_view text, std::size_t i) { return is_digit(text[i]) && (i == 0 || !is_digit(text[i - 1])); }

}  // namespace

std::optional<LooseDate> read_loose_date(std::string_view typed) {
  constexpr std::size_t kLongest = 64;   // "ngày 05 tháng 12 năm 2024" has 29 bytes
  if (typed.size() > kLongest || !text::is_valid_utf8(typed)) return std::nullopt;
  const std::string clean = text::lower(text::clean(typed));
  std::string_view rest = without_time(clean);
  if (rest.starts_with(kDayWord)) rest = text::trim(rest.substr(kDayWord.size()));
  if (const auto day = whole(rest, [](Words& words) { return numeric_day(words, Years::two_or_four); })) return of_day(*day);
  if (const auto day = whole(rest, iso_day)) return of_day(*day);
  if (const auto day = whole(rest, worded_day)) return of_day(*day);
  if (const auto month = whole(rest, month_of)) return month;
  if (const auto quarter = whole(rest, quarter_of)) return quarter;
  return whole(rest, year_alone);
}

std::optional<Date> find_date(std::string_view typed) {
  const std::string sentence = text::lower(typed);
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    if (!starts_run(sentence, i)) continue;
    Words numeric(sentence, i), worded(sentence, i);
    if (const auto day = numeric_day(numeric, Years::four)) return day;
    if (const auto day = worded_day(worded)) return day;
  }
  return std::nullopt;
}

std::optional<Date> find_day_of_year(std::string_view typed, int year) {
  const std::string sentence = text::lower(typed);
  for (std::size_t i = sentence.find(kDayWord); i != std::string::npos; i = sentence.find(kDayWord, i + 1)) {
    Words words(sentence, i + kDayWord.size());
    words.blanks();
    const auto day = words.number(1, 2);
    words.blanks();
    const bool worded = words.take(kMonthWord);
    if (!day || (!worded && !words.separator())) continue;
    words.blanks();
    const auto month = words.number(1, 2);
    // A separator behind it begins a year, and one that is not of four digits is not understood; a full stop ends the sentence.
    if (month && !Words(words).separator()) {
      if (const auto date = Date::of(year, *month, *day)) return date;
    }
  }
  return std::nullopt;
}

}  // namespace ocop
