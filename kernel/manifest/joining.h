#pragma once
#include <cstdint>

namespace ocop::manifest {

// Who makes accounts (setting accounts.joining): whoever wants one, for himself and without a role, or offices alone.
enum class Joining : std::uint8_t { by_anyone, by_offices };

// Whether officials must have a second step of signing in (setting accounts.officials_second_step): whoever has none yet is led to set one
// up, and may do nothing of the office before.
enum class SecondStep : std::uint8_t { offered, required };

}  // namespace ocop::manifest
