#pragma once
#include <cstdint>

namespace ocop::manifest {

// Who makes accounts (setting accounts.joining): whoever wants one, for himself and without a role, or offices alone.
enum class Joining : std::uint8_t { by_anyone, by_offices };

}  // namespace ocop::manifest
