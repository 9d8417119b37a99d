#include "modules/places/resolver.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "kernel/base/text.h"

namespace ocop::places {
namespace {

constexpr std::size_t kMostNameWords = 8;    // "Thị trấn Nông trường …" and "Văn Miếu - Quốc Tử Giám" have five without their kind
constexpr std::size_t kFewestProvinceInitials = 2;
constexpr std::size_t kMostChoices = 50;     // "Phường 1" alone was in 42 places

// Districts that were gone before July 2025, under the name of the one that took them in.
struct Renamed { std::string_view province, name, today; };
constexpr std::array<Renamed, 3> kRenamedDistricts{{
    {"hochiminh", "2", "thuduc"},              // Nghị quyết 1111/NQ-UBTVQH14: Thủ Đức city of Quận 2, Quận 9 and Thủ Đức, 1 January 2021
    {"hochiminh", "9", "thuduc"},
    {"bariavungtau", "tanthanh", "phumi"},     // Nghị quyết 492/NQ-UBTVQH14: Tân Thành is Phú Mỹ since 12 April 2018
}};

bool is_number(std::string_view key) { return !key.empty() && key.find_first_not_of("0123456789") == std::string_view::npos; }
bool overlaps(const std::vector<char>& covered, std::size_t from, std::size_t to) {
  return std::any_of(covered.begin() + static_cast<std::ptrdiff_t>(from), covered.begin() + static_cast<std::ptrdiff_t>(to),
                     [](char one) { return one != 0; });
}
void cover(std::vector<char>& covered, std::size_t from, std::size_t to) {
  std::fill(covered.begin() + static_cast<std::ptrdiff_t>(from), covered.begin() + static_cast<std::ptrdiff_t>(to), char{1});
}
// "Kiên Giang" → "kg".
std::string initials_of(std::span<const Word> words) {
  std::string out;
  for (const Word& word : words) out += word.plain.front();
  return out;
}
// A name begins at the start of a part or behind a sign, and ends where a part or the next sign begins.
bool begins_apart(const Address& address, std::size_t sign, Kind kind) {
  return kind != Kind::none || sign == 0 || address.words[sign].before != Word::Before::word;
}
bool ends_apart(const Address& address, std::size_t end) {
  return end == address.words.size() || address.words[end].before != Word::Before::word || sign_at(address.words, end).words > 0;
}

}  // namespace

Resolver::Resolver(std::span<const Province> provinces, std::span<const Commune> communes, std::span<const FormerUnit> former)
    : communes_(communes), former_(former) {
  add_provinces(provinces);
  districts_of_commune_.resize(communes.size());
  provinces_of_commune_.resize(communes.size());
  std::map<std::string_view, std::string> present;
  for (const Province& province : provinces) present.emplace(province.code, province_key(province.name));
  for (std::size_t i = 0; i < communes.size(); ++i) provinces_of_commune_[i].push_back(present[communes[i].province]);
  add_units(communes, former);
}

void Resolver::add_provinces(std::span<const Province> provinces) {
  const auto add = [&](std::string key) {
    if (provinces_by_name_.emplace(key, static_cast<std::uint32_t>(province_keys_.size())).second) province_keys_.push_back(std::move(key));
  };
  for (const Province& province : provinces) {
    add(read_name(province.name).key);
    for (const std::string& former : province.former_provinces) add(read_name(former).key);
  }
  for (const auto& [written, usual] : kWrittenProvinces) {
    const auto known = provinces_by_name_.find(key_of(read_address(usual).words));
    if (known != provinces_by_name_.end()) provinces_by_name_.emplace(key_of(read_address(written).words), known->second);
  }
  const auto add_initials = [&](std::string_view name) {
    const Address words = read_address(name);
    const std::string initials = initials_of(std::span(words.words).subspan(sign_at(words.words, 0).words));
    const std::uint32_t id = provinces_by_name_.at(read_name(name).key);
    if (initials.size() < kFewestProvinceInitials || provinces_by_name_.contains(initials)) return;
    if (auto& known = provinces_by_initials_[initials]; std::ranges::find(known, id) == known.end()) known.push_back(id);
  };
  for (const Province& province : provinces) {
    add_initials(province.name);
    for (const std::string& former : province.former_provinces) add_initials(former);
  }
}

// One key for all names of a province: "Thành phố Huế" and "Tỉnh Thừa Thiên Huế" were one.
std::string Resolver::province_key(std::string_view printed) const {
  const auto known = provinces_by_name_.find(read_name(printed).key);
  return known == provinces_by_name_.end() ? std::string() : province_keys_[known->second];
}

std::int32_t Resolver::district_of(const FormerUnit& unit, std::string_view province) {
  if (unit.old_district.empty()) return -1;
  const auto [known, fresh] = district_ids_.try_emplace(unit.old_district + "|" + std::string(province),
                                                        static_cast<std::int32_t>(districts_.size()));
  if (!fresh) return known->second;
  District& made = districts_.emplace_back(District{read_name(unit.old_district), std::string(province)});
  const auto id = static_cast<std::uint32_t>(known->second);
  districts_by_name_[made.name.key].push_back(id);
  // "TP. BMT": initials of three syllables or more.
  constexpr std::size_t kFewestInitials = 3;
  const Address words = read_address(unit.old_district);
  const std::string initials = initials_of(std::span(words.words).subspan(sign_at(words.words, 0).words));
  if (initials.size() >= kFewestInitials) districts_by_name_[initials].push_back(id);
  for (const Renamed& renamed : kRenamedDistricts)
    if (renamed.province == province && renamed.today == made.name.key)
      districts_by_name_[std::string(renamed.name)].push_back(id);
  return known->second;
}

void Resolver::add_unit(Unit unit) {
  units_by_name_[unit.name.key].push_back(static_cast<std::uint32_t>(units_.size()));
  units_.push_back(std::move(unit));
}

void Resolver::add_units(std::span<const Commune> communes, std::span<const FormerUnit> former) {
  for (std::uint32_t i = 0; i < communes.size(); ++i) {
    const std::string& province = provinces_of_commune_[i].front();
    add_unit({read_name(communes[i].full_name), province, -1, {i}, {}});
    for (const Naming& naming : communes[i].namings)
      if (naming.full_name != communes[i].full_name) add_unit({read_name(naming.full_name), province, -1, {i}, {}});
  }
  std::map<std::tuple<std::string, std::string, std::string, std::string>, Unit> together;
  for (std::uint32_t i = 0; i < former.size(); ++i) {
    const FormerUnit& one = former[i];
    const auto now = std::ranges::lower_bound(communes, one.commune, {}, &Commune::code);
    if (now == communes.end() || now->code != one.commune) continue;
    const auto at = static_cast<std::uint32_t>(now - communes.begin());
    const std::string province = province_key(one.old_province);
    Unit& unit = together[{one.old_code, one.old_name, one.old_district, one.old_province}];
    if (unit.communes.empty()) unit = {read_name(one.old_name), province, district_of(one, province), {}, {}};
    unit.communes.push_back(at);
    unit.former.push_back(i);
    if (auto& known = districts_of_commune_[at]; unit.district >= 0 && std::ranges::find(known, unit.district) == known.end())
      known.push_back(unit.district);
    if (auto& known = provinces_of_commune_[at]; std::ranges::find(known, province) == known.end()) known.push_back(province);
  }
  for (auto& [printed, unit] : together) {
    std::vector<std::size_t> order(unit.former.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return former[unit.former[i]].number; });
    Unit sorted{unit.name, unit.province, unit.district, {}, {}};
    for (const std::size_t i : order) {
      sorted.communes.push_back(unit.communes[i]);
      sorted.former.push_back(unit.former[i]);
    }
    add_unit(std::move(sorted));
  }
}

