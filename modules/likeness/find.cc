#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "modules/likeness/compare.h"
#include "modules/likeness/weights.h"

// Which rows are compared at all, and which of those pairs are told. Blocks of rows with the same name, the same rare word of the maker, or
// two rare words of the name: a slip spares at least one of them.
namespace ocop::likeness {
namespace {

constexpr std::size_t kRareOfName = 4, kRareOfMaker = 2;
constexpr std::size_t kWindow = 24;  // neighbours of a row in a block of more than kBlock
constexpr std::size_t kPairsAtOnce = 4u << 20;  // 32 MB of pairs are kept before those that came twice are dropped

struct Entry {
  std::uint64_t block = 0;
  std::uint64_t order = 0;  // within a large block: like rows beside each other
  std::uint32_t row = 0;
  auto operator<=>(const Entry&) const = default;
};

class Blocks {
 public:
  explicit Blocks(const Rows& rows) : rows_(rows) {
    for (std::uint32_t row = 0; row < rows.size(); ++row) {
      begins_.push_back(entries_.size());
      add(row);
    }
    begins_.push_back(entries_.size());
    for (const Entry& entry : entries_) blocks_.push_back(entry.block);
    std::ranges::sort(entries_);
  }

  // Each pair that stands in a block together: once, when one of those blocks is no large one.
  template <class Look> void each(const Look& look) {
    for_blocks([&](std::size_t first, std::size_t end) {
      if (end - first > kBlock) large_.insert(entries_[first].block);
    });
    for_blocks([&](std::size_t first, std::size_t end) {
      const bool large = end - first > kBlock;
      for (std::size_t i = first; i < end; ++i)
        for (std::size_t j = i + 1; j < (large ? std::min(end, i + 1 + kWindow) : end); ++j)
          if (large || is_first(entries_[first].block, entries_[i].row, entries_[j].row)) look(entries_[i].row, entries_[j].row);
    });
  }

 private:
  enum Kind : std::uint64_t { name_block = 1, maker_block, words_block };

  template <class Take> void for_blocks(const Take& take) const {
    for (std::size_t first = 0, end = 0; first < entries_.size(); first = end) {
      for (end = first + 1; end < entries_.size() && entries_[end].block == entries_[first].block;) ++end;
      take(first, end);
    }
  }
  // Whether no block before this one has both rows.
  bool is_first(std::uint64_t block, std::uint32_t a, std::uint32_t b) const {
    for (std::size_t i = begins_[a]; i < begins_[a + 1]; ++i) {
      const std::uint64_t one = blocks_[i];
      if (one >= block || large_.contains(one)) continue;
      for (std::size_t j = begins_[b]; j < begins_[b + 1]; ++j)
        if (blocks_[j] == one) return false;
    }
    return true;
  }

  // The rarest first; of equals the one with the smaller word.
  std::vector<Key> rare(std::vector<Key> keys, std::size_t most) const {
    keys.erase(std::ranges::unique(keys).begin(), keys.end());
    std::ranges::sort(keys, [&](Key a, Key b) {
      const auto x = rows_.words().rows(a), y = rows_.words().rows(b);
      return x != y ? x < y : rows_.words().folded(a) < rows_.words().folded(b);
    });
    if (keys.size() > most) keys.resize(most);
    std::ranges::sort(keys);
    return keys;
  }

  void add(std::uint32_t row) {
    const ReadName& name = rows_.name(row);
    const std::uint64_t province = rows_[row].province, maker = Rows::hash_of(rows_.whose(row));
    const auto put = [&](Kind kind, std::uint64_t key, std::uint64_t order) {
      entries_.push_back({Rows::key_of(Rows::key_of(kind, province), key), order, row});
    };
    std::vector<Key> said;
    for (const WordId id : name.words)
      if (rows_.words()[id].role != Role::empty) said.push_back(rows_.words()[id].key);
    if (said.empty()) said = name.sorted;
    std::ranges::sort(said);
    const std::uint64_t order = Rows::hash_of(said);
    put(name_block, order, maker);
    for (const Key key : rare(rows_.whose(row), kRareOfMaker)) put(maker_block, key, order);
    const std::vector<Key> words = rare(said, kRareOfName);
    for (std::size_t i = 0; i < words.size(); ++i)
      for (std::size_t j = i + 1; j < words.size(); ++j) put(words_block, Rows::key_of(words[i], words[j]), maker);
  }

