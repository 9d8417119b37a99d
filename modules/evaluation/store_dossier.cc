#include <algorithm>
#include <set>

#include "modules/evaluation/store.h"

namespace ocop::evaluation::store {
namespace {

#define OCOP_DOSSIER_COLUMNS                                                                                                          \
  "d.id, d.product, d.producer, d.product_name, d.kind, d.number, d.province, d.commune, d.rulebook, d.product_set, d.state, "          \
  "d.version, d.opened_at, d.opened_by, d.submitted_at, d.scoring_at, d.closed_at, d.decided_at, d.standing_until, d.return_reason, "   \
  "d.chair, d.settings_valid_from, d.council_size_min, d.quorum_percent, d.spread_limit, d.floor_basis, d.rounding, d.self_score"
#define OCOP_SELECT_DOSSIER "SELECT " OCOP_DOSSIER_COLUMNS " FROM evaluation_dossier d "

constexpr db::Statement kFind{"evaluation.find", OCOP_SELECT_DOSSIER "WHERE d.id = $1"};
constexpr db::Statement kLock{"evaluation.lock", OCOP_SELECT_DOSSIER "WHERE d.id = $1 {lock}"};
constexpr db::Statement kOpenOfProduct{"evaluation.open_of_product", OCOP_SELECT_DOSSIER "WHERE d.product = $1 AND d.state <> 'decided'"};
constexpr db::Statement kLastDecided{"evaluation.last_decided_of_product",
                                     "SELECT id FROM evaluation_dossier WHERE product = $1 AND state = 'decided' "
                                     "ORDER BY decided_at DESC, id DESC LIMIT 1"};
constexpr db::Statement kAllClosed{"evaluation.all_closed",
                                   "SELECT id FROM evaluation_dossier WHERE state IN ('closed', 'decided') ORDER BY id"};

// Lists, one per way of being covered; the longest wait first.
constexpr db::Statement kOpenEverywhere{"evaluation.open_everywhere",
                                        OCOP_SELECT_DOSSIER "WHERE d.state <> 'decided' ORDER BY d.opened_at, d.id LIMIT $1"};
constexpr db::Statement kOpenOfProducer{
    "evaluation.open_of_producer",
    OCOP_SELECT_DOSSIER "WHERE d.producer = $1 AND d.state <> 'decided' ORDER BY d.opened_at, d.id LIMIT $2"};
constexpr db::Statement kOpenOfCommune{
    "evaluation.open_of_commune",
    OCOP_SELECT_DOSSIER "WHERE d.commune = $1 AND d.state NOT IN ('draft', 'decided') ORDER BY d.submitted_at, d.id LIMIT $2"};
constexpr db::Statement kOpenOfProvince{
    "evaluation.open_of_province",
    OCOP_SELECT_DOSSIER "WHERE d.province = $1 AND d.state NOT IN ('draft', 'decided') ORDER BY d.submitted_at, d.id LIMIT $2"};
constexpr db::Statement kOpenOfAssignee{
    "evaluation.open_of_assignee",
    OCOP_SELECT_DOSSIER "WHERE d.state IN ('scoring', 'closed') AND (d.chair = $1 OR EXISTS (SELECT 1 FROM evaluation_sheet s "
                        "WHERE s.dossier = d.id AND s.member = $1)) ORDER BY d.scoring_at, d.id LIMIT $2"};
constexpr db::Statement kDoneEverywhere{"evaluation.done_everywhere",
                                        OCOP_SELECT_DOSSIER "WHERE d.state = 'decided' ORDER BY d.decided_at DESC, d.id LIMIT $1"};
constexpr db::Statement kDoneOfProducer{
    "evaluation.done_of_producer",
    OCOP_SELECT_DOSSIER "WHERE d.producer = $1 AND d.state = 'decided' ORDER BY d.decided_at DESC, d.id LIMIT $2"};
constexpr db::Statement kDoneOfCommune{
    "evaluation.done_of_commune",
    OCOP_SELECT_DOSSIER "WHERE d.commune = $1 AND d.state = 'decided' ORDER BY d.decided_at DESC, d.id LIMIT $2"};
constexpr db::Statement kDoneOfProvince{
    "evaluation.done_of_province",
    OCOP_SELECT_DOSSIER "WHERE d.province = $1 AND d.state = 'decided' ORDER BY d.decided_at DESC, d.id LIMIT $2"};
constexpr db::Statement kDoneOfAssignee{
    "evaluation.done_of_assignee",
    OCOP_SELECT_DOSSIER "WHERE d.state = 'decided' AND (d.chair = $1 OR EXISTS (SELECT 1 FROM evaluation_sheet s "
                        "WHERE s.dossier = d.id AND s.member = $1)) ORDER BY d.decided_at DESC, d.id LIMIT $2"};

constexpr db::Statement kInsert{
    "evaluation.insert_dossier",
    "INSERT INTO evaluation_dossier (id, product, producer, product_name, kind, number, province, commune, rulebook, product_set, state, "
    "version, opened_at, opened_by, standing_until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'draft', 1, $11, $12, $13)"};
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
                                   "version = version + 1 WHERE id = $2 AND version = $3 AND state = 'draft'"};
constexpr db::Statement kReturned{"evaluation.set_returned",
                                  "UPDATE evaluation_dossier SET state = 'draft', return_reason = $1, version = version + 1 "
                                  "WHERE id = $2 AND version = $3 AND state = 'submitted'"};
constexpr db::Statement kScoring{
    "evaluation.set_scoring",
    "UPDATE evaluation_dossier SET state = 'scoring', scoring_at = $1, chair = $2, settings_valid_from = $3, council_size_min = $4, "
    "quorum_percent = $5, spread_limit = $6, floor_basis = $7, rounding = $8, self_score = $9, version = version + 1 "
    "WHERE id = $10 AND version = $11 AND state = 'submitted'"};
constexpr db::Statement kClosed{"evaluation.set_closed",
                                "UPDATE evaluation_dossier SET state = 'closed', closed_at = $1, version = version + 1 "
                                "WHERE id = $2 AND version = $3 AND state = 'scoring'"};
constexpr db::Statement kDecided{"evaluation.set_decided",
                                 "UPDATE evaluation_dossier SET state = 'decided', decided_at = $1, version = version + 1 "
                                 "WHERE id = $2 AND version = $3 AND state = 'closed'"};
constexpr db::Statement kRemoveDraft{"evaluation.remove_draft",
                                     "DELETE FROM evaluation_dossier WHERE id = $1 AND version = $2 AND state = 'draft'"};

constexpr db::Statement kRemembered{"evaluation.remembered",
                                    "SELECT dossier FROM evaluation_idempotency WHERE account = $1 AND request_key = $2"};
constexpr db::Statement kRemember{"evaluation.remember",
                                  "INSERT INTO evaluation_idempotency (account, request_key, dossier, at) VALUES ($1, $2, $3, $4)"};
constexpr db::Statement kAssigned{"evaluation.assigned",
                                  "SELECT 1 FROM evaluation_dossier d WHERE d.id = $1 AND (d.chair = $2 OR EXISTS (SELECT 1 FROM "
                                  "evaluation_sheet s WHERE s.dossier = d.id AND s.member = $2))"};

#undef OCOP_SELECT_DOSSIER
#undef OCOP_DOSSIER_COLUMNS

Dossier read_dossier(const db::Row& row) {
  Dossier out;
  out.id = row.id<DossierId>(0);
  out.product = row.id<ProductId>(1);
  out.producer = row.id<ProducerId>(2);
  out.product_name = row.string(3);
  out.kind = parse_kind(row.text(4)).value_or(Kind::first);
  out.number = row.string(5);
  out.province = row.string(6);
  out.commune = row.string(7);
  out.rulebook = row.string(8);
  out.product_set = row.string(9);
  out.state = parse_state(row.text(10)).value_or(State::draft);   // the column's CHECK leaves no other name
  out.version = row.integer(11);
  out.opened_at = row.instant(12);
  out.opened_by = row.id<AccountId>(13);
  out.submitted_at = row.optional_instant(14);
  out.scoring_at = row.optional_instant(15);
  out.closed_at = row.optional_instant(16);
  out.decided_at = row.optional_instant(17);
  out.standing_until = row.optional_date(18);
  out.return_reason = row.string(19);
  out.chair = row.optional_id<AccountId>(20);
  return out;
}

struct Read { Dossier dossier; bool has_settings = false; };
Read read_row(const db::Row& row) {
  Read out{read_dossier(row), !row.is_null(23)};
  if (!out.has_settings) return out;
  Settings& settings = out.dossier.settings;
  settings.valid_from = row.date(21);
  settings.council_size_min = static_cast<int>(row.integer(22));
  settings.quorum_percent = static_cast<int>(row.integer(23));
  settings.spread_limit = static_cast<int>(row.integer(24));
  settings.floor_basis = row.text(25) == "every_sheet" ? rulebooks::FloorBasis::every_sheet : rulebooks::FloorBasis::mean;
  settings.rounding = row.text(26) == "half_up" ? rulebooks::Rounding::half_up : rulebooks::Rounding::cut;
  settings.self_score = row.text(27) == "shown" ? SelfScore::shown : SelfScore::hidden;
  return out;
}

Dossier with_settings(db::Reader& reader, Read read, Date today) {
  if (!read.has_settings) read.dossier.settings = settings(reader, read.dossier.province, today);
  return std::move(read.dossier);
}

bool covered(db::Reader& reader, const Scope& scope, const Dossier& dossier) {
  if (scope.covers(dossier.province, dossier.commune, dossier.producer)) return true;
  if (scope.reach == Scope::Reach::nothing || !scope.assignee) return false;
  return reader.first([](const db::Row&) { return true; }, kAssigned, dossier.id, *scope.assignee).has_value();
}

std::optional<Dossier> found(db::Reader& reader, const Scope& scope, std::optional<Read> read, Date today) {
  if (!read || !covered(reader, scope, read->dossier)) return std::nullopt;
  return with_settings(reader, std::move(*read), today);
}

// One statement per way of being covered, each dossier once.
struct Lists {
  const db::Statement& everywhere;
  const db::Statement& producer;
  const db::Statement& commune;
  const db::Statement& province;
  const db::Statement& assignee;
  int most;
};
std::vector<Dossier> collect(db::Reader& reader, const Scope& scope, const Lists& lists, Date today) {
  std::vector<Read> rows;
  std::set<DossierId> seen;
  const auto add = [&](const db::Statement& statement, const auto&... args) {
    for (Read& read : reader.all(read_row, statement, args...))
      if (seen.insert(read.dossier.id).second) rows.push_back(std::move(read));
  };
  if (scope.reach == Scope::Reach::everything) add(lists.everywhere, lists.most);
  if (scope.reach == Scope::Reach::listed) {
    for (const ProducerId& producer : scope.producers) add(lists.producer, producer, lists.most);
    for (const std::string& commune : scope.communes) add(lists.commune, commune, lists.most);
    for (const std::string& province : scope.provinces) add(lists.province, province, lists.most);
    if (scope.assignee) add(lists.assignee, *scope.assignee, lists.most);
  }
  std::vector<Dossier> out;
  for (Read& read : rows) out.push_back(with_settings(reader, std::move(read), today));
  return out;
}

std::string_view floor_basis_name(rulebooks::FloorBasis basis) { return basis == rulebooks::FloorBasis::mean ? "mean" : "every_sheet"; }
std::string_view rounding_name(rulebooks::Rounding rounding) { return rounding == rulebooks::Rounding::cut ? "cut" : "half_up"; }
std::string_view self_score_name(SelfScore score) { return score == SelfScore::hidden ? "hidden" : "shown"; }

}  // namespace

