#include "modules/evaluation/binding_line.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>
#include <vector>

namespace ocop::evaluation::test {
namespace {

bool enters(BindingLine& line) {
  return std::async(std::launch::async, [&] { return line.enter().owns_lock(); }).get();
}

TEST(EvaluationBindingLine, OneAtATime) {
  BindingLine line{std::chrono::milliseconds(1)};
  {
    const auto turn = line.enter();
    ASSERT_TRUE(turn.owns_lock());
    EXPECT_FALSE(enters(line)) << "after its patience";
  }
  EXPECT_TRUE(enters(line));
  EXPECT_EQ(line.waiting(), 0);
}

TEST(EvaluationBindingLine, WhoWaitsComesNextAndAFullLineIsToldAtOnce) {
  BindingLine line{std::chrono::minutes(10)};   // nobody's patience ends in this test
  std::vector<std::future<bool>> waiting;
  {
    const auto turn = line.enter();
    for (int i = 0; i < kMostWaitingToBind; ++i)
      waiting.push_back(std::async(std::launch::async, [&] { return line.enter().owns_lock(); }));
    while (line.waiting() < kMostWaitingToBind) std::this_thread::yield();
    EXPECT_FALSE(enters(line)) << "the line is full: it would wait for ten minutes";
  }
  for (auto& one : waiting) EXPECT_TRUE(one.get());
}

}  // namespace
}  // namespace ocop::evaluation::test
