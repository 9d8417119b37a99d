#include <algorithm>
#include <array>

#include "kernel/i18n/translate.h"
#include "modules/evaluation/forms_parts.h"
#include "modules/evaluation/words.h"

// Form 02 of Annex III, "Báo cáo tự đánh giá về sản phẩm" (article 6.1), in the Decision's words and order.
namespace ocop::evaluation {

using documents::bold;
using documents::Boxes;
using documents::Document;
using documents::Heading;
using documents::Paragraph;
using documents::Pieces;
using documents::plain;
using documents::Table;
using documents::TableRow;
using print::Align;
using print::Fill;
using producers::PaperKind;
using namespace forms;

namespace {

// The lines of the proof table as it is printed in part III.
constexpr std::array<std::string_view, kProofLines> kProof{
    "Giấy đăng ký kinh doanh",
    "Giấy chứng nhận cơ sở đủ điều kiện sản xuất",
    "Nguồn gốc nguyên liệu, vùng nguyên liệu, liên kết chuỗi",
    "Bảo vệ môi trường, sử dụng công nghệ theo hướng bền vững",
    "Sử dụng lao động địa phương",
    "Tăng trưởng sản xuất kinh doanh",
    "Sở hữu trí tuệ",
    "Phát triển thị trường, hoạt động quảng bá, xúc tiến thương mại",
    "Quảng bá sản phẩm",
    "Câu chuyện về sản phẩm",
    "Công bố chất lượng sản phẩm",
    "Phiếu kết quả kiểm nghiệm chỉ tiêu chất lượng, an toàn thực phẩm theo tiêu chuẩn công bố",
    "Mã số mã vạch, tem truy xuất nguồn gốc",
    "Hệ thống quản lý chất lượng tiên tiến, kiểm soát chất lượng",
    "Giải thưởng của sản phẩm, bình chọn của các tổ chức uy tín trong nước và quốc tế"};

void dotted(Document& out, int lines) {
  for (int i = 0; i < lines; ++i) out.blocks.push_back(Paragraph{{plain(std::string(kDots) + std::string(kDots))}});
}
void heading(Document& out, std::string part, std::string title) { out.blocks.push_back(Heading{2, part + ". " + title, Align::centre}); }

bool has_kind(const Binder& binder, PaperKind kind) {
  return std::ranges::any_of(binder.evidence, [&](const Evidence& one) { return one.paper.kind == kind; });
}
std::string numbers_of_kind(const Binder& binder, PaperKind kind) {
  std::string out;
  for (const Evidence& one : binder.evidence)
    if (one.paper.kind == kind) out += (out.empty() ? "" : "; ") + one.number;
  return out;
}
void box(Document& out, const Binder& binder, std::string label, PaperKind kind) {
  const Boxes::Tick tick = has_kind(binder, kind) ? Boxes::Tick::ticked : Boxes::Tick::empty;
  out.blocks.push_back(
      Boxes{std::move(label), {{tick == Boxes::Tick::ticked ? "minh chứng số " + numbers_of_kind(binder, kind) : "", tick}}});
}
// Which of them a paper is nobody has told the program: the maker ticks it on paper.
void open_box(Document& out, std::string label) { out.blocks.push_back(Boxes{std::move(label), {{"", Boxes::Tick::empty}}}); }

void about_the_maker(Document& out, const BinderFacts& facts, const FormFacts& form) {
  const producers::Producer& producer = form.view.producer;
  heading(out, "Phần I", "THÔNG TIN CHUNG");
  out.blocks.push_back(Paragraph{{plain("1. Tên chủ thể: "), bold(producer.name)}});
  const bool known = producer.kind != producers::Kind::unknown;
  out.blocks.push_back(
      line("2. Loại hình tổ chức: ", known ? std::string(translate(producers::label(producer.kind), Language::vi)) : std::string(kDots)));
  out.blocks.push_back(line("3. Địa chỉ: ", address_of(form)));
  out.blocks.push_back(line("4. Điện thoại: ", std::string(kShortDots) + " Email: " + std::string(kShortDots)));
  out.blocks.push_back(line("5. Tên người đại diện pháp luật: ", std::string(kDots)));
  out.blocks.push_back(line("- Họ tên: ", std::string(kDots)));
  out.blocks.push_back(line("- Giới tính: ", std::string(kShortDots) + " (Nam/nữ); Dân tộc: " + std::string(kShortDots)));
  out.blocks.push_back(line("- Địa chỉ thường trú: ", std::string(kDots)));
  const auto found =
      std::ranges::find(facts.binder.evidence, PaperKind::business_registration, [](const Evidence& one) { return one.paper.kind; });
  const producers::Paper none;
  const producers::Paper& registered = found == facts.binder.evidence.end() ? none : found->paper;
  out.blocks.push_back(line("6. Ngày thành lập/đăng ký kinh doanh: ",
                            (registered.issued ? registered.issued->show(Language::vi) : std::string(kShortDots)) +
                                " Số giấy đăng ký (nếu có): " + (registered.number.empty() ? std::string(kShortDots) : registered.number)));
}

void about_the_product(Document& out, const Binder& binder) {
  out.blocks.push_back(
      Paragraph{{plain("7. Tên sản phẩm/dịch vụ, mô tả về quy cách sản phẩm, tiêu chuẩn: "), bold(binder.view.dossier.product_name)}});
  dotted(out, 1);
  out.blocks.push_back(Paragraph{{plain("Đánh dấu vào mục tương ứng:")}});
  box(out, binder, "a) Giấy đăng ký kinh doanh:", PaperKind::business_registration);
  box(out, binder, "b) Đã công bố chất lượng sản phẩm theo quy định:", PaperKind::quality_declaration);
  box(out, binder, "c) Đã có các điều kiện sản xuất theo quy định:", PaperKind::production_conditions);
  open_box(out, "- Giấy chứng nhận cơ sở đủ điều kiện vệ sinh an toàn thực phẩm theo quy định của pháp luật cho sản xuất sản phẩm:");
  open_box(out, "- Giấy chứng nhận cơ sở đủ điều kiện sản xuất bắt buộc theo quy định cho sản phẩm:");
  box(out, binder, "d) Đã có đăng ký sở hữu trí tuệ:", PaperKind::intellectual_property);
  for (const char* label :
       {"+ Giấy chứng nhận đăng ký nhãn hiệu:", "+ Văn bản ghi nhận quyền sử dụng chỉ dẫn địa lý, nhãn hiệu tập thể, nhãn hiệu chứng nhận:",
        "+ Bằng sáng chế", "+ Bằng độc quyền kiểu dáng công nghiệp:", "+ Giấy chứng nhận bản quyền tác giả", "+ Khác (ghi rõ):"})
    open_box(out, label);
  out.blocks.push_back(Paragraph{{plain("8. Lịch sử hình thành của chủ thể (nêu các giai đoạn hình thành và phát triển):")}});
  dotted(out, 2);
  out.blocks.push_back(Paragraph{{plain("9. Cơ cấu tổ chức của chủ thể:")}});
  dotted(out, 2);
}

void results(Document& out) {
  heading(out, "Phần II", "KẾT QUẢ THỰC HIỆN PHƯƠNG ÁN SẢN XUẤT KINH DOANH");
  out.blocks.push_back(
      Paragraph{{plain("Đánh giá kết quả triển khai phương án sản xuất, kinh doanh của chủ thể theo Phương án sản xuất, kinh "
                       "doanh khi tham gia OCOP:")},
                Align::left,
                Fill::justified});
  for (const char* label :
       {"- Tổ chức vùng nguyên liệu, công nghệ sản xuất, sơ chế, chế biến, đóng gói sản phẩm của chủ thể.",
        "- Sự thay đổi về chất lượng sản phẩm: chất lượng, tiêu chuẩn chất lượng, bao bì, nhãn mác, hình thức đóng gói.",
        "- Thị trường phân phối sản phẩm.", "- Kết quả sản xuất, kinh doanh: doanh thu, lợi nhuận."}) {
    out.blocks.push_back(Paragraph{{plain(label)}});
    dotted(out, 1);
  }
}

// ---- part III ------------------------------------------------------------------------------------------------------------------

const rulebooks::Option* option_of(const rulebooks::Criterion& criterion, int option) {
  const bool known = option > rulebooks::kUnticked && static_cast<std::size_t>(option) <= criterion.options.size();
  return known ? &criterion.options[static_cast<std::size_t>(option) - 1] : nullptr;
}
std::string option_label(const rulebooks::Criterion& criterion, int option) {
  const rulebooks::Option* found = option_of(criterion, option);
  return found ? found->label.vi : "Không mức nào";
}
const Answer* answer_of(const Binder& binder, std::string_view criterion) {
  const auto found = std::ranges::find(binder.answers, criterion, &Answer::criterion);
  return found == binder.answers.end() ? nullptr : &*found;
}

TableRow criterion_row(const Binder& binder, const rulebooks::Criterion& criterion) {
  const Answer* answer = answer_of(binder, criterion.code);
  const std::string papers = answer ? numbers_of(binder.evidence, answer->papers) : std::string();
  TableRow row{{{plain(criterion_title(criterion, Language::vi))}}};
  const bool shown = binder.points == SelfPoints::shown;
  Pieces said;
  if (shown) said.push_back(bold(answer ? option_label(criterion, answer->option) : "Chưa trả lời"));
  if (answer && !answer->note.empty()) said.push_back(plain((said.empty() ? "" : "\n") + answer->note));
  row.push_back({std::move(said)});
  row.push_back({{plain(papers)}});
  const rulebooks::Option* option = answer ? option_of(criterion, answer->option) : nullptr;
  if (shown) row.push_back({{plain(std::to_string(option ? option->points : 0) + "/" + std::to_string(criterion.max))}, Align::right});
  return row;
}

Table criteria(const Binder& binder) {
  const DossierView& view = binder.view;
  const bool shown = binder.points == SelfPoints::shown;
  Table out;
  out.points = 10.5;
  out.widths = shown ? std::vector<double>{4, 6, 1.8, 1.4} : std::vector<double>{4, 7.2, 2};
  TableRow header{{{plain("Tiêu chí")}}, {{plain(shown ? "Tự đánh giá; mô tả" : "Mô tả")}}, {{plain("Minh chứng số")}}};
  if (shown) header.push_back({{plain("Điểm")}, Align::right});
  out.header.push_back(std::move(header));
  for (const rulebooks::Part& part : view.table->parts) {
    TableRow title{{{bold("Phần " + part.code + ". " + part.title.vi)}, Align::left, 3}};
    if (shown) {
      const auto points = view.rail->outcome.parts.find(part.code);
      title.push_back(
          {{bold((points == view.rail->outcome.parts.end() ? "0" : figure(points->second, Language::vi)) + "/" + std::to_string(part.max))},
           Align::right});
    }
    out.rows.push_back(std::move(title));
    for (const rulebooks::Section& section : part.sections)
      for (const rulebooks::Criterion& criterion : section.criteria) out.rows.push_back(criterion_row(binder, criterion));
  }
  return out;
}

Table proof(const Binder& binder) {
  Table out;
  out.points = 10.5;
  out.widths = {1, 6, 7};
  out.header = {{{{plain("TT")}}, {{plain("Nội dung")}}, {{plain("Giấy tờ trong hồ sơ")}}}};
  for (int number = 1; number <= kProofLines + 1; ++number) {
    std::string papers;
    for (const Evidence& one : binder.evidence)
      if (proof_line(one.paper.kind) == number) papers += (papers.empty() ? "" : "\n") + one.number + " " + title_of(one.paper);
    if (number > kProofLines && papers.empty()) continue;
    const std::string label = number > kProofLines ? "Giấy tờ khác" : std::string(kProof[static_cast<std::size_t>(number) - 1]);
    out.rows.push_back({{{plain(std::to_string(number))}}, {{plain(label)}}, {{plain(papers.empty() ? "–" : papers)}}});
  }
  return out;
}

std::string changed_words(const Binder& binder, const ChangedAnswer& changed) {
  std::string out;
  const auto add = [&](const std::string& words) { out += (out.empty() ? "" : "; ") + words; };
  const rulebooks::Criterion* criterion = binder.view.table->find(changed.criterion);
  if (changed.earlier_option && criterion) add("trước đây “" + option_label(*criterion, *changed.earlier_option) + "”");
  if (changed.note_rewritten) add("mô tả viết lại");
  if (!changed.added.empty()) add("thêm minh chứng số " + numbers_of(binder.evidence, changed.added));
  if (changed.dropped > 0) add("bỏ " + std::to_string(changed.dropped) + " giấy tờ");
  return out;
}

// Articles 6.1b and 6.1c.
void since_last(Document& out, const Binder& binder) {
  if (!binder.since) return;
  const SinceLast& since = *binder.since;
  out.blocks.push_back(Heading{3, "Những thay đổi so với sản phẩm đã được công nhận"});
  out.blocks.push_back(line(
      "So với hồ sơ số ",
      since.number + (since.decided ? ", có quyết định ngày " + vietnam_date(*since.decided).show(Language::vi) : std::string()) + "."));
  if (!since.earlier_name.empty()) out.blocks.push_back(line("- Tên sản phẩm trước đây: ", since.earlier_name));
  const std::string added = numbers_of(binder.evidence, since.added);
  out.blocks.push_back(line("- Giấy tờ mới: ", added.empty() ? "không có" : "minh chứng số " + added));
  out.blocks.push_back(line("- Giấy tờ không dùng nữa: ", std::to_string(since.dropped)));
  if (!since.same_table) {
    out.blocks.push_back(line("- ", "Hồ sơ trước theo bộ tiêu chí khác nên không so được từng tiêu chí."));
    return;
  }
  if (since.answers.empty()) out.blocks.push_back(line("- ", "Các tiêu chí: không thay đổi."));
  for (const ChangedAnswer& changed : since.answers)
    if (const rulebooks::Criterion* criterion = binder.view.table->find(changed.criterion))
      out.blocks.push_back(line("- " + criterion_title(*criterion, Language::vi) + ": ", changed_words(binder, changed) + "."));
}

void assessment(Document& out, const Binder& binder) {
  heading(out, "Phần III", "ĐÁNH GIÁ KẾT QUẢ THỰC HIỆN THEO BỘ TIÊU CHÍ SẢN PHẨM OCOP");
  out.blocks.push_back(strong_line("Bộ tiêu chí: ", set_of(binder.view)));
  if (binder.points == SelfPoints::left_out)
    out.blocks.push_back(Paragraph{{italic("Bản này không in mức và điểm tự đánh giá: Hội đồng đang chấm.")}});
  out.blocks.push_back(criteria(binder));
  if (binder.points == SelfPoints::shown)
    out.blocks.push_back(strong_line("Tổng điểm tự đánh giá: ", figure(binder.view.rail->outcome.total, Language::vi) + " trên 100"));
  since_last(out, binder);
  out.blocks.push_back(Heading{3, "Tài liệu minh chứng kèm theo"});
  out.blocks.push_back(proof(binder));
}

}  // namespace

namespace forms {
std::string title_of(const producers::Paper& paper) {
  return paper.title.empty() ? std::string(translate(producers::label(paper.kind), Language::vi)) : paper.title;
}
std::string handed_in_words(const Dossier& dossier) {
  return dossier.number + (dossier.submitted_at ? ", nộp ngày " + vietnam_date(*dossier.submitted_at).show(Language::vi) : "");
}
}  // namespace forms

Document form_02(const BinderFacts& facts) {
  const Binder& binder = facts.binder;
  const FormFacts form{binder.view, facts.places, facts.now};
  const Dossier& dossier = binder.view.dossier;
  Document out{.title = "Báo cáo tự đánh giá về sản phẩm: " + dossier.product_name,
               .author = binder.view.producer.name,
               .subject = dossier.number,
               .created = dossier.submitted_at.value_or(dossier.opened_at),
               .foot = handed_in_words(dossier),
               .mark = draft_mark(binder.view),
               .blocks = {}};
  out.blocks.push_back(Heading{1, "BÁO CÁO TỰ ĐÁNH GIÁ VỀ SẢN PHẨM", Align::centre});
  out.blocks.push_back(middle(italic("(Dành cho chủ thể có sản phẩm đăng ký)"), 2));
  out.blocks.push_back(middle(plain("Phiếu đăng ký số " + handed_in_words(dossier)), 5));
  about_the_maker(out, facts, form);
  about_the_product(out, binder);
  results(out);
  assessment(out, binder);
  heading(out, "Phần IV", "KẾ HOẠCH SẢN XUẤT, KINH DOANH");
  out.blocks.push_back(
      Paragraph{{plain("Định hướng, kế hoạch của chủ sở hữu trong thời gian tới về phát triển sản phẩm, tổ chức sản xuất, thị trường:")},
                Align::left,
                Fill::justified});
  dotted(out, 3);
  signature(out, {middle(italic("………, ngày …… tháng …… năm ………")), middle(bold("ĐẠI DIỆN THEO PHÁP LUẬT CỦA CƠ SỞ")),
                  middle(italic("(Ký, họ tên, đóng dấu)"), 20)});
  return out;
}

}  // namespace ocop::evaluation
