#include "modules/products/products.h"

namespace ocop::products {

std::optional<Product> find(db::Reader& reader, const Products& products, std::string_view id_or_code) {
  const auto by_id = [&](ProductId id) -> std::optional<Product> {
    auto found = products.by_ids(reader, {&id, 1});
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
  };
  const auto id = ProductId::parse(id_or_code);
  auto out = id ? by_id(*id) : products.by_code(reader, id_or_code);
  if (out && out->merged_into) return by_id(*out->merged_into);
  return out;
}

}  // namespace ocop::products
