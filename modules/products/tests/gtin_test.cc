#include <gtest/gtest.h>

#include "modules/products/past_gtin.h"
#include "modules/products/tests/support.h"

// The story: A's GTIN was given to B, and the number on A's certificate led to B.
namespace ocop::products {
namespace {

constexpr std::string_view kPrinted = "06291041500213", kNext = "08936012345674";

struct CertifiedOne final : Recognitions {
  ProductId product;
  std::optional<Recognition> of(db::Reader&, ProductId asked) const override {
    if (asked != product) return std::nullopt;
    Recognition out;
    out.standing.basis = Standing::Basis::certificate;
    out.standing.stars = 4;
    return out;
  }
  std::optional<ProductId> product_of_code(db::Reader&, std::string_view) const override { return std::nullopt; }
  std::optional<ProductId> product_of_number(db::Reader&, std::string_view) const override { return std::nullopt; }
};

class ProductsGtin : public ProductsTest {
 protected:
  test::Filling filling() override { return {"places and sample", fill_places_and_sample}; }
  void SetUp() override {
    ProductsTest::SetUp();
    if (IsSkipped()) return;
    mine_ = by_register_id("P0001").id;
    theirs_ = by_register_id("P0009").id;
  }
  Result<void> write(ProductId id, std::string_view gtin) {
    const Product now = service_->show(id.text())->product;
    return service_->change_wording({AccountId{}, "", {Grant{Role::producer_member, "", "", now.producer}}}, id,
                                    {now.version, "", "", "", std::string(gtin)});
  }
  std::optional<ProductId> leads_to(std::string_view gtin) {
    const auto found = database().read([&](db::Reader& reader) { return service_->port().by_gtin(reader, gtin); });
    return found ? std::optional(found->id) : std::nullopt;
  }
  std::int64_t entries() {
    return database().read([](db::Reader& reader) { return tlog::head(reader).size; });
  }
  ProductId mine_, theirs_;
  CertifiedOne certified_;
};
OCOP_ON_BOTH_ENGINES(ProductsGtin);

TEST_P(ProductsGtin, APrintedOneStaysItsOwn) {
  ASSERT_TRUE(write(mine_, kPrinted));
  certified_.product = mine_;
  service_->believe(certified_);
  ASSERT_TRUE(write(mine_, kNext));
  EXPECT_EQ(entries(), 1) << "recorded";
  EXPECT_EQ(leads_to(kPrinted), mine_);
  EXPECT_EQ(leads_to(kNext), mine_);
  const auto taken = write(theirs_, kPrinted);
  ASSERT_EQ(taken.error().kind, ErrorKind::conflict);
  EXPECT_EQ(taken.error().problems.at(0).field, "gtin");
  const auto keys = database().read([&](db::Reader& reader) { return service_->port().keys(reader); });
  EXPECT_EQ(std::ranges::count(keys, std::string(kPrinted), &Products::Key::gtin), 1) << "the hot path knows it";
  // Its own it may take back; giving it up again is nothing new.
  ASSERT_TRUE(write(mine_, kPrinted));
  ASSERT_TRUE(write(mine_, ""));
  EXPECT_EQ(leads_to(kPrinted), mine_);
  EXPECT_EQ(entries(), 2) << "the second number was given up too";
  const auto findings = database().read([](db::Reader& reader) { return tlog::check_seals(reader, std::span(&kSealedPastGtin, 1)); });
  EXPECT_TRUE(findings.empty()) << findings.front();
}

TEST_P(ProductsGtin, BeforeThereIsACertificateItIsAField) {
  ASSERT_TRUE(write(mine_, kPrinted));
  ASSERT_TRUE(write(mine_, kNext));
  EXPECT_EQ(entries(), 0);
  EXPECT_EQ(leads_to(kPrinted), std::nullopt);
  EXPECT_TRUE(write(theirs_, kPrinted));
}

// The number of a size leads to its product, is refused to any other, and the hot path knows it.
TEST_P(ProductsGtin, TheNumberOfASizeIsItsProducts) {
  constexpr std::string_view kOfASize = "08938505974194";
  const Product bearer = by_register_id("P0001");
  service_->know({{.rank = 1,
                   .bearer = [&](db::Reader&, std::string_view gtin) { return gtin == kOfASize ? std::optional(bearer.id) : std::nullopt; },
                   .all = [&](db::Reader&) { return std::vector{OtherGtins::Held{std::string(kOfASize), bearer.id}}; }}});
  EXPECT_EQ(leads_to(kOfASize), bearer.id);
  const auto keys = database().read([&](db::Reader& reader) { return service_->port().keys(reader); });
  const auto key = std::ranges::find(keys, std::string(kOfASize), &Products::Key::gtin);
  ASSERT_NE(key, keys.end());
  EXPECT_EQ(key->code, bearer.code);
  const auto taken = write(by_register_id("P0009").id, kOfASize);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().problems.at(0).field, "gtin");
}

}  // namespace
}  // namespace ocop::products
