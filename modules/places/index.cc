#include "modules/places/index.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "kernel/access/centre.h"
#include "kernel/base/spelling.h"
#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "modules/places/address.h"
#include "modules/places/messages.h"
#include "modules/places/resolver.h"

namespace ocop::places {
namespace {

// What the search looks through: a unit under one of its names. Words stand between spaces, so that " phu " is a whole word.
struct Entry {
  std::string name;        // " phuong phu my "
  std::string context;     // " thanh pho phu my tinh ba ria vung tau br vt brvt … "
  std::uint32_t commune = 0;
  std::int32_t former = -1;
};

// Signs for kinds of unit that people put before a name; they tell nothing when other words are there.
constexpr std::array<std::string_view, 8> kUnitSigns{"p", "x", "tt", "q", "h", "tp", "tx", "t"};
// Names in daily use that no list prints.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kDailyNames{{
    {"ho chi minh", "hcm tphcm sai gon sg"},
    {"ba ria vung tau", "vung tau"},
    {"thua thien hue", "hue tt hue tth"},
    {"dak lak", "daklak dac lac buon ma thuot"},
    {"dak nong", "daknong dac nong"},
}};

// "Tỉnh Hà Giang" → "Hà Giang"
std::string without_kind(std::string_view printed) {
  for (const std::string_view kind : {"Tỉnh ", "Thành phố "})
    if (printed.starts_with(kind)) return std::string(printed.substr(kind.size()));
  return std::string(printed);
}
// What a province is looked up by: its name folded, without the kind in either language.
std::string province_key(std::string_view written) {
  std::string out = text::fold(written);
  for (const std::string_view kind : {"tinh ", "thanh pho ", "tp "})
    if (out.starts_with(kind)) out.erase(0, kind.size());
  for (const std::string_view kind : {" city", " province"})
    if (out.ends_with(kind)) out.erase(out.size() - kind.size());
  return out;
}

std::string padded(std::string_view folded) { return " " + std::string(folded) + " "; }

// "Tỉnh Bà Rịa - Vũng Tàu" → "ba ria vung tau br vt brvt": the name without its kind, and its initials.
std::string province_words(std::string_view printed) {
  std::string folded = text::fold(printed);
  for (const std::string_view kind : {"tinh ", "thanh pho ", "tp "})
    if (folded.starts_with(kind)) folded.erase(0, kind.size());
  std::string words = folded, parts, all;
  for (const std::string_view part : text::split(printed, '-')) {
    std::string initials;
    std::string part_folded = text::fold(part);
    for (const std::string_view kind : {"tinh ", "thanh pho "})
      if (part_folded.starts_with(kind)) part_folded.erase(0, kind.size());
    for (const std::string_view word : text::split(part_folded, ' '))
      if (!word.empty()) initials += word[0];
    parts.append(" ").append(initials);
    all += initials;
  }
  words.append(parts).append(" ").append(all);
  for (const auto& [name, daily] : kDailyNames)
    if (folded == name) words.append(" ").append(daily);
  return words;
}

// A word typed, between spaces: " phu " is a whole word, " phu" the beginning of one. Made once, it is looked for in every entry.
struct TypedWord {
  std::string whole;
  explicit TypedWord(std::string_view word) : whole(padded(word)) {}
  bool is_in(std::string_view haystack) const { return haystack.find(whole) != std::string_view::npos; }
  bool begins_in(std::string_view haystack) const {
    return haystack.find(std::string_view(whole).substr(0, whole.size() - 1)) != std::string_view::npos;
  }
};

// The words typed; those of the first part (before a comma) are the unit's own name.
struct Typed {
  std::vector<TypedWord> own, context;
  std::string own_name;                    // " phuong phu my "
};
Typed read_typed(std::string_view typed) {
  constexpr std::size_t kMostTyped = 16;   // a unit with its district and province has at most 12
  Typed out;
  const std::size_t comma = typed.find(',');
  const auto take = [](std::string_view part) {
    auto words = text::fold_words(part);
    if (words.size() > 1)
      std::erase_if(words, [](const std::string& word) { return std::ranges::find(kUnitSigns, word) != kUnitSigns.end(); });
    if (words.size() > kMostTyped) words.resize(kMostTyped);
    return std::vector<TypedWord>(words.begin(), words.end());
  };
  out.own = take(typed.substr(0, comma));
  out.own_name = " ";
  for (const TypedWord& word : out.own) out.own_name.append(word.whole.substr(1));
  if (comma != std::string_view::npos) out.context = take(typed.substr(comma + 1));
  return out;
}

class Snapshot final : public Index {
 public:
  Snapshot(Units units, std::vector<Shape> shapes, Date today);

