#pragma once
#include <cstdint>
#include <string>
#include <string_view>

// Bytes that are not UTF-8: what Vietnamese offices still send. Everything leaves as UTF-8 in NFC. Thread-safe, no shared state.
namespace ocop::text {

enum class Encoding : std::uint8_t {
  utf8,
  utf16le, utf16be,
  windows1258,          // Microsoft's code page: some letters with marks, tone marks as combining bytes after the vowel
  tcvn3,                // "ABC": TCVN 5712:1993 VN3, the bytes of the .VnTime fonts; one byte a letter
  vni,                  // VNI for Windows: a base letter, then a byte for its marks
};
std::string_view name(Encoding encoding);

// Bytes that are nothing in the encoding become U+FFFD.
std::string decode(std::string_view bytes, Encoding encoding);

// Text that was typed with a TCVN3 or VNI font is kept in Unicode files as Latin-1 letters ("Hîp t¸c x·"): those letters are read as the
// bytes they stand for, all others stay. Precondition: valid UTF-8; encoding is tcvn3 or vni.
std::string decode_font(std::string_view text, Encoding encoding);

// How Vietnamese a text reads: of its words with letters beyond ASCII, those that can be a Vietnamese syllable (one tone, known initial,
// vowels and final). Names and loan words are few, so a right decoding has nearly all.
struct Plausibility {
  int words = 0, syllables = 0;
  double share() const { return words == 0 ? 1.0 : static_cast<double>(syllables) / words; }
};
Plausibility plausibility(std::string_view text);

// A guess from the first bytes of a file.
struct Detected {
  Encoding encoding = Encoding::utf8;
  std::uint8_t mark_bytes = 0;                                      // of a byte order mark, to be skipped
  enum class Sure : std::uint8_t { yes, no } sure = Sure::yes;      // no: bytes that read as Vietnamese in none of them
};
Detected detect_encoding(std::string_view sample);
// tcvn3 or vni when a Unicode text is one that was typed with such a font, else utf8.
Encoding detect_font(std::string_view text);

}  // namespace ocop::text
