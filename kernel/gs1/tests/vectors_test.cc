#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <set>

#include "kernel/gs1/digital_link.h"
#include "kernel/gs1/element_string.h"
#include "kernel/gs1/scan.h"
#include "kernel/json/json.h"

// The vectors of GS1's syntax engine and of its dictionary's linters, when ../shared/data is there. A line with `flags` asks for something
// that is opt-in; what is left out so is named and counted.
namespace ocop::gs1 {
namespace {

constexpr std::string_view kVectors = OCOP_SOURCE_DIR "/../shared/data/gs1/syntax/vectors";

// A text, or bytes that are no UTF-8: {"hex": "41ff42"}.
std::string text_of(const json::Node& node) {
  const std::string_view hex = node["hex"].text_or("");
  std::string out(node.text_or(""));
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) out += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return out;
}

class Gs1Vectors : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kVectors)) GTEST_SKIP() << "compared with nothing: ../shared/data/gs1 is not there";
  }
  // Calls `look` with each line, and returns how many there were.
  static int each(const std::string& name, const std::function<void(const json::Node& row)>& look) {
    std::ifstream file(std::string(kVectors) + "/" + name);
    EXPECT_TRUE(file.is_open()) << name;
    int lines = 0;
    for (std::string line; std::getline(file, line); ++lines) {
      const auto row = json::parse(line);
      EXPECT_TRUE(row) << line;
      if (row) look(row->root());
    }
    return lines;
  }
};

bool has_flags(const json::Node& row) { return row["flags"].size() > 0; }

// The engine's form: '^' for FNC1, one at the beginning.
std::string engine_form(std::span<const Element> elements) {
  std::string out = "^" + to_element_string(elements);
  std::ranges::replace(out, kSeparator, '^');
  return out;
}
std::string with_separators(std::string_view engine) {
  std::string out(engine.substr(1));
  std::ranges::replace(out, '^', kSeparator);
  return out;
}

TEST_F(Gs1Vectors, BracketedElementStrings) {
  const int lines = each("elementstring-parse.jsonl", [](const json::Node& row) {
    const auto elements = read_bracketed(text_of(row["elements"]));
    EXPECT_EQ(elements.ok(), row["ok"].boolean().value()) << text_of(row["elements"]);
    if (elements) EXPECT_EQ(engine_form(*elements), text_of(row["ai"]));
  });
  EXPECT_GE(lines, 16);
}

TEST_F(Gs1Vectors, ElementStringsWithSeparators) {
  const int lines = each("ai-process.jsonl", [](const json::Node& row) {
    const std::string sent = text_of(row["ai"]);
    const bool read = sent.starts_with('^') && read_element_string(with_separators(sent)).ok();
    EXPECT_EQ(read, row["ok"].boolean().value()) << sent;
  });
  EXPECT_GE(lines, 44);
}

// The engine asks one rule at a time, of elements whose values it does not check, unknown identifiers among them.
TEST_F(Gs1Vectors, Associations) {
  const std::map<std::string_view, Association> rules{{"validateAIrepeats", Association::repeats},
                                                      {"validateAImutex", Association::exclusions},
                                                      {"validateAIrequisites", Association::requisites},
                                                      {"validateDigSigRequiresSerialisedKey", Association::serialised_signature}};
  const int lines = each("ai-associations.jsonl", [&](const json::Node& row) {
    const auto elements = split_bracketed(text_of(row["elements"]));
    ASSERT_TRUE(elements);
    EXPECT_EQ(check(rules.at(row["rule"].text_or("")), *elements).ok(), row["ok"].boolean().value()) << text_of(row["elements"]);
  });
  EXPECT_GE(lines, 37);
}

TEST_F(Gs1Vectors, WhatIsWrongWithAValueHasGs1sName) {
  const int lines = each("ai-linters.jsonl", [](const json::Node& row) {
    const auto elements = split_bracketed(text_of(row["elements"]));
    ASSERT_TRUE(elements);
    std::string found;
    for (const Element& one : *elements)
      if (const auto fault = value_fault(identifier(one.ai)->format, one.value); fault && found.empty()) found = fault->name;
    EXPECT_EQ(found, text_of(row["error"])) << text_of(row["elements"]);
  });
  EXPECT_GE(lines, 55);
}

TEST_F(Gs1Vectors, Linters) {
  // Needs the list of companies that GS1 alone has: a linter that is given one, or one that does not answer.
  const std::set<std::string> opt_in{"GCP_DATASOURCE_OFFLINE", "INVALID_GCP_PREFIX"};
  int lines = 0, left_out = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(kVectors) + "/linters")) {
    const std::string name = entry.path().stem();
    std::string check = name;
    for (const auto& [linter, set] : {std::pair("csetnumeric", "N"), {"cset82", "X"}, {"cset39", "Y"}, {"cset64", "Z"}})
      if (name == linter) check = set;
    if (name == "linter") continue;   // the example of how to write one: all passes
    lines += each("linters/" + entry.path().filename().string(), [&](const json::Node& row) {
      const std::string text = text_of(row["in"]), error = text_of(row["error"]);
      const auto fault = content_fault(check, text);
      if (opt_in.contains(error)) {
        ++left_out;
        return;
      }
      EXPECT_EQ(!fault, row["ok"].boolean().value()) << name << " " << text;
      if (!fault) return;
      EXPECT_EQ(fault->name, error) << name << " " << text;
      EXPECT_EQ(text.substr(0, fault->at) + "*" + text.substr(fault->at, fault->length) + "*" + text.substr(fault->at + fault->length),
                text_of(row["mark"]))
          << name;
    });
  }
  EXPECT_GE(lines, 2'000);
  EXPECT_LE(left_out, 8) << "gcppos1, gcppos2 and couponcode, asked about one company each";
  std::cout << lines - left_out << " linter vectors; opt-in and left out: " << left_out << " (lists of companies)\n";
}

