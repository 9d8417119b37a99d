#include "kernel/base/text.h"
#include "kernel/documents/pdf_file.h"
#include "kernel/package/package.h"
#include "modules/evaluation/forms.h"
#include "modules/evaluation/handed_on.h"
#include "modules/evaluation/tests/desk.h"
#include "tests/support/fonts.h"
#include "tests/support/other_programs.h"

namespace ocop::evaluation::test {
namespace {

using ocop::test::has_program;

// The words of a PDF by pdftotext, one space between them, so that a line is whole wherever the page breaks it.
std::string text_of(const std::string& pdf) {
  const ocop::test::TemporaryFolder folder;
  return text::clean(ocop::test::output_of("pdftotext -layout " + folder.write("form.pdf", pdf) + " -"));
}
// The words of a Word document, without their marks.
std::string words_of(const std::string& docx) {
  const auto opened = package::Package::open(package::Source::bytes(docx), {});
  if (!opened) return {};
  const std::string xml = *opened->read("word/document.xml", 1 << 20);
  std::string out;
  for (std::size_t at = 0; at < xml.size();) {
    const std::size_t tag = std::min(xml.find('<', at), xml.size());
    out.append(xml, at, tag - at);
    if (xml.compare(tag, 6, "</w:p>") == 0) out += ' ';
    at = tag == xml.size() ? tag : xml.find('>', tag) + 1;
  }
  return text::clean(out);
}

class EvaluationForms : public Desk {
 protected:
  std::string path(DossierId id, const std::string& rest) { return "/dossiers/" + id.text() + rest; }
};
OCOP_ON_BOTH_ENGINES(EvaluationForms);

TEST_P(EvaluationForms, GiveFormOneToWhoeverMayReadTheDossierAndNobodyElse) {
  const DossierId id = open_draft();
  answer(id, world.maker, kAllTop);
  submit(id);
  forward(id);
  for (const std::string prefix : {"", "/api/v1"}) {
    for (const std::string file : {"/form-01.pdf", "/form-01.docx"}) {
      for (const Actor* reader : {&world.maker, &world.officer, &world.province})
        EXPECT_EQ(get(*reader, prefix + path(id, file)).status, 200) << prefix << file;
      for (const Actor* stranger : {&world.other_maker, &world.other_officer, &world.other_province})
        EXPECT_EQ(get(*stranger, prefix + path(id, file)).status, 404) << prefix << file;
    }
    EXPECT_EQ(get(world.maker, prefix + path(id, "/result.pdf")).status, 409) << "nothing is fixed yet";
  }
  EXPECT_TRUE(has(get(world.maker, path(id, "")), "/form-01.docx"));
  EXPECT_FALSE(has(get(world.maker, path(id, "")), "/result.pdf"));
}

TEST_P(EvaluationForms, FillFormOneWithTheDossier) {
  const DossierId id = open_draft();
  answer(id, world.maker, kAllTop);
  submit(id);
  const Dossier dossier = view(world.maker, id).dossier;
  const auto pdf = get(world.maker, path(id, "/form-01.pdf"));
  EXPECT_EQ(pdf.content_type, "application/pdf");
  const auto pages = documents::count_pages(pdf.body);
  ASSERT_TRUE(pages);
  EXPECT_LE(*pages, 2);
  const auto docx = get(world.maker, path(id, "/form-01.docx"));
  const auto opened = package::Package::open(package::Source::bytes(docx.body), {});
  ASSERT_TRUE(opened);
  const std::string words = *opened->read("word/document.xml", 1 << 20);
  EXPECT_EQ(words.find("{{"), std::string::npos) << "every placeholder is filled";
  EXPECT_NE(words.find("Lần đầu ☒   Nâng hạng ☐"), std::string::npos);
  if (!has_program("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  const std::string printed = text_of(pdf.body);
  EXPECT_EQ(printed, text::nfc(printed));
  for (const std::string& piece : {dossier.product_name, dossier.number, view(world.maker, id).producer.name, std::string("PHIẾU ĐĂNG KÝ"),
                                   std::string("23/11/2026")}) {
    EXPECT_NE(words.find(piece), std::string::npos) << piece;
    EXPECT_NE(printed.find(piece), std::string::npos) << piece << "\n" << printed;
  }
}

TEST_P(EvaluationForms, GiveTheMinutesOnceTheResultIsFixed) {
  const DossierId id = open_draft();
  answer(id, world.maker, kAllTop);
  submit(id);
  name_council(id);
  for (std::size_t i = 0; i < 3; ++i) hand_in(id, world.members[i], kThreeStars);
  EXPECT_EQ(get(world.chair, path(id, "/result.pdf")).status, 409);
  ASSERT_TRUE(close(id));
  const auto minutes = get(world.chair, path(id, "/result.pdf"));
  ASSERT_EQ(minutes.status, 200);
  EXPECT_TRUE(documents::count_pages(minutes.body));
  EXPECT_EQ(get(world.other_maker, path(id, "/result.pdf")).status, 404);
  EXPECT_TRUE(has(get(world.chair, path(id, "")), "/result.pdf"));
  if (!has_program("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  const std::string printed = text_of(minutes.body);
  EXPECT_NE(printed.find("50 trên 100"), std::string::npos) << printed;
  EXPECT_NE(printed.find("3 sao"), std::string::npos) << printed;
  EXPECT_NE(printed.find("3/3"), std::string::npos) << printed;
}

// What the province's file to the Ministry takes of a dossier (article 6.3).
TEST_P(EvaluationForms, HandOnWhatTheMinistryAsksFor) {
  const HandedOn handing(service());
  const DossierId id = open_draft();
  answer(id, world.maker, kAllTop);
  submit(id);
  name_council(id);
  for (std::size_t i = 0; i < 3; ++i) hand_in(id, world.members[i], kThreeStars);
  EXPECT_FALSE(handing.file_for_ministry(world.province, id).ok()) << "nothing is fixed yet";
  ASSERT_TRUE(close(id));
  const auto file = handing.file_for_ministry(world.province, id);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->number, view(world.maker, id).dossier.number);
  EXPECT_TRUE(documents::count_pages(file->registration));
  EXPECT_TRUE(documents::count_pages(file->council_report));
  EXPECT_TRUE(file->advisory_report.empty()) << "the advisory group has not reported";
  EXPECT_EQ(file->samples, view(world.maker, id).table->sample_units);
  EXPECT_EQ(file->of, FileForMinistry::Of::first_or_upgrade);
  EXPECT_EQ(handing.file_for_ministry(world.other_province, id).error().kind, ErrorKind::not_found);
}

// A renewal says so: of five stars it has other parts (article 6.3b).
TEST_P(EvaluationForms, HandOnThatItIsARenewal) {
  products::Standing& standing = world.products.rows[0].standing;
  standing.basis = products::Standing::Basis::imported;
  standing.stars = 5;
  standing.decided = Date::of(2024, 8, 6);
  standing.valid_until = Date::of(2027, 8, 6);
  world.clock.set(start_of_vietnam_day(*Date::of(2027, 3, 1)));
  const auto opened = service().open_dossier(world.maker, {world.product, Kind::renewal, "QD26-13"});
  ASSERT_TRUE(opened.ok()) << opened.error().detail;
  const DossierId id = opened->dossier.id;
  answer(id, world.maker, kAllTop);
  submit(id);
  forward(id);
  const std::vector<Proposal> levels{{"1.1", 3}, {"1.2", 2}, {"2.1", 1}, {"3.1", 1}};
  ASSERT_TRUE(service().save_advice(world.province, id, {0, "Cơ sở không thay đổi quy mô.", levels}).ok());
  name_council(id);
  for (std::size_t i = 0; i < 3; ++i) ASSERT_TRUE(service().give_position(world.members[i], id, {Stand::agree}).ok());
  ASSERT_TRUE(close(id));
  const auto file = HandedOn(service()).file_for_ministry(world.province, id);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->of, FileForMinistry::Of::renewal);
}

// What took the stars stands in the minutes: the tick's ground and its seat, and the least levels that were missed.
TEST_P(EvaluationForms, SayInTheMinutesWhyThereIsNoStar) {
  const DossierId id = open_draft();
  answer(id, world.maker, kAllTop);
  submit(id);
  name_council(id);
  ASSERT_TRUE(service().save_knockouts(world.members[1], id, {{{"forged", "Con dấu là giả"}, {"3.1", "Có tạp chất"}}, 0}).ok());
  const std::string seat = " (ghế " + std::to_string(service().own_sheet(world.members[1], id)->sheet.seat) + ")";
  std::map<std::string, int> poor = kThreeStars;
  poor["1.1"] = 1;   // 0 points, where three stars ask for 10
  for (std::size_t i = 0; i < 3; ++i) hand_in(id, world.members[i], poor);
  ASSERT_TRUE(close(id).ok());
  const auto minutes = get(world.chair, path(id, "/result.pdf"));
  ASSERT_EQ(minutes.status, 200);
  if (!has_program("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  const std::string printed = text_of(minutes.body);
  for (const std::string& piece :
       {std::string("không xếp hạng"), std::string("Lý do bị loại"), "Giả mạo hồ sơ: Con dấu là giả" + seat,
        "3.1 Hương vị: Có tạp chất" + seat, std::string("Tiêu chí chưa đạt mức tối thiểu của hạng 3 sao"),
        std::string("1.1 Nguồn nguyên liệu: cần “Dưới 75%” (10 điểm); hội đồng cho 0.")})
    EXPECT_NE(printed.find(piece), std::string::npos) << piece << "\n" << printed;
}

// What form 01 takes from the rulebook and the place, with the tables of the program.
struct FormLine {
  const char* name;
  const char* rulebook;
  const char* table;
  const char* province;
  std::vector<std::string> lines;
};
constexpr std::string_view kItemThree = "3. Nhóm sản phẩm đăng ký (Ngành, Nhóm, Phân nhóm) (theo Phụ lục I): ";
std::ostream& operator<<(std::ostream& out, const FormLine& line) { return out << line.name; }

class EvaluationFormLines : public testing::TestWithParam<FormLine> {};
INSTANTIATE_TEST_SUITE_P(
    lines, EvaluationFormLines,
    testing::Values(
        FormLine{"vegetables", "QD26-2026", "QD26-01", "68",
                 {"của tỉnh Lâm Đồng năm 2026",
                  std::string(kItemThree) + "Thực phẩm; Thực phẩm tươi sống; Rau, củ, quả, hạt tươi 4. Lần đăng ký",
                  "Sản phẩm mẫu (số lượng): 5 Cam đoan"}},
        FormLine{"coffee", "QD26-2026", "QD26-13", "01",
                 {"của thành phố Hà Nội năm 2026", std::string(kItemThree) + "Thực phẩm; Cà phê, ca cao 4. Lần đăng ký",
                  "Sản phẩm mẫu (số lượng): 5 Cam đoan"}},
        FormLine{"tourism", "QD26-2026", "QD26-26", "46",
                 {"của thành phố Huế năm 2026", "Sản phẩm mẫu (số lượng): không (điểm d khoản 2 Điều 6) Cam đoan"}},
        FormLine{"of_2019", "QD1048-2019", "QD1048-06", "68",
                 {std::string(kItemThree) + "………………………………………… 4. Lần đăng ký", "Sản phẩm mẫu (số lượng): ………………… Cam đoan"}}),
    [](const auto& line) { return std::string(line.param.name); });

TEST_P(EvaluationFormLines, AreTheRulebooks) {
  static const rulebooks::Library library = rulebooks::load().value();
  places::FakePlaces places;
  DossierView view;
  view.rulebook = library.find(GetParam().rulebook);
  ASSERT_TRUE(view.rulebook);
  view.table = view.rulebook->find(GetParam().table);
  ASSERT_TRUE(view.table);
  view.dossier.province = GetParam().province;
  const FormFacts facts{view, places, Instant::parse_iso("2026-11-23T02:00:00.000Z").value()};
  const auto docx = form_01_docx(facts);
  ASSERT_TRUE(docx);
  const auto pdf = form_01_pdf(facts, ocop::test::fonts());
  ASSERT_TRUE(pdf);
  for (const std::string& line : GetParam().lines) EXPECT_NE(words_of(*docx).find(line), std::string::npos) << words_of(*docx);
  if (GetParam().lines.front().starts_with("của")) {   // a province that was called otherwise on that day
    places.renamed = {*Date::of(2026, 11, 24), "Thành phố Cũ", "Xã Cũ"};
    const std::string then = words_of(*form_01_docx(facts));
    EXPECT_NE(then.find("của thành phố Cũ năm 2026"), std::string::npos) << then;
  }
  if (!has_program("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  const std::string printed = text_of(*pdf);
  for (const std::string& line : GetParam().lines) EXPECT_NE(printed.find(line), std::string::npos) << line << "\n" << printed;
}

}  // namespace
}  // namespace ocop::evaluation::test
