#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/products/types.h"

// GTINs that certified products gave up (store_past_gtin.cc). What was printed goes on meaning what it meant: such a number leads to its
// product and is refused to any other.
namespace ocop::products {

inline constexpr std::string_view kGtinGivenUpFields[] = {"code", "gtin"};
inline constexpr tlog::Kind kGtinGivenUp{"gtin.given_up", kGtinGivenUpFields};
inline constexpr tlog::Sealed kSealedPastGtin{.table = "products_past_gtin", .key = "gtin"};

struct PastGtin {
  std::string gtin;                      // 14 digits
  ProductId product;
  Instant given_up;
  AccountId given_up_by;
  std::int64_t log_index = 0;
};

namespace past_gtins {
std::optional<ProductId> product_of(db::Reader& reader, std::string_view gtin);
void insert(db::Transaction& transaction, const PastGtin& past);
// With the codes of their products, for the resolver's snapshot.
std::vector<Products::Key> keys(db::Reader& reader);
}  // namespace past_gtins

}  // namespace ocop::products