  std::span<const Province> provinces() const override { return provinces_; }
  std::span<const Commune> communes() const override { return communes_; }
  std::span<const Shape> shapes() const override { return shapes_; }
  const Province* province(std::string_view code) const override { return find(provinces_, code); }
  const Commune* commune(std::string_view code) const override {
    const auto alias = aliases_.find(code);
    return find(communes_, alias == aliases_.end() ? code : std::string_view(alias->second));
  }
  std::vector<const Commune*> communes_of(std::string_view province) const override;
  std::vector<const FormerUnit*> former_of(std::string_view commune) const override;
  std::vector<Found> search(std::string_view typed, std::size_t limit) const override;
  Resolved resolve(std::string_view address) const override { return resolver_->resolve(address); }
  Resolved understand(std::string_view typed) const override { return resolver_->understand(typed); }
  std::string show(std::string_view province, std::string_view commune, Language language) const override;
  std::string show_on(Date day, std::string_view province, std::string_view commune, Language language) const override;
  NamedProvince province_meant(std::string_view name) const override;
  std::vector<std::string> meant(std::string_view typed) const override;

 private:
  struct ProvinceName { std::string code, formerly; };
  template <class T>
  static const T* find(const std::vector<T>& units, std::string_view code) {
    const auto at = std::ranges::lower_bound(units, code, {}, [](const T& unit) -> std::string_view { return unit.code; });
    return at != units.end() && at->code == code ? &*at : nullptr;
  }
  void name_provinces();
  void learn_words();
  // Whether some province, or some unit in its district and province, has all the words.
  bool finds_all(std::string_view words) const;
  void add_entries(const std::vector<CommuneRow>& communes, const std::vector<FormerRow>& former);
  // Words found, whole name first; nullopt = this entry does not fit.
  static std::optional<int> fit(const Entry& entry, const Typed& typed);

  std::vector<Province> provinces_;
  std::vector<Commune> communes_;
  std::vector<FormerUnit> former_;                     // by commune
  std::vector<Shape> shapes_;
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> by_province_;   // communes in alphabetical order
  std::map<std::string, ProvinceName, std::less<>> province_names_;              // by key: present, former, as people write them
  std::map<std::string, std::string, std::less<>> aliases_;                      // a code before its correction -> code
  std::vector<Entry> entries_;
  std::optional<Resolver> resolver_;
  Vocabulary vocabulary_;                              // of the names of units, districts and provinces, present and former
};

// A unit of the lists with what it has been called; its own words are those that hold on `today`.
template <class Unit>
void name_unit(Unit& unit, const std::vector<NamingRow>& all, NamingRow::Level level, Date today) {
  unit.namings.push_back({unit.valid_from, unit.type, unit.name, unit.full_name, unit.name_en, unit.full_name_en, {}});
  for (const NamingRow& row : all)
    if (row.level == level && row.code == unit.code) unit.namings.push_back(row.naming);
  std::ranges::stable_sort(unit.namings, {}, &Naming::from);
  for (const Naming& naming : unit.namings) {
    if (naming.from > today) break;
    unit.type = naming.type;
    unit.name = naming.name;
    unit.full_name = naming.full_name;
    unit.name_en = naming.name_en;
    unit.full_name_en = naming.full_name_en;
  }
}
// Before the first day the first words: what was there before had other units.
const Naming& naming_on(const std::vector<Naming>& namings, Date day) {
  const Naming* out = &namings.front();
  for (const Naming& naming : namings)
    if (naming.from <= day) out = &naming;
  return *out;
}

Snapshot::Snapshot(Units units, std::vector<Shape> shapes, Date today)
    : provinces_(std::move(units.provinces)), shapes_(std::move(shapes)) {
  const std::vector<CommuneRow>& communes = units.communes;
  for (Province& province : provinces_) name_unit(province, units.namings, NamingRow::Level::province, today);
  for (const CommuneRow& row : communes) name_unit(communes_.emplace_back(row.commune), units.namings, NamingRow::Level::commune, today);
  for (const FormerRow& row : units.former) former_.push_back(row.unit);
  for (const Alias& alias : units.aliases) aliases_.emplace(alias.code_before, alias.code);
  std::vector<std::uint32_t> order(communes_.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, {}, [&](std::uint32_t i) { return std::tie(communes[i].sort_key, communes[i].commune.code); });
  for (const std::uint32_t i : order) by_province_[communes_[i].province].push_back(i);
  name_provinces();
  add_entries(communes, units.former);
  learn_words();
  resolver_.emplace(provinces_, communes_, former_);
}

