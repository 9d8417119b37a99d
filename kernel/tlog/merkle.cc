#include "kernel/tlog/merkle.h"

#include <bit>

namespace ocop::tlog {

Hash leaf_hash(std::string_view entry) {
  std::string bytes(1, '\x00');
  bytes.append(entry);
  return crypto::sha256(bytes);
}

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<char, 65> bytes;
  bytes[0] = '\x01';
  std::copy(left.begin(), left.end(), bytes.begin() + 1);
  std::copy(right.begin(), right.end(), bytes.begin() + 33);
  return crypto::sha256({bytes.data(), bytes.size()});
}

Hash empty_root() { return crypto::sha256({}); }

std::int64_t split_point(std::int64_t size) {
  return static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(size - 1)));
}

Hash range_hash(const PerfectHash& perfect, std::int64_t from, std::int64_t to) {
  const std::int64_t size = to - from;
  if (size == 0) return empty_root();
  if (std::has_single_bit(static_cast<std::uint64_t>(size))) {
    const int height = std::countr_zero(static_cast<std::uint64_t>(size));
    return perfect(height, from >> height);
  }
  // RFC 6962 §2.1: MTH(D[n]) = SHA-256(0x01 ‖ MTH(D[0:k]) ‖ MTH(D[k:n])), k the largest power of two smaller than n.
  const std::int64_t k = split_point(size);
  return node_hash(range_hash(perfect, from, from + k), range_hash(perfect, from + k, to));
}

std::vector<Hash> inclusion_path(const RangeHash& tree, std::int64_t index, std::int64_t size) {
  // RFC 6962 §2.1.1, PATH(m, D[n]), walked from the root down; the hashes come out root first and are turned round at the end.
  std::vector<Hash> path;
  for (std::int64_t from = 0, to = size; to - from > 1;) {
    const std::int64_t middle = from + split_point(to - from);
    if (index < middle) {
      path.push_back(tree(middle, to));      // PATH(m, D[0:k]) : MTH(D[k:n])
      to = middle;
    } else {
      path.push_back(tree(from, middle));    // PATH(m − k, D[k:n]) : MTH(D[0:k])
      from = middle;
    }
  }
  return {path.rbegin(), path.rend()};
}

std::vector<Hash> consistency_path(const RangeHash& tree, std::int64_t from_size, std::int64_t to_size) {
  // RFC 6962 §2.1.2, PROOF(m, D[n]) = SUBPROOF(m, D[n], true); nothing to prove from the empty tree or to itself.
  if (from_size == 0 || from_size == to_size) return {};
  std::vector<Hash> path;
  bool whole = true;   // the flag b: the subtree in hand is known to the verifier as the old root
  std::int64_t from = 0, to = to_size;
  while (from_size != to) {
    const std::int64_t middle = from + split_point(to - from);
    if (from_size <= middle) {
      path.push_back(tree(middle, to));      // SUBPROOF(m, D[0:k], b) : MTH(D[k:n])
      to = middle;
    } else {
      path.push_back(tree(from, middle));    // SUBPROOF(m − k, D[k:n], false) : MTH(D[0:k])
      from = middle;
      whole = false;
    }
  }
  if (!whole) path.push_back(tree(from, to));   // SUBPROOF(m, D[m], false) = {MTH(D[m])}
  return {path.rbegin(), path.rend()};
}

void Frontier::add(const Hash& leaf, const std::function<void(const Completed&)>& completed) {
  Hash hash = leaf;
  int height = 0;
  for (std::int64_t bits = size_; (bits & 1) != 0; bits >>= 1) {
    hash = node_hash(peaks_.back(), hash);
    peaks_.pop_back();
    ++height;
    if (completed) completed({height, size_ >> height, hash});
  }
  peaks_.push_back(hash);
  ++size_;
}

Hash Frontier::root() const {
  if (peaks_.empty()) return empty_root();
  Hash root = peaks_.back();
  for (auto peak = peaks_.rbegin() + 1; peak != peaks_.rend(); ++peak) root = node_hash(*peak, root);
  return root;
}

bool verify_inclusion(const Hash& leaf, std::int64_t index, std::int64_t size, std::span<const Hash> proof, const Hash& root) {
  // RFC 9162 §2.1.3.2.
  if (index < 0 || index >= size) return false;                              // 1
  auto fn = static_cast<std::uint64_t>(index);                               // 2
  auto sn = static_cast<std::uint64_t>(size) - 1;
  Hash r = leaf;                                                             // 3
  for (const Hash& p : proof) {                                              // 4
    if (sn == 0) return false;                                               // 4.a
    if ((fn & 1) != 0 || fn == sn) {                                         // 4.b
      r = node_hash(p, r);                                                   // 4.b.i
      while ((fn & 1) == 0 && fn != 0) { fn >>= 1; sn >>= 1; }               // 4.b.ii
    } else {
      r = node_hash(r, p);                                                   // otherwise i
    }
    fn >>= 1;                                                                // 4.c
    sn >>= 1;
  }
  return sn == 0 && r == root;                                               // 5
}

bool verify_consistency(std::int64_t from, std::int64_t to, std::span<const Hash> proof, const Hash& from_root, const Hash& to_root) {
  if (from < 0 || to < from) return false;
  // RFC 9162 §2.1.4.2 takes 0 < first < second. The two ends it leaves out need no proof:
  if (from == to) return proof.empty() && from_root == to_root && (from != 0 || from_root == empty_root());
  if (from == 0) return proof.empty() && from_root == empty_root();
  if (proof.empty()) return false;                                           // 1
  std::vector<Hash> path;
  if (std::has_single_bit(static_cast<std::uint64_t>(from))) path.push_back(from_root);   // 2
  path.insert(path.end(), proof.begin(), proof.end());
  auto fn = static_cast<std::uint64_t>(from) - 1;                            // 3
  auto sn = static_cast<std::uint64_t>(to) - 1;
  while ((fn & 1) != 0) { fn >>= 1; sn >>= 1; }                              // 4
  Hash fr = path.front(), sr = path.front();                                 // 5
  for (const Hash& c : std::span(path).subspan(1)) {                         // 6
    if (sn == 0) return false;                                               // 6.a
    if ((fn & 1) != 0 || fn == sn) {                                         // 6.b
      fr = node_hash(c, fr);                                                 // 6.b.i
      sr = node_hash(c, sr);
      while ((fn & 1) == 0 && fn != 0) { fn >>= 1; sn >>= 1; }               // 6.b.ii
    } else {
      sr = node_hash(sr, c);                                                 // otherwise i
    }
    fn >>= 1;                                                                // 6.c
    sn >>= 1;
  }
  return fr == from_root && sr == to_root && sn == 0;                        // 7
}

}  // namespace ocop::tlog
