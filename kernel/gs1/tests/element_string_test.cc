#include "kernel/gs1/element_string.h"

#include <gtest/gtest.h>

#include "kernel/gs1/scan.h"

namespace ocop::gs1 {
namespace {

struct Pair {
  const char* bracketed;
  const char* plain;   // '|' for the separator
};
std::string with_separators(std::string text) {
  for (char& c : text)
    if (c == '|') c = kSeparator;
  return text;
}

TEST(Gs1ElementString, BothFormsSayTheSame) {
  const std::vector<Pair> table{
      {"(01)08935000000014", "0108935000000014"},
      {"(01)08935000000014(10)L1", "010893500000001410L1"},
      {"(01)08935000000014(10)L1(17)261231", "010893500000001410L1|17261231"},
      {"(01)08935000000014(11)260901(17)261231(10)L-26.11", "0108935000000014112609011726123110L-26.11"},
      {"(10)A\\(1)", "10A(1)"},
      {"(3103)000250(8200)https://a.vn/x", "31030002508200https://a.vn/x"},
      {"(400)A(410)9520123456788", "400A|4109520123456788"},
  };
  for (const Pair& row : table) {
    const auto bracketed = read_bracketed(row.bracketed);
    const auto plain = read_element_string(with_separators(row.plain));
    ASSERT_TRUE(bracketed) << row.bracketed;
    ASSERT_TRUE(plain) << row.plain;
    EXPECT_EQ(*bracketed, *plain) << row.bracketed;
    EXPECT_EQ(to_bracketed(*plain), row.bracketed);
    EXPECT_EQ(to_element_string(*bracketed), with_separators(row.plain));
  }
}

TEST(Gs1ElementString, RefusesWhatIsNone) {
  for (const char* text :
       {"", "01", "(01)", "(01)08935000000017", "(05)1", "01)08935000000014", "(01)08935000000014(10)", "()1", "(10)A B"})
    EXPECT_FALSE(read_bracketed(text)) << text;
  for (const char* text :
       {"", "|", "0108935000000017", "010893500000001", "051", "10", "0108935000000014||10L1", "10123456789012345678901"})
    EXPECT_FALSE(read_element_string(with_separators(text))) << text;
  EXPECT_FALSE(read_element_string(std::string(kMostBytes + 1, '1')));
  const auto wrong = read_bracketed("(01)08935000000017");
  EXPECT_EQ(wrong.error().problems[0].field, "01");
  EXPECT_EQ(wrong.error().problems[0].expected, "N14,csum,gcppos2: incorrect check digit");
}

TEST(Gs1Scan, KnowsTheReadersSign) {
  EXPECT_EQ(read_scan("]E08935000000014")->text, "8935000000014");
  EXPECT_FALSE(read_scan("]E08935000000015"));
  EXPECT_TRUE(read_scan("]d2010893500000001410L1")->is_elements());
  EXPECT_FALSE(read_scan("]d2A"));
  EXPECT_FALSE(read_scan("]Q1x")->is_elements());
  EXPECT_FALSE(read_scan("]Z1x"));
}

}  // namespace
}  // namespace ocop::gs1
