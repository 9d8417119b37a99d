#include <map>

#include "kernel/tlog/merkle.h"
#include "kernel/tlog/stored.h"

namespace ocop::tlog {
namespace {

struct Walked { std::int64_t position = 0; std::string entry; std::string leaf; };
constexpr auto kWalked = db::columns<Walked>(db::column("position", &Walked::position), db::column("entry", &Walked::entry),
                                             db::column("leaf", &Walked::leaf, db::kBlob));
constexpr db::Statement kWalk{"tlog.walk", "SELECT {columns} FROM tlog_entry WHERE position > $1 ORDER BY position LIMIT $2", kWalked};
constexpr db::Statement kCountNodes{"tlog.count_nodes", "SELECT count(*) FROM tlog_node"};
constexpr db::Statement kCountHeads{"tlog.count_heads", "SELECT count(*) FROM tlog_head"};
constexpr db::Statement kCheckpoints{
    "tlog.checkpoints",
    "SELECT {columns} FROM tlog_checkpoint WHERE (size, signer) > ($1, $2) ORDER BY size, signer LIMIT $3", kStoredCheckpoint};
constexpr std::int64_t kChunk = 4096;           // rows read at once: a few MiB, whatever the log's length
constexpr std::size_t kMaxFindings = 1000;      // a log that is wrong throughout need not fill the disk with findings

class Findings {
 public:
  void add(std::string line) {
    if (lines_.size() < kMaxFindings) lines_.push_back(std::move(line));
  }
  std::vector<std::string> take() { return std::move(lines_); }

 private:
  std::vector<std::string> lines_;
};

// Signed heads to be met on the way, by size: what each says and where it comes from.
struct Promise { Hash root{}; std::string source; };
using Promises = std::multimap<std::int64_t, Promise>;

void read_kept(Promises& promises, Findings& findings, std::string_view origin, const std::array<std::uint8_t, 32>& public_key,
               std::span<const std::string> kept) {
  for (const std::string& note : kept) {
    const auto head = open_checkpoint(note, origin, public_key);
    if (head) {
      promises.emplace(head->size, Promise{head->root, "the kept checkpoint of size " + std::to_string(head->size)});
    } else {
      findings.add("a kept checkpoint is not one of this log: " + head.error().detail);
    }
  }
}

void read_stored(Promises& promises, Findings& findings, db::Reader& reader) {
  std::int64_t size = -1;
  std::string signer;
  for (;;) {
    const auto page = reader.all(kStoredCheckpoint, kCheckpoints, size, signer, kChunk);
    for (const StoredCheckpoint& stored : page) {
      const std::string source = "the stored checkpoint of size " + std::to_string(stored.size);
      const auto key = read_log_key(stored.signer);
      if (!key) { findings.add(source + ": its signer cannot be read"); continue; }
      const auto head = open_checkpoint(stored.note, key->origin, key->public_key);
      if (!head) {
        findings.add(source + " does not open: " + head.error().detail);
      } else if (head->size != stored.size) {
        findings.add(source + " signs another size: " + std::to_string(head->size));
      } else {
        promises.emplace(head->size, Promise{head->root, source});
      }
    }
    if (page.size() < static_cast<std::size_t>(kChunk)) return;
    size = page.back().size;
    signer = page.back().signer;
  }
}

void meet(Promises& promises, const Frontier& frontier, Findings& findings) {
  const auto [first, last] = promises.equal_range(frontier.size());
  if (first == last) return;
  const Hash root = frontier.root();
  for (auto promise = first; promise != last; ++promise) {
    if (promise->second.root == root) continue;
    findings.add(promise->second.source + ": its root is not that of the first entries; history was changed");
  }
  promises.erase(first, last);
}

// Walks all entries; returns the tree they make and the number of full tiles met.
std::pair<Frontier, std::int64_t> walk(db::Reader& reader, Promises& promises, Findings& findings, const Done& done) {
  Frontier frontier;
  std::int64_t nodes = 0, last = -1;
  meet(promises, frontier, findings);
  for (;;) {
    const auto page = reader.all(kWalked, kWalk, last, kChunk);
    for (const Walked& walked : page) {
      if (walked.position != last + 1) {
        findings.add("entries are missing from " + std::to_string(last + 1) + " to " + std::to_string(walked.position - 1));
      }
      last = walked.position;
      const Hash leaf = leaf_hash(walked.entry);
      if (walked.leaf != crypto::view(leaf)) {
        findings.add("entry " + std::to_string(walked.position) + ": the stored leaf is not the hash of the text");
      }
      frontier.add(leaf, [&](const Frontier::Completed& whole) {
        if (whole.height % 8 != 0) return;
        ++nodes;
        const auto stored = stored_hashes(reader, whole.height / 8, whole.index, 1);
        if (stored.empty() || stored.front() != whole.hash) {
          findings.add("tile level " + std::to_string(whole.height / 8) + ", hash " + std::to_string(whole.index) +
                       " is not that of its entries");
        }
      });
      meet(promises, frontier, findings);
    }
    if (done) done(frontier.size());
    if (page.size() < static_cast<std::size_t>(kChunk)) return {std::move(frontier), nodes};
  }
}

}  // namespace

std::vector<std::string> verify_log(db::Reader& reader, std::string_view origin, const std::array<std::uint8_t, 32>& public_key,
                                    std::span<const std::string> kept, const Done& done) {
  Findings findings;
  Promises promises;
  read_kept(promises, findings, origin, public_key, kept);
  read_stored(promises, findings, reader);
  const auto [frontier, nodes] = walk(reader, promises, findings, done);

  const StoredHead head = stored_head(reader);
  if (head.size != frontier.size()) {
    findings.add("the head says " + std::to_string(head.size) + " entries, there are " + std::to_string(frontier.size()));
  }
  if (head.root != frontier.root()) findings.add("the head's root is not that of the entries");
  if (head.frontier != frontier.peaks()) findings.add("the head's right edge is not that of the entries");
  if (const auto heads = reader.first(db::value<std::int64_t>, kCountHeads); heads.value_or(0) != 1)
    findings.add("tlog_head has " + std::to_string(heads.value_or(0)) + " rows; a log has one head");
  const auto stored_nodes = reader.first(db::value<std::int64_t>, kCountNodes);
  if (stored_nodes.value_or(0) != nodes) {
    findings.add("there are " + std::to_string(stored_nodes.value_or(0)) + " hashes of full tiles, the entries make " +
                 std::to_string(nodes));
  }
  for (const auto& [size, promise] : promises) {
    findings.add(promise.source + ": the log has only " + std::to_string(frontier.size()) + " entries; its end was cut off");
  }
  return findings.take();
}

}  // namespace ocop::tlog
