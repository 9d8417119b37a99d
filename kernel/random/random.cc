#include "kernel/random/random.h"

#include <sys/random.h>

#include <cerrno>
#include <system_error>

namespace ocop {

// getrandom(2): blocks only before the kernel's pool is ready at boot; a signal may cut a long read short.
void SystemRandom::fill(std::span<std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t got = ::getrandom(bytes.data(), bytes.size(), 0);
    if (got < 0) {
      if (errno == EINTR) continue;
      throw std::system_error(errno, std::generic_category(), "getrandom");   // no randomness: nothing secret may be made
    }
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
}

// splitmix64 (S. Vigna, public domain). Bytes are taken from the lowest up, so the stream is the same on every machine.
void SeededRandom::fill(std::span<std::uint8_t> bytes) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i % 8 == 0) {
      word = state_ += 0x9E3779B97F4A7C15u;
      word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9u;
      word = (word ^ word >> 27) * 0x94D049BB133111EBu;
      word ^= word >> 31;
    }
    bytes[i] = static_cast<std::uint8_t>(word >> (8 * (i % 8)));
  }
}

Uuid new_uuid(Instant now, Random& random) {
  Uuid out;
  random.fill(std::span(out.bytes).subspan(6));
  // RFC 9562 §5.7, figure 11: unix_ts_ms (48 bits, big-endian), ver = 7, rand_a, var = 0b10, rand_b.
  const auto milliseconds = static_cast<std::uint64_t>(now.milliseconds);
  for (std::size_t i = 0; i < 6; ++i) out.bytes[i] = static_cast<std::uint8_t>(milliseconds >> (8 * (5 - i)));
  out.bytes[6] = static_cast<std::uint8_t>(0x70 | (out.bytes[6] & 0x0F));
  out.bytes[8] = static_cast<std::uint8_t>(0x80 | (out.bytes[8] & 0x3F));
  return out;
}

}  // namespace ocop
