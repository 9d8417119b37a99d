// One maker, two records (decision 125). The story: a register called it "HTX Chè Phìn Hồ" and the next one "Hợp tác xã chế biến chè Phìn
// Hồ"; its products stood at two makers, and whoever claimed the one could not touch the other.
#include "modules/producers/merge.h"

#include <gtest/gtest.h>

#include "kernel/act/act.h"
#include "kernel/idempotency/idempotency.h"
#include "modules/places/tests/fake_places.h"
#include "modules/producers/api.h"
#include "modules/producers/lists.h"
#include "modules/producers/pages.h"
#include "modules/producers/service.h"
#include "tests/support/desk.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_database.h"

namespace ocop::producers {
namespace {

class MergedProducers : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = producers::migrations();
    for (const auto& more : {blobs::migrations(), idempotency::migrations(), tlog::migrations(), act::migrations()})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    blobs_ = blobs::Blobs::open(database(), folder_.path()).value();
    desk_.offers.add(MergeUse{.merged = [this](act::Act&, const Uuid&, const Alias&) {
                                ++moved_;
                                return std::vector<std::string>{"CODE1"};
                              },
                              .parted = [this](act::Act&, const Uuid&, const Alias&) {
                                --moved_;
                                return std::vector<std::string>{"CODE1"};
                              }});
    service_.emplace(database(), *blobs_, clock_, random_, desk_.offers);
    desk_.people.add("office", Grant{Role::provincial_body, "08", "", {}});
    desk_.people.add("other", Grant{Role::provincial_body, "68", "", {}});
    add_api(desk_.router, *service_);
    add_merge_api(desk_.router, *service_);
    add_lists(desk_.router, {database(), desk_.site, desk_.offers}, places_);
    add_pages(desk_.router, *service_, desk_.site, places_, desk_.offers);
    add_merge_pages(desk_.router, *service_, desk_.site, places_);
    old_ = add("HTX chế biến chè Phìn Hồ");
    real_ = add("Hợp tác xã Chế biến Chè Phìn Hồ (HTX)", "01090");
  }
  void TearDown() override {
    service_.reset();
    blobs_.reset();
    DatabaseTest::TearDown();
  }
  ProducerId add(std::string name, std::string commune = {}, std::string province = "08") {
    Producer one;
    one.id = new_id<ProducerId>(clock_.now(), random_);
    one.name = std::move(name);
    one.province = std::move(province);
    one.commune = std::move(commune);
    EXPECT_TRUE(database().write([&](db::Transaction& t) -> Result<void> {
      service_->port().insert(t, one);
      return {};
    }));
    return one.id;
  }
  const Actor& office() const { return desk_.people["office"]; }
  Result<void> merge(ProducerId from, ProducerId into) { return service_->merge(office(), from, {0, into}); }
  ErrorKind refused(ProducerId from, ProducerId into) {
    const auto done = merge(from, into);
    return done.ok() ? ErrorKind::internal : done.error().kind;
  }
  ProducerId named(const std::string& name) {
    return database().read([&](db::Reader& reader) { return service_->port().find_by_name(reader, name, "08").value().id; });
  }
  std::vector<std::string> findings() {
    static constexpr tlog::Sealed kAll[] = {kSealedMerge};
    return database().read([&](db::Reader& reader) { return tlog::check_seals(reader, kAll); });
  }

  int moved_ = 0;
  ProducerId old_, real_;
  places::FakePlaces places_;
  FixedClock clock_{Instant::parse_iso("2026-11-27T02:00:00.000Z").value()};
  SeededRandom random_{5};
  test::TemporaryFolder folder_;
  std::unique_ptr<blobs::Blobs> blobs_;
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};
OCOP_ON_BOTH_ENGINES(MergedProducers);

