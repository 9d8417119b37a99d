#include <algorithm>
#include <array>
#include <charconv>

#include "kernel/base/text.h"
#include "kernel/base/time.h"
#include "modules/resolver/digital_link.h"

// The formats of the GS1 Barcode Syntax Dictionary: components of a character set and a length, with content checks.
namespace ocop::resolver {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

constexpr std::string_view kMarks = "!\"%&'()*+,-./:;<=>?_";

// GS1 General Specifications §7.11: character set 82 (X), 39 (Y), file-safe base64 (Z), digits (N).
bool in_set(char set, char c) {
  switch (set) {
    case 'N': return is_digit(c);
    case 'X': return is_digit(c) || is_upper(c) || is_lower(c) || kMarks.find(c) != std::string_view::npos;
    case 'Y': return is_digit(c) || is_upper(c) || c == '#' || c == '-' || c == '/';
    case 'Z': return is_digit(c) || is_upper(c) || is_lower(c) || c == '-' || c == '_' || c == '=';
    default: return false;
  }
}

int number(std::string_view digits) {
  int out = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return out;
}

// §7.12: YYMMDD; the century of a two-digit year does not matter for the day but 29 February does, so the window 2000–2099 is taken.
enum class DayZero : std::uint8_t { refused, allowed };   // day 00 = the last of the month
bool is_date(std::string_view six, DayZero zero) {
  const int day = number(six.substr(4, 2));
  if (day == 0 && zero == DayZero::refused) return false;
  return Date::of(2000 + number(six.substr(0, 2)), number(six.substr(2, 2)), std::max(day, 1)).has_value();
}

// §7.9.5: a pair of check characters over character set 82, weights are primes from the right, modulo 1021.
bool check_pair_holds(std::string_view text) {
  constexpr std::string_view kAlphabet = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
  constexpr std::string_view kCheck = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  constexpr std::array<int, 23> kPrimes{2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83};
  if (text.size() < 2 || text.size() - 2 > kPrimes.size()) return false;
  const std::string_view data = text.substr(0, text.size() - 2);
  int sum = 0;
  for (std::size_t i = 0; i < data.size(); ++i) sum += static_cast<int>(kAlphabet.find(data[i])) * kPrimes[data.size() - 1 - i];
  sum %= 1021;
  return text[text.size() - 2] == kCheck[static_cast<std::size_t>(sum / 32)] && text.back() == kCheck[static_cast<std::size_t>(sum % 32)];
}

// A content check of one component; those of code tables (countries, currencies, media types) are left to who uses the value.
std::string_view content_fault(std::string_view check, std::string_view part) {
  if (check == "csum" && !check_digit_holds(part)) return "check digit";
  if (check == "csumalpha" && !check_pair_holds(part)) return "check characters";
  if (check == "yymmdd" && !is_date(part, DayZero::refused)) return "date";
  if (check == "yymmd0" && !is_date(part, DayZero::allowed)) return "date";
  if (check == "hhmi" && (number(part.substr(0, 2)) > 23 || number(part.substr(2, 2)) > 59)) return "time of day";
  if (check == "hh" && number(part) > 23) return "hour";
  if (check == "zero" && part.find_first_not_of('0') != std::string_view::npos) return "zero";
  if (check == "nonzero" && part.find_first_not_of('0') == std::string_view::npos) return "more than zero";
  if (check == "nozeroprefix" && part.size() > 1 && part[0] == '0') return "no leading zero";
  if (check == "pieceoftotal") {
    const int piece = number(part.substr(0, part.size() / 2)), total = number(part.substr(part.size() / 2));
    if (piece == 0 || piece > total) return "piece of total";
  }
  return {};
}

// "N13", "X..20": how many characters of `rest` the component takes; npos when it cannot.
std::size_t length_of(std::string_view shape, std::string_view rest) {
  const bool variable = shape.size() > 3 && shape.substr(1, 2) == "..";
  const auto limit = static_cast<std::size_t>(number(shape.substr(variable ? 3 : 1)));
  if (variable) return std::min(limit, rest.size());
  return rest.size() < limit ? std::string_view::npos : limit;
}

}  // namespace

bool check_digit_holds(std::string_view digits) {
  int sum = 0, weight = 1;   // the check digit itself has weight 1
  for (auto at = digits.rbegin(); at != digits.rend(); ++at) {
    sum += (*at - '0') * weight;
    weight = 4 - weight;
  }
  return sum % 10 == 0;
}

std::string_view value_fault(std::string_view format, std::string_view value) {
  if (value.empty()) return "empty";
  std::string_view rest = value;
  for (std::string_view component : text::split(format, ' ')) {
    const bool optional = component.front() == '[';
    if (optional && rest.empty()) return {};
    if (optional) component = component.substr(1, component.size() - 2);
    const auto words = text::split(component, ',');
    const std::size_t length = length_of(words[0], rest);
    if (length == std::string_view::npos || length == 0) return "too short";
    const std::string_view part = rest.substr(0, length);
    if (!std::all_of(part.begin(), part.end(), [&](char c) { return in_set(words[0][0], c); })) return "characters";
    for (std::size_t i = 1; i < words.size(); ++i)
      if (const std::string_view fault = content_fault(words[i], part); !fault.empty()) return fault;
    rest.remove_prefix(length);
  }
  return rest.empty() ? std::string_view{} : "too long";
}

}  // namespace ocop::resolver
