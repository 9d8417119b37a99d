#pragma once
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "kernel/images/tests/fake_studio.h"
#include "modules/certificates/tests/fake_certificates.h"
#include "modules/identity/tests/fake_identity.h"
#include "modules/notices/tests/fake_notices.h"
#include "modules/places/tests/fake_places.h"
#include "modules/producers/tests/fake_producers.h"
#include "modules/products/tests/fake_products.h"
#include "modules/resolver/service.h"
#include "modules/work/work.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_database.h"

// The service on a fresh database of each engine, its neighbours stood in for by their ports.
namespace ocop::resolver {

class ResolverTest : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = resolver::migrations();
    for (const auto& more : {throttle::migrations(), blobs::migrations(), work::migrations()})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    test::DatabaseTest::SetUp();
    if (IsSkipped()) return;
    throttle_.emplace(database(), std::string(32, 'k'));
    auto blobs = blobs::Blobs::open(database(), files_.path());
    ASSERT_TRUE(blobs);
    blobs_ = std::move(*blobs);
    service_.emplace(Service::Parts{database(), clock_, chance(), *throttle_, *blobs_, studio_, identity_, products_, producers_,
                                    certificates_, notices_, places_, offers_, "https://ocop.test"});
  }
  void TearDown() override {
    service_.reset();
    blobs_.reset();
    test::DatabaseTest::TearDown();
  }
  virtual Random& chance() { return random_; }   // the same in each run; of one thread

  products::FakeProducts products_;
  producers::FakeProducers producers_;
  certificates::FakeCertificates certificates_;
  notices::FakeNotices notices_;
  identity::FakeIdentity identity_;
  images::FakeStudio studio_;
  test::TemporaryFolder files_;
  std::unique_ptr<blobs::Blobs> blobs_;
  places::FakePlaces places_;
  manifest::Offers offers_;
  FixedClock clock_{start_of_vietnam_day(*Date::of(2026, 11, 21))};
  SeededRandom random_{11};
  std::optional<throttle::Throttle> throttle_;
  std::optional<Service> service_;
};

}  // namespace ocop::resolver
