#include "modules/scans/service.h"

#include <gtest/gtest.h>

#include "kernel/db/columns.h"
#include "kernel/json/json.h"
#include "modules/notices/tests/fake_notices.h"
#include "modules/places/tests/fake_places.h"
#include "modules/products/tests/fake_products.h"
#include "modules/scans/api.h"
#include "modules/scans/lists.h"
#include "modules/scans/pages.h"
#include "modules/scans/rules.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

namespace ocop::scans {
namespace {

using http::Method;
using resolver::Origin;
using test::has;

constexpr std::string_view kCode = "K7M2P00Q", kOther = "K7M2P00R";

// As the module of reports does: of a code and kind one a day.
class FakeCases final : public resolver::Cases {
 public:
  struct Opened { std::string code; Origin origin; std::vector<std::string> facts; };
  mutable std::vector<Opened> opened;
  bool open_case(act::Moment&, const resolver::NewCase& found) const override {
    for (const Opened& one : opened)
      if (one.code == found.product.code && one.origin == found.origin) return false;
    opened.push_back({found.product.code, found.origin, found.facts});
    return true;
  }
};

// A maker in Lâm Đồng with one product that is scanned, and one of another maker in Hà Nội.
class Scans : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = scans::migrations();
    for (const auto& more : {act::migrations(), tlog::migrations()}) all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    ours_.uuid.bytes[0] = 0x11;
    theirs_.uuid.bytes[0] = 0x22;
    products_.rows.push_back(product(1, ours_, "68", std::string(kCode)));
    products_.rows.push_back(product(2, theirs_, "01", std::string(kOther)));
    begin();
    desk_.people.add("member", Grant{Role::producer_member, "", "", ours_});
    desk_.people.add("stranger", Grant{Role::producer_member, "", "", theirs_});
    desk_.people.add("clerk", Grant{.role = Role::helper, .producer = ours_, .tasks = Tasks().add(Task::papers)});
    desk_.people.add("68", Grant{Role::provincial_body, "68", "", {}});
    desk_.people.add("01", Grant{Role::provincial_body, "01", "", {}});
    add_api(desk_.router, *service_);
    add_lists(desk_.router, {database(), desk_.site, desk_.offers}, *service_);
    add_pages(desk_.router, *service_, desk_.site);
  }
  void TearDown() override {
    service_.reset();
    DatabaseTest::TearDown();
  }
  // A process that starts: what the one before had in memory is gone.
  void begin() { service_.emplace(Service::Parts{database(), clock_, random_, notices_, places_, products_, cases_}); }
  static products::Product product(std::uint8_t id, ProducerId producer, std::string province, std::string code) {
    products::Product out;
    out.id.uuid.bytes[0] = id;
    out.producer = producer;
    out.province = std::move(province);
    out.code = std::move(code);
    out.name = "Mật ong Tân Hà";
    return out;
  }
  void scan(int times, std::string_view peer = "203.0.113.7", std::string_view region = {}, std::size_t which = 0) {
    for (int i = 0; i < times; ++i) service_->page({products_.rows[which], peer, region});
  }
  void pass(std::int64_t milliseconds) { clock_.set({clock_.now().milliseconds + milliseconds}); }
  Strip strip(std::string_view who, Span span = Span::four_weeks) {
    return service_->of_product(desk_.people[who], kCode, span).value().strip;
  }

  static constexpr std::int64_t kHour = 3'600'000, kDay = 24 * kHour;
  FixedClock clock_{Instant::parse_iso("2026-11-27T02:10:00.000Z").value()};
  SeededRandom random_{12};
  ProducerId ours_, theirs_;
  notices::FakeNotices notices_;
  places::FakePlaces places_;
  products::FakeProducts products_;
  FakeCases cases_;
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};

OCOP_ON_BOTH_ENGINES(Scans);

