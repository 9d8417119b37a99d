#include <algorithm>

#include "app/demo_rows.h"

// What the demo makes up for a province in the hills (demo_rows.h).
namespace ocop::app {
namespace {

struct Good {
  std::string_view name, group, product_set;
};
// Kinds of goods that the hills make; nobody's own brand.
constexpr std::array<Good, 15> kGoods{{{"Chè Shan tuyết", "Đồ uống", "QD26-12"},       {"Gạo nếp nương", "Thực phẩm", "QD26-03"},
                                       {"Măng khô", "Thực phẩm", "QD26-07"},            {"Miến dong", "Thực phẩm", "QD26-06"},
                                       {"Mận sấy dẻo", "Thực phẩm", "QD26-07"},         {"Trà dây", "Đồ uống", "QD26-12"},
                                       {"Bún ngô", "Thực phẩm", "QD26-06"},             {"Gạo đỏ ruộng bậc thang", "Thực phẩm", "QD26-03"},
                                       {"Nấm hương khô", "Thực phẩm", "QD26-07"},       {"Trà gừng núi", "Đồ uống", "QD26-12"},
                                       {"Lê sấy", "Thực phẩm", "QD26-07"},              {"Phở khô ngũ sắc", "Thực phẩm", "QD26-06"},
                                       {"Mứt táo mèo", "Thực phẩm", "QD26-07"},         {"Gạo Séng cù", "Thực phẩm", "QD26-03"},
                                       {"Đào giòn ngâm đường", "Thực phẩm", "QD26-07"}}};
constexpr std::size_t kCooperatives = 20;                       // one a commune: as many as an officer's list stays readable with
constexpr std::string_view kIssuer = "UBND tỉnh Lào Cai (minh họa)";
// One that is in force, one that ends soon.
struct Paper { const char* number; int months; };
constexpr std::array<Paper, 2> kPapers{{{"MH51/QĐ-UBND", 8}, {"MH52/QĐ-UBND", 32}}};

}  // namespace

MadeUpProvince made_up_hills(std::span<const places::Commune* const> communes, Date today) {
  MadeUpProvince out;
  out.code = kHillProvince;
  out.name = "Lào Cai";
  for (const Paper& paper : kPapers) {
    const Date decided = today.plus_months(-paper.months).plus_days(-3);
    MadeUpDecision one{paper.number, std::string(kIssuer), decided, MadeUpDecision::Fate::confirmed};
    one.printed = one.number + " ngày " + decided.show(Language::vi);
    out.decisions.push_back(std::move(one));
  }
  const std::size_t homes = std::min(kCooperatives, communes.size());
  for (std::size_t i = 0; i < homes; ++i)
    out.makers.push_back({"HTX minh họa " + communes[i]->name, communes[i]->code});
  constexpr std::size_t kFirstId = 20'001, kRound = 5;
  for (std::size_t i = 0; i < kHillRows; ++i) {
    const std::size_t home = i % homes;
    const Good& good = kGoods[i / homes % kGoods.size()];
    const int paper = i % kRound == 1 ? 0 : i % kRound == 3 ? 1 : -1;
    out.rows.push_back({"MH" + std::to_string(kFirstId + i),
                        std::string(good.name) + " " + communes[home]->name + " " + std::string(kMadeUp),
                        out.makers[home].name, "cooperative", std::string(good.group), communes[home]->code,
                        i % 4 == 2 ? 4 : 3, paper, std::string(good.product_set)});
  }
  return out;
}

}  // namespace ocop::app
