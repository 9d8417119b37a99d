#include "modules/channels/kept.h"

#include <gtest/gtest.h>

namespace ocop::channels {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMost = 100;
const KeptFiles::State kNow{.changes = {1, 2, 3}, .day = {20'000}};
const KeptFiles::Moment kBegan{1h};

std::shared_ptr<const File> file(std::size_t bytes) {
  return std::make_shared<const File>(File{.bytes = std::string(bytes, 'x'), .etag = "x"});
}

TEST(ChannelsKept, AFileIsKeptWhileItIsTrue) {
  KeptFiles kept(kMost);
  const auto made = file(10);
  kept.put("google", kNow, kBegan, made);
  EXPECT_EQ(kept.find("google", kNow, kBegan + 1h, 0s), made);
  EXPECT_EQ(kept.find("meta", kNow, kBegan, 0s), nullptr);
  EXPECT_EQ(kept.find("google", {.changes = {1, 2, 4}, .day = kNow.day}, kBegan, 0s), nullptr);
  EXPECT_EQ(kept.find("google", {.changes = kNow.changes, .day = {20'001}}, kBegan, 0s), nullptr);   // a star may end at midnight
}

// A process that the server does not reach hears of nothing and gave out a withdrawn star until it was reached again.
TEST(ChannelsKept, WhatIsUnheardIsTrustedForSeconds) {
  KeptFiles kept(kMost);
  kept.put("google", kNow, kBegan, file(10));
  EXPECT_NE(kept.find("google", kNow, kBegan + 1h, KeptFiles::kTrusted), nullptr);   // at most that old, whatever was changed
  EXPECT_NE(kept.find("google", kNow, kBegan + KeptFiles::kTrusted, 1min), nullptr);  // just read
  EXPECT_EQ(kept.find("google", kNow, kBegan + KeptFiles::kTrusted + 1ms, 1min), nullptr);
  EXPECT_LE(KeptFiles::kTrusted, 6s);
}

TEST(ChannelsKept, BeyondItsMemoryTheLeastRecentlyAskedGoes) {
  KeptFiles kept(kMost);
  for (const std::string_view key : {"a", "b", "c"}) kept.put(std::string(key), kNow, kBegan, file(30));
  ASSERT_NE(kept.find("a", kNow, kBegan, 0s), nullptr);
  kept.put("d", kNow, kBegan, file(30));
  EXPECT_EQ(kept.find("b", kNow, kBegan, 0s), nullptr);
  EXPECT_NE(kept.find("a", kNow, kBegan, 0s), nullptr);
  EXPECT_LE(kept.bytes(), kMost);
  kept.put("large", kNow, kBegan, file(2 * kMost));   // one that is larger than all that may be kept: it alone
  EXPECT_NE(kept.find("large", kNow, kBegan, 0s), nullptr);
  EXPECT_EQ(kept.bytes(), 2 * kMost);
  kept.put("large", kNow, kBegan, file(10));
  EXPECT_EQ(kept.bytes(), 10U);
}

}  // namespace
}  // namespace ocop::channels
