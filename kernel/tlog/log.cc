#include <algorithm>
#include <cstring>
#include <map>
#include <stdexcept>

#include "kernel/base/text.h"
#include "kernel/json/json.h"
#include "kernel/tlog/merkle.h"
#include "kernel/tlog/migrations.h"
#include "kernel/tlog/stored.h"

namespace ocop::tlog {
namespace {

// Hashes one after the other, as they lie in memory.
struct Hashes {
  db::Bind store(const std::vector<Hash>& hashes) const {
    return db::Bind::blob({reinterpret_cast<const char*>(hashes.data()), hashes.size() * sizeof(Hash)});
  }
  template <class V>
  V load(const db::Row& row, int column) const {
    const std::string_view bytes = row.blob(column);
    if (bytes.size() % sizeof(Hash) != 0) throw db::Failure(db::Failure::Kind::other, "tlog: the stored frontier is no row of hashes");
    V hashes(bytes.size() / sizeof(Hash));
    if (!bytes.empty()) std::memcpy(hashes.data(), bytes.data(), bytes.size());
    return hashes;
  }
};
struct StoredEntry { std::int64_t position = 0; std::string entry; Hash leaf{}; };
struct StoredNode { int level = 0; std::int64_t position = 0; Hash hash{}; };

constexpr auto kStoredHead = db::columns<StoredHead>(db::column("size", &StoredHead::size), db::column("root", &StoredHead::root),
                                                     db::column("frontier", &StoredHead::frontier, Hashes()));
constexpr auto kStoredEntry = db::columns<StoredEntry>(
    db::column("position", &StoredEntry::position), db::column("entry", &StoredEntry::entry), db::column("leaf", &StoredEntry::leaf));
constexpr auto kStoredNode = db::columns<StoredNode>(
    db::column("level", &StoredNode::level), db::column("position", &StoredNode::position), db::column("hash", &StoredNode::hash));
constexpr auto kRecord = db::columns<Record>(db::column("position", &Record::index), db::column("entry", &Record::entry));

constexpr db::Statement kHead{"tlog.head", "SELECT {columns} FROM tlog_head WHERE id = 1", kStoredHead};
constexpr db::Statement kLockHead{"tlog.lock_head", "SELECT {columns} FROM tlog_head WHERE id = 1 {lock}", kStoredHead};
constexpr db::Statement kSetHead{"tlog.set_head", "UPDATE tlog_head SET {assignments} WHERE id = 1", kStoredHead};
constexpr db::Statement kInsertEntry{"tlog.insert_entry", "INSERT INTO tlog_entry ({columns}) VALUES ({arguments})", kStoredEntry};
constexpr db::Statement kInsertSeal{"tlog.insert_seal", "INSERT INTO tlog_seal (position, seal) VALUES ($1, $2)"};
constexpr db::Statement kInsertNode{"tlog.insert_node", "INSERT INTO tlog_node ({columns}) VALUES ({arguments})", kStoredNode};
constexpr db::Statement kEntry{"tlog.entry", "SELECT entry FROM tlog_entry WHERE position = $1"};
constexpr db::Statement kEntries{"tlog.entries",
                                "SELECT {columns} FROM tlog_entry WHERE position >= $1 ORDER BY position LIMIT $2", kRecord};
constexpr db::Statement kLeaves{"tlog.leaves",
                                "SELECT leaf FROM tlog_entry WHERE position >= $1 AND position < $2 ORDER BY position"};
constexpr db::Statement kNodes{"tlog.nodes",
                               "SELECT hash FROM tlog_node WHERE level = $1 AND position >= $2 AND position < $3 ORDER BY position"};
constexpr db::Statement kLatestCheckpoint{
    "tlog.latest_checkpoint", "SELECT {columns} FROM tlog_checkpoint ORDER BY size DESC, made DESC LIMIT 1", kStoredCheckpoint};
constexpr db::Statement kInsertCheckpoint{
    "tlog.insert_checkpoint",
    "INSERT INTO tlog_checkpoint ({columns}, made) VALUES ({arguments}, {+1}) ON CONFLICT (size, signer) DO NOTHING", kStoredCheckpoint};
constexpr db::Statement kCheckpointOf{
    "tlog.checkpoint_of", "SELECT {columns} FROM tlog_checkpoint WHERE size = $1 AND signer = $2", kStoredCheckpoint};

constexpr int kTileHeight = 8;   // 2^8 = kTileWidth

std::string join_hashes(std::span<const Hash> hashes) {
  std::string bytes;
  for (const Hash& hash : hashes) bytes.append(crypto::view(hash));
  return bytes;
}

// The hashes of whole tiles, each read once: a proof needs a few tiles, not a row a hash.
class Tiles {
 public:
  explicit Tiles(db::Reader& reader) : reader_(reader) {}
  Hash perfect(int height, std::int64_t index) {
    const int level = height / kTileHeight, within = height % kTileHeight;
    const std::int64_t first = index << within;
    const auto& hashes = tile(level, first / kTileWidth);
    const auto offset = static_cast<std::size_t>(first % kTileWidth), count = std::size_t{1} << within;
    if (offset + count > hashes.size()) throw std::out_of_range("the log has no such subtree");
    const auto part = std::span(hashes).subspan(offset, count);
    std::vector<Hash> row(part.begin(), part.end());
    for (; row.size() > 1; row.resize(row.size() / 2)) {
      for (std::size_t i = 0; i < row.size() / 2; ++i) row[i] = node_hash(row[2 * i], row[2 * i + 1]);
    }
    return row.front();
  }
  Hash range(std::int64_t from, std::int64_t to) {
    return range_hash([this](int height, std::int64_t index) { return perfect(height, index); }, from, to);
  }

