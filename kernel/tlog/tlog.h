#pragma once
#include <cstdint>
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
  // Canonical bytes that are hashed: {"at":…,"body":…,"kind":…,"subject":…}
  std::string canonical() const;
};
// HMAC-SHA-256(salt, value), hex; `salt` is 32 random bytes kept beside the row; erasing row and salt leaves the tree sound.
std::string commit(std::string_view salt, std::string_view value);

// Adds the entry and returns its index (from 0). Locks the head row: acts that log are ordered.
std::int64_t append(db::Transaction& transaction, const Entry& entry);

struct Head { std::int64_t size = 0; Hash root{}; };
Head head(db::Reader& reader);
Hash root_at(db::Reader& reader, std::int64_t size);
std::vector<Hash> inclusion_proof(db::Reader& reader, std::int64_t index, std::int64_t size);       // RFC 6962 §2.1.1
std::vector<Hash> consistency_proof(db::Reader& reader, std::int64_t from, std::int64_t to);        // RFC 6962 §2.1.2
std::optional<std::string> entry_at(db::Reader& reader, std::int64_t index);
std::optional<std::string> tile(db::Reader& reader, int level, std::int64_t index, int width);      // C2SP: up to 256 hashes

// Pure verifiers.
bool verify_inclusion(const Hash& leaf, std::int64_t index, std::int64_t size, std::span<const Hash> proof, const Hash& root);
bool verify_consistency(std::int64_t from, std::int64_t to, std::span<const Hash> proof, const Hash& from_root, const Hash& to_root);

// Signed note (C2SP): "origin\nsize\nbase64(root)\n\n— origin base64(keyhash ‖ signature)\n".
std::string sign_checkpoint(std::string_view origin, const Head& head, const crypto::SigningKey& key);
Result<Head> open_checkpoint(std::string_view note, std::string_view origin, const std::array<std::uint8_t, 32>& public_key);

// A proof a person can keep in a file and check offline (C2SP tlog-proof): index, path, checkpoint.
struct Proof { std::int64_t index = 0; std::vector<Hash> path; std::string checkpoint; };
std::string write_proof(const Proof& proof);
Result<Proof> read_proof(std::string_view text);

// Recomputes every hash from the entries and compares head, tiles and the stored checkpoints. One line a finding; empty = sound.
std::vector<std::string> verify_log(db::Reader& reader, std::string_view origin, const std::array<std::uint8_t, 32>& public_key);

std::vector<db::Migration> migrations();

}  // namespace ocop::tlog
