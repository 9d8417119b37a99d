#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/crypto/crypto.h"
#include "kernel/db/db.h"

// Append-only Merkle log (RFC 6962 §2.1 hashing; C2SP tlog-tiles layout; C2SP tlog-checkpoint and signed-note).
// A leaf is written in the transaction of the act it records, so an act without its leaf, or a leaf without its act, cannot exist.
// All functions are stateless and thread-safe; what touches the database throws db::Failure on I/O.
namespace ocop::tlog {

using Hash = crypto::Digest;
Hash leaf_hash(std::string_view entry);                    // SHA-256(0x00 ‖ entry)
Hash node_hash(const Hash& left, const Hash& right);       // SHA-256(0x01 ‖ left ‖ right)
Hash empty_root();                                         // SHA-256 of nothing

// A record of one act. Never personal data: people and texts appear as commitments (commit()).
struct Entry {
  std::string kind;                   // "certificate.issued", "sheet.submitted" …
  std::string subject;                // id of the thing, text form
  std::string body;                   // canonical JSON object: sorted keys, no white space (the caller's figures and commitments)
  Instant at;
  std::string rows{};                 // SHA-256, hex, of the seal of the rows it answers for (seal.h); empty = of none
  // Canonical bytes that are hashed: {"at":…,"body":…,"kind":…,"rows":…,"subject":…}, without "rows" when it is empty.
  std::string canonical() const;
};
// Whether the text of a log's entry says the same as `entry`, whatever rows it answers for beside.
bool says(std::string_view text, const Entry& entry);
inline constexpr std::size_t kMaxEntryBytes = 65'535;      // C2SP tlog-tiles: an entry's length is a uint16
// HMAC-SHA-256(salt, value), hex; `salt` is 32 random bytes kept beside the row; erasing row and salt leaves the tree sound.
std::string commit(std::string_view salt, std::string_view value);

// A kind of entry with the fields of its body, declared by the module that writes it (kernel/manifest): what is not declared, nobody
// rechecks, and nobody who reads the log knows what it says (docs/formats/log.md).
struct Kind {
  std::string_view kind;                          // "sheet.submitted"
  std::span<const std::string_view> fields;       // every name that its body may have, sorted
};
// Told now and then by a check of the whole log: how many entries, or entries and rows, have been looked at.
using Done = std::function<void(std::int64_t)>;
// Every entry of the log against the declared kinds: a kind or a field that no module declares. One line a finding; empty = sound.
std::vector<std::string> check_kinds(db::Reader& reader, std::span<const Kind> kinds, const Done& done = {});

// Adds the entry and returns its index (from 0). Locks the head row: acts that log are ordered. Throws std::length_error for an entry
// above kMaxEntryBytes (a bug of the caller: texts belong in commitments).
std::int64_t append(db::Transaction& transaction, const Entry& entry);
// Several, one after the other; the index of the last. Precondition: there is one.
std::int64_t append(db::Transaction& transaction, std::span<const Entry> entries);

// Announced (db::Transaction::announce) when entries come.
inline constexpr std::string_view kGrown = "tlog.grown";

struct Head { std::int64_t size = 0; Hash root{}; };
Head head(db::Reader& reader);
// The same; until the transaction ends, nobody else appends.
Head locked_head(db::Transaction& transaction);
// Precondition of the next three: 0 ≤ index < size ≤ head(reader).size, 0 ≤ from ≤ to ≤ head(reader).size; else std::out_of_range.
Hash root_at(db::Reader& reader, std::int64_t size);
std::vector<Hash> inclusion_proof(db::Reader& reader, std::int64_t index, std::int64_t size);       // RFC 6962 §2.1.1
std::vector<Hash> consistency_proof(db::Reader& reader, std::int64_t from, std::int64_t to);        // RFC 6962 §2.1.2
std::optional<std::string> entry_at(db::Reader& reader, std::int64_t index);
struct Record { std::int64_t index = 0; std::string entry; };
std::vector<Record> entries(db::Reader& reader, std::int64_t from, std::int64_t limit);             // ascending from `from`

// Pure verifiers.
bool verify_inclusion(const Hash& leaf, std::int64_t index, std::int64_t size, std::span<const Hash> proof, const Hash& root);
bool verify_consistency(std::int64_t from, std::int64_t to, std::span<const Hash> proof, const Hash& from_root, const Hash& to_root);

// ---- tiles (C2SP tlog-tiles) -------------------------------------------------------------------------------------------------
inline constexpr int kTileWidth = 256;
inline constexpr int kEntriesLevel = -1;                   // "entries" in place of a level: bundles of entries
struct TilePath {
  int level = 0;                      // 0…63, or kEntriesLevel
  std::int64_t index = 0;
  int width = kTileWidth;             // 1…256; below 256 the path ends in ".p/<width>"
  bool operator==(const TilePath&) const = default;
};
std::string write_tile_path(const TilePath& path);                          // "0/x001/234.p/5" (what follows "tile/")
std::optional<TilePath> read_tile_path(std::string_view path);              // canonical forms only
// Hashes (32 bytes each) or the entry bundle (uint16 big-endian length before each entry); nullopt when the tree has not that much yet.
std::optional<std::string> tile(db::Reader& reader, const TilePath& path);

// ---- checkpoints (C2SP signed-note, tlog-checkpoint) ---------------------------------------------------------------------------
// Signed note (C2SP): "origin\nsize\nbase64(root)\n\n— origin base64(keyhash ‖ signature)\n".
std::string sign_checkpoint(std::string_view origin, const Head& head, const crypto::SigningKey& key);
// malformed_request when the text is not a checkpoint; invalid_input when origin or signature are not the expected ones.
Result<Head> open_checkpoint(std::string_view note, std::string_view origin, const std::array<std::uint8_t, 32>& public_key);
// A log's name and public key in one line, as witnesses and verifiers are configured with: "origin+1f2e3d4c+AbCd…" (golang.org/x/mod
// sumdb/note verifier key: name, key id in hex, base64 of 0x01 ‖ key).
struct LogKey { std::string origin; std::array<std::uint8_t, 32> public_key{}; };
std::string write_log_key(const LogKey& key);
Result<LogKey> read_log_key(std::string_view text);

// Reads the 32-byte seed of the signing key, or makes it at first start (mode 0600). Whoever has this file and the database can write a
// false history that only checkpoints kept elsewhere reveal: back it up apart from the database.
Result<crypto::SigningKey> open_key_file(const std::string& path, Random& random);

// Signs and keeps the head when it has grown since the last checkpoint; returns the newest checkpoint. Call ≤ 60 s after a write.
// Refuses (internal) to sign a head that does not extend the last checkpoint: a log that signed both would have forked.
Result<std::string> publish_checkpoint(db::Database& database, const Clock& clock, std::string_view origin, const crypto::SigningKey& key);
std::optional<std::string> latest_checkpoint(db::Reader& reader);

// ---- a proof a person can keep in a file and check offline (C2SP tlog-proof) ----------------------------------------------------
struct Proof { std::int64_t index = 0; std::vector<Hash> path; std::string checkpoint; };
std::string write_proof(const Proof& proof);
Result<Proof> read_proof(std::string_view text);

// ---- the whole log ---------------------------------------------------------------------------------------------------------------
// Recomputes every hash from the entries and compares head, tiles and the stored checkpoints. One line a finding; empty = sound.
// `kept`: checkpoints that someone kept outside this database (a witness, a printed page). Only they reveal a history that was rewritten
// and signed again with the log's own key, or an older copy put back.
std::vector<std::string> verify_log(db::Reader& reader, std::string_view origin, const std::array<std::uint8_t, 32>& public_key,
                                    std::span<const std::string> kept = {}, const Done& done = {});
// Writes checkpoint, log-key, tile/… and tile/entries/… below `directory`, as they are served over HTTP. For tools/verify-log.
// The checkpoint must already cover the entries to be exported: what is newer is left out. not_found when there is no checkpoint yet.
Result<void> export_log(db::Reader& reader, const LogKey& key, const std::string& directory);

std::vector<db::Migration> migrations();

}  // namespace ocop::tlog