 private:
  const std::vector<Hash>& tile(int level, std::int64_t index) {
    const auto found = tiles_.find({level, index});
    if (found != tiles_.end()) return found->second;
    return tiles_[{level, index}] = stored_hashes(reader_, level, index * kTileWidth, kTileWidth);
  }
  db::Reader& reader_;
  std::map<std::pair<int, std::int64_t>, std::vector<Hash>> tiles_;
};

void require(bool holds, const char* what) {
  if (!holds) throw std::out_of_range(what);
}

}  // namespace

StoredHead stored_head(db::Reader& reader) {
  const auto head = reader.first(kStoredHead, kHead);
  if (!head) throw db::Failure(db::Failure::Kind::other, "tlog: the head row is missing");
  return *head;
}

StoredHead lock_head(db::Transaction& transaction) {
  auto head = transaction.first(kStoredHead, kLockHead);
  if (!head) throw db::Failure(db::Failure::Kind::other, "tlog: the head row is missing");
  return std::move(*head);
}

void insert_seal(db::Transaction& transaction, std::int64_t position, std::string_view seal) {
  transaction.send(kInsertSeal, position, seal);
}

std::vector<Hash> stored_hashes(db::Reader& reader, int level, std::int64_t first, std::int64_t count) {
  if (level == 0) return reader.all(db::value<Hash>, kLeaves, first, first + count);
  return reader.all(db::value<Hash>, kNodes, level, first, first + count);
}

std::string Entry::canonical() const {
  json::Writer writer;
  writer.begin_object().field("at", at.iso()).member("body").raw(body).field("kind", kind);
  if (!rows.empty()) writer.field("rows", rows);
  writer.field("subject", subject).end_object();
  return writer.take();
}

bool says(std::string_view text, const Entry& entry) {
  const auto document = json::parse(text);
  if (!document) return false;
  Entry with_rows = entry;
  with_rows.rows = document->root()["rows"].text_or("");
  return with_rows.canonical() == text;
}

std::string commit(std::string_view salt, std::string_view value) {
  const Hash digest = crypto::hmac_sha256(salt, value);
  return text::hex(crypto::view(digest));
}

std::int64_t append(db::Transaction& transaction, const Entry& entry) { return append(transaction, std::span(&entry, 1)); }

std::int64_t append(db::Transaction& transaction, std::span<const Entry> entries) {
  StoredHead head = lock_head(transaction);
  Frontier frontier(head.size, std::move(head.frontier));
  for (const Entry& entry : entries) {
    const std::string canonical = entry.canonical();
    if (canonical.size() > kMaxEntryBytes) throw std::length_error("tlog: an entry of more than 65,535 bytes");
    const StoredEntry stored{frontier.size(), canonical, leaf_hash(canonical)};
    transaction.send(kInsertEntry, kStoredEntry.of(stored));
    frontier.add(stored.leaf, [&](const Frontier::Completed& done) {
      if (done.height % kTileHeight != 0) return;
      const StoredNode node{done.height / kTileHeight, done.index, done.hash};
      transaction.send(kInsertNode, kStoredNode.of(node));
    });
  }
  const StoredHead grown{frontier.size(), frontier.root(), {frontier.peaks().begin(), frontier.peaks().end()}};
  transaction.send(kSetHead, kStoredHead.of(grown));
  transaction.announce(kGrown);
  return frontier.size() - 1;
}

Head head(db::Reader& reader) {
  const StoredHead stored = stored_head(reader);
  return {stored.size, stored.root};
}

Head locked_head(db::Transaction& transaction) {
  const StoredHead stored = lock_head(transaction);
  return {stored.size, stored.root};
}

Hash root_at(db::Reader& reader, std::int64_t size) {
  require(size >= 0 && size <= stored_head(reader).size, "tlog::root_at: no such size");
  return Tiles(reader).range(0, size);
}

std::vector<Hash> inclusion_proof(db::Reader& reader, std::int64_t index, std::int64_t size) {
  require(index >= 0 && index < size && size <= stored_head(reader).size, "tlog::inclusion_proof: no such index or size");
  Tiles tiles(reader);
  return inclusion_path([&](std::int64_t from, std::int64_t to) { return tiles.range(from, to); }, index, size);
}

std::vector<Hash> consistency_proof(db::Reader& reader, std::int64_t from, std::int64_t to) {
  require(from >= 0 && from <= to && to <= stored_head(reader).size, "tlog::consistency_proof: no such sizes");
  Tiles tiles(reader);
  return consistency_path([&](std::int64_t first, std::int64_t last) { return tiles.range(first, last); }, from, to);
}

std::optional<std::string> entry_at(db::Reader& reader, std::int64_t index) {
  return reader.first(db::value<std::string>, kEntry, index);
}

std::vector<Record> entries(db::Reader& reader, std::int64_t from, std::int64_t limit) {
  return reader.all(kRecord, kEntries, from, limit);
}

std::optional<std::string> tile(db::Reader& reader, const TilePath& path) {
  const std::int64_t size = stored_head(reader).size;
  const int level = path.level == kEntriesLevel ? 0 : path.level;
  constexpr int kLevels = 63 / kTileHeight;   // above it a size of 63 bits has no full subtree
  if (level > kLevels || path.index > size / kTileWidth) return std::nullopt;
  const std::int64_t first = path.index * kTileWidth;
  if (first + path.width > (size >> (kTileHeight * level))) return std::nullopt;
  if (path.level != kEntriesLevel) return join_hashes(stored_hashes(reader, level, first, path.width));
  std::string bundle;
  for (const Record& record : entries(reader, first, path.width)) {
    bundle.push_back(static_cast<char>(record.entry.size() >> 8));
    bundle.push_back(static_cast<char>(record.entry.size() & 0xff));
    bundle += record.entry;
  }
  return bundle;
}

std::optional<StoredCheckpoint> newest_checkpoint(db::Reader& reader) { return reader.first(kStoredCheckpoint, kLatestCheckpoint); }

std::optional<std::string> latest_checkpoint(db::Reader& reader) {
  auto newest = newest_checkpoint(reader);
  if (!newest) return std::nullopt;
  return std::move(newest->note);
}

Result<std::string> publish_checkpoint(db::Database& database, const Clock& clock, std::string_view origin, const crypto::SigningKey& key) {
  const std::string signer = write_log_key({std::string(origin), key.public_key});
  // The usual call finds nothing new; it must not wait for the writer.
  const auto current = database.read([&](db::Reader& reader) {
    return reader.first(kStoredCheckpoint, kCheckpointOf, stored_head(reader).size, signer);
  });
  if (current) return current->note;
  return database.write([&](db::Transaction& transaction) -> Result<std::string> {
    const StoredHead head = lock_head(transaction);
    if (auto before = transaction.first(kStoredCheckpoint, kCheckpointOf, head.size, signer)) return std::move(before->note);
    // tlog-checkpoint "Signatures": never sign what is inconsistent with what was signed before.
    const auto newest = newest_checkpoint(transaction);
    const auto root_of = [&](std::int64_t size) -> std::optional<Hash> {
      try {
        return root_at(transaction, size);
      } catch (const std::out_of_range&) {   // a hash of a tile is missing
        return std::nullopt;
      }
    };
    if (newest) {
      OCOP_TRY(signer_key, read_log_key(newest->signer));
      OCOP_TRY(before, open_checkpoint(newest->note, signer_key.origin, signer_key.public_key));
      if (before.size > head.size || root_of(before.size) != before.root) {
        return Error::of(ErrorKind::internal, "the log does not extend its last checkpoint; nothing was signed. Run: ocop verify log");
      }
    }
    if (root_of(head.size) != head.root) {
      return Error::of(ErrorKind::internal, "the log's head is not the root of its tiles; nothing was signed. Run: ocop verify log");
    }
    std::string note = sign_checkpoint(origin, {head.size, head.root}, key);
    const StoredCheckpoint made{head.size, signer, note};
    transaction.send(kInsertCheckpoint, kStoredCheckpoint.of(made), clock.now());
    return note;
  });
}

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

}  // namespace ocop::tlog
