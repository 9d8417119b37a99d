#include <gtest/gtest.h>

#include "kernel/json/json.h"
#include "modules/offline/service.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

// The page and the API around the queue of acts, with a kind of act that only says what it was asked.
namespace ocop::offline {
namespace {

// Body {"seen": n}: 1 is done, anything else is in the way of somebody.
class Echo final : public sync::Handler {
 public:
  bool may(db::Reader&, const Actor& actor, const sync::Act&) const override { return actor.has(Role::producer_member); }
  Result<std::string> perform(db::Transaction&, const Actor&, const sync::Act& act, Insist insist) const override {
    const auto body = json::parse(act.body);
    if (insist == Insist::no && body->root()["seen"].integer() != 1) return Error::of(ErrorKind::conflict, "changed");
    return std::string(R"({"kept":true})");
  }
};
class Unchanged final : public sync::PastRights {
 public:
  Actor as_of(db::Reader&, const Actor& actor, Instant) const override { return actor; }
};

class OfflinePages : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return sync::migrations(); }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    desk_.offers.add(Kind{.rank = 1, .name = "test.echo", .handler = &echo_,
                          .show = [](const Actor&, const sync::Answer& act, Language) {
                            return Shown{"Chè <Phìn Hồ>", "/products", {{"Phương án", "bản của tôi " + act.subject, "bản đang có"}}};
                          }});
    service_.emplace(sync::Sync::Parts{database(), clock_, past_}, desk_.offers);
    service_->complete();
    desk_.people.add("maker", Grant{.role = Role::producer_member});
    desk_.people.add("other", Grant{.role = Role::producer_member});
    add_api(desk_.router, *service_);
    add_pages(desk_.router, *service_, desk_.site);
  }
  std::string act(int n, int seen) const {
    return R"({"id":"0198a1b2-0000-7000-8000-00000000000)" + std::to_string(n) + R"(","kind":"test.echo","subject":"s)" +
           std::to_string(n) + R"(","made":"2026-11-25T01:00:00Z","body":{"seen":)" + std::to_string(seen) + "}}";
  }
  http::Response send(const std::string& acts, std::string_view who = "maker") const {
    return desk_.api(http::Method::post, "/api/v1/offline/batches", who,
                     R"({"device":"0198a1b2-0000-7000-8000-0000000000ff","sent":"2026-11-25T02:00:00Z","acts":[)" + acts + "]}");
  }

  FixedClock clock_{*Instant::parse_iso("2026-11-25T02:00:00Z")};
  SeededRandom random_{3};
  Echo echo_;
  Unchanged past_;
  test::Desk desk_{clock_, random_};
  std::optional<Service> service_;
};
OCOP_ON_BOTH_ENGINES(OfflinePages);

TEST_P(OfflinePages, EachActOfABatchIsAnsweredByItself) {
  const auto answered = send(act(1, 1) + "," + act(2, 7));
  ASSERT_EQ(answered.status, 200) << test::body_of(answered);
  const auto document = json::parse(test::body_of(answered));
  const json::Node acts = document->root()["acts"];
  ASSERT_EQ(acts.size(), 2u);
  EXPECT_EQ(acts.at(0)["outcome"].text(), "accepted");
  EXPECT_EQ(acts.at(0)["result"]["kept"].boolean(), true);
  EXPECT_EQ(acts.at(1)["outcome"].text(), "set_aside");
  EXPECT_EQ(acts.at(1)["body"]["seen"].integer(), 7);
}

TEST_P(OfflinePages, ABatchThatCannotBeReadIsRefusedWhole) {
  EXPECT_EQ(send(R"({"id":"x"})").status, 422);
  EXPECT_EQ(desk_.api(http::Method::post, "/api/v1/offline/batches", "maker", "[").status, 400);
  EXPECT_EQ(send(act(1, 1), "a token of nobody").status, 401);
}

TEST_P(OfflinePages, APersonSeesBothVersionsAndChooses) {
  EXPECT_TRUE(test::has(desk_.get("/offline", "maker"), "Không có việc nào chờ bạn"));
  send(act(1, 7) + "," + act(2, 7));
  const auto page = desk_.get("/offline", "maker");
  EXPECT_TRUE(test::has(page, "Chè &lt;Phìn Hồ&gt;"));
  EXPECT_TRUE(test::has(page, "bản của tôi s1"));
  EXPECT_TRUE(test::has(page, "bản đang có"));
  EXPECT_FALSE(test::has(desk_.get("/offline", "other"), "Phìn Hồ")) << "another's acts are nobody else's business";
  const std::string first = "/offline/0198a1b2-0000-7000-8000-000000000001/decision",
                    second = "/offline/0198a1b2-0000-7000-8000-000000000002/decision";
  EXPECT_EQ(desk_.post(first, "other", {{"decision", "insist"}}).status, 404);
  EXPECT_EQ(desk_.post(first, "maker", {{"decision", "perhaps"}}).status, 422);
  EXPECT_EQ(desk_.post(first, "maker", {{"decision", "insist"}}).status, 303);
  EXPECT_EQ(desk_.post(second, "maker", {{"decision", "drop"}}).status, 303);
  EXPECT_EQ(desk_.post(second, "maker", {{"decision", "drop"}}).status, 404) << "the double click";
  EXPECT_TRUE(test::has(desk_.get("/en/offline", "maker"), "Nothing waits for you"));
}

TEST_P(OfflinePages, TheSessionIsTheCallersOwn) {
  EXPECT_EQ(desk_.get("/api/v1/offline/session").status, 401);
  const auto session = desk_.get("/api/v1/offline/session", "maker");
  const auto document = json::parse(test::body_of(session));
  EXPECT_EQ(document->root()["account"].text(), desk_.people["maker"].account->text());
  EXPECT_FALSE(document->root()["csrf_token"].text_or("").empty());
}

}  // namespace
}  // namespace ocop::offline
