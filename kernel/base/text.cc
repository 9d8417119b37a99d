#include "kernel/base/text.h"

#include <unicode/bytestream.h>
#include <unicode/coll.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

namespace ocop::text {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// ICU fails only when its data or memory is missing: that ends the request, it is not an answer for a person.
void require(UErrorCode status, const char* what) {
  if (U_FAILURE(status)) throw std::runtime_error(std::string(what) + ": " + u_errorName(status));
}

// ICU makes its one instance under a lock of its own, which ThreadSanitizer does not see in a library that is not instrumented; kept in a
// constant here, whoever comes second has waited for one that it sees.
const icu::Normalizer2& instance(const icu::Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* made = get(status);
  require(status, "ICU normalization data");
  return *made;
}
const icu::Normalizer2& composer() {
  static const icu::Normalizer2& form = instance(icu::Normalizer2::getNFCInstance);
  return form;
}
const icu::Normalizer2& decomposer() {
  static const icu::Normalizer2& form = instance(icu::Normalizer2::getNFDInstance);
  return form;
}

icu::UnicodeString utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

// U+FFFE and U+FFFF, in UTF-8 EF BF BE and EF BF BF: no characters, and no XML may hold them.
constexpr std::size_t kNoCharacterBytes = 3;
bool is_no_character(std::string_view text, std::size_t at) {
  const std::string_view bytes = text.substr(at, kNoCharacterBytes);
  return bytes == "\xEF\xBF\xBE" || bytes == "\xEF\xBF\xBF";
}

bool is_mark(UChar32 c) { return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0; }

void append_utf8(std::string& out, UChar32 c) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
    return;
  }
  std::array<char, U8_MAX_LENGTH> bytes{};
  int32_t size = 0;
  U8_APPEND_UNSAFE(bytes.data(), size, c);
  out.append(bytes.data(), static_cast<std::size_t>(size));
}

// One per thread, made on first use: opening the collator reads its rules (about 1 ms), and an ICU collator must not be used by
// two threads at once. It is never changed after it is made, so this is a cache and not state.
const icu::Collator& vietnamese_collator() {
  thread_local const std::unique_ptr<icu::Collator> collator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> made(icu::Collator::createInstance(icu::Locale("vi"), status));
    require(status, "ICU collation vi");
    return made;
  }();
  return *collator;
}

// A word as its letters with their own marks (circumflex, breve, horn, the stroke of đ) and one tone.
struct MarkedWord {
  struct Letter { UChar32 base = 0; std::vector<UChar32> marks; };
  std::vector<Letter> letters;
  UChar32 tone = 0;
};
bool is_tone(UChar32 mark) {
  constexpr std::array<UChar32, 5> kTones{0x0300, 0x0301, 0x0303, 0x0309, 0x0323};   // huyền, sắc, ngã, hỏi, nặng
  return std::find(kTones.begin(), kTones.end(), mark) != kTones.end();
}
std::vector<MarkedWord> marked_words(std::string_view text) {
  constexpr UChar32 kStroke = 0x0335;
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString wide = utf16(text);
  wide.toLower(icu::Locale::getRoot());
  wide = decomposer().normalize(wide, status);
  require(status, "ICU normalization");
  std::vector<MarkedWord> out;
  bool gap = true;
  for (int32_t at = 0; at < wide.length(); at = wide.moveIndex32(at, 1)) {
    const UChar32 c = wide.char32At(at);
    if (is_mark(c)) {
      if (gap) continue;
      if (is_tone(c)) out.back().tone = c;
      else out.back().letters.back().marks.push_back(c);
      continue;
    }
    if (!u_isalnum(c)) {
      gap = true;
      continue;
    }
    if (gap) out.emplace_back();
    gap = false;
    if (c == U'đ') out.back().letters.push_back({'d', {kStroke}});
    else out.back().letters.push_back({c, {}});
  }
  return out;
}
bool fits(const MarkedWord& typed, const MarkedWord& whole) {
  if (typed.letters.size() != whole.letters.size() || (typed.tone != 0 && typed.tone != whole.tone)) return false;
  for (std::size_t i = 0; i < typed.letters.size(); ++i) {
    const auto& full = whole.letters[i];
    if (typed.letters[i].base != full.base) return false;
    for (const UChar32 mark : typed.letters[i].marks)
      if (std::find(full.marks.begin(), full.marks.end(), mark) == full.marks.end()) return false;
  }
  return true;
}

