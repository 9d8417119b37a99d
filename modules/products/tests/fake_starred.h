#pragma once
#include <vector>

#include "kernel/base/text.h"
#include "modules/products/tests/fake_products.h"

// The port products::Starred of a FakeProducts, for tests of the modules above.
namespace ocop::products {

class FakeStarred final : public Starred {
 public:
  explicit FakeStarred(const FakeProducts& products) : products_(products) {}
  std::vector<Star> all(db::Reader&) const override {
    std::vector<Star> out;
    for (const Product& one : products_.rows) {
      const auto last = last_day(one.standing);
      if (one.merged_into || one.standing.stars == 0 || one.standing.withdrawn || !last) continue;
      out.push_back({one.id, one.producer, one.province, one.commune, one.code, one.name, text::collation_key(one.name), one.standing.stars,
                     *last});
    }
    return out;
  }

 private:
  const FakeProducts& products_;
};

}  // namespace ocop::products
