#include "kernel/sheets/header.h"

#include "kernel/sheets/tests/support.h"

namespace ocop::sheets {
namespace {

constexpr std::string_view kNameWords[] = {"tên sản phẩm", "sản phẩm"};
constexpr std::string_view kCommuneWords[] = {"xã", "địa chỉ / xã"};
constexpr std::string_view kProvinceWords[] = {"tỉnh", "địa chỉ / tỉnh", "tỉnh thành"};
constexpr std::string_view kStarWords[] = {"hạng sao", "số sao"};
constexpr std::string_view kIdWords[] = {"tt", "stt", "số thứ tự"};
const std::vector<Wanted> kWanted{{"id", kIdWords, Need::required},
                                  {"product_name", kNameWords, Need::required},
                                  {"commune", kCommuneWords},
                                  {"province", kProvinceWords, Need::required},
                                  {"star", kStarWords}};

std::vector<Row> table(const std::vector<std::vector<std::string>>& texts) {
  std::vector<Row> out;
  for (const auto& line : texts) {
    Row row;
    row.number = static_cast<std::uint32_t>(out.size() + 1);
    for (std::uint32_t column = 0; column < line.size(); ++column) {
      if (line[column].empty()) continue;
      Cell cell;
      cell.column = column;
      cell.kind = Kind::text;
      cell.text = line[column];
      row.cells.push_back(std::move(cell));
    }
    out.push_back(std::move(row));
  }
  return out;
}

TEST(SheetsHeader, StandsBelowTitlesInOneRow) {
  const auto rows = table({{"ỦY BAN NHÂN DÂN TỈNH"},
                           {"DANH SÁCH SẢN PHẨM OCOP NĂM 2024"},
                           {},
                           {" STT ", "TEN SAN PHAM", "Số sao (3, 4, 5)", "Tỉnh/thành", "Ghi chú"},
                           {"1", "Mật ong", "3", "Hà Giang"}});
  const auto header = find_header(rows, kWanted);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->first_row, 4u);
  EXPECT_EQ(header->last_row, 4u);
  EXPECT_EQ(header->of(0), 0u);
  EXPECT_EQ(header->of(1), 1u);
  EXPECT_EQ(header->of(2), std::nullopt);
  EXPECT_EQ(header->of(3), 3u);
  EXPECT_EQ(header->of(4), 2u);
  EXPECT_TRUE(header->missing.empty());
  ASSERT_EQ(header->unknown.size(), 1u);
  EXPECT_EQ(header->unknown[0].text, "Ghi chú");
}

TEST(SheetsHeader, InTwoRowsWithAGroupOverItsParts) {
  // As a text file leaves it (the group stands once), and as a workbook does (merged, read from the sample).
  const auto rows =
      table({{"TT", "Tên sản phẩm", "Địa chỉ", "", "Hạng sao"}, {"", "", "Xã", "Tỉnh", ""}, {"1", "Mật ong", "A", "Hà Giang", "3"}});
  auto book = Workbook::open(Source::file(sample("merged.xlsx")));
  ASSERT_TRUE(book);
  for (const auto& [found, first] : {std::pair(find_header(rows, kWanted), 1u), std::pair(find_header(all_rows(*book, 1), kWanted), 3u)}) {
    ASSERT_TRUE(found);
    EXPECT_EQ(found->first_row, first);
    EXPECT_EQ(found->last_row, first + 1);
    for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(found->of(i), static_cast<std::uint32_t>(i)) << i;
  }
}

TEST(SheetsHeader, SaysWhatIsMissingAndWhatIsUnknown) {
  const auto header = find_header(table({{"Sản phẩm", "Hạng sao", "Tên sản phẩm", "Sản phẩm"}}), kWanted);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->missing, (std::vector<std::size_t>{0, 3}));
  EXPECT_EQ(header->of(1), 2u) << "the name that says more wins";
  EXPECT_EQ(header->unknown.size(), 2u);
  EXPECT_FALSE(find_header(table({{"a", "b"}, {"c", "Mật ong"}}), kWanted));
  EXPECT_FALSE(find_header({}, kWanted));
}

TEST(SheetsHeader, DataThatLooksLikeANameIsNoSecondHeaderRow) {
  const auto header = find_header(table({{"id", "product_name", "province", "star"}, {"1", "Sản phẩm", "Tỉnh", "3"}}), kWanted);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->last_row, 1u);
}

TEST(SheetsHeader, ColumnNumbersAndTotalsAreKnown) {
  const auto is = [](std::vector<std::string> line) { return is_column_numbers(table({std::move(line)})[0]); };
  EXPECT_TRUE(is({"1", "2", "3", "4"}));
  EXPECT_TRUE(is({"(1)", "(2)", "(3)"}));
  EXPECT_TRUE(is({"A", "B", "1", "2", "3"}));
  EXPECT_FALSE(is({"1", "Mật ong", "3"}));
  EXPECT_FALSE(is({"3", "2024", "25"}));
  EXPECT_FALSE(is({"1", "2"}));
  const auto total = [](std::vector<std::string> line) { return is_total(table({std::move(line)})[0]); };
  EXPECT_TRUE(total({"", "Tổng cộng: 2"}));
  EXPECT_TRUE(total({"CỘNG"}));
  EXPECT_TRUE(total({"12", "Tổng số sản phẩm", "12"}));
  EXPECT_FALSE(total({"1", "Công ty Mật ong"}));
  EXPECT_FALSE(total({"1", "Tổng công ty Chè", "x"}));
  EXPECT_FALSE(total({"1", "a", "b", "Tổng cộng"}));
}

}  // namespace
}  // namespace ocop::sheets
