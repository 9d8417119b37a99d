#include "kernel/sync/store.h"

namespace ocop::sync::store {
namespace {

#define OCOP_ACT_COLUMNS "id, kind, subject, made, outcome, rights, reason_vi, reason_en, result, body, digest"
constexpr db::Statement kFind{"sync.find", "SELECT " OCOP_ACT_COLUMNS " FROM sync_act WHERE account = $1 AND id = $2"};
constexpr db::Statement kLock{"sync.lock", "SELECT " OCOP_ACT_COLUMNS " FROM sync_act WHERE account = $1 AND id = $2 {lock}"};
constexpr db::Statement kWaiting{
    "sync.waiting", "SELECT " OCOP_ACT_COLUMNS " FROM sync_act WHERE account = $1 AND outcome = 2 ORDER BY made, id LIMIT $2"};
constexpr db::Statement kCountWaiting{"sync.count_waiting", "SELECT COUNT(*) FROM sync_act WHERE account = $1 AND outcome = 2"};
constexpr db::Statement kInsert{
    "sync.insert",
    "INSERT INTO sync_act (account, id, device, kind, subject, digest, made, received, outcome, rights, reason_vi, reason_en, result, body)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (account, id) DO NOTHING"};
constexpr db::Statement kSetResult{"sync.set_result", "UPDATE sync_act SET result = $1 WHERE account = $2 AND id = $3"};
constexpr db::Statement kSettle{
    "sync.settle",
    "UPDATE sync_act SET outcome = $1, reason_vi = $2, reason_en = $3, result = $4, body = '', decided = $5 WHERE account = $6 AND id = "
    "$7"};

Stored read(const db::Row& row) {
  Stored out;
  Answer& answer = out.answer;
  answer.id = row.uuid(0);
  answer.kind = row.string(1);
  answer.subject = row.string(2);
  answer.made = row.instant(3);
  answer.outcome = static_cast<Outcome>(row.integer(4));
  answer.right = static_cast<Right>(row.integer(5));
  answer.reason_vi = row.string(6);
  answer.reason_en = row.string(7);
  answer.result = row.string(8);
  answer.body = row.string(9);
  out.digest = row.string(10);
  return out;
}

}  // namespace

std::optional<Stored> find(db::Reader& reader, AccountId account, Uuid id) { return reader.first(read, kFind, account, id); }
std::optional<Stored> lock(db::Transaction& transaction, AccountId account, Uuid id) { return transaction.first(read, kLock, account, id); }

bool insert(db::Transaction& transaction, const NewAct& act, const Answer& answer) {
  return transaction.execute(kInsert, act.account, answer.id, act.device, answer.kind, answer.subject, act.digest, answer.made,
                             act.received, static_cast<int>(answer.outcome), static_cast<int>(answer.right), answer.reason_vi,
                             answer.reason_en, answer.result, answer.body) == 1;
}

void set_result(db::Transaction& transaction, AccountId account, const Answer& answer) {
  transaction.execute(kSetResult, answer.result, account, answer.id);
}

void settle(db::Transaction& transaction, AccountId account, const Answer& answer, Instant now) {
  transaction.execute(kSettle, static_cast<int>(answer.outcome), answer.reason_vi, answer.reason_en, answer.result, now, account,
                      answer.id);
}

std::vector<Answer> waiting(db::Reader& reader, AccountId account, int limit) {
  return reader.all([](const db::Row& row) { return read(row).answer; }, kWaiting, account, limit);
}

std::int64_t count_waiting(db::Reader& reader, AccountId account) {
  return reader.first([](const db::Row& row) { return row.integer(0); }, kCountWaiting, account).value_or(0);
}

}  // namespace ocop::sync::store
