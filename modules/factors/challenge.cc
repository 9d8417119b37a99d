#include "modules/factors/challenge.h"

#include <array>

#include "kernel/base/text.h"
#include "kernel/crypto/crypto.h"

namespace ocop::factors::challenge {
namespace {

constexpr std::size_t kRandom = 16, kTime = 8, kTag = 16;   // §13.4.3 asks for 16 random bytes

std::string tag(std::string_view key, std::string_view purpose, std::string_view head) {
  const crypto::Digest digest = crypto::hmac_sha256(key, "ocop challenge\n" + std::string(purpose) + "\n" + std::string(head));
  return std::string(crypto::view(digest).substr(0, kTag));
}

}  // namespace

std::string make(Random& random, std::string_view key, std::string_view purpose, Instant now) {
  std::array<std::uint8_t, kRandom> bytes{};
  random.fill(bytes);
  std::string head(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  for (int shift = 56; shift >= 0; shift -= 8)
    head.push_back(static_cast<char>(static_cast<std::uint64_t>(now.milliseconds) >> shift & 0xFF));
  return text::base64url(head + tag(key, purpose, head));
}

bool is_own(std::string_view challenge, std::string_view key, std::string_view purpose, Instant now) {
  const auto bytes = crypto::base64url_decode(challenge);
  if (!bytes || bytes->size() != kRandom + kTime + kTag) return false;
  const std::string_view head = std::string_view(*bytes).substr(0, kRandom + kTime);
  if (!crypto::equal_constant_time(std::string_view(*bytes).substr(head.size()), tag(key, purpose, head))) return false;
  std::uint64_t made = 0;
  for (const char byte : head.substr(kRandom)) made = made << 8 | static_cast<unsigned char>(byte);
  const std::int64_t age = now.milliseconds - static_cast<std::int64_t>(made);
  return age >= -kLife && age < kLife;   // made by another process whose clock is ahead
}

}  // namespace ocop::factors::challenge
