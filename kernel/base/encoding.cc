#include "kernel/base/encoding.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <stdexcept>

#include "kernel/base/text.h"

namespace ocop::text {
namespace {

constexpr std::array<std::string_view, 6> kNames{"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1258", "TCVN3", "VNI"};
constexpr UChar kGrave = 0x0300, kAcute = 0x0301, kCircumflex = 0x0302, kTilde = 0x0303, kBreve = 0x0306, kHook = 0x0309, kDot = 0x0323;

// TCVN 5712:1993, 0xA1 to 0xFE (the table of glibc's TCVN5712-1). VN3 has the small letters and the seven capitals at 0xA1; the other
// capitals stand where VN1 puts them, fonts of capitals (.VnTimeH) use the small ones.
constexpr std::u16string_view kTcvn =
    u"ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵ";
constexpr unsigned kTcvnFirst = 0xA1;

// VNI-Windows: marks that follow a base letter, small; a capital's mark is 0x20 lower (table of the VNI manual, as unikey has it).
struct VniMark { unsigned byte; UChar first, second; };
constexpr std::array<VniMark, 17> kVniMarks{{
    {0xF9, kAcute, 0},
    {0xF8, kGrave, 0},
    {0xFB, kHook, 0},
    {0xF5, kTilde, 0},
    {0xEF, kDot, 0},
    {0xE2, kCircumflex, 0},
    {0xE1, kCircumflex, kAcute},
    {0xE0, kCircumflex, kGrave},
    {0xE5, kCircumflex, kHook},
    {0xE3, kCircumflex, kTilde},
    {0xE4, kCircumflex, kDot},
    {0xEA, kBreve, 0},
    {0xE9, kBreve, kAcute},
    {0xE8, kBreve, kGrave},
    {0xFA, kBreve, kHook},
    {0xFC, kBreve, kTilde},
    {0xEB, kBreve, kDot},
}};
// Letters of one byte.
struct VniLetter { unsigned byte; UChar letter; };
constexpr std::array<VniLetter, 16> kVniLetters{{
    {0xF4, u'ơ'}, {0xF6, u'ư'}, {0xF1, u'đ'}, {0xED, u'í'}, {0xEC, u'ì'}, {0xE6, u'ỉ'}, {0xF3, u'ĩ'}, {0xF2, u'ị'},
    {0xEE, u'ỵ'}, {0xD4, u'Ơ'}, {0xD6, u'Ư'}, {0xD1, u'Đ'}, {0xCD, u'Í'}, {0xCC, u'Ì'}, {0xC6, u'Ỉ'}, {0xD3, u'Ĩ'},
}};
constexpr std::array<VniLetter, 2> kVniRareLetters{{{0xD2, u'Ị'}, {0xCE, u'Ỵ'}}};

constexpr UChar kUnknown = 0xFFFD;

UChar tcvn_letter(unsigned byte) {
  return byte >= kTcvnFirst && byte - kTcvnFirst < kTcvn.size() ? kTcvn[byte - kTcvnFirst] : byte == 0xA0 ? u' ' : kUnknown;
}
std::optional<UChar> vni_letter(unsigned byte) {
  for (const auto& [code, letter] : kVniLetters) if (code == byte) return letter;
  for (const auto& [code, letter] : kVniRareLetters) if (code == byte) return letter;
  return std::nullopt;
}
// A mark that may stand after this letter: a capital has a capital's marks.
const VniMark* vni_mark(UChar before, unsigned byte) {
  constexpr std::u16string_view kSmall = u"aeouyơư", kCapital = u"AEOUYƠƯ";
  const bool small = kSmall.find(before) != kSmall.npos, capital = kCapital.find(before) != kCapital.npos;
  // A small letter's marks after a capital too: "Ñaø", "Aâ" are typed by hand.
  if (!small && !capital) return nullptr;
  for (const VniMark& mark : kVniMarks)
    if (mark.byte == byte || (capital && mark.byte == byte + 0x20)) return &mark;
  return nullptr;
}

// `byte_at`: the code of the legacy encoding at a position, or nothing when the letter there is to stay as it is.
template <class ByteAt>
icu::UnicodeString read_legacy(int32_t size, Encoding encoding, const ByteAt& byte_at) {
  icu::UnicodeString out;
  for (int32_t at = 0; at < size; ++at) {
    const auto [byte, stays] = byte_at(at);
    if (byte < 0x80 || stays) {
      out.append(static_cast<UChar>(byte));
    } else if (encoding == Encoding::tcvn3) {
      out.append(tcvn_letter(byte));
    } else if (const VniMark* mark = out.isEmpty() ? nullptr : vni_mark(out[out.length() - 1], byte)) {
      out.append(mark->first);
      if (mark->second) out.append(mark->second);
    } else {
      out.append(vni_letter(byte).value_or(byte == 0xA0 ? u' ' : kUnknown));
    }
  }
  return out;
}

std::string to_nfc(const icu::UnicodeString& wide) {
  std::string out;
  wide.toUTF8String(out);
  return nfc(out);
}

struct CloseConverter { void operator()(UConverter* converter) const { ucnv_close(converter); } };

std::string decode_by_icu(std::string_view bytes, const char* converter_name) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(converter_name, &status));
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU converter ") + converter_name + ": " + u_errorName(status));
  const icu::UnicodeString wide(bytes.data(), static_cast<int32_t>(bytes.size()), converter.get(), status);
  return to_nfc(wide);
}

