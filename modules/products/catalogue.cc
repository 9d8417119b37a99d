#include "modules/products/catalogue.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "kernel/base/text.h"
#include "modules/products/rules.h"

namespace ocop::products {
namespace {

constexpr std::size_t kWord = 64;      // rows of one word of a bit set

std::string_view id_bytes(const ProductId& id) { return {reinterpret_cast<const char*>(id.uuid.bytes.data()), id.uuid.bytes.size()}; }

void add_bits(std::vector<std::uint64_t>& to, const std::vector<std::uint64_t>& more) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] |= more[i];
}
void keep_bits(std::vector<std::uint64_t>& of, const std::vector<std::uint64_t>& only) {
  for (std::size_t i = 0; i < of.size(); ++i) of[i] &= only[i];
}

std::string_view text_of(const lists::Value& value) { return std::get<std::string>(value); }

// Numbers beside each other in one: the order's value first, then the name's place in the alphabet.
std::uint64_t joined(std::int64_t by, std::uint32_t row) {
  constexpr std::int64_t kMiddle = std::int64_t{1} << 31;   // days and stars are far inside 32 bits
  return static_cast<std::uint64_t>(by + kMiddle) << 32 | row;
}

std::size_t sum_of(const std::vector<std::uint64_t>& places, std::uint64_t until) {
  return static_cast<std::size_t>(std::ranges::count_if(places, [&](std::uint64_t one) { return one < until; }));
}

// The `count` smallest behind the first `skip`, in order.
std::vector<std::uint64_t> slice(std::vector<std::uint64_t> places, std::size_t skip, std::size_t count) {
  const auto begin = places.begin() + static_cast<std::ptrdiff_t>(skip);
  count = std::min(count, places.size() - skip);
  const auto end = begin + static_cast<std::ptrdiff_t>(count);
  if (begin != places.end()) std::nth_element(places.begin(), begin, places.end());
  if (end != places.end()) std::nth_element(begin, end, places.end());
  std::sort(begin, end);
  return {begin, end};
}

}  // namespace

std::uint16_t Catalogue::Numbered::of(const std::string& word) {
  const auto [found, added] = numbers.emplace(word, static_cast<int>(words.size()));
  if (added) words.push_back(word);
  if (words.size() > 0xFFFF) throw std::length_error("more places than a country has");
  return static_cast<std::uint16_t>(found->second);
}
int Catalogue::Numbered::find(std::string_view word) const {
  const auto found = numbers.find(word);
  return found == numbers.end() ? -1 : found->second;
}

// ---- making
void Catalogue::Maker::add(const Entry& entry) {
  Catalogue& out = *out_;
  out.ids_.push_back(entry.id);
  out.facets_[kProvince].push_back(out.provinces_.of(entry.province));
  out.facets_[kStars].push_back(static_cast<std::uint16_t>(entry.stars));
  out.facets_[kGroup].push_back(out.groups_.of(entry.group));
  out.facets_[kKind].push_back(static_cast<std::uint16_t>(entry.kind));
  out.commune_.push_back(out.communes_.of(entry.commune));
  out.standing_class_.push_back(entry.standing_class);
  out.last_day_.push_back(entry.last_day);
  out.sort_day_.push_back(static_cast<std::int32_t>(entry.sort_day));
  out.suspected_.push_back(entry.duplicate_of.has_value());
  out.sort_hash_.push_back(std::hash<std::string>{}(entry.sort_key));
  if (entry.producer)
    made_in_.emplace_back(out.facets_[kProvince].back(), makers_.emplace(*entry.producer, makers_.size()).first->second);
  const auto keep = [&](std::string_view before, std::string_view text) {
    out.text_at_.push_back(static_cast<std::uint32_t>(out.texts_.size()));
    out.texts_.append(before).append(text);
  };
  keep(" ", entry.name_marked);
  keep(" ", entry.name_folded);
  keep("", entry.search_text);
}

