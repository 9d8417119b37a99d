#pragma once
#include <string_view>

#include "modules/channels/types.h"

namespace ocop::channels {

// A file of data/channels. Throws std::runtime_error: it is part of the program.
Channel read_channel(std::string_view json);

}  // namespace ocop::channels