std::string encode_base64(std::string_view bytes, std::string_view alphabet, bool padding) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  const auto byte = [&](std::size_t i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0u; };
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const unsigned group = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    const std::size_t characters = std::min<std::size_t>(bytes.size() - i, 3) + 1;
    for (std::size_t k = 0; k < characters; ++k) out.push_back(alphabet[group >> (18 - 6 * k) & 63]);
    if (padding) out.append(4 - characters, '=');
  }
  return out;
}

}  // namespace

// RFC 3629 §4: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_valid_utf8(std::string_view text) {
  const auto* at = reinterpret_cast<const unsigned char*>(text.data());
  const auto* const end = at + text.size();
  while (at != end) {
    const unsigned lead = *at++;
    if (lead < 0x80) continue;
    if (lead < 0xC2 || lead > 0xF4) return false;
    const int more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    if (end - at < more) return false;
    const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (*at < low || *at > high) return false;
    for (int i = 1; i < more; ++i) {
      if ((at[i] & 0xC0) != 0x80) return false;
    }
    at += more;
  }
  return true;
}

std::string nfc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  composer().normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink, nullptr, status);
  require(status, "ICU NFC");
  return out;
}

std::string clean(std::string_view text) {
  const std::string normal = nfc(without_noncharacters(text));   // in this order: what stood on both sides of one may compose
  std::string out;
  out.reserve(normal.size());
  bool gap = false;
  const icu::UnicodeString wide = utf16(normal);
  for (int32_t at = 0; at < wide.length(); at = wide.moveIndex32(at, 1)) {
    const UChar32 c = wide.char32At(at);
    if (u_isUWhiteSpace(c) || u_isISOControl(c)) {   // controls too: a NUL is refused by PostgreSQL, others break lines
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out.push_back(' ');
    gap = false;
    append_utf8(out, c);
  }
  return out;
}

bool is_readable_line(std::string_view text) {
  bool seen = false;
  const icu::UnicodeString wide = utf16(text);
  for (int32_t at = 0; at < wide.length(); at = wide.moveIndex32(at, 1)) {
    const UChar32 c = wide.char32At(at);
    if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) return false;
    constexpr UChar32 kBlankBraille = 0x2800;
    const bool blank = u_isUWhiteSpace(c) || u_isISOControl(c) || c == kBlankBraille ||
                       u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || u_charType(c) == U_FORMAT_CHAR;
    const bool bare_mark = !seen && (u_charType(c) == U_NON_SPACING_MARK || u_charType(c) == U_ENCLOSING_MARK);
    seen = seen || !(blank || bare_mark);
  }
  return seen;
}

std::string paragraph(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool line_end = c == '\n' || c == '\r';
    if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;   // forms send CR LF (WHATWG HTML, form submission)
    if (is_no_character(text, i)) {
      i += kNoCharacterBytes - 1;
      continue;
    }
    constexpr unsigned char kLatinLead = 0xC2, kAfterC1 = 0xA0;   // C1 is U+0080 to U+009F: C2 80 to C2 9F
    if (c == kLatinLead && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < kAfterC1) {
      ++i;
      continue;
    }
    if (line_end) out.push_back('\n');
    else if (c == '\t' || (c >= 0x20 && c != 0x7f)) out.push_back(text[i]);
  }
  out = nfc(out);   // after the dropping: what stood on both sides of a dropped one may compose
  return std::string(trim(out));
}

std::string without_noncharacters(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_no_character(text, i)) i += kNoCharacterBytes - 1;
    else out.push_back(text[i]);
  }
  return out;
}

std::string without_unprintables(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (is_no_character(text, i)) i += kNoCharacterBytes - 1;
    else if (c >= 0x20 || c == '\t' || c == '\n' || c == '\r') out.push_back(text[i]);
  }
  return out;
}

std::size_t characters(std::string_view text) {
  const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };   // not a continuation of UTF-8
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins));
}