std::shared_ptr<const Catalogue> Catalogue::Maker::make() && {
  Catalogue& out = *out_;
  out.text_at_.push_back(static_cast<std::uint32_t>(out.texts_.size()));
  out.texts_.shrink_to_fit();          // before anything refers into it
  out.by_id_.resize(out.ids_.size());
  std::iota(out.by_id_.begin(), out.by_id_.end(), Row{0});
  std::ranges::sort(out.by_id_, {}, [&](Row row) { return id_bytes(out.ids_[row]); });
  index_words();
  count_makers();
  return std::move(out_);
}

void Catalogue::Maker::count_makers() {
  std::ranges::sort(made_in_);
  const auto repeated = std::ranges::unique(made_in_);
  made_in_.erase(repeated.begin(), repeated.end());
  for (const auto& [province, maker] : made_in_) ++out_->makers_[out_->provinces_.words[province]];
  out_->makers_[""] = static_cast<std::int64_t>(makers_.size());
}

// Words are numbered as they come and counted, then put in order: no list of its own for each of some ten thousand words.
void Catalogue::Maker::index_words() {
  Catalogue& out = *out_;
  constexpr Row kNone = std::numeric_limits<Row>::max();
  struct Counted { std::string_view word; Row last = kNone; std::uint32_t rows = 0, at = 0; };
  std::vector<Counted> words;
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  std::vector<std::pair<std::uint32_t, Row>> found;   // in the order of rows
  for (Row row = 0; row < out.ids_.size(); ++row) {
    for (const std::string_view word : text::split(out.text(row).words, ' ')) {
      if (word.empty()) continue;
      const auto [known, fresh] = numbers.emplace(word, static_cast<std::uint32_t>(words.size()));
      if (fresh) words.push_back({.word = word});
      Counted& counted = words[known->second];
      if (std::exchange(counted.last, row) == row) continue;
      ++counted.rows;
      found.emplace_back(known->second, row);
    }
  }
  std::vector<std::uint32_t> order(words.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t number) { return words[number].word; });
  std::uint32_t at = 0;
  for (const std::uint32_t number : order) {
    out.words_.push_back(words[number].word);
    out.rows_at_.push_back(at);
    words[number].at = at;
    at += words[number].rows;
  }
  out.rows_at_.push_back(at);
  out.rows_.resize(at);
  for (const auto& [number, row] : found) out.rows_[words[number].at++] = row;
}

// ---- what a row is
Catalogue::Text Catalogue::text(Row row) const {
  const auto part = [&](std::size_t which) {
    const std::uint32_t from = text_at_[3 * row + which];
    return std::string_view(texts_).substr(from, text_at_[3 * row + which + 1] - from);
  };
  return {part(0), part(1), part(2)};
}

int Catalogue::code(Row row, Facet facet, Date today) const {
  if (facet != kValidity) return facets_[facet][row];
  return static_cast<int>(rules::validity_of(standing_class_[row], last_day_[row], today));
}

std::optional<Catalogue::Facet> Catalogue::facet_of(std::string_view word) {
  constexpr std::array<std::string_view, kFacets> kWords{"province", "stars", "group", "kind", "validity"};
  const auto found = std::ranges::find(kWords, word);
  return found == kWords.end() ? std::nullopt : std::optional(static_cast<Facet>(found - kWords.begin()));
}

std::optional<Catalogue::Row> Catalogue::row_of(std::string_view id) const {
  const auto found = std::ranges::lower_bound(by_id_, id, {}, [&](Row row) { return id_bytes(ids_[row]); });
  return found == by_id_.end() || id_bytes(ids_[*found]) != id ? std::nullopt : std::optional(*found);
}

// ---- what a question leaves
Catalogue::Bits Catalogue::rows_of_words(std::size_t from, std::size_t to) const {
  Bits out((ids_.size() + kWord - 1) / kWord);
  for (std::size_t i = rows_at_[from]; i < rows_at_[to]; ++i) out[rows_[i] / kWord] |= std::uint64_t{1} << rows_[i] % kWord;
  return out;
}

