#include "modules/evaluation/forms.h"

#include "kernel/documents/document.h"
#include "kernel/documents/docx.h"
#include "kernel/files/embedded.h"
#include "modules/evaluation/forms_parts.h"
#include "modules/evaluation/words.h"

namespace ocop::embedded {
std::span<const EmbeddedFile> forms();   // data/forms
}

namespace ocop::evaluation {

using documents::bold;
using documents::plain;
using documents::Boxes;
using documents::Columns;
using documents::Document;
using documents::Heading;
using documents::Paragraph;
using documents::Pieces;
using documents::Space;
using documents::Table;
using documents::TableRow;
using print::Align;
using print::Fill;
using print::Slant;

namespace {

}  // namespace

namespace forms {
Date day_of(const FormFacts& facts) { return vietnam_date(facts.view.dossier.submitted_at.value_or(facts.now)); }

std::string draft_mark(const DossierView& view) {
  const bool being_filled_in = rules::may(rules::Act::save_answer, view.dossier, view.relation).ok();
  return view.dossier.state == State::draft || being_filled_in ? std::string(kDraft) : std::string();
}

std::string province_of(const places::Index& places, const Dossier& dossier, Date day) {
  std::string name = places.show_on(day, dossier.province, "", Language::vi);
  if (name.empty()) return "tỉnh " + dossier.province;
  name.front() = name.front() == 'T' ? 't' : name.front();   // Tỉnh, Thành phố
  return name;
}
}  // namespace forms

namespace forms {
std::string address_of(const FormFacts& facts) {
  const std::string place = facts.places.show_on(day_of(facts), facts.view.producer.province, facts.view.producer.commune, Language::vi);
  return place.empty() ? std::string(kDots) : place;
}
}  // namespace forms

namespace {
using namespace forms;

int year_of(const FormFacts& facts) { return day_of(facts).civil().year; }
std::string received_of(const Dossier& dossier) {
  return dossier.submitted_at ? vietnam_date(*dossier.submitted_at).show(Language::vi) : std::string(kDots);
}
// Item 3, as Annex I has it: "Thực phẩm; Thực phẩm tươi sống; Rau, củ, quả, hạt tươi". Decision 1048/2019's tables do not say.
std::string group_of(const DossierView& view) {
  const rulebooks::Group& group = view.table->group;
  std::string out;
  for (const std::string& level : {group.name.vi, group.subgroup, group.subset})
    if (!level.empty()) out += (out.empty() ? "" : "; ") + level;
  return out.empty() ? std::string(kDots) : out;
}
}  // namespace

namespace forms {
std::string set_of(const DossierView& view) {
  const std::string& reference = view.table->reference.vi;
  return view.table->name.vi + (reference.empty() ? "" : " (" + reference + ")");
}
}  // namespace forms

namespace {
// A table of Decision 26/2026 without a number has none (tourism, article 6.2d); an older one (it says not where it is printed) is silent.
std::string samples_of(const DossierView& view) {
  if (view.table->sample_units > 0) return std::to_string(view.table->sample_units);
  return view.table->reference.vi.empty() ? std::string(kShortDots) : "không (điểm d khoản 2 Điều 6)";
}

}  // namespace

namespace forms {
Paragraph line(std::string label, std::string text) { return {{plain(std::move(label)), plain(std::move(text))}}; }
Paragraph strong_line(std::string label, std::string text) { return {{bold(std::move(label)), plain(std::move(text))}}; }
Paragraph middle(documents::Piece piece, double after) { return {{std::move(piece)}, Align::centre, Fill::ragged, 0, after}; }
documents::Piece italic(std::string text) { return {std::move(text), print::Weight::regular, Slant::italic}; }

void letterhead(Document& out) {
  out.blocks.push_back(middle(bold("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")));
  out.blocks.push_back(middle(bold("Độc lập - Tự do - Hạnh phúc"), 1));
  out.blocks.push_back(documents::Rule{});
  out.blocks.push_back(Space{3});
}

void signature(Document& out, std::vector<Paragraph> lines) {
  out.blocks.push_back(Columns{{{1, {}}, {1, std::move(lines)}}});
}

}  // namespace forms

namespace {
void office_part(Document& out, std::string office, std::string number, std::string received) {
  out.blocks.push_back(Paragraph{{bold(std::move(office))}, Align::left, Fill::ragged, 0, 1});
  out.blocks.push_back(line("Phiếu số: ", std::move(number)));
  out.blocks.push_back(line("Ngày nhận: ", std::move(received)));
  out.blocks.push_back(line("Người tiếp nhận: ", std::string(kShortDots) + " Chữ ký: " + std::string(kShortDots)));
  signature(out, {middle(bold("Cơ quan tiếp nhận")), middle(italic("(Ký, đóng dấu và ghi rõ họ tên)"), 14)});
}

}  // namespace

Document form_01(const FormFacts& facts) {
  const DossierView& view = facts.view;
  const Dossier& dossier = view.dossier;
  const std::string year = std::to_string(year_of(facts));
  Document out{.title = "Phiếu đăng ký đánh giá, phân hạng sản phẩm OCOP: " + dossier.product_name,
               .author = view.producer.name,
               .subject = dossier.number,
               .created = dossier.submitted_at.value_or(dossier.opened_at),
               .foot = dossier.number,
               .mark = draft_mark(view),
               .blocks = {}};
  letterhead(out);
  out.blocks.push_back(Heading{1, "PHIẾU ĐĂNG KÝ", Align::centre});
  out.blocks.push_back(middle(bold("Tham gia đánh giá, phân hạng sản phẩm OCOP")));
  out.blocks.push_back(middle(bold("của " + province_of(facts.places, dossier, day_of(facts)) + " năm " + year), 5));
  out.blocks.push_back(Paragraph{{bold("1. Thông tin về đơn vị đăng ký:")}});
  out.blocks.push_back(Paragraph{{plain("- Tên đơn vị: "), bold(view.producer.name)}});
  out.blocks.push_back(line("- Họ tên người đại diện pháp lý: ", std::string(kDots)));
  out.blocks.push_back(line("- Chức vụ: ", std::string(kDots)));
  out.blocks.push_back(line("- Địa chỉ liên hệ: ", address_of(facts)));
  out.blocks.push_back(line("- Điện thoại: ", std::string(kShortDots) + " Email: " + std::string(kShortDots)));
  out.blocks.push_back(strong_line("2. Tên sản phẩm: ", dossier.product_name));
  out.blocks.push_back(
      Paragraph{{bold("3. Nhóm sản phẩm đăng ký (Ngành, Nhóm, Phân nhóm)"), plain(" (theo Phụ lục I): "), plain(group_of(view))}});
  const auto tick = [&](Kind kind) { return dossier.kind == kind ? Boxes::Tick::ticked : Boxes::Tick::empty; };
  out.blocks.push_back(Boxes{"4. Lần đăng ký đánh giá:",
                             {{"Lần đầu", tick(Kind::first)}, {"Nâng hạng", tick(Kind::upgrade)}, {"Đánh giá lại", tick(Kind::renewal)}}});
  out.blocks.push_back(Paragraph{{bold("5. Tài liệu kèm theo:")}});
  out.blocks.push_back(documents::List{documents::List::Marker::dash,
                                       {{plain("Báo cáo đánh giá về sản phẩm theo Bộ tiêu chí (bản gốc, bản điện tử).")},
                                        {plain("Sản phẩm mẫu (số lượng): " + samples_of(view))}}});
  out.blocks.push_back(Paragraph{
      {plain(
          "Cam đoan những thông tin trong Phiếu đăng ký là đúng sự thật, chúng tôi xin cam kết tuân thủ các quy định về đánh giá, phân "
          "hạng sản phẩm OCOP, chịu trách nhiệm trước Hội đồng và pháp luật về Hồ sơ đăng ký đánh giá, phân hạng sản phẩm.")},
      Align::left,
      Fill::justified});
  signature(out, {middle(italic("………, ngày …… tháng …… năm " + year)), middle(bold("ĐẠI DIỆN")),
                  middle(italic("(Ký, đóng dấu, ghi rõ họ tên)"), 20)});
  out.blocks.push_back(Heading{2, "PHẦN DÀNH CHO CƠ QUAN QUẢN LÝ", Align::centre});
  office_part(out, "DÀNH CHO ỦY BAN NHÂN DÂN CẤP XÃ", dossier.number, received_of(dossier));
  office_part(out, "DÀNH CHO CƠ QUAN QUẢN LÝ OCOP CẤP TỈNH", "……-……. /PĐK- (Mã tỉnh) - (Mã xã) - (Năm)", std::string(kDots));
  return out;
}

namespace {

// ---- the council's result ------------------------------------------------------------------------------------------------------

std::string points(const Rational& value) { return figure(value, Language::vi); }

TableRow band_row(std::string text, std::string figure, int most) {
  return {{{bold(std::move(text))}, Align::left, 2},
          {{bold(std::to_string(most))}, Align::right},
          {{bold(std::move(figure))}, Align::right},
          {{}, Align::right}};
}

}  // namespace

namespace forms {
Table criteria_table(const ResultView& result) {
  const DossierView& view = result.view;
  Table out;
  out.widths = {1.2, 7, 1.4, 1.6, 2.2};
  out.points = 10.5;
  out.header = {{{{plain("Mã")}},
                 {{plain("Tiêu chí")}},
                 {{plain("Tối đa")}, Align::right},
                 {{plain("Điểm TB")}, Align::right},
                 {{plain("Thấp – cao")}, Align::right}}};
  std::size_t index = 0;
  for (const rulebooks::Part& part : view.table->parts) {
    const auto mean = result.outcome.parts.find(part.code);
    out.rows.push_back(band_row("Phần " + part.code + ". " + part.title.vi,
                                mean == result.outcome.parts.end() ? "–" : points(mean->second), part.max));
    for (const rulebooks::Section& section : part.sections) {
      for (const rulebooks::Criterion& criterion : section.criteria) {
        const rulebooks::CriterionResult& got = result.outcome.criteria[index++];
        out.rows.push_back({{{plain(criterion.code)}},
                            {{plain(criterion.title.vi)}},
                            {{plain(std::to_string(criterion.max))}, Align::right},
                            {{plain(points(got.mean))}, Align::right},
                            {{plain(std::to_string(got.lowest) + " – " + std::to_string(got.highest))}, Align::right}});
      }
    }
  }
  out.rows.push_back(band_row("Tổng điểm trung bình", points(result.outcome.total), 100));
  return out;
}

Table members_table(const ResultView& result) {
  Table out;
  out.widths = {1, 5, 2, 1.4};
  out.header = {{{{plain("Ghế")}}, {{plain("Thành viên")}}, {{plain("Tổng điểm")}, Align::right}, {{plain("Chữ ký")}, Align::centre}}};
  for (const MemberResult& member : result.members) {
    const bool report = member.seat == kReportSeat;   // the council agreed with it in writing: there are no sheets
    out.rows.push_back({{{plain(report ? "–" : std::to_string(member.seat))}},
                        {{plain(report ? "Báo cáo đánh giá về hồ sơ" : member.name)}},
                        {{plain(points(member.outcome.total))}, Align::right},
                        {{}}});
  }
  if (result.view.dossier.positions == Positions::agreed)
    for (const Seat& seat : result.view.seats) {
      const auto name = result.view.names.find(seat.member);
      out.rows.push_back({{{plain(std::to_string(seat.number))}},
                          {{plain(name == result.view.names.end() ? std::string() : name->second)}},
                          {{plain("–")}, Align::right},
                          {{}}});
    }
  return out;
}

void opinions(Document& out, const ResultView& result) {
  bool any = false;
  for (const MemberResult& member : result.members) {
    for (const Opinion& opinion : member.opinions) {
      if (opinion.text.empty()) continue;
      if (!any) out.blocks.push_back(Heading{2, "Ý kiến của thành viên"});
      any = true;
      out.blocks.push_back(Paragraph{{bold("Ghế " + std::to_string(member.seat) + ", phần " + opinion.part + ": "), plain(opinion.text)},
                                     Align::left,
                                     Fill::justified});
    }
  }
}

void knockouts(Document& out, const ResultView& result) {
  if (result.outcome.knockouts.empty()) return;
  out.blocks.push_back(Heading{2, "Lý do bị loại"});
  for (const MemberResult& member : result.members)
    for (const KnockoutTick& tick : member.knockouts)
      out.blocks.push_back(Paragraph{{bold(knockout_label(*result.view.table, tick.code, Language::vi) + ": "), plain(tick.reason),
                                      plain(" (ghế " + std::to_string(member.seat) + ")")},
                                     Align::left,
                                     Fill::justified});
}

void floors(Document& out, const ResultView& result) {
  if (!result.shortfall || result.shortfall->floors.empty()) return;
  const int star = result.shortfall->star;
  documents::List missed;
  for (const std::string& code : result.shortfall->floors) {
    std::string words = missed_floor(*result.view.table, code, star, result.outcome, Language::vi);
    if (!words.empty()) missed.items.push_back({plain(std::move(words))});
  }
  if (missed.items.empty()) return;
  out.blocks.push_back(Heading{2, "Tiêu chí chưa đạt mức tối thiểu của hạng " + std::to_string(star) + " sao"});
  out.blocks.push_back(std::move(missed));
}

}  // namespace forms

Result<std::string> form_01_pdf(const FormFacts& facts, const print::PdfFonts& fonts) { return documents::to_pdf(form_01(facts), fonts); }

Result<std::string> form_01_docx(const FormFacts& facts) {
  const DossierView& view = facts.view;
  const Dossier& dossier = view.dossier;
  const auto box = [&](Kind kind) { return std::string(dossier.kind == kind ? "☒" : "☐"); };
  documents::Filling filling;
  filling.fields = {{"province", province_of(facts.places, dossier, day_of(facts))}, {"year", std::to_string(year_of(facts))},
                    {"producer", view.producer.name},                 {"representative", std::string(kDots)},
                    {"position", std::string(kDots)},                 {"address", address_of(facts)},
                    {"telephone", std::string(kShortDots)},           {"email", std::string(kShortDots)},
                    {"product", dossier.product_name},                {"group", group_of(view)},
                    {"first", box(Kind::first)},                      {"upgrade", box(Kind::upgrade)},
                    {"renewal", box(Kind::renewal)},                  {"samples", samples_of(view)},
                    {"number", dossier.number},                       {"received", received_of(dossier)}};
  for (const EmbeddedFile& file : embedded::forms())
    if (file.path == "form-01.docx") return documents::fill_docx(file.content, filling);
  return Error::of(ErrorKind::internal, "the template form-01.docx is not in the program");
}

Result<std::string> advice_pdf(const FormFacts& facts, const print::PdfFonts& fonts) {
  const Advice& advice = facts.view.advice.value();
  const Dossier& dossier = facts.view.dossier;
  // Article 7.6c: that on a renewal is the office's; article 7.3c: else it is the advisory group's.
  const bool office = dossier.kind == Kind::renewal;
  Document out{.title = (office ? "Báo cáo đánh giá về hồ sơ: " : "Báo cáo đánh giá của Tổ tư vấn: ") + dossier.product_name,
               .author = office ? "Cơ quan tham mưu quản lý OCOP cấp tỉnh"
                                : "Tổ tư vấn Hội đồng đánh giá, phân hạng sản phẩm OCOP",
               .subject = dossier.number,
               .created = advice.written,
               .foot = dossier.number,
               .blocks = {}};
  letterhead(out);
  out.blocks.push_back(Heading{1, office ? "BÁO CÁO ĐÁNH GIÁ VỀ HỒ SƠ" : "BÁO CÁO ĐÁNH GIÁ CỦA TỔ TƯ VẤN", Align::centre});
  out.blocks.push_back(middle(bold("Hội đồng đánh giá, phân hạng sản phẩm OCOP " +
                                   province_of(facts.places, dossier, vietnam_date(advice.written))), 5));
  out.blocks.push_back(strong_line("Sản phẩm: ", dossier.product_name));
  out.blocks.push_back(strong_line("Chủ thể: ", facts.view.producer.name));
  out.blocks.push_back(strong_line("Phiếu đăng ký: ", dossier.number));
  out.blocks.push_back(Paragraph{{plain(advice.words)}, Align::left, Fill::justified});
  signature(out, {middle(italic("………, ngày …… tháng …… năm ………")),
                  middle(bold(office ? "CƠ QUAN THAM MƯU QUẢN LÝ OCOP" : "TỔ TRƯỞNG TỔ TƯ VẤN")),
                  middle(italic("(Ký, ghi rõ họ tên)"), 20)});
  return documents::to_pdf(out, fonts);
}

Result<std::string> result_pdf(const ResultFacts& facts, const print::PdfFonts& fonts) {
  const ResultView& result = facts.result;
  const Dossier& dossier = result.view.dossier;
  Document out{.title = "Kết quả đánh giá, phân hạng sản phẩm OCOP: " + dossier.product_name,
               .author = "Hội đồng đánh giá, phân hạng sản phẩm OCOP",
               .subject = dossier.number,
               .created = dossier.closed_at.value_or(facts.now),
               .foot = dossier.number,
               .blocks = {}};
  letterhead(out);
  out.blocks.push_back(Heading{1, "BIÊN BẢN TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ", Align::centre});
  const Date closed = vietnam_date(dossier.closed_at.value_or(facts.now));
  out.blocks.push_back(middle(bold("Hội đồng đánh giá, phân hạng sản phẩm OCOP " + province_of(facts.places, dossier, closed)), 5));
  out.blocks.push_back(strong_line("Sản phẩm: ", dossier.product_name));
  out.blocks.push_back(strong_line("Chủ thể: ", result.view.producer.name));
  out.blocks.push_back(strong_line("Bộ tiêu chí: ", set_of(result.view)));
  out.blocks.push_back(strong_line("Phiếu đăng ký: ", dossier.number));
  if (dossier.closed_at) out.blocks.push_back(strong_line("Ngày chốt kết quả: ", vietnam_date(*dossier.closed_at).show(Language::vi)));
  const bool agreed = dossier.positions == Positions::agreed;
  out.blocks.push_back(strong_line(agreed ? "Số ý kiến bằng văn bản: " : "Số phiếu chấm: ",
                                   std::to_string(result.stored.sheets) + "/" + std::to_string(result.stored.seats)));
  out.blocks.push_back(
      strong_line("Tổng điểm trung bình: ", total_figure(result.outcome.total, dossier.settings, Language::vi) + " trên 100"));
  const std::string stars = result.outcome.stars > 0 ? std::to_string(result.outcome.stars) + " sao" : "không xếp hạng";
  out.blocks.push_back(strong_line("Kết quả phân hạng: ", stars));
  knockouts(out, result);
  floors(out, result);
  out.blocks.push_back(Heading{2, "Điểm từng tiêu chí"});
  out.blocks.push_back(criteria_table(result));
  out.blocks.push_back(Heading{2, "Thành viên Hội đồng"});
  out.blocks.push_back(members_table(result));
  opinions(out, result);
  signature(
      out, {middle(italic("………, ngày …… tháng …… năm ………")), middle(bold("CHỦ TỊCH HỘI ĐỒNG")), middle(italic("(Ký, ghi rõ họ tên)"), 20)});
  return documents::to_pdf(out, fonts);
}

}  // namespace ocop::evaluation
