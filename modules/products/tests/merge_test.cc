#include "modules/products/merge.h"

#include <gtest/gtest.h>

#include <thread>

#include "kernel/tlog/tlog.h"
#include "modules/products/messages.h"
#include "modules/products/moved_maker.h"
#include "modules/products/tests/support.h"

namespace ocop::products {
namespace {

class ProductsMerge : public ProductsTest {
 protected:
  test::Filling filling() override { return {"places and sample", fill_places_and_sample}; }
  void SetUp() override {
    ProductsTest::SetUp();
    if (IsSkipped()) return;
    officer_ = Actor{AccountId{}, "", {Grant{Role::provincial_body, "79", "", {}}}};
  }
  Result<void> merge(ProductId product, ProductId into) {
    return act::Acts(database(), clock_, random_).run(officer_, [&](act::Act& act) {
      return service_->merges().merge(act, product, into);
    });
  }
  Result<void> part(ProductId product, ProductId from) {
    return act::Acts(database(), clock_, random_).run(officer_, [&](act::Act& act) {
      return service_->merges().part(act, product, from);
    });
  }
  Product row(ProductId id) {
    return database().read([&](db::Reader& reader) { return service_->port().by_ids(reader, std::span(&id, 1)).at(0); });
  }
  std::vector<std::string> findings() {
    return database().read([&](db::Reader& reader) { return service_->recheck(reader); });
  }
  Actor officer_;
};
OCOP_ON_BOTH_ENGINES(ProductsMerge);

// Two records of one maker become one: its products follow, by their maker's name too, and go back with what is taken back.
TEST_P(ProductsMerge, ProductsFollowTheirMakerAndGoBack) {
  const Product one = by_register_id("P0191");
  producers::Producer real;
  real.id = new_id<ProducerId>(clock_.now(), random_);
  real.name = "Hợp tác xã Một Hai Ba Bốn";
  real.province = one.province;
  ASSERT_TRUE(database().write([&](db::Transaction& t) -> Result<void> {
    producers_->insert(t, real);
    return {};
  }));
  const producers::Alias alias{one.producer, real.id};
  const Uuid merge{{9}};
  const auto before = service_->of_producer(one.producer).size();
  std::vector<std::string> moved, back;
  const auto run = [&](const std::function<void(act::Act&)>& then) {
    ASSERT_TRUE(act::Acts(database(), clock_, random_).run(officer_, [&](act::Act& act) -> Result<void> {
      then(act);
      return {};
    }));
  };
  run([&](act::Act& act) { moved = moved_makers::move(act, service_->port(), merge, alias); });
  EXPECT_EQ(moved.size(), before);
  EXPECT_EQ(row(one.id).producer, real.id);
  EXPECT_EQ(service_->of_producer(real.id).size(), before);
  EXPECT_EQ(total({{"q", "mot hai ba bon"}}), static_cast<long long>(before)) << "found by the real maker's name";
  run([&](act::Act& act) { back = moved_makers::move_back(act, service_->port(), merge, alias); });
  EXPECT_EQ(back, moved);
  EXPECT_EQ(row(one.id).producer, one.producer);
  EXPECT_EQ(total({{"q", "mot hai ba bon"}}), 0);
  EXPECT_TRUE(findings().empty());
}

// P0191 and P0201 are one product, upgraded from three stars to four: the old record leads to the new one, and back.
TEST_P(ProductsMerge, AnAliasLeadsToTheRealProductUntilItIsPartedAgain) {
  const Product real = by_register_id("P0191"), old = by_register_id("P0201");
  const long long named = total({{"q", "rượu sâm đinh lăng"}}), before = total(), of_province = service_->count_of_place("79", "*");
  ASSERT_TRUE(merge(old.id, real.id));
  EXPECT_EQ(total(), before - 1);
  EXPECT_EQ(service_->count_of_place("79", "*"), of_province - 1);
  EXPECT_EQ(total({{"q", "rượu sâm đinh lăng"}}), named - 1) << "the search finds the real one alone";
  EXPECT_EQ(service_->figures().total, before - 1);
  for (const std::string& asked : {old.code, old.id.text()}) {
    const auto shown = service_->show(asked);
    ASSERT_TRUE(shown) << asked;
    EXPECT_EQ(shown->product.id, real.id);
    EXPECT_EQ(shown->by, Service::Shown::By::merged);
  }
  const auto shown = service_->show(real.code);
  EXPECT_EQ(shown->by, Service::Shown::By::itself);
  ASSERT_EQ(shown->merged.size(), 1u);
  EXPECT_EQ(shown->merged[0].id, old.id);
  const auto addresses = service_->addresses(0, service_->count() + 1);
  EXPECT_EQ(std::ranges::count(addresses, "/products/" + old.code), 0) << "the sitemap names what is shown";
  EXPECT_TRUE(findings().empty());

  ASSERT_TRUE(part(old.id, real.id));
  Product back = row(old.id);
  back.version = old.version;
  EXPECT_EQ(back.merged_into, std::nullopt);
  EXPECT_EQ(back.code, old.code);
  EXPECT_EQ(back.standing, old.standing);
  EXPECT_EQ(total(), before);
  EXPECT_EQ(service_->show(old.code)->product.id, old.id);
  ASSERT_TRUE(merge(old.id, real.id)) << "and again";
  EXPECT_EQ(total(), before - 1);
}

// The story: elsewhere a merge into a merged record left claims that lead nowhere (opensupplyhub #1201), and one was made for a target that
// did not exist (dhis2 #20438).
TEST_P(ProductsMerge, AnAliasNeverLeadsToAnAlias) {
  const ProductId a = by_register_id("P0191").id, b = by_register_id("P0201").id, c = by_register_id("P0192").id;
  ASSERT_TRUE(merge(b, a));
  const auto refused = [&](ProductId product, ProductId into) {
    const auto done = merge(product, into);
    EXPECT_FALSE(done);
    return done ? ErrorKind::internal : done.error().kind;
  };
  EXPECT_EQ(refused(c, b), ErrorKind::conflict) << "into a merged one";
  EXPECT_EQ(refused(b, c), ErrorKind::conflict) << "a merged one";
  EXPECT_EQ(refused(a, a), ErrorKind::conflict);
  EXPECT_EQ(refused(c, by_register_id("P0001").id), ErrorKind::conflict) << "of another province";
  EXPECT_EQ(refused(c, ProductId{new_uuid(clock_.now(), random_)}), ErrorKind::not_found);
  EXPECT_EQ(part(c, a).error().kind, ErrorKind::conflict) << "is not merged";

  ASSERT_TRUE(merge(a, c));
  EXPECT_EQ(row(b).merged_into, c) << "what led to the merged one is moved on in the same act";
  EXPECT_EQ(part(b, a).error().kind, ErrorKind::conflict) << "the later merge first";
  // Whoever took back the first took back the second, and the first could not be taken back any more.
  EXPECT_EQ(part(a, b).error().kind, ErrorKind::conflict) << "it leads elsewhere";
  EXPECT_TRUE(findings().empty());
  ASSERT_TRUE(part(a, c));
  EXPECT_EQ(row(a).merged_into, std::nullopt);
  EXPECT_EQ(row(b).merged_into, a) << "as it was";
  ASSERT_TRUE(part(b, a));
  EXPECT_EQ(row(b).merged_into, std::nullopt);
}

// A dossier of an alias would end in a certificate whose code shows another record.
TEST_P(ProductsMerge, AnAliasIsNotClassified) {
  const ProductId a = by_register_id("P0191").id, b = by_register_id("P0201").id;
  ASSERT_TRUE(merge(b, a));
  ASSERT_TRUE(database().write([&](db::Transaction& t) -> Result<void> {
    EXPECT_FALSE(service_->port().classify(t, b, "QD26-17", "II"));
    EXPECT_TRUE(service_->port().classify(t, a, "QD26-17", "II"));
    return {};
  }));
}

// On PostgreSQL the second merge did not see what the first was about to lead to its product: an alias led to an alias.
TEST_P(ProductsMerge, TwoAtOnceLeaveNoAliasOfAnAlias) {
  const ProductId a = by_register_id("P0191").id, b = by_register_id("P0201").id, c = by_register_id("P0192").id;
  std::array<bool, 2> done{};
  {
    std::jthread first([&] { done[0] = merge(a, b).ok(); }), second([&] { done[1] = merge(b, c).ok(); });
  }
  EXPECT_TRUE(done[0] || done[1]);
  for (const ProductId& one : {a, b, c})
    if (const auto into = row(one).merged_into) EXPECT_EQ(row(*into).merged_into, std::nullopt);
  EXPECT_TRUE(findings().empty());
}

TEST_P(ProductsMerge, WhatLeadsElsewhereIsFound) {
  const ProductId a = by_register_id("P0191").id, b = by_register_id("P0201").id;
  const auto lead = [&](std::optional<ProductId> from, std::optional<ProductId> to) {
    ASSERT_TRUE(database().write([&](db::Transaction& t) -> Result<void> {
      EXPECT_TRUE(merges::lead(t, b, from, to));
      return {};
    }));
  };
  lead({}, a);
  EXPECT_EQ(findings().size(), 1u) << "of which nothing was logged";
  lead(a, {});
  ASSERT_TRUE(merge(b, a));
  lead(a, {});
  EXPECT_EQ(findings().size(), 1u);
}

}  // namespace
}  // namespace ocop::products
