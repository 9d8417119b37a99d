#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <thread>

#include "kernel/base/text.h"

namespace ocop::text {
namespace {

// Texts of letters that matter here, with combining marks and odd white space among them.
rc::Gen<std::string> vietnamese() {
  static const std::vector<std::string> kPieces{"a", "Đ", "đ", "ờ", "o", "\u031B", "\u0300", "\u0323", "Ặ", "hoà", "hòa", " ", "\u00A0",
      "-", "1",
                                                "ß", "İ", "Σ", "ﬁ", "中", "한", "é", "\u200B", "Ⅷ", "²", "\u1FBE", "ǅ", "\u212B",
                                                    "\U0001F33E", "\t"};
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(kPieces)),
      [](const std::vector<std::string>& pieces) {
    std::string out;
    for (const auto& piece : pieces) out += piece;
    return out;
  });
}

TEST(BaseText, Utf8IsCheckedAsInRfc3629) {
  const struct { std::string_view bytes; bool good; } rows[] = {
      {"", true}, {"abc", true}, {"Đường", true}, {"\U0001F33E", true}, {std::string_view("\0", 1), true}, {"\xED\x9F\xBF", true},
      {"\xEF\xBF\xBF", true}, {"\xF4\x8F\xBF\xBF", true}, {"\xC0\x80", false}, {"\xC1\xBF", false}, {"\xE0\x9F\xBF", false},
      {"\xED\xA0\x80", false}, {"\xF0\x8F\xBF\xBF", false}, {"\xF4\x90\x80\x80", false}, {"\xF5\x80\x80\x80", false}, {"\x80", false},
      {"\xC3", false}, {"\xE1\xBA", false}, {"\xF0\x9F\x8C", false}, {"a\xFF", false}, {"\xC3(", false}, {"\xE1\xBA(", false},
  };
  for (const auto& row : rows) EXPECT_EQ(is_valid_utf8(row.bytes), row.good) << hex(row.bytes);
}

TEST(BaseText, Nfc) {
  EXPECT_EQ(nfc("a\u0302\u0323"), "ậ");
  EXPECT_EQ(nfc("a\u0323\u0302"), "ậ");
  EXPECT_EQ(nfc("Đường"), "Đường");
  EXPECT_EQ(nfc("abc"), "abc");
}

TEST(BaseText, Clean) {
  const struct { std::string_view from, to; } rows[] = {
      {"  Cà phê  \t Chư\u00A0Sê\r\n", "Cà phê Chư Sê"}, {"", ""}, {" \n ", ""}, {"a\x01z", "a z"}, {"u\u031Bo\u031B\u0300", "ườ"},
      {std::string_view("a\0b", 3), "a b"}, {"a\uFFFEb\uFFFF", "ab"}, {"o\uFFFF\u031B", "ơ"},
  };
  for (const auto& row : rows) EXPECT_EQ(clean(row.from), row.to);
}

// A pasted U+FFFF went through the forms into the RSS and the workbooks, and no reader opened them again.
TEST(BaseText, WhatNoXmlMayHoldIsDropped) {
  EXPECT_EQ(paragraph("Chè\uFFFF xanh\uFFFE\r\nhai\u0085 dòng\x01\t."), "Chè xanh\nhai dòng\t.");
  EXPECT_EQ(paragraph("o\x01\u031B"), "ơ");
  EXPECT_EQ(without_unprintables("Chè\uFFFF\x01\x1F xanh\uFFFE\r\n\t\uFFFD."), "Chè xanh\r\n\t\uFFFD.");
  EXPECT_EQ(without_unprintables("\xEF\xBF"), "\xEF\xBF");   // the end of a text is not read beyond
}

