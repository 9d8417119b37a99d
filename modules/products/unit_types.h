#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/places/places.h"
#include "modules/products/types.h"

// A person's answer to the question which of several units a printed address is in (Product::unit_choices).
namespace ocop::products {

// For whom one answer is given: all products of the maker at the same printed address that wait for it, or this one alone.
enum class Reach : std::uint8_t { maker, product };
inline constexpr std::array kReaches{Reach::maker, Reach::product};
std::string_view name(Reach reach);

struct UnitChoice {
  std::int64_t version = 0;              // of the product, as it was read
  std::string commune;                   // one of the units offered
  Reach reach = Reach::maker;
};
struct UnitReturn {
  std::int64_t version = 0;              // the same
};

using SettlementId = Id<struct SettlementTag>;
struct Settled {
  ProductId product;
  std::string commune_before, choices_before;
};
struct Settlement {
  SettlementId id;
  std::string province, commune, place_as_printed;
  std::optional<ProducerId> maker;       // whose own unit was settled with it
  std::string maker_before;              // that unit before
  Instant settled;
  AccountId settled_by;
  std::optional<Instant> undone;
  std::optional<AccountId> undone_by;
  std::int64_t log_index = 0;
  std::vector<Settled> products{};
};

// What the provincial body is shown of a product.
struct UnitQuestion {
  Product product;
  std::string maker;
  std::vector<const places::Commune*> offered;   // empty: there is nothing to settle
  std::vector<Item> alike;               // whom an answer for the maker is given for, the product too
  std::optional<Settlement> settled;     // the answer that holds
};

// Products of one maker at one address that one answer is given for; more wait for the next. A leaf names them all.
inline constexpr int kMostSettled = 500;

inline constexpr tlog::Hanging kOfSettlement[] = {{"products_settled", "settlement", "product"}};
inline constexpr tlog::Sealed kSealedSettlement{.table = "products_settlement", .key = "id", .hanging = kOfSettlement};
inline constexpr std::string_view kUnitSettledFields[] = {"commune", "from", "products", "province"};
inline constexpr std::string_view kUnitReopenedFields[] = {"products"};
inline constexpr tlog::Kind kUnitSettled{"unit.settled", kUnitSettledFields}, kUnitReopened{"unit.reopened", kUnitReopenedFields};

}  // namespace ocop::products
