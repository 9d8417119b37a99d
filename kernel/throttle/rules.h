#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "kernel/base/time.h"

// How often something may be tried. Pure.
namespace ocop::throttle {

// `burst` at once, then one every `step` milliseconds.
struct Limit {
  std::int64_t burst = 0;
  std::int64_t step = 0;
};
// GCRA (ITU-T I.371): `reached` is the bucket's theoretical arrival time, 0 for a new one.
struct Admission {
  std::int64_t reached = 0;            // to be stored
  std::int64_t wait = 0;               // milliseconds until the next attempt is let in; 0 = this one is
};
Admission admit(const Limit& limit, std::int64_t reached, Instant now);

// The part of an address that one subscriber holds: IPv4 whole, IPv6 its /64 (RFC 6177), IPv4-mapped as IPv4.
std::string network_of(std::string_view address);

}  // namespace ocop::throttle
