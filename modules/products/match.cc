#include "modules/products/match.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "kernel/base/text.h"

namespace ocop::products {
namespace {

using Words = std::vector<std::string>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Words of other languages that are written as they sound, as they came, or run together. Folded.
constexpr std::array<std::array<std::string_view, 5>, 6> kSame{{
    {"ca phe", "cafe", "caphe", "coffee", "ca fe"},
    {"so co la", "socola", "chocolate", "socolate", "chocola"},
    {"ca cao", "cacao", "", "", ""},
    {"mac ca", "macca", "macadamia", "", ""},
    {"da lat", "dalat", "", "", ""},
    {"sa pa", "sapa", "", "", ""},
}};

std::optional<std::pair<std::size_t, std::size_t>> same_at(const Words& words, std::size_t at) {   // which row, how many words
  std::optional<std::pair<std::size_t, std::size_t>> out;
  for (std::size_t row = 0; row < kSame.size(); ++row) {
    for (const std::string_view spelling : kSame[row]) {
      const auto own = text::fold_words(spelling);
      if (own.empty() || at + own.size() > words.size() || (out && own.size() <= out->second)) continue;
      if (std::equal(own.begin(), own.end(), words.begin() + static_cast<std::ptrdiff_t>(at))) out = {row, own.size()};
    }
  }
  return out;
}

Unit unit_of_row(std::size_t row, Words typed) {
  Unit out{{std::move(typed)}};
  for (const std::string_view spelling : kSame[row]) {
    Words own = text::fold_words(spelling);
    if (!own.empty() && std::ranges::find(out.spellings, own) == out.spellings.end()) out.spellings.push_back(std::move(own));
  }
  return out;
}

// "st25" → "st", "25"
Words pieces_of(std::string_view word) {
  Words out;
  for (const char c : word) {
    if (out.empty() || is_digit(out.back().back()) != is_digit(c)) out.emplace_back();
    out.back().push_back(c);
  }
  return out;
}

// Letters and numbers stand together or apart: "ST 25", "ST25", "3in1", "3 in 1". `typed` is how they stood.
Unit unit_of_run(const Words& pieces, Words typed) {
  Unit out{{std::move(typed)}};
  const std::size_t gaps = pieces.size() - 1;
  for (std::size_t joined = 0; joined < (std::size_t{1} << gaps); ++joined) {
    Words spelling{pieces[0]};
    for (std::size_t i = 0; i < gaps; ++i) {
      if (joined >> i & 1) spelling.back() += pieces[i + 1];
      else spelling.push_back(pieces[i + 1]);
    }
    if (std::ranges::find(out.spellings, spelling) == out.spellings.end()) out.spellings.push_back(std::move(spelling));
  }
  return out;
}

// The run of letters and numbers in turn that begins at a word; its pieces, and how many words it takes.
std::pair<Words, std::size_t> run_at(const Words& words, std::size_t at) {
  constexpr std::size_t kLongest = 4;   // "3 in 1" and one more; each doubles what is looked for
  Words pieces = pieces_of(words[at]);
  std::size_t taken = 1;
  for (std::size_t next = at + 1; next < words.size(); ++next) {
    Words more = pieces_of(words[next]);
    if (is_digit(pieces.back().back()) == is_digit(more.front().front()) || pieces.size() + more.size() > kLongest) break;
    pieces.insert(pieces.end(), more.begin(), more.end());
    ++taken;
  }
  if (pieces.size() > kLongest) return {{words[at]}, 1};
  return {std::move(pieces), taken};
}

}  // namespace

std::vector<Unit> units_of(std::string_view typed) {
  Words words = text::fold_words(typed);
  if (words.size() > kMostWords) words.resize(kMostWords);
  std::vector<Unit> out;
  for (std::size_t at = 0; at < words.size();) {
    const auto some = [&](std::size_t count) {
      return Words(words.begin() + static_cast<std::ptrdiff_t>(at), words.begin() + static_cast<std::ptrdiff_t>(at + count));
    };
    if (const auto same = same_at(words, at)) {
      out.push_back(unit_of_row(same->first, some(same->second)));
      at += same->second;
      continue;
    }
    const auto [pieces, taken] = run_at(words, at);
    out.push_back(unit_of_run(pieces, some(taken)));
    at += taken;
  }
  return out;
}

std::string match_text(db::Engine engine, std::span<const Unit> units) {
  const bool sqlite = engine == db::Engine::sqlite;
  const std::string_view quote = sqlite ? "\"" : "'", all = sqlite ? " AND " : " & ", any = sqlite ? " OR " : " | ";
  std::string out;
  for (std::size_t u = 0; u < units.size(); ++u) {
    const auto& spellings = units[u].spellings;
    out.append(u ? all : "").append(spellings.size() > 1 ? "(" : "");
    for (std::size_t s = 0; s < spellings.size(); ++s) {
      const Words& words = spellings[s];
      const bool apart = spellings.size() > 1 && words.size() > 1;
      out.append(s ? any : "").append(apart ? "(" : "");
      for (std::size_t w = 0; w < words.size(); ++w) {
        const bool half = u + 1 == units.size() && w + 1 == words.size();
        out.append(w ? all : "").append(quote).append(words[w]).append(quote).append(!half ? "" : sqlite ? " *" : ":*");
      }
      out.append(apart ? ")" : "");
    }
    out.append(spellings.size() > 1 ? ")" : "");
  }
  return out;
}

}  // namespace ocop::products