// As match_text says it to a database: of each unit one spelling, of that all words, the last of all perhaps half typed.
Catalogue::Bits Catalogue::rows_of(std::span<const Unit> units) const {
  std::optional<Bits> out;
  for (const Unit& unit : units) {
    std::optional<Bits> any;
    for (const std::vector<std::string>& spelling : unit.spellings) {
      std::optional<Bits> all;
      for (const std::string& word : spelling) {
        const bool half = &unit == &units.back() && &word == &spelling.back();
        const auto from = std::ranges::lower_bound(words_, word);
        const auto to = half ? std::ranges::partition_point(from, words_.end(), [&](std::string_view one) { return one.starts_with(word); })
                             : from + (from != words_.end() && *from == word);
        Bits rows = rows_of_words(static_cast<std::size_t>(from - words_.begin()), static_cast<std::size_t>(to - words_.begin()));
        if (all) keep_bits(*all, rows);
        else all = std::move(rows);
      }
      if (any) add_bits(*any, *all);
      else any = std::move(all);
    }
    if (out) keep_bits(*out, *any);
    else out = std::move(any);
  }
  return std::move(*out);
}

void Catalogue::want(Narrowed& out, Facet facet, const lists::Value& value) const {
  int number = -1;
  if (facet == kProvince) number = provinces_.find(text_of(value));
  else if (facet == kGroup) number = groups_.find(text_of(value));
  else number = static_cast<int>(std::get<std::int64_t>(value));
  std::optional<int>& wanted = out.wanted[facet];
  wanted = wanted && *wanted != number ? -1 : number;
}

std::optional<Catalogue::Narrowed> Catalogue::narrow(const lists::Question& question) const {
  Narrowed out{.among = {}, .commune = {}, .wanted = {}, .today = question.today};
  const auto among = [&](Bits rows) {
    if (out.among) keep_bits(*out.among, rows);
    else out.among = std::move(rows);
  };
  const auto those = [&](const auto& fits) {
    Bits rows((ids_.size() + kWord - 1) / kWord);
    for (Row row = 0; row < ids_.size(); ++row)
      if (fits(row)) rows[row / kWord] |= std::uint64_t{1} << row % kWord;
    return rows;
  };
  for (const auto& [condition, value] : question.conditions) {
    if (const auto facet = facet_of(condition->word)) {
      want(out, *facet, value);
    } else if (condition->word == "q") {
      const auto units = units_of(text_of(question.order_values.at(1)));   // of the value is made what a database is asked
      if (units.empty()) return std::nullopt;
      among(rows_of(units));
    } else if (condition->word == "commune") {
      const int number = communes_.find(text_of(value));
      out.commune = out.commune && *out.commune != number ? -1 : number;
    } else if (condition->word == "sign") {
      among(those([&](Row row) { return text(row).marked.substr(1).find(text_of(value)) != std::string_view::npos; }));
    } else if (condition->word == "id") {
      const auto row = row_of(text_of(value));
      among(those([&](Row one) { return one == row; }));
    } else {
      return std::nullopt;
    }
  }
  return out;
}

// use(row, the facet that alone refuses it); nullopt = none does. Rows that more refuse are in no answer.
template <class Use>
void Catalogue::each(const Narrowed& narrowed, Use&& use) const {
  std::vector<Facet> asked;
  for (std::size_t i = 0; i < kFacets; ++i)
    if (narrowed.wanted[i]) asked.push_back(static_cast<Facet>(i));
  const auto look = [&](Row row) {
    if (narrowed.commune && *narrowed.commune != commune_[row]) return;
    std::optional<Facet> refused;
    for (const Facet one : asked) {
      if (code(row, one, narrowed.today) == *narrowed.wanted[one]) continue;
      if (refused) return;
      refused = one;
    }
    use(row, refused);
  };
  if (!narrowed.among) {
    for (Row row = 0; row < ids_.size(); ++row) look(row);
    return;
  }
  for (std::size_t i = 0; i < narrowed.among->size(); ++i)
    for (std::uint64_t left = (*narrowed.among)[i]; left != 0; left &= left - 1)
      look(static_cast<Row>(i * kWord + static_cast<std::size_t>(std::countr_zero(left))));
}

