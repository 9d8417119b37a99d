#include "kernel/installation/installation.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "tests/support/test_database.h"

namespace {

using namespace ocop;

class Installation : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return installation::migrations(); }
};
OCOP_ON_BOTH_ENGINES(Installation);

TEST_P(Installation, TheFirstToSayItIsRight) {
  EXPECT_EQ(std::nullopt, installation::fact(database(), "session.key"));
  EXPECT_EQ("a", installation::agree(database(), "session.key", "a"));
  EXPECT_EQ("a", installation::agree(database(), "session.key", "b"));
  EXPECT_EQ("c", installation::agree(database(), "log.key", "c"));
  reopen();
  EXPECT_EQ("a", installation::fact(database(), "session.key"));
}

TEST_P(Installation, ManyAtOnceAgreeOnOne) {
  std::vector<std::string> told(4);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < told.size(); ++i)
    threads.emplace_back([&, i] { told[i] = installation::agree(database(), "session.key", std::to_string(i)); });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(1U, std::set<std::string>(told.begin(), told.end()).size());
}

TEST_P(Installation, APersonMaySayOtherwise) {
  (void)installation::agree(database(), "session.key", "a");
  installation::replace(database(), "session.key", "b");
  installation::replace(database(), "log.key", "c");
  EXPECT_EQ("b", installation::agree(database(), "session.key", "a"));
  EXPECT_EQ("c", installation::agree(database(), "log.key", "a"));
}

}  // namespace
