#include <algorithm>
#include <array>

#include "kernel/gs1/checks.h"
#include "kernel/gs1/gtin.h"

// What guards the numbers themselves: check digits and characters, company prefixes, and the marks that each character set has.
namespace ocop::gs1 {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f'); }

// GS1 General Specifications §7.11, character set 82, in the order that check characters count it in (§7.9.5).
constexpr std::string_view kSet82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

bool is_of_set82(char c) { return kSet82.find(c) != std::string_view::npos; }
bool is_of_set39(char c) { return is_digit(c) || is_upper(c) || c == '#' || c == '-' || c == '/'; }
bool is_of_set64(char c) { return is_digit(c) || is_upper(c) || is_lower(c) || c == '-' || c == '_'; }

MaybeFault first_outside(std::string_view text, bool (*is_of)(char), std::string_view name) {
  for (std::size_t i = 0; i < text.size(); ++i)
    if (!is_of(text[i])) return Fault{name, i, 1};
  return std::nullopt;
}

MaybeFault set82_fault(std::string_view text) { return first_outside(text, is_of_set82, "INVALID_CSET82_CHARACTER"); }
MaybeFault set39_fault(std::string_view text) { return first_outside(text, is_of_set39, "INVALID_CSET39_CHARACTER"); }

// File-safe base64: '=' fills the last three.
MaybeFault set64_fault(std::string_view text) {
  const std::size_t end = std::min(text.find_last_not_of('=') + 1, text.size());
  if (auto fault = first_outside(text.substr(0, end), is_of_set64, "INVALID_CSET64_CHARACTER")) return fault;
  const std::size_t filled = text.size() - end;
  if (filled > 2 || (filled > 0 && text.size() % 3 != 0)) return Fault{"INVALID_CSET64_PADDING", end, filled};
  return std::nullopt;
}

MaybeFault importer_fault(std::string_view text) {
  if (text.size() != 1) return whole("IMPORTER_IDX_MUST_BE_ONE_CHARACTER", text);
  return is_of_set64(text[0]) ? std::nullopt : whole("INVALID_IMPORT_IDX_CHARACTER", text);
}

MaybeFault zero_fault(std::string_view text) { return text == "0" ? std::nullopt : whole("NOT_ZERO", text); }
MaybeFault nonzero_fault(std::string_view text) {
  if (auto fault = digits_fault(text)) return fault;
  return text.find_first_not_of('0') == std::string_view::npos ? whole("ILLEGAL_ZERO_VALUE", text) : std::nullopt;
}
MaybeFault zero_prefix_fault(std::string_view text) {
  if (auto fault = digits_fault(text)) return fault;
  return text.size() > 1 && text[0] == '0' ? MaybeFault(Fault{"ILLEGAL_ZERO_PREFIX", 0, 1}) : std::nullopt;
}
MaybeFault non_digit_fault(std::string_view text) {
  return digits_fault(text) ? std::nullopt : whole("REQUIRES_NON_DIGIT_CHARACTER", text);
}
MaybeFault hyphen_fault(std::string_view text) {
  return !text.empty() && text.find_first_not_of('-') == std::string_view::npos ? std::nullopt : whole("NOT_HYPHEN", text);
}

MaybeFault one_of(std::string_view allowed, std::string_view text, std::string_view name) {
  return text.size() == 1 && allowed.find(text[0]) != std::string_view::npos ? std::nullopt : whole(name, text);
}
MaybeFault yes_no_fault(std::string_view text) { return one_of("01", text, "NOT_ZERO_OR_ONE"); }
MaybeFault winding_fault(std::string_view text) { return one_of("019", text, "INVALID_WINDING_DIRECTION"); }
MaybeFault sex_fault(std::string_view text) { return one_of("0129", text, "INVALID_BIOLOGICAL_SEX_CODE"); }

// GS1 General Specifications, figure of AIDC media types: 01–10, and 80–99 for use inside a company.
MaybeFault media_fault(std::string_view text) {
  const bool is_number = text.size() == 2 && !digits_fault(text);
  return is_number && ((text >= "01" && text <= "10") || text >= "80") ? std::nullopt : whole("INVALID_MEDIA_TYPE", text);
}

MaybeFault percent_fault(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '%' && (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])))
      return Fault{"INVALID_PERCENT_SEQUENCE", i, std::min<std::size_t>(3, text.size() - i)};
  return std::nullopt;
}

