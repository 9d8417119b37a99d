#include "kernel/base/problems.h"

#include <gtest/gtest.h>

namespace ocop {
namespace {

constexpr Message kDay{"Ngày {0} chưa đúng", "{0} is wrong"}, kText{"Thiếu chữ", "A text is missing"};

TEST(Problems, AreToldAllAtOnceAndInTheirOrder) {
  Problems problems;
  problems.add("day", "2026-02-31", "a day", kDay, {"31/02/2026"});
  problems.add("words", "", "a text", kText);
  const Result<void> result = problems.result();
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().kind, ErrorKind::invalid_input);
  ASSERT_EQ(result.error().problems.size(), 2u);
  EXPECT_EQ(result.error().problems[0].field, "day");
  EXPECT_EQ(result.error().problems[0].arguments.at(0).vi, "31/02/2026");
  EXPECT_EQ(result.error().problems[1].message.vi, kText.vi);
}

TEST(Problems, OfNothingAreFine) {
  Problems problems;
  EXPECT_TRUE(problems.result().ok());
}

}  // namespace
}  // namespace ocop
