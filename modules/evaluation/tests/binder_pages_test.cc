#include <fstream>
#include <iterator>

#include "kernel/base/text.h"
#include "kernel/documents/pdf_file.h"
#include "kernel/package/package.h"
#include "modules/evaluation/binder_pdf.h"
#include "modules/evaluation/tests/desk.h"
#include "tests/support/fonts.h"
#include "tests/support/other_programs.h"

// A dossier bound into one PDF, read back by pdftotext, pdftohtml and pdfinfo: what is in it for whom, in which order and on which page.
namespace ocop::evaluation::test {
namespace {

using ocop::test::has_program;
using ocop::test::output_of;
using producers::PaperKind;
using namespace std::string_view_literals;

// The words of each page, one space between them.
std::vector<std::string> pages_of(const std::string& pdf) {
  const ocop::test::TemporaryFolder folder;
  const std::string all = output_of("pdftotext -layout " + folder.write("whole.pdf", pdf) + " -");
  std::vector<std::string> out;
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = std::min(all.find('\f', at), all.size());
    out.push_back(text::clean(all.substr(at, end - at)));
    at = end + 1;
  }
  return out;
}
std::string text_of(const std::string& pdf) {
  std::string out;
  for (const std::string& page : pages_of(pdf)) out += page + " ";
  return out;
}
// A long word is broken where its line ends.
std::string squeezed(std::string text) {
  std::erase(text, ' ');
  return text;
}
int occurrences(const std::string& text, std::string_view piece) {
  int out = 0;
  for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + piece.size())) ++out;
  return out;
}
std::string outline_of(const std::string& pdf) {
  const ocop::test::TemporaryFolder folder;
  return output_of("pdftohtml -xml -i -stdout " + folder.write("whole.pdf", pdf));
}
std::string pdf_of(const std::string& words, int pages = 1) {
  documents::Document out{.created = {}, .numbers = documents::Document::Numbers::none, .blocks = {}};
  for (int i = 0; i < pages; ++i) {
    if (i > 0) out.blocks.push_back(documents::PageBreak{});
    out.blocks.push_back(documents::Paragraph{{documents::plain(words + " " + std::to_string(i + 1))}});
  }
  return *documents::to_pdf(out, ocop::test::fonts());
}
std::string locked_pdf() {
  std::ifstream file(std::string(OCOP_SOURCE_DIR) + "/kernel/documents/tests/locked.pdf", std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}
bool has_readers() { return has_program("pdftotext") && has_program("pdftohtml"); }

class EvaluationBinderPages : public Desk {
 protected:
  void SetUp() override {
    Desk::SetUp();
    if (IsSkipped()) return;
    desk_.people.add("secretary", secretary);
    desk_.people.add("group", group);
    world.identity.add(secretary);
    world.identity.add(group);
    world.producers.files[world.registration] = pdf_of("Đăng ký số 12");
    world.producers.files[world.contract] = pdf_of("Hợp đồng", 2);
    for (producers::Paper& paper : world.producers.papers) paper.sha256 = paper.id.text().substr(34) + std::string(62, 'a');
  }
  std::string path(DossierId id, const std::string& rest = "/dossier.pdf") { return "/dossiers/" + id.text() + rest; }
  std::string whole(const Actor& reader, DossierId id) {
    const auto answer = get(reader, path(id));
    EXPECT_EQ(answer.status, 200) << reader.display_name;
    EXPECT_EQ(answer.content_type, "application/pdf");
    return answer.body;
  }
  void fill_in(DossierId id) {
    ASSERT_TRUE(service().save_answer(world.maker, id, {"1.1", 3, "Cà phê chè trồng tại xã", {world.contract}}).ok());
    ASSERT_TRUE(service().save_answer(world.maker, id, {"1.2", 2, "", {world.registration}}).ok());
    answer(id, world.maker, {{"2.1", 2}, {"3.1", 2}});
  }
  DossierId submitted() {
    const DossierId id = open_draft();
    fill_in(id);
    submit(id);
    return id;
  }
  PaperId add_paper(std::uint8_t n, PaperKind kind, std::string title, std::string file) {
    producers::Paper paper = world.producers.papers.front();
    paper.id = paper_id(n);
    paper.kind = kind;
    paper.title = std::move(title);
    paper.sha256 = std::to_string(10 + n % 90) + std::string(62, 'b');
    world.producers.files[paper.id] = std::move(file);
    world.producers.papers.push_back(paper);
    return paper.id;
  }
  const Actor secretary{test::account(43), "Thư ký", {{Role::secretary, "68", "", {}}}};
  const Actor group{test::account(44), "Tổ tư vấn", {{Role::advisory_group, "68", "", {}}}};
};
OCOP_ON_BOTH_ENGINES(EvaluationBinderPages);

// The same rights and states as the dossier's pages.
TEST_P(EvaluationBinderPages, WhoeverMayReadTheDossierGetsItAndNobodyElse) {
  const DossierId id = open_draft();
  fill_in(id);
  const auto expect = [&](const char* state, std::vector<const Actor*> readers, std::vector<const Actor*> strangers) {
    for (const std::string rest : {"/dossier.pdf", "/form-02.pdf", "/form-02.docx"})
      for (const std::string prefix : {"", "/api/v1"}) {
        for (const Actor* reader : readers)
          EXPECT_EQ(get(*reader, prefix + path(id, rest)).status, 200) << state << " " << reader->display_name << " " << prefix << rest;
        for (const Actor* stranger : strangers)
          EXPECT_EQ(get(*stranger, prefix + path(id, rest)).status, 404) << state << " " << stranger->display_name << " " << prefix << rest;
      }
    for (const Actor* reader : readers) EXPECT_TRUE(has(get(*reader, path(id, "")), "/dossier.pdf")) << "a link on its page";
  };
  const Actor& member = world.members[0];
  expect("draft", {&world.maker, &world.helper},
         {&world.officer, &world.province, &member, &world.chair, &secretary, &group, &world.other_maker});
  submit(id);
  expect("submitted", {&world.maker, &world.officer},
         {&world.province, &member, &secretary, &group, &world.other_officer, &world.other_maker});
  forward(id);
  expect("forwarded", {&world.maker, &world.officer, &world.province, &secretary, &group}, {&member, &world.other_province});
  name_council(id);
  expect("scoring", {&world.maker, &world.officer, &world.province, &secretary, &group, &member, &world.chair},
         {&world.members[3], &world.other_maker, &world.other_officer, &world.other_province, &world.administrator});
  EXPECT_EQ(desk_.get(path(id)).status, 401);
}

TEST_P(EvaluationBinderPages, IsBoundInOrderWithEachNumberOnItsPage) {
  if (!has_readers()) GTEST_SKIP() << "poppler-utils is not installed";
  const DossierId id = submitted();
  forward(id);
  const Dossier dossier = view(world.province, id).dossier;
  const std::string pdf = whole(world.province, id);
  const auto pages = pages_of(pdf);
  const std::string& cover = pages.at(0);
  for (const std::string& piece :
       {dossier.product_name, dossier.number, view(world.maker, id).producer.name, std::string("26/2026/QĐ-TTg"),
        std::string("Cà phê, ca cao"), std::string("23/11/2026"), std::string("Nộp cho UBND cấp xã"),
        std::string("UBND cấp xã chuyển lên tỉnh"), std::string("2 minh chứng"), std::string("giá trị pháp lý như hồ sơ giấy")})
    EXPECT_NE(cover.find(piece), std::string::npos) << piece << "\n" << cover;
  EXPECT_NE(squeezed(cover).find(path(id, "")), std::string::npos) << "where it is checked\n" << cover;
  EXPECT_EQ(cover.find("NHÁP"), std::string::npos);
  const std::string all = text_of(pdf);
  for (std::size_t i = 0; i < pages.size(); ++i)
    EXPECT_EQ(occurrences(pages[i], "Trang " + std::to_string(i + 1) + "/" + std::to_string(pages.size())), 1) << pages[i];
  EXPECT_EQ(occurrences(all, "Trang "), static_cast<int>(pages.size()) + 1) << "the contents' heading, and no number of a part's own";
  // Cover, contents, forms 01, 02, 03, list; two papers below the list.
  const std::string outline = outline_of(pdf);
  EXPECT_EQ(occurrences(outline, "<item page="), 8) << outline;
  for (const char* title : {"Bìa", "Mục lục", "Mẫu số 01", "Mẫu số 02", "Mẫu số 03", "Danh mục minh chứng"})
    EXPECT_EQ(occurrences(outline, std::string("\">") + title), 1) << title << "\n" << outline;
  EXPECT_EQ(outline.find("Yêu cầu hoàn thiện"), std::string::npos) << "nothing was asked";
  const int first = static_cast<int>(pages.size()) - 2;
  EXPECT_NE(outline.find("<item page=\"" + std::to_string(first) + "\">1.1 Giấy chứng nhận đăng ký hợp tác xã</item>"), std::string::npos)
      << outline;
  EXPECT_NE(outline.find("<item page=\"" + std::to_string(first + 1) + "\">3.1 Hợp đồng"), std::string::npos) << outline;
  const auto page = [&](int number) { return pages.at(static_cast<std::size_t>(number) - 1); };
  EXPECT_NE(page(first).find("Minh chứng 1.1 · " + dossier.number), std::string::npos) << page(first);
  EXPECT_NE(page(first).find("Đăng ký số 12"), std::string::npos) << "its own page";
  EXPECT_NE(page(first + 1).find("Minh chứng 3.1"), std::string::npos);
  EXPECT_NE(page(first + 2).find("Minh chứng 3.1"), std::string::npos) << "on each of its pages";
  EXPECT_NE(page(first + 2).find("Hợp đồng 2"), std::string::npos);
  // What the producer says is proof of each criterion, by number; and form 03 as it was forwarded.
  EXPECT_NE(all.find("Từ 75%"), std::string::npos);
  EXPECT_NE(all.find("Tổng điểm tự đánh giá: 100 trên 100"), std::string::npos);
  EXPECT_NE(all.find("28 người trong xã."), std::string::npos);
  for (const producers::Paper& paper : {world.producers.papers[0], world.producers.papers[1]}) {
    EXPECT_NE(squeezed(all).find(paper.sha256.substr(0, 20)), std::string::npos) << paper.sha256;  // broken where its column ends
  }
  EXPECT_EQ(pdf, whole(world.province, id)) << "on one day the same bytes";
}

// Whoever gets the files is noted, as with each file by itself.
TEST_P(EvaluationBinderPages, EachPaperIsNotedAsSeen) {
  const DossierId id = submitted();
  world.producers.views.clear();
  whole(world.officer, id);
  ASSERT_EQ(world.producers.views.size(), 2u);
  for (const auto& seen : world.producers.views) EXPECT_EQ(seen.account, *world.officer.account);
  EXPECT_EQ(get(world.other_officer, path(id)).status, 404);
  EXPECT_EQ(world.producers.views.size(), 2u) << "who gets nothing saw nothing";
}

// Article 7.3: a member scores without knowing what the producer gave itself; notes and papers it reads.
TEST_P(EvaluationBinderPages, AMemberWhoScoresGetsNoOptionAndNoPoint) {
  if (!has_readers()) GTEST_SKIP() << "poppler-utils is not installed";
  const DossierId id = submitted();
  name_council(id);
  hand_in(id, world.members[1], kThreeStars);
  const std::string officers = text_of(whole(world.officer, id));
  for (const Actor* reader : {&world.members[0], &world.members[1], &world.chair}) {
    const std::string members = text_of(whole(*reader, id)) + text_of(get(*reader, path(id, "/form-02.pdf")).body);
    for (const rulebooks::Criterion* criterion : view(world.officer, id).table->criteria)
      for (const rulebooks::Option& option : criterion->options)
        EXPECT_EQ(members.find(" " + option.label.vi + " "), std::string::npos) << reader->display_name << " " << option.label.vi;
    for (const char* figure : {"100 trên 100", "Tổng điểm", "20/20", "40/40", "Chưa trả lời", "Không mức nào"})
      EXPECT_EQ(members.find(figure), std::string::npos) << figure;
    for (const char* said : {"Cà phê chè trồng tại xã", "Minh chứng 3.1", "không có mức và điểm tự đánh giá", "Nghề truyền thống."})
      EXPECT_NE(members.find(said), std::string::npos) << said << "\n" << members;
  }
  EXPECT_NE(officers.find("Toàn quốc"), std::string::npos) << "the test looks for what is there";
  EXPECT_NE(officers.find("20/20"), std::string::npos);
  // A province whose regulation shows it shows it here too.
  for (std::size_t i : {0u, 2u}) hand_in(id, world.members[i], kThreeStars);
  ASSERT_TRUE(close(id).ok());
  EXPECT_NE(text_of(whole(world.members[0], id)).find("100 trên 100"), std::string::npos) << "after closing everything is read";
  EXPECT_EQ(text_of(whole(world.maker, id)).find("Thành viên thứ"), std::string::npos) << "no sheet and no name is a producer's";
}

TEST_P(EvaluationBinderPages, WhatIsStillFilledInIsMarked) {
  if (!has_readers()) GTEST_SKIP() << "poppler-utils is not installed";
  const DossierId id = open_draft();
  fill_in(id);
  constexpr std::string_view kMark = "BẢN NHÁP / DRAFT";
  const auto marked = [&](const Actor& reader, const std::string& rest) {
    const auto pages = pages_of(get(reader, path(id, rest)).body);
    EXPECT_FALSE(pages.empty());
    int out = 0;
    for (const std::string& page : pages) out += page.find(kMark) == std::string::npos ? 0 : 1;
    return out == static_cast<int>(pages.size()) ? "all" : out == 0 ? "none" : "some";
  };
  EXPECT_STREQ(marked(world.maker, "/form-01.pdf"), "all");
  EXPECT_STREQ(marked(world.maker, "/form-02.pdf"), "all");
  EXPECT_STREQ(marked(world.maker, "/dossier.pdf"), "some") << "forms, and not the papers of others";
  submit(id);
  EXPECT_STREQ(marked(world.maker, "/form-01.pdf"), "none");
  EXPECT_STREQ(marked(world.maker, "/form-02.pdf"), "none");
  EXPECT_STREQ(marked(world.maker, "/dossier.pdf"), "none");
  const std::string form = text_of(get(world.maker, path(id, "/form-02.pdf")).body);
  EXPECT_NE(form.find("Phiếu đăng ký số " + view(world.maker, id).dossier.number + ", nộp ngày 23/11/2026"), std::string::npos) << form;
}

// Form 02 in the words and order of Annex III.
TEST_P(EvaluationBinderPages, FormTwoIsTheDecisions) {
  if (!has_readers()) GTEST_SKIP() << "poppler-utils is not installed";
  const DossierId id = submitted();
  const std::string form = text_of(get(world.maker, path(id, "/form-02.pdf")).body);
  std::size_t at = 0;
  for (const char* piece : {"BÁO CÁO TỰ ĐÁNH GIÁ VỀ SẢN PHẨM",
                            "(Dành cho chủ thể có sản phẩm đăng ký)",
                            "Phần I. THÔNG TIN CHUNG",
                            "1. Tên chủ thể: HTX cà phê Tân Hà",
                            "2. Loại hình tổ chức:",
                            "3. Địa chỉ:",
                            "4. Điện thoại:",
                            "5. Tên người đại diện pháp luật:",
                            "6. Ngày thành lập/đăng ký kinh doanh:",
                            "7. Tên sản phẩm/dịch vụ",
                            "Cà phê Arabica Tân Hà",
                            "a) Giấy đăng ký kinh doanh:",
                            "minh chứng số 1.1",
                            "b) Đã công bố chất lượng",
                            "c) Đã có các điều kiện sản xuất",
                            "d) Đã có đăng ký sở hữu trí tuệ",
                            "8. Lịch sử hình thành của chủ thể",
                            "9. Cơ cấu tổ chức của chủ thể",
                            "Phần II. KẾT QUẢ THỰC HIỆN PHƯƠNG ÁN SẢN XUẤT KINH DOANH",
                            "Phần III. ĐÁNH GIÁ KẾT QUẢ THỰC HIỆN THEO BỘ TIÊU CHÍ SẢN PHẨM OCOP",
                            "1.1 Nguồn nguyên liệu",
                            "3.1 Hương vị",
                            "Tài liệu minh chứng kèm theo",
                            "Giấy đăng ký kinh doanh",
                            "Câu chuyện về sản phẩm",
                            "Giải thưởng của sản phẩm",
                            "Phần IV. KẾ HOẠCH SẢN XUẤT, KINH DOANH",
                            "ĐẠI DIỆN THEO PHÁP LUẬT CỦA CƠ SỞ"}) {
    const std::size_t found = form.find(piece, at);
    ASSERT_NE(found, std::string::npos) << piece << " after " << at << "\n" << form;
    at = found;
  }
  EXPECT_EQ(form.find("Những thay đổi"), std::string::npos) << "a first dossier changed nothing";
  const auto docx = get(world.maker, path(id, "/form-02.docx"));
  EXPECT_TRUE(package::Package::open(package::Source::bytes(docx.body), {}).ok());
}

TEST_P(EvaluationBinderPages, FormThreeIsReadByWhomTheReportIs) {
  const DossierId id = submitted();
  EXPECT_EQ(get(world.maker, path(id, "/form-03.pdf")).status, 409) << "the commune has not forwarded it";
  EXPECT_EQ(get(world.officer, path(id, "/form-03.pdf")).status, 404) << "nobody wrote on it";
  EXPECT_FALSE(has(get(world.officer, path(id, "")), "/form-03.pdf"));
  const std::int64_t version = view(world.officer, id).report->version;
  ASSERT_TRUE(service().save_report(world.officer, id, {version, ReportWords{"Chè hái tại xã.", "28 người trong xã.", "", ""}}).ok());
  const auto draft = get(world.officer, path(id, "/form-03.pdf"));
  ASSERT_EQ(draft.status, 200);
  EXPECT_EQ(get(world.maker, path(id, "/form-03.pdf")).status, 409);
  if (has_readers()) {
    EXPECT_NE(text_of(draft.body).find("BẢN NHÁP / DRAFT"), std::string::npos);
    EXPECT_EQ(text_of(whole(world.maker, id)).find("28 người"), std::string::npos) << "a draft is the commune's own";
  }
  forward(id);
  const auto final_report = get(world.maker, path(id, "/form-03.pdf"));
  ASSERT_EQ(final_report.status, 200);
  EXPECT_EQ(get(world.other_maker, path(id, "/form-03.pdf")).status, 404);
  EXPECT_TRUE(has(get(world.maker, path(id, "")), "/form-03.pdf"));
  if (!has_readers()) GTEST_SKIP() << "poppler-utils is not installed";
  const std::string printed = text_of(final_report.body);
  EXPECT_EQ(printed.find("NHÁP"), std::string::npos);
  for (const char* piece :
       {"BÁO CÁO", "I. THÔNG TIN CHUNG VỀ HỒ SƠ SẢN PHẨM", "II. ĐÁNH GIÁ MỘT SỐ NỘI DUNG CỦA HỒ SƠ SẢN PHẨM",
        "1. Về sử dụng nguyên liệu địa phương:", "4. Bản sắc/trí tuệ địa phương:", "Giống Shan tuyết.", "T.M ỦY BAN NHÂN DÂN"})
    EXPECT_NE(printed.find(piece), std::string::npos) << piece << "\n" << printed;
}

// A paper that cannot be bound is a page that says so; the others are bound.
TEST_P(EvaluationBinderPages, ABrokenOrLockedPaperIsAPageThatSaysSo) {
  const DossierId id = open_draft();
  const PaperId locked = add_paper(31, PaperKind::test_sheet, "Phiếu có mật khẩu", locked_pdf());
  const PaperId broken = add_paper(32, PaperKind::test_sheet, "Phiếu hỏng", "%PDF-1.7\nkhông phải PDF");
  const PaperId cut = add_paper(33, PaperKind::award, "Ảnh cụt", "\xFF\xD8\xFF\xE1");
  const PaperId drawn = add_paper(34, PaperKind::award, "Ảnh PNG", "\x89PNG\r\n\x1A\n...");
  const PaperId noted = add_paper(35, PaperKind::other, "Chỉ ghi tên", "");
  world.producers.papers.back().file_name.clear();
  ASSERT_TRUE(service().save_answer(world.maker, id, {"1.1", 3, "", {world.contract, locked, broken, cut, drawn, noted}}).ok());
  answer(id, world.maker, {{"1.2", 2}, {"2.1", 2}, {"3.1", 2}});
  submit(id);
  const std::string pdf = whole(world.officer, id);
  ASSERT_TRUE(documents::count_pages(pdf).ok());
  if (!has_readers()) GTEST_SKIP() << "poppler-utils is not installed";
  const auto pages = pages_of(pdf);
  const auto page_with = [&](const std::string& mark) {
    const auto found = std::ranges::find_if(pages, [&](const std::string& page) { return page.find(mark) != std::string::npos; });
    return found == pages.end() ? std::string() : *found;
  };
  const std::tuple<const char*, const char*, PaperId> expected[] = {{"Minh chứng 12.1 ·", "có mật khẩu", locked},
                                                                    {"Minh chứng 12.2 ·", "bị hỏng", broken},
                                                                    {"Minh chứng 15.1 ·", "bị hỏng", cut},
                                                                    {"Minh chứng 15.2 ·", "không vẽ được", drawn},
                                                                    {"Minh chứng 16.1 ·", "không có tệp", noted}};
  for (const auto& [mark, why, id_of_paper] : expected) {
    const std::string page = page_with(mark);
    EXPECT_NE(page.find(why), std::string::npos) << mark << "\n" << page;
    const auto paper = std::ranges::find(world.producers.papers, id_of_paper, &producers::Paper::id);
    EXPECT_NE(squeezed(page).find(paper->sha256), std::string::npos) << "whole, without a hyphen\n" << page;
  }
  EXPECT_NE(page_with("Minh chứng 3.1 ·").find("Hợp đồng 1"), std::string::npos) << "the others are bound";
}

TEST_P(EvaluationBinderPages, ThirtyPapersStandOnThePagesThatTheContentsName) {
  const DossierId id = open_draft();
  std::vector<PaperId> first, second;
  for (std::uint8_t n = 0; n < 30; ++n) {
    const PaperKind kind = producers::kPaperKinds[n % producers::kPaperKinds.size()];
    const PaperId paper = add_paper(static_cast<std::uint8_t>(100 + n), kind, "Giấy thứ " + std::to_string(n),
                                    pdf_of("Nội dung giấy " + std::to_string(n), 1 + n % 3));
    (n < 15 ? first : second).push_back(paper);
  }
  ASSERT_TRUE(service().save_answer(world.maker, id, {"1.1", 3, "", first}).ok());
  ASSERT_TRUE(service().save_answer(world.maker, id, {"1.2", 2, "", second}).ok());
  answer(id, world.maker, {{"2.1", 2}, {"3.1", 2}});
  submit(id);
  const std::string pdf = whole(world.officer, id);
  ASSERT_TRUE(documents::count_pages(pdf).ok());
  if (!has_readers()) GTEST_SKIP() << "poppler-utils is not installed";
  const auto pages = pages_of(pdf);
  const std::string outline = outline_of(pdf);
  const Binder binder = *service().binder(world.officer, id);
  ASSERT_GE(binder.evidence.size(), 30u);
  EXPECT_EQ(occurrences(outline, "<item page="), static_cast<int>(5 + binder.evidence.size())) << outline;
  std::string contents;
  for (const std::string& page : pages)
    if (page.find("Mẫu số 01: Phiếu đăng ký") != std::string::npos || !contents.empty()) {
      if (page.find("CỘNG HÒA XÃ HỘI") != std::string::npos) break;
      contents += page + " ";
    }
  for (const Evidence& one : binder.evidence) {
    const std::string mark = "Minh chứng " + one.number + " ·";
    const auto found = std::ranges::find_if(pages, [&](const std::string& page) { return page.find(mark) != std::string::npos; });
    ASSERT_NE(found, pages.end()) << mark;
    const std::string number = std::to_string(found - pages.begin() + 1);
    EXPECT_NE(contents.find(one.number + " " + one.paper.title + " " + number), std::string::npos) << mark << " " << number << "\n"
                                                                                                   << contents;
    EXPECT_NE(outline.find("<item page=\"" + number + "\">" + one.number + " "), std::string::npos) << mark << " " << number;
    if (one.paper.title.starts_with("Giấy thứ "))
      EXPECT_NE(found->find("Nội dung giấy " + one.paper.title.substr(std::string("Giấy thứ ").size())), std::string::npos) << *found;
  }
}

TEST_P(EvaluationBinderPages, RequestsForCompletionStandWithTheirAnswers) {
  if (!has_readers()) GTEST_SKIP() << "poppler-utils is not installed";
  const DossierId id = submitted();
  const Date until = vietnam_date(world.clock.now()).plus_days(10);
  const AskCompletion letter{view(world.officer, id).dossier.version, "Đề nghị bổ sung.", until, {{"1.1", "Hợp đồng thiếu trang ký"}}};
  ASSERT_TRUE(service().ask_completion(world.officer, id, letter).ok());
  // While it is open its producer writes on: the commune reads what was handed in.
  ASSERT_TRUE(
      service().save_answer(world.maker, id, {"2.1", 1, "Đang viết lại", {}, view(world.maker, id).self.find("2.1")->version}).ok());
  const std::string asked = text_of(whole(world.officer, id));
  EXPECT_NE(asked.find("Hợp đồng thiếu trang ký"), std::string::npos);
  EXPECT_NE(asked.find("Trả lời: chưa có"), std::string::npos);
  EXPECT_EQ(asked.find("Đang viết lại"), std::string::npos);
  const std::string makers = text_of(whole(world.maker, id));
  EXPECT_NE(makers.find("Đang viết lại"), std::string::npos);
  EXPECT_NE(makers.find("BẢN NHÁP / DRAFT"), std::string::npos) << "what it is completing is not handed in";
  ASSERT_TRUE(service()
                  .answer_completion(world.maker, id, 1,
                                     {view(world.maker, id).self.version, "Đã thêm trang ký.", rules::Tick::given, rules::Tick::given})
                  .ok());
  const std::string bound = whole(world.officer, id), answered = text_of(bound);
  const auto pages = pages_of(bound);
  EXPECT_NE(pages.at(0).find("Trả lời ngày 23/11/2026"), std::string::npos) << pages[0];
  EXPECT_NE(pages.at(1).find("MỤC LỤC"), std::string::npos) << "with a request the cover ran one line onto a second page\n" << pages[1];
  for (const char* piece :
       {"Yêu cầu hoàn thiện lần 1", "Đề nghị bổ sung.", "Đã thêm trang ký.", "03/12/2026", "Trả lời ngày 23/11/2026", "Đang viết lại"})
    EXPECT_NE(answered.find(piece), std::string::npos) << piece << "\n" << answered;
}

// Article 6.1b: what changed since the product was recognised is in form 02.
TEST_P(EvaluationBinderPages, AnUpgradeSaysWhatItChanged) {
  if (!has_readers()) GTEST_SKIP() << "poppler-utils is not installed";
  const DossierId earlier = submitted();
  name_council(earlier);
  for (std::size_t i = 0; i < 3; ++i) hand_in(earlier, world.members[i], kThreeStars);
  ASSERT_TRUE(close(earlier).ok());
  ASSERT_TRUE(decide(earlier, view(world.province, earlier).dossier.version).ok());
  world.products.rows[0].standing.stars = 3;
  world.products.rows[0].standing.valid_until = Date::of(2029, 11, 22);
  world.clock.set({world.clock.now().milliseconds + 86'400'000LL});
  const auto opened = service().open_dossier(world.maker, {world.product, Kind::upgrade, "QD26-13"});
  ASSERT_TRUE(opened.ok());
  const DossierId id = opened->dossier.id;
  const PaperId award = add_paper(40, PaperKind::award, "Giải thưởng 2026", pdf_of("Giải nhất"));
  const auto unchanged = text_of(get(world.maker, path(id, "/form-02.pdf")).body);
  EXPECT_NE(unchanged.find("Các tiêu chí: không thay đổi."), std::string::npos) << unchanged;
  const Sheet own = view(world.maker, id).self;
  ASSERT_TRUE(service().save_answer(world.maker, id, {"1.1", 2, "Thêm vùng trồng", {award}, own.find("1.1")->version}).ok());
  const std::string printed = text_of(get(world.maker, path(id, "/form-02.pdf")).body);
  for (const char* piece :
       {"Những thay đổi so với sản phẩm đã được công nhận", "01/PĐK-68-24988-2026", "có quyết định ngày 23/11/2026", "minh chứng số 15.1",
        "1.1 Nguồn nguyên liệu: trước đây “Từ 75%”; mô tả viết lại; thêm minh chứng số 15.1; bỏ 1 giấy tờ."})
    EXPECT_NE(printed.find(piece), std::string::npos) << piece << "\n" << printed;
  EXPECT_EQ(printed.find("1.2 Liên kết chuỗi: "), std::string::npos) << "it is as it was";
  // A member who scores is not told the earlier option either.
  submit(id);
  name_council(id);
  const std::string members = text_of(get(world.members[0], path(id, "/form-02.pdf")).body);
  EXPECT_NE(members.find("1.1 Nguồn nguyên liệu: mô tả viết lại; thêm minh chứng số 15.1"), std::string::npos) << members;
  EXPECT_EQ(members.find("Từ 75%"), std::string::npos);
}

// Limits are pages that say so, and never more than was asked for.
TEST_P(EvaluationBinderPages, BeyondALimitAPaperIsAPage) {
  const DossierId id = open_draft();
  for (std::uint8_t n = 0; n < 3; ++n)
    add_paper(static_cast<std::uint8_t>(50 + n), PaperKind::award, "PNG", "\x89PNG\r\n\x1A\n" + std::to_string(n));
  ASSERT_TRUE(service().save_answer(world.maker, id, {"1.1", 3, "", {world.contract, paper_id(50), paper_id(51), paper_id(52)}}).ok());
  const Binder binder = *service().binder(world.maker, id);
  int drawn = 0, read = 0;
  const std::string page = pdf_of("Ảnh");
  const BindTools tools{
      .file =
          [&](const producers::Paper& paper) {
            ++read;
            return service().file_of(binder, paper);
          },
      .jpeg = [&](std::string_view) -> Result<std::string> {
        ++drawn;
        return std::string(
            "\xFF\xD8\xFF\xC0\0\x11\x08\0\x40\0\x60\x03\1\x11\0\2\x11\0\3\x11\0\xFF\xDA\0\x0C\3\1\0\2\0\3\0\0\x3F\0\xFF\xD9"sv);
      },
      .fonts = ocop::test::fonts(),
      .address = "https://ocop.test"};
  const BinderFacts facts{binder, world.places, world.clock.now()};
  const auto whole = bind(facts, tools, {.drawn = 2});
  ASSERT_TRUE(whole.ok()) << whole.error().detail;
  EXPECT_EQ(drawn, 2);
  const auto few_pages = bind(facts, tools, {.pages = 1});
  ASSERT_TRUE(few_pages.ok());
  read = 0;
  for (producers::Paper& paper : world.producers.papers) paper.size = 1'000;
  const Binder sized = *service().binder(world.maker, id);
  const auto few_bytes = bind({sized, world.places, world.clock.now()}, tools, {.bytes = 999});
  ASSERT_TRUE(few_bytes.ok());
  EXPECT_EQ(read, 0) << "what is known to be too much is not read";
  if (!has_readers()) GTEST_SKIP() << "poppler-utils is not installed";
  EXPECT_EQ(occurrences(text_of(*whole), "chỉ vẽ một số ảnh PNG"), 1);
  EXPECT_NE(text_of(*whole).find("Hợp đồng 2"), std::string::npos);
  EXPECT_EQ(text_of(*few_pages).find("Hợp đồng 2"), std::string::npos) << "two pages are more than one";
  EXPECT_GE(occurrences(text_of(*few_bytes), "đã đủ số trang hoặc dung lượng"), 4);
}

}  // namespace
}  // namespace ocop::evaluation::test