MaybeFault piece_fault(std::string_view text) {
  if (text.empty() || text.size() % 2 != 0) return whole("INVALID_LENGTH_FOR_PIECE_OF_TOTAL", text);
  if (auto fault = digits_fault(text)) return fault;
  const std::size_t half = text.size() / 2;
  const std::string_view piece = text.substr(0, half), total = text.substr(half);
  if (nonzero_fault(piece)) return Fault{"ZERO_PIECE_NUMBER", 0, half};
  if (nonzero_fault(total)) return Fault{"ZERO_TOTAL_PIECES", half, half};
  return piece > total ? whole("PIECE_NUMBER_EXCEEDS_TOTAL", text) : std::nullopt;
}

// "2/3"
MaybeFault position_fault(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return whole("POSITION_IN_SEQUENCE_MALFORMED", text);
  const std::string_view position = text.substr(0, slash), end = text.substr(slash + 1);
  if (position.empty() || end.empty() || digits_fault(position) || digits_fault(end)) return whole("POSITION_IN_SEQUENCE_MALFORMED", text);
  if (position[0] == '0') return Fault{"ILLEGAL_ZERO_PREFIX", 0, position.size()};
  if (end[0] == '0') return Fault{"ILLEGAL_ZERO_PREFIX", slash + 1, end.size()};
  const bool exceeds = position.size() > end.size() || (position.size() == end.size() && position > end);
  return exceeds ? whole("POSITION_EXCEEDS_END", text) : std::nullopt;
}

// Ten digits, in ten-millionths of a degree from the south pole or the date line.
struct Degrees { std::string_view most, wrong_length, beyond; };
MaybeFault degrees_fault(std::string_view text, const Degrees& degrees) {
  if (text.size() != degrees.most.size()) return whole(degrees.wrong_length, text);
  if (auto fault = digits_fault(text)) return fault;
  return text > degrees.most ? whole(degrees.beyond, text) : std::nullopt;
}
MaybeFault latitude_fault(std::string_view text) {
  return degrees_fault(text, {"1800000000", "LATITUDE_INVALID_LENGTH", "INVALID_LATITUDE"});
}
MaybeFault longitude_fault(std::string_view text) {
  return degrees_fault(text, {"3600000000", "LONGITUDE_INVALID_LENGTH", "INVALID_LONGITUDE"});
}

// Four digits from `at` begin every company prefix. Which companies have which prefix only GS1 knows (GEPIR): not asked.
MaybeFault prefix_fault(std::string_view text, std::size_t at) {
  constexpr std::size_t kFewest = 4;
  if (text.size() < at + kFewest) return whole("TOO_SHORT_FOR_GCP", text);
  return digits_fault(text.substr(at, kFewest)) ? MaybeFault(Fault{"INVALID_GCP_PREFIX", at, text.size() - at}) : std::nullopt;
}

// The first primes, as many as weights are wanted.
std::vector<int> primes(std::size_t count) {
  std::vector<int> out;
  for (int number = 2; out.size() < count; ++number)
    if (std::ranges::none_of(out, [number](int prime) { return number % prime == 0; })) out.push_back(number);
  return out;
}

