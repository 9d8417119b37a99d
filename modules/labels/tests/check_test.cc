#include "modules/labels/check.h"

#include <gtest/gtest.h>

#include "modules/labels/messages.h"

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
    if (one.duty == Duty::nutrition) EXPECT_EQ(one.lacking, std::vector<const Message*>{&msg::nutrient_sodium});
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

// A label of one line, beside what is whole; the state of one duty.
State state_of(Duty duty, std::string_view words, const LabelFacts& facts = kFood) {
  for (const Finding& one : check_label(words, facts))
    if (one.duty == duty) return one.state;
  return State::there;   // it does not apply
}
struct Case { Duty duty; const char* words; State state; };
void expect_all(const std::vector<Case>& table) {
  for (const Case& row : table) EXPECT_EQ(name(state_of(row.duty, row.words)), name(row.state)) << name(row.duty) << ": " << row.words;
}

TEST(LabelsCheck, ATableOfValuesIsNoRecipe) {
  expect_all({{Duty::ingredients, "Thành phần dinh dưỡng trong 100 g", State::missing},
              {Duty::ingredients, "THÀNH PHẦN DINH DƯỠNG\nThành phần: gạo nếp", State::there},
              {Duty::ingredients, "Thanh phan: gao nep", State::there},
              {Duty::ingredients, "Ingredients: rice", State::there}});
}

// "Khối lượng tịnh" read without its marks is a province, and a cooperative has a commune in its name.
TEST(LabelsCheck, AnAddressIsOneOfAPlace) {
  const std::string maker = "HTX Khẩu Sli Nà Giàng\n";
  const auto with = [&](const char* line) { return state_of(Duty::maker, maker + line); };
  for (const char* line : {"Khối lượng tịnh: 300 g", "KHOI LUONG TINH: 300 g", "Hợp tác xã của chúng tôi", "Thành phần: tinh bột sắn",
                           "Áp dụng từ nay", "Vì một xã hội khỏe mạnh", "Tinh dầu nguyên chất"})
    EXPECT_EQ(with(line), State::wrong) << line;
  for (const char* line : {"Địa chỉ: Nà Giàng", "xã Trường Hà, tỉnh Cao Bằng", "Xa Truong Ha, tinh Cao Bang", "Thôn 4", "Ấp Bình Hoà",
                           "Đ/c: 12 Lê Lợi", "TP. Cà Mau"})
    EXPECT_EQ(with(line), State::there) << line;
}

TEST(LabelsCheck, NetContentIsToldFromWhatElseIsMeasured) {
  expect_all({{Duty::content, "Khối lượng tịnh: 1,5 kg", State::there},
              {Duty::content, "1,5kg", State::there},
              {Duty::content, "0.75 l", State::there},
              {Duty::content, "Thể tích thực: 1.000 ml", State::there},
              {Duty::content, "Hộp 20 viên", State::there},
              {Duty::content, "Quy cách: 12 gói", State::there},
              {Duty::content, "10 quả", State::there},
              {Duty::content, "Nước mắm 40 độ đạm 500 ml", State::there},
              {Duty::content, "Chất béo: 12,5 g", State::missing},
              {Duty::content, "Đạm 6 g", State::missing},
              {Duty::content, "6 g đạm", State::missing},
              {Duty::content, "Vitamin C 20 g", State::missing},
              {Duty::content, "Khẩu phần: 30 g", State::missing},
              {Duty::content, "Serving size 30 g", State::missing},
              {Duty::content, "Giá trị dinh dưỡng trên 100 g", State::missing},
              {Duty::content, "Cách dùng: ngày 2 viên", State::missing},
              {Duty::content, "Pha 1 gói với 200 ml nước", State::missing},
              {Duty::content, "Thành phần: gạo 200 g, đường 50 g", State::missing},
              {Duty::content, "Khối lượng tịnh:", State::missing}});
}

TEST(LabelsCheck, SugarAndFryingAreWordsAndNoPartsOfOthers) {
  const auto asked = [](Duty duty, std::string_view words) { return state_of(duty, words) == State::missing; };
  for (const char* none :
       {"Thành phần: hạt hướng dương", "Thành phần: chè\nHương thơm mát", "Thành phần: dưa mát lạnh", "Thành phần: lạc, không đường",
        "Thành phần: gạo, không thêm đường", "Thành phần dinh dưỡng: đường 3 g", "Đường Lê Lợi"})
    EXPECT_FALSE(asked(Duty::sugar, none)) << none;
  for (const char* sugar : {"Thành phần: lạc, đường", "Thành phần: gạo, mật mía", "Thanh phan: gao, duong",
                            "Thành phần: gạo,\nmật ong, gừng", "Ingredients: rice, sugar"})
    EXPECT_TRUE(asked(Duty::sugar, sugar)) << sugar;
  for (const char* none : {"HTX Quyết Chiến", "Bản Rắn", "Không chiên", "Hướng dẫn sử dụng: chiên trước khi ăn", "Khu di tích chiến thắng"})
    EXPECT_FALSE(asked(Duty::fat, none)) << none;
  for (const char* fried : {"Bánh chiên giòn", "Nem rán", "BANH CHIEN", "Fried peanuts"}) EXPECT_TRUE(asked(Duty::fat, fried)) << fried;
}

