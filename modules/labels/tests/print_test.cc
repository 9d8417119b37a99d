#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "modules/labels/messages.h"
#include "modules/labels/rules.h"
#include "modules/labels/tests/reading.h"
#include "modules/labels/texts.h"
#include "tests/support/fonts.h"

// Sheets and rolls as they leave a printer of 300 dpi: every code on every page is read by zbarimg and by ZXingReader.
namespace ocop::labels {
namespace {

using test::fonts;

using test::has_program;
using test::output_of;
using namespace test_reading;

Label sample() {
  return {.name = "Khẩu sli Nà Giàng", .maker = "Hợp tác xã Khẩu Sli thương mại dịch vụ Nà Giàng",
          .lines = {{"weight", "KL tịnh: 500 g"}, {"lot", "Số lô: L26/11"}, {"made", "NSX: 21/11/2026"}, {"expires", "HSD: 21/05/2027"}},
          .stars = 0,
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
    const Read said = read(pictures_of(folder, file, printing, kind.ean ? Look::labels : Look::rows));
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
    auto stamp = print::Stamp::open(fonts(), sheet.cell);
    ASSERT_TRUE(stamp);
    const auto arranged = arrange(*stamp, sheet, *symbols_of(label), label, Format::pdf);
    ASSERT_TRUE(arranged);
    const Plan* plan = &arranged->plan;
    constexpr double kAround = 1.2;
    const double side = plan->matrix_side + 2 * kAround;
    const std::string file = folder.write("labels.pdf", *pdf);
    const print::Box around{sheet.left + plan->matrix.x - kAround, sheet.top + plan->matrix.y - kAround, side, side};
    const std::string png = write(folder, "matrix", page_of(file, 1, Ink::grey, around));
    EXPECT_EQ(times(output_of("ZXingReader -1 " + png), "01089350000000141727052110L26/11"), 1) << name(stock);
    EXPECT_EQ(times(output_of("dmtxread -N1 -m5000 " + png), "01089350000000141727052110L26/11"), 1) << name(stock);
    EXPECT_EQ(times(read(pictures_of(folder, file, printing, Look::labels)).zbar, label.address), 1)
        << name(stock);  // and the QR code beside it
  }
  label.extra = Extra::gs1_128;
  label.elements = {{"01", "08935000000014"}, {"17", "270521"}, {"10", "2611"}};
  const Printing printing{Stock::a4_24, 1, 1, Instant{1'795'000'000'000}};
  const auto pdf = draw_pdf(label, printing, fonts());
  ASSERT_TRUE(pdf) << pdf.error().problems[0].field;
  const test::TemporaryFolder folder;
  const Read said = read(pictures_of(folder, folder.write("labels.pdf", *pdf), printing, Look::labels));
  EXPECT_EQ(times(said.zbar, "010893500000001417270521102611"), 1);
  EXPECT_EQ(times(said.zxing, "010893500000001417270521102611"), 1);
  // A lot of twenty signs is wider than any label; the person is told to take the square one.
  label.elements.back().value = std::string(20, 'A');
  const auto wide = draw_pdf(label, printing, fonts());
  ASSERT_FALSE(wide);
  EXPECT_EQ(wide.error().problems[0].field, "extra");
}

// What pdftotext finds, without blanks: a line may be broken in two.
std::string words_in(const std::string& pdf_file, const std::string& box = "") {
  std::string out;
  for (const char c : output_of("pdftotext -nopgbrk " + box + pdf_file + " -"))
    if (c != ' ' && c != '\n') out += c;
  return out;
}
// Where the first label lies, as pdftotext is told.
std::string first_label(const Sheet& sheet) {
  const print::Point corner = sheet.corner(0);
  const auto points = [](double millimetres) { return std::to_string(std::lround(millimetres * 72 / 25.4)); };
  return "-x " + points(corner.x) + " -y " + points(corner.y) + " -W " + points(sheet.cell.width) + " -H " + points(sheet.cell.height) +
         " ";
}
std::string without_blanks(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != ' ') out += c;
  return out;
}

// A name of sixty letters with marks, and one that has no blank to be cut at.
TEST(LabelsPrint, LongNamesStandInTheirPlaceAndNoCodeIsLost) {
  if (!has_readers() || !has_program("pdftotext")) GTEST_SKIP() << "a reader is not installed";
  const std::string sixty = "Bánh tráng nướng phở chiên ngũ sắc thảo mộc đặc biệt Lợi Lộc";
  const test::TemporaryFolder folder;
  std::vector<std::string> pictures;
  int bars = 0;
  for (const std::string& name :
       {sixty, std::string("BánhtrángnướngphởchiênngũsắcthảomộcđặcbiệtthượnghạngLợiLộcmớ"), sixty + " " + sixty + " " + sixty}) {
    for (const Stock stock : kStocks) {
      if (name != sixty && stock != Stock::a4_65 && stock != Stock::roll_40x60) continue;   // the smallest, and the one that stands
      Label label = sample();
      label.name = name;
      label.stars = 5;
      if (has_room_for_ean(stock, Format::pdf)) label.ean = "8935000000014";
      bars += label.ean.empty() ? 0 : 1;
      const Printing printing{stock, 1, 1, Instant{1'795'000'000'000}};
      const auto pdf = draw_pdf(label, printing, fonts());
      ASSERT_TRUE(pdf) << labels::name(stock) << " " << pdf.error().problems[0].field;
      const std::string number = std::to_string(pictures.size());
      const std::string file = folder.write("labels" + number + ".pdf", *pdf);
      const Sheet& sheet = sheet_of(stock);
      const print::Point corner = sheet.corner(0);
      const print::Box cell{corner.x, corner.y, sheet.cell.width, sheet.cell.height};
      pictures.push_back(write(folder, "picture" + number, page_of(file, 1, Ink::grey, cell)));
      // Nothing is written beyond the label: what pdftotext finds within it is all there is.
      const std::string all = words_in(file);
      EXPECT_EQ(words_in(file, first_label(sheet)).size(), all.size()) << labels::name(stock);
      EXPECT_EQ(times(all, "OCOP"), 1);
    }
  }
  const Read said = read(pictures);
  EXPECT_EQ(times(said.zbar, sample().address), static_cast<int>(pictures.size()));
  EXPECT_EQ(times(said.zxing, sample().address), static_cast<int>(pictures.size()));
  EXPECT_EQ(times(said.zbar, "8935000000014"), bars);
}

// The day of making and the day to use it by were the last lines, and were cut off without a word where a label was small.
TEST(LabelsPrint, EveryLineStandsOnEveryStockOrTheLabelIsRefused) {
  if (!has_program("pdftotext")) GTEST_SKIP() << "pdftotext is not installed";
  const test::TemporaryFolder folder;
  for (const Stock stock : kStocks)
    for (const int stars : {0, 4})
      for (const bool ean : {false, true}) {
        if (ean && !has_room_for_ean(stock, Format::pdf)) continue;
        Label label = sample();
        label.stars = stars;
        if (ean) label.ean = "8935000000014";
        const std::string what = std::string(name(stock)) + (ean ? " with bars, " : ", ") + std::to_string(stars) + " stars";
        const auto pdf = draw_pdf(label, {stock, 1, 1, Instant{1'795'000'000'000}}, fonts());
        ASSERT_TRUE(pdf) << what << ": " << pdf.error().problems[0].field;
        const std::string said = words_in(folder.write("labels.pdf", *pdf), first_label(sheet_of(stock)));
        for (const Line& line : label.lines)
          EXPECT_EQ(times(said, without_blanks(line.text)), 1) << what << ": " << line.text << "\n" << said;
      }
}

TEST(LabelsPrint, ALineWithoutRoomIsNamed) {
  Label label = sample();
  label.stars = 5;
  label.lines = {{"weight", "Khối lượng tịnh của một hộp 500 g"}, {"lot", "Số lô: L26/11"}, {"made", "NSX: 21/11/2026"},
                 {"expires", "HSD: 21/05/2027"}, {"price", "Giá: 120.000 đồng một hộp to"}};
  for (const Stock stock : {Stock::a4_65, Stock::a4_24}) {
    const auto pdf = draw_pdf(label, {stock, 1, 1, Instant{1'795'000'000'000}}, fonts());
    if (stock == Stock::a4_24) {
      EXPECT_TRUE(pdf);
      continue;
    }
    ASSERT_FALSE(pdf);
    const Problem& problem = pdf.error().problems[0];
    EXPECT_TRUE(problem.field == "expires" || problem.field == "price") << problem.field;
    EXPECT_EQ(problem.message.vi, msg::line_does_not_fit.vi);
  }
}

// How wide each island of red is, from left to right: the letters of OCOP, then the stars.
std::vector<int> red_islands(const Picture& picture) {
  const auto is_red = [&](int x, int y) { return picture.at(x, y, 0) > 150 && picture.at(x, y, 1) < 110 && picture.at(x, y, 2) < 120; };
  std::vector<bool> seen(static_cast<std::size_t>(picture.width * picture.height));
  std::vector<int> widths;
  for (int x = 0; x < picture.width; ++x)
    for (int y = 0; y < picture.height; ++y) {
      std::vector<std::pair<int, int>> open{{x, y}};
      int left = x, right = x, size = 0;
      while (!open.empty()) {
        const auto [ax, ay] = open.back();
        open.pop_back();
        if (ax < 0 || ay < 0 || ax >= picture.width || ay >= picture.height) continue;
        const auto index = static_cast<std::size_t>(ay * picture.width + ax);
        if (seen[index] || !is_red(ax, ay)) continue;
        seen[index] = true;
        ++size;
        left = std::min(left, ax);
        right = std::max(right, ax);
        for (const auto& [dx, dy] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) open.emplace_back(ax + dx, ay + dy);
      }
      constexpr int kSpeck = 20;   // pixels: the tip of a star may be an island of its own
      if (size > kSpeck) widths.push_back(right - left + 1);
    }
  return widths;
}

// The fourth and the fifth star stood beyond the edge of small labels, where nothing is printed.
TEST(LabelsPrint, AllStarsAreSeenAndOfOneSize) {
  if (!has_program("pdftoppm")) GTEST_SKIP() << "pdftoppm is not installed";
  const test::TemporaryFolder folder;
  for (const Stock stock : kStocks)
    for (const int stars : {3, 4, 5}) {
      Label label = sample();
      label.stars = stars;
      const std::string what = std::string(name(stock)) + ", " + std::to_string(stars) + " stars";
      const auto pdf = draw_pdf(label, {stock, 1, 1, Instant{1'795'000'000'000}}, fonts());
      ASSERT_TRUE(pdf) << what << ": " << pdf.error().problems[0].field;
      const Sheet& sheet = sheet_of(stock);
      const print::Point corner = sheet.corner(0);
      const print::Box cell{corner.x, corner.y, sheet.cell.width, sheet.cell.height};
      const std::vector<int> widths = red_islands(page_of(folder.write("labels.pdf", *pdf), 1, Ink::colour, cell));
      constexpr std::size_t kLetters = 4;   // O, C, O, P
      ASSERT_EQ(widths.size(), kLetters + static_cast<std::size_t>(stars)) << what;
      const auto [least, most] = std::minmax_element(widths.begin() + kLetters, widths.end());
      EXPECT_LE(*most - *least, 2) << what;
      EXPECT_GT(*least, 1.4 * kPixels) << what;   // of 1.6 mm a star fills 0.84, its points faint
    }
}

TEST(LabelsPrint, TheSamePrintIsTheSameFile) {
  const Printing printing{Stock::a4_65, 70, 3, Instant{1'795'000'000'000}};
  EXPECT_EQ(*draw_pdf(sample(), printing, fonts()), *draw_pdf(sample(), printing, fonts()));
}

}  // namespace
}  // namespace ocop::labels
