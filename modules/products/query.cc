#include "modules/products/query.h"

#include <algorithm>
#include <array>
#include <vector>

#include "kernel/base/text.h"

namespace ocop::products {
namespace {

struct Word {
  std::string typed;     // as typed
  std::string marked;    // lower case, marks kept, letters and digits at the ends
  std::string folded;
  bool taken = false;
};

bool plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string without_edges(std::string text) {
  constexpr std::string_view kEdges = ".,;:!?\"'()[]{}-–/";
  const auto from = text.find_first_not_of(kEdges);
  if (from == std::string::npos) return {};
  return text.substr(from, text.find_last_not_of(kEdges) - from + 1);
}

std::vector<Word> split_words(std::string_view typed) {
  // "4★" and "4sao" are two words, "Tây Ninh,Long An" three.
  std::string spaced;
  for (const char c : typed) spaced.append(c == ',' || c == ';' ? std::string(1, c) + " " : std::string(1, c));
  for (std::size_t at = 0; (at = spaced.find("★", at)) != std::string::npos; at += 5) spaced.replace(at, 3, " ★ ");
  std::vector<Word> words;
  const std::string cleaned = text::clean(spaced);
  for (const std::string_view part : text::split(cleaned, ' ')) {
    if (part.empty()) continue;
    Word word{std::string(part), without_edges(text::lower(part)), text::fold(part)};
    if (word.typed == "★") word.folded = "sao";
    words.push_back(std::move(word));
  }
  return words;
}

// Typed marks must be right; a word without any stands for all its spellings.
bool same(const Word& word, std::string_view marked, std::string_view folded) {
  return plain(word.marked) ? word.folded == folded : word.marked == marked;
}

void find_stars(std::vector<Word>& words, Understood& out) {
  constexpr std::array<std::string_view, 3> kUnits{"sao", "star", "stars"};
  constexpr std::array<std::pair<std::string_view, int>, 10> kNumbers{{{"mot", 1}, {"hai", 2}, {"ba", 3}, {"bon", 4}, {"nam", 5},
                                                                       {"one", 1}, {"two", 2}, {"three", 3}, {"four", 4}, {"five", 5}}};
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& folded = words[i].folded;
    int stars = 0;
    if (folded.size() == 1 && folded[0] >= '1' && folded[0] <= '5') stars = folded[0] - '0';
    for (const auto& [word, number] : kNumbers)
      if (folded == word) stars = number;
    if (folded.size() == 4 && folded.ends_with("sao") && folded[0] >= '1' && folded[0] <= '5') {   // "4sao"
      out.stars = folded[0] - '0';
      words[i].taken = true;
      return;
    }
    const bool unit_next = i + 1 < words.size() && std::ranges::find(kUnits, words[i + 1].folded) != kUnits.end();
    if (stars == 0 || !unit_next) continue;
    out.stars = stars;
    words[i].taken = words[i + 1].taken = true;
    return;
  }
}

// `name` matches at words[at]; how many words it takes, or 0.
std::size_t match_name(const std::vector<Word>& words, std::size_t at, std::string_view name) {
  const std::string lower = text::lower(name), folded = text::fold(name);
  const auto marked_words = text::split(lower, ' '), folded_words = text::split(folded, ' ');
  if (marked_words.size() != folded_words.size() || at + folded_words.size() > words.size()) return 0;
  for (std::size_t i = 0; i < folded_words.size(); ++i)
    if (words[at + i].taken || !same(words[at + i], marked_words[i], folded_words[i])) return 0;
  return folded_words.size();
}

void take_with_kind(std::vector<Word>& words, std::size_t at, std::size_t count) {
  for (std::size_t i = at; i < at + count; ++i) words[i].taken = true;
  // "tỉnh", "TP.", "thành phố", "ở", "tại", "in" before the name go with it.
  if (at >= 2 && words[at - 2].folded == "thanh" && words[at - 1].folded == "pho") words[at - 2].taken = words[at - 1].taken = true;
  else if (at >= 1) {
    constexpr std::array<std::string_view, 5> kBefore{"tinh", "tp", "o", "tai", "in"};
    if (std::ranges::find(kBefore, words[at - 1].folded) != kBefore.end()) words[at - 1].taken = true;
  }
}

void find_province(std::vector<Word>& words, const places::Index& places, Understood& out) {
  constexpr std::array<std::string_view, 3> kHoChiMinh{"TPHCM", "HCM", "Sài Gòn"};
  std::size_t best = 0, where = 0;
  const auto look = [&](std::string_view name, std::string_view code) {
    for (std::size_t at = 0; at < words.size(); ++at) {
      const std::size_t count = match_name(words, at, name);
      if (count <= best) continue;
      best = count;
      where = at;
      out.province = std::string(code);
    }
  };
  for (const places::Province& province : places.provinces()) {
    look(province.name, province.code);
    if (province.name == "Hồ Chí Minh")
      for (const std::string_view name : kHoChiMinh) look(name, province.code);
  }
  if (best > 0) take_with_kind(words, where, best);
}

void find_validity(std::vector<Word>& words, Understood& out) {
  constexpr std::array<std::pair<std::string_view, Validity>, 6> kPhrases{{{"còn hiệu lực", Validity::valid},
                                                                           {"hết hiệu lực", Validity::lapsed},
                                                                           {"hết hạn", Validity::lapsed},
                                                                           {"valid", Validity::valid},
                                                                           {"lapsed", Validity::lapsed},
                                                                           {"expired", Validity::lapsed}}};
  for (const auto& [phrase, validity] : kPhrases) {
    for (std::size_t at = 0; at < words.size(); ++at) {
      const std::size_t count = match_name(words, at, phrase);
      if (count == 0) continue;
      for (std::size_t i = at; i < at + count; ++i) words[i].taken = true;
      out.validity = validity;
      return;
    }
  }
}

Understood parse_once(std::string_view typed, const places::Index& places) {
  Understood out;
  std::vector<Word> words = split_words(typed);
  find_stars(words, out);
  find_validity(words, out);
  find_province(words, places, out);
  for (const Word& word : words)
    if (!word.taken) out.text.append(out.text.empty() ? "" : " ").append(word.typed);
  return out;
}

}  // namespace

Understood parse_query(std::string_view typed, const places::Index& places) {
  Understood out = parse_once(text::cut(typed, kQueryLimit), places);
  // "4 sao 4 sao": what is left may again say something. Every round takes a word away, so this ends; the first meaning stays.
  for (Understood more = parse_once(out.text, places); more.anything(); more = parse_once(out.text, places)) {
    if (!out.stars) out.stars = more.stars;
    if (!out.validity) out.validity = more.validity;
    if (!out.province) out.province = more.province;
    out.text = std::move(more.text);
  }
  return out;
}

}  // namespace ocop::products
