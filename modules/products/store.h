#pragma once
#include <functional>

#include "kernel/base/spelling.h"
#include "kernel/sources/source.h"
#include "modules/places/places.h"
#include "modules/products/match.h"
#include "modules/products/query.h"
#include "modules/products/types.h"
#include "modules/products/unit_types.h"

namespace ocop::products {

// The only SQL of the module; also its port. Stateless but for the two ports it was made with, which must outlive it. Thread-safe.
class Store final : public Products {
 public:
  Store(const places::Index& places, const producers::Producers& producers) : places_(places), producers_(producers) {}
  // From now on certified products are given as they were logged. Before any other thread reads; `recognitions` outlives the store.
  void believe(const Recognitions& recognitions) { recognitions_ = &recognitions; }
  // The GTINs of sizes and packs (OtherGtins), from now on. Before any other thread reads.
  void know(std::vector<OtherGtins> gtins) { other_gtins_ = std::move(gtins); }
  // The product as it was certified, where it was; without a standing that claims a certificate of which nothing was logged.
  void settle(db::Reader& reader, Product& product) const;

  std::vector<Product> by_ids(db::Reader& reader, std::span<const ProductId> ids) const override;
  std::optional<Product> by_gtin(db::Reader& reader, std::string_view gtin) const override;
  std::optional<Product> by_code(db::Reader& reader, std::string_view code) const override;
  std::vector<Product> of_producer(db::Reader& reader, ProducerId producer) const override {
    return of_producers(reader, std::span(&producer, 1));
  }
  std::vector<Product> of_producers(db::Reader& reader, std::span<const ProducerId> producers) const override;
  void insert(db::Transaction& transaction, const Product& product) const override;
  std::vector<Product> alike(db::Reader& reader, std::string_view name, std::string_view province) const override;
  void maker_changed(db::Transaction& transaction, ProducerId producer) const override;
  bool hold(db::Transaction& transaction, ProductId product) const override;
  bool classify(db::Transaction& transaction, ProductId product, std::string_view product_set, std::string_view group) const override;
  void keep(tlog::Seals& seals, ProductId product) const override { seals.keep(kSealedProduct, product); }
  void set_standing(db::Transaction& transaction, ProductId product, const Standing& standing) const override;
  std::vector<Copy> copies(db::Reader& reader, std::span<const ProductId> certified) const override;
  lists::Rows<ReportedDecision> reported_decisions() const override;               // this and the next three: store_printed.cc
  std::vector<ReportedDecision> reported_decisions(db::Reader& reader, std::string_view province) const override;
  std::vector<Reported> reported(db::Reader& reader, const ReportedDecision& decision) const override;
  std::optional<Standing> printed(db::Reader& reader, ProductId product) const override;
  static std::vector<Tallies::Tally> tallies(db::Reader& reader, Date today);          // of Tallies, as the database has them
  static std::map<std::string, std::int64_t> makers(db::Reader& reader);
  std::vector<Key> keys(db::Reader& reader) const override;
  std::vector<std::string> codes(db::Reader& reader, std::size_t from, std::size_t most) const;   // of those that are not merged
  // The product whose row has the GTIN, also a merged one.
  std::optional<ProductId> bearer(db::Reader& reader, std::string_view gtin) const;
  std::vector<Photo> photos(db::Reader& reader, std::span<const ProductId> products, Photos which) const override;

  // ---- import
  std::vector<Known> known(db::Reader& reader) const;
  // One after the other, by id, without what a person settled.
  void each_known(db::Reader& reader, const std::function<void(Known known)>& take) const;
  // `maker` is the registered name (empty = not named).
  void insert_registered(db::Transaction& transaction, const Registered& row, std::string_view maker, producers::Kind kind) const;
  // Record columns only; what the owner wrote and a certificate's standing stay. False: the version moved on.
  bool update_registered(db::Transaction& transaction, const Registered& row, std::string_view maker, producers::Kind kind,
                         StandingChange standing) const;

  // What an import did with a product, taken back; false: somebody has changed it since, or something rests on it (store_imports.cc).
  bool restore(db::Transaction& transaction, ImportId import, const ImportChange& change) const;
  bool remove(db::Transaction& transaction, const ImportChange& change) const;

