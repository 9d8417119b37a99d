#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "kernel/base/text.h"
#include "modules/marks/marks.h"

namespace ocop::marks {
namespace {

using Words = std::vector<std::string>;

// ---- signs as words ------------------------------------------------------------------------------------------------------------------

// Filled stars as they are typed; an outlined one (☆) stands for what is missing.
constexpr std::array<std::string_view, 7> kStars{"★", "⭐", "🌟", "✭", "✮", "✯", "⚝"};
// Not seen, and cut "sa|o" in two for whoever looks for it: soft hyphen, zero width, word joiner, the choice of a coloured sign.
constexpr std::array<std::string_view, 7> kUnseen{"\u00AD", "\u200B", "\u200C", "\u200D", "\u2060", "\uFEFF", "\uFE0F"};
constexpr std::array<std::string_view, 5> kWideDigits{"１", "２", "３", "４", "５"};
// "4*" is a star beside OCOP alone: a word of its own, which nobody types.
constexpr std::string_view kAsterisk = "asteriskstar";

template <std::size_t N>
std::string_view begins_with(const std::array<std::string_view, N>& signs, std::string_view text) {
  const auto found = std::ranges::find_if(signs, [&](std::string_view one) { return text.starts_with(one); });
  return found == signs.end() ? std::string_view() : *found;
}

bool is_rank(char c) { return c >= '1' && c <= '5'; }

// "OCOP 4★" as "OCOP 4 sao ", "★★★★" as " 4 sao ".
std::string spelled_out(std::string_view text) {
  std::string out;
  const auto after_number = [&] {
    const std::string_view before = text::trim(out);
    return !before.empty() && is_rank(before.back());
  };
  for (std::size_t at = 0; at < text.size();) {
    if (const auto unseen = begins_with(kUnseen, text.substr(at)); !unseen.empty()) {
      at += unseen.size();
      continue;
    }
    if (const auto wide = begins_with(kWideDigits, text.substr(at)); !wide.empty()) {
      out += static_cast<char>('1' + (std::ranges::find(kWideDigits, wide) - kWideDigits.begin()));
      at += wide.size();
      continue;
    }
    std::size_t count = 0;
    for (std::size_t next = at; next < text.size();) {   // "★ ★ ★" too
      const std::string_view rest = text.substr(next);
      if (const auto star = begins_with(kStars, rest); !star.empty()) {
        ++count;
        at = next += star.size();
      } else if (const auto unseen = begins_with(kUnseen, rest); count > 0 && !unseen.empty()) {
        next += unseen.size();
      } else if (count > 0 && rest.front() == ' ') {
        ++next;
      } else {
        break;
      }
    }
    if (count == 1 && after_number()) out += " sao ";
    else if (count > 0) out += " " + std::to_string(count) + " sao ";
    else if (text[at] == '*' && after_number()) out.append(" ").append(kAsterisk).append(" "), ++at;
    else out += text[at++];
  }
  return out;
}

// ---- words as claims -----------------------------------------------------------------------------------------------------------------

bool is_star(std::string_view word) { return word == "sao" || word == "star" || word == "stars" || word == "starred"; }
bool is_one_of(std::string_view word, std::span<const std::string_view> words) { return std::ranges::find(words, word) != words.end(); }

// "4sao" as "4", "sao".
Words parted(std::string_view text) {
  Words out;
  for (std::string& word : text::fold_words(spelled_out(text))) {
    if (word.size() > 1 && is_rank(word[0]) && is_star(std::string_view(word).substr(1))) {
      out.emplace_back(1, word[0]);
      word.erase(0, 1);
    }
    out.push_back(std::move(word));
  }
  return out;
}

// Where the words of a name stand, they are that name and say nothing of their own.
void strike_out(Words& words, std::string_view name) {
  const Words named = text::fold_words(name);
  if (named.empty()) return;
  for (auto at = words.begin(); at != words.end();) {
    at = std::search(at, words.end(), named.begin(), named.end());
    for (std::size_t i = 0; i < named.size() && at != words.end(); ++i, ++at) at->clear();
  }
}

// A number in letters counts where the words before it speak of a rank and not of a place, or OCOP stands behind it. Beside "ba sao" the
// very next word has to: a commune has that name.
bool speaks_of_rank(const Words& words, std::size_t number) {
  constexpr std::array<std::string_view, 9> kRank{"ocop", "hang", "dat", "chuan", "xep", "nhan", "cong", "tieu", "rated"};
  constexpr std::array<std::string_view, 13> kPlace{"xa",  "phuong", "tran", "huyen", "thon", "ap", "lang",
                                                    "xom", "ban",    "htx",  "doi",   "ho",   "nui"};
  const bool commune = words[number] == "ba";
  const std::size_t before = commune ? 1 : 4, behind = commune ? 1 : 2;   // words: "đạt hạng OCOP quốc gia năm sao", "bốn sao của OCOP"
  if (number > 0 && is_one_of(words[number - 1], kPlace)) return false;
  for (std::size_t i = number - std::min(number, before); i < number; ++i)
    if (is_one_of(words[i], kRank)) return true;
  for (std::size_t i = number + 2; i < words.size() && i < number + 2 + behind; ++i)
    if (words[i] == "ocop") return true;
  return false;
}

// The number in words[at], when a star is what stands behind it; 0 = none.
int claim_at(const Words& words, std::size_t at) {
  constexpr std::array<std::string_view, 5> kSpelled{"mot", "hai", "ba", "bon", "nam"};
  constexpr std::array<std::string_view, 5> kEnglish{"one", "two", "three", "four", "five"};
  const std::string &word = words[at], &star = words[at + 1];
  const int digit = word.size() == 1 && is_rank(word[0]) ? word[0] - '0' : 0;
  if (star == kAsterisk) {
    const bool beside = (at > 0 && words[at - 1] == "ocop") || (at + 2 < words.size() && words[at + 2] == "ocop");
    return beside ? digit : 0;
  }
  if (!is_star(star)) return 0;
  if (digit != 0) return digit;
  if (const auto english = std::ranges::find(kEnglish, word); english != kEnglish.end() && star != "sao")
    return static_cast<int>(english - kEnglish.begin()) + 1;
  const auto spelled = std::ranges::find(kSpelled, word);
  if (spelled == kSpelled.end() || star != "sao" || !speaks_of_rank(words, at)) return 0;
  return static_cast<int>(spelled - kSpelled.begin()) + 1;
}

}  // namespace

std::vector<int> claimed_stars(std::string_view text, std::span<const std::string_view> names) {
  Words words = parted(text);
  for (const std::string_view name : names) strike_out(words, name);
  std::vector<int> out;
  for (std::size_t at = 0; at + 1 < words.size(); ++at)
    if (const int claimed = claim_at(words, at); claimed != 0) out.push_back(claimed);
  return out;
}

}  // namespace ocop::marks
