#include "modules/ladders/service.h"

#include <gtest/gtest.h>

#include "kernel/idempotency/idempotency.h"
#include "kernel/json/json.h"
#include "modules/evaluation/tests/fake_evaluation.h"
#include "modules/ladders/api.h"
#include "modules/ladders/messages.h"
#include "modules/ladders/pages.h"
#include "modules/products/tests/fake_products.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

namespace ocop::ladders {
namespace {

using http::Method;
using test::has;

DossierId dossier(std::uint8_t n) {
  DossierId out;
  out.uuid.bytes[0] = 0xD0;
  out.uuid.bytes[15] = n;
  return out;
}
const DossierId kOurs = dossier(1), kNext = dossier(2), kTheirs = dossier(3);

// A cooperative with coffee, whose linkage (1.5) stands at 2: three stars of 99 points, four need option 3, five option 4.
class LaddersService : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = ladders::migrations();
    for (const auto& more : {act::migrations(), idempotency::migrations(), tlog::migrations()})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    ours_.uuid.bytes[0] = 0x11;
    theirs_.uuid.bytes[0] = 0x22;
    for (const std::uint8_t n : {std::uint8_t{1}, std::uint8_t{2}}) {
      products::Product one;
      one.id.uuid.bytes[15] = n;
      one.producer = n == 1 ? ours_ : theirs_;
      one.name = n == 1 ? "Cà phê Cầu Đất" : "Cà phê khác";
      products_.rows.push_back(one);
    }
    evaluation_.sheets = {sheet(kOurs, 0, 2), sheet(kTheirs, 1, 2)};
    service_.emplace(Service::Parts{database(), clock_, random_, library(), products_, evaluation_});
    desk_.people.add("member", Grant{Role::producer_member, "", "", ours_});
    desk_.people.add("helper", Grant{Role::helper, "", "", ours_, Tasks().add(Task::dossiers)});
    desk_.people.add("clerk", Grant{Role::helper, "", "", ours_, Tasks().add(Task::papers)});
    desk_.people.add("stranger", Grant{Role::producer_member, "", "", theirs_});
    desk_.people.add("province", Grant{Role::provincial_body, "68", "", {}});
    add_api(desk_.router, *service_);
    add_pages(desk_.router, *service_, desk_.site);
  }
  void TearDown() override {
    service_.reset();
    DatabaseTest::TearDown();
  }
  static const rulebooks::Library& library() {
    static const rulebooks::Library loaded = rulebooks::load().value();
    return loaded;
  }
  evaluation::OwnSheet sheet(DossierId id, std::size_t product, int linkage) const {
    evaluation::OwnSheet out;
    out.dossier = id;
    out.product = products_.rows[product].id;
    out.producer = products_.rows[product].producer;
    out.product_name = products_.rows[product].name;
    out.number = "0" + std::to_string(id.uuid.bytes[15]) + "/PĐK-68-24988-2026";
    out.rulebook = "QD26-2026";
    out.product_set = "QD26-13";
    for (const rulebooks::Criterion* criterion : library().find("QD26-2026")->find("QD26-13")->criteria) {
      std::size_t highest = 0;
      for (std::size_t i = 0; i < criterion->options.size(); ++i)
        if (criterion->options[i].points > criterion->options[highest].points) highest = i;
      out.sheet.answers.push_back(criterion->code == "1.5" ? static_cast<std::int8_t>(linkage) : static_cast<std::int8_t>(highest + 1));
    }
    return out;
  }
  const Actor& who(std::string_view key) const { return desk_.people[key]; }
  View view(std::optional<int> target = {}) const { return service_->view(who("member"), kOurs, target).value(); }
  SavePlan plan(std::int64_t version = 0, int target = 4) const {
    return {.version = version, .target = target, .owner = "Chị Hoa", .starts = service_->today()};
  }
  static std::string path(DossierId id, std::string_view more = {}) { return path_of(id, more); }
  static std::string api(DossierId id, std::string_view more = {}) { return "/api/v1" + path_of(id, more); }

