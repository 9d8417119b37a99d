#include "modules/likeness/compare.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>

#include "modules/likeness/weights.h"

namespace ocop::likeness {
namespace {

// Which word of the other name each word was found as.
constexpr int kNone = -1;
struct Aligned {
  std::vector<int> a, b;
  int slips = 0;
};

void take(Aligned& out, const Words& words, const ReadName& a, const ReadName& b, Words::Likeness wanted) {
  for (std::size_t i = 0; i < a.words.size(); ++i) {
    for (std::size_t j = 0; out.a[i] == kNone && j < b.words.size(); ++j) {
      const bool one_key = words[a.words[i]].key == words[b.words[j]].key;
      if (out.b[j] != kNone || (wanted == Words::Likeness::same && !one_key)) continue;
      if (words.compare(a.words[i], a.marks, b.words[j], b.marks) != wanted) continue;
      out.a[i] = static_cast<int>(j);
      out.b[j] = static_cast<int>(i);
      out.slips += wanted == Words::Likeness::slip ? 1 : 0;
    }
  }
}

// "Xuân Pha" and "Xuanpha": two words of one name run together in the other.
void take_joined(const Words& words, const ReadName& a, const ReadName& b, std::vector<int>& in_a, std::vector<int>& in_b) {
  for (std::size_t i = 0; i + 1 < a.words.size(); ++i) {
    if (in_a[i] != kNone || in_a[i + 1] != kNone) continue;
    const std::string joined = words[a.words[i]].folded + words[a.words[i + 1]].folded;
    for (std::size_t j = 0; j < b.words.size(); ++j) {
      if (in_b[j] != kNone || words[b.words[j]].folded != joined) continue;
      in_a[i] = in_a[i + 1] = static_cast<int>(j);
      in_b[j] = static_cast<int>(i);
      break;
    }
  }
}

// What is left of one name, by what it says.
struct Rest {
  int empty = 0, elsewhere = 0, brand = 0, plain = 0, variant = 0;  // elsewhere: it stands in a maker's name or an address
  bool head = false;  // the word that says what the thing is
  int said() const { return plain + variant; }
};
Rest rest_of(const Rows& rows, std::size_t i, std::size_t other, const std::vector<int>& found) {
  Rest out;
  const ReadName& name = rows.name(i);
  for (std::size_t k = 0; k < name.words.size(); ++k) {
    if (found[k] != kNone) continue;
    const Word& word = rows.words()[name.words[k]];
    const bool elsewhere =
        rows.in_maker(i, word.key) || rows.in_maker(other, word.key) || rows.in_address(i, word.key) || rows.in_address(other, word.key);
    if (word.role == Role::empty) ++out.empty;
    else if (elsewhere) ++out.elsewhere;
    else if (word.role == Role::variant) ++out.variant;
    else if (rows.words().known(name.words[k]) || rows.words().known_folded(word.key)) ++out.plain;
    else ++out.brand;
    out.head |= k == 0 && word.role == Role::plain && !elsewhere && rows.words().known_folded(word.key);
  }
  return out;
}

double line_cost(double first, double next, int words) { return words == 0 ? 0 : first + next * (words - 1); }

// Words that the other lacks, on both sides.
double cost_of_both(const Rest& a, const Rest& b, bool translated) {
  const int words = std::min(a.said() + a.brand, b.said() + b.brand);
  if (words == 0) {  // "Rượu mơ Asuka" of Asuka and "Rượu mơ Dakimo"
    const bool replaced = (a.elsewhere > 0 && b.said() + b.brand > 0) || (b.elsewhere > 0 && a.said() + a.brand > 0);
    const bool two = a.elsewhere > 0 && b.elsewhere > 0;  // "Lạc sen Diễn Châu" and "Lạc sen Sỹ Thắng"
    return translated || !(replaced || two) ? 0 : kOtherBrand;
  }
  if (translated && a.variant + b.variant == 0) return line_cost(kOtherTranslation, kNextTranslation, words);
  return a.said() > 0 && b.said() > 0 ? kOtherWords : kOtherBrand;
}

bool in_order(const std::vector<int>& found) {
  int last = kNone;
  for (const int at : found) {
    if (at == kNone) continue;
    if (at < last) return false;
    last = at;
  }
  return true;
}

template <class T>
bool intersect(const std::vector<T>& a, const std::vector<T>& b) {
  std::vector<T> both;
  std::ranges::set_intersection(a, b, std::back_inserter(both));
  return !both.empty();
}

// Words of makers that the other has neither as they are nor with a slip.
std::vector<Key> lacking(const Words& words, const std::vector<Key>& a, const std::vector<Key>& b, int& slips) {
  std::vector<Key> left_a, left_b;
  std::ranges::set_difference(a, b, std::back_inserter(left_a));
  std::ranges::set_difference(b, a, std::back_inserter(left_b));
  std::erase_if(left_a, [&](Key key) {
    const auto found = std::ranges::find_if(left_b, [&](Key other) { return words.slip(key, other); });
    if (found == left_b.end()) return false;
    left_b.erase(found);
    ++slips;
    return true;
  });
  return left_a;
}

class Evident {
 public:
  Evident(const Rows& rows, std::size_t a, std::size_t b)
      : rows_(rows), a_(a), b_(b), one_(rows[a]), other_(rows[b]), maker_(compare_makers(rows, a, b)), name_(compare_names(rows, a, b)) {}

