#include "modules/sites/feeds.h"

#include "modules/sites/tests/sites_desk.h"

namespace ocop::sites {
namespace {

Page page_of_hours() {
  Page page;
  page.producer.name = "HTX Chè; Mật, Ong";
  page.producer.id.uuid.bytes[15] = 1;
  page.name = "htx-che";
  page.now = page.published.emplace(Instant::parse_iso("2026-11-27T02:00:00.000Z").value());   // a Friday
  page.edition = 3;
  for (std::size_t day = 0; day < 5; ++day) page.content.week[day] = Hours{450, 1020};
  page.content.week[5] = Hours{600, 1440};
  page.content.season.set(1);
  page.content.point = Point{22.66670, 106.13330};
  return page;
}
std::string without_folds(std::string text) {
  for (std::size_t at; (at = text.find("\r\n ")) != std::string::npos;) text.erase(at, 3);
  return text;
}

TEST(SitesFeeds, HoursComeAgainEachWeekAndTheSeasonEachYear) {
  const places::FakePlaces places;
  const auto made = calendar_of(page_of_hours(), places, "https://ocop.test", Language::vi);
  ASSERT_TRUE(made);
  std::size_t longest = 0, from = 0;
  for (std::size_t at; (at = made->find("\r\n", from)) != std::string::npos; from = at + 2) longest = std::max(longest, at - from);
  EXPECT_LE(longest, 75u) << "RFC 5545 §3.1";
  EXPECT_EQ(from, made->size());
  const std::string all = without_folds(*made);
  for (const std::string_view text :
       {"DTSTART;TZID=Asia/Ho_Chi_Minh:20261130T073000\r\nDTEND;TZID=Asia/Ho_Chi_Minh:20261130T170000\r\n",
        "20261130T170000\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\r\n",
        "20261128T100000\r\nDTEND;TZID=Asia/Ho_Chi_Minh:20261129T000000\r\nRRULE:FREQ=WEEKLY;BYDAY=SA", "GEO:22.66670;106.13330",
        "DTSTART;VALUE=DATE:20260201\r\nDTEND;VALUE=DATE:20260301\r\nRRULE:FREQ=YEARLY", "SUMMARY:HTX Chè\\; Mật\\, Ong mở cửa\r\n",
        "DTSTAMP:20261127T020000Z"})
    EXPECT_NE(all.find(text), std::string::npos) << text << "\n" << all;
  Page bare = page_of_hours();
  bare.content = {};
  EXPECT_FALSE(calendar_of(bare, places, "https://ocop.test", Language::vi)) << "who said no hours has no calendar";
}

// A feed that named a star for ever would go on in every reader after the star lapsed.
TEST(SitesFeeds, NewsAreTheEditionAndStarsThatHold) {
  Page page = page_of_hours();
  page.content.face.vi = "Chè <Shan> & mật";
  products::Product product;
  product.name = "Chè Shan";
  product.code = "k7m2p";
  product.standing = {.basis = products::Standing::Basis::confirmed, .stars = 4, .decision = "1/QĐ-UBND", .decided = Date::of(2026, 8, 5),
                      .valid_until = Date::of(2029, 8, 4), .verified = true};
  page.products = {product};
  const std::string now = news_of(page, "https://ocop.test", Language::en);
  EXPECT_NE(now.find("<updated>2026-11-27T02:00:00.000Z</updated>"), std::string::npos) << now;
  EXPECT_NE(now.find("Chè Shan was recognised with 4 stars"), std::string::npos) << now;
  EXPECT_NE(now.find("Chè &lt;Shan&gt; &amp; mật"), std::string::npos) << now;
  EXPECT_NE(now.find("https://ocop.test/en/products/k7m2p"), std::string::npos) << now;
  page.products[0].standing.withdrawn = true;
  EXPECT_EQ(news_of(page, "https://ocop.test", Language::en).find("4 stars"), std::string::npos);
}

class SitesFeedPages : public Sites {};
OCOP_ON_BOTH_ENGINES(SitesFeedPages);

TEST_P(SitesFeedPages, StandBehindThePagesNameWhileItIsPublished) {
  HoursForm form;
  form.days = {"mon"};
  form.opens = "7";
  form.closes = "17";
  ASSERT_TRUE(service_->write(who("member"), producer, form));
  const auto get = [&](std::string_view rest) { return desk_.get("/htx-khau-sli-na-giang" + std::string(rest)); };
  EXPECT_EQ(get("/hours.ics").status, 404) << "nobody sees a draft";
  EXPECT_EQ(get("/news.atom").status, 404);
  EXPECT_FALSE(test::has(desk_.get(path("/preview"), "member"), "hours.ics")) << "nor is it pointed to";
  publish();
  EXPECT_EQ(get("/hours.ics").content_type, "text/calendar; charset=utf-8");
  EXPECT_EQ(get("/news.atom").content_type, "application/atom+xml; charset=utf-8");
  EXPECT_TRUE(test::has(get(""), "/htx-khau-sli-na-giang/hours.ics"));
  NameForm name;
  name.version = version();
  name.name = "khau-sli";
  ASSERT_TRUE(service_->rename(who("member"), producer, name));
  EXPECT_EQ(get("/hours.ics").status, 301);
  EXPECT_EQ(test::header(get("/hours.ics"), "Location"), "/khau-sli/hours.ics");
}

}  // namespace
}  // namespace ocop::sites