Resolver::Mentions Resolver::find_mentions(const Address& address) const {
  Mentions out;
  const std::span<const Word> words(address.words);
  for (std::size_t begin = 0; begin < words.size(); ++begin) {
    Mention mention{begin, begin, begin, Kind::none, 0};
    for (const std::size_t back : {std::size_t{2}, std::size_t{1}}) {
      if (begin < back || words[begin].before != Word::Before::word) continue;
      const Sign sign = sign_at(words, begin - back);
      if (sign.words != back) continue;
      mention.kind = sign.kind;
      mention.sign = begin - back;
      break;
    }
    for (std::size_t length = 1; length <= kMostNameWords && begin + length <= words.size(); ++length) {
      if (length > 1 && words[begin + length - 1].before == Word::Before::comma) break;
      mention.end = begin + length;
      const std::string key = key_of(words.subspan(begin, length));
      const bool bare_number = is_number(key) && mention.kind == Kind::none;   // of a house
      if (const auto found = provinces_by_name_.find(key);
          found != provinces_by_name_.end() && fits(mention.kind, Level::province) == Fit::yes) {
        out.provinces.push_back(mention);
        out.provinces.back().target = found->second;
      }
      // "…, KG": initials are a province where they are the last part of several.
      const bool last_part = length == 1 && begin > 0 && mention.end == words.size() &&
                             (words[begin].before != Word::Before::word || mention.kind == Kind::province);
      if (const auto found = last_part ? provinces_by_initials_.find(key) : provinces_by_initials_.end();
          found != provinces_by_initials_.end())
        for (const std::uint32_t target : found->second) (mention.target = target, out.provinces.push_back(mention));
      if (const auto found = districts_by_name_.find(key);
          found != districts_by_name_.end() && !bare_number && fits(mention.kind, Level::district) == Fit::yes)
        for (const std::uint32_t target : found->second) (mention.target = target, out.districts.push_back(mention));
      if (const auto found = units_by_name_.find(key); found != units_by_name_.end() && !bare_number)
        for (const std::uint32_t target : found->second) (mention.target = target, out.units.push_back(mention));
    }
  }
  // A district's sign is of no unit, but of an island district that was one.
  std::erase_if(out.units, [&](const Mention& one) {
    return fits(one.kind, Level::unit) == Fit::no && units_[one.target].name.kind != one.kind;
  });
  return out;
}

