#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What was meant by words that stand nowhere as they were typed: raw Telex or VNI, a slip of a finger, words run together or apart. Such a
// word is never answered silently: it is proposed ("did you mean"), and a person chooses. Pure.
namespace ocop {

// The words of many rows: how many rows have each, and how it is written with its marks most often.
class Vocabulary {
  struct Counted { std::int64_t rows = 0; std::map<std::string, std::int64_t, std::less<>> marked; };
  using Counts = std::map<std::string, Counted, std::less<>>;

 public:
  class Maker {
   public:
    // `words`: folded, apart by blanks. `marked`: a name in lower case with its marks; the words of `words` begin with its own.
    void add(std::string_view words, std::string_view marked);
    // How words are written, of a name that is no row: a province.
    void spell(std::string_view name);
    Vocabulary make() &&;

   private:
    static Counted& counted(Counts& all, std::string_view word);
    static void count_marks(Counts& all, std::string_view word, std::string_view marked);
    // Words and pairs of a name, folded and with their marks, as many of one as of the other.
    void count_names(const std::vector<std::string_view>& folded, const std::vector<std::string>& marked);
    Counts words_, pairs_;
  };
  std::int64_t count(std::string_view word) const;             // 0 = no row has it
  bool begins(std::string_view half) const;                    // some word begins so
  // The words with their marks, as they are most often written, together where they stand together: "ca phe" → "cà phê", "ca com" → "cá
  // cơm".
  std::string marked(const std::vector<std::string_view>& words) const;
  // Words that one slip makes of `word` (a letter more, less, another, or two in the other order), the most frequent first.
  std::vector<std::string> near(std::string_view word, std::size_t most) const;
  std::size_t size() const { return words_.size(); }

 private:
  struct Word { std::string folded, marked; std::int64_t rows = 0; };
  static std::vector<Word> most_frequent(Counts& all);
  static const Word* find(const std::vector<Word>& all, std::string_view word);
  std::vector<Word> words_, pairs_;                            // by `folded`; of pairs `rows` is how often they are written as `marked`
};

// What was typed in raw Telex ("khaaur" → "khau") or VNI ("phe6" → "phe"), without its marks; nullopt = it is neither.
std::optional<std::string> untyped(std::string_view word);

// What may have been meant by words that find nothing, each with its marks, the likeliest first. `finds` says whether a proposal leads to
// anything; it is asked at most kMostAsked times.
inline constexpr std::size_t kMostProposed = 3, kMostAsked = 12;
std::vector<std::string> proposals(std::string_view typed, const Vocabulary& vocabulary,
                                   const std::function<bool(const std::string&)>& finds);

}  // namespace ocop
