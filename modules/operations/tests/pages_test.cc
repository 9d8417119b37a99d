#include "modules/operations/pages.h"

#include "kernel/jobs/tests/desk.h"
#include "modules/operations/api.h"
#include "modules/operations/lists.h"
#include "tests/support/desk.h"

namespace ocop::operations {
namespace {

class OperationsPages : public jobs::JobsDesk {
 protected:
  void SetUp() override {
    jobs::JobsDesk::SetUp();
    if (IsSkipped()) return;
    registry.add(jobs::Kind{.name = "test.fails",
                            .title = {"Việc thử", "A test job"},
                            .handler = [](jobs::Attempt&) { return jobs::Outcome::never("550 5.1.1"); },
                            .stages = {{"reading", {"đang đọc", "reading"}}}});
    service_.emplace(database(), clock, random, registry);
    desk_.people.add("admin", Grant{Role::administrator, "", "", {}});
    desk_.people.add("officer", Grant{Role::provincial_body, "08", "", {}});
    add_lists(desk_.router, {database(), desk_.site, desk_.offers}, *service_);
    add_pages(desk_.router, *service_, desk_.site);
    add_api(desk_.router, *service_);
    worker_.emplace(
        jobs::Worker::Parts{.database = database(), .clock = clock, .random = random, .registry = registry, .holidays = holidays});
    worker_->begin();
  }
  void TearDown() override {
    worker_.reset();
    jobs::JobsDesk::TearDown();
  }
  jobs::JobId dead() {
    const jobs::JobId id = *ask({.kind = "test.fails", .payload = "{\"to\":\"htx@demo.ocop\"}"});
    worker_->step(jobs::Lane::quick);
    return id;
  }
  // The page that an administrator's browser shows after the button, with what it says once.
  http::Response stop(jobs::JobId id) {
    test::Browser admin{desk_};
    admin.cookies[std::string(http::kSessionCookie)] = "admin";
    admin.get("/jobs");
    EXPECT_EQ(admin.post("/jobs/" + id.text() + "/cancel").status, 303);
    return admin.get("/jobs");
  }
  std::optional<Service> service_;
  std::optional<jobs::Worker> worker_;
  test::Desk desk_{clock, random};
};
OCOP_ON_BOTH_ENGINES(OperationsPages);

TEST_P(OperationsPages, QuietWhenNothingFailed) {
  const auto page = desk_.get("/jobs", "admin");
  test::expect_sound(page);
  EXPECT_TRUE(test::has(page, "Không có việc nào bị hỏng."));
  EXPECT_TRUE(test::has(page, "mỗi ngày lúc 03:10"));   // the schedules with their next time
  EXPECT_EQ(desk_.get("/jobs", "officer").status, 403);
  EXPECT_EQ(desk_.get("/jobs").status, 401);
}

TEST_P(OperationsPages, ADeadLetterSaysWhyAndNeverWhatItHeld) {
  const jobs::JobId id = dead();
  const auto page = desk_.get("/jobs", "admin");
  test::expect_sound(page);
  EXPECT_TRUE(test::has(page, "Việc thử"));
  EXPECT_TRUE(test::has(page, "550 5.1.1"));
  const auto one = desk_.get("/jobs/" + id.text(), "admin");
  test::expect_sound(one);
  const auto api = desk_.api(http::Method::get, "/api/v1/jobs/" + id.text(), "admin");
  for (const auto* answer : {&page, &one, &api}) EXPECT_FALSE(test::has(*answer, "htx@demo.ocop"));
  EXPECT_EQ(desk_.get("/jobs/" + jobs::JobId{}.text(), "admin").status, 404);
}

TEST_P(OperationsPages, AgainAndGiveUp) {
  const jobs::JobId first = dead(), second = dead();
  EXPECT_EQ(desk_.post("/jobs/" + first.text() + "/retry", "admin", {}).status, 303);
  EXPECT_EQ(state(first), jobs::State::waiting);
  EXPECT_EQ(desk_.post("/jobs/" + second.text() + "/give-up", "admin", {}).status, 303);
  EXPECT_EQ(state(second), jobs::State::given_up);
  EXPECT_EQ(desk_.post("/jobs/" + second.text() + "/give-up", "admin", {}).status, 409);
  EXPECT_EQ(desk_.post("/jobs/" + second.text() + "/retry", "officer", {}).status, 403);
}

TEST_P(OperationsPages, WaitingOnesAreEndedAndRunningOnesAskedToStop) {
  const jobs::JobId waiting = *ask({.kind = "test.fails"});
  // One that waits is over; it was said to stop at its next point, which it never has.
  const auto ended = stop(waiting);
  EXPECT_TRUE(test::has(ended, "Việc này sẽ không chạy."));
  EXPECT_FALSE(test::has(ended, "chặng kế tiếp"));
  EXPECT_EQ(state(waiting), jobs::State::cancelled);
  jobs::Registry own;
  jobs::JobId running{};
  own.add(jobs::Kind{.name = "test.long", .title = {"Việc dài", "A long job"}, .handler = [&](jobs::Attempt& attempt) {
    attempt.progress({40, 100, "reading"});
    const auto page = desk_.get("/jobs", "admin");
    EXPECT_TRUE(test::has(page, "40 trên 100"));
    const auto asked = stop(running);
    EXPECT_TRUE(test::has(asked, "Việc sẽ dừng ở chặng kế tiếp."));
    EXPECT_TRUE(test::has(asked, "Đang dừng"));
    return jobs::Outcome::stopped();
  }});
  running = *ask({.kind = "test.long"});
  jobs::Worker({.database = database(), .clock = clock, .random = random, .registry = own, .holidays = holidays}).step(jobs::Lane::quick);
  EXPECT_EQ(state(running), jobs::State::cancelled);
}

// One page, and what waits for a person stands first on it; each state is an address with its number.
TEST_P(OperationsPages, TheListBeginsWithWhatFailedAndNarrowsByStateKindAndDay) {
  const jobs::JobId done = *ask({.kind = "jobs.clear"});
  worker_->step(jobs::Lane::quick);
  pass(1);
  const jobs::JobId failed = dead();
  pass(1);
  const jobs::JobId waiting = *ask({.kind = "test.fails", .not_before = Instant{clock.now().milliseconds + 3'600'000}});
  const auto page = desk_.get("/jobs", "admin");
  test::expect_sound(page);
  const std::string body(test::body_of(page));
  const auto at = [&](jobs::JobId id) { return body.find("href=\"/jobs/" + id.text() + "\""); };
  EXPECT_LT(at(failed), at(waiting));
  EXPECT_LT(at(waiting), at(done));
  EXPECT_NE(at(done), std::string::npos);
  EXPECT_TRUE(test::has(page, "Bị hỏng <span class=\"count\">1</span>"));
  EXPECT_TRUE(test::has(page, "<td data-label=\"Tình hình\"></td>")) << "nothing to say of what ended well: a phone leaves it out";
  const auto narrowed = desk_.get("/jobs?state=waiting&kind=test.fails&since=" + vietnam_date(clock.now()).iso(), "admin");
  test::expect_sound(narrowed);
  EXPECT_TRUE(test::has(narrowed, waiting.text()));
  EXPECT_FALSE(test::has(narrowed, done.text()));
  EXPECT_FALSE(test::has(narrowed, failed.text()));
  EXPECT_FALSE(test::has(desk_.get("/jobs?kind=jobs.clear", "admin"), waiting.text()));
  const auto csv = desk_.get("/en/jobs.csv?state=dead", "admin");
  EXPECT_EQ(csv.status, 200);
  EXPECT_TRUE(test::has(csv, "A test job,Failed for good,1,,550 5.1.1,")) << csv.body;
  EXPECT_FALSE(test::has(csv, "htx@demo.ocop"));
  EXPECT_EQ(desk_.get("/jobs.xlsx", "admin").status, 200);
  EXPECT_EQ(desk_.get("/jobs.csv", "officer").status, 403);
}

TEST_P(OperationsPages, TheApiListsByStateAndCursor) {
  using http::Method;
  for (int i = 0; i < 3; ++i) { dead(); pass(1); }
  const auto first = desk_.api(Method::get, "/api/v1/jobs?state=dead&limit=2", "admin");
  EXPECT_EQ(first.status, 200);
  EXPECT_TRUE(test::has(first, "\"dead\":3"));
  const std::string cursor(json::parse(first.body)->root()["next_cursor"].text_or(""));
  const auto second = desk_.api(Method::get, "/api/v1/jobs?state=dead&limit=2&cursor=" + http::percent_encode(cursor), "admin");
  EXPECT_TRUE(test::has(second, "\"next_cursor\":null"));
  EXPECT_TRUE(test::has(desk_.api(Method::get, "/api/v1/jobs?state=done", "admin"), "\"jobs\":[]"));
  EXPECT_EQ(desk_.api(Method::get, "/api/v1/jobs?state=lost", "admin").status, 422);
  EXPECT_TRUE(test::has(desk_.api(Method::get, "/api/v1/jobs/schedules", "admin"), "\"when\":\"daily 03:10\""));
  EXPECT_EQ(desk_.api(Method::get, "/api/v1/jobs", "officer").status, 403);
}

}  // namespace
}  // namespace ocop::operations
