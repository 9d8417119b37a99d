#include "modules/labels/check_words.h"

#include <algorithm>

#include "kernel/base/text.h"

namespace ocop::labels {
namespace {

struct Letter { std::string_view bytes; bool is_word = false, is_digit = false; };

// The Latin letters of Unicode with their marks, and digits; what else there is parts words.
Letter letter_at(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) {
    const bool digit = byte >= '0' && byte <= '9';
    return {text.substr(at, 1), digit || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'), digit};
  }
  const std::size_t size = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
  const std::string_view bytes = text.substr(at, size);
  unsigned point = byte & (0xFFU >> (size + 1));
  for (const char c : bytes.substr(1)) point = point << 6 | (static_cast<unsigned char>(c) & 0x3FU);
  constexpr unsigned kTimes = 0xD7, kDivided = 0xF7;
  const bool latin = (point >= 0xC0 && point <= 0x24F && point != kTimes && point != kDivided) || (point >= 0x300 && point <= 0x36F) ||
                     (point >= 0x1E00 && point <= 0x1EFF);
  return {bytes, latin, false};
}

bool digit_at(std::string_view text, std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; }

void read_line(LabelText& out, std::string_view line) {
  std::string before, word;
  const auto end_word = [&] {
    if (word.empty()) return;
    out.words.push_back({word, text::fold(word), before, out.lines.size()});
    word.clear();
    before.clear();
  };
  for (std::size_t at = 0; at < line.size();) {
    const Letter letter = letter_at(line, at);
    const char sign = letter.bytes.size() == 1 ? letter.bytes[0] : '\0';
    const bool within_number =
        (sign == ',' || sign == '.' || sign == '/') && !word.empty() && at > 0 && digit_at(line, at - 1) && digit_at(line, at + 1);
    if (letter.is_word || within_number) {
      word += letter.bytes;
    } else {
      end_word();
      before += letter.bytes;
    }
    at += letter.bytes.size();
  }
  end_word();
}

}  // namespace

LabelText read_label(std::string_view typed) {
  LabelText out;
  for (const std::string_view line : text::split(typed, '\n')) {
    const std::string_view trimmed = text::trim(line);
    if (trimmed.empty()) continue;
    const std::size_t first = out.words.size();
    read_line(out, text::lower(trimmed));
    out.lines.emplace_back(trimmed);
    out.marked.push_back(std::any_of(out.words.begin() + static_cast<std::ptrdiff_t>(first), out.words.end(), [](const Word& one) {
      return std::ranges::any_of(one.text, [](char c) { return (c & 0x80) != 0; });
    }));
  }
  return out;
}

Phrase::Phrase(const char* words) {
  for (const std::string_view word : text::split(words, ' ')) {
    words_.emplace_back(word);
    folded_.push_back(text::fold(word));
  }
}

std::size_t Phrase::at(const LabelText& label, std::size_t word) const {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (!label.same_line(word, word + i)) return 0;
    const Word& there = label.words[word + i];
    if (there.folded != folded_[i]) return 0;
    const bool typed_without = there.text == folded_[i] && words_[i] != folded_[i];
    if (typed_without && (words_.size() > 1 || !label.marked[there.line])) continue;
    if (!(text::fits_marks(there.text, words_[i]) && text::fits_marks(words_[i], there.text))) return 0;
  }
  return words_.size();
}

std::optional<Place> find(const LabelText& label, const Phrases& any, std::size_t from) {
  for (std::size_t word = from; word < label.words.size(); ++word)
    for (const Phrase& one : any)
      if (const std::size_t taken = one.at(label, word); taken > 0) return Place{word, word + taken};
  return std::nullopt;
}

bool line_has(const LabelText& label, std::size_t line, const Phrases& any) {
  for (std::size_t word = 0; word < label.words.size() && label.words[word].line <= line; ++word) {
    if (label.words[word].line < line) continue;
    for (const Phrase& one : any)
      if (one.at(label, word) > 0) return true;
  }
  return false;
}

bool begins_with_digit(const Word& word) { return digit_at(word.text, 0); }
bool is_one_of(const Word& word, std::initializer_list<std::string_view> folded) {
  return std::ranges::find(folded, word.folded) != folded.end();
}

}  // namespace ocop::labels