std::string fold(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString wide = composer().normalize(utf16(text), status);
  wide.toLower(icu::Locale::getRoot());
  wide = decomposer().normalize(wide, status);
  require(status, "ICU normalization");

  std::string out;
  out.reserve(text.size());
  bool gap = false;
  for (int32_t at = 0; at < wide.length(); at = wide.moveIndex32(at, 1)) {
    UChar32 c = wide.char32At(at);
    if (is_mark(c)) continue;
    if (c == U'đ') c = 'd';   // a letter of its own in Unicode, without decomposition
    if (!u_isalnum(c)) {
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out.push_back(' ');
    gap = false;
    append_utf8(out, c);
  }
  return out;
}

std::string lower(std::string_view text) {
  icu::UnicodeString wide = utf16(nfc(text));
  wide.toLower(icu::Locale::getRoot());
  std::string out;
  wide.toUTF8String(out);
  return out;
}

std::string upper(std::string_view text) {
  icu::UnicodeString wide = utf16(nfc(text));
  wide.toUpper(icu::Locale::getRoot());
  std::string out;
  wide.toUTF8String(out);
  return out;
}

bool fits_marks(std::string_view typed, std::string_view whole) {
  const auto some = marked_words(typed), all = marked_words(whole);
  return std::equal(some.begin(), some.end(), all.begin(), all.end(), fits);
}

std::vector<std::string> fold_words(std::string_view text) {
  std::vector<std::string> out;
  const std::string folded = fold(text);
  if (folded.empty()) return out;
  for (const std::string_view word : split(folded, ' ')) out.emplace_back(word);
  return out;
}

bool is_path_of_this_site(std::string_view path) {
  constexpr std::size_t kLongest = 500;
  const auto bad = [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\\' || c == 0x7f; };
  return path.size() <= kLongest && path.starts_with('/') && !path.starts_with("//") && std::none_of(path.begin(), path.end(), bad);
}

std::string slug(std::string_view text, std::size_t limit) {
  std::string out = fold(text);
  std::replace(out.begin(), out.end(), ' ', '-');
  if (out.size() <= limit) return out;
  const std::size_t last = out.rfind('-', limit);   // a '-' at `limit` itself ends the last whole word
  return last == std::string::npos ? std::string(cut(out, limit)) : out.substr(0, last);
}

std::string collation_key(std::string_view text) {
  // Normal form first: ICU's keys of o + horn + circumflex and of ơ + circumflex differ (found by fuzz_text_fold).
  const icu::UnicodeString wide = utf16(nfc(text));
  const icu::Collator& collator = vietnamese_collator();
  std::string out(static_cast<std::size_t>(wide.length()) * 4 + 16, '\0');
  const auto fill = [&] {
    return collator.getSortKey(wide, reinterpret_cast<std::uint8_t*>(out.data()), static_cast<int32_t>(out.size()));
  };
  int32_t size = fill();
  if (size > static_cast<int32_t>(out.size())) {
    out.resize(static_cast<std::size_t>(size));
    size = fill();
  }
  out.resize(static_cast<std::size_t>(std::max(size - 1, 0)));   // without the closing zero
  return out;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\f\v";
  const std::size_t from = text.find_first_not_of(kSpace);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kSpace) - from + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  for (;;) {
    const std::size_t at = text.find(separator);
    out.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return out;
    text.remove_prefix(at + 1);
  }
}

std::string_view cut(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

std::string group_digits(long long number, Language language) {
  // Negated as unsigned: the smallest number has no positive twin.
  const auto unsigned_number = static_cast<unsigned long long>(number);
  const unsigned long long magnitude = number < 0 ? 0ULL - unsigned_number : unsigned_number;
  std::string out = std::to_string(magnitude);
  for (std::size_t at = out.size(); at > 3;) {
    at -= 3;
    out.insert(at, 1, language == Language::vi ? '.' : ',');
  }
  return number < 0 ? "-" + out : out;
}

std::string decimal(std::string_view number, Language language) {
  std::string out(number);
  if (language == Language::vi) std::replace(out.begin(), out.end(), '.', ',');
  return out;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    out.push_back(kDigits[static_cast<unsigned char>(c) >> 4]);
    out.push_back(kDigits[static_cast<unsigned char>(c) & 15]);
  }
  return out;
}

std::string base64(std::string_view bytes) {
  return encode_base64(bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", true);
}

std::string base64url(std::string_view bytes) {
  return encode_base64(bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", false);
}

}  // namespace ocop::text
