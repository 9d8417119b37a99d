#include "kernel/throttle/throttle.h"

#include <algorithm>

#include "kernel/crypto/crypto.h"
#include "kernel/throttle/migrations.h"
#include "kernel/throttle/store.h"

namespace ocop::throttle {

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

Throttle::Throttle(db::Database& database, std::string key) : database_(database), key_(std::move(key)) {}

// 128 bits: two of a million buckets meet with a chance of 1 in 10^27.
Uuid Throttle::row_of(const Bucket& bucket) const {
  std::string message(bucket.kind);
  message.append(1, '\0').append(bucket.name);
  const crypto::Digest digest = crypto::hmac_sha256(key_, message);
  Uuid row;
  std::copy_n(digest.begin(), row.bytes.size(), row.bytes.begin());
  return row;
}

std::int64_t Throttle::take(std::span<const Bucket> buckets, Instant now) {
  struct Held {
    Uuid row;
    Limit limit;
  };
  std::vector<Held> held;
  std::vector<Uuid> rows;
  for (const Bucket& bucket : buckets) held.push_back({row_of(bucket), bucket.limit});
  std::ranges::sort(held, {}, &Held::row);   // everybody takes rows in one order, here and below: no deadlock
  for (const Held& one : held) rows.push_back(one.row);
  const auto limit_of = [&](const Uuid& row) { return std::ranges::find(held, row, &Held::row)->limit; };

  // A guess beyond the limit ends here, at the price of a look.
  std::int64_t wait = 0;
  const auto known = database_.read([&](db::Reader& reader) { return store::find(reader, rows); });
  for (const store::Row& row : known) wait = std::max(wait, admit(limit_of(row.bucket), row.reached, now).wait);
  if (wait > 0) return wait;

  const auto taken = database_.write([&](db::Transaction& transaction) -> Result<void> {
    wait = 0;
    for (const Held& one : held) {
      store::Row row = store::hold(transaction, one.row);
      const Admission admission = admit(one.limit, row.reached, now);
      wait = std::max(wait, admission.wait);
      row.reached = admission.reached;
      store::put(transaction, row);
    }
    if (wait > 0) return Error::of(ErrorKind::too_many_requests, "taken by another attempt at the same moment");
    store::remove_full(transaction, now);
    return {};
  });
  return taken ? 0 : wait;
}

void Throttle::give_back(std::span<const Returned> returned) {
  std::vector<std::pair<Uuid, const Returned*>> rows;
  for (const Returned& one : returned) rows.emplace_back(row_of(one.bucket), &one);
  std::ranges::sort(rows);
  (void)database_.write([&](db::Transaction& transaction) -> Result<void> {
    for (const auto& [row, one] : rows) {
      if (one->back == Back::all) store::remove(transaction, row);
      else store::take_back(transaction, row, one->bucket.limit.step);
    }
    return {};
  });
}

}  // namespace ocop::throttle
