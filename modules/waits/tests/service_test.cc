#include "modules/waits/service.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "kernel/db/columns.h"
#include "kernel/i18n/translate.h"
#include "kernel/idempotency/idempotency.h"
#include "modules/places/tests/fake_places.h"
#include "modules/waits/api.h"
#include "modules/waits/messages.h"
#include "modules/waits/lists.h"
#include "modules/waits/pages.h"
#include "modules/work/work.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

namespace ocop::waits {
namespace {

using To = evaluation::Moved::To;
AccountId account(std::uint8_t n) { AccountId id; id.uuid.bytes[0] = 0xAC; id.uuid.bytes[15] = n; return id; }
DossierId dossier(std::uint8_t n) { DossierId id; id.uuid.bytes[15] = n; return id; }
Instant at(const char* day) { return {start_of_vietnam_day(*Date::parse_iso(day)).milliseconds + 9 * 3'600'000}; }

// Two certificates, which stand in the question itself: the second was never logged.
using certificates::Certificate;
constexpr auto kColumns = db::columns<Certificate>(
    db::column("number", &Certificate::number), db::column("product_name", &Certificate::product_name),
    db::column("province", &Certificate::province), db::column("place", &Certificate::place),
    db::column("product_set", &Certificate::product_set), db::column("stars", &Certificate::stars));
constexpr lists::Condition kConditions[] = {{.word = "province", .sql = "province = ?"}, {.word = "set", .sql = "product_set = ?"}};
constexpr lists::Sort kSorts[] = {{"issued", "number"}};
constexpr lists::Source kSource{.name = "fake.awarded",
                                .from = "FROM (SELECT 'OCOP-68-2026-000001' AS number, 'Mật ong bạc hà' AS product_name, '68' AS province,"
                                        " 'Xã Một' AS place, 'QD26-04' AS product_set, 3 AS stars UNION ALL SELECT 'OCOP-68-2026-000002',"
                                        " 'Rượu ngâm', '68', 'Xã Một', 'QD26-04', 4) AS awarded",
                                .columns = kColumns, .key = "number", .key_kept = lists::Kept::text, .conditions = kConditions,
                                .sorts = kSorts};
class FakeAwards final : public certificates::Awards {
 public:
  int stars = 4;                       // as logged
  certificates::State state = certificates::State::in_force;
  lists::Rows<Certificate> awarded() const override { return {kSource, kColumns}; }
  void settle(std::vector<Certificate>& rows) const override {
    std::erase_if(rows, [](const Certificate& one) { return one.number == "OCOP-68-2026-000002"; });
    for (Certificate& one : rows) {
      one.dossier = dossier(1);
      one.stars = stars;
      one.state = state;
    }
  }
};

class FakeCourses final : public evaluation::Courses {
 public:
  std::vector<evaluation::Course> rows;
  mutable int read = 0;
  std::vector<evaluation::Course> courses(db::Reader&, std::string_view province) const override {
    ++read;
    std::vector<evaluation::Course> out;
    for (const auto& one : rows)
      if (one.province == province) out.push_back(one);
    return out;
  }
  std::optional<evaluation::Course> course(db::Reader&, const Scope& scope, DossierId id) const override {
    for (const auto& one : rows)
      if (one.id == id && scope.covers(one.province, one.commune, one.producer)) return one;
    return std::nullopt;
  }
  void hold(db::Transaction&, DossierId) const override {}
  std::vector<evaluation::Course> decided_of(db::Reader&, std::span<const ProducerId> producers) const override {
    std::vector<evaluation::Course> out;
    for (const auto& one : rows)
      if (std::ranges::find(producers, one.producer) != producers.end() && one.state == evaluation::State::decided) out.push_back(one);
    return out;
  }
  void score(std::vector<evaluation::Published>& rows) const override {
    for (auto& one : rows) {
      if (one.id != dossier(1)) continue;
      one.parts = {{"A", Rational(30)}, {"B", Rational(41, 2)}, {"C", Rational(25)}};
      one.total = Rational(151, 2);
      one.missed = {{4, "4.1"}};
    }
  }
  std::vector<evaluation::Given> given(db::Reader&, std::string_view) const override { return {}; }
};

class Waits : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = waits::migrations();
    for (const auto& more : {idempotency::migrations(), act::migrations()}) all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    ProducerId producer, another;
    producer.uuid.bytes[15] = 1;
    another.uuid.bytes[15] = 2;
    for (std::uint8_t n = 1; n <= 5; ++n)
      courses_.rows.push_back({.id = dossier(n), .producer = producer, .number = "0" + std::to_string(n), .product_name = "Mật ong",
                               .province = "68", .commune = "24988", .product_set = "QD26-04", .state = evaluation::State::decided,
                               .way = {{To::commune, at("2026-03-01")}, {To::province, at("2026-03-11")},
                                       {To::decided, at("2026-06-01")}}});
    courses_.rows.push_back({.id = dossier(6), .producer = producer, .number = "06", .product_name = "Chè", .province = "68",
                             .commune = "24988", .product_set = "QD26-04", .state = evaluation::State::submitted,
                             .way = {{To::commune, at("2026-11-02")}}});
    service_.emplace(Service::Parts{database(), clock_, random_, library_, places_, courses_, awards_, holidays_});
    const std::map<std::string, Grant> people{
        {"maker", {Role::producer_member, "", "", producer}},   {"neighbour", {Role::producer_member, "", "", another}},
        {"officer", {Role::commune_officer, "68", "24988", {}}}, {"other", {Role::commune_officer, "68", "24991", {}}},
        {"province", {Role::provincial_body, "68", "", {}}},     {"elsewhere", {Role::provincial_body, "86", "", {}}}};
    for (const auto& [key, grant] : people) desk_.people.add(key, grant);
    add_api(desk_.router, *service_);
    add_pages(desk_.router, *service_, desk_.site);
    add_lists(desk_.router, {database(), desk_.site, desk_.offers, nullptr}, *service_);
    offer(desk_.offers, *service_);
  }
  void TearDown() override {
    service_.reset();
    DatabaseTest::TearDown();
  }
  const Actor& who(std::string_view key) { return desk_.people[key]; }
  // As modules/evaluation says it in each act that moves a dossier.
  void moved(std::string_view province) {
    const auto act = [&](db::Transaction& transaction) -> Result<void> {
      transaction.announce(evaluation::courses_changed(province));
      return {};
    };
    EXPECT_TRUE(database().write(act).ok());
  }
  // As a dossier's page asks its panels (evaluation/pages_parts.cc): before the decision only those that are for then.
  std::string panel(DossierId id) {
    web::Html out(Language::vi);
    const auto found = std::ranges::find(courses_.rows, id, &evaluation::Course::id);
    for (const auto& one : desk_.offers.all<evaluation::Panel>())
      if (found->state == evaluation::State::decided || one.when == evaluation::Panel::When::handed_in) one.show(out, id);
    return out.take();
  }

