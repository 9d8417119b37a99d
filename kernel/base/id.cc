#include "kernel/base/id.h"

#include <cstring>

namespace ocop {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

constexpr int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

constexpr std::size_t kTextSize = 36;
constexpr bool is_dash(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

}  // namespace

// RFC 9562 §4: hexadecimal in groups of 8-4-4-4-12.
std::string Uuid::text() const {
  std::string out;
  out.reserve(kTextSize);
  for (const std::uint8_t byte : bytes) {
    if (is_dash(out.size())) out.push_back('-');
    out.push_back(kDigits[byte >> 4]);
    out.push_back(kDigits[byte & 15]);
  }
  return out;
}

std::optional<Uuid> Uuid::parse(std::string_view text) {
  if (text.size() != kTextSize) return std::nullopt;
  Uuid out;
  std::size_t nibble = 0;
  for (std::size_t i = 0; i < kTextSize; ++i) {
    if (is_dash(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const int value = hex_value(text[i]);
    if (value < 0) return std::nullopt;
    out.bytes[nibble / 2] = static_cast<std::uint8_t>(out.bytes[nibble / 2] << 4 | value);
    ++nibble;
  }
  return out;
}

}  // namespace ocop

// Version 7 ids share their leading bytes within a moment: the random tail is spread over the time with a Fibonacci multiplier.
std::size_t std::hash<ocop::Uuid>::operator()(const ocop::Uuid& uuid) const noexcept {
  std::uint64_t head = 0;
  std::uint64_t tail = 0;
  std::memcpy(&head, uuid.bytes.data(), sizeof head);
  std::memcpy(&tail, uuid.bytes.data() + sizeof head, sizeof tail);
  std::uint64_t mixed = (head ^ (tail * 0x9E3779B97F4A7C15u));
  mixed ^= mixed >> 32;
  return static_cast<std::size_t>(mixed * 0x9E3779B97F4A7C15u);
}
