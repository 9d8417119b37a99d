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

constexpr db::Statement kHead{"tlog.head", "SELECT size, root, frontier FROM tlog_head WHERE id = 1"};
constexpr db::Statement kLockHead{"tlog.lock_head", "SELECT size, root, frontier FROM tlog_head WHERE id = 1 {lock}"};
constexpr db::Statement kSetHead{"tlog.set_head", "UPDATE tlog_head SET size = $1, root = $2, frontier = $3 WHERE id = 1"};
constexpr db::Statement kInsertEntry{"tlog.insert_entry", "INSERT INTO tlog_entry (position, entry, leaf) VALUES ($1, $2, $3)"};
constexpr db::Statement kInsertNode{"tlog.insert_node", "INSERT INTO tlog_node (level, position, hash) VALUES ($1, $2, $3)"};
constexpr db::Statement kEntry{"tlog.entry", "SELECT entry FROM tlog_entry WHERE position = $1"};
constexpr db::Statement kEntries{"tlog.entries", "SELECT position, entry FROM tlog_entry WHERE position >= $1 ORDER BY position LIMIT $2"};
constexpr db::Statement kLeaves{"tlog.leaves",
                                "SELECT leaf FROM tlog_entry WHERE position >= $1 AND position < $2 ORDER BY position"};
constexpr db::Statement kNodes{"tlog.nodes",
                               "SELECT hash FROM tlog_node WHERE level = $1 AND position >= $2 AND position < $3 ORDER BY position"};
constexpr db::Statement kLatestCheckpoint{"tlog.latest_checkpoint",
                                          "SELECT size, signer, note FROM tlog_checkpoint ORDER BY size DESC, made DESC LIMIT 1"};
constexpr db::Statement kInsertCheckpoint{"tlog.insert_checkpoint",
                                          "INSERT INTO tlog_checkpoint (size, signer, note, made) VALUES ($1, $2, $3, $4) "
                                          "ON CONFLICT (size, signer) DO NOTHING"};
constexpr db::Statement kCheckpointOf{"tlog.checkpoint_of",
                                      "SELECT size, signer, note FROM tlog_checkpoint WHERE size = $1 AND signer = $2"};

constexpr int kTileHeight = 8;   // 2^8 = kTileWidth

db::Bind blob(const Hash& hash) { return db::Bind::blob(crypto::view(hash)); }

std::vector<Hash> split_hashes(std::string_view bytes) {
  std::vector<Hash> hashes;
  for (; bytes.size() >= sizeof(Hash); bytes.remove_prefix(sizeof(Hash))) hashes.push_back(stored_hash(bytes.substr(0, sizeof(Hash))));
  return hashes;
}

std::string join_hashes(std::span<const Hash> hashes) {
  std::string bytes;
  for (const Hash& hash : hashes) bytes.append(crypto::view(hash));
  return bytes;
}

StoredHead make_head(const db::Row& row) { return {row.integer(0), stored_hash(row.blob(1)), split_hashes(row.blob(2))}; }
StoredCheckpoint make_checkpoint(const db::Row& row) { return {row.integer(0), row.string(1), row.string(2)}; }

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

Hash stored_hash(std::string_view bytes) {
  Hash hash{};
  if (bytes.size() != hash.size()) throw db::Failure(db::Failure::Kind::other, "tlog: a stored hash has not 32 bytes");
  std::memcpy(hash.data(), bytes.data(), hash.size());
  return hash;
}

StoredHead stored_head(db::Reader& reader) {
  const auto head = reader.first(make_head, kHead);
  if (!head) throw db::Failure(db::Failure::Kind::other, "tlog: the head row is missing");
  return *head;
}

std::vector<Hash> stored_hashes(db::Reader& reader, int level, std::int64_t first, std::int64_t count) {
  const auto make = [](const db::Row& row) { return stored_hash(row.blob(0)); };
  if (level == 0) return reader.all(make, kLeaves, first, first + count);
  return reader.all(make, kNodes, level, first, first + count);
}

