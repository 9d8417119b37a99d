#pragma once
#include "kernel/http/input.h"
#include "modules/privacy/types.h"

// What requests carry, once.
namespace ocop::privacy {

const input::Declaration<Ask>& ask_fields();
const input::Declaration<Answer>& answer_fields();
const input::Declaration<Extend>& extend_fields();
const input::Declaration<Erase>& erase_fields();

}  // namespace ocop::privacy
