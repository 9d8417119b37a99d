#include "modules/orders/money_words.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <sstream>

namespace ocop::orders {
namespace {

TEST(OrdersMoneyWords, InVietnamese) {
  struct Case { std::int64_t dong; std::string_view words; };
  for (const Case& one : {Case{0, "không"},
                          {1, "một"},
                          {4, "bốn"},
                          {5, "năm"},
                          {10, "mười"},
                          {11, "mười một"},
                          {14, "mười bốn"},
                          {15, "mười lăm"},
                          {20, "hai mươi"},
                          {21, "hai mươi mốt"},
                          {24, "hai mươi tư"},
                          {25, "hai mươi lăm"},
                          {91, "chín mươi mốt"},
                          {100, "một trăm"},
                          {101, "một trăm linh một"},
                          {104, "một trăm linh tư"},
                          {105, "một trăm linh năm"},
                          {111, "một trăm mười một"},
                          {115, "một trăm mười lăm"},
                          {121, "một trăm hai mươi mốt"},
                          {555, "năm trăm năm mươi lăm"},
                          {1'000, "một nghìn"},
                          {1'005, "một nghìn không trăm linh năm"},
                          {1'024, "một nghìn không trăm hai mươi tư"},
                          {4'000, "bốn nghìn"},
                          {14'000, "mười bốn nghìn"},
                          {45'000, "bốn mươi lăm nghìn"},
                          {90'000, "chín mươi nghìn"},
                          {105'000, "một trăm linh năm nghìn"},
                          {121'500, "một trăm hai mươi mốt nghìn năm trăm"},
                          {1'000'000, "một triệu"},
                          {1'000'005, "một triệu không trăm linh năm"},
                          {1'005'000, "một triệu không trăm linh năm nghìn"},
                          {2'150'000, "hai triệu một trăm năm mươi nghìn"},
                          {499'999'999, "bốn trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín"},
                          {1'000'000'000, "một tỷ"},
                          {1'000'000'015, "một tỷ không trăm mười lăm"},
                          {5'000'000'000'000, "năm nghìn tỷ"}})
    EXPECT_EQ(in_words(one.dong, Language::vi), std::string(one.words) + " đồng") << one.dong;
}

TEST(OrdersMoneyWords, InEnglish) {
  struct Case { std::int64_t dong; std::string_view words; };
  for (const Case& one : {Case{0, "zero"},
                          {19, "nineteen"},
                          {45, "forty-five"},
                          {105, "one hundred and five"},
                          {1'005, "one thousand and five"},
                          {45'000, "forty-five thousand"},
                          {105'000, "one hundred and five thousand"},
                          {121'500, "one hundred and twenty-one thousand five hundred"},
                          {2'000'000, "two million"},
                          {1'000'000'001, "one billion and one"}})
    EXPECT_EQ(in_words(one.dong, Language::en), std::string(one.words) + " dong") << one.dong;
}

// Reads the words back, by the rules of a reader and not of the writer: what is said is the amount and no other.
std::int64_t read_back(const std::string& words) {
  const std::map<std::string, std::int64_t> digits{{"không", 0}, {"một", 1}, {"mốt", 1}, {"hai", 2}, {"ba", 3},  {"bốn", 4}, {"tư", 4},
                                                   {"năm", 5},   {"lăm", 5}, {"sáu", 6}, {"bảy", 7}, {"tám", 8}, {"chín", 9}};
  std::int64_t all = 0, below = 0, group = 0, digit = 0;
  std::istringstream in(words);
  for (std::string word; in >> word;) {
    if (const auto at = digits.find(word); at != digits.end()) digit = at->second;
    else if (word == "trăm") group += digit * 100, digit = 0;
    else if (word == "mươi") group += digit * 10, digit = 0;
    else if (word == "mười") group += 10;
    else if (word == "nghìn" || word == "triệu") below += (group + digit) * (word == "nghìn" ? 1'000 : 1'000'000), group = digit = 0;
    else if (word == "tỷ") all = (all + below + group + digit) * 1'000'000'000, below = group = digit = 0;
    else if (word == "đồng") all += below + group + digit;
    else if (word != "linh") return -1;
  }
  return all;
}

RC_GTEST_PROP(OrdersMoneyWords, WhatIsSaidIsTheAmount, ()) {
  const std::int64_t most = *rc::gen::element<std::int64_t>(1'000, 1'000'000, 500'000'000, 1'000'000'000'000'000);
  const std::int64_t dong = *rc::gen::inRange<std::int64_t>(0, most);
  const std::string words = in_words(dong, Language::vi);
  RC_ASSERT(read_back(words) == dong);
  for (const std::string_view never : {"mươi một ", "mươi năm ", "mười năm ", "linh lăm", "linh mốt", "mươi bốn", "  "})
    RC_ASSERT(words.find(never) == std::string::npos);
}

}  // namespace
}  // namespace ocop::orders
