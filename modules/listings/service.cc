#include "modules/listings/service.h"

#include <algorithm>
#include <map>

#include "kernel/base/text.h"
#include "kernel/files/embedded.h"
#include "modules/listings/messages.h"
#include "modules/listings/migrations.h"
#include "modules/listings/rules.h"
#include "modules/listings/store.h"

namespace ocop::embedded {
std::span<const EmbeddedFile> listings_platforms();   // data/platforms
}

namespace ocop::listings {
namespace {

Error absent(std::string_view what) { return Error::of(ErrorKind::not_found, "listings of product " + std::string(what)); }

Shown::Reach reach_of(const Actor& actor, const products::Product& product) {
  if (product.producer != ProducerId{} && Scope::for_task(actor, Task::products).covers({}, {}, product.producer))
    return Shown::Reach::maker;
  const Scope offices = Scope::of(actor, {Role::commune_officer, Role::provincial_body});
  return offices.covers(product.province, product.commune, std::nullopt) ? Shown::Reach::office : Shown::Reach::shown;
}

store::Copy copy_of(const products::Product& product, Date today) {
  store::Copy out{.product = product.id, .producer = product.producer, .province = product.province, .commune = product.commune,
                  .code = product.code, .title = product.name, .sort_key = text::collation_key(product.name), .stars = 0, .last_day = {}};
  const products::Validity now = products::validity(product.standing, today);
  const bool holds = marks::is_in_force(now) || now == products::Validity::reported;
  if (const auto last = products::last_day(product.standing); holds && last && !product.merged_into) {
    out.stars = product.standing.stars;
    out.last_day = *last;
  }
  return out;
}

Result<void> expect_live(const Listing& listing) {
  if (!listing.until) return {};
  return Error::of(ErrorKind::conflict, Problem{"", "", "a live listing", msg::ended_before, {}});
}

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

Scope scope_of_offices(const Actor& actor) {
  if (actor.has(Role::ministry)) return Scope::everything();
  return Scope::of(actor, {Role::commune_officer, Role::provincial_body});
}
Scope scope_of(const Actor& actor) {
  if (actor.has(Role::ministry)) return Scope::everything();
  return Scope::for_task(actor, Task::products, {Role::commune_officer, Role::provincial_body});
}

Service::Service(Parts parts)
    : parts_(std::move(parts)), acts_(parts_.database, parts_.clock, parts_.random),
      platforms_(rules::read_platforms(embedded::listings_platforms().front().content)) {}

Shown Service::seen(db::Reader& reader, const Actor& actor, products::Product product) const {
  Shown out{.reach = reach_of(actor, product), .product = std::move(product), .listings = {}};
  out.listings = store::of_product(reader, out.product.id);
  if (out.reach == Shown::Reach::shown)
    std::erase_if(out.listings, [today = today()](const Listing& one) { return !rules::is_shown(rules::standing(one, today)); });
  rules::order(out.listings);
  return out;
}
Shown Service::show(const Actor& actor, products::Product product) const {
  return parts_.database.read([&](db::Reader& reader) { return seen(reader, actor, std::move(product)); });
}
Result<Shown> Service::read(db::Reader& reader, const Actor& actor, std::string_view id_or_code) const {
  auto product = products::find(reader, parts_.products, id_or_code);
  if (!product) return absent(id_or_code);
  return seen(reader, actor, std::move(*product));
}
Result<Shown> Service::show(const Actor& actor, std::string_view id_or_code) const {
  return parts_.database.read([&](db::Reader& reader) { return read(reader, actor, id_or_code); });
}
Result<Shown> Service::own(db::Reader& reader, const Actor& actor, std::string_view id_or_code) const {
  OCOP_TRY(shown, read(reader, actor, id_or_code));
  if (shown.reach == Shown::Reach::shown) return absent(id_or_code);
  return std::move(shown);
}
Result<Shown> Service::own(const Actor& actor, std::string_view id_or_code) const {
  return parts_.database.read([&](db::Reader& reader) { return own(reader, actor, id_or_code); });
}

// ---- what is written

void Service::done(act::Act& act, const Shown& today, std::string_view what) const {
  const products::Product& product = today.product;
  if (today.reach == Shown::Reach::maker) act.for_producer(product.producer, what, product.name);
  else act.in_office({Role::commune_officer, Role::provincial_body}, {product.province, product.commune}, what, product.name);
}

Result<act::Made<ListingId>> Service::insert(act::Act& act, std::string_view product, const NewListing& input,
                                             const rules::Link& link) const {
  OCOP_TRY(today, own(act, act.actor(), product));   // as it is now that nobody else changes it
  OCOP_CHECK(rules::may_begin(input, act.today()));
  const auto same = std::ranges::find_if(today.listings, [&](const Listing& one) { return !one.until && one.link == link.link; });
  if (same != today.listings.end()) return act::Made<ListingId>{same->id, idempotency::Outcome::How::before};
  OCOP_CHECK(rules::expect_room(today.listings, *link.platform));
  const bool by_office = today.reach == Shown::Reach::office;
  const Listing made{.id = act.new_id<ListingId>(), .product = today.product.id, .platform = link.platform->key,
                     .counts = link.platform->counts, .link = link.link, .since = input.since.value_or(act.today()),
                     .entered_as = by_office ? Enterer::official : Enterer::maker, .added_by = act.by(), .added = act.now(),
                     .due = act.now()};
  store::insert(act, made);
  store::put(act, copy_of(today.product, act.today()));
  done(act, today, "listing.added");
  if (by_office && today.product.producer != ProducerId{})
    parts_.notices.tell(act, {kToldNoted, {today.product.name, link.platform->name}, path_of(today.product.code)},
                        {.holders = {{Role::producer_member, "", "", today.product.producer}}, .except = act.by()});
  return act::Made<ListingId>{made.id, idempotency::Outcome::How::now};
}

Result<act::Made<ListingId>> Service::add(const Actor& actor, std::string_view product, const NewListing& input, const Attempt& attempt) {
  OCOP_CHECK(own(actor, product));   // a stranger is told that it is not there, whatever else is wrong
  OCOP_TRY(link, rules::read_link(input.link, platforms_));
  return acts_.run(actor, [&](act::Act& act) -> Result<act::Made<ListingId>> {
    OCOP_TRY(seen, own(act, act.actor(), product));
    if (!parts_.products.hold(act, seen.product.id)) return absent(product);
    auto how = idempotency::Outcome::How::before;   // by the attempt, or by its link
    OCOP_TRY(made, act.once(attempt, [&]() -> Result<ListingId> {
      OCOP_TRY(inserted, insert(act, product, input, link));
      how = inserted.how;
      return inserted.id;
    }));
    return act::Made<ListingId>{made.id, how};
  });
}

template <class Perform>
Result<void> Service::change_one(const Actor& actor, std::string_view product, ListingId id, std::int64_t version, std::string_view what,
                                 Perform&& perform) const {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(today, own(act, act.actor(), product));
    const auto at = std::ranges::find(today.listings, id, &Listing::id);
    if (at == today.listings.end()) return absent(product);
    OCOP_CHECK(act::expect_version(version, at->version, msg::listing_changed));
    OCOP_CHECK(expect_live(*at));
    OCOP_CHECK(perform(act, today, *at));
    if (!store::change(act, *at)) return act::stale(version, {}, msg::listing_changed);
    done(act, today, what);
    return {};
  });
}

