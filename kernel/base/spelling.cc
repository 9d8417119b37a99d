#include "kernel/base/spelling.h"

#include <algorithm>
#include <tuple>

#include "kernel/base/text.h"

namespace ocop {
namespace {

using Words = std::vector<std::string>;

constexpr std::size_t kMostWordsLookedAt = 12;   // of what was typed; more only cost time

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

Vocabulary::Counted& Vocabulary::Maker::counted(Counts& all, std::string_view word) {
  auto found = all.find(word);
  if (found == all.end()) found = all.emplace(std::string(word), Counted{}).first;
  return found->second;
}

void Vocabulary::Maker::count_marks(Counts& all, std::string_view word, std::string_view marked) {
  ++counted(all, word).marked[std::string(marked)];
}

void Vocabulary::Maker::count_names(const std::vector<std::string_view>& folded, const std::vector<std::string>& marked) {
  for (std::size_t i = 0; i < marked.size(); ++i) {
    count_marks(words_, folded[i], marked[i]);
    if (i > 0) count_marks(pairs_, std::string(folded[i - 1]) + " " + std::string(folded[i]), marked[i - 1] + " " + marked[i]);
  }
}

namespace {
// What parts words in a name: anything of ASCII that is no letter or digit.
Words words_of_name(std::string_view marked) {
  Words out{""};
  for (const char c : marked) {
    const bool letter = static_cast<unsigned char>(c) >= 0x80 || is_digit(c) || (c >= 'a' && c <= 'z');
    if (letter) out.back().push_back(c);
    else if (!out.back().empty()) out.emplace_back();
  }
  if (out.back().empty()) out.pop_back();
  return out;
}
}  // namespace

void Vocabulary::Maker::add(std::string_view words, std::string_view marked) {
  const Words own = words_of_name(marked);
  const auto all = text::split(words, ' ');
  for (const std::string_view word : all)
    if (!word.empty()) ++counted(words_, word).rows;
  // Where other signs part words they do not pair, and none is taken.
  const bool pairs = own.size() <= all.size() && !own.empty() && text::fold(own.back()) == all[own.size() - 1];
  if (pairs) count_names(all, own);
}

void Vocabulary::Maker::spell(std::string_view name) {
  const std::string folded = text::fold(name);
  const Words own = words_of_name(text::lower(name));
  const auto all = text::split(folded, ' ');
  if (own.size() == all.size() && !folded.empty()) count_names(all, own);
}

std::vector<Vocabulary::Word> Vocabulary::most_frequent(Counts& all) {
  std::vector<Word> out;
  out.reserve(all.size());
  for (auto& [word, counted] : all) {
    const auto most = std::ranges::max_element(counted.marked, {}, [](const auto& one) { return one.second; });
    const bool known = most != counted.marked.end();
    out.push_back({word, known ? most->first : word, counted.rows > 0 || !known ? counted.rows : most->second});
  }
  return out;
}

Vocabulary Vocabulary::Maker::make() && {
  std::erase_if(words_, [](const auto& one) { return one.second.rows == 0; });   // only spelt
  Vocabulary out;
  out.words_ = most_frequent(words_);
  out.pairs_ = most_frequent(pairs_);
  return out;
}

const Vocabulary::Word* Vocabulary::find(const std::vector<Word>& all, std::string_view word) {
  const auto at = std::ranges::lower_bound(all, word, {}, [](const Word& one) -> std::string_view { return one.folded; });
  return at != all.end() && at->folded == word ? &*at : nullptr;
}
std::int64_t Vocabulary::count(std::string_view word) const {
  const Word* found = find(words_, word);
  return found ? found->rows : 0;
}
bool Vocabulary::begins(std::string_view half) const {
  const auto at = std::ranges::lower_bound(words_, half, {}, [](const Word& one) -> std::string_view { return one.folded; });
  return at != words_.end() && at->folded.starts_with(half);
}
std::string Vocabulary::marked(const std::vector<std::string_view>& words) const {
  std::vector<std::string> out;
  std::int64_t last = 0;   // how often the pair before is written so
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Word* alone = find(words_, words[i]);
    out.push_back(alone ? alone->marked : std::string(words[i]));
    const Word* pair = i == 0 ? nullptr : find(pairs_, std::string(words[i - 1]) + " " + std::string(words[i]));
    if (!pair) {
      last = 0;
      continue;
    }
    const std::size_t blank = pair->marked.find(' ');
    out[i] = pair->marked.substr(blank + 1);
    if (pair->rows > last) out[i - 1] = pair->marked.substr(0, blank);
    last = pair->rows;
  }
  std::string joined;
  for (const std::string& word : out) joined.append(joined.empty() ? "" : " ").append(word);
  return joined;
}

namespace {

// Whether one slip of a finger makes one of the other. They differ.
bool is_one_slip(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t at = 0;
  while (at < a.size() && a[at] == b[at]) ++at;
  if (a.size() != b.size()) return a.substr(at) == b.substr(at + 1);
  if (a.substr(at + 1) == b.substr(at + 1)) return true;
  return at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] && a.substr(at + 2) == b.substr(at + 2);
}

}  // namespace

