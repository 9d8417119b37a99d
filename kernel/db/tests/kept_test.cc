#include "kernel/db/kept.h"

#include <gtest/gtest.h>

#include <thread>

#include "tests/support/test_database.h"

namespace {

using namespace ocop;

class DbKept : public test::DatabaseTest {
 protected:
  enum class Then : std::uint8_t { keep, give_up };
  using Values = db::Kept<int>;
  std::vector<db::Migration> migrations() override { return {}; }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    // The listener has begun: that counts as one change of everything.
    for (int tries = 0; engine() == db::Engine::postgresql && database().changes("none") == 0 && tries < 500; ++tries)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  int value(std::string_view key, const std::string& topic, Date day = {}) {
    return *values_.get(database(), key, Values::state(database(), {topic}, day), [&] { return ++made_; });
  }
  Values values_;
  int made_ = 0;
};
OCOP_ON_BOTH_ENGINES(DbKept);

TEST_P(DbKept, IsMadeAnewWhenItsTopicIsAnnounced) {
  EXPECT_EQ(value("08", "courses.08"), 1);
  EXPECT_EQ(value("08", "courses.08"), 1);
  const auto announce = [](std::string_view topic, Then then) {
    return [=](db::Transaction& act) -> Result<void> {
      act.announce(topic);
      if (then == Then::give_up) return Error::of(ErrorKind::conflict, "refused");
      return {};
    };
  };
  ASSERT_TRUE(database().write(announce("courses.68", Then::keep)).ok());
  ASSERT_FALSE(database().write(announce("courses.08", Then::give_up)).ok());
  EXPECT_EQ(value("08", "courses.08"), 1) << "another topic, and an act that was given up";
  ASSERT_TRUE(database().write(announce("courses.08", Then::keep)).ok());
  EXPECT_GT(value("08", "courses.08"), 1) << "before the act is answered";
}

TEST_P(DbKept, IsOfItsKeyAndOfItsDay) {
  const Date day = *Date::of(2026, 11, 28);
  EXPECT_EQ(value("08", "courses", day), 1);
  EXPECT_EQ(value("68", "courses", day), 2);
  EXPECT_EQ(value("08", "courses", day), 1);
  EXPECT_EQ(value("08", "courses", day.plus_days(1)), 3);
}

}  // namespace