// ---- orders, as the expressions of kSorts in store.cc say them
std::optional<std::int64_t> Catalogue::value(Row row, const lists::Question& question) const {
  const std::string_view order = question.sort ? question.sort->word : "name";
  if (order == "name") return 0;
  if (order == "stars") return -std::int64_t{facets_[kStars][row]};
  if (order == "newest") return -std::int64_t{sort_day_[row]};
  if (order != "relevance") return std::nullopt;
  constexpr std::size_t npos = std::string_view::npos;
  const auto asked = [&](std::size_t which) { return text_of(question.order_values.at(which)); };
  const Text own = text(row);
  const auto likeness = [&]() -> std::int64_t {
    if (provinces_.words[facets_[kProvince][row]] == asked(2) && own.words.find(asked(3)) != npos) return 0;
    if (own.marked.find(asked(0)) != npos) return 1;
    if (own.folded.find(asked(1)) != npos) return 2;
    return own.words.find(asked(1)) != npos ? 3 : 4;
  };
  constexpr std::int64_t kRanks = 6;   // of stars in each class
  return kRanks * likeness() - std::int64_t{facets_[kStars][row]};
}

std::optional<std::uint64_t> Catalogue::place(Row row, const lists::Question& question) const {
  const auto by = value(row, question);
  if (!by) return std::nullopt;
  const std::uint64_t up = joined(*by, row);
  return question.direction == lists::Direction::ascending ? up : ~up;
}

// Where the cursor's row stands. nullopt: it is gone or stands elsewhere now; where it stood only the database can say.
std::optional<std::uint64_t> Catalogue::place_of(const lists::Question& question) const {
  const lists::Cursor& cursor = *question.cursor;
  const auto row = row_of(text_of(cursor.key));
  if (!row) return std::nullopt;
  const std::string& name = std::get<std::string>(cursor.then ? *cursor.then : cursor.sort);
  if (std::hash<std::string>{}(name) != sort_hash_[*row]) return std::nullopt;
  if (cursor.then && std::get<std::int64_t>(cursor.sort) != value(*row, question)) return std::nullopt;
  return place(*row, question);
}

