#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Keys and signatures as texts that say what they are: multibase with base58btc ("z…") and Multikey (W3C Controlled
// Identifiers 1.0, §2.2.2).
namespace ocop::crypto {

// The alphabet without 0, O, I and l; each zero byte in front is a '1'. Quadratic in length: for keys and signatures.
std::string base58(std::string_view bytes);
std::optional<std::string> base58_decode(std::string_view text);

// "z" and base58btc of the bytes.
std::string multibase(std::string_view bytes);
std::optional<std::string> multibase_decode(std::string_view text);   // base58btc alone

// An Ed25519 key with its prefix 0xed 0x01: "z6Mk…".
std::string multikey(const std::array<std::uint8_t, 32>& public_key);
std::optional<std::array<std::uint8_t, 32>> read_multikey(std::string_view text);

}  // namespace ocop::crypto
