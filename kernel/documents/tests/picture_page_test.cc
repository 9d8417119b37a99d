#include "kernel/documents/picture_page.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <vector>

#include "kernel/documents/document.h"
#include "kernel/documents/pdf_file.h"
#include "tests/support/fonts.h"
#include "tests/support/other_programs.h"

// Pictures as pages of a PDF, read back by pdfinfo and pdfimages; and what join() prints, lists and takes out, by pdftotext and pdftohtml.
namespace ocop::documents {
namespace {

using test::output_of;
using namespace std::string_view_literals;

std::string two(int value) { return {static_cast<char>(value >> 8), static_cast<char>(value & 0xFF)}; }
std::string segment(int marker, const std::string& said) {
  return "\xFF" + std::string(1, static_cast<char>(marker)) + two(static_cast<int>(said.size()) + 2) + said;
}
enum class Endian { big, little };
std::string exif(int orientation, Endian endian) {
  const auto number = [&](int value, int bytes) {
    std::string out = bytes == 4 ? two(0) + two(value) : two(value);
    if (endian == Endian::little) std::ranges::reverse(out);
    return out;
  };
  const std::string head = endian == Endian::big ? std::string("MM\0*"sv) : std::string("II*\0"sv);
  return std::string("Exif\0\0"sv) + head + number(8, 4) + number(2, 2) + number(0x0100, 2) + number(3, 2) + number(1, 4) + number(7, 2) +
         two(0) + number(0x0112, 2) + number(3, 2) + number(1, 4) + number(orientation, 2) + two(0) + number(0, 4);
}
struct Sample {
  int width = 400, height = 300, components = 3, orientation = 0, bits = 8, marker = 0xC0;
  Endian endian = Endian::big;
  bool adobe = false;
};
// A head, and a scan that nobody here decodes.
std::string jpeg(const Sample& sample) {
  std::string frame{static_cast<char>(sample.bits)};
  frame += two(sample.height) + two(sample.width) + std::string(1, static_cast<char>(sample.components));
  for (int i = 1; i <= sample.components; ++i) frame += std::string(1, static_cast<char>(i)) + "\x11" + std::string(1, '\0');
  return std::string("\xFF\xD8"sv) + (sample.orientation > 0 ? segment(0xE1, exif(sample.orientation, sample.endian)) : std::string()) +
         (sample.adobe ? segment(0xEE, "Adobe.......") : std::string()) + segment(sample.marker, frame) +
         segment(0xDA, std::string("\x03\x01\0\x02\0\x03\0\0\x3F\0"sv)) + std::string("\0\x12\xFF\xD9"sv);
}

TEST(DocumentsPicture, AHeadIsReadWithItsTurn) {
  constexpr std::array kTurns{Turn::none,  Turn::none,  Turn::none, Turn::half, Turn::half,
                              Turn::right, Turn::right, Turn::left, Turn::left, Turn::none};  // 9 is no orientation
  for (const Endian endian : {Endian::big, Endian::little}) {
    for (int orientation = 0; orientation < static_cast<int>(kTurns.size()); ++orientation) {
      const auto head = jpeg_head(jpeg({.orientation = orientation, .endian = endian}));
      ASSERT_TRUE(head) << orientation;
      EXPECT_EQ(head->turn, kTurns[static_cast<std::size_t>(orientation)]) << orientation;
      EXPECT_EQ(std::pair(head->width, head->height), std::pair(400, 300)) << "as it lies in the file";
    }
  }
  EXPECT_EQ(jpeg_head(jpeg({.components = 1}))->components, 1);
  EXPECT_FALSE(jpeg_head(jpeg({.components = 4}))->inks_inverted);
  EXPECT_TRUE(jpeg_head(jpeg({.components = 4, .adobe = true}))->inks_inverted);
  EXPECT_TRUE(jpeg_head(jpeg({.marker = 0xC2}))) << "progressive";
}

TEST(DocumentsPicture, WhatIsNoWholeHeadIsRefused) {
  for (const Sample& sample :
       {Sample{.width = 0}, Sample{.height = 0}, Sample{.components = 2}, Sample{.bits = 12}, Sample{.marker = 0xC3}})
    EXPECT_FALSE(jpeg_head(jpeg(sample))) << sample.width << " " << sample.height << " " << sample.components << " " << sample.marker;
  const std::string whole = jpeg({.orientation = 6});
  const std::size_t scan = whole.find("\xFF\xDA"sv);
  for (std::size_t size = 0; size < scan; ++size) {
    EXPECT_FALSE(jpeg_head(whole.substr(0, size))) << size;
    EXPECT_EQ(picture_page(whole.substr(0, size)).error().kind, ErrorKind::malformed_request) << size;
  }
  EXPECT_FALSE(jpeg_head("%PDF-1.4"));
}

TEST(DocumentsPicture, StandsOnAnUprightPageOrAcrossAsItIsShown) {
  if (!test::has_program("pdfinfo") || !test::has_program("pdfimages")) GTEST_SKIP() << "poppler-utils is not installed";
  struct Case {
    Sample sample;
    const char* size;
  };
  for (const auto& [sample, size] :
       {Case{{}, "841.89 x 595.28"}, Case{{.orientation = 6}, "595.28 x 841.89"}, Case{{.orientation = 8}, "595.28 x 841.89"},
        Case{{.orientation = 3}, "841.89 x 595.28"}, Case{{.width = 300, .height = 400, .components = 1}, "595.28 x 841.89"}}) {
    const std::string picture = jpeg(sample);
    const auto page = picture_page(picture);
    ASSERT_TRUE(page);
    EXPECT_EQ(*page, *picture_page(picture)) << "the same bytes";
    EXPECT_NE(page->find(picture), std::string::npos) << "the picture is as it was sent";
    const test::TemporaryFolder folder;
    const std::string file = folder.write("picture.pdf", *page);
    EXPECT_NE(output_of("pdfinfo " + file).find(size), std::string::npos) << sample.orientation << output_of("pdfinfo " + file);
    const std::string listed = output_of("pdfimages -list " + file);
    EXPECT_NE(listed.find(std::to_string(sample.width) + "   " + std::to_string(sample.height)), std::string::npos) << listed;
    EXPECT_NE(listed.find("jpeg"), std::string::npos) << listed;
  }
}

// Without numbers of its own.
std::string page_of(const std::string& words, int pages = 1) {
  Document document{.created = {}, .numbers = Document::Numbers::none, .blocks = {Paragraph{{plain(words)}}}};
  for (int i = 1; i < pages; ++i) document.blocks.push_back(PageBreak{});
  return *to_pdf(document, test::fonts());
}
std::string without_text(const std::string& more) {
  return "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
         "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]" +
         more + ">>\nendobj\ntrailer\n<</Root 1 0 R/Size 4>>\nstartxref\n0\n%%EOF\n";
}
int occurrences(const std::string& text, std::string_view piece) {
  int out = 0;
  for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + piece.size())) ++out;
  return out;
}

