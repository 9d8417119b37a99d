#pragma once
#include "kernel/http/input.h"
#include "modules/labels/types.h"

namespace ocop::labels {
const input::Declaration<LabelInput>& label_input();
struct CheckInput { std::string words; };   // of a label that is printed already
const input::Declaration<CheckInput>& check_input();
}  // namespace ocop::labels
