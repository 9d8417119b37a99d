#include "kernel/crypto/crypto.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <new>
#include <stdexcept>
#include <vector>

#include "kernel/base/text.h"

namespace ocop::crypto {
namespace {

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

struct StoredCost { std::uint64_t operations = 0; std::uint64_t memory_kib = 0; };

// Reads "$argon2id$v=19$m=65536,t=3,p=1$…"; nullopt for any other form.
std::optional<StoredCost> read_cost(std::string_view stored) {
  constexpr std::string_view kStart = "$argon2id$v=19$m=";
  if (!stored.starts_with(kStart)) return std::nullopt;
  const char* at = stored.data() + kStart.size();
  const char* end = stored.data() + stored.size();
  StoredCost cost;
  auto read = std::from_chars(at, end, cost.memory_kib);
  constexpr std::string_view kTime = ",t=";
  const std::string_view rest(read.ptr, static_cast<std::size_t>(end - read.ptr));
  if (read.ec != std::errc{} || !rest.starts_with(kTime)) return std::nullopt;
  read = std::from_chars(read.ptr + kTime.size(), end, cost.operations);
  if (read.ec != std::errc{}) return std::nullopt;
  return cost;
}

std::optional<std::string> decode_base64(std::string_view text, int variant) {
  // libsodium 1.0.18 takes some bytes above 0x7f for letters where char is signed (found by fuzz_tlog_proof).
  if (std::any_of(text.begin(), text.end(), [](char letter) { return (static_cast<unsigned char>(letter) & 0x80) != 0; })) {
    return std::nullopt;
  }
  std::string out(text.size() / 4 * 3 + 3, '\0');
  std::size_t size = 0;
  // A null "ignore" set and a null end pointer: any foreign character, bad padding or non-zero spare bit is refused.
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(), nullptr, &size, nullptr,
                        variant) != 0) {
    return std::nullopt;
  }
  out.resize(size);
  return out;
}

}  // namespace

bool initialise() { return sodium_init() >= 0; }

Digest sha256(std::string_view bytes) {
  Digest digest;
  crypto_hash_sha256(digest.data(), bytes_of(bytes), bytes.size());
  return digest;
}

std::string sha256_hex(std::string_view bytes) {
  const Digest digest = sha256(bytes);
  return text::hex(view(digest));
}

static_assert(sizeof(crypto_hash_sha256_state) <= 104 && alignof(crypto_hash_sha256_state) <= 8, "Sha256 has room for libsodium's state");

Sha256::Sha256() { crypto_hash_sha256_init(new (state_.data()) crypto_hash_sha256_state); }
void Sha256::update(std::string_view piece) {
  crypto_hash_sha256_update(reinterpret_cast<crypto_hash_sha256_state*>(state_.data()), bytes_of(piece), piece.size());
}
Digest Sha256::finish() {
  Digest digest;
  crypto_hash_sha256_final(reinterpret_cast<crypto_hash_sha256_state*>(state_.data()), digest.data());
  return digest;
}

Digest hmac_sha256(std::string_view key, std::string_view message) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
  crypto_auth_hmacsha256_update(&state, bytes_of(message), message.size());
  Digest digest;
  crypto_auth_hmacsha256_final(&state, digest.data());
  sodium_memzero(&state, sizeof state);
  return digest;
}

bool equal_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

void wipe(std::string& secret) {
  sodium_memzero(secret.data(), secret.size());
  secret.clear();
}

Result<std::string> hash_password(std::string_view password, const PasswordCost& cost) {
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), cost.operations, cost.memory_bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return Error::of(ErrorKind::internal, "Argon2id could not have the memory it needs");
  }
  return std::string(out.data());
}

bool verify_password(std::string_view stored, std::string_view password) {
  std::array<char, crypto_pwhash_STRBYTES> text{};
  if (stored.empty() || stored.size() >= text.size()) return false;
  std::memcpy(text.data(), stored.data(), stored.size());
  return crypto_pwhash_str_verify(text.data(), password.data(), password.size()) == 0;
}

bool needs_rehash(std::string_view stored, const PasswordCost& cost) {
  const auto had = read_cost(stored);
  return !had || had->operations < cost.operations || had->memory_kib < cost.memory_bytes / 1024;
}

SigningKey SigningKey::from_seed(const std::array<std::uint8_t, 32>& seed) {
  SigningKey key{seed, {}};
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret;
  crypto_sign_seed_keypair(key.public_key.data(), secret.data(), seed.data());
  sodium_memzero(secret.data(), secret.size());
  return key;
}

SigningKey SigningKey::generate(Random& random) {
  std::array<std::uint8_t, 32> seed;
  random.fill(seed);
  SigningKey key = from_seed(seed);
  sodium_memzero(seed.data(), seed.size());
  return key;
}

std::array<std::uint8_t, 64> sign(const SigningKey& key, std::string_view message) {
  // libsodium's secret key is seed ‖ public key (RFC 8032 §5.1.5 gives the seed alone).
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret;
  std::memcpy(secret.data(), key.seed.data(), key.seed.size());
  std::memcpy(secret.data() + key.seed.size(), key.public_key.data(), key.public_key.size());
  std::array<std::uint8_t, 64> signature;
  crypto_sign_detached(signature.data(), nullptr, bytes_of(message), message.size(), secret.data());
  sodium_memzero(secret.data(), secret.size());
  return signature;
}

bool verify(const std::array<std::uint8_t, 32>& public_key, std::string_view message, std::string_view signature) {
  if (signature.size() != crypto_sign_BYTES) return false;
  return crypto_sign_verify_detached(bytes_of(signature), bytes_of(message), message.size(), public_key.data()) == 0;
}

std::string seal(Random& random, std::string_view key, std::string_view plain, std::string_view bound) {
  if (key.size() != crypto_aead_xchacha20poly1305_ietf_KEYBYTES) throw std::invalid_argument("a sealing key has 32 bytes");
  constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  std::string out(kNonce + plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
  auto* const start = reinterpret_cast<unsigned char*>(out.data());
  random.fill({start, kNonce});
  crypto_aead_xchacha20poly1305_ietf_encrypt(start + kNonce, nullptr, bytes_of(plain), plain.size(), bytes_of(bound), bound.size(), nullptr,
                                             start, bytes_of(key));
  return out;
}

std::optional<std::string> unseal(std::string_view key, std::string_view sealed, std::string_view bound) {
  constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  if (key.size() != crypto_aead_xchacha20poly1305_ietf_KEYBYTES || sealed.size() < kNonce + kTag) return std::nullopt;
  std::string out(sealed.size() - kNonce - kTag, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(out.data()), nullptr, nullptr,
                                                 bytes_of(sealed.substr(kNonce)), sealed.size() - kNonce, bytes_of(bound), bound.size(),
                                                 bytes_of(sealed), bytes_of(key)) != 0)
    return std::nullopt;
  return out;
}

std::string random_token(Random& random, std::size_t bytes) {
  std::vector<std::uint8_t> buffer(bytes);
  random.fill(buffer);
  return text::base64url({reinterpret_cast<const char*>(buffer.data()), buffer.size()});
}

std::optional<std::string> base64_decode(std::string_view text) { return decode_base64(text, sodium_base64_VARIANT_ORIGINAL); }

std::optional<std::string> base64url_decode(std::string_view text) {
  return decode_base64(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::optional<std::string> hex_decode(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string out(text.size() / 2, '\0');
  std::size_t size = 0;
  if (sodium_hex2bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(), nullptr, &size, nullptr) != 0) {
    return std::nullopt;
  }
  out.resize(size);
  return out;
}

}  // namespace ocop::crypto
