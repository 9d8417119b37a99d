#include "kernel/act/store.h"

#include "kernel/db/columns.h"

namespace ocop::act::store {
namespace {

using db::Statement;

// Whoever saves thirty answers in an hour did one thing, and its members are told once.
constexpr std::int64_t kOnce = 3'600'000;   // milliseconds

constexpr auto kRow = db::columns<OnBehalf>(db::column("id", &OnBehalf::id), db::column("producer", &OnBehalf::producer),
                                            db::column("account", &OnBehalf::account), db::column("what", &OnBehalf::what),
                                            db::column("subject", &OnBehalf::subject), db::column("at", &OnBehalf::at));
constexpr Statement kInsert{"act.insert_on_behalf", "INSERT INTO act_on_behalf ({columns}, told) VALUES ({arguments}, 0)", kRow};
constexpr Statement kSame{"act.same_on_behalf",
                          "SELECT 1 FROM act_on_behalf WHERE producer = $1 AND at > $2 AND account = $3 AND what = $4"
                          " AND subject = $5 LIMIT 1"};
constexpr Statement kOfProducer{"act.on_behalf_of",
                                "SELECT {columns} FROM act_on_behalf WHERE producer = $1 ORDER BY at DESC, id DESC LIMIT $2", kRow};
constexpr Statement kActed{"act.acted_on_behalf",
                           "SELECT 1 FROM act_on_behalf WHERE producer = $1 AND at >= $2 AND account = $3 LIMIT 1"};
constexpr Statement kUntold{"act.untold", "SELECT {columns} FROM act_on_behalf WHERE told = 0 ORDER BY at, id LIMIT $1 {lock}", kRow};
constexpr Statement kTold{"act.told", "UPDATE act_on_behalf SET told = 1 WHERE id = $1"};

constexpr auto kStoodIn = db::columns<StoodIn>(db::column("id", &StoodIn::id), db::column("account", &StoodIn::account),
                                               db::column("stands_for", &StoodIn::stands_for), db::column("what", &StoodIn::what),
                                               db::column("subject", &StoodIn::subject), db::column("at", &StoodIn::at));
constexpr Statement kInsertStoodIn{"act.insert_stood_in", "INSERT INTO act_stood_in ({columns}) VALUES ({arguments})", kStoodIn};
constexpr Statement kStoodInOf{"act.stood_in",
                               "SELECT {columns} FROM act_stood_in WHERE stands_for = $1 AND account = $2 ORDER BY at DESC, id DESC"
                               " LIMIT $3",
                               kStoodIn};

}  // namespace

void insert(db::Transaction& transaction, const StoodIn& one) { transaction.send(kInsertStoodIn, kStoodIn.of(one)); }
std::vector<StoodIn> stood_in(db::Reader& reader, AccountId stands_for, AccountId account, int limit) {
  return reader.all(kStoodIn, kStoodInOf, stands_for, account, limit);
}
void insert(db::Transaction& transaction, const OnBehalf& one) {
  const Instant lately{one.at.milliseconds - kOnce};
  if (transaction.first(db::value<std::int64_t>, kSame, one.producer, lately, one.account, one.what, one.subject)) return;
  transaction.send(kInsert, kRow.of(one));
}
std::vector<OnBehalf> of_producer(db::Reader& reader, ProducerId producer, int limit) {
  return reader.all(kRow, kOfProducer, producer, limit);
}
bool acted(db::Reader& reader, ProducerId producer, AccountId account, Instant since) {
  return reader.first(db::value<std::int64_t>, kActed, producer, since, account).has_value();
}
std::vector<OnBehalf> untold(db::Transaction& transaction, int limit) { return transaction.all(kRow, kUntold, limit); }
void told(db::Transaction& transaction, const Uuid& id) { transaction.send(kTold, id); }

}  // namespace ocop::act::store
