#pragma once
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "modules/likeness/likeness.h"
#include "modules/likeness/words.h"

// Records made ready to be compared: words as numbers, makers and addresses understood once each. Pure.
namespace ocop::likeness {

// "500 g", "43 độ đạm", "5 loại", "25" of "ST25".
struct Quantity {
  enum class Kind : std::uint8_t { bare, mass, volume, degree };
  Kind kind = Kind::bare;
  std::int64_t value = 0;                // thousandths of g, ml, degrees; of bare numbers thousandths too
  auto operator<=>(const Quantity&) const = default;
};
struct ReadName {
  std::vector<WordId> words;             // in their order, without numbers, those that say nothing (and, of) left out
  std::vector<Quantity> quantities;      // sorted, each once
  std::vector<Key> sorted;               // keys of `words`, sorted: one name in any order
  std::uint64_t hash = 0;                // of `sorted` and `quantities`
  std::string printed;                   // folded: whether two rows print the same
  bool translated = false;               // from English
  Words::Marks marks = Words::Marks::none;   // whether any is written
};
struct ReadMaker {
  std::vector<Key> core;                 // producers::name_core, sorted; empty = the register names none
  std::vector<Key> own;                  // without what makers do (sản xuất, thương mại): whose it is; sorted
  std::string letters;                   // of `own`, sorted: "Thaihai" and "Thái Hải" are one
};
// Where an address may be today.
struct ReadPlace {
  enum class Level : std::uint8_t { unknown, province, district, commune };
  Level level = Level::unknown;
  std::vector<std::uint32_t> units;      // places in Index::communes(), sorted
};

struct Row {
  std::uint32_t name = 0, maker = 0, place = 0;   // in Rows
  std::uint32_t province = 0, decision = 0, source = 0, group = 0;   // each text a number; 0 = not said
};

// The name as printed, its words made in `words`.
ReadName read_name(std::string_view printed, Words& words);

class Rows {
 public:
  // `words` have counted the names of all records, these among them.
  Rows(std::span<const Record> records, const places::Index& places, Words& words);

  std::span<const Record> records() const { return records_; }
  std::size_t size() const { return rows_.size(); }
  const Row& operator[](std::size_t i) const { return rows_[i]; }
  const ReadName& name(std::size_t i) const { return names_[rows_[i].name]; }
  const ReadMaker& maker(std::size_t i) const { return makers_[rows_[i].maker]; }
  const ReadPlace& place(std::size_t i) const { return places_[rows_[i].place]; }
  const Words& words() const { return words_; }
  // Whether the word stands in the row's maker or address.
  bool in_maker(std::size_t i, Key key) const;
  bool in_address(std::size_t i, Key key) const;
  // Rows of the province; makers there that have a product of the name; rows of the maker (by what is its own).
  std::uint32_t of_province(std::size_t i) const { return province_rows_[rows_[i].province]; }
  std::uint32_t makers_with_name(std::size_t i) const {
    const auto found = name_makers_.find(key_of(rows_[i].province, name(i).hash));
    return found == name_makers_.end() ? 0 : found->second;
  }
  std::uint32_t with_maker(std::size_t i) const { return maker_rows_.at(key_of(rows_[i].province, hash_of(whose(i)))); }
  // What tells a maker from others: its own words, of a maker without any all of them.
  const std::vector<Key>& whose(std::size_t i) const { return maker(i).own.empty() ? maker(i).core : maker(i).own; }
  std::uint64_t name_hash(std::size_t i) const { return name(i).hash; }

  static std::uint64_t hash_of(std::span<const Key> keys);
  static std::uint64_t key_of(std::uint64_t a, std::uint64_t b);

 private:
  using Ids = std::unordered_map<std::string, std::uint32_t>;
  static std::uint32_t id_in(Ids& ids, std::string_view text);
  std::uint32_t read_name(std::string_view printed);
  std::uint32_t read_maker(std::string_view printed);
  std::uint32_t read_place(const Record& record, const places::Index& places);
  void know_districts(const places::Index& places);
  ReadPlace place_of(const Record& record, const places::Index& places);

  std::span<const Record> records_;
  Words& words_;
  std::vector<Row> rows_;
  std::vector<ReadName> names_;
  std::vector<ReadMaker> makers_;
  std::vector<ReadPlace> places_;
  std::vector<std::vector<Key>> address_words_;   // beside places_, sorted
  Ids name_ids_, maker_ids_, place_ids_, province_ids_, decision_ids_, source_ids_, group_ids_;
  std::vector<std::uint32_t> province_rows_;
  std::unordered_map<std::uint64_t, std::uint32_t> name_makers_, maker_rows_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> districts_, former_provinces_;   // "01|gia lam", "01|ha tay"
};

}  // namespace ocop::likeness
