#include "kernel/print/print.h"

#include <fontconfig/fontconfig.h>
#include <gtest/gtest.h>
#include <malloc.h>
#include <sanitizer/allocator_interface.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "tests/support/fonts.h"
#include "tests/support/other_programs.h"

// What is drawn is read back by other programs: zbarimg, pdffonts, pdftotext. Where they are not installed the test says SKIPPED.
namespace ocop::print {
namespace {

using test::has_program;
using test::output_of;

constexpr std::string_view kUrl = "https://ocop.example.vn/01/08930000000017";

PdfPage open_page() {
  auto page = PdfPage::open(ocop::test::fonts(), kA4Landscape, {"Giấy chứng nhận", "Ocop", "", Instant{1'795'000'000'000}});
  if (!page) throw std::runtime_error(page.error().detail);
  return std::move(page).value();
}

TEST(PrintQr, PngIsReadBackByAnotherReader) {
  if (!has_program("zbarimg")) GTEST_SKIP() << "zbarimg is not installed";
  const test::TemporaryFolder folder;
  for (const auto correction : {QrCorrection::medium, QrCorrection::quartile}) {
    const auto symbol = qr(kUrl, correction);
    ASSERT_TRUE(symbol.ok());
    const auto png = qr_png(*symbol, 6);
    ASSERT_TRUE(png.ok());
    EXPECT_EQ(output_of("zbarimg --quiet --raw " + folder.write("qr.png", *png)), std::string(kUrl) + "\n");
  }
}

TEST(PrintQr, SvgIsOneTitledPicture) {
  const auto symbol = qr(kUrl);
  const std::string svg = qr_svg(*symbol, "Mã <QR> & \"tem\"");
  EXPECT_TRUE(svg.starts_with("<svg "));
  EXPECT_NE(svg.find("<title>Mã &lt;QR&gt; &amp; &quot;tem&quot;</title>"), std::string::npos);
  EXPECT_NE(svg.find("M4 4h7v1h-7z"), std::string::npos);   // the top of the first finder pattern
  int dark = 0;
  for (const bool module : symbol->dark) dark += module;
  // Every dark module is in the path once: the runs' lengths add up.
  int drawn = 0;
  for (auto at = svg.find('h', svg.find(" d=\"")); at != std::string::npos; at = svg.find('h', svg.find('z', at))) {
    drawn += std::atoi(svg.c_str() + at + 1);
  }
  EXPECT_EQ(drawn, dark);
}

TEST(PrintQr, RefusesWhatAPhoneCouldNotRead) {
  EXPECT_FALSE(qr("").ok());
  EXPECT_TRUE(qr(std::string(600, 'x')).ok());
  EXPECT_FALSE(qr(std::string(700, 'x')).ok());
  EXPECT_FALSE(qr(std::string(5000, 'x')).ok());
  EXPECT_FALSE(qr_png(*qr("x"), 0).ok());
  EXPECT_FALSE(qr_png(*qr("x"), kMaxQrPixels + 1).ok());
}

TEST(PrintPdf, EmbedsItsFontsAndKeepsVietnamese) {
  if (!has_program("pdffonts") || !has_program("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  PdfPage page = open_page();
  page.text({20, 20, 250, 30}, {Face::serif, Weight::bold, 28, colour(0x8c1d18), Align::centre}, "Giấy chứng nhận");
  page.text({20, 60, 250, 30}, {}, "Sản phẩm OCOP: Đặc sản Kẽm Ậ Ễ Ợ Ữ ỳ ỵ ẵ ặ ẫ");
  page.star({148, 100}, 8, colour(0xc8102e));
  const test::TemporaryFolder folder;
  const std::string file = folder.write("page.pdf", page.finish());
  const std::string text = output_of("pdftotext -layout " + file + " -");
  EXPECT_NE(text.find("Giấy chứng nhận"), std::string::npos);
  EXPECT_NE(text.find("Sản phẩm OCOP: Đặc sản Kẽm Ậ Ễ Ợ Ữ ỳ ỵ ẵ ặ ẫ"), std::string::npos);
  const std::string fonts = output_of("pdffonts " + file + " | tail -n +3");
  EXPECT_NE(fonts.find("NotoSerif-Bold"), std::string::npos) << fonts;
  EXPECT_NE(fonts.find("NotoSans"), std::string::npos) << fonts;
  EXPECT_EQ(fonts.find(" no "), std::string::npos) << fonts;   // columns emb, sub, uni
  EXPECT_NE(output_of("pdfinfo " + file).find("841.89 x 595.276 pts (A4)"), std::string::npos) << output_of("pdfinfo " + file);
}

TEST(PrintPdf, SameCallsGiveTheSameBytes) {
  const auto draw = [] {
    PdfPage page = open_page();
    page.text({20, 20, 100, 30}, {}, "Cà phê");
    page.link({20, 20, 100, 30}, kUrl);
    return page.finish();
  };
  EXPECT_EQ(draw(), draw());
  EXPECT_TRUE(draw().starts_with("%PDF-1.5"));
}

TEST(PrintPdf, LongTextShrinksIntoItsBox) {
  PdfPage page = open_page();
  const TextStyle style{.points = 24};
  const double one = page.text({10, 10, 200, 100}, style, "Cà phê");
  EXPECT_GT(one, 24 / 2.84);
  EXPECT_LE(page.text({10, 10, 200, 12}, style, "Cà phê bột nguyên chất rang mộc xay mịn vùng đất bazan"), 12);
}

TEST(PrintPdf, QrOnThePageIsReadBack) {
  if (!has_program("pdftoppm") || !has_program("zbarimg")) GTEST_SKIP() << "poppler-utils or zbarimg is not installed";
  PdfPage page = open_page();
  page.qr(*qr(kUrl), {20, 20}, 28, colour(0x1b2a4a));
  const test::TemporaryFolder folder;
  const std::string file = folder.write("page.pdf", page.finish());
  EXPECT_EQ(output_of("pdftoppm -r 300 -png " + file + " 2>&1 | zbarimg --quiet --raw -"), std::string(kUrl) + "\n");
}

// Bytes that the program holds from the heap.
std::size_t held() {
#ifdef OCOP_SANITIZED_ADDRESS
  return __sanitizer_get_current_allocated_bytes();
#else
  return mallinfo2().uordblks;
#endif
}

// Pango 1.50 kept the fontconfig configuration of each page, 18 kB of it: a server that prints all year grew by what it printed.
// Pango had them read in a thread of its own: a dozen files, for fonts that no page uses.
TEST(PrintPdf, WhatTheSystemSaysOfItsFontsIsNotRead) {
  open_page().text({20, 20, 100, 30}, {}, "Cà phê");
  FcStrList* files = FcConfigGetConfigFiles(FcConfigGetCurrent());
  ASSERT_NE(files, nullptr);
  const FcChar8* first = FcStrListNext(files);
  EXPECT_EQ(first, nullptr) << reinterpret_cast<const char*>(first);
  FcStrListDone(files);
}

TEST(PrintPdf, APageLeavesNothingBehind) {
  const auto draw = [] {
    PdfPage page = open_page();
    page.text({20, 20, 100, 30}, {}, "Cà phê");
    return page.finish().size();
  };
  for (int warm = 0; warm < 3; ++warm) EXPECT_GT(draw(), 0U);
  // What libraries make once, in threads of their own too, falls into one round; what a page leaves, into each.
  constexpr int kRounds = 3, kPages = 20;
  std::size_t least = SIZE_MAX;
  for (int round = 0; round < kRounds; ++round) {
    const std::size_t before = held();
    for (int page = 0; page < kPages; ++page) EXPECT_GT(draw(), 0U);
    const std::size_t after = held();
    least = std::min(least, after - std::min(after, before));
  }
  EXPECT_LT(least, kPages * 1'000U);
}

TEST(PrintPdf, SaysWhichFontIsMissing) {
  const auto page = PdfPage::open({"/nowhere"}, kA4Portrait, {});
  ASSERT_FALSE(page.ok());
  EXPECT_NE(page.error().detail.find("fonts-noto-core"), std::string::npos);
}

}  // namespace
}  // namespace ocop::print
