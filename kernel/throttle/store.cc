#include "kernel/throttle/store.h"

#include "kernel/db/columns.h"

namespace ocop::throttle::store {
namespace {

constexpr auto kRow = db::columns<Row>(db::column("bucket", &Row::bucket), db::column("reached", &Row::reached));

constexpr db::Statement kFind{"throttle.find", "SELECT {columns} FROM throttle_bucket WHERE bucket IN {ids}", kRow};
constexpr db::Statement kHold{"throttle.hold",
                              "INSERT INTO throttle_bucket (bucket, reached) VALUES ($1, 0)"
                              " ON CONFLICT (bucket) DO UPDATE SET reached = throttle_bucket.reached RETURNING {columns}", kRow};
constexpr db::Statement kPut{"throttle.put", "UPDATE throttle_bucket SET reached = $1 WHERE bucket = $2"};
constexpr db::Statement kTakeBack{"throttle.take_back", "UPDATE throttle_bucket SET reached = reached - $1 WHERE bucket = $2"};
constexpr db::Statement kRemove{"throttle.remove", "DELETE FROM throttle_bucket WHERE bucket = $1"};
// SKIP LOCKED: one that another process holds is being counted and is not waited for.
constexpr db::Statement kRemoveFull{
    "throttle.remove_full",
    "DELETE FROM throttle_bucket WHERE bucket IN (SELECT bucket FROM throttle_bucket WHERE reached <= $1 ORDER BY reached LIMIT $2)",
    "DELETE FROM throttle_bucket WHERE bucket IN (SELECT bucket FROM throttle_bucket WHERE reached <= $1 ORDER BY reached LIMIT $2"
    " FOR UPDATE SKIP LOCKED)"};
constexpr int kRemovedAtOnce = 8;      // an act adds at most three

}  // namespace

std::vector<Row> find(db::Reader& reader, std::span<const Uuid> buckets) { return reader.by_ids(kRow, kFind, buckets); }
Row hold(db::Transaction& transaction, const Uuid& bucket) { return transaction.first(kRow, kHold, bucket).value(); }
void put(db::Transaction& transaction, const Row& row) { transaction.send(kPut, row.reached, row.bucket); }
void take_back(db::Transaction& transaction, const Uuid& bucket, std::int64_t step) { transaction.send(kTakeBack, step, bucket); }
void remove(db::Transaction& transaction, const Uuid& bucket) { transaction.send(kRemove, bucket); }
void remove_full(db::Transaction& transaction, Instant now) { transaction.send(kRemoveFull, now, kRemovedAtOnce); }

}  // namespace ocop::throttle::store