bool Resolver::is_in(const Unit& unit, const Mention& province) const {
  const std::string& key = province_keys_[province.target];
  if (unit.province == key) return true;
  for (const std::uint32_t at : unit.communes) {
    const auto& known = provinces_of_commune_[at];
    if (unit.former.empty() ? std::ranges::find(known, key) != known.end() : known.front() == key) return true;
  }
  return false;
}

// Marks the words that say where the unit is: its district, its provinces of then and of now.
void Resolver::explain(const Mentions& mentions, const Unit& unit, Candidate& out, std::vector<char>& covered) const {
  const auto may_stand = [&](const Mention& one) {
    return (one.sign >= out.mention.end || one.kind != Kind::none) && !overlaps(covered, one.sign, one.end);
  };
  const Mention* district = nullptr;
  for (const Mention& one : mentions.districts) {
    const auto id = static_cast<std::int32_t>(one.target);
    bool own = unit.district == id;
    for (const std::uint32_t at : unit.communes)
      own = own || (unit.former.empty() && std::ranges::find(districts_of_commune_[at], id) != districts_of_commune_[at].end());
    if (own && may_stand(one) && (!district || one.end - one.begin > district->end - district->begin)) district = &one;
  }
  if (district) {
    cover(covered, district->sign, district->end);
    out.narrowed = Candidate::Narrowed::by_district;
    out.rating.mixed = unit.former.empty() ? 1 : 0;
  }
  std::vector<const Mention*> provinces;
  for (const Mention& one : mentions.provinces)
    if (is_in(unit, one)) provinces.push_back(&one);
  std::ranges::stable_sort(provinces, {}, [](const Mention* one) { return -static_cast<int>(one->end - one->begin); });
  for (const Mention* one : provinces) {
    if (!may_stand(*one)) continue;
    cover(covered, one->sign, one->end);
    if (out.narrowed == Candidate::Narrowed::no) out.narrowed = Candidate::Narrowed::by_province;
    if (!unit.former.empty() && province_keys_[one->target] != unit.province) out.rating.preference = 2;
  }
  if (out.rating.preference == 0 && !unit.former.empty()) out.rating.preference = 1;
}

// What is left says something else: another province, another district, another unit, or nothing that is known.
void Resolver::hold_against(const Address& address, const Mentions& mentions, const std::vector<char>& covered, Candidate& out) const {
  const std::size_t behind = out.mention.end, all = address.words.size();
  const auto doubt = [&](Doubt found) {
    out.rating.against = 1;
    out.doubt = std::max(out.doubt, found);
  };
  const auto named = [&](const Mention& one) {
    if (overlaps(covered, one.sign, one.end)) return false;
    if (one.sign < behind) return one.kind != Kind::none && one.kind != Kind::city;   // before the name stand streets and hamlets
    return begins_apart(address, one.sign, one.kind) && ends_apart(address, one.end);
  };
  for (const Mention& one : mentions.provinces)
    if (named(one) && (one.end == all || one.kind == Kind::province)) doubt(Doubt::province);
  for (const Mention& one : mentions.districts)
    if (named(one)) doubt(Doubt::district);
  for (std::size_t at = 0; at < all; ++at) {
    if (covered[at]) continue;
    if (at >= behind) ++out.rating.unexplained;
    const Sign sign = sign_at(address.words, at);
    const bool of_other_unit = sign.words > 0 && at + sign.words < all && !covered[at + sign.words] && sign.kind != Kind::none &&
                               address.words[at + sign.words].before == Word::Before::word && fits(sign.kind, Level::unit) == Fit::yes;
    if (!of_other_unit || (at < behind && out.mention.kind != Kind::none)) continue;
    doubt(Doubt::words);
    if (out.mention.kind == Kind::none) out.rating.against = 2;   // the unit is the one that has a sign, even when it is not known there
  }
  if (out.rating.unexplained > 0) out.doubt = std::max(out.doubt, Doubt::words);
}