  ProducerId ours_, theirs_;
  products::FakeProducts products_;
  evaluation::FakeEvaluation evaluation_;
  FixedClock clock_{start_of_vietnam_day(*Date::of(2026, 11, 28))};
  SeededRandom random_{5};
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};
OCOP_ON_BOTH_ENGINES(LaddersService);

TEST_P(LaddersService, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

TEST_P(LaddersService, TheCheapestStepsFollowThePricesThatWereGiven) {
  EXPECT_EQ(view().ladder.target, 4);
  EXPECT_EQ(view().ladder.reached, 3);
  ASSERT_EQ(view().ladder.rungs.size(), 1u);
  EXPECT_EQ(view().ladder.price, rulebooks::kUsualPrice);
  ASSERT_TRUE(service_->set_price(who("member"), kOurs, {.option = "1.5/3", .money = 9, .months = 2}));
  EXPECT_EQ(view().ladder.price, (rulebooks::Price{9, 2}));
  ASSERT_TRUE(service_->set_price(who("helper"), kOurs, {.option = "1.5/4", .money = 5}));
  EXPECT_EQ(view().ladder.rungs[0].to, 4) << "the higher option is the cheaper one now";
  EXPECT_EQ(view().ladder.price, (rulebooks::Price{5, rulebooks::kUsualPrice.months})) << "months were not said";
  ASSERT_TRUE(service_->set_price(who("member"), kOurs, {.option = "1.5/3", .money = 4, .months = 4})) << "said again";
  EXPECT_EQ(view().prices.size(), 2u);
  EXPECT_EQ(view().ladder.price, (rulebooks::Price{4, 4}));
  ASSERT_TRUE(service_->set_price(who("member"), kOurs, {.option = "1.5/3"}));
  ASSERT_TRUE(service_->set_price(who("member"), kOurs, {.option = "1.5/4"}));
  EXPECT_TRUE(view().prices.empty());
  EXPECT_FALSE(service_->set_price(who("member"), kOurs, {.option = "1.5/9", .money = 1}));
}

TEST_P(LaddersService, APlanKeepsTheFiguresOfItsDayAndIsFollowedByLaterAnswers) {
  ASSERT_TRUE(service_->set_price(who("member"), kOurs, {.option = "1.5/3", .money = 9, .months = 2}));
  const auto version = service_->save_plan(who("member"), kOurs, plan());
  ASSERT_TRUE(version.ok());
  EXPECT_EQ(*version, 1);
  ASSERT_TRUE(service_->set_price(who("member"), kOurs, {.option = "1.5/3", .money = 99, .months = 20}));
  const Followed kept = *view().plan;
  EXPECT_EQ(kept.plan.steps.at(0).price, (rulebooks::Price{9, 2}));
  EXPECT_EQ(kept.plan.steps.at(0).due, *Date::of(2027, 1, 28));
  EXPECT_TRUE(kept.plan.steps.at(0).for_floor);
  EXPECT_EQ(kept.plan.owner, "Chị Hoa");
  EXPECT_EQ(kept.steps, std::vector{Standing::open});
  evaluation_.sheets.insert(evaluation_.sheets.begin(), sheet(kNext, 0, 3));   // next year's dossier
  EXPECT_EQ(view().plan->steps, std::vector{Standing::done});
  EXPECT_EQ(view().plan->by, "02/PĐK-68-24988-2026");
  const View next = service_->view(who("member"), kNext, {}).value();
  EXPECT_FALSE(next.plan);
  ASSERT_EQ(next.others.size(), 1u);
  EXPECT_EQ(next.others[0].steps, std::vector{Standing::done});
  EXPECT_EQ(next.ladder.target, 5);
}

TEST_P(LaddersService, NobodyOverwritesAPlanThatHeHasNotSeen) {
  ASSERT_TRUE(service_->save_plan(who("member"), kOurs, plan()));
  EXPECT_EQ(service_->save_plan(who("helper"), kOurs, plan()).error().kind, ErrorKind::conflict);
  EXPECT_EQ(service_->save_plan(who("helper"), kOurs, plan(1, 5)).value(), 2);
  EXPECT_EQ(view().plan->plan.target, 5);
  EXPECT_EQ(view().plan->plan.steps.size(), 1u) << "the steps of before are gone";
  EXPECT_EQ(view().ladder.target, 5) << "what is planned is shown first";
  EXPECT_EQ(service_->remove_plan(who("member"), kOurs, 1).error().kind, ErrorKind::conflict);
  EXPECT_TRUE(service_->remove_plan(who("member"), kOurs, 2));
  EXPECT_FALSE(view().plan);
  EXPECT_EQ(service_->remove_plan(who("member"), kOurs, 2).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->save_plan(who("member"), kOurs, plan(0, 3)).error().kind, ErrorKind::conflict) << "three stars are there already";
}

// The draft whose answers it began with is dropped: nobody could open or remove the plan any more.
TEST_P(LaddersService, APlanGoesWithItsDraft) {
  const auto saved = service_->save_plan(who("member"), kOurs, plan());
  ASSERT_TRUE(saved.ok());
  const auto drop = [&](DossierId which) {
    return act::Acts(database(), clock_, random_).run(who("member"), [&](act::Act& act) -> Result<void> {
      service_->dropped(act, which);
      return {};
    });
  };
  ASSERT_TRUE(drop(kNext).ok());
  EXPECT_TRUE(view().plan) << "another's draft";
  ASSERT_TRUE(drop(kOurs).ok());
  EXPECT_FALSE(view().plan);
  EXPECT_TRUE(service_->save_plan(who("member"), kOurs, plan()).ok());
}

TEST_P(LaddersService, IsForItsProducerAlone) {
  for (const char* key : {"stranger", "province", "clerk"}) {
    EXPECT_EQ(service_->view(who(key), kOurs, {}).error().kind, ErrorKind::not_found) << key;
    EXPECT_EQ(service_->set_price(who(key), kOurs, {.option = "1.5/3", .money = 1}).error().kind, ErrorKind::not_found) << key;
    EXPECT_EQ(service_->save_plan(who(key), kOurs, plan()).error().kind, ErrorKind::not_found) << key;
    EXPECT_EQ(service_->remove_plan(who(key), kOurs, 1).error().kind, ErrorKind::not_found) << key;
  }
  EXPECT_TRUE(service_->view(who("helper"), kOurs, {}).ok());
  EXPECT_EQ(desk_.get(path(kOurs), "stranger").status, 404);
  EXPECT_EQ(desk_.get(path(kOurs, ".pdf"), "stranger").status, 404);
  EXPECT_EQ(desk_.api(Method::get, api(kOurs), "province").status, 403);
  EXPECT_TRUE(service_->set_price(who("member"), kOurs, {.option = "1.5/3", .money = 1, .months = 1}));
  EXPECT_TRUE(service_->view(who("stranger"), kTheirs, {})->prices.empty()) << "what one maker says is not another's";
}

TEST_P(LaddersService, PagesSayStepsPricesAndPlan) {
  const auto first = desk_.get(path(kOurs), "member");
  EXPECT_EQ(first.status, 200);
  test::expect_sound(first);
  test::expect_sound(desk_.get("/en" + path(kOurs), "member"));
  EXPECT_TRUE(has(first, "(tạm tính)"));
  EXPECT_TRUE(has(first, "class=\"stairs\""));
  EXPECT_TRUE(has(first, "/rulebooks/QD26-2026/QD26-13#c-1.5"));
  EXPECT_TRUE(has(first, "Nếu chấm theo Quyết định 1048/QĐ-TTg")) << "the other decision's table";
  EXPECT_TRUE(has(first, "/rulebooks/QD1048-2019/QD1048-06/try"));
  const auto priced = desk_.post_and_follow(path(kOurs, "/costs"), "member", {{"option", "1.5/3"}, {"money", "5000000"}, {"months", "3"}});
  EXPECT_TRUE(has(priced, "5.000.000"));
  EXPECT_FALSE(has(priced, "(tạm tính)"));
  const auto kept = desk_.post_and_follow(path(kOurs, "/plan"), "member",
                                          {{"version", "0"}, {"target", "4"}, {"owner", "Chị Hoa"}, {"starts", "01/12/2026"}});
  EXPECT_TRUE(has(kept, "Chị Hoa"));
  EXPECT_TRUE(has(kept, "01/03/2027"));
  test::expect_sound(kept);
  const auto stale =
      desk_.post(path(kOurs, "/plan"), "member", {{"version", "0"}, {"target", "4"}, {"owner", "x"}, {"starts", "01/12/2026"}});
  EXPECT_EQ(stale.status, 409);
  const auto refused = desk_.post(path(kOurs, "/costs"), "member", {{"option", "1.5/9"}, {"money", "5"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(test::field(refused, "owner"), "Chị Hoa") << "the other form keeps what it showed";
  test::expect_sound(refused);
  const auto paper = desk_.get(path(kOurs, ".pdf"), "member");
  EXPECT_EQ(paper.status, 200);
  EXPECT_TRUE(test::body_of(paper).starts_with("%PDF"));
  const auto done = desk_.get(path(kOurs, "?target=3"), "member");
  EXPECT_TRUE(has(done, translate(msg::nothing_to_do, Language::vi)));
  EXPECT_EQ(desk_.get(path(kOurs, "?target=2"), "member").status, 422);
  EXPECT_FALSE(has(desk_.post_and_follow(path(kOurs, "/remove"), "member", {{"version", "1"}}), "Chị Hoa"));
  EXPECT_EQ(desk_.get(path(kOurs, ".pdf"), "member").status, 404) << "there is no plan to print";
}

TEST_P(LaddersService, TheApiSaysTheSame) {
  EXPECT_EQ(desk_.api(Method::put, api(kOurs, "/costs"), "member", R"({"option":"1.5/3","money":7,"months":1})").status, 204);
  const auto saved = desk_.api(Method::put, api(kOurs, "/plan"), "member", R"({"version":0,"target":4,"starts":"2026-12-01"})");
  EXPECT_EQ(saved.status, 200) << test::body_of(saved);
  const auto document = json::parse(test::body_of(desk_.api(Method::get, api(kOurs, "?target=4"), "member")));
  ASSERT_TRUE(document.ok());
  const json::Node root = document->root();
  EXPECT_EQ(root["reached"].integer(), 3);
  EXPECT_EQ(root["steps"].at(0)["criterion"].text(), "1.5");
  EXPECT_EQ(root["money"].integer(), 7);
  EXPECT_EQ(root["costs"].at(0)["option"].text(), "1.5/3");
  EXPECT_EQ(root["other_rulebook"]["product_set"].text(), "QD1048-06");
  EXPECT_GT(root["other_rulebook"]["new_criteria"].size(), 0u);
  EXPECT_EQ(root["plan"]["steps"].at(0)["standing"].text(), "open");
  EXPECT_EQ(root["plan"]["steps"].at(0)["due"].text(), "2027-01-01");
  EXPECT_EQ(desk_.api(Method::put, api(kOurs, "/costs"), "member", R"({"option":"1.5/9","money":7})").status, 422);
  EXPECT_EQ(desk_.api(Method::put, api(kOurs, "/costs"), "member", R"({"option":"1.5/3","money":-7})").status, 422);
  EXPECT_EQ(desk_.api(Method::delete_, api(kOurs, "/plan"), "member", "", {{"If-Match", "\"1\""}}).status, 204);
}

}  // namespace
}  // namespace ocop::ladders
