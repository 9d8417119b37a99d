#include "modules/products/rules.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>
#include <vector>

#include "kernel/base/loose_date.h"
#include "kernel/base/text.h"
#include "kernel/gs1/gtin.h"
#include "modules/products/messages.h"

namespace ocop::products {
namespace {

constexpr std::array<std::string_view, 8> kValidityNames{"valid",     "renewal_window", "reported", "lapsed",
                                                         "withdrawn", "not_verified",   "none",     "extended"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string_view name(Validity validity) { return kValidityNames[static_cast<std::size_t>(validity)]; }
std::optional<Validity> parse_validity(std::string_view text) {
  for (std::size_t i = 0; i < kValidityNames.size(); ++i)
    if (kValidityNames[i] == text) return static_cast<Validity>(i);
  return std::nullopt;
}

std::optional<Date> last_day(const Standing& standing) {
  switch (rules::standing_class(standing)) {
    case StandingClass::certificate: return standing.valid_until;
    case StandingClass::extended: return standing.extended_until;
    case StandingClass::dated:
      return standing.extended_until ? standing.extended_until : standing.decided->plus_months(rules::kTermMonths);
    case StandingClass::undated:
      // Only the year is printed: it has surely lapsed when even the last day of that year is more than 36 months ago.
      if (standing.recognition == "decision" && !standing.decision.empty() && standing.year) {
        if (const auto end_of_year = Date::of(*standing.year, 12, 31)) return end_of_year->plus_months(rules::kTermMonths);
      }
      return std::nullopt;
    case StandingClass::none:
    case StandingClass::withdrawn: return std::nullopt;
  }
  return std::nullopt;
}

Validity validity(const Standing& standing, Date today) {
  return rules::validity_of(rules::standing_class(standing), last_day(standing), today);
}

bool is_logged(const Standing& standing) {
  return standing.basis == Standing::Basis::certificate || standing.basis == Standing::Basis::confirmed;
}

int stars_in_force(const Standing& standing, Date today) {
  const Validity now = validity(standing, today);
  return is_logged(standing) && marks::is_in_force(now) ? standing.stars : 0;
}

std::string until_words(const Standing& standing, Date today, Language language) {
  const auto until = shown_until(standing, today);
  return until ? marks::until_words(validity(standing, today), *until, language) : std::string();
}

std::optional<Date> shown_until(const Standing& standing, Date today) {
  return validity(standing, today) == Validity::reported ? last_day(standing) : standing.valid_until;
}

std::string decision_number(std::string_view printed) { return rules::parse_decision(printed, {}).number; }

bool is_code_of(std::string_view typed, const Product& product) { return rules::normal_code(typed) == product.code; }

namespace rules {

StandingClass standing_class(const Standing& standing) {
  if (standing.basis == Standing::Basis::none) return StandingClass::none;
  if (standing.withdrawn) return StandingClass::withdrawn;   // article 8
  if (is_logged(standing) && standing.valid_until)
    return standing.extended_until ? StandingClass::extended : StandingClass::certificate;
  if (is_logged(standing)) return StandingClass::undated;
  // A council's result, an unofficial list or "was recognised" without the decision: nothing to check a star against.
  const bool decision_named = standing.recognition == "decision" && !standing.decision.empty();
  return decision_named && standing.decided ? StandingClass::dated : StandingClass::undated;
}

Validity validity_of(StandingClass standing_class, std::optional<Date> last_day, Date today) {
  if (standing_class == StandingClass::none) return Validity::none;
  if (standing_class == StandingClass::withdrawn) return Validity::withdrawn;
  if (last_day && *last_day < today) return Validity::lapsed;   // article 4.3
  if (standing_class == StandingClass::dated) return Validity::reported;
  if (standing_class == StandingClass::undated) return Validity::not_verified;
  if (!last_day) return Validity::valid;
  const Date printed = standing_class == StandingClass::extended ? last_day->plus_days(-marks::kExtendedDays) : *last_day;
  if (printed < today) return Validity::extended;   // article 12.3
  return printed.plus_days(-kRenewalWindowDays) <= today ? Validity::renewal_window : Validity::valid;
}

namespace {

std::string read_number_of_decision(std::string_view printed) {
  const std::size_t mark = printed.find("/QĐ");
  if (mark == std::string_view::npos) return {};
  std::size_t from = mark;
  while (from > 0 && (is_digit(printed[from - 1]) || std::isalpha(static_cast<unsigned char>(printed[from - 1])))) --from;
  const std::size_t to = printed.find_first_of(" ,;()\t", mark);
  if (from == mark) return {};
  return std::string(printed.substr(from, to == std::string_view::npos ? to : to - from));
}

}  // namespace

PrintedDecision parse_decision(std::string_view printed, std::optional<int> year) {
  PrintedDecision out;
  out.number = read_number_of_decision(printed);
  // A whole date anywhere; else day and month after "ngày", the year from beside it.
  out.date = find_date(printed);
  if (!out.date && year) out.date = find_day_of_year(printed, *year);
  return out;
}

std::string_view group_of_printed(std::string_view printed) {
  // Names of the six groups in Decision 26/2026 and 1048/2019, folded; matched as the start of the printed text.
  constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kNames{{
      {"thuc pham", "I"},          {"do uong", "II"},           {"thao duoc", "III"},
      {"duoc lieu", "III"},        {"vai may mac", "IV"},       {"thu cong my nghe", "IV"},
      {"luu niem noi that", "IV"}, {"sinh vat canh", "V"},      {"hoa cay canh", "V"},
      {"dich vu du lich", "VI"},   {"du lich cong dong", "VI"}, {"du lich nong thon", "VI"},
      {"dong vat canh", "V"},
  }};
  const std::string folded = text::fold(printed);
  for (const auto& [start, group] : kNames) {
    if (folded.starts_with(start) && (folded.size() == start.size() || folded[start.size()] == ' ')) return group;
  }
  return {};
}

Result<std::string> check_gtin(std::string_view typed) {
  const auto wrong = [&](const Message& message) {
    return Error::of(ErrorKind::invalid_input, Problem{"gtin", std::string(text::cut(typed, kMaxProblemText)),
                                                       "GTIN-8, -12, -13 or -14 with a right check digit", message});
  };
  std::string digits;
  for (const char c : typed) {
    if (is_digit(c)) digits += c;
    else if (c != ' ' && c != '-') return wrong(msg::wrong_gtin_signs);
  }
  if (!gs1::is_gtin_length(digits.size())) return wrong(msg::wrong_gtin_length);
  auto out = gs1::gtin14(digits);
  if (!out) return wrong(msg::wrong_gtin_check);
  return std::move(*out);
}

std::string code_from(std::span<const std::uint8_t, kCodeBytes> random) {
  constexpr std::string_view kSigns = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::uint64_t bits = 0;
  for (const std::uint8_t byte : random) bits = bits << 8 | byte;
  std::string code(kCodeLength, '0');
  for (std::size_t i = kCodeLength; i-- > 0; bits >>= 5) code[i] = kSigns[bits & 31];
  return code;
}

std::string normal_code(std::string_view typed) {
  constexpr std::string_view kSigns = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string code;
  for (char c : typed) {
    if (c == '-' || c == ' ') continue;
    c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (kSigns.find(c) == std::string_view::npos || code.size() == kCodeLength) return {};
    code += c;
  }
  return code.size() == kCodeLength ? code : std::string();
}

std::vector<std::string> keys_in(std::string_view typed) {
  constexpr std::string_view kApart = " /?#=&,;:.()\"'";
  std::vector<std::string> out;
  const auto add = [&](std::string_view piece) {
    if (out.size() < kMostKeys && (!normal_code(piece).empty() || check_gtin(piece))) out.emplace_back(piece);
  };
  add(typed);
  while (!typed.empty()) {
    const std::size_t end = std::min(typed.find_first_of(kApart), typed.size());
    if (end > 0) add(typed.substr(0, end));
    typed.remove_prefix(std::min(end + 1, typed.size()));
  }
  return out;
}

Result<std::string> optional_gtin(std::string_view typed) {
  if (typed.empty()) return std::string();
  return check_gtin(typed);
}

}  // namespace rules

std::string new_code(Random& random) {
  std::array<std::uint8_t, rules::kCodeBytes> bytes{};
  random.fill(bytes);
  return rules::code_from(bytes);
}

Result<std::string> checked_gtin(std::string_view typed) { return rules::optional_gtin(typed); }

}  // namespace ocop::products