  const Rows& rows_;
  std::vector<Entry> entries_;
  std::vector<std::uint64_t> blocks_;      // of each row, from begins_[row] on
  std::vector<std::size_t> begins_;
  std::unordered_set<std::uint64_t> large_;
};

// Whether each of two names has so many words that the other lacks that neither slips nor words run together explain them.
bool far_apart(const ReadName& a, const ReadName& b) {
  constexpr std::size_t kLacking = 3;
  if (a.translated || b.translated) return false;
  std::size_t only_a = 0, only_b = 0;
  auto x = a.sorted.begin(), y = b.sorted.begin();
  while (x != a.sorted.end() && y != b.sorted.end()) {
    if (*x == *y) ++x, ++y;
    else if (*x < *y) ++x, ++only_a;
    else ++y, ++only_b;
  }
  only_a += static_cast<std::size_t>(a.sorted.end() - x);
  only_b += static_cast<std::size_t>(b.sorted.end() - y);
  return only_a >= kLacking && only_b >= kLacking;
}

bool likelier(const Pair& x, const Pair& y) {
  return x.weight != y.weight ? x.weight > y.weight : std::pair(x.a, x.b) < std::pair(y.a, y.b);
}

// Of those that are only named, the likeliest of each row.
void leave_few(std::vector<Pair>& pairs, std::size_t rows) {
  std::vector<std::uint8_t> named(rows);
  std::erase_if(pairs, [&](const Pair& pair) {
    if (pair.proposed()) return false;
    const bool keep = named[pair.a] < kNamedOfRow || named[pair.b] < kNamedOfRow;
    if (named[pair.a] < kNamedOfRow) ++named[pair.a];
    if (named[pair.b] < kNamedOfRow) ++named[pair.b];
    return !keep;
  });
}

}  // namespace

Finder::Finder(const places::Index& places) : places_(places), words_(std::make_unique<Words>()) {}
Finder::~Finder() = default;

void Finder::count(std::string_view name) {
  words_->count(read_name(name, *words_).words);
  words_->settle(++records_);
}

std::vector<Pair> Finder::pairs(std::span<const Record> records, Wanted wanted) {
  const Rows rows(records, places_, *words_);
  const int least = wanted == Wanted::proposed ? 0 : bits(kNamed, 1 - kNamed);
  std::vector<Pair> out;
  Blocks(rows).each([&](std::uint32_t one, std::uint32_t other) {
    const std::size_t a = std::min(one, other), b = std::max(one, other);
    if (a == b || far_apart(rows.name(a), rows.name(b))) return;
    const NameFound name = compare_names(rows, a, b);
    if (name.agreement == Agreement::different) return;
    const bool alike = wanted == Wanted::named && (name.agreement == Agreement::same || name.agreement == Agreement::alike);
    Pair pair = compare(rows, a, b);
    if (pair.weight >= least || alike) out.push_back(std::move(pair));
  });
  std::ranges::sort(out, likelier);
  const auto both = [](const Pair& pair) { return std::pair(pair.a, pair.b); };
  out.erase(std::ranges::unique(out, {}, both).begin(), out.end());   // of two large blocks
  leave_few(out, rows.size());
  return out;
}

std::vector<std::vector<std::uint32_t>> by_province(std::span<const std::string_view> provinces) {
  std::unordered_map<std::string_view, std::size_t> known;
  std::vector<std::vector<std::uint32_t>> out;
  for (std::uint32_t i = 0; i < provinces.size(); ++i) {
    const auto [at, fresh] = known.try_emplace(provinces[i], out.size());
    if (fresh) out.emplace_back();
    out[at->second].push_back(i);
  }
  return out;
}

std::vector<Pair> find_pairs(std::span<const Record> records, const places::Index& places, Wanted wanted) {
  Finder finder(places);
  std::vector<std::string_view> provinces;
  for (const Record& record : records) {
    finder.count(record.name);
    provinces.push_back(record.province);
  }
  std::vector<Pair> out;
  for (const std::vector<std::uint32_t>& numbers : by_province(provinces)) {
    std::vector<Record> some;
    for (const std::uint32_t i : numbers) some.push_back(records[i]);
    for (Pair& pair : finder.pairs(some, wanted)) {
      pair.a = numbers[pair.a];
      pair.b = numbers[pair.b];
      out.push_back(std::move(pair));
    }
  }
  std::ranges::sort(out, likelier);
  return out;
}

}  // namespace ocop::likeness
