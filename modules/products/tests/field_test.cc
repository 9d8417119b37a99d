#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>

#include "kernel/files/files.h"
#include "kernel/sheets/writer.h"
#include "modules/products/tests/support.h"

// Registers as offices send them. The files of ../shared/data/field are tried when they are there; the kinds that matter most are made
// here.
namespace ocop::products {
namespace {

class ProductsField : public ProductsTest {
 protected:
  ImportReport read(const sheets::Source& source) {
    auto report = service_->import_register(source, {ImportMode::dry_run, "field"});
    EXPECT_TRUE(report) << (report ? "" : report.error().problems.at(0).message.en);
    return report ? std::move(*report) : ImportReport{};
  }
  RegisterFile rows(const sheets::Source& source) {
    auto file = read_register(source, *index_, service_->today());
    EXPECT_TRUE(file) << (file ? "" : file.error().problems.at(0).message.en);
    return file ? std::move(*file) : RegisterFile{};
  }
  static std::size_t count(const ImportReport& report, Outcome outcome) { return report.counts[static_cast<std::size_t>(outcome)]; }
};
OCOP_ON_BOTH_ENGINES(ProductsField);

constexpr std::string_view kPlain =
    "id,product_name,entity_name,commune,district,province,star,decision,year,recognition\n"
    "F1,Măng khô Lòng Hồ,HTX Bản Mẫu,xã Hiền Lương,huyện Đà Bắc,Hòa Bình,4,102/QĐ-UBND ngày 12/3/2024,2024,decision\n"
    "F2,Chả mực Bến Mẫu,Cơ sở Bến Mẫu,phường Bạch Đằng,thành phố Hạ Long,Quảng Ninh,3,55/QĐ-UBND ngày 01-02-2024,2024,decision\n";

std::vector<std::string> digests(const RegisterFile& file) {
  std::vector<std::string> out;
  for (const RegisterRow& row : file.rows) out.push_back(row.digest);
  return out;
}

TEST_P(ProductsField, OneRegisterIsTheSameInEveryShape) {
  const auto plain = rows(sheets::Source::bytes(kPlain));
  ASSERT_EQ(plain.rows.size(), 2u);
  std::string semicolons(kPlain), returns(kPlain), offices(kPlain);
  std::ranges::replace(semicolons, ',', ';');
  std::ranges::replace(returns, '\n', '\r');
  offices = "SỞ NÔNG NGHIỆP\n\nDANH SÁCH SẢN PHẨM OCOP\n" + offices.replace(0, offices.find('\n'),
      "STT,TÊN SẢN PHẨM (ghi rõ),Chủ thể,Xã/phường,Quận/huyện,Tỉnh/thành phố,Hạng sao,Số quyết định,Năm công nhận,Căn cứ");
  for (std::size_t at = 0; (at = offices.find(",decision\n", at)) != std::string::npos;) offices.replace(at, 10, ",Quyết định\n");
  for (const std::string& shape : {semicolons, returns, "\xEF\xBB\xBFsep=;\r\n" + semicolons, offices, offices + ",,,\n,Tổng cộng: 2\n"}) {
    const auto file = rows(sheets::Source::bytes(shape));
    EXPECT_EQ(digests(file), digests(plain)) << shape;
    for (const RegisterRow& row : file.rows) EXPECT_TRUE(row.problems.empty()) << shape << row.problems[0].field;
  }
}

// Numbers, days and lost zeros, as a spreadsheet leaves them.
TEST_P(ProductsField, AWorkbookIsReadWithItsTypesAndAddresses) {
  const std::vector<sheets::ColumnPlan> columns{{"STT"}, {"Tên sản phẩm"}, {"Chủ thể"}, {"Tỉnh"}, {"Mã tỉnh"}, {"Mã xã"},
                                                {"Sao"}, {"Số QĐ"},        {"Ngày ký"}, {"Năm"},  {"Căn cứ"},  {"Điện thoại riêng"}};
  auto writer = sheets::Writer::open("OCOP 2024", columns, Instant{});
  ASSERT_TRUE(writer);
  using V = sheets::Value;
  using namespace std::string_view_literals;
  const std::vector<V> good{std::int64_t{1},       "Trà mẫu"sv,        "HTX Mẫu"sv,     "Phú Thọ"sv,
                            std::int64_t{25},      std::int64_t{4795}, std::int64_t{4}, "12/QĐ-UBND"sv,
                            *Date::of(2024, 8, 5), std::int64_t{2024}, "Quyết định"sv,  "x"sv};
  const std::vector<V> wrong{
      std::int64_t{2},        "Trà hai"sv,    "HTX Mẫu"sv, "Phú Thọ"sv, V{}, V{}, 7.0, "12/QĐ-UBND ngày 5/8/2024"sv, V{},
      *Date::of(1905, 7, 16), "Quyết định"sv, V{}};
  ASSERT_TRUE(writer->row(good));
  ASSERT_TRUE(writer->row(wrong));
  const auto bytes = writer->finish();
  ASSERT_TRUE(bytes);
  const auto file = rows(sheets::Source::bytes(*bytes));
  ASSERT_EQ(file.rows.size(), 2u);
  EXPECT_TRUE(file.rows[0].problems.empty()) << file.rows[0].problems[0].field;
  EXPECT_EQ(file.rows[0].product.commune, "04795");
  EXPECT_EQ(file.rows[0].product.standing.decision, "12/QĐ-UBND ngày 05/08/2024");
  EXPECT_EQ(file.rows[0].product.standing.decided, Date::of(2024, 8, 5));
  ASSERT_EQ(file.rows[1].problems.size(), 1u);
  EXPECT_EQ(file.rows[1].problems[0].field, "star");
  EXPECT_EQ(file.rows[1].product.standing.year, 2024) << "2024 in a cell that shows days";
  EXPECT_EQ(file.ignored_columns, std::vector<std::string>{"Điện thoại riêng"});
  const auto report = read(sheets::Source::bytes(*bytes));
  EXPECT_NE(to_text(report, Language::vi).find("trang “OCOP 2024”, dòng 3, cột G (star), giá trị “7”"), std::string::npos)
      << to_text(report, Language::vi);
  EXPECT_NE(to_json(report).find(R"("sheet":"OCOP 2024")"), std::string::npos);
  EXPECT_NE(to_json(report).find(R"("field":"star","column":"G")"), std::string::npos);
}

// The files of ../shared/data/field/import, each with the answer that its README gives.
TEST_P(ProductsField, FilesFromTheField) {
  const std::string folder = "../shared/data/field/import/";
  if (!files::exists(folder + "01-utf8.csv")) GTEST_SKIP() << "../shared/data/field is not here";
  const auto of = [&](const std::string& name) { return rows(sheets::Source::file(folder + name)); };
  const auto plain = of("01-utf8.csv");
  ASSERT_EQ(plain.rows.size(), 2u);
  for (const char* same : {"02-utf8-bom.csv", "03-semicolon-bom.csv", "04-sep-line.csv", "07-cr-only.csv", "08-nfd.csv", "11-title-row.csv",
                           "12-trailing-blank-and-total.csv", "13-header-case-space.csv"}) {
    const auto file = of(same);
    EXPECT_EQ(digests(file), digests(plain)) << same;
    for (const RegisterRow& row : file.rows) EXPECT_TRUE(row.problems.empty()) << same;
  }
  const auto totals = of("12-trailing-blank-and-total.csv").left_out;
  ASSERT_EQ(totals.size(), 2u);
  EXPECT_EQ(totals[0].reason, LeftOut::Reason::blank);
  EXPECT_EQ(totals[0].where.line, 4u);
  EXPECT_EQ(totals[1].reason, LeftOut::Reason::total);
  EXPECT_EQ(totals[1].where.line, 5u);

  const auto cells = of("09-excel-cells.csv").rows;
  for (const RegisterRow& row : cells) {
    EXPECT_TRUE(row.problems.empty()) << row.product.register_id << " " << row.problems[0].field;
    EXPECT_EQ(row.product.standing.stars, 4) << row.product.register_id;
    EXPECT_EQ(row.product.standing.year, 2024) << row.product.register_id;
    EXPECT_EQ(row.product.standing.decided, row.product.register_id == "Z10" ? Date::of(2024, 8, 13) : Date::of(2024, 8, 5))
        << row.product.register_id;
  }
  EXPECT_EQ(cells.at(0).product.commune, "04795");
  EXPECT_EQ(cells.at(1).product.commune, "00004");
  EXPECT_EQ(cells.at(1).product.province, "01");

  for (const RegisterRow& row : of("10-places.csv").rows) {
    EXPECT_TRUE(row.problems.empty()) << row.product.register_id << ": " << row.product.place_as_printed;
    if (!row.product.place_as_printed.starts_with("xã An Phú") && row.product.place_as_printed.find("huyện") != std::string::npos) {
      EXPECT_FALSE(row.units.empty()) << row.product.place_as_printed;
    }
  }
  const auto merged = of("15-merged-cells.csv").rows;
  ASSERT_EQ(merged.size(), 2u);
  EXPECT_TRUE(merged[0].problems.empty());
  ASSERT_FALSE(merged[1].problems.empty());
  EXPECT_EQ(merged[1].problems[0].field, "entity_name");
  EXPECT_EQ(merged[1].problems[0].arguments, std::vector<Argument>{"HTX Hoa Mẫu"});
  EXPECT_EQ(of("14-newline-in-cell.csv").rows.at(0).product.name, "Bánh chưng Gù");
  EXPECT_EQ(of("14-newline-in-cell.csv").rows.at(0).maker, "HTX \"Mẫu\"");
  EXPECT_EQ(of("16-formula.csv").rows.at(0).product.name, "=HYPERLINK(\"http://example.invalid\",\"mật ong\")");
  const auto twice = of("18-same-id-twice.csv").rows;
  ASSERT_EQ(twice.size(), 3u);
  ASSERT_EQ(twice[2].problems.size(), 1u);
  EXPECT_EQ(twice[2].problems[0].field, "id");
  EXPECT_EQ(twice[2].problems[0].arguments, std::vector<Argument>{"2"});
}

}  // namespace
}  // namespace ocop::products
