// Roles that wait for a second administrator, and how many administrators there are.
#include "modules/identity/store_columns.h"

namespace ocop::identity::store {
namespace {

using db::Statement;

constexpr db::Words<WaitingState, 4> kStates{{{WaitingState::waiting, "waiting"}, {WaitingState::confirmed, "confirmed"},
                                              {WaitingState::refused, "refused"}, {WaitingState::taken_back, "taken_back"}}};
constexpr auto kWaiting = db::columns<WaitingGrant>(
    db::column("id", &WaitingGrant::id), db::column("account", &WaitingGrant::account), db::nested(&WaitingGrant::grant, kGrantPlace),
    db::column("asked_by", &WaitingGrant::asked_by), db::column("asked", &WaitingGrant::asked),
    db::column("state", &WaitingGrant::state, kStates), db::column("decided_by", &WaitingGrant::decided_by),
    db::column("decided", &WaitingGrant::decided), db::column("instead_of", &WaitingGrant::instead_of),
    db::column("since", &WaitingGrant::since));
struct WaitingRow { WaitingGrant waiting; std::optional<Role> role; };
constexpr auto kWaitingRow = db::columns<WaitingRow>(db::nested(&WaitingRow::waiting, kWaiting),
                                                     db::column("role", &WaitingRow::role, KnownRole()));

constexpr Statement kInsert{"identity.insert_waiting", "INSERT INTO identity_waiting_grant ({columns}) VALUES ({arguments})", kWaitingRow};
constexpr Statement kOf{
    "identity.waiting_of",
    "SELECT {columns} FROM identity_waiting_grant WHERE account = $1 ORDER BY asked DESC, id DESC LIMIT $2", kWaitingRow};
constexpr Statement kById{"identity.waiting_by_id", "SELECT {columns} FROM identity_waiting_grant WHERE id = $1 AND account = $2",
                          kWaitingRow};
constexpr Statement kUndecided{
    "identity.waiting_undecided",
    "SELECT {columns} FROM identity_waiting_grant WHERE state = 'waiting' AND asked > $1 ORDER BY asked, id LIMIT $2", kWaitingRow};
constexpr Statement kCount{"identity.waiting_count",
                           "SELECT count(*) FROM identity_waiting_grant WHERE state = 'waiting' AND asked > $1 AND asked_by <> $2"
                           " AND account <> $2"};
constexpr Statement kDecide{
    "identity.decide_waiting",
    "UPDATE identity_waiting_grant SET state = $1, decided_by = $2, decided = $3 WHERE id = $4 AND state = 'waiting'"};
constexpr Statement kAdministrators{
    "identity.acting_administrators",
    "SELECT count(DISTINCT a.id) FROM identity_grant g JOIN identity_account a ON a.id = g.account"
    " WHERE g.role = 'administrator' AND a.active = 1 AND a.password_kind = 0"};

std::vector<WaitingGrant> known(std::vector<WaitingRow> rows) {
  std::vector<WaitingGrant> out;
  for (WaitingRow& row : rows) {
    if (!row.role) continue;
    row.waiting.grant.role = *row.role;
    out.push_back(std::move(row.waiting));
  }
  return out;
}

}  // namespace

void insert_waiting(db::Transaction& transaction, const WaitingGrant& waiting) {
  const WaitingRow row{waiting, waiting.grant.role};
  transaction.send(kInsert, kWaitingRow.of(row));
}
std::vector<WaitingGrant> waiting_of(db::Reader& reader, AccountId account, std::int64_t limit) {
  return known(reader.all(kWaitingRow, kOf, account, limit));
}
std::optional<WaitingGrant> waiting_by_id(db::Reader& reader, AccountId account, WaitingId id) {
  auto found = known(reader.all(kWaitingRow, kById, id, account));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}
std::vector<WaitingGrant> undecided(db::Reader& reader, Instant asked_after, std::int64_t limit) {
  return known(reader.all(kWaitingRow, kUndecided, asked_after, limit));
}
std::int64_t count_undecided(db::Reader& reader, Instant asked_after, AccountId by) {
  return reader.first(db::value<std::int64_t>, kCount, asked_after, by).value_or(0);
}
bool decide_waiting(db::Transaction& transaction, WaitingId id, WaitingState state, AccountId by, Instant now) {
  return transaction.execute(kDecide, kStates.of(state), by, now, id) == 1;
}
std::int64_t acting_administrators(db::Reader& reader) { return reader.first(db::value<std::int64_t>, kAdministrators).value_or(0); }

}  // namespace ocop::identity::store