std::optional<Dossier> find(db::Reader& reader, const Scope& scope, DossierId id, Date today) {
  return found(reader, scope, reader.first(read_row, kFind, id), today);
}

std::optional<Dossier> lock(db::Transaction& transaction, const Scope& scope, DossierId id, Date today) {
  return found(transaction, scope, transaction.first(read_row, kLock, id), today);
}

std::vector<Dossier> list(db::Reader& reader, const Scope& scope, Which which, Date today) {
  if (which == Which::open)
    return collect(reader, scope, {kOpenEverywhere, kOpenOfProducer, kOpenOfCommune, kOpenOfProvince, kOpenOfAssignee, kListMost}, today);
  return collect(reader, scope, {kDoneEverywhere, kDoneOfProducer, kDoneOfCommune, kDoneOfProvince, kDoneOfAssignee, kDoneMost}, today);
}

std::vector<Dossier> closed_in(db::Reader& reader, const Scope& scope, Date today) {
  std::vector<Dossier> out = list(reader, scope, Which::open, today);
  std::erase_if(out, [](const Dossier& dossier) { return dossier.state != State::closed; });
  return out;
}

std::vector<DossierId> all_closed(db::Reader& reader) {
  return reader.all([](const db::Row& row) { return row.id<DossierId>(0); }, kAllClosed);
}

