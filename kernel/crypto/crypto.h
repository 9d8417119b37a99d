#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/base/result.h"
#include "kernel/random/random.h"

// libsodium behind named functions (devices.h: the rest). Call initialise() once, in main, before any other; false = refuse to start.
namespace ocop::crypto {

bool initialise();

using Digest = std::array<std::uint8_t, 32>;
Digest sha256(std::string_view bytes);
std::string sha256_hex(std::string_view bytes);
// The same of bytes that come in pieces: however they are cut, the digest is that of the whole. finish() once, then no more.
class Sha256 {
 public:
  Sha256();
  void update(std::string_view piece);
  Digest finish();

 private:
  // As large and as aligned as libsodium's state (checked in crypto.cc), so that its header stays there.
  alignas(8) std::array<unsigned char, 104> state_{};
};
Digest hmac_sha256(std::string_view key, std::string_view message);   // RFC 2104, any key length
bool equal_constant_time(std::string_view a, std::string_view b);
inline std::string_view view(const Digest& digest) { return {reinterpret_cast<const char*>(digest.data()), digest.size()}; }
void wipe(std::string& secret);

// Argon2id (RFC 9106). Costs are stored in the text; `needs_rehash` tells when they are below today's.
struct PasswordCost {
  std::uint64_t operations = 3;
  std::size_t memory_bytes = 64u << 20;   // 64 MiB, RFC 9106 second recommended option (t=3, m=64 MiB, p=1 here)
  static PasswordCost for_tests() { return {1, 8192}; }
};
Result<std::string> hash_password(std::string_view password, const PasswordCost& cost);   // "$argon2id$v=19$…"
bool verify_password(std::string_view stored, std::string_view password);
bool needs_rehash(std::string_view stored, const PasswordCost& cost);

// Ed25519 (RFC 8032).
struct SigningKey {
  std::array<std::uint8_t, 32> seed{};
  std::array<std::uint8_t, 32> public_key{};
  static SigningKey from_seed(const std::array<std::uint8_t, 32>& seed);
  static SigningKey generate(Random& random);
};
std::array<std::uint8_t, 64> sign(const SigningKey& key, std::string_view message);
bool verify(const std::array<std::uint8_t, 32>& public_key, std::string_view message, std::string_view signature);

// What must be read again, and not by whoever has the database alone: XChaCha20-Poly1305 under a key that lies outside it. `key`: 32 bytes.
// `bound`: whose it is (a row's id); under another one it does not open, so that nobody exchanges two rows.
std::string seal(Random& random, std::string_view key, std::string_view plain, std::string_view bound);
std::optional<std::string> unseal(std::string_view key, std::string_view sealed, std::string_view bound);

// n random bytes as base64url text, for session tokens, salts, nonces.
std::string random_token(Random& random, std::size_t bytes = 32);
std::optional<std::string> base64_decode(std::string_view text);      // RFC 4648 §4, padding required
std::optional<std::string> base64url_decode(std::string_view text);   // RFC 4648 §5, no padding
std::optional<std::string> hex_decode(std::string_view text);

}  // namespace ocop::crypto
