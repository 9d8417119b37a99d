#include <gtest/gtest.h>

#include <set>
#include <string>

#include "kernel/web/page.h"
#include "modules/marks/marks.h"
#include "modules/marks/motifs.h"

namespace ocop::marks {
namespace {

using web::Html;

TEST(MarksStars, SayStarAndStandingInWords) {
  struct Case { int stars; Validity validity; std::optional<Date> until; std::string_view vi, en; };
  const auto day = Date::of(2028, 3, 12);
  const Case cases[] = {
      {4, Validity::valid, day, "4 sao, còn hiệu lực đến 12/03/2028", "4 stars, valid until 12 March 2028"},
      {1, Validity::renewal_window, day, "1 sao, còn hiệu lực đến 12/03/2028", "1 star, valid until 12 March 2028"},
      {3, Validity::reported, day, "3 sao, còn hạn đến 12/03/2028 theo nguồn đã đăng",
       "3 stars, in term until 12 March 2028 by a published source"},
      {4, Validity::extended, Date::of(2027, 8, 6), "4 sao, còn hiệu lực đến khi có kết quả đánh giá lại, không quá 02/02/2028",
       "4 stars, valid until the result of its renewal, 2 February 2028 at the latest"},
      {3, Validity::lapsed, day, "3 sao, hết hiệu lực sau ngày 12/03/2028", "3 stars, lapsed after 12 March 2028"},
      {5, Validity::withdrawn, day, "5 sao, đã thu hồi", "5 stars, withdrawn"},
      {4, Validity::not_verified, std::nullopt, "4 sao, chưa xác minh", "4 stars, not verified"},
      {0, Validity::none, std::nullopt, "Chưa có hạng sao", "No star"},
  };
  for (const Case& one : cases) {
    Html vi(Language::vi), en(Language::en);
    stars(vi, one.stars, one.validity, one.until);
    stars(en, one.stars, one.validity, one.until);
    EXPECT_NE(vi.view().find(one.vi), std::string_view::npos) << vi.view();
    EXPECT_NE(en.view().find(one.en), std::string_view::npos) << en.view();
    EXPECT_NE(vi.view().find("aria-hidden=\"true\""), std::string_view::npos);
    std::size_t lit = 0;
    for (auto at = vi.view().find("class=\"lit\""); at != std::string_view::npos; at = vi.view().find("class=\"lit\"", at + 1)) ++lit;
    EXPECT_EQ(lit, static_cast<std::size_t>(one.stars));
  }
}

TEST(MarksStars, EveryValidityHasItsOwnWordShapeAndColour) {
  std::set<std::string> words, drawings, classes;
  for (const Validity validity : {Validity::valid, Validity::renewal_window, Validity::reported, Validity::lapsed, Validity::withdrawn,
                                  Validity::not_verified, Validity::none, Validity::extended}) {
    Html out(Language::vi);
    validity_badge(out, validity);
    const std::string html(out.view());
    const auto drawing = html.find("<svg"), drawing_end = html.find("</svg>");
    drawings.insert(html.substr(drawing, drawing_end - drawing));
    classes.insert(html.substr(0, html.find('>')));
    words.insert(std::string(word(validity).vi));
  }
  EXPECT_EQ(words.size(), 8u);
  EXPECT_EQ(drawings.size(), 8u);
  EXPECT_EQ(classes.size(), 7u) << "what is extended ends soon";
}

TEST(MarksMotif, OfAProductFollowsItsGroupThenTheWordsOfItsName) {
  EXPECT_EQ(picture_of_product("IV", "Trà sen"), Picture::craft) << "a stated group is not second-guessed";
  EXPECT_EQ(picture_of_product("", "Cà phê rang xay"), Picture::coffee);
  EXPECT_EQ(picture_of_product("I", "Chè Shan tuyết cổ thụ"), Picture::drink) << "tea is in group I of Decision 26/2026";
  EXPECT_EQ(picture_of_product("", "NƯỚC MẮM Cát Hải"), Picture::fish);
  EXPECT_EQ(picture_of_product("", "Bưởi da xanh"), Picture::fruit);
  EXPECT_EQ(picture_of_product("", "Cao Cà Gai Leo"), Picture::herb);
  EXPECT_EQ(picture_of_product("", "Cà chua bi"), Picture::greens) << "cà is no cá";
  EXPECT_EQ(picture_of_product("", "Chế biến"), Picture::food);
  EXPECT_EQ(picture_of_product("", "Trà tôm nõn"), Picture::drink) << "the first word names the thing";
  EXPECT_EQ(picture_of_product("", ""), Picture::food);
  EXPECT_EQ(picture_of_product("II", "Rượu ngô men lá"), Picture::bottle);
  EXPECT_EQ(picture_of_product("II", "Nước ép xoài"), Picture::drink);
}

// One ear of rice stood for pork, honey and salt.
TEST(MarksMotif, OfFoodFollowsItsKindAndItsSet) {
  const struct { std::string_view name, set; Picture picture;
  } rows[] = {{"Thịt lợn gác bếp", "", Picture::meat},        {"Mật ong bạc hà", "", Picture::honey},
              {"Muối tôm Tây Ninh", "", Picture::spice},      {"Rau cải mèo", "", Picture::greens},
              {"Hạt điều rang muối", "", Picture::nut},       {"Bánh chưng gù", "", Picture::cake},
              {"Gạo nếp Khẩu Nua Lếch", "", Picture::food},   {"Khẩu Nua Lếch", "QD26-03", Picture::food},
              {"Đặc sản Mèo Vạc", "QD26-04", Picture::honey}, {"Đặc sản Mèo Vạc", "QD26-10", Picture::spice},
              {"Tôm sú", "QD26-02", Picture::fish},           {"Trâu", "QD26-08", Picture::meat},
              {"Đặc sản", "QD99-01", Picture::food}};
  for (const auto& row : rows) EXPECT_EQ(picture_of_product("I", row.name, row.set), row.picture) << row.name << " " << row.set;
}

TEST(MarksMotif, EveryPictureHasItsOwnDrawingWordsAndWeave) {
  std::set<std::string_view> drawings, words, weaves;
  std::set<std::string> bands;
  for (const Picture picture : kPictures) {
    const web::Motif& one = motif(picture);
    drawings.insert(one.drawing.text);
    words.insert(one.words.vi);
    weaves.insert(one.weave.name);
    bands.insert(one.header_band);
  }
  EXPECT_EQ(drawings.size(), std::size(kPictures));
  EXPECT_EQ(words.size(), std::size(kPictures));
  EXPECT_EQ(weaves.size(), std::size(kPictures));
  EXPECT_EQ(bands.size(), std::size(kPictures));
}

TEST(MarksBand, IsWovenWithTwoMirrors) {
  std::set<std::string> seen;
  for (const std::string_view group : {"I", "II", "III", "IV", "V", "VI", ""}) {
    const web::BandTile tile = web::band_tile(motif_of_group(group).weave);
    std::vector<std::vector<int>> cloth(static_cast<std::size_t>(tile.height), std::vector<int>(static_cast<std::size_t>(tile.width), 0));
    for (const web::BandRun& run : tile.runs) {
      ASSERT_TRUE(run.x >= 0 && run.length > 0 && run.x + run.length <= tile.width && run.y >= 0 && run.y < tile.height);
      for (int x = run.x; x < run.x + run.length; ++x) cloth[static_cast<std::size_t>(run.y)][static_cast<std::size_t>(x)] = run.colour;
    }
    std::string text;
    for (std::size_t y = 0; y < cloth.size(); ++y) {
      EXPECT_EQ(cloth[y], cloth[cloth.size() - 1 - y]) << "rows mirror";
      for (std::size_t x = 1; x < cloth[y].size(); ++x) EXPECT_EQ(cloth[y][x], cloth[y][cloth[y].size() - x]) << "columns mirror";
      for (const int stitch : cloth[y]) text.push_back(static_cast<char>('0' + stitch));
    }
    EXPECT_TRUE(seen.insert(text).second) << "each group has its own weave: " << group;
  }
}

}  // namespace
}  // namespace ocop::marks
