#include "modules/samples/service.h"

#include <atomic>
#include <thread>

#include "kernel/act/act.h"
#include "kernel/db/columns.h"
#include "kernel/idempotency/idempotency.h"
#include "kernel/tlog/tlog.h"
#include "modules/notices/tests/fake_notices.h"
#include "modules/samples/api.h"
#include "modules/samples/messages.h"
#include "modules/samples/pages.h"
#include "modules/samples/store.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

namespace ocop::samples {
namespace {

using evaluation::State;
using To = evaluation::Moved::To;

DossierId dossier(std::uint8_t n) { DossierId id; id.uuid.bytes[15] = n; return id; }
Date on(const char* day) { return *Date::parse_iso(day); }
Instant at(const char* day) { return {start_of_vietnam_day(on(day)).milliseconds + 9 * 3'600'000}; }

class FakeCourses final : public evaluation::Courses {
 public:
  std::vector<evaluation::Course> rows;
  std::vector<evaluation::Course> courses(db::Reader&, std::string_view) const override { return rows; }
  std::optional<evaluation::Course> course(db::Reader&, const Scope& scope, DossierId id) const override {
    for (const auto& one : rows)
      if (one.id == id && scope.covers(one.province, one.commune, one.producer)) return one;
    return std::nullopt;
  }
  // The row of the dossier; here, any that all acts lock.
  void hold(db::Transaction& transaction, DossierId) const override {
    transaction.all(db::value<std::string>, db::Statement{"test.hold", "SELECT id FROM ocop_migration ORDER BY id {lock}"});
  }
  std::vector<evaluation::Course> decided_of(db::Reader&, std::span<const ProducerId>) const override { return {}; }
  void score(std::vector<evaluation::Published>&) const override {}
  std::vector<evaluation::Given> given(db::Reader&, std::string_view) const override { return {}; }
};

// The first dossier is of a set that asks for samples, the second of tourism.
class Samples : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = samples::migrations();
    for (const auto& more : {tlog::migrations(), idempotency::migrations(), act::migrations()})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    producer_.uuid.bytes[15] = 1;
    ProducerId another;
    another.uuid.bytes[15] = 2;
    std::string with, without;
    for (const auto& one : library_.in_force(on("2026-11-28"))->tables) (one->sample_units > 0 ? with : without) = one->code;
    ASSERT_FALSE(with.empty() || without.empty());
    for (std::uint8_t n = 1; n <= 2; ++n)
      courses_.rows.push_back({.id = dossier(n), .producer = producer_, .number = "0" + std::to_string(n), .product_name = "Mật ong",
                               .province = "68", .commune = "24988", .product_set = n == 1 ? with : without, .state = State::submitted,
                               .way = {{To::commune, at("2026-11-02")}}});
    service_.emplace(Service::Parts{database(), clock_, random_, library_, courses_, notices_});
    const std::map<std::string, Grant> people{
        {"maker", {Role::producer_member, "", "", producer_}},   {"neighbour", {Role::producer_member, "", "", another}},
        {"officer", {Role::commune_officer, "68", "24988", {}}}, {"other", {Role::commune_officer, "68", "24991", {}}},
        {"province", {Role::provincial_body, "68", "", {}}},     {"elsewhere", {Role::provincial_body, "86", "", {}}},
        {"member", {Role::council_member, "68", "", {}}}};
    for (const auto& [key, grant] : people) desk_.people.add(key, grant);
    add_api(desk_.router, *service_);
    add_pages(desk_.router, *service_, desk_.site);
    offer(desk_.offers, *service_);
  }
  void TearDown() override {
    service_.reset();
    DatabaseTest::TearDown();
  }
  const Actor& who(std::string_view key) { return desk_.people[key]; }
  static TakeCount taken(Step step, std::int64_t found, std::string words = {}) {
    return {.step = step, .found = found, .damaged = 0, .day = on("2026-11-27"), .words = std::move(words)};
  }
  std::string panel(std::string_view key, DossierId id) {
    web::Html out(Language::vi);
    http::Request request;
    request.actor = who(key);
    for (const auto& one : desk_.offers.all<evaluation::ReaderPanel>())
      if (one.when == evaluation::Panel::When::handed_in) one.show(out, request, id);
    return out.take();
  }
  void forward() {
    act::Acts acts(database(), clock_, random_);
    ASSERT_TRUE(acts.run(who("officer"), [&](act::Act& act) -> Result<void> {
      service_->forwarded(act, dossier(1));
      return {};
    }).ok());
  }
  ProducerId producer_;
  rulebooks::Library library_ = rulebooks::load().value();
  FakeCourses courses_;
  notices::FakeNotices notices_;
  FixedClock clock_{at("2026-11-28")};
  SeededRandom random_{7};
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};
OCOP_ON_BOTH_ENGINES(Samples);