TEST(LabelsCheck, DaysAreReadAsTheyAreStamped) {
  expect_all({{Duty::made, "NSX: 20/11/2026 HSD: 20/05/2027", State::there},
              {Duty::expires, "NSX: 20/11/2026 HSD: 20/05/2027", State::there},
              {Duty::made, "NSX: HSD: 20/05/2027", State::wrong},
              {Duty::expires, "NSX/HSD: 20/11/2026 - 20/05/2027", State::there},
              {Duty::made, "NSX/HSD: 20/11/2026 - 20/05/2027", State::there},
              {Duty::expires, "NSX/HSD: 20/11/2026", State::wrong},
              {Duty::made, "Ngày sản xuất, hạn sử dụng: xem trên bao bì", State::there},
              {Duty::expires, "Ngày sản xuất và hạn sử dụng: in trên đáy hộp", State::there},
              {Duty::made, "NSX: HTX Khẩu Sli Nà Giàng", State::missing},
              {Duty::made, "NSX: HTX Khẩu Sli Nà Giàng\nNgày sản xuất: 20-11-2026", State::there},
              {Duty::expires, "HD 20/05/2027", State::there},
              {Duty::expires, "HD: lắc đều trước khi uống", State::missing},
              {Duty::expires, "Best before 20.05.2027", State::there},
              {Duty::expires, "Use by: 200527", State::there},
              {Duty::expires, "EXP", State::wrong},
              {Duty::expires, "HSD: 6 tháng kể từ NSX", State::there},
              {Duty::made, "HSD: 6 tháng kể từ NSX", State::missing},
              {Duty::made, "Sản xuất ngày 20 tháng 11 năm 2026", State::there}});
}

TEST(LabelsCheck, NamesAreWordsAndLegalFormsAreOne) {
  const LabelFacts tea{"Trà", "Hợp tác xã Chè Ba Vì", "II", 0};
  EXPECT_EQ(state_of(Duty::name, "Trang trại xanh", tea), State::missing);   // "tra" begins it
  EXPECT_EQ(state_of(Duty::name, "TRÀ", tea), State::there);
  EXPECT_EQ(state_of(Duty::maker, "HTX Chè Ba Vì\nxã Ba Vì", tea), State::there);
  EXPECT_EQ(state_of(Duty::maker, "Hợp tác xã (HTX) Chè\nBa Vì, xã Ba Vì", tea), State::there);
  EXPECT_EQ(state_of(Duty::maker, "HTX Chè Ba Vìn\nxã Ba Vì", tea), State::missing);
}

TEST(LabelsCheck, NutrientsHaveTheirValues) {
  const auto lacking = [](std::string_view words) {
    for (const Finding& one : check_label(words, kFood))
      if (one.duty == Duty::nutrition) return one.lacking.size();
    return std::size_t{0};
  };
  EXPECT_EQ(lacking("Năng lượng (kcal): 410\nChất đạm (Protein) 6,5 g\nCarbohydrat: 70 g\nChất béo\n12 g\nNatri (mg): 20"), 0U);
  EXPECT_EQ(lacking("Thành phần: mì, natri benzoat (211), protein đậu nành"), 5U);
  EXPECT_EQ(lacking("Chất béo bão hòa 3 g"), 5U);   // a part of the fat
}

TEST(LabelsCheck, StarsAreReadAsTheyAreDrawn) {
  LabelFacts facts = kFood;
  facts.stars = 3;
  for (const char* three : {"OCOP 3★", "OCOP 3 ★", "OCOP 3 sao", "OCOP ba sao", "★★★", "⭐⭐⭐", "OCOP ***", "OCOP 3*", "3-star OCOP",
                            "Khách sạn 4 sao bán, OCOP 3 sao"})
    EXPECT_EQ(state_of(Duty::stars, three, facts), State::there) << three;
  for (const char* four : {"OCOP 4★", "OCOP 4 sao", "OCOP bốn sao", "★★★★", "OCOP 3 sao\nOCOP 4 sao", "OCOP 4*"})
    EXPECT_EQ(state_of(Duty::stars, four, facts), State::wrong) << four;
}

// Herbs, oils and foods that protect health: days, recipe and use, and no table of values.
TEST(LabelsCheck, HerbsHaveDutiesOfTheirOwn) {
  const LabelFacts herbs{"Cao cà gai leo", "HTX Dược liệu", "III", 0};
  EXPECT_EQ(of(State::missing, check_label("", herbs)), "name maker origin content made expires ingredients storage");
  EXPECT_EQ(state_of(Duty::no_medicine, "Thực phẩm bảo vệ sức khoẻ", herbs), State::missing);
  EXPECT_EQ(state_of(Duty::no_medicine, "THỰC PHẨM BẢO VỆ SỨC KHỎE\nThực phẩm này không phải là thuốc", herbs), State::there);
  EXPECT_EQ(state_of(Duty::no_medicine, "Tinh dầu sả", herbs), State::there);   // it does not apply
}

TEST(LabelsCheck, ABasketHasNoNutrition) {
  const LabelFacts craft{"Giỏ tre", "HTX Mây tre", "IV", 0};
  EXPECT_EQ(of(State::missing, check_label("Giỏ tre\nHTX Mây tre\nĐịa chỉ: xã Phú Túc\nXuất xứ: Việt Nam\n", craft)), "content");
}

}  // namespace
}  // namespace ocop::labels