// A letter of a syllable: which vowel or consonant it is without its tone, and whether it has one. Letter 0: no Vietnamese letter.
struct Sign { UChar letter; bool tone; };
Sign without_tone(UChar32 c, const icu::Normalizer2& decomposer) {
  icu::UnicodeString parts;
  if (!decomposer.getDecomposition(c, parts)) return {static_cast<UChar>(c), false};
  Sign out{parts[0], false};
  const auto change = [&](std::u16string_view from, std::u16string_view to) {
    const std::size_t at = from.find(out.letter);
    out.letter = at == std::u16string_view::npos ? u'\0' : to[at];
  };
  for (int32_t i = 1; i < parts.length(); ++i) {
    constexpr std::u16string_view kTones{u"\u0300\u0301\u0303\u0309\u0323"};
    if (parts[i] == kCircumflex) change(u"aeo", u"âêô");
    else if (parts[i] == kBreve) change(u"a", u"ă");
    else if (parts[i] == 0x031B) change(u"ou", u"ơư");
    else if (kTones.find(parts[i]) != std::u16string_view::npos) out.tone = true;
    else out.letter = u'\0';
  }
  return out;
}

constexpr std::array<std::u16string_view, 28> kInitials{u"",   u"b",  u"c", u"ch", u"d",  u"đ",  u"g",   u"gh", u"h", u"k",
                                                        u"kh", u"kr", u"l", u"m",  u"n",  u"ng", u"ngh", u"nh", u"p", u"ph",
                                                        u"q",  u"r",  u"s", u"t",  u"th", u"tr", u"v",   u"x"};
constexpr std::array<std::u16string_view, 9> kFinals{u"c", u"ch", u"k", u"m", u"n", u"ng", u"nh", u"p", u"t"};
// Vowels that may have a final behind them, and those that may not.
constexpr std::array<std::u16string_view, 25> kVowels{u"a",  u"ă",  u"â",  u"e",  u"ê",  u"i",   u"o",  u"ô",  u"ơ",
                                                      u"u",  u"ư",  u"y",  u"iê", u"yê", u"oa",  u"oă", u"oe", u"oo",
                                                      u"uâ", u"uê", u"uy", u"uô", u"uơ", u"uyê", u"ươ"};
constexpr std::array<std::u16string_view, 36> kOpenVowels{
    u"ai", u"ao", u"au", u"ay", u"âu", u"ây", u"eo", u"êu", u"ia", u"iu", u"iêu", u"oai", u"oao", u"oay", u"oeo", u"oi", u"ôi", u"ơi",
    u"ua", u"ui", u"uôi", u"ưa", u"ưi", u"ưu", u"ươi", u"ươu", u"uya", u"uyu", u"uây", u"uâu", u"yêu", u"oeo", u"uêu", u"ya", u"yu", u"ye"};

template <std::size_t N>
bool one_of(const std::array<std::u16string_view, N>& all, std::u16string_view part) { return std::ranges::find(all, part) != all.end(); }
bool is_vowel(UChar c) { return std::u16string_view(u"aăâeêioôơuưy").find(c) != std::u16string_view::npos; }
bool is_rhyme(std::u16string_view vowels, std::u16string_view final) {
  return final.empty() ? one_of(kVowels, vowels) || one_of(kOpenVowels, vowels) : one_of(kVowels, vowels) && one_of(kFinals, final);
}

// initial + vowels + final, at most one tone. In "gi" and "qu" the vowel belongs to the initial: giường, quen.
bool is_syllable(std::u16string_view letters, int tones) {
  const auto first = std::ranges::find_if(letters, is_vowel);
  const auto last = std::find_if(first, letters.end(), [](UChar c) { return !is_vowel(c); });
  const std::u16string_view initial(letters.begin(), first), vowels(first, last), final(last, letters.end());
  if (tones > 1 || vowels.empty() || !one_of(kInitials, initial)) return false;
  const bool joined = (initial == u"g" && vowels[0] == u'i') || (initial == u"q" && vowels[0] == u'u');
  return is_rhyme(vowels, final) || (joined && is_rhyme(vowels.substr(1), final));
}

}  // namespace

std::string_view name(Encoding encoding) { return kNames[static_cast<std::size_t>(encoding)]; }

