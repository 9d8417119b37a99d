#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "modules/scans/counter.h"

// Scan pages are given on every thread of the server, while the clock takes what they counted.
namespace ocop::scans {
namespace {

const Instant kMorning{1'795'600'000'000};

Whose of(const std::string& code) { return {.code = code, .product = {}, .producer = {}, .province = "68"}; }
std::int64_t scans_of(const Counter::Taken& taken) {
  std::int64_t out = 0;
  for (const Counter::Count& one : taken.counts) out += one.scans;
  return out;
}

TEST(ScansConcurrency, ManyThreadsCountTogether) {
  constexpr int kThreads = 4, kEach = 5'000;
  SeededRandom random{5};
  Counter counter(random);
  std::int64_t written = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread)
      threads.emplace_back([&counter, thread] {
        for (int i = 0; i < kEach; ++i) {
          counter.page(of(std::string(1, static_cast<char>('A' + i % 3))), std::to_string(thread), "68", kMorning);
          counter.pack(of("A"), std::to_string(i % 7), std::to_string(thread), "68", kMorning);
        }
      });
    for (int i = 0; i < 50; ++i) {
      const Counter::Taken taken = counter.take();
      if (i % 3 == 0) counter.put_back(taken);
      else written += scans_of(taken);
    }
  }
  EXPECT_EQ(written + scans_of(counter.take()), kThreads * kEach);
}

}  // namespace
}  // namespace ocop::scans
