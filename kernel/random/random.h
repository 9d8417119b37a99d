#pragma once
#include <cstdint>
#include <span>

#include "kernel/base/id.h"
#include "kernel/base/time.h"

namespace ocop {

// Where randomness comes from. SystemRandom is getrandom(2) and fit for keys; SeededRandom is for tests and demo data only.
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> bytes) = 0;
};
class SystemRandom final : public Random {   // thread-safe
 public:
  void fill(std::span<std::uint8_t> bytes) override;
};
class SeededRandom final : public Random {   // not thread-safe
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<std::uint8_t> bytes) override;

 private:
  std::uint64_t state_;
};

// UUID version 7 (RFC 9562 §5.7): 48 bits of milliseconds, 74 random bits.
Uuid new_uuid(Instant now, Random& random);
template <class T>
T new_id(Instant now, Random& random) { return T{new_uuid(now, random)}; }

}  // namespace ocop