  std::string asked_of(std::string_view key) {
    http::Request request;
    request.language = Language::vi;
    request.actor = who(key);
    web::Html out(Language::vi);
    for (const auto& one : desk_.offers.all<work::Panel>()) one.show(out, request);
    return out.take();
  }

  FakeCourses courses_;
  FakeAwards awards_;
  rulebooks::Library library_;
  places::FakePlaces places_;
  HolidayCalendar holidays_;
  FixedClock clock_{at("2026-11-28")};
  SeededRandom random_{7};
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};
OCOP_ON_BOTH_ENGINES(Waits);

// All dossiers of a province are read when one of them moves, and not for each page.
TEST_P(Waits, AreReckonedAnewWhenADossierMovesAndNotBefore) {
  const auto before = [&] { return service_->wait_of(dossier(6))->before; };
  const auto untold = [&] { return service_->report("68")->untold; };
  // Another connection of PostgreSQL hears of an announcement a second time, a moment later: how often they are read once that is over.
  const auto steady = [&] {
    for (int last = -1; last != courses_.read; std::this_thread::sleep_for(std::chrono::milliseconds(300))) {
      last = courses_.read;
      before();
      untold();
    }
    return courses_.read;
  };
  // Once PostgreSQL's listener has begun, which counts as a change of everything.
  for (int tries = 0; engine() == db::Engine::postgresql && database().changes("none") == 0 && tries < 500; ++tries)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  ASSERT_EQ(before(), 0);
  const auto none = untold();
  int read = steady();
  evaluation::Course earlier = courses_.rows.back();
  earlier.id = dossier(7);
  earlier.way.front().at = at("2026-11-01");
  courses_.rows.push_back(earlier);
  courses_.rows.front().whole = false;
  moved("86");
  EXPECT_EQ(before(), 0) << "another province's";
  EXPECT_EQ(untold(), none);
  EXPECT_EQ(steady(), read);
  moved("68");
  EXPECT_EQ(before(), 1);
  EXPECT_EQ(untold(), none + 1);
  read = steady();
  // What a producer says changes the report of the offices, and so does the end of a day.
  ASSERT_TRUE(service_->give(who("maker"), dossier(1), {5, ""}).ok());
  untold();
  EXPECT_GT(courses_.read, read);
  read = steady();
  clock_.set({clock_.now().milliseconds + 86'400'000});
  untold();
  EXPECT_EQ(courses_.read, read + 1);
}

