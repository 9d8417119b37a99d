#include "modules/likeness/words.h"

#include <algorithm>
#include <array>

#include "kernel/base/text.h"

namespace ocop::likeness {
namespace {

constexpr std::size_t kLongWord = 7;  // "curcumin": two slips are still that word
constexpr std::uint32_t kKnownFrom = 3;  // a slip is hardly made three times
constexpr std::size_t kRowsPerSlip = 10'000;  // … but in a large file it is

bool is_vowel(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; }

// "ky", "my", "quy" and "ki", "mi", "qui" are one; "thuy" and "thui" are two.
std::string normal(std::string folded) {
  const std::size_t n = folded.size();
  if (n >= 2 && folded[n - 1] == 'y' && (!is_vowel(folded[n - 2]) || (folded[n - 2] == 'u' && n >= 3 && folded[n - 3] == 'q')))
    folded[n - 1] = 'i';
  return folded;
}

// The letters of Vietnamese and their marks: Latin-1, Latin Extended, Latin Extended Additional, combining marks.
bool is_letter(std::uint32_t c) {
  return (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c <= 0x1EFF) || (c >= 0x300 && c <= 0x36F);
}
enum class Sign : std::uint8_t { other, letter, digit };

// Damerau's distance, no more than `most`.
std::size_t distance(std::string_view a, std::string_view b, std::size_t most) {
  constexpr std::size_t kLongest = 24;
  if (a.size() > kLongest || b.size() > kLongest) return most + 1;
  std::array<std::array<std::uint8_t, kLongest + 1>, 3> rows{};
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<std::uint8_t>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto &now = rows[i % 3], &last = rows[(i + 2) % 3], &before = rows[(i + 1) % 3];
    now[0] = static_cast<std::uint8_t>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      int best = std::min({changed, last[j] + 1, now[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = std::min(best, before[j - 2] + 1);
      now[j] = static_cast<std::uint8_t>(best);
    }
  }
  return rows[a.size() % 3][b.size()];
}

}  // namespace

std::vector<std::string> parts_of(std::string_view printed) {
  const std::string text = text::lower(printed);
  std::vector<std::string> out;
  Sign last = Sign::other;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    std::size_t length = 1;
    Sign sign = Sign::other;
    if (c < 0x80) {
      if (c >= 'a' && c <= 'z') sign = Sign::letter;
      else if (c >= '0' && c <= '9') sign = Sign::digit;
      else if ((c == ',' || c == '.') && last == Sign::digit && i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9')
        sign = Sign::digit;
    } else {
      length = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
      std::uint32_t point = length == 2 ? c & 0x1Fu : length == 3 ? c & 0x0Fu : c & 0x07u;
      for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
        point = point << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
      if (is_letter(point)) sign = Sign::letter;
    }
    if (sign != Sign::other) {
      if (sign != last) out.emplace_back();
      if (c == ',') out.back().push_back('.');
      else out.back().append(text, i, length);
    }
    last = sign;
    i += length;
  }
  return out;
}

bool is_number(std::string_view part) { return !part.empty() && part.front() >= '0' && part.front() <= '9'; }

bool one_slip(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const std::size_t shorter = std::min(a.size(), b.size()), longer = std::max(a.size(), b.size());
  const std::size_t most = shorter >= kLongWord ? 2 : 1;
  if (shorter < 2 || longer < 3 || longer - shorter > most || is_number(a) || is_number(b)) return false;
  return distance(a, b, most) <= most;
}

Words::Words() {
  const auto each = [](std::string_view list, const auto& take) {
    for (const std::string_view one : text::split(list, ' '))
      if (!one.empty()) take(one);
  };
  each(kCommonWords, [&](std::string_view one) {
    Word& word = words_[this->word(one)];
    word.common = true;
    keys_[word.key].common = true;
  });
  each(kCommonMakerWords, [&](std::string_view one) { keys_[key(one)].common = true; });
  for (const auto phrases : {legal_phrases(), business_phrases()})
    for (const std::string_view phrase : phrases) each(phrase, [&](std::string_view one) { keys_[key(one)].common = true; });
  each(kEmptyWords, [&](std::string_view one) { words_[word(one)].role = Role::empty; });
  each(kVariantWords, [&](std::string_view one) {
    Word& word = words_[this->word(one)];
    word.role = Role::variant;
    word.common = true;
    keys_[word.key].common = true;
    variants_.insert(word.folded);
  });
}

Key Words::key(std::string_view folded) {
  const std::string normalized = normal(std::string(folded));
  const auto [entry, fresh] = by_folded_.try_emplace(normalized, static_cast<Key>(keys_.size()));
  if (fresh) keys_.push_back({normalized});
  return entry->second;
}

WordId Words::word(std::string_view marked) {
  const auto [entry, fresh] = by_marked_.try_emplace(std::string(marked), static_cast<WordId>(words_.size()));
  if (fresh) {
    Word word{std::string(marked), text::fold(marked)};
    word.key = key(word.folded);
    if (word.marked == word.folded && variants_.contains(word.folded)) word.role = Role::variant;
    words_.push_back(std::move(word));
  }
  return entry->second;
}

void Words::count(const std::vector<WordId>& name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (std::find(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(i), name[i]) != name.begin() + static_cast<std::ptrdiff_t>(i))
      continue;
    Folded& folded = keys_[words_[name[i]].key];
    folded.most = std::max(folded.most, ++words_[name[i]].rows);
    ++folded.rows;
  }
}

void Words::settle(std::size_t rows) { known_from_ = std::max(kKnownFrom, static_cast<std::uint32_t>(rows / kRowsPerSlip)); }

bool Words::slip(Key a, Key b) const { return !(known_folded(a) && known_folded(b)) && one_slip(keys_[a].folded, keys_[b].folded); }

Words::Likeness Words::compare(WordId a, Marks marks_a, WordId b, Marks marks_b) const {
  if (a == b) return Likeness::same;
  const Word &one = words_[a], &other = words_[b];
  if (one.key != other.key) {
    if (known_in(a, marks_a) && known_in(b, marks_b)) return Likeness::none;
    return one_slip(one.folded, other.folded) ? Likeness::slip : Likeness::none;
  }
  // Without marks a word is any of those that it may be; "kí" and "ký" differ by their letter alone.
  if (one.folded != other.folded || text::fits_marks(one.marked, other.marked) || text::fits_marks(other.marked, one.marked))
    return Likeness::same;
  return known(a) && known(b) ? Likeness::none : Likeness::slip;
}

}  // namespace ocop::likeness
