#pragma once
#include <memory>
#include <mutex>

#include "kernel/act/act.h"
#include "kernel/http/http.h"
#include "modules/products/held_catalogue.h"
#include "modules/products/import.h"
#include "modules/products/query.h"
#include "modules/products/merge.h"
#include "modules/products/store.h"

namespace ocop::products {

std::vector<db::Migration> migrations();
// The register the demo is filled with (data/register/sample.csv), and the name of its source.
std::string_view sample_register();
inline constexpr std::string_view kSampleSource = "sample";

// Use cases. Thread-safe. What it was made with must outlive it.
class Service {
 public:
  Service(db::Database& database, const Clock& clock, Random& random, const places::Index& places, const producers::Producers& producers)
      : database_(database),
        clock_(clock),
        acts_(database, clock, random),
        random_(random),
        places_(places),
        producers_(producers),
        store_(places, producers),
        held_(database) {}
  const Products& port() const { return store_; }
  const Store& store() const { return store_; }
  // The catalogue: from memory while that is up to date.
  lists::Rows<Item> catalogue() const { return catalogue_rows(&held_); }
  void renew_catalogue() { held_.renew(); }
  const Tallies& tallies() const { return held_; }
  // Certified products are given as they were logged, from now on (Store::believe).
  void believe(const Recognitions& recognitions) { store_.believe(recognitions); }
  // What higher modules do and ask (slots of products.h). Before any other thread reads.
  void know(std::vector<OtherGtins> gtins) { store_.know(std::move(gtins)); }
  void hear(std::vector<Imported> imported, std::vector<MergeCheck> checks, std::vector<Apart> apart) {
    imported_ = std::move(imported);
    apart_ = std::move(apart);
    merging_.ask(std::move(checks));
  }
  const Merges& merges() const { return merging_; }
  // The same for rows that a list has read by itself.
  void settle(std::vector<Item>& items) const;
  const places::Index& places() const { return places_; }
  const producers::Producers& producers() const { return producers_; }
  Instant now() const { return clock_.now(); }
  Date today() const { return vietnam_date(clock_.now()); }

  // Dry run: nothing is written. Apply: all rows in one transaction. Error: of read_register.
  Result<ImportReport> import_register(const sheets::Source& file, const ImportOptions& options);

  // After an upgrade: works out which products of earlier versions rest on a unit that was split, and the words that they are found by.
  void look_at_units();

  // What a visitor typed means. A province that leaves nothing, where the same words find something, was part of a name.
  Understood understand(std::string_view typed) const;
  // What a visitor typed, as conditions of the catalogue (store.h): the one product whose code or number it names, else words.
  void look_for(lists::Question& question, std::string_view typed) const;
  // What may have been meant when the words find nothing in the whole catalogue; each leads to something. Empty when they find something.
  std::vector<std::string> meant(std::string_view typed) const;

  // Paths of the products' pages, the oldest first, behind the first `from`; how many they are.
  std::vector<std::string> addresses(std::size_t from, std::size_t most) const;
  std::size_t count() const;
  Figures figures() const;
  struct Home { Figures figures; std::vector<Item> featured; };
  Home home() const;
  // Which of several units a product is in. Of the actor's province, else not_found.
  Result<UnitQuestion> unit_question(const Actor& actor, std::string_view id_or_code) const;
  // The answer, with its leaf; for how many products. conflict when the version moved on; invalid_input when the unit is not offered.
  Result<std::size_t> settle_unit(const Actor& actor, std::string_view id_or_code, const UnitChoice& choice);
  // Takes back the whole answer that this product was part of: its products wait again. conflict when there is none.
  Result<std::size_t> reopen_unit(const Actor& actor, std::string_view id_or_code, const UnitReturn& given);
  // Products that are not where an answer that holds says. One line a finding.
  std::vector<std::string> recheck(db::Reader& reader) const;

  long long count_of_place(std::string_view province, std::string_view commune) const;

  // By id or by public code; not_found.
  struct Shown {
    // merged: what was asked for is another product that was merged into this one.
    enum class By : std::uint8_t { itself, merged } by = By::itself;
    Product product;
    std::optional<producers::Producer> maker;
    std::vector<Item> similar;
    std::optional<Product> original;
    std::vector<Photo> photos;
    std::vector<Product> merged{};       // that lead to it
  };
  Result<Shown> show(std::string_view id_or_code) const;
  std::vector<Item> of_producer(ProducerId producer) const { return of_producers(std::span(&producer, 1)); }
  std::vector<Item> of_producers(std::span<const ProducerId> producers) const;
  std::vector<Item> of_place(std::string_view province, std::string_view commune, int limit) const;
  std::map<std::string, long long> by_commune(std::string_view province) const;

  // The member's own product; not_found when it is another's.
  Result<Product> own(const Actor& actor, ProductId id) const;
  // conflict when the version moved on or the GTIN is another product's, or was when that was certified; invalid_input with problems.
  // A GTIN that a certified product gives up is logged and stays its own.
  Result<void> change_wording(const Actor& actor, ProductId id, const Wording& wording);

 private:
  Result<Product> own(db::Reader& reader, const Actor& actor, ProductId id) const;
  void give_up_gtin(act::Act& act, const Product& product) const;
  Result<UnitQuestion> unit_question(db::Reader& reader, const Actor& actor, std::string_view id_or_code) const;
  void settle_maker(db::Transaction& transaction, const UnitQuestion& question, Settlement& settlement) const;
  bool finds(db::Reader& reader, const Understood& typed) const;
  // `state`: db::Database::changes() from before the reader began.
  std::shared_ptr<const Vocabulary> vocabulary(db::Reader& reader, std::uint64_t state) const;
  // The items with the photo that stands for each.
  std::vector<Item> with_photos(db::Reader& reader, std::vector<Item> items) const;

  db::Database& database_;
  const Clock& clock_;
  act::Acts acts_;
  Random& random_;
  const places::Index& places_;
  const producers::Producers& producers_;
  Store store_;
  HeldCatalogue held_;
  Merging merging_{store_};
  std::vector<Imported> imported_;
  std::vector<Apart> apart_;
  // The words of all products as they were when they were last asked for: 20 ms to make of 17,000.
  mutable std::mutex vocabulary_mutex_;
  mutable std::shared_ptr<const Vocabulary> vocabulary_;
  mutable std::uint64_t vocabulary_state_ = 0;   // db::Database::changes() that it holds
};

}  // namespace ocop::products
