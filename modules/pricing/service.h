#pragma once
#include "kernel/access/access.h"
#include "kernel/db/db.h"
#include "modules/pricing/types.h"

namespace ocop::pricing {

// Reads what is known of a product; reckons, keeps nothing. Thread-safe.
class Service {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    const producers::Producers& producers;
    const products::Products& products;
    const items::Items& items;
  };
  explicit Service(const Parts& parts) : parts_(parts) {}

  // By id or public code; of one that was merged, the product that it is now. not_found: there is none, or the actor is neither a member of
  // its maker nor its helper in the matter of products.
  Result<Facts> show(const Actor& actor, std::string_view id) const;

 private:
  Parts parts_;
};

}  // namespace ocop::pricing