std::string decode(std::string_view bytes, Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8: return is_valid_utf8(bytes) ? nfc(bytes) : decode_by_icu(bytes, "UTF-8");
    case Encoding::utf16le: return decode_by_icu(bytes, "UTF-16LE");
    case Encoding::utf16be: return decode_by_icu(bytes, "UTF-16BE");
    case Encoding::windows1258: return decode_by_icu(bytes, "windows-1258");
    case Encoding::tcvn3:
    case Encoding::vni: break;
  }
  const auto byte_at = [&](int32_t i) {
    return std::pair(unsigned{static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)])}, false);
  };
  return to_nfc(read_legacy(static_cast<int32_t>(bytes.size()), encoding, byte_at));
}

std::string decode_font(std::string_view text, Encoding encoding) {
  const icu::UnicodeString wide = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  const auto byte_at = [&](int32_t i) { return std::pair(unsigned{wide[i]}, wide[i] > 0xFF); };
  return to_nfc(read_legacy(wide.length(), encoding, byte_at));
}

Plausibility plausibility(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* composer = icu::Normalizer2::getNFCInstance(status);
  const icu::Normalizer2* decomposer = icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU normalization data");
  icu::UnicodeString wide =
      composer->normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size()))), status);
  wide.toLower(icu::Locale::getRoot());
  Plausibility out;
  std::u16string letters;
  int tones = 0, beyond = 0;
  bool broken = false;   // a sign that no word has: ¸ · ® between letters
  const auto end_word = [&] {
    if (beyond > 0 && (!letters.empty() || broken)) {
      ++out.words;
      out.syllables += !broken && is_syllable(letters, tones);
    }
    letters.clear();
    tones = beyond = 0;
    broken = false;
  };
  for (int32_t at = 0; at < wide.length(); at = wide.moveIndex32(at, 1)) {
    const UChar32 c = wide.char32At(at);
    if (c < 0x80 && !u_isalpha(c)) {
      end_word();
      continue;
    }
    // Signs of ordinary printing stand beside words: quotes, dashes, dots, the no-break space.
    if (c == 0xA0 || c == 0xAB || c == 0xBB || c == 0xB0 || c == 0xB2 || c == 0xB3 || (c >= 0x2000 && c < 0x2100)) {
      end_word();
      continue;
    }
    if (c >= 0x80) ++beyond;
    if (!u_isalpha(c) || c > 0xFFFF) {
      broken = true;
      continue;
    }
    const Sign sign = without_tone(c, *decomposer);
    broken = broken || sign.letter == u'\0';
    letters.push_back(sign.letter);
    tones += sign.tone;
  }
  end_word();
  return out;
}

namespace {

constexpr double kReadsWell = 0.7;   // of the words with marks; the sample register has 0.97, wrong readings under 0.4

std::optional<Detected> by_mark(std::string_view sample) {
  if (sample.starts_with("\xEF\xBB\xBF")) return Detected{Encoding::utf8, 3};
  if (sample.starts_with("\xFF\xFE")) return Detected{Encoding::utf16le, 2};
  if (sample.starts_with("\xFE\xFF")) return Detected{Encoding::utf16be, 2};
  return std::nullopt;
}

// UTF-16 without a mark: in Vietnamese text more than half of the high bytes are zero, and text has no NUL otherwise.
std::optional<Detected> by_zeros(std::string_view sample) {
  std::size_t even = 0, odd = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) (i % 2 == 0 ? even : odd) += sample[i] == '\0';
  constexpr std::size_t kShare = 8;   // a quarter of the pairs
  if (odd > sample.size() / kShare && even == 0) return Detected{Encoding::utf16le};
  if (even > sample.size() / kShare && odd == 0) return Detected{Encoding::utf16be};
  return std::nullopt;
}

}  // namespace

Detected detect_encoding(std::string_view sample) {
  if (const auto marked = by_mark(sample)) return *marked;
  if (const auto wide = by_zeros(sample)) return *wide;
  // The sample may end inside a letter.
  for (std::size_t cut = 0; cut < 4 && cut <= sample.size(); ++cut)
    if (is_valid_utf8(sample.substr(0, sample.size() - cut))) return {Encoding::utf8};
  Detected best{Encoding::windows1258};
  double share = -1;
  for (const Encoding candidate : {Encoding::windows1258, Encoding::tcvn3, Encoding::vni}) {
    const double found = plausibility(decode(sample, candidate)).share();
    if (found > share) {
      share = found;
      best.encoding = candidate;
    }
  }
  if (share < kReadsWell) best.sure = Detected::Sure::no;
  return best;
}

Encoding detect_font(std::string_view text) {
  const double as_it_is = plausibility(text).share();
  if (as_it_is >= kReadsWell) return Encoding::utf8;
  Encoding best = Encoding::utf8;
  double share = std::max(kReadsWell, as_it_is + 0.3);   // clearly better, or the text is merely foreign
  for (const Encoding candidate : {Encoding::tcvn3, Encoding::vni}) {
    const double found = plausibility(decode_font(text, candidate)).share();
    if (found >= share) {
      share = found;
      best = candidate;
    }
  }
  return best;
}

}  // namespace ocop::text