TEST_P(Waits, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

TEST_P(Waits, AreReadByEverybody) {
  for (const std::string_view page : {"/waits", "/en/waits", "/waits/68", "/en/waits/68", "/waits/86"}) {
    const auto answer = desk_.get(std::string(page));
    EXPECT_EQ(answer.status, 200) << page;
    test::expect_sound(answer, page);
  }
  EXPECT_TRUE(test::has(desk_.get("/waits/68"), "92 ngày (từ 92 đến 92; 5 hồ sơ)"));
  EXPECT_TRUE(test::has(desk_.get("/waits/68"), "<svg"));
  EXPECT_TRUE(test::has(desk_.get("/waits/68/offices.csv"), "5 trên 5"));
  EXPECT_EQ(desk_.get("/waits/99").status, 404);
  EXPECT_EQ(desk_.get("/api/v1/waits/99").status, 404);
  EXPECT_TRUE(test::has(desk_.get("/api/v1/waits/68"), R"("median":"92")"));
  courses_.rows.erase(courses_.rows.begin());
  moved("68");
  EXPECT_FALSE(test::has(desk_.get("/waits/68"), "92 ngày")) << "of four nothing is said";
  EXPECT_FALSE(test::has(desk_.get("/api/v1/waits/68"), R"("median")"));
}

TEST_P(Waits, ADossiersPageSaysWhatIsBeforeItAndPromisesNothing) {
  const std::string shown = panel(dossier(6));
  EXPECT_NE(shown.find("Không có hồ sơ nào đến trước"), std::string::npos);
  EXPECT_NE(shown.find("30/06/2027"), std::string::npos);
  EXPECT_NE(shown.find("không phải lời hứa"), std::string::npos);
  EXPECT_EQ(panel(dossier(1)), "") << "it is decided";
  EXPECT_TRUE(test::has(desk_.get("/api/v1/dossiers/" + dossier(6).text() + "/wait", "maker"), R"("before":0)"));
  for (const std::string_view key : {"neighbour", "other", "elsewhere"})
    EXPECT_EQ(desk_.get("/api/v1/dossiers/" + dossier(6).text() + "/wait", key).status, 404) << key;
}

TEST_P(Waits, AProducerSaysOnceHowItWasAndOnlyOfficesReadTheWords) {
  const std::string page = "/dossiers/" + dossier(1).text() + "/opinion";
  test::expect_sound(desk_.get(page, "maker"), page);
  EXPECT_EQ(desk_.post(page, "maker", {{"grade", "6"}}).status, 422);
  EXPECT_EQ(desk_.post("/dossiers/" + dossier(6).text() + "/opinion", "maker", {{"grade", "4"}}).status, 409) << "not decided";
  for (const std::string_view key : {"neighbour", "other", "elsewhere"}) EXPECT_EQ(desk_.get(page, key).status, 404) << key;
  EXPECT_EQ(desk_.post(page, "neighbour", {{"grade", "4"}}).status, 404);
  EXPECT_EQ(desk_.post(page, "officer", {{"grade", "5"}}).status, 403) << "offices grade nothing";
  EXPECT_NE(asked_of("maker").find(page), std::string::npos);
  EXPECT_EQ(asked_of("neighbour") + asked_of("officer"), "");
  EXPECT_EQ(desk_.post(page, "maker", {{"grade", "4"}, {"words", "Cán bộ hướng dẫn kỹ"}}).status, 303);
  EXPECT_EQ(asked_of("maker").find(page), std::string::npos) << "asked once";
  const auto again = desk_.post(page, "maker", {{"grade", "1"}});
  EXPECT_EQ(again.status, 409) << "once";
  EXPECT_TRUE(test::has(again, in(msg::said_before, Language::vi)));
  EXPECT_EQ(service_->opinion(who("maker"), dossier(1))->opinion->grade, 4);
  EXPECT_TRUE(test::has(desk_.get(page, "officer"), "hướng dẫn kỹ"));
  // "Không cơ quan nào thấy mức của riêng bạn": an office reads grades in means alone.
  const std::string api = "/api/v1" + page, grade = in(msg::grade, Language::vi);
  EXPECT_TRUE(test::has(desk_.get(page, "maker"), grade) && test::has(desk_.get(api, "maker"), R"("grade":4)"));
  for (const std::string_view key : {"officer", "province"}) {
    EXPECT_FALSE(test::has(desk_.get(page, key), grade)) << key;
    EXPECT_FALSE(test::has(desk_.get(api, key), "grade")) << key;
    EXPECT_FALSE(test::has(desk_.get("/api/v1/waits/opinions", key), "grade")) << key;
    EXPECT_FALSE(test::has(desk_.get("/waits/opinions.csv", key), "Mức")) << key;
    EXPECT_EQ(desk_.get("/waits/opinions?sort=grade", key).status, 422) << key << ": an order tells it too";
  }
  for (const std::string_view list : {"/waits/opinions", "/waits/opinions.csv", "/api/v1/waits/opinions"}) {
    const auto sees = [&](std::string_view key) { return test::has(desk_.get(std::string(list), key), "hướng dẫn kỹ"); };
    EXPECT_TRUE(sees("officer") && sees("province")) << list;
    EXPECT_FALSE(sees("other") || sees("elsewhere")) << list;
    EXPECT_EQ(desk_.get(std::string(list), "maker").status, 403) << list;
  }
  test::expect_sound(desk_.get("/waits/opinions", "officer"));
  for (std::uint8_t n = 2; n <= 5; ++n) ASSERT_TRUE(service_->give(who("maker"), dossier(n), {5, "Lời riêng"}).ok());
  const auto shown = desk_.get("/waits/68");
  EXPECT_TRUE(test::has(shown, "4.8 trên 5 (5 ý kiến)"));
  EXPECT_FALSE(test::has(shown, "Lời riêng"));
  EXPECT_FALSE(test::has(desk_.get("/api/v1/waits/68"), "Lời riêng"));
}

TEST_P(Waits, AProducerTakesItsWordsBack) {
  const std::string page = "/dossiers/" + dossier(1).text() + "/opinion", back = page + "/words/remove";
  EXPECT_EQ(desk_.post(back, "maker", {}).status, 404) << "nothing was said";
  for (std::uint8_t n = 1; n <= 5; ++n) ASSERT_TRUE(service_->give(who("maker"), dossier(n), {4, "Anh Tư nóng tính"}).ok());
  EXPECT_EQ(desk_.post(back, "neighbour", {}).status, 404);
  EXPECT_EQ(desk_.post(back, "officer", {}).status, 403);
  EXPECT_TRUE(test::has(desk_.get(page, "maker"), back));
  EXPECT_FALSE(test::has(desk_.get(page, "officer"), back));
  EXPECT_EQ(desk_.post(back, "maker", {}).status, 303);
  EXPECT_FALSE(test::has(desk_.get(page, "officer"), "Anh Tư"));
  EXPECT_FALSE(test::has(desk_.get(page, "maker"), back)) << "they are gone";
  EXPECT_EQ(desk_.api(http::Method::delete_, "/api/v1" + page + "/words", "maker").status, 204) << "a second click";
  EXPECT_EQ(desk_.post(page, "maker", {{"grade", "1"}}).status, 409) << "and nothing is said anew";
  EXPECT_TRUE(test::has(desk_.get("/waits/68"), " trên 5 (5 ý kiến)")) << "the grade stays";
}

// "… và công bố kết quả" (article 7.3e): of what was recognised, points a part and what was missed, and nobody's name or words.
TEST_P(Waits, ResultsAreReadByEverybodyAndNameNobody) {
  ASSERT_TRUE(service_->give(who("maker"), dossier(1), {5, "Lời riêng"}).ok());
  for (const std::string_view list : {"/waits/results", "/en/waits/results?province=68", "/waits/results.csv", "/api/v1/waits/results"}) {
    const auto answer = desk_.get(std::string(list));
    EXPECT_EQ(answer.status, 200) << list;
    for (const std::string_view words : {"Mật ong bạc hà", "75.5", "20.5", "4.1"}) EXPECT_TRUE(test::has(answer, words)) << list << words;
    EXPECT_FALSE(test::has(answer, "Lời riêng")) << list;
  }
  test::expect_sound(desk_.get("/waits/results"));
  for (const std::string_view list : {"/waits/results", "/waits/results.csv", "/api/v1/waits/results"})
    EXPECT_FALSE(test::has(desk_.get(std::string(list)), "Rượu ngâm")) << list << ": nothing was logged of it";
  EXPECT_TRUE(test::has(desk_.get("/api/v1/waits/results"), R"("stars":4,"withdrawn":false)")) << "as logged, not as in the row";
  EXPECT_TRUE(test::has(desk_.get("/waits/results"), "/certificates/OCOP-68-2026-000001"));
  awards_.state = certificates::State::withdrawn;
  EXPECT_TRUE(test::has(desk_.get("/waits/results"), "4 (đã thu hồi)"));
  EXPECT_FALSE(test::has(desk_.get("/waits/results?province=86"), "Mật ong bạc hà"));
}

TEST_P(Waits, AProvinceAddsItsOwnRounds) {
  const std::string page = "/waits/68/rounds";
  test::expect_sound(desk_.get(page, "province"), page);
  EXPECT_EQ(desk_.get(page, "elsewhere").status, 404);
  const test::Pairs fields{{"asked_before", "31/01/2027"}, {"results_before", "15/03/2027"}, {"plan", "Kế hoạch 12/KH-UBND"}};
  EXPECT_EQ(desk_.post(page, "elsewhere", fields).status, 404);
  EXPECT_EQ(desk_.post(page, "province", fields).status, 303);
  EXPECT_EQ(desk_.post(page, "province", fields).status, 409);
  EXPECT_EQ(desk_.post(page, "province", {{"asked_before", "31/01/2026"}, {"results_before", "15/03/2026"}, {"plan", "x"}}).status, 422);
  EXPECT_TRUE(test::has(desk_.get("/waits/68"), "Kế hoạch 12/KH-UBND"));
  EXPECT_NE(panel(dossier(6)).find("15/03/2027"), std::string::npos);
  test::expect_sound(desk_.get("/waits/68", "province"));
}

// A mistyped day stood for good, and moved every dossier's round.
TEST_P(Waits, AProvinceTakesOutARoundOfAWrongDay) {
  ASSERT_TRUE(service_->add_round(who("province"), "68", {*Date::of(2027, 1, 31), *Date::of(2027, 3, 15), "Kế hoạch 12/KH-UBND"}).ok());
  ASSERT_TRUE(service_->add_round(who("province"), "68", {*Date::of(2027, 1, 31), *Date::of(2027, 3, 16), "Kế hoạch 13/KH-UBND"}).ok());
  const std::string remove = "/waits/68/rounds/2027-03-15/remove", api = "/api/v1/waits/68/rounds/2027-03-15";
  EXPECT_TRUE(test::has(desk_.get("/waits/68", "province"), remove));
  for (const std::string_view key : {"", "maker", "elsewhere"}) EXPECT_FALSE(test::has(desk_.get("/waits/68", key), remove)) << key;
  EXPECT_EQ(desk_.post(remove, "elsewhere", {}).status, 404);
  EXPECT_EQ(desk_.post(remove, "officer", {}).status, 403);
  EXPECT_EQ(desk_.api(http::Method::delete_, api, "elsewhere").status, 404);
  EXPECT_EQ(desk_.post("/waits/68/rounds/2027-3/remove", "province", {}).status, 404);
  EXPECT_EQ(desk_.post(remove, "province", {}).status, 303);
  EXPECT_EQ(desk_.api(http::Method::delete_, api, "province").status, 404) << "it is gone";
  const auto left = service_->rounds("68").value();
  ASSERT_EQ(left.size(), 1u) << "and no other";
  EXPECT_EQ(left[0].plan, "Kế hoạch 13/KH-UBND");
  EXPECT_NE(panel(dossier(6)).find("16/03/2027"), std::string::npos);
}

}  // namespace
}  // namespace ocop::waits
