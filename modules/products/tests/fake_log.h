#pragma once
#include <map>

#include "modules/products/products.h"

namespace ocop::products {

// What the log says in memory, for tests of the modules above: decisions that were confirmed, and withdrawn.
class FakeLog final : public Recognitions {
 public:
  std::map<ProductId, Standing> said;
  std::optional<Recognition> of(db::Reader&, ProductId product) const override {
    const auto at = said.find(product);
    return at == said.end() ? std::nullopt : std::optional(Recognition{at->second, ""});
  }
  std::optional<ProductId> product_of_code(db::Reader&, std::string_view) const override { return std::nullopt; }
  std::optional<ProductId> product_of_number(db::Reader&, std::string_view) const override { return std::nullopt; }
};

}  // namespace ocop::products