std::optional<Dossier> open_of_product(db::Reader& reader, ProductId product, Date today) {
  auto read = reader.first(read_row, kOpenOfProduct, product);
  if (!read) return std::nullopt;
  return with_settings(reader, std::move(*read), today);
}

std::optional<DossierId> last_decided_of_product(db::Reader& reader, ProductId product) {
  return reader.first([](const db::Row& row) { return row.id<DossierId>(0); }, kLastDecided, product);
}

void insert(db::Transaction& transaction, const Dossier& dossier) {
  transaction.execute(kInsert, dossier.id, dossier.product, dossier.producer, dossier.product_name, name(dossier.kind), dossier.number,
                      dossier.province, dossier.commune, dossier.rulebook, dossier.product_set, dossier.opened_at, dossier.opened_by,
                      dossier.standing_until);
}

void hold_serials(db::Transaction& transaction, std::string_view commune, int year) { transaction.execute(kHoldSerials, commune, year); }

int next_serial(db::Transaction& transaction, std::string_view commune, int year) {
  return transaction.first([](const db::Row& row) { return static_cast<int>(row.integer(0)); }, kNextSerial, commune, year).value();
}

bool set_submitted(db::Transaction& transaction, const Dossier& dossier, Instant now) {
  return transaction.execute(kSubmitted, now, dossier.id, dossier.version) == 1;
}