std::vector<std::string> Vocabulary::near(std::string_view word, std::size_t most) const {
  constexpr std::size_t kShortest = 3;   // of two letters, half of all words are one slip away
  if (word.size() < kShortest) return {};
  std::vector<const Word*> found;
  for (const Word& one : words_)
    if (one.folded != word && one.folded.size() + 1 >= kShortest && is_one_slip(one.folded, word)) found.push_back(&one);
  std::ranges::stable_sort(found, std::greater<>{}, &Word::rows);
  if (found.size() > most) found.resize(most);
  std::vector<std::string> out;
  for (const Word* one : found) out.push_back(one->folded);
  return out;
}

// ---- raw Telex and VNI
namespace {

bool is_vowel(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; }

// VNI: digits behind letters are tones and marks ("ca2 phe6", "d9ak81").
std::optional<std::string> without_vni(std::string_view word) {
  if (is_digit(word.front()) || std::ranges::none_of(word, is_digit)) return std::nullopt;
  std::string out(word);
  std::erase_if(out, is_digit);
  return out;
}

// Telex: aa ee oo dd are one letter with its mark, w marks the vowel before it or is ư; behind the first vowel s f r x j z are tones: no
// Vietnamese word ends with one of them. A mark may also be typed at the end ("tranaf", "dinhd").
std::optional<std::string> without_telex(std::string_view word) {
  std::string out;
  bool vowel = false;
  for (const char c : word) {
    const bool tone = std::string_view("sfrxjz").find(c) != std::string_view::npos;
    if (vowel && tone) continue;
    if (c == 'w') {
      if (!vowel) out.push_back('u'), vowel = true;   // "thw" is "thư"
      continue;
    }
    const bool doubled = !out.empty() && out.back() == c && (c == 'a' || c == 'e' || c == 'o' || c == 'd');
    if (doubled) continue;
    const bool mark_of_before = vowel && !is_vowel(out.back()) && (c == 'a' || c == 'e' || c == 'o') && out.find(c) != std::string::npos;
    const bool stroke_of_first = c == 'd' && vowel && out.front() == 'd';
    if (mark_of_before || stroke_of_first) continue;
    out.push_back(c);
    vowel = vowel || is_vowel(c);
  }
  return out.empty() || out == word ? std::nullopt : std::optional(out);
}

}  // namespace

