#include "app/pulse.h"

#include <gtest/gtest.h>

#include "kernel/installation/installation.h"
#include "tests/support/test_database.h"

namespace ocop::app {
namespace {

class AppPulse : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return installation::migrations(); }
  FixedClock clock_{Instant{1'795'000'000'000}};
};
OCOP_ON_BOTH_ENGINES(AppPulse);

TEST_P(AppPulse, IsReadyWhenAWriteWasKept) {
  Pulse pulse(database(), clock_);
  EXPECT_EQ(pulse.unready(), "nothing has been written yet");
  pulse.beat();
  EXPECT_EQ(pulse.unready(), "");
  EXPECT_EQ(installation::fact(database(), "pulse"), clock_.now().iso());
}

TEST_P(AppPulse, BeatsWhenItIsTime) {
  Pulse pulse(database(), clock_);
  const auto before = database().metrics().acts;
  for (long long second = 0; second < 2 * Pulse::kEvery.count(); ++second) pulse.tick(second);
  EXPECT_EQ(database().metrics().acts, before + 2);
}

// The story: health spoke of failed writes alone. A database that took none answered "ready" until somebody's act was lost.
TEST_P(AppPulse, SaysWhyWhenAWriteFailsAndTriesAgainEachSecond) {
  constexpr db::Statement kAway{"test.away", "ALTER TABLE installation_fact RENAME TO installation_elsewhere"};
  constexpr db::Statement kBack{"test.back", "ALTER TABLE installation_elsewhere RENAME TO installation_fact"};
  const auto run = [&](const db::Statement& statement) {
    (void)database().write([&](db::Transaction& transaction) -> Result<void> {
      transaction.execute(statement);
      return {};
    });
  };
  Pulse pulse(database(), clock_);
  pulse.tick(0);
  run(kAway);
  pulse.tick(Pulse::kEvery.count());
  EXPECT_TRUE(pulse.unready().starts_with("writing failed: ")) << pulse.unready();
  run(kBack);
  pulse.tick(Pulse::kEvery.count() + 1);
  EXPECT_EQ(pulse.unready(), "");
}

}  // namespace
}  // namespace ocop::app
