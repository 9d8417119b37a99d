#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "modules/labels/draw.h"
#include "modules/labels/rules.h"
#include "tests/support/fonts.h"
#include "tests/support/other_programs.h"

// Sheets and rolls as they leave a printer of 300 dpi: every code on every page is read by zbarimg and by ZXingReader.
namespace ocop::labels {
namespace {

using test::fonts;
using test::has_program;
using test::output_of;

bool has_readers() {
  for (const char* program : {"pdftoppm", "zbarimg", "ZXingReader"})
    if (!has_program(program)) return false;
  return true;
}

// How often a reader's output has a text.
int times(const std::string& output, std::string_view text) {
  int out = 0;
  for (std::size_t at = output.find(text); at != std::string::npos; at = output.find(text, at + text.size())) ++out;
  return out;
}

constexpr double kPixels = 300 / 25.4;   // a millimetre

// A part of a page as a picture of print size; its path.
std::string picture(const test::TemporaryFolder& folder, const std::string& pdf, int page, const print::Box& part) {
  const auto pixels = [](double millimetres) { return std::to_string(std::lround(millimetres * kPixels)); };
  const std::string stem = folder.path() + "/label", number = std::to_string(page);
  output_of("pdftoppm -r 300 -gray -png -singlefile -f " + number + " -l " + number + " -x " + pixels(part.x) + " -y " + pixels(part.y) +
            " -W " + pixels(part.width) + " -H " + pixels(part.height) + " " + pdf + " " + stem);
  return stem + ".png";
}

// What two readers say of all labels, one after another. A row of one code a label is read at once; where a label has several, readers lose
// some of a row: it is looked at by itself, as a person's phone does.
struct Read { std::string zbar, zxing; };
enum class Look { rows, labels };
Read read(const test::TemporaryFolder& folder, const std::string& pdf, const Printing& printing, Look look) {
  const Sheet& sheet = sheet_of(printing.stock);
  const int step = look == Look::rows ? sheet.columns : 1, first = printing.first - 1, last = first + printing.count - 1;
  Read out;
  for (int place = first / step * step; place <= last; place += step) {
    const print::Point corner = sheet.corner(place % sheet.places());
    const double width = (step - 1) * sheet.across + sheet.cell.width;
    const std::string png = picture(folder, pdf, place / sheet.places() + 1, {corner.x, corner.y, width, sheet.cell.height});
    out.zbar += output_of("zbarimg --quiet --raw " + png);
    out.zxing += output_of("ZXingReader -1 " + png);
  }
  return out;
}

Label sample() {
  return {.name = "Khẩu sli Nà Giàng", .maker = "Hợp tác xã Khẩu Sli thương mại dịch vụ Nà Giàng",
          .lines = {"KL tịnh: 500 g", "Số lô: L26/11", "NSX: 21/11/2026", "HSD: 21/05/2027"}, .stars = 0,
          .address = "https://ocop.example.vn/s/K7M2PQRS", .ean = "", .elements = {}, .extra = Extra::none};
}

struct Kind {
  const char* what;
  Stock stock;
  int count, first;
  bool ean;
};

TEST(LabelsPrint, EveryCodeOnEveryPageIsReadByTwoReaders) {
  if (!has_readers()) GTEST_SKIP() << "a reader is not installed";
  const std::vector<Kind> table{
      {"24 a sheet", Stock::a4_24, 24, 1, false},
      {"24 a sheet with EAN-13, of a used one and on to the next", Stock::a4_24, 5, 22, true},
      {"the last row of 40 a sheet", Stock::a4_40, 4, 37, false},
      {"65 a sheet and five more", Stock::a4_65, 70, 1, false},
      {"a roll of 50 × 30 with EAN-13", Stock::roll_50x30, 2, 1, true},
      {"a roll of 40 × 60 with EAN-13", Stock::roll_40x60, 2, 1, true},
  };
  for (const Kind& kind : table) {
    Label label = sample();
    if (kind.ean) label.ean = "8935000000014";
    const Printing printing{kind.stock, kind.count, kind.first, Instant{1'795'000'000'000}};
    const auto pdf = draw_pdf(label, printing, fonts());
    ASSERT_TRUE(pdf) << kind.what << " " << pdf.error().problems[0].field;
    const test::TemporaryFolder folder;
    const std::string file = folder.write("labels.pdf", *pdf);
    const Read said = read(folder, file, printing, kind.ean ? Look::labels : Look::rows);
    EXPECT_EQ(times(said.zbar, label.address), kind.count) << kind.what;
    EXPECT_EQ(times(said.zxing, label.address), kind.count) << kind.what;
    if (!kind.ean) continue;
    EXPECT_EQ(times(said.zbar, label.ean), kind.count) << kind.what;
    EXPECT_EQ(times(said.zxing, label.ean), kind.count) << kind.what;
  }
}

TEST(LabelsPrint, LotAndDaysAreReadFromDataMatrixAndGs1128) {
  if (!has_readers() || !has_program("dmtxread")) GTEST_SKIP() << "a reader is not installed";
  Label label = sample();
  label.elements = {{"01", "08935000000014"}, {"17", "270521"}, {"10", "L26/11"}};
  for (const Stock stock : {Stock::a4_24, Stock::roll_40x60}) {
    label.extra = Extra::data_matrix;
    const Printing printing{stock, 1, 1, Instant{1'795'000'000'000}};
    const auto pdf = draw_pdf(label, printing, fonts());
    ASSERT_TRUE(pdf) << pdf.error().problems[0].field;
    const test::TemporaryFolder folder;
    // ZXingReader looks for a DataMatrix around the middle of what it is shown, as phones do: it is aimed at. zbar reads none; dmtxread is
    // the second reader.
    const Sheet& sheet = sheet_of(stock);
    const auto plan = plan_of(sheet, *symbols_of(label), label);
    ASSERT_TRUE(plan);
    constexpr double kAround = 1.2;
    const double side = plan->matrix_side + 2 * kAround;
    const std::string file = folder.write("labels.pdf", *pdf);
    const std::string png =
        picture(folder, file, 1, {sheet.left + plan->matrix.x - kAround, sheet.top + plan->matrix.y - kAround, side, side});
    EXPECT_EQ(times(output_of("ZXingReader -1 " + png), "01089350000000141727052110L26/11"), 1) << name(stock);
    EXPECT_EQ(times(output_of("dmtxread -N1 -m5000 " + png), "01089350000000141727052110L26/11"), 1) << name(stock);
    EXPECT_EQ(times(read(folder, file, printing, Look::labels).zbar, label.address), 1) << name(stock);   // and the QR code beside it
  }
  label.extra = Extra::gs1_128;
  label.elements = {{"01", "08935000000014"}, {"17", "270521"}, {"10", "2611"}};
  const Printing printing{Stock::a4_24, 1, 1, Instant{1'795'000'000'000}};
  const auto pdf = draw_pdf(label, printing, fonts());
  ASSERT_TRUE(pdf) << pdf.error().problems[0].field;
  const test::TemporaryFolder folder;
  const Read said = read(folder, folder.write("labels.pdf", *pdf), printing, Look::labels);
  EXPECT_EQ(times(said.zbar, "010893500000001417270521102611"), 1);
  EXPECT_EQ(times(said.zxing, "010893500000001417270521102611"), 1);
  // A lot of twenty signs is wider than any label; the person is told to take the square one.
  label.elements.back().value = std::string(20, 'A');
  const auto wide = draw_pdf(label, printing, fonts());
  ASSERT_FALSE(wide);
  EXPECT_EQ(wide.error().problems[0].field, "extra");
}

// A name of sixty letters with marks, and one that has no blank to be cut at.
TEST(LabelsPrint, LongNamesStandInTheirPlaceAndNoCodeIsLost) {
  if (!has_readers() || !has_program("pdftotext")) GTEST_SKIP() << "a reader is not installed";
  const std::string sixty = "Bánh tráng nướng phở chiên ngũ sắc thảo mộc đặc biệt Lợi Lộc";
  for (const std::string& name :
       {sixty, std::string("BánhtrángnướngphởchiênngũsắcthảomộcđặcbiệtthượnghạngLợiLộcmớ"), sixty + " " + sixty + " " + sixty}) {
    for (const Stock stock : kStocks) {
      if (name != sixty && stock != Stock::a4_65 && stock != Stock::roll_40x60) continue;   // the smallest, and the one that stands
      Label label = sample();
      label.name = name;
      label.stars = 5;
      if (has_room_for_ean(stock)) label.ean = "8935000000014";
      const Printing printing{stock, 1, 1, Instant{1'795'000'000'000}};
      const auto pdf = draw_pdf(label, printing, fonts());
      ASSERT_TRUE(pdf) << labels::name(stock) << " " << pdf.error().problems[0].field;
      const test::TemporaryFolder folder;
      const std::string file = folder.write("labels.pdf", *pdf);
      const Read said = read(folder, file, printing, Look::labels);
      EXPECT_EQ(times(said.zbar, label.address), 1) << labels::name(stock) << " " << name;
      EXPECT_EQ(times(said.zxing, label.address), 1) << labels::name(stock) << " " << name;
      if (!label.ean.empty()) EXPECT_EQ(times(said.zbar, label.ean), 1) << labels::name(stock);
      // Nothing is written beyond the label: what pdftotext finds within it is all there is.
      const Sheet& sheet = sheet_of(stock);
      const print::Point corner = sheet.corner(0);
      const auto points = [](double millimetres) { return std::to_string(std::lround(millimetres * 72 / 25.4)); };
      const std::string box = " -x " + points(corner.x) + " -y " + points(corner.y) + " -W " + points(sheet.cell.width) + " -H " +
                              points(sheet.cell.height) + " ";
      EXPECT_EQ(output_of("pdftotext -nopgbrk" + box + file + " - | tr -d ' \\n' | wc -m"),
                output_of("pdftotext -nopgbrk " + file + " - | tr -d ' \\n' | wc -m"));
      EXPECT_EQ(times(output_of("pdftotext " + file + " -"), "OCOP"), 1);
    }
  }
}

TEST(LabelsPrint, TheSamePrintIsTheSameFile) {
  const Printing printing{Stock::a4_65, 70, 3, Instant{1'795'000'000'000}};
  EXPECT_EQ(*draw_pdf(sample(), printing, fonts()), *draw_pdf(sample(), printing, fonts()));
}

}  // namespace
}  // namespace ocop::labels
