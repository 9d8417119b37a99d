#pragma once
#include "kernel/http/input.h"
#include "modules/displays/types.h"

namespace ocop::displays {

const input::Declaration<DisplayInput>& display_input();

}  // namespace ocop::displays