bool set_returned(db::Transaction& transaction, const Dossier& dossier, std::string_view reason) {
  return transaction.execute(kReturned, reason, dossier.id, dossier.version) == 1;
}

bool set_scoring(db::Transaction& transaction, const Dossier& dossier, AccountId chair, Instant now) {
  const Settings& settings = dossier.settings;
  return transaction.execute(kScoring, now, chair, settings.valid_from, settings.council_size_min, settings.quorum_percent,
                             settings.spread_limit, floor_basis_name(settings.floor_basis), rounding_name(settings.rounding),
                             self_score_name(settings.self_score), dossier.id, dossier.version) == 1;
}

bool set_closed(db::Transaction& transaction, const Dossier& dossier, Instant now) {
  return transaction.execute(kClosed, now, dossier.id, dossier.version) == 1;
}

bool set_decided(db::Transaction& transaction, DossierId dossier, std::int64_t version, Instant now) {
  return transaction.execute(kDecided, now, dossier, version) == 1;
}

bool remove_draft(db::Transaction& transaction, const Dossier& dossier) {
  return transaction.execute(kRemoveDraft, dossier.id, dossier.version) == 1;
}

std::optional<DossierId> remembered(db::Reader& reader, AccountId account, std::string_view request_key) {
  return reader.first([](const db::Row& row) { return row.id<DossierId>(0); }, kRemembered, account, request_key);
}

void remember(db::Transaction& transaction, AccountId account, std::string_view request_key, DossierId dossier, Instant now) {
  transaction.execute(kRemember, account, request_key, dossier, now);
}

}  // namespace ocop::evaluation::store
