#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <vector>

#include "kernel/random/id_run.h"

namespace ocop {
namespace {

TEST(Random, SystemBytesDifferAndFillAll) {
  SystemRandom random;
  std::vector<std::uint8_t> a(1000), b(1000);
  random.fill(a);
  random.fill(b);
  EXPECT_NE(a, b);
  std::set<std::uint8_t> values(a.begin() + 900, a.end());
  EXPECT_GT(values.size(), 10u);   // the tail was written too
  random.fill({});
}

TEST(Random, SeededStreamIsSplitmix64) {
  SeededRandom random(0);
  std::array<std::uint8_t, 16> bytes{};
  random.fill(bytes);
  // First two outputs of splitmix64 for state 0: e220a8397b1dcdaf, 6e789e6aa1b965f4.
  const std::array<std::uint8_t, 16> expected{0xaf, 0xcd, 0x1d, 0x7b, 0x39, 0xa8, 0x20, 0xe2, 0xf4, 0x65, 0xb9, 0xa1, 0x6a, 0x9e, 0x78,
      0x6e};
  EXPECT_EQ(bytes, expected);
}

TEST(Random, UuidHasVersionVariantAndTime) {
  SeededRandom random(7);
  const Uuid id = new_uuid(Instant{0x017F22E279B0}, random);
  EXPECT_EQ(id.text().substr(0, 14), "017f22e2-79b0-");   // RFC 9562, appendix A.6: the same moment
  EXPECT_EQ(id.bytes[6] >> 4, 7);
  EXPECT_EQ(id.bytes[8] >> 6, 2);
}

RC_GTEST_PROP(Random, UuidsAreOrderedByTime, (std::uint64_t seed)) {
  SeededRandom random(seed);
  const auto first = *rc::gen::inRange<std::int64_t>(0, 1LL << 47);
  const auto later = first + *rc::gen::inRange<std::int64_t>(1, 1'000'000);
  RC_ASSERT(new_uuid({first}, random) < new_uuid({later}, random));
}

TEST(Random, UuidsOfOneMomentDiffer) {
  SystemRandom random;
  std::set<Uuid> ids;
  for (int i = 0; i < 1000; ++i) ids.insert(new_uuid({1'700'000'000'000}, random));
  EXPECT_EQ(ids.size(), 1000u);
  EXPECT_TRUE((new_id<ProductId>({1}, random) < new_id<ProductId>({2}, random)));
}

// The story: an import drew each id by itself. All were of one moment, so they came in random order, and 200,000 rows took more than twice
// as long as 100,000: each touched another page of every index, and the search's rows are found by the last eight bytes alone.
TEST(Random, IdsOfARunAscendToTheirLastBytesAndAreStillIds) {
  SeededRandom random(11);
  IdRun run({1'700'000'000'000}, random);
  Uuid before = run.next_uuid();
  for (int i = 0; i < 20'000; ++i) {
    const Uuid next = run.next_uuid();
    ASSERT_LT(before, next);
    const auto tail = [](const Uuid& id) { return std::span(id.bytes).subspan(8); };
    ASSERT_TRUE(std::ranges::lexicographical_compare(tail(before), tail(next)));
    before = next;
  }
  EXPECT_EQ(before.bytes[6] >> 4, 7);
  EXPECT_EQ(before.bytes[8] >> 6, 2);
  EXPECT_EQ(before.text().substr(0, 13), new_uuid({1'700'000'000'000}, random).text().substr(0, 13));
}

}  // namespace
}  // namespace ocop
