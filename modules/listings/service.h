#pragma once
#include <functional>

#include "kernel/act/act.h"
#include "kernel/fetch/fetch.h"
#include "kernel/jobs/jobs.h"
#include "kernel/manifest/asking.h"
#include "modules/listings/rules.h"
#include "modules/notices/notices.h"
#include "modules/places/places.h"

namespace ocop::listings {

std::vector<db::Migration> migrations();

inline constexpr std::string_view kToldGone = "listing.gone", kToldNoted = "listing.noted";
inline constexpr std::string_view kCheck = "listings.check", kCount = "listings.count";   // jobs

// Whoever asks a platform: fetch::get, or a test's.
using Ask = std::function<Result<fetch::Answer>(const fetch::Get& request, const fetch::GoOn& go_on)>;
// Rests between two questions.
using Rest = std::function<void(std::chrono::milliseconds rest)>;

// Use cases. Thread-safe. What it was made with must outlive it.
class Service final {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const products::Products& products;
    const products::Starred& starred;
    const places::Index& places;
    const notices::Notices& notices;
    manifest::Asking asking = manifest::Asking::nobody;
    Ask ask;
    Rest rest;
  };
  explicit Service(Parts parts);
  const Parts& parts() const { return parts_; }
  const std::vector<Platform>& platforms() const { return platforms_; }
  Date today() const { return vietnam_date(parts_.clock.now()); }

  // By id or code: for its own people and its officials all of them, for everybody else those that are shown. not_found.
  Result<Shown> show(const Actor& actor, std::string_view id_or_code) const;
  // The same of a product that was read already.
  Shown show(const Actor& actor, products::Product product) const;
  // The same for who may write: not_found for others.
  Result<Shown> own(const Actor& actor, std::string_view id_or_code) const;

  // Errors of all that write: not_found; invalid_input with the field; conflict when the version moved on, the listing has ended, or there
  // is no room. A link that is live already is that listing: `how` says before.
  Result<act::Made<ListingId>> add(const Actor& actor, std::string_view product, const NewListing& input, const Attempt& attempt);
  // Ended today. An official ends what an official entered, and not what the maker says of itself.
  Result<void> end(const Actor& actor, std::string_view product, ListingId id, const Ending& input);
  // Whoever presses it has just seen the product on sale there.
  Result<void> confirm(const Actor& actor, std::string_view product, ListingId id, const Confirmation& input);

  // ---- shares: of a commune's officer its communes, of an office its province, of the ministry all; with that province alone when it is
  // asked for. Rows of communes for one province, of provinces for several; the last is of all. Errors: not_found for another's province;
  // invalid_input on "month".
  struct Shares {
    Date day;                          // as of
    std::string province;              // code; "" = rows are of provinces
    std::vector<Share> rows;
    Share all;
    std::vector<Date> months{};        // that were kept, the latest first
    std::optional<Date> month{};       // nullopt = now
  };
  Result<Shares> shares(const Actor& actor, const ShareAsked& asked) const;

  // ---- what is done by itself
  std::vector<jobs::Kind> job_kinds() const;
  std::vector<jobs::Schedule> schedules() const;
  // The copies of what the register says, and whether platforms count; nothing is written that stands already.
  Result<void> renew() const;
  // The same when the catalogue has changed since the last time. From one thread.
  void renew_when_changed();
  // The month that runs, as it stands.
  Result<void> count() const;
  // Asks the platforms of listings whose look is due.
  jobs::Outcome check(jobs::Attempt& attempt) const;

 private:
  Shown seen(db::Reader& reader, const Actor& actor, products::Product product) const;
  Result<Shown> read(db::Reader& reader, const Actor& actor, std::string_view id_or_code) const;
  Result<Shown> own(db::Reader& reader, const Actor& actor, std::string_view id_or_code) const;
  Result<void> note(ListingId id, rules::Outcome outcome, std::optional<std::chrono::seconds> wait) const;
  // No link of the platform is looked at before that.
  Result<void> put_off(std::span<const Listing> listings, std::chrono::seconds wait) const;
  Result<void> postpone(const std::string& platform, std::chrono::seconds wait) const;
  // False: the program stops.
  Result<bool> go_round(const jobs::Attempt& attempt) const;
  void tell_gone(act::Moment& act, const Listing& listing) const;
  // The listing that is made, or that there is already under the link.
  Result<act::Made<ListingId>> insert(act::Act& act, std::string_view product, const NewListing& input, const rules::Link& link) const;
  void done(act::Act& act, const Shown& today, std::string_view what) const;
  template <class Perform>
  Result<void> change_one(const Actor& actor, std::string_view product, ListingId id, std::int64_t version, std::string_view what,
                          Perform&& perform) const;

  Parts parts_;
  act::Acts acts_;
  std::vector<Platform> platforms_;
  std::optional<std::uint64_t> renewed_at_;   // db::Database::changes() of the catalogue
};

// Who reads the list of links: makers their own, offices and the ministry.
inline constexpr Policy kReadsLinks =
    Policy::roles(Role::producer_member, Role::helper, Role::commune_officer, Role::provincial_body, Role::ministry);
// The rows that an actor covers, of the lists.
Scope scope_of(const Actor& actor);           // of listings: producers with the task, offices, the ministry
Scope scope_of_offices(const Actor& actor);   // of products without one

}  // namespace ocop::listings
