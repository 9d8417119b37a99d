#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/time.h"
#include "kernel/sources/source.h"
#include "modules/products/match.h"
#include "modules/products/products.h"
#include "modules/products/types.h"

namespace ocop::products {

inline constexpr std::size_t kBestLookedAt = 400;   // a province with hundreds of five stars must not hide all the others

// What the catalogue narrows, orders and finds a product by: columns of its row, as the database has them.
struct Entry {
  ProductId id;
  std::string province, commune, group;
  int stars = 0, kind = 0;
  StandingClass standing_class = StandingClass::none;
  std::optional<Date> last_day;
  std::int64_t sort_day = 0;
  std::optional<ProductId> duplicate_of;
  std::optional<ProducerId> producer;
  std::string sort_key, name_marked, name_folded, search_text;
};

// The catalogue in memory: every question of its list (store.h, catalogue_rows) answered as the database answers it, at a cost that a
// visitor does not feel at 200,000 products (bench/catalogue). Some 320 bytes a product. Never changes; thread-safe. Pure.
class Catalogue {
 public:
  // The products that the catalogue lists, in the order of their names (sort_key, then id).
  class Maker {
   public:
    void add(const Entry& entry);
    std::shared_ptr<const Catalogue> make() &&;

   private:
    void index_words();
    void count_makers();
    std::map<ProducerId, std::uint32_t> makers_;                            // numbered as they come
    std::vector<std::pair<std::uint16_t, std::uint32_t>> made_in_;          // province and maker, of each product that names one
    std::shared_ptr<Catalogue> out_{new Catalogue};
  };
  Catalogue(const Catalogue&) = delete;
  Catalogue& operator=(const Catalogue&) = delete;

  std::optional<lists::Held::Page> page(const lists::Question& question) const;
  std::optional<std::int64_t> count(const lists::Question& question) const;
  std::optional<std::vector<lists::Counts>> counts_by(const lists::Question& question,
                                                      std::span<const lists::Condition* const> conditions) const;
  // The best standing of that day first, of each province the best alone: Store::best, from memory. Suspected duplicates stay away.
  std::vector<ProductId> best(Date today, std::size_t most) const;
  std::vector<Tallies::Tally> tallies(Date today) const;                                     // both as class Tallies
  const std::map<std::string, std::int64_t>& makers() const { return makers_; }

 private:
  Catalogue() = default;
  using Row = std::uint32_t;           // by name: 0 is the first of the alphabet
  using Bits = std::vector<std::uint64_t>;
  enum Facet : std::uint8_t { kProvince, kStars, kGroup, kKind, kValidity };
  static constexpr std::size_t kFacets = 5;
  // Words of a column, numbered as they come.
  struct Numbered {
    std::vector<std::string> words;
    std::map<std::string, int, std::less<>> numbers;
    std::uint16_t of(const std::string& word);
    int find(std::string_view word) const;   // -1: no row has it
  };
  // A question's conditions. `wanted` -1: nothing is so.
  struct Narrowed {
    std::optional<Bits> among;
    std::optional<int> commune;
    std::array<std::optional<int>, kFacets> wanted;
    Date today;
  };
  struct Text { std::string_view marked, folded, words; };   // the first two behind a blank

  static std::optional<Facet> facet_of(std::string_view word);
  Text text(Row row) const;
  int code(Row row, Facet facet, Date today) const;
  std::optional<Row> row_of(std::string_view id) const;
  std::optional<Narrowed> narrow(const lists::Question& question) const;
  void want(Narrowed& out, Facet facet, const lists::Value& value) const;
  Bits rows_of(std::span<const Unit> units) const;
  Bits rows_of_words(std::size_t from, std::size_t to) const;   // of words_
  template <class Use>
  void each(const Narrowed& narrowed, Use&& use) const;
  std::optional<std::int64_t> value(Row row, const lists::Question& question) const;
  std::optional<std::uint64_t> place(Row row, const lists::Question& question) const;
  std::optional<std::uint64_t> place_of(const lists::Question& question) const;
  std::uint64_t rank(Row row, Date today) const;

  std::vector<ProductId> ids_;
  std::vector<Row> by_id_;
  std::array<std::vector<std::uint16_t>, kFacets - 1> facets_;   // validity depends on the day
  std::vector<std::uint16_t> commune_;
  Numbered provinces_, groups_, communes_;
  std::vector<StandingClass> standing_class_;
  std::vector<std::optional<Date>> last_day_;
  std::vector<std::int32_t> sort_day_;
  std::vector<bool> suspected_;
  std::vector<std::uint64_t> sort_hash_;
  std::string texts_;
  std::vector<std::uint32_t> text_at_;     // three a row, and the end
  std::vector<std::string_view> words_;    // of all search texts, sorted; views of texts_
  std::vector<std::uint32_t> rows_at_;     // where a word's rows begin in rows_, and the end
  std::vector<Row> rows_;
  std::map<std::string, std::int64_t> makers_;
};

}  // namespace ocop::products
