#include "modules/quotations/store.h"

#include <algorithm>
#include <map>
#include <set>

#include "kernel/db/columns.h"
#include "modules/quotations/messages.h"

namespace ocop::quotations::store {
namespace {

using db::Statement;

constexpr auto kChanging = db::columns<Quotation>(
    db::column("state", &Quotation::state), db::column("company", &Quotation::company), db::column("tax_code", &Quotation::tax_code),
    db::column("name", &Quotation::name), db::column("phone", &Quotation::phone), db::column("mail", &Quotation::mail),
    db::column("place", &Quotation::place), db::column("words", &Quotation::words), db::column("until", &Quotation::until),
    db::column("moved", &Quotation::moved), db::column("reason", &Quotation::reason), db::column("offers", &Quotation::offers),
    db::column("order_number", &Quotation::order), db::column("waiting", &Quotation::waits));
constexpr auto kQuotation = db::columns<Quotation>(
    db::column("id", &Quotation::id), db::column("number", &Quotation::number), db::column("key", &Quotation::key, db::kBlob),
    db::column("producer", &Quotation::producer), db::column("opened_by", &Quotation::opened_by),
    db::column("wanted_by", &Quotation::wanted_by), db::column("language", &Quotation::language), db::column("opened", &Quotation::opened),
    db::also(kChanging), db::column("version", &Quotation::version));

struct WantedRow {
  QuotationId quotation;
  std::int64_t position = 0;
  Wanted wanted;
};
constexpr auto kWanted = db::columns<Wanted>(db::column("item", &Wanted::item), db::column("product", &Wanted::product),
                                             db::column("title", &Wanted::title), db::column("count", &Wanted::count));
constexpr auto kWantedRow = db::columns<WantedRow>(db::column("quotation", &WantedRow::quotation),
                                                   db::column("position", &WantedRow::position), db::nested(&WantedRow::wanted, kWanted));

constexpr auto kOffer = db::columns<Offer>(
    db::column("number", &Offer::number), db::column("written", &Offer::written), db::column("written_by", &Offer::written_by),
    db::column("delivery", &Offer::delivery), db::column("box", &Offer::box), db::column("vat", &Offer::vat),
    db::column("terms", &Offer::terms), db::column("valid_until", &Offer::valid_until), db::column("ready", &Offer::ready),
    db::column("seller_tax", &Offer::seller_tax), db::column("seller_phone", &Offer::seller_phone),
    db::column("seller_address", &Offer::seller_address));
constexpr auto kNewest = db::columns<Newest>(db::column("quotation", &Newest::quotation), db::nested(&Newest::offer, kOffer));

constexpr auto kLine = db::columns<Line>(db::column("item", &Line::item, db::kNullWhenEmpty),
                                         db::column("product", &Line::product, db::kNullWhenEmpty), db::column("title", &Line::title),
                                         db::column("unit", &Line::unit), db::column("count", &Line::count),
                                         db::column("price", &Line::price), db::column("discount", &Line::discount));
struct LineRow {
  QuotationId quotation;
  std::int64_t offer = 0, position = 0;
  Line line;
};
constexpr auto kLineRow = db::columns<LineRow>(db::column("quotation", &LineRow::quotation), db::column("offer", &LineRow::offer),
                                               db::column("position", &LineRow::position), db::nested(&LineRow::line, kLine));
constexpr auto kWaiting = db::columns<Waiting>(db::column("producer", &Waiting::producer), db::column("COUNT(*)", &Waiting::count));

// The states of these texts: what is asked is 0, what is asked or offered below 2.
static_assert(static_cast<int>(State::asked) == 0 && static_cast<int>(State::offered) == 1);

#define OCOP_SELECT "SELECT {columns} FROM quotations_quotation "
constexpr Statement kInsert{"quotations.insert",
                            "INSERT INTO quotations_quotation ({columns}) VALUES ({arguments}) ON CONFLICT DO NOTHING", kQuotation};
constexpr Statement kInsertWanted{"quotations.insert_wanted", "INSERT INTO quotations_wanted ({columns}) VALUES ({arguments})", kWantedRow};
constexpr Statement kInsertOffer{"quotations.insert_offer", "INSERT INTO quotations_offer ({columns}) VALUES ({arguments})", kNewest};
constexpr Statement kInsertLine{"quotations.insert_line", "INSERT INTO quotations_line ({columns}) VALUES ({arguments})", kLineRow};
constexpr Statement kChange{"quotations.change",
                            "UPDATE quotations_quotation SET {assignments}, version = version + 1 WHERE id = {+1} AND version = {+2}",
                            kChanging};
constexpr Statement kByNumber{"quotations.by_number", OCOP_SELECT "WHERE number = $1", kQuotation};
constexpr Statement kByKey{"quotations.by_key", OCOP_SELECT "WHERE key = $1", kQuotation};
constexpr Statement kWantedOf{"quotations.wanted",
                              "SELECT {columns} FROM quotations_wanted WHERE quotation IN {ids} ORDER BY quotation, position", kWantedRow};
constexpr Statement kOffers{"quotations.offers", "SELECT {columns} FROM quotations_offer WHERE quotation = $1 ORDER BY number DESC",
                            kOffer};
constexpr Statement kLines{"quotations.lines",
                           "SELECT {columns} FROM quotations_line WHERE quotation IN {ids} ORDER BY quotation, offer, position", kLineRow};
constexpr Statement kOfProducer{"quotations.of_producer",
                                OCOP_SELECT "WHERE producer = $1 ORDER BY waiting DESC, moved DESC, id DESC LIMIT $2", kQuotation};
constexpr Statement kNewestOf{"quotations.newest",
                              "SELECT {columns} FROM quotations_offer WHERE quotation IN {ids} ORDER BY quotation, number", kNewest};
constexpr Statement kLatest{"quotations.latest",
                            "SELECT {o.columns} FROM quotations_offer o JOIN quotations_quotation q ON q.id = o.quotation"
                            " WHERE q.producer = $1 ORDER BY o.written DESC, o.number DESC LIMIT 1", kOffer};
constexpr Statement kAskedByPhone{"quotations.asked_by_phone",
                                  OCOP_SELECT "WHERE producer = $1 AND phone = $2 AND state = 0 ORDER BY opened, id", kQuotation};
constexpr Statement kAskedOf{"quotations.asked_of_producer",
                             "SELECT COUNT(*) FROM quotations_quotation WHERE producer = $1 AND state = 0 AND opened_by = 0"};
constexpr Statement kWaitingOf{"quotations.waiting",
                               "SELECT {columns} FROM quotations_quotation WHERE producer IN {ids} AND waiting = 1"
                               " GROUP BY producer ORDER BY producer", kWaiting};
constexpr Statement kDue{"quotations.due", "SELECT number FROM quotations_quotation WHERE until IS NOT NULL AND until <= $1"
                                           " ORDER BY until LIMIT $2"};
constexpr Statement kToForget{"quotations.to_forget",
                              "SELECT number FROM quotations_quotation WHERE phone <> '' AND moved < $1 AND state >= 2"
                              " ORDER BY moved LIMIT $2"};
constexpr Statement kEmptyOffers{"quotations.empty_offers",
                                 "UPDATE quotations_offer SET box = '', terms = '', vat = '' WHERE quotation = $1"};
constexpr Statement kAny{"quotations.any", "SELECT id FROM quotations_quotation WHERE producer = $1 LIMIT 1"};
constexpr Statement kHeldLines{"quotations.held", "SELECT DISTINCT product FROM quotations_line WHERE product IN {ids}"};
constexpr Statement kHeldWanted{"quotations.held_wanted", "SELECT DISTINCT product FROM quotations_wanted WHERE product IN {ids}"};

std::vector<Quotation> with_wanted(db::Reader& reader, std::vector<Quotation> quotations) {
  std::vector<QuotationId> ids;
  std::map<QuotationId, Quotation*> by_id;
  for (Quotation& one : quotations) {
    ids.push_back(one.id);
    by_id[one.id] = &one;
  }
  for (WantedRow& row : reader.by_ids(kWantedRow, kWantedOf, std::span<const QuotationId>(ids)))
    by_id[row.quotation]->wanted.push_back(std::move(row.wanted));
  return quotations;
}
std::optional<Quotation> first(std::vector<Quotation> quotations) {
  return quotations.empty() ? std::nullopt : std::optional(std::move(quotations.front()));
}

}  // namespace

bool insert(db::Transaction& transaction, const Quotation& quotation) {
  return transaction.execute(kInsert, kQuotation.of(quotation)) == 1;
}
void insert_wanted(db::Transaction& transaction, const Quotation& quotation) {
  for (std::size_t i = 0; i < quotation.wanted.size(); ++i) {
    const WantedRow row{quotation.id, static_cast<std::int64_t>(i), quotation.wanted[i]};
    transaction.send(kInsertWanted, kWantedRow.of(row));
  }
}
void insert(db::Transaction& transaction, QuotationId quotation, const Offer& offer) {
  const Newest of_it{quotation, offer};
  transaction.execute(kInsertOffer, kNewest.of(of_it));
  for (std::size_t i = 0; i < offer.lines.size(); ++i) {
    const LineRow row{quotation, offer.number, static_cast<std::int64_t>(i), offer.lines[i]};
    transaction.send(kInsertLine, kLineRow.of(row));
  }
}
bool change(db::Transaction& transaction, const Quotation& quotation) {
  return transaction.execute(kChange, kChanging.of(quotation), quotation.id, quotation.version) == 1;
}
std::optional<Quotation> by_number(db::Reader& reader, std::string_view number) {
  return first(with_wanted(reader, reader.all(kQuotation, kByNumber, number)));
}
std::optional<Quotation> by_key(db::Reader& reader, std::string_view key) {
  return first(with_wanted(reader, reader.all(kQuotation, kByKey, db::Bind::blob(key))));
}
std::vector<Offer> offers(db::Reader& reader, QuotationId quotation) {
  std::vector<Offer> out = reader.all(kOffer, kOffers, quotation);
  for (LineRow& row : reader.by_ids(kLineRow, kLines, std::span<const QuotationId>(&quotation, 1)))
    if (const auto at = std::ranges::find(out, row.offer, &Offer::number); at != out.end()) at->lines.push_back(std::move(row.line));
  return out;
}
std::vector<Quotation> of_producer(db::Reader& reader, ProducerId producer, std::int64_t most) {
  return reader.all(kQuotation, kOfProducer, producer, most);
}
std::vector<Newest> newest(db::Reader& reader, std::span<const QuotationId> quotations) {
  std::map<QuotationId, Newest> last;    // in the order of their numbers: the newest stays
  for (Newest& one : reader.by_ids(kNewest, kNewestOf, quotations)) last[one.quotation] = std::move(one);
  for (LineRow& row : reader.by_ids(kLineRow, kLines, quotations))
    if (Newest& one = last[row.quotation]; one.offer.number == row.offer) one.offer.lines.push_back(std::move(row.line));
  std::vector<Newest> out;
  for (auto& [id, one] : last) out.push_back(std::move(one));
  return out;
}
std::optional<Offer> latest_of_producer(db::Reader& reader, ProducerId producer) { return reader.first(kOffer, kLatest, producer); }
std::vector<Quotation> asked_by_phone(db::Reader& reader, ProducerId producer, std::string_view phone) {
  return with_wanted(reader, reader.all(kQuotation, kAskedByPhone, producer, phone));
}
std::int64_t asked_of_producer(db::Reader& reader, ProducerId producer) {
  return reader.first(db::value<std::int64_t>, kAskedOf, producer).value_or(0);
}
std::vector<Waiting> waiting(db::Reader& reader, std::span<const ProducerId> producers) {
  return reader.by_ids(kWaiting, kWaitingOf, producers);
}
std::vector<std::string> due(db::Reader& reader, Instant now, std::int64_t most) {
  return reader.all(db::value<std::string>, kDue, now, most);
}
std::vector<std::string> to_forget(db::Reader& reader, Instant before, std::int64_t most) {
  return reader.all(db::value<std::string>, kToForget, before, most);
}
void empty_offers(db::Transaction& transaction, QuotationId quotation) { transaction.send(kEmptyOffers, quotation); }
bool any_of(db::Reader& reader, ProducerId producer) { return reader.first(db::value<QuotationId>, kAny, producer).has_value(); }
std::vector<ProductId> held(db::Reader& reader, std::span<const ProductId> products) {
  std::set<ProductId> out;
  for (const Statement* statement : {&kHeldLines, &kHeldWanted})
    for (const ProductId one : reader.by_ids(db::value<ProductId>, *statement, products)) out.insert(one);
  return {out.begin(), out.end()};
}

std::vector<personal::Holding> personal_holdings() {
  return {personal::answers("quotations_offer", "written_by",
                            {"quotations.personal",
                             "SELECT written AS at, number AS count FROM quotations_offer WHERE written_by = $1"
                             " ORDER BY written, quotation, number"},
                            msg::held_offers)};
}

}  // namespace ocop::quotations::store
