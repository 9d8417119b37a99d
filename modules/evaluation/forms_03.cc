#include "kernel/i18n/translate.h"
#include "modules/evaluation/forms_parts.h"

// Form 03 of Annex III, the commune's report on a dossier (articles 6.2b and 7.2b), in the Decision's words and order.
namespace ocop::evaluation {

using documents::bold;
using documents::Columns;
using documents::Document;
using documents::Heading;
using documents::Paragraph;
using documents::plain;
using print::Align;
using print::Fill;
using namespace forms;

namespace {

// "Xã Tân Hà" of "Xã Tân Hà, Lâm Đồng".
std::string commune_of(const FormFacts& facts, Date day) {
  const Dossier& dossier = facts.view.dossier;
  if (dossier.commune.empty()) return "Xã " + std::string(kShortDots);
  const std::string place = facts.places.show_on(day, dossier.province, dossier.commune, Language::vi);
  return place.empty() ? "Xã " + std::string(kShortDots) : place.substr(0, place.find(','));
}

void two_heads(Document& out, const std::string& commune) {
  constexpr double kNarrow = 0.42, kWide = 0.58;
  out.blocks.push_back(Columns{{{kNarrow, {middle(bold("ỦY BAN NHÂN DÂN")), middle(bold(commune)), middle(plain("-------"), 5)}},
                                {kWide,
                                 {middle(bold("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")), middle(bold("Độc lập - Tự do - Hạnh phúc")),
                                  middle(plain("---------------"), 5)}}}});
}

void matter(Document& out, std::string title, const std::string& words) {
  out.blocks.push_back(Paragraph{{bold(std::move(title))}});
  out.blocks.push_back(Paragraph{{plain(words.empty() ? std::string(kDots) : words)}, Align::left, Fill::justified});
}

// What the form has no heading for is printed only when it was said.
void meeting(Document& out, const CommuneReport& report) {
  if (!report.met_on) return;
  matter(out, "Ý kiến tại cuộc họp ngày " + report.met_on->show(Language::vi) + " với các bộ phận liên quan:", report.met_said);
  out.blocks.push_back(line("Bộ phận dự họp: ", report.met_with.empty() ? std::string(kDots) : report.met_with));
}
void letter(Document& out, const CommuneReport& report) {
  if (report.letter_number.empty()) return;
  const std::string day = report.letter_on ? report.letter_on->show(Language::vi) : std::string(kShortDots);
  out.blocks.push_back(line("Kèm theo Văn bản đề nghị số: ", report.letter_number + " ngày " + day));
}

}  // namespace

Document form_03(const FormFacts& facts) {
  const CommuneReport& report = facts.view.report.value();
  const Dossier& dossier = facts.view.dossier;
  const producers::Producer& producer = facts.view.producer;
  const Instant said = report.forwarded_at.value_or(report.saved_at.value_or(facts.now));
  const Date day = vietnam_date(said);
  const std::string commune = commune_of(facts, day);
  Document out{.title = "Báo cáo đánh giá một số nội dung của hồ sơ: " + dossier.product_name,
               .author = "Ủy ban nhân dân " + commune,
               .subject = dossier.number,
               .created = said,
               .foot = dossier.number,
               .mark = report.forwarded_at ? std::string() : std::string(kDraft),
               .blocks = {}};
  two_heads(out, commune);
  out.blocks.push_back(Heading{1, "BÁO CÁO", Align::centre});
  out.blocks.push_back(middle(bold("Đánh giá một số nội dung của hồ sơ đăng ký tham gia đánh giá, phân hạng sản phẩm OCOP"), 5));
  out.blocks.push_back(Heading{2, "I. THÔNG TIN CHUNG VỀ HỒ SƠ SẢN PHẨM"});
  out.blocks.push_back(Paragraph{{plain("1. Tên chủ thể: "), bold(producer.name)}});
  const bool known = producer.kind != producers::Kind::unknown;
  out.blocks.push_back(
      line("2. Loại hình tổ chức: ", known ? std::string(translate(producers::label(producer.kind), Language::vi)) : std::string(kDots)));
  out.blocks.push_back(line("3. Địa chỉ: ", address_of(facts)));
  out.blocks.push_back(line("4. Tên người đại diện pháp luật: ", std::string(kDots)));
  out.blocks.push_back(line("- Họ tên: ", std::string(kDots)));
  out.blocks.push_back(line("- Giới tính: ", std::string(kShortDots) + " (Nam/nữ); Dân tộc: " + std::string(kShortDots)));
  out.blocks.push_back(line("- Địa chỉ thường trú: ", std::string(kDots)));
  out.blocks.push_back(Paragraph{{plain("5. Sản phẩm đăng ký đánh giá: "), bold(dossier.product_name)}});
  out.blocks.push_back(Heading{2, "II. ĐÁNH GIÁ MỘT SỐ NỘI DUNG CỦA HỒ SƠ SẢN PHẨM"});
  matter(out, "1. Về sử dụng nguyên liệu địa phương:", report.materials);
  matter(out, "2. Về sử dụng lao động địa phương:", report.labour);
  matter(out, "3. Nguồn gốc ý tưởng sản phẩm:", report.idea);
  matter(out, "4. Bản sắc/trí tuệ địa phương:", report.identity);
  meeting(out, report);
  out.blocks.push_back(
      Paragraph{{plain("Ủy ban nhân dân " + commune + " đề nghị Ủy ban nhân dân " + province_of(facts.places, dossier, day) +
                       " đánh giá, phân hạng sản phẩm OCOP cho sản phẩm " + dossier.product_name + " của " + producer.name + ".")},
                Align::left,
                Fill::justified});
  letter(out, report);
  if (report.forwarded_at) out.blocks.push_back(line("Ngày chuyển hồ sơ lên tỉnh: ", day.show(Language::vi)));
  signature(out, {middle(bold("T.M ỦY BAN NHÂN DÂN")), middle(bold(commune)), middle(italic("(Ký tên và đóng dấu)"), 20)});
  return out;
}

}  // namespace ocop::evaluation