TEST(BaseText, Fold) {
  const struct { std::string_view from, to; } rows[] = {
      {"Đường Thốt-nốt", "duong thot not"}, {"hoà", "hoa"}, {"hòa", "hoa"}, {"HOÀ BÌNH", "hoa binh"}, {"thuỷ", "thuy"}, {"thủy", "thuy"},
      {"Nước mắm Cửa Khe (Bình Dương)", "nuoc mam cua khe binh duong"}, {"  Trà  Shan tuyết, Suối Giàng! ", "tra shan tuyet suoi giang"},
      {"ĐẶC SẢN 4★", "dac san 4"}, {"Ĩ Ũ Ơ Ư Ẵ Ỡ Ợ", "i u o u a o o"}, {"đ\u0300", "d"}, {"", ""}, {"—", ""},
      {"Đường ca\u0301t", "duong cat"}, {"OCOP–2026", "ocop 2026"},
  };
  for (const auto& row : rows) EXPECT_EQ(fold(row.from), row.to) << row.from;
}

RC_GTEST_PROP(BaseText, FoldIsIdempotent, ()) {
  const std::string once = fold(*vietnamese());
  RC_ASSERT(fold(once) == once);
  RC_ASSERT(is_valid_utf8(once));
}
RC_GTEST_PROP(BaseText, FoldDoesNotSeeNormalization, ()) {
  const std::string text = *vietnamese();
  RC_ASSERT(fold(nfc(text)) == fold(text));
}
RC_GTEST_PROP(BaseText, CleanIsIdempotentAndNfc, ()) {
  const std::string once = clean(*vietnamese());
  RC_ASSERT(clean(once) == once);
  RC_ASSERT(nfc(once) == once);
}
RC_GTEST_PROP(BaseText, CutIsAValidPrefix, ()) {
  const std::string text = *vietnamese();
  const auto bytes = *rc::gen::inRange<std::size_t>(0, 40);
  const std::string_view part = cut(text, bytes);
  RC_ASSERT(part.size() <= bytes && is_valid_utf8(part));
  RC_ASSERT(std::string_view(text).starts_with(part));
  RC_ASSERT(part.size() + 4 > std::min(bytes, text.size()));   // not shorter than a code point's worth
}

TEST(BaseText, FoldWords) {
  EXPECT_EQ(fold_words("Mật ong, Bạc Hà"), (std::vector<std::string>{"mat", "ong", "bac", "ha"}));
  EXPECT_TRUE(fold_words(" - ").empty());
}

TEST(BaseText, Slug) {
  EXPECT_EQ(slug("Nước mắm Cửa Khe"), "nuoc-mam-cua-khe");
  EXPECT_EQ(slug("Nước mắm Cửa Khe", 10), "nuoc-mam");
  EXPECT_EQ(slug("Nước mắm Cửa Khe", 8), "nuoc-mam");
  EXPECT_EQ(slug("Nước mắm Cửa Khe", 7), "nuoc");
  EXPECT_EQ(slug("Nuocmamcuakhe", 6), "nuocma");
  EXPECT_EQ(slug("!"), "");
}

TEST(BaseText, SortsInVietnameseOrder) {
  const std::vector<std::string> sorted{"a", "á", "an", "ă", "ăn", "â", "ân", "ba", "cam", "chè", "da", "đa", "e", "ê", "ga", "ma", "mà",
      "mả",
                                        "mã", "má", "mạ", "man", "o", "ô", "ơ", "u", "ư", "xoài", "y"};
  std::vector<std::string> shuffled(sorted.rbegin(), sorted.rend());
  std::sort(shuffled.begin(), shuffled.end(), [](const auto& a, const auto& b) { return collation_key(a) < collation_key(b); });
  EXPECT_EQ(shuffled, sorted);
  EXPECT_EQ(collation_key("a\u0302\u0323"), collation_key("ậ"));
  EXPECT_EQ(collation_key("o\u031B\u0302"), collation_key("\u01A1\u0302"));
  EXPECT_EQ(collation_key(""), collation_key(""));
  EXPECT_LT(collation_key("Chè"), collation_key("Dừa"));
  EXPECT_FALSE(collation_key(std::string(5000, 'z')).empty());
}

