#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/time.h"
#include "kernel/db/db.h"
#include "kernel/throttle/rules.h"

// How often something may be tried: counted in the database, so that every process counts the same.
namespace ocop::throttle {

std::vector<db::Migration> migrations();

// One thing that an attempt is counted by.
struct Bucket {
  std::string_view kind;               // "sign_in.login": keeps the names of different limits apart
  std::string_view name;               // never kept: the row's key is a keyed digest of kind and name
  Limit limit;
};

// Thread-safe.
class Throttle {
 public:
  // `key`: at least 32 bytes that all processes of the installation share. What people type and where they are cannot be read from the
  // table without it (people type passwords into the name field).
  Throttle(db::Database& database, std::string key);

  // Takes one attempt of each bucket, or none of any. Milliseconds to wait; 0 = go on. A refused attempt costs one look and writes nothing.
  std::int64_t take(std::span<const Bucket> buckets, Instant now);
  // It turned out to be well: gives the attempt back, or all that were taken.
  enum class Back : std::uint8_t { one, all };
  struct Returned {
    Bucket bucket;
    Back back;
  };
  void give_back(std::span<const Returned> returned);

 private:
  Uuid row_of(const Bucket& bucket) const;
  db::Database& database_;
  const std::string key_;
};

}  // namespace ocop::throttle
