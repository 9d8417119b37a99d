#include "modules/evaluation/binder_parts.h"

#include <algorithm>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "modules/evaluation/forms_parts.h"
#include "modules/evaluation/pages_completion.h"
#include "modules/evaluation/words.h"

// Cover, contents, requests and the list of proof of a bound dossier. The Decision prints no form for them: the words are ours.
namespace ocop::evaluation::binding {

using documents::bold;
using documents::Document;
using documents::Heading;
using documents::Paragraph;
using documents::plain;
using documents::Table;
using print::Align;
using print::Fill;
using namespace forms;

namespace {

Document sheet(const BinderFacts& facts, std::string title) {
  const DossierView& view = facts.binder.view;
  return {.title = std::move(title),
          .author = view.producer.name,
          .subject = view.dossier.number,
          .created = facts.now,
          .foot = view.dossier.number,
          .mark = draft_mark(view),
          .numbers = Document::Numbers::none,
          .blocks = {}};
}
Paragraph prose(std::string text) { return {{plain(std::move(text))}, Align::left, Fill::justified}; }
std::string day_of(const std::optional<Instant>& instant) { return instant ? vietnam_date(*instant).show(Language::vi) : "–"; }

// Each step with its day and the paper that is its receipt.
Table steps(const Dossier& dossier) {
  Table out;
  out.points = 10;
  out.widths = {6.5, 2, 5};
  out.header = {{{{plain("Bước")}}, {{plain("Ngày")}}, {{plain("Phiếu, văn bản")}}}};
  const auto add = [&](std::string step, const std::optional<Instant>& at, std::string paper) {
    out.rows.push_back({{{plain(std::move(step))}}, {{plain(day_of(at))}}, {{plain(at ? std::move(paper) : std::string("–"))}}});
  };
  add("Mở hồ sơ", dossier.opened_at, "Số " + dossier.number);
  add("Nộp cho UBND cấp xã (khoản 1 Điều 7)", dossier.submitted_at, "Phiếu đăng ký số " + dossier.number);
  for (const Request& request : dossier.requests) {
    // One row each: what was asked and answered has a part of its own, and the cover is one page.
    const bool cancelled = request.ending && *request.ending == Ending::cancelled;
    add("Yêu cầu hoàn thiện lần " + std::to_string(request.number), request.asked_at,
        request.ended_at ? (cancelled ? "Rút ngày " : "Trả lời ngày ") + day_of(request.ended_at)
                         : "Hạn " + request.until.show(Language::vi));
  }
  add("UBND cấp xã chuyển lên tỉnh (khoản 2 Điều 7)", dossier.forwarded_at, "Báo cáo theo Mẫu số 03");
  add("Hội đồng cấp tỉnh bắt đầu chấm (khoản 3 Điều 7)", dossier.scoring_at, "");
  add("Hội đồng chốt kết quả", dossier.closed_at, "");
  add("Tỉnh ghi quyết định", dossier.decided_at, "");
  return out;
}

void about(Document& out, const BinderFacts& facts, std::string_view address) {
  const DossierView& view = facts.binder.view;
  const Dossier& dossier = view.dossier;
  const Date day = forms::day_of(FormFacts{view, facts.places, facts.now});
  const std::string place = facts.places.show_on(day, dossier.province, dossier.commune, Language::vi);
  out.blocks.push_back(strong_line("Sản phẩm: ", dossier.product_name));
  out.blocks.push_back(strong_line("Chủ thể: ", view.producer.name));
  out.blocks.push_back(strong_line("Nơi nộp: ", place.empty() ? std::string(kDots) : place));
  out.blocks.push_back(strong_line("Bộ tiêu chí: ", set_of(view)));
  if (view.rulebook) out.blocks.push_back(strong_line("Theo Quyết định: ", view.rulebook->decision));
  out.blocks.push_back(strong_line("Lần đăng ký: ", std::string(translate(label(dossier.kind), Language::vi))));
  out.blocks.push_back(strong_line("Phiếu đăng ký số: ", handed_in_words(dossier)));
  out.blocks.push_back(strong_line("Trạng thái: ", std::string(translate(label(dossier.state), Language::vi))));
  out.blocks.push_back(strong_line("Đối chiếu tại: ", std::string(address)));
}

std::string paper_facts(const producers::Paper& paper) {
  std::string out = title_of(paper);
  const auto add = [&](const std::string& words) { out += (out.empty() ? "" : "; ") + words; };
  if (!paper.number.empty()) add("số " + paper.number);
  if (!paper.issuer.empty()) add(paper.issuer);
  if (paper.issued) add("cấp ngày " + paper.issued->show(Language::vi));
  if (paper.expires) add("hết hạn " + paper.expires->show(Language::vi));
  return out;
}
// In two lines: one that is broken by itself gets a hyphen, which is no part of it.
std::string digest_of(const producers::Paper& paper) {
  constexpr std::size_t kLine = 32;
  if (paper.sha256.empty()) return "không có tệp";
  return paper.sha256.size() <= kLine ? paper.sha256 : paper.sha256.substr(0, kLine) + "\n" + paper.sha256.substr(kLine);
}

std::string person(const DossierView& view, AccountId account) {
  const auto found = view.people.find(account);
  return found == view.people.end() ? std::string() : found->second;
}

void one_request(Document& out, const DossierView& view, const Completion& one) {
  const std::string office = one.asked_in == State::submitted ? "Ủy ban nhân dân cấp xã" : "Cơ quan tham mưu quản lý OCOP cấp tỉnh";
  out.blocks.push_back(
      Heading{2, "Yêu cầu hoàn thiện lần " + std::to_string(one.number) + ", ngày " + vietnam_date(one.asked_at).show(Language::vi)});
  const std::string who = person(view, one.asked_by);
  out.blocks.push_back(line("Nơi yêu cầu: ", office + (who.empty() ? "" : ", " + who)));
  out.blocks.push_back(line("Hạn: ", one.until.show(Language::vi)));
  if (!one.words.empty()) out.blocks.push_back(prose(one.words));
  documents::List items{documents::List::Marker::number, {}};
  for (const CompletionItem& item : one.items)
    items.items.push_back({bold(pages::about_words(*view.table, item.about, Language::vi) + ": "), plain(item.words)});
  if (!items.items.empty()) out.blocks.push_back(std::move(items));
  if (!one.ending) {
    out.blocks.push_back(line("Trả lời: ", "chưa có"));
  } else if (*one.ending == Ending::cancelled) {
    out.blocks.push_back(line("Đã rút yêu cầu ngày ", day_of(one.ended_at)));
  } else {
    out.blocks.push_back(line("Trả lời ngày ", day_of(one.ended_at)));
    if (!one.answer.empty()) out.blocks.push_back(prose(one.answer));
  }
}

void corrections(Document& out, const DossierView& view) {
  if (view.corrections.empty()) return;
  out.blocks.push_back(Heading{2, "Chỗ cán bộ sửa trong phiếu"});
  for (const Correction& one : view.corrections) {
    const std::string field = one.field == kProductName ? "Tên sản phẩm" : "Mô tả tiêu chí " + one.criterion;
    const std::string who = person(view, one.corrected_by);
    out.blocks.push_back(prose(field + ": “" + one.earlier + "” sửa thành “" + one.later + "”. Lý do: " + one.why + " (" +
                               (who.empty() ? "" : who + ", ") + vietnam_date(one.corrected_at).show(Language::vi) + ")"));
  }
}

}  // namespace

Document cover(const BinderFacts& facts, std::string_view address) {
  constexpr double kPoints = 10;   // so that the cover of a dossier with some requests is one page
  const Binder& binder = facts.binder;
  Document out = sheet(facts, "Hồ sơ sản phẩm: " + binder.view.dossier.product_name);
  out.points = kPoints;
  letterhead(out);
  out.blocks.push_back(documents::Space{6});
  out.blocks.push_back(Heading{1, "HỒ SƠ SẢN PHẨM", Align::centre});
  out.blocks.push_back(middle(bold("Đăng ký tham gia đánh giá, phân hạng sản phẩm OCOP"), 5));
  about(out, facts, address);
  out.blocks.push_back(documents::Space{});
  out.blocks.push_back(steps(binder.view.dossier));
  out.blocks.push_back(Heading{2, "Về tệp này"});
  out.blocks.push_back(prose("Lập ngày " + vietnam_date(facts.now).show(Language::vi) + ", gồm " + std::to_string(binder.evidence.size()) +
                             " minh chứng, theo quyền đọc của người lập. Phiếu chấm của Hội đồng không thuộc hồ sơ sản phẩm."));
  if (binder.points == SelfPoints::left_out)
    out.blocks.push_back(prose("Hội đồng đang chấm và người lập chưa được xem điểm tự đánh giá: tệp không có mức và điểm tự đánh giá."));
  out.blocks.push_back(prose(
      "Hồ sơ trên phần mềm có giá trị pháp lý như hồ sơ giấy (khoản 1 Điều 7 Quyết định 26/2026/QĐ-TTg). Tệp này là bản in của hồ sơ đó. "
      "Mỗi tệp gốc có mã SHA-256 trong danh mục minh chứng; ai giữ tệp gốc đều tính lại được. Chữ ký số trong tệp gốc chỉ kiểm tra được "
      "trên tệp gốc. Người được đọc hồ sơ (chủ thể, UBND cấp xã, cơ quan OCOP cấp tỉnh, Tổ tư vấn, thư ký và thành viên Hội đồng khi hồ sơ "
      "đến bước của mình) đối chiếu tại địa chỉ ghi ở trên."));
  return out;
}

Document contents(const BinderFacts& facts, std::span<const Line> lines) {
  Document out = sheet(facts, "Mục lục");
  out.blocks.push_back(Heading{1, "MỤC LỤC", Align::centre});
  Table table;
  table.points = 11;
  table.widths = {12, 1.6};
  table.header = {{{{plain("Nội dung")}}, {{plain("Trang")}, Align::right}}};
  for (const Line& one : lines)
    table.rows.push_back(
        {{{one.level == 1 ? bold(one.title) : plain("    " + one.title)}}, {{plain(std::to_string(one.page))}, Align::right}});
  out.blocks.push_back(std::move(table));
  return out;
}

bool has_requests(const Binder& binder) { return !binder.view.completions.empty() || !binder.view.corrections.empty(); }

Document requests(const BinderFacts& facts) {
  const DossierView& view = facts.binder.view;
  Document out = sheet(facts, "Yêu cầu hoàn thiện hồ sơ");
  out.blocks.push_back(Heading{1, "YÊU CẦU HOÀN THIỆN HỒ SƠ VÀ TRẢ LỜI", Align::centre});
  for (const Completion& one : view.completions) one_request(out, view, one);
  corrections(out, view);
  return out;
}

Document evidence_list(const BinderFacts& facts) {
  const Binder& binder = facts.binder;
  Document out = sheet(facts, "Danh mục minh chứng");
  out.blocks.push_back(Heading{1, "DANH MỤC MINH CHỨNG", Align::centre});
  out.blocks.push_back(prose("Số trước dấu chấm là dòng của bảng tài liệu minh chứng, Phần III Mẫu số 02; 16 là giấy tờ khác."));
  if (binder.evidence.empty()) {
    out.blocks.push_back(prose("Hồ sơ chưa có minh chứng."));
    return out;
  }
  Table table;
  table.points = 10;
  table.widths = {1.1, 6.5, 6.4};
  table.header = {{{{plain("Số")}}, {{plain("Giấy tờ")}}, {{plain("SHA-256 của tệp gốc")}}}};
  for (const Evidence& one : binder.evidence)
    table.rows.push_back({{{plain(one.number)}}, {{plain(paper_facts(one.paper))}}, {{plain(digest_of(one.paper))}}});
  out.blocks.push_back(std::move(table));
  return out;
}

Document absent(const BinderFacts& facts, const Evidence& evidence, std::string_view why) {
  Document out = sheet(facts, evidence_title(evidence));
  out.blocks.push_back(documents::Space{30});
  out.blocks.push_back(Heading{1, "Minh chứng số " + evidence.number});
  out.blocks.push_back(strong_line("Giấy tờ: ", paper_facts(evidence.paper)));
  if (!evidence.paper.file_name.empty()) out.blocks.push_back(strong_line("Tệp: ", evidence.paper.file_name));
  out.blocks.push_back(prose(std::string(why)));
  out.blocks.push_back(strong_line("SHA-256: ", "\n" + digest_of(evidence.paper)));
  return out;
}

std::string evidence_title(const Evidence& evidence) { return evidence.number + " " + title_of(evidence.paper); }

}  // namespace ocop::evaluation::binding
