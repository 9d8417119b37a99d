#pragma once
#include <optional>

#include "modules/places/service.h"
#include "modules/producers/service.h"
#include "modules/products/service.h"
#include "tests/support/test_database.h"

namespace ocop::products {

// A database with the places and, when asked, the sample register, on 21 November 2026.
class ProductsTest : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = places::migrations();
    for (const auto& more : {blobs::migrations(), producers::migrations(), products::migrations()}) all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    ASSERT_TRUE(places::load_reference(database()));
    auto index = places::read_index(database());
    ASSERT_TRUE(index);
    index_ = std::move(*index);
    auto blobs = blobs::Blobs::open(database(), files_.path());
    ASSERT_TRUE(blobs);
    blobs_ = std::move(*blobs);
    producers_.emplace(*blobs_);
    service_.emplace(database(), clock_, random_, *index_, *producers_);
  }
  void load_sample() {
    const auto report = service_->import_register(sheets::Source::bytes(sample_register()), {ImportMode::apply, std::string(kSampleSource)});
    ASSERT_TRUE(report) << report.error().detail;
  }
  // The product of a row of the sample.
  Product by_register_id(std::string_view id) {
    Filter all;
    for (Item& item : service_->all(all))
      if (item.product.register_id == id) return std::move(item.product);
    ADD_FAILURE() << "no row " << id;
    return {};
  }

  FixedClock clock_{start_of_vietnam_day(*Date::of(2026, 11, 21))};
  SeededRandom random_{20261121};
  test::TemporaryFolder files_;
  std::unique_ptr<blobs::Blobs> blobs_;
  std::optional<producers::Store> producers_;
  std::unique_ptr<const places::Index> index_;
  std::optional<Service> service_;
};

}  // namespace ocop::products
