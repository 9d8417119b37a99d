#include "modules/sites/coach.h"

#include "modules/sites/tests/sites_desk.h"

namespace ocop::sites {
namespace {

const rulebooks::Library& library() {
  static const rulebooks::Library all = rulebooks::load().value();
  return all;
}

TEST(SitesCoach, SaysWhatTheDecisionInForceRewards) {
  const Date today = *Date::of(2026, 11, 27);
  const auto* usual = story_section(library(), "QD26-13", today);
  ASSERT_NE(usual, nullptr);
  EXPECT_EQ(usual->max, 12);
  ASSERT_EQ(usual->criteria.size(), 3u);
  EXPECT_EQ(usual->criteria[2].options.back().points, 5);
  EXPECT_EQ(story_section(library(), "", today)->max, 12) << "a maker whose product is not classified yet";
  EXPECT_EQ(story_section(library(), "QD26-26", today)->max, 8) << "tourism has a table of its own";
  EXPECT_EQ(story_section(library(), "", *Date::of(2010, 1, 1)), nullptr);
}

TEST(SitesCoach, LooksForWordsThatAStoryOfOnesOwnHas) {
  const auto cues = story_cues({{"Hà Quảng", "Cao Bằng"}, {"Khẩu sli"}});
  const auto told = [&](std::string_view story) {
    std::string out;
    for (const Cue& cue : cues) out += is_told(cue, story) ? '1' : '0';
    return out;
  };
  EXPECT_EQ(told(""), "00000");
  EXPECT_EQ(told("Ở HÀ QUẢNG bà tôi làm khẩu sli từ bao đời"), "11110") << "too short to be a story";
  EXPECT_EQ(told("Sản phẩm sạch, an toàn, chất lượng cao"), "00000") << "words that everybody's leaflet has";
  std::string longer = "Bà ngoại tôi người Nùng, ";
  for (int i = 0; i < 30; ++i) longer += "ngâm nếp ";
  EXPECT_EQ(told(longer), "01001");
  for (int i = 0; i < 200; ++i) longer += "ngâm nếp ";
  EXPECT_EQ(told(longer), "01000") << "nobody reads it to the end";
}

class SitesCoachPage : public Sites {};
OCOP_ON_BOTH_ENGINES(SitesCoachPage);

TEST_P(SitesCoachPage, StandsBesideTheStoryAndMarksWhatWasSaved) {
  const auto asked = desk_.get(path("/story"), "member");
  test::expect_sound(asked);
  for (const std::string_view text : {"data-coach=\"story\"", "26/2026/QĐ-TTg", "story-coach"}) EXPECT_TRUE(test::has(asked, text)) << text;
  const std::string there = "<strong data-state>" + std::string(msg::coach_there.vi);
  EXPECT_FALSE(test::has(asked, there)) << "“Nghề của bà.” names none of it";
  ASSERT_TRUE(service_->write(who("member"), producer, story("Chị em chúng tôi làm khẩu sli")));
  EXPECT_TRUE(test::has(desk_.get(path("/story"), "member"), there));
  EXPECT_FALSE(test::has(desk_.get(path("/face"), "member"), "data-coach")) << "where nobody writes a story";
  publish();
  EXPECT_FALSE(test::has(desk_.get("/htx-khau-sli-na-giang"), "data-coach"));
}

}  // namespace
}  // namespace ocop::sites