TEST(BaseText, CollationIsThreadSafe) {
  const std::string expected = collation_key("Đường thốt nốt");
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] { for (int i = 0; i < 200; ++i) wrong[t] += collation_key("Đường thốt nốt") != expected; });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

TEST(BaseText, TrimAndSplit) {
  EXPECT_EQ(trim(" \t a b \r\n"), "a b");
  EXPECT_EQ(trim("  "), "");
  EXPECT_EQ(split("a,,b", ','), (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_EQ(split("", ','), (std::vector<std::string_view>{""}));
}

TEST(BaseText, NumbersForPeople) {
  EXPECT_EQ(group_digits(1234567, Language::vi), "1.234.567");
  EXPECT_EQ(group_digits(1234567, Language::en), "1,234,567");
  EXPECT_EQ(group_digits(999, Language::vi), "999");
  EXPECT_EQ(group_digits(-1000, Language::en), "-1,000");
  EXPECT_EQ(group_digits(0, Language::vi), "0");
  EXPECT_EQ(group_digits(std::numeric_limits<long long>::min(), Language::en), "-9,223,372,036,854,775,808");
  EXPECT_EQ(decimal("78.5", Language::vi), "78,5");
  EXPECT_EQ(decimal("78.5", Language::en), "78.5");
}

TEST(BaseText, Encodings) {
  // RFC 4648 §10.
  const struct { std::string_view bytes, base64_text; } rows[] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"},
                                                                  {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
  for (const auto& row : rows) EXPECT_EQ(base64(row.bytes), row.base64_text);
  EXPECT_EQ(base64("\xFB\xFF"), "+/8=");
  EXPECT_EQ(base64url("\xFB\xFF"), "-_8");
  EXPECT_EQ(hex(std::string_view("\0\xAB\xFF", 3)), "00abff");
}

// The story: an account, a report and a saved filter were called by nothing but a zero width space; another name turned the rest of its
// row around.
TEST(BaseText, ALineIsWhatItLooksLike) {
  for (const std::string_view good : {"Nguyễn Văn An", "HTX chè Phìn Hồ", "e\u0301", "a\u200Bb", "1", "\u0639\u0631\u0628\u064A", "…"})
    EXPECT_TRUE(text::is_readable_line(good)) << good;
  for (const std::string_view bad : {"", " ", "\u200B", "\u200B \uFEFF", "\u3164", "\u2800", "\u00AD", "\u0301", "\uFE0F", "\u200E"})
    EXPECT_FALSE(text::is_readable_line(bad)) << bad;
  for (const std::string_view turned : {"An\u202Egpj.exe", "\u202Aa\u202C", "\u2066An\u2069"})
    EXPECT_FALSE(text::is_readable_line(turned)) << turned;
}

// "Đăk Lăk", as half of the country writes it, and "Khánh Hoà" were no provinces to the search box: their marks are not those of the list.
TEST(Text, FewerMarksAreNoOtherName) {
  struct Case { std::string_view typed, whole; bool fits; };
  const Case cases[]{
      {"Đắk Lắk", "Đắk Lắk", true}, {"đăk lăk", "Đắk Lắk", true},  {"Đak Lak", "Đắk Lắk", true},   {"dak lak", "Đắk Lắk", true},
      {"đắc lắc", "Đắk Lắk", false}, {"Khánh Hoà", "Khánh Hòa", true}, {"khanh hoa", "Khánh Hòa", true}, {"Hà Nôi", "Hà Nội", true},
      {"huệ", "Huế", false},         {"Hue", "Huế", true},           {"huê", "Huế", true},           {"Huế", "Hue", false},
      {"ha giang", "hà giang", true}, {"hạ giang", "hà giang", false}, {"ho\u0300a", "hòa", true}, {"hòa bình", "hòa", false},
      {"", "", true},                {"dang", "đang", true},         {"đang", "dang", false},
  };
  for (const Case& c : cases) EXPECT_EQ(text::fits_marks(c.typed, c.whole), c.fits) << c.typed << " / " << c.whole;
}

}  // namespace
}  // namespace ocop::text
