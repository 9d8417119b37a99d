// What many threads of one process ask of one Service: the words of all products are kept and made anew between them. Under
// ThreadSanitizer products are left out (cmake/unity.cmake); what threads share here is a pointer and a number under one mutex.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "modules/products/tests/support.h"

namespace ocop::products {
namespace {

using ProductsMeant = ProductsTest;
OCOP_ON_BOTH_ENGINES(ProductsMeant);

TEST_P(ProductsMeant, ManyAskWhileProductsCome) {
  const auto bring = [&](int number) {
    const std::string row = std::to_string(number) + ",Khẩu sli " + std::to_string(number) + ",Cao Bằng,reported_recognised\n";
    return service_->import_register(sheets::Source::bytes("id,product_name,province,recognition\n" + row),
                                     {ImportMode::apply, "r" + std::to_string(number)});
  };
  ASSERT_TRUE(bring(0));
  constexpr int kAsking = 3, kTimes = 20, kBrought = 5;
  std::atomic<int> meant = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < kAsking; ++i)
    threads.emplace_back([&] {
      for (int k = 0; k < kTimes; ++k) meant += service_->meant("khaaur sli") == std::vector<std::string>{"khẩu sli"};
    });
  threads.emplace_back([&] {
    for (int number = 1; number <= kBrought; ++number) EXPECT_TRUE(bring(number));
  });
  threads.clear();
  EXPECT_EQ(meant, kAsking * kTimes);
}

}  // namespace
}  // namespace ocop::products
