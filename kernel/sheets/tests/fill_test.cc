#include "kernel/sheets/fill.h"

#include <gtest/gtest.h>

#include "kernel/package/package.h"
#include "kernel/sheets/sheet_xml.h"
#include "kernel/sheets/tests/support.h"

namespace ocop::sheets {
namespace {

constexpr std::string_view kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

// A platform's blank as its own program writes it, of two sheets and a part that nobody here knows. `inside`: of the first sheet.
std::string blank(std::string inside, std::string prefix = "") {
  const std::string main(kMain), relations(kRelations);
  const std::string of_sheet = prefix.empty() ? "xmlns" : "xmlns:" + prefix.substr(0, prefix.size() - 1);
  const auto sheet = [&](const std::string& body) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><" + prefix + "worksheet " + of_sheet + "=\"" + main + "\">" + body + "</" + prefix +
           "worksheet>";
  };
  return *package::write(
      {{"[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"},
       {"_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" "
                       "Type=\"" + relations + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
       {"xl/workbook.xml", "<workbook xmlns=\"" + main + "\" xmlns:r=\"" + relations +
                               "\"><sheets><sheet name=\"Template\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"Danh mục\" sheetId=\"2\" "
                               "state=\"hidden\" r:id=\"rId2\"/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                                      "<Relationship Id=\"rId1\" Type=\"" + relations + "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                                      "<Relationship Id=\"rId2\" Type=\"" + relations + "/worksheet\" Target=\"worksheets/sheet2.xml\"/>"
                                      "</Relationships>"},
       {"xl/worksheets/sheet1.xml", sheet(inside)},
       {"xl/worksheets/sheet2.xml", "<worksheet xmlns=\"" + main + "\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is>"
                                    "<t>Bánh kẹo</t></is></c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Chè</t></is></c></row>"
                                    "</sheetData></worksheet>"},
       {"xl/vbaProject.bin", std::string("\0\x01\xFFmacro", 8)}});
}
std::string part(const std::string& file, const std::string& name) {
  const auto package = package::Package::open(Source::bytes(file), {});
  return *package->read(name, 1u << 20);
}
std::vector<Row> read(const std::string& file) {
  auto book = Workbook::open(Source::bytes(file));
  EXPECT_TRUE(book);
  return book ? all_rows(*book) : std::vector<Row>();
}

constexpr std::string_view kHead =
    "<dimension ref=\"A1:C1\"/><cols><col min=\"3\" max=\"3\" width=\"9\" style=\"7\"/></cols>"
    "<sheetData><!-- <row r=\"9\"> --><row r=\"1\" spans=\"1:3\"><c r=\"A1\" t=\"inlineStr\"><is><t>Tên *</t></is></c></row>"
    "<row r=\"2\" ht=\"30\" spans=\"1:1\"><c r=\"A2\" s=\"4\"/><c r=\"B2\"><f>1+1</f><v>2</v></c><c r=\"E2\" s=\"5\"/></row>"
    "<row r=\"9\"><c r=\"A9\" s=\"4\"/></row></sheetData>"
    "<dataValidations count=\"2\"><dataValidation type=\"list\" sqref=\"C2:C90 D2\"><formula1>\"mới, cũ\"</formula1></dataValidation>"
    "<dataValidation type=\"list\" sqref=\"A2:A90\"><formula1>'Danh mục'!$A$1:$A$2</formula1></dataValidation></dataValidations>";

TEST(SheetsFill, RowsAreWrittenAndAllElseStaysAsItWas) {
  const std::string before = blank(std::string(kHead));
  const std::vector<NewRow> rows{{{0, "Chè <Shan> & _x0041_"}, {1, std::int64_t{5}}, {2, "mới"}}, {{0, "Hai"}, {2, std::int64_t{180'000}}}};
  const auto after = fill(before, 0, 2, rows);
  ASSERT_TRUE(after) << after.error().detail;
  const auto got = read(*after);
  ASSERT_EQ(got.size(), 3U);
  EXPECT_EQ(got[0].text(0), "Tên *");
  EXPECT_EQ(got[1].text(0), "Chè <Shan> & _x0041_");
  EXPECT_EQ(got[1].text(1), "2");              // a formula that was there goes on computing
  EXPECT_EQ(got[1].text(2), "mới");
  EXPECT_EQ(got[2].number, 3U);
  EXPECT_EQ(got[2].at(2)->kind, Kind::number);
  const std::string xml = part(*after, "xl/worksheets/sheet1.xml");
  EXPECT_NE(xml.find("<c r=\"A2\" s=\"4\" t=\"inlineStr\">"), std::string::npos);   // the style of the cell
  EXPECT_NE(xml.find("<c r=\"C3\" s=\"7\">"), std::string::npos);                 // of its column
  EXPECT_NE(xml.find("<c r=\"E2\" s=\"5\"/>"), std::string::npos);
  EXPECT_NE(xml.find("<row r=\"2\" ht=\"30\">"), std::string::npos);
  EXPECT_EQ(xml.find("<dimension"), std::string::npos);                           // would say that there is nothing below row 1
  EXPECT_NE(xml.find("<dataValidations count=\"2\">"), std::string::npos);
  for (const char* name : {"xl/worksheets/sheet2.xml", "xl/vbaProject.bin", "xl/workbook.xml"})
    EXPECT_EQ(part(*after, name), part(before, name));
}

TEST(SheetsFill, PrefixesAndEmptySheetsAreWrittenToo) {
  const std::vector<NewRow> rows{{{0, "Một"}}, {{1, "Hai"}}};
  for (const auto& [inside, prefix] : std::vector<std::pair<std::string, std::string>>{
           {"<x:sheetData/>", "x:"}, {"<sheetData />", ""}, {"<sheetData></sheetData>", ""}}) {
    const auto after = fill(blank(inside, prefix), 0, 5, rows);
    ASSERT_TRUE(after) << inside;
    const auto got = read(*after);
    ASSERT_EQ(got.size(), 2U) << inside;
    EXPECT_EQ(got[0].number, 5U);
    EXPECT_EQ(got[1].text(1), "Hai");
  }
}

TEST(SheetsFill, ListsAreReadFromTheRuleAndFromOtherSheets) {
  const auto lists = choices(blank(std::string(kHead)), 0, 2);
  ASSERT_TRUE(lists);
  ASSERT_EQ(lists->size(), 2U);
  EXPECT_EQ((*lists)[0].columns, (std::vector<std::uint32_t>{2, 3}));
  EXPECT_EQ((*lists)[0].values, (std::vector<std::string>{"mới", "cũ"}));
  EXPECT_EQ((*lists)[1].values, (std::vector<std::string>{"Bánh kẹo", "Chè"}));
  EXPECT_EQ(choices(blank(std::string(kHead)), 0, 500)->size(), 0U);   // beyond the rows that have them
  const std::string other =   // as spreadsheets since 2010 write lists of other sheets
      "<sheetData/><extLst><ext xmlns:x14=\"a\" xmlns:xm=\"b\"><x14:dataValidations><x14:dataValidation type=\"list\"><x14:formula1><xm:f>"
      "'Danh mục'!$A$2</xm:f></x14:formula1><xm:sqref>B2:B9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>";
  const auto extended = choices(blank(other), 0, 2);
  ASSERT_TRUE(extended);
  ASSERT_EQ(extended->size(), 1U);
  EXPECT_EQ((*extended)[0].values, std::vector<std::string>{"Chè"});
  EXPECT_EQ(choices(blank("<sheetData/><dataValidations><dataValidation type=\"list\" sqref=\"A2\"><formula1>INDIRECT(B2)</formula1>"
                          "</dataValidation></dataValidations>"), 0, 2)->size(), 0U);   // nobody computes here
}

TEST(SheetsFill, AFileThatIsNotSoundIsRefused) {
  const std::vector<NewRow> rows{{{0, "Một"}}};
  EXPECT_FALSE(fill("no workbook", 0, 2, rows));
  EXPECT_FALSE(fill(blank("<sheetData><row>"), 0, 2, rows));
  EXPECT_FALSE(fill(blank("<nothing/>"), 0, 2, rows));
  FillLimits small;
  small.all_bytes = 1'000;
  EXPECT_EQ(fill(blank(std::string(kHead)), 0, 2, rows, small).error().kind, ErrorKind::too_large);
}

// 228 kB of rules unpacked to 800,000, each with a thousand columns: three gigabytes for one upload.
TEST(SheetsFill, ManyRulesAndRowsAreRefusedBeforeTheyStandInMemory) {
  std::string rules = "<sheetData/><dataValidations>";
  for (int i = 0; i < 100; ++i) rules += "<dataValidation type=\"list\" sqref=\"A2:ALL2\"><formula1>A1</formula1></dataValidation>";
  rules += "</dataValidations>";
  const auto many = choices(blank(rules), 0, 2);
  ASSERT_FALSE(many);
  EXPECT_EQ(many.error().kind, ErrorKind::too_large);
  std::string rows = "<sheetData>";
  for (int i = 0; i < 20; ++i) rows += "<row/>";
  FillLimits few;
  few.things = 10;
  EXPECT_EQ(fill(blank(rows + "</sheetData>"), 0, 2, std::vector<NewRow>{{{0, "Một"}}}, few).error().kind, ErrorKind::too_large);
}

TEST(SheetsFill, TagsAreFoundWhereTheyAre) {
  constexpr std::string_view kXml = "<?x <a>?><!-- <b> --><p:c a='>' r=\"B7\"><![CDATA[<d>]]>1 &amp; &#x110;</p:c>";
  const auto tag = next_tag(kXml, 0);
  ASSERT_TRUE(tag);
  EXPECT_EQ(tag->name, "c");
  EXPECT_EQ(tag->prefix, "p:");
  EXPECT_EQ(attribute(*tag, "r"), "B7");
  EXPECT_EQ(attribute(*tag, "x"), std::nullopt);
  EXPECT_EQ(end_of(kXml, *tag), kXml.size());
  EXPECT_EQ(text_inside(kXml.substr(tag->end)), "<d>1 & Đ");
}

}  // namespace
}  // namespace ocop::sheets