Result<void> Service::end(const Actor& actor, std::string_view product, ListingId id, const Ending& input) {
  return change_one(
      actor, product, id, input.version, "listing.ended", [](act::Act& act, const Shown& today, Listing& listing) -> Result<void> {
        if (today.reach == Shown::Reach::office && listing.entered_as == Enterer::maker)
          return Error::of(ErrorKind::conflict, Problem{"", "", "a listing that an official entered", msg::is_the_makers, {}});
        listing.until = std::max(act.today(), listing.since);
        return {};
      });
}

Result<void> Service::confirm(const Actor& actor, std::string_view product, ListingId id, const Confirmation& input) {
  return change_one(actor, product, id, input.version, "listing.confirmed",
                    [](act::Act& act, const Shown&, Listing& listing) -> Result<void> {
                      rules::confirm(listing, act.by(), act.now());
                      return {};
                    });
}

// ---- the copies of what the register says

Result<void> Service::renew() const {
  struct Change { std::vector<store::Copy> put; std::vector<ProductId> drop; std::vector<Platform> recount; };
  const auto change = parts_.database.read([&](db::Reader& reader) {
    std::map<ProductId, store::Copy> wanted;
    for (products::Starred::Star& star : parts_.starred.all(reader))
      wanted.emplace(star.id, store::Copy{star.id, star.producer, std::move(star.province), std::move(star.commune), std::move(star.code),
                                          std::move(star.name), std::move(star.sort_key), star.stars, star.last_day});
    std::vector<ProductId> others;   // with a listing and without a star
    for (const ProductId id : store::listed(reader))
      if (!wanted.contains(id)) others.push_back(id);
    if (!others.empty())
      for (const products::Product& product : parts_.products.by_ids(reader, others)) wanted.emplace(product.id, copy_of(product, today()));
    Change out;
    for (store::Copy& kept : store::copies(reader)) {
      const auto at = wanted.find(kept.product);
      if (at == wanted.end()) out.drop.push_back(kept.product);
      else if (at->second == kept) wanted.erase(at);
    }
    for (auto& [id, copy] : wanted) out.put.push_back(std::move(copy));
    for (const store::Counted& one : store::counted(reader))
      if (const Platform* platform = rules::find(platforms_, one.platform); platform != nullptr && platform->counts != one.counts)
        out.recount.push_back(*platform);
    return out;
  });
  if (change.put.empty() && change.drop.empty() && change.recount.empty()) return {};
  return acts_.run_without_account([&](act::Moment& act) -> Result<void> {
    for (const store::Copy& copy : change.put) store::put(act, copy);
    for (const ProductId id : change.drop) store::drop(act, id);
    for (const Platform& platform : change.recount) store::recount(act, platform);
    return {};
  });
}

void Service::renew_when_changed() {
  const std::uint64_t state = parts_.database.changes(products::kCatalogueChanged);   // before reading: what comes between is read twice
  if (renewed_at_ == state) return;
  if (renew()) renewed_at_ = state;
}

}  // namespace ocop::listings