  // ---- catalogue (its list: catalogue_rows)
  std::vector<Item> similar(db::Reader& reader, const Product& product, int limit) const;
  // Products with a star reported or valid first, spread over provinces: for the home page.
  // The best standing of that day first, of each province the best alone; among the kBestLookedAt best of all.
  std::vector<ProductId> best(db::Reader& reader, Date today, std::size_t most) const;
  std::vector<Item> items_in_order(db::Reader& reader, std::span<const ProductId> ids) const;
  std::map<std::string, long long> by_commune(db::Reader& reader, std::string_view province) const;
  std::vector<Item> of_place(db::Reader& reader, std::string_view province, std::string_view commune, int limit) const;

  // False: the version moved on. A GTIN another product has is Failure::constraint; ask gtin_free first.
  bool update_wording(db::Transaction& transaction, const Product& product, const Wording& wording) const;
  // Works out unit_choices of products that an earlier version stored, some at a time; how many they were.
  std::size_t look_at_units(db::Transaction& transaction) const;
  // The same for the words that products are found by.
  std::size_t index_again(db::Transaction& transaction) const;

  // ---- units of today (store_units.h has the answers)
  // Products that wait for the same answer: of the same maker at the same printed address; of no named maker the product alone.
  std::vector<Item> waiting_like(db::Reader& reader, const Product& product, int limit) const;
  std::vector<Item> items(db::Reader& reader, const std::vector<Settled>& products) const;
  // False: the version moved on.
  bool set_unit(db::Transaction& transaction, const Item& item, std::string_view commune, std::string_view choices) const;

  // ---- search
  // The product whose code, GTIN or certificate number stands in what was typed.
  std::optional<ProductId> named_in(db::Reader& reader, std::string_view typed) const;
  // A look at all rows: kept by whoever asks, until kCatalogueChanged.
  Vocabulary vocabulary(db::Reader& reader) const;

 private:
  std::string search_text(const Product& product, std::string_view maker) const;
  void index(db::Transaction& transaction, ProductId id, std::string_view search_text) const;
  void unindex(db::Transaction& transaction, ProductId id) const;

  std::vector<Product> settled(db::Reader& reader, std::vector<Product> products) const;
  std::optional<Product> settled(db::Reader& reader, std::optional<Product> product) const;
  std::vector<Item> settled(db::Reader& reader, std::vector<Item> items) const;

  const places::Index& places_;
  const producers::Producers& producers_;
  // By a GTIN that is in no product's row.
  std::optional<ProductId> other_bearer(db::Reader& reader, std::string_view gtin) const;
  void add_other_keys(db::Reader& reader, std::vector<Key>& keys) const;
  std::vector<OtherGtins> other_gtins_;
  const Recognitions* recognitions_ = nullptr;
};

// The catalogue as a list. Words: q (look_for adds it), province, commune, stars, group ("" = not classified), kind, validity.
// Orders: name; stars, newest (the most, the newest first); relevance, of what look_for added.
// `held`: the same rows in memory (catalogue.h), which outlive what is made of this.
lists::Rows<Item> catalogue_rows(const lists::Held* held = nullptr);
Figures figures(db::Reader& reader, const lists::Supply& catalogue, Date today);
long long count_of_place(db::Reader& reader, const lists::Supply& catalogue, std::string_view province,
                         std::string_view commune);   // commune "*" = all
// Products whose printed place may be several units of today (Product::unit_choices), in the same words and orders; held against a scope.
lists::Rows<Item> unsettled_rows();
// Adds that all words of what was typed are there, the last perhaps half typed, and best matches first: of the former province that was
// named, then typed with its marks, then the same letters without, then the words together in maker or place, then apart; more stars first
// among those. Signs alone ("%") are looked for as they are in names. Nothing when nothing was typed.
void look_for(lists::Question& question, db::Engine engine, const Understood& typed);
// Adds that it is this product.
void look_for(lists::Question& question, ProductId product);

// The one that a merged product leads to; others themselves.
std::optional<Product> real(db::Reader& reader, const Products& products, std::optional<Product> product);

}  // namespace ocop::products
