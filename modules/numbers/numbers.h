#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "kernel/act/act.h"
#include "kernel/base/id.h"
#include "kernel/base/result.h"
#include "kernel/base/time.h"
#include "kernel/db/db.h"
#include "modules/products/products.h"

// Port of the module: the prefix and the GLN that GS1 gave a producer, and the numbers that it gives under the prefix.
namespace ocop::numbers {

using LicenceId = Id<struct NumbersLicenceTag>;

// What GS1 gave a producer. A change is another row.
struct Licence {
  LicenceId id;
  ProducerId producer;
  std::int64_t sequence = 1;           // the how manieth of the producer; the version that a change names
  std::string prefix, gln;             // digits (kernel/gs1/company_prefix.h); one of them may be empty
  std::int64_t first = 0;              // item from which on numbers are given here
  AccountId set_by;
  Instant set;
  std::optional<Instant> ended{};
  std::optional<AccountId> ended_by{};
};

// What a GTIN is to a producer.
enum class Belongs : std::uint8_t {
  own,          // under a prefix that it has, or had
  another,      // under the prefix of another producer
  foreign,      // under none of its prefixes
  unknown,      // it has named no prefix, or the number is under nobody's (8 digits, of one shop or region)
};
std::string_view name(Belongs belongs);

class Numbers {
 public:
  virtual ~Numbers() = default;
  virtual std::optional<Licence> licence_of(db::Reader& reader, ProducerId producer) const = 0;   // in force
  // Precondition: 14 digits. Whoever saves a GTIN may question what is `another` or `foreign`.
  virtual Belongs belongs(db::Reader& reader, ProducerId producer, std::string_view gtin) const = 0;
  // The next number of the product's maker, for the product or a pack of it, never given again; 14 digits. The same once more while nothing
  // bears it. Error: conflict when the maker has no prefix in force, or no number is left under it.
  virtual Result<std::string> give(act::Act& act, const products::Product& product) const = 0;
};

// "OCOP-K7M2PQRS": what stands on goods without a GTIN. Letters and a hyphen, so that it is never taken for a number of GS1.
std::string own_code(std::string_view product_code);

}  // namespace ocop::numbers
