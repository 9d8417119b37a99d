#include "modules/duplicates/service.h"

#include <gtest/gtest.h>

#include "modules/duplicates/store.h"
#include "modules/places/tests/fake_places.h"
#include "modules/products/tests/fake_products.h"
#include "tests/support/test_database.h"

// Pairs wait for a person, are answered once, and an answer stays.
namespace ocop::duplicates {
namespace {

ProductId product(std::uint8_t number) {
  ProductId out;
  out.uuid.bytes[15] = number;
  return out;
}

// The port products::Merges in memory: what is printed, and what was asked of it.
class FakeMerges final : public products::Merges {
 public:
  mutable std::vector<Printed> rows;
  mutable std::vector<std::pair<ProductId, ProductId>> merged, two;
  std::vector<Printed> printed(db::Reader&) const override { return rows; }
  std::vector<Printed> printed(db::Reader&, std::span<const ProductId> ids) const override {
    std::vector<Printed> out;
    for (const Printed& row : rows)
      if (std::ranges::find(ids, row.id) != ids.end()) out.push_back(row);
    return out;
  }
  Result<void> merge(act::Act&, ProductId one, ProductId into) const override {
    merged.emplace_back(one, into);
    return {};
  }
  Result<void> part(act::Act&, ProductId product, ProductId from) const override {
    if (merged.empty() || merged.back() != std::pair(product, from)) return Error::of(ErrorKind::conflict, "the newest first");
    merged.pop_back();
    return {};
  }
  void are_two(db::Transaction&, ProductId a, ProductId b) const override { two.emplace_back(a, b); }
};

class DuplicatesService : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return duplicates::migrations(); }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    for (const std::uint8_t number : {1, 2, 3})
      merges_.rows.push_back({.id = product(number), .province = "79", .name = "Rượu sâm đinh lăng", .maker = "Công ty Thực phẩm ABZ",
                              .place = "huyện Bình Chánh, TP. Hồ Chí Minh", .source = "https://a.example/" + std::to_string(number)});
    merges_.rows[2].name = "Nước mắm nhĩ";
    merges_.rows[2].maker = "HTX Cần Giờ";
    service_.emplace(Service::Parts{database(), clock_, random_, places_, products_, merges_});
  }
  void TearDown() override {
    service_.reset();
    DatabaseTest::TearDown();
  }
  std::vector<Pair> compared() {
    const auto found = service_->compare();
    EXPECT_TRUE(database().write([&](db::Transaction& transaction) { return service_->keep(transaction, found); }));
    return database().read([&](db::Reader& reader) { return store::all(reader); });
  }
  static Actor officer(std::string province) {
    AccountId id;
    id.uuid.bytes[15] = 9;
    return {id, "Cán bộ", {Grant{Role::provincial_body, std::move(province), "", {}}}};
  }
  FakeMerges merges_;
  products::FakeProducts products_;
  places::FakePlaces places_;
  FixedClock clock_{start_of_vietnam_day(*Date::of(2026, 11, 27))};
  SeededRandom random_{7};
  std::optional<Service> service_;
  const Actor kOfficer = officer("79");
};
OCOP_ON_BOTH_ENGINES(DuplicatesService);

TEST_P(DuplicatesService, APairWaitsOnceHoweverOftenItIsFound) {
  const auto first = compared();
  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(first[0].a, product(1));
  EXPECT_EQ(first[0].b, product(2));
  const auto again = compared();
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].id, first[0].id);
  merges_.rows[1].name = "Rượu đinh lăng sâm";   // another spelling of it: the same pair, shown as it is now
  const auto renewed = compared();
  ASSERT_EQ(renewed.size(), 1u);
  EXPECT_EQ(renewed[0].id, first[0].id);
  EXPECT_EQ(renewed[0].other_name, "Rượu đinh lăng sâm");
  merges_.rows.pop_back();
  merges_.rows.pop_back();
  EXPECT_TRUE(compared().empty()) << "nobody answered, and it is not found any more";
}

TEST_P(DuplicatesService, TwoProductsAreNeverProposedAgainUntilTheAnswerIsTakenBack) {
  const Pair pair = compared().at(0);
  const auto answered = service_->are_two(kOfficer, pair.id, {pair.version});
  ASSERT_TRUE(answered);
  EXPECT_EQ(merges_.two, (std::vector<std::pair<ProductId, ProductId>>{{product(1), product(2)}}));
  merges_.rows[1].name = "Rượu đinh lăng sâm";
  const auto after = compared();
  ASSERT_EQ(after.size(), 1u);
  EXPECT_EQ(after[0].answer, Answer::two);
  EXPECT_EQ(service_->are_one(kOfficer, pair.id, {after[0].version, product(1)}).error().kind, ErrorKind::conflict);
  ASSERT_TRUE(service_->take_back(kOfficer, pair.id, {after[0].version}));
  EXPECT_EQ(compared().at(0).answer, Answer::none);
}

TEST_P(DuplicatesService, OneProductIsMergedIntoTheRecordThatAPersonChose) {
  const Pair pair = compared().at(0);
  EXPECT_EQ(service_->are_one(kOfficer, pair.id, {pair.version, product(3)}).error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(service_->are_one(officer("08"), pair.id, {pair.version, product(1)}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->are_one(kOfficer, pair.id, {pair.version + 1, product(1)}).error().kind, ErrorKind::conflict);
  EXPECT_TRUE(merges_.merged.empty());
  const auto one = service_->are_one(kOfficer, pair.id, {pair.version, product(2)});
  ASSERT_TRUE(one);
  EXPECT_EQ(merges_.merged, (std::vector<std::pair<ProductId, ProductId>>{{product(1), product(2)}}));
  EXPECT_EQ(service_->are_one(kOfficer, pair.id, {pair.version, product(2)}).error().kind, ErrorKind::conflict) << "a double click";
  ASSERT_TRUE(service_->take_back(kOfficer, pair.id, {one->pair.version}));
  EXPECT_TRUE(merges_.merged.empty());
}

// Taking back a pair took back whatever its first product was merged into by then: another pair's merge, and its own stayed for good.
TEST_P(DuplicatesService, OnlyTheOwnMergeIsTakenBack) {
  products_.rows.resize(3);
  for (const std::uint8_t number : {1, 2, 3}) products_.rows[number - 1u].id = product(number);
  const Pair pair = compared().at(0);
  const auto one = service_->are_one(kOfficer, pair.id, {pair.version, product(1)});   // 2 leads to 1
  ASSERT_TRUE(one);
  merges_.merged.emplace_back(product(1), product(3));                                 // then 1, and 2 with it, to 3
  products_.rows[0].merged_into = products_.rows[1].merged_into = product(3);
  EXPECT_EQ(service_->take_back(kOfficer, pair.id, {one->pair.version}).error().kind, ErrorKind::conflict);
  EXPECT_EQ(merges_.merged.size(), 2u);
  merges_.merged.pop_back();
  products_.rows[0].merged_into = {};
  products_.rows[1].merged_into = product(1);
  ASSERT_TRUE(service_->take_back(kOfficer, pair.id, {one->pair.version}));
  EXPECT_TRUE(merges_.merged.empty());
}

}  // namespace
}  // namespace ocop::duplicates
