#include "modules/labels/rules.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "kernel/i18n/translate.h"
#include "modules/labels/draw.h"
#include "modules/labels/messages.h"
#include "modules/labels/tests/reading.h"
#include "tests/support/fonts.h"

namespace ocop::labels {
namespace {

using products::Standing;
using Basis = Standing::Basis;

const Date kToday = *Date::of(2026, 11, 27);
constexpr std::string_view kUrl = "https://ocop.example.vn";

Standing standing(Basis basis, int stars, std::optional<Date> decided) {
  Standing out{.basis = basis, .stars = stars, .decision = "124/QĐ-UBND", .decided = decided};
  out.recognition = "decision";
  if (basis != Basis::imported && decided) out.valid_until = decided->plus_months(36);
  return out;
}

struct Star {
  const char* what;
  Standing standing;
  int stars;               // 0 = none
  const Message* refusal;  // null = none
};

TEST(LabelsRules, AStarIsPrintedOnlyWhileADecisionBehindItHolds) {
  Standing withdrawn = standing(Basis::confirmed, 3, Date::of(2026, 8, 5));
  withdrawn.withdrawn = true;
  Standing listed = standing(Basis::imported, 4, std::nullopt);
  listed.recognition = "reported_recognised";
  const std::vector<Star> table{
      {"a certificate in its term", standing(Basis::certificate, 4, Date::of(2026, 11, 20)), 4, nullptr},
      {"a confirmed decision", standing(Basis::confirmed, 3, Date::of(2026, 8, 5)), 3, nullptr},
      {"its last day", standing(Basis::confirmed, 5, Date::of(2023, 11, 27)), 5, nullptr},
      {"a day later", standing(Basis::confirmed, 5, Date::of(2023, 11, 26)), 0, &msg::star_lapsed},
      {"withdrawn", withdrawn, 0, &msg::star_withdrawn},
      {"a decision that a register prints, in its term", standing(Basis::imported, 4, Date::of(2026, 8, 5)), 0, &msg::star_reported},
      {"the same, lapsed", standing(Basis::imported, 4, Date::of(2023, 2, 20)), 0, &msg::star_lapsed},
      {"a list without a decision", listed, 0, &msg::star_not_verified},
      {"never recognised", {}, 0, &msg::star_none},
      {"two stars are no OCOP product", standing(Basis::confirmed, 2, Date::of(2026, 8, 5)), 0, &msg::star_not_verified},
  };
  for (const Star& row : table) {
    EXPECT_EQ(rules::printable_stars(row.standing, kToday), row.stars) << row.what;
    const auto may = rules::may_print_stars(row.standing, kToday);
    EXPECT_EQ(may.ok(), row.refusal == nullptr) << row.what;
    if (may || !row.refusal) continue;
    EXPECT_EQ(may.error().problems[0].field, "stars");
    EXPECT_EQ(may.error().problems[0].message.vi, row.refusal->vi) << row.what;
  }
}

TEST(LabelsRules, TheRefusalSaysTheDayOnWhichTheStarLapsed) {
  const auto may = rules::may_print_stars(standing(Basis::imported, 4, Date::of(2023, 2, 20)), kToday);
  ASSERT_FALSE(may);
  EXPECT_EQ(sentence(may.error().problems[0], Language::vi),
            "4 sao theo quyết định ngày 20/02/2023 có hiệu lực đến hết ngày 20/02/2026 và đã hết hiệu lực từ ngày 21/02/2026. "
            "Bỏ chọn in sao, hoặc nộp hồ sơ đánh giá lại.");
}

products::Product product(std::string gtin) {
  products::Product out;
  out.name = "Khẩu sli Nà Giàng";
  out.code = "K7M2PQRS";
  out.gtin = std::move(gtin);
  return out;
}

TEST(LabelsRules, ANumberOfOneShopLeavesAsThePageOfTheProduct) {
  EXPECT_EQ(rules::address_of(product(""), kUrl), "https://ocop.example.vn/s/K7M2PQRS");
  EXPECT_EQ(rules::address_of(product("08935000000014"), kUrl), "https://ocop.example.vn/01/08935000000014");
  for (const char* own : {"02012345678903", "00212345678909", "00412345678903", "00000020123451"})
    EXPECT_EQ(rules::address_of(product(own), kUrl), "https://ocop.example.vn/s/K7M2PQRS") << own;
}

TEST(LabelsRules, BarsAreOfANumberOfThirteenDigits) {
  struct Bars { const char* gtin; Stock stock; const char* ean; Format format = Format::pdf; };
  const std::vector<Bars> table{
      {"08935000000014", Stock::a4_24, "8935000000014"},
      {"08935000000014", Stock::a4_65, ""},              // no room
      {"02012345678903", Stock::roll_50x30, "2012345678903"},   // a shop's own: its tills read it
      {"08935000000014", Stock::roll_50x30, "", Format::zpl},   // no room below a QR code of whole dots
      {"08935000000014", Stock::roll_40x60, "8935000000014", Format::zpl},
      {"09912345678909", Stock::a4_24, ""},              // a coupon
      {"18935000000011", Stock::a4_24, ""},              // a case
      {"00000096385074", Stock::a4_24, ""},              // eight digits
      {"", Stock::a4_24, ""},
  };
  for (const Bars& row : table) {
    const products::Product one = product(row.gtin);
    EXPECT_EQ(rules::make({.stock = row.stock, .format = row.format}, {one, "", kUrl, kToday}).ean, row.ean) << row.gtin;
  }
}

struct Wrong {
  const char* what;
  LabelInput input;
  std::string gtin, field;   // an empty field: nothing is wrong
};

TEST(LabelsRules, FieldsAreHeldAgainstEachOther) {
  const std::string gtin = "08935000000014";
  LabelInput days;
  days.made = Date::of(2026, 11, 1);
  days.expires = Date::of(2026, 10, 31);
  LabelInput same_day = days;
  same_day.expires = days.made;
  const auto with = [](Extra extra, std::string lot) {
    LabelInput out;
    out.extra = extra;
    out.lot = std::move(lot);
    return out;
  };
  const std::vector<Wrong> table{
      {"the usual", {}, "", ""},
      {"the 25th place of 24", {.first = 25}, "", "first"},
      {"the 25th place of 40", {.stock = Stock::a4_40, .first = 25}, "", ""},
      {"the second place of a roll", {.stock = Stock::roll_50x30, .first = 2}, "", "first"},
      {"ZPL for a sheet", {.format = Format::zpl}, "", "format"},
      {"ZPL for a roll", {.stock = Stock::roll_40x60, .format = Format::zpl}, "", ""},
      {"use by before made", days, "", "expires"},
      {"use by on the day", same_day, "", ""},
      {"a code without GTIN", with(Extra::data_matrix, "L1"), "", "extra"},
      {"a code of a shop's number", with(Extra::gs1_128, "L1"), "02012345678903", "extra"},
      {"a code with lot", with(Extra::data_matrix, "L1/26-11.a"), gtin, ""},
      {"a lot with marks in a code", with(Extra::data_matrix, "Lô 1"), gtin, "lot"},
      {"a bracket in a code", with(Extra::gs1_128, "L(1)"), gtin, "lot"},
      {"a lot with marks in words", with(Extra::none, "Lô 1"), "", ""},
  };
  for (const Wrong& row : table) {
    const auto checked = rules::check(row.input, product(row.gtin));
    EXPECT_EQ(checked ? "" : checked.error().problems[0].field, row.field) << row.what;
  }
}

TEST(LabelsRules, ALabelSaysWhatWasAskedFor) {
  products::Product one = product("08935000000014");
  one.standing = standing(Basis::confirmed, 3, Date::of(2026, 8, 5));
  LabelInput input{
      .lot = "L26/11", .weight = "500 g", .price = "120.000 đ", .made = Date::of(2026, 11, 21), .expires = Date::of(2027, 5, 21)};
  input.extra = Extra::data_matrix;
  input.stars = Stars::print;
  const Label label = rules::make(input, {one, "HTX Nà Giàng", kUrl, kToday});
  EXPECT_EQ(label.lines, (std::vector<Line>{{"weight", "KL tịnh: 500 g"},
                                            {"lot", "Số lô: L26/11"},
                                            {"made", "NSX: 21/11/2026"},
                                            {"expires", "HSD: 21/05/2027"},
                                            {"price", "Giá: 120.000 đ"}}));
  EXPECT_EQ(label.stars, 3);
  EXPECT_EQ(label.ean, "8935000000014");
  EXPECT_EQ(label.elements, (gs1::Elements{{"01", "08935000000014"}, {"11", "261121"}, {"17", "270521"}, {"10", "L26/11"}}));
  EXPECT_EQ(rules::make({}, {one, "", kUrl, kToday}).stars, 0);   // nobody asked for them
  EXPECT_TRUE(rules::make({.stock = Stock::a4_65}, {one, "", kUrl, kToday}).ean.empty());
}

Label plain() {
  return {.name = "Trà Shan tuyết",
          .maker = "HTX ^Chế biến~ chè_\\",
          .lines = {{"lot", "Số lô: L1"}},
          .stars = 0,
          .address = "https://ocop.example.vn/s/K7M2PQRS",
          .ean = "",
          .elements = {},
          .extra = Extra::none};
}

Result<std::string> zpl_of(const Label& label, Stock stock, int count = 1) {
  return draw_zpl(label, {stock, count, 1, {}}, test::fonts());
}
// The number behind a command, such as the dots of a module behind "^BQN,2,".
int after(const std::string& zpl, std::string_view command) {
  const std::size_t at = zpl.find(command);
  return at == std::string::npos ? 0 : std::atoi(zpl.c_str() + at + command.size());
}

TEST(LabelsZpl, TextsCannotSayCommands) {
  EXPECT_EQ(zpl_text("a^b~c_d\\e\nf"), "a_5Eb_7Ec_5Fd\\e_0Af");
  EXPECT_EQ(zpl_block("a<b>^"), "a<<>b>_5E");
  const auto zpl = zpl_of(plain(), Stock::roll_50x30, 12);
  ASSERT_TRUE(zpl);
  EXPECT_TRUE(zpl->starts_with("^XA\n^CI28\n^PW400\n^LL240\n"));
  EXPECT_TRUE(zpl->ends_with("^PQ12\n^XZ\n"));
  EXPECT_NE(zpl->find("^FH^FDHTX _5EChế biến_7E chè_5F\\^FS"), std::string::npos) << *zpl;
  EXPECT_NE(zpl->find("^FDMA,https://ocop.example.vn/s/K7M2PQRS^FS"), std::string::npos);
  EXPECT_EQ(zpl->find("^BE"), std::string::npos);
}

// ^FB prints what has no room over its last line, and a long lot made the day below it unreadable.
TEST(LabelsZpl, TextsEndWhereTheirBoxEnds) {
  Label label = plain();
  label.name = "Bánh tráng nướng phở chiên ngũ sắc thảo mộc đặc biệt Lợi Lộc Bánh tráng nướng phở chiên ngũ sắc thảo mộc";
  label.lines = {{"weight", "KL tịnh: 500 g"}, {"lot", "Số lô: L26/11"}, {"made", "NSX: 21/11/2026"}, {"expires", "HSD: 21/05/2027"}};
  label.stars = 5;
  for (const Stock stock : {Stock::roll_50x30, Stock::roll_40x60}) {
    const auto zpl = zpl_of(label, stock);
    ASSERT_TRUE(zpl) << zpl.error().problems[0].field;
    EXPECT_EQ(zpl->find("^FB"), std::string::npos);
    for (const Line& line : label.lines) EXPECT_NE(zpl->find("^FD" + line.text + "^FS"), std::string::npos) << line.text;
    // Letters of 1.2 mm and more: ten dots, which are fourteen of the whole line.
    for (std::size_t at = zpl->find("^A0N,"); at != std::string::npos; at = zpl->find("^A0N,", at + 1))
      EXPECT_GE(std::atoi(zpl->c_str() + at + 5), 14);
  }
  label.lines[1].text = "Số lô: " + std::string(200, 'W');
  const auto refused = zpl_of(label, Stock::roll_50x30);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().problems[0].field, "lot");
}

// 3 dots are 0.375 mm, under GS1's least for squares (0.396): printers of dots print 4, or the label has no room.
TEST(LabelsZpl, NoModuleIsFinerThanGs1Allows) {
  Label label = plain();
  for (const Stock stock : {Stock::roll_50x30, Stock::roll_40x60}) {
    const auto zpl = zpl_of(label, stock);
    ASSERT_TRUE(zpl);
    EXPECT_GE(after(*zpl, "^BQN,2,"), 4);
  }
  label.elements = {{"01", "08935000000014"}, {"10", "L1"}};
  label.extra = Extra::data_matrix;
  const auto matrix = zpl_of(label, Stock::roll_40x60);
  ASSERT_TRUE(matrix);
  EXPECT_GE(after(*matrix, "^BQN,2,"), 4);
  EXPECT_GE(after(*matrix, "^BXN,"), 4);
  label.extra = Extra::none;
  label.ean = "8935000000014";
  const auto bars = zpl_of(label, Stock::roll_40x60);
  ASSERT_TRUE(bars);
  EXPECT_GE(after(*bars, "^BY"), 2);
  EXPECT_GE(after(*bars, "^BQN,2,"), 4);
  label.ean.clear();
  label.address = "https://ocop.example.vn/s/" + std::string(80, 'K');   // 45 modules with their light: 22.5 mm, and the room is 27
  EXPECT_TRUE(zpl_of(label, Stock::roll_50x30));
  label.address = "https://ocop.example.vn/s/" + std::string(200, 'K');
  EXPECT_FALSE(zpl_of(label, Stock::roll_50x30));
}

TEST(LabelsZpl, HasTheCodesThatALabelHas) {
  Label label = plain();
  label.ean = "8935000000014";
  label.stars = 3;
  const auto ean = zpl_of(label, Stock::roll_40x60);
  ASSERT_TRUE(ean);
  EXPECT_NE(ean->find("^BEN,"), std::string::npos);
  EXPECT_NE(ean->find("^FD893500000001^FS"), std::string::npos);
  EXPECT_NE(ean->find("OCOP ★★★^FS"), std::string::npos);
  label.ean.clear();
  label.extra = Extra::data_matrix;
  label.elements = {{"01", "08935000000014"}, {"10", "L1"}};
  const auto matrix = zpl_of(label, Stock::roll_40x60);
  ASSERT_TRUE(matrix) << matrix.error().problems[0].field;
  EXPECT_NE(matrix->find("^BXN,"), std::string::npos);
  EXPECT_NE(matrix->find("^FD_1010893500000001410L1^FS"), std::string::npos);
  label.extra = Extra::gs1_128;
  EXPECT_FALSE(zpl_of(label, Stock::roll_40x60));   // wider than the roll
  label.elements = {{"01", "08935000000014"}, {"10", "12"}};
  const auto wide = zpl_of(label, Stock::roll_50x30);
  ASSERT_TRUE(wide) << wide.error().problems[0].field;
  EXPECT_NE(wide->find(",Y,N,N,D^FD(01)08935000000014(10)12^FS"), std::string::npos);
}

}  // namespace
}  // namespace ocop::labels
