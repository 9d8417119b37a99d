#include "modules/sites/rules.h"

#include <gtest/gtest.h>

#include "modules/sites/content.h"
#include "modules/sites/messages.h"

namespace ocop::sites {
namespace {

bool ours(std::string_view segment) { return segment == "products" || segment == "s" || segment == "mandates"; }
bool nobodys(std::string_view) { return false; }

TEST(SitesNames, AreWordsOfAnAddressAndNeverOurs) {
  for (const std::string_view good : {"htx-khau-sli-na-giang", "che", "a1b", "mat-ong-2", "  HTX-Khau-Sli  "})
    EXPECT_TRUE(rules::check_name(good, ours)) << good;
  EXPECT_EQ(*rules::check_name("HTX-Khau-Sli", ours), "htx-khau-sli");
  for (const std::string_view bad : {"", "ab", "36-pho", "01", "-che", "che-", "che--xanh", "chè", "che xanh", "che_xanh", "che/xanh",
                                     "che.html",
                                     "https:", "a\nbc", "%61bc", "abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz"})
    EXPECT_EQ(rules::check_name(bad, ours).error().problems.at(0).message.vi, msg::wrong_name.vi) << bad;
  // Of a route of today; foreseen; of an office, for whom nobody speaks.
  for (const std::string_view kept : {"products", "mandates", "shop", "orders", "ocop", "admin", "ubnd-xa-ha-quang", "ubnd"})
    EXPECT_EQ(rules::check_name(kept, ours).error().problems.at(0).message.vi, msg::name_is_reserved.vi) << kept;
  for (const std::string_view office : {"tinh-cao-bang", "xa-ha-quang", "so-nong-nghiep", "bo-cong-thuong", "phuong-ba-dinh",
                                        "chi-cuc-kiem-lam", "uy-ban-xa", "cong-an-xa", "tinh", "hdnd-xa"})
    EXPECT_EQ(rules::check_name(office, ours).error().problems.at(0).message.vi, msg::name_is_reserved.vi) << office;
  for (const std::string_view goods : {"tinh-dau-sa", "tinh-bot-nghe", "tinh-nghe-mat-ong", "xa-phong-que", "so-co-la-ben-tre",
                                       "bo-gac-bep",
                                       "so-diep-mot-nang", "cuc-hoa-hung-yen",
                                       "xa-den-hoa-binh", "bon-mua", "phuong-anh", "sot-ca"})
    EXPECT_TRUE(rules::check_name(goods, ours)) << goods;
  EXPECT_TRUE(rules::check_name("ubndx", ours)) << "a word that only begins so is another";
}

TEST(SitesNames, AreProposedWithoutTheWordsOfCompanies) {
  const std::vector<std::pair<std::string_view, std::string_view>> table{
      {"Hợp tác xã Khẩu Sli thương mại dịch vụ Nà Giàng", "htx-khau-sli-na-giang"},
      {"HTX Khẩu Sli Nà Giàng", "htx-khau-sli-na-giang"},
      {"Công ty TNHH MTV Đặc sản Bắc Hà", "dac-san-bac-ha"},
      {"Công ty Cổ phần Chè Shan Tuyết", "che-shan-tuyet"},
      {"Hộ kinh doanh Lý Thị Mẩy", "ly-thi-may"},
      {"Tổ hợp tác Mật ong Pù Luông", "tht-mat-ong-pu-luong"},
      {"Cơ sở sản xuất 36 Phố", "pho"}};
  for (const auto& [producer, name] : table)
    EXPECT_EQ(rules::propose_names({producer, "Hà Quảng", "1a2b"}, nobodys).at(0), name) << producer;
  const auto all = rules::propose_names({"Sản phẩm", "Hà Quảng", "1a2b"}, [](std::string_view word) { return word == "pham"; });
  EXPECT_FALSE(all.empty());
  EXPECT_EQ(rules::propose_names({"Công ty", "", "1a2b"}, nobodys).at(0), "cong-ty") << "nothing is left: as it is written";
  EXPECT_EQ(rules::propose_names({"Bộ Tư", "", "1a2b"}, nobodys).back(), "trang-1a2b") << "all its words are an office's";
  EXPECT_EQ(rules::propose_names({"36", "", "1a2b"}, nobodys).at(0), "trang-2");
  const std::string_view long_one = "Nông nghiệp Hữu cơ Thanh niên Khởi nghiệp Xanh Miền Tây";
  const auto cut = rules::propose_names({long_one, "Hà Quảng", "0123456789ab"}, nobodys);
  EXPECT_EQ(cut.size(), 3u + 18 + 2) << "what is too long is cut, not dropped";
  for (const std::string& name : cut) EXPECT_LE(name.size(), rules::kMostName);
}

TEST(SitesRules, FilmsAreLinksOfThreeHosts) {
  for (const std::string_view good : {"https://www.youtube.com/watch?v=abc", "https://youtu.be/abc", "https://m.facebook.com/watch/?v=1",
                                      "https://fb.watch/x/", "https://vt.tiktok.com/x", "youtu.be/abc"})
    EXPECT_TRUE(rules::film_address(good)) << good;
  EXPECT_EQ(*rules::film_address("youtu.be/abc"), "https://youtu.be/abc");
  for (const std::string_view bad : {"http://youtu.be/abc", "javascript:alert(1)", "https://evil.vn/youtube.com",
                                     "https://youtube.com.evil.vn/",
                                     "https://youtube.com@evil.vn/", "https://notyoutube.com/", "https://youtube.com:8080/",
                                     "https://you tube.com",
                                     "https://youtube.com/\"onclick=", "https://youtube.com\\@evil.vn", ""})
    EXPECT_FALSE(rules::film_address(bad)) << bad;
}

TEST(SitesRules, NumbersAreReadAsPeopleWriteThem) {
  const std::vector<std::pair<std::string_view, std::string_view>> table{
      {"0912 345 678", "0912345678"}, {"0912.345.678", "0912345678"},     {"+84 912 345 678", "+84912345678"},
      {"(024) 3825-1234", "02438251234"}, {"1900 1234", "19001234"}};
  for (const auto& [typed, number] : table) EXPECT_EQ(rules::telephone(typed).value_or("none"), number) << typed;
  for (const std::string_view bad : {"", "912 345 678", "0912", "mười hai", "+1", "0912345678901", "0912 345 678 a"})
    EXPECT_FALSE(rules::telephone(bad)) << bad;
  const std::vector<std::pair<std::string_view, std::string_view>> zalo{{"0912 345 678", "0912345678"},
                                                                        {"+84912345678", "0912345678"},
                                                                        {"https://zalo.me/0912345678", "0912345678"},
                                                                        {"zalo.me/1234567890123456789?x=1", "1234567890123456789"}};
  for (const auto& [typed, number] : zalo) EXPECT_EQ(rules::zalo_number(typed).value_or("none"), number) << typed;
  for (const std::string_view bad : {"", "https://evil.vn/0912345678", "zalo.me/abc", "12", "https://zalo.me/\"><x"})
    EXPECT_FALSE(rules::zalo_number(bad)) << bad;
}

// A tax code with two digits changed over was another firm's; a household's new one is its owner's identity number (Circular 86/2024).
TEST(SitesRules, ATaxCodeIsCheckedAndNoOnesIdentity) {
  EXPECT_EQ(rules::tax_code("0100233488"), "0100233488");
  EXPECT_EQ(rules::tax_code("01.00.112.437"), "0100112437");
  EXPECT_EQ(rules::tax_code("0314409058002"), "0314409058-002");
  for (const std::string_view bad : {"", "0100233480", "0100323488", "010023348", "01002334880", "mười số", "079085001234"})
    EXPECT_FALSE(rules::tax_code(bad)) << bad;
  Content content;
  Contact contact;
  TradeForm form;
  form.tax_code = "079 085 001234";
  const auto refused = rules::write(content, contact, form);
  EXPECT_EQ(refused.error().problems.at(0).message.vi, msg::tax_code_is_personal.vi);
  EXPECT_TRUE(refused.error().problems.at(0).got.empty()) << "nor does it stand in an answer or a log";
  form.tax_code = "0100233488";
  form.returns = "Trong 7 ngày";
  ASSERT_TRUE(rules::write(content, contact, form));
  EXPECT_TRUE(rules::is_written(Block::trade, content, contact));
}

TEST(SitesRules, TimesAreReadAsPeopleWriteThem) {
  const std::vector<std::pair<std::string_view, int>> table{{"7", 420}, {"7h", 420},
                                                             {"7h30", 450}, {"07:30", 450}, {"7 giờ 30", 450}, {"24:00", 1440}, {"0", 0}};
  for (const auto& [typed, minutes] : table) EXPECT_EQ(rules::time_of_day(typed).value_or(-1), minutes) << typed;
  for (const std::string_view bad : {"", "sáng", "25", "7:60", "24:01", "7:30:10", "730"}) EXPECT_FALSE(rules::time_of_day(bad)) << bad;
}

TEST(SitesRules, APointIsInTheCountry) {
  EXPECT_EQ(rules::show(rules::point("22.6667, 106.1333")), "22.66670, 106.13330");
  EXPECT_TRUE(rules::point("8.64,111.92")) << "Trường Sa";
  EXPECT_EQ(rules::point("22.666683491274, 106.133318765432"), rules::point("22.66668, 106.13332"))
      << "what a phone writes beyond the gate says nothing to a visitor";
  for (const std::string_view bad : {"", "22.6", "106.13, 22.66", "nan, nan", "22.6667, 106.1333 x", "0, 0"})
    EXPECT_FALSE(rules::point(bad)) << bad;
}

HoursForm hours(std::vector<std::string> days, std::string opens, std::string closes) {
  HoursForm form;
  form.days = std::move(days);
  form.opens = std::move(opens);
  form.closes = std::move(closes);
  return form;
}

TEST(SitesRules, HoursAreOfDaysAndOpenIsOfNow) {
  Content content;
  HoursForm form = hours({"mon", "tue", "wed", "thu", "fri"}, "7h30", "17:00");
  form.other_days = {"sun"};
  form.other_opens = "8";
  form.other_closes = "11";
  form.months = {"9", "10"};
  ASSERT_TRUE(rules::write(content, form));
  const auto at = [](int day, int hour, int minute) {   // 23 November 2026 is a Monday
    return Instant{start_of_vietnam_day(*Date::of(2026, 11, 22 + day)).milliseconds + (hour * 60 + minute) * 60'000LL};
  };
  EXPECT_TRUE(rules::is_open(content.week, at(1, 7, 30)));
  EXPECT_FALSE(rules::is_open(content.week, at(1, 7, 29)));
  EXPECT_FALSE(rules::is_open(content.week, at(1, 17, 0)));
  EXPECT_FALSE(rules::is_open(content.week, at(6, 9, 0))) << "Saturday";
  EXPECT_TRUE(rules::is_open(content.week, at(7, 9, 0)));
  const auto lines = rules::hours_lines(content.week);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0].last, 4);
  EXPECT_FALSE(lines[1].hours);
  const HoursForm shown = rules::hours_form(content);
  EXPECT_EQ(shown.days, form.days);
  EXPECT_EQ(shown.opens, "7:30");
  EXPECT_EQ(shown.other_days, form.other_days);
  EXPECT_EQ(shown.months, form.months);
  const std::vector<std::pair<HoursForm, std::string_view>> wrong{{hours({"mon"}, "", "17"), "opens"},
                                                                  {hours({"mon"}, "7", "trưa"), "closes"},
                                                                  {hours({"mon"}, "17", "7"), "closes"},
                                                                  {hours({"moon"}, "7", "17"), "days"}};
  for (const auto& [one, field] : wrong) EXPECT_EQ(rules::write(content, one).error().problems.at(0).field, field);
  EXPECT_EQ(content.season.count(), 2u) << "what was refused changed nothing";
}

TEST(SitesRules, ShopsAreLinesWithTheirLink) {
  Content content;
  ShopsForm form;
  form.shops = "Chợ phiên Hà Quảng, sáng chủ nhật\n\nCửa hàng OCOP https://ocop.vn/ha-quang\nhttp://khong.vn";
  ASSERT_TRUE(rules::write(content, form));
  ASSERT_EQ(content.shops.size(), 3u);
  EXPECT_EQ(content.shops[1], (Shop{"Cửa hàng OCOP", "https://ocop.vn/ha-quang"}));
  EXPECT_EQ(content.shops[2].link, "") << "only https is a link";
  EXPECT_EQ(rules::shops_form(content).shops,
            "Chợ phiên Hà Quảng, sáng chủ nhật\nCửa hàng OCOP https://ocop.vn/ha-quang\nhttp://khong.vn");
  ShopsForm two;
  two.shops = "Chợ\nShopee https://shopee.vn/a và Lazada https://lazada.vn/b";
  EXPECT_EQ(rules::write(content, two).error().problems.at(0).message.vi, msg::two_links.vi) << "the second stood there as dead words";
  EXPECT_EQ(content.shops.size(), 3u);
  for (int i = 0; i < 12; ++i) form.shops += "\nchợ";
  EXPECT_EQ(rules::write(content, form).error().problems.at(0).message.vi, msg::too_many_shops.vi);
}

TEST(SitesRules, WhatIsEmptyIsSaidAndAnEmptyPageIsNotPublished) {
  Content content;
  Contact contact;
  EXPECT_EQ(rules::gaps(content, contact).size(), kBlocks.size());
  EXPECT_EQ(rules::may_publish(content, contact).error().kind, ErrorKind::conflict);
  contact.zalo = "0912345678";
  EXPECT_TRUE(rules::may_publish(content, contact));
  content.face.vi = "Chúng tôi";
  content.steps.push_back({});
  const auto gaps = rules::gaps(content, contact);
  EXPECT_EQ(gaps, (std::vector<Block>{Block::story, Block::papers, Block::shops, Block::hours, Block::trade}));
}

TEST(SitesContent, IsKeptAsItWasWritten) {
  Content content;
  content.face = {"Hai mươi \"mốt\" chị em\ndòng hai", "Twenty-one"};
  content.story = {"Nghề", ""};
  Step step{StepId{}, {"Ngâm", "Soak"}, {"một đêm", ""}, "https://youtu.be/x", PictureId{}};
  step.id.uuid.bytes[15] = 7;
  content.steps = {step, {}};
  content.papers = {PaperId{}};
  content.shops = {{"Chợ", "https://a.vn/?b=<c>"}};
  content.shops_en = {{"Market", ""}};
  content.week[0] = Hours{450, 1020};
  content.season.set(11);
  content.visiting = {"Đi", ""};
  content.delivery = {"Gửi", "Sent"};
  content.look = Look::clay;
  content.returns = {"Đổi", ""};
  content.point = Point{22.66670, 106.13330};
  EXPECT_EQ(content_of(text_of(content)), content);
  EXPECT_EQ(content_of("{}"), Content{});
  EXPECT_THROW(content_of("[]"), std::runtime_error);
  EXPECT_THROW(content_of(""), std::runtime_error);
}

}  // namespace
}  // namespace ocop::sites
