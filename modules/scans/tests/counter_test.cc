#include "modules/scans/counter.h"

#include <gtest/gtest.h>

#include <random>

namespace ocop::scans {
namespace {

constexpr std::int64_t kHour = 3'600'000;
const Instant kMorning{1'795'600'000'000};

Whose of(const std::string& code) {
  Whose out{.code = code, .product = {}, .producer = {}, .province = "68"};
  out.product.uuid.bytes[0] = static_cast<std::uint8_t>(code.back());
  return out;
}
std::int64_t scans_of(const Counter::Taken& taken) {
  std::int64_t out = 0;
  for (const Counter::Count& one : taken.counts) out += one.scans;
  return out;
}
std::int64_t networks_of(const Counter::Taken& taken) {
  std::int64_t out = 0;
  for (const Counter::Networks& one : taken.networks) out += one.more;
  return out;
}

TEST(ScansCounter, CountsByCodeHourAndRegionAndANetworkOnceADay) {
  SeededRandom random{1};
  Counter counter(random);
  for (int i = 0; i < 5; ++i) counter.page(of("A"), "net one", "VN-35", kMorning);
  counter.page(of("A"), "net two", "", kMorning);
  counter.page(of("A"), "net one", "VN-35", {kMorning.milliseconds + kHour});
  counter.page(of("B"), "net one", "VN-35", kMorning);
  EXPECT_EQ(counter.waiting(), 8);
  const Counter::Taken taken = counter.take();
  EXPECT_EQ(taken.counts.size(), 4u);
  EXPECT_EQ(scans_of(taken), 8);
  EXPECT_EQ(networks_of(taken), 3) << "two of A, one of B";
  EXPECT_TRUE(counter.take().empty());
  counter.page(of("A"), "net one", "", kMorning);
  EXPECT_EQ(networks_of(counter.take()), 0) << "it is known today";
  counter.page(of("A"), "net one", "", {kMorning.milliseconds + 24 * kHour});
  EXPECT_EQ(networks_of(counter.take()), 1) << "and nobody knows it tomorrow";
}

// Whatever comes between: what is taken and not put back is what was counted.
TEST(ScansCounter, NothingIsLostAndNothingCountsTwice) {
  SeededRandom random{2};
  Counter counter(random);
  std::mt19937 chance(7);   // the same in each run
  std::int64_t counted = 0, written = 0;
  for (int step = 0; step < 5'000; ++step) {
    switch (chance() % 10) {
      case 0: written += scans_of(counter.take()); break;
      case 1: counter.put_back(counter.take()); break;
      default: {
        const std::string code(1, static_cast<char>('A' + chance() % 5));
        counter.page(of(code), std::string(1, static_cast<char>(chance() % 40)), chance() % 2 ? "68" : "",
                     {kMorning.milliseconds + static_cast<std::int64_t>(chance() % 60) * kHour});
        ++counted;
      }
    }
  }
  EXPECT_EQ(counter.waiting(), counted - written);
  EXPECT_EQ(written + scans_of(counter.take()), counted);
}

TEST(ScansCounter, MemoryHasAnEnd) {
  SeededRandom random{3};
  Counter counter(random);
  for (std::size_t i = 0; i < Counter::kMostCounts + 10; ++i) counter.page(of("code" + std::to_string(i)), "n", "", kMorning);
  EXPECT_EQ(counter.uncounted(), 10);
  EXPECT_EQ(scans_of(counter.take()), static_cast<std::int64_t>(Counter::kMostCounts));
  for (std::size_t i = 0; i < Counter::kMostNetworks + 10; ++i) counter.page(of("X"), std::to_string(i), "", kMorning);
  const Counter::Taken taken = counter.take();
  EXPECT_EQ(scans_of(taken), static_cast<std::int64_t>(Counter::kMostNetworks) + 10) << "they are counted all the same";
  EXPECT_EQ(networks_of(taken), static_cast<std::int64_t>(Counter::kMostNetworks));
  for (std::size_t i = 0; i < Counter::kMostOfAPack + 10; ++i) counter.pack(of("X"), "S1", std::to_string(i), "", kMorning);
  EXPECT_EQ(counter.take().packs.at(0).networks, static_cast<std::int64_t>(Counter::kMostOfAPack));
}

TEST(ScansCounter, APackIsLookedAtWhenItIsSeenAgainElsewhere) {
  SeededRandom random{4};
  Counter counter(random);
  for (std::size_t i = 0; i <= Counter::kLooked; ++i) counter.pack(of("A"), "S1", std::to_string(i), i % 2 ? "68" : "VN-HN", kMorning);
  counter.pack(of("A"), "S2", "one", "68", kMorning);
  const Counter::Taken taken = counter.take();
  ASSERT_EQ(taken.packs.size(), 1u);
  EXPECT_EQ(taken.packs[0].serial, "S1");
  EXPECT_EQ(taken.packs[0].regions.size(), 2u);
  EXPECT_TRUE(taken.counts.empty()) << "the scan page counts, not the way to it";
  EXPECT_TRUE(counter.take().packs.empty());
  counter.put_back(taken);
  EXPECT_EQ(counter.take().packs.size(), 1u);
}

}  // namespace
}  // namespace ocop::scans
