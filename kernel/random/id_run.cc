#include "kernel/random/id_run.h"

#include <array>

namespace ocop {

Uuid IdRun::next_uuid() {
  const Uuid out = next_;
  std::array<std::uint8_t, 4> step{};
  random_.fill(step);
  unsigned carry = 1;   // at least one
  for (std::size_t i = out.bytes.size(); i-- > 8;) {
    const std::size_t low = out.bytes.size() - 1 - i;
    carry += next_.bytes[i] + (low < step.size() ? step[low] : 0u);
    next_.bytes[i] = static_cast<std::uint8_t>(carry);
    carry >>= 8;
  }
  return out;
}

}  // namespace ocop
