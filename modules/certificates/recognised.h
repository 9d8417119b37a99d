#pragma once
#include "modules/certificates/ledger.h"

namespace ocop::certificates {

// What a certificate gives its product.
products::Standing standing_of(const Certificate& certificate);

// What the log says of how a product stands: by its newest certificate, unless a decision of a later day was confirmed.
struct LoggedStanding {
  products::Standing standing;
  std::string code;                    // empty when the log does not say
  std::int64_t entry = 0;              // that says so
  std::optional<Confirmed> confirmed{};   // when it is a confirmed decision
};
// How long a standing of that end goes on by article 12.3, while its renewal is under way; nullopt = none is.
std::optional<Date> extended_until(const Ledger& ledger, ProductId product, Date valid_until);
// `without`: as if that confirmation had not been made.
std::optional<LoggedStanding> logged_standing(const Ledger& ledger, ProductId product, std::optional<ConfirmationId> without = {});

// What products ask the log for (products::Recognitions). Thread-safe; the ledger outlives it.
class Recognised final : public products::Recognitions {
 public:
  explicit Recognised(Ledger& ledger) : ledger_(ledger) {}
  std::optional<Recognition> of(db::Reader& reader, ProductId product) const override;
  std::optional<Date> extended_until(db::Reader& reader, ProductId product, Date valid_until) const override;
  std::optional<ProductId> product_of_code(db::Reader& reader, std::string_view code) const override;
  std::optional<ProductId> product_of_number(db::Reader& reader, std::string_view typed) const override;

 private:
  Ledger& ledger_;
};

}  // namespace ocop::certificates