TEST_F(Gs1Vectors, DigitalLinksAreRead) {
  // convenienceAlphas were taken out of the standard in 1.3.0, permitZeroSuppressedGTIN in 1.4.0: what needs them must be refused.
  int left_out = 0;
  const int lines = each("digitallink-parse.jsonl", [&](const json::Node& row) {
    const std::string uri = text_of(row["uri"]);
    const auto link = read_uri(uri);
    left_out += has_flags(row) ? 1 : 0;
    EXPECT_EQ(link.ok(), row["ok"].boolean().value() && !has_flags(row)) << uri;
    if (link) EXPECT_EQ(engine_form(link->elements()), text_of(row["ai"])) << uri;
  });
  EXPECT_GE(lines, 58);
  EXPECT_LE(left_out, 7);
}

TEST_F(Gs1Vectors, DigitalLinksAreMade) {
  const int lines = each("digitallink-generate.jsonl", [](const json::Node& row) {
    const auto elements = split_bracketed(text_of(row["elements"]));
    ASSERT_TRUE(elements);
    const auto uri = to_uri(row["stem"].text_or("https://id.gs1.org"), *elements);
    EXPECT_EQ(uri.ok(), row["ok"].boolean().value()) << text_of(row["elements"]);
    if (uri) EXPECT_EQ(*uri, text_of(row["uri"]));
  });
  EXPECT_GE(lines, 10);
}

TEST_F(Gs1Vectors, Percents) {
  each("uri-escape.jsonl", [](const json::Node& row) {
    EXPECT_EQ(escaped(text_of(row["in"]), Place::path), text_of(row["path"]));
    EXPECT_EQ(escaped(text_of(row["in"]), Place::query), text_of(row["query"]));
  });
  each("uri-unescape.jsonl", [](const json::Node& row) {
    EXPECT_EQ(unescaped(text_of(row["in"]), Place::path), text_of(row["path"]));
    EXPECT_EQ(unescaped(text_of(row["in"]), Place::query), text_of(row["query"]));
  });
}

// The engine writes '^' for FNC1, and a backslash before a '^' that is one.
std::string engine_data(const Scan& scan) {
  if (scan.is_elements()) return engine_form(*read_element_string(scan.text));
  return scan.text.substr(0, scan.text.find_first_not_of('\\')).size() < scan.text.size() &&
                 scan.text[scan.text.find_first_not_of('\\')] == '^'
             ? "\\" + scan.text
             : scan.text;
}

TEST_F(Gs1Vectors, ScansAreReadAndWritten) {
  const std::map<Symbology, std::string> names{{Symbology::ean13, "EAN13"},
                                               {Symbology::ean8, "EAN8"},
                                               {Symbology::data_bar, "DataBarExpanded"},
                                               {Symbology::gs1_128, "GS1_128_CCA"},
                                               {Symbology::qr, "QR"},
                                               {Symbology::gs1_qr, "QR"},
                                               {Symbology::data_matrix, "DM"},
                                               {Symbology::gs1_data_matrix, "DM"},
                                               {Symbology::dot_code, "DotCode"},
                                               {Symbology::gs1_dot_code, "DotCode"}};
  const int lines = each("scandata-process.jsonl", [&](const json::Node& row) {
    const std::string sent = text_of(row["scan"]);
    const auto scan = read_scan(sent);
    EXPECT_EQ(scan.ok(), row["ok"].boolean().value()) << sent;
    if (!scan) return;
    EXPECT_EQ(names.at(scan->symbology), text_of(row["sym"])) << sent;
    EXPECT_EQ(engine_data(*scan), text_of(row["data"])) << sent;
    EXPECT_EQ(to_scan(*scan), sent);
  });
  EXPECT_GE(lines, 19);
  // What is sent is read back; symbols in two parts (a line code with a second one above it) are not printed or read here.
  int left_out = 0;
  each("scandata-generate.jsonl", [&](const json::Node& row) {
    const std::string data = text_of(row["data"]);
    if (has_flags(row) || (data.find('|') != std::string::npos && text_of(row["sym"]) != "QR")) {
      ++left_out;
      return;
    }
    const auto scan = read_scan(text_of(row["scan"]));
    ASSERT_TRUE(scan) << text_of(row["scan"]);
    EXPECT_EQ(engine_data(*scan), data);
    EXPECT_EQ(to_scan(*scan), text_of(row["scan"]));
  });
  EXPECT_LE(left_out, 8);
}

}  // namespace
}  // namespace ocop::gs1
