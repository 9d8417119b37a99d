#include "modules/resolver/tests/world.h"

#include <atomic>
#include <thread>

// Scans come on every thread of the server, I/O loops among them, while others make the snapshot of codes anew.
namespace ocop::resolver {
namespace {

constexpr int kScanners = 4, kScans = 200, kRefreshes = 40;

class ResolverConcurrency : public ResolverTest {
 protected:
  void SetUp() override {
    ResolverTest::SetUp();
    for (std::uint8_t n = 1; n <= 3; ++n) {
      products::Product product;
      product.id = ProductId{Uuid{{n}}};
      product.gtin = "0893500000001" + std::to_string(n);
      product.code = "code" + std::to_string(n);
      products_.rows.push_back(product);
    }
  }
  Random& chance() override { return any_; }
  SystemRandom any_;
};
OCOP_ON_BOTH_ENGINES(ResolverConcurrency);

TEST_P(ResolverConcurrency, AScanFindsAWholeSnapshotWhileItIsMadeAnew) {
  service_->refresh();
  std::atomic<int> found = 0, wrong = 0;
  std::vector<std::jthread> threads;
  for (int scanner = 0; scanner < kScanners; ++scanner)
    threads.emplace_back([&] {
      for (int i = 0; i < kScans; ++i) {
        http::HotAnswer out;
        const std::string n = std::to_string(1 + i % 3);
        if (service_->hot("/01/0893500000001" + n, out)) ++(out.location == "https://ocop.test/s/code" + n ? found : wrong);
        if (service_->hot("/01/08935000000999", out) || service_->snapshot_age().count() < 0) ++wrong;
      }
    });
  threads.emplace_back([&] { for (int i = 0; i < kRefreshes; ++i) service_->refresh(); });
  threads.emplace_back([&] { for (int i = 0; i < kRefreshes; ++i) service_->refresh_when_told(); });
  threads.clear();
  EXPECT_EQ(found, kScanners * kScans);
  EXPECT_EQ(wrong, 0);
}

// A start: the snapshot is empty, and each first scan asks the store and fills it.
TEST_P(ResolverConcurrency, FirstScansFillTheSnapshotTogether) {
  std::atomic<int> found = 0;
  std::vector<std::jthread> threads;
  for (int scanner = 0; scanner < kScanners; ++scanner)
    threads.emplace_back([&] {
      for (int n = 1; n <= 3; ++n) found += service_->code_of_gtin("0893500000001" + std::to_string(n)) == "code" + std::to_string(n);
    });
  threads.clear();
  EXPECT_EQ(found, kScanners * 3);
  http::HotAnswer out;
  EXPECT_TRUE(service_->hot("/01/08935000000012", out));
}

}  // namespace
}  // namespace ocop::resolver
