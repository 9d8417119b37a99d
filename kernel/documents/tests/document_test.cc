#include "kernel/documents/document.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "kernel/base/text.h"
#include "kernel/documents/docx.h"
#include "kernel/documents/pdf_file.h"
#include "kernel/package/package.h"
#include "tests/support/fonts.h"
#include "tests/support/other_programs.h"

// What is made is read back by other programs: pdftotext, pdffonts, pdfinfo (poppler-utils). Where they are not installed the test says
// SKIPPED.
namespace ocop::documents {
namespace {

using test::output_of;

const print::PdfFonts& kFonts = ocop::test::fonts();
constexpr std::string_view kVietnamese = "Đặc sản Kẽm Ậ Ễ Ợ Ữ ỳ ỵ ẵ ặ ẫ, mật ong rừng tràm";

Document long_document(int rows) {
  Document out;
  out.title = "Bảng tổng hợp kết quả";
  out.author = "Ocop";
  out.created = Instant{1'795'000'000'000};
  out.foot = "Hồ sơ 01/PĐK-25-04795-2026";
  out.blocks.push_back(Columns{{{1, {{{bold("ỦY BAN NHÂN DÂN TỈNH")}, print::Align::centre}}},
                                {1, {{{bold("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")}, print::Align::centre}}}}});
  out.blocks.push_back(Heading{1, "Bảng tổng hợp kết quả", print::Align::centre});
  out.blocks.push_back(Paragraph{{plain("Sản phẩm: "), bold(std::string(kVietnamese))}, print::Align::left, print::Fill::justified});
  out.blocks.push_back(Heading{2, "Kết quả từng tiêu chí"});
  Table table;
  table.widths = {1, 6, 2};
  table.header = {{{{plain("TT")}}, {{plain("Tiêu chí")}}, {{plain("Điểm")}, print::Align::right}}};
  for (int i = 1; i <= rows; ++i)
    table.rows.push_back({{{plain(std::to_string(i))}},
                          {{plain("Tiêu chí số " + std::to_string(i) + ": nguồn gốc nguyên liệu địa phương, tỷ lệ và cách sử dụng")}},
                          {{plain("3")}, print::Align::right}});
  out.blocks.push_back(std::move(table));
  out.blocks.push_back(Heading{2, "Ý kiến"});
  out.blocks.push_back(List{List::Marker::number, {{plain("Giữ nghề truyền thống.")}, {plain("Bao bì đẹp.")}}});
  out.blocks.push_back(Boxes{"Lần đăng ký:", {{"Lần đầu", Boxes::Tick::ticked}, {"Nâng hạng", Boxes::Tick::empty}}});
  return out;
}

// The words of each page by pdftotext.
std::vector<std::string> pages_of(const std::string& pdf) {
  const test::TemporaryFolder folder;
  const std::string text = output_of("pdftotext -layout " + folder.write("pages.pdf", pdf) + " -");
  std::vector<std::string> out;
  for (const std::string_view page : text::split(text, '\f')) out.emplace_back(page);
  return out;
}

int count(std::string_view text, std::string_view piece) {
  int out = 0;
  for (std::size_t at = 0; (at = text.find(piece, at)) != std::string_view::npos; at += piece.size()) ++out;
  return out;
}

TEST(DocumentsPdf, FlowsOverPagesWithHeaderAndNumberOnEach) {
  if (!test::has_program("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  const auto pdf = to_pdf(long_document(100), kFonts);
  ASSERT_TRUE(pdf) << pdf.error().detail;
  const test::TemporaryFolder folder;
  const std::string file = folder.write("long.pdf", *pdf);
  const auto pages = count_pages(*pdf);
  ASSERT_TRUE(pages);
  EXPECT_GT(*pages, 3);
  const std::string text = output_of("pdftotext -layout " + file + " -"), info = output_of("pdfinfo " + file);
  EXPECT_NE(info.find("Pages:           " + std::to_string(*pages)), std::string::npos) << info;
  EXPECT_NE(info.find("Tagged:          yes"), std::string::npos) << info;
  EXPECT_NE(info.find("Title:           Bảng tổng hợp kết quả"), std::string::npos) << info;
  for (int page = 1; page <= *pages; ++page) {
    const std::string one = output_of("pdftotext -layout -f " + std::to_string(page) + " -l " + std::to_string(page) + " " + file + " -");
    EXPECT_EQ(count(one, "Trang " + std::to_string(page) + "/" + std::to_string(*pages)), 1) << page;
    EXPECT_EQ(count(one, "Hồ sơ 01/PĐK-25-04795-2026"), 1) << page;
    if (one.find("Tiêu chí số") != std::string::npos) {
      EXPECT_EQ(count(one, "TT "), 1) << page << one;
    }
  }
  EXPECT_NE(text.find(kVietnamese), std::string::npos) << text.substr(0, 800);
  EXPECT_EQ(text, text::nfc(text)) << "what is copied out is NFC";
  for (int row = 1; row <= 100; ++row) EXPECT_EQ(count(text, "Tiêu chí số " + std::to_string(row) + ":"), 1) << row;
  const std::string fonts = output_of("pdffonts " + file + " | tail -n +3");
  EXPECT_NE(fonts.find("NotoSerif"), std::string::npos) << fonts;
  EXPECT_EQ(fonts.find(" no "), std::string::npos) << fonts;   // columns emb, sub, uni
}

TEST(DocumentsPdf, ItsStructureIsThereForScreenReaders) {
  if (!test::has_program("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  const auto pdf = to_pdf(long_document(60), kFonts);
  ASSERT_TRUE(pdf);
  const test::TemporaryFolder folder;
  const std::string structure = output_of("pdfinfo -struct-text " + folder.write("long.pdf", *pdf));
  for (const std::string_view tag : {"Document", "H1", "H2", "P (block)", "Table", "TR", "TH", "TD", "L", "LI", "Lbl", "LBody"})
    EXPECT_NE(structure.find(tag), std::string::npos) << tag;
  EXPECT_LT(structure.find("Kết quả từng tiêu chí"), structure.find("Tiêu chí số 1:")) << "reading order";
  EXPECT_NE(pdf->find("/Lang"), std::string::npos);
}

TEST(DocumentsPdf, TheSameDocumentIsTheSameBytes) { EXPECT_EQ(*to_pdf(long_document(3), kFonts), *to_pdf(long_document(3), kFonts)); }

TEST(DocumentsPdf, ARowHigherThanAPageGoesOn) {
  Document document;
  document.created = Instant{};
  std::string words;
  for (int i = 1; i <= 3'000; ++i) words += "từ" + std::to_string(i) + " ";
  document.blocks = {Table{{1, 1}, {{{{plain("Đầu")}}, {{plain("bảng")}}}}, {{{{plain(words)}}, {{plain("ngắn")}}}}}};
  const auto pdf = to_pdf(document, kFonts);
  ASSERT_TRUE(pdf);
  if (!test::has_program("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  const test::TemporaryFolder folder;
  const std::string text = output_of("pdftotext " + folder.write("row.pdf", *pdf) + " -");
  for (int i = 1; i <= 3'000; ++i) ASSERT_NE(text.find("từ" + std::to_string(i)), std::string::npos) << i;
  EXPECT_EQ(count(text, "ngắn"), 1);
}

// Whatever stands above it, a heading is on the page on which that begins what it heads, and a table's header on that of its first row.
struct Headed { const char* name; Block block; const char* beginning; };
std::ostream& operator<<(std::ostream& out, const Headed& headed) { return out << headed.name; }
class DocumentsHeadings : public testing::TestWithParam<Headed> {};

std::string words(int count) {
  std::string out = "đầu";
  for (int i = 1; i < count; ++i) out += " chữ";
  return out;
}
INSTANTIATE_TEST_SUITE_P(
    blocks, DocumentsHeadings,
    testing::Values(Headed{"a_table", Table{{1}, {{{{plain("Cột")}}}}, {{{{plain(words(1))}}}, {{{plain("sau")}}}}}, "Cột"},
                    Headed{"a_table_with_a_high_row", Table{{1}, {{{{plain("Cột")}}}}, {{{{plain(words(150))}}}}}, "Cột"},
                    Headed{"a_table_with_a_row_longer_than_a_page", Table{{1}, {{{{plain("Cột")}}}}, {{{{plain(words(1'100))}}}}}, "Cột"},
                    Headed{"a_paragraph", Paragraph{{plain(words(150))}}, "đầu"},
                    Headed{"a_list", List{List::Marker::dash, {{plain(words(150))}}}, "– đầu"},
                    Headed{"columns", Columns{{{1, {{{plain(words(150))}}}}}}, "đầu"},
                    Headed{"boxes", Boxes{words(30), {{"Một", Boxes::Tick::empty}}}, "đầu"}),
    [](const auto& block) { return std::string(block.param.name); });

TEST_P(DocumentsHeadings, StandWithWhatTheyHead) {
  if (!test::has_program("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  constexpr int kFrom = 190, kTo = 245, kStep = 2;   // millimetres down the page: from well above its foot to below it
  Document document;
  document.created = Instant{};
  for (int height = kFrom; height <= kTo; height += kStep)
    for (const Block& block : std::initializer_list<Block>{Space{static_cast<double>(height)}, Heading{1, "Phần " + std::to_string(height)},
                                                           Heading{2, "Mục " + std::to_string(height)}, GetParam().block, PageBreak{}})
      document.blocks.push_back(block);
  const auto pdf = to_pdf(document, kFonts);
  ASSERT_TRUE(pdf);
  const std::vector<std::string> pages = pages_of(*pdf);
  for (int height = kFrom; height <= kTo; height += kStep) {
    const auto page = std::ranges::find_if(
        pages, [&](const std::string& one) { return one.find("Phần " + std::to_string(height)) != std::string::npos; });
    ASSERT_NE(page, pages.end()) << height;
    for (const std::string& piece : {"Mục " + std::to_string(height), std::string(GetParam().beginning), std::string("đầu")})
      EXPECT_NE(page->find(piece), std::string::npos) << piece << " below " << height << "\n" << *page;
  }
}

TEST(DocumentsPdf, AHeadingThatHeadsNothingIsThere) {
  Document document;
  document.created = Instant{};
  document.blocks = {Paragraph{{plain("một")}}, Heading{1, "Hết"}};
  const auto pdf = to_pdf(document, kFonts);
  ASSERT_TRUE(pdf);
  if (!test::has_program("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  EXPECT_NE(pages_of(*pdf).at(0).find("Hết"), std::string::npos);
}

TEST(DocumentsPdf, LabelsOfBoxesAreWhole) {
  Document document;
  document.created = Instant{};
  std::string long_label, long_box;
  for (int i = 1; i <= 20; ++i) {
    long_label += "nhãn" + std::to_string(i) + " ";
    long_box += "ô" + std::to_string(i) + " ";
  }
  document.blocks = {Boxes{long_label, {{long_box, Boxes::Tick::ticked}, {"hai", Boxes::Tick::empty}}}, Paragraph{{plain("sau")}}};
  const auto pdf = to_pdf(document, kFonts);
  ASSERT_TRUE(pdf);
  if (!test::has_program("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  const std::string page = pages_of(*pdf).at(0);
  for (int i = 1; i <= 20; ++i) {
    EXPECT_NE(page.find("nhãn" + std::to_string(i)), std::string::npos) << page;
    EXPECT_NE(page.find("ô" + std::to_string(i)), std::string::npos) << page;
  }
  EXPECT_GT(page.find("sau"), page.find("nhãn20")) << page;
}

TEST(DocumentsPdf, AnEndlessDocumentIsRefused) {
  Document document;
  for (int i = 0; i < kMostPages + 5; ++i) document.blocks.push_back(PageBreak{});
  const auto pdf = to_pdf(document, kFonts);
  ASSERT_FALSE(pdf);
  EXPECT_EQ(pdf.error().kind, ErrorKind::too_large);
}

TEST(DocumentsJoin, PagesOfSeveralFilesAreNumberedThrough) {
  const std::string first = *to_pdf(long_document(60), kFonts), second = *to_pdf(long_document(1), kFonts);
  const int pages = *count_pages(first) + *count_pages(second);
  const std::vector<JoinPart> parts{{first, "Phiếu đăng ký"}, {second, "Báo cáo tự đánh giá"}};
  const auto joined = join(parts, {"Hồ sơ", Language::vi, JoinPlan::Numbers::page_of}, kFonts);
  ASSERT_TRUE(joined) << joined.error().detail;
  EXPECT_EQ(*count_pages(*joined), pages);
  EXPECT_EQ(*joined, *join(parts, {"Hồ sơ", Language::vi, JoinPlan::Numbers::page_of}, kFonts));
  if (!test::has_program("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  const test::TemporaryFolder folder;
  const std::string file = folder.write("joined.pdf", *joined), text = output_of("pdftotext -layout " + file + " -");
  for (int page = 1; page <= pages; ++page)
    EXPECT_GE(count(text, "Trang " + std::to_string(page) + "/" + std::to_string(pages)), 1) << page;
  EXPECT_EQ(output_of("pdffonts " + file + " | tail -n +3").find(" no "), std::string::npos);
}

// One blank page of 595 × 842 points (A4 upright), to be shown turned.
std::string turned_page(int degrees) {
  return "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
         "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate " + std::to_string(degrees) + ">>\nendobj\n"
         "trailer\n<</Root 1 0 R/Size 4>>\nstartxref\n0\n%%EOF\n";
}
double number_behind(const std::string& text, std::string_view name, std::size_t from) {
  const std::size_t at = text.find(std::string(name) + "=\"", from);
  return at == std::string::npos ? -1 : std::stod(text.substr(at + name.size() + 2));
}

TEST(DocumentsJoin, NumbersStandUprightAtTheFootOfTurnedPages) {
  std::vector<std::string> files;
  for (const int degrees : {0, 90, 180, 270, -90}) files.push_back(turned_page(degrees));
  std::vector<JoinPart> parts;
  for (const std::string& file : files) parts.push_back({file, "bản quét"});
  const auto joined = join(parts, {"Hồ sơ", Language::vi, JoinPlan::Numbers::page_of}, kFonts);
  ASSERT_TRUE(joined) << joined.error().detail;
  if (!test::has_program("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  const test::TemporaryFolder folder;
  const std::string boxes = output_of("pdftotext -bbox " + folder.write("turned.pdf", *joined) + " -");
  std::size_t at = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    at = boxes.find("<page ", at + 1);
    ASSERT_NE(at, std::string::npos) << boxes;
    double width = number_behind(boxes, "width", at), height = number_behind(boxes, "height", at);
    if (i % 2 == 1 || i == 4) std::swap(width, height);   // pdftotext gives the page's size before it is turned, the words' places after
    const std::size_t end = boxes.find("</page>", at), word = boxes.rfind("<word ", boxes.find(">Trang</word>", at));
    ASSERT_LT(word, end) << boxes;
    const double left = number_behind(boxes, "xMin", word), right = number_behind(boxes, "xMax", word);
    const double top = number_behind(boxes, "yMin", word), bottom = number_behind(boxes, "yMax", word);
    EXPECT_GT(right - left, bottom - top) << "upright, page " << i + 1 << "\n" << boxes;
    EXPECT_GT(left, width / 2) << "at the right, page " << i + 1 << "\n" << boxes;
    EXPECT_LT(right, width) << boxes;
    EXPECT_GT(top, height * 0.9) << "at the foot, page " << i + 1 << "\n" << boxes;
    EXPECT_LT(bottom, height) << boxes;
    EXPECT_EQ(count(boxes.substr(at, end - at), ">" + std::to_string(i + 1) + "/5</word>"), 1) << boxes;
  }
}

TEST(DocumentsJoin, ALimitSaysWhatItIs) {
  const std::string three = *to_pdf({.created = {}, .blocks = {PageBreak{}, PageBreak{}}}, kFonts);
  const std::vector<JoinPart> parts{{three, "một"}, {three, "hai"}};
  const auto pages = join(parts, {}, kFonts, {.pages = 5});
  ASSERT_FALSE(pages);
  EXPECT_EQ(pages.error().problems.at(0).arguments, std::vector<Argument>{"5"}) << "not the room that is left";
  const std::string large(3u << 20, 'x');
  const std::vector<JoinPart> one{{large, "bản quét"}};
  const auto bytes = join(one, {}, kFonts, {.part_bytes = 2u << 20});
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().problems.at(0).arguments, (std::vector<Argument>{"bản quét", "2"})) << "megabytes";
}

TEST(DocumentsJoin, WhatCannotBeUsedSaysWhy) {
  const std::string good = *to_pdf(long_document(1), kFonts);
  const auto kind = [&](std::string_view bytes, const JoinLimits& limits = {}) {
    const std::vector<JoinPart> parts{{good, "tốt"}, {bytes, "giấy tờ"}};
    const auto joined = join(parts, {}, kFonts, limits);
    if (joined) return ErrorKind::internal;
    EXPECT_FALSE(joined.error().problems.empty());
    return joined.error().kind;
  };
  EXPECT_EQ(kind("not a PDF"), ErrorKind::malformed_request);
  EXPECT_EQ(kind(""), ErrorKind::malformed_request);
  EXPECT_EQ(
      kind("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj trailer<</Root 1 0 R>>"),
      ErrorKind::malformed_request);
  EXPECT_EQ(kind(good, {.part_bytes = 100}), ErrorKind::too_large);
  EXPECT_EQ(kind(good, {.pages = 1}), ErrorKind::too_large);
  // Encrypted with a password to open it (made by qpdf, 256-bit AES).
  std::ifstream locked(std::string(OCOP_SOURCE_DIR) + "/kernel/documents/tests/locked.pdf", std::ios::binary);
  EXPECT_EQ(kind(std::string(std::istreambuf_iterator<char>(locked), {})), ErrorKind::unsupported_media);
}

// ---- DOCX --------------------------------------------------------------------------------------------------------------------------

std::string docx(std::string_view body) {
  auto made = package::write({{"[Content_Types].xml", "<Types/>"},
                              {"_rels/.rels", "<Relationships/>"},
                              {"word/document.xml", "<w:document xmlns:w='x'><w:body>" + std::string(body) + "</w:body></w:document>"},
                              {"word/styles.xml", "<keep>{{this}}</keep>"},
                              {"word/header1.xml", "<w:hdr xmlns:w='x'><w:p><w:r><w:t>{{name}}</w:t></w:r></w:p></w:hdr>"}});
  return std::move(*made);
}
std::string part_of(const std::string& file, const std::string& name) {
  return *package::Package::open(package::Source::bytes(file), {})->read(name, 1 << 20);
}

TEST(DocumentsDocx, PlaceholdersAndRowsAreFilled) {
  const std::string body =
      "<w:p><w:r><w:t>Tên: {{name}}.</w:t></w:r></w:p>"
      "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{{na</w:t></w:r><w:proofErr/><w:r><w:t>me}} và</w:t></w:r><w:r><w:t xml:space='preserve'> "
      "sau</w:t></w:r></w:p>"
      "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>TT</w:t></w:r></w:p></w:tc></w:tr>"
      "<w:tr><w:tc><w:p><w:r><w:t>{{rows.no}}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>{{rows.text}} "
      "({{name}})</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>";
  Filling filling;
  filling.fields["name"] = "Mật ong <rừng> & \"tràm\"";
  filling.lists["rows"] = {{{"no", "1"}, {"text", "dòng\nhai"}}, {{"no", "2"}, {"text", "{{no}}"}}};
  const auto filled = fill_docx(docx(body), filling);
  ASSERT_TRUE(filled) << filled.error().problems.at(0).got;
  const std::string document = part_of(*filled, "word/document.xml");
  EXPECT_EQ(count(document, "Mật ong &lt;rừng&gt; &amp; \"tràm\""), 4);
  EXPECT_EQ(count(document, "<w:tr>"), 3);
  EXPECT_NE(document.find("dòng</w:t><w:br/><w:t xml:space=\"preserve\">hai"), std::string::npos);
  EXPECT_EQ(count(document, "{{no}}"), 1) << "a text that looks like a placeholder is a text";
  EXPECT_NE(document.find("<w:proofErr/>"), std::string::npos);
  EXPECT_EQ(part_of(*filled, "word/styles.xml"), "<keep>{{this}}</keep>");
  EXPECT_NE(part_of(*filled, "word/header1.xml").find("Mật ong"), std::string::npos);
  EXPECT_EQ(*filled, *fill_docx(docx(body), filling));
}

TEST(DocumentsDocx, AListWithoutRecordsLeavesNoRow) {
  Filling filling;
  filling.fields["name"] = "x";
  filling.lists["rows"] = {};
  const auto filled = fill_docx(docx("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{{rows.a}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"), filling);
  ASSERT_TRUE(filled);
  EXPECT_EQ(part_of(*filled, "word/document.xml").find("w:tr"), std::string::npos);
}

TEST(DocumentsDocx, WhatCannotBeFilledSaysWhy) {
  Filling filling;
  filling.fields["name"] = "x";
  const auto unknown = fill_docx(docx("<w:p><w:r><w:t>{{nobody}}</w:t></w:r></w:p>"), filling);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(unknown.error().problems.at(0).got, "nobody");
  EXPECT_EQ(fill_docx("PK no", filling).error().kind, ErrorKind::malformed_request);
  EXPECT_EQ(fill_docx(*package::write({{"a.txt", "a"}}), filling).error().kind, ErrorKind::unsupported_media);
  EXPECT_EQ(fill_docx(docx("<w:p>"), filling).error().kind, ErrorKind::malformed_request);
  EXPECT_TRUE(fill_docx(docx("<w:p><w:r><w:t>{{ open</w:t></w:r></w:p>"), filling));
}

// The rows of a table in a text box cut the paragraph that holds the box: its placeholder would have stayed in the paper.
TEST(DocumentsDocx, AParagraphThatHoldsATableIsRefusedWhenItHoldsAPlaceholder) {
  Filling filling;
  filling.fields["name"] = "x";
  const auto box = [](const std::string& before, const std::string& inside, const std::string& after) {
    return docx("<w:p><w:r><w:t>" + before + "</w:t></w:r><w:r><w:txbxContent><w:tbl><w:tr><w:tc><w:p><w:r><w:t>" + inside +
                "</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:txbxContent></w:r><w:r><w:t>" + after + "</w:t></w:r></w:p>");
  };
  for (const std::string& file : {box("{{name}}", "trong", ""), box("", "trong", "{{name}}"), box("trước", "{{name}}", "")}) {
    const auto filled = fill_docx(file, filling);
    ASSERT_FALSE(filled);
    EXPECT_EQ(filled.error().kind, ErrorKind::invalid_input);
    EXPECT_EQ(filled.error().problems.at(0).got, "name");
  }
  const auto kept = fill_docx(box("trước", "trong", "sau"), filling);
  ASSERT_TRUE(kept) << "nothing of it is to be filled";
  EXPECT_EQ(part_of(*kept, "word/document.xml"), part_of(box("trước", "trong", "sau"), "word/document.xml"));
}

// A Word file of the same words: well-formed (filling parses each part), whole, in order, and the same each time.
TEST(Documents, TheSameDocumentForWord) {
  Document document = long_document(3);
  document.title = "Kết quả <1> & \"2\"";
  document.blocks.push_back(List{List::Marker::number, {{plain("một\nhai")}, {plain("ba < bốn & năm")}}});
  document.blocks.push_back(Boxes{"Lần:", {{"đầu", Boxes::Tick::ticked}, {"sau", Boxes::Tick::empty}}});
  const auto made = to_docx(document);
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(*made, *to_docx(document));
  ASSERT_TRUE(fill_docx(*made, {}).ok()) << "every part is well-formed";
  const auto opened = package::Package::open(package::Source::bytes(*made), {});
  ASSERT_TRUE(opened.ok());
  for (const char* part : {"[Content_Types].xml", "_rels/.rels", "word/styles.xml", "word/footer1.xml", "docProps/core.xml"})
    EXPECT_TRUE(opened->has(part)) << part;
  const std::string body = opened->read("word/document.xml", 1u << 20).value();
  std::size_t at = 0;
  const std::string_view in_order[] = {"ỦY BAN NHÂN DÂN TỈNH", "Bảng tổng hợp kết quả", kVietnamese, "Tiêu chí", "1. ", "một", "<w:br/>",
                                       "2. ", "ba &lt; bốn &amp; năm", "đầu ☒", "sau ☐"};
  for (const std::string_view words : in_order) {
    const std::size_t found = body.find(words, at);
    ASSERT_NE(found, std::string::npos) << words << " after " << at;
    at = found;
  }
  EXPECT_NE(body.find("<w:tblHeader/>"), std::string::npos) << "a header on each page";
}

}  // namespace
}  // namespace ocop::documents
