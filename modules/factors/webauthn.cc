#include "modules/factors/webauthn.h"

#include <algorithm>
#include <array>

#include "kernel/crypto/crypto.h"
#include "kernel/crypto/devices.h"
#include "kernel/json/json.h"
#include "modules/factors/cbor.h"
#include "modules/factors/messages.h"

namespace ocop::factors::webauthn {
namespace {

using cbor::Item;

// One answer to people, whatever was wrong; the reason is for whoever writes a program.
Error refused(std::string_view expected) {
  return Error::of(ErrorKind::invalid_input, {"", {}, std::string(expected), msg::passkey_refused, {}});
}

std::uint32_t big_endian(std::string_view bytes) {
  std::uint32_t out = 0;
  for (const char byte : bytes) out = out << 8 | static_cast<unsigned char>(byte);
  return out;
}

// What every answer of an authenticator must say (§7.1 steps 13 to 15, §7.2 steps 16 to 18).
Result<void> is_for(const AuthenticatorData& data, const Party& party) {
  const crypto::Digest own = crypto::sha256(party.id);
  if (!crypto::equal_constant_time(data.party_hash, crypto::view(own))) return refused("rpIdHash of " + party.id);
  if (!data.has(AuthenticatorData::kPresent)) return refused("the flag of user presence");
  // A passkey is a step of its own because a finger, a face or a PIN was asked for.
  if (!data.has(AuthenticatorData::kVerified)) return refused("the flag of user verification");
  return {};
}

}  // namespace

std::optional<CoseKey> read_key(std::string_view cose) {
  constexpr std::int64_t kType = 1, kAlgorithm = 3, kCurve = -1, kOctets = 1, kPoints = 2, kRsa = 3, kP256 = 1, kEd25519 = 6;
  cbor::Reader reader(cose);
  const auto map = reader.next();
  if (!map || map->kind != Item::Kind::map) return std::nullopt;
  std::int64_t type = 0, curve = 0;
  CoseKey out;
  std::array<std::string_view, 3> parts;   // labels -1, -2, -3 (RFC 9053 §7, RFC 8230 §4)
  for (std::uint64_t i = 0; i < map->count; ++i) {
    const auto label = reader.next();
    if (!label || label->kind != Item::Kind::integer) return std::nullopt;
    const auto value = reader.next();
    if (!value || value->kind == Item::Kind::array || value->kind == Item::Kind::map) return std::nullopt;
    if (label->integer == kType) type = value->integer;
    if (label->integer == kAlgorithm) out.algorithm = value->integer;
    if (label->integer == kCurve && value->kind == Item::Kind::integer) curve = value->integer;
    if (label->integer <= -1 && label->integer >= -3 && value->kind == Item::Kind::bytes)
      parts[static_cast<std::size_t>(-1 - label->integer)] = value->bytes;
  }
  if (!reader.rest().empty()) return std::nullopt;
  const bool rsa = type == kRsa && out.algorithm == kRs256, edwards = type == kOctets && out.algorithm == kEdDsa && curve == kEd25519;
  const bool points = type == kPoints && out.algorithm == kEs256 && curve == kP256;
  if (!rsa && !edwards && !points) return std::nullopt;
  out.first = rsa ? parts[0] : parts[1];
  out.second = rsa ? parts[1] : parts[2];
  constexpr std::size_t kCoordinate = 32;
  const bool sizes = rsa ? out.first.size() >= crypto::kLeastRsaBytes && out.first.size() <= crypto::kMostRsaBytes && !out.second.empty()
                         : out.first.size() == kCoordinate && (edwards || out.second.size() == kCoordinate);
  return sizes ? std::optional(out) : std::nullopt;
}

bool verify(const CoseKey& key, std::string_view message, std::string_view signature) {
  if (key.algorithm == kEs256) return crypto::verify_es256(key.first, key.second, message, signature);
  if (key.algorithm == kRs256) return crypto::verify_rs256(key.first, key.second, message, signature);
  std::array<std::uint8_t, 32> point{};
  if (key.algorithm != kEdDsa || key.first.size() != point.size()) return false;
  std::ranges::copy(key.first, point.begin());
  return crypto::verify(point, message, signature);
}

std::optional<AuthenticatorData> read_authenticator_data(std::string_view bytes) {
  constexpr std::size_t kHash = 32, kHead = 37, kAaguid = 16, kLength = 2;
  if (bytes.size() < kHead) return std::nullopt;
  AuthenticatorData out{.party_hash = bytes.substr(0, kHash), .flags = static_cast<std::uint8_t>(bytes[kHash]),
                        .counter = big_endian(bytes.substr(kHash + 1, 4)), .credential = {}, .key = {}};
  bytes.remove_prefix(kHead);
  if (out.has(AuthenticatorData::kAttested)) {
    if (bytes.size() < kAaguid + kLength) return std::nullopt;
    const std::size_t size = big_endian(bytes.substr(kAaguid, kLength));
    bytes.remove_prefix(kAaguid + kLength);
    if (size == 0 || size > kMostCredential || size > bytes.size()) return std::nullopt;
    out.credential = bytes.substr(0, size);
    bytes.remove_prefix(size);
    cbor::Reader reader(bytes);
    if (!reader.skip()) return std::nullopt;
    out.key = bytes.substr(0, bytes.size() - reader.rest().size());
    bytes = reader.rest();
  }
  if (out.has(AuthenticatorData::kExtended)) {
    cbor::Reader reader(bytes);
    if (!reader.skip()) return std::nullopt;
    bytes = reader.rest();
  }
  return bytes.empty() ? std::optional(out) : std::nullopt;
}

std::optional<std::string_view> authenticator_data_of(std::string_view attestation_object) {
  cbor::Reader reader(attestation_object);
  const auto map = reader.next();
  if (!map || map->kind != Item::Kind::map) return std::nullopt;
  std::optional<std::string_view> found;
  for (std::uint64_t i = 0; i < map->count; ++i) {
    const auto key = reader.next();
    if (!key || key->kind != Item::Kind::text) return std::nullopt;
    if (key->bytes != "authData") {
      if (!reader.skip()) return std::nullopt;
      continue;
    }
    const auto value = reader.next();
    if (!value || value->kind != Item::Kind::bytes || found) return std::nullopt;
    found = value->bytes;
  }
  return reader.rest().empty() ? found : std::nullopt;
}

// The host alone: a relying party has no port (§5.1.3), an origin has one (RFC 6454 §6.2).
Party Party::of(std::string_view public_url) {
  const std::size_t scheme = public_url.find("://");
  const std::size_t start = scheme == std::string_view::npos ? 0 : scheme + 3;
  const std::string_view rest = public_url.substr(start, public_url.find('/', start) - start);
  return {std::string(public_url.substr(0, start)) + std::string(rest), std::string(rest.substr(0, rest.find(':')))};
}

Result<std::string> challenge_of(std::string_view client_data, Ceremony ceremony, const Party& party) {
  const auto document = json::parse(client_data, {.bytes = 4096, .depth = 4});   // a challenge of 54 letters and an address
  if (!document) return refused("clientDataJSON");
  const json::Node data = document->root();
  const std::string_view type = ceremony == Ceremony::create ? "webauthn.create" : "webauthn.get";
  if (data["type"].text_or("") != type) return refused("type " + std::string(type));
  if (data["origin"].text_or("") != party.origin) return refused("origin " + party.origin);
  // A page of another site that holds ours in a frame; browsers that do not know the word have no such frames.
  if (data["crossOrigin"] && data["crossOrigin"].boolean() != false) return refused("crossOrigin false");
  const auto challenge = data["challenge"].text();
  if (!challenge) return refused("a challenge");
  return std::string(*challenge);
}

Result<NewCredential> check_creation(std::string_view attestation_object, const Party& party) {
  const auto bytes = authenticator_data_of(attestation_object);
  const auto data = bytes ? read_authenticator_data(*bytes) : std::nullopt;
  if (!data || !data->has(AuthenticatorData::kAttested)) return refused("an attestation object with a new credential");
  OCOP_CHECK(is_for(*data, party));
  if (!read_key(data->key)) return refused("a key of ES256, EdDSA (Ed25519) or RS256");
  return NewCredential{std::string(data->credential), std::string(data->key), data->counter};
}

Result<std::uint32_t> check_assertion(const Assertion& assertion, std::string_view key, std::uint32_t counter, const Party& party) {
  const auto data = read_authenticator_data(assertion.authenticator_data);
  if (!data) return refused("authenticator data");
  OCOP_CHECK(is_for(*data, party));
  const auto read = read_key(key);
  // Steps 19 and 20.
  const crypto::Digest digest = crypto::sha256(assertion.client_data);
  const std::string message = std::string(assertion.authenticator_data) + std::string(crypto::view(digest));
  if (!read || !verify(*read, message, assertion.signature)) return refused("a signature by the key");
  // Step 21: keys that are on several devices of a person count nothing, and stay at 0.
  if ((data->counter != 0 || counter != 0) && data->counter <= counter)
    return Error::of(ErrorKind::conflict, {"", {}, "a counter that goes up", msg::passkey_copied, {}});
  return data->counter;
}

}  // namespace ocop::factors::webauthn
