#pragma once
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The words of a label, and what is looked for in them. Inner header of check*.cc. Pure.
namespace ocop::labels {

// A word with its marks, or a number with what stands in it ("1,5kg", "20/11/2026").
struct Word {
  std::string text, folded;            // lower case; without marks
  std::string before;                  // what parts it from the word before, such as " / "
  std::size_t line = 0;
};
struct LabelText {
  std::vector<std::string> lines;      // as typed, without empty ones
  std::vector<bool> marked;            // of each line: whether a letter of it has a mark
  std::vector<Word> words;             // of all lines
  const std::string& line_of(std::size_t word) const { return lines[words[word].line]; }
  bool same_line(std::size_t a, std::size_t b) const { return a < words.size() && b < words.size() && words[a].line == words[b].line; }
};
LabelText read_label(std::string_view typed);

// "thành phần": one word after the other. A word of the label is taken for it with the same marks, or with none at all: "duong" is "đường",
// and "dương" of sunflower seeds is not. A single word without marks is taken in a line that has none: "tinh bột" is starch, and no "tỉnh".
class Phrase {
 public:
  Phrase(const char* words);
  // How many words of the label it takes from there on, on one line; 0 = it does not stand there.
  std::size_t at(const LabelText& label, std::size_t word) const;

 private:
  std::vector<std::string> words_, folded_;
};
using Phrases = std::vector<Phrase>;

struct Place { std::size_t first = 0, after = 0; };   // words
// The first place of any of them, from a word on.
std::optional<Place> find(const LabelText& label, const Phrases& any, std::size_t from = 0);
// Whether one of them stands in a line.
bool line_has(const LabelText& label, std::size_t line, const Phrases& any);

bool begins_with_digit(const Word& word);
bool is_one_of(const Word& word, std::initializer_list<std::string_view> folded);

}  // namespace ocop::labels