std::string Entry::canonical() const {
  json::Writer writer;
  writer.begin_object().field("at", at.iso()).member("body").raw(body).field("kind", kind).field("subject", subject).end_object();
  return writer.take();
}

std::string commit(std::string_view salt, std::string_view value) {
  const Hash digest = crypto::hmac_sha256(salt, value);
  return text::hex(crypto::view(digest));
}

std::int64_t append(db::Transaction& transaction, const Entry& entry) {
  const std::string canonical = entry.canonical();
  if (canonical.size() > kMaxEntryBytes) throw std::length_error("tlog: an entry of more than 65,535 bytes");
  auto head = transaction.first(make_head, kLockHead);
  if (!head) throw db::Failure(db::Failure::Kind::other, "tlog: the head row is missing");
  const std::int64_t position = head->size;
  const Hash leaf = leaf_hash(canonical);
  Frontier frontier(head->size, std::move(head->frontier));
  transaction.execute(kInsertEntry, position, canonical, blob(leaf));
  frontier.add(leaf, [&](const Frontier::Completed& done) {
    if (done.height % kTileHeight == 0) transaction.execute(kInsertNode, done.height / kTileHeight, done.index, blob(done.hash));
  });
  const std::string peaks = join_hashes(frontier.peaks());
  const Hash root = frontier.root();
  transaction.execute(kSetHead, frontier.size(), blob(root), db::Bind::blob(peaks));
  return position;
}

Head head(db::Reader& reader) {
  const StoredHead stored = stored_head(reader);
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
  return reader.first([](const db::Row& row) { return row.string(0); }, kEntry, index);
}

std::vector<Record> entries(db::Reader& reader, std::int64_t from, std::int64_t limit) {
  return reader.all([](const db::Row& row) { return Record{row.integer(0), row.string(1)}; }, kEntries, from, limit);
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

std::optional<StoredCheckpoint> newest_checkpoint(db::Reader& reader) { return reader.first(make_checkpoint, kLatestCheckpoint); }

std::optional<std::string> latest_checkpoint(db::Reader& reader) {
  auto newest = newest_checkpoint(reader);
  if (!newest) return std::nullopt;
  return std::move(newest->note);
}

Result<std::string> publish_checkpoint(db::Database& database, const Clock& clock, std::string_view origin, const crypto::SigningKey& key) {
  const std::string signer = write_log_key({std::string(origin), key.public_key});
  // The usual call finds nothing new; it must not wait for the writer.
  const auto current = database.read([&](db::Reader& reader) {
    return reader.first(make_checkpoint, kCheckpointOf, stored_head(reader).size, signer);
  });
  if (current) return current->note;
  return database.write([&](db::Transaction& transaction) -> Result<std::string> {
    const auto head = transaction.first(make_head, kLockHead);
    if (!head) throw db::Failure(db::Failure::Kind::other, "tlog: the head row is missing");
    if (auto made = transaction.first(make_checkpoint, kCheckpointOf, head->size, signer)) return std::move(made->note);
    // tlog-checkpoint "Signatures": never sign what is inconsistent with what was signed before.
    const auto newest = newest_checkpoint(transaction);
    if (newest) {
      OCOP_TRY(signer_key, read_log_key(newest->signer));
      OCOP_TRY(before, open_checkpoint(newest->note, signer_key.origin, signer_key.public_key));
      if (before.size > head->size || root_at(transaction, before.size) != before.root) {
        return Error::of(ErrorKind::internal, "the log does not extend its last checkpoint; nothing was signed. Run: ocop verify log");
      }
    }
    if (root_at(transaction, head->size) != head->root) {
      return Error::of(ErrorKind::internal, "the log's head is not the root of its tiles; nothing was signed. Run: ocop verify log");
    }
    std::string note = sign_checkpoint(origin, {head->size, head->root}, key);
    transaction.execute(kInsertCheckpoint, head->size, signer, note, clock.now());
    return note;
  });
}

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

}  // namespace ocop::tlog
