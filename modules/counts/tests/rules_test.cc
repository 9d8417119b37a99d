#include "modules/counts/rules.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "kernel/files/embedded.h"
#include "modules/counts/messages.h"

namespace ocop::embedded {
std::span<const EmbeddedFile> published_counts();
}

// What newspapers print of OCOP products, held against itself and against a register.
namespace ocop::counts {
namespace {

std::vector<Published> all() {
  auto read = rules::read(embedded::published_counts().front().content);
  EXPECT_TRUE(read);
  return read ? std::move(*read) : std::vector<Published>{};
}
Published one_of(std::string_view place, std::string_view as_of) {
  for (Published& one : all())
    if (one.place == place && one.as_of == as_of) return std::move(one);
  ADD_FAILURE() << place << " " << as_of;
  return {};
}
std::vector<std::string> formulas(const Published& one) {
  std::vector<std::string> out;
  for (const Check& check : rules::checks(one)) out.push_back(rules::formula(check, Language::vi));
  return out;
}

TEST(CountsRules, EachPublishedFigureIsHeldAgainstItsOwnParts) {
  struct Row { std::string_view place, as_of; std::vector<std::string> formulas; };
  const std::vector<Row> rows{
      {"Cao Bằng", "2025-02-19", {"131 + 13 = 144", "124 + 11 + 6 + 3 = 144", "27 + 7 + 10 + 47 = 91"}},
      {"Thành phố Cần Thơ", "2025-12", {"648 + 242 + 5 = 895"}},
      {"Thành phố Cần Thơ", "2026-02", {"649 + 242 + 4 = 895"}},
      {"Thành phố Hồ Chí Minh", "2025", {"786 + 220 + 0 = 1.006"}},
      {"Hà Nội", "2025-06", {"1.718 + 1.571 + 6 = 3.295 ≠ 3.317"}},
      {"Cả nước", "2022-05", {"5.047 + 2.311 + 20 = 7.378 ≠ 7.463"}},
      {"Quảng Ninh", "2023", {"256 + 86 + 4 = 346", "85 + 55 + 74 = 214 ≠ 212"}},
      {"Khánh Hòa", "2025", {"263 + 43 + 1 + 2 = 309"}},   // the total counts the two that are proposed for five stars
      {"Cả nước", "2024-12", {}},                          // no part is printed
      {"Đồng Nai", "2025", {"50 + 8 = 58 ≠ 496"}},         // the three stars are not printed: it is said, not repaired
  };
  for (const Row& row : rows) EXPECT_EQ(formulas(one_of(row.place, row.as_of)), row.formulas) << row.place << " " << row.as_of;
}

TEST(CountsRules, PagesThatDisagreeAreNamed) {
  const auto published = all();
  std::vector<std::string> named;
  for (const Conflict& conflict : rules::conflicts(published)) {
    const auto find = [&](const std::string& id) { return *std::ranges::find(published, id, &Published::id); };
    named.push_back(find(conflict.id).place + " " + find(conflict.id).as_of + " / " + find(conflict.other).as_of);
  }
  EXPECT_EQ(named, (std::vector<std::string>{"Thành phố Cần Thơ 2025-12 / 2026-02", "Cà Mau 2025 / 2025"}));
}

TEST(CountsRules, ADifferenceHasItsReasons) {
  Computed here;   // of ten products five are lapsed, three reported in their term, two not verified
  here.products[static_cast<std::size_t>(marks::Validity::lapsed)][3] = 5;
  here.products[static_cast<std::size_t>(marks::Validity::reported)][4] = 3;
  here.products[static_cast<std::size_t>(marks::Validity::not_verified)][5] = 2;
  here.products[static_cast<std::size_t>(marks::Validity::none)][0] = 7;   // never recognised: in no figure
  EXPECT_EQ(here.all(), 10);
  EXPECT_EQ(here.valid(), 3);
  EXPECT_EQ(here.with_stars(3), 5);
  EXPECT_EQ(here.valid_with_stars(3), 0);
  const auto told = [&](const Published& one) {
    std::vector<const Message*> out;
    for (const rules::Reason& reason : rules::reasons(one, here)) out.push_back(reason.text);
    return out;
  };
  using Told = std::vector<const Message*>;
  EXPECT_EQ(told(one_of("Cao Bằng", "2025-02-19")), (Told{&msg::reason_fewer, &msg::reason_not_said, &msg::reason_day}));
  EXPECT_EQ(told(one_of("Gia Lai", "2026-01-10")), (Told{&msg::reason_fewer, &msg::reason_valid, &msg::reason_day}));
  EXPECT_EQ(told(one_of("Hà Nội", "2025-06")), (Told{&msg::reason_fewer, &msg::reason_not_said, &msg::reason_sum, &msg::reason_day}));
  EXPECT_EQ(told(one_of("Sóc Trăng", "2021")), (Told{&msg::reason_fewer, &msg::reason_former, &msg::reason_not_said, &msg::reason_day}));
  EXPECT_EQ(told(one_of("Sóc Trăng", "2024-11")), (Told{})) << "no total is printed, so there is nothing to compare";
  Published few = one_of("Cao Bằng", "2025-02-19");
  few.products = 8;
  EXPECT_EQ(told(few)[0], &msg::reason_more);
  EXPECT_EQ(rules::words(rules::reasons(few, here)[0], Language::vi).find("10, nhiều hơn 8"), std::string("Sổ này có ").size());
}

TEST(CountsRules, AFileThatIsNotOursIsRefused) {
  EXPECT_FALSE(rules::read("id,place\nC01,Huế\n"));
  const std::string head(embedded::published_counts().front().content.substr(0, embedded::published_counts().front().content.find('\n')));
  EXPECT_FALSE(rules::read(head + "\nC01,Huế,town,46,2025,1,,,,,,,,,,,,,,\n"));
  EXPECT_FALSE(rules::read(head + "\nC01,Huế,province,46,2025,many,,,,,,,,,,,,,,\n"));
  EXPECT_TRUE(rules::read(head + "\nC01,Huế,province,46,2025,1,,,,,,,,,,,,,,\n"));
}

}  // namespace
}  // namespace ocop::counts
