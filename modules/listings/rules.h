#pragma once
#include <span>

#include "kernel/base/result.h"
#include "modules/listings/types.h"

// Pure: which links are taken, what an answer means, how a listing stands. Time is an argument.
namespace ocop::listings::rules {

inline constexpr std::size_t kMostAPlatform = 5;  // live listings of one product on one platform: its own shop and those of distributors
inline constexpr std::size_t kMostListings = 200;      // of one product, ended ones too: ten a year for twenty years
inline constexpr std::int64_t kLinkLimit = 1'000;      // characters: a platform's address with a Vietnamese title in percent signs has 700
inline constexpr int kFoundHolds = 30;                 // days: four weekly looks may fail
inline constexpr int kConfirmedHolds = 90;             // days: whoever sells there looks at it within a quarter
inline constexpr int kFreshHolds = 7;                  // days until the first weekly look
inline constexpr int kMostRedirects = 3;               // a short link, a move to another host, the address with its title

// data/platforms/platforms.csv, in its order. Throws std::runtime_error: it is part of the program.
std::vector<Platform> read_platforms(std::string_view file);
const Platform* find(std::span<const Platform> platforms, std::string_view key);

// A link as it is kept, of the platform whose host it names. No other address is ever asked by the program: the hosts of data/platforms
// are the allow list, so a link has https, a plain host without user, port or digits of a network, and something behind the host.
// Marks of tracking and the fragment are cut off. Error: invalid_input on "link".
struct Link {
  const Platform* platform = nullptr;
  std::string link;
};
Result<Link> read_link(std::string_view typed, std::span<const Platform> platforms);
// Where an answer leads on to from `link`; nullopt when that is not https on a host of the same platform.
std::optional<std::string> follow(const Platform& platform, std::string_view link, std::string_view location);
// The host of a link that read_link() or follow() gave.
std::string_view host_of(std::string_view link);

// What an answer says of the product. `link`: where it came from at last; the front page and a page for signing in say nothing.
enum class Outcome : std::uint8_t { found, missing, unsure };
Outcome judge(long status, std::string_view asked, std::string_view link);
// The listing after that answer. A product is gone after answers in a row on two days; what cannot be told ends the row.
void note(Listing& listing, Outcome outcome, Instant now);
// A person saw it on sale: what a robot found before does not count against it.
void confirm(Listing& listing, AccountId by, Instant now);
// When it is looked at next. `spread`: 0 to 999, so that listings of one day do not come back together; `wait`: what the platform asks.
Instant next_look(const Listing& listing, Instant now, int spread, std::optional<std::chrono::seconds> wait);

Standing standing(const Listing& listing, Date today);
// Whether everybody is shown it.
bool is_shown(Standing standing);
// Errors: invalid_input on "since" for a day ahead.
Result<void> may_begin(const NewListing& listing, Date today);
// Errors: conflict when the product has too many there, or in all.
Result<void> expect_room(std::span<const Listing> listings, const Platform& platform);
// Live ones first, by platform and day; then ended ones, the latest first.
void order(std::vector<Listing>& listings);

// More than kAim percent, by the products themselves: 70.1 percent is more, also where 70 is told.
bool is_passed(const Share& share);
// "2026-10" to its first day; nullopt = no month.
std::optional<Date> read_month(std::string_view word);
std::string month_word(Date day);
Date first_of_month(Date day);

}  // namespace ocop::listings::rules
