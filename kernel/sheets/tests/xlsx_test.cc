#include <sys/resource.h>
#ifdef OCOP_SANITIZED_ADDRESS
#include <sanitizer/allocator_interface.h>
#endif

#include <algorithm>
#include <array>

#include "kernel/package/package.h"
#include "kernel/sheets/number_format.h"
#include "kernel/sheets/string_table.h"
#include "kernel/sheets/tests/support.h"
#include "kernel/sheets/writer.h"

namespace ocop::sheets {
namespace {

using Texts = std::vector<std::string>;

TEST(SheetsXlsx, CellsHaveTheirTypeAndAddress) {
  const auto rows = rows_of("types.xlsx", "xlsx");
  ASSERT_EQ(rows.size(), 6u);
  EXPECT_EQ(texts(rows[0]), (Texts{"Mật ong", "Chả mực", "a\rb_", "Trà ", "TRUE", "#N/A"}));
  EXPECT_EQ(rows[0].cells[4].kind, Kind::boolean);
  EXPECT_EQ(rows[0].cells[5].kind, Kind::error);
  const Row& numbers = rows[1];
  EXPECT_EQ(numbers.number, 3u);
  EXPECT_EQ(texts(numbers), (Texts{"4", "4795", "2024-08-05", "2024-08-05 14:30:00", "2024-08-05", "14:30:00", "0.01"}));
  const std::array kinds{Kind::number, Kind::number, Kind::date, Kind::date, Kind::date, Kind::time, Kind::number};
  for (std::size_t i = 0; i < kinds.size(); ++i) EXPECT_EQ(numbers.cells[i].kind, kinds[i]) << i;
  EXPECT_EQ(address(numbers.number, numbers.cells[1].column), "B3");
  const Row& positions = rows[4];
  EXPECT_EQ(positions.cells.size(), 2u);   // cells without r="": one after the other, an empty one counts
  EXPECT_EQ(positions.cells[1].column, 2u);
  EXPECT_EQ(rows[5].number, 7u);
}

// There was no 29 February 1900, and a day before 1900 or after 9999 is no day.
TEST(SheetsXlsx, SerialsThatAreNoDayStayNumbers) {
  const Row row = rows_of("types.xlsx")[2];
  EXPECT_EQ(texts(row), (Texts{"1900-02-28", "60", "1900-03-01", "-1", "2958466", "2024-08-05", "12345678901234568", "84912345678"}));
  EXPECT_EQ(row.cells[1].kind, Kind::number);
  EXPECT_EQ(row.cells[5].kind, Kind::date);
  EXPECT_TRUE(row.cells[6].digits_lost);
  EXPECT_FALSE(row.cells[7].digits_lost);
  EXPECT_EQ(rows_of("epoch-1904.xlsx").at(0).cells.at(0).text, "2024-08-05");
}

TEST(SheetsXlsx, FormulasGiveTheValueThatWasKept) {
  const Row row = rows_of("types.xlsx")[3];
  EXPECT_EQ(texts(row), (Texts{"2", "Mật ongx", ""}));
  for (const Cell& cell : row.cells) EXPECT_TRUE(cell.formula);
  EXPECT_EQ(row.cells[2].kind, Kind::empty);
}

TEST(SheetsXlsx, MergedAreasRepeatTheirValueAndSaySo) {
  auto book = Workbook::open(Source::file(sample("merged.xlsx")));
  ASSERT_TRUE(book);
  ASSERT_EQ(book->sheets().size(), 2u);
  EXPECT_EQ(book->sheets()[0].state, Sheet::State::hidden);
  EXPECT_EQ(book->first_visible(), 1u);
  const auto rows = all_rows(*book, 1);
  ASSERT_EQ(rows.size(), 7u) << "fifty rows of styled nothing are no rows";
  EXPECT_EQ(rows[0].cells.size(), 5u);
  EXPECT_FALSE(rows[0].cells[0].merged);
  EXPECT_TRUE(rows[0].cells[4].merged);
  const Row& second = rows[5];
  EXPECT_EQ(second.number, 7u);
  EXPECT_TRUE(second.hidden);
  ASSERT_NE(second.at(3), nullptr);
  EXPECT_EQ(second.at(3)->text, "Hà Giang");
  EXPECT_TRUE(second.at(3)->merged);
  EXPECT_TRUE(second.at(2)->hidden);
  EXPECT_FALSE(second.at(1)->hidden);
}

TEST(SheetsXlsx, FontsOfTheNinetiesAreRead) {
  EXPECT_EQ(texts(rows_of("fonts.xlsx").at(0)),
            (Texts{"Hợp tác xã nông nghiệp", "MẬT ONG RỪNG", "Chả mực giã tay Bến Mẫu", "Đã là Unicode"}));
  EXPECT_EQ(texts(rows_of("fonts-unnamed.xlsx").at(0)),
            (Texts{"Sản phẩm", "Hợp tác xã nông nghiệp Bản Mẫu", "đường Nguyễn Văn Cừ", "chả mực giã tay"}));
}

TEST(SheetsXlsx, OtherNamespacesAndPathsAreRead) { EXPECT_EQ(texts(rows_of("strict.xlsx").at(0)), (Texts{"đọc được", "đọc được"})); }

TEST(SheetsXlsx, FormatsTellDaysFromNumbers) {
  const struct { std::string_view code; Shows shows;
  } cases[] = {{"dd/mm/yyyy;@", Shows::day},
               {"[$-42A]dd mmmm yyyy", Shows::day},
               {"\"ngày\" 0", Shows::number},
               {"0.00E+00", Shows::number},
               {"General", Shows::number},
               {"#,##0\\ \"đ\"", Shows::number},
               {"[Red]0;[Blue]-0", Shows::number},
               {"h:mm", Shows::time},
               {"[h]:mm:ss", Shows::time},
               {"d/m/yy h:mm", Shows::day_and_time},
               {"mmm-yy", Shows::day},
               {"yyyy", Shows::day},
               {"00000", Shows::number},
               {"@", Shows::number},
               {"\\d0", Shows::number},
               {"[", Shows::number},
               {"\"open", Shows::number},
               {"_-* #,##0.00\\ _₫_-", Shows::number}};
  for (const auto& c : cases) EXPECT_EQ(custom_format(c.code), c.shows) << c.code;
  for (const std::uint32_t id : {14u, 15u, 16u, 17u}) EXPECT_EQ(builtin_format(id), Shows::day);
  EXPECT_EQ(builtin_format(0), Shows::number);
  EXPECT_EQ(builtin_format(9), Shows::number);
  EXPECT_EQ(builtin_format(22), Shows::day_and_time);
}

TEST(SheetsXlsx, WhatCannotBeReadSaysWhatToDo) {
  const struct { std::string name; ErrorKind kind; std::string_view says; } cases[] = {
      {"old.xls", ErrorKind::unsupported_media, ".xlsx"}, {"locked.xlsx", ErrorKind::unsupported_media, "password"},
      {"open-document.ods", ErrorKind::unsupported_media, "OpenDocument"}, {"document.docx", ErrorKind::unsupported_media, "text document"},
      {"page.xls", ErrorKind::unsupported_media, "web page"}, {"doctype.xlsx", ErrorKind::malformed_request, "damaged"},
      {"nowhere.xlsx", ErrorKind::not_found, ""}, {"damaged-utf8.csv", ErrorKind::malformed_request, "broken letters"}};
  for (const auto& c : cases) {
    const auto book = Workbook::open(Source::file(sample(c.name)));
    ASSERT_FALSE(book) << c.name;
    EXPECT_EQ(book.error().kind, c.kind) << c.name;
    EXPECT_NE(book.error().problems.at(0).message.en.find(c.says), std::string_view::npos)
        << c.name << ": " << book.error().problems.at(0).message.en;
  }
  // These open, and break where their rows do.
  for (const std::string name : {"broken.xlsx", "bad-string.xlsx", "backwards.xlsx", "wide.xlsx"}) {
    auto book = Workbook::open(Source::file(sample(name)));
    ASSERT_TRUE(book) << name;
    bool failed = false;
    auto rows = book->rows(0);
    if (rows) {
      for (Row row; !failed;) {
        const auto more = (*rows)->next(row);
        failed = !more;
        if (more && !*more) break;
      }
    }
    EXPECT_TRUE(failed || !rows) << name;
  }
}

// A package whose sheet is `count` times `piece`.
std::string bomb(std::string_view piece, std::size_t count, std::string_view before = "<worksheet><sheetData>",
                 std::string_view after = "</sheetData></worksheet>") {
  std::string sheet(before);
  sheet.reserve(piece.size() * count + 100);
  for (std::size_t i = 0; i < count; ++i) sheet.append(piece);
  sheet.append(after);
  const std::string relation = "<Relationships><Relationship Id='r' Type='x/officeDocument' Target='b.xml'/></Relationships>";
  const std::string to_sheet = "<Relationships><Relationship Id='r' Type='x/worksheet' Target='s.xml'/></Relationships>";
  auto bytes = package::write({{"[Content_Types].xml", "<Types/>"}, {"_rels/.rels", relation}, {"_rels/b.xml.rels", to_sheet},
                               {"b.xml", "<workbook><sheets><sheet name='A' id='r'/></sheets></workbook>"}, {"s.xml", std::move(sheet)}});
  return bytes ? std::move(*bytes) : std::string();
}
ErrorKind outcome(std::string_view bytes, const Limits& limits = {}) {
  auto book = Workbook::open(Source::bytes(bytes), limits);
  if (!book) return book.error().kind;
  auto rows = book->rows(0);
  if (!rows) return rows.error().kind;
  for (Row row;;) {
    const auto more = (*rows)->next(row);
    if (!more) return more.error().kind;
    if (!*more) return ErrorKind::internal;   // read to its end
  }
}
constexpr ErrorKind kRead = ErrorKind::internal;

TEST(SheetsXlsx, LimitsHold) {
  Limits limits;
  const std::string three = bomb("<row><c><v>1</v></c><c><v>2</v></c></row>", 3);
  EXPECT_EQ(outcome(three), kRead);
  limits.rows = 2;
  EXPECT_EQ(outcome(three, limits), ErrorKind::too_large);
  limits = {};
  limits.columns = 1;
  EXPECT_EQ(outcome(three, limits), ErrorKind::too_large);
  limits = {};
  limits.package.entries = 4;
  EXPECT_EQ(outcome(three, limits), ErrorKind::too_large);
  limits = {};
  limits.package.part_bytes = 100;
  EXPECT_EQ(outcome(three, limits), ErrorKind::too_large);
  limits = {};
  limits.file_bytes = 100;
  EXPECT_EQ(outcome(three, limits), ErrorKind::too_large);
  limits = {};
  limits.cell_bytes = 3;
  EXPECT_EQ(outcome(bomb("<row><c t='inlineStr'><is><t>long</t></is></c></row>", 1), limits), ErrorKind::too_large);
  limits = {};
  limits.merges = 1;
  EXPECT_EQ(outcome(bomb("<mergeCell ref='A1:B1'/>", 2), limits), ErrorKind::too_large);
  // A text of 1 KB merged over a thousand columns would be a row of 1 MB.
  limits = {};
  limits.row_bytes = 10'000;
  const std::string wide = bomb(
      "", 0,
      "<worksheet><sheetData><row r='1'><c t='str'><v>" + std::string(1000, 'x') + "</v></c></row></sheetData><mergeCell ref='A1:ALL1'/>",
      "</worksheet>");
  EXPECT_EQ(outcome(wide), kRead);
  EXPECT_EQ(outcome(wide, limits), ErrorKind::too_large);
}

TEST(SheetsXlsx, ABombIsNotUnpacked) {
  EXPECT_EQ(outcome(bomb(std::string(1u << 20, ' '), 100)), ErrorKind::too_large);                          // 100 MB of blanks in 100 KB
  EXPECT_EQ(outcome(bomb("<a>", 100'000, "", "")), ErrorKind::malformed_request);                          // nested without end
  EXPECT_EQ(outcome(bomb(std::string(1u << 20, 'x'), 20, "<worksheet a='", "'/>")), ErrorKind::malformed_request);   // one tag of 20 MB
}

// KB that the process holds. Of a sanitized one what is allocated: freed memory waits in the quarantine, more or less of it, and a bound of
// its peak failed now and then.
long held() {
#ifdef OCOP_SANITIZED_ADDRESS
  return static_cast<long>(__sanitizer_get_current_allocated_bytes() >> 10);
#else
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
#endif
}

// The same through an independent writer, long enough that a table kept in memory would show: peak memory of the process may grow by far
// less than the 45 MB of text and 2,000,000 cells that pass. (The bound of 64 MB for a whole process is measured by bench/sheets.)
TEST(SheetsXlsx, MemoryDoesNotGrowWithTheRows) {
  constexpr int kRows = 20'000, kColumns = 20;
  const std::vector<ColumnPlan> columns(kColumns, ColumnPlan{"Cột", 10});
  auto writer = Writer::open("Lớn", columns, Instant{});
  ASSERT_TRUE(writer);
  std::vector<std::string> kept(kColumns);
  std::vector<Value> values(kColumns);
  for (int i = 0; i < kRows; ++i) {
    for (int c = 0; c < kColumns; ++c) {
      kept[static_cast<std::size_t>(c)] = "Sản phẩm " + std::to_string(i * kColumns + c);
      values[static_cast<std::size_t>(c)] = std::string_view(kept[static_cast<std::size_t>(c)]);
    }
    ASSERT_TRUE(writer->row(values));
  }
  auto file = writer->finish();
  ASSERT_TRUE(file);
  const long before = held();
  long most = before;
  auto book = Workbook::open(Source::bytes(*file));
  ASSERT_TRUE(book);
  auto rows = book->rows(0);
  ASSERT_TRUE(rows);
  int seen = 0;
  for (Row row;; ++seen) {
    const auto more = (*rows)->next(row);
    ASSERT_TRUE(more);
    if (!*more) break;
    most = std::max(most, held());
    if (seen == kRows) {
      EXPECT_EQ(row.cells.back().text, "Sản phẩm 399999");
    }
  }
  EXPECT_EQ(seen, kRows + 1);
  constexpr long kBound = 24 << 10;   // KB
  EXPECT_LT(most - before, kBound);
}

TEST(SheetsWriter, WhatIsWrittenIsReadBack) {
  const std::vector<ColumnPlan> columns{{"Tên", 30}, {"Mã", 10}, {"Sao", 6}, {"Ngày", 12}, {"Điểm", 8}};
  auto writer = Writer::open("OCOP/2024: [bản in]", columns, Instant{1'700'000'000'000});
  ASSERT_TRUE(writer);
  const std::array<Value, 5> first{std::string_view("=HYPERLINK(\"x\")"), std::string_view("04795"), std::int64_t{4}, *Date::of(2024, 8, 5),
                                   78.5};
  const std::array<Value, 5> second{std::string_view("Chè \x01\uFFFF\uFFFE <&> \"x\"\n dòng hai"), Value{}, std::int64_t{-1},
                                    *Date::of(1900, 2, 28), 0.1};
  ASSERT_TRUE(writer->row(first));
  ASSERT_TRUE(writer->row(second));
  auto file = writer->finish();
  ASSERT_TRUE(file);
  auto book = Workbook::open(Source::bytes(*file));
  ASSERT_TRUE(book);
  EXPECT_EQ(book->sheets().at(0).name, "OCOP 2024 bản in");
  const auto rows = all_rows(*book);
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(texts(rows[0]), (Texts{"Tên", "Mã", "Sao", "Ngày", "Điểm"}));
  EXPECT_EQ(texts(rows[1]), (Texts{"=HYPERLINK(\"x\")", "04795", "4", "2024-08-05", "78.5"}));
  EXPECT_FALSE(rows[1].cells[0].formula);
  EXPECT_EQ(rows[1].cells[1].kind, Kind::text);
  EXPECT_EQ(rows[1].cells[3].kind, Kind::date);
  EXPECT_EQ(texts(rows[2]), (Texts{"Chè \x01 <&> \"x\"\n dòng hai", "-1", "1900-02-28", "0.1"}));
}

TEST(SheetsStrings, BeyondItsMemoryATableIsInAFile) {
  StringTable table;
  const auto text = [](int i) { return "chuỗi " + std::to_string(i) + std::string(static_cast<std::size_t>(i % 300), 'x'); };
  constexpr int kStrings = 60'000;   // 9 MB
  for (int i = 0; i < kStrings; ++i) ASSERT_TRUE(table.add(text(i)));
  for (int i = 0; i < kStrings; i += 7) ASSERT_EQ(*table.get(static_cast<std::size_t>(i)), text(i));
  for (int i = kStrings - 1; i >= 0; i -= 997) ASSERT_EQ(*table.get(static_cast<std::size_t>(i)), text(i));
}

}  // namespace
}  // namespace ocop::sheets
