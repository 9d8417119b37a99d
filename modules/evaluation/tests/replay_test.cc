#include "modules/evaluation/replay.h"

#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "kernel/json/json.h"
#include "modules/evaluation/tests/desk.h"

// Every figure opens: what is downloaded of a result is scored to the same figure, and each figure leads to what it is made of.
namespace ocop::evaluation {
namespace {

using namespace test;

class EvaluationReplay : public Desk {
 protected:
  using Options = std::map<std::string, int>;
  // Three sheets, the last one with these reasons to reject.
  DossierId closed_dossier(const Options& third = {{"1.1", 3}, {"1.2", 2}, {"2.1", 1}, {"3.1", 1}},
                           const std::vector<KnockoutTick>& ticks = {}) {
    const DossierId id = open_draft();
    answer(id, world.maker, kAllTop);
    submit(id);
    name_council(id);
    hand_in(id, world.members[0], kThreeStars);
    hand_in(id, world.members[1], kThreeStars);
    if (!ticks.empty()) {
      EXPECT_TRUE(service().save_knockouts(world.members[2], id, {ticks, 0}).ok());
    }
    hand_in(id, world.members[2], third);
    EXPECT_TRUE(close(id, rules::Tick::given).ok());
    return id;
  }
  std::string path(DossierId id, const std::string& rest = {}) { return "/dossiers/" + id.text() + rest; }
};
OCOP_ON_BOTH_ENGINES(EvaluationReplay);

// Of an outcome what `ocop score` says of it.
void expect_same(const rulebooks::Library& library, const ResultView& view, const std::string& file) {
  const auto again = rulebooks::score_json(library, file, {});
  ASSERT_TRUE(again.ok()) << file;
  const auto document = json::parse(*again);
  const json::Node root = document->root();
  EXPECT_TRUE(again->starts_with("{\"total\":" + rulebooks::show(view.outcome.total, view.view.dossier.settings.scoring()) + ","))
      << *again;
  EXPECT_EQ(root["stars"].integer(), view.outcome.stars);
  EXPECT_EQ(root["band"].integer(), view.outcome.band);
  EXPECT_EQ(root["floors_missed"].size(), view.outcome.floors_missed.size());
  EXPECT_EQ(root["knockouts"].size(), view.outcome.knockouts.size());
}

TEST_P(EvaluationReplay, TheFileIsScoredToTheSameFigure) {
  const DossierId id = closed_dossier();
  const ResultView view = service().result(world.maker, id).value();
  const std::string file = replay_json(view);
  expect_same(world.library, view, file);
  EXPECT_NE(file.find(R"("settings":{"floor_basis":"mean","rounding":"cut"})"), std::string::npos) << file;
  EXPECT_NE(file.find(R"("member":"member 1")"), std::string::npos) << file;
  for (const std::string& page : {path(id, "/result.json"), "/api/v1" + path(id, "/result.json")}) {
    const auto response = page.starts_with("/api/") ? api(http::Method::get, world.maker, page) : get(world.maker, page);
    ASSERT_EQ(response.status, 200) << page;
    EXPECT_EQ(ocop::test::body_of(response), file);
  }
}

// Under other settings the same sheets give another star: the file says which held.
TEST_P(EvaluationReplay, TheFileSaysTheSettingsThatHeld) {
  const Options below{{"1.1", 1}, {"1.2", 2}, {"2.1", 2}, {"3.1", 2}};   // 80 points, none of them in 1.1
  Settings strict;
  strict.valid_from = Date::of(2026, 11, 23).value();
  strict.floor_basis = rulebooks::FloorBasis::every_sheet;
  strict.rounding = rulebooks::Rounding::half_up;
  ASSERT_TRUE(service().add_settings(world.province, "68", strict).ok());
  const ResultView view = service().result(world.province, closed_dossier(below)).value();
  const std::string file = replay_json(view);
  expect_same(world.library, view, file);
  EXPECT_NE(file.find(R"("settings":{"floor_basis":"every_sheet","rounding":"half_up"})"), std::string::npos) << file;
  EXPECT_EQ(view.outcome.stars, 2) << "one sheet misses the floor of three stars, whatever the mean is";
}

TEST_P(EvaluationReplay, AKnockoutIsInTheFile) {
  const ResultView view = service().result(world.province, closed_dossier({{"1.1", 3}}, {{"forged", "giấy giả"}})).value();
  ASSERT_EQ(view.outcome.stars, 0);
  expect_same(world.library, view, replay_json(view));
}

TEST_P(EvaluationReplay, NobodyIsNamedInTheFileWhoeverReadsIt) {
  const DossierId id = closed_dossier();
  for (const Actor* reader : {&world.maker, &world.province, &world.chair}) {
    const auto file = get(*reader, path(id, "/result.json"));
    ASSERT_EQ(file.status, 200);
    EXPECT_FALSE(has(file, "Thành viên thứ"));
  }
  EXPECT_EQ(get(world.other_maker, path(id, "/result.json")).status, 404);
}

TEST_P(EvaluationReplay, EachFigureLeadsToItsSheetsItsOptionsAndTheLaw) {
  const DossierId id = closed_dossier();
  const auto result = get(world.maker, path(id, "/result"));
  EXPECT_TRUE(has(result, path(id, "/result/criteria/1.1")));
  EXPECT_TRUE(has(result, path(id, "/result/sheets/1")));
  EXPECT_TRUE(has(result, path(id, "/result.json")));
  EXPECT_TRUE(has(result, "/rulebooks/QD26-2026/QD26-13#bands"));
  const auto figure = get(world.maker, path(id, "/result/criteria/1.1"));
  ASSERT_EQ(figure.status, 200);
  EXPECT_TRUE(has(figure, "40\u00A0/3") || has(figure, "13\u00A01/3")) << figure.body;   // 10, 10 and 20 points
  EXPECT_TRUE(has(figure, ") : 3"));
  EXPECT_TRUE(has(figure, "/rulebooks/QD26-2026/QD26-13#c-1.1"));
  EXPECT_TRUE(has(figure, path(id, "/result/sheets/2")));
  EXPECT_TRUE(has(figure, "Thành viên 2"));
  EXPECT_FALSE(has(figure, "Thành viên thứ")) << "the producer reads pseudonyms";
  const auto sheet = get(world.maker, path(id, "/result/sheets/2"));
  ASSERT_EQ(sheet.status, 200);
  EXPECT_TRUE(has(sheet, path(id, "/result/criteria/3.1")));
  for (const std::string& page : {path(id, "/result/criteria/1.1"), path(id, "/result/sheets/1")}) {
    ocop::test::expect_sound(get(world.maker, page), page);
    ocop::test::expect_sound(get(world.maker, "/en" + page), page);
    EXPECT_EQ(get(world.other_maker, page).status, 404);
  }
  EXPECT_EQ(get(world.maker, path(id, "/result/criteria/9.9")).status, 404);
  EXPECT_EQ(get(world.maker, path(id, "/result/sheets/9")).status, 404);
  EXPECT_TRUE(has(get(world.chair, path(id, "/result/criteria/1.1")), "Thành viên thứ")) << "the council knows its members";
}

TEST_P(EvaluationReplay, WhatAProducerMayPlanIsShownToItAlone) {
  desk_.offers.add(OwnPanel{.show = [](web::Html& out, DossierId dossier) { out << "kế hoạch của " << dossier.text(); }});
  const DossierId id = closed_dossier();
  for (const std::string& page : {path(id), path(id, "/result")}) {
    EXPECT_TRUE(has(get(world.maker, page), "kế hoạch của " + id.text())) << page;
    EXPECT_FALSE(has(get(world.province, page), "kế hoạch của ")) << page;
    EXPECT_FALSE(has(get(world.officer, page), "kế hoạch của ")) << page;
  }
}

TEST_P(EvaluationReplay, OwnAnswersAreForWhoseProducerTheScopeCovers) {
  const DossierId id = closed_dossier();
  database().read([&](db::Reader& reader) {
    const auto own = service().own_sheet(reader, Scope::for_task(world.maker, Task::dossiers), id);
    ASSERT_TRUE(own);
    EXPECT_EQ(own->product, world.product);
    EXPECT_EQ(own->sheet.answers, (std::vector<std::int8_t>{3, 2, 2, 2})) << "as kAllTop ticks them";
    EXPECT_EQ(service().own_sheets(reader, Scope::for_task(world.maker, Task::dossiers), world.product).size(), 1u);
    for (const Actor* other : {&world.other_maker, &world.province, &world.members[0]}) {
      EXPECT_FALSE(service().own_sheet(reader, Scope::for_task(*other, Task::dossiers), id));
      EXPECT_TRUE(service().own_sheets(reader, Scope::for_task(*other, Task::dossiers), world.product).empty());
    }
  });
}

}  // namespace
}  // namespace ocop::evaluation