TEST_P(Samples, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

TEST_P(Samples, ANewCountIsANewRow) {
  EXPECT_NE(panel("maker", dossier(1)).find("chưa đếm"), std::string::npos);
  ASSERT_TRUE(service_->count(who("officer"), dossier(1), taken(Step::commune, 3, "thiếu hai")).ok());
  ASSERT_TRUE(service_->count(who("officer"), dossier(1), taken(Step::commune, 3, "thiếu hai")).ok()) << "a second click";
  EXPECT_EQ(notices_.count(kToldFewer), 1);
  EXPECT_NE(panel("maker", dossier(1)).find("đếm 3 trên 5"), std::string::npos);
  clock_.set({clock_.now().milliseconds + 60'000});
  ASSERT_TRUE(service_->count(who("officer"), dossier(1), taken(Step::commune, 5)).ok());
  EXPECT_EQ(notices_.count(kToldFewer), 1) << "five are all";
  const auto shown = service_->show(who("maker"), dossier(1));
  ASSERT_TRUE(shown.ok());
  ASSERT_EQ(shown->counts.size(), 2u);
  EXPECT_EQ(shown->counts[0].words, "thiếu hai") << "what was counted is kept";
  EXPECT_TRUE(shown->may.empty());
  EXPECT_TRUE(database().read([&](db::Reader& reader) { return tlog::check_seals(reader, kSealed); }).empty());
  EXPECT_TRUE(database().read([&](db::Reader& reader) { return tlog::check_kinds(reader, kLeaves); }).empty());
}

TEST_P(Samples, EachOfficeCountsItsStep) {
  const auto kind = [&](std::string_view key, Step step) {
    const auto counted = service_->count(who(key), dossier(1), taken(step, 5));
    return counted.ok() ? std::optional<ErrorKind>() : counted.error().kind;
  };
  EXPECT_EQ(kind("province", Step::commune), ErrorKind::forbidden);
  EXPECT_EQ(kind("province", Step::province), ErrorKind::conflict) << "it has not reached the province";
  EXPECT_EQ(kind("officer", Step::sent), ErrorKind::conflict);
  for (const std::string_view stranger : {"other", "elsewhere", "neighbour", "member"})
    EXPECT_EQ(kind(stranger, Step::commune), ErrorKind::not_found) << stranger;
  EXPECT_EQ(kind("maker", Step::commune), ErrorKind::forbidden);
  for (const State state : {State::forwarded, State::scoring}) {
    courses_.rows[0].state = state;
    EXPECT_EQ(kind("officer", Step::commune), ErrorKind::conflict) << "it went on";
    EXPECT_EQ(kind("officer", Step::sent), std::nullopt);
    EXPECT_EQ(kind("province", Step::province), std::nullopt);
  }
  courses_.rows[0].state = State::closed;
  EXPECT_EQ(kind("province", Step::province), ErrorKind::conflict);
}

// 6.2d: "trừ nhóm sản phẩm Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch".
TEST_P(Samples, NoneAreDueFromTourism) {
  EXPECT_EQ(service_->show(who("officer"), dossier(2))->due, 0);
  EXPECT_EQ(service_->count(who("officer"), dossier(2), taken(Step::commune, 5)).error().kind, ErrorKind::conflict);
  EXPECT_NE(panel("officer", dossier(2)).find("không phải nộp sản phẩm mẫu"), std::string::npos);
  EXPECT_TRUE(test::has(desk_.get("/dossiers/" + dossier(2).text() + "/samples", "officer"), "không phải nộp sản phẩm mẫu"));
}

TEST_P(Samples, ForwardingSaysWhatWasNotCounted) {
  forward();
  EXPECT_EQ(notices_.count(kToldUncounted), 1);
  EXPECT_EQ(notices_.last().audience.holders.size(), 2u) << "its producer and its province";
  EXPECT_EQ(notices_.last().news.arguments, (std::vector<std::string>{"Mật ong", "01", "5"})) << "nobody counted: that is no nought";
  ASSERT_TRUE(service_->count(who("officer"), dossier(1), taken(Step::commune, 3, "thiếu hai")).ok());
  forward();
  EXPECT_EQ(notices_.count(kToldUncounted), 1);
  EXPECT_EQ(notices_.count(kToldShort), 1);
  EXPECT_EQ(notices_.last().news.arguments, (std::vector<std::string>{"Mật ong", "01", "3", "5"}));
  clock_.set({clock_.now().milliseconds + 60'000});
  ASSERT_TRUE(service_->count(who("officer"), dossier(1), taken(Step::commune, 5)).ok());
  forward();
  EXPECT_EQ(notices_.count(kToldUncounted) + notices_.count(kToldShort), 2) << "five were counted";
}

TEST_P(Samples, WhatWasCountedBeforeItCameBackIsNotSaidOfNow) {
  ASSERT_TRUE(service_->count(who("officer"), dossier(1), taken(Step::commune, 5)).ok());
  courses_.rows[0].way = {{To::commune, at("2026-11-02")}, {To::producer, at("2026-11-29")}, {To::commune, at("2026-12-05")}};
  forward();
  EXPECT_EQ(notices_.count(kToldUncounted), 1) << "they went back with the dossier";
}

// Articles 6.3 and 7.4g: a file at the centre, and one that came back from there, came through no commune.
TEST_P(Samples, NoneAreAskedOfWhatCameThroughNoCommune) {
  courses_.rows[0].state = State::forwarded;
  ASSERT_EQ(service_->show(who("province"), dossier(1))->due, 5);
  courses_.rows[0].origin = dossier(9);
  const auto shown = service_->show(who("province"), dossier(1));
  EXPECT_EQ(shown->due, 0);
  EXPECT_TRUE(shown->may.empty());
  EXPECT_EQ(panel("province", dossier(1)), "");
  EXPECT_TRUE(test::has(desk_.get("/dossiers/" + dossier(1).text() + "/samples", "province"), "không qua Ủy ban nhân dân xã"));
  EXPECT_EQ(service_->count(who("province"), dossier(1), taken(Step::province, 5)).error().kind, ErrorKind::conflict);
  forward();
  EXPECT_EQ(notices_.count(kToldUncounted), 0);
}

TEST_P(Samples, ADoubleClickOfTwoThreadsIsOneCount) {
  std::atomic<int> ready{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      ++ready;
      while (ready < 4) std::this_thread::yield();
      EXPECT_TRUE(service_->count(who("officer"), dossier(1), taken(Step::commune, 5)).ok());
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(service_->show(who("maker"), dossier(1))->counts.size(), 1u);
}

TEST_P(Samples, APageAndAnAnswerForThoseConcerned) {
  const std::string page = "/dossiers/" + dossier(1).text() + "/samples";
  EXPECT_EQ(desk_.post(page, "officer", {{"step", "commune"}, {"found", "4"}, {"day", "27/11/2026"}}).status, 422) << "words";
  EXPECT_EQ(desk_.post(page, "officer", {{"step", "commune"}, {"found", "4"}, {"day", "27/11/2026"}, {"words", "thiếu một"}}).status, 303);
  const auto officer = desk_.get(page, "officer");
  EXPECT_EQ(officer.status, 200);
  test::expect_sound(officer, page);
  EXPECT_TRUE(test::has(officer, "đếm 4 trên 5"));
  EXPECT_TRUE(test::has(officer, "<form"));
  EXPECT_TRUE(test::has(desk_.get(page, "maker"), "thiếu một"));
  EXPECT_TRUE(test::has(desk_.get("/api/v1" + page, "maker"), R"("found":4)"));
  EXPECT_EQ(desk_.get(page, "member").status, 403);
  EXPECT_EQ(desk_.get(page, "neighbour").status, 404);
  EXPECT_TRUE(panel("member", dossier(1)).empty());
}

}  // namespace
}  // namespace ocop::samples
