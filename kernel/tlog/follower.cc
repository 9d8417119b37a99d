#include "kernel/tlog/follower.h"

#include "kernel/tlog/merkle.h"

namespace ocop::tlog {
namespace {
constexpr std::int64_t kAtOnce = 1000;  // entries read at once: under a megabyte
}

Result<void> Follower::follow(db::Reader& reader, const Take& take) {
  const Head now = head(reader);
  if (now.size < size_) return {};  // a snapshot from before: what is known is newer
  const auto damaged = [this] {
    return Error::of(ErrorKind::internal, "the public log's entries from " + std::to_string(size_) +
                                              " on are not those of its head; nothing of them is believed. Run: ocop verify log");
  };
  if (now.size == size_) return now.root == root_ ? Result<void>() : Result<void>(damaged());
  // 1. Hash all that is new. A reader sees one snapshot: what is read again below is the same.
  Frontier frontier(size_, peaks_);
  for (std::int64_t from = size_; from < now.size;) {
    const auto page = entries(reader, from, kAtOnce);
    if (page.empty()) return damaged();
    for (const Record& record : page) {
      if (record.index != from++) return damaged();
      frontier.add(leaf_hash(record.entry), [](const Frontier::Completed&) {});
      if (from == now.size) break;
    }
  }
  if (frontier.root() != now.root) return damaged();
  // 2. It is the head's: hand it on.
  for (std::int64_t from = size_; from < now.size;) {
    const auto page = entries(reader, from, kAtOnce);
    for (const Record& record : page) {
      if (record.index >= now.size) break;
      take(record.index, record.entry);
      ++from;
    }
  }
  size_ = now.size;
  root_ = now.root;
  peaks_ = frontier.peaks();
  return {};
}

}  // namespace ocop::tlog
