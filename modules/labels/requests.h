#pragma once
#include "kernel/http/input.h"
#include "modules/labels/types.h"

namespace ocop::labels {
const input::Declaration<LabelInput>& label_input();
}  // namespace ocop::labels