void Snapshot::name_provinces() {
  // Former names first: a present name wins when both exist (Hà Nam is former only, Hà Tĩnh is both).
  for (const Province& province : provinces_)
    for (const std::string& name : province.former_provinces) {
      const bool is_whole = province.former_provinces.size() == 1;
      province_names_[province_key(name)] = {province.code, is_whole ? std::string() : without_kind(name)};
    }
  for (const Province& province : provinces_) province_names_[province_key(province.name)] = {province.code, {}};
  for (const auto& [name, usual] : kWrittenProvinces) {
    if (const auto known = province_names_.find(usual); known != province_names_.end()) province_names_.emplace(name, known->second);
  }
  if (const auto older = province_names_.find("ha tay"); older != province_names_.end()) older->second.formerly = "Hà Tây";   // until 2008
  // Without its blanks: "laocai".
  std::map<std::string, ProvinceName, std::less<>> joined;
  for (const auto& [key, name] : province_names_) {
    std::string together = key;
    std::erase(together, ' ');
    joined.emplace(std::move(together), name);
  }
  province_names_.merge(joined);
}

void Snapshot::add_entries(const std::vector<CommuneRow>& communes, const std::vector<FormerRow>& former) {
  std::map<std::string_view, std::string> words, districts;
  for (const Province& province : provinces_) words.emplace(province.code, province_words(province.name));
  entries_.reserve(communes.size() + former.size());
  for (std::uint32_t i = 0; i < communes.size(); ++i)
    for (const Naming& naming : communes_[i].namings)
      entries_.push_back({padded(text::fold(naming.full_name)), padded(words[communes_[i].province]), i, -1});
  for (std::size_t i = 0; i < former.size(); ++i) {
    const FormerUnit& unit = former_[i];
    auto& district = districts.try_emplace(unit.old_district).first->second;
    if (district.empty()) district = text::fold(unit.old_district);
    auto& province = words.try_emplace(unit.old_province).first->second;
    if (province.empty()) province = province_words(unit.old_province);
    const Commune* now = commune(unit.commune);
    if (!now) continue;
    entries_.push_back({padded(former[i].folded), padded(district + " " + province + " " + words[now->province]),
                        static_cast<std::uint32_t>(now - communes_.data()), static_cast<std::int32_t>(i)});
  }
}

void Snapshot::learn_words() {
  Vocabulary::Maker maker;
  const auto add = [&](std::string_view name) { maker.add(text::fold(name), text::lower(name)); };
  for (const Province& province : provinces_) {
    add(province.name);
    for (const std::string& former : province.former_provinces) add(former);
  }
  for (const Commune& commune : communes_) add(commune.full_name);
  for (const FormerUnit& unit : former_) {
    add(unit.old_name);
    add(unit.old_district);
  }
  vocabulary_ = std::move(maker).make();
}

bool Snapshot::finds_all(std::string_view words) const {
  if (province_named(words)) return true;
  const Typed typed = read_typed(words);
  const auto is_there = [](const Entry& entry) {
    return [&entry](const TypedWord& word) { return word.begins_in(entry.name) || word.is_in(entry.context); };
  };
  return std::ranges::any_of(entries_, [&](const Entry& entry) {
    return std::ranges::all_of(typed.own, is_there(entry)) && std::ranges::all_of(typed.context, is_there(entry));
  });
}

std::vector<std::string> Snapshot::meant(std::string_view typed) const {
  if (finds_all(typed) || resolve(typed).answer != Resolved::Answer::none) return {};
  return proposals(typed, vocabulary_, [&](const std::string& words) { return finds_all(words); });
}

std::vector<const Commune*> Snapshot::communes_of(std::string_view province) const {
  std::vector<const Commune*> out;
  if (const auto found = by_province_.find(province); found != by_province_.end())
    for (const std::uint32_t i : found->second) out.push_back(&communes_[i]);
  return out;
}

std::vector<const FormerUnit*> Snapshot::former_of(std::string_view commune) const {
  std::vector<const FormerUnit*> out;
  const auto range =
      std::ranges::equal_range(former_, commune, {}, [](const FormerUnit& unit) -> std::string_view { return unit.commune; });
  for (const FormerUnit& unit : range) out.push_back(&unit);
  return out;
}

std::optional<int> Snapshot::fit(const Entry& entry, const Typed& typed) {
  constexpr int kOwnWord = 4, kContextWord = 3, kHalfWord = 1, kExactName = 2;
  int score = 0;
  std::size_t own_found = 0;
  for (std::size_t i = 0; i < typed.own.size(); ++i) {
    const TypedWord& word = typed.own[i];
    const bool half_typed = typed.context.empty() && i + 1 == typed.own.size();
    if (word.is_in(entry.name)) score += kOwnWord, ++own_found;
    else if (half_typed && word.begins_in(entry.name)) score += kHalfWord, ++own_found;
    else if (typed.context.empty() && word.is_in(entry.context)) score += kContextWord;
    else if (!typed.context.empty()) return std::nullopt;   // before a comma stands the unit's own name
  }
  if (own_found == 0) return std::nullopt;
  for (const TypedWord& word : typed.context)
    if (word.is_in(entry.context)) score += kContextWord;
  if (entry.name.ends_with(typed.own_name)) score += kExactName;
  return score;
}

