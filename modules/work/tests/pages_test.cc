#include <gtest/gtest.h>

#include "kernel/web/tests/markup.h"
#include "modules/work/pages.h"

namespace ocop::work {
namespace {

Item item(std::string title, std::optional<Date> on, std::int64_t since) {
  Item out;
  out.title = std::move(title);
  out.path = "/things/" + out.title;
  out.since = Instant{since};
  out.act = {"Làm", out.path + "/do"};
  if (on) out.deadline = Deadline{*on, 5, "Còn 5 ngày"};
  return out;
}
Source source(int rank, Work work) {
  return {.rank = rank, .list = [work](const Actor&, Language) -> Result<Work> { return work; }};
}
std::string order(const std::vector<Item>& items) {
  std::string out;
  for (const Item& one : items) out += one.title;
  return out;
}
std::optional<Date> day(int of_month) { return Date::of(2026, 11, of_month); }

TEST(WorkCollect, PutsAllSourcesByDeadlineThenByLengthOfTheWait) {
  const std::vector<Source> sources{source(1, {{item("d", {}, 20), item("a", day(2), 9)}, {item("y", day(9), 1)}, {item("1", {}, 5)}}),
                                    source(2, {{item("b", day(3), 1), item("c", {}, 10)}, {item("x", day(8), 1)}, {item("0", {}, 1)}})};
  const auto all = collect(sources, {}, Language::vi);
  ASSERT_TRUE(all.ok());
  EXPECT_EQ(order(all->waiting), "abcd");
  EXPECT_EQ(order(all->others), "xy");
  EXPECT_EQ(order(all->done), "10") << "what is done keeps the order of its source";
}

TEST(WorkCollect, HidesNothingBehindASourceThatFails) {
  std::vector<Source> sources{source(1, {{item("a", {}, 1)}, {}, {}})};
  sources.push_back({.rank = 2, .list = [](const Actor&, Language) -> Result<Work> { return Error::of(ErrorKind::storage_unavailable); }});
  EXPECT_EQ(collect(sources, {}, Language::vi).error().kind, ErrorKind::storage_unavailable);
}

class WorkPages : public testing::Test {
 protected:
  std::string show(Language language = Language::vi) {
    http::Router router;
    add_pages(router, site_, offers_);
    http::Request request;
    request.path = "/work";
    request.language = language;
    const auto document = router.match(http::Method::get, "/work").route->handler(request)->body;
    const auto read = web::tests::read(document);
    EXPECT_TRUE(read.faults.empty()) << read.faults.front();
    return document;
  }
  static bool has(const std::string& page, std::string_view text) { return page.find(text) != std::string::npos; }
  web::Site site_;
  manifest::Offers offers_;
};

TEST_F(WorkPages, OfASignedInPersonOnly) {
  http::Router router;
  add_pages(router, site_, offers_);
  EXPECT_TRUE(router.check().empty());
  EXPECT_EQ(router.routes().at(0).policy.kind(), Policy::Kind::signed_in);
}

TEST_F(WorkPages, ShowsTheActInTheReadersLanguageAndEscapesTexts) {
  offers_.add(source(1, {{item("<b>", day(2), 1)}, {}, {}}));
  const std::string vi = show(), en = show(Language::en);
  EXPECT_TRUE(has(vi, "&lt;b&gt;"));
  EXPECT_TRUE(has(vi, "class=\"deadline\""));
  EXPECT_TRUE(has(en, "href=\"/en/things/"));
  EXPECT_TRUE(has(en, "Your work"));
}

TEST_F(WorkPages, SaysHowNearADeadlineIs) {
  for (const auto& [left, shown] : {std::pair{-1, "deadline over"}, std::pair{3, "deadline soon"}, std::pair{4, "class=\"deadline\""}}) {
    offers_ = {};
    Item one = item("a", day(2), 1);
    one.deadline->working_days_left = left;
    offers_.add(source(1, {{one}, {}, {}}));
    EXPECT_TRUE(has(show(), shown)) << left;
  }
}

TEST_F(WorkPages, TeachesWhenNothingWaitsByTheFirstSourceThatKnows) {
  EXPECT_TRUE(has(show(), "Khi có việc cần bạn làm")) << "no source at all";
  offers_.add(source(1, {}));
  Source knows = source(2, {});
  knows.nothing = [](const Actor&, const Work&) {
    return Nothing{{"Bắt đầu", "Begin"}, {"Dạy", "Teach"}, Message{"Mở", "Open"}, "/things/new"};
  };
  offers_.add(knows);
  EXPECT_TRUE(has(show(), "Dạy"));
  EXPECT_TRUE(has(show(), "href=\"/things/new\""));
}

TEST_F(WorkPages, OffersWhatCanBeBegunWhenThereIsAList) {
  Source one = source(1, {{}, {item("a", {}, 1)}, {}});
  one.starts = [](const Actor&, Language) { return std::vector<Act>{{"Mở mới", "/things/new"}}; };
  offers_.add(one);
  const std::string page = show();
  EXPECT_TRUE(has(page, "Mở mới"));
  EXPECT_TRUE(has(page, "Đang chờ người khác (1)"));
}

}  // namespace
}  // namespace ocop::work