constexpr Check kChecks[] = {
    {"N", digits_fault}, {"X", set82_fault}, {"Y", set39_fault}, {"Z", set64_fault},
    {"csum", check_digit_fault}, {"csumalpha", check_pair_fault}, {"gcppos1", prefix_at_first_fault}, {"gcppos2", prefix_at_second_fault},
    {"yymmdd", yymmdd_fault}, {"yymmd0", yymmd0_fault}, {"yyyymmdd", yyyymmdd_fault}, {"yyyymmd0", yyyymmd0_fault},
    {"hhmi", hhmi_fault}, {"hh", hour_fault}, {"mi", minute_fault}, {"ss", second_fault},
    {"iso3166", country_fault}, {"iso3166999", country_or_999_fault}, {"iso3166alpha2", country_letters_fault}, {"iso4217", currency_fault},
    {"packagetype", package_fault}, {"mediatype", media_fault}, {"iban", iban_fault}, {"iso5218", sex_fault},
    {"zero", zero_fault}, {"nonzero", nonzero_fault}, {"nozeroprefix", zero_prefix_fault}, {"hasnondigit", non_digit_fault},
    {"hyphen", hyphen_fault}, {"yesno", yes_no_fault}, {"winding", winding_fault}, {"importeridx", importer_fault},
    {"pcenc", percent_fault}, {"pieceoftotal", piece_fault}, {"posinseqslash", position_fault},
    {"latitude", latitude_fault}, {"longitude", longitude_fault}, {"couponcode", coupon_fault}, {"couponposoffer", offer_fault},
};

}  // namespace

std::span<const Check> checks() { return kChecks; }

MaybeFault digits_fault(std::string_view text) { return first_outside(text, is_digit, "NON_DIGIT_CHARACTER"); }
MaybeFault prefix_at_first_fault(std::string_view text) { return prefix_fault(text, 0); }
MaybeFault prefix_at_second_fault(std::string_view text) { return prefix_fault(text, 1); }

MaybeFault check_digit_fault(std::string_view text) {
  if (text.empty()) return Fault{"TOO_SHORT_FOR_CHECK_DIGIT"};
  if (auto fault = digits_fault(text)) return fault;
  return check_digit_holds(text) ? std::nullopt : MaybeFault(Fault{"INCORRECT_CHECK_DIGIT", text.size() - 1, 1});
}

// §7.9.5: a pair of check characters, weights are primes from the right, modulo 1021.
MaybeFault check_pair_fault(std::string_view text) {
  constexpr std::string_view kCheck = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  constexpr std::size_t kMostData = 97;   // no identifier has above 23
  if (text.size() < 2) return whole("TOO_SHORT_FOR_CHECK_PAIR", text);
  const std::string_view data = text.substr(0, text.size() - 2), pair = text.substr(data.size());
  if (data.size() > kMostData) return whole("TOO_LONG_FOR_CHECK_PAIR_IMPLEMENTATION", text);
  if (auto fault = set82_fault(data)) return fault;
  const auto weights = primes(data.size());
  std::size_t sum = 0;
  for (std::size_t i = 0; i < data.size(); ++i) sum += kSet82.find(data[i]) * static_cast<std::size_t>(weights[data.size() - 1 - i]);
  sum %= 1021;
  if (pair[0] == kCheck[sum / 32] && pair[1] == kCheck[sum % 32]) return std::nullopt;
  return Fault{"INCORRECT_CHECK_PAIR", data.size(), 2};
}

// ISO 13616: country, two check digits (ISO 7064, modulo 97), account.
MaybeFault iban_fault(std::string_view text) {
  constexpr std::size_t kFewest = 11, kMost = 34;
  if (text.size() < kFewest) return whole("IBAN_TOO_SHORT", text);
  if (text.size() > kMost) return whole("IBAN_TOO_LONG", text);
  if (auto fault = first_outside(text, [](char c) { return is_digit(c) || is_upper(c); }, "INVALID_IBAN_CHARACTER")) return fault;
  if (!is_country_letters(text.substr(0, 2))) return Fault{"ILLEGAL_IBAN_COUNTRY_CODE", 0, 2};
  int rest = 0;
  for (const char c : std::string(text.substr(4)) + std::string(text.substr(0, 4)))
    rest = is_digit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
  return rest == 1 ? std::nullopt : MaybeFault(Fault{"INCORRECT_IBAN_CHECKSUM", 2, 2});
}

}  // namespace ocop::gs1
