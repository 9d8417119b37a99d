#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

// The words of names, interned: a word is compared as a number. Pure; filled first, read then.
namespace ocop::likeness {

using Key = std::uint32_t;               // a word without its marks, y as i at the end: "ký" and "kí"
using WordId = std::uint32_t;            // a word with its marks

// What a word does in a name.
enum class Role : std::uint8_t { plain, empty, variant };
struct Word {
  std::string marked, folded;
  Key key = 0;
  std::uint32_t rows = 0;                // names that have it
  Role role = Role::plain;
  bool common = false;                   // in our list of words of product names
};

// The parts of a text: letters and digits apart, in lower case with marks; "0,5" stays one number.
std::vector<std::string> parts_of(std::string_view text);
bool is_number(std::string_view part);

class Words {
  static constexpr std::uint32_t kPartOfForm = 4;

 public:
  Words();
  WordId word(std::string_view marked);  // makes it when it is new
  Key key(std::string_view folded);
  const Word& operator[](WordId id) const { return words_[id]; }
  void count(const std::vector<WordId>& name);   // each word once
  // Counting is over: from how many rows on a word is known.
  void settle(std::size_t rows);
  // A form with other marks than most rows print of that word is known only when a good part of them has it.
  bool known(WordId id) const {
    const Word& word = words_[id];
    return word.common || (word.rows >= known_from_ && word.rows * kPartOfForm >= keys_[word.key].most);
  }
  bool common(Key key) const { return keys_[key].common; }
  bool known_folded(Key key) const { return keys_[key].common || keys_[key].rows >= known_from_; }
  std::uint32_t rows(Key key) const { return keys_[key].rows; }
  const std::string& folded(Key key) const { return keys_[key].folded; }
  // The same word, perhaps with fewer marks; a slip of the finger or of a mark. Two words that are both known are two words.
  enum class Likeness : std::uint8_t { none, slip, same };
  // Whether the whole name is without marks: then each of its words is any that it may be.
  enum class Marks : std::uint8_t { none, written };
  Likeness compare(WordId a, Marks marks_a, WordId b, Marks marks_b) const;
  bool slip(Key a, Key b) const;         // of words without marks

 private:
  struct Folded {
    std::string folded;
    std::uint32_t rows = 0, most = 0;    // names that have it; of its form with the most
    bool common = false;
  };
  bool known_in(WordId id, Marks marks) const { return marks == Marks::none ? known_folded(words_[id].key) : known(id); }
  std::vector<Word> words_;
  std::vector<Folded> keys_;
  std::unordered_map<std::string, WordId> by_marked_;
  std::unordered_map<std::string, Key> by_folded_;
  std::unordered_set<std::string> variants_;   // folded: of a word typed without marks
  std::uint32_t known_from_ = 3;
};

// At most one letter more, less, another, or two in the other order; two of them in words of seven letters and more. No digits.
bool one_slip(std::string_view a, std::string_view b);

// ---- tables (tables.cc) ---------------------------------------------------------------------------------------------------------
// Words and phrases apart by blanks or commas.
extern const std::string_view kCommonWords, kVariantWords, kEmptyWords, kStopWords, kEnglishStopWords, kCommonMakerWords;
struct Translation { std::string_view english, vietnamese; };
std::span<const Translation> translations();   // longer phrases first
std::span<const std::string_view> legal_phrases();      // what makers are, folded, of two words and more
std::span<const std::string_view> business_phrases();   // what makers do, folded; longer ones first

}  // namespace ocop::likeness
