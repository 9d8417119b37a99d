#include "modules/identity/throttle.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace ocop::identity {
namespace {

TEST(IdentityThrottle, ItsMemoryIsBoundedAndTheMostRefusedStay) {
  SeededRandom random(1);
  Throttle throttle(random);
  const Instant now{1'000'000'000};
  for (int i = 0; i < 5; ++i) EXPECT_EQ(throttle.take("victim", "n", now), 0);
  for (int i = 0; i < 60'000; ++i) (void)throttle.take("login" + std::to_string(i), "net" + std::to_string(i), now);
  EXPECT_LE(throttle.size(), Throttle::kEntries);
  EXPECT_GT(throttle.take("victim", "other", now), 0);   // a flood of other names does not free the one that is guessed at
}

TEST(IdentityThrottle, ARefusedAttemptTakesNothing) {
  SeededRandom random(1);
  Throttle throttle(random);
  const Instant now{1'000'000'000};
  for (int i = 0; i < 5; ++i) EXPECT_EQ(throttle.take("an", "n", now), 0);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(throttle.take("an", "n", now), 5 * rules::kMinute);
  EXPECT_EQ(throttle.take("binh", "n", now), 0);         // the network has 24 left
}

TEST(IdentityThrottle, ParallelGuessesAreCounted) {
  SystemRandom random;
  Throttle throttle(random);
  std::atomic<int> admitted{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] { for (int i = 0; i < 50; ++i) admitted += throttle.take("an", "n", Instant{5'000'000}) == 0 ? 1 : 0; });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(admitted.load(), rules::kAccountLimit.burst);
}

}  // namespace
}  // namespace ocop::identity
