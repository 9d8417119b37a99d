#include "kernel/json/json.h"
#include "kernel/web/tests/markup.h"
#include "modules/work/calendar.h"
#include "modules/work/tests/world.h"

namespace ocop::work {
namespace {

using ocop::test::has;

class WorkPages : public WorkTest {
 protected:
  void SetUp() override {
    WorkTest::SetUp();
    if (IsSkipped()) return;
    desk_.emplace(clock, random);
    desk_->people.add("province", province);
    desk_->people.add("maker", maker);
    desk_->offers.add(source());
    add_lists(desk_->router, {database(), desk_->site, desk_->offers, nullptr});
    add_calendar(desk_->router, {database(), desk_->site, desk_->offers, nullptr});
  }
  // Tells of a thing by its number; of 9 it knows nothing.
  Source source() {
    return {.rank = 2,
            .name = "tests",
            .complete =
                [this](std::span<Item* const> items) {
                  ++asked;
                  for (Item* item : items)
                    if (item->thing != id<ThingId>(9))
                      item->tell = [item = *item, this](Language language) { return tell(item, language); };
                },
            .nothing = [](const Actor& actor, std::int64_t listed) -> std::optional<Nothing> {
              if (!actor.has(Role::producer_member)) return std::nullopt;
              const Message others{"Ở chỗ người khác", "With others"}, none{"Chưa có gì", "Nothing yet"};
              return Nothing{{"Bắt đầu", "Begin"}, listed ? others : none};
            },
            .starts = [](const Actor& actor, Language) -> std::vector<Act> {
              if (!actor.has(Role::producer_member)) return {};
              return {{"Mở mới", "/things/new"}};
            }};
  }
  Telling tell(const Item& item, Language language) const {
    const std::string path = "/things/" + std::to_string(item.thing.uuid.bytes[15]);
    return {.title = "Chè <b>",
            .path = path,
            .of = "HTX chè · 12/PĐK",
            .state = language == Language::vi ? "đang chấm" : "being scored",
            .notes = {"Nộp muộn"},
            .term = Term{*Date::of(2026, 12, 2), left, "Còn vài ngày"},
            .act = {language == Language::vi ? "Chấm" : "Score", path + "/sheet"}};
  }
  http::Response get(std::string target, std::string_view who = "province") {
    auto response = desk_->get(std::move(target), who);
    if (response.status == 200 && response.content_type.starts_with("text/html")) {
      const auto read = web::tests::read(std::string(ocop::test::body_of(response)));
      EXPECT_TRUE(read.faults.empty()) << read.faults.front();
    }
    return response;
  }
  void wait(std::uint8_t thing, State state = State::waiting) {
    put(thing, {{{.province = "68"}, state, Date::of(2026, 12, 3), Instant{7}}});   // a day later than the thing says: for the order alone
  }

