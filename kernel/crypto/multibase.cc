#include "kernel/crypto/multibase.h"

#include <algorithm>
#include <vector>

namespace ocop::crypto {
namespace {

constexpr std::string_view kLetters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr std::string_view kEd25519 = "\xed\x01";      // multicodec ed25519-pub, as a varint
constexpr std::size_t kKeyBytes = 32;

// Digits of one base, the highest first, as digits of another, without zeros in front.
std::vector<unsigned> in_base(const std::vector<unsigned>& digits, unsigned from, unsigned to) {
  std::vector<unsigned> out;                           // the lowest first
  for (const unsigned digit : digits) {
    unsigned carry = digit;
    for (unsigned& place : out) {
      carry += place * from;
      place = carry % to;
      carry /= to;
    }
    for (; carry > 0; carry /= to) out.push_back(carry % to);
  }
  std::ranges::reverse(out);
  return out;
}

}  // namespace

std::string base58(std::string_view bytes) {
  std::vector<unsigned> digits;
  for (const char byte : bytes) digits.push_back(static_cast<unsigned char>(byte));
  std::string out(std::min(bytes.find_first_not_of('\0'), bytes.size()), kLetters.front());
  for (const unsigned digit : in_base(digits, 256, 58)) out += kLetters[digit];
  return out;
}

std::optional<std::string> base58_decode(std::string_view text) {
  std::vector<unsigned> digits;
  for (const char letter : text) {
    const std::size_t at = kLetters.find(letter);
    if (at == std::string_view::npos) return std::nullopt;
    digits.push_back(static_cast<unsigned>(at));
  }
  std::string out(std::min(text.find_first_not_of(kLetters.front()), text.size()), '\0');
  for (const unsigned digit : in_base(digits, 58, 256)) out += static_cast<char>(digit);
  return out;
}

std::string multibase(std::string_view bytes) { return "z" + base58(bytes); }
std::optional<std::string> multibase_decode(std::string_view text) {
  if (!text.starts_with('z')) return std::nullopt;
  return base58_decode(text.substr(1));
}

std::string multikey(const std::array<std::uint8_t, 32>& public_key) {
  std::string bytes(kEd25519);
  bytes.append(reinterpret_cast<const char*>(public_key.data()), public_key.size());
  return multibase(bytes);
}
std::optional<std::array<std::uint8_t, 32>> read_multikey(std::string_view text) {
  const auto bytes = multibase_decode(text);
  if (!bytes || bytes->size() != kEd25519.size() + kKeyBytes || !bytes->starts_with(kEd25519)) return std::nullopt;
  std::array<std::uint8_t, kKeyBytes> out{};
  std::copy(bytes->begin() + static_cast<std::ptrdiff_t>(kEd25519.size()), bytes->end(), out.begin());
  return out;
}

}  // namespace ocop::crypto
