#include "kernel/sync/store.h"

#include "kernel/db/columns.h"

namespace ocop::sync::store {
namespace {

constexpr auto kAnswer = db::columns<Answer>(
    db::column("id", &Answer::id), db::column("kind", &Answer::kind), db::column("subject", &Answer::subject),
    db::column("made", &Answer::made), db::column("outcome", &Answer::outcome), db::column("rights", &Answer::right),
    db::column("reason_vi", &Answer::reason_vi), db::column("reason_en", &Answer::reason_en), db::column("result", &Answer::result),
    db::column("body", &Answer::body));
constexpr auto kStored = db::columns<Stored>(db::nested(&Stored::answer, kAnswer), db::column("digest", &Stored::digest));

constexpr db::Statement kFind{"sync.find", "SELECT {columns} FROM sync_act WHERE account = $1 AND id = $2", kStored};
constexpr db::Statement kLock{"sync.lock", "SELECT {columns} FROM sync_act WHERE account = $1 AND id = $2 {lock}", kStored};
constexpr db::Statement kWaiting{
    "sync.waiting", "SELECT {columns} FROM sync_act WHERE account = $1 AND outcome = 2 ORDER BY made, id LIMIT $2", kAnswer};
constexpr db::Statement kCountWaiting{"sync.count_waiting", "SELECT COUNT(*) FROM sync_act WHERE account = $1 AND outcome = 2"};
constexpr db::Statement kInsert{"sync.insert",
                                "INSERT INTO sync_act ({columns}, account, device, digest, received)"
                                " VALUES ({arguments}, {+1}, {+2}, {+3}, {+4}) ON CONFLICT (account, id) DO NOTHING", kAnswer};
constexpr db::Statement kSetResult{"sync.set_result", "UPDATE sync_act SET result = $1 WHERE account = $2 AND id = $3"};
constexpr db::Statement kSettle{
    "sync.settle",
    "UPDATE sync_act SET outcome = $1, reason_vi = $2, reason_en = $3, result = $4, body = '', decided = $5 WHERE account = $6 AND id = "
    "$7"};

}  // namespace

std::optional<Stored> find(db::Reader& reader, AccountId account, Uuid id) { return reader.first(kStored, kFind, account, id); }
std::optional<Stored> lock(db::Transaction& transaction, AccountId account, Uuid id) {
  return transaction.first(kStored, kLock, account, id);
}

bool insert(db::Transaction& transaction, const NewAct& act, const Answer& answer) {
  return transaction.execute(kInsert, kAnswer.of(answer), act.account, act.device, act.digest, act.received) == 1;
}

void set_result(db::Transaction& transaction, AccountId account, const Answer& answer) {
  transaction.execute(kSetResult, answer.result, account, answer.id);
}

void settle(db::Transaction& transaction, AccountId account, const Answer& answer, Instant now) {
  transaction.execute(kSettle, static_cast<int>(answer.outcome), answer.reason_vi, answer.reason_en, answer.result, now, account,
                      answer.id);
}

std::vector<Answer> waiting(db::Reader& reader, AccountId account, int limit) {
  return reader.all(kAnswer, kWaiting, account, limit);
}

std::int64_t count_waiting(db::Reader& reader, AccountId account) {
  return reader.first(db::value<std::int64_t>, kCountWaiting, account).value_or(0);
}

}  // namespace ocop::sync::store
