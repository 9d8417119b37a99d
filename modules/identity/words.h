#pragma once
#include "kernel/base/message.h"
#include "modules/identity/types.h"

namespace ocop::identity {
const Message& event_words(EventKind kind);
const Message& scope_words(TokenScope scope);
}  // namespace ocop::identity
