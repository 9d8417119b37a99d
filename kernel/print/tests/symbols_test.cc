#include <gtest/gtest.h>

#include "kernel/gs1/element_string.h"
#include "kernel/print/print.h"
#include "tests/support/fonts.h"
#include "tests/support/other_programs.h"

// What is printed at its least size is read back at 300 dpi by two readers that share no code: zbarimg and ZXingReader; DataMatrix, which
// zbar does not know, by ZXingReader and dmtxread.
namespace ocop::print {
namespace {

using test::has_program;
using test::output_of;

const gs1::Elements kLot{{"01", "08935000000014"}, {"17", "261231"}, {"10", "L-26.11/a"}};

PdfPage page() {
  auto out = PdfPage::open(ocop::test::fonts(), kA4Portrait, {"Tem", "Ocop", "", Instant{1'795'000'000'000}});
  if (!out) throw std::runtime_error(out.error().detail);
  return std::move(out).value();
}

bool has_readers() {
  for (const char* program : {"pdftoppm", "zbarimg", "ZXingReader", "dmtxread"})
    if (!has_program(program)) return false;
  return true;
}

// A part of the page, from (17, 17) mm, as a picture of print size; its path. ZXingReader looks for a DataMatrix around the middle of what
// it is shown, as phones do: it is aimed at.
struct Part { int width = 100, height = 40; };   // millimetres
std::string picture(const test::TemporaryFolder& folder, PdfPage page, const Part& part = {}) {
  const std::string file = folder.write("page.pdf", page.finish());
  output_of("pdftoppm -r 300 -gray -png -singlefile -x 200 -y 200 -W " + std::to_string(part.width * 300 / 25) + " -H " +
            std::to_string(part.height * 300 / 25) + " " + file + " " + file + " 2>&1");
  return file + ".png";
}

TEST(PrintSymbols, Ean13IsReadAtItsLeastAndAtItsWantedSize) {
  if (!has_readers()) GTEST_SKIP() << "a reader is not installed";
  for (const double module : {kLeastEanModule, kWantedEanModule}) {
    PdfPage paper = page();
    paper.ean13(*ean13("8935000000014"), {20.3, 20.7}, module, 12);
    const test::TemporaryFolder folder;
    const std::string png = picture(folder, std::move(paper));
    EXPECT_EQ(output_of("zbarimg --quiet --raw " + png), "8935000000014\n") << module;
    EXPECT_NE(output_of("ZXingReader -1 " + png).find("8935000000014"), std::string::npos) << module;
  }
  // The digits are text: they can be read and searched.
  PdfPage paper = page();
  paper.ean13(*ean13("8935000000014"), {20, 20}, kWantedEanModule, 22);
  const test::TemporaryFolder folder;
  std::string text = output_of("pdftotext -layout " + folder.write("page.pdf", paper.finish()) + " -");
  std::erase_if(text, [](char c) { return c < '0' || c > '9'; });
  EXPECT_EQ(text, "8935000000014");
}

TEST(PrintSymbols, Gs1128IsReadWithItsSeparators) {
  if (!has_readers()) GTEST_SKIP() << "a reader is not installed";
  const gs1::Elements elements{{"01", "08935000000014"}, {"10", "L-26.11"}, {"17", "261231"}};
  PdfPage paper = page();
  paper.gs1_128(*gs1_128(elements), {20.3, 20.7}, kLeastGs1128Module, 14);
  const test::TemporaryFolder folder;
  const std::string png = picture(folder, std::move(paper));
  EXPECT_EQ(output_of("zbarimg --quiet --raw " + png), "010893500000001410L-26.11\x1d" "17261231\n");
  const std::string read = output_of("ZXingReader -1 " + png);
  EXPECT_NE(read.find("010893500000001410L-26.11<GS>17261231"), std::string::npos) << read;
}

TEST(PrintSymbols, DataMatrixIsReadByTwo) {
  if (!has_readers()) GTEST_SKIP() << "a reader is not installed";
  const auto symbol = gs1_data_matrix(kLot);
  ASSERT_TRUE(symbol) << symbol.error().detail;
  PdfPage paper = page();
  paper.data_matrix(*symbol, {20.3, 20.7}, (symbol->size + 2 * kDataMatrixQuiet) * kLeastSquareModule, {});
  const test::TemporaryFolder folder;
  const std::string png = picture(folder, std::move(paper), {20, 20});
  EXPECT_EQ(output_of("zbarimg --quiet --raw " + png + " 2>/dev/null"), "") << "zbar learned DataMatrix: it can be the second reader";
  const std::string read = output_of("ZXingReader -1 " + png);
  EXPECT_NE(read.find("DataMatrix \"01089350000000141726123110L-26.11/a\""), std::string::npos) << read;
  EXPECT_NE(output_of("dmtxread -N1 -m3000 " + png).find("01089350000000141726123110L-26.11/a"), std::string::npos);
}

// A thousand labels were drawn one by one: five seconds and 4.5 MB.
TEST(PrintSymbols, AStampIsInTheFileOnceAndReadWhereverItStands) {
  if (!has_readers()) GTEST_SKIP() << "a reader is not installed";
  const auto with = [](int times) {
    auto stamp = Stamp::open(ocop::test::fonts(), {60, 15});
    stamp->ean13(*ean13("8935000000014"), {1, 1}, kLeastEanModule, 12);
    stamp->text({35, 1, 24, 6}, {}, "Khẩu sli");
    PdfPage paper = page();
    for (int i = 0; i < times; ++i) paper.stamp(*stamp, {20.3, 20.7 + 15 * i});
    return paper.finish();
  };
  const std::string one = with(1), ten = with(10);
  EXPECT_LT(ten.size(), one.size() + 1'000);
  const test::TemporaryFolder folder;
  const std::string file = folder.write("page.pdf", ten);
  for (const int at : {0, 9}) {
    const std::string top = std::to_string((20 + 15 * at) * 300 / 25.4);
    output_of("pdftoppm -r 300 -gray -png -singlefile -x 200 -y " + top.substr(0, top.find('.')) + " -W 1000 -H 190 " + file + " " + file);
    EXPECT_EQ(output_of("zbarimg --quiet --raw " + file + ".png"), "8935000000014\n") << at;
    EXPECT_NE(output_of("ZXingReader -1 " + file + ".png").find("8935000000014"), std::string::npos) << at;
  }
  const std::string text = output_of("pdftotext " + file + " -");
  EXPECT_NE(text.find("Khẩu sli"), std::string::npos);
}

TEST(PrintSymbols, RefuseWhatTheyCannotHold) {
  EXPECT_FALSE(ean13("8935000000015"));                                      // check digit
  EXPECT_FALSE(ean13("893500000001"));
  EXPECT_FALSE(ean13("89350000000A4"));
  EXPECT_EQ(ean13("8935000000014")->modules(), 95);
  EXPECT_FALSE(gs1_128({}));
  EXPECT_FALSE(gs1_128(gs1::Elements{{"01", "08935000000017"}}));            // check digit
  EXPECT_FALSE(gs1_128(gs1::Elements{{"10", "Lô"}}));                        // not in character set 82
  EXPECT_FALSE(gs1_128(gs1::Elements{{"01", "08935000000014"}, {"10", std::string(20, 'A')}, {"21", std::string(12, 'B')}}));
  EXPECT_FALSE(gs1_data_matrix({}));
  EXPECT_FALSE(gs1_data_matrix(gs1::Elements{{"95", std::string(91, 'a')}}));
  EXPECT_FALSE(gs1_data_matrix(gs1::Elements{{"91", std::string(90, 'a')},
                                            {"92", std::string(90, 'b')},
                                            {"93", std::string(90, 'c')},
                                            {"94", std::string(90, 'd')}}));
}

}  // namespace
}  // namespace ocop::print
