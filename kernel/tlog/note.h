#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "kernel/tlog/tlog.h"

// The pieces of a signed note (C2SP signed-note), for checkpoints, keys, cosignatures and requests. Inner header of kernel/tlog.
namespace ocop::tlog::note {

using PublicKey = std::array<std::uint8_t, 32>;
// Signature types of signed-note.
enum class Type : char { ed25519 = '\x01', cosignature = '\x04' };

inline constexpr std::size_t kKeyIdBytes = 4;
inline constexpr std::size_t kMaxBytes = 128u << 10;   // signed-note asks for 16 signatures, post-quantum ones are 5 kB: and half more
inline constexpr std::size_t kMaxSignatures = 64;      // signed-note asks for at least 16
inline constexpr std::size_t kMaxHashes = 63;          // of a path or a consistency proof: a tree of 2^63 entries

Error malformed(std::string_view what);
Error refused(std::string_view what);

// SHA-256(key name ‖ 0x0A ‖ signature type ‖ public key)[:4]
std::string key_id(std::string_view name, Type type, const PublicKey& key);
// "name+id+base64(type ‖ key)"
std::string write_key(std::string_view name, Type type, const PublicKey& key);
struct Key { std::string name; PublicKey public_key{}; };
Result<Key> read_key(std::string_view text, Type type);

// A decimal without leading zeroes, 0 … 2^63 − 1.
std::optional<std::int64_t> read_decimal(std::string_view text);
std::optional<Hash> read_hash(std::string_view base64);
// Takes the next line off `rest`; nullopt when no newline is left.
std::optional<std::string_view> next_line(std::string_view& rest);

// The text with its own final newline, and the signature lines. malformed_request when it is no note.
struct Parts { std::string_view body, signatures; };
Result<Parts> split(std::string_view note);
// The first line of a note's body: which log a checkpoint is of.
std::string_view origin(std::string_view body);

std::string write_signature(std::string_view name, std::string_view bytes);
// The bytes after the key id of each signature of one key, in their order. malformed_request: a line that is no signature, or too many.
// Signatures of other keys are ignored, also when they share the name or the id.
Result<std::vector<std::string>> signatures_of(std::string_view signatures, std::string_view name, std::string_view id);

}  // namespace ocop::tlog::note
