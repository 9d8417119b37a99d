#include "modules/producers/rules.h"

#include <gtest/gtest.h>

namespace ocop::producers {
namespace {

TEST(ProducersName, OneMakerHasOneKey) {
  EXPECT_EQ(name_key("Công ty TNHH Trà Vinh FARM"), name_key("Công ty Trách nhiệm hữu hạn Trà Vinh Farm"));
  EXPECT_EQ(name_key("HTX Cái Bát"), name_key("Hợp tác xã (HTX) Cái Bát"));
  EXPECT_EQ(name_key("CTCP kem Bình Dương"), name_key("Công ty cổ phần kem Bình Dương"));
  EXPECT_EQ(name_key("Công ty TNHH MTV Bơ"), "cong ty trach nhiem huu han mot thanh vien bo");
  // Another legal form is another maker…
  EXPECT_NE(name_key("HTX Thái Hải"), name_key("Công ty TNHH Thái Hải"));
  // …but what they are called agrees.
  EXPECT_EQ(name_core("Thái Hải Co Ltd"), name_core("Công ty TNHH Thái Hải"));
  EXPECT_EQ(name_core("Công ty XNK thực phẩm ABZ"), name_core("Công ty TNHH Xuất nhập khẩu thực phẩm ABZ"));
  EXPECT_EQ(name_core("Hộ kinh doanh"), "");
  EXPECT_EQ(name_core(""), "");
}

TEST(ProducersKind, NamesReadBack) {
  for (int i = 0; i <= static_cast<int>(Kind::other); ++i) EXPECT_EQ(parse_kind(name(static_cast<Kind>(i))), static_cast<Kind>(i));
  for (int i = 0; i <= static_cast<int>(PaperKind::other); ++i)
    EXPECT_EQ(parse_paper_kind(name(static_cast<PaperKind>(i))), static_cast<PaperKind>(i));
  EXPECT_FALSE(parse_kind("guild"));
  EXPECT_FALSE(parse_paper_kind(""));
}

PaperForm good_paper() {
  return {PaperKind::test_sheet, "Phiếu kiểm nghiệm",  "Trung tâm 3",          "12/KN",
          Date::of(2024, 8, 5),  Date::of(2025, 8, 5), {"a.pdf", "%PDF-1.7 x"}};
}

TEST(ProducersPaper, IsTypedByItsBytes) {
  const auto scan = rules::check_paper(good_paper());
  ASSERT_TRUE(scan);
  EXPECT_EQ(scan->name, "a.pdf");
  EXPECT_EQ(scan->type, "application/pdf");
  EXPECT_EQ(rules::sniff("\xFF\xD8\xFF\xE0"), "image/jpeg");
  EXPECT_EQ(rules::sniff("\x89PNG\r\n\x1A\n."), "image/png");
  for (const std::string_view other : {"", "GIF89a", "<html>", "PK\x03\x04", "MZ"}) EXPECT_FALSE(rules::sniff(other)) << other;
}

struct WrongPaper { std::string_view field; void (*spoil)(PaperForm&); };

TEST(ProducersPaper, NamesTheFieldThatIsWrong) {
  const WrongPaper cases[]{
      {"expires", [](PaperForm& f) { f.expires = f.issued; }},
      {"file", [](PaperForm& f) { f.file.content = "not a paper"; }},
  };
  for (const WrongPaper& wrong : cases) {
    PaperForm form = good_paper();
    wrong.spoil(form);
    const auto checked = rules::check_paper(form);
    ASSERT_FALSE(checked) << wrong.field;
    EXPECT_EQ(checked.error().problems.at(0).field, wrong.field);
  }
  PaperForm noted = good_paper();
  noted.file = {};
  noted.issued.reset();
  noted.expires.reset();
  EXPECT_TRUE(rules::check_paper(noted)) << "a paper may be noted before its file is sent";
}

TEST(ProducersPaper, FileNameIsSafe) {
  EXPECT_EQ(rules::safe_file_name("../../etc/passwd", "application/pdf"), "passwd.pdf");
  EXPECT_EQ(rules::safe_file_name("C:\\giấy phép\r\n.exe", "image/png"), "giay-phep.png");
  EXPECT_EQ(rules::safe_file_name("", "image/jpeg"), "giay-to.jpg");
  EXPECT_LE(rules::safe_file_name(std::string(500, 'a'), "application/pdf").size(), 80u);
}

TEST(ProducersPaper, ExpiresAfterItsLastDay) {
  Paper paper;
  paper.expires = Date::of(2026, 11, 21);
  EXPECT_FALSE(rules::expired(paper, *Date::of(2026, 11, 21)));
  EXPECT_TRUE(rules::expired(paper, *Date::of(2026, 11, 22)));
  paper.expires.reset();
  EXPECT_FALSE(rules::expired(paper, *Date::of(2999, 1, 1)));
}

TEST(ProducersRules, NamesThatMayBeOneMaker) {
  struct Row { const char *name, *other; bool one; };
  const Row rows[] = {{"HTX chè Phìn Hồ", "Hợp tác xã chè Phìn Hồ", true},
                      {"HTX chè Phìn Hồ", "HTX chế biến chè Phìn Hồ", true},
                      {"Công ty TNHH Lý Mẩy", "Hộ kinh doanh Lý Mẩy", true},
                      {"HTX chè", "HTX chế biến chè Phìn Hồ", false},   // one word is in half of all names
                      {"HTX chè Phìn Hồ", "HTX chè Tà Xùa", false},
                      {"HTX", "HTX", false}};                            // nothing but a legal form
  for (const Row& row : rows)
    EXPECT_EQ(rules::may_be_one(name_core(row.name), name_core(row.other)), row.one) << row.name << " / " << row.other;
}

}  // namespace
}  // namespace ocop::producers
