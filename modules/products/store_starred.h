#pragma once
#include "modules/products/products.h"

namespace ocop::products {

// The port Starred, of the database. Stateless; thread-safe.
class StoredStars final : public Starred {
 public:
  std::vector<Star> all(db::Reader& reader) const override;
};

}  // namespace ocop::products
