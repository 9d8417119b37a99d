#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/message.h"

namespace ocop::text {

// All functions take and give UTF-8. Thread-safe, no shared state.

bool is_valid_utf8(std::string_view text);
// Unicode NFC. Precondition: valid UTF-8. Everything stored is NFC.
std::string nfc(std::string_view text);
// NFC, white space runs to one space, ends trimmed, control characters taken as space, U+FFFE and U+FFFF dropped: what a person typed
// into a one-line field.
std::string clean(std::string_view text);
// Whether a line can stand in a list and be what it looks like: something of it is seen, and nothing turns the direction of what follows
// (Unicode TR #36 §2.3.2: "Trojan" embeddings, overrides and isolates). An empty line is not.
bool is_readable_line(std::string_view text);
// NFC, every line end one "\n", other control characters but the tab dropped (of C1 too), and U+FFFE and U+FFFF, ends trimmed: what a
// person typed into a field of several lines.
std::string paragraph(std::string_view text);
// Without what no XML file may hold, not even escaped (XML 1.0 §2.2, Char): U+FFFE and U+FFFF; unprintables are control characters but tab
// and line ends too. What was stored before a field dropped them, and what came by an import, may have them; one is enough that a reader
// refuses the whole file.
std::string without_noncharacters(std::string_view text);
std::string without_unprintables(std::string_view text);
// Code points of valid UTF-8: the unit in which limits of texts are said, shown and checked.
std::size_t characters(std::string_view text);
// For searching: NFC → lower case → NFD → marks dropped → đ to d → letters and digits kept, all else one space.
// "Đường Thốt-nốt" → "duong thot not". Old and new tone placement (hoà, hòa) fold alike.
std::string fold(std::string_view text);
// NFC in lower case, marks kept: tells "Trà" typed with its marks from "Tra".
std::string lower(std::string_view text);
std::string upper(std::string_view text);   // NFC in capitals
// Whether `typed` is `whole`, perhaps with fewer marks: "Đăk Lăk", "dak lak", "Đak Lak" are "Đắk Lắk", "hoà" is "hòa"; "huệ" is not "Huế".
// Case does not count, nor where in a word its tone stands. Precondition: valid UTF-8.
bool fits_marks(std::string_view typed, std::string_view whole);
// fold() split at spaces.
std::vector<std::string> fold_words(std::string_view text);
// For URLs: fold() with '-' for ' ', at most `limit` bytes, cut at a word.
// A path that a browser cannot take for another place: "/dossiers/…", never "//evil", "/\\evil", "https:…". Of at most 500 bytes: our
// longest addresses, lists with all their filters, are under 300.
bool is_path_of_this_site(std::string_view path);
std::string slug(std::string_view text, std::size_t limit = 60);
// Bytes that sort (memcmp) in Vietnamese alphabetical order: a ă â … d đ …; tones last. ICU collation "vi".
std::string collation_key(std::string_view text);

std::string_view trim(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
// Cut to at most `bytes`, never inside a code point.
std::string_view cut(std::string_view text, std::size_t bytes);
// 1234567 → "1.234.567" (vi) / "1,234,567" (en).
std::string group_digits(long long number, Language language);
// "78.5" → "78,5" in vi; unchanged in en. The input is text from Rational::cut().
std::string decimal(std::string_view number, Language language);

std::string hex(std::string_view bytes);
// base64 with padding (RFC 4648 §4) and base64url without (§5). Decoding: kernel/crypto/crypto.h.
std::string base64(std::string_view bytes);
std::string base64url(std::string_view bytes);

}  // namespace ocop::text
