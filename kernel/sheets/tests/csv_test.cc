#include <set>

#include "kernel/base/csv.h"
#include "kernel/sheets/tests/support.h"
#include "kernel/sheets/values.h"

namespace ocop::sheets {
namespace {

using Texts = std::vector<std::string>;

// One register in every way it is sent.
TEST(SheetsCsv, LettersAndSeparatorsOfEveryOfficeAreReadAlike) {
  const struct { std::string name; std::string_view written_as;
  } cases[] = {{"utf8.csv", "UTF-8"},
               {"utf16le.csv", "UTF-16LE"},
               {"utf16be.csv", "UTF-16BE"},
               {"utf16-no-mark.csv", "UTF-16LE"},
               {"windows1258.csv", "windows-1258"},
               {"tcvn3.csv", "TCVN3"},
               {"vni.csv", "VNI"},
               {"tcvn3-as-utf8.csv", "TCVN3"},
               {"sep-line.csv", "UTF-8"}};
  for (const auto& c : cases) {
    const auto rows = rows_of(c.name, c.written_as);
    ASSERT_EQ(rows.size(), 3u) << c.name;
    EXPECT_EQ(texts(rows[0]), (Texts{"id", "product_name", "entity_name", "province", "star", "recognition"})) << c.name;
    EXPECT_EQ(texts(rows[1]), (Texts{"F1", "Măng khô Lòng Hồ", "HTX Nông nghiệp Bản Mẫu", "Hòa Bình", "4", "reported_recognised"}))
        << c.name;
    EXPECT_EQ(texts(rows[2]), (Texts{"F2", "Chả mực giã tay Bến Mẫu", "Cơ sở Bến Mẫu", "Quảng Ninh", "3", "reported_recognised"}))
        << c.name;
    EXPECT_EQ(rows[2].number, 3u) << c.name;
    EXPECT_EQ(rows[2].line, c.name == "sep-line.csv" ? 4u : 3u) << c.name;
  }
}

TEST(SheetsCsv, QuotesLineEndsAndColumnsAreReadAsSpreadsheetsDo) {
  const auto rows = rows_of("quotes.csv");
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(texts(rows[1]), (Texts{"Bánh \"Gù\"\nhai dòng", "5\" ống"}));
  EXPECT_EQ(texts(rows[2]), (Texts{"cd"}));
  EXPECT_EQ(rows[2].number, 4u);   // the blank line counts, as a spreadsheet shows it
  EXPECT_EQ(rows[2].line, 5u);
}

// "=Trà" went out as "'=Trà" and came back so: a file that nobody had touched changed the register.
TEST(SheetsCsv, TheMarkBeforeAFormulaIsNoPartOfTheText) {
  const Texts fields{"=1+1", "'=1+1", "-5", "'a", "a"};
  const std::string file = csv::write({"a", "b", "c", "d", "e"}) + csv::write(fields);
  auto book = Workbook::open(Source::bytes(file));
  ASSERT_TRUE(book);
  auto rows = book->rows(0);
  ASSERT_TRUE(rows);
  Row row;
  ASSERT_TRUE((*rows)->next(row) && *(*rows)->next(row));
  EXPECT_EQ(texts(row), fields);
}

TEST(SheetsCsv, NumbersWithACommaAreNotTornAndLostDigitsAreSeen) {
  const auto rows = rows_of("decimal-comma.csv");
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(texts(rows[1]), (Texts{"Mật ong", "1.250.000,5", "9,12346E+08"}));
  EXPECT_TRUE(rows[1].cells[2].digits_lost);
  EXPECT_EQ(code(rows[1].cells[2], 10), std::nullopt);
  EXPECT_EQ(decimal(rows[1].cells[1]), "1250000.5");
  EXPECT_EQ(texts(rows[2]), (Texts{"Chè, loại 1", "12,5", "0912345678"}));
  EXPECT_FALSE(rows[2].cells[2].digits_lost);
}

TEST(SheetsCsv, LettersThatAppearLateAreSeenToo) {
  std::string file = "id;name\n";
  for (int i = 0; i < 20'000; ++i) file += "R" + std::to_string(i) + ";plain\n";
  file += "X;Ch\xB6 m\xF9" "c gi\xB7 tay, m\xCBt ong r\xF5ng\n";   // TCVN3, 180 KB in
  auto book = Workbook::open(Source::bytes(file));
  ASSERT_TRUE(book);
  EXPECT_EQ(book->written_as(), "TCVN3");
  EXPECT_EQ(all_rows(*book).back().cells.back().text, "Chả mực giã tay, mật ong rừng");
}

TEST(SheetsCsv, RowsOfSeparatorsAreNoRows) {
  std::string file = "a,b,c\n1,2,3\n";
  for (int i = 0; i < 50'000; ++i) file += ",,\n";
  auto book = Workbook::open(Source::bytes(file), {.rows = 100'000});
  ASSERT_TRUE(book);
  EXPECT_EQ(all_rows(*book).size(), 2u);
}

TEST(SheetsCsv, AnEmptyFileHasNoRows) {
  for (const std::string_view file : {"", "\xEF\xBB\xBF", "\n\n", ",,,\n", "sep=;\n"}) {
    auto book = Workbook::open(Source::bytes(file));
    ASSERT_TRUE(book);
    EXPECT_TRUE(all_rows(*book).empty()) << file;
  }
}

TEST(SheetsCsv, LimitsHold) {
  const auto kind = [](std::string_view file, const Limits& limits) {
    auto book = Workbook::open(Source::bytes(file), limits);
    if (!book) return book.error().kind;
    auto rows = book->rows(0);
    for (Row row;;) {
      const auto more = (*rows)->next(row);
      if (!more) return more.error().kind;
      if (!*more) return ErrorKind::internal;
    }
  };
  EXPECT_EQ(kind("a\nb\nc\n", {.rows = 2}), ErrorKind::malformed_request);
  EXPECT_EQ(kind("a,b,c\n", {.columns = 2}), ErrorKind::malformed_request);
  EXPECT_EQ(kind("abcd\n", {.cell_bytes = 3}), ErrorKind::malformed_request);
  EXPECT_EQ(kind("abcd\n", {.file_bytes = 3}), ErrorKind::too_large);
  EXPECT_EQ(kind("\"open", {}), ErrorKind::malformed_request);
}

TEST(SheetsValues, CodesGetTheirZerosBack) {
  const auto text = [](std::string_view value) { Cell cell; cell.kind = Kind::text; cell.text = value; return cell; };
  const auto number = [](double value) {
    Cell cell;
    cell.kind = Kind::number;
    cell.number = value;
    cell.text = std::to_string(static_cast<long long>(value));
    return cell;
  };
  EXPECT_EQ(code(text("4795"), 5), "04795");
  EXPECT_EQ(code(text(" 4795.0 "), 5), "04795");
  EXPECT_EQ(code(number(4795), 5), "04795");
  EXPECT_EQ(code(text("04795"), 5), "04795");
  for (const std::string_view wrong : {"", "123456", "4795.5", "A4795", "-4795", "47 95"})
    EXPECT_EQ(code(text(wrong), 5), std::nullopt) << wrong;
}

TEST(SheetsValues, DecimalsAreReadAsOfficesWriteThem) {
  const struct { std::string_view typed; std::optional<std::string> value;
  } cases[] = {{"1.234.567,5", "1234567.5"},
               {"1,234,567.5", "1234567.5"},
               {"12,5", "12.5"},
               {"4.0", "4"},
               {"4,00", "4"},
               {"1.234", "1234"},
               {"1.23", "1.23"},
               {"1,234", "1.234"},
               {"1,234,567", "1234567"},
               {"1.234.567", "1234567"},
               {"1 250 000 đ", "1250000"},
               {"1\xC2\xA0"
                "250\xC2\xA0"
                "000 đồng",
                "1250000"},
               {"85%", "85"},
               {"-3,5", "-3.5"},
               {"+84", "84"},
               {"007", "7"},
               {"0", "0"},
               {"-0", "0"},
               {"0,5", "0.5"},
               {"", std::nullopt},
               {"ba", std::nullopt},
               {"1.2.3", std::nullopt},
               {"1,23,4.5", std::nullopt},
               {"1.234,5.6", std::nullopt},
               {",5", std::nullopt},
               {"5,", std::nullopt},
               {"đ", std::nullopt},
               {"-", std::nullopt},
               {"1.23E+11", std::nullopt}};
  for (const auto& c : cases) EXPECT_EQ(decimal(c.typed), c.value) << c.typed;
}

}  // namespace
}  // namespace ocop::sheets
