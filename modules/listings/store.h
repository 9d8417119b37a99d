#pragma once
#include <span>

#include "kernel/personal/personal.h"
#include "kernel/sources/source.h"
#include "modules/listings/types.h"

// The only SQL of the module. Each call is within the caller's act or look; access is the service's, but for lists, whose rows are held
// against a scope.
namespace ocop::listings::store {

void insert(db::Transaction& transaction, const Listing& listing);
// What a look, a person or the end changed. False: it is another version.
bool change(db::Transaction& transaction, const Listing& listing);
std::vector<Listing> of_product(db::Reader& reader, ProductId product);      // ended ones too
std::optional<Listing> find(db::Reader& reader, ListingId id);
// Live ones whose look is due, the longest waiting first.
std::vector<Listing> due(db::Reader& reader, Instant now, int limit);
// One listing alone.
void put_off(db::Transaction& transaction, ListingId id, Instant until);
void postpone(db::Transaction& transaction, std::string_view platform, Instant until);   // live ones of the platform, at the earliest then
// How the rows of platforms count; and as data/platforms says now, for rows that say otherwise.
struct Counted {
  std::string platform;
  Platform::Counts counts = Platform::Counts::no;
};
std::vector<Counted> counted(db::Reader& reader);
void recount(db::Transaction& transaction, const Platform& platform);
// Of these products those that have a listing.
std::vector<ProductId> held(db::Reader& reader, std::span<const ProductId> products);

// ---- what the register says of products: a copy
struct Copy {
  ProductId product;
  ProducerId producer;
  std::string province, commune, code, title, sort_key;
  std::int64_t stars = 0;              // 0 = none in its term
  Date last_day;                       // day 0 = none
  bool operator==(const Copy&) const = default;
};
void put(db::Transaction& transaction, const Copy& copy);
std::vector<Copy> copies(db::Reader& reader);
std::vector<ProductId> listed(db::Reader& reader);           // products with a listing
void drop(db::Transaction& transaction, ProductId product);  // its copy, unless it has a listing

// ---- shares
// Of each commune of the province ("" = of all provinces) where a star holds.
std::vector<Share> shares(db::Reader& reader, std::string_view province, Date today);
std::vector<Share> shares_of_month(db::Reader& reader, std::string_view province, Date month);
void put_month(db::Transaction& transaction, Date month, std::span<const Share> shares);   // in the place of what it said
std::vector<Date> months(db::Reader& reader, int limit);     // the latest first

// ---- lists
lists::Rows<Listed> listings();
lists::Rows<Without> without();

std::vector<personal::Holding> personal_holdings();

}  // namespace ocop::listings::store
