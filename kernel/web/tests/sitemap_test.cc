#include "kernel/web/sitemap.h"

#include <gtest/gtest.h>


namespace ocop::web {
namespace {

class WebSitemap : public testing::Test {
 protected:
  void SetUp() override {
    site_.public_url = "https://ocop.test";
    add_sitemap(router_, site_, [this] { return offers_; });
    ASSERT_TRUE(router_.check().empty());
  }
  http::Response get(std::string path) const {
    http::Request request;
    request.path = std::move(path);
    const auto match = router_.match(http::Method::get, request.path);
    request.path_values = match.values;
    auto answer = match.route->handler(request);
    return answer ? std::move(*answer) : http::problem(answer.error(), request);
  }
  static bool has(const http::Response& response, std::string_view text) { return response.body.find(text) != std::string::npos; }
  void offer(std::string_view name, std::size_t pages) {
    const auto listed = [name, pages, this](std::size_t from, std::size_t most) {
      std::vector<std::string> out;
      for (std::size_t i = from; i < std::min(pages, from + most); ++i) out.push_back("/" + std::string(name) + "/" + std::to_string(i));
      listed_ += out.size();
      return out;
    };
    offers_.push_back({.name = name, .pages = [pages] { return pages; }, .listed = listed});
  }
  static std::size_t times(std::string_view text, std::string_view what) {
    std::size_t out = 0;
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string_view::npos; at += what.size()) ++out;
    return out;
  }
  std::vector<Addresses> offers_;
  std::size_t listed_ = 0;
  Site site_;
  http::Router router_;
};

TEST_F(WebSitemap, NamesItsPartsAndEveryPageOnce) {
  offer("things", kMostInAPart + 1);
  offer("few", 2);
  offer("none", 0);
  const auto index = get("/sitemap.xml");
  EXPECT_EQ(index.status, 200);
  EXPECT_EQ(index.content_type, "application/xml");
  EXPECT_EQ(times(index.body, "<sitemap>"), 3u);
  EXPECT_TRUE(has(index, "<loc>https://ocop.test/sitemap/things-2.xml</loc>"));
  EXPECT_EQ(listed_, 0u) << "it read 21,641 products to say that they are three parts: 213 ms";
  const auto first = get("/sitemap/things-1.xml"), last = get("/sitemap/things-2.xml");
  EXPECT_EQ(times(first.body, "<url>"), kMostInAPart);
  EXPECT_EQ(times(last.body, "<url>"), 1u);
  EXPECT_EQ(listed_, kMostInAPart + 1) << "a part reads its own pages";
  EXPECT_TRUE(has(last, "<loc>https://ocop.test/things/10000</loc>"));
  EXPECT_TRUE(has(last, "hreflang=\"en\" href=\"https://ocop.test/en/things/10000\""));
  EXPECT_LT(first.body.size(), 50u << 20) << "sitemaps.org";
  static_assert(kMostInAPart <= 50'000);
  for (const char* none : {"/sitemap/things-3.xml", "/sitemap/things-0.xml", "/sitemap/things-01.xml", "/sitemap/none-1.xml",
                           "/sitemap/things.xml", "/sitemap/things-1",
                           "/sitemap/-1.xml", "/sitemap/other-1.xml", "/sitemap/things-99999999999999999999.xml"})
    EXPECT_EQ(get(none).status, 404) << none;
}

TEST_F(WebSitemap, RobotsNamesItAndKeepsThePhotosReadable) {
  const auto robots = get("/robots.txt");
  EXPECT_EQ(robots.status, 200);
  EXPECT_TRUE(has(robots, "Sitemap: https://ocop.test/sitemap.xml\n"));
  EXPECT_TRUE(has(robots, "Disallow: /en/work\n"));
  EXPECT_FALSE(has(robots, "Disallow: /me\n")) << "it forbade /media too";
}

TEST_F(WebSitemap, EscapesWhatXmlWants) {
  offers_.push_back(few_pages(1, "odd", [] { return std::vector<std::string>{"/a&b<c"}; }));
  EXPECT_TRUE(has(get("/sitemap/odd-1.xml"), "<loc>https://ocop.test/a&amp;b&lt;c</loc>"));
}

}  // namespace
}  // namespace ocop::web
