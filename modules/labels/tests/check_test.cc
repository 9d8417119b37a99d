#include "modules/labels/check.h"

#include <gtest/gtest.h>

namespace ocop::labels {
namespace {

using State = Finding::State;

const LabelFacts kFood{"Khẩu sli Nà Giàng", "HTX Khẩu Sli Nà Giàng", "I", 0};
constexpr std::string_view kWhole =
    "KHẨU SLI NÀ GIÀNG\nHTX Khẩu Sli Nà Giàng, thôn Nà Giàng, xã Trường Hà, tỉnh Cao Bằng\nSản xuất tại Việt Nam\nKhối lượng tịnh: 300 g\n"
    "NSX: 20/11/2026\nHSD: 6 tháng kể từ NSX\nThành phần: gạo nếp, lạc, mật mía, gừng\nBảo quản nơi khô ráo\n"
    "Giá trị dinh dưỡng trong 100 g: Năng lượng 410 kcal\nChất đạm 6 g\nCarbohydrat 70 g\nChất béo 12 g\nNatri 20 mg\nĐường tổng số 25 g\n";

std::string of(State state, const std::vector<Finding>& all) {
  std::string out;
  for (const Finding& one : all)
    if (one.state == state) out += (out.empty() ? "" : " ") + std::string(name(one.duty));
  return out;
}
std::string without(std::string_view line) {
  std::string out(kWhole);
  const std::size_t at = out.find(line);
  const std::size_t start = out.rfind('\n', at) == std::string::npos ? 0 : out.rfind('\n', at) + 1;
  return out.erase(start, out.find('\n', at) + 1 - start);
}

TEST(LabelsCheck, AWholeLabelLacksNothing) {
  const auto all = check_label(kWhole, kFood);
  EXPECT_EQ(of(State::missing, all) + of(State::wrong, all), "");
  EXPECT_EQ(all.size(), 11U);   // sugar was added, nothing is fried
}

TEST(LabelsCheck, EachLineThatIsGoneIsNamed) {
  for (const auto& [line, duty] : std::vector<std::pair<std::string_view, std::string>>{{"Sản xuất tại", "origin"},
                                                                                       {"Khối lượng tịnh", "content"},
                                                                                       {"NSX: 20", "made"},
                                                                                       {"HSD", "expires"},
                                                                                       {"Bảo quản", "storage"},
                                                                                       {"Đường tổng số", "sugar"}})
    EXPECT_EQ(of(State::missing, check_label(without(line), kFood)), duty) << line;
  EXPECT_EQ(of(State::missing, check_label(without("Thành phần"), kFood)), "ingredients");
  EXPECT_EQ(of(State::missing, check_label("", kFood)), "name maker origin content made expires ingredients storage nutrition");
}

TEST(LabelsCheck, WhatIsThereInPartIsNotRight) {
  const auto nutrition = check_label(without("Natri"), kFood);
  EXPECT_EQ(of(State::wrong, nutrition), "nutrition");
  for (const Finding& one : nutrition)
    if (one.duty == Duty::nutrition) EXPECT_EQ(one.seen, "natri");   // what lacks
  // "Nà Giàng" is not sodium's sign, and what tastes full ("đậm", "béo") tells of no protein and no fat.
  EXPECT_EQ(of(State::missing, check_label("Khẩu sli Nà Giàng vị đậm đà béo ngậy", kFood)).find("nutrition") != std::string::npos, true);
  EXPECT_EQ(of(State::missing, check_label(without("Natri") + "Na: 20 mg\n", kFood)), "");
  std::string undated(kWhole);
  undated.replace(undated.find("NSX: 20/11/2026"), std::string_view("NSX: 20/11/2026").size(), "NSX:");
  EXPECT_EQ(of(State::wrong, check_label(undated, kFood)), "made");   // the word and no day
  const LabelFacts other{"Khẩu sli Nà Giàng", "Hộ Lý Mẩy", "I", 0};
  EXPECT_EQ(of(State::missing, check_label(kWhole, other)), "maker");
}

TEST(LabelsCheck, FriedFoodSaysItsSaturatedFat) {
  const std::string fried = std::string(kWhole) + "Bánh chiên giòn\n";
  EXPECT_EQ(of(State::missing, check_label(fried, kFood)), "fat");
  EXPECT_EQ(of(State::missing, check_label(fried + "Chất béo bão hòa 3 g\n", kFood)), "");
}

TEST(LabelsCheck, StarsAreThoseThatHoldToday) {
  LabelFacts facts = kFood;
  const auto said = [&](std::string_view stars) { return of(State::wrong, check_label(std::string(kWhole) + std::string(stars), facts)); };
  EXPECT_EQ(said("OCOP 4 sao\n"), "stars");   // none hold
  EXPECT_EQ(said("★★★★\n"), "stars");
  facts.stars = 4;
  EXPECT_EQ(said("OCOP 4 sao\n"), "");
  EXPECT_EQ(said("★★★★\n"), "");
  EXPECT_EQ(said("OCOP 5 sao\n"), "stars");
  EXPECT_EQ(said(""), "");                    // nobody has to show them
}

TEST(LabelsCheck, ABasketHasNoNutrition) {
  const LabelFacts craft{"Giỏ tre", "HTX Mây tre", "IV", 0};
  EXPECT_EQ(of(State::missing, check_label("Giỏ tre\nHTX Mây tre\nĐịa chỉ: xã Phú Túc\nXuất xứ: Việt Nam\n", craft)), "content");
}

}  // namespace
}  // namespace ocop::labels
