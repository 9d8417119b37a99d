#pragma once
#include <algorithm>
#include <functional>
#include <vector>

#include "modules/items/items.h"

// The port items::Items in memory, for tests of the modules above.
namespace ocop::items {

class FakeItems final : public Items {
 public:
  mutable std::vector<Item> rows;
  std::vector<Sheet> written;
  mutable std::function<void()> asked{};   // called when somebody asks what is sold, if there is one

  std::vector<ProductId> sold(db::Reader&) const override {
    if (const auto call = asked) call();
    std::vector<ProductId> out;
    for (const Item& one : rows)
      if (!one.ended && std::ranges::find(out, one.product) == out.end()) out.push_back(one.product);
    return out;
  }
  std::vector<Item> on_sale(db::Reader&, std::span<const ProductId> products) const override {
    std::vector<Item> out;
    for (const Item& one : rows)
      if (!one.ended && std::ranges::find(products, one.product) != products.end()) out.push_back(one);
    return out;
  }
  std::vector<Item> by_ids(db::Reader&, std::span<const ItemId> ids) const override {
    std::vector<Item> out;
    for (const Item& one : rows)
      if (std::ranges::find(ids, one.id) != ids.end()) out.push_back(one);
    return out;
  }
  bool take(db::Transaction&, ItemId item, std::int64_t count) const override {
    for (Item& one : rows) {
      if (one.id != item || one.ended) continue;
      if (!one.stock) return true;
      if (*one.stock < count) return false;
      *one.stock -= count;
      return true;
    }
    return false;
  }
  void give_back(db::Transaction&, ItemId item, std::int64_t count) const override {
    for (Item& one : rows)
      if (one.id == item && one.stock) *one.stock += count;
  }
  std::vector<Sheet> sheets(db::Reader&, std::span<const ProductId> products) const override {
    std::vector<Sheet> out;
    for (const Sheet& one : written)
      if (std::ranges::find(products, one.product) != products.end()) out.push_back(one);
    return out;
  }
};

}  // namespace ocop::items
