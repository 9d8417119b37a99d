#pragma once
#include <array>
#include <cstdint>
#include <string_view>

// What people's own devices compute and libsodium does not: codes of authenticator apps, signatures of passkeys. OpenSSL behind named
// functions. Thread-safe.
namespace ocop::crypto {

using Sha1Digest = std::array<std::uint8_t, 20>;
// RFC 2104 with SHA-1, for RFC 6238 alone: what breaks SHA-1 (two texts of one digest) does not break a keyed digest.
Sha1Digest hmac_sha1(std::string_view key, std::string_view message);

// RSA keys of passkeys that are taken: 2048 bits are the least that RFC 8812 §2 allows, above 4096 nobody makes any.
inline constexpr std::size_t kLeastRsaBytes = 256, kMostRsaBytes = 512;

// Each false for a key that is none, too: coordinates that are on no curve, numbers of another size.
// ES256 (RFC 7518 §3.4 with the DER signature of WebAuthn §6.5.6): `x` and `y` have 32 bytes each, on P-256.
bool verify_es256(std::string_view x, std::string_view y, std::string_view message, std::string_view der_signature);
// RS256 (RFC 8812 §2): RSASSA-PKCS1-v1_5 with SHA-256; `modulus` and `exponent` big-endian.
bool verify_rs256(std::string_view modulus, std::string_view exponent, std::string_view message, std::string_view signature);

}  // namespace ocop::crypto
