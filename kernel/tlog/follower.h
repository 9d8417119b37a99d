#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "kernel/tlog/tlog.h"

namespace ocop::tlog {

// Reads the log as it grows, and takes nothing on trust: each entry is hashed, and what comes is handed on only when all of it together has
// the root that the head says. What was handed on stays in the caller's memory, out of reach of whoever owns the database.
// Not thread-safe: the caller holds a lock.
class Follower {
 public:
  using Take = std::function<void(std::int64_t index, std::string_view entry)>;
  // Hands on what the reader sees of the log beyond what was handed on before. Nothing when the reader's snapshot is older than that.
  // Error: internal, naming the first entry in question, when the entries are not those of the head; nothing is handed on then.
  Result<void> follow(db::Reader& reader, const Take& take);
  std::int64_t size() const { return size_; }

 private:
  std::int64_t size_ = 0;
  Hash root_ = empty_root();
  std::vector<Hash> peaks_;
};

}  // namespace ocop::tlog
