#pragma once
#include "kernel/http/input.h"
#include "modules/products/types.h"

// What the requests of this module carry: limits and words of each field. Filters of lists: address.h.
namespace ocop::products {

struct ProductSlice {
  std::optional<ProductId> after;
  int limit = input::kUsualRows;
};
const input::Declaration<ProductSlice>& product_slice();
const input::Declaration<Wording>& wording_fields();

}  // namespace ocop::products
