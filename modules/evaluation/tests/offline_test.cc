#include "modules/evaluation/offline.h"

#include <gtest/gtest.h>

#include "modules/evaluation/tests/world.h"

// What a maker answered where there was no network, as it comes in later.
namespace ocop::evaluation {
namespace {

class Nothing final : public sync::PastRights {   // rights did not change
 public:
  Actor as_of(db::Reader&, const Actor& actor, Instant) const override { return actor; }
};

class EvaluationOffline : public test::Evaluation {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = Evaluation::migrations();
    for (const db::Migration& one : sync::migrations()) all.push_back(one);
    return all;
  }
  void SetUp() override {
    Evaluation::SetUp();
    if (IsSkipped()) return;
    handler.emplace(service());
    sync.emplace(sync::Sync::Parts{database(), world.clock, past});
    sync->handle(std::string(kOfflineAnswer), *handler);
    dossier = open_draft();
  }
  sync::Act act(std::uint8_t id, const std::string& criterion, std::string body) const {
    Uuid uuid;
    uuid.bytes[15] = id;
    return {uuid, std::string(kOfflineAnswer), dossier.text() + "/" + criterion, world.clock.now(), std::move(body)};
  }
  std::vector<sync::Answer> send(const Actor& actor, std::vector<sync::Act> acts) {
    return sync->receive(actor, {Uuid{}, world.clock.now(), std::move(acts)});
  }
  int answered(const std::string& criterion) {
    const DossierView now = view(world.maker, dossier);
    const Answer* answer = now.self.find(criterion);
    return answer ? answer->option : -1;
  }

  Nothing past;
  std::optional<OfflineAnswer> handler;
  std::optional<sync::Sync> sync;
  DossierId dossier;
};
OCOP_ON_BOTH_ENGINES(EvaluationOffline);

TEST_P(EvaluationOffline, ADaysWorkIsSavedInOrder) {
  const auto answers =
      send(world.maker, {act(1, "1.1", R"({"option":2,"note":"Vườn của xã","version":0})"), act(2, "1.2", R"({"option":1,"version":0})"),
                         act(3, "9.9", R"({"option":1,"version":0})"), act(4, "2.1", R"({"option":2,"version":0})")});
  EXPECT_EQ(answers[0].outcome, sync::Outcome::accepted);
  EXPECT_EQ(answers[1].outcome, sync::Outcome::accepted);
  EXPECT_EQ(answers[2].outcome, sync::Outcome::refused) << "no such criterion";
  EXPECT_EQ(answers[3].outcome, sync::Outcome::accepted);
  EXPECT_EQ(answered("1.1"), 2);
  EXPECT_EQ(answered("2.1"), 2);
  EXPECT_EQ(view(world.maker, dossier).self.find("1.1")->note, "Vườn của xã");
}

TEST_P(EvaluationOffline, WhatAnotherMemberSavedMeanwhileIsNotOverwrittenUnasked) {
  answer(dossier, world.helper, {{"1.1", 3}});
  const auto answers = send(world.maker, {act(1, "1.1", R"({"option":2,"version":0})"), act(2, "1.2", R"({"option":2,"version":0})")});
  EXPECT_EQ(answers[0].outcome, sync::Outcome::set_aside);
  EXPECT_EQ(answers[1].outcome, sync::Outcome::accepted) << "the one behind it is not held up";
  EXPECT_EQ(answered("1.1"), 3);
  ASSERT_TRUE(sync->decide(world.maker, answers[0].id, sync::Sync::Decision::insist).ok());
  EXPECT_EQ(answered("1.1"), 2);
}

TEST_P(EvaluationOffline, AHandedInDossierSetsAsideAndKeepsWhatWasTyped) {
  answer(dossier, world.maker, test::kAllTop);
  submit(dossier);
  const auto answers = send(world.maker, {act(1, "1.1", R"({"option":1,"note":"ghi ở nương","version":0})")});
  EXPECT_EQ(answers[0].outcome, sync::Outcome::set_aside);
  const auto insisted = sync->decide(world.maker, answers[0].id, sync::Sync::Decision::insist);
  ASSERT_FALSE(insisted.ok());
  EXPECT_EQ(insisted.error().kind, ErrorKind::conflict);
  EXPECT_NE(sync->waiting(world.maker).at(0).body.find("ghi ở nương"), std::string::npos);
}

TEST_P(EvaluationOffline, StrangersLearnNothing) {
  for (const Actor& stranger : {world.other_maker, world.officer, world.province}) {
    const auto answers = send(stranger, {act(1, "1.1", R"({"option":2,"version":0})")});
    EXPECT_EQ(answers[0].outcome, sync::Outcome::refused);
    EXPECT_EQ(answers[0].right, sync::Right::never);
  }
  EXPECT_EQ(answered("1.1"), -1);
}

TEST_P(EvaluationOffline, ABodyThatSaysNothingIsRefused) {
  std::uint8_t id = 50;
  for (const char* body : {R"({})", R"({"option":-1})", R"({"option":"2"})", R"({"option":2,"papers":["x"]})"})
    EXPECT_EQ(send(world.maker, {act(id++, "1.1", body)})[0].outcome, sync::Outcome::refused) << body;
}

}  // namespace
}  // namespace ocop::evaluation
