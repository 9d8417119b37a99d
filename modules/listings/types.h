#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/time.h"
#include "modules/products/products.h"

namespace ocop::listings {

using ListingId = Id<struct ListingTag>;

// Where products are listed: a line of data/platforms.
struct Platform {
  enum class Counts : std::uint8_t { no, yes } counts = Counts::no;      // yes: an e-commerce platform, of which the share speaks
  enum class Answers : std::uint8_t { no, yes } answers = Answers::no;   // yes: its status says whether the product is there
  std::string key, name;
  std::vector<std::string> hosts;      // in small letters; a subdomain of one is the platform's too
  std::string source, as_of;
};

// What the last look at a link found. A platform that does not answer as a robot hopes is never a reason to call a product gone.
enum class Finding : std::uint8_t {
  unchecked,
  found,
  missing,     // one answer that it is not there
  gone,        // such answers in a row on two days
  unsure,      // robots are kept out, or the platform is ill
};
inline constexpr int kFindings = 5;

// How a listing stands on a day: of what was found, by whom, and how long ago. The order is that of worth.
enum class Standing : std::uint8_t {
  found,       // by the program within kFoundHolds
  confirmed,   // seen on sale by a person within kConfirmedHolds
  fresh,       // new, nobody has looked yet
  unknown,     // nobody could look, or the last look is too old
  missing,
  gone,
  ended,
};
inline constexpr std::array kStandings{Standing::found,   Standing::confirmed, Standing::fresh, Standing::unknown,
                                       Standing::missing, Standing::gone,      Standing::ended};
std::string_view name(Standing standing);   // "found"
const Message& label(Standing standing);    // "Còn bán (đã kiểm tra)"

enum class Enterer : std::uint8_t { maker, official };
std::string_view name(Enterer enterer);     // "maker"

// A product stands on a platform under one link.
struct Listing {
  ListingId id;
  ProductId product;
  std::string platform;                // key
  Platform::Counts counts = Platform::Counts::no;
  std::string link;
  Date since;
  std::optional<Date> until{};         // nullopt = live
  Enterer entered_as = Enterer::maker;
  AccountId added_by;
  Instant added;
  Finding finding = Finding::unchecked;
  std::optional<Instant> checked{};    // the last answer of the platform
  std::optional<Date> missing_since{};
  Instant due;
  std::optional<Instant> confirmed{};
  std::optional<AccountId> confirmed_by{};
  std::int64_t version = 1;
};
// The day that its standing rests on: of the look, or of the person; nullopt = none.
std::optional<Date> seen_on(const Listing& listing, Date today);
std::string path_of(std::string_view code);   // "/products/{code}/listings"

// A row of the lists: a listing, or a product without one, with what the register says of the product.
struct Listed {
  Listing listing;
  std::string code, title;
  std::string province, commune;
};
struct Without {
  ProductId product;
  std::string code, title, province, commune;
  std::int64_t stars = 0;
  Date last_day;
};

// What is asked.
struct NewListing {
  std::string link;
  std::optional<Date> since{};         // nullopt = today
};
struct Ending { std::int64_t version = 0; };
struct Confirmation { std::int64_t version = 0; };

// What somebody sees of a product's listings.
struct Shown {
  enum class Reach : std::uint8_t { shown, office, maker } reach = Reach::shown;   // everybody; its officials; its own people
  products::Product product;
  std::vector<Listing> listings;       // live ones first, by platform and day; then ended ones, the latest first
};

// Of the products of a place with a star that holds: how many are on a platform that counts, by the best standing of their listings.
struct Share {
  std::string province, commune;       // codes; "" = all of the province, of the country
  std::int64_t products = 0, found = 0, confirmed = 0, unchecked = 0;
  std::int64_t sure() const { return found + confirmed; }
  std::int64_t without() const { return products - found - confirmed - unchecked; }
};
inline constexpr std::int64_t kAim = 70;   // percent of the products, which the programme wants to pass
// Whole percent, cut off and not rounded: 69.9 is not 70. 0 of nothing.
std::int64_t percent(std::int64_t part, std::int64_t all);

struct ShareAsked {
  std::string province;                // code; empty = by province
  std::string month;                   // "2026-10"; empty = now
};

}  // namespace ocop::listings