TEST_P(Scans, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

TEST_P(Scans, WhatIsWrittenIsWhatWasCounted) {
  scan(3, "203.0.113.7", "VN-35");
  scan(2, "198.51.100.7", "68");
  scan(4, "192.0.2.7");
  service_->write();
  scan(1, "192.0.2.7", "VN-HN");
  service_->write();
  service_->write();   // nothing came between
  const Strip shown = strip("member");
  EXPECT_EQ(shown.scans, 10);
  EXPECT_EQ(shown.days.size(), 28u);
  EXPECT_EQ(shown.days.back().scans, 10);
  EXPECT_EQ(shown.days.back().networks, 3);
  ASSERT_EQ(shown.places.size(), 3u);
  EXPECT_EQ(shown.places[0].province, "68") << "by either name";
  EXPECT_EQ(shown.places[0].scans, 5);
  EXPECT_EQ(shown.places[1].what, PlaceSum::What::elsewhere) << "one scan of Hà Nội";
  EXPECT_EQ(shown.places[2].scans, 4);
}

// The day of a product ends at midnight in Vietnam, which is 17:00 UTC.
TEST_P(Scans, ADayIsVietnams) {
  clock_.set(Instant::parse_iso("2026-11-26T16:59:59.000Z").value());
  scan(1);
  pass(1'000);
  scan(2);
  service_->write();
  const Strip shown = strip("member");
  EXPECT_EQ(shown.days.back().scans, 2);
  EXPECT_EQ(shown.days[26].scans, 1);
}

TEST_P(Scans, AKillLosesWhatWasNotWritten) {
  scan(5);
  service_->write();
  scan(2);
  begin();
  service_->write();
  EXPECT_EQ(strip("member").scans, 5);
  scan(1);
  service_->write();
  EXPECT_EQ(strip("member").scans, 6);
}

// A full disk: the minute's scans were gone, though the next minute's were written.
TEST_P(Scans, WhatCannotBeWrittenWaits) {
  static constexpr db::Statement kAway{"test.away", "ALTER TABLE scans_hour RENAME TO scans_gone"};
  static constexpr db::Statement kBack{"test.back", "ALTER TABLE scans_gone RENAME TO scans_hour"};
  const auto run = [&](const db::Statement& statement) {
    ASSERT_TRUE(database().write([&](db::Transaction& t) -> Result<void> { t.execute(statement); return {}; }).ok());
  };
  scan(5);
  run(kAway);
  EXPECT_THROW(service_->write(), db::Failure);
  run(kBack);
  scan(1);
  service_->write();
  EXPECT_EQ(strip("member").scans, 6);
}

TEST_P(Scans, ABurstOpensOneCaseAndTellsTheMaker) {
  for (int day = 0; day < 28; ++day) {
    scan(100);
    service_->write();
    pass(kDay);
  }
  EXPECT_TRUE(cases_.opened.empty()) << "as every day";
  scan(300);
  service_->write();
  EXPECT_TRUE(cases_.opened.empty()) << "three usual days are a good day";
  scan(1);
  service_->write();
  scan(1);
  service_->write();
  ASSERT_EQ(cases_.opened.size(), 1u);
  EXPECT_EQ(cases_.opened[0].origin, Origin::burst);
  EXPECT_EQ(cases_.opened[0].facts.at(0), "301");
  EXPECT_EQ(cases_.opened[0].facts.at(2), "100");
  ASSERT_EQ(notices_.count(kToldBurst), 1);
  EXPECT_EQ(notices_.last().audience.holders, (std::vector<Grant>{{Role::producer_member, "", "", ours_}}));
}

// Half of a burst comes to each of two processes: neither alone would see it.
TEST_P(Scans, ABurstIsSeenByAllProcessesTogether) {
  scan(150);
  service_->write();
  begin();
  scan(51);
  service_->write();
  EXPECT_EQ(cases_.opened.size(), 1u);
}

TEST_P(Scans, APackInTooManyPlacesOpensACase) {
  const products::Product& one = products_.rows[0];
  const auto seen = [&](int network, std::string_view region) {
    service_->serial({one, "10.0." + std::to_string(network) + ".1", region}, "S1");
  };
  for (int i = 0; i < 40; ++i) seen(i, i % 2 ? "VN-35" : "VN-40");
  service_->write();
  EXPECT_TRUE(cases_.opened.empty()) << "a stall in Lâm Đồng, of two names before";
  for (const std::string_view region : {"VN-HN", "VN-SG", "VN-51"}) seen(1, region);
  service_->write();
  seen(2, "VN-HN");
  service_->write();
  ASSERT_EQ(cases_.opened.size(), 1u);
  EXPECT_EQ(cases_.opened[0].facts, (std::vector<std::string>{"S1", "40", "4"}));
  EXPECT_EQ(notices_.count(kToldSpread), 1);
  EXPECT_EQ(strip("member").scans, 0) << "the scan page counts, not the way to it";
}

TEST_P(Scans, OthersSeeNothing) {
  scan(7, "203.0.113.7", "VN-35");
  scan(9, "203.0.113.7", "VN-35", 1);
  service_->write();
  for (const std::string_view who : {"stranger", "clerk", "01"}) {
    EXPECT_EQ(service_->of_product(desk_.people[who], kCode, Span::quarter).error().kind, ErrorKind::not_found) << who;
    EXPECT_FALSE(has(desk_.get("/scans", who), kCode)) << who;
    EXPECT_FALSE(has(desk_.get("/scans.csv", who), ",7")) << who;
  }
  EXPECT_EQ(desk_.get(path_of(kCode), "stranger").status, 404);
  EXPECT_EQ(desk_.get("/scans?product=" + products_.rows[0].id.text(), "stranger").status, 200);
  EXPECT_FALSE(has(desk_.get("/scans?product=" + products_.rows[0].id.text(), "stranger"), kCode));
  EXPECT_EQ(desk_.get("/scans").status, 401);
  EXPECT_EQ(service_->of_actor(desk_.people["stranger"], Span::four_weeks).scans, 9);
  EXPECT_EQ(service_->of_actor(desk_.people["68"], Span::four_weeks).scans, 7) << "a province's products";
  EXPECT_EQ(service_->of_actor(desk_.people["clerk"], Span::four_weeks).scans, 0);
  EXPECT_TRUE(service_->of_product(desk_.people["68"], kCode, Span::quarter).ok());
}

TEST_P(Scans, ThePagesTheFilesAndTheApi) {
  test::expect_sound(desk_.get(path_of(kCode), "member"));
  test::expect_sound(desk_.get("/scans", "member"));
  scan(1'234, "203.0.113.7", "VN-35");
  service_->write();
  for (const std::string prefix : {"", "/en"})
    for (const std::string& path : {path_of(kCode), path_of(kCode) + "?days=90", std::string("/scans")}) {
      const auto page = desk_.get(prefix + path, "member");
      test::expect_sound(page, path);
      EXPECT_TRUE(has(page, prefix.empty() ? "1.234" : "1,234")) << path;
      EXPECT_TRUE(has(page, "<svg class=\"scan-bars\"")) << path;
      EXPECT_TRUE(has(page, "Lâm Đồng")) << path;
    }
  EXPECT_EQ(desk_.get(path_of(kCode) + "?days=7", "member").status, 422);
  EXPECT_TRUE(has(desk_.get("/scans.csv", "member"), "1234"));
  const auto told = json::parse(desk_.api(Method::get, "/api/v1" + path_of(kCode) + "?days=90", "member").body);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->root()["days"].size(), 90u);
  EXPECT_EQ(told->root()["scans"].integer(), 1'234);
  EXPECT_EQ(told->root()["places"].at(0)["province"].text_or(""), "68");
  EXPECT_TRUE(has(desk_.api(Method::get, "/api/v1/scans", "member"), "\"networks\":1"));
}

TEST_P(Scans, WhatIsOldGoes) {
  scan(3);
  service_->write();
  pass((kDaysKept + 1) * kDay);
  scan(2);
  service_->write();
  service_->forget();
  EXPECT_EQ(strip("member").scans, 2);
  static constexpr db::Statement kLeft{"test.left", "SELECT count(*) FROM scans_day"};
  EXPECT_EQ(*database().read([&](db::Reader& reader) { return reader.first(db::value<std::int64_t>, kLeft); }), 1);
}

}  // namespace
}  // namespace ocop::scans