TEST_P(MergedProducers, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

// A visitor found the buttons to order and to ask below everything else, each in a row of its own.
TEST_P(MergedProducers, APageOffersWhatAVisitorCanDoNow) {
  bool open = false;
  desk_.offers.add(BuyerAct{.rank = 2, .words = {"Hỏi", "Ask"}, .path = [](const Producer&) { return std::string("/ask"); }});
  desk_.offers.add(BuyerAct{.rank = 1, .words = {"Đặt mua", "Order"}, .path = [&](const Producer& producer) {
                              return open ? "/order/" + producer.id.text() : std::string();
                            }});
  const auto page = [&] { return desk_.get("/producers/" + real_.text()); };
  EXPECT_FALSE(test::has(page(), "Đặt mua"));
  EXPECT_TRUE(test::has(page(), "class=\"button main\" href=\"/ask\""));
  open = true;
  EXPECT_TRUE(test::has(page(), "class=\"button main\" href=\"/order/" + real_.text()));
  EXPECT_FALSE(test::has(page(), "class=\"button main\" href=\"/ask\"")) << "one main act a page";
  test::expect_sound(page());
}

TEST_P(MergedProducers, TheOldAddressAndNameLeadToTheRealRecordUntilItIsTakenBack) {
  ASSERT_TRUE(merge(old_, real_).ok());
  EXPECT_EQ(moved_, 1);
  EXPECT_EQ(service_->leads_to(old_), real_);
  const auto old_page = desk_.get("/producers/" + old_.text());
  EXPECT_EQ(old_page.status, 303);
  EXPECT_EQ(test::header(old_page, "Location"), "/producers/" + real_.text());
  EXPECT_EQ(named("HTX chế biến chè Phìn Hồ"), real_) << "a register goes on printing the old name";
  EXPECT_EQ(service_->addresses(0, 10).size(), 1u) << "what is merged is in no list";
  EXPECT_FALSE(test::has(desk_.get("/producers"), old_.text()));
  EXPECT_TRUE(test::has(desk_.api(http::Method::get, "/api/v1/producers/" + old_.text()), "\"merged_into\":\"" + real_.text()));
  const auto page = desk_.get("/producers/" + real_.text(), "office");
  test::expect_sound(page);
  EXPECT_TRUE(test::has(page, "HTX chế biến chè Phìn Hồ (gộp ngày"));
  EXPECT_FALSE(test::has(desk_.get("/producers/" + real_.text(), "other"), "/part")) << "the way back is its province's";
  const std::string entry = database().read([&](db::Reader& reader) { return tlog::entry_at(reader, 0).value(); });
  EXPECT_NE(entry.find("CODE1"), std::string::npos);
  EXPECT_EQ(entry.find("Phìn"), std::string::npos) << "a household's name is its owner's";
  EXPECT_TRUE(findings().empty());
  ASSERT_EQ(desk_.post("/producers/" + old_.text() + "/part", "office", {}).status, 303);
  EXPECT_EQ(moved_, 0);
  EXPECT_FALSE(service_->leads_to(old_));
  EXPECT_EQ(named("HTX chế biến chè Phìn Hồ"), old_);
  EXPECT_EQ(desk_.get("/producers/" + old_.text()).status, 200);
  EXPECT_EQ(service_->part(office(), old_).error().kind, ErrorKind::conflict);
  EXPECT_TRUE(findings().empty());
  EXPECT_TRUE(merge(old_, real_).ok()) << "and merged again";
}

TEST_P(MergedProducers, WhatSpeaksAgainstItIsSaid) {
  const ProducerId elsewhere = add("HTX Chè", "", "68"), third = add("HTX Chè Phìn Hồ ba");
  EXPECT_EQ(refused(old_, old_), ErrorKind::invalid_input);
  EXPECT_EQ(refused(old_, elsewhere), ErrorKind::invalid_input);
  EXPECT_EQ(refused(old_, ProducerId{new_uuid(clock_.now(), random_)}), ErrorKind::invalid_input);
  EXPECT_EQ(service_->merge(desk_.people["other"], old_, {0, real_}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->merge(office(), old_, {7, real_}).error().kind, ErrorKind::conflict) << "another version";
  Actor own = office();
  own.grants.push_back({Role::producer_member, "", "", real_});
  EXPECT_EQ(service_->merge(own, old_, {0, real_}).error().kind, ErrorKind::conflict) << "nobody merges the own";
  ASSERT_TRUE(merge(old_, real_).ok());
  EXPECT_EQ(refused(old_, third), ErrorKind::conflict) << "it leads away already";
  EXPECT_EQ(refused(third, old_), ErrorKind::conflict) << "no record leads to one that leads on";
  EXPECT_EQ(refused(real_, third), ErrorKind::conflict) << "others lead to it";
  ASSERT_TRUE(merge(third, real_).ok()) << "a third record of the same maker";
  EXPECT_EQ(service_->merged_into(real_).size(), 2u);
  EXPECT_EQ(service_->part(desk_.people["other"], old_).error().kind, ErrorKind::not_found);
}

TEST_P(MergedProducers, ProposesWhatIsLikelyAndShowsWhoIsLookedFor) {
  const ProducerId cousin = add("Hộ kinh doanh Nguyễn Văn An", "01090");
  add("Hộ kinh doanh Nguyễn Thị Bình", "01090");
  const auto pairs = service_->pairs(office());
  ASSERT_EQ(pairs.size(), 1u) << "a family name proposes nobody";
  EXPECT_TRUE(service_->pairs(desk_.people["other"]).empty());
  test::expect_sound(desk_.get("/producers/likely", "office"));
  const auto form = desk_.get("/producers/" + old_.text() + "/merge", "office");
  test::expect_sound(form);
  EXPECT_TRUE(test::has(form, real_.text()) && !test::has(form, cousin.text()));
  EXPECT_TRUE(test::has(form, "type=\"radio\"") && test::has(form, "Có thể là một")) << "what speaks for it stood in a list that hid it";
  EXPECT_TRUE(test::has(desk_.get("/en/producers/" + old_.text() + "/merge?q=Nguyen+Van", "office"), cousin.text()));
  EXPECT_EQ(desk_.get("/producers/" + old_.text() + "/merge", "other").status, 404);
  const auto refused = desk_.post("/producers/" + old_.text() + "/merge", "office", {{"version", "0"}});
  EXPECT_EQ(refused.status, 422);
  test::expect_sound(refused);
  EXPECT_EQ(desk_.post("/producers/" + old_.text() + "/merge", "office", {{"version", "0"}, {"into", real_.text()}}).status, 303);
  EXPECT_TRUE(service_->pairs(office()).empty()) << "what is merged is not proposed again";
  test::expect_sound(desk_.get("/producers/" + old_.text() + "/merge", "office"));
}

TEST(ProducerMergeRules, WhatSpeaksForOneMaker) {
  using Name = Likely::Name;
  using Place = Likely::Place;
  struct Row { const char *a, *commune_a, *b, *commune_b; std::optional<Name> name; Place place; bool proposed; };
  const Row rows[] = {
      {"HTX Chè Phìn Hồ", "1", "Hợp tác xã Chè Phìn Hồ", "1", Name::same, Place::same, true},
      {"HTX Chè Phìn Hồ", "", "Công ty TNHH Chè Phìn Hồ", "1", Name::but_for_form, Place::not_said, true},
      {"HTX Chè Phìn Hồ", "1", "HTX Chè Phìn Hồ", "2", Name::same, Place::other, false},
      {"HTX Chè Phìn Hồ", "1", "HTX Chế biến chè Phìn Hồ", "1", Name::says_more, Place::same, false},
      {"Hộ kinh doanh Nguyễn Văn An", "1", "Hộ kinh doanh Nguyễn Văn Bình", "1", std::nullopt, Place::same, false},
      {"Cơ sở Nguyễn", "1", "Hộ kinh doanh Nguyễn", "1", std::nullopt, Place::same, false},   // a word alone tells nothing
      {"HTX Chè", "1", "Công ty Chè", "1", std::nullopt, Place::same, false},
      {"HTX Chè Phìn Hồ", "1", "HTX Cam Hàm Yên", "1", std::nullopt, Place::same, false}};
  // The made up province has a cooperative, a company, a group and a household of each commune's name: 618 pairs were proposed at first.
  {
    Producer a, b;
    a.id = ProducerId{Uuid{{1}}}, b.id = ProducerId{Uuid{{2}}};
    a.name = "HTX An Bình", b.name = "Công ty TNHH An Bình";
    a.kind = Kind::cooperative, b.kind = Kind::enterprise;
    EXPECT_FALSE(rules::likely(a, b)->proposed()) << "both are called after their commune";
    b.kind = Kind::unknown;
    EXPECT_TRUE(rules::likely(a, b)->proposed());
  }
  for (const Row& row : rows) {
    Producer a, b;
    a.id = ProducerId{Uuid{{1}}}, b.id = ProducerId{Uuid{{2}}};
    a.name = row.a, b.name = row.b, a.commune = row.commune_a, b.commune = row.commune_b;
    a.province = b.province = "08";
    const auto told = rules::likely(a, b), turned = rules::likely(b, a);
    EXPECT_EQ(told.has_value(), row.name.has_value()) << row.a << " / " << row.b;
    EXPECT_EQ(told.has_value(), turned.has_value());
    if (!told || !row.name) continue;
    EXPECT_EQ(told->name, *row.name) << row.a << " / " << row.b;
    EXPECT_EQ(told->place, row.place) << row.a;
    EXPECT_EQ(told->proposed(), row.proposed) << row.a << " / " << row.b;
  }
}

}  // namespace
}  // namespace ocop::producers
