#include "kernel/i18n/money_words.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cctype>
#include <limits>
#include <map>
#include <sstream>
#include <utility>

namespace ocop {
namespace {

TEST(MoneyWords, AreReadAsInVietnamese) {
  struct Row { std::int64_t dong; const char* words; };
  const Row rows[] = {
      {0, "Không đồng"},
      {1, "Một đồng"},
      {5, "Năm đồng"},
      {10, "Mười đồng"},
      {11, "Mười một đồng"},
      {14, "Mười bốn đồng"},
      {15, "Mười lăm đồng"},
      {20, "Hai mươi đồng"},
      {21, "Hai mươi mốt đồng"},
      {24, "Hai mươi tư đồng"},
      {25, "Hai mươi lăm đồng"},
      {55, "Năm mươi lăm đồng"},
      {91, "Chín mươi mốt đồng"},
      {100, "Một trăm đồng"},
      {101, "Một trăm linh một đồng"},
      {104, "Một trăm linh bốn đồng"},
      {105, "Một trăm linh năm đồng"},
      {110, "Một trăm mười đồng"},
      {115, "Một trăm mười lăm đồng"},
      {121, "Một trăm hai mươi mốt đồng"},
      {500, "Năm trăm đồng"},
      {1'000, "Một nghìn đồng"},
      {1'001, "Một nghìn không trăm linh một đồng"},
      {1'010, "Một nghìn không trăm mười đồng"},
      {1'021, "Một nghìn không trăm hai mươi mốt đồng"},
      {1'100, "Một nghìn một trăm đồng"},
      {45'000, "Bốn mươi lăm nghìn đồng"},
      {105'000, "Một trăm linh năm nghìn đồng"},
      {1'000'000, "Một triệu đồng"},
      {1'000'005, "Một triệu không trăm linh năm đồng"},
      {1'005'000, "Một triệu không trăm linh năm nghìn đồng"},
      {1'200'000, "Một triệu hai trăm nghìn đồng"},
      {499'999'999, "Bốn trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín đồng"},
      {500'000'000, "Năm trăm triệu đồng"},
      {1'000'000'000, "Một tỷ đồng"},
      {1'000'000'001, "Một tỷ không trăm linh một đồng"},
      {1'050'000'000, "Một tỷ không trăm năm mươi triệu đồng"},
      {21'004'000'000, "Hai mươi mốt tỷ không trăm linh bốn triệu đồng"},
      {1'200'000'000'000, "Một nghìn hai trăm tỷ đồng"},
      {1'000'000'000'000'000'000, "Một tỷ tỷ đồng"},
      {-15'000, "Âm mười lăm nghìn đồng"},
      {std::numeric_limits<std::int64_t>::min(),
       "Âm chín tỷ hai trăm hai mươi ba triệu ba trăm bảy mươi hai nghìn không trăm ba mươi sáu tỷ tám trăm năm mươi tư triệu bảy trăm bảy "
       "mươi lăm nghìn tám trăm linh tám đồng"},
  };
  for (const Row& row : rows) EXPECT_EQ(money_words(row.dong, Language::vi), row.words) << row.dong;
}

TEST(MoneyWords, AreReadInEnglish) {
  struct Row { std::int64_t dong; const char* words; };
  const Row rows[] = {
      {0, "Zero dong"},
      {1, "One dong"},
      {13, "Thirteen dong"},
      {20, "Twenty dong"},
      {45, "Forty-five dong"},
      {105, "One hundred five dong"},
      {1'010, "One thousand ten dong"},
      {45'000, "Forty-five thousand dong"},
      {1'200'000, "One million two hundred thousand dong"},
      {1'000'000'001, "One billion one dong"},
      {-5, "Minus five dong"},
      {std::numeric_limits<std::int64_t>::max(),
       "Nine quintillion two hundred twenty-three quadrillion three hundred seventy-two trillion thirty-six billion eight hundred "
       "fifty-four million seven hundred seventy-five thousand eight hundred seven dong"},
  };
  for (const Row& row : rows) EXPECT_EQ(money_words(row.dong, Language::en), row.words) << row.dong;
}

// What somebody hears who writes the figure down: not the way the words were made.
std::int64_t heard(const std::string& words) {
  const std::map<std::string, std::int64_t> digits{{"không", 0}, {"một", 1}, {"mốt", 1}, {"hai", 2}, {"ba", 3},  {"bốn", 4}, {"tư", 4},
                                                   {"năm", 5},   {"lăm", 5}, {"sáu", 6}, {"bảy", 7}, {"tám", 8}, {"chín", 9}};
  std::string small = words;
  small.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(small.front())));
  std::istringstream stream(small);
  std::int64_t high = 0, whole = 0, group = 0, digit = 0;   // milliards before "tỷ"; groups of this milliard; this group; the last digit
  for (std::string word; stream >> word;) {
    if (digits.contains(word)) digit = digits.at(word);
    else if (word == "mười") group += 10;
    else if (word == "mươi") group += std::exchange(digit, 0) * 10;
    else if (word == "trăm") group += std::exchange(digit, 0) * 100;
    else if (word == "linh") continue;
    else {
      group += std::exchange(digit, 0);
      whole += std::exchange(group, 0) * (word == "nghìn" ? 1'000 : word == "triệu" ? 1'000'000 : 1);
      if (word == "tỷ") high = (high + std::exchange(whole, 0)) * 1'000'000'000;
    }
  }
  return high + whole;
}

RC_GTEST_PROP(MoneyWords, WhatIsReadAloudIsWrittenDownAgain, ()) {
  const auto length = *rc::gen::inRange(0, 18);
  std::int64_t most = 9;
  for (int i = 0; i < length; ++i) most = most * 10 + 9;
  const auto dong = *rc::gen::inRange<std::int64_t>(0, most);
  RC_ASSERT(heard(money_words(dong, Language::vi)) == dong);
}

// Zeros are where readings go wrong: numbers of which most digits are zero.
RC_GTEST_PROP(MoneyWords, ZerosInsideAreHeardToo, ()) {
  std::int64_t dong = *rc::gen::inRange<std::int64_t>(1, 10);
  const auto more = *rc::gen::inRange(0, 17);
  for (int i = 0; i < more; ++i) dong = dong * 10 + (*rc::gen::inRange(0, 4) == 0 ? *rc::gen::inRange<std::int64_t>(0, 10) : 0);
  RC_ASSERT(heard(money_words(dong, Language::vi)) == dong);
}

}  // namespace
}  // namespace ocop