std::optional<std::string> untyped(std::string_view word) {
  if (word.empty() || !std::ranges::all_of(word, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z'); })) return std::nullopt;
  constexpr std::size_t kShortest = 2;   // "q1" is no raw "q"
  auto out = std::ranges::any_of(word, is_digit) ? without_vni(word) : without_telex(word);
  if (out && out->size() < kShortest) out.reset();
  return out;
}

// ---- proposals
namespace {

// `word` cut into at most kMost words of the vocabulary, the fewest, those that are most frequent: "nuocmam" → "nuoc mam".
std::vector<std::string> cut_apart(std::string_view word, const Vocabulary& vocabulary, std::size_t most) {
  constexpr std::size_t kShortest = 2, kMostWordsOfOne = 4;
  struct Cut { Words words; std::int64_t rarest = 0; };
  std::vector<std::vector<Cut>> up_to(word.size() + 1);
  up_to[0].push_back({});
  const auto better = [](const Cut& a, const Cut& b) {
    return std::tuple(a.words.size(), -a.rarest, a.words) < std::tuple(b.words.size(), -b.rarest, b.words);
  };
  for (std::size_t end = kShortest; end <= word.size(); ++end) {
    for (std::size_t from = 0; from + kShortest <= end; ++from) {
      const std::int64_t rows = vocabulary.count(word.substr(from, end - from));
      if (rows == 0) continue;
      for (const Cut& before : up_to[from]) {
        if (before.words.size() == kMostWordsOfOne) continue;
        Cut cut{before.words, before.words.empty() ? rows : std::min(before.rarest, rows)};
        cut.words.emplace_back(word.substr(from, end - from));
        up_to[end].push_back(std::move(cut));
      }
    }
    std::ranges::sort(up_to[end], better);
    if (up_to[end].size() > most) up_to[end].resize(most);
  }
  std::vector<std::string> out;
  for (const Cut& cut : up_to[word.size()]) {
    if (cut.words.size() < 2) continue;
    std::string joined;
    for (const std::string& one : cut.words) joined.append(joined.empty() ? "" : " ").append(one);
    out.push_back(std::move(joined));
  }
  return out;
}

void add_once(Words& out, std::string word) {
  if (std::ranges::find(out, word) == out.end()) out.push_back(std::move(word));
}

// What a word may have been meant as, the likeliest first.
Words meanings(std::string_view word, const Vocabulary& vocabulary) {
  constexpr std::size_t kOfAKind = 3, kLongest = 40;   // a word longer than that is none
  Words out;
  if (word.size() > kLongest) return out;
  if (const auto plain = untyped(word); plain && vocabulary.count(*plain) > 0) add_once(out, *plain);
  for (std::string& cut : cut_apart(word, vocabulary, kOfAKind)) add_once(out, std::move(cut));
  for (std::string& near : vocabulary.near(word, kOfAKind)) add_once(out, std::move(near));
  if (const auto plain = untyped(word))   // run together and typed raw: "caphee"
    for (std::string& cut : cut_apart(*plain, vocabulary, 1)) add_once(out, std::move(cut));
  return out;
}

std::string in_marks(const Words& words, const Vocabulary& vocabulary) {
  std::vector<std::string_view> all;
  for (const std::string& some : words)
    for (const std::string_view word : text::split(some, ' ')) all.push_back(word);
  return vocabulary.marked(all);
}

// All rewritings worth a look, the likeliest first.
std::vector<Words> rewritings(const Words& words, const Vocabulary& vocabulary) {
  std::vector<Words> meant(words.size());
  Words first = words;
  bool all_known = true, all_meant = true;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool last = i + 1 == words.size();
    if (vocabulary.count(words[i]) > 0 || (last && vocabulary.begins(words[i]))) continue;
    all_known = false;
    meant[i] = meanings(words[i], vocabulary);
    if (meant[i].empty()) all_meant = false;
    else first[i] = meant[i].front();
  }
  std::vector<Words> out;
  // Two words that are one: "mac ca" where all write "macca".
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (vocabulary.count(words[i] + words[i + 1]) == 0) continue;
    Words joined = first;
    joined[i] = words[i] + words[i + 1];
    joined.erase(joined.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    out.push_back(std::move(joined));
  }
  if (!all_known && all_meant) {
    out.push_back(first);
    for (std::size_t i = 0; i < words.size(); ++i)
      for (std::size_t other = 1; other < meant[i].size(); ++other) {
        out.push_back(first);
        out.back()[i] = meant[i][other];
      }
  }
  // Every word is known, but never together: one of them is another.
  for (std::size_t i = 0; all_known && i < words.size(); ++i)
    for (std::string& other : meanings(words[i], vocabulary)) {
      out.push_back(words);
      out.back()[i] = std::move(other);
    }
  return out;
}

}  // namespace

std::vector<std::string> proposals(std::string_view typed, const Vocabulary& vocabulary,
                                   const std::function<bool(const std::string&)>& finds) {
  Words words = text::fold_words(typed);
  if (words.size() > kMostWordsLookedAt) words.resize(kMostWordsLookedAt);
  std::vector<std::string> out;
  std::size_t asked = 0;
  for (const Words& rewritten : rewritings(words, vocabulary)) {
    if (out.size() == kMostProposed || asked == kMostAsked) break;
    std::string proposal = in_marks(rewritten, vocabulary);
    if (std::ranges::find(out, proposal) != out.end()) continue;
    ++asked;
    if (finds(proposal)) out.push_back(std::move(proposal));
  }
  return out;
}

}  // namespace ocop
