#pragma once
#include "modules/products/unit_types.h"

// The rows of settlements (store_units.cc holds the SQL).
namespace ocop::products::unit_rows {

void insert(db::Transaction& transaction, const Settlement& settlement);
// False: it was taken back already.
bool undo(db::Transaction& transaction, SettlementId id, AccountId by, Instant now);
// The answer that holds for the product, with all its products.
std::optional<Settlement> standing(db::Reader& reader, ProductId product);
// Every product that an answer holds for, the newest last.
struct Held {
  ProductId product;
  std::string place_as_printed, commune;
  std::int64_t log_index = 0;
};
std::vector<Held> all_held(db::Reader& reader);

}  // namespace ocop::products::unit_rows
