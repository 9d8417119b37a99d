#include "modules/likeness/rows.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "kernel/base/text.h"
#include "modules/producers/producers.h"

namespace ocop::likeness {
namespace {

template <class T>
void sort_once(std::vector<T>& all) {
  std::ranges::sort(all);
  all.erase(std::ranges::unique(all).begin(), all.end());
}

struct Unit {
  std::string_view word;
  Quantity::Kind kind;
  std::int64_t factor;
};
constexpr std::array<Unit, 14> kUnits{{{"g", Quantity::Kind::mass, 1},
                                       {"gr", Quantity::Kind::mass, 1},
                                       {"gram", Quantity::Kind::mass, 1},
                                       {"grams", Quantity::Kind::mass, 1},
                                       {"gam", Quantity::Kind::mass, 1},
                                       {"kg", Quantity::Kind::mass, 1'000},
                                       {"ml", Quantity::Kind::volume, 1},
                                       {"l", Quantity::Kind::volume, 1'000},
                                       {"lit", Quantity::Kind::volume, 1'000},
                                       {"liter", Quantity::Kind::volume, 1'000},
                                       {"do", Quantity::Kind::degree, 1},
                                       {"dam", Quantity::Kind::degree, 1},
                                       {"n", Quantity::Kind::degree, 1},
                                       {"degrees", Quantity::Kind::degree, 1}}};

// The number at `at` and its unit; how many parts they take.
std::size_t read_quantity(std::span<const std::string> parts, std::size_t at, std::vector<Quantity>& out) {
  double value = 0;
  const std::string& digits = parts[at];
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  Quantity quantity{Quantity::Kind::bare, std::llround(std::min(value, 1e12) * 1000)};
  std::size_t taken = 1;
  if (at + 1 < parts.size()) {
    const std::string next = text::fold(parts[at + 1]);
    for (const Unit& unit : kUnits) {
      if (unit.word != next) continue;
      quantity.kind = unit.kind;
      quantity.value *= unit.factor;
      taken = 2;
      if (next == "do" && at + 2 < parts.size() && text::fold(parts[at + 2]) == "dam") taken = 3;
    }
  }
  out.push_back(quantity);
  return taken;
}

// English phrases as Vietnamese ones; a part with marks is Vietnamese already.
struct Dictionary {
  std::unordered_map<std::string, std::string_view> phrases;
  Dictionary() {
    for (const Translation& one : translations()) phrases.emplace(one.english, one.vietnamese);
  }
  std::size_t translate(std::span<const std::string> parts, std::size_t at, std::vector<std::string>& out) const {
    for (std::size_t length = std::min<std::size_t>(3, parts.size() - at); length > 0; --length) {
      std::string phrase;
      for (std::size_t i = 0; i < length; ++i) phrase.append(i == 0 ? "" : " ").append(parts[at + i]);
      const auto found = phrases.find(phrase);
      if (found == phrases.end()) continue;
      for (const std::string_view word : text::split(found->second, ' ')) out.emplace_back(word);
      return length;
    }
    return 0;
  }
};
const Dictionary& dictionary() {
  static const Dictionary kDictionary;
  return kDictionary;
}
// Words that are said of everything and tell nothing.
bool stands_in(std::string_view list, std::string_view word) {
  for (std::size_t at = 0; (at = list.find(word, at)) != std::string_view::npos; ++at) {
    const std::size_t end = at + word.size();
    if ((at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' ')) return true;
  }
  return false;
}

void drop_phrase(std::string& text, std::string_view phrase) {
  const std::string needle = " " + std::string(phrase) + " ";
  for (std::size_t at = 0; (at = text.find(needle, at)) != std::string::npos;) text.replace(at, needle.size(), " ");
}

// "trach nhhiem huu han" as it was meant: a phrase of which one word has a slip and is none that is known.
void mend_phrase(std::vector<std::string>& words, std::size_t slipped, const std::vector<std::string_view>& meant) {
  for (std::size_t i = 0; i < meant.size() && i <= slipped; ++i) {
    const std::size_t from = slipped - i;
    if (from + meant.size() > words.size() || !one_slip(words[slipped], meant[i])) continue;
    bool fits = true;
    for (std::size_t k = 0; fits && k < meant.size(); ++k) fits = k == i || words[from + k] == meant[k];
    if (fits) words[slipped] = meant[i];
  }
}
std::string mended(std::string_view maker, Words& known) {
  static const auto kPhrases = [] {
    std::vector<std::vector<std::string_view>> out;
    for (const auto phrases : {legal_phrases(), business_phrases()})
      for (const std::string_view phrase : phrases)
        if (phrase.find(' ') != std::string_view::npos) out.push_back(text::split(phrase, ' '));
    return out;
  }();
  std::vector<std::string> words;
  const std::string key = producers::name_key(maker);
  for (const std::string_view word : text::split(key, ' ')) words.emplace_back(word);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (known.common(known.key(words[i]))) continue;
    for (const auto& phrase : kPhrases) mend_phrase(words, i, phrase);
  }
  std::string out;
  for (const std::string& word : words) out.append(out.empty() ? "" : " ").append(word);
  return out;
}

// "huyện Gia Lâm", "TP.Thái Nguyên", "Long Ho District": the name without its kind, folded.
std::string district_key(std::string_view printed) {
  std::string text = " " + text::fold(printed) + " ";
  for (const std::string_view kind : {"huyen", "thi xa", "thanh pho", "quan", "district", "city", "tp", "tx", "h", "q"}) {
    const std::string sign = " " + std::string(kind) + " ";
    if (text.starts_with(sign) && text.size() > sign.size()) {
      text.erase(0, sign.size() - 1);
      break;
    }
    if ((kind == "district" || kind == "city") && text.ends_with(sign) && text.size() > sign.size())
      text.erase(text.size() - sign.size() + 1);
  }
  return std::string(text::trim(text));
}

// "1066/QĐ-UBND" of "1066/QĐ-UBND ngày 30-3-2022".
std::string decision_key(std::string_view printed) {
  std::string text = text::fold(printed);
  if (const auto at = text.find(" ngay "); at != std::string::npos) text.resize(at);
  return text;
}

}  // namespace

std::uint64_t Rows::key_of(std::uint64_t a, std::uint64_t b) {
  std::uint64_t x = a * 0x9E3779B97F4A7C15ull ^ (b + 0x7F4A7C159E3779B9ull + (a << 6) + (a >> 2));  // splitmix64's finish
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
  return x ^ (x >> 31);
}
std::uint64_t Rows::hash_of(std::span<const Key> keys) {
  std::uint64_t out = keys.size();
  for (const Key key : keys) out = key_of(out, key);
  return out;
}

std::uint32_t Rows::id_in(Ids& ids, std::string_view text) {
  if (text.empty()) return 0;
  return ids.try_emplace(std::string(text), static_cast<std::uint32_t>(ids.size() + 1)).first->second;
}

ReadName read_name(std::string_view printed, Words& words) {
  ReadName name;
  name.printed = text::fold(printed);
  if (std::ranges::any_of(printed, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) name.marks = Words::Marks::written;
  const std::vector<std::string> parts = parts_of(printed);
  std::vector<std::string> read;
  for (std::size_t at = 0; at < parts.size();) {
    if (is_number(parts[at])) {
      at += read_quantity(parts, at, name.quantities);
    } else if (const std::size_t taken = dictionary().translate(parts, at, read); taken > 0) {
      name.translated = true;
      at += taken;
    } else {
      read.push_back(parts[at++]);
    }
  }
  for (const std::string& part : read) {
    const WordId id = words.word(part);
    const bool says_nothing = stands_in(kStopWords, part) || (name.translated && stands_in(kEnglishStopWords, part));
    if (!says_nothing) name.words.push_back(id);
  }
  for (const WordId id : name.words) name.sorted.push_back(words[id].key);
  std::ranges::sort(name.sorted);
  sort_once(name.quantities);
  name.hash = Rows::hash_of(name.sorted);
  for (const Quantity& quantity : name.quantities)
    name.hash = Rows::key_of(name.hash, static_cast<std::uint64_t>(quantity.value) * 4 + static_cast<std::uint64_t>(quantity.kind));
  return name;
}

std::uint32_t Rows::read_name(std::string_view printed) {
  const auto [entry, fresh] = name_ids_.try_emplace(std::string(printed), static_cast<std::uint32_t>(names_.size()));
  if (fresh) names_.push_back(likeness::read_name(printed, words_));
  return entry->second;
}

std::uint32_t Rows::read_maker(std::string_view printed) {
  const auto [entry, fresh] = maker_ids_.try_emplace(std::string(printed), static_cast<std::uint32_t>(makers_.size()));
  if (!fresh) return entry->second;
  ReadMaker maker;
  const auto keys_of = [&](std::string_view words) {
    std::vector<Key> out;
    for (const std::string_view word : text::split(words, ' '))
      if (!word.empty()) out.push_back(words_.key(word));
    std::ranges::sort(out);
    return out;
  };
  std::string rest = " " + mended(printed, words_) + " ";
  maker.core = keys_of(producers::name_core(rest));
  for (const std::string_view phrase : business_phrases()) drop_phrase(rest, phrase);
  const std::string own = producers::name_core(rest);
  maker.own = keys_of(own);
  for (const char c : own)
    if (c != ' ') maker.letters.push_back(c);
  std::ranges::sort(maker.letters);
  makers_.push_back(std::move(maker));
  return entry->second;
}

void Rows::know_districts(const places::Index& places) {
  std::unordered_set<std::string_view> wanted;
  for (const Record& record : records_) wanted.insert(record.province);
  std::unordered_map<std::string_view, std::string> keys, formerly;   // each name is read once
  const auto once = [](auto& known, std::string_view name, const auto& read) -> const std::string& {
    const auto [entry, fresh] = known.try_emplace(name);
    if (fresh) entry->second = read(name);
    return entry->second;
  };
  const auto communes = places.communes();
  for (std::uint32_t i = 0; i < communes.size(); ++i) {
    if (!wanted.contains(communes[i].province)) continue;
    for (const places::FormerUnit* former : places.former_of(communes[i].code)) {
      const std::string province = communes[i].province + "|";
      if (!former->old_district.empty()) districts_[province + once(keys, former->old_district, district_key)].push_back(i);
      const auto formerly_of = [&](std::string_view name) { return places.province_meant(name).formerly; };
      const std::string& was = once(formerly, former->old_province, formerly_of);
      if (!was.empty()) former_provinces_[province + text::fold(was)].push_back(i);
    }
  }
  for (auto& [name, units] : districts_) sort_once(units);
  for (auto& [name, units] : former_provinces_) sort_once(units);
}

ReadPlace Rows::place_of(const Record& record, const places::Index& places) {
  ReadPlace out;
  const auto communes = places.communes();
  const auto add = [&](std::string_view code) {
    const places::Commune* commune = places.commune(code);
    if (commune == nullptr || commune->province != record.province) return;
    const auto at = std::ranges::lower_bound(communes, commune->code, {}, &places::Commune::code);
    if (at != communes.end() && at->code == commune->code) out.units.push_back(static_cast<std::uint32_t>(at - communes.begin()));
  };
  const std::vector<std::string_view> parts = text::split(record.place, ',');
  const std::string province = std::string(record.province) + "|";
  const auto district = parts.size() == 2 ? districts_.find(province + district_key(parts[0])) : districts_.end();
  add(record.commune);
  if (parts.size() >= 2 && (district == districts_.end() || !record.commune.empty())) {
    bool split = out.units.empty();
    std::vector<std::string_view> codes;
    for (const places::Found& found : places.resolve(record.place).found) {
      if (found.doubt >= places::Doubt::district) continue;
      split |= found.formerly != nullptr && found.formerly->extent == places::Extent::part;
      codes.push_back(found.commune->code);
    }
    if (split)
      for (const std::string_view code : codes) add(code);
  }
  out.level = ReadPlace::Level::commune;
  if (out.units.empty() && parts.size() > 2)  // a commune that nobody knows in a district that is known
    if (const auto known = districts_.find(province + district_key(parts[1])); known != districts_.end())
      out = {ReadPlace::Level::district, known->second};
  if (out.units.empty() && district != districts_.end()) out = {ReadPlace::Level::district, district->second};
  if (out.units.empty()) {
    const auto meant = places.province_meant(text::trim(parts.back()));
    const auto former = former_provinces_.find(province + text::fold(meant.formerly));
    if (!meant.formerly.empty() && former != former_provinces_.end()) out = {ReadPlace::Level::province, former->second};
  }
  if (out.units.empty()) out.level = ReadPlace::Level::unknown;
  sort_once(out.units);
  return out;
}

std::uint32_t Rows::read_place(const Record& record, const places::Index& places) {
  std::string printed(record.province);
  printed.append("|").append(record.commune).append("|").append(record.place);
  const auto [entry, fresh] = place_ids_.try_emplace(std::move(printed), static_cast<std::uint32_t>(places_.size()));
  if (!fresh) return entry->second;
  places_.push_back(place_of(record, places));
  std::vector<Key> words;
  for (const std::string& word : text::fold_words(record.place)) words.push_back(words_.key(word));
  sort_once(words);
  address_words_.push_back(std::move(words));
  return entry->second;
}

Rows::Rows(std::span<const Record> records, const places::Index& places, Words& words) : records_(records), words_(words) {
  know_districts(places);
  province_rows_.resize(1);
  std::unordered_set<std::uint64_t> counted;  // makers of a name
  rows_.reserve(records.size());
  for (const Record& record : records) {
    Row row;
    row.name = read_name(record.name);
    row.maker = read_maker(record.maker);
    row.place = read_place(record, places);
    row.province = id_in(province_ids_, record.province);
    row.decision = id_in(decision_ids_, decision_key(record.decision));
    row.source = id_in(source_ids_, record.source);
    row.group = id_in(group_ids_, record.group);
    if (row.province >= province_rows_.size()) province_rows_.resize(row.province + 1);
    ++province_rows_[row.province];
    rows_.push_back(row);
    const std::uint64_t name = key_of(row.province, names_[row.name].hash), maker = hash_of(whose(rows_.size() - 1));
    ++maker_rows_[key_of(row.province, maker)];
    if (!record.maker.empty() && counted.insert(key_of(name, maker)).second) ++name_makers_[name];
  }
}

bool Rows::in_maker(std::size_t i, Key key) const { return std::ranges::binary_search(maker(i).core, key); }
bool Rows::in_address(std::size_t i, Key key) const { return std::ranges::binary_search(address_words_[rows_[i].place], key); }

}  // namespace ocop::likeness
