#pragma once
#include "modules/certificates/ledger.h"

namespace ocop::certificates {

// What a certificate gives its product.
products::Standing standing_of(const Certificate& certificate);

// What products ask the log for (products::Recognitions). Thread-safe; the ledger outlives it.
class Recognised final : public products::Recognitions {
 public:
  explicit Recognised(Ledger& ledger) : ledger_(ledger) {}
  std::optional<Recognition> of(db::Reader& reader, ProductId product) const override;
  std::optional<ProductId> product_of_code(db::Reader& reader, std::string_view code) const override;
  std::optional<ProductId> product_of_number(db::Reader& reader, std::string_view typed) const override;

 private:
  Ledger& ledger_;
};

}  // namespace ocop::certificates
