#include <atomic>
#include <thread>

#include "modules/evaluation/tests/world.h"

// Many at once on one dossier: each conflict is told, nothing is lost or done twice.
namespace ocop::evaluation::test {
namespace {

using rules::Tick;

class EvaluationConcurrency : public Evaluation {
 protected:
  // Starts `count` threads together and waits for all.
  template <class Act>
  static void together(int count, Act act) {
    std::atomic<int> ready{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i)
      threads.emplace_back([&, i] {
        ++ready;
        while (ready < count) std::this_thread::yield();
        act(i);
      });
    for (std::thread& thread : threads) thread.join();
  }
};
OCOP_ON_BOTH_ENGINES(EvaluationConcurrency);

TEST_P(EvaluationConcurrency, OfManySavesOfOneAnswerOneIsKeptAndTheOthersSeeIt) {
  const DossierId id = open_draft();
  std::atomic<int> kept{0}, told{0};
  together(8, [&](int i) {
    const auto saved = service().save_answer(i % 2 ? world.maker : world.helper, id, {"1.1", i % 3 + 1, "người " + std::to_string(i)});
    ASSERT_TRUE(saved.ok());
    ++(saved->conflict ? told : kept);
    if (saved->conflict) { EXPECT_FALSE(saved->conflict->differences.empty()); }
  });
  EXPECT_EQ(kept, 1);
  EXPECT_EQ(told, 7);
  EXPECT_EQ(view(world.maker, id).self.answers.size(), 1u);
}

TEST_P(EvaluationConcurrency, SavesOfDifferentCriteriaAllStand) {
  const DossierId id = open_draft();
  const std::vector<std::string> criteria{"1.1", "1.2", "2.1", "3.1"};
  together(4, [&](int i) {
    const auto saved = service().save_answer(world.maker, id, {criteria[static_cast<std::size_t>(i)], 2});
    ASSERT_TRUE(saved.ok());
    EXPECT_FALSE(saved->conflict);
  });
  const Sheet sheet = view(world.maker, id).self;
  EXPECT_EQ(sheet.answers.size(), 4u);
  EXPECT_EQ(sheet.version, 5) << "one step a save";
}

TEST_P(EvaluationConcurrency, OfTwoClosingsOneHoldsAndOneLeafIsWritten) {
  const DossierId id = open_draft();
  submit(id);
  name_council(id);
  for (int i = 0; i < 3; ++i) hand_in(id, world.members[static_cast<std::size_t>(i)], kThreeStars);
  const std::int64_t version = view(world.chair, id).dossier.of_council(), before = leaves();
  std::atomic<int> closed{0}, refused{0};
  together(4, [&](int) {
    const auto result = service().close(world.chair, id, {version, Tick::absent});
    if (!result) { EXPECT_EQ(result.error().kind, ErrorKind::conflict); }
    ++(result ? closed : refused);
  });
  EXPECT_EQ(closed, 1);
  EXPECT_EQ(refused, 3);
  EXPECT_EQ(leaves(), before + 1);
}

TEST_P(EvaluationConcurrency, ClosingAndReopeningASheetExcludeEachOther) {
  const DossierId id = open_draft();
  submit(id);
  name_council(id);
  for (int i = 0; i < 3; ++i) hand_in(id, world.members[static_cast<std::size_t>(i)], kThreeStars);
  const std::int64_t version = view(world.chair, id).dossier.of_council();
  std::atomic<bool> closed{false}, reopened{false};
  together(2, [&](int i) {
    if (i == 0) closed = service().close(world.chair, id, {version, Tick::absent}).ok();
    else reopened = service().reopen_sheet(world.chair, id, 1, "xem lại").ok();
  });
  EXPECT_NE(closed.load(), reopened.load());
  EXPECT_TRUE(database().read([&](db::Reader& reader) { return service().recheck(reader); }).empty());
}

}  // namespace
}  // namespace ocop::evaluation::test