  Pair pair() {
    const double rows = rows_.of_province(a_) + kRowsUnseen;
    add(Field::prior, Agreement::expected, bits(2 * kDuplicatesPerRow, rows));
    add_name(rows);
    add_size();
    add_maker(rows);
    add_place();
    add_rest();
    Pair out{a_, b_, std::move(evidence_)};
    for (const Evidence& evidence : out.evidence) out.weight += evidence.weight;
    return out;
  }

 private:
  void add(Field field, Agreement agreement, int weight) { evidence_.push_back({field, agreement, weight}); }
  const Record& record(std::size_t i) const { return rows_.records()[i]; }
  bool one_maker() const { return maker_ == Agreement::same || maker_ == Agreement::alike; }
  Makers makers() const { return one_maker() ? Makers::same : maker_ == Agreement::not_said ? Makers::unknown : Makers::different; }

  void add_name(double rows) {
    double by_chance = kNameSameOneMaker;
    if (!one_maker()) {
      const bool same = rows_.name_hash(a_) == rows_.name_hash(b_);
      const auto others_of = [&](std::size_t i, std::size_t other) {
        const std::uint32_t own = (record(i).maker.empty() ? 0u : 1u) + (same && !record(other).maker.empty() ? 1u : 0u);
        return rows_.makers_with_name(i) - std::min(own, rows_.makers_with_name(i));
      };
      const std::uint32_t others = std::max(others_of(a_, b_), others_of(b_, a_));
      const std::size_t words = std::min({rows_.name(a_).words.size(), rows_.name(b_).words.size(), std::size(kNameByChance) - 1});
      by_chance = (others + kNameByChance[words]) / rows;
    }
    add(Field::name, name_.agreement, std::max(bits(kNameSame, by_chance) - bits(name_.cost), bits(kNameFloor)));
  }

  void add_size() {
    const auto &a = rows_.name(a_).quantities, &b = rows_.name(b_).quantities;
    if (a.empty() && b.empty()) return;
    if (a == b) return add(Field::size, Agreement::same, bits(kSizeSame));
    for (const Quantity& one : a) {
      const auto of_kind = [&](const Quantity& q) { return q.kind == one.kind; };
      if (std::ranges::any_of(b, of_kind) && std::ranges::find(b, one) == b.end())
        return add(Field::size, Agreement::different, bits(kSizeDiffers));
    }
    const auto is_bare = [](const Quantity& q) { return q.kind == Quantity::Kind::bare; };
    const bool bare = std::ranges::all_of(a, is_bare) && std::ranges::all_of(b, is_bare);
    add(Field::size, a.empty() || b.empty() ? Agreement::not_said : Agreement::says_more, bits(bare ? kNumberOfOne : kSizeOfOne));
  }

  void add_maker(double rows) {
    if (record(a_).maker.empty() && record(b_).maker.empty()) return;
    const double share = std::max(rows_.with_maker(a_), rows_.with_maker(b_)) / rows;
    switch (maker_) {
      case Agreement::same: return add(Field::maker, maker_, bits(kMakerSame, share));
      case Agreement::alike: return add(Field::maker, maker_, bits(kMakerAlike, share));
      case Agreement::says_more: return add(Field::maker, maker_, bits(kMakerFuller));
      case Agreement::not_said: return add(Field::maker, maker_, bits(kMakerNotSaid));
      default: return add(Field::maker, maker_, bits(kMakerDiffers));
    }
  }

  void add_place() {
    using Level = ReadPlace::Level;
    const ReadPlace &a = rows_.place(a_), &b = rows_.place(b_);
    if (record(a_).place.empty() && record(b_).place.empty()) return;
    const Level level = std::min(a.level, b.level);
    if (level == Level::unknown) return add(Field::place, Agreement::not_said, 0);
    const PlaceWeights& weights = kPlace[static_cast<std::size_t>(makers())];
    if (!intersect(a.units, b.units)) return add(Field::place, Agreement::different, bits(weights.different));
    if (level == Level::province) return add(Field::place, Agreement::could_be, 0);
    if (level == Level::commune && a.units.size() == 1 && b.units.size() == 1)
      return add(Field::place, Agreement::same, bits(weights.same));
    add(Field::place, Agreement::could_be, bits(weights.could_be));
  }

  // What a field says that is there or not, the same or another.
  void add_plain(Field field, std::uint32_t a, std::uint32_t b, double same, double differs) {
    if (a == 0 && b == 0) return;
    if (a == 0 || b == 0) return add(field, Agreement::not_said, 0);
    add(field, a == b ? Agreement::same : Agreement::different, bits(a == b ? same : differs));
  }

