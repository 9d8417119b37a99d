#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/time.h"
#include "kernel/db/db.h"

// The part's SQL. A bucket that has no row is full, as one whose row has been reached is: such rows go as others come.
namespace ocop::throttle::store {

struct Row {
  Uuid bucket;
  std::int64_t reached = 0;            // Admission::reached, milliseconds since 1970
};
std::vector<Row> find(db::Reader& reader, std::span<const Uuid> buckets);
// The bucket's row, made when there is none, and nobody else's until the act ends.
Row hold(db::Transaction& transaction, const Uuid& bucket);
void put(db::Transaction& transaction, const Row& row);
void take_back(db::Transaction& transaction, const Uuid& bucket, std::int64_t step);
void remove(db::Transaction& transaction, const Uuid& bucket);
// A few that are full again: more than an act adds, so that the table holds what is being counted and no more.
void remove_full(db::Transaction& transaction, Instant now);

}  // namespace ocop::throttle::store
