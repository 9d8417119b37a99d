#include <gtest/gtest.h>

#include "modules/rulebooks/tests/support.h"

namespace ocop::rulebooks {
namespace {

using test::library;

struct Answer { ErrorKind kind; std::string field; std::string got; std::string expected; };
Answer fault(std::string_view request) {
  const auto result = score_json(library(), request, {});
  if (result.ok()) return {ErrorKind::internal, "scored", *result, ""};
  const Problem problem = result.error().problems.empty() ? Problem{} : result.error().problems[0];
  return {result.error().kind, problem.field, problem.got, problem.expected};
}
std::string coffee(std::string_view sheets) {
  return R"({"rulebook":"QD26-2026","product_set":"QD26-13","sheets":)" + std::string(sheets) + "}";
}

TEST(RulebooksScoreJson, TheExampleOfTheFormat) {
  // docs/formats/score.md shows this pair.
  const auto result = score_json(library(), coffee(R"([{"member":"m1","answers":{"1.1":2,"1.2":1},"knockouts":["forged"]}])"), {});
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->substr(0, result->find("\"floors_missed\"")),
            R"({"total":2,"parts":{"A":2,"B":0,"C":0},"band":1,"stars":0,"knockouts":["forged"],)");
}

TEST(RulebooksScoreJson, MeansAreCutToTwoDecimals) {
  const auto result = score_json(library(), coffee(R"([{"answers":{"1.1":2}},{"answers":{"1.1":2}},{"answers":{"1.1":1,"5.1":4}}])"), {});
  ASSERT_TRUE(result.ok()) << result.error().problems.at(0).field;
  EXPECT_EQ(result->substr(0, result->find(",\"band\"")), R"({"total":2.66,"parts":{"A":1.66,"B":1,"C":0})");
}

TEST(RulebooksScoreJson, KnockoutsAndMemberMayBeAbsent) {
  EXPECT_TRUE(score_json(library(), coffee(R"([{"answers":{}}])"), {}).ok());
  EXPECT_TRUE(score_json(library(), coffee(R"([{"member":"m","answers":{},"knockouts":[]},{"member":"m","answers":{}}])"), {}).ok());
}

TEST(RulebooksScoreJson, The2019DecisionIsScoredToo) {
  const auto result =
      score_json(library(), R"({"rulebook":"QD1048-2019","product_set":"QD1048-06","sheets":[{"answers":{"6.1.3":3,"6.1.3b":2}}]})", {});
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(*result, R"({"total":3,"parts":{"A":0,"B":0,"C":3},"band":1,"stars":1,"knockouts":[],"floors_missed":[]})");
}

TEST(RulebooksScoreJson, SaysWhereAndWhatWouldBeRight) {
  struct Case { const char* why; std::string request; const char* field; const char* got; const char* expected; };
  const Case cases[] = {
      {"unknown criterion", coffee(R"([{"answers":{"9.9":1}}])"), R"(sheets[0].answers["9.9"])", "1", "a criterion of QD26-13: 1.1 to 11"},
      {"option above", coffee(R"([{"answers":{}},{"answers":{"1.1":4}}])"), R"(sheets[1].answers["1.1"])", "4", "1..3"},
      {"option zero", coffee(R"([{"answers":{"1.1":0}}])"), R"(sheets[0].answers["1.1"])", "0", "1..3"},
      {"negative option", coffee(R"([{"answers":{"1.1":-1}}])"), R"(sheets[0].answers["1.1"])", "-1", "1..3"},
      {"fraction", coffee(R"([{"answers":{"1.1":1.0}}])"), R"(sheets[0].answers["1.1"])", "1", "1..3"},
      {"text for a number", coffee(R"([{"answers":{"1.1":"1"}}])"), R"(sheets[0].answers["1.1"])", "\"1\"", "1..3"},
      {"null answer", coffee(R"([{"answers":{"1.1":null}}])"), R"(sheets[0].answers["1.1"])", "null", "1..3"},
      {"huge number", coffee(R"([{"answers":{"1.1":4294967297}}])"), R"(sheets[0].answers["1.1"])", "4294967297", "1..3"},
      {"no sheet", coffee("[]"), "sheets", "[]", "a list with at least one sheet"},
      {"sheets is an object", coffee("{}"), "sheets", "{}", "a list with at least one sheet"},
      {"no sheets member", R"({"rulebook":"QD26-2026","product_set":"QD26-13"})", "sheets", "nothing", "a list with at least one sheet"},
      {"a sheet is a number", coffee("[1]"), "sheets[0]", "1", "an object"},
      {"no answers", coffee(R"([{"member":"m1"}])"), "sheets[0].answers", "nothing", "an object"},
      {"answers is a list", coffee(R"([{"answers":[1]}])"), "sheets[0].answers", "[1]", "an object"},
      {"member is a number", coffee(R"([{"member":1,"answers":{}}])"), "sheets[0].member", "1", "a text"},
      {"unknown member of a sheet", coffee(R"([{"answers":{},"knockout":[]}])"), R"(sheets[0]["knockout"])", "[]",
       "one of member, answers, knockouts"},
      {"unknown knockout", coffee(R"([{"answers":{},"knockouts":["forged","fraud"]}])"), "sheets[0].knockouts[1]", "\"fraud\"",
       "one of forged, food_safety, dossier, 1.1, 2.1, 6.1.1"},
      {"criterion without rejection", coffee(R"([{"answers":{},"knockouts":["1.2"]}])"), "sheets[0].knockouts[0]", "\"1.2\"",
       "one of forged, food_safety, dossier, 1.1, 2.1, 6.1.1"},
      {"knockouts is a text", coffee(R"([{"answers":{},"knockouts":"forged"}])"), "sheets[0].knockouts", "\"forged\"", "a list of codes"},
      {"wrong set", R"({"rulebook":"QD26-2026","product_set":"QD1048-06","sheets":[{"answers":{}}]})", "product_set", "\"QD1048-06\"",
       "a set of QD26-2026: QD26-01 to QD26-26"},
      {"unknown rulebook", R"({"rulebook":"QD148-2023","product_set":"QD26-13","sheets":[{"answers":{}}]})", "rulebook", "\"QD148-2023\"",
       "one of QD26-2026, QD1048-2019"},
      {"unknown member", R"({"rulebook":"QD26-2026","product_set":"QD26-13","sheets":[{"answers":{}}],"round":1})", "round", "1",
       "one of rulebook, product_set, sheets, sha256, settings"},
      {"not an object", "[]", "", "[]", "an object"},
  };
  for (const Case& one : cases) {
    const Answer answer = fault(one.request);
    EXPECT_EQ(answer.kind, ErrorKind::invalid_input) << one.why;
    EXPECT_EQ(answer.field, one.field) << one.why;
    EXPECT_EQ(answer.got, one.got) << one.why;
    EXPECT_EQ(answer.expected, one.expected) << one.why;
  }
}

// A file that says which table and which settings it was made with is scored with them, or not at all.
TEST(RulebooksScoreJson, AFileMaySayItsTableAndSettings) {
  const auto with = [](std::string_view more) {
    return R"({"rulebook":"QD26-2026","product_set":"QD26-13","sheets":[{"answers":{"1.1":2}},{"answers":{"1.1":2}},{"answers":{}}],)" +
           std::string(more) + "}";
  };
  const std::string sum = test::table("QD26-13").sha256;
  const auto total = [&](std::string_view more, const Settings& usual = {}) {
    const auto result = score_json(library(), with(more), usual);
    return result.ok() ? result->substr(0, result->find(',')) : "refused: " + result.error().problems.at(0).field;
  };
  EXPECT_EQ(total(R"("sha256":")" + sum + '"'), R"({"total":1.33)");
  EXPECT_EQ(total(R"("sha256":"0000")"), "refused: sha256");
  EXPECT_EQ(total(R"("sha256":1)"), "refused: sha256");
  EXPECT_EQ(total(R"("settings":{})", {.rounding = Rounding::half_up}), R"({"total":1.33)");
  EXPECT_EQ(total(R"("settings":{"rounding":"half_up"})"), R"({"total":1.33)");
  EXPECT_EQ(total(R"("settings":{"rounding":"up"})"), "refused: settings.rounding");
  EXPECT_EQ(total(R"("settings":{"floor_basis":1})"), "refused: settings.floor_basis");
  EXPECT_EQ(total(R"("settings":{"spread":10})"), R"(refused: settings["spread"])");
  EXPECT_EQ(total(R"("settings":[])"), "refused: settings");
  const std::string two_thirds = R"({"rulebook":"QD26-2026","product_set":"QD26-13","sheets":[{"answers":{"1.1":2}},{"answers":{}},)"
                                 R"({"answers":{}}],"settings":{"rounding":"half_up"}})";
  EXPECT_TRUE(score_json(library(), two_thirds, {})->starts_with(R"({"total":0.67)"));
  EXPECT_TRUE(score_json(library(), two_thirds, {.floor_basis = FloorBasis::every_sheet})->starts_with(R"({"total":0.67)"));
}

TEST(RulebooksScoreJson, RefusesWhatIsNotJsonAndWhatSaysAThingTwice) {
  EXPECT_EQ(fault("").kind, ErrorKind::malformed_request);
  EXPECT_EQ(fault("{").kind, ErrorKind::malformed_request);
  EXPECT_EQ(fault(coffee(R"([{"answers":{"1.1":1,"1.1":2}}])")).kind, ErrorKind::malformed_request);
  EXPECT_EQ(fault(std::string(kMaxScoreBytes + 1, ' ')).kind, ErrorKind::too_large);
}

TEST(RulebooksScoreJson, KeepsAllFaultsUpToALimit) {
  const auto two = score_json(library(), coffee(R"([{"answers":{"1.1":9,"x":1}},{"answers":{},"knockouts":[1]}])"), {});
  ASSERT_FALSE(two.ok());
  EXPECT_EQ(two.error().problems.size(), 3u);
  std::string many = "[";
  for (int i = 0; i < 200; ++i) many += std::string(i ? "," : "") + R"({"answers":{"1.1":9}})";
  EXPECT_EQ(score_json(library(), coffee(many + "]"), {}).error().problems.size(), kMaxFaults);
}

TEST(RulebooksScoreJson, HoldsTheLimitOfSheets) {
  const auto sheets = [](std::size_t count) {
    std::string out = "[";
    for (std::size_t i = 0; i < count; ++i) out += std::string(i ? "," : "") + R"({"answers":{}})";
    return out + "]";
  };
  EXPECT_TRUE(score_json(library(), coffee(sheets(kMaxSheets)), {}).ok());
  EXPECT_EQ(fault(coffee(sheets(kMaxSheets + 1))).field, "sheets");
}

}  // namespace
}  // namespace ocop::rulebooks
