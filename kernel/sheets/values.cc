#include "kernel/sheets/values.h"

#include <algorithm>
#include <charconv>

#include "kernel/base/text.h"
#include "kernel/sheets/number_format.h"

namespace ocop::sheets {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

// "4795.0", "4795.00": what programs make of a whole number.
std::string_view without_zero_fraction(std::string_view text) {
  const std::size_t mark = text.find_first_of(".,");
  if (mark == std::string_view::npos || mark == 0 || mark + 1 == text.size()) return text;
  return text.find_first_not_of('0', mark + 1) == std::string_view::npos && text.size() - mark <= 3 ? text.substr(0, mark) : text;
}

std::string_view without_unit(std::string_view text) {
  for (const std::string_view unit : {"đồng", "VNĐ", "vnđ", "VND", "vnd", "đ", "₫", "%"}) {
    if (text.ends_with(unit)) return text::trim(text.substr(0, text.size() - unit.size()));
  }
  return text;
}

// Groups of three behind the first: "1.234.567".
bool is_grouped(std::string_view text, char mark) {
  std::size_t from = 0, groups = 0;
  for (;; ++groups) {
    const std::size_t end = text.find(mark, from);
    const std::string_view group = text.substr(from, end == std::string_view::npos ? end : end - from);
    if (!all_digits(group) || (groups == 0 ? group.size() > 3 : group.size() != 3)) return false;
    if (end == std::string_view::npos) return groups > 0;
    from = end + 1;
  }
}

// Digits with at most one mark left in them; the other mark stood between groups.
std::optional<std::string> plain(std::string_view text, char group, char decimal_mark) {
  const std::size_t mark = text.find(decimal_mark);
  const std::string_view whole = text.substr(0, mark);
  if (whole.find(group) != std::string_view::npos && !is_grouped(whole, group)) return std::nullopt;
  std::string out(whole);
  std::erase(out, group);
  if (!all_digits(out)) return std::nullopt;
  if (mark == std::string_view::npos) return out;
  const std::string_view fraction = text.substr(mark + 1);
  if (!all_digits(fraction)) return std::nullopt;
  return out + "." + std::string(fraction);
}

std::string shortened(std::string text) {
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  text.erase(0, std::min(text.find_first_not_of('0'), text.size() - 1));
  if (text.front() == '.') text.insert(text.begin(), '0');
  return text;
}

}  // namespace

std::optional<std::string> code(const Cell& cell, std::size_t width) {
  if (cell.digits_lost || (cell.kind != Kind::text && cell.kind != Kind::number)) return std::nullopt;
  std::string digits(without_zero_fraction(text::trim(cell.text)));
  if (!all_digits(digits) || digits.size() > width) return std::nullopt;
  digits.insert(0, width - digits.size(), '0');
  return digits;
}

std::optional<std::string> decimal(std::string_view typed) {
  std::string text(without_unit(text::trim(typed)));
  // Spaces between groups, the no-break and the narrow one too.
  for (const std::string_view blank : {" ", "\xC2\xA0", "\xE2\x80\xAF"})
    for (std::size_t at = 0; (at = text.find(blank, at)) != std::string::npos;) text.erase(at, blank.size());
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.erase(0, 1);
  const std::size_t dots = static_cast<std::size_t>(std::ranges::count(text, '.')),
                    commas = static_cast<std::size_t>(std::ranges::count(text, ','));
  std::optional<std::string> out;
  if (dots > 0 && commas > 0) out = text.rfind(',') > text.rfind('.') ? plain(text, '.', ',') : plain(text, ',', '.');
  else if (dots > 1 || (dots == 1 && is_grouped(text, '.'))) out = plain(text, '.', ',');
  else if (commas > 1) out = plain(text, ',', '.');
  else out = dots == 1 ? plain(text, ',', '.') : plain(text, '.', ',');
  if (!out) return std::nullopt;
  std::string number = shortened(std::move(*out));
  return negative && number != "0" ? "-" + number : number;
}

std::optional<std::string> decimal(const Cell& cell) {
  if (cell.digits_lost) return std::nullopt;
  if (cell.kind == Kind::number) return cell.text.find('e') == std::string::npos ? std::optional(cell.text) : std::nullopt;
  return cell.kind == Kind::text ? decimal(std::string_view(cell.text)) : std::nullopt;
}

std::optional<long long> whole(const Cell& cell) {
  const auto number = decimal(cell);
  long long value = 0;
  if (!number) return std::nullopt;
  const auto [end, error] = std::from_chars(number->data(), number->data() + number->size(), value);
  return error == std::errc() && end == number->data() + number->size() ? std::optional(value) : std::nullopt;
}

std::optional<LooseDate> date(const Cell& cell) {
  if (cell.kind == Kind::date) {
    const auto civil = cell.date.civil();
    return LooseDate{civil.year, {}, civil.month, cell.date};
  }
  if (cell.kind != Kind::number && cell.kind != Kind::text) return std::nullopt;
  return read_loose_date(cell.kind == Kind::number ? std::string_view(cell.text) : without_zero_fraction(text::trim(cell.text)));
}

}  // namespace ocop::sheets