std::vector<Found> Snapshot::search(std::string_view typed_text, std::size_t limit) const {
  // What an address means stands first, with every choice. Names that begin like it follow when it was a name alone.
  const Resolved resolved = resolve(typed_text);
  std::vector<Found> out = resolved.found;
  if (out.size() > limit) out.resize(limit);
  const Typed typed = read_typed(typed_text);
  const bool understood = !out.empty() && out.front().doubt == Doubt::none && !typed.context.empty();
  if (typed.own.empty() || understood || resolved.answer == Resolved::Answer::certain) return out;
  struct Hit { int score; const Entry* entry; };
  std::vector<Hit> hits;
  for (const Entry& entry : entries_)
    if (const auto score = fit(entry, typed)) hits.push_back({*score, &entry});
  // Best score, then present names before former ones, then shorter names.
  // Of a former province that was named alone ("hà giang") its own units first: others are only called alike.
  const NamedProvince meant = province_meant(typed_text);
  const auto is_its_own = [&](const Found& one) {
    const auto former = former_provinces_of(one.commune->code);
    return std::ranges::find(former, meant.formerly) != former.end();
  };
  std::ranges::stable_sort(hits, {}, [](const Hit& hit) { return std::tuple(-hit.score, hit.entry->former >= 0, hit.entry->name.size()); });
  constexpr int kGap = 2;   // far weaker hits only bury the good ones
  if (!hits.empty()) std::erase_if(hits, [best = hits.front().score](const Hit& hit) { return hit.score + kGap < best; });
  std::set<std::uint32_t> seen;
  for (const Found& one : out) seen.insert(static_cast<std::uint32_t>(one.commune - communes_.data()));
  for (const Hit& hit : hits) {
    if (out.size() == limit) break;
    if (!seen.insert(hit.entry->commune).second) continue;
    out.push_back({&communes_[hit.entry->commune],
                   hit.entry->former < 0 ? nullptr : &former_[static_cast<std::size_t>(hit.entry->former)],
                   out.empty() || !typed.context.empty() ? Doubt::words : Doubt::none});
  }
  if (!meant.formerly.empty()) std::ranges::stable_partition(out, is_its_own);
  return out;
}

std::string Snapshot::show(std::string_view province_code, std::string_view commune_code, Language language) const {
  const Commune* unit = commune(commune_code);
  if (!unit && is_centre(province_code)) return std::string(translate(msg::centre, language));
  const bool by_unit = unit && (province_code.empty() || is_centre(province_code));
  const Province* above = province(by_unit ? std::string_view(unit->province) : province_code);
  std::string out;
  if (unit) out = unit->full_name_in(language);
  if (above) out.append(out.empty() ? "" : ", ").append(language == Language::vi ? above->full_name : above->full_name_en);
  return out;
}

std::string Snapshot::show_on(Date day, std::string_view province_code, std::string_view commune_code, Language language) const {
  const Commune* unit = commune(commune_code);
  if (!unit && is_centre(province_code)) return std::string(translate(msg::centre, language));
  const bool by_unit = unit && (province_code.empty() || is_centre(province_code));
  const Province* above = province(by_unit ? std::string_view(unit->province) : province_code);
  std::string out;
  if (unit) out = naming_on(unit->namings, day).full_name_in(language);
  if (above) out.append(out.empty() ? "" : ", ").append(naming_on(above->namings, day).full_name_in(language));
  return out;
}

NamedProvince Snapshot::province_meant(std::string_view name) const {
  const auto found = province_names_.find(province_key(name));
  if (found == province_names_.end()) return {};
  return {province(found->second.code), found->second.formerly};
}

}  // namespace

std::string printed_name(const FormerUnit& unit) {
  return unit.old_name + ", " + (unit.old_district.empty() ? "" : unit.old_district + ", ") + unit.old_province;
}

std::vector<std::string> Index::former_provinces_of(std::string_view code) const {
  const Commune* unit = commune(code);
  const Province* above = unit ? province(unit->province) : nullptr;
  std::vector<std::string> out;
  if (!above) return out;
  for (const FormerUnit* former : former_of(unit->code)) {
    std::string name = without_kind(former->old_province);
    if (name != above->name && std::ranges::find(out, name) == out.end()) out.push_back(std::move(name));
  }
  return out;
}

std::unique_ptr<const Index> make_index(Units units, std::vector<Shape> shapes, Date today) {
  return std::make_unique<const Snapshot>(std::move(units), std::move(shapes), today);
}

}  // namespace ocop::places
