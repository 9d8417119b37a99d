#include "modules/products/query.h"

#include <algorithm>
#include <array>
#include <vector>

#include "kernel/base/text.h"

namespace ocop::products {
namespace {

struct Word {
  std::string typed;     // as typed, without what parts words
  std::string before;    // what parts it from the one before: " ", "-", "."
  std::string folded;
  bool taken = false;
};

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// "4★" and "4⭐" are "4 sao", "★★★★" is "4 sao" too.
std::string with_stars_in_words(std::string_view typed) {
  constexpr std::array<std::string_view, 2> kSigns{"★", "⭐"};
  std::string out;
  for (std::size_t at = 0; at < typed.size();) {
    std::size_t row = 0, length = 0;
    for (bool more = true; more;) {
      more = false;
      for (const std::string_view sign : kSigns)
        if (typed.substr(at + length).starts_with(sign)) ++row, length += sign.size(), more = true;
    }
    if (row == 0) {
      out.push_back(typed[at++]);
      continue;
    }
    out.append(row > 1 ? " " + std::to_string(row) : std::string()).append(" sao ");
    at += length;
  }
  return out;
}

std::vector<Word> split_words(std::string_view typed) {
  constexpr std::string_view kApart = " .,;:!?\"'()[]{}-/|";
  std::vector<Word> words;
  std::string before, word;
  const auto end = [&] {
    if (!word.empty()) {
      std::string folded = text::fold(word);
      words.push_back({std::move(word), std::move(before), std::move(folded)});
      before.clear();
    }
    word.clear();
  };
  for (const char c : text::clean(with_stars_in_words(typed))) {
    if (kApart.find(c) == std::string_view::npos) {
      word.push_back(c);
      continue;
    }
    end();
    before.push_back(c);
  }
  end();
  return words;
}

std::string joined(const std::vector<Word>& words, std::size_t at, std::size_t count) {
  std::string out;
  for (std::size_t i = at; i < at + count; ++i) out.append(i == at ? "" : " ").append(words[i].typed);
  return out;
}
bool any_taken(const std::vector<Word>& words, std::size_t at, std::size_t count) {
  return std::any_of(words.begin() + static_cast<std::ptrdiff_t>(at), words.begin() + static_cast<std::ptrdiff_t>(at + count),
                     [](const Word& word) { return word.taken; });
}
void take(std::vector<Word>& words, std::size_t at, std::size_t count) {
  for (std::size_t i = at; i < at + count; ++i) words[i].taken = true;
}

// ---- stars
int number_of(const std::string& folded) {
  constexpr std::array<std::pair<std::string_view, int>, 10> kNumbers{{{"mot", 1}, {"hai", 2}, {"ba", 3}, {"bon", 4}, {"nam", 5},
                                                                       {"one", 1}, {"two", 2}, {"three", 3}, {"four", 4}, {"five", 5}}};
  if (folded.size() == 1 && folded[0] >= '1' && folded[0] <= '5') return folded[0] - '0';
  const auto found = std::ranges::find(kNumbers, folded, [](const auto& one) { return one.first; });
  return found == kNumbers.end() ? 0 : found->second;
}

// Words of the programme beside the stars say nothing more: everything here is OCOP.
void take_programme(std::vector<Word>& words, std::size_t from, std::size_t to) {
  constexpr std::array<std::string_view, 5> kBeside{"ocop", "dat", "hang", "xep", "chuan"};
  while (from > 0 && one_of(kBeside, words[from - 1].folded)) words[--from].taken = true;
  while (to < words.size() && one_of(kBeside, words[to].folded)) words[to++].taken = true;
}

void find_stars(std::vector<Word>& words, Understood& out) {
  constexpr std::array<std::string_view, 3> kUnits{"sao", "star", "stars"};
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& folded = words[i].folded;
    const bool unit_next = i + 1 < words.size() && one_of(kUnits, words[i + 1].folded);
    std::size_t count = 0;
    if (const int stars = number_of(folded); stars > 0 && (unit_next || words[i].typed.ends_with("*"))) {   // "4 sao", "5*"
      out.stars = stars;
      count = unit_next ? 2 : 1;
    } else if (folded.size() > 1 && number_of(folded.substr(0, 1)) > 0 && one_of(kUnits, std::string_view(folded).substr(1))) {   // "4sao"
      out.stars = folded[0] - '0';
      count = 1;
    }
    if (count == 0) continue;
    take(words, i, count);
    return take_programme(words, i, i + count);
  }
}

// ---- provinces
// Typed marks must be right where the name was written in full; "daklak" has none to be wrong.
bool may_mean(std::string_view written, std::string_view name) {
  const auto words = text::split(written, ' '), own = text::split(name, ' ');
  for (std::size_t at = 0; at + own.size() <= words.size(); ++at) {
    bool same = true, fits = true;
    for (std::size_t i = 0; i < own.size() && same; ++i) {
      same = text::fold(words[at + i]) == text::fold(own[i]);
      fits = fits && text::fits_marks(words[at + i], own[i]);
    }
    if (same) return fits;
  }
  return true;
}

struct Meant {
  std::size_t at = 0, count = 0;
  std::string province, formerly;
};
// The longest run of words that is a province; one of today before one of former times.
std::optional<Meant> find_name(const std::vector<Word>& words, const places::Index& places) {
  constexpr std::size_t kLongest = 6, kShortest = 3;   // "thành phố Bà Rịa - Vũng Tàu"; two letters are initials of too much
  std::optional<Meant> best;
  for (std::size_t at = 0; at < words.size(); ++at) {
    for (std::size_t count = std::min(kLongest, words.size() - at); count > 0; --count) {
      if (any_taken(words, at, count)) continue;
      const std::string written = joined(words, at, count);
      if (written.size() < kShortest) continue;
      const places::NamedProvince meant = places.province_meant(written);
      if (!meant.province || !may_mean(written, meant.formerly.empty() ? meant.province->name : meant.formerly)) continue;
      const bool better = !best || (meant.formerly.empty() && !best->formerly.empty()) ||
                          (meant.formerly.empty() == best->formerly.empty() && count > best->count);
      if (better) best = Meant{at, count, meant.province->code, meant.formerly};
      break;   // a shorter run of these words says less
    }
  }
  return best;
}

// A former province stays to be looked for. Written short it is found by no product: its name stands for it then.
void keep_former(std::vector<Word>& words, const Meant& meant) {
  const auto own = text::fold_words(meant.formerly);
  const bool says_it = std::all_of(words.begin() + static_cast<std::ptrdiff_t>(meant.at),
                                   words.begin() + static_cast<std::ptrdiff_t>(meant.at + meant.count), [&](const Word& word) {
                                     return word.folded == "tinh" || std::ranges::find(own, word.folded) != own.end();
                                   });
  if (says_it) return;
  words[meant.at].typed = meant.formerly;
  words[meant.at].folded = text::fold(meant.formerly);
  take(words, meant.at + 1, meant.count - 1);
}

void find_province(std::vector<Word>& words, const places::Index& places, Understood& out) {
  const auto meant = find_name(words, places);
  if (!meant) return;
  if (!meant->formerly.empty()) {
    out.former = {meant->province, meant->formerly};
    return keep_former(words, *meant);
  }
  out.province = meant->province;
  take(words, meant->at, meant->count);
  constexpr std::array<std::string_view, 6> kBefore{"o", "tai", "in", "from", "cua", "t"};
  if (meant->at > 0 && one_of(kBefore, words[meant->at - 1].folded)) words[meant->at - 1].taken = true;
}

// ---- validity
std::size_t match_phrase(const std::vector<Word>& words, std::size_t at, std::string_view phrase) {
  const auto own = text::split(phrase, ' ');
  if (at + own.size() > words.size() || any_taken(words, at, own.size())) return 0;
  for (std::size_t i = 0; i < own.size(); ++i)
    if (words[at + i].folded != text::fold(own[i]) || !text::fits_marks(words[at + i].typed, own[i])) return 0;
  return own.size();
}

void find_validity(std::vector<Word>& words, Understood& out) {
  constexpr std::array<std::pair<std::string_view, Validity>, 10> kPhrases{{{"còn hiệu lực", Validity::valid},
                                                                            {"hết hiệu lực", Validity::lapsed},
                                                                            {"hết hạn", Validity::lapsed},
                                                                            {"đã thu hồi", Validity::withdrawn},
                                                                            {"bị thu hồi", Validity::withdrawn},
                                                                            {"thu hồi", Validity::withdrawn},
                                                                            {"valid", Validity::valid},
                                                                            {"lapsed", Validity::lapsed},
                                                                            {"expired", Validity::lapsed},
                                                                            {"withdrawn", Validity::withdrawn}}};
  for (const auto& [phrase, validity] : kPhrases) {
    for (std::size_t at = 0; at < words.size(); ++at) {
      const std::size_t count = match_phrase(words, at, phrase);
      if (count == 0) continue;
      take(words, at, count);
      out.validity = validity;
      return;
    }
  }
}

// "sản phẩm OCOP 5 sao": what is left beside the stars names nothing.
void drop_empty_words(std::vector<Word>& words) {
  constexpr std::array<std::string_view, 10> kEmpty{"ocop", "san", "pham", "product", "products", "cac", "nhung", "cua", "in", "with"};
  if (!std::ranges::all_of(words, [&](const Word& word) { return word.taken || one_of(kEmpty, word.folded); })) return;
  for (Word& word : words) word.taken = true;
}

Understood parse_once(std::string_view typed, const places::Index& places, Provinces provinces) {
  Understood out;
  std::vector<Word> words = split_words(typed);
  find_stars(words, out);
  find_validity(words, out);
  if (provinces == Provinces::as_filters) find_province(words, places, out);
  if (out.anything()) drop_empty_words(words);
  if (std::ranges::none_of(words, &Word::taken) && !out.former) {
    out.text = text::clean(typed);
    return out;
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].taken) continue;
    const bool follows = i > 0 && !words[i - 1].taken && !out.text.empty();
    out.text.append(out.text.empty() ? "" : follows ? words[i].before : " ").append(words[i].typed);
  }
  return out;
}

}  // namespace

Understood parse_query(std::string_view typed, const places::Index& places, Provinces provinces) {
  const auto parse = [&](std::string_view text) { return parse_once(text, places, provinces); };
  Understood out = parse(text::cut(typed, kQueryLimit));
  // "4 sao 4 sao": what is left may again say something. Every round takes a word away, so this ends; the first meaning stays.
  for (Understood more = parse(out.text); more.anything(); more = parse(out.text)) {
    if (!out.stars) out.stars = more.stars;
    if (!out.validity) out.validity = more.validity;
    if (!out.province) out.province = more.province;
    if (!out.former) out.former = more.former;
    out.text = std::move(more.text);
  }
  return out;
}

}  // namespace ocop::products
