#pragma once
#include <cstdint>

namespace ocop::manifest {

// Whether the program asks pages of others by itself (setting listings.check_links). Nobody is asked until whoever runs it says so.
enum class Asking : std::uint8_t { nobody, platforms };

}  // namespace ocop::manifest
