#include "modules/listings/store.h"

#include "kernel/db/columns.h"
#include "modules/listings/messages.h"

namespace ocop::listings::store {
namespace {

using db::Statement;

constexpr auto kState = db::columns<Listing>(
    db::column("until", &Listing::until), db::column("finding", &Listing::finding), db::column("checked", &Listing::checked),
    db::column("missing_since", &Listing::missing_since), db::column("due", &Listing::due), db::column("confirmed", &Listing::confirmed),
    db::column("confirmed_by", &Listing::confirmed_by));
constexpr auto kListing = db::columns<Listing>(
    db::column("id", &Listing::id), db::column("product", &Listing::product), db::column("platform", &Listing::platform),
    db::column("counts", &Listing::counts), db::column("link", &Listing::link), db::column("since", &Listing::since),
    db::column("entered_as", &Listing::entered_as), db::column("added_by", &Listing::added_by), db::column("added", &Listing::added),
    db::also(kState), db::column("version", &Listing::version));
constexpr auto kCopy = db::columns<Copy>(
    db::column("product", &Copy::product), db::column("producer", &Copy::producer, db::kNullWhenEmpty),
    db::column("province", &Copy::province), db::column("commune", &Copy::commune), db::column("code", &Copy::code),
    db::column("title", &Copy::title), db::column("sort_key", &Copy::sort_key, db::kBlob), db::column("stars", &Copy::stars),
    db::column("last_day", &Copy::last_day));
constexpr auto kShare = db::columns<Share>(
    db::column("province", &Share::province), db::column("commune", &Share::commune), db::column("products", &Share::products),
    db::column("found", &Share::found), db::column("confirmed", &Share::confirmed), db::column("unchecked", &Share::unchecked));

constexpr Statement kInsert{"listings.insert", "INSERT INTO listings_listing ({columns}) VALUES ({arguments})", kListing};
constexpr Statement kChange{
    "listings.change", "UPDATE listings_listing SET {assignments}, version = version + 1 WHERE id = {+1} AND version = {+2}", kState};
constexpr Statement kOfProduct{"listings.of_product", "SELECT {columns} FROM listings_listing WHERE product = $1 ORDER BY id", kListing};
constexpr Statement kFind{"listings.find", "SELECT {columns} FROM listings_listing WHERE id = $1", kListing};
constexpr Statement kDue{"listings.due",
                         "SELECT {columns} FROM listings_listing WHERE until IS NULL AND due <= $1 ORDER BY due, id LIMIT $2", kListing};
constexpr Statement kPutOff{"listings.put_off", "UPDATE listings_listing SET due = $1 WHERE id = $2 AND until IS NULL"};
constexpr Statement kPostpone{"listings.postpone",
                              "UPDATE listings_listing SET due = $1 WHERE until IS NULL AND due < $1 AND platform = $2"};
constexpr Statement kRecount{"listings.recount", "UPDATE listings_listing SET counts = $1 WHERE platform = $2 AND counts <> $1"};
constexpr auto kCountedRow = db::columns<Counted>(db::column("platform", &Counted::platform), db::column("counts", &Counted::counts));
constexpr Statement kCounted{"listings.counted", "SELECT DISTINCT {columns} FROM listings_listing", kCountedRow};
constexpr Statement kHeld{"listings.held", "SELECT DISTINCT product FROM listings_listing WHERE product IN {ids}"};

constexpr Statement kPut{"listings.put_product",
                         "INSERT INTO listings_product ({columns}) VALUES ({arguments}) ON CONFLICT (product) DO UPDATE SET"
                         " producer = excluded.producer, province = excluded.province, commune = excluded.commune, code = excluded.code,"
                         " title = excluded.title, sort_key = excluded.sort_key, stars = excluded.stars, last_day = excluded.last_day",
                         kCopy};
constexpr Statement kCopies{"listings.products", "SELECT {columns} FROM listings_product", kCopy};
constexpr Statement kListed{"listings.listed", "SELECT DISTINCT product FROM listings_listing"};
constexpr Statement kDrop{
    "listings.drop_product",
    "DELETE FROM listings_product WHERE product = $1 AND NOT EXISTS (SELECT 1 FROM listings_listing l WHERE l.product = $1)"};

// rules::standing() of a live listing `l` on `day`, as its place in the enum; days of Vietnam, which are seven hours ahead.
#define OCOP_DAY_OF(moment) "(" moment " + 25200000) / 86400000"
#define OCOP_STANDING(day)                                                                                                     \
  "CASE WHEN l.finding = 3 THEN 5 WHEN l.finding = 2 THEN 4 WHEN l.finding = 1 AND " OCOP_DAY_OF("l.checked") " + 30 >= " day  \
  " THEN 0 WHEN " OCOP_DAY_OF("l.confirmed") " + 90 >= " day " THEN 1 WHEN l.finding = 0 AND " OCOP_DAY_OF("l.added") " + 7 >= " day \
  " THEN 2 ELSE 3 END"
// The same of any listing.
#define OCOP_STANDING_OF_ALL(day) "CASE WHEN l.until IS NOT NULL THEN 6 ELSE " OCOP_STANDING(day) " END"

constexpr Statement kShares{
    "listings.shares",
    "SELECT p.province AS province, p.commune AS commune, count(*) AS products,"
    " sum(CASE WHEN b.best = 0 THEN 1 ELSE 0 END) AS found, sum(CASE WHEN b.best = 1 THEN 1 ELSE 0 END) AS confirmed,"
    " sum(CASE WHEN b.best IN (2, 3) THEN 1 ELSE 0 END) AS unchecked FROM listings_product p"
    " LEFT JOIN (SELECT l.product AS product, min(" OCOP_STANDING("$1") ") AS best FROM listings_listing l"
    " WHERE l.until IS NULL AND l.counts = 1 GROUP BY l.product) b ON b.product = p.product"
    " WHERE p.stars > 0 AND p.last_day >= $1 AND ($2 = '' OR p.province = $2)"
    " GROUP BY p.province, p.commune ORDER BY p.province, p.commune",
    kShare};
constexpr Statement kSharesOfMonth{
    "listings.shares_of_month",
    "SELECT {columns} FROM listings_month WHERE month = $1 AND ($2 = '' OR province = $2) ORDER BY province, commune", kShare};
constexpr Statement kClearMonth{"listings.clear_month", "DELETE FROM listings_month WHERE month = $1"};
constexpr Statement kPutMonth{"listings.put_month", "INSERT INTO listings_month ({columns}, month) VALUES ({arguments}, {+1})", kShare};
constexpr Statement kMonths{"listings.months", "SELECT DISTINCT month FROM listings_month ORDER BY month DESC LIMIT $1"};

// ---- /listings/links
constexpr auto kListedRow = db::columns<Listed>(db::nested("l", &Listed::listing, kListing), db::column("p.code", &Listed::code),
                                                db::column("p.title", &Listed::title), db::column("p.province", &Listed::province),
                                                db::column("p.commune", &Listed::commune));
constexpr lists::Condition kConditions[] = {
    {.word = "state", .sql = OCOP_STANDING_OF_ALL("{today}") " = ?", .kept = lists::Kept::integer,
     .group = OCOP_STANDING_OF_ALL("{today}")},
    {.word = "platform", .sql = "l.platform = ?", .group = "l.platform"},
    {.word = "province", .sql = "p.province = ?"},
    {.word = "commune", .sql = "p.commune = ?"},
    {.word = "product", .sql = "l.product = ?", .kept = lists::Kept::bytes}};
constexpr lists::Sort kSorts[] = {
    {.word = "added", .column = "l.added", .kept = lists::Kept::integer, .usual = lists::Direction::descending},
    {.word = "product", .column = "p.sort_key", .kept = lists::Kept::bytes},
    {.word = "checked", .column = "coalesce(l.checked, 0)", .kept = lists::Kept::integer, .usual = lists::Direction::descending}};
constexpr lists::Source kAll{.name = "listings.all",
                             .from = "FROM listings_listing l JOIN listings_product p ON p.product = l.product",
                             .columns = kListedRow,
                             .key = "l.id",
                             .cover = {.province = "p.province", .commune = "p.commune", .producer = "p.producer"},
                             .conditions = kConditions,
                             .sorts = kSorts};

// ---- /listings/missing
constexpr auto kWithout = db::columns<Without>(
    db::column("p.product", &Without::product), db::column("p.code", &Without::code), db::column("p.title", &Without::title),
    db::column("p.province", &Without::province), db::column("p.commune", &Without::commune), db::column("p.stars", &Without::stars),
    db::column("p.last_day", &Without::last_day));
constexpr lists::Condition kWithoutConditions[] = {{.word = "province", .sql = "p.province = ?"},
                                                   {.word = "commune", .sql = "p.commune = ?"},
                                                   {.word = "stars", .sql = "p.stars = ?", .kept = lists::Kept::integer}};
constexpr lists::Sort kWithoutSorts[] = {{.word = "product", .column = "p.sort_key", .kept = lists::Kept::bytes},
                                         {.word = "stars", .column = "-p.stars", .kept = lists::Kept::integer, .then = "p.sort_key",
                                          .then_kept = lists::Kept::bytes}};
constexpr lists::Source kMissing{
    .name = "listings.missing",
    .from = "FROM listings_product p",
    .columns = kWithout,
    .key = "p.product",
    .cover = {.province = "p.province", .commune = "p.commune", .producer = "p.producer"},
    .always = "p.stars > 0 AND p.last_day >= {today} AND NOT EXISTS (SELECT 1 FROM listings_listing l WHERE l.product = p.product"
              " AND l.until IS NULL AND l.counts = 1 AND l.finding NOT IN (2, 3))",
    .conditions = kWithoutConditions,
    .sorts = kWithoutSorts};

}  // namespace

void insert(db::Transaction& transaction, const Listing& listing) { transaction.execute(kInsert, kListing.of(listing)); }
bool change(db::Transaction& transaction, const Listing& listing) {
  return transaction.execute(kChange, kState.of(listing), listing.id, listing.version) == 1;
}
std::vector<Listing> of_product(db::Reader& reader, ProductId product) { return reader.all(kListing, kOfProduct, product); }
std::optional<Listing> find(db::Reader& reader, ListingId id) { return reader.first(kListing, kFind, id); }
std::vector<Listing> due(db::Reader& reader, Instant now, int limit) { return reader.all(kListing, kDue, now, limit); }
void put_off(db::Transaction& transaction, ListingId id, Instant until) { transaction.execute(kPutOff, until, id); }
void postpone(db::Transaction& transaction, std::string_view platform, Instant until) {
  transaction.execute(kPostpone, until, platform);
}
std::vector<Counted> counted(db::Reader& reader) { return reader.all(kCountedRow, kCounted); }
void recount(db::Transaction& transaction, const Platform& platform) {
  transaction.execute(kRecount, static_cast<std::int64_t>(platform.counts), platform.key);
}
std::vector<ProductId> held(db::Reader& reader, std::span<const ProductId> products) {
  return reader.by_ids(db::value<ProductId>, kHeld, products);
}

void put(db::Transaction& transaction, const Copy& copy) { transaction.execute(kPut, kCopy.of(copy)); }
std::vector<Copy> copies(db::Reader& reader) { return reader.all(kCopy, kCopies); }
std::vector<ProductId> listed(db::Reader& reader) { return reader.all(db::value<ProductId>, kListed); }
void drop(db::Transaction& transaction, ProductId product) { transaction.execute(kDrop, product); }

std::vector<Share> shares(db::Reader& reader, std::string_view province, Date today) {
  return reader.all(kShare, kShares, today, province);
}
std::vector<Share> shares_of_month(db::Reader& reader, std::string_view province, Date month) {
  return reader.all(kShare, kSharesOfMonth, month, province);
}
void put_month(db::Transaction& transaction, Date month, std::span<const Share> shares) {
  transaction.execute(kClearMonth, month);
  for (const Share& one : shares) transaction.send(kPutMonth, kShare.of(one), month);
}
std::vector<Date> months(db::Reader& reader, int limit) { return reader.all(db::value<Date>, kMonths, limit); }

lists::Rows<Listed> listings() { return {kAll, kListedRow}; }
lists::Rows<Without> without() { return {kMissing, kWithout}; }

std::vector<personal::Holding> personal_holdings() {
  return {personal::answers("listings_listing", "added_by",
                            {"listings.personal",
                             "SELECT added AS at, link AS words FROM listings_listing WHERE added_by = $1 ORDER BY added, id"},
                            msg::held_listings),
          personal::answers("listings_listing", "confirmed_by",
                            {"listings.personal",
                             "SELECT confirmed AS at, link AS words FROM listings_listing WHERE confirmed_by = $1 ORDER BY confirmed, id"},
                            msg::held_confirmations)};
}

}  // namespace ocop::listings::store
