// Every option of every table of the collected criteria against ours. The collection is not part of the repository: set
// OCOP_TEST_SHARED_DATA to its folder, or keep it at ../shared/data beside the repository.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "kernel/base/text.h"
#include "kernel/json/json.h"
#include "modules/rulebooks/tests/support.h"

namespace ocop::rulebooks {
namespace {

using json::Node;

std::filesystem::path criteria_folder() {
  const char* named = std::getenv("OCOP_TEST_SHARED_DATA");
  return std::filesystem::path(named ? named : OCOP_SOURCE_DIR "/../shared/data") / "criteria";
}
std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}
void same(const Text& ours, const Node& node, std::string_view prefix, const std::string& where) {
  const auto theirs = [&](const char* language) { return text::nfc(text::trim(node[std::string(prefix) + language].text_or(""))); };
  EXPECT_EQ(ours.vi, theirs("vi")) << where;
  const std::string english = theirs("en");
  EXPECT_EQ(ours.en, english.empty() ? ours.en : english) << where;   // one title has none
}
void same_lines(const std::vector<Text>& ours, const Node& list, const std::string& where) {
  ASSERT_EQ(ours.size(), list.size()) << where;
  for (std::size_t i = 0; i < ours.size(); ++i) same(ours[i], list.at(i), "", where);
}

void compare_criterion(const Criterion& ours, const Node& theirs, const std::string& where, int& options) {
  same(ours.title, theirs, "title_", where);
  EXPECT_EQ(ours.max, theirs["max"].integer()) << where;
  EXPECT_EQ(ours.parent, theirs["parent"].text_or("")) << where;
  EXPECT_TRUE(std::string_view(ours.code).starts_with(theirs["code"].text_or("?"))) << where;
  ASSERT_EQ(ours.options.size(), theirs["options"].size()) << where;
  for (std::size_t o = 0; o < ours.options.size(); ++o, ++options) {
    const Node option = theirs["options"].at(o);
    EXPECT_EQ(ours.options[o].points, option["points"].integer()) << where;
    EXPECT_EQ(ours.options[o].min_star, option["min_star"].integer().value_or(0)) << where;
    EXPECT_EQ(ours.options[o].case_code, option["case"].text_or("")) << where;
    same(ours.options[o].label, option, "label_", where);
  }
  ASSERT_EQ(ours.floors.size(), theirs["floors"].size()) << where;
  for (const Floor& floor : ours.floors) EXPECT_EQ(theirs["floors"][std::to_string(floor.star)].integer(), floor.points) << where;
  same_lines(ours.knockouts, theirs["knockout"], where);
  same_lines(ours.requirements, theirs["requirement"], where);
  same_lines(ours.notes, theirs["note"], where);
  EXPECT_EQ(ours.condition.has_value(), static_cast<bool>(theirs["condition"])) << where;
}

void compare(const Table& ours, const Node& theirs, int& criteria, int& options) {
  std::size_t index = 0;
  ASSERT_EQ(ours.parts.size(), theirs["parts"].size());
  for (std::size_t p = 0; p < ours.parts.size(); ++p) {
    const Node part = theirs["parts"].at(p);
    EXPECT_EQ(ours.parts[p].max, part["max"].integer());
    ASSERT_EQ(ours.parts[p].sections.size(), part["sections"].size());
    for (std::size_t s = 0; s < part["sections"].size(); ++s) {
      const Node section = part["sections"].at(s);
      EXPECT_EQ(ours.parts[p].sections[s].max, section["max"].integer());
      for (std::size_t c = 0; c < section["criteria"].size(); ++c, ++index, ++criteria) {
        ASSERT_LT(index, ours.criteria.size());
        compare_criterion(*ours.criteria[index], section["criteria"].at(c), ours.code + " " + ours.criteria[index]->code, options);
      }
    }
  }
  EXPECT_EQ(index, ours.criteria.size());
  ASSERT_EQ(ours.knockouts.size(), theirs["knockouts"].size()) << ours.code;
  for (std::size_t k = 0; k < ours.knockouts.size(); ++k) {
    EXPECT_EQ(ours.knockouts[k].code, theirs["knockouts"].at(k)["code"].text());
    same(ours.knockouts[k].label, theirs["knockouts"].at(k), "label_", ours.code);
  }
  EXPECT_EQ(ours.sample_units, theirs["sample_units"].integer().value_or(0));
  EXPECT_EQ(ours.name.vi, text::nfc(theirs["set"].text_or("")));
}

TEST(RulebooksCorpus, EveryOptionOfEveryTable) {
  const auto folder = criteria_folder();
  if (!std::filesystem::is_directory(folder))
    GTEST_SKIP() << "the collected criteria are not at " << folder << " (set OCOP_TEST_SHARED_DATA to compare with them)";
  int tables = 0, criteria = 0, options = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();   // qd26-2026-13-ca-phe-ca-cao.json
    if (entry.path().extension() != ".json") continue;
    const bool present = name.starts_with("qd26-");
    const std::string code = (present ? "QD26-" : "QD1048-") + name.substr(present ? 10 : 12, 2);
    const std::string content = read(entry.path());
    const auto document = json::parse(content);
    ASSERT_TRUE(document.ok()) << name;
    compare(test::table(code, present ? "QD26-2026" : "QD1048-2019"), document->root(), criteria, options);
    ++tables;
  }
  EXPECT_EQ(tables, 51);
  EXPECT_EQ(criteria, 787 + 751);
  EXPECT_EQ(options, 2579 + 2688);
}

TEST(RulebooksCorpus, TheGeneratorMakesWhatIsInTheRepository) {
  const auto folder = criteria_folder();
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "the collected criteria are not at " << folder;
  EXPECT_EQ(std::system(("python3 " OCOP_SOURCE_DIR "/tools/rulebooks --check " + folder.string() + " > /dev/null").c_str()), 0);
}

// Every ticked line of Appendix II: points and stars, option by option.
TEST(RulebooksCorpus, TheTextOfTheDecisionAgrees) {
  const auto law = criteria_folder().parent_path() / "law" / "qd-26-2026-qd-ttg.vi.txt";
  if (!std::filesystem::exists(law)) GTEST_SKIP() << "the text of the decision is not at " << law;
  EXPECT_EQ(std::system(("python3 " OCOP_SOURCE_DIR "/tools/rulebooks --law " + law.string() + " > /dev/null").c_str()), 0);
}

}  // namespace
}  // namespace ocop::rulebooks
