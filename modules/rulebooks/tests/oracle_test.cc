// Our scorer against an independent one (score_oracle.py: exact fractions, written from the rules alone), over all 51 tables.
#include <gtest/gtest.h>

#include <cstdio>
#include <memory>
#include <set>

#include "kernel/json/json.h"
#include "modules/rulebooks/tests/support.h"

namespace ocop::rulebooks {
namespace {

std::string run(const std::string& command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
  std::string out;
  char buffer[1 << 16];
  for (std::size_t read; pipe && (read = std::fread(buffer, 1, sizeof buffer, pipe.get())) > 0;) out.append(buffer, read);
  return out;
}

// The value of a member as it stands in the line, for members that are objects.
std::string_view slice(std::string_view line, std::string_view from, std::string_view to) {
  const std::size_t start = line.find(from) + from.size();
  return line.substr(start, line.find(to, start) - start);
}

TEST(RulebooksOracle, AgreesOnThousandsOfRandomSheets) {
  constexpr int kCases = 1200;
  const std::string lines =
      run("python3 " OCOP_SOURCE_DIR "/modules/rulebooks/tests/score_oracle.py --seed 20261121 --cases " + std::to_string(kCases));
  int compared = 0, knocked_out = 0, held_down = 0;
  std::set<std::string> tables;
  for (std::size_t start = 0; start < lines.size();) {
    const std::size_t end = lines.find('\n', start);
    const std::string_view line = std::string_view(lines).substr(start, end - start);
    start = end + 1;
    const auto document = json::parse(line);
    ASSERT_TRUE(document.ok()) << line;
    const json::Node root = document->root();
    Settings settings;
    if (root["settings"]["floor_basis"].text() == "every_sheet") settings.floor_basis = FloorBasis::every_sheet;
    if (root["settings"]["rounding"].text() == "half_up") settings.rounding = Rounding::half_up;
    const auto result = score_json(test::library(), slice(line, "\"request\":", ",\"expected\":"), settings);
    ASSERT_TRUE(result.ok()) << line << "\n" << result.error().problems.at(0).field;
    ASSERT_EQ(*result, root["expected"].text()) << line;
    tables.emplace(root["request"]["product_set"].text_or(""));
    const auto outcome = json::parse(*result);
    knocked_out += outcome->root()["stars"].integer() == 0;
    held_down += outcome->root()["stars"].integer() < outcome->root()["band"].integer();
    ++compared;
  }
  EXPECT_EQ(compared, kCases);
  EXPECT_EQ(tables.size(), 51u);
  EXPECT_GT(knocked_out, kCases / 40);
  EXPECT_GT(held_down, kCases / 10);
}

}  // namespace
}  // namespace ocop::rulebooks
