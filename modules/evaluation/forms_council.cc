#include "modules/evaluation/forms_council.h"

#include <algorithm>

#include "modules/evaluation/forms_parts.h"
#include "modules/evaluation/words.h"

namespace ocop::evaluation {
namespace {

using namespace forms;
using documents::bold;
using documents::Document;
using documents::Heading;
using documents::plain;
using print::Align;
using print::Fill;

constexpr double kRoomToSign = 20;   // millimetres

Document paper(const ResultFacts& facts, const std::string& what) {
  const Dossier& dossier = facts.result.view.dossier;
  Document out{.title = what + ": " + dossier.product_name,
               .author = "Hội đồng đánh giá, phân hạng sản phẩm OCOP",
               .subject = dossier.number,
               .created = dossier.closed_at.value_or(facts.now),
               .foot = dossier.number,
               .blocks = {}};
  letterhead(out);
  return out;
}

std::string day_of(const ResultFacts& facts) {
  return vietnam_date(facts.result.view.dossier.closed_at.value_or(facts.now)).show(Language::vi);
}
std::string council_of(const ResultFacts& facts) {
  const Dossier& dossier = facts.result.view.dossier;
  return "Hội đồng đánh giá, phân hạng sản phẩm OCOP " +
         province_of(facts.places, dossier, vietnam_date(dossier.closed_at.value_or(facts.now)));
}
std::string member_of(int seat, const std::string& name) {
  return name.empty() ? "Thành viên " + std::to_string(seat) : name + " (ghế " + std::to_string(seat) + ")";
}
std::string name_in(const Names& names, AccountId account) {
  const auto found = names.find(account);
  return found == names.end() ? std::string() : found->second;
}
documents::Paragraph prose(std::string label, std::string words) {
  return {{bold(std::move(label)), plain(std::move(words))}, Align::left, Fill::justified};
}

void about(Document& out, const ResultFacts& facts) {
  const ResultView& result = facts.result;
  out.blocks.push_back(strong_line("Sản phẩm: ", result.view.dossier.product_name));
  out.blocks.push_back(strong_line("Chủ thể: ", result.view.producer.name));
  out.blocks.push_back(strong_line("Bộ tiêu chí: ", set_of(result.view)));
  out.blocks.push_back(strong_line("Phiếu đăng ký: ", result.view.dossier.number));
}

// What the province's regulation said on the day the council was named: never law.
void regulation(Document& out, const Settings& settings) {
  const std::string over = settings.over_spread == OverSpread::refuse ? "chưa khóa điểm cho đến khi chấm lại"
                                                                      : "Hội đồng thảo luận, Chủ tịch xác nhận giữ nguyên";
  out.blocks.push_back(prose("Theo quy chế của tỉnh: ",
                             "cần ít nhất " + std::to_string(settings.quorum_percent) + " % số phiếu; tổng điểm các phiếu chênh nhau " +
                                 limit_words(settings, Language::vi) + " điểm, nếu vượt thì " + over +
                                 "; mức tối thiểu của từng hạng xét " +
                                 (settings.floor_basis == rulebooks::FloorBasis::mean ? "trên điểm trung bình" : "trên từng phiếu") + "."));
}

void present(Document& out, const ResultView& result) {
  out.blocks.push_back(Heading{2, "I. Thành phần"});
  const std::string chair = result.view.dossier.chair ? name_in(result.view.names, *result.view.dossier.chair) : std::string();
  out.blocks.push_back(line("- Chủ tịch Hội đồng: ", chair.empty() ? std::string(kDots) : chair));
  out.blocks.push_back(line("- Thư ký: ", std::string(kDots)));
  const bool agreed = result.view.dossier.positions == Positions::agreed;
  out.blocks.push_back(line(agreed ? "- Thành viên có ý kiến bằng văn bản: " : "- Thành viên có phiếu: ",
                            std::to_string(result.stored.sheets) + " trên " + std::to_string(result.stored.seats) +
                                (agreed ? "." : ", gồm:")));
  documents::List members;
  for (const MemberResult& member : result.members)
    if (member.seat != kReportSeat) members.items.push_back({plain(member_of(member.seat, member.name))});
  if (agreed) return;   // each is named with its view
  out.blocks.push_back(std::move(members));
  for (const Seat& seat : result.view.seats)
    if (seat.state == SheetState::open)
      out.blocks.push_back(line("- Không có phiếu: ", member_of(seat.number, name_in(result.view.names, seat.member))));
}

// Which way it was (article 7.6d): by written views alone, or with a meeting, and why. Of members' views a producer's copy says nothing.
void way(Document& out, const ResultView& result) {
  const Dossier& dossier = result.view.dossier;
  if (dossier.positions == Positions::none) return;
  const bool agreed = dossier.positions == Positions::agreed;
  const auto differing = std::ranges::count(result.positions, Stand::differ, &Position::stand);
  const std::string count = result.positions.empty() ? std::string()
                                                     : " (" + std::to_string(differing) + " khác trên " +
                                                           std::to_string(result.positions.size()) + ")";
  const std::string words =
      agreed ? "lấy ý kiến bằng văn bản, không có nhiều ý kiến khác" + count +
                   " nên không họp trực tiếp; kết quả là kết quả của báo cáo đánh giá về hồ sơ (điểm d khoản 6 Điều 7)."
             : "lấy ý kiến bằng văn bản, sau đó họp trực tiếp và chấm điểm (điểm d khoản 6 Điều 7).";
  out.blocks.push_back(prose("Hình thức: ", words));
  out.blocks.push_back(prose("Theo quy chế của tỉnh: ", "từ " + std::to_string(dossier.settings.differing_least) +
                                                            " ý kiến khác trở lên là nhiều ý kiến đánh giá khác nhau."));
  documents::List list;
  for (const Position& one : result.positions) {
    std::string said = one.stand == Stand::agree ? "đồng ý với báo cáo" : "có ý kiến khác";
    if (!one.words.empty()) said += ": " + one.words;
    if (one.matter == Matter::complex) said += " Cho là phức tạp, cần họp: " + one.complexity;
    if (one.given_up) said += " (Sau đó đã thôi ghế này.)";
    list.items.push_back({bold(member_of(one.seat, name_in(result.view.names, one.member)) + ": "), plain(std::move(said))});
  }
  if (agreed)
    for (const Seat& seat : result.silent)
      list.items.push_back({bold(member_of(seat.number, name_in(result.view.names, seat.member)) + ": "), plain("không có ý kiến")});
  if (list.items.empty()) return;
  out.blocks.push_back(documents::Paragraph{{bold("Ý kiến bằng văn bản:")}});
  out.blocks.push_back(std::move(list));
}

void conflicts(Document& out, const ResultView& result) {
  out.blocks.push_back(Heading{2, "II. Xung đột lợi ích đã khai"});
  if (result.conflicts.empty()) out.blocks.push_back(documents::Paragraph{{plain("Không có.")}});
  for (const ConflictOfInterest& one : result.conflicts) {
    const std::string name = name_in(result.view.names, one.member);
    const std::string who = one.had_seat() ? member_of(one.seat, name) : name.empty() ? "Chủ tịch Hội đồng" : name;
    std::string words = (one.had_seat() ? "thôi chấm ngày " : "thôi chủ trì ngày ") + vietnam_date(one.declared).show(Language::vi) + ".";
    if (!one.ground.empty()) words += " Lý do: " + one.ground;
    if (one.stand_in) words += " Người thay ngồi ghế " + std::to_string(*one.stand_in) + ".";
    out.blocks.push_back(prose(who + ": ", std::move(words)));
  }
}

void discussed(Document& out, const ResultView& result) {
  out.blocks.push_back(Heading{2, "III. Nội dung thảo luận"});
  if (result.discussions.empty()) out.blocks.push_back(documents::Paragraph{{plain("Không ghi nội dung nào.")}});
  for (const Discussion& one : result.discussions) {
    std::string label = std::to_string(one.ordinal) + ". " + vietnam_date(one.written).show(Language::vi);
    if (one.seat) label += ", mở lại phiếu lần " + std::to_string(one.opened) + " của ghế " + std::to_string(*one.seat);
    out.blocks.push_back(prose(label + ": ", one.words));
  }
}

// Each version of a sheet that was scored again, with what it changed.
void versions(Document& out, const ResultView& result) {
  const rulebooks::Table& table = *result.view.table;
  bool any = false;
  for (const MemberResult& member : result.members) {
    if (member.versions.size() < 2) continue;
    if (!any) out.blocks.push_back(Heading{2, "IV. Phiếu chấm lại"});
    any = true;
    for (const SheetVersion& version : member.versions) {
      std::string words = std::to_string(version.total) + " điểm, nộp ngày " + vietnam_date(version.at).show(Language::vi);
      for (const rules::Rescored& one : version.rescored) {
        const rulebooks::Criterion* criterion = table.find(one.criterion);
        words += "; " + (criterion ? criterion_title(*criterion, Language::vi) : one.criterion) + ": từ " +
                 std::to_string(one.points_before) + " thành " + std::to_string(one.points_after);
      }
      out.blocks.push_back(prose("Ghế " + std::to_string(member.seat) + ", lần " + std::to_string(version.ordinal) + ": ", words + "."));
    }
  }
}

std::string stars_of(const ResultView& result) {
  return result.outcome.stars > 0 ? std::to_string(result.outcome.stars) + " sao" : "không xếp hạng";
}

void outcome(Document& out, const ResultView& result) {
  const Settings& settings = result.view.dossier.settings;
  out.blocks.push_back(strong_line(result.view.dossier.positions == Positions::agreed ? "Tổng điểm: " : "Tổng điểm trung bình: ",
                                   total_figure(result.outcome.total, settings, Language::vi) + " trên 100"));
  if (result.view.dossier.positions != Positions::agreed)
    out.blocks.push_back(strong_line("Chênh giữa phiếu cao nhất và thấp nhất: ", figure(result.stored.spread, Language::vi) + " điểm" +
                                       (result.stored.spread_accepted ? "; Hội đồng đã thảo luận và giữ nguyên" : "")));
  out.blocks.push_back(strong_line("Kết quả phân hạng: ", stars_of(result)));
  knockouts(out, result);
  floors(out, result);
}

documents::Columns signed_by(std::string left, std::string right) {
  const auto place = [](std::string who) {
    return std::vector<documents::Paragraph>{middle(bold(std::move(who))), middle(italic("(Ký, ghi rõ họ tên)"), kRoomToSign)};
  };
  return {{{1, place(std::move(left))}, {1, place(std::move(right))}}};
}

// Article 4.1, 7.3đ and 7.3e; of 90 points without a floor of five stars as the province's regulation says.
std::string proposal(const ResultView& result) {
  constexpr int kFive = 5;
  const std::string stars = std::to_string(result.outcome.stars);
  if (result.outcome.stars < rulebooks::kLeastRecognised)
    return "Sản phẩm chưa đạt 3 sao; không có quyết định công nhận và giấy chứng nhận (khoản 1 Điều 4).";
  const std::string ministry =
      "phê duyệt kết quả đánh giá và gửi hồ sơ đề nghị Bộ Nông nghiệp và Môi trường đánh giá, phân hạng 5 sao (điểm e khoản 3 Điều 7)";
  const std::string recognise = "quyết định công nhận, cấp giấy chứng nhận " + stars + " sao (điểm đ, e khoản 3 Điều 7)";
  if (result.outcome.band < kFive) return "Đề nghị " + recognise + ".";
  if (result.outcome.stars >= kFive) return "Đề nghị " + ministry + ".";
  switch (result.view.dossier.settings.potential_five) {
    case PotentialFive::ministry: return "Theo quy chế của tỉnh, đề nghị " + ministry + ".";
    case PotentialFive::province: return "Theo quy chế của tỉnh, đề nghị " + recognise + ".";
    case PotentialFive::either: break;
  }
  return "Đề nghị chọn: " + ministry + "; hoặc " + recognise + ".";
}

}  // namespace

Document minutes_of(const ResultFacts& facts) {
  const ResultView& result = facts.result;
  const bool agreed = result.view.dossier.positions == Positions::agreed;
  Document out = paper(facts, agreed ? "Biên bản lấy ý kiến bằng văn bản" : "Biên bản họp Hội đồng");
  out.blocks.push_back(Heading{1, agreed ? "BIÊN BẢN TỔNG HỢP Ý KIẾN BẰNG VĂN BẢN" : "BIÊN BẢN HỌP", Align::centre});
  out.blocks.push_back(middle(bold(council_of(facts)), 5));
  about(out, facts);
  out.blocks.push_back(strong_line("Ngày chốt kết quả: ", day_of(facts)));
  out.blocks.push_back(line("Địa điểm: ", std::string(kDots)));
  regulation(out, result.view.dossier.settings);
  present(out, result);
  way(out, result);
  conflicts(out, result);
  discussed(out, result);
  versions(out, result);
  out.blocks.push_back(Heading{2, "V. Kết quả"});
  outcome(out, result);
  out.blocks.push_back(criteria_table(result));
  out.blocks.push_back(Heading{2, "VI. Thành viên ký"});
  out.blocks.push_back(members_table(result));
  opinions(out, result);
  out.blocks.push_back(signed_by("THƯ KÝ", "CHỦ TỊCH HỘI ĐỒNG"));
  return out;
}

Document council_report(const ResultFacts& facts) {
  const ResultView& result = facts.result;
  const Dossier& dossier = result.view.dossier;
  Document out = paper(facts, "Báo cáo kết quả đánh giá, phân hạng");
  out.blocks.push_back(Heading{1, "BÁO CÁO KẾT QUẢ ĐÁNH GIÁ, PHÂN HẠNG SẢN PHẨM OCOP", Align::centre});
  out.blocks.push_back(middle(bold(council_of(facts)), 2));
  const std::string province = province_of(facts.places, dossier, vietnam_date(dossier.closed_at.value_or(facts.now)));
  out.blocks.push_back(middle(plain("Kính gửi: Chủ tịch Ủy ban nhân dân " + province), 5));
  out.blocks.push_back(prose("Căn cứ: ",
                             "Quyết định số 26/2026/QĐ-TTg ngày 22 tháng 5 năm 2026 của Thủ tướng Chính phủ (điểm d khoản " +
                                 std::string(dossier.kind == Kind::renewal ? "6" : "3") +
                                 " Điều 7) và Quy chế hoạt động của Hội đồng cấp tỉnh."));
  about(out, facts);
  out.blocks.push_back(strong_line("Ngày chốt kết quả: ", day_of(facts)));
  regulation(out, dossier.settings);
  const auto given_up = std::ranges::count(result.conflicts, true, &ConflictOfInterest::had_seat);
  way(out, result);
  out.blocks.push_back(prose("Hội đồng: ", std::to_string(result.stored.sheets) +
                                               (dossier.positions == Positions::agreed ? " ý kiến trên " : " phiếu trên ") +
                                               std::to_string(result.stored.seats) +
                                               " thành viên; " + std::to_string(given_up) +
                                               " thành viên thôi chấm vì xung đột lợi ích; " + std::to_string(result.discussions.size()) +
                                               " lần ghi thảo luận (biên bản họp kèm theo)."));
  out.blocks.push_back(Heading{2, "1. Kết quả"});
  outcome(out, result);
  out.blocks.push_back(criteria_table(result));
  out.blocks.push_back(Heading{2, "2. Đề xuất"});
  out.blocks.push_back(documents::Paragraph{{plain(proposal(result))}, Align::left, Fill::justified});
  signature(out, {middle(italic("………, ngày …… tháng …… năm ………")), middle(bold("CHỦ TỊCH HỘI ĐỒNG")),
                  middle(italic("(Ký, ghi rõ họ tên)"), kRoomToSign)});
  return out;
}

}  // namespace ocop::evaluation
