#include "modules/places/address.h"

#include <algorithm>

#include "kernel/base/spelling.h"
#include "kernel/base/text.h"

namespace ocop::places {
namespace {

constexpr std::string_view kDigits = "0123456789";
// Vowels without a tone, and with each of the five, in the same order.
constexpr std::array<std::string_view, 12> kVowels{"a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"};
constexpr std::array<std::array<std::string_view, 12>, 5> kToned{{{"à", "ằ", "ầ", "è", "ề", "ì", "ò", "ồ", "ờ", "ù", "ừ", "ỳ"},
                                                                  {"á", "ắ", "ấ", "é", "ế", "í", "ó", "ố", "ớ", "ú", "ứ", "ý"},
                                                                  {"ả", "ẳ", "ẩ", "ẻ", "ể", "ỉ", "ỏ", "ổ", "ở", "ủ", "ử", "ỷ"},
                                                                  {"ã", "ẵ", "ẫ", "ẽ", "ễ", "ĩ", "õ", "ỗ", "ỡ", "ũ", "ữ", "ỹ"},
                                                                  {"ạ", "ặ", "ậ", "ẹ", "ệ", "ị", "ọ", "ộ", "ợ", "ụ", "ự", "ỵ"}}};

std::size_t length_at(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

// One letter as a person reads it: letters and digits of a word, what parts words, what parts the parts of an address.
enum class Sort : unsigned char { letter, space, dash, comma };
Sort sort_of(std::string_view letter) {
  if (letter.size() == 1) {
    const char c = letter[0];
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return Sort::letter;
    if (c == '-') return Sort::dash;
    return std::string_view(",;|()\n").find(c) != std::string_view::npos ? Sort::comma : Sort::space;
  }
  if (letter.starts_with("\xC2")) return Sort::space;                                       // signs of Latin-1, the hard space
  if (letter.starts_with("\xE2\x80")) {                                                     // general punctuation: ’ “ – —
    const auto last = static_cast<unsigned char>(letter[2]);
    return last >= 0x90 && last <= 0x95 ? Sort::dash : Sort::space;
  }
  return Sort::letter;
}

// A word in lower case as its two forms: "hoà" and "hòa" → "hoa", "hoa1". Every start reads 50,000 words of names and every import as many
// of addresses: letters of Vietnamese are looked up here, a word with any other is folded as all texts are.
struct Forms { std::string plain, marked; };
struct Letter { std::string_view bare; char plain = 0, tone = 0; };
Letter letter_of(std::string_view letter) {
  constexpr std::string_view kPlain = "aaaeeiooouuy";
  if (letter.size() == 1) return {letter, letter[0], 0};
  if (letter == "đ") return {letter, 'd', 0};
  if (const auto found = std::ranges::find(kVowels, letter); found != kVowels.end())
    return {letter, kPlain[static_cast<std::size_t>(found - kVowels.begin())], 0};
  for (std::size_t t = 0; t < kToned.size(); ++t) {
    const auto found = std::ranges::find(kToned[t], letter);
    if (found == kToned[t].end()) continue;
    const auto at = static_cast<std::size_t>(found - kToned[t].begin());
    return {kVowels[at], kPlain[at], static_cast<char>('1' + t)};
  }
  return {letter, 0, 0};
}
Forms forms_of(std::string_view word) {
  Forms out;
  char tone = 0;
  bool foreign = false;
  for (std::size_t at = 0; at < word.size();) {
    const std::string_view written = word.substr(at, length_at(word, at));
    at += written.size();
    const Letter letter = letter_of(written);
    if (letter.plain) out.plain += letter.plain;
    else foreign = true;
    if (letter.tone) tone = letter.tone;
    out.marked += letter.bare == "y" ? "i" : letter.bare;
  }
  if (tone) out.marked += tone;
  if (foreign) {
    out.plain = text::fold(word);
    std::erase(out.plain, ' ');
  }
  return out;
}

void add_word(Address& out, std::string_view raw, Word::Before before) {
  auto [plain, marked] = forms_of(raw);
  if (plain.empty()) return;
  // A sign that is written together with its number: "P12", "Q4", "F12".
  if (plain.size() > 1 && std::string_view("pqxf").find(plain[0]) != std::string_view::npos &&
      plain.find_first_not_of(kDigits, 1) == std::string::npos) {
    out.words.push_back({plain.substr(0, 1), plain.substr(0, 1), before});
    plain.erase(0, 1);
    before = Word::Before::word;
  }
  if (plain.find_first_not_of(kDigits) == std::string::npos) {
    plain.erase(0, std::min(plain.find_first_not_of('0'), plain.size() - 1));
    out.words.push_back({plain, plain, before});
    return;
  }
  if (marked != plain && std::ranges::any_of(raw, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
    out.marks = Address::Marks::written;
  out.words.push_back({std::move(plain), std::move(marked), before});
}

// Country and postcode (Decision 2475/QĐ-BTTTT: five digits; six before 2018) say nothing of the unit.
void drop_tail(std::vector<Word>& words) {
  constexpr std::size_t kShortest = 5, kLongest = 6;
  const auto is_postcode = [](const Word& word) {
    return word.plain.size() >= kShortest && word.plain.size() <= kLongest && word.plain.find_first_not_of(kDigits) == std::string::npos;
  };
  for (bool more = true; more && words.size() > 1;) {
    more = true;
    const std::string& last = words.back().plain;
    if (is_postcode(words.back()) || last == "vietnam" || last == "vn") words.pop_back();
    else if (words.size() > 2 && last == "nam" && words[words.size() - 2].plain == "viet") words.resize(words.size() - 2);
    else more = false;
  }
}

// `marked` as forms_of writes it; a sign may be typed without marks.
struct Written { std::string_view plain, marked; Kind kind; };
constexpr std::array<Written, 15> kOneWord{{{"p", "p", Kind::ward},           {"ph", "ph", Kind::ward},
                                            {"f", "f", Kind::ward},           {"phuong", "phương1", Kind::ward},
                                            {"x", "x", Kind::commune},        {"xa", "xa4", Kind::commune},
                                            {"tt", "tt", Kind::township},     {"h", "h", Kind::rural_district},
                                            {"huyen", "huiên5", Kind::rural_district}, {"q", "q", Kind::urban_district},
                                            {"quan", "quân5", Kind::urban_district},   {"tx", "tx", Kind::town},
                                            {"tp", "tp", Kind::city},         {"t", "t", Kind::province},
                                            {"tinh", "tinh3", Kind::province}}};
struct Pair { std::string_view first, second; Kind kind; };
constexpr std::array<Pair, 8> kTwoWords{{{"thi", "tran", Kind::township},
                                         {"thi", "xa", Kind::town},
                                         {"thanh", "pho", Kind::city},
                                         {"dac", "khu", Kind::zone},
                                         {"huyen", "dao", Kind::rural_district},
                                         {"t", "p", Kind::city},
                                         {"t", "x", Kind::town},
                                         {"t", "t", Kind::township}}};

std::string run_together(std::span<const Word> words, std::string Word::* form) {
  std::string out;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (const Word& word : words) {
    const std::string& next = word.*form;
    if (!out.empty() && is_digit(out.back()) && is_digit(next.front())) out += ' ';   // "Phường 2 - 6" is not Phường 26
    out += next;
  }
  return out;
}

constexpr std::array<std::string_view, 20> kRoman{"i",  "ii",  "iii",  "iv",  "v",  "vi",  "vii",  "viii",  "ix", "x",
                                                  "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx"};

}  // namespace

Fit fits(Kind kind, Level level) {
  switch (kind) {
    case Kind::none: return Fit::yes;
    case Kind::commune:
    case Kind::ward:
    case Kind::township:
    case Kind::zone: return level == Level::unit ? Fit::yes : Fit::no;
    case Kind::rural_district:
    case Kind::urban_district:
    case Kind::town: return level == Level::district ? Fit::yes : Fit::no;
    case Kind::city: return level == Level::unit ? Fit::no : Fit::yes;
    case Kind::province: return level == Level::province ? Fit::yes : Fit::no;
  }
  return Fit::no;
}

Address read_address(std::string_view written) {
  Address out;
  std::string lower;
  for (const std::string_view line : text::split(written, '\n'))
    lower.append(lower.empty() ? "" : ",").append(text::lower(text::clean(line)));
  Word::Before before = Word::Before::comma;
  std::size_t begin = 0, at = 0;
  const auto end_word = [&] {
    if (at == begin) return;
    const std::size_t known = out.words.size();
    add_word(out, std::string_view(lower).substr(begin, at - begin), before);
    if (out.words.size() != known) before = Word::Before::word;
  };
  while (at < lower.size()) {
    const std::string_view letter = std::string_view(lower).substr(at, length_at(lower, at));
    const Sort sort = sort_of(letter);
    if (sort == Sort::letter) {
      at += letter.size();
      continue;
    }
    end_word();
    const std::size_t next = at + letter.size();
    const bool apart = at == 0 || lower[at - 1] == ' ' || next >= lower.size() || lower[next] == ' ';   // "A - B", not "A-B"
    if (sort == Sort::comma) before = Word::Before::comma;
    else if (sort == Sort::dash && apart && before == Word::Before::word) before = Word::Before::dash;
    begin = at = next;
  }
  end_word();
  drop_tail(out.words);
  if (out.words.size() > kMostWords) out.words.erase(out.words.begin(), out.words.end() - kMostWords);
  // "Phường IV" is its number, as is "Phường 4".
  for (std::size_t i = 1; i < out.words.size(); ++i) {
    const auto roman = std::ranges::find(kRoman, out.words[i].plain);
    const bool ends = i + 1 == out.words.size() || out.words[i + 1].before != Word::Before::word;
    if (roman != kRoman.end() && ends && sign_at(out.words, i - 1).kind == Kind::ward)
      out.words[i].plain = out.words[i].marked = std::to_string(roman - kRoman.begin() + 1);
  }
  return out;
}

std::optional<Address> untyped_address(const Address& address) {
  Address out = address;
  bool any = false;
  for (Word& word : out.words) {
    if (word.plain.find_first_of(kDigits) != std::string::npos) continue;   // "quan8" is Quận 8, not a mark of VNI
    auto plain = untyped(word.plain);
    if (!plain) continue;
    word.plain = word.marked = std::move(*plain);
    any = true;
  }
  out.marks = Address::Marks::absent;
  return any ? std::optional(std::move(out)) : std::nullopt;
}

Sign sign_at(std::span<const Word> words, std::size_t at) {
  const Word& word = words[at];
  if (at + 1 < words.size() && words[at + 1].before == Word::Before::word) {
    for (const Pair& pair : kTwoWords)
      if (word.plain == pair.first && words[at + 1].plain == pair.second) return {pair.kind, 2};
  }
  for (const Written& one : kOneWord)
    if (word.plain == one.plain && (word.marked == one.marked || word.marked == forms_of(word.plain).marked)) return {one.kind, 1};
  return {};
}

std::string key_of(std::span<const Word> words) {
  std::string out = run_together(words, &Word::plain);
  std::ranges::replace(out, 'y', 'i');
  return out;
}
std::string marked_key_of(std::span<const Word> words) { return run_together(words, &Word::marked); }

Name read_name(std::string_view printed) {
  const Address read = read_address(printed);
  std::span<const Word> words(read.words);
  Name out;
  if (words.size() > 1) {
    const Sign sign = sign_at(words, 0);
    if (sign.words > 0 && sign.words < words.size()) {
      out.kind = sign.kind;
      words = words.subspan(sign.words);
    }
  }
  out.key = key_of(words);
  out.marked = marked_key_of(words);
  return out;
}

}  // namespace ocop::places
