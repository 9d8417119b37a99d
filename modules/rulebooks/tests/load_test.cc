#include <gtest/gtest.h>

#include <chrono>
#include <set>

#include "modules/rulebooks/tests/support.h"

namespace ocop::rulebooks {
namespace {

using test::library;

TEST(RulebooksLoad, HoldsTheTablesOfBothDecisions) {
  ASSERT_EQ(library().rulebooks().size(), 2u);
  const Rulebook& now = library().rulebooks()[0];
  EXPECT_EQ(now.code, "QD26-2026");
  EXPECT_EQ(now.decision, "26/2026/QĐ-TTg");
  EXPECT_EQ(now.tables.size(), 26u);
  const Rulebook& before = library().rulebooks()[1];
  EXPECT_EQ(before.code, "QD1048-2019");
  EXPECT_EQ(before.tables.size(), 25u);
  std::size_t criteria = 0, options = 0;
  for (const auto& table : now.tables) {
    criteria += table->criteria.size();
    for (const Criterion* criterion : table->criteria) options += criterion->options.size();
  }
  EXPECT_EQ(criteria, 787u);
  EXPECT_EQ(options, 2579u);
}

TEST(RulebooksLoad, ReadsWhatArticles3And4Say) {
  const Rulebook& rulebook = *library().find("QD26-2026");
  std::vector<std::pair<int, int>> bands;
  for (const Band& band : rulebook.bands) bands.emplace_back(band.star, band.from);
  EXPECT_EQ(bands, (std::vector<std::pair<int, int>>{{5, 90}, {4, 70}, {3, 50}, {2, 30}, {1, 0}}));
  EXPECT_EQ(rulebook.bands[0].article, "3.3.a");
  EXPECT_EQ(rulebook.part_max, (std::map<std::string, int>{{"A", 40}, {"B", 25}, {"C", 35}}));
  EXPECT_EQ(rulebook.certificate_months, 36);
  EXPECT_EQ(rulebook.effective.iso(), "2026-05-22");
  EXPECT_FALSE(rulebook.effective_to);
}

TEST(RulebooksLoad, KnowsWhichIsInForce) {
  const auto on = [](const char* day) {
    const Rulebook* found = library().in_force(*Date::parse_iso(day));
    return found ? found->code : "none";
  };
  EXPECT_EQ(on("2019-08-20"), "none");
  EXPECT_EQ(on("2019-08-21"), "QD1048-2019");
  EXPECT_EQ(on("2023-02-23"), "QD1048-2019");
  EXPECT_EQ(on("2023-02-24"), "none") << "148/QĐ-TTg: its tables were not found";
  EXPECT_EQ(on("2026-05-21"), "none");
  EXPECT_EQ(on("2026-05-22"), "QD26-2026");
  EXPECT_EQ(on("2027-01-01"), "QD26-2026");
}

TEST(RulebooksLoad, ACoffeeTableAsPrinted) {
  const Table& table = test::table("QD26-13");
  EXPECT_EQ(table.name.vi, "Cà phê, cacao");
  EXPECT_EQ(table.name.en, "Coffee, cocoa");
  EXPECT_EQ(table.slug, "ca-phe-ca-cao");
  EXPECT_EQ(table.group.code, "I");
  EXPECT_EQ(table.sample_units, 5);
  EXPECT_EQ(table.reference.en, "Appendix II, item 13");
  EXPECT_EQ(table.lead_agencies.at(0).en, "Ministry of Agriculture and Environment");
  EXPECT_EQ(table.knockouts.size(), 3u);
  EXPECT_EQ(table.knockouts[0].code, "forged");
  const Criterion& linkage = *table.find("1.5");
  EXPECT_EQ(linkage.max, 3);
  ASSERT_EQ(linkage.options.size(), 4u);
  EXPECT_EQ(linkage.options[2].points, 2);
  EXPECT_EQ(linkage.options[2].min_star, 4);
  ASSERT_EQ(linkage.floors.size(), 2u);
  EXPECT_EQ(linkage.floors[0].star, 4);
  EXPECT_EQ(linkage.floors[0].points, 2);
  EXPECT_EQ(table.find("1.1")->knockouts.size(), 1u);
  EXPECT_EQ(table.find("9.9"), nullptr);
  EXPECT_EQ(table.part_of.at(*table.index_of("1.1")), 'A');
  EXPECT_EQ(table.sha256.size(), 64u);
}

TEST(RulebooksLoad, TourismHasCasesAndNoSamples) {
  const Table& table = test::table("QD26-26");
  EXPECT_EQ(table.sample_units, 0);
  EXPECT_TRUE(table.knockouts.empty());
  for (const char* code : {"8", "9", "15"}) {
    const Criterion& criterion = *table.find(code);
    EXPECT_EQ(criterion.cases.size(), 2u) << code;
    EXPECT_EQ(criterion.options.front().case_code, "a") << code;
    EXPECT_EQ(criterion.options.back().case_code, "b") << code;
  }
}

TEST(RulebooksLoad, ACodePrintedTwiceIsToldApart) {
  const Table& table = test::table("QD1048-06", "QD1048-2019");
  ASSERT_NE(table.find("6.1.3"), nullptr);
  ASSERT_NE(table.find("6.1.3b"), nullptr);
  EXPECT_EQ(table.find("6.1.3")->title.en, "Colour");
  EXPECT_EQ(table.find("6.1.3b")->title.en, "Smell");
  ASSERT_EQ(table.anomalies.size(), 1u);
  EXPECT_NE(table.anomalies[0].en.find("6.1.3"), std::string::npos);
}

TEST(RulebooksLoad, PartialTablesSayWhatIsMissing) {
  std::set<std::string> partial;
  for (const Rulebook& rulebook : library().rulebooks())
    for (const auto& table : rulebook.tables)
      if (table->missing) partial.insert(table->code);
  EXPECT_EQ(partial, (std::set<std::string>{"QD1048-21", "QD1048-23", "QD1048-24"}));
}

TEST(RulebooksLoad, IsQuick) {
  const auto start = std::chrono::steady_clock::now();
  const auto loaded = load();
  const auto taken = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
  ASSERT_TRUE(loaded.ok());
  RecordProperty("milliseconds", static_cast<int>(taken.count()));
  // Under 20 ms in a release build; the bound leaves room for debug code, sanitizers and a busy machine.
  EXPECT_LT(taken.count(), 3000);
}

}  // namespace
}  // namespace ocop::rulebooks
