#pragma once
#include <array>
#include <map>

#include "modules/producers/producers.h"
#include "modules/products/products.h"

namespace ocop::products {

// What a standing can ever say; with last_day and the day it gives the Validity. Stored, so that both databases can count by validity.
// extended: a certificate whose last_day is that of article 12.3, marks::kExtendedDays after its own.
enum class StandingClass : std::uint8_t { none, certificate, withdrawn, dated, undated, extended };

// A product as the import writes it.
struct Registered {
  Product product;
  std::string digest;                   // SHA-256 of the row as read
  std::string register_row;             // the row as read (register_line.h)
};
// What an import needs to know of a stored product.
struct Known {
  ProductId id;
  std::string code, register_source, register_id;
  std::string digest;                   // empty: the product is of no register
  std::string name, maker_name, province, source_url;
  std::string decision, group;
  std::optional<int> year;
  int stars = 0;
  std::optional<ProductId> duplicate_of, merged_into;
  std::string commune, place_as_printed;
  // What a person settled for this printed address (unit_types.h); empty = nobody did.
  std::string settled_place, settled_commune;
  bool certified = false;               // its standing is a certificate of this program: an import leaves it alone
  std::int64_t version = 0;
};

using ImportId = Id<struct ImportTag>;
// What an import did with a product, so that it can be taken back.
struct ImportChange {
  ProductId product;
  enum class Kind : std::uint8_t { created, updated } kind = Kind::created;
  std::int64_t version_after = 0;        // of the product: who changed it since keeps it
};

// An import leaves the standing that a certificate of this program gave.
enum class StandingChange : std::uint8_t { keep, write };

// The owner's words about a product, and its GTIN.
struct Wording {
  std::int64_t version = 0;            // the product's, as it was read
  std::string name_en, story, story_en, gtin;
};

// The catalogue in figures.
struct Figures {
  long long total = 0;
  std::map<std::string, long long> province;   // by its code
  std::array<long long, 8> validity{};         // by Validity; together the total
};
struct Item {
  Product product;
  std::optional<Photo> photo{};         // that stands for it; filled for lists with pictures (Service)
  std::string maker;                    // name as registered
  producers::Kind maker_kind = producers::Kind::unknown;
};

}  // namespace ocop::products
