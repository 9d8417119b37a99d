#include "modules/filters/pages.h"

#include "kernel/jobs/worker.h"
#include "kernel/json/json.h"
#include "modules/filters/api.h"
#include "modules/filters/lists.h"
#include "modules/filters/tests/world.h"

namespace ocop::filters {
namespace {

using http::Method;
using test::has;

// A program with the list of things and what this module adds to it.
struct Program {
  Program(FixedClock& clock, Random& random) : desk(clock, random) {}
  lists::Directory directory;
  std::optional<Service> service;
  test::Desk desk;
};

class FiltersPages : public FiltersTest {
 protected:
  void SetUp() override {
    FiltersTest::SetUp();
    if (IsSkipped()) return;
    for (const Actor* one : {&mai, &lan, &other}) identity.add(*one);
    now_ = program({"open", "closed"});
    const auto open = make("a", "68", "open", 1);
    insert(open);
    insert(make("b", "68", "closed", 2));
  }
  std::unique_ptr<Program> program(const std::vector<std::string>& words) {
    auto out = std::make_unique<Program>(clock, random);
    out->service.emplace(parts(out->directory));
    out->desk.people.add("mai", mai);
    out->desk.people.add("lan", lan);
    out->desk.people.add("other", other);
    out->desk.offers.add(above(*out->service));
    const lists::Host host{database(), out->desk.site, out->desk.offers, &out->directory};
    lists::add(out->desk.router, host, things(words), place());
    add_lists(out->desk.router, host, *out->service);
    add_api(out->desk.router, *out->service);
    add_pages(out->desk.router, *out->service, out->desk.site);
    return out;
  }
  const test::Desk& desk() const { return now_->desk; }
  http::Response save(std::string name, std::string query, const char* who = "mai", std::string list = "/things") {
    return desk().post("/filters/new", who, {{"list", std::move(list)}, {"query", std::move(query)}, {"name", std::move(name)}});
  }
  std::string only_id(const char* who = "mai") {
    return now_->service->of_list(desk().people[who], "/things").at(0).id.text();
  }
  std::unique_ptr<Program> now_;
};
OCOP_ON_BOTH_ENGINES(FiltersPages);

TEST_P(FiltersPages, TheFormStandsAboveANarrowedListAndNowhereElse) {
  EXPECT_FALSE(has(desk().get("/things", "mai"), "/filters/new"));
  EXPECT_FALSE(has(desk().get("/things?sort=-name", "mai"), "/filters/new")) << "an order alone narrows nothing";
  const auto page = desk().get("/things?state=closed", "mai");
  test::expect_sound(page);
  EXPECT_TRUE(has(page, "action=\"/filters/new\""));
  EXPECT_EQ(test::field(page, "query"), "state=closed");
  EXPECT_EQ(test::field(page, "name"), "Đã đóng") << "a name is proposed";
  EXPECT_TRUE(has(desk().get("/filters", "mai"), "Bạn chưa lưu bộ lọc nào"));
  EXPECT_EQ(desk().get("/filters").status, 401);
}

TEST_P(FiltersPages, ASavedFilterIsALinkAboveItsListAndMarkedWhereItIsShown) {
  const auto saved = save("Đã xong", "state=closed&cursor=x&utm_source=zalo&sort=name");
  ASSERT_EQ(saved.status, 422) << "a place in a list is no filter: " << test::header(saved, "location");
  const auto done = save("Đã xong", "sort=name&state=closed&limit=10&utm_source=zalo");
  ASSERT_EQ(done.status, 303);
  EXPECT_EQ(test::header(done, "location"), "/things?state=closed&sort=name") << "as the list itself writes it";
  const auto list = desk().get("/things", "mai");
  test::expect_sound(list);
  EXPECT_TRUE(has(list, "href=\"/things?state=closed&amp;sort=name\">Đã xong</a>")) << list.body;
  const auto here = desk().get("/things?sort=name&state=closed", "mai");
  test::expect_sound(here);
  EXPECT_TRUE(has(here, "aria-current=\"true\">Đã xong</a>"));
  EXPECT_FALSE(has(here, "action=\"/filters/new\"")) << "it is saved already";
  EXPECT_TRUE(has(here, "/filters/" + only_id())) << "where it can be removed";
  EXPECT_TRUE(has(desk().get("/en/things", "mai"), "href=\"/en/things?state=closed&amp;sort=name\">Đã xong</a>"));
  EXPECT_FALSE(has(desk().get("/things", "lan"), "Đã xong"));
  EXPECT_EQ(save("Đã xong", "sort=name&state=closed").status, 303) << "a second click is the same filter";
  EXPECT_EQ(now_->service->count(mai), 1);
}

TEST_P(FiltersPages, RefusalsKeepWhatWasTypedAndSayWhatToDo) {
  ASSERT_EQ(save("Đã xong", "state=closed").status, 303);
  const auto nameless = save("  ", "state=open");
  EXPECT_EQ(nameless.status, 422);
  test::expect_sound(nameless);
  EXPECT_TRUE(has(nameless, "Hãy đặt tên"));
  EXPECT_EQ(test::field(nameless, "query"), "state=open");
  const auto taken = save("Đã xong", "state=open");
  EXPECT_EQ(taken.status, 409);
  test::expect_sound(taken);
  EXPECT_EQ(test::field(taken, "name"), "Đã xong");
  const auto again = save("Tên khác", "state=closed");
  EXPECT_EQ(again.status, 409);
  EXPECT_TRUE(has(again, "đã được lưu với tên “Đã xong”"));
  for (const char* wrong : {"state=lost", "colour=red", "sort=colour&state=open", "since=yesterday", "sort=name", "", "limit=3"})
    EXPECT_EQ(save("x", wrong).status, 422) << wrong;
  EXPECT_EQ(save("x", "state=open", "mai", "/nowhere").status, 404);
  EXPECT_EQ(save("x", "state=open", "other").status, 404) << "a list that the person may not see is none";
  EXPECT_EQ(desk().get("/filters/new?list=/things&query=state%3Dopen").status, 401);
  EXPECT_EQ(now_->service->count(mai), 1);
}

TEST_P(FiltersPages, TwentyAreKeptAndTheListThenSaysNothingOfMore) {
  for (int i = 10; i < 30; ++i) ASSERT_EQ(save("n" + std::to_string(39 - i), "since=2026-11-" + std::to_string(i)).status, 303);
  const auto full = save("Một nữa", "state=open");
  EXPECT_EQ(full.status, 409);
  EXPECT_TRUE(has(full, "nhiều nhất 20 bộ lọc"));
  const auto list = desk().get("/things?state=open", "mai");
  EXPECT_FALSE(has(list, "action=\"/filters/new\""));
  EXPECT_LT(list.body.find(">n12<"), list.body.find(">n13<")) << "by name";
}

TEST_P(FiltersPages, RemovingAsksFirstAndLeavesTheListAsItWas) {
  ASSERT_EQ(save("Đã xong", "state=closed").status, 303);
  const std::string path = "/filters/" + only_id();
  const auto asked = desk().get(path, "mai");
  test::expect_sound(asked);
  EXPECT_TRUE(has(asked, "Đã đóng")) << "what it means, in the list's words";
  EXPECT_EQ(now_->service->count(mai), 1);
  EXPECT_EQ(desk().get(path, "lan").status, 404);
  EXPECT_EQ(desk().post(path + "/remove", "lan", {}).status, 404);
  const auto removed = desk().post(path + "/remove", "mai", {});
  EXPECT_EQ(removed.status, 303);
  EXPECT_EQ(test::header(removed, "location"), "/things?state=closed");
  EXPECT_EQ(now_->service->count(mai), 0);
  EXPECT_EQ(desk().post(path + "/remove", "mai", {}).status, 404);
  EXPECT_TRUE(has(desk().get("/things?state=closed", "mai"), "/things/b"));
}

// A newer program no longer has the word: the filter is shown as what it is, and can be removed; no page breaks.
TEST_P(FiltersPages, AFilterThatNoLongerReadsIsShownAsThatAndCanBeRemoved) {
  ASSERT_EQ(save("Đã xong", "state=closed").status, 303);
  now_ = program({"open"});
  const std::string path = "/filters/" + only_id();
  const auto list = desk().get("/things", "mai");
  test::expect_sound(list);
  EXPECT_TRUE(has(list, "Đã xong <span class=\"small\">(không còn dùng được)</span>"));
  EXPECT_TRUE(has(list, "href=\"" + path + "\"")) << "it leads to where it is removed, not to a page that refuses";
  EXPECT_FALSE(has(list, "state=closed"));
  const auto all = desk().get("/filters", "mai");
  test::expect_sound(all);
  EXPECT_TRUE(has(all, "không còn dùng được"));
  const auto one = desk().get(path, "mai");
  test::expect_sound(one);
  EXPECT_TRUE(has(one, "không còn hiểu bộ lọc đã lưu"));
  EXPECT_TRUE(has(desk().api(Method::get, "/api/v1/filters", "mai"), "\"readable\":false"));
  EXPECT_EQ(test::header(desk().post(path + "/remove", "mai", {}), "location"), "/filters");
  EXPECT_EQ(now_->service->count(mai), 0);
}

TEST_P(FiltersPages, TheOwnOnesAreAListWithAFile) {
  ASSERT_EQ(save("Đã xong", "state=closed").status, 303);
  ASSERT_EQ(save("Của Lan", "state=open", "lan").status, 303);
  const auto page = desk().get("/filters?list=/things", "mai");
  test::expect_sound(page);
  EXPECT_TRUE(has(page, "Đã xong") && has(page, "Những vật") && has(page, "Đã đóng"));
  EXPECT_FALSE(has(page, "Của Lan"));
  EXPECT_FALSE(has(desk().get("/filters?list=/filters", "mai"), "Đã xong"));
  EXPECT_TRUE(has(desk().get("/filters.csv", "mai"), "Đã xong,Những vật,Đã đóng,/things?state=closed,"));
}

TEST_P(FiltersPages, TheApiSavesShowsAndRemovesOnce) {
  const std::string body = R"({"list":"/things","name":"Đã xong","query":"?state=closed"})";
  const test::Pairs key{{"idempotency-key", "0123456789abcdef"}};
  const auto made = desk().api(Method::post, "/api/v1/filters", "mai", body, key);
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string location = test::header(made, "location");
  EXPECT_TRUE(has(made, "\"query\":\"state=closed\"") && has(made, "\"readable\":true"));
  const auto again = desk().api(Method::post, "/api/v1/filters", "mai", body, key);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(test::header(again, "location"), location);
  EXPECT_EQ(desk().api(Method::get, location, "mai").status, 200);
  EXPECT_EQ(desk().api(Method::get, location, "lan").status, 404);
  EXPECT_EQ(desk().api(Method::get, location).status, 401);
  EXPECT_TRUE(has(desk().api(Method::get, "/api/v1/filters", "mai"), "\"total\":1"));
  EXPECT_TRUE(has(desk().api(Method::get, "/api/v1/filters", "lan"), "\"total\":0"));
  EXPECT_EQ(desk().api(Method::post, "/api/v1/filters", "mai", R"({"list":"/things","name":"x","query":"state=lost"})").status, 422);
  EXPECT_EQ(desk().api(Method::post, "/api/v1/filters", "mai", R"({"list":"/nowhere","name":"x","query":"state=open"})").status, 422);
  EXPECT_EQ(desk().api(Method::post, "/api/v1/filters", "other", R"({"list":"/things","name":"x","query":"state=open"})").status, 422);
  EXPECT_EQ(desk().api(Method::delete_, location, "lan").status, 404);
  EXPECT_EQ(desk().api(Method::delete_, location, "mai").status, 204);
  EXPECT_EQ(desk().api(Method::delete_, location, "mai").status, 404);
}

TEST_P(FiltersPages, AnAccountThatIsActiveNoMoreKeepsNoneOverNight) {
  ASSERT_EQ(save("Đã xong", "state=closed").status, 303);
  ASSERT_EQ(save("Của Lan", "state=open", "lan").status, 303);
  identity.inactive.push_back(*lan.account);
  jobs::Registry registry;
  for (jobs::Kind& kind : now_->service->job_kinds()) registry.add(std::move(kind));
  for (const jobs::Schedule& schedule : now_->service->schedules()) registry.add(schedule);
  EXPECT_TRUE(registry.check().empty());
  const HolidayCalendar holidays;
  jobs::Worker worker({.database = database(), .clock = clock, .random = random, .registry = registry, .holidays = holidays});
  worker.begin();
  pass(86'400'000);
  worker.tick();
  while (worker.step(jobs::Lane::quick)) {
  }
  EXPECT_EQ(now_->service->count(lan), 0);
  EXPECT_EQ(now_->service->count(mai), 1);
}

}  // namespace
}  // namespace ocop::filters
