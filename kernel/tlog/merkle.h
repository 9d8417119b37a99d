#pragma once
#include <functional>

#include "kernel/tlog/tlog.h"

// The Merkle tree of RFC 6962 §2.1 as pure functions. Inner header of kernel/tlog.
namespace ocop::tlog {

// MTH(D[from:to]) of the tree in hand. Called only for ranges that RFC 6962's recursion meets: from is a multiple of the smallest power
// of two ≥ to − from.
using RangeHash = std::function<Hash(std::int64_t from, std::int64_t to)>;
// A perfect subtree: 2^height leaves starting at index × 2^height.
using PerfectHash = std::function<Hash(int height, std::int64_t index)>;

std::int64_t split_point(std::int64_t size);                     // the largest power of two smaller than size; size ≥ 2
Hash range_hash(const PerfectHash& perfect, std::int64_t from, std::int64_t to);
std::vector<Hash> inclusion_path(const RangeHash& tree, std::int64_t index, std::int64_t size);
std::vector<Hash> consistency_path(const RangeHash& tree, std::int64_t from, std::int64_t to);

// The right edge of a growing tree: the roots of its perfect subtrees, largest first (one for each set bit of the size).
class Frontier {
 public:
  Frontier() = default;
  Frontier(std::int64_t size, std::vector<Hash> peaks) : size_(size), peaks_(std::move(peaks)) {}
  // A subtree that the leaf completed: height h, index among subtrees of that height.
  struct Completed { int height = 0; std::int64_t index = 0; Hash hash{}; };
  // Calls `completed` for each perfect subtree of height ≥ 1 that the leaf completes, lowest first.
  void add(const Hash& leaf, const std::function<void(const Completed&)>& completed);
  Hash root() const;
  std::int64_t size() const { return size_; }
  const std::vector<Hash>& peaks() const { return peaks_; }

 private:
  std::int64_t size_ = 0;
  std::vector<Hash> peaks_;
};

}  // namespace ocop::tlog
