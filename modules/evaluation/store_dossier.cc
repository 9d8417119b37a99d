#include "modules/evaluation/store.h"
#include "modules/evaluation/store_columns.h"

namespace ocop::evaluation::store {
namespace {

// What is known when it is opened, and what comes later.
constexpr auto kOpened = db::columns<Dossier>(
    db::column("id", &Dossier::id), db::column("product", &Dossier::product), db::column("producer", &Dossier::producer),
    db::column("product_name", &Dossier::product_name), db::column("kind", &Dossier::kind, db::words(name, parse_kind)),
    db::column("number", &Dossier::number), db::column("province", &Dossier::province), db::column("commune", &Dossier::commune),
    db::column("rulebook", &Dossier::rulebook), db::column("product_set", &Dossier::product_set),
    db::column("opened_at", &Dossier::opened_at), db::column("opened_by", &Dossier::opened_by),
    db::column("standing_until", &Dossier::standing_until), db::column("origin", &Dossier::origin),
    db::column("sent_by", &Dossier::sent_by), db::column("letter", &Dossier::letter), db::column("letter_day", &Dossier::letter_day));
constexpr auto kDossier = db::columns<Dossier>(
    db::also(kOpened), db::column("state", &Dossier::state, db::words(name, parse_state)), db::column("version", &Dossier::version),
    db::column("sheets_moved", &Dossier::sheets_moved),
    db::column("submitted_at", &Dossier::submitted_at), db::column("forwarded_at", &Dossier::forwarded_at),
    db::column("scoring_at", &Dossier::scoring_at), db::column("closed_at", &Dossier::closed_at),
    db::column("decided_at", &Dossier::decided_at), db::column("received_at", &Dossier::received_at),
    db::column("adopted_at", &Dossier::adopted_at), db::column("return_reason", &Dossier::return_reason),
    db::column("returned_from", &Dossier::returned_from, db::words(name, parse_state)), db::column("chair", &Dossier::chair),
    db::column("chair_declared", &Dossier::chair_declared),
    db::column("positions", &Dossier::positions, db::words(name, parse_positions)),
    db::column("positions_until", &Dossier::positions_until), db::column("positions_after", &Dossier::positions_after));
constexpr auto kFixedSettings = db::columns<Settings>(db::column("settings_valid_from", &Settings::valid_from), db::also(kCouncilSettings));
// A dossier's own settings are there once its council is named.
struct Read {
  Dossier dossier;
  std::optional<Settings> settings;
};
constexpr auto kRead = db::columns<Read>(db::nested(&Read::dossier, kDossier), db::nested(&Read::settings, kFixedSettings));

#define OCOP_SELECT_DOSSIER "SELECT {d.columns} FROM evaluation_dossier d "

constexpr db::Statement kFind{"evaluation.find", OCOP_SELECT_DOSSIER "WHERE d.id = $1", kRead};
constexpr db::Statement kLock{"evaluation.lock", OCOP_SELECT_DOSSIER "WHERE d.id = $1 {lock}", kRead};
constexpr db::Statement kOpenOfProduct{"evaluation.open_of_product", OCOP_SELECT_DOSSIER "WHERE d.product = $1 AND d.state <> 'decided'",
                                       kRead};
constexpr db::Statement kOfProduct{"evaluation.of_product", OCOP_SELECT_DOSSIER "WHERE d.product = $1 ORDER BY d.opened_at DESC, d.id DESC",
                                   kRead};
constexpr db::Statement kHeldProducts{"evaluation.held_products",
                                      "SELECT DISTINCT product FROM evaluation_dossier WHERE product IN {ids} ORDER BY product"};
constexpr db::Statement kLastDecided{"evaluation.last_decided_of_product",
                                     "SELECT id FROM evaluation_dossier WHERE product = $1 AND state = 'decided' "
                                     "ORDER BY decided_at DESC, id DESC LIMIT 1"};
constexpr db::Statement kLastDecidedBefore{"evaluation.last_decided_before",
                                           "SELECT id FROM evaluation_dossier WHERE product = $1 AND state = 'decided' "
                                           "AND decided_at <= $2 ORDER BY decided_at DESC, id DESC LIMIT 1"};
constexpr db::Statement kAllClosed{"evaluation.all_closed",
                                   "SELECT id FROM evaluation_dossier WHERE state IN ('closed', 'decided') ORDER BY id"};

struct Found { DossierId id; };
constexpr auto kFound = db::columns<Found>(db::column("id", &Found::id));
constexpr lists::Sort kAwaitingSorts[] = {{"closed", "d.closed_at", lists::Kept::integer}, {"number", "d.number"}};
constexpr lists::Source kAwaitingDecision{.name = "evaluation.awaiting_decision", .from = "FROM evaluation_dossier d", .columns = kFound,
                                          .key = "d.id", .cover = {.province = "d.province"}, .always = "d.state = 'closed'",
                                          .sorts = kAwaitingSorts};

// A forwarded dossier is kept as a submitted one with the day it was forwarded; to a reader of the list it is forwarded.
#define OCOP_STATE "CASE WHEN d.state = 'submitted' THEN 'forwarded' ELSE d.state END"
constexpr lists::Condition kReachedConditions[] = {{.word = "state", .sql = OCOP_STATE " = ?", .group = OCOP_STATE}};
#undef OCOP_STATE
constexpr lists::Sort kReachedSorts[] = {{"forwarded", "d.forwarded_at", lists::Kept::integer, lists::Direction::descending},
                                         {"number", "d.number"}};
constexpr lists::Source kReached{.name = "evaluation.reached",
                                 .from = "FROM evaluation_dossier d",
                                 .columns = kRead,
                                 .key = "d.id",
                                 .cover = {.province = "d.province"},
                                 .always = "d.forwarded_at IS NOT NULL",
                                 .conditions = kReachedConditions,
                                 .sorts = kReachedSorts};

constexpr db::Statement kByIds{"evaluation.by_ids", OCOP_SELECT_DOSSIER "WHERE d.id IN {ids}", kRead};
constexpr db::Statement kOpenIds{"evaluation.open_ids", "SELECT id FROM evaluation_dossier WHERE state <> 'decided' ORDER BY id"};
constexpr db::Statement kDecidedIds{"evaluation.decided_ids", "SELECT id FROM evaluation_dossier WHERE state = 'decided' ORDER BY id"};

constexpr db::Statement kInsert{"evaluation.insert_dossier",
                                "INSERT INTO evaluation_dossier ({columns}, state, version) VALUES ({arguments}, 'draft', 1)", kOpened};
constexpr db::Statement kHoldSerials{
    "evaluation.hold_serials",
    "INSERT INTO evaluation_serial (commune, year, last) VALUES ($1, $2, 0) "
    "ON CONFLICT (commune, year) DO UPDATE SET last = evaluation_serial.last"};
constexpr db::Statement kNextSerial{
    "evaluation.next_serial",
    "INSERT INTO evaluation_serial (commune, year, last) VALUES ($1, $2, 1) "
    "ON CONFLICT (commune, year) DO UPDATE SET last = evaluation_serial.last + 1 RETURNING last"};

constexpr db::Statement kSubmitted{"evaluation.set_submitted",
                                   "UPDATE evaluation_dossier SET state = 'submitted', submitted_at = $1, return_reason = '', "
                                   "returned_from = NULL, version = version + 1 WHERE id = $2 AND version = $3 AND state = 'draft'"};
constexpr db::Statement kReturned{"evaluation.set_returned",
                                  "UPDATE evaluation_dossier SET state = 'draft', forwarded_at = NULL, return_reason = $1, "
                                  "returned_from = $2, version = version + 1 WHERE id = $3 AND version = $4 AND state = 'submitted'"};
constexpr db::Statement kForwarded{"evaluation.set_forwarded",
                                   "UPDATE evaluation_dossier SET forwarded_at = $1, version = version + 1 "
                                   "WHERE id = $2 AND version = $3 AND state = 'submitted' AND forwarded_at IS NULL"};
constexpr db::Statement kScoring{
    "evaluation.set_scoring",
    "UPDATE evaluation_dossier SET {assignments}, state = 'scoring', scoring_at = {+1}, chair = {+2}, version = version + 1 "
    "WHERE id = {+3} AND version = {+4} AND state = 'submitted' AND forwarded_at IS NOT NULL", kFixedSettings};
constexpr db::Statement kChairDeclared{"evaluation.chair_declared",
                                       "UPDATE evaluation_dossier SET chair_declared = $1 WHERE id = $2 AND chair_declared IS NULL"};
constexpr db::Statement kNewChair{"evaluation.new_chair",
                                  "UPDATE evaluation_dossier SET chair = $1, chair_declared = NULL "
                                  "WHERE id = $2 AND state = 'scoring' AND chair = $3"};
constexpr db::Statement kMoved{"evaluation.set_moved",
                               "UPDATE evaluation_dossier SET sheets_moved = sheets_moved + 1 WHERE id = $1 AND state = 'scoring'"};
constexpr db::Statement kClosed{"evaluation.set_closed",
                                "UPDATE evaluation_dossier SET state = 'closed', closed_at = $1, version = version + 1 "
                                "WHERE id = $2 AND version = $3 AND state = 'scoring'"};
constexpr db::Statement kDecided{"evaluation.set_decided",
                                 "UPDATE evaluation_dossier SET state = 'decided', decided_at = $1, version = version + 1 "
                                 "WHERE id = $2 AND version = $3 AND state = 'closed'"};
constexpr db::Statement kReceived{"evaluation.set_received",
                                  "UPDATE evaluation_dossier SET received_at = $1, version = version + 1 WHERE id = $2 AND version = $3 "
                                  "AND state = 'submitted' AND forwarded_at IS NOT NULL AND received_at IS NULL"};
constexpr db::Statement kAdopted{
    "evaluation.set_adopted",
    "UPDATE evaluation_dossier SET {assignments}, state = 'closed', scoring_at = {+1}, closed_at = {+1}, adopted_at = {+1}, chair = {+2}, "
    "version = version + 1 WHERE id = {+3} AND version = {+4} AND state = 'submitted' AND forwarded_at IS NOT NULL", kFixedSettings};
constexpr db::Statement kOfOrigin{"evaluation.of_origin", "SELECT id FROM evaluation_dossier WHERE origin = $1"};
constexpr db::Statement kRemoveDraft{"evaluation.remove_draft",
                                     "DELETE FROM evaluation_dossier WHERE id = $1 AND version = $2 AND state = 'draft'"};

constexpr db::Statement kSettingsOfDossier{
    "evaluation.settings_of_dossier",
    "SELECT {columns} FROM evaluation_setting WHERE province = (SELECT province FROM evaluation_dossier WHERE id = $1) "
    "AND valid_from <= $2 ORDER BY valid_from DESC LIMIT 1", kSettings};
constexpr db::Statement kAssigned{"evaluation.assigned",
                                  "SELECT 1 FROM evaluation_dossier d WHERE d.id = $1 AND (d.chair = $2 OR EXISTS (SELECT 1 FROM "
                                  "evaluation_sheet s WHERE s.dossier = d.id AND s.member = $2))"};

#undef OCOP_SELECT_DOSSIER

// The settings are those fixed in it, if any. A forwarded dossier is kept as a submitted one with the day it was forwarded.
Dossier whole(Read read) {
  if (read.settings) read.dossier.settings = *read.settings;
  if (read.dossier.state == State::submitted && read.dossier.forwarded_at) read.dossier.state = State::forwarded;
  return std::move(read.dossier);
}

}  // namespace

AskedDossier::AskedDossier(db::Reader& reader, const db::Statement& which, const Scope& scope, DossierId id, Date today)
    : scope_(scope), dossier_(reader.query(which, id)), settings_(reader.query(kSettingsOfDossier, id, today)),
      requests_(ask_requests(reader, id)) {
  if (scope.reach != Scope::Reach::nothing && scope.assignee) assigned_.emplace(reader.query(kAssigned, id, *scope.assignee));
}

std::optional<Dossier> AskedDossier::take() {
  if (!dossier_.next()) return std::nullopt;
  Read read = kRead(dossier_.row());
  const bool sent = !read.dossier.sent_by.empty() && scope_.covers(read.dossier.sent_by, {}, std::nullopt);
  if (!sent && !scope_.covers(read.dossier.province, read.dossier.commune, read.dossier.producer) && !(assigned_ && assigned_->next()))
    return std::nullopt;
  if (!read.settings && settings_.next()) read.settings = kSettings(settings_.row());
  Dossier out = whole(std::move(read));
  out.requests = take_requests(std::move(requests_));
  return out;
}

std::optional<Dossier> find(db::Reader& reader, const Scope& scope, DossierId id, Date today) {
  return AskedDossier(reader, kFind, scope, id, today).take();
}

AskedDossier ask_locked(db::Transaction& transaction, const Scope& scope, DossierId id, Date today) {
  return AskedDossier(transaction, kLock, scope, id, today);
}

std::vector<Dossier> by_ids(db::Reader& reader, std::span<const DossierId> ids) {
  std::vector<Dossier> out;
  for (Read& read : reader.by_ids(kRead, kByIds, ids)) out.push_back(whole(std::move(read)));
  fill_requests(reader, out);
  return out;
}

std::vector<DossierId> ids(db::Reader& reader, Which which) {
  return reader.all(db::value<DossierId>, which == Which::open ? kOpenIds : kDecidedIds);
}

lists::Rows<Dossier> of_province() {
  return {kReached, [](const db::Row& row) { return whole(kRead(row)); }};
}
lists::Rows<DossierId> awaiting_decision() { return {kAwaitingDecision, db::value<DossierId>}; }

std::vector<DossierId> all_closed(db::Reader& reader) {
  return reader.all(db::value<DossierId>, kAllClosed);
}

std::optional<Dossier> open_of_product(db::Reader& reader, ProductId product, Date today) {
  auto read = reader.first(kRead, kOpenOfProduct, product);
  if (!read) return std::nullopt;
  if (!read->settings) read->settings = settings(reader, read->dossier.province, today);
  return whole(std::move(*read));
}

std::vector<Dossier> of_product(db::Reader& reader, const Scope& scope, ProductId product) {
  std::vector<Dossier> out;
  for (Read& read : reader.all(kRead, kOfProduct, product)) {
    const bool sent = !read.dossier.sent_by.empty() && scope.covers(read.dossier.sent_by, {}, std::nullopt);
    if (!sent && !scope.covers(read.dossier.province, read.dossier.commune, read.dossier.producer)) continue;
    out.push_back(whole(std::move(read)));
  }
  return out;
}

std::vector<ProductId> with_dossiers(db::Reader& reader, std::span<const ProductId> products) {
  return reader.by_ids(db::value<ProductId>, kHeldProducts, products);
}

std::optional<DossierId> last_decided_of_product(db::Reader& reader, ProductId product) {
  return reader.first(db::value<DossierId>, kLastDecided, product);
}

std::optional<DossierId> last_decided_before(db::Reader& reader, ProductId product, Instant opened) {
  return reader.first(db::value<DossierId>, kLastDecidedBefore, product, opened);
}

void insert(db::Transaction& transaction, const Dossier& dossier) {
  transaction.send(kInsert, kOpened.of(dossier));
}

void hold_serials(db::Transaction& transaction, std::string_view commune, int year) { transaction.send(kHoldSerials, commune, year); }

int next_serial(db::Transaction& transaction, std::string_view commune, int year) {
  return transaction.first(db::value<int>, kNextSerial, commune, year).value();
}

bool set_submitted(db::Transaction& transaction, const Dossier& dossier, Instant now) {
  return transaction.execute(kSubmitted, now, dossier.id, dossier.version) == 1;
}

bool set_returned(db::Transaction& transaction, const Dossier& dossier, std::string_view reason) {
  return transaction.execute(kReturned, reason, name(dossier.state), dossier.id, dossier.version) == 1;
}

bool set_forwarded(db::Transaction& transaction, const Dossier& dossier, Instant now) {
  return transaction.execute(kForwarded, now, dossier.id, dossier.version) == 1;
}

bool set_scoring(db::Transaction& transaction, const Dossier& dossier, AccountId chair, Instant now) {
  return transaction.execute(kScoring, kFixedSettings.of(dossier.settings), now, chair, dossier.id, dossier.version) == 1;
}

bool set_chair_declared(db::Transaction& transaction, DossierId dossier, Instant now) {
  return transaction.execute(kChairDeclared, now, dossier) == 1;
}
bool set_chair(db::Transaction& transaction, DossierId dossier, AccountId chair, AccountId instead_of) {
  return transaction.execute(kNewChair, chair, dossier, instead_of) == 1;
}
void set_moved(db::Transaction& transaction, DossierId dossier) { transaction.send(kMoved, dossier); }

bool set_closed(db::Transaction& transaction, const Dossier& dossier, Instant now) {
  return transaction.execute(kClosed, now, dossier.id, dossier.version) == 1;
}

bool set_decided(db::Transaction& transaction, DossierId dossier, std::int64_t version, Instant now) {
  return transaction.execute(kDecided, now, dossier, version) == 1;
}

bool set_received(db::Transaction& transaction, const Dossier& dossier, Instant now) {
  return transaction.execute(kReceived, now, dossier.id, dossier.version) == 1;
}

bool set_adopted(db::Transaction& transaction, const Dossier& dossier, AccountId chair, Instant now) {
  return transaction.execute(kAdopted, kFixedSettings.of(dossier.settings), now, chair, dossier.id, dossier.version) == 1;
}

std::optional<DossierId> of_origin(db::Reader& reader, DossierId origin) {
  return reader.first(db::value<DossierId>, kOfOrigin, origin);
}

bool remove_draft(db::Transaction& transaction, const Dossier& dossier) {
  return transaction.execute(kRemoveDraft, dossier.id, dossier.version) == 1;
}

}  // namespace ocop::evaluation::store
