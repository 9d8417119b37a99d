#include "kernel/lists/list.h"

#include <gtest/gtest.h>

#include "kernel/sources/tests/things.h"
#include "kernel/sheets/sheets.h"
#include "tests/support/desk.h"

namespace ocop::lists {
namespace {

using tests::kThing;
using tests::kThings;
using tests::Thing;
using web::operator""_h;

constexpr Message kState{"Trạng thái", "State"}, kOpen{"Đang mở", "Open"}, kClosed{"Đã đóng", "Closed"}, kName{"Tên", "Name"},
    kSeen{"Thấy", "Seen"}, kProvince{"Tỉnh", "Province"}, kNear{"Gần nhất", "Nearest"};

class ListsList : public tests::ThingsTest {
 protected:
  void SetUp() override {
    ThingsTest::SetUp();
    if (IsSkipped()) return;
    desk_.people.add("body", Grant{Role::provincial_body, "68", "", {}});
    desk_.people.add("other", Grant{Role::provincial_body, "08", "", {}});
    desk_.people.add("member", Grant{Role::producer_member, "", "", new_id<ProducerId>(Instant{1}, random_)});
    add(desk_.router, {database(), desk_.site, desk_.offers}, list(), place());
  }
  static List<Thing> list() {
    const Filter state = choice("state", kState, std::vector<input::Choice>{{"open", kOpen}, {"closed", kClosed}})
                             .as(Filter::Style::tabs, "open");
    Filter province = options("province", kProvince, [](Language) {
      return std::vector<web::Option>{{"68", "Lâm Đồng"}, {"08", "Tuyên Quang"}};
    });
    province.style = Filter::Style::facets;
    Filter near = text("near", kState);
    near.style = Filter::Style::none;
    near.means = [](Question& question, const Source& source, const input::Value& value, const http::Asked&) {
      question.order_values = {Value(value.text), Value("closed")};
      question.sort = source.sort("near");
    };
    Filter age = text("age", kSeen);
    age.style = Filter::Style::none;
    age.value = [](std::string_view word) { return Value(std::int64_t{word == "young" ? 1 : 1'000'000}); };
    age.called = [](std::string_view word, Language) { return word == "young" || word == "old" ? std::optional("trẻ") : std::nullopt; };
    return {.name = "things",
            .rows = {kThings, kThing},
            .words = {.caption = {"Những vật", "Things"},
                      .empty = {"Chưa có vật nào", "No things yet"},
                      .empty_teach = {"Vật sẽ hiện ở đây.", "Things will stand here."},
                      .unmatched = {"Không có vật như vậy", "No such thing"},
                      .unmatched_teach = {"Thử bớt điều kiện.", "Try fewer filters."}},
            .columns = {linked({kName, "name"}, &Thing::name, [](const Thing& one) { return "/things/" + one.name; }),
                        column({kSeen, "seen", Align::number}, &Thing::seen),
                        column<Thing>({kState, "", Align::left, Shown::exports}, [](const Thing& one) { return one.state; })},
            .filters = {state, day("since", kSeen), province, near, age},
            .orders = {{"near", kNear}, {"name", kName}, {"seen", kSeen}},
            .json = [](json::Writer& out, const Thing& one) { out.begin_object().field("name", one.name).end_object(); }};
  }
  static Place place() {
    return {.page = "/things",
            .api = "/api/v1/things",
            .policy = Policy::roles(Role::provincial_body, Role::producer_member),
            .scope = [](const Actor& actor) { return Scope::of(actor, {Role::provincial_body}); },
            .summary = "things",
            .lead = [](const http::Asked& call) -> std::optional<http::Fields> {
              if (!call.request.query.find("colour")) return std::nullopt;
              http::Fields better;
              if (call.request.query.get("colour") == "red") better.add("state", "closed");
              return better;
            },
            .dress = [](web::PageOptions& options, const http::Asked& call) {
              if (call.request.query.get("state") == "closed") options.description = "closed things";
            }};
  }
  std::string names(const http::Response& answer) {
    std::string out;
    const auto read = json::parse(answer.body);
    EXPECT_TRUE(read) << answer.body;
    const auto& rows = read->root()["things"];
    for (std::size_t i = 0; i < rows.size(); ++i) out += rows.at(i)["name"].text_or("");
    return out;
  }
  FixedClock clock_{Instant{1'764'000'000'000}};
  test::Desk desk_{clock_, random_};
};
OCOP_ON_BOTH_ENGINES(ListsList);

enum class Size : std::uint8_t { small, large };
Message label(Size size) { return size == Size::small ? kOpen : kClosed; }

TEST(ListsCell, AValueIsShownByItsType) {
  const auto text = [](const auto& value, Language language = Language::vi) { return cell(value, language).text; };
  EXPECT_EQ(text(std::string("Chè")), "Chè");
  EXPECT_EQ(text(std::int64_t{1234}), "1.234");
  EXPECT_EQ(std::get<std::int64_t>(cell(std::int64_t{1234}, Language::vi).typed), 1234) << "a spreadsheet adds it up";
  EXPECT_EQ(text(*Date::of(2026, 11, 26)), "26/11/2026");
  EXPECT_EQ(std::get<Date>(cell(*Date::of(2026, 11, 26), Language::vi).typed), *Date::of(2026, 11, 26));
  EXPECT_EQ(std::get<Instant>(cell(Instant{5}, Language::vi).typed), Instant{5});
  EXPECT_EQ(text(Size::large, Language::en), "Closed");
  EXPECT_EQ(text(kName, Language::en), "Name");
  EXPECT_EQ(text(std::optional<Date>()), "");
  EXPECT_EQ(text(std::optional(Size::small)), "Đang mở");
  EXPECT_EQ(cell(Cell{"x", "/x"}, Language::vi).href, "/x");
}

TEST_P(ListsList, TeachesWhereNothingIsYet) {
  const auto page = desk_.get("/things", "body");
  test::expect_sound(page);
  EXPECT_TRUE(test::has(page, "Vật sẽ hiện ở đây."));
  EXPECT_EQ(desk_.get("/things").status, 401);
}

TEST_P(ListsList, ShowsItsRowsToWhomTheyBelongAndNarrowsByWords) {
  insert(make("a", "68", "open", 1));
  insert(make("b", "68", "closed", 2));
  insert(make("c", "08", "open", 3));
  EXPECT_EQ(names(desk_.api(http::Method::get, "/api/v1/things", "body")), "a") << "the usual state";
  EXPECT_EQ(names(desk_.api(http::Method::get, "/api/v1/things?state=", "body")), "ba") << "all, the usual order";
  EXPECT_EQ(names(desk_.api(http::Method::get, "/api/v1/things?state=&sort=name", "body")), "ab");
  EXPECT_EQ(names(desk_.api(http::Method::get, "/api/v1/things?state=&sort=-name", "other")), "c");
  EXPECT_EQ(names(desk_.api(http::Method::get, "/api/v1/things?state=", "member")), "") << "no province, no rows";
  EXPECT_EQ(names(desk_.api(http::Method::get, "/api/v1/things?state=&since=1970-01-03", "body")), "b");
  const auto page = desk_.get("/en/things?state=&since=1970-01-02", "body");
  test::expect_sound(page);
  EXPECT_TRUE(test::has(page, "2 rows"));
  EXPECT_TRUE(test::has(page, "Seen: 2 January 1970") || test::has(page, "Seen: 02/01/1970")) << page.body;
  EXPECT_TRUE(test::has(page, "href=\"/en/things?state=\"")) << "the filter can be taken away, and the tab stays";
  EXPECT_TRUE(test::has(page, "Open <span class=\"count\">1</span>"));
  EXPECT_TRUE(test::has(page, "All <span class=\"count\">2</span>"));
  const auto none = desk_.get("/things?state=closed&since=2020-01-01", "body");
  test::expect_sound(none);
  EXPECT_TRUE(test::has(none, "Không có vật như vậy"));
}

TEST_P(ListsList, OffersItsOrdersAndTheOneByLikenessOnlyToWhoSearches) {
  insert(make("a", "68", "closed", 1));
  insert(make("b", "68", "open", 2));
  const auto plain = desk_.get("/things?state=&sort=name", "body");
  test::expect_sound(plain);
  EXPECT_TRUE(test::has(plain, "<span aria-current=\"true\">Tên</span>"));
  EXPECT_TRUE(test::has(plain, "sort=-seen\">Thấy</a>")) << "the way round that is usual";
  EXPECT_FALSE(test::has(plain, "Gần nhất"));
  EXPECT_EQ(desk_.get("/things?state=&sort=near", "body").status, 422) << "there is nothing to be near to";
  const auto near = desk_.get("/things?state=&near=open", "body");
  EXPECT_TRUE(test::has(near, "<span aria-current=\"true\">Gần nhất</span>"));
  EXPECT_EQ(names(desk_.api(http::Method::get, "/api/v1/things?state=&near=open", "body")), "ba") << "usual while one searches";
  EXPECT_EQ(names(desk_.api(http::Method::get, "/api/v1/things?state=&near=open&sort=name", "body")), "ab");
  EXPECT_EQ(names(desk_.api(http::Method::get, "/api/v1/things?state=&near=open&limit=1", "body")), "b");
}

TEST_P(ListsList, AsksItsDayInTheDatabase) {
  const std::int64_t today = vietnam_date(clock_.now()).days;
  insert(make("a", "68", "open", today - 1));
  insert(make("b", "68", "open", today));
  EXPECT_EQ(names(desk_.api(http::Method::get, "/api/v1/things?age=young", "body")), "a");
  EXPECT_TRUE(test::has(desk_.get("/things?age=young", "body"), "Thấy: trẻ")) << "what the word is called";
}

TEST_P(ListsList, LeadsOldAddressesToItsOwnWords) {
  insert(make("a", "68", "closed", 1));
  for (const std::string end : {"", ".csv", ".xlsx"}) {
    const auto answer = desk_.get("/en/things" + end + "?colour=red&page=7", "body");
    EXPECT_EQ(answer.status, 303) << end;
    EXPECT_EQ(test::header(answer, "location"), "/en/things" + end + "?state=closed");
  }
  EXPECT_EQ(test::header(desk_.get("/things?colour=blue", "body"), "location"), "/things");
  EXPECT_EQ(desk_.api(http::Method::get, "/api/v1/things?colour=red", "body").status, 422) << "a program is told";
  EXPECT_TRUE(test::has(desk_.get("/things?state=closed", "body"), "closed things"));
}

// Four or more stand behind one line: a phone's first screen belongs to the rows.
TEST_P(ListsList, FoldsManyFacets) {
  insert(make("a", "68", "open", 1));
  EXPECT_FALSE(test::has(desk_.get("/things", "body"), "<summary>Lọc danh sách</summary><details"));
  auto many = list();
  many.filters.resize(3);   // state, since, province
  for (const char* word : {"like", "colour", "taste"}) {
    Filter more = choice(word, kState, std::vector<input::Choice>{{"open", kOpen}});
    more.style = Filter::Style::facets;
    more.means = [](Question&, const Source&, const input::Value&, const http::Asked&) {};
    many.filters.push_back(std::move(more));
  }
  auto elsewhere = place();
  elsewhere.page = "/folded";
  elsewhere.api = "/api/v1/folded";
  add(desk_.router, {database(), desk_.site, desk_.offers}, std::move(many), elsewhere);
  const auto page = desk_.get("/folded", "body");
  test::expect_sound(page);
  EXPECT_TRUE(test::has(page, "<summary>Lọc danh sách</summary><details class=\"facet\"")) << page.body;
}

// A usual word that finds nothing: the whole list is not the same page again.
TEST_P(ListsList, LeadsFromAnEmptyUsualViewToTheRest) {
  insert(make("b", "68", "closed", 2));
  const auto page = desk_.get("/things", "body");
  test::expect_sound(page);
  EXPECT_TRUE(test::has(page, "href=\"/things?state=\"")) << page.body;
  EXPECT_TRUE(test::has(page, "Ở mục này chưa có gì"));
}

TEST_P(ListsList, RefusesWordsItDoesNotKnow) {
  for (const char* query : {"stat=open", "state=none", "province=99", "age=middle", "sort=colour", "sort=--name", "cursor=x", "limit=0",
                            "limit=201", "since=yesterday", "page=2"}) {
    EXPECT_EQ(desk_.api(http::Method::get, std::string("/api/v1/things?") + query, "body").status, 422) << query;
    const auto page = desk_.get(std::string("/things?") + query, "body");
    EXPECT_EQ(page.status, 422) << query;
    EXPECT_TRUE(test::has(page, "href=\"/things\"")) << query << ": an old address is no dead end";
    EXPECT_EQ(desk_.get(std::string("/things.csv?") + query, "body").status, 422) << query;
  }
  // What a messenger hangs onto a shared address is nobody's filter.
  EXPECT_EQ(desk_.get("/things?utm_source=zalo&fbclid=x&zarsrc=30", "body").status, 200);
  EXPECT_EQ(desk_.get("/things?lang=en", "body").status, 200);
}

// The story: an address of 7.6 kB came back as a page of 942 kB: each link of the page carried it.
TEST_P(ListsList, GivesALongAddressNotBackManyTimes) {
  std::string twice = "/things?lang=vi", marks = "/things?utm_source=" + std::string(7'500, 'a');
  for (int i = 0; i < 900; ++i) twice += "&lang=vi";
  for (const std::string& address : {twice, marks}) {
    const auto refused = desk_.get(address, "body");
    EXPECT_EQ(refused.status, 422) << address.substr(0, 30);
    EXPECT_LT(refused.body.size(), 60'000U);
  }
  EXPECT_EQ(desk_.get("/things?utm_source=" + std::string(1'900, 'a'), "body").status, 200);
}

TEST_P(ListsList, LeadsFromPageToPageAndBack) {
  for (const char* name : {"a", "b", "c", "d", "e"}) insert(make(name, "68", "open", 1));
  std::string walked, next = "/api/v1/things?limit=2&sort=name";
  for (int pages = 1; !next.empty(); ++pages) {
    ASSERT_LE(pages, 3);
    const auto answer = desk_.api(http::Method::get, next, "body");
    walked += names(answer);
    const auto read = json::parse(answer.body);
    const auto cursor = read->root()["next_cursor"].text_or("");
    next = cursor.empty() ? "" : "/api/v1/things?limit=2&sort=name&cursor=" + http::percent_encode(cursor);
  }
  EXPECT_EQ(walked, "abcde");
  const auto page = desk_.get("/things?limit=2&sort=name", "body");
  const auto at = page.body.find("rel=\"next\" href=\"");
  ASSERT_NE(at, std::string::npos);
  const auto from = at + std::string_view("rel=\"next\" href=\"").size();
  std::string href = page.body.substr(from, page.body.find('"', from) - from);
  for (std::size_t amp; (amp = href.find("&amp;")) != std::string::npos;) href.replace(amp, 5, "&");
  const auto second = desk_.get(href, "body");
  test::expect_sound(second);
  EXPECT_TRUE(test::has(second, "/things/c") && test::has(second, "/things/d") && !test::has(second, "/things/b"));
  EXPECT_TRUE(test::has(second, "rel=\"prev\""));
}

TEST_P(ListsList, ExportsWhatThePageHoldsWithoutItsEnd) {
  std::vector<Thing> many;
  for (int i = 0; i < 2'100; ++i) many.push_back(make("=x" + std::to_string(i), "68", i % 2 ? "open" : "closed", i));
  insert_all(many);
  const auto csv = desk_.get("/things.csv?state=closed&sort=seen", "body");
  EXPECT_EQ(csv.status, 200);
  EXPECT_EQ(std::count(csv.body.begin(), csv.body.end(), '\n'), 1'051) << "a heading and every row, more than one read holds";
  EXPECT_TRUE(csv.body.starts_with("\xEF\xBB\xBF" "Tên,Thấy,Trạng thái\r\n'=x0,0,closed\r\n'=x2,2,closed\r\n")) << csv.body.substr(0, 100);
  const auto xlsx = desk_.get("/things.xlsx?state=closed", "body");
  auto book = sheets::Workbook::open(sheets::Source::bytes(xlsx.body));
  ASSERT_TRUE(book) << book.error().detail;
  auto sheet = book->rows(0);
  ASSERT_TRUE(sheet);
  std::vector<sheets::Row> rows;
  for (sheets::Row row; (*sheet)->next(row).value();) rows.push_back(row);
  ASSERT_EQ(rows.size(), 1'051u) << "more than one read holds";
  EXPECT_EQ(rows[1].text(0), "=x2098") << "the usual order, a text and no formula";
  EXPECT_EQ(rows[1].cells.at(1).kind, sheets::Kind::number);
  EXPECT_NE(test::header(xlsx, "content-disposition").find("things.xlsx"), std::string::npos);
  EXPECT_FALSE(inner::fits(kMostExported + 1).ok());
  EXPECT_TRUE(inner::fits(kMostExported).ok());
}

TEST_P(ListsList, StopsAStartWithAListThatItsSourceDoesNotKnow) {
  const Host host{database(), desk_.site, desk_.offers};
  http::Router router;
  auto filter = list(), column = list(), tabs = list();
  filter.filters.push_back(text("colour", kName));
  EXPECT_THROW(add(router, host, filter, place()), std::logic_error);
  auto orders = list();
  orders.orders.push_back({"colour", kName});
  EXPECT_THROW(add(router, host, orders, place()), std::logic_error);
  column.columns[0].sort = "colour";
  EXPECT_THROW(add(router, host, column, place()), std::logic_error);
  tabs.filters[1].style = Filter::Style::tabs;
  EXPECT_THROW(add(router, host, tabs, place()), std::logic_error) << "days are not counted";
}

// What may be saved of an address: the list's own order of words, without what holds anyway or is only a place in it.
TEST_P(ListsList, SaysWhatNarrowsItAlwaysInTheSameWay) {
  Directory directory;
  http::Router router;
  auto own = list();
  own.filters[0].whole = "all";
  add(router, {database(), desk_.site, desk_.offers, &directory}, own, place());
  EXPECT_EQ(directory.find("/nothing"), nullptr);
  const Known* known = directory.find("/things");
  ASSERT_NE(known, nullptr);
  EXPECT_FALSE(known->policy.admit(Actor{}));
  http::Request request;
  request.actor = desk_.people["body"];
  const auto narrowed = [&](std::string_view query) {
    const auto fields = http::Fields::parse_query(query);
    const auto read = known->narrowed(*fields, {request, request.actor});
    return read ? *read : "refused";
  };
  const struct { const char *query, *narrowed; } rows[] = {
      {"", ""},
      {"state=open", ""},                        // the usual word
      {"sort=name", ""},                         // an order alone narrows nothing
      {"limit=10&lang=en&fbclid=x", ""},
      {"state=closed", "state=closed"},
      {"state=", "state="},                      // all, where something else is usual
      {"state=all", "state="},
      {"sort=-name&since=2026-11-01&limit=5&state=closed", "state=closed&since=2026-11-01&sort=-name"},
      {"state=none", "refused"},
      {"colour=red", "refused"},
      {"state=closed&sort=colour", "refused"},
      {"state=closed&cursor=x", "refused"},
  };
  for (const auto& row : rows) EXPECT_EQ(narrowed(row.query), row.narrowed) << row.query;
  EXPECT_EQ(known->called(*http::Fields::parse_query("state=closed&since=2026-11-01"), Language::en), "Closed · 1 November 2026");
}

TEST_P(ListsList, ShowsWhatHigherModulesPutAboveEveryList) {
  desk_.offers.add(
      Above{.rank = 1,
            .show = [](web::Html& out, const http::Asked&, const Known& list) { out << "<p>saved of "_h << list.page << "</p>"_h; }});
  EXPECT_TRUE(test::has(desk_.get("/things", "body"), "saved of /things"));
}

}  // namespace
}  // namespace ocop::lists