  void add_rest() {
    const Record &a = record(a_), &b = record(b_);
    add_plain(Field::year, static_cast<std::uint32_t>(a.year.value_or(0)), static_cast<std::uint32_t>(b.year.value_or(0)), kYearSame,
              kYearDiffers);
    add_plain(Field::decision, one_.decision, other_.decision, kDecisionSame, kDecisionDiffers);
    const double apart = std::abs(a.stars - b.stars) > 1 ? kStarsFarther : kStarsOneApart;
    add_plain(Field::stars, static_cast<std::uint32_t>(a.stars), static_cast<std::uint32_t>(b.stars), kStarsSame, apart);
    add_plain(Field::group, one_.group, other_.group, kGroupSame, kGroupDiffers);
    const bool same_name = rows_.name(a_).printed == rows_.name(b_).printed;
    add_plain(Field::source, one_.source, other_.source, same_name ? kPageSameName : kPageOtherName, kOtherPage);
  }

  const Rows& rows_;
  const std::size_t a_, b_;
  const Row &one_, &other_;
  const Agreement maker_;
  const NameFound name_;
  std::vector<Evidence> evidence_;
};

}  // namespace

NameFound compare_names(const Rows& rows, std::size_t i, std::size_t j) {
  const ReadName &a = rows.name(i), &b = rows.name(j);
  if (a.words == b.words) return {Agreement::same, 0};
  Aligned found{std::vector<int>(a.words.size(), kNone), std::vector<int>(b.words.size(), kNone)};
  take(found, rows.words(), a, b, Words::Likeness::same);
  take(found, rows.words(), a, b, Words::Likeness::slip);
  take_joined(rows.words(), a, b, found.a, found.b);
  take_joined(rows.words(), b, a, found.b, found.a);
  const Rest left = rest_of(rows, i, j, found.a), right = rest_of(rows, j, i, found.b);
  const bool translated = a.translated != b.translated;
  const bool all = std::ranges::find(found.a, kNone) == found.a.end() && std::ranges::find(found.b, kNone) == found.b.end();

  NameFound out{all ? Agreement::same : Agreement::alike, 0};
  if (const int slips = found.slips; slips > 0) {
    out.agreement = Agreement::alike;
    out.cost += line_cost(kSlip, kNextSlip, slips);
  }
  const std::ptrdiff_t matched = static_cast<std::ptrdiff_t>(a.words.size()) - std::ranges::count(found.a, kNone);
  if (!translated && !in_order(found.a)) {
    out.agreement = Agreement::alike;
    out.cost += matched <= 2 ? kOrderOfTwo : kOrder;
  }
  if (const double both = cost_of_both(left, right, translated); both > 0) {
    out.cost += both;
    out.agreement = both >= kOtherBrand || matched == 0 ? Agreement::different : Agreement::alike;
    return out;
  }
  out.cost += kEmptyWord * (left.empty + right.empty + left.elsewhere + right.elsewhere);
  const Rest more{0, 0, left.brand + right.brand, left.plain + right.plain, left.variant + right.variant, left.head || right.head};
  if (more.said() + more.brand > 0) out.agreement = matched == 0 ? Agreement::different : Agreement::says_more;
  out.cost += kBrandWord * more.brand + (translated ? kTranslatedWord * more.plain : line_cost(kPlainWord, kNextPlainWord, more.plain)) +
              line_cost(kVariantWord, kNextVariantWord, more.variant);
  if (more.head && !translated) out.cost += kOtherHead;
  if (matched == 0) out.cost += kOtherWords;
  return out;
}

Agreement compare_makers(const Rows& rows, std::size_t i, std::size_t j) {
  const ReadMaker &a = rows.maker(i), &b = rows.maker(j);
  if (a.core.empty() || b.core.empty()) return Agreement::not_said;
  if (a.core == b.core) return Agreement::same;
  if (a.own.empty() || b.own.empty()) return a.own.empty() && b.own.empty() ? Agreement::different : Agreement::not_said;
  if (a.letters == b.letters || a.own == b.own) return Agreement::alike;
  int slips = 0;
  std::vector<Key> left = lacking(rows.words(), a.own, b.own, slips);
  slips = 0;
  std::vector<Key> right = lacking(rows.words(), b.own, a.own, slips);
  const auto addressed = [&](Key key) { return rows.in_address(i, key) || rows.in_address(j, key) || is_number(rows.words().folded(key)); };
  const std::size_t shared = a.own.size() - left.size();
  if (shared == 0) return Agreement::different;
  std::erase_if(left, addressed);
  std::erase_if(right, addressed);
  if (left.empty() && right.empty()) return Agreement::alike;
  return left.empty() || right.empty() ? Agreement::says_more : Agreement::different;
}

Pair compare(const Rows& rows, std::size_t a, std::size_t b) { return Evident(rows, a, b).pair(); }

}  // namespace ocop::likeness
