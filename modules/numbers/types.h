#pragma once
#include <vector>

#include "modules/numbers/numbers.h"
#include "modules/producers/producers.h"

namespace ocop::numbers {

enum class Abroad : std::uint8_t { no, yes };   // GS1 of another country gave it

struct SetLicence {
  std::int64_t version = 0;            // the sequence of the one in force, as it was read; 0 = there was none
  std::string prefix, gln;             // as typed
  std::int64_t first = 0;
  Abroad abroad = Abroad::no;
};
struct EndLicence { std::int64_t version = 0; };
struct GiveNumber { ProductId product; };

// A number that was given to a product.
struct Given {
  std::string gtin;                    // 14 digits
  ProducerId producer;
  ProductId product;
  std::int64_t item = 0;
  Instant given;
  AccountId given_by;
};

struct Own {
  producers::Producer producer;
  std::optional<Licence> current{};
  std::vector<Licence> former{};       // the latest first
  std::vector<Given> given{};          // the latest first, kMostShown at most
  std::vector<products::Product> products{};
  std::int64_t version() const { return current ? current->sequence : former.empty() ? 0 : former[0].sequence; }
};
// A page of them; makers have a few dozen.
inline constexpr std::int64_t kMostShown = 200;
std::string path_of(ProducerId producer);   // "/producers/{id}/numbers"

}  // namespace ocop::numbers
