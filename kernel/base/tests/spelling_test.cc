#include "kernel/base/spelling.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "kernel/base/text.h"

namespace ocop {
namespace {

Vocabulary vocabulary() {
  Vocabulary::Maker maker;
  for (const std::string_view name : {"Khẩu sli Nà Giàng", "Cà phê bột", "Cà phê Đắk Lắk", "Mật ong hoa cà phê", "Nước mắm Phan Thiết",
                                      "Gạo ST25", "Đậu xanh", "Bánh tráng", "Trà xanh", "Trần Văn", "Cáp treo", "Thư pháp", "Tương ớt",
                                      "Cá cơm", "Cá khô", "Cá thu", "Cá linh"})
    maker.add(text::fold(name), text::lower(name));
  maker.spell("Tỉnh Hà Giang");
  return std::move(maker).make();
}

// "khaaur sli" found nothing and said nothing: a keyboard that was not switched to Vietnamese is the commonest slip of all.
TEST(Spelling, ReadsRawTelexAndVni) {
  struct Case { std::string_view typed; std::optional<std::string> plain; };
  const Case cases[]{
      {"khaaur", "khau"}, {"maatj", "mat"},   {"nuwowcs", "nuoc"}, {"nuwocws", "nuoc"}, {"mawms", "mam"},
      {"ddaauj", "dau"}, {"daauj", "dau"},
      {"banhs", "banh"},  {"bansh", "banh"},  {"tranaf", "tran"},  {"dinhd", "dinh"},   {"thw", "thu"},    {"phee", "phe"},
      {"lawks", "lak"},
      {"phe6", "phe"},    {"ca2", "ca"},      {"d9a81k", "dak"},   {"nu7o7c1", "nuoc"},
      {"sli", std::nullopt}, {"q1", std::nullopt}, {"st25", "st"}, {"25", std::nullopt}, {"25g", std::nullopt},
      {"", std::nullopt}, {"gạo", std::nullopt},
  };
  for (const Case& c : cases) EXPECT_EQ(untyped(c.typed), c.plain) << c.typed;
}

TEST(Spelling, KnowsWordsWithTheirMarks) {
  const Vocabulary words = vocabulary();
  EXPECT_EQ(words.count("phe"), 3);
  EXPECT_EQ(words.count("ph"), 0);
  EXPECT_TRUE(words.begins("ph"));
  EXPECT_FALSE(words.begins("zz"));
  EXPECT_EQ(words.marked({"phe"}), "phê");
  EXPECT_EQ(words.marked({"unknown", "sli"}), "unknown sli");
  EXPECT_EQ(words.marked({"ca", "phe", "dak", "lak"}), "cà phê đắk lắk") << "not cá, which is the commoner ca";
  EXPECT_EQ(words.marked({"ca"}), "cá");
  EXPECT_EQ(words.marked({"ca", "com"}), "cá cơm");
  EXPECT_EQ(words.count("giang"), 1) << "a province alone is no row";
  EXPECT_EQ(words.near("lakk", 3), std::vector<std::string>{"lak"});
  EXPECT_EQ(words.near("gaoo", 3), std::vector<std::string>{"gao"});
  EXPECT_EQ(words.near("agon", 3), std::vector<std::string>{});
  EXPECT_EQ(words.near("goa", 3), (std::vector<std::string>{"gao", "hoa"})) << "two letters in the other order, or another letter";
  EXPECT_TRUE(words.near("ph", 3).empty()) << "half of all words";
}

// What was typed, and what is proposed first.
TEST(Spelling, ProposesWhatWasMeant) {
  const Vocabulary words = vocabulary();
  const auto all = [](const std::string&) { return true; };
  const auto first = [&](std::string_view typed) {
    const auto found = proposals(typed, words, all);
    return found.empty() ? std::string() : found.front();
  };
  constexpr std::pair<std::string_view, std::string_view> kCases[]{
      {"khaaur sli", "khẩu sli"},   {"dak lakk", "đắk lắk"},       {"daklak", "đắk lắk"},   {"caphe", "cà phê"},
      {"ca phee", "cà phê"},        {"matong", "mật ong"},         {"maatj ong", "mật ong"}, {"nuocmam", "nước mắm"},
      {"nuowcs mawms", "nước mắm"}, {"ca2 phe6", "cà phê"},        {"banhs tranhgs", ""},    {"banh trangg", "bánh tráng"},
      {"bánh trángg", "bánh tráng"}, {"traxanh", "trà xanh"},      {"khongcogi", ""},        {"gao st25", ""},
      {"d9a65u xanh", "đậu xanh"},  {"", ""},                      {"…", ""},
  };
  for (const auto& [typed, meant] : kCases) EXPECT_EQ(first(typed), meant) << typed;
}

TEST(Spelling, ProposesOnlyWhatFindsSomething) {
  const Vocabulary words = vocabulary();
  std::size_t asked = 0;
  const auto none = [&](const std::string&) { return ++asked, false; };
  EXPECT_TRUE(proposals("khaaur sli", words, none).empty());
  EXPECT_GE(asked, 1u);
  asked = 0;
  EXPECT_TRUE(proposals("tran tran tran tran tran tran tran tran tran tran tran tran", words, none).empty());
  EXPECT_LE(asked, kMostAsked);
  const auto one = proposals("dak lakk", words, [](const std::string& words_meant) { return words_meant == "đắk lắk"; });
  EXPECT_EQ(one, std::vector<std::string>{"đắk lắk"});
}

}  // namespace
}  // namespace ocop