  std::optional<ocop::test::Desk> desk_;
  int asked = 0;
  int left = 5;
};
OCOP_ON_BOTH_ENGINES(WorkPages);

TEST_P(WorkPages, OfASignedInPersonOnly) {
  EXPECT_TRUE(desk_->router.check().empty());
  EXPECT_EQ(get("/work", "").status, 401);
}

TEST_P(WorkPages, ShowsWhatWaitsWithItsActInTheReadersLanguageAndEscapesTexts) {
  wait(1);
  const auto vi = get("/work"), en = get("/en/work");
  for (const std::string_view words :
       {"Chè &lt;b&gt;", "HTX chè · 12/PĐK", "đang chấm", "Nộp muộn", "Còn vài ngày", "href=\"/things/1/sheet\""})
    EXPECT_TRUE(has(vi, words)) << words;
  for (const std::string_view words : {"My work", "being scored", "href=\"/en/things/1/sheet\"", "Waiting for others"})
    EXPECT_TRUE(has(en, words)) << words;
}

TEST_P(WorkPages, SaysHowNearATermIs) {
  wait(1);
  for (const auto& [days, shown] : {std::pair{-1, "deadline over"}, std::pair{3, "deadline soon"}, std::pair{4, "class=\"deadline\""}}) {
    left = days;
    EXPECT_TRUE(has(get("/work"), shown)) << days;
  }
}

TEST_P(WorkPages, TabsLeadToWhatWaitsForOthersAndWhatIsDone) {
  wait(1);
  wait(2, State::others);
  wait(3, State::done);
  const auto usual = get("/work"), others = get("/work?state=others"), all = get("/work?state=");
  EXPECT_TRUE(has(usual, "/things/1\"") && !has(usual, "/things/2\"") && !has(usual, "/things/3\""));
  EXPECT_TRUE(has(others, "/things/2\"") && !has(others, "/things/1\""));
  EXPECT_TRUE(has(all, "/things/1\"") && has(all, "/things/2\"") && has(all, "/things/3\""));
  EXPECT_EQ(get("/work?state=mine").status, 422);
}

TEST_P(WorkPages, AsksASourceOnceForAPage) {
  for (std::uint8_t thing = 1; thing <= 8; ++thing) wait(thing);
  get("/work");
  EXPECT_EQ(asked, 1);
}

TEST_P(WorkPages, WhatWentMeanwhileIsSaidAndBreaksNothing) {
  wait(9);
  wait(1);
  put(2, {{{.province = "68"}, State::waiting, {}, Instant{}}}, "a source that is not there any more");
  const auto page = get("/work");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(has(page, "Việc này vừa được gỡ") && has(page, "/things/1/sheet"));
}

TEST_P(WorkPages, TeachesWhenNothingWaitsByTheFirstSourceThatKnows) {
  EXPECT_TRUE(has(get("/work"), "Khi có việc cần bạn làm")) << "no source knows an office";
  EXPECT_TRUE(has(get("/work", "maker"), "Chưa có gì"));
  put(1, {{{.producer = id<ProducerId>(9)}, State::others, {}, Instant{}}});
  const auto page = get("/work", "maker");
  EXPECT_TRUE(has(page, "Ở chỗ người khác"));
  EXPECT_TRUE(has(page, "href=\"/work?state=others\"")) << "the tabs lead on";
}

TEST_P(WorkPages, OffersWhatCanBeBegun) {
  EXPECT_TRUE(has(get("/work", "maker"), "href=\"/things/new\""));
  EXPECT_FALSE(has(get("/work"), "href=\"/things/new\""));
}

// Pages were there and nobody was led to them: the first page has all that a role may do, with how much waits, and what modules show of the
// person's own things.
TEST_P(WorkPages, IsTheHomeOfARoleWithItsDutiesAndItsOwnThings) {
  desk_->site.navigation.add(web::Entry{.path = "/reports",
                                        .label = {"Phản ánh", "Reports"},
                                        .positions = {{web::Spot::duties, 1}},
                                        .policy = Policy::roles(Role::provincial_body),
                                        .count = [](const http::Request&) { return 1234LL; }});
  desk_->site.navigation.add(web::Entry{.path = "/settings",
                                        .label = {"Quy chế", "Settings"},
                                        .positions = {{web::Spot::duties, 2}},
                                        .policy = Policy::roles(Role::provincial_body)});
  const auto shows = [this](Panel::Where where, std::string_view words) {
    desk_->offers.add(Panel{.where = where, .show = [words](web::Html& out, const http::Request& request) {
                              if (request.actor.has(Role::producer_member)) out << words;
                            }});
  };
  shows(Panel::Where::below, "của bạn");
  shows(Panel::Where::above, "đã bị thu hồi");
  wait(1);
  const auto office = get("/work"), home = get("/work", "maker");
  EXPECT_TRUE(has(office, "1.234") && has(office, "href=\"/reports\"") && has(office, "href=\"/settings\"") && !has(office, "của bạn"));
  EXPECT_TRUE(has(home, "của bạn") && has(home, "đã bị thu hồi") && !has(home, "href=\"/reports\""));
  EXPECT_LT(home.body.find("đã bị thu hồi"), home.body.find("của bạn"));
}

TEST_P(WorkPages, FilesAndApiSayTheSame) {
  wait(1);
  wait(2, State::others);
  const auto csv = get("/work.csv?state=");
  EXPECT_EQ(csv.status, 200);
  EXPECT_TRUE(has(csv, "HTX chè · 12/PĐK") && has(csv, "Chờ người khác") && has(csv, "2026-12-02") && !has(csv, "2026-12-03"));
  EXPECT_EQ(get("/work.xlsx").status, 200);
  const auto answer = desk_->api(http::Method::get, "/api/v1/work?state=waiting", "province");
  const auto document = json::parse(ocop::test::body_of(answer));
  ASSERT_TRUE(document.ok()) << ocop::test::body_of(answer);
  const auto item = document->root()["work"].at(0);
  EXPECT_EQ(item["thing"].text(), id<ThingId>(1).text());
  EXPECT_EQ(item["due"].text(), "2026-12-02");
  EXPECT_EQ(item["working_days_left"].integer(), 5);
  EXPECT_EQ(item["act"]["path"].text(), "/things/1/sheet");
  EXPECT_EQ(document->root()["total"].integer(), 1);
}

// A term stands in the calendar on the day that the thing says, not on the row's; of a thing that is gone nothing does.
TEST_P(WorkPages, TermsGoIntoACalendar) {
  wait(1);
  wait(2, State::others);
  wait(3, State::done);
  wait(9);
  const auto response = get("/work.ics");
  EXPECT_EQ(response.content_type, "text/calendar; charset=utf-8");
  const std::string text(ocop::test::body_of(response));
  EXPECT_TRUE(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
  EXPECT_TRUE(text.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
  const auto often = [&](std::string_view words) {
    int found = 0;
    for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++found;
    return found;
  };
  EXPECT_EQ(often("BEGIN:VEVENT"), 2);
  EXPECT_EQ(often("DTSTART;VALUE=DATE:20261202\r\n"), 2);
  EXPECT_EQ(often("SUMMARY:Chấm: Chè <b>\r\n"), 1) << "one's own turn says what to do";
  EXPECT_EQ(often("SUMMARY:Chè <b>\r\n"), 1);
  EXPECT_EQ(often("/things/1\r\n"), 1);
  EXPECT_FALSE(has(get("/work.ics", "maker"), "BEGIN:VEVENT")) << "another's";
  EXPECT_EQ(get("/work.ics", "").status, 401) << "signed in only";
  EXPECT_TRUE(has(get("/work"), "href=\"/work.ics\""));
}

}  // namespace
}  // namespace ocop::work