Resolver::Candidate Resolver::rate(const Address& address, const Mentions& mentions, const Mention& mention) const {
  const Unit& unit = units_[mention.target];
  Candidate out;
  out.mention = mention;
  out.unit = mention.target;
  const std::span<const Word> name(address.words.begin() + static_cast<std::ptrdiff_t>(mention.begin),
                                   address.words.begin() + static_cast<std::ptrdiff_t>(mention.end));
  out.rating.loose = begins_apart(address, mention.sign, mention.kind) ? 0 : 1;
  out.rating.kind_differs = mention.kind != Kind::none && mention.kind != unit.name.kind ? 1 : 0;
  out.rating.marks_differ = address.marks == Address::Marks::written && marked_key_of(name) != unit.name.marked ? 1 : 0;
  std::vector<char> covered(address.words.size(), char{0});
  cover(covered, mention.sign, mention.end);
  explain(mentions, unit, out, covered);
  out.rating.understood = -static_cast<int>(std::ranges::count(covered, char{1}));
  hold_against(address, mentions, covered, out);
  return out;
}

bool Resolver::is_certain(const Resolved& found, std::span<const Candidate> equals) const {
  const Candidate& first = equals.front();
  const Rating& rating = first.rating;
  const bool by_district = first.narrowed == Candidate::Narrowed::by_district;
  if (found.found.size() != 1 || rating.against || rating.unexplained || rating.loose) return false;
  if ((rating.kind_differs || rating.marks_differ) && !by_district) return false;
  // "Gò Vấp, TP.HCM" may be the ward of today or the district of before.
  if (first.mention.kind == Kind::none && !by_district && districts_by_name_.contains(units_[first.unit].name.key)) return false;
  return std::ranges::any_of(equals, [&](const Candidate& one) {
    const Unit& unit = units_[one.unit];
    return unit.former.empty() || former_[unit.former.front()].extent == Extent::whole;
  });
}

Resolved Resolver::answer(std::span<const Candidate> equals) const {
  Resolved out;
  std::vector<char> seen(communes_.size(), char{0});
  for (const Candidate& one : equals) {
    const Unit& unit = units_[one.unit];
    for (std::size_t i = 0; i < unit.communes.size() && out.found.size() < kMostChoices; ++i) {
      if (std::exchange(seen[unit.communes[i]], char{1})) continue;
      out.found.push_back({&communes_[unit.communes[i]], unit.former.empty() ? nullptr : &former_[unit.former[i]], one.doubt});
    }
  }
  out.answer = is_certain(out, equals) ? Resolved::Answer::certain : Resolved::Answer::choose;
  return out;
}

Resolved Resolver::resolve(std::string_view written) const { return resolve_as(read_address(written)); }

Resolved Resolver::understand(std::string_view typed) const {
  const Address address = read_address(typed);
  Resolved out = resolve_as(address);
  // How well it is understood: nothing, with a doubt, a choice, for certain.
  const auto rank = [](const Resolved& one) {
    const bool doubted = !one.found.empty() && one.found.front().doubt != Doubt::none;
    return one.answer == Resolved::Answer::none ? 0 : doubted ? 1 : one.answer == Resolved::Answer::choose ? 2 : 3;
  };
  constexpr int kUnderstood = 2;
  if (rank(out) >= kUnderstood) return out;
  const auto raw = untyped_address(address);
  if (!raw) return out;
  Resolved again = resolve_as(*raw);
  if (rank(again) <= rank(out)) return out;
  for (const Word& word : raw->words) {
    if (!again.read_as.empty()) again.read_as.append(word.before == Word::Before::comma ? ", " : " ");
    again.read_as.append(word.plain);
  }
  return again;
}

Resolved Resolver::resolve_as(const Address& address) const {
  const Mentions mentions = find_mentions(address);
  std::vector<Candidate> candidates;
  for (const Mention& mention : mentions.units) candidates.push_back(rate(address, mentions, mention));
  if (candidates.empty()) return {};
  std::ranges::stable_sort(candidates, {}, &Candidate::rating);
  const auto without_preference = [](Rating rating) {
    rating.preference = 0;
    return rating;
  };
  const auto end = std::ranges::find_if(candidates, [&](const Candidate& one) {
    return without_preference(one.rating) != without_preference(candidates.front().rating);
  });
  return answer(std::span(candidates.begin(), end));
}

}  // namespace ocop::places