TEST(DocumentsJoin, PartsAreMarkedAndHangBelowEachOther) {
  const std::string one = page_of("một"), two_pages = page_of("hai", 2);
  const std::vector<JoinPart> parts{
      {one, "Bìa"}, {one, "Minh chứng"}, {two_pages, "1.1 Giấy", "Minh chứng 1.1", 2}, {one, "2.1 Ảnh", "Minh chứng 2.1", 2}, {one, "Hết"}};
  const auto joined = join(parts, {"Hồ sơ"}, test::fonts());
  ASSERT_TRUE(joined) << joined.error().detail;
  EXPECT_EQ(*joined, *join(parts, {"Hồ sơ"}, test::fonts()));
  if (!test::has_program("pdftotext") || !test::has_program("pdftohtml")) GTEST_SKIP() << "poppler-utils is not installed";
  const test::TemporaryFolder folder;
  const std::string file = folder.write("joined.pdf", *joined), text = output_of("pdftotext -layout " + file + " -");
  EXPECT_EQ(occurrences(text, "Minh chứng 1.1"), 2) << "on each of its pages\n" << text;
  EXPECT_EQ(occurrences(text, "Minh chứng 2.1"), 1) << text;
  EXPECT_EQ(occurrences(text, "Trang "), 6) << text;
  EXPECT_NE(output_of("pdfinfo " + file).find("Hồ sơ"), std::string::npos) << "its title";
  const std::string outline = output_of("pdftohtml -xml -stdout " + file);
  for (const std::string entry : {"<item page=\"1\">Bìa</item>", "<item page=\"2\">Minh chứng</item>", "<item page=\"3\">1.1 Giấy</item>",
                                  "<item page=\"5\">2.1 Ảnh</item>", "<item page=\"6\">Hết</item>"})
    EXPECT_EQ(occurrences(outline, entry), 1) << entry << "\n" << outline;
  EXPECT_EQ(occurrences(outline, "<outline>"), 2) << "one list within the other";
}

TEST(DocumentsJoin, TakesOutWhatAPageDoesByItself) {
  const std::string busy =
      without_text("/AA<</O<</S/JavaScript/JS(app.alert)>>>>/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(evil.exe)>>>>"
                   "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://example.vn/)>>>>"
                   "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://next.vn/)/Next<</S/JavaScript/JS(app.beep)>>>>>>]");
  const auto joined = join(std::vector<JoinPart>{{busy, "a"}}, {}, test::fonts());
  ASSERT_TRUE(joined) << joined.error().detail;
  for (const char* gone : {"JavaScript", "Launch", "evil.exe", "app.alert", "app.beep", "next.vn"})
    EXPECT_EQ(joined->find(gone), std::string::npos) << gone;
  EXPECT_NE(joined->find("https://example.vn/"), std::string::npos) << "an address stays";
}

TEST(DocumentsPdf, AMarkStandsOnEachPageAndNumbersMayBeLeftOut) {
  if (!test::has_program("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  const Document document{
      .created = {}, .mark = "BẢN NHÁP / DRAFT", .numbers = Document::Numbers::none, .blocks = {PageBreak{}, PageBreak{}}};
  const test::TemporaryFolder folder;
  const std::string text = output_of("pdftotext -layout " + folder.write("draft.pdf", *to_pdf(document, test::fonts())) + " -");
  EXPECT_EQ(occurrences(text, "BẢN NHÁP / DRAFT"), 3) << text;
  EXPECT_EQ(occurrences(text, "Trang"), 0) << text;
}

}  // namespace
}  // namespace ocop::documents