// ---- answers
std::optional<lists::Held::Page> Catalogue::page(const lists::Question& question) const {
  const auto narrowed = narrow(question);
  if (!narrowed) return std::nullopt;
  std::optional<std::uint64_t> cursor;
  if (question.cursor && !(cursor = place_of(question))) return std::nullopt;
  std::vector<std::uint64_t> places;
  bool known = true;
  each(*narrowed, [&](Row row, std::optional<Facet> refused) {
    if (refused) return;
    const auto one = place(row, question);
    known = known && one;
    places.push_back(one.value_or(0));
  });
  if (!known) return std::nullopt;
  const auto limit = static_cast<std::size_t>(question.limit);
  std::size_t skip = 0, count = limit;
  if (cursor) {
    const bool back = question.cursor->side == lists::Cursor::Side::before;
    const std::size_t standing_before = sum_of(places, *cursor);
    if (!back) skip = sum_of(places, *cursor + 1);
    else if (standing_before > limit) skip = standing_before - limit;
    else if (standing_before > 0) count = standing_before;   // the first page may be a short one: no row twice
  }
  lists::Held::Page out;
  const std::size_t all = places.size();
  for (const std::uint64_t one : slice(std::move(places), skip, count)) {
    const std::uint64_t up = question.direction == lists::Direction::ascending ? one : ~one;
    out.keys.emplace_back(std::string(id_bytes(ids_[up & 0xFFFF'FFFF])));
  }
  out.before = static_cast<std::int64_t>(skip);
  out.after = static_cast<std::int64_t>(all - skip - out.keys.size());
  return out;
}

std::optional<std::int64_t> Catalogue::count(const lists::Question& question) const {
  const auto narrowed = narrow(question);
  if (!narrowed) return std::nullopt;
  std::int64_t out = 0;
  each(*narrowed, [&](Row, std::optional<Facet> refused) { out += !refused; });
  return out;
}

std::optional<std::vector<lists::Counts>> Catalogue::counts_by(const lists::Question& question,
                                                               std::span<const lists::Condition* const> conditions) const {
  const auto narrowed = narrow(question);
  if (!narrowed) return std::nullopt;
  std::array<std::vector<std::int64_t>, kFacets> rows;
  std::vector<Facet> asked;
  for (const lists::Condition* condition : conditions) {
    const auto facet = facet_of(condition->word);
    if (!facet) return std::nullopt;
    asked.push_back(*facet);
  }
  each(*narrowed, [&](Row row, std::optional<Facet> refused) {
    for (const Facet one : asked) {
      if (refused && refused != one) continue;
      const auto at = static_cast<std::size_t>(code(row, one, narrowed->today));
      if (rows[one].size() <= at) rows[one].resize(at + 1);
      ++rows[one][at];
    }
  });
  std::vector<lists::Counts> out;
  for (const Facet one : asked) {
    lists::Counts& counts = out.emplace_back();
    for (std::size_t at = 0; at < rows[one].size(); ++at) {
      if (rows[one][at] == 0) continue;
      if (one == kProvince) counts.emplace(provinces_.words[at], rows[one][at]);
      else if (one == kGroup) counts.emplace(groups_.words[at], rows[one][at]);
      else counts.emplace(static_cast<std::int64_t>(at), rows[one][at]);
    }
  }
  return out;
}

// Smaller is better; as the order of kBest in store.cc says it. Equal ranks go by name.
std::uint64_t Catalogue::rank(Row row, Date today) const {
  constexpr std::uint64_t kStarsUp = 7, kDaysUp = std::uint64_t{1} << 31;   // above all there are
  const auto standing = [&]() -> std::uint64_t {
    switch (static_cast<Validity>(code(row, kValidity, today))) {
      case Validity::valid:
      case Validity::renewal_window:
      case Validity::extended: return 0;
      case Validity::reported: return 1;
      case Validity::not_verified: return 2;
      default: return 3;
    }
  };
  return standing() << 40 | (kStarsUp - facets_[kStars][row]) << 36 | (kDaysUp - static_cast<std::uint64_t>(sort_day_[row]));
}

std::vector<ProductId> Catalogue::best(Date today, std::size_t most) const {
  std::vector<std::pair<std::uint64_t, Row>> ranked;
  for (Row row = 0; row < ids_.size(); ++row)
    if (!suspected_[row]) ranked.emplace_back(rank(row, today), row);
  const auto end = ranked.begin() + static_cast<std::ptrdiff_t>(std::min(kBestLookedAt, ranked.size()));
  if (end != ranked.end()) std::nth_element(ranked.begin(), end, ranked.end());
  std::sort(ranked.begin(), end);
  std::vector<ProductId> out;
  std::vector<bool> seen(provinces_.words.size());
  for (auto one = ranked.begin(); one != end && out.size() < most; ++one) {
    const std::uint16_t province = facets_[kProvince][one->second];
    if (seen[province]) continue;
    seen[province] = true;
    out.push_back(ids_[one->second]);
  }
  return out;
}

std::vector<Tallies::Tally> Catalogue::tallies(Date today) const {
  std::map<std::tuple<int, int, int>, std::int64_t> products;
  for (Row row = 0; row < ids_.size(); ++row)
    ++products[{code(row, kProvince, today), code(row, kValidity, today), code(row, kStars, today)}];
  std::vector<Tallies::Tally> out;
  for (const auto& [key, rows] : products) {
    const auto [province, validity, stars] = key;
    out.push_back({provinces_.words[static_cast<std::size_t>(province)], static_cast<Validity>(validity), stars, rows});
  }
  return out;
}

}  // namespace ocop::products
