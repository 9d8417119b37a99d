#include "app/demo_rows.h"

#include <algorithm>

namespace ocop::app {
namespace {

struct Base {
  std::string_view name, group;
};
// Kinds of goods that the delta makes; nobody's own brand.
constexpr std::array<Base, 40> kBases{{{"Gạo thơm", "Thực phẩm"},           {"Gạo lứt", "Thực phẩm"},
                                       {"Bánh tráng", "Thực phẩm"},         {"Nem nướng", "Thực phẩm"},
                                       {"Chả cá thác lác", "Thực phẩm"},    {"Khô cá lóc", "Thực phẩm"},
                                       {"Mắm cá linh", "Thực phẩm"},        {"Tôm khô", "Thực phẩm"},
                                       {"Lạp xưởng", "Thực phẩm"},          {"Bánh pía", "Thực phẩm"},
                                       {"Bánh tét lá cẩm", "Thực phẩm"},    {"Xoài sấy dẻo", "Thực phẩm"},
                                       {"Mít sấy", "Thực phẩm"},            {"Chuối sấy", "Thực phẩm"},
                                       {"Nhãn sấy", "Thực phẩm"},           {"Mứt khóm", "Thực phẩm"},
                                       {"Kẹo dừa", "Thực phẩm"},            {"Muối tôm", "Thực phẩm"},
                                       {"Nước mắm cá đồng", "Thực phẩm"},   {"Mật ong hoa tràm", "Thực phẩm"},
                                       {"Nấm rơm muối", "Thực phẩm"},       {"Dưa lưới", "Thực phẩm"},
                                       {"Vú sữa tím", "Thực phẩm"},         {"Sầu riêng tách múi", "Thực phẩm"},
                                       {"Chanh không hạt", "Thực phẩm"},    {"Bưởi năm roi", "Thực phẩm"},
                                       {"Trứng vịt muối", "Thực phẩm"},     {"Bún khô", "Thực phẩm"},
                                       {"Bột ngũ cốc", "Thực phẩm"},        {"Trà mãng cầu", "Đồ uống"},
                                       {"Trà lá sen", "Đồ uống"},           {"Rượu mận", "Đồ uống"},
                                       {"Nước ép khóm", "Đồ uống"},         {"Cao xạ đen", "Dược liệu"},
                                       {"Tinh dầu sả", "Dược liệu"},        {"Chiếu lác", "Thủ công mỹ nghệ"},
                                       {"Giỏ lục bình", "Thủ công mỹ nghệ"}, {"Bonsai mai vàng", "Sinh vật cảnh"},
                                       {"Hoa lan", "Sinh vật cảnh"},        {"Du lịch vườn trái cây", "Du lịch nông thôn"}}};
struct MakerKind { std::string_view name, kind; };
constexpr std::array<MakerKind, 4> kMakers{{{"HTX minh họa", "cooperative"},
                                            {"Công ty TNHH minh họa", "enterprise"},
                                            {"Hộ kinh doanh minh họa", "household_business"},
                                            {"Tổ hợp tác minh họa", "cooperative_group"}}};
// Months before today; how many rows in a hundred name it. Three stars of before July 2025 were a district's to decide.
struct Paper {
  int months, share;
  std::string_view issuer;
  MadeUpDecision::Fate fate;
};
constexpr std::string_view kCity = "UBND thành phố Cần Thơ (minh họa)", kDistrict = "UBND huyện (minh họa)",
                           kMinistry = "Bộ Nông nghiệp và Môi trường (minh họa)";
using Fate = MadeUpDecision::Fate;
constexpr std::array<Paper, 11> kPapers{{{2, 11, kCity, Fate::confirmed},      {6, 12, kCity, Fate::confirmed},
                                         {11, 12, kCity, Fate::confirmed},     {16, 12, kCity, Fate::confirmed},
                                         {21, 11, kDistrict, Fate::confirmed}, {26, 10, kDistrict, Fate::confirmed},
                                         {32, 9, kCity, Fate::confirmed},      {34, 5, kDistrict, Fate::confirmed},   // due soon
                                         {41, 7, kCity, Fate::confirmed},      {45, 3, kDistrict, Fate::confirmed},   // lapsed
                                         {9, 8, kCity, Fate::waits}}};
constexpr int kMonthsOfFive = 14;

// The commune of the dossiers, in the city as it was; and what its three cooperatives make.
constexpr std::string_view kCommune = "Phong Điền";
struct Own {
  std::string_view name, product_set;
  int stars;
  int paper;                            // of kPapers; -1 = none, "was recognised" alone
};
constexpr std::array<Own, 24> kOwn{{{"Vú sữa sấy thăng hoa", "QD26-07", 4, -1}, {"Dâu da ngâm đường", "QD26-07", 4, -1},
                                    {"Mứt vỏ bưởi", "QD26-07", 3, -1},          {"Xoài cát sấy giòn", "QD26-07", 4, -1},
                                    {"Chôm chôm sấy", "QD26-07", 3, -1},        {"Cam sành sấy lát", "QD26-07", 4, -1},
                                    {"Bột rau má", "QD26-07", 3, -1},           {"Mận An Phước ngâm", "QD26-07", 3, -1},
                                    {"Gạo mùa nổi", "QD26-03", 4, -1},          {"Gạo nếp than", "QD26-03", 3, -1},
                                    {"Bún gạo lứt", "QD26-06", 3, -1},          {"Trà atiso đỏ", "QD26-12", 3, -1},
                                    {"Trà gừng mật ong", "QD26-12", 3, -1},     {"Bánh hỏi khô", "QD26-06", 3, 6},
                                    {"Bánh ống lá dứa", "QD26-06", 3, 6},       {"Cốm dẹp", "QD26-06", 3, 6},
                                    {"Gạo huyết rồng", "QD26-03", 3, 1},        {"Gạo tím than", "QD26-03", 3, 1},
                                    {"Trà dâu tằm", "QD26-12", 3, 2},           {"Trà bưởi mật", "QD26-12", 3, 2},
                                    {"Ổi sấy dẻo", "QD26-07", 3, 3},            {"Mãng cầu sấy", "QD26-07", 3, 3},
                                    {"Sa kê chiên", "QD26-07", 3, 0},           {"Hạt sen sấy", "QD26-07", 3, 0}}};

std::string number_of(std::size_t paper) {
  std::string digits = std::to_string(paper + 1);
  if (digits.size() < 2) digits.insert(0, "0");
  return "MH" + digits + "/QĐ-UBND";
}

std::vector<MadeUpDecision> decisions_of(Date today) {
  std::vector<MadeUpDecision> out;
  const auto add = [&](std::string number, std::string_view issuer, int months, Fate fate) {
    const Date decided = today.plus_months(-months).plus_days(-3);
    MadeUpDecision one{std::move(number), std::string(issuer), decided, fate};
    one.printed = one.number + " ngày " + decided.show(Language::vi);
    out.push_back(std::move(one));
  };
  for (std::size_t i = 0; i < kPapers.size(); ++i) add(number_of(i), kPapers[i].issuer, kPapers[i].months, kPapers[i].fate);
  add("MH12/QĐ-BNNMT", kMinistry, kMonthsOfFive, Fate::confirmed);
  // The one that waits, as another office wrote it: the same digits, and nobody here knows whether it is the same.
  MadeUpDecision again = out[kPapers.size() - 1];
  again.printed = "QĐ số MH11 ngày " + again.decided.show(Language::vi);
  out.push_back(std::move(again));
  return out;
}

// Which paper a row names: by its place in a round of a hundred. The last row in a hundred names none.
int paper_of(std::size_t turn) {
  int left = static_cast<int>(turn % 100);
  for (std::size_t i = 0; i < kPapers.size(); ++i) {
    if (left < kPapers[i].share) return static_cast<int>(i);
    left -= kPapers[i].share;
  }
  return -1;
}

std::string cell(std::string_view text) { return "\"" + std::string(text) + "\""; }   // no text here holds a quote

}  // namespace

MadeUpProvince made_up_province(std::span<const places::Commune* const> communes, Date today) {
  MadeUpProvince out;
  out.decisions = decisions_of(today);
  std::array<int, 3> left{};
  for (std::size_t i = 0; i < left.size(); ++i) left[i] = kPublished[i] - kReal[i];
  const auto id = [&] { return "MH" + std::to_string(10'001 + out.rows.size()); };
  const places::Commune* home = communes.front();
  for (const places::Commune* one : communes)
    if (one->name == kCommune) home = one;
  for (const char* number : {"1", "2", "3"}) out.makers.push_back({"HTX minh họa " + home->name + " số " + number, home->code});
  for (std::size_t i = 0; i < kOwn.size(); ++i) {
    const Own& own = kOwn[i];
    const bool drink = own.product_set == "QD26-12";
    out.rows.push_back({id(), std::string(own.name) + " " + std::string(kMadeUp), out.makers[i % out.makers.size()].name, "cooperative",
                        drink ? "Đồ uống" : "Thực phẩm", home->code, own.stars, own.paper, std::string(own.product_set)});
    --left[static_cast<std::size_t>(own.stars - 3)];
  }
  // No two rows of one commune follow each other; its makers take turns, and in eight rounds none makes the same thing twice.
  constexpr std::size_t kStep = 7, kBaseStep = 5;
  for (std::size_t turn = 0; left[0] + left[1] + left[2] > 0; ++turn) {
    const std::size_t star = left[2] > 0 ? 2 : turn % 4 == 1 && left[1] > 0 ? 1 : left[0] > 0 ? 0 : 1;
    --left[star];
    const std::size_t place = turn * kStep % communes.size(), round = turn / communes.size();
    const places::Commune& commune = *communes[place];
    const Base& base = kBases[(place * kStep + round * kBaseStep) % kBases.size()];
    const MakerKind& maker = kMakers[(place + round) % kMakers.size()];
    int paper = star == 2 ? static_cast<int>(kPapers.size()) : paper_of(turn);
    if (paper == static_cast<int>(kPapers.size()) - 1 && turn % 3 == 0) paper = static_cast<int>(out.decisions.size()) - 1;
    out.rows.push_back({id(), std::string(base.name) + " " + commune.name + " " + std::string(kMadeUp),
                        std::string(maker.name) + " " + commune.name, std::string(maker.kind), std::string(base.group), commune.code,
                        static_cast<int>(star) + 3, paper});
  }
  return out;
}

std::string register_of(const MadeUpProvince& province) {
  std::string out =
      "id,product_name,entity_name,entity_type,province,star,group,decision,year,recognition,current_province_code,current_unit_code\n";
  for (const MadeUpRow& row : province.rows) {
    const MadeUpDecision* decision = row.decision < 0 ? nullptr : &province.decisions[static_cast<std::size_t>(row.decision)];
    out += row.id + "," + cell(row.name) + "," + cell(row.maker) + "," + row.kind + "," + province.name + "," +
           std::to_string(row.stars) + "," + cell(row.group) + "," + (decision ? cell(decision->printed) : std::string()) + "," +
           (decision ? std::to_string(decision->decided.civil().year) : std::string()) + "," +
           (decision ? "decision" : "reported_recognised") + "," + province.code + "," + row.commune + "\n";
  }
  return out;
}

}  // namespace ocop::app
