#pragma once
#include "kernel/base/message.h"
#include "modules/evaluation/types.h"

// The names of states and kinds in the two languages.
namespace ocop::evaluation {

const Message& label(State state);
const Message& label(Kind kind);

}  // namespace ocop::evaluation
