#pragma once
#include "modules/numbers/types.h"

namespace ocop::numbers {

std::vector<db::Migration> migrations();

// Use cases of members of a producer and of its helper for products; everybody else: not_found. Thread-safe. What it was made with must
// outlive it.
class Service final : public Numbers {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const producers::Producers& producers;
    const products::Products& products;
  };
  explicit Service(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}

  Result<Own> own(const Actor& actor, ProducerId producer) const;
  // Errors: invalid_input (rules.h); conflict when another was faster, or when the prefix is another producer's.
  Result<Own> set(const Actor& actor, ProducerId producer, const SetLicence& typed);
  Result<void> end(const Actor& actor, ProducerId producer, const EndLicence& input);
  // Errors: invalid_input when the product is not the producer's; as Numbers::give().
  Result<std::string> give(const Actor& actor, ProducerId producer, const GiveNumber& input);
  // What the product's GTIN is to its maker, as its people may know; nullopt for everybody else, and of a product without one.
  std::optional<Belongs> question(const Actor& actor, const products::Product& product) const;
  bool any_of(db::Reader& reader, ProducerId producer) const;

  // ---- Numbers
  std::optional<Licence> licence_of(db::Reader& reader, ProducerId producer) const override;
  Belongs belongs(db::Reader& reader, ProducerId producer, std::string_view gtin) const override;
  Result<std::string> give(act::Act& act, const products::Product& product) const override;

 private:
  std::vector<ProducerId> records(db::Reader& reader, ProducerId producer) const;   // it, and what is merged with it (decision 125)
  std::vector<Licence> licences(db::Reader& reader, ProducerId producer) const;      // of all of them, ended ones too
  Result<Own> own(db::Reader& reader, const Actor& actor, ProducerId producer) const;

  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::numbers
