#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/tlog/tlog.h"

// Cosignatures of witnesses (C2SP tlog-cosignature, cosignature/v1 with Ed25519): "as of this time, the largest consistent tree that I have
// seen of this log has this root". They are further signature lines of a checkpoint.
namespace ocop::tlog {

// A witness's name and public key in one line: name+id+base64(0x04 ‖ key), a verifier key of signed-note.
struct WitnessKey {
  std::string name;
  std::array<std::uint8_t, 32> public_key{};
};
std::string write_witness_key(const WitnessKey& key);
Result<WitnessKey> read_witness_key(std::string_view text);

// The line by which the witness `name` cosigns a checkpoint. Precondition: it is one.
std::string cosign(std::string_view checkpoint, std::string_view name, const crypto::SigningKey& key, Instant at);
// When the witness cosigned the checkpoint, by the last of its lines; nullopt: it did not. invalid_input: a line of its key does not hold;
// malformed_request: not a signed note.
Result<std::optional<Instant>> cosigned(std::string_view checkpoint, const WitnessKey& witness);

// ---- in the log's database: what witnesses answered -----------------------------------------------------------------------------
struct Cosignature {
  std::int64_t size = 0;
  std::string signer;    // whose checkpoint: the log's key in one line
  std::string witness;   // its key in one line
  std::string line;      // the signature line, with its newline
};
// Keeps it; a second one of the same witness on the same checkpoint changes nothing.
void keep_cosignature(db::Transaction& transaction, const Cosignature& cosignature, Instant now);
// The largest size that the witness has cosigned of the checkpoints of `signer`; 0 = none.
std::int64_t cosigned_size(db::Reader& reader, std::string_view signer, std::string_view witness);
// The newest checkpoint with the cosignatures on it, for whoever fetches it.
std::optional<std::string> served_checkpoint(db::Reader& reader);
// The newest checkpoint of more than `index` entries that a witness has cosigned, with all cosignatures on it.
std::optional<std::string> cosigned_checkpoint(db::Reader& reader, std::int64_t index);
// The newest cosignature of each witness, by name.
struct Seen {
  std::string name;
  std::int64_t size = 0;
  Instant at;
};
std::vector<Seen> newest_cosignatures(db::Reader& reader);
// Each kept cosignature against its checkpoint. One line a finding; empty = sound.
std::vector<std::string> check_cosignatures(db::Reader& reader);

}  // namespace ocop::tlog
