#include "modules/councils/service.h"

#include <chrono>
#include <stdexcept>
#include <thread>

#include "modules/councils/api.h"
#include "modules/councils/messages.h"
#include "modules/councils/pages.h"
#include "modules/identity/tests/fake_identity.h"
#include "modules/places/tests/fake_places.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

namespace ocop::councils {
namespace {

AccountId account(std::uint8_t n) { AccountId id; id.uuid.bytes[0] = 0xAC; id.uuid.bytes[15] = n; return id; }

class FakeCourses final : public evaluation::Courses {
 public:
  std::vector<evaluation::Given> rows;
  std::vector<evaluation::Course> courses(db::Reader&, std::string_view) const override { return {}; }
  std::optional<evaluation::Course> course(db::Reader&, const Scope&, DossierId) const override { return {}; }
  void hold(db::Transaction&, DossierId) const override {}
  std::vector<evaluation::Course> decided_of(db::Reader&, std::span<const ProducerId>) const override { return {}; }
  void score(std::vector<evaluation::Published>&) const override {}
  mutable int read = 0;
  std::vector<evaluation::Given> given(db::Reader&, std::string_view province) const override {
    ++read;
    return province == "68" ? rows : std::vector<evaluation::Given>();
  }
};

class Councils : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return {}; }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    for (std::uint8_t d = 0; d < 15; ++d)
      for (std::uint8_t m = 1; m <= 3; ++m) {
        DossierId dossier;
        dossier.uuid.bytes[15] = d;
        courses_.rows.push_back({.dossier = dossier, .member = account(m), .product_set = "QD26-04", .criterion = "1.1",
                                 .points = 60 + 5 * m, .closed = clock_.now()});
      }
    const auto add = [&](std::string key, std::uint8_t n, std::string name, Role role, std::string province) {
      Actor actor{account(n), std::move(name), {{role, std::move(province), "", {}}}};
      identity_.add(actor);
      desk_.people.add(std::move(key), actor);
    };
    add("an", 1, "Anh An", Role::council_member, "68");
    add("binh", 2, "Chị Bình", Role::council_member, "68");
    add("cuc", 3, "Bà Cúc", Role::council_member, "68");
    add("chair", 4, "Chủ tịch", Role::council_chair, "68");
    add("province", 5, "Tỉnh", Role::provincial_body, "68");
    add("elsewhere", 6, "Tỉnh khác", Role::provincial_body, "86");
    add("officer", 7, "Xã", Role::commune_officer, "68");
    service_.emplace(Service::Parts{database(), library_, identity_, places_, courses_});
    add_api(desk_.router, *service_);
    add_pages(desk_.router, *service_, desk_.site);
  }
  void TearDown() override {
    service_.reset();
    DatabaseTest::TearDown();
  }

  FakeCourses courses_;
  rulebooks::Library library_;
  identity::FakeIdentity identity_;
  places::FakePlaces places_;
  FixedClock clock_{start_of_vietnam_day(*Date::of(2026, 11, 26))};
  SeededRandom random_{5};
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};
OCOP_ON_BOTH_ENGINES(Councils);

TEST_P(Councils, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

// What all members gave is read when another council closes, and not for each page; who may read whose line is asked each time.
TEST_P(Councils, AreReckonedAnewWhenAnotherOneCloses) {
  const auto members = [&](std::string_view who) { return service_->report(desk_.people[who], "68")->members.size(); };
  // Once PostgreSQL's listener has begun, which counts as a change of everything.
  for (int tries = 0; engine() == db::Engine::postgresql && database().changes("none") == 0 && tries < 500; ++tries)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  ASSERT_EQ(members("province"), 3u);
  const int read = courses_.read;
  EXPECT_EQ(members("an"), 1u);
  EXPECT_EQ(members("chair"), 3u);
  EXPECT_EQ(courses_.read, read);
  std::erase_if(courses_.rows, [](const evaluation::Given& one) { return one.member == account(3); });
  const auto closed = [](db::Transaction& act) -> Result<void> { act.announce(evaluation::scorings_changed("68")); return {}; };
  ASSERT_TRUE(database().write(closed).ok());
  EXPECT_EQ(members("province"), 2u);
  EXPECT_GT(courses_.read, read);
}

TEST_P(Councils, AreReadWholeByTheirProvinceAndTheirChair) {
  for (const std::string_view key : {"province", "chair"})
    for (const std::string_view page : {"/councils/68", "/en/councils/68", "/councils"}) {
      const auto answer = desk_.get(std::string(page), key);
      EXPECT_EQ(answer.status, 200);
      test::expect_sound(answer, page);
    }
  const auto page = desk_.get("/councils/68", "chair");
  for (const std::string_view words : {"Anh An", "Chị Bình", "Bà Cúc", "7.50 (sai số chuẩn 0.00; 15 hồ sơ)", "QD26-04: 1.1", "<svg"})
    EXPECT_TRUE(test::has(page, words)) << words;
  EXPECT_TRUE(test::has(desk_.get("/councils/68/members.csv", "province"), "Bà Cúc"));
  EXPECT_TRUE(test::has(desk_.get("/api/v1/councils/68", "province"), R"("mean":"-7.50")"));
}

TEST_P(Councils, AMemberReadsHisOwnLineAlone) {
  for (const std::string_view path : {"/councils/68", "/councils/68/members.csv", "/api/v1/councils/68"}) {
    const auto answer = desk_.get(std::string(path), "an");
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(test::has(answer, "Anh An")) << path;
    for (const std::string_view other : {"Chị Bình", "Bà Cúc"}) EXPECT_FALSE(test::has(answer, other)) << path;
  }
  test::expect_sound(desk_.get("/councils/68", "an"));
}

TEST_P(Councils, OthersDoNotFindThem) {
  for (const std::string_view path : {"/councils/68", "/councils/68/members.csv", "/api/v1/councils/68"}) {
    EXPECT_EQ(desk_.get(std::string(path), "elsewhere").status, 404) << path;
    EXPECT_EQ(desk_.get(std::string(path), "officer").status, 403) << path;
  }
  EXPECT_EQ(desk_.get("/councils/99", "province").status, 404);
}

TEST_P(Councils, NothingIsSaidOfAMemberBelowFifteenDossiers) {
  std::erase_if(courses_.rows, [](const evaluation::Given& one) { return one.dossier.uuid.bytes[15] == 0; });
  const auto page = desk_.get("/councils/68", "province");
  EXPECT_FALSE(test::has(page, "7.50 (sai số chuẩn"));
  EXPECT_TRUE(test::has(page, "Không nêu: có 14 hồ sơ, cần ít nhất 15"));
  test::expect_sound(page);
}

}  // namespace
}  // namespace ocop::councils
