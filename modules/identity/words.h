#pragma once
#include "kernel/base/message.h"
#include "modules/identity/types.h"

namespace ocop::identity {
const Message& event_words(EventKind kind);
}  // namespace ocop::identity
