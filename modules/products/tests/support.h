#pragma once
#include <initializer_list>
#include <optional>
#include <stdexcept>

#include "kernel/idempotency/idempotency.h"
#include "kernel/jobs/jobs.h"
#include "modules/places/service.h"
#include "modules/producers/service.h"
#include "modules/products/lists.h"
#include "modules/products/service.h"
#include "modules/products/store_units.h"
#include "tests/support/test_database.h"

namespace ocop::products {

// A database with the places, on 21 November 2026; with the sample register too where filling() says fill_places_and_sample.
class ProductsTest : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = places::migrations();
    for (const auto& more : {blobs::migrations(), idempotency::migrations(), jobs::migrations(), tlog::migrations(),
                             producers::migrations(), products::migrations()})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  test::Filling filling() override { return {"places", fill_places}; }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    auto blobs = blobs::Blobs::open(database(), files_.path());
    ASSERT_TRUE(blobs);
    blobs_ = std::move(*blobs);
    producers_.emplace(*blobs_);
    index_ = &index_of(database());
    service_.emplace(database(), clock_, random_, *index_, *producers_);
  }
  // The places are the same in every test: read from the first database of a program. (Half of a test's time when each read them.)
  static const places::Index& index_of(db::Database& database) {
    static const auto index = places::read_index(database, *Date::of(2026, 11, 26));
    if (!index) throw std::runtime_error(index.error().detail);
    return **index;
  }
  // Fillings.
  static void fill_places(db::Database& database) {
    if (const auto loaded = places::load_reference(database); !loaded) throw std::runtime_error(loaded.error().detail);
  }
  static void fill_places_and_sample(db::Database& database) { fill_places_and(database, sample_register()); }
  // All 833 rows take seconds: a few by their numbers, and their heading.
  static void fill_places_and_rows(db::Database& database, std::initializer_list<std::string_view> numbers) {
    const std::string_view all = sample_register();
    std::string few(all.substr(0, all.find('\n') + 1));
    for (const std::string_view number : numbers) {
      const std::size_t row = all.find("\n" + std::string(number) + ",") + 1;
      few.append(all.substr(row, all.find('\n', row) + 1 - row));
    }
    fill_places_and(database, few);
  }
  static void fill_places_and(db::Database& database, std::string_view register_rows) {
    fill_places(database);
    const FixedClock clock{kToday};
    SeededRandom random{20261120};   // other ids than the tests draw
    const test::TemporaryFolder files;
    const auto blobs = blobs::Blobs::open(database, files.path());
    if (!blobs) throw std::runtime_error(blobs.error().detail);
    const producers::Store producers(**blobs);
    Service service(database, clock, random, index_of(database), producers);
    const auto report = service.import_register(sheets::Source::bytes(register_rows), {ImportMode::apply, std::string(kSampleSource)});
    if (!report) throw std::runtime_error(report.error().detail);
  }
  // The catalogue as an address narrows and orders it.
  using Narrowed = std::vector<std::pair<std::string, std::string>>;
  lists::Question asking(const Narrowed& words, std::string_view sort = {}) const {
    const auto list = catalogue(*service_);
    lists::Question out;
    out.today = service_->today();
    out.limit = 100'000;
    for (const auto& [word, value] : words) {
      const auto filter = std::ranges::find(list.filters, word, [](const lists::Filter& one) { return one.field.key; });
      if (filter == list.filters.end()) throw std::logic_error("no filter " + word);
      const http::Request request;
      const Actor visitor;
      if (filter->means) filter->means(out, list.rows.source, {.given = true, .text = value}, {request, visitor});
      else out.conditions.emplace_back(list.rows.source.condition(word), filter->value ? filter->value(value) : lists::Value(value));
    }
    if (!sort.empty()) out.sort = list.rows.source.sort(sort);
    return out;
  }
  struct Walked { std::vector<Item> items; lists::Found found; };
  Walked look(const lists::Question& question) {
    const auto rows = catalogue_rows();
    Walked out;
    out.found = database().read([&](db::Reader& reader) {
      const auto keep = [&](const db::Row& row) { out.items.push_back(rows.load(row)); };
      return lists::read(reader, rows.source, Scope::everything(), question, keep);
    });
    return out;
  }
  std::vector<Item> all(const Narrowed& words = {}, std::string_view sort = {}) { return look(asking(words, sort)).items; }
  long long total(const Narrowed& words = {}) {
    return database().read(
        [&](db::Reader& reader) { return lists::count(reader, catalogue_rows().source, Scope::everything(), asking(words)); });
  }
  // The product of a row of the sample.
  Product by_register_id(std::string_view id) {
    for (Item& item : all())
      if (item.product.register_id == id) return std::move(item.product);
    ADD_FAILURE() << "no row " << id;
    return {};
  }

  static inline const Instant kToday = start_of_vietnam_day(*Date::of(2026, 11, 21));
  FixedClock clock_{kToday};
  SeededRandom random_{20261121};
  test::TemporaryFolder files_;
  std::unique_ptr<blobs::Blobs> blobs_;
  std::optional<producers::Store> producers_;
  const places::Index* index_ = nullptr;
  std::optional<Service> service_;
};

}  // namespace ocop::products
