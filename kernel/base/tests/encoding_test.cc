#include "kernel/base/encoding.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "kernel/base/text.h"

namespace ocop::text {
namespace {

constexpr std::string_view kSentence =
    "Hợp tác xã nông nghiệp Bản Mẫu, đường Nguyễn Văn Cừ: mật ong rừng, chả mực giã tay, gạo nếp cái hoa vàng";
// The sentence as other programs wrote it: windows-1258 and TCVN3 by iconv, VNI by hand after the VNI table.
constexpr std::string_view kWindows1258 =
    "H\xF5\xF2p t\xE1"
    "c x\xE3 n\xF4ng nghi\xEA\xF2p Ba\xD2n M\xE2\xDEu, \xF0\xFD\xF5\xCCng Nguy\xEA\xDEn V\xE3n C\xFD\xCC: m\xE2\xF2t ong r\xFD\xCCng, "
    "ch\xE1\xD2 m\xFD\xF2"
    "c gi\xE3 tay, g\xE1\xF2o n\xEA\xECp c\xE1i hoa v\xE0ng";
constexpr std::string_view kTcvn3 =
    "H\xEEp t\xB8"
    "c x\xB7 n\xABng nghi\xD6p B\xB6n M\xC9u, \xAE\xAD\xEAng Nguy\xD4n V\xA8n C\xF5: m\xCBt ong r\xF5ng, ch\xB6 m\xF9"
    "c gi\xB7 tay, g\xB9o n\xD5p c\xB8i hoa v\xB5ng";
constexpr std::string_view kVni =
    "H\xF4\xEFp ta\xF9"
    "c xa\xF5 no\xE2ng nghie\xE4p Ba\xFBn Ma\xE3u, \xF1\xF6\xF4\xF8ng Nguye\xE3n Va\xEAn C\xF6\xF8: ma\xE4t ong r\xF6\xF8ng, cha\xFB "
    "m\xF6\xEF"
    "c gia\xF5 tay, ga\xEFo ne\xE1p ca\xF9i hoa va\xF8ng";

TEST(BaseEncoding, LegacyBytesAreReadAndKnownByHowVietnameseTheyRead) {
  const struct { std::string_view bytes; Encoding encoding; } cases[] = {
      {kTcvn3, Encoding::tcvn3}, {kVni, Encoding::vni}, {kSentence, Encoding::utf8}};
  for (const auto& c : cases) {
    EXPECT_EQ(decode(c.bytes, c.encoding), kSentence) << name(c.encoding);
    const Detected detected = detect_encoding(c.bytes);
    EXPECT_EQ(detected.encoding, c.encoding) << name(c.encoding);
    EXPECT_EQ(detected.sure, Detected::Sure::yes);
  }
  EXPECT_EQ(detect_encoding(decode(kTcvn3, Encoding::tcvn3)).encoding, Encoding::utf8);
}

// ă â ê ô ơ ư đ are bytes of their own; tones follow as combining bytes, and à á é … exist in one piece as well.
TEST(BaseEncoding, Windows1258MarksAreComposed) {
  const std::string bytes = "H\xF5\xF2p t\xE1" "c x\xE3\xDE n\xF4ng nghi\xEA\xF2p Ba\xD2n M\xE2\xDEu \xF0\xFD\xF5\xCCng";
  EXPECT_EQ(decode("nghi\xEA\xF2p Ba\xD2n M\xE2\xDEu \xF0\xFD\xF5\xCCng", Encoding::windows1258), "nghiệp Bản Mẫu đường");
  EXPECT_EQ(detect_encoding(bytes).encoding, Encoding::windows1258);
  EXPECT_EQ(detect_encoding(kWindows1258).encoding, Encoding::windows1258);
}

TEST(BaseEncoding, Utf16IsKnownWithAndWithoutItsMark) {
  std::string le, be;
  for (const char16_t c : std::u16string_view(u"id,tên sản phẩm\r\nA,Chè")) {
    le += {static_cast<char>(c & 0xFF), static_cast<char>(c >> 8)};
    be += {static_cast<char>(c >> 8), static_cast<char>(c & 0xFF)};
  }
  EXPECT_EQ(detect_encoding(le).encoding, Encoding::utf16le);
  EXPECT_EQ(detect_encoding(be).encoding, Encoding::utf16be);
  EXPECT_EQ(detect_encoding("\xFF\xFE" + le).mark_bytes, 2);
  EXPECT_EQ(decode(le, Encoding::utf16le), "id,tên sản phẩm\r\nA,Chè");
  EXPECT_EQ(decode(be, Encoding::utf16be), "id,tên sản phẩm\r\nA,Chè");
}

// A workbook typed with .VnTime keeps the bytes as Latin-1 letters.
TEST(BaseEncoding, LettersOfAFontAreRead) {
  std::string latin;
  for (const char c : kTcvn3) {
    const unsigned char byte = static_cast<unsigned char>(c);
    if (byte < 0x80) latin += c;
    else latin += {static_cast<char>(0xC0 | byte >> 6), static_cast<char>(0x80 | (byte & 0x3F))};
  }
  EXPECT_EQ(detect_font(latin), Encoding::tcvn3);
  EXPECT_EQ(decode_font(latin, Encoding::tcvn3), kSentence);
  EXPECT_EQ(detect_font(kSentence), Encoding::utf8);
  EXPECT_EQ(detect_font("Café Crème à la française, œuvre"), Encoding::utf8);
  EXPECT_EQ(decode_font("Chợ ®", Encoding::tcvn3), "Chợ đ");   // what is Unicode already stays
}

TEST(BaseEncoding, WordsThatCannotBeVietnameseAreSeen) {
  EXPECT_EQ(plausibility("Hợp tác xã").share(), 1.0);
  EXPECT_EQ(plausibility("Hîp t¸c x·").syllables, 0);
  EXPECT_EQ(plausibility("plain ascii").words, 0);
  EXPECT_LT(plausibility("Hôïp taùc xaõ").share(), 0.5);
  EXPECT_EQ(detect_encoding("\x81\x8D\x8F\x90 \xA0\xFF\xFE\x81z\x81").sure, Detected::Sure::no);
}

RC_GTEST_PROP(BaseEncoding, AnyBytesBecomeValidText, (const std::string& bytes)) {
  for (const Encoding encoding :
       {Encoding::utf8, Encoding::utf16le, Encoding::utf16be, Encoding::windows1258, Encoding::tcvn3, Encoding::vni})
    RC_ASSERT(is_valid_utf8(decode(bytes, encoding)));
}

}  // namespace
}  // namespace ocop::text
