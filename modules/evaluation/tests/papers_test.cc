#include <algorithm>

#include "modules/evaluation/tests/world.h"

// Papers that a producer replaces or removes while dossiers point to them.
namespace ocop::evaluation::test {
namespace {

class EvaluationPapers : public Evaluation {
 protected:
  producers::Paper& paper(PaperId id) { return *std::ranges::find(world.producers.papers, id, &producers::Paper::id); }
  // As modules/producers does it: the use is asked inside the act, then the paper ended.
  producers::PaperUse::Held end(PaperId old, std::optional<PaperId> by) {
    if (by) {
      producers::Paper next = paper(old);
      next.id = *by;
      world.producers.papers.push_back(next);
    }
    producers::PaperUse::Held held{};
    const auto done = service().acts().run(world.maker, [&](act::Act& act) -> Result<void> {
      service().lock_drafts(act, world.producer);
      held = service().paper_changed(act, world.producer, {old, by});
      return {};
    });
    EXPECT_TRUE(done.ok());
    world.producers.ends.push_back({old, by});
    return held;
  }
  std::vector<PaperId> evidence(DossierId id) { return view(world.maker, id).self.find("1.1")->papers; }
  const PaperId renewed = paper_id(21), again = paper_id(22);
};
OCOP_ON_BOTH_ENGINES(EvaluationPapers);
using enum producers::PaperUse::Held;

TEST_P(EvaluationPapers, ADraftFollows) {
  const DossierId id = open_draft();
  ASSERT_TRUE(service().save_answer(world.maker, id, {"1.1", 2, "", {world.contract, world.registration}}).ok());
  const std::int64_t seen = view(world.maker, id).self.version;
  EXPECT_EQ(end(world.contract, renewed), not_any_more);
  EXPECT_EQ(evidence(id), (std::vector<PaperId>{world.registration, renewed}));
  EXPECT_GT(view(world.maker, id).self.version, seen) << "who hands in what he saw before is told";
  EXPECT_TRUE(service().submit(world.maker, id, {seen, rules::Tick::given, rules::Tick::given})->conflict.has_value());
  EXPECT_EQ(end(renewed, std::nullopt), not_any_more);
  EXPECT_EQ(evidence(id), std::vector<PaperId>{world.registration});
}

// A page that was open before still holds the old paper's box: saving it is no conflict and brings the old one not back.
TEST_P(EvaluationPapers, AnOpenPageSavesTheNewOne) {
  const DossierId id = open_draft();
  ASSERT_TRUE(service().save_answer(world.maker, id, {"1.1", 2, "", {world.contract}}).ok());
  const std::int64_t seen = view(world.maker, id).self.find("1.1")->version;
  end(world.contract, renewed);
  end(renewed, again);
  const auto saved = service().save_answer(world.maker, id, {"1.1", 2, "", {world.contract}, seen});
  ASSERT_TRUE(saved.ok());
  EXPECT_FALSE(saved->conflict.has_value());
  EXPECT_EQ(evidence(id), std::vector<PaperId>{again});
  end(again, std::nullopt);
  const auto gone = service().save_answer(world.maker, id, {"1.2", 2, "", {world.contract}, 0});
  ASSERT_EQ(gone.error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(gone.error().problems.at(0).field, "papers");
}

TEST_P(EvaluationPapers, WhatWasHandedInKeepsTheOldOne) {
  const DossierId id = open_draft();
  ASSERT_TRUE(service().save_answer(world.maker, id, {"1.1", 2, "", {world.contract}}).ok());
  submit(id);
  EXPECT_EQ(end(world.contract, renewed), for_good);
  EXPECT_EQ(end(world.registration, again), for_good) << "it joined the dossier";
  EXPECT_EQ(evidence(id), std::vector<PaperId>{world.contract});
  const auto papers = view(world.maker, id).papers;
  EXPECT_TRUE(std::ranges::find(papers, world.contract, &producers::Paper::id) != papers.end()) << "its producer still reads it there";
  EXPECT_TRUE(service().paper(world.officer, id, world.contract).ok());
}

// Sent back it is a draft: it follows again, and what it held when it was handed in is still held by the record.
TEST_P(EvaluationPapers, ADossierThatCameBackFollowsAndTheOldStaysInTheRecord) {
  const DossierId id = open_draft();
  ASSERT_TRUE(service().save_answer(world.maker, id, {"1.1", 2, "", {world.contract}}).ok());
  submit(id);
  ASSERT_TRUE(service().return_back(world.officer, id, view(world.officer, id).dossier.version, "Bản cũ").ok());
  EXPECT_EQ(end(world.contract, renewed), for_good);
  EXPECT_EQ(end(world.registration, again), for_good);
  EXPECT_EQ(evidence(id), std::vector<PaperId>{renewed});
  submit(id);
  auto held = view(world.officer, id).dossier_papers;
  std::ranges::sort(held);
  EXPECT_EQ(held, (std::vector<PaperId>{renewed, again}));
}

TEST_P(EvaluationPapers, AnUpgradeDoesNotBeginWithWhatEnded) {
  const DossierId first = open_draft();
  ASSERT_TRUE(service().save_answer(world.maker, first, {"1.1", 2, "", {world.contract}}).ok());
  ASSERT_TRUE(service().save_answer(world.maker, first, {"1.2", 2, "", {world.registration}}).ok());
  submit(first);
  name_council(first);
  for (int i = 0; i < 3; ++i) hand_in(first, world.members[static_cast<std::size_t>(i)], kThreeStars);
  ASSERT_TRUE(close(first).ok());
  ASSERT_TRUE(decide(first, view(world.province, first).dossier.version).ok());
  world.products.rows[0].standing.stars = 3;
  world.products.rows[0].standing.valid_until = Date::of(2029, 11, 22);
  EXPECT_EQ(end(world.contract, renewed), for_good);
  EXPECT_EQ(end(renewed, again), not_any_more) << "the second is held by nobody";
  EXPECT_EQ(end(world.registration, std::nullopt), for_good);
  const auto second = service().open_dossier(world.maker, {world.product, Kind::upgrade, "QD26-13"});
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(evidence(second->dossier.id), std::vector<PaperId>{again});
  EXPECT_TRUE(view(world.maker, second->dossier.id).self.find("1.2")->papers.empty());
  EXPECT_EQ(evidence(first), std::vector<PaperId>{world.contract});
}

}  // namespace
}  // namespace ocop::evaluation::test
