#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/base/result.h"

// Web Authentication Level 2 (W3C Recommendation, 8 April 2021): what a relying party verifies. Pure; the store's half (whose credential,
// which counter, whether the challenge was answered before) is the service's. Steps are numbered as in §7.
namespace ocop::factors::webauthn {

// COSE algorithms that are offered, best first (RFC 9053 §2, RFC 8812 §2): phones and security keys have ES256, older Windows Hello RS256.
inline constexpr std::int64_t kEs256 = -7, kEdDsa = -8, kRs256 = -257;
inline constexpr std::size_t kMostCredential = 1023;     // bytes, §4 "Credential ID"

// A public key as an authenticator writes it (RFC 9052 §7); pieces of the text.
struct CoseKey { std::int64_t algorithm = 0; std::string_view first, second; };   // x and y; x of Ed25519; modulus and exponent
std::optional<CoseKey> read_key(std::string_view cose);
bool verify(const CoseKey& key, std::string_view message, std::string_view signature);

// §6.1. Pieces of the text.
struct AuthenticatorData {
  std::string_view party_hash;         // SHA-256 of the relying party's id
  std::uint8_t flags = 0;
  std::uint32_t counter = 0;
  std::string_view credential, key;    // of a new credential
  static constexpr std::uint8_t kPresent = 0x01, kVerified = 0x04, kAttested = 0x40, kExtended = 0x80;
  bool has(std::uint8_t flag) const { return (flags & flag) == flag; }
};
std::optional<AuthenticatorData> read_authenticator_data(std::string_view bytes);
// The authenticator data in an attestation object (§6.5.4). What a statement of it attests is not read: none was asked for, and nothing is
// trusted for who made the device.
std::optional<std::string_view> authenticator_data_of(std::string_view attestation_object);

struct Party {
  std::string origin;                  // "https://ocop.example.vn"
  std::string id;                      // "ocop.example.vn"
  static Party of(std::string_view public_url);
};
enum class Ceremony : std::uint8_t { create, get };
// §7.1 steps 7 to 12, §7.2 steps 11 to 15: of the right kind, for this site, from a page of its own. The challenge, still encoded, which
// the caller has yet to know for its own.
Result<std::string> challenge_of(std::string_view client_data, Ceremony ceremony, const Party& party);

struct NewCredential { std::string credential, key; std::uint32_t counter = 0; };
// §7.1 steps 13 to 18: for this site, with the person present and verified, with a key that we can verify by.
Result<NewCredential> check_creation(std::string_view attestation_object, const Party& party);

// §7.2 steps 16 to 21: the same, and signed by the key. The new counter. Error: invalid_input; conflict when the counter tells of a second
// device with the same key.
struct Assertion { std::string_view client_data, authenticator_data, signature; };
Result<std::uint32_t> check_assertion(const Assertion& assertion, std::string_view key, std::uint32_t counter, const Party& party);

}  // namespace ocop::factors::webauthn
